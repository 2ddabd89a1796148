// Package exchange writes the report for programs (机读结果): JSON with a frozen schema, a line a document, and SARIF.
package exchange

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/money"
	"mingzhang/render/report"
)

// Schema is the name of the JSON format. Version 1 may gain members; readers ignore unknown ones.
const Schema = "mingzhang.audit/1"

type jsonPlace struct {
	Line      int           `json:"line,omitempty"`
	Column    int           `json:"column,omitempty"`
	Part      string        `json:"part,omitempty"`
	Paragraph int           `json:"paragraph,omitempty"`
	Table     string        `json:"table,omitempty"`
	Row       int           `json:"row,omitempty"`
	Col       int           `json:"col,omitempty"`
	Sheet     string        `json:"sheet,omitempty"`
	Cell      string        `json:"cell,omitempty"`
	Page      int           `json:"page,omitempty"`
	Box       []json.Number `json:"box,omitempty"`
	Path      string        `json:"path,omitempty"`
	Text      string        `json:"text"`
}

type jsonFigure struct {
	ID    string     `json:"id"`
	Key   string     `json:"key"`
	Kind  string     `json:"kind"`
	Label string     `json:"label"`
	Text  string     `json:"text"`
	Value string     `json:"value"`
	Unit  string     `json:"unit"`
	Fen   string     `json:"fen,omitempty"`
	Place *jsonPlace `json:"place"`
}

type jsonCheck struct {
	Rule     string     `json:"rule"`
	Claim    string     `json:"claim,omitempty"`
	Verdict  string     `json:"verdict"`
	Stated   string     `json:"stated,omitempty"`
	Computed string     `json:"computed,omitempty"`
	Figures  []string   `json:"figures"`
	Place    *jsonPlace `json:"place,omitempty"`
}

type jsonChange struct {
	Figure string `json:"figure"`
	From   string `json:"from"`
	To     string `json:"to"`
}

type jsonRepair struct {
	Changes []jsonChange `json:"changes"`
	Mends   int          `json:"mends"`
	Breaks  int          `json:"breaks"`
	Note    string       `json:"note,omitempty"`
}

type jsonAttached struct {
	Rule    string     `json:"rule"`
	Message string     `json:"message"`
	Place   *jsonPlace `json:"place"`
}

type jsonWaiver struct {
	Reason string `json:"reason"`
	Who    string `json:"who"`
}

type jsonFinding struct {
	ID         string         `json:"id"`
	Rule       string         `json:"rule"`
	Severity   string         `json:"severity"`
	Category   string         `json:"category"`
	Title      string         `json:"title"`
	Verdict    string         `json:"verdict"`
	Chance     string         `json:"chance,omitempty"`
	Place      *jsonPlace     `json:"place"`
	Places     []*jsonPlace   `json:"places,omitempty"`
	Stated     string         `json:"stated"`
	Expected   string         `json:"expected"`
	Difference string         `json:"difference"`
	Unit       string         `json:"unit"`
	Message    string         `json:"message"`
	Figures    []string       `json:"figures"`
	Repair     []jsonRepair   `json:"repair"`
	Attached   []jsonAttached `json:"attached"`
	Waiver     *jsonWaiver    `json:"waiver,omitempty"`
}

type jsonDoubt struct {
	Place  *jsonPlace `json:"place"`
	Reason string     `json:"reason"`
}

type jsonCoverage struct {
	Numbers int    `json:"numbers"`
	Bound   int    `json:"bound"`
	Apart   int    `json:"apart"`
	Ratio   string `json:"ratio"`
}

type jsonTable struct {
	Form  string     `json:"form"`
	Title string     `json:"title"`
	Unit  string     `json:"unit"`
	Rows  int        `json:"rows"`
	Cols  int        `json:"columns"`
	Empty bool       `json:"empty"`
	Place *jsonPlace `json:"place"`
}

type jsonShape struct {
	Sections   []jsonSection `json:"sections"`
	Tables     []jsonTable   `json:"tables"`
	Duties     int           `json:"duties"`
	Activities int           `json:"activities"`
	Indicators int           `json:"indicators"`
}

type jsonSection struct {
	Number string     `json:"number"`
	Title  string     `json:"title"`
	Place  *jsonPlace `json:"place"`
}

type jsonDocument struct {
	File     string        `json:"file"`
	SHA256   string        `json:"sha256"`
	Format   string        `json:"format"`
	Set      string        `json:"set"`
	Status   string        `json:"status"`
	Error    string        `json:"error,omitempty"`
	Entity   string        `json:"entity"`
	Entities []string      `json:"entities"`
	Year     int           `json:"year"`
	Kind     string        `json:"kind"`
	Coverage *jsonCoverage `json:"coverage"`
	Shape    *jsonShape    `json:"shape,omitempty"`
	Figures  []jsonFigure  `json:"figures"`
	Checks   []jsonCheck   `json:"checks"`
	Findings []jsonFinding `json:"findings"`
	Doubts   []jsonDoubt   `json:"doubts"`
}

type jsonSet struct {
	ID       string        `json:"id"`
	Entity   string        `json:"entity"`
	Year     int           `json:"year"`
	Kind     string        `json:"kind"`
	Profile  string        `json:"profile,omitempty"`
	Files    []string      `json:"files"`
	Findings []jsonFinding `json:"findings"`
}

// JSON writes the whole run as one object, a document at a time, so that a batch never stands in memory.
type JSON struct {
	w     io.Writer
	run   report.Run
	lines bool
	n     int
}

// NewJSON begins a run. With lines, each document is an object of its own on a line.
func NewJSON(w io.Writer, run report.Run, lines bool) *JSON {
	return &JSON{w: w, run: run, lines: lines}
}

// Document writes one document.
func (j *JSON) Document(d *report.Document) error {
	data, err := json.Marshal(documentJSON(d, j.run.Lang))
	if err != nil {
		return err
	}
	if j.lines {
		_, err = j.w.Write(append(data, '\n'))
		return err
	}
	head := ",\n"
	if j.n == 0 {
		head = j.head() + `"documents":[` + "\n"
	}
	j.n++
	if _, err := io.WriteString(j.w, head); err != nil {
		return err
	}
	_, err = j.w.Write(data)
	return err
}

func (j *JSON) head() string {
	fields := []string{`"schema":` + quote(Schema), `"tool":` + quote(j.run.Tool), `"rules":` + quote(audit.Version), `"profile":` + quote(j.run.Profile), `"lang":` + quote(j.run.Lang)}
	if j.run.Overrides != "" {
		fields = append(fields, `"overrides":`+quote(j.run.Overrides))
	}
	return "{" + strings.Join(fields, ",") + ","
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	return string(b)
}

// Close writes the sets and ends the run.
func (j *JSON) Close(sets []*audit.Set) error {
	if j.lines {
		return nil
	}
	head := "\n],"
	if j.n == 0 {
		head = j.head() + `"documents":[],`
	}
	out := make([]jsonSet, 0, len(sets))
	for _, s := range sets {
		x := jsonSet{ID: s.ID, Entity: s.Entity, Year: s.Year, Kind: string(s.Kind), Files: s.Files, Findings: []jsonFinding{}}
		if s.Profile != nil {
			x.Profile = s.Profile.ID
		}
		for i := range s.Findings {
			x.Findings = append(x.Findings, findingJSON(nil, &s.Findings[i], j.run.Lang))
		}
		out = append(out, x)
	}
	data, err := json.Marshal(out)
	if err != nil {
		return err
	}
	_, err = io.WriteString(j.w, head+`"sets":`+string(data)+"}\n")
	return err
}

func documentJSON(d *report.Document, lang string) *jsonDocument {
	out := &jsonDocument{File: d.File, SHA256: d.SHA256, Format: string(d.Format), Set: d.Set, Status: d.Status(), Kind: string(budget.OtherDocument),
		Entities: []string{}, Figures: []jsonFigure{}, Checks: []jsonCheck{}, Findings: []jsonFinding{}, Doubts: []jsonDoubt{}, Coverage: &jsonCoverage{Ratio: "1.000"}}
	if d.Err != nil {
		out.Error = report.Reason(d.Err, lang)
		return out
	}
	rep := d.Result.Report
	out.Entity, out.Year, out.Kind = rep.Entity, rep.Year, string(rep.Kind)
	for _, n := range rep.Entities {
		out.Entities = append(out.Entities, n.Text)
	}
	c := rep.Coverage
	out.Coverage = &jsonCoverage{c.Numbers, c.Bound, c.Apart, money.FormatStep(int64(c.Ratio())*10, 10, money.NoUnit)}
	out.Shape = shapeJSON(rep)
	for i := range rep.Figures {
		out.Figures = append(out.Figures, figureJSON(i, &rep.Figures[i]))
	}
	for i := range d.Result.Checks {
		out.Checks = append(out.Checks, checkJSON(&d.Result.Checks[i], rep))
	}
	for _, f := range d.Ordered() {
		out.Findings = append(out.Findings, findingJSON(d, f, lang))
	}
	out.Doubts = doubtsJSON(d, lang)
	return out
}

// doubtsJSON lists what was not understood: numbers without meaning, and what the reader noticed.
func doubtsJSON(d *report.Document, lang string) []jsonDoubt {
	out := []jsonDoubt{}
	rep := d.Result.Report
	for i := range rep.Figures {
		if f := &rep.Figures[i]; !f.InClaim && !f.Key.Known() {
			out = append(out, jsonDoubt{placeJSON(f.Place), "unbound-number"})
		}
	}
	for i := range rep.Doubts {
		out = append(out, jsonDoubt{placeJSON(rep.Doubts[i].Place), rep.Doubts[i].Reason})
	}
	for _, n := range d.Source.Notes {
		out = append(out, jsonDoubt{placeJSON(budget.Place{Location: n.Place, Text: n.Text}), string(n.Code)})
	}
	return out
}

func shapeJSON(rep *budget.Report) *jsonShape {
	s := &jsonShape{Sections: []jsonSection{}, Tables: []jsonTable{}}
	for i := range rep.Passages {
		p := &rep.Passages[i]
		if p.Table < 0 && p.Heading && (p.Number.Style == budget.ChineseNumber || p.Number.Style == budget.PartNumber) {
			s.Sections = append(s.Sections, jsonSection{strings.TrimSpace(p.Number.Text), strings.TrimSpace(p.Text), placeJSON(p.Place(0, len(p.Text)))})
		}
	}
	for i := range rep.Forms {
		f := &rep.Forms[i]
		at := f.Place
		at.Location = f.Grid.Place
		s.Tables = append(s.Tables, jsonTable{string(f.ID), f.Title, f.Unit, len(f.Rows), f.Grid.Cols, f.Empty, placeJSON(at)})
	}
	s.Duties = len(rep.Chain.Duties)
	for i := range rep.Chain.Duties {
		s.Activities += len(rep.Chain.Duties[i].Activities)
		for k := range rep.Chain.Duties[i].Activities {
			s.Indicators += len(rep.Chain.Duties[i].Activities[k].Indicators)
		}
	}
	return s
}

func figureJSON(i int, f *budget.Figure) jsonFigure {
	out := jsonFigure{ID: report.FigureID(i), Kind: string(f.Kind), Label: f.Label, Text: f.Amount.Text, Unit: f.Amount.Unit.String(), Place: placeJSON(f.Place)}
	if f.Key.Known() {
		out.Key = f.Key.String()
	}
	out.Value = money.FormatTicks(f.Amount.Ticks, f.Amount.Unit)
	if fen, ok := f.Amount.Fen(); ok {
		out.Fen = strconv.FormatInt(fen, 10)
	}
	return out
}

func checkJSON(c *audit.Check, rep *budget.Report) jsonCheck {
	out := jsonCheck{Rule: c.Rule, Verdict: string(c.Verdict), Stated: c.Stated, Computed: c.Computed, Figures: ids(c.Figures)}
	if c.Claim >= 0 {
		out.Claim = string(rep.Claims[c.Claim].Kind)
	}
	if c.Place != nil {
		out.Place = placeJSON(*c.Place)
	}
	return out
}

func ids(figures []int) []string {
	out := make([]string, 0, len(figures))
	for _, k := range figures {
		out = append(out, report.FigureID(k))
	}
	return out
}

func findingJSON(d *report.Document, f *audit.Finding, lang string) jsonFinding {
	out := jsonFinding{ID: f.ID, Rule: f.Rule, Severity: f.Severity.String(), Category: string(f.Category), Title: f.Title.In(lang), Verdict: string(f.Verdict),
		Chance: f.Chance, Place: placeJSON(f.Place), Stated: f.Stated, Expected: f.Expected, Difference: f.Difference, Unit: f.Unit, Message: report.Message(f, lang),
		Figures: ids(f.Figures), Repair: []jsonRepair{}, Attached: []jsonAttached{}}
	for _, p := range f.Places {
		out.Places = append(out.Places, placeJSON(p))
	}
	for _, r := range f.Repairs {
		x := jsonRepair{Mends: r.Mends, Breaks: r.Breaks, Note: r.Note.In(lang), Changes: []jsonChange{}}
		for _, c := range r.Changes {
			id, to := "", c.To
			if c.Figure >= 0 {
				id = report.FigureID(c.Figure)
			}
			if d.Known(c) {
				_, _, _, to = d.Change(f, c, lang)
			}
			x.Changes = append(x.Changes, jsonChange{id, c.From, to})
		}
		out.Repair = append(out.Repair, x)
	}
	for _, a := range f.Attached {
		out.Attached = append(out.Attached, jsonAttached{a.Rule, a.Message.In(lang), placeJSON(a.Place)})
	}
	if f.Waiver != nil {
		out.Waiver = &jsonWaiver{f.Waiver.Reason, f.Waiver.Who}
	}
	return out
}

func placeJSON(p budget.Place) *jsonPlace {
	out := &jsonPlace{Line: p.Line, Column: p.Column, Part: p.Part, Paragraph: p.Paragraph, Table: p.Table, Row: p.Row, Col: p.Col, Sheet: p.Sheet, Cell: p.Cell,
		Page: p.Page, Path: p.Path, Text: wordsOf(p)}
	if p.Page != 0 {
		b := p.Box
		out.Box = []json.Number{points(b.X0), points(b.Y0), points(b.X1), points(b.Y1)}
	}
	return out
}

// points prints hundredths of a point.
func points(v int32) json.Number {
	return json.Number(money.FormatTicks(int64(v)*(money.TicksPerUnit/100), money.NoUnit))
}

// The words of a place: a text of more than maxWords characters is cut to the sentence around the mark, and
// to no more than sideWords characters on either side of it.
const (
	maxWords  = 400
	sideWords = 180
)

// wordsOf are the words of a place. A paragraph of a megabyte with a thousand figures would else stand in
// the file a thousand times.
func wordsOf(p budget.Place) string {
	text := p.Text
	if !report.Longer(text, maxWords) {
		return text
	}
	start, end := p.Mark[0], p.Mark[1]
	if start < 0 || end <= start || end > len(text) {
		start, end = 0, 0
	}
	if long := report.Ahead(text, start, maxWords); end > long { // what is meant is itself too long
		return text[start:long]
	}
	from, to := report.Back(text, start, sideWords), report.Ahead(text, end, sideWords)
	if i := strings.LastIndexAny(text[from:start], sentenceEnds); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[from+i:])
		from += i + size
	}
	if i := strings.IndexAny(text[end:to], sentenceEnds); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[end+i:])
		to = end + i + size
	}
	return text[from:to]
}

// sentenceEnds are the marks behind which words may be cut.
const sentenceEnds = "。；！？;!?\n"

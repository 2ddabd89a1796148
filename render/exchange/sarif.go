package exchange

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/render/report"
	"mingzhang/source"
)

// sarifSchema is the address by which SARIF 2.1.0 names its own schema.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

type sarifText struct {
	Text string `json:"text"`
}

type sarifRule struct {
	ID               string         `json:"id"`
	Name             string         `json:"name,omitempty"`
	ShortDescription sarifText      `json:"shortDescription"`
	FullDescription  *sarifText     `json:"fullDescription,omitempty"`
	Help             sarifText      `json:"help"`
	Configuration    sarifConfig    `json:"defaultConfiguration"`
	Properties       map[string]any `json:"properties,omitempty"`
}

type sarifConfig struct {
	Level string `json:"level"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int        `json:"startLine"`
	StartColumn int        `json:"startColumn,omitempty"`
	EndColumn   int        `json:"endColumn,omitempty"`
	Snippet     *sarifText `json:"snippet,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifLogical struct {
	Name string `json:"name,omitempty"`
	Full string `json:"fullyQualifiedName"`
	Kind string `json:"kind"`
}

type sarifLocation struct {
	ID       *int           `json:"id,omitempty"`
	Physical *sarifPhysical `json:"physicalLocation,omitempty"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	Message  *sarifText     `json:"message,omitempty"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    *int               `json:"ruleIndex,omitempty"`
	Level        string             `json:"level"`
	Kind         string             `json:"kind,omitempty"`
	Message      sarifText          `json:"message"`
	Locations    []sarifLocation    `json:"locations,omitempty"`
	Related      []sarifLocation    `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	Properties   map[string]any     `json:"properties,omitempty"`
}

type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

// SARIF writes the run in the interchange format of static analysis, a document at a time. It holds the
// findings of all severities; waived ones carry a suppression.
type SARIF struct {
	w       io.Writer
	run     report.Run
	n       int
	index   map[string]int
	notices []sarifNotification
	files   []sarifFile
}

type sarifFile struct {
	Location sarifArtifact     `json:"location"`
	Hashes   map[string]string `json:"hashes,omitempty"`
}

// NewSARIF begins a run.
func NewSARIF(w io.Writer, run report.Run) *SARIF {
	return &SARIF{w: w, run: run, index: map[string]int{}}
}

// Document writes the findings of one document.
func (s *SARIF) Document(d *report.Document) error {
	if err := s.begin(); err != nil {
		return err
	}
	uri := fileURI(d.File)
	f := sarifFile{Location: sarifArtifact{uri}}
	if d.SHA256 != "" {
		f.Hashes = map[string]string{"sha-256": d.SHA256}
	}
	s.files = append(s.files, f)
	if d.Err != nil {
		s.notices = append(s.notices, sarifNotification{"error", sarifText{report.Reason(d.Err, s.run.Lang)}, []sarifLocation{{Physical: &sarifPhysical{Artifact: sarifArtifact{uri}}}}})
		return nil
	}
	for _, n := range d.Source.Notes {
		if _, ok := report.NoteWords[n.Code]; !ok {
			continue
		}
		words := report.NoteWords[n.Code].In(s.run.Lang) + n.Text
		if strings.TrimSpace(n.Text) == "" {
			words = report.NoteTitle(n.Code, s.run.Lang)
		}
		at := locate(uri, d.Format, budget.Place{Location: n.Place})
		s.notices = append(s.notices, sarifNotification{"warning", sarifText{words}, []sarifLocation{at}})
	}
	for _, f := range d.Ordered() {
		if err := s.result(d, f, uri); err != nil {
			return err
		}
	}
	return nil
}

// begin writes the head with the whole rule catalogue, once.
func (s *SARIF) begin() error {
	if s.files != nil {
		return nil
	}
	s.files = []sarifFile{}
	rules := []sarifRule{}
	for i, r := range audit.Rules() {
		s.index[r.ID] = i
		rules = append(rules, s.rule(&r))
	}
	driver := map[string]any{"name": "mingzhang", "fullName": s.run.Tool, "version": strings.TrimPrefix(s.run.Tool, "mingzhang "), "language": map[bool]string{true: "en", false: "zh-CN"}[s.run.Lang == "en"],
		"rules": rules, "properties": map[string]any{"rulesVersion": audit.Version}}
	data, err := json.Marshal(driver)
	if err != nil {
		return err
	}
	_, err = io.WriteString(s.w, `{"$schema":`+quote(sarifSchema)+`,"version":"2.1.0","runs":[{"tool":{"driver":`+string(data)+`},"columnKind":"unicodeCodePoints","results":[`)
	return err
}

func (s *SARIF) rule(r *audit.Rule) sarifRule {
	help := r.Basis.In(s.run.Lang)
	if e := r.Example.In(s.run.Lang); e != "" {
		help += "\n\n" + e
	}
	if help == "" {
		help = r.Title.In(s.run.Lang)
	}
	return sarifRule{ID: r.ID, ShortDescription: sarifText{r.Title.In(s.run.Lang)}, Help: sarifText{help}, Configuration: sarifConfig{sarifLevel(r.Severity)},
		Properties: map[string]any{"category": string(r.Category), "severity": r.Severity.String(), "since": r.Since}}
}

func sarifLevel(s audit.Severity) string {
	switch s {
	case audit.Info:
		return "note"
	case audit.Warning:
		return "warning"
	}
	return "error"
}

// result writes a finding; d is nil for one of a set.
func (s *SARIF) result(d *report.Document, f *audit.Finding, uri string) error {
	lang := s.run.Lang
	format := source.Format("")
	if d != nil {
		format = d.Format
	}
	message := f.Title.In(lang)
	if m := report.Message(f, lang); m != "" {
		message += map[bool]string{true: ". ", false: "。"}[lang == "en"] + m
	}
	if words := d.Repairs(f, lang); words != "" {
		message += "\n" + words
	}
	r := sarifResult{RuleID: f.Rule, Level: sarifLevel(f.Severity), Message: sarifText{message}, Fingerprints: map[string]string{"mingzhang/v1": f.ID},
		Locations: []sarifLocation{locate(uri, format, f.Place)}, Properties: map[string]any{"severity": f.Severity.String(), "category": string(f.Category), "verdict": string(f.Verdict)}}
	if i, ok := s.index[f.Rule]; ok {
		r.RuleIndex = &i
	}
	for k, v := range map[string]string{"stated": f.Stated, "expected": f.Expected, "difference": f.Difference, "unit": f.Unit, "chance": f.Chance} {
		if v != "" {
			r.Properties[k] = v
		}
	}
	for i, p := range f.Places {
		r.Related = append(r.Related, related(i, locate(uri, format, p), d.Where(p, lang)))
	}
	for _, a := range f.Attached {
		r.Related = append(r.Related, related(len(r.Related), locate(uri, format, a.Place), a.Message.In(lang)))
	}
	if repairs := s.repairs(d, f); len(repairs) > 0 {
		r.Properties["repairs"] = repairs
	}
	if f.Waiver != nil {
		who := " (" + f.Waiver.Who + ")"
		if lang != "en" {
			who = "（" + f.Waiver.Who + "）"
		}
		r.Suppressions = []sarifSuppression{{"external", "accepted", f.Waiver.Reason + who}}
	}
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	lead := ",\n"
	if s.n == 0 {
		lead = "\n"
	}
	s.n++
	_, err = io.WriteString(s.w, lead+string(data))
	return err
}

// related numbers a location and says what it is.
func related(i int, l sarifLocation, words string) sarifLocation {
	n := i + 1
	l.ID, l.Message = &n, &sarifText{words}
	return l
}

// repairs are kept as properties: a SARIF fix wants the bytes to be replaced, and a figure of a Word
// file or a workbook has none.
func (s *SARIF) repairs(d *report.Document, f *audit.Finding) []map[string]any {
	var out []map[string]any
	for i := range f.Repairs {
		x := &f.Repairs[i]
		var changes []map[string]string
		for _, c := range x.Changes {
			to := c.To
			if d.Known(c) {
				_, _, _, to = d.Change(f, c, s.run.Lang)
			}
			changes = append(changes, map[string]string{"from": c.From, "to": to})
		}
		out = append(out, map[string]any{"changes": changes, "mends": x.Mends, "breaks": x.Breaks, "note": x.Note.In(s.run.Lang)})
	}
	return out
}

// locate says where a place is: by line and column where the file has lines, else by sheet and cell,
// paragraph, table or page.
func locate(uri string, format source.Format, p budget.Place) sarifLocation {
	out := sarifLocation{Physical: &sarifPhysical{Artifact: sarifArtifact{uri}}}
	if (format == source.Text || format == source.HTML) && p.Line > 0 {
		r := &sarifRegion{StartLine: p.Line, StartColumn: p.Column}
		if n := len([]rune(markOf(p))); n > 0 && p.Column > 0 {
			r.EndColumn = p.Column + n
			r.Snippet = &sarifText{markOf(p)}
		}
		out.Physical.Region = r
		return out
	}
	kind := "element"
	switch {
	case p.Location == (source.Location{}):
		return out
	case p.Page != 0:
		kind = "page"
	case p.Sheet != "":
		kind = "cell"
	case p.Table != "":
		kind = "table-cell"
	case p.Paragraph != 0:
		kind = "paragraph"
	}
	name := p.Location.String()
	if p.Page == 0 && p.Sheet == "" && p.Table != "" {
		name = fmt.Sprintf("table %s, row %d, column %d", p.Table, p.Row, p.Col)
	}
	if p.Part != "" && p.Part != "document" {
		name = p.Part + " " + name
	}
	out.Logical = []sarifLogical{{Name: report.Where(p, "zh"), Full: name, Kind: kind}}
	return out
}

// markOf is what is marked of a place.
func markOf(p budget.Place) string {
	if a, b := p.Mark[0], p.Mark[1]; a < b && b <= len(p.Text) {
		return p.Text[a:b]
	}
	return ""
}

// fileURI writes a path as a relative or absolute reference, percent-encoded.
func fileURI(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	u := url.URL{Path: name}
	switch {
	case len(name) > 1 && name[1] == ':': // a Windows drive
		u = url.URL{Scheme: "file", Path: "/" + name}
	case strings.HasPrefix(name, "//"):
		host, path, _ := strings.Cut(name[2:], "/")
		u = url.URL{Scheme: "file", Host: host, Path: "/" + path}
	case strings.HasPrefix(name, "/"):
		u.Scheme = "file"
	}
	return u.String()
}

// Close writes what only the sets show, and which files could not be read.
func (s *SARIF) Close(sets []*audit.Set) error {
	if err := s.begin(); err != nil {
		return err
	}
	for _, set := range sets {
		uri := ""
		if len(set.Files) > 0 {
			uri = fileURI(set.Files[0])
		}
		for i := range set.Findings {
			f := set.Findings[i]
			f.Message = audit.Words{ZH: f.Message.ZH + report.Demanded(set, "zh"), EN: strings.TrimSpace(f.Message.EN + " " + report.Demanded(set, "en"))}
			if err := s.result(nil, &f, uri); err != nil {
				return err
			}
		}
	}
	ok := true
	for _, n := range s.notices {
		ok = ok && n.Level != "error"
	}
	invocation := map[string]any{"executionSuccessful": ok}
	if len(s.notices) > 0 {
		invocation["toolExecutionNotifications"] = s.notices
	}
	tail, err := json.Marshal([]any{invocation})
	if err != nil {
		return err
	}
	files, err := json.Marshal(s.files)
	if err != nil {
		return err
	}
	_, err = io.WriteString(s.w, "\n],\"invocations\":"+string(tail)+",\"artifacts\":"+string(files)+"}]}\n")
	return err
}

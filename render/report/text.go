package report

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
)

// Text writes the report for a terminal: for each finding the original words with a mark under them,
// the arithmetic, and what would mend it.
type Text struct {
	w     io.Writer
	run   Run
	color bool
	held  []part
	size  int  // bytes held
	begun bool // something was written before the sets were known
	rows  []summaryRow
	notes [4]int // findings that are not shown
}

// part is the report of one file while the findings of its set are not known.
type part struct {
	row              int // of the summary
	head, body, tail string
	shown            int
	waived           bool
}

// summaryRow is a line of the table at the end.
type summaryRow struct {
	file     string
	status   string
	counts   Counts
	agreed   int
	coverage budget.Coverage
	err      string
}

// NewText begins a run. With color, severities are coloured for a terminal.
func NewText(w io.Writer, run Run, color bool) *Text { return &Text{w: w, run: run, color: color} }

// aroundMark is how many characters of the original stand on each side of a mark.
const aroundMark = 28

// maxShown is how many findings of one file are printed; the rest is in the other formats.
const maxShown = 400

// maxHeld is how much of the report waits for the findings of the sets, which stand first. Beyond it the
// files are written as they come, and the sets follow them.
const maxHeld = 4 << 20

// Document takes the findings of one file.
func (t *Text) Document(d *Document) error {
	row := summaryRow{file: d.File, status: d.Status()}
	p := part{row: len(t.rows)}
	if d.Err != nil {
		row.err = Reason(d.Err, t.run.Lang)
		p.head = Line("%s\n  %s\n", t.bold(d.File), row.err)
	} else {
		t.findings(d, &p, &row)
	}
	t.rows = append(t.rows, row)
	t.held = append(t.held, p)
	if t.size += len(p.head) + len(p.body) + len(p.tail); t.size <= maxHeld {
		return nil
	}
	return t.release(nil)
}

// release writes what was held.
func (t *Text) release(sets []*audit.Set) error {
	var b strings.Builder
	for i := range t.held {
		t.part(&b, &t.held[i], sets)
	}
	if sets == nil {
		t.begun = true
	}
	t.held, t.size = nil, 0
	_, err := io.WriteString(t.w, b.String())
	return err
}

// findings writes the parts of a file that was read.
func (t *Text) findings(d *Document, p *part, row *summaryRow) {
	var head, body strings.Builder
	write(&head, "%s\n  %s\n", t.bold(d.File), t.headline(d))
	for _, n := range Notes(d.Source, t.run.Lang) {
		write(&head, "  %s\n", n)
	}
	var waived []*audit.Finding
	for _, f := range d.Ordered() {
		if f.Waiver != nil {
			waived = append(waived, f)
			continue
		}
		row.counts[f.Severity]++
		if !t.run.Shown(f) {
			t.notes[f.Severity]++
			continue
		}
		if p.shown++; p.shown > maxShown {
			continue
		}
		body.WriteByte('\n')
		t.finding(&body, d, f)
	}
	row.agreed, _ = Tally(d)
	row.coverage = d.Result.Report.Coverage
	p.head, p.body, p.tail, p.waived = head.String(), body.String(), t.waivers(waived), len(waived) > 0
}

func (t *Text) waivers(list []*audit.Finding) string {
	var b strings.Builder
	for _, f := range list {
		write(&b, t.say("  已豁免：%s %s（%s，%s）\n", "  waived: %s %s (%s, %s)\n"), f.Rule, f.Title.In(t.run.Lang), f.Waiver.Reason, f.Waiver.Who)
	}
	return b.String()
}

func (t *Text) say(zh, en string) string {
	if t.run.Lang == "en" {
		return en
	}
	return zh
}

// part writes one file: what its set shows, its own findings, and what there is to say at the end.
func (t *Text) part(b *strings.Builder, p *part, sets []*audit.Set) {
	row := &t.rows[p.row]
	b.WriteString(p.head)
	if row.err != "" {
		b.WriteByte('\n')
		return
	}
	shown := p.shown
	if set := SetOf(sets, row.file); set != nil && len(set.Files) == 1 {
		shown += t.set(b, set)
	}
	b.WriteString(p.body)
	if p.shown > maxShown {
		write(b, t.say("\n  还有%d条，见 --format html 或 json\n", "\n  %d more findings: see --format html or json\n"), p.shown-maxShown)
	}
	switch {
	case shown > 0:
	case p.waived:
	case row.agreed == 0:
		b.WriteString(t.say("  没有找到可以核对的数字关系\n", "  no relation between figures was found to check\n"))
	default:
		write(b, t.say("  %d项关系相符，没有这一级别的发现\n", "  %d relations agree, nothing found at this severity\n"), row.agreed)
	}
	if p.tail != "" {
		b.WriteString("\n" + p.tail)
	}
	b.WriteByte('\n')
}

// set writes the findings that only a set shows and returns how many.
func (t *Text) set(b *strings.Builder, s *audit.Set) int {
	n := 0
	for i := range s.Findings {
		f := &s.Findings[i]
		if !t.run.Shown(f) {
			continue
		}
		n++
		b.WriteByte('\n')
		t.finding(b, nil, f)
		if words := Demanded(s, t.run.Lang); words != "" {
			write(b, "  %s\n", words)
		}
	}
	return n
}

// headline says whose document it is and how much of it was understood.
func (t *Text) headline(d *Document) string {
	rep := d.Result.Report
	year := ""
	if rep.Year != 0 {
		year = fmt.Sprint(rep.Year) + t.say("年", "")
	}
	kind := KindWords[rep.Kind].In(t.run.Lang)
	if t.run.Lang == "en" {
		return strings.Join(strings.Fields(rep.Entity+" "+year+" "+kind), " ") + " · " + Understood(rep.Coverage, "en")
	}
	return strings.TrimSpace(rep.Entity+" "+year+kind) + "　" + Understood(rep.Coverage, "zh")
}

func (t *Text) finding(b *strings.Builder, d *Document, f *audit.Finding) {
	lang := t.run.Lang
	rule := ""
	if r, ok := audit.RuleByID(f.Rule); ok {
		rule = r.Title.In(lang)
	}
	where := d.Where(f.Place, lang)
	if d == nil {
		where = t.say("整套文件", "whole disclosure")
	}
	id := f.ID // by which a waiver names it; it begins with the rule
	if id == "" {
		id = f.Rule
	}
	write(b, "%s %s  %s  %s  %s\n", t.severity(f.Severity), id, VerdictWords[f.Verdict].In(lang), where, rule)
	write(b, "  %s\n", f.Title.In(lang))
	if d != nil {
		t.quote(b, d, f.Place)
	}
	for _, p := range d.Other(f) {
		write(b, "  %s%s\n", t.say("另一处：", "the other place: "), d.Where(p, lang))
		t.quote(b, d, p)
	}
	t.figures(b, d, f)
	for _, m := range [2]string{Message(f, lang), Chance(f, lang)} {
		if m != "" {
			write(b, "  %s\n", m)
		}
	}
	for i := range f.Repairs {
		write(b, t.say("  改法%d：%s\n", "  repair %d: %s\n"), i+1, d.Repair(f, &f.Repairs[i], lang))
	}
	for _, a := range f.Attached {
		write(b, "  %s%s %s\n", t.say("同一原因：", "same cause: "), a.Rule, a.Message.In(lang))
	}
}

// quote prints the original words with a mark under what is meant.
func (t *Text) quote(b *strings.Builder, d *Document, p budget.Place) {
	text, start, end := d.Quote(p, aroundMark)
	if text == "" {
		return
	}
	write(b, "   | %s\n", text)
	if end > start {
		write(b, "   | %s%s\n", strings.Repeat(" ", Width(Visible(text[:start]))), strings.Repeat("^", max(Width(Visible(text[start:end])), 1)))
	}
}

// figures prints stated, expected and difference, and the arithmetic on one line.
func (t *Text) figures(b *strings.Builder, d *Document, f *audit.Finding) {
	if f.Stated != "" && f.Expected != "" {
		stated, against, difference := d.Values(f)
		parts := []string{t.say("写明 ", "stated ") + stated, Derived(f).In(t.run.Lang) + " " + against}
		if difference != "" {
			parts = append(parts, t.say("相差 ", "difference ")+difference)
		}
		write(b, "  %s\n", strings.Join(parts, "　"))
	}
	if len(f.Arithmetic) < 3 {
		return
	}
	write(b, "  %s\n", arithmetic(d, f))
}

// arithmetic writes a calculation on one line, with brackets around a sum that is divided or divides.
func arithmetic(d *Document, f *audit.Finding) string {
	steps := f.Arithmetic
	divided := slices.ContainsFunc(steps, func(s audit.Step) bool { return s.Sign == '/' })
	var parts []string
	var part strings.Builder
	terms := 0
	end := func() {
		if divided && terms > 1 {
			parts = append(parts, "("+part.String()+")")
		} else if terms > 0 {
			parts = append(parts, part.String())
		}
		part.Reset()
		terms = 0
	}
	for _, s := range steps {
		switch {
		case s.Sign == '=':
			end()
			return strings.Join(parts, " ÷ ") + " = " + s.Value
		case s.Sign == '/':
			end()
		case s.Sign == '-':
			part.WriteString(" − ")
		case terms > 0:
			part.WriteString(" + ")
		}
		part.WriteString(s.Value + borrowed(d, s))
		terms++
	}
	end()
	return strings.Join(parts, " ÷ ")
}

// borrowed says from which other document a figure of the arithmetic was taken.
func borrowed(d *Document, s audit.Step) string {
	if d == nil || s.Figure < 0 || s.Figure >= len(d.Result.Report.Figures) {
		return ""
	}
	if from := d.Result.Report.Figures[s.Figure].Place.Path; from != "" {
		return "（" + from + "）"
	}
	return ""
}

// CutLabel keeps a label short enough for one line.
func CutLabel(s string) string {
	const most = 24
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return "…" + string(r[len(r)-most:])
}

// Close writes what only the sets show, what was held, and the sums.
func (t *Text) Close(sets []*audit.Set) error {
	var b strings.Builder
	for _, s := range sets {
		if len(s.Files) == 1 && !t.begun {
			continue // it stands with its file
		}
		var list strings.Builder
		if t.set(&list, s) > 0 {
			write(&b, "%s\n%s\n", t.bold(SetName(s, t.run.Lang)), Painted(list.String()))
		}
	}
	if t.begun {
		if err := t.release([]*audit.Set{}); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(t.w, b.String()); err != nil {
		return err
	}
	if !t.begun {
		if err := t.release(append([]*audit.Set{}, sets...)); err != nil {
			return err
		}
	}
	b.Reset()
	for i := range t.rows {
		if s := SetOf(sets, t.rows[i].file); s != nil && len(s.Files) == 1 {
			t.rows[i].counts.Add(s)
		}
	}
	for _, s := range sets {
		for i := range s.Findings {
			if f := &s.Findings[i]; f.Waiver == nil && !t.run.Shown(f) {
				t.notes[f.Severity]++
			}
		}
	}
	if len(t.rows) > 1 {
		t.summary(&b, Shared(sets))
	} else if len(t.rows) == 1 && t.rows[0].err == "" {
		t.sum(&b, &t.rows[0])
	}
	_, err := io.WriteString(t.w, b.String())
	return err
}

// sum closes the report of a single file.
func (t *Text) sum(b *strings.Builder, r *summaryRow) {
	var parts []string
	for s := audit.Fatal; ; s-- {
		if n := r.counts[s]; n > 0 && s >= t.run.Severity {
			parts = append(parts, fmt.Sprintf("%s %d", SeverityWords[s].In(t.run.Lang), n))
		}
		if s == audit.Info {
			break
		}
	}
	if len(parts) > 0 {
		write(b, t.say("合计：%s　%d项关系相符\n", "in all: %s · %d relations agree\n"), strings.Join(parts, t.say("　", ", ")), r.agreed)
	}
	t.hidden(b)
}

// hidden says how many findings are not shown, and how to see them.
func (t *Text) hidden(b *strings.Builder) {
	var parts []string
	lowest := audit.Fatal
	for s := audit.Fatal; ; s-- {
		if t.notes[s] > 0 {
			lowest = s
			parts = append(parts, fmt.Sprintf(t.say("%s%d条", "%s %d"), SeverityWords[s].In(t.run.Lang), t.notes[s]))
		}
		if s == audit.Info {
			break
		}
	}
	if len(parts) > 0 {
		write(b, t.say("另有%s没有显示；加 --severity %s 就显示\n", "not shown: %s; --severity %s shows them\n"), strings.Join(parts, t.say("、", ", ")), lowest)
	}
}

func (t *Text) summary(b *strings.Builder, shared []*audit.Set) {
	head := []string{"文件", "致命", "错误", "警告", "提示", "相符", "读懂%"}
	if t.run.Lang == "en" {
		head = []string{"file", "fatal", "error", "warning", "info", "agree", "understood%"}
	}
	var table [][]string
	add := func(name string, c Counts, rest ...string) {
		table = append(table, append([]string{Visible(name), fmt.Sprint(c[3]), fmt.Sprint(c[2]), fmt.Sprint(c[1]), fmt.Sprint(c[0])}, rest...))
	}
	for _, s := range shared {
		var c Counts
		c.Add(s)
		add(SetName(s, t.run.Lang), c, "—", "—")
	}
	unread := 0
	for _, r := range t.rows {
		if r.err != "" {
			unread++
			table = append(table, []string{Visible(r.file), "—", "—", "—", "—", "—", r.err})
			continue
		}
		add(r.file, r.counts, fmt.Sprint(r.agreed), Percent(r.coverage))
	}
	wide := Width(head[0])
	for _, r := range table {
		wide = max(wide, min(Width(r[0]), 60))
	}
	line := func(cells []string) {
		b.WriteString(pad(cells[0], wide))
		for _, c := range cells[1:6] {
			b.WriteString("  " + strings.Repeat(" ", max(0, 6-Width(c))) + c)
		}
		b.WriteString("  " + cells[6] + "\n")
	}
	line(head)
	for _, r := range table {
		line(r)
	}
	write(b, t.say("共%d份，读不了%d份\n", "%d files, %d not read\n"), len(t.rows), unread)
	t.hidden(b)
}

func pad(s string, to int) string {
	if w := Width(s); w < to {
		return s + strings.Repeat(" ", to-w)
	}
	return s
}

// Width is the display width of a text: wide characters count two.
func Width(s string) int {
	w := 0
	for _, r := range s {
		w++
		if i := sort.Search(len(wideRanges), func(i int) bool { return wideRanges[i][1] >= r }); i < len(wideRanges) && wideRanges[i][0] <= r {
			w++
		}
	}
	return w
}

// wideRanges are the characters that terminals draw two columns wide.
var wideRanges = [][2]rune{{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6},
	{0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}}

var severityColors = map[audit.Severity]string{audit.Info: "36", audit.Warning: "33", audit.Error: "31", audit.Fatal: "1;31"}

func (t *Text) severity(s audit.Severity) Painted {
	w := SeverityWords[s].In(t.run.Lang)
	if !t.color {
		return Painted(w)
	}
	return Painted("\x1b[" + severityColors[s] + "m" + w + "\x1b[0m")
}

func (t *Text) bold(s string) Painted {
	if s = Visible(s); !t.color {
		return Painted(s)
	}
	return Painted("\x1b[1m" + s + "\x1b[0m")
}

// write adds a Line.
func write(b *strings.Builder, format string, args ...any) { b.WriteString(Line(format, args...)) }

package report

import (
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"mingzhang/audit"
	"mingzhang/money"
)

// Text writes the report for a terminal: for each finding the original words with a mark under them,
// the arithmetic, and what would mend it.
type Text struct {
	w     io.Writer
	run   Run
	color bool
	rows  []summaryRow
}

// summaryRow is a line of the table at the end.
type summaryRow struct {
	file     string
	status   string
	counts   [4]int
	agreed   int
	coverage int
	err      string
}

// NewText begins a run. With color, severities are coloured for a terminal.
func NewText(w io.Writer, run Run, color bool) *Text { return &Text{w: w, run: run, color: color} }

// aroundMark is how many characters of the original stand on each side of a mark.
const aroundMark = 28

// maxShown is how many findings of one file are printed; the rest is in the other formats.
const maxShown = 400

// Document writes the findings of one file.
func (t *Text) Document(d *Document) error {
	row := summaryRow{file: d.File, status: d.Status()}
	if d.Err != nil {
		row.err = Reason(d.Err, t.run.Lang)
		t.rows = append(t.rows, row)
		_, err := fmt.Fprintf(t.w, "%s\n  %s\n\n", t.bold(d.File), row.err)
		return err
	}
	rep := d.Result.Report
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  %s\n", t.bold(d.File), t.headline(d))
	for _, n := range d.Source.Notes {
		if w, ok := NoteWords[n.Code]; ok {
			fmt.Fprintf(&b, "  %s%s\n", w.In(t.run.Lang), n.Text)
		}
	}
	shown := 0
	var waived []*audit.Finding
	for i := range d.Result.Findings {
		f := &d.Result.Findings[i]
		if f.Waiver != nil {
			waived = append(waived, f)
			continue
		}
		row.counts[f.Severity]++
		if !t.run.Shown(f) {
			continue
		}
		if shown++; shown > maxShown {
			continue
		}
		b.WriteByte('\n')
		t.finding(&b, d, f)
	}
	for _, c := range d.Result.Checks {
		if c.Verdict == audit.Agrees || c.Verdict == audit.RoundsAway {
			row.agreed++
		}
	}
	if row.coverage = rep.Coverage.Ratio(); rep.Coverage.Numbers == 0 {
		row.coverage = -1
	}
	t.tail(&b, shown, waived, row.agreed)
	t.rows = append(t.rows, row)
	_, err := io.WriteString(t.w, b.String())
	return err
}

func (t *Text) tail(b *strings.Builder, shown int, waived []*audit.Finding, agreed int) {
	en := t.run.Lang == "en"
	switch {
	case shown > maxShown && en:
		fmt.Fprintf(b, "\n  %d more findings: see --format html or json\n", shown-maxShown)
	case shown > maxShown:
		fmt.Fprintf(b, "\n  还有%d条，见 --format html 或 json\n", shown-maxShown)
	case shown == 0 && len(waived) > 0:
	case shown == 0 && agreed == 0 && en:
		b.WriteString("  no relation between figures was found to check\n")
	case shown == 0 && agreed == 0:
		b.WriteString("  没有找到可以核对的数字关系\n")
	case shown == 0 && en:
		fmt.Fprintf(b, "  %d relations agree, nothing found at this severity\n", agreed)
	case shown == 0:
		fmt.Fprintf(b, "  %d项关系相符，没有这一级别的发现\n", agreed)
	}
	for _, f := range waived {
		if en {
			fmt.Fprintf(b, "  waived: %s %s (%s, %s)\n", f.Rule, f.Title.In("en"), f.Waiver.Reason, f.Waiver.Who)
		} else {
			fmt.Fprintf(b, "  已豁免：%s %s（%s，%s）\n", f.Rule, f.Title.In("zh"), f.Waiver.Reason, f.Waiver.Who)
		}
	}
	b.WriteByte('\n')
}

// headline says whose document it is and how much of it was understood.
func (t *Text) headline(d *Document) string {
	rep := d.Result.Report
	c := rep.Coverage
	year := ""
	if rep.Year != 0 {
		year = fmt.Sprint(rep.Year)
	}
	if t.run.Lang == "en" {
		return fmt.Sprintf("%s %s %s · %d of %d numbers understood", rep.Entity, year, KindWords[rep.Kind].EN, c.Bound, c.Numbers)
	}
	if year != "" {
		year += "年"
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s%s　读懂数字 %d/%d", rep.Entity, year, KindWords[rep.Kind].ZH, c.Bound, c.Numbers))
}

func (t *Text) finding(b *strings.Builder, d *Document, f *audit.Finding) {
	lang := t.run.Lang
	rule := ""
	if r, ok := audit.RuleByID(f.Rule); ok {
		rule = r.Title.In(lang)
	}
	fmt.Fprintf(b, "%s %s  %s  %s  %s\n", t.severity(f.Severity), f.ID, VerdictWords[f.Verdict].In(lang), Where(f.Place, lang), rule)
	fmt.Fprintf(b, "  %s\n", f.Title.In(lang))
	if f.Place.Text != "" {
		text, start, end := Excerpt(f.Place, aroundMark)
		fmt.Fprintf(b, "   | %s\n", text)
		if end > start {
			fmt.Fprintf(b, "   | %s%s\n", strings.Repeat(" ", Width(text[:start])), strings.Repeat("^", max(Width(text[start:end]), 1)))
		}
	}
	t.figures(b, f)
	if m := f.Message.In(lang); m != "" {
		fmt.Fprintf(b, "  %s\n", m)
	}
	t.repairs(b, d, f)
	for _, a := range f.Attached {
		if lang == "en" {
			fmt.Fprintf(b, "  same cause: %s %s\n", a.Rule, a.Message.In(lang))
		} else {
			fmt.Fprintf(b, "  同一原因：%s %s\n", a.Rule, a.Message.In(lang))
		}
	}
}

// figures prints stated, expected and difference, and the arithmetic on one line.
func (t *Text) figures(b *strings.Builder, f *audit.Finding) {
	en := t.run.Lang == "en"
	if f.Stated != "" && f.Expected != "" {
		like := func(v string) string { return v }
		if strings.Trim(f.Expected, "-0123456789.") == "" {
			like = func(v string) string {
				if strings.ContainsAny(f.Stated, ",，") {
					v = money.Group(v)
				}
				return v + f.Unit
			}
		}
		parts := []string{"写明 " + f.Stated, "应为 " + like(f.Expected)}
		if en {
			parts = []string{"stated " + f.Stated, "expected " + like(f.Expected)}
		}
		if f.Difference != "" {
			word := "相差 "
			if en {
				word = "difference "
			}
			parts = append(parts, word+like(f.Difference))
		}
		fmt.Fprintf(b, "  %s\n", strings.Join(parts, "　"))
	}
	if len(f.Arithmetic) < 3 {
		return
	}
	fmt.Fprintf(b, "  %s\n", arithmetic(f.Arithmetic))
}

// arithmetic writes a calculation on one line, with brackets around a sum that is divided or divides.
func arithmetic(steps []audit.Step) string {
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
		part.WriteString(s.Value)
		terms++
	}
	end()
	return strings.Join(parts, " ÷ ")
}

func (t *Text) repairs(b *strings.Builder, d *Document, f *audit.Finding) {
	en := t.run.Lang == "en"
	for i, r := range f.Repairs {
		var parts []string
		for _, c := range r.Changes {
			if c.Figure < 0 {
				continue
			}
			label := strings.TrimSpace(d.Result.Report.Figures[c.Figure].Label)
			if label == "" {
				label = "这个数"
				if en {
					label = "the figure"
				}
			}
			parts = append(parts, fmt.Sprintf("%s %s → %s", CutLabel(label), c.From, c.To))
		}
		if n := r.Note.In(t.run.Lang); n != "" {
			parts = append(parts, n)
		}
		if en {
			fmt.Fprintf(b, "  repair %d: %s (restores %d, breaks %d)\n", i+1, strings.Join(parts, "; "), r.Mends, r.Breaks)
		} else {
			fmt.Fprintf(b, "  改法%d：%s（恢复%d，破坏%d）\n", i+1, strings.Join(parts, "，"), r.Mends, r.Breaks)
		}
	}
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

// Close writes what only the sets show, and the summary table where there is more than one file.
func (t *Text) Close(sets []*audit.Set) error {
	var b strings.Builder
	en := t.run.Lang == "en"
	for _, s := range sets {
		for i := range s.Findings {
			f := &s.Findings[i]
			if !t.run.Shown(f) {
				continue
			}
			name := fmt.Sprintf("%s %d %s", s.Entity, s.Year, KindWords[s.Kind].In(t.run.Lang))
			fmt.Fprintf(&b, "%s %s  %s\n  %s\n  %s\n\n", t.severity(f.Severity), f.Rule, name, f.Title.In(t.run.Lang), f.Message.In(t.run.Lang))
		}
	}
	if len(t.rows) > 1 {
		t.summary(&b, en)
	}
	_, err := io.WriteString(t.w, b.String())
	return err
}

func (t *Text) summary(b *strings.Builder, en bool) {
	head := []string{"文件", "致命", "错误", "警告", "提示", "相符", "读懂%"}
	if en {
		head = []string{"file", "fatal", "error", "warning", "info", "agree", "understood%"}
	}
	var table [][]string
	unread := 0
	for _, r := range t.rows {
		if r.err != "" {
			unread++
			table = append(table, []string{r.file, "—", "—", "—", "—", "—", r.err})
			continue
		}
		understood := "—" // a text without numbers
		if r.coverage >= 0 {
			understood = fmt.Sprintf("%d.%d", r.coverage/10, r.coverage%10)
		}
		table = append(table, []string{r.file, fmt.Sprint(r.counts[3]), fmt.Sprint(r.counts[2]), fmt.Sprint(r.counts[1]), fmt.Sprint(r.counts[0]), fmt.Sprint(r.agreed),
			understood})
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
	if en {
		fmt.Fprintf(b, "%d files, %d not read\n", len(t.rows), unread)
	} else {
		fmt.Fprintf(b, "共%d份，读不了%d份\n", len(t.rows), unread)
	}
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

func (t *Text) severity(s audit.Severity) string {
	w := SeverityWords[s].In(t.run.Lang)
	if !t.color {
		return w
	}
	return "\x1b[" + severityColors[s] + "m" + w + "\x1b[0m"
}

func (t *Text) bold(s string) string {
	if !t.color {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}

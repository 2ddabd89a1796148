package page

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/budget"
	"mingzhang/render/report"
	"mingzhang/source"
)

// table draws a grid with its own rows and columns, in a region that scrolls by itself.
func (p *page) table(block int, g *source.Grid) {
	t := tableDrawing{page: p, block: block, g: g, form: p.forms[g], cols: min(g.Cols, maxCols), rows: p.rows[block]}
	if t.rows == nil {
		t.rows = make([]int, g.Rows)
		for i := range t.rows {
			t.rows[i] = i
		}
	}
	t.covered = make([]int, t.cols)
	t.begun = map[string]bool{}
	t.sheet = g.Place.Sheet != "" || g.Name != ""
	name := t.name()
	p.raw(`<div class="tb"`)
	p.raw(` role="region" tabindex="0" aria-label="`, report.Escape(name), ` `, strconv.Itoa(block+1), `"><table>`)
	title, unit := p.above(block, t.form)
	number := "" // by which places in formats without lines name the table
	if byRow(p.d.Format) && g.Number != "" {
		number = p.say("表", "table ") + g.Number
	}
	p.open("caption", nameIf(title && number == "", "class"), "vh")
	if title && number != "" { // what the lines above the table say is not said again to the eye
		p.el("span", name, "class", "vh")
	} else {
		p.text(name)
	}
	if number != "" && number != name {
		p.el("small", number)
	}
	if t.form != nil && t.form.Unit != "" && !unit {
		p.el("span", p.say("单位：", "unit: ")+strings.TrimPrefix(t.form.Unit, "单位："), "class", "u")
	}
	p.close("caption")
	t.draw()
	p.raw("</table></div>\n")
	if left := g.Rows - len(t.rows); left > 0 || g.Cols > t.cols {
		p.el("p", fmt.Sprintf(p.say("这张表有%d行%d列，画出了%d行%d列；有发现的行都在", "this table has %d rows and %d columns; %d rows and %d columns are drawn"), g.Rows, g.Cols, len(t.rows), t.cols), "class", "gap")
	}
}

// byRow reports whether places in the tables of a format are given by row and column, not by line.
func byRow(f source.Format) bool { return f == source.HTML || f == source.DOCX || f == source.DOC }

// above reports whether the lines just above a table say its title and its unit.
func (p *page) above(block int, f *budget.Form) (title, unit bool) {
	if f == nil {
		return false, false
	}
	const lines = 4
	for n, i := 0, block-1; i >= 0 && n < lines; i-- {
		q := p.doc.Blocks[i].Paragraph
		if q == nil || p.drawn != nil && !p.drawn[i] {
			break
		}
		if text := strings.TrimSpace(q.Text); text != "" {
			n++
			title = title || strings.TrimSpace(f.Title) != "" && strings.Contains(text, strings.TrimSpace(f.Title))
			unit = unit || strings.Contains(text, "单位") && strings.Contains(text, strings.TrimPrefix(f.Unit, "单位："))
		}
	}
	return title, unit && title || unit && strings.TrimSpace(f.Title) == ""
}

// tableDrawing is a table while it is written.
type tableDrawing struct {
	*page
	block   int
	g       *source.Grid
	form    *budget.Form
	rows    []int
	cols    int
	covered []int // by column: rows that a cell from above still covers
	begun   map[string]bool
	sheet   bool
	next    int // index of the next cell
}

func (t *tableDrawing) name() string {
	switch {
	case t.form != nil && strings.TrimSpace(t.form.Title) != "":
		return report.CutTo(t.form.Title, 80)
	case t.g.Name != "":
		return t.g.Name
	case t.g.Number != "":
		return t.say("表", "table ") + t.g.Number
	}
	return t.say("表", "table")
}

func (t *tableDrawing) draw() {
	header := 0
	if t.form != nil {
		header = t.form.Header
	}
	if t.sheet {
		t.raw(`<thead><tr><td class="rn"></td>`)
		for c := 0; c < t.cols; c++ {
			t.el("th", columnName(c), "class", "cl", "scope", "col")
		}
		t.raw("</tr></thead>")
		header = 0
	}
	part := ""
	for i, r := range t.rows {
		want := "tbody"
		if r < header {
			want = "thead"
		}
		if part != want {
			if part != "" {
				t.close(part)
			}
			t.open(want)
			part = want
		}
		t.row(i, r, r < header)
	}
	if part != "" {
		t.close(part)
	}
}

func (t *tableDrawing) row(i, r int, header bool) {
	for t.next < len(t.g.Cells) && t.g.Cells[t.next].Row < r {
		t.next++
	}
	t.raw("<tr>")
	no := ""
	if t.next < len(t.g.Cells) && t.g.Cells[t.next].Row == r {
		no = lineNumber(t.g.Cells[t.next].Place)
		last := t.next // the cells of a row may stand on lines of their own
		for last+1 < len(t.g.Cells) && t.g.Cells[last+1].Row == r {
			last++
		}
		if end := lineNumber(t.g.Cells[last].Place); t.d.Format == source.Text && end != no {
			no += "–" + end
		}
	}
	if byRow(t.d.Format) {
		no = strconv.Itoa(r + 1)
	}
	if t.sheet {
		no = strconv.Itoa(r + 1)
		if t.next < len(t.g.Cells) && t.g.Cells[t.next].Row == r {
			if d := strings.TrimLeft(t.g.Cells[t.next].Place.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"); d != "" {
				no = d
			}
		}
	}
	t.el("td", no, "class", "rn")
	for c := 0; c < t.cols; {
		if t.covered[c] > 0 {
			t.covered[c]--
			c++
			continue
		}
		for t.next < len(t.g.Cells) && t.g.Cells[t.next].Row == r && t.g.Cells[t.next].Col < c {
			t.next++
		}
		if t.next >= len(t.g.Cells) || t.g.Cells[t.next].Row != r || t.g.Cells[t.next].Col != c {
			t.raw("<td></td>")
			c++
			continue
		}
		c += t.cell(i, r, header)
		t.next++
	}
	t.raw("</tr>\n")
}

// cell writes the next cell and returns the columns that it covers.
func (t *tableDrawing) cell(i, r int, header bool) int {
	x := &t.g.Cells[t.next]
	w := where{t.block, t.next}
	down := 0
	for down < len(t.rows)-i && t.rows[i+down] < r+max(x.RowSpan, 1) {
		down++
	}
	wide := min(max(x.ColSpan, 1), t.cols-x.Col)
	for k := 1; k < wide; k++ {
		if t.covered[x.Col+k] > 0 {
			wide = k
		}
	}
	for k := 0; k < wide; k++ {
		t.covered[x.Col+k] = down - 1
	}
	tag := "td"
	attrs := []string{}
	if header && strings.TrimSpace(x.Text) != "" {
		tag = "th"
		attrs = append(attrs, "scope", "col")
	}
	class := ""
	if header && t.form != nil && wide == 1 && x.Col < len(t.form.Columns) && t.form.Columns[x.Col].Role == budget.ValueColumn || !header && t.numeric(w, x.Text) {
		class = "m"
	} else {
		class = textClass(x.Text)
	}
	for _, s := range t.spans[w] {
		if whole(s) && s.beside {
			attrs = append(attrs, "id", s.id)
			break
		}
		if whole(s) {
			class = strings.TrimSpace(class + " hitp " + report.Letter(s.card.f))
			attrs = append(attrs, "id", s.id)
			break
		}
	}
	if class != "" {
		attrs = append(attrs, "class", class)
	}
	if down > 1 {
		attrs = append(attrs, "rowspan", strconv.Itoa(down))
	}
	if wide > 1 {
		attrs = append(attrs, "colspan", strconv.Itoa(wide))
	}
	t.open(tag, attrs...)
	t.marks(w, x.Text)
	t.close(tag)
	return wide
}

// textClass keeps codes whole and gives words room, so that a wide table scrolls and does not stand on edge.
func textClass(s string) string {
	s = strings.TrimSpace(s)
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < 0x80
	}
	switch n := len([]rune(s)); {
	case n == 0:
		return ""
	case ascii && n <= 24, n < 7:
		return "a"
	case n > 8:
		return "t"
	}
	return ""
}

// numeric reports whether a cell holds a number, so that it stands at the right.
func (t *tableDrawing) numeric(w where, text string) bool {
	if text == "" || len(text) > 30 {
		return false
	}
	for _, s := range t.spans[w] {
		if s.card == nil && s.start == 0 && s.end == len(text) {
			return true
		}
	}
	digits := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digits++
		case !strings.ContainsRune(".,-% ", rune(c)):
			return false
		}
	}
	return digits > 0 && strings.Contains(text, ".")
}

// columnName is the name of a spreadsheet column: A, B, …, AA.
func columnName(c int) string {
	name := ""
	for c++; c > 0; c = (c - 1) / 26 {
		name = string(rune('A'+(c-1)%26)) + name
	}
	return name
}

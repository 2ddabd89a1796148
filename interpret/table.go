package interpret

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
	"mingzhang/money"
	"mingzhang/source"
)

// sheet is a grid spread out, so that every position finds its cell at once.
type sheet struct {
	grid *source.Grid
	at   []int32 // row*cols+col → cell index + 1
	rows int
	cols int
}

// maxGrid is the largest number of positions of a table that is understood; a larger one is counted
// as unread numbers.
const maxGrid = 8 << 20

func spreadOut(g *source.Grid) *sheet {
	s := &sheet{grid: g, rows: g.Rows, cols: g.Cols}
	if g.Rows <= 0 || g.Cols <= 0 || g.Rows*g.Cols > maxGrid {
		s.rows, s.cols = 0, 0
		return s
	}
	s.at = make([]int32, g.Rows*g.Cols)
	for i := range g.Cells {
		c := &g.Cells[i]
		for r := c.Row; r < min(c.Row+max(c.RowSpan, 1), g.Rows); r++ {
			for k := c.Col; k < min(c.Col+max(c.ColSpan, 1), g.Cols); k++ {
				s.at[r*g.Cols+k] = int32(i + 1)
			}
		}
	}
	return s
}

func (s *sheet) cell(r, c int) *source.Cell {
	if r < 0 || c < 0 || r >= s.rows || c >= s.cols {
		return nil
	}
	if i := s.at[r*s.cols+c]; i > 0 {
		return &s.grid.Cells[i-1]
	}
	return nil
}

// text returns the words of a position; a merged cell answers everywhere it covers.
func (s *sheet) text(r, c int) string {
	if x := s.cell(r, c); x != nil {
		return x.Text
	}
	return ""
}

// own returns the cell only at its top left.
func (s *sheet) own(r, c int) *source.Cell {
	if x := s.cell(r, c); x != nil && x.Row == r && x.Col == c {
		return x
	}
	return nil
}

// isFigureText reports whether a cell prints one figure.
func isFigureText(text string) bool {
	if text == "" || len(text) > 40 {
		return false
	}
	_, ok := money.Parse(text, money.NoUnit)
	return ok
}

// tables reads the tables of one document.
type tables struct {
	rep   *budget.Report
	cells []budget.Passage   // long texts of cells
	known map[string]rowName // an account has the same name in many tables
	toks  []money.Token
}

// table turns a grid into a form.
type table struct {
	*tables
	form     *budget.Form
	sheet    *sheet
	unit     money.Unit
	first    int // first body row
	heads    []head
	rowNames [budget.Sides]*rowName
	parts    [budget.Sides][len(codeLevels)]string // the parts of the last code
	named    int                                   // the row of rowNames, from 1
	top      int                                   // first header row, after title and unit rows
}

// read understands a grid. before are the passages above it, nearest last.
func (d *tables) read(g *source.Grid, before []*budget.Passage) budget.Form {
	t := table{tables: d, form: &budget.Form{Grid: g, Year: d.rep.Year}, sheet: spreadOut(g)}
	t.caption(before)
	t.frameRows()
	t.header()
	t.identify()
	t.columns()
	t.body()
	t.continueSides()
	return *t.form
}

// caption takes title, unit and entity from the paragraphs above the table.
func (t *table) caption(before []*budget.Passage) {
	for i := len(before) - 1; i >= 0 && i >= len(before)-6; i-- {
		p := before[i]
		if p.Table >= 0 {
			above := &t.rep.Forms[p.Table]
			bare := len(above.Rows) == 0 && !slices.ContainsFunc(above.Columns, func(c budget.Column) bool { return c.Title != "" })
			if !bare && i < len(before)-1 {
				break
			}
			if t.form.Unit == "" && above.Unit != "" { // only its unit and entity: a page ended before the head
				t.unitAndEntity("单位：" + above.Unit) // or the lower part of the same table
			}
			if t.form.Entity == "" {
				t.form.Entity = above.Entity
			}
			if !bare {
				break
			}
			continue
		}
		text := trim(p.Text)
		if text == "" || p.Kind != source.Body {
			continue
		}
		t.unitAndEntity(text)
		if t.form.Title == "" && isCaption(text) {
			t.form.Title, t.form.Place = text, p.Place(0, len(p.Text))
		}
		if strings.HasSuffix(text, "。") && utf8.RuneCountInString(text) > 30 {
			break
		}
	}
	if t.form.Title == "" && t.form.Grid.Name != "" {
		t.form.Title = t.form.Grid.Name
	}
}

// isCaption reports whether a line can be the title of a table.
func isCaption(text string) bool {
	n := utf8.RuneCountInString(text)
	if n > 60 || n < 3 || strings.HasSuffix(text, "。") || strings.HasSuffix(text, "；") {
		return false
	}
	if strings.Contains(text, "单位：") || strings.Contains(text, "单位:") {
		return false
	}
	if bare := strings.Trim(strings.TrimPrefix(text, "公开"), "0123456789 "); bare == "表" {
		return false // 公开04表: its number, not its name
	}
	return strings.Contains(text, "表") || formOf(text, false) != "" || strings.Contains(text, "预算") && n < 30
}

// unitAndEntity reads 单位：万元 and 编制单位：… where they stand in a line or cell.
func (t *table) unitAndEntity(text string) {
	if t.form.Unit == "" {
		if u, ok := unitIn(text); ok {
			t.form.Unit, t.unit = u.String(), u
		}
	}
	if t.form.Entity == "" {
		for _, l := range entityLabels {
			if name, ok := labelled(text, l); ok {
				t.form.Entity = name
				break
			}
		}
	}
}

// unitIn finds the unit that a line or header declares.
func unitIn(text string) (money.Unit, bool) {
	text = phrase.Squeeze(text)
	for _, mark := range [...]string{"单位：", "单位:", "（", "(", "单位"} {
		for rest := text; ; {
			i := strings.Index(rest, mark)
			if i < 0 {
				break
			}
			rest = rest[i+len(mark):]
			body := strings.TrimPrefix(rest, "人民币")
			for _, u := range [...]money.Unit{money.WanYiYuan, money.YiYuan, money.MillionYuan, money.WanYuan, money.ThousandYuan, money.Yuan} {
				if strings.HasPrefix(body, u.String()) {
					after := body[len(u.String()):]
					if mark == "（" || mark == "(" {
						if !strings.HasPrefix(after, "）") && !strings.HasPrefix(after, ")") {
							continue
						}
					}
					return u, true
				}
			}
		}
	}
	return money.NoUnit, false
}

// frameRows passes over the rows above the header: a title across the table, unit and entity.
func (t *table) frameRows() {
	s := t.sheet
	for r := 0; r < s.rows && r < 6; r++ {
		filled, wide, numbered := 0, "", false
		for c := 0; c < s.cols; c++ {
			x := s.own(r, c)
			if x == nil || trim(x.Text) == "" {
				continue
			}
			if c > 0 && filled == 1 && isTableNumber(phrase.Squeeze(x.Text)) {
				numbered = true // 财政拨款“三公”经费支出决算表 | 公开07表
				continue
			}
			filled++
			wide = x.Text
			t.unitAndEntity(x.Text)
		}
		if numbered && filled > 1 {
			return
		}
		if filled == 0 {
			if t.top == r {
				t.top++
			}
			continue
		}
		sq := phrase.Squeeze(wide)
		switch {
		case filled == 1 && s.cols > 2 && (strings.HasSuffix(sq, "表") || formOf(sq, false) != "" && !strings.Contains(sq, "总计") && utf8.RuneCountInString(sq) > 7 && r == t.top) && !isFigureText(sq):
			if t.form.Title == "" || t.form.Title == t.form.Grid.Name || !strings.Contains(t.form.Title, "表") || formOf(t.form.Title, false) == "" && formOf(sq, false) != "" {
				t.form.Title = trim(wide)
				t.form.Place = cellPlace(firstCell(s, r))
			}
			t.top = r + 1
		case filled <= 3 && t.frameRow(r):
			t.top = r + 1
		default:
			return
		}
	}
}

// isTableNumber reports whether a cell holds the number of a table: 公开07表, 表3, 附表2.
func isTableNumber(text string) bool {
	rest := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(text, "部门"), "公开"), "附")
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "表"), "表")
	return rest != text && rest != "" && allDigits(rest)
}

// frameRow reports whether a row holds only the unit, the entity, a table number or a date.
func (t *table) frameRow(r int) bool {
	any := false
	for c := 0; c < t.sheet.cols; c++ {
		x := t.sheet.own(r, c)
		if x == nil || trim(x.Text) == "" {
			continue
		}
		text := phrase.Squeeze(x.Text)
		if isFigureText(text) {
			return false
		}
		_, unit := unitIn(text)
		switch {
		case unit && utf8.RuneCountInString(text) < 16, containsAny(text, entityLabels[:]), strings.HasPrefix(text, "公开"), strings.HasPrefix(text, "附表"),
			strings.HasPrefix(text, "表"), strings.HasPrefix(text, "预算年度"), strings.HasSuffix(text, "年度"), strings.HasPrefix(text, "附件"):
			any = true
		case utf8.RuneCountInString(text) > 4 && (isBody(text) || len(t.rep.Entity) > 0 && strings.Contains(text, t.rep.Entity)):
			any = true
		default:
			return false
		}
	}
	return any
}

func firstCell(s *sheet, r int) *source.Cell {
	for c := 0; c < s.cols; c++ {
		if x := s.own(r, c); x != nil && trim(x.Text) != "" {
			return x
		}
	}
	return nil
}

func cellPlace(c *source.Cell) budget.Place {
	if c == nil {
		return budget.Place{}
	}
	return budget.Place{Location: c.Place, Text: c.Text, Mark: [2]int{0, len(c.Text)}}
}

// header finds where the body begins: at the first row with a figure, or with the name of a total or
// an account.
func (t *table) header() {
	s := t.sheet
	t.first = s.rows
	for r := t.top; r < s.rows; r++ {
		if t.isBodyRow(r) {
			t.first = r
			break
		}
	}
	if t.first == t.top && t.first < s.rows { // no header at all: the first row serves
		t.first = t.top
	}
	t.form.Header = t.first
}

func (t *table) isBodyRow(r int) bool {
	s := t.sheet
	figures, words, serial := 0, 0, true
	want := 1
	for c := 0; c < s.cols; c++ {
		x := s.own(r, c)
		if x == nil {
			continue
		}
		text := phrase.Squeeze(x.Text)
		if text == "" {
			continue
		}
		if isFigureText(text) {
			figures++
			if text != itoa(want) {
				serial = false
			}
			want++
			continue
		}
		words++
		if text == "栏次" || text == "行次" {
			return false
		}
		if isTotalName(text) && r > t.top && !containsAny(text, []string{"支出合计数"}) && t.blankBeside(r, c) {
			return true
		}
		if n := numbering(text); n.Style == budget.ChineseNumber && utf8.RuneCountInString(text) > 3 && c < 2 {
			return true
		}
	}
	if figures == 0 {
		return false
	}
	if serial && words <= 1 && figures > 1 {
		return false // the row of column numbers
	}
	return true
}

// blankBeside reports whether the cells beside a total's name are blank or figures, as in a body row.
func (t *table) blankBeside(r, c int) bool {
	for k := c + 1; k < t.sheet.cols; k++ {
		text := phrase.Squeeze(t.sheet.text(r, k))
		if x := t.sheet.cell(r, k); x != nil && x.Col <= c {
			continue
		}
		if text != "" && !isFigureText(text) && !money.IsBlankFigure(text) {
			return false
		}
	}
	return true
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// isTotalName reports whether a squeezed name is that of a total.
func isTotalName(text string) bool {
	text = strings.TrimRight(text, "：:")
	if strings.HasSuffix(text, "（汇总）") || strings.HasSuffix(text, "(汇总)") || text == "汇总" {
		return true
	}
	switch text {
	case "合计", "总计", "小计", "总合计", "收入总计", "支出总计", "本年收入合计", "本年支出合计", "收入合计", "支出合计", "收入总计：", "总额", "本年收入", "本年支出",
		"本年合计", "人员经费合计", "公用经费合计", "总  计", "合计：", "收支总计", "项目合计", "部门合计", "总数", "收入总数", "支出总数", "收入总额", "支出总额":
		return true
	}
	return false
}

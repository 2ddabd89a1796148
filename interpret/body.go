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

// body reads the rows of a form and makes figures of their cells.
func (t *table) body() {
	s := t.sheet
	figures := 0
	t.heads = make([]head, s.cols)
	for c := range t.form.Columns { // 项目资金（万元） stands above the names
		if col := &t.form.Columns[c]; t.form.Unit == "" && col.Role == budget.NameColumn {
			t.unitAndEntity(col.Title)
		}
	}
	for c := range t.heads {
		t.heads[c] = t.headOf(&t.form.Columns[c])
	}
	t.form.Rows = make([]budget.Row, 0, max(s.rows-t.first, 0))
	cells := make([]int, max(s.rows-t.first, 0)*s.cols)
	for r := t.first; r < s.rows; r++ {
		if t.isNoteRow(r) {
			continue
		}
		if t.repeatsHeader(r) {
			continue
		}
		t.scoreHead(r)
		row := budget.Row{Index: r, Cells: cells[:s.cols:s.cols]}
		cells = cells[s.cols:]
		t.names(&row, r)
		for c := 0; c < s.cols; c++ {
			row.Cells[c] = t.value(&row, r, c)
			if row.Cells[c] >= 0 {
				figures++
			}
		}
		t.form.Rows = append(t.form.Rows, row)
	}
	t.form.Empty = figures == 0
}

// scoreHead takes the units of a second head in the middle of a form, where weights stand below a rate: 一级指标 … 分值 得分.
func (t *table) scoreHead(r int) {
	weight, score := -1, -1
	for c := 0; c < t.sheet.cols; c++ {
		x := t.sheet.own(r, c)
		if x == nil || len(x.Text) > len("分值（权重）  ") {
			continue
		}
		switch w := phrase.Squeeze(x.Text); {
		case w == "分值" || w == "权重" || w == "标准分":
			weight = c
		case strings.HasSuffix(w, "得分"):
			score = c
		}
	}
	if weight >= 0 && score >= 0 {
		t.heads[weight].unit, t.heads[score].unit = money.NoUnit, money.NoUnit
	}
}

// isNoteRow takes a note that stands in a row of its own: 注：本表为空表.
func (t *table) isNoteRow(r int) bool {
	x := firstCell(t.sheet, r)
	if x == nil {
		return false
	}
	text := trim(x.Text)
	if !strings.HasPrefix(text, "注") && !strings.HasPrefix(text, "备注：") && !strings.HasPrefix(text, "说明：") {
		return false
	}
	if utf8.RuneCountInString(text) < 6 {
		return false
	}
	t.form.Note, t.form.NoteAt = text, cellPlace(x)
	t.countOnly(x)
	return true
}

// countOnly counts the numbers of words that are no cells of the table.
func (t *table) countOnly(x *source.Cell) {
	t.toks = money.Scan(t.toks[:0], x.Text)
	for _, k := range t.toks {
		if isFigure(k.Kind) {
			t.rep.Coverage.Numbers++
			t.rep.Coverage.Bound++
		} else {
			t.rep.Coverage.Apart++
		}
	}
}

// repeatsHeader reports whether a row repeats a header row, as on every page of a long table.
func (t *table) repeatsHeader(r int) bool {
	for h := t.top; h < t.first; h++ {
		same, filled := true, 0
		for c := 0; c < t.sheet.cols && same; c++ {
			a, b := phrase.Squeeze(t.sheet.text(r, c)), phrase.Squeeze(t.sheet.text(h, c))
			same = a == b
			if a != "" {
				filled++
			}
		}
		if same && filled > 0 {
			return true
		}
	}
	return false
}

// names reads name, code, level and kind of a row, on each side of the table.
func (t *table) names(row *budget.Row, r int) {
	var parts [budget.Sides][len(codeLevels)]string
	for c := range t.form.Columns {
		col := &t.form.Columns[c]
		x := t.sheet.cell(r, c)
		if x == nil {
			continue
		}
		side := col.Side
		switch col.Role {
		case budget.CodeColumn:
			code := phrase.Squeeze(x.Text)
			t.rep.Coverage.Apart += digitRuns(code)
			if level := slices.Index(codeLevels[:], col.Leaf()); level >= 0 && allDigits(code) && code != "" {
				parts[side][level] = code
			} else if allDigits(code) && code != "" {
				row.Code[side] += code
			} else if code != "" && row.Name[side] == "" && x.Col == c {
				row.Name[side] = code
				row.Place[side] = cellPlace(x)
			}
		case budget.NameColumn:
			if x.Col != c && row.Name[side] != "" {
				continue
			}
			name := strings.TrimRight(strings.ReplaceAll(x.Text, "\n", ""), " 　\u00A0")
			if trim(name) == "" {
				continue
			}
			if row.Name[side] == "" {
				row.Name[side] = name
				row.Place[side] = cellPlace(x)
			}
		}
	}
	for side := range row.Name {
		row.Code[side] += t.wholeCode(side, parts[side])
		t.settle(row, side)
	}
}

// codeLevels head the columns of a code that is printed in three parts: 类, 款, 项.
var codeLevels = [...]string{"类", "款", "项"}

// settle works out code, level and total of a row from its name and code.
func (t *table) settle(row *budget.Row, side int) {
	name := phrase.Squeeze(row.Name[side])
	if row.Code[side] == "" {
		i := 0
		for i < len(name) && name[i] >= '0' && name[i] <= '9' {
			i++
		}
		if i == 3 || i == 5 || i == 7 {
			row.Code[side] = name[:i]
			name = name[i:]
		}
	}
	switch len(row.Code[side]) {
	case 3:
		row.Level[side] = 1
	case 5:
		row.Level[side] = 2
	case 7:
		row.Level[side] = 3
	}
	row.OfWhich[side] = strings.HasPrefix(name, "其中")
	row.Total[side] = isTotalName(name)
}

// Cells that hold no figure.
const (
	blankCell = -1
	wordCell  = -2
)

// value makes the figure of a cell.
func (t *table) value(row *budget.Row, r, c int) int {
	x := t.sheet.own(r, c)
	if x == nil {
		return blankCell
	}
	col := &t.form.Columns[c]
	if x.Text == "" || money.IsBlankFigure(x.Text) {
		return blankCell
	}
	if col.Role == budget.CodeColumn || col.Role == budget.NumberColumn {
		if col.Role == budget.NumberColumn {
			t.rep.Coverage.Apart += digitRuns(x.Text)
		}
		return wordCell
	}
	unit := t.heads[c].unit
	if isRateName(row.Name[col.Side]) {
		unit = money.Percent
	}
	a, ok := money.Parse(strings.ReplaceAll(x.Text, "\n", ""), unit)
	if !ok || col.Role == budget.NameColumn && c == 0 {
		t.words(row, x, col)
		return wordCell
	}
	f := budget.Figure{Kind: kindOf(a), Role: budget.Level, Amount: a, Place: cellPlace(x), Assumed: true,
		Offset: len(t.rep.Passages)<<20 + len(t.rep.Figures)}
	f.Label = trim(row.Name[col.Side])
	if f.Label == "" {
		f.Label = col.Title
	}
	if left := t.leftOf(r, x.Col); left != "" {
		f.Label = left
	}
	f.Key = t.key(row, col)
	t.rep.Coverage.Numbers++
	t.rep.Figures = append(t.rep.Figures, f)
	return len(t.rep.Figures) - 1
}

// isRateName reports whether a row holds percentages of change: 2016年比2015年增减%.
func isRateName(name string) bool {
	return (strings.HasSuffix(name, "%") || strings.HasSuffix(name, "％") || strings.HasSuffix(name, "率")) && (strings.Contains(name, "增") || strings.Contains(name, "降") || strings.Contains(name, "减"))
}

// leftOf returns the words right beside a figure in a form of pairs, where name and value stand side by
// side: 项目资金总额 | 4,100,000. In tables with columns it returns nothing.
func (t *table) leftOf(r, c int) string {
	switch t.form.ID {
	case "", budget.T14, budget.T15:
	default:
		return ""
	}
	x := t.sheet.cell(r, c-1)
	if x == nil {
		return ""
	}
	text := phrase.Squeeze(x.Text)
	if text == "" || isFigureText(text) || utf8.RuneCountInString(text) > 20 || !strings.Contains(text, "资金") && !strings.Contains(text, "拨款") && !strings.Contains(text, "总额") {
		return ""
	}
	return text
}

// quantityHead reports whether a column counts pieces, not money.
func quantityHead(title string) bool {
	return strings.HasSuffix(title, "数量") || strings.HasSuffix(title, "人数") || strings.HasSuffix(title, "分值") || strings.HasSuffix(title, "得分") ||
		strings.HasSuffix(title, "面积") || strings.HasSuffix(title, "权重")
}

func kindOf(a money.Amount) budget.FigureKind {
	switch {
	case a.Unit.IsMoney():
		return budget.MoneyFigure
	case a.Unit == money.Percent:
		return budget.PercentFigure
	case a.Unit == money.Piece:
		return budget.CountFigure
	}
	return budget.RealFigure
}

// words counts the numbers inside a cell of words: goals, contents, notes. They belong to the cell's
// subject and are bound to it.
func (t *table) words(row *budget.Row, x *source.Cell, col *budget.Column) {
	if !hasDigit(x.Text) {
		return
	}
	t.toks = money.Scan(t.toks[:0], x.Text)
	if isProse(x.Text, t.toks) {
		t.cells = append(t.cells, cellPassage(x))
		return
	}
	for _, k := range t.toks {
		if !isFigure(k.Kind) {
			t.rep.Coverage.Apart++
			continue
		}
		t.rep.Coverage.Numbers++
		f := budget.Figure{Kind: kindOf(k.Amount), Role: budget.Other, Amount: k.Amount, Bound: k.Bound, Label: trim(row.Name[col.Side]),
			Place: cellPlace(x), Offset: len(t.rep.Passages)<<20 + len(t.rep.Figures)}
		f.Place.Mark = [2]int{k.Start, k.End}
		f.Key = budget.Key{Year: t.form.Year, Measure: budget.Quantity, Item: t.nameOf(row, col.Side).fold}
		if f.Key.Item == "" {
			f.Key.Item = col.Leaf()
		}
		if f.Key.Item == "" {
			f.Key.Item = foldLabel(upTo(x.Text, "0123456789"))
		}
		if f.Key.Item == "" {
			f.Key.Measure = ""
		}
		t.rep.Figures = append(t.rep.Figures, f)
	}
}

// isProse reports whether a cell holds sentences about money and not a name or a band.
func isProse(text string, toks []money.Token) bool {
	n := 0
	for _, k := range toks {
		if k.Kind == money.Money {
			n++
		}
	}
	return n >= 2 && len(text) > 60
}

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' || s[i] == 0xEF {
			return true
		}
	}
	return false
}

func digitRuns(s string) int {
	n, in := 0, false
	for i := 0; i < len(s); i++ {
		d := s[i] >= '0' && s[i] <= '9'
		if d && !in {
			n++
		}
		in = d
	}
	return n
}

// key says what a cell is, from its form, row and column.
func (t *table) key(row *budget.Row, col *budget.Column) budget.Key {
	h := &t.heads[col.Index]
	k := budget.Key{Entity: t.form.Entity, Year: h.year, Phase: h.phase}
	name := t.nameOf(row, col.Side)
	if name.phase != "" {
		k.Phase = name.phase
		switch {
		case name.last:
			k.Year = t.form.Year - 1
		case name.year != 0:
			k.Year = name.year
		}
	} else if name.year != 0 {
		k.Year = name.year
	}
	code := row.Code[col.Side]
	if strings.HasPrefix(code, "3") && t.form.ID != budget.T2 || t.form.ID == budget.T6 || t.form.ID == budget.F6 {
		k.Econ = code
	} else {
		k.Func = code
	}
	if k.Func == "" && k.Econ == "" && !row.Total[col.Side] {
		k.Item = name.fold
	}
	k.Measure = col.Measure
	if k.Measure == "" {
		k.Measure = name.measure
	}
	switch t.form.ID {
	case budget.T5, budget.F5:
		k.Fund = "general"
	case budget.T6, budget.F6:
		k.Fund, k.Kind = "general", "basic"
	case budget.T8, budget.F8:
		k.Fund = "fund"
	case budget.T9, budget.F9:
		k.Fund = "capital"
	}
	if k.Measure == "" {
		k.Measure = budget.Amount
		if k.Item == "" && code == "" && !row.Total[col.Side] {
			k.Item = foldLabel(col.Title)
		}
		if k.Item == "" && code == "" && row.Name[col.Side] == "" && col.Title == "" {
			k.Measure = ""
		}
	}
	return k
}

// rowName is what the name of a row means.
type rowName struct {
	fold    string
	measure budget.Measure
	phase   budget.Phase // see rowPhase
	year    int          // 0 where the name has none
	last    bool         // the year is the one before the table's
}

// nameOf works out what the name of a row means, once for each row.
func (t *table) nameOf(row *budget.Row, side int) *rowName {
	if t.named != row.Index+1 {
		t.rowNames, t.named = [budget.Sides]*rowName{}, row.Index+1
	}
	if t.rowNames[side] == nil {
		t.rowNames[side] = t.meaning(row.Name[side])
	}
	return t.rowNames[side]
}

func (d *tables) meaning(printed string) *rowName {
	n, ok := d.known[printed]
	if !ok {
		bare := phrase.Squeeze(printed)
		name := stripNumber(bare)
		n = rowName{fold: foldLabel(name), measure: measureOf(name)}
		n.phase, n.year, n.last = rowPhase(bare)
		d.known[printed] = n
	}
	return &n
}

// head is what the heading of a column says about all its figures.
type head struct {
	unit  money.Unit
	year  int
	phase budget.Phase
}

func (t *table) headOf(col *budget.Column) head {
	h := head{unit: t.unit, year: t.form.Year, phase: columnPhase(col.Title, t.rep.Phase)}
	if u, ok := unitIn(col.Title); ok {
		h.unit = u
	}
	switch {
	case col.Role == budget.RateColumn:
		h.unit = money.Percent
	case col.Role == budget.ValueColumn && quantityHead(col.Title):
		h.unit = money.NoUnit
	}
	if col.Year != 0 {
		h.year = col.Year
	} else if strings.Contains(col.Title, "上年") || strings.Contains(col.Title, "去年") {
		h.year--
	}
	return h
}

func columnPhase(title string, byDefault budget.Phase) budget.Phase {
	if p := phaseOf(title); p != "" {
		return p
	}
	return byDefault
}

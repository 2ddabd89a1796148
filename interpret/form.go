package interpret

import (
	"strings"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
	"mingzhang/source"
)

// formRule recognises a form by words of its title.
type formRule struct {
	budget, final budget.FormID
	all           []string
	any           []string
	not           []string
}

// formRules stand from the special to the general.
var formRules = [...]formRule{
	{budget.T13, "", []string{"职责", "活动"}, nil, nil},
	{budget.T15, "", []string{"项目", "绩效"}, nil, nil},
	{budget.T14, "", []string{"绩效"}, []string{"整体", "部门"}, nil},
	{budget.T7, budget.F7, []string{"三公"}, nil, nil},
	{budget.T11, "", []string{"采购"}, []string{"表", "预算", "情况"}, []string{"项目支出"}},
	{budget.T12, "", nil, []string{"固定资产占用", "国有资产占用", "资产占用", "固定资产情况", "国有资产占有"}, nil},
	{budget.T6, budget.F6, []string{"基本支出"}, nil, []string{"政府性基金"}},
	{budget.T10, "", []string{"项目支出"}, nil, []string{"基本支出"}},
	{budget.T8, budget.F8, []string{"政府性基金"}, nil, nil},
	{budget.T9, budget.F9, []string{"国有资本"}, nil, nil},
	{budget.T4, budget.F4, []string{"财政拨款"}, []string{"收支", "收入支出", "收入和支出"}, nil},
	{budget.T5, budget.F5, []string{"一般公共预算"}, []string{"支出", "拨款"}, []string{"收入执行", "收入表"}},
	{budget.T1, budget.F1, nil, []string{"收支总", "收支预算总", "收入支出决算总", "收入支出总", "收支决算总", "财务收支", "收支总体", "收支平衡表"}, nil},
	{budget.T2, budget.F2, []string{"收入"}, []string{"总表", "总体", "预算表", "决算表"}, []string{"支出", "一般公共预算收入", "执行情况"}},
	{budget.T3, budget.F3, []string{"支出"}, []string{"总表", "总体", "预算表", "决算表"}, []string{"收入", "一般公共预算支出执行", "执行情况", "财政拨款"}},
	{budget.T16, "", []string{"机关运行经费"}, nil, nil},
}

// formOf names the form of a title, "" where it is none of the catalogue.
func formOf(title string, final bool) budget.FormID {
	title = phrase.Squeeze(title)
	for i := range formRules {
		r := &formRules[i]
		if !containsAll(title, r.all) || len(r.any) > 0 && !containsAny(title, r.any) || containsAny(title, r.not) {
			continue
		}
		if r.final != "" && (strings.Contains(title, "决算") || final && !strings.Contains(title, "预算表")) {
			return r.final
		}
		return r.budget
	}
	return ""
}

// identify names the form by its title; where the title says nothing, by its header.
func (t *table) identify() {
	final := t.rep.Kind == budget.FinalDocument
	title := t.form.Title
	if y := yearIn(title); y != 0 {
		t.form.Year = y
	}
	if strings.Contains(title, "表") || t.form.Grid.Name != "" || t.hasCodes() {
		t.form.ID = formOf(title, final)
	}
	head := t.headWords()
	switch {
	case containsAll(head, []string{"职责", "绩效指标"}):
		t.form.ID = budget.T13
	case t.form.ID == "" && strings.Contains(head, "出国") && strings.Contains(head, "接待"):
		t.form.ID = budget.T7
		if final {
			t.form.ID = budget.F7
		}
	case t.form.ID == "" && strings.Contains(head, "采购物品") || t.form.ID == "" && strings.Contains(head, "采购目录"):
		t.form.ID = budget.T11
	case t.form.ID == "" && strings.Contains(title, "资产"):
		t.form.ID = budget.T12
	}
	// a title that belongs to another table: indicator tables have no accounts
	if (t.form.ID == budget.T2 || t.form.ID == budget.T3 || t.form.ID == budget.T5) && !t.hasCodes() {
		t.form.ID = ""
	}
}

// hasCodes reports whether the body prints account codes.
func (t *table) hasCodes() bool {
	if strings.Contains(t.headWords(), "编码") || strings.Contains(t.headWords(), "科目") {
		return true
	}
	n := 0
	for r := t.first; r < t.sheet.rows && r < t.first+8; r++ {
		for c := 0; c < min(3, t.sheet.cols); c++ {
			if isCode(phrase.Squeeze(t.sheet.text(r, c))) {
				n++
				break
			}
		}
	}
	return n >= 2
}

// headWords joins the words of the header.
func (t *table) headWords() string {
	var b strings.Builder
	for r := t.top; r < t.first && r < t.sheet.rows; r++ {
		for c := 0; c < t.sheet.cols; c++ {
			if x := t.sheet.own(r, c); x != nil {
				b.WriteString(phrase.Squeeze(x.Text))
				b.WriteByte('|')
			}
		}
	}
	return b.String()
}

// isCode reports whether a cell holds an account code of three, five or seven digits, or a part of one.
func isCode(text string) bool {
	return allDigits(text) && (len(text) == 3 || len(text) == 5 || len(text) == 7) && text[0] >= '1' && text[0] <= '5'
}

func yearIn(text string) int {
	for i := 0; i+4 <= len(text); i++ {
		if text[i] == '2' && i+4 < len(text) && strings.HasPrefix(text[i+4:], "年") && allDigits(text[i:i+4]) {
			return atoi(text[i : i+4])
		}
	}
	return 0
}

// columns reads the meaning of each column from its header words and its contents.
func (t *table) columns() {
	s := t.sheet
	t.form.Columns = make([]budget.Column, s.cols)
	side, valued := 0, false
	paths := make([][]string, s.cols)
	for c := range paths {
		paths[c] = t.path(c)
	}
	splitGroups(paths)
	for c := 0; c < s.cols; c++ {
		col := &t.form.Columns[c]
		col.Index = c
		col.Path = paths[c]
		col.Title = strings.Join(col.Path, "/")
		col.Role = t.columnRole(c, col)
		if begins := col.Role == budget.NameColumn || col.Role == budget.CodeColumn; begins && valued && side < budget.Sides-1 {
			side++
			valued = false
		} else if col.Role == budget.ValueColumn {
			valued = true
		}
		col.Side = side
		col.Year = yearIn(col.Title)
		leaf := ""
		if len(col.Path) > 0 {
			leaf = col.Path[len(col.Path)-1]
		}
		col.Measure = measureOf(leaf)
		if t.form.ID == budget.T7 || t.form.ID == budget.F7 {
			col.Measure = threePublicColumn(leaf, col.Measure)
		}
		col.OfWhich = strings.HasPrefix(leaf, "其中")
	}
}

// splitGroups takes the heading of a group off the column over which it was printed: 小计, 基本支出人员, 公用 are three
// columns below 基本支出.
func splitGroups(paths [][]string) {
	leaf := func(c int) string {
		if c < 0 || c >= len(paths) || len(paths[c]) == 0 {
			return ""
		}
		return paths[c][len(paths[c])-1]
	}
	for c := range paths {
		for _, group := range [...]string{"基本支出", "项目支出", "本年支出"} {
			rest, ok := strings.CutPrefix(leaf(c), group)
			if !ok || rest == "" || leaf(c-1) != "小计" || len(paths[c-1]) != 1 {
				continue
			}
			switch rest {
			case "人员", "人员经费", "公用", "公用经费", "基本支出", "项目支出":
				paths[c-1], paths[c] = []string{group, "小计"}, []string{group, rest}
				for k := c + 1; k < len(paths) && len(paths[k]) == 1 && (leaf(k) == "公用" || leaf(k) == "公用经费" || group == "本年支出" && leaf(k) == "项目支出"); k++ {
					paths[k] = []string{group, leaf(k)}
				}
			}
		}
	}
}

// threePublicColumn names the columns of the “三公” table, whose lowest headings are short.
func threePublicColumn(leaf string, m budget.Measure) budget.Measure {
	switch {
	case strings.HasSuffix(leaf, "小计"):
		return budget.Vehicles
	case leaf == "合计" || leaf == "总计":
		return budget.ThreePublic
	case strings.HasSuffix(leaf, "购置费") || leaf == "购置":
		return budget.VehiclePurchase
	case m == "" && (strings.HasPrefix(leaf, "运行") || strings.HasSuffix(leaf, "运行费") || strings.HasSuffix(leaf, "运行维护费")):
		return budget.VehicleOperation
	}
	return m
}

// path collects the header words above a column, each merged cell once.
func (t *table) path(c int) []string {
	var out []string
	var last *source.Cell
	for r := t.top; r < t.first; r++ {
		x := t.sheet.cell(r, c)
		if x == nil || x == last {
			continue
		}
		last = x
		if text := phrase.Squeeze(x.Text); text != "" && !allDigits(text) && text != "栏次" {
			out = append(out, text)
		}
	}
	return out
}

func (t *table) columnRole(c int, col *budget.Column) budget.ColumnRole {
	figures, words, codes, total := 0, 0, 0, 0
	step := 1 + (t.sheet.rows-t.first)/200
	for r := t.first; r < t.sheet.rows; r += step {
		x := t.sheet.own(r, c)
		if x == nil {
			continue
		}
		text := phrase.Squeeze(x.Text)
		if text == "" || money0(text) {
			continue
		}
		total++
		switch {
		case isFigureText(text):
			figures++
			if allDigits(text) && len(text) <= 7 {
				codes++
			}
		default:
			words++
		}
	}
	leaf := ""
	if len(col.Path) > 0 {
		leaf = col.Path[len(col.Path)-1]
	}
	if i := strings.IndexAny(leaf, "（("); i > 0 && !strings.Contains(leaf[i:], "元") && !strings.ContainsAny(leaf[i:], "%％") {
		leaf = leaf[:i] // 执行率（B/A）
	}
	switch {
	case (strings.HasSuffix(leaf, "得分") || strings.HasSuffix(leaf, "分值")) && figures > 0:
		return budget.ValueColumn // further down in a form the column may hold words
	case leaf == "序号" || leaf == "行次" || leaf == "栏次":
		return budget.NumberColumn
	case leaf == "类" || leaf == "款" || leaf == "项" || strings.Contains(leaf, "编码") || strings.Contains(leaf, "代码") || strings.Contains(leaf, "科目编"):
		if words > figures && words > 1 {
			return budget.NameColumn
		}
		return budget.CodeColumn
	case strings.Contains(leaf, "%") || strings.Contains(leaf, "％") || strings.HasSuffix(leaf, "率") || strings.Contains(leaf, "占比") || strings.Contains(leaf, "比重") || leaf == "比例" || strings.HasSuffix(leaf, "增减比例") || strings.HasSuffix(leaf, "幅") || strings.HasSuffix(leaf, "幅度"):
		return budget.RateColumn
	case codes == figures && figures > 1 && words == 0 && !headsMoney(leaf) && t.codesOnly(c):
		return budget.CodeColumn
	case words == 0 && figures >= 4 && t.countsRows(c):
		return budget.NumberColumn
	case words > figures:
		if strings.Contains(leaf, "项目") || strings.Contains(leaf, "名称") || strings.Contains(leaf, "科目") || strings.Contains(leaf, "收入") || strings.Contains(leaf, "支出") || c == 0 || total > 2 {
			return budget.NameColumn
		}
		return budget.TextColumn
	}
	if total == 0 && (strings.HasSuffix(leaf, "名称") || leaf == "项目") {
		return budget.NameColumn
	}
	return budget.ValueColumn
}

// headsMoney reports whether a heading is that of amounts, so that whole numbers below it are no codes.
func headsMoney(leaf string) bool {
	if strings.Contains(leaf, "科目") || strings.Contains(leaf, "分类") {
		return false
	}
	return containsAny(leaf, []string{"收入", "支出", "拨款", "资金", "合计", "小计", "金额", "预算", "决算", "经费", "结转", "补助"})
}

// money0 reports whether a cell is a dash or other sign for nothing.
func money0(text string) bool {
	switch text {
	case "-", "--", "—", "——", "－", "－－", "/", "无", "*":
		return true
	}
	return false
}

// codesOnly reports whether a column of bare digits holds account codes: the first is 2xx or 3xx, or
// the codes are two digits wide.
func (t *table) codesOnly(c int) bool {
	n, short := 0, 0
	for r := t.first; r < t.sheet.rows && n < 12; r++ {
		text := phrase.Squeeze(t.sheet.text(r, c))
		if text == "" {
			continue
		}
		n++
		if len(text) == 2 && allDigits(text) {
			short++
			continue
		}
		if !isCode(text) {
			return false
		}
	}
	return short < n
}

// countsRows reports whether a column holds nothing but the numbers of its rows, 31, 32, 33 …, under whatever heading.
func (t *table) countsRows(c int) bool {
	const most, few = 300, 4
	last, n, next := 0, 0, 0
	for r := t.first; r < t.sheet.rows; r++ {
		x := t.sheet.own(r, c)
		if x == nil || trim(x.Text) == "" {
			continue
		}
		text := phrase.Squeeze(x.Text)
		if !allDigits(text) || len(text) > 3 {
			return false
		}
		v := atoi(text)
		if v <= last || v > most {
			return false
		}
		if v == last+1 && n > 0 {
			next++
		}
		last, n = v, n+1
	}
	return n >= few && next*3 >= (n-1)*2
}

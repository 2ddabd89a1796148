package report

import (
	"fmt"
	"strings"
	"unicode"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/source"
)

// cellKey finds a cell again by its place.
type cellKey struct {
	part, table, sheet, cell string
	row, col                 int
}

func keyOf(l source.Location) cellKey {
	if l.Sheet != "" {
		return cellKey{sheet: l.Sheet, cell: l.Cell}
	}
	return cellKey{part: l.Part, table: l.Table, row: l.Row, col: l.Col}
}

// cellAt is a cell of a form.
type cellAt struct{ form, cell int }

// index notes the cells of the forms, once, for the documents in which a cell is named at all.
func (d *Document) index() {
	if d.cells != nil {
		return
	}
	d.cells, d.rowOf = map[cellKey]cellAt{}, map[*budget.Form]map[int]int{}
	if d.Result == nil || d.Result.Report == nil {
		return
	}
	forms := d.Result.Report.Forms
	for i := range forms {
		f := &forms[i]
		if f.Grid == nil {
			continue
		}
		for k := range f.Grid.Cells {
			if key := keyOf(f.Grid.Cells[k].Place); key.row > 0 || key.cell != "" {
				d.cells[key] = cellAt{i, k}
			}
		}
		rows := make(map[int]int, len(f.Rows))
		for r := range f.Rows {
			rows[f.Rows[r].Index] = r
		}
		d.rowOf[f] = rows
	}
}

// Names returns what the row and the column of a cell are called, "" for what is no cell or has no name.
func (d *Document) Names(p budget.Place) (row, col string) {
	if d == nil || p.Path != "" || p.Table == "" && p.Sheet == "" {
		return "", ""
	}
	d.index()
	at, ok := d.cells[keyOf(p.Location)]
	if !ok {
		return "", ""
	}
	f := &d.Result.Report.Forms[at.form]
	x := &f.Grid.Cells[at.cell]
	side := 0
	if x.Col < len(f.Columns) {
		c := &f.Columns[x.Col]
		side = min(c.Side, budget.Sides-1)
		col = nameOf(c.Leaf())
	}
	if r, ok := d.rowOf[f][x.Row]; ok && x.Col < len(f.Columns) && f.Columns[x.Col].Role == budget.ValueColumn {
		row = nameOf(f.Rows[r].Name[side])
	}
	for c := x.Col - 1; row == "" && c >= 0; c-- { // else the nearest words to the left
		if left := f.Grid.At(x.Row, c); left != nil && left.Row >= f.Header && worded(left.Text) {
			row = nameOf(left.Text)
		}
	}
	if x.Row < f.Header || same(col, x.Text) {
		col = ""
	}
	return row, col
}

// nameOf is a name as it stands in a list: on one line, not too long.
func nameOf(s string) string {
	const longest = 24
	return CutTo(strings.Join(strings.Fields(s), " "), longest)
}

func same(a, b string) bool { return a == nameOf(b) }

// worded reports whether a cell holds words, no amount.
func worded(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) && len(s) < 300 }

// Quote returns the original words of a place around its mark. The words of a cell follow the names of its
// row and its column, since the cell alone says little.
func (d *Document) Quote(p budget.Place, around int) (text string, start, end int) {
	text, start, end = Excerpt(p, around)
	if text == "" {
		return text, start, end
	}
	lead := ""
	row, col := "", ""
	if !worded(p.Text) { // words speak for themselves
		row, col = d.Names(p)
	}
	for _, n := range [2]string{row, col} {
		if n != "" {
			lead += n + " | "
		}
	}
	if start == end && lead != "" && len(text) < 200 {
		start, end = 0, len(text)
	}
	return lead + text, start + len(lead), end + len(lead)
}

// Where says in words where a place of the document is.
func (d *Document) Where(p budget.Place, lang string) string {
	if d == nil {
		return Where(p, lang)
	}
	en := lang == "en"
	switch {
	case p.Path != "" || p.Sheet != "" || p.Page != 0:
	case d.Format == source.HTML && p.Table != "" && p.Row > 0:
		if en {
			return fmt.Sprintf("table %s, row %d, column %d", p.Table, p.Row, p.Col)
		}
		return fmt.Sprintf("表%s第%d行第%d列", p.Table, p.Row, p.Col)
	case d.Format == source.HTML && p.Line > 0 && p.Column > 0: // often the whole page is one line
		if en {
			return fmt.Sprintf("line %d, character %d", p.Line, p.Column)
		}
		return fmt.Sprintf("第%d行第%d字", p.Line, p.Column)
	case p.Paragraph > 0 && p.Table == "" && strings.TrimSpace(p.Text) != "": // Word shows no numbers, but finds words
		const words = 12
		if begin := CutTo(strings.TrimSpace(p.Text), words); en {
			return fmt.Sprintf("paragraph %d “%s”", p.Paragraph, begin)
		} else {
			return fmt.Sprintf("第%d段“%s”", p.Paragraph, begin)
		}
	}
	return Where(p, lang)
}

// FigureName names a figure in a sentence: as it is labelled, else by what it measures. In a table the
// column is added.
func (d *Document) FigureName(i int, lang string) string {
	f := &d.Result.Report.Figures[i]
	name := CutLabel(strings.TrimSpace(f.Label))
	row, col := d.Names(f.Place)
	if name == "" {
		name = row
	}
	switch {
	case name != "":
	case roleWords[f.Role] != audit.Words{}:
		name = roleWords[f.Role].In(lang)
	case f.Key.Known():
		name = MeasureName(f.Key, lang)
	}
	if col != "" && col != name {
		if name == "" {
			return col
		}
		return name + "·" + col
	}
	if name != "" {
		return name
	}
	return audit.Words{ZH: "这个数", EN: "the figure"}.In(lang)
}

// roleWords name figures that stand in a sentence without a name of their own.
var roleWords = map[budget.Role]audit.Words{
	budget.Change: {ZH: "增减额", EN: "the change"}, budget.ChangeRate: {ZH: "增减率", EN: "the rate of change"}, budget.Share: {ZH: "占比", EN: "the share"}, budget.Completion: {ZH: "完成率", EN: "the rate of completion"},
}

// MeasureName says what a key measures.
func MeasureName(k budget.Key, lang string) string {
	name := strings.ReplaceAll(string(k.Measure), "-", " ")
	if zh, ok := measureWords[k.Measure]; ok && lang != "en" {
		name = zh
	}
	if k.Item != "" && (k.Measure == budget.Amount || k.Measure == budget.Quantity) {
		return k.Item
	}
	if k.Item != "" {
		name += "·" + k.Item
	}
	return name
}

// measureWords says in Chinese what a figure measures; in English the measure's own name is plain enough.
var measureWords = map[budget.Measure]string{
	budget.Amount: "金额", budget.Quantity: "数量", budget.Revenue: "收入总计", budget.CurrentRevenue: "本年收入合计", budget.Expenditure: "支出总计",
	budget.CurrentExpenditure: "本年支出合计", budget.Appropriation: "财政拨款收入", budget.AppropriationSpent: "财政拨款支出", budget.GeneralRevenue: "一般公共预算拨款收入",
	budget.FundRevenue: "政府性基金预算拨款收入", budget.CapitalRevenue: "国有资本经营预算拨款收入", budget.GeneralSpent: "一般公共预算支出", budget.FundSpent: "政府性基金预算支出",
	budget.CapitalSpent: "国有资本经营预算支出", budget.SpecialAccount: "财政专户管理资金", budget.InstitutionRevenue: "事业收入", budget.BusinessRevenue: "经营收入",
	budget.SuperiorSubsidy: "上级补助收入", budget.SubsidiaryRemitted: "附属单位上缴收入", budget.OtherRevenue: "其他收入", budget.OwnFunds: "单位资金", budget.SurplusUsed: "使用非财政拨款结余",
	budget.CarriedIn: "上年结转", budget.CarriedOut: "结转下年", budget.SurplusDistributed: "结余分配", budget.Basic: "基本支出", budget.Personnel: "人员经费", budget.Operating: "公用经费",
	budget.Project: "项目支出", budget.BusinessSpent: "经营支出", budget.RemittedUp: "上缴上级支出", budget.SubsidyDown: "对附属单位补助支出", budget.AgencyOperating: "机关运行经费",
	budget.ThreePublic: "“三公”经费", budget.Abroad: "因公出国（境）费", budget.Hospitality: "公务接待费", budget.Vehicles: "公务用车购置及运行费", budget.VehiclePurchase: "公务用车购置费",
	budget.VehicleOperation: "公务用车运行维护费", budget.Meetings: "会议费", budget.Training: "培训费", budget.Procurement: "政府采购总额", budget.ProcurementGoods: "政府采购货物",
	budget.ProcurementWorks: "政府采购工程", budget.ProcurementServices: "政府采购服务", budget.Assets: "固定资产总额", budget.ActivityBudget: "职责活动年度预算数",
}

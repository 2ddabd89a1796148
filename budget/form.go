package budget

import "mingzhang/source"

// FormID names a disclosure form by its place in the catalogue (表号): T1…T16 of budgets, F1…F9 of
// final accounts; "" for a table that is none of them.
type FormID string

// The forms.
const (
	T1  FormID = "T1"  // 部门收支总表
	T2  FormID = "T2"  // 部门收入总表
	T3  FormID = "T3"  // 部门支出总表
	T4  FormID = "T4"  // 财政拨款收支总表
	T5  FormID = "T5"  // 一般公共预算支出表
	T6  FormID = "T6"  // 一般公共预算基本支出表
	T7  FormID = "T7"  // “三公”经费支出表
	T8  FormID = "T8"  // 政府性基金预算支出表
	T9  FormID = "T9"  // 国有资本经营预算支出表
	T10 FormID = "T10" // 项目支出表
	T11 FormID = "T11" // 政府采购预算表
	T12 FormID = "T12" // 固定资产占用情况表
	T13 FormID = "T13" // 职责活动绩效目标
	T14 FormID = "T14" // 部门整体绩效目标表
	T15 FormID = "T15" // 项目支出绩效目标表
	T16 FormID = "T16" // 机关运行经费表
	F1  FormID = "F1"  // 收入支出决算总表
	F2  FormID = "F2"  // 收入决算表
	F3  FormID = "F3"  // 支出决算表
	F4  FormID = "F4"  // 财政拨款收入支出决算总表
	F5  FormID = "F5"  // 一般公共预算财政拨款支出决算表
	F6  FormID = "F6"  // 一般公共预算财政拨款基本支出决算表
	F7  FormID = "F7"  // 财政拨款“三公”经费支出决算表
	F8  FormID = "F8"  // 政府性基金预算财政拨款收入支出决算表
	F9  FormID = "F9"  // 国有资本经营预算财政拨款支出决算表
)

// Form is a table of the document, understood as far as possible (表).
type Form struct {
	ID      FormID
	Title   string
	Place   Place // of the title, or of the first cell
	Grid    *source.Grid
	Unit    string // as printed
	Entity  string
	Year    int
	Columns []Column
	Rows    []Row
	Header  int  // number of header rows
	Empty   bool // no figure in the body
	Note    string
	NoteAt  Place
}

// Column is a column of a form with its meaning (栏).
type Column struct {
	Index   int
	Title   string   // header words from the top down, joined with "/"
	Path    []string // the header words, one a level
	Role    ColumnRole
	Measure Measure
	Side    int // from the left
	Year    int // year printed in the header, 0 where none
	OfWhich bool
}

// ColumnRole is what a column holds (栏目类别).
type ColumnRole uint8

// The roles of columns.
const (
	ValueColumn ColumnRole = iota
	NameColumn
	CodeColumn
	RateColumn
	TextColumn
	NumberColumn // 行次
)

// Sides is how many tables may stand side by side in one: revenue and expenditure, or the columns into
// which a long list of accounts is folded.
const Sides = 3

// Row is a row of the body of a form (行).
type Row struct {
	Index int
	// A left–right table has two sides, a folded one up to three; others use side 0 only.
	Name  [Sides]string
	Code  [Sides]string
	Level [Sides]int // 1 类, 2 款, 3 项; 0 unknown
	Total [Sides]bool
	// OfWhich marks a 其中 row.
	OfWhich [Sides]bool
	// Cells holds the figure index of each column, -1 for blank, -2 for words.
	Cells []int
	Place [Sides]Place
}

// At returns the figure in a cell of a row, -1 where there is none.
func (r *Row) At(col int) int {
	if col < 0 || col >= len(r.Cells) || r.Cells[col] < 0 {
		return -1
	}
	return r.Cells[col]
}

// Leaf returns the lowest header word of a column.
func (c *Column) Leaf() string {
	if len(c.Path) == 0 {
		return ""
	}
	return c.Path[len(c.Path)-1]
}

// Values returns the indices of the value columns of a side.
func (f *Form) Values(side int) []int {
	var out []int
	for i := range f.Columns {
		if c := &f.Columns[i]; c.Role == ValueColumn && c.Side == side {
			out = append(out, i)
		}
	}
	return out
}

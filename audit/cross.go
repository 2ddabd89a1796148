package audit

import (
	"slices"
	"strings"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
	"mingzhang/money"
)

// formByID returns the first form of the kind that has figures, nil where there is none.
func (s *Subject) formByID(ids ...budget.FormID) *budget.Form {
	for _, id := range ids {
		for i := range s.Forms {
			if f := &s.Forms[i]; f.ID == id && !f.Empty {
				return f
			}
		}
	}
	return nil
}

// totalRowIndex returns the row of the grand total on a side, -1 where there is none.
func totalRowIndex(f *budget.Form, side int) int {
	last := -1
	for i := range f.Rows {
		name := f.Rows[i].Name[side]
		if !f.Rows[i].Total[side] && !strings.Contains(name, "总") && !strings.Contains(name, "合") {
			continue
		}
		name = phrase.Squeeze(name)
		if strings.HasSuffix(name, "总计") || name == "收入总数" || name == "支出总数" || name == "收入总额" || name == "支出总额" {
			return i
		}
		if f.Rows[i].Total[side] || name == "合计" {
			last = i
		}
	}
	return last
}

// columnOf returns the value column of a side with a measure, -1 where there is none.
func columnOf(f *budget.Form, side int, ms ...budget.Measure) int {
	for _, m := range ms {
		for i := range f.Columns {
			if c := &f.Columns[i]; c.Side == side && c.Role == budget.ValueColumn && c.Measure == m {
				return i
			}
		}
	}
	return -1
}

// sumColumn returns the total column of a side: 合计, or the only value column.
func sumColumn(f *budget.Form, side int) int {
	values := f.Values(side)
	if this := slices.DeleteFunc(slices.Clone(values), func(i int) bool { return otherYear(f, i) }); len(this) > 0 {
		values = this
	}
	for _, i := range values {
		if leaf := f.Columns[i].Leaf(); leaf == "总计" || strings.HasSuffix(leaf, "合计") {
			return i
		}
	}
	for _, i := range values {
		switch c := &f.Columns[i]; {
		case containsWord(c.Leaf(), []string{"预算数", "决算数", "金额"}), c.Leaf() == "小计" && containsWord(c.Title, []string{"预算数", "决算数"}):
			return i
		}
	}
	if len(values) > 0 {
		return values[0]
	}
	return -1
}

// otherYear reports whether a column shows another year than the table.
func otherYear(f *budget.Form, col int) bool {
	c := &f.Columns[col]
	return has(c.Title, "上年") || has(c.Title, "去年") || c.Year != 0 && f.Year != 0 && c.Year != f.Year
}

// total returns the figure of the grand total in a column, -1 where it is blank.
func total(f *budget.Form, side, col int) int {
	if f == nil {
		return -1
	}
	row := totalRowIndex(f, side)
	if row < 0 {
		if len(f.Rows) == 1 {
			return f.Rows[0].At(col)
		}
		return -1
	}
	return f.Rows[row].At(col)
}

// rowByCode returns the row of an account code, -1 where it is not printed.
func rowByCode(f *budget.Form, code string) int {
	for i := range f.Rows {
		if f.Rows[i].Code[0] == code {
			return i
		}
	}
	return -1
}

// rowNamed returns the first row of a side whose name contains one of the words.
func rowNamed(f *budget.Form, side int, words ...string) int {
	for i := range f.Rows {
		name := phrase.Squeeze(f.Rows[i].Name[side])
		for _, w := range words {
			if strings.Contains(name, w) {
				return i
			}
		}
	}
	return -1
}

// same makes a = b under a rule, accusing b's place. It does nothing where one is blank.
func (s *Subject) same(rule string, a, b int) {
	if a < 0 || b < 0 {
		return
	}
	e := s.equation(rule, b, []budget.Term{{Figure: a}})
	e.title = sameTitle
	s.eq = append(s.eq, e)
}

// atLeast makes a ≥ b under a rule.
func (s *Subject) atLeast(rule string, a, b int) {
	if a < 0 || b < 0 {
		return
	}
	e := s.equation(rule, a, []budget.Term{{Figure: b}})
	e.atMost = true
	e.title = func(s *Subject, e *equation) (Words, Words) {
		x, y := show(s.Figures[a].Amount), show(s.Figures[b].Amount)
		return Words{s.name(a) + x + "小于" + s.where(b) + "的" + s.name(b) + y, s.name(a) + x + " is less than " + s.name(b) + y + " at " + s.Figures[b].Place.String()},
			Words{"前者应当不小于后者：请核对两处。", "The first must not be less than the second."}
	}
	s.eq = append(s.eq, e)
}

func sameTitle(s *Subject, e *equation) (Words, Words) {
	a, b := e.stated, e.terms[0].Figure
	x, y := show(s.Figures[a].Amount), show(s.Figures[b].Amount)
	return Words{s.name(a) + "这里是" + x + "，" + s.where(b) + "是" + y, s.name(a) + " is " + x + " here and " + y + " at " + s.Figures[b].Place.String()},
		Words{"两处应当相同：请核对哪一处是对的，并改正另一处。", "Both must be equal; correct the wrong one."}
}

// longName is the length in bytes from which a label is too long for a title.
const longName = 60

// name gives a figure a short name for titles.
func (s *Subject) name(i int) string {
	f := &s.Figures[i]
	if n := measureNames[f.Key.Measure]; n != "" {
		return n
	}
	l := strings.TrimSpace(f.Label)
	if len(l) < longName {
		return l
	}
	if parts, _ := accountParts(l); len(parts) > 0 {
		return parts[len(parts)-1]
	}
	return ""
}

// where says in words where a figure stands.
func (s *Subject) where(i int) string {
	for k := range s.Forms {
		f := &s.Forms[k]
		for r := range f.Rows {
			if containsCell(f.Rows[r].Cells, i) {
				if n := formNames[f.ID]; n != "" {
					return n
				}
				return "另一张表"
			}
		}
	}
	return "另一处"
}

func containsCell(cells []int, i int) bool {
	for _, c := range cells {
		if c == i {
			return true
		}
	}
	return false
}

// prose returns the last level of a measure that the text states for this year and the document's phase,
// -1 where there is none. Figures of tables are left out.
func (s *Subject) prose(ms ...budget.Measure) int {
	for _, m := range ms {
		if l := s.proseAll(m); len(l) > 0 {
			return l[0]
		}
	}
	return -1
}

// proseAll returns all levels of a measure in the text, for this year and phase.
func (s *Subject) proseAll(m budget.Measure) []int {
	if s.spoken == nil {
		s.spoken = map[budget.Measure][]int{}
	}
	out, known := s.spoken[m]
	if !known {
		out = slices.Clip(s.proseLevels(m))
		s.spoken[m] = out
	}
	return out
}

func (s *Subject) proseLevels(m budget.Measure) []int {
	var out []int
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Role != budget.Level || f.Kind != budget.MoneyFigure || f.Assumed || f.Key.Measure != m || f.Bound != money.Plain {
			continue
		}
		if f.Key.Year == s.Year && f.Key.Phase == s.Phase {
			out = append(out, i)
		}
	}
	return out
}

var formNames = map[budget.FormID]string{
	budget.T1: "收支总表", budget.T2: "收入总表", budget.T3: "支出总表", budget.T4: "财政拨款收支总表", budget.T5: "一般公共预算支出表", budget.T6: "基本支出表",
	budget.T7: "“三公”经费表", budget.T8: "政府性基金预算支出表", budget.T9: "国有资本经营预算支出表", budget.T10: "项目支出表", budget.T11: "政府采购表",
	budget.T12: "固定资产占用情况表", budget.T13: "职责活动绩效表", budget.F1: "收入支出决算总表", budget.F2: "收入决算表", budget.F3: "支出决算表",
	budget.F4: "财政拨款收支决算总表", budget.F5: "一般公共预算支出决算表", budget.F6: "基本支出决算表", budget.F7: "“三公”经费决算表", budget.F8: "政府性基金决算表",
	budget.F9: "国有资本经营决算表",
}

var measureNames = map[budget.Measure]string{
	budget.Revenue: "收入总计", budget.CurrentRevenue: "本年收入合计", budget.Expenditure: "支出总计", budget.CurrentExpenditure: "本年支出合计",
	budget.Appropriation: "财政拨款收入", budget.GeneralRevenue: "一般公共预算拨款", budget.FundRevenue: "政府性基金预算拨款", budget.CapitalRevenue: "国有资本经营预算拨款",
	budget.Basic: "基本支出", budget.Personnel: "人员经费", budget.Operating: "公用经费", budget.Project: "项目支出", budget.AgencyOperating: "机关运行经费",
	budget.ThreePublic: "“三公”经费", budget.Abroad: "因公出国（境）费", budget.Hospitality: "公务接待费", budget.Vehicles: "公务用车购置及运行费",
	budget.VehiclePurchase: "公务用车购置费", budget.VehicleOperation: "公务用车运行维护费", budget.Assets: "固定资产总额", budget.Procurement: "政府采购总额",
}

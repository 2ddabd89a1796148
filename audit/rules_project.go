package audit

import (
	"fmt"
	"strings"

	"mingzhang/budget"
	"mingzhang/classification"
	"mingzhang/internal/phrase"
	"mingzhang/money"
)

// Rules of projects and procurement between the tables that show them (XTB-16, 17, 20, 21), and of the
// frame that all tables of a disclosure share (XTB-24).
func init() {
	basis := Words{"项目、采购、绩效各表之间的勾稽关系", "articulation of projects, procurement and performance"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string, f func(*Subject)) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}, check: f})
	}
	add("XTB-16", CrossReference, Error, "采购不超预算", "procurement within the budget", "采购预算120，支出总表100", "120 to be bought, 100 to be spent", procurementWithin)
	add("XTB-17", CrossReference, Warning, "采购标志一致", "procurement flags agree", "项目表标“政府采购：是”，采购表空", "a project is flagged, the procurement table is empty", procurementFlags)
	add("XTB-20", CrossReference, Error, "绩效项目资金不超项目支出", "performance projects within project expenditure", "绩效目标项目合计60，项目支出50", "60 in goals, 50 in projects", goalsWithinProjects)
	add("XTB-21", CrossReference, Error, "绩效表金额与项目一致", "goal form = project", "绩效表年度资金9，项目表10", "9 in the form, 10 in the project table", goalAmounts)
	add("XTB-24", CrossReference, Error, "各表单位名称一致", "tables name one entity", "其他各表是甲局，这张表是乙局", "one table is headed by another entity", tableEntities)
}

// procurementWithin compares what is bought from the budget with what is spent.
func procurementWithin(s *Subject) {
	t11, t3 := s.formByID(budget.T11), s.formByID(budget.T3)
	if t11 == nil || t3 == nil {
		s.notRun("XTB-16")
		return
	}
	col := -1
	for i := range t11.Columns {
		if c := &t11.Columns[i]; c.Role == budget.ValueColumn && has(c.Title, "当年部门预算") && (has(c.Leaf(), "合计") || has(c.Leaf(), "当年部门预算")) {
			col = i
			break
		}
	}
	if col < 0 {
		col = sumColumn(t11, 0)
	}
	s.atLeast("XTB-16", total(t3, 0, sumColumn(t3, 0)), total(t11, 0, col))
}

// procurementFlags compares the flags of the project table with the procurement table.
func procurementFlags(s *Subject) {
	t10 := s.formByID(budget.T10)
	flag := -1
	if t10 != nil {
		for i := range t10.Columns {
			if has(t10.Columns[i].Title, "政府采购") && t10.Columns[i].Role != budget.ValueColumn {
				flag = t10.Columns[i].Index
			}
		}
	}
	if flag < 0 {
		s.notRun("XTB-17")
		return
	}
	yes, at := 0, -1
	for r := range t10.Rows {
		if x := gridText(t10, t10.Rows[r].Index, flag); x == "是" || x == "√" {
			if yes++; at < 0 {
				at = r
			}
		}
	}
	t11 := s.formByID(budget.T11)
	switch {
	case yes > 0 && t11 == nil:
		s.find(Finding{Rule: "XTB-17", Severity: Warning, Place: t10.Rows[at].Place[0], Stated: "是",
			Title:   Words{fmt.Sprintf("项目表有%d个项目标为政府采购，政府采购表没有数", yes), fmt.Sprintf("%d projects are flagged as procurement, the procurement table is empty", yes)},
			Message: Words{"请补列政府采购表，或核对标志。", "Fill in the procurement table, or check the flags."}})
	case yes == 0 && t11 != nil:
		s.find(Finding{Rule: "XTB-17", Severity: Warning, Place: t11.Place, Stated: "否",
			Title:   Words{"政府采购表有数，项目表没有一个项目标为政府采购", "the procurement table has figures, no project is flagged"},
			Message: Words{"采购也可能由公用经费支付：请核对标志。", "Operating money may pay it; check the flags."}})
	}
}

// gridText returns the words of a cell of a form's grid.
func gridText(f *budget.Form, row, col int) string {
	for i := range f.Grid.Cells {
		c := &f.Grid.Cells[i]
		if row >= c.Row && row < c.Row+max(c.RowSpan, 1) && col >= c.Col && col < c.Col+max(c.ColSpan, 1) {
			return phrase.Squeeze(c.Text)
		}
	}
	return ""
}

// goal is the money that the goal form of one project shows (项目绩效目标表).
type goal struct {
	name  string
	year  int // figure of this year's money
	whole int // figure of the whole life
}

// goals reads the money heads of the goal forms.
func (s *Subject) goals() []goal {
	var out []goal
	for i := range s.Forms {
		f := &s.Forms[i]
		if f.ID != budget.T15 || f.Empty {
			continue
		}
		g := goal{year: -1, whole: -1}
		for k := range f.Grid.Cells {
			c := &f.Grid.Cells[k]
			if phrase.Squeeze(c.Text) == "项目名称" && g.name == "" {
				g.name = gridText(f, c.Row, c.Col+max(c.ColSpan, 1))
			}
		}
		for r := range f.Rows {
			for col := range f.Columns {
				k := f.Rows[r].At(col)
				if k < 0 || !s.isFundTotal(k) || s.Figures[k].Kind != budget.MoneyFigure {
					continue
				}
				if l := phrase.Squeeze(s.Figures[k].Label); has(l, "年度") || has(l, "申请") {
					if g.year < 0 {
						g.year = k
					}
				} else if g.whole < 0 {
					g.whole = k
				}
			}
		}
		if g.year >= 0 || g.whole >= 0 {
			out = append(out, g)
		}
	}
	return out
}

// goalsWithinProjects compares the sum of this year's money of all goal forms with project expenditure.
func goalsWithinProjects(s *Subject) {
	project := -1
	if t3 := s.formByID(budget.T3); t3 != nil {
		project = total(t3, 0, columnOf(t3, 0, budget.Project))
	}
	if project < 0 {
		project = s.prose(budget.Project)
	}
	var terms []budget.Term
	for _, g := range s.goals() {
		if g.year >= 0 {
			terms = append(terms, budget.Term{Figure: g.year})
		}
	}
	if project < 0 || len(terms) == 0 {
		s.notRun("XTB-20")
		return
	}
	e := s.equation("XTB-20", project, terms)
	e.atMost = true
	s.eq = append(s.eq, e)
}

// goalAmounts compares each goal form with the row of its project.
func goalAmounts(s *Subject) {
	t10 := s.formByID(budget.T10)
	goals := s.goals()
	if t10 == nil || len(goals) == 0 {
		s.notRun("XTB-21")
		return
	}
	col := sumColumn(t10, 0)
	for _, g := range goals {
		name, row := classification.Fold(g.name), -1
		for r := range t10.Rows {
			if n := classification.Fold(phrase.Squeeze(t10.Rows[r].Name[0])); n != "" && n == name {
				if row >= 0 {
					row = -1
					break
				}
				row = r
			}
		}
		k := at(t10, row, col)
		if k < 0 {
			continue
		}
		if g.year >= 0 {
			s.same("XTB-21", k, g.year)
		} else {
			s.atLeast("XTB-21", g.whole, k)
		}
	}
}

// tableEntities finds the one table that is headed by another entity than all others.
func tableEntities(s *Subject) {
	count := map[string]int{}
	for i := range s.Forms {
		if n := phrase.Squeeze(s.Forms[i].Entity); n != "" {
			count[n]++
		}
	}
	most := ""
	for n, c := range count {
		if c > count[most] || c == count[most] && n < most {
			most = n
		}
	}
	const enough = 3
	if count[most] < enough || len(count) != 2 {
		return // no head, all alike, or a file of several units
	}
	for i := range s.Forms {
		f := &s.Forms[i]
		n := phrase.Squeeze(f.Entity)
		if n == "" || n == most || count[n] > 1 || strings.Contains(n, most) || strings.Contains(most, n) {
			continue
		}
		s.find(Finding{Rule: "XTB-24", Severity: Error, Place: f.Place, Stated: f.Entity, Expected: most,
			Title:   Words{fmt.Sprintf("表头写的是“%s”，其他%d张表是“%s”", f.Entity, count[most], most), fmt.Sprintf("this table names another entity than %d others", count[most])},
			Message: Words{"像是从别的单位复制来的表：请核对表头和表中的数。", "The table may have been copied from another unit."}})
	}
}

// boughtItems checks 数量 × 单价 = 金额 in each row of the procurement table.
func (s *Subject) boughtItems(f *budget.Form) {
	number, price, amount := -1, -1, -1
	for i := range f.Columns {
		switch leaf := f.Columns[i].Leaf(); {
		case strings.HasSuffix(leaf, "数量"):
			number = i
		case strings.HasPrefix(leaf, "单价"):
			price = i
		case amount < 0 && f.Columns[i].Role == budget.ValueColumn && (has(f.Columns[i].Title, "金额") || has(leaf, "总价") || has(leaf, "总计")):
			amount = i
		}
	}
	if number < 0 || price < 0 || amount < 0 {
		return
	}
	for i := range f.Rows {
		r := &f.Rows[i]
		n, p, a := r.At(number), r.At(price), r.At(amount)
		if n < 0 || p < 0 || a < 0 || r.Total[0] {
			continue
		}
		want, stated, ok := product(s.Figures[n].Amount, s.Figures[p].Amount, s.Figures[a].Amount)
		if !ok {
			continue
		}
		at := s.Figures[a].Place
		verdict := Agrees
		if !stated {
			verdict = Disagrees
			s.find(Finding{Rule: "SUM-T11-03", Severity: Error, Place: at, Figures: []int{a, n, p}, Stated: show(s.Figures[a].Amount), Expected: want, Unit: s.Figures[a].Amount.Unit.String(),
				Title:   Words{fmt.Sprintf("%s × %s = %s，写明的是%s", s.Figures[n].Amount.Text, show(s.Figures[p].Amount), want, show(s.Figures[a].Amount)), fmt.Sprintf("%s × %s is %s, stated %s", s.Figures[n].Amount.Text, s.Figures[p].Amount.Text, want, s.Figures[a].Amount.Text)},
				Message: Words{"数量乘单价应当等于金额：请核对三个数。", "Quantity times price is the amount."}})
		}
		s.check(Check{Rule: "SUM-T11-03", Claim: -1, Verdict: verdict, Stated: show(s.Figures[a].Amount), Computed: want, Figures: []int{a, n, p}, Place: &at})
	}
}

// product multiplies a number of pieces with a price and reports whether the amount can be the result,
// given the steps to which price and amount are printed.
func product(number, price, amount money.Amount) (want string, agrees, ok bool) {
	const mostPieces = 1_000_000
	n := number.Ticks / money.TicksPerUnit
	if n <= 0 || n > mostPieces || number.Ticks%money.TicksPerUnit != 0 || price.Ticks < 0 || price.Ticks > 1<<38 {
		return "", false, false
	}
	exact := price
	exact.Ticks *= n
	exact.Step *= n
	return money.FormatTicks(exact.Ticks, amount.Unit) + amount.Unit.String(), exact.Range().Meets(amount.Range()), true
}

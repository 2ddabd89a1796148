package audit

import (
	"mingzhang/budget"
)

// Rules between tables (5.2 of the articulation catalogue).
func init() {
	basis := Words{"部门预决算公开表之间的勾稽关系", "articulation between the disclosure tables"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}})
	}
	add("XTB-01", CrossReference, Fatal, "收支总表的收入与收入总表一致", "revenue of the summary = revenue table", "收支总表收入合计100，收入总表合计99", "100 in the summary, 99 in the revenue table")
	add("XTB-02", CrossReference, Fatal, "收支总表的支出与支出总表一致", "expenditure of the summary = expenditure table", "收支总表支出合计100，支出总表合计99", "100 in the summary, 99 in the expenditure table")
	add("XTB-03", CrossReference, Fatal, "各功能分类在收支总表与支出总表一致", "function classes: summary = expenditure table", "收支总表教育支出5，支出总表205类6", "education: 5 in the summary, 6 for class 205")
	add("XTB-04", CrossReference, Fatal, "各项拨款收入在收支总表与财政拨款表一致", "appropriation revenue: summary = appropriation table", "收支总表一般公共预算拨款80，财政拨款收支总表79", "80 in the summary, 79 in the appropriation table")
	add("XTB-05", CrossReference, Fatal, "财政拨款表的一般公共预算支出与一般公共预算表一致", "general budget: appropriation table = general budget table", "财政拨款收支总表的一般公共预算支出80，一般公共预算支出表合计79", "80 in the appropriation table, 79 in the general budget table")
	add("XTB-06", CrossReference, Fatal, "财政拨款表的政府性基金支出与基金表一致", "government funds: appropriation table = fund table", "财政拨款收支总表的政府性基金支出8，基金支出表合计7", "8 in the appropriation table, 7 in the fund table")
	add("XTB-07", CrossReference, Fatal, "财政拨款表的国有资本经营支出与国资表一致", "state capital: appropriation table = state capital table", "财政拨款收支总表的国有资本经营支出3，国资支出表合计0", "3 in the appropriation table, 0 in the state capital table")
	add("XTB-08", CrossReference, Fatal, "各功能分类在财政拨款表与各资金表一致", "function classes: appropriation table = table of the fund", "财政拨款表教育支出的一般公共预算5，一般公共预算表205类6", "class 205: 5 in the appropriation table, 6 in the general budget table")
	add("XTB-09", CrossReference, Fatal, "一般公共预算表的基本支出与基本支出表一致", "basic expenditure: general budget table = economic table", "一般公共预算表基本支出60，基本支出表合计59", "60 in the general budget table, 59 in the economic table")
	add("XTB-10", CrossReference, Error, "支出总表不小于各资金表之和", "all expenditure covers the tables of the funds", "支出总表100，一般公共预算80加政府性基金30是110", "100 in all, 80 and 30 in the funds")
	add("XTB-11", CrossReference, Error, "支出总表与各资金表的差额有来源", "what the tables of the funds leave over has a source", "支出总表100，一般公共预算80，事业收入10", "100 in all, 80 of the general budget, 10 of other revenue")
	add("XTB-12", CrossReference, Error, "“三公”经费与经济科目一致", "three-public = economic codes", "三公表公务接待费0.95万元，基本支出表30217科目9800元", "hospitality 0.95万元, code 30217 9,800元")
	add("XTB-13", CrossReference, Error, "机关运行经费与公用经费一致", "operating funds = operating part", "机关运行经费229.43万元，公用经费2294835元", "229.43万元 of operating funds, 2,294,835元 of the operating part")
	add("XTB-14", CrossReference, Fatal, "支出总表的项目支出与项目表一致", "projects: expenditure table = project table", "支出总表项目支出40，项目表合计39", "40 in the expenditure table, 39 in the project table")
	add("XTB-18", CrossReference, Error, "职责活动的预算之和与项目支出一致", "activity budgets = projects", "项目支出9089，各活动年度预算数都空白", "9089 of projects, no activity has money")
	add("XTB-19", CrossReference, Fatal, "职责的预算等于所属活动之和", "budget of a duty = its activities", "职责10万元，所属活动4万元和5万元", "10 for the duty, 4 and 5 for its activities")
	check("XTB-01", crossRules)
	check("XTB-18", activityBudgets)
}

// crossRules compares the forms with each other.
func crossRules(s *Subject) {
	t1, t2, t3 := s.formByID(budget.T1, budget.F1), s.formByID(budget.T2, budget.F2), s.formByID(budget.T3, budget.F3)
	t4, t5, t6 := s.formByID(budget.T4, budget.F4), s.formByID(budget.T5, budget.F5), s.formByID(budget.T6, budget.F6)
	if t1 != nil {
		s.summaryAgainst(t1, t2, t3)
		if t4 != nil {
			s.ledgers(t1, t4)
		}
	}
	if t4 != nil {
		s.funds(t4, t5)
	}
	s.basic(t1, t3, t5, t6)
	s.threePublicCodes(t6)
	s.contained(t3, t5)
	s.residual(t1, t2, t3, t5)
}

// current returns the row of 本年收入合计 or 本年支出合计 where it is printed, else that of the total.
func current(f *budget.Form, side int) int {
	if i := rowNamed(f, side, "本年收入合计", "本年支出合计", "本年收入", "本年支出"); i >= 0 {
		return i
	}
	if i := rowNamed(f, side, "收入合计", "支出合计"); i >= 0 {
		return i
	}
	return totalRowIndex(f, side)
}

func at(f *budget.Form, row, col int) int {
	if row < 0 || col < 0 {
		return -1
	}
	return f.Rows[row].At(col)
}

// summaryAgainst runs XTB-01…03.
func (s *Subject) summaryAgainst(t1, t2, t3 *budget.Form) {
	if t2 != nil {
		row := current(t1, 0)
		for i := range t2.Columns {
			if t2.Columns[i].Measure == budget.CarriedIn {
				row = totalRowIndex(t1, 0)
			}
		}
		s.sameScope("XTB-01", at(t1, row, sumColumn(t1, 0)), total(t2, 0, sumColumn(t2, 0)), at(t1, totalRowIndex(t1, 0), sumColumn(t1, 0)))
	}
	if t3 != nil {
		s.sameScope("XTB-02", at(t1, current(t1, 1), sumColumn(t1, 1)), total(t3, 0, sumColumn(t3, 0)), at(t1, totalRowIndex(t1, 1), sumColumn(t1, 1)))
		for i := range t1.Rows {
			if code := classOf(t1.Rows[i].Name[1]); code != "" {
				s.same("XTB-03", at(t1, i, sumColumn(t1, 1)), at(t3, rowByCode(t3, code), sumColumn(t3, 0)))
			}
		}
	}
}

// sameScope compares b with a, or with the other scope where that fits: with or without carry-over.
func (s *Subject) sameScope(rule string, a, b, other int) {
	if a < 0 || b < 0 {
		return
	}
	e := s.equation(rule, b, []budget.Term{{Figure: a}})
	e.title = sameTitle
	if other >= 0 && other != a {
		e.readings = []budget.Reading{{Terms: []budget.Term{{Figure: other}}}}
	}
	s.eq = append(s.eq, e)
}

// ledgers runs XTB-04: each appropriation ledger has one amount in both summaries.
func (s *Subject) ledgers(t1, t4 *budget.Form) {
	for _, words := range [][]string{{"一般公共预算"}, {"政府性基金"}, {"国有资本"}} {
		a := at(t1, rowNamed(t1, 0, words...), sumColumn(t1, 0))
		b := at(t4, rowNamed(t4, 0, words...), sumColumn(t4, 0))
		s.same("XTB-04", a, b)
	}
}

// funds runs XTB-05…08.
func (s *Subject) funds(t4, t5 *budget.Form) {
	general, fund, capital := fundColumns(t4)
	row := totalRowIndex(t4, 1)
	cur := current(t4, 1)
	for _, x := range []struct {
		rule string
		col  int
		form *budget.Form
	}{{"XTB-05", general, t5}, {"XTB-06", fund, s.formByID(budget.T8, budget.F8)}, {"XTB-07", capital, s.formByID(budget.T9, budget.F9)}} {
		if x.form == nil || x.col < 0 || x.form.ID == budget.F8 || x.form.ID == budget.F9 {
			continue
		}
		s.sameScope(x.rule, at(t4, cur, x.col), total(x.form, 0, sumColumn(x.form, 0)), at(t4, row, x.col))
		for i := range t4.Rows {
			if code := classOf(t4.Rows[i].Name[1]); code != "" {
				s.same("XTB-08", at(t4, i, x.col), at(x.form, rowByCode(x.form, code), sumColumn(x.form, 0)))
			}
		}
	}
}

func fundColumns(t4 *budget.Form) (general, fund, capital int) {
	general, fund, capital = -1, -1, -1
	for i := range t4.Columns {
		c := &t4.Columns[i]
		if c.Side != 1 || c.Role != budget.ValueColumn {
			continue
		}
		switch leaf := c.Leaf(); {
		case has(leaf, "一般公共"):
			general = i
		case has(leaf, "政府性基金"):
			fund = i
		case has(leaf, "国有资本"):
			capital = i
		}
	}
	return general, fund, capital
}

// basic runs XTB-09: basic expenditure and its two parts in every table that prints them.
func (s *Subject) basic(t1, t3, t5, t6 *budget.Form) {
	if t6 == nil {
		return
	}
	b6, p6, o6 := total(t6, 0, sumColumn(t6, 0)), total(t6, 0, columnOf(t6, 0, budget.Personnel)), total(t6, 0, columnOf(t6, 0, budget.Operating))
	if left, right := partTotal(t6, "人员经费合计"), partTotal(t6, "公用经费合计"); left >= 0 && right >= 0 {
		if p6, o6 = left, right; b6 == left || b6 == right {
			b6 = -1 // the table has a total for each half, none for both
		}
	}
	b5, b3 := -1, -1
	if t5 != nil {
		b5 = total(t5, 0, columnOf(t5, 0, budget.Basic))
		if s.same("XTB-09", b6, b5); b6 < 0 && b5 >= 0 && p6 >= 0 && o6 >= 0 {
			s.eq = append(s.eq, s.equation("XTB-09", b5, []budget.Term{{Figure: p6}, {Figure: o6}}))
		}
		s.same("XTB-09", p6, total(t5, 0, columnOf(t5, 0, budget.Personnel)))
		s.same("XTB-09", o6, total(t5, 0, columnOf(t5, 0, budget.Operating)))
	}
	if t3 != nil {
		b3 = total(t3, 0, columnOf(t3, 0, budget.Basic))
		s.atLeast("XTB-09", b3, b6)
	}
	if t1 == nil || b3 < 0 || b5 < 0 {
		return
	}
	if v, _, _ := s.linear(b3, []budget.Term{{Figure: b5}}, false); v == Disagrees {
		return // other money pays basic expenditure too
	}
	s.same("XTB-09", p6, total(t1, 1, columnOf(t1, 1, budget.Personnel)))
	s.same("XTB-09", o6, total(t1, 1, columnOf(t1, 1, budget.Operating)))
	s.same("XTB-14", total(t3, 0, columnOf(t3, 0, budget.Project)), total(t1, 1, columnOf(t1, 1, budget.Project)))
}

// partTotal returns the total of one half of a table of two halves, found by its name on either side; -1 where there is none.
func partTotal(f *budget.Form, name string) int {
	for side := range 2 {
		if row := rowNamed(f, side, name); row >= 0 {
			return at(f, row, sumColumn(f, side))
		}
	}
	return -1
}

// threePublicCodes runs XTB-12: each of the three items is at least its row in the basic table.
func (s *Subject) threePublicCodes(t6 *budget.Form) {
	t7 := s.formByID(budget.T7, budget.F7)
	if t6 == nil || t7 == nil {
		return
	}
	for _, x := range []struct {
		m          budget.Measure
		code, word string
	}{{budget.Abroad, "30212", "出国"}, {budget.Hospitality, "30217", "接待"}, {budget.VehicleOperation, "30231", "用车"}, {budget.VehiclePurchase, "31013", "用车"}} {
		row := rowByCode(t6, x.code)
		if row < 0 || !has(t6.Rows[row].Name[0], x.word) {
			continue // a code under another name is a matter of XTB-22
		}
		s.atLeast("XTB-12", s.threePublicCell(t7, x.m), at(t6, row, sumColumn(t6, 0)))
	}
	if col := columnOf(t7, 0, budget.AgencyOperating); col >= 0 {
		k := t7.Rows[len(t7.Rows)-1].At(col)
		s.operating("XTB-13", k, total(t6, 0, columnOf(t6, 0, budget.Operating)))
	}
}

// threePublicCell finds an item of the “三公” table, in either of its shapes, for the year and phase of the
// document: tables show budget and outturn, or several years, side by side. It is -1 where the table
// shows others only.
func (s *Subject) threePublicCell(t7 *budget.Form, m budget.Measure) int {
	if k := s.threePublicIn(t7, m); k >= 0 {
		return k
	}
	for i := range s.Forms { // plan and outturn in a table each
		if f := &s.Forms[i]; f.ID == t7.ID && f != t7 && !f.Empty {
			if k := s.threePublicIn(f, m); k >= 0 {
				return k
			}
		}
	}
	return -1
}

func (s *Subject) threePublicIn(t7 *budget.Form, m budget.Measure) int {
	best, most := -1, 0
	try := func(k int) {
		if k < 0 {
			return
		}
		key := &s.Figures[k].Key
		if key.Phase != s.Phase && key.Phase != "" {
			return // the plan beside the outturn
		}
		score := 1
		if key.Year == s.Year {
			score += 4
		}
		if key.Phase == s.Phase {
			score += 2
		}
		if score > most { // the first of equals, as tables begin with what they are about
			best, most = k, score
		}
	}
	last := -1 // rows without names are one record; under a head of several units the last is the total
	for i := range t7.Rows {
		if i > 0 && t7.Rows[i].Name[0] == "" || len(t7.Rows) == 1 || t7.Rows[i].Total[0] {
			last = i
		}
	}
	for c := range t7.Columns {
		if col := &t7.Columns[c]; col.Role != budget.ValueColumn || col.Measure != m {
			continue
		}
		if last >= 0 {
			try(t7.Rows[last].At(c))
			continue
		}
		for i := range t7.Rows {
			try(t7.Rows[i].At(c))
		}
	}
	for i := range t7.Rows {
		if rowMeasure(t7.Rows[i].Name[0]) != m {
			continue
		}
		for c := range t7.Columns {
			if col := &t7.Columns[c]; col.Role == budget.ValueColumn && !containsWord(col.Title, []string{"季", "月", "增减"}) {
				try(t7.Rows[i].At(c))
			}
		}
	}
	if most < 5 { // not of this year
		return -1
	}
	return best
}

// operating compares the operating funds of agencies with the operating part of basic expenditure: equal
// where all units are agencies, at most that where there are other institutions.
func (s *Subject) operating(rule string, agency, part int) {
	if agency < 0 || part < 0 || s.Figures[agency].Amount.Ticks == 0 {
		return // a public institution has no operating funds of an agency
	}
	if s.mixedUnits() {
		s.atLeast(rule, part, agency)
		return
	}
	e := s.equation(rule, agency, []budget.Term{{Figure: part}})
	e.title = sameTitle
	if !s.onlyAgencies() {
		e.certainty = budget.Likely
	}
	s.eq = append(s.eq, e)
}

// contained runs XTB-10 on the totals.
func (s *Subject) contained(t3, t5 *budget.Form) {
	if t3 == nil || t5 == nil {
		return
	}
	whole := total(t3, 0, sumColumn(t3, 0))
	if whole < 0 {
		return
	}
	var terms []budget.Term
	for _, f := range []*budget.Form{t5, s.formByID(budget.T8), s.formByID(budget.T9)} {
		if f == nil {
			continue
		}
		if k := total(f, 0, sumColumn(f, 0)); k >= 0 {
			terms = append(terms, budget.Term{Figure: k})
		}
	}
	if len(terms) == 0 {
		return
	}
	e := s.equation("XTB-10", whole, terms)
	e.atMost = true
	s.eq = append(s.eq, e)
}

// otherSources are the revenues that pass through none of the tables of the appropriation funds.
var otherSources = [...]budget.Measure{budget.SpecialAccount, budget.InstitutionRevenue, budget.BusinessRevenue, budget.SuperiorSubsidy, budget.SubsidiaryRemitted, budget.OtherRevenue}

// residual runs XTB-11: all expenditure is that of the three funds and what other revenue pays. It needs a revenue
// table that names other sources, and no money carried over, which stands in none of the tables.
func (s *Subject) residual(t1, t2, t3, t5 *budget.Form) {
	if t1 == nil || t2 == nil || t3 == nil || t5 == nil || s.Kind != budget.BudgetDocument {
		return
	}
	for _, word := range [...]string{"结转", "结余"} {
		for side := range 2 {
			if k := at(t1, rowNamed(t1, side, word), sumColumn(t1, side)); k >= 0 && s.Figures[k].Amount.Ticks != 0 {
				return
			}
		}
	}
	whole, general := total(t3, 0, sumColumn(t3, 0)), total(t5, 0, sumColumn(t5, 0))
	if whole < 0 || general < 0 {
		return
	}
	terms := []budget.Term{{Figure: general}}
	for _, f := range []*budget.Form{s.formByID(budget.T8), s.formByID(budget.T9)} {
		if f == nil {
			return
		}
		if k := total(f, 0, sumColumn(f, 0)); k >= 0 {
			terms = append(terms, budget.Term{Figure: k})
		}
	}
	named := false
	for c := range t2.Columns {
		k := total(t2, 0, c)
		if col := &t2.Columns[c]; col.Side != 0 || col.Role != budget.ValueColumn || k < 0 || s.Figures[k].Amount.Ticks == 0 || c == sumColumn(t2, 0) || col.OfWhich {
			continue
		} else if col.Measure == "" || col.Measure == budget.Amount {
			return // a source that is not known
		}
	}
	for _, m := range otherSources {
		col := columnOf(t2, 0, m)
		named = named || col >= 0
		if k := total(t2, 0, col); k >= 0 {
			terms = append(terms, budget.Term{Figure: k})
		}
	}
	if !named {
		return
	}
	e := s.equation("XTB-11", whole, terms)
	e.certainty = budget.Likely
	s.eq = append(s.eq, e)
}

package audit

import (
	"slices"
	"strings"

	"mingzhang/budget"
)

// Rules of the text against tables and of statements against figures (5.3 of the catalogue).
func init() {
	basis := Words{"预决算公开说明与公开表的勾稽", "articulation of narrative and tables"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string, check func(*Subject)) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}, check: check})
	}
	add("TXT-01", CrossReference, Error, "说明与总表一致", "narrative = summary", "说明收入100万元，总表1,200,000.00元", "100万元 in the text, 1,200,000元 in the summary", narrativeSummary)
	add("TXT-07", Wording, Warning, "增减原因", "direction and reason", "“主要原因是。”", "“the reason is .”", blankReasons)
	add("TXT-09", CrossReference, Error, "机关运行=公用", "operating = public part", "机关运行经费304.9万元，日常公用经费294.9万元", "operating funds 304.9, operating part 294.9", agencyOperating)
	add("TXT-10", CrossReference, Error, "三公与机关运行一致", "vehicle cost consistency", "三公用车运行费10，机关运行列11", "10 < 11", threePublicText)
	add("TXT-12", CrossReference, Error, "逐项说明一致", "item sentences = rows", "文字887.36万，表87.3617万", "887.36 in the text, 87.3617 in the table", itemSentences)
	add("TXT-15", CrossReference, Warning, "采购陈述与支出", "procurement claim vs spending", "“无政府采购”而列办公设备购置20", "“no procurement” beside equipment of 20", procurementClaim)
	add("TXT-16", CrossReference, Error, "资产购置陈述", "asset claim vs spending", "“没有购置固定资产的预算”而列办公设备购置20", "“no assets bought” beside equipment of 20", assetClaim)
	add("TXT-17", CrossReference, Error, "资产说明一致", "asset text = table", "文字361.5087万元，表316.5087万元", "361.5087 in the text, 316.5087 in the table", assetText)
	add("TXT-18", Wording, Error, "空表说明", "empty-table note", "国资表下注“无政府性基金”", "the state capital table says “no government funds”", emptyNotes)
	add("TXT-19", Balance, Fatal, "收支说明平衡", "narrative balances", "收入总额100，支出总额99", "100 in, 99 out", narrativeBalance)
}

// mixedUnits reports whether the text says that other public institutions are in the budget.
func (s *Subject) mixedUnits() bool {
	if _, _, ok := s.first(otherUnits); ok {
		return true
	}
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Kind == budget.CountFigure && f.Amount.Ticks > 0 && has(f.Label, "事业单位") && !has(f.Label, "参公") && !has(f.Label, "参照") {
			return true
		}
	}
	return false
}

// onlyAgencies reports whether the text says that all units are agencies or managed like them.
func (s *Subject) onlyAgencies() bool {
	_, _, ok := s.first(agencyUnits)
	return ok && !s.mixedUnits()
}

// narrativeSummary compares the totals of the text with those of the tables.
func narrativeSummary(s *Subject) {
	t1, t3 := s.formByID(budget.T1, budget.F1), s.formByID(budget.T3, budget.F3)
	if t1 != nil {
		s.textScope("TXT-01", budget.Revenue, at(t1, totalRowIndex(t1, 0), sumColumn(t1, 0)), at(t1, current(t1, 0), sumColumn(t1, 0)))
		s.textScope("TXT-01", budget.Expenditure, at(t1, totalRowIndex(t1, 1), sumColumn(t1, 1)), at(t1, current(t1, 1), sumColumn(t1, 1)))
		s.carriedText(t1)
	}
	if t3 != nil && s.sameMoney(t3) {
		s.textScope("TXT-01", budget.Basic, total(t3, 0, columnOf(t3, 0, budget.Basic)), s.fromT5(budget.Basic))
		s.textScope("TXT-01", budget.Project, total(t3, 0, columnOf(t3, 0, budget.Project)), s.fromT5(budget.Project))
	}
	s.fundText(s.formByID(budget.T8, budget.F8), budget.FundSpent)
	s.fundText(s.formByID(budget.T9, budget.F9), budget.CapitalSpent)
	if t4 := s.formByID(budget.T4, budget.F4); t4 != nil {
		s.textScope("TXT-01", budget.Appropriation, at(t4, totalRowIndex(t4, 0), sumColumn(t4, 0)), at(t4, current(t4, 0), sumColumn(t4, 0)))
	}
}

// fundText compares what the text says was spent of the government funds, or of the state capital budget, with the
// table of that ledger. Where the text states several amounts they are of different scopes.
func (s *Subject) fundText(f *budget.Form, m budget.Measure) {
	said := s.proseAll(m)
	if f == nil || f.Empty || len(said) == 0 || slices.ContainsFunc(said, func(k int) bool { return !s.alike(k, said[0]) }) {
		return
	}
	begin, revenue, spent, _ := ledgerColumns(f)
	if spent < 0 || revenue < 0 { // a budget prints expenditure alone
		spent = sumColumn(f, 0)
	}
	table := total(f, 0, spent)
	if table < 0 {
		return
	}
	e := s.equation("TXT-01", said[0], []budget.Term{{Figure: table}})
	e.title = sameTitle
	if in := total(f, 0, revenue); in >= 0 { // all that there was to spend
		reading := budget.Reading{Terms: []budget.Term{{Figure: in}}}
		if k := total(f, 0, begin); k >= 0 {
			reading.Terms = append(reading.Terms, budget.Term{Figure: k})
		}
		e.readings = append(e.readings, reading)
	}
	s.eq = append(s.eq, e)
}

// carriedText compares what the text says was carried over with the table of totals, where both state it of
// all money and the text does so once.
func (s *Subject) carriedText(t1 *budget.Form) {
	for side, m := range [...]budget.Measure{budget.CarriedIn, budget.CarriedOut} {
		word := "年初结转"
		if m == budget.CarriedOut {
			word = "年末结转"
		}
		row := rowNamed(t1, side, word)
		said := slices.DeleteFunc(slices.Clone(s.proseAll(m)), func(k int) bool { return s.ledgerSaid(k) != "" })
		if row < 0 || len(said) == 0 || t1.Rows[row].Name[side] == "" {
			continue
		}
		table := at(t1, row, sumColumn(t1, side))
		if table < 0 || slices.ContainsFunc(said, func(k int) bool { return s.alike(k, table) || !bareCarry(s.Figures[k].Label) }) {
			continue
		}
		s.same("TXT-01", table, said[0])
	}
}

// bareCarry reports whether a label speaks of all that was carried over: 年末结转和结余, not 财政拨款结转.
func bareCarry(label string) bool {
	return !containsWord(label, []string{"拨款", "基金", "资本", "一般公共", "项目", "基本", "非财政", "本级"})
}

// sameMoney reports whether the expenditure table shows the money of which the text speaks: some hold this
// year's appropriation only, where the text includes what was carried over.
func (s *Subject) sameMoney(t3 *budget.Form) bool {
	whole := total(t3, 0, sumColumn(t3, 0))
	said := append(s.proseAll(budget.Expenditure), s.proseAll(budget.CurrentExpenditure)...)
	if whole < 0 || len(said) == 0 {
		return true
	}
	return slices.ContainsFunc(said, func(k int) bool { return s.alike(k, whole) })
}

func (s *Subject) fromT5(m budget.Measure) int {
	t5 := s.formByID(budget.T5, budget.F5)
	if t5 == nil {
		return -1
	}
	return total(t5, 0, columnOf(t5, 0, m))
}

// textScope compares the first figure of a measure in the text with a table, in either scope. Several
// different figures of one measure in the text speak of different scopes; then nobody is accused.
func (s *Subject) textScope(rule string, m budget.Measure, table, other int) {
	figures := s.proseAll(m)
	first := slices.IndexFunc(figures, func(k int) bool { return !isGrandMeasure(m) || s.ledgerSaid(k) == "" })
	if table < 0 || first < 0 {
		return
	}
	e := s.equation(rule, figures[first], []budget.Term{{Figure: table}})
	e.title = sameTitle
	if other >= 0 {
		e.readings = append(e.readings, budget.Reading{Terms: []budget.Term{{Figure: other}}})
	}
	for _, k := range figures {
		if !s.Figures[k].Amount.Equal(s.Figures[figures[first]].Amount) {
			e.certainty = budget.Likely
		}
	}
	s.eq = append(s.eq, e)
}

// isGrandMeasure reports whether a measure is all revenue or all expenditure, which each ledger has, too.
func isGrandMeasure(m budget.Measure) bool { return m == budget.Revenue || m == budget.Expenditure }

// blankReasons finds reasons that were never filled in.
func blankReasons(s *Subject) {
	seen := map[int]bool{}
	for _, w := range blankReason {
		for _, h := range s.hits[w] {
			if seen[h.passage] {
				continue
			}
			seen[h.passage] = true
			s.find(Finding{Rule: "TXT-07", Severity: Warning, Place: s.place(h, w), Stated: w,
				Title:   Words{"增减原因没有写", "the reason of a change is left blank"},
				Message: Words{"“" + w + "”后面是空的：请补写原因，没有变化的删去这半句。", "Fill in the reason, or drop the clause."}})
		}
	}
}

// agencyOperating compares the operating funds of agencies with the operating part of basic expenditure.
func agencyOperating(s *Subject) {
	list := s.proseAll(budget.AgencyOperating)
	if len(list) == 0 {
		s.notRun("TXT-09")
		return
	}
	agency := list[0]
	if place := s.Figures[agency].Place; containsWord(place.Text, []string{"不含", "仅含", "只含", "不包括", "剔除", "不计入"}) {
		s.notRun("TXT-09") // the text says that it is less than the whole
		return
	}
	if part := s.prose(budget.Operating); part >= 0 && s.Figures[part].Key.Phase == s.Figures[agency].Key.Phase {
		s.operating("TXT-09", agency, part)
		a, b := s.Figures[agency].Amount, s.Figures[part].Amount
		if s.mixedUnits() && a.Equal(b) {
			s.find(Finding{Rule: "XTB-13", Severity: Info, Place: s.Figures[agency].Place, Figures: []int{agency, part}, Stated: show(a), Verdict: Undecidable,
				Title:   Words{"机关运行经费等于全部公用经费，而预算中还有事业单位", "operating funds equal the whole operating part although other institutions are in the budget"},
				Message: Words{"机关运行经费只含行政单位和参公单位：请核对是否剔除了其他事业单位。", "Only agencies count; check the scope."}})
		}
	}
	t7 := s.formByID(budget.T7, budget.F7)
	inTable := t7 != nil && columnOf(t7, 0, budget.AgencyOperating) >= 0
	if t6 := s.formByID(budget.T6, budget.F6); t6 != nil && !inTable { // else XTB-13 compares the table
		s.operating("TXT-09", agency, total(t6, 0, columnOf(t6, 0, budget.Operating)))
	}
	if inTable {
		if col := columnOf(t7, 0, budget.AgencyOperating); col >= 0 && len(t7.Rows) > 0 {
			s.same("TXT-09", t7.Rows[len(t7.Rows)-1].At(col), agency)
		}
	}
}

// threePublicText compares the “三公” figures of the text with the table and with the operating list.
func threePublicText(s *Subject) {
	listed := map[int]bool{}
	for i := range s.Report.Claims {
		c := &s.Report.Claims[i]
		if c.Kind == budget.SumClaim && c.Topic == budget.AgencyOperating {
			for _, t := range c.Terms {
				listed[t.Figure] = true
			}
		}
	}
	t7 := s.formByID(budget.T7, budget.F7)
	if t7 == nil {
		s.emptyThreePublic()
	}
	s.perVehicle()
	for _, m := range []budget.Measure{budget.ThreePublic, budget.Abroad, budget.Hospitality, budget.Vehicles, budget.VehiclePurchase, budget.VehicleOperation} {
		text, item := -1, -1
		for _, k := range s.proseAll(m) {
			switch {
			case listed[k]:
				item = k
			case text < 0:
				text = k
			}
		}
		if item >= 0 && text >= 0 {
			s.atLeast("TXT-10", text, item)
		}
		if t7 != nil && text >= 0 {
			s.same("TXT-10", s.threePublicCell(t7, m), text)
		}
	}
}

// emptyThreePublic finds a “三公” table without figures beside a text that states some.
func (s *Subject) emptyThreePublic() {
	said := s.prose(budget.ThreePublic)
	if said < 0 || s.Figures[said].Amount.Ticks == 0 {
		return
	}
	for i := range s.Forms {
		if f := &s.Forms[i]; f.Empty && (f.ID == budget.T7 || f.ID == budget.F7) {
			amount := show(s.Figures[said].Amount)
			s.find(Finding{Rule: "TXT-10", Severity: Warning, Place: f.Place, Places: []budget.Place{s.Figures[said].Place}, Figures: []int{said}, Stated: "空表", Expected: amount, Verdict: Disagrees,
				Title:   Words{"“三公”经费表没有数，而文中是" + amount, "the table has no figures, the text says " + amount},
				Message: Words{"请补填表格，或核对文中的数。", "Fill in the table, or check the text."}})
			return
		}
	}
}

// itemSentences compares the sentence of each account with its row, by the code that it prints or by
// its names.
func itemSentences(s *Subject) {
	t5, t3 := s.formByID(budget.T5, budget.F5), s.formByID(budget.T3, budget.F3)
	if t5 == nil && t3 == nil {
		s.notRun("TXT-12")
		return
	}
	seen := map[string]bool{}
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Assumed || f.Role != budget.Level || f.Kind != budget.MoneyFigure || f.Key.Year != s.Year || f.Key.Phase != s.Phase {
			continue
		}
		label := s.accountLabel(i)
		if !namesAccount(label) {
			continue
		}
		five, three := accountRow(t5, label), accountRow(t3, label)
		row, form := five, t5
		if row < 0 {
			row, form = three, t3
		}
		if row < 0 || seen[form.Rows[row].Code[0]] {
			continue
		}
		seen[form.Rows[row].Code[0]] = true
		table := form.Rows[row].At(sumColumn(form, 0))
		if table < 0 {
			continue
		}
		e := s.equation("TXT-12", i, []budget.Term{{Figure: table}})
		if three >= 0 && form == t5 { // the sentence may speak of all money
			if k := at(t3, three, sumColumn(t3, 0)); k >= 0 {
				e.readings = append(e.readings, budget.Reading{Terms: []budget.Term{{Figure: k}}})
			}
		}
		e.title = sameTitle
		s.eq = append(s.eq, e)
	}
}

var noProcurement = []string{"无政府采购", "没有政府采购", "未安排政府采购", "无采购预算", "政府采购预算为0", "不涉及政府采购"}

// procurementClaim weighs “no procurement” against equipment and works in the budget.
func procurementClaim(s *Subject) {
	place, ok := s.statement(noProcurement)
	if !ok {
		s.notRun("TXT-15")
		return
	}
	var found []string
	var figs []int
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Role != budget.Level || f.Kind != budget.MoneyFigure || f.Amount.Ticks <= 0 || f.Assumed {
			continue
		}
		if has(f.Label, "设备购置") || has(f.Label, "租赁") || has(f.Label, "委托业务") || has(f.Label, "维修") || has(f.Label, "建设项目") {
			found = append(found, strings.TrimSpace(f.Label)+show(f.Amount))
			figs = append(figs, i)
		}
	}
	if t11 := s.formByID(budget.T11); t11 != nil {
		s.find(Finding{Rule: "CLM-ABSENT", Severity: Error, Place: place, Stated: "无政府采购",
			Title: Words{"写明无政府采购，而政府采购表中有数", "no procurement is stated, but the table has figures"}, Message: Words{"请核对陈述与表。", "Check statement and table."}})
	}
	if len(found) > 0 {
		s.find(Finding{Rule: "TXT-15", Severity: Warning, Place: place, Figures: figs, Stated: "无政府采购", Verdict: Undecidable,
			Title:   Words{"写明无政府采购，但预算中有" + strings.Join(found, "、"), "no procurement is stated beside " + strings.Join(found, ", ")},
			Message: Words{"请对照当地的集中采购目录和限额标准核对。", "Check against the local catalogue and thresholds."}})
	}
}

// statement finds the passage that contains one of the phrases.
func (s *Subject) statement(phrases []string) (budget.Place, bool) {
	h, word, ok := s.first(phrases)
	if !ok {
		return budget.Place{}, false
	}
	return s.place(h, word), true
}

var noAssets = []string{"没有购置固定资产的预算", "无购置固定资产", "未安排购置固定资产", "没有购置资产", "无新增资产", "没有新增资产", "未安排资产购置", "没有安排资产购置", "无固定资产购置"}

// assetClaim weighs “no assets bought” against equipment in the budget.
func assetClaim(s *Subject) {
	place, ok := s.statement(noAssets)
	if !ok {
		s.notRun("TXT-16")
		return
	}
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Role != budget.Level || f.Kind != budget.MoneyFigure || f.Amount.Ticks <= 0 || f.Key.Year != s.Year {
			continue
		}
		isAsset := has(f.Label, "设备购置") || strings.HasPrefix(f.Key.Econ, "310") && len(f.Key.Econ) == 5 && assetCodes[f.Key.Econ]
		if !isAsset {
			continue
		}
		label := strings.TrimSpace(f.Label)
		s.find(Finding{Rule: "TXT-16", Severity: Error, Place: place, Places: []budget.Place{f.Place}, Figures: []int{i}, Stated: "没有购置固定资产的预算", Expected: label + show(f.Amount),
			Title:   Words{"说没有购置固定资产，却列了" + label + show(f.Amount), "no assets are to be bought, yet " + label + " has " + show(f.Amount)},
			Message: Words{"请改正资产说明，或核对购置费。", "Correct the statement or the item."}})
		return
	}
}

var assetCodes = map[string]bool{"31001": true, "31002": true, "31003": true, "31007": true, "31013": true, "31019": true, "31021": true, "31022": true}

// assetText compares the asset total and its date in text and table.
func assetText(s *Subject) {
	t12 := s.formByID(budget.T12)
	if t12 == nil {
		s.notRun("TXT-17")
		return
	}
	var table int = -1
	if row := rowNamed(t12, 0, "总额", "合计"); row >= 0 {
		for _, col := range t12.Values(0) {
			if k := t12.Rows[row].At(col); k >= 0 && !quantity(t12.Columns[col].Leaf()) {
				table = k
			}
		}
	}
	for i := range s.Figures {
		f := &s.Figures[i]
		if !f.Assumed && f.Key.Measure == budget.Assets && f.Role == budget.Level && f.Kind == budget.MoneyFigure {
			s.same("TXT-17", table, i)
		}
	}
}

// emptyNotes checks that the note of an empty table names its own ledger, and that a table called
// empty is.
func emptyNotes(s *Subject) {
	for i := range s.Forms {
		f := &s.Forms[i]
		if f.Note == "" {
			continue
		}
		names := map[budget.FormID]string{budget.T8: "政府性基金", budget.T9: "国有资本", budget.F8: "政府性基金", budget.F9: "国有资本"}
		own := names[f.ID]
		if own == "" {
			continue
		}
		other := "国有资本"
		if own == other {
			other = "政府性基金"
		}
		if has(f.Note, other) && !has(f.Note, own) {
			s.find(Finding{Rule: "TXT-18", Severity: Error, Place: f.NoteAt, Stated: other, Expected: own,
				Title:   Words{formNames[f.ID] + "下面的说明写的是" + other, "the note under the " + string(f.ID) + " table names the wrong ledger"},
				Message: Words{"请把说明改为“" + own + "”。", "Name the right ledger."}})
		}
		if has(f.Note, "空表") && !f.Empty && s.filled(f) {
			s.find(Finding{Rule: "TXT-18", Severity: Error, Place: f.NoteAt, Stated: "空表",
				Title: Words{formNames[f.ID] + "注明是空表，表中却有数", formNames[f.ID] + " is called empty but has figures"}, Message: Words{"请核对表和说明。", "Check table and note."}})
		}
	}
}

// filled reports whether a form has a figure other than zero.
func (s *Subject) filled(f *budget.Form) bool {
	for i := range f.Rows {
		for _, k := range f.Rows[i].Cells {
			if k >= 0 && s.Figures[k].Amount.Ticks != 0 {
				return true
			}
		}
	}
	return false
}

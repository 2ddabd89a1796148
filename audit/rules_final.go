package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
)

// Rules of final accounts (FIN-01…14). Where a budget rule compares the same cells of the twin table, the
// finding is given under the rule of final accounts: see finalRules.
func init() {
	basis := Words{"部门决算公开表的栏目和勾稽关系；《预算法》第八十九条", "tables of departmental final accounts; Budget Law, Article 89"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string, f func(*Subject)) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}, check: f})
	}
	add("FIN-01", Sum, Fatal, "支出总计构成", "make-up of total expenditure", "支出总计100，本年支出90、结余分配2、年末结转7", "100 is not 90 + 2 + 7", nil)
	add("FIN-02", Sum, Fatal, "收入总计构成", "make-up of total revenue", "收入总计100，本年收入90、年初结转9", "100 is not 90 + 9", nil)
	add("FIN-03", Balance, Fatal, "决算收支平衡", "final accounts balance", "收入总计100，支出总计99", "100 in, 99 out", nil)
	add("FIN-04", CrossReference, Error, "收入决算表=总表本年收入", "revenue table = current revenue", "收入决算表合计90，总表本年收入91", "90 and 91", nil)
	add("FIN-05", CrossReference, Error, "支出决算表=总表本年支出", "expenditure table = current expenditure", "支出决算表合计88，总表本年支出90", "88 and 90", nil)
	add("FIN-06", Balance, Error, "财政拨款分资金结转", "carry-over of each appropriation fund", "年初5、收入80、支出78、年末6：应为7", "5 + 80 − 78 is 7, not 6", carriedByFund)
	add("FIN-07", CrossReference, Error, "一般公共预算支出与基本支出一致", "general and basic expenditure agree", "一般公共支出表基本支出60，基本支出表59", "60 and 59", nil)
	add("FIN-08", CrossReference, Error, "三公决算与经济科目", "three-public outturn and economic accounts", "三公表接待1，基本支出表30217为2", "1 in the table, account 30217 has 2", nil)
	add("FIN-09", Balance, Error, "基金、国资行结转", "carry-over in each row of the fund tables", "年初0、收入10、支出9、年末2：应为1", "0 + 10 − 9 is 1, not 2", carriedInRows)
	add("FIN-12", Wording, Warning, "决算与预算的差异要说明原因", "a difference from the budget needs a reason", "决算数大于预算数5万元。（没有原因）", "5 above budget, no reason", finalReasons)
	add("FIN-13", Percent, Error, "决算占比的分母", "denominators of shares in final accounts", "基本支出60占本年支出100的55%", "60 of 100 is 60%, not 55%", nil)
	add("FIN-14", CrossReference, Error, "预算数与公开的预算一致", "budget column = published budget", "决算表预算数12，年初公开的预算10", "12 here, 10 in the published budget", nil)
}

// finalRules names the rule of final accounts that stands for a budget rule.
var finalRules = map[string]string{
	"BAL-T1-01": "FIN-03", "BAL-T1-02": "FIN-02", "BAL-T1-05": "FIN-01", "XTB-01": "FIN-04", "XTB-02": "FIN-05", "SUM-T3-01": "FIN-05",
	"XTB-05": "FIN-07", "XTB-09": "FIN-07", "XTB-12": "FIN-08", "TXT-13": "FIN-13",
}

// ruleHere names the rule under which a document of this kind is judged.
func (s *Subject) ruleHere(rule string) string {
	if s.Kind == budget.FinalDocument || s.Kind == budget.AnnouncementDocument && s.Phase == budget.Executed {
		if f := finalRules[rule]; f != "" {
			return f
		}
	}
	return rule
}

// ledgerWords name the three appropriation funds in row names and headings.
var ledgerWords = [...]string{"一般公共预算", "政府性基金", "国有资本"}

// carriedByFund runs, for each fund of the appropriation summary, 年初结转 + 本年收入 − 本年支出 = 年末结转.
func carriedByFund(s *Subject) {
	f := s.formByID(budget.F4)
	if f == nil {
		s.notRun("FIN-06")
		return
	}
	begin := rowNamed(f, 0, "年初财政拨款结转", "年初结转")
	spent, end := current(f, 1), rowNamed(f, 1, "年末财政拨款结转", "年末结转")
	if begin < 0 || end < 0 || spent < 0 || spent == end {
		s.notRun("FIN-06")
		return
	}
	general, fund, capital := fundColumns(f)
	left := sumColumn(f, 0)
	if all := f.Rows[begin].At(left); all >= 0 && s.Figures[all].Amount.Ticks != 0 && !slices.ContainsFunc(f.Rows[begin+1:], func(r budget.Row) bool {
		return r.At(left) >= 0 && slices.ContainsFunc(ledgerWords[:], func(w string) bool { return has(phrase.Squeeze(r.Name[0]), w) })
	}) {
		s.notRun("FIN-06") // which fund the opening balance belongs to is not printed
		return
	}
	for i, col := range [...]int{general, fund, capital} {
		stated := at(f, end, col)
		if stated < 0 {
			continue
		}
		revenue, opening := -1, -1
		for r := range f.Rows {
			if k := f.Rows[r].At(left); k >= 0 && has(phrase.Squeeze(f.Rows[r].Name[0]), ledgerWords[i]) {
				if r < begin {
					revenue = k
				} else if r > begin && opening < 0 {
					opening = k
				}
			}
		}
		s.carried("FIN-06", stated, opening, revenue, at(f, spent, col))
	}
}

// ledgerColumns returns the columns of the tables of government funds and state capital: what was carried in, this
// year's revenue and expenditure, what was carried out; -1 where a table lacks one.
func ledgerColumns(f *budget.Form) (begin, revenue, spent, end int) {
	begin, revenue, spent, end = -1, -1, -1, -1
	for c := range f.Columns {
		col := &f.Columns[c]
		switch t := col.Title; {
		case col.Role != budget.ValueColumn:
		case has(t, "年初"):
			begin = c
		case has(t, "年末"):
			end = c
		case has(t, "收入"):
			revenue = c
		case revenue >= 0 && end < 0 && (col.Leaf() == "小计" || col.Leaf() == "合计"): // its heading may have been lost
			spent = c
		case has(t, "支出") && (spent < 0 || has(col.Leaf(), "合计")):
			spent = c
		}
	}
	return begin, revenue, spent, end
}

// carriedInRows runs the same in each row of the tables of government funds and state capital.
func carriedInRows(s *Subject) {
	run := false
	for i := range s.Forms {
		f := &s.Forms[i]
		if f.ID != budget.F8 && f.ID != budget.F9 || f.Empty {
			continue
		}
		begin, revenue, spent, end := ledgerColumns(f)
		if revenue < 0 || spent < 0 || end < 0 {
			continue
		}
		run = true
		for r := range f.Rows {
			row := &f.Rows[r]
			if k := row.At(end); k >= 0 {
				s.carried("FIN-09", k, row.At(begin), row.At(revenue), row.At(spent))
			}
		}
	}
	if !run {
		carriedInText(s)
	}
}

// carriedInText runs the same for a paragraph of the text that states all four: 收入238.60万元，本年支出238.60万元，
// 年初结转和结余0万元，年末结转和结余20.00万元. Where it states no carry-over from the year before but a surplus of this year, the
// surplus is revenue less expenditure.
func carriedInText(s *Subject) {
	ran := false
	for from := 0; from < len(s.Figures); {
		passage := s.Figures[from].Offset >> 20
		end := from
		at := map[budget.Measure]int{}
		twice := false
		for ; end < len(s.Figures) && s.Figures[end].Offset>>20 == passage; end++ {
			f := &s.Figures[end]
			if f.Role != budget.Level || f.Kind != budget.MoneyFigure || f.Assumed || f.Key.Year != s.Year {
				continue
			}
			m := f.Key.Measure
			if m == "" || m == budget.Amount {
				if l := phrase.Squeeze(f.Label); strings.HasSuffix(l, "当年结余") || strings.HasSuffix(l, "收支结余") {
					m = budget.CarriedOut
				}
			}
			if _, ok := at[m]; ok && m == budget.CarriedOut {
				twice = true
			}
			if _, ok := at[m]; !ok {
				at[m] = end
			}
		}
		from = end
		out, ok := at[budget.CarriedOut]
		if !ok || twice {
			continue
		}
		revenue, spent := firstOf(at, budget.FundRevenue, budget.CapitalRevenue, budget.CurrentRevenue, budget.Revenue, budget.Appropriation), firstOf(at, budget.FundSpent, budget.CapitalSpent, budget.CurrentExpenditure, budget.Expenditure, budget.AppropriationSpent)
		opening := firstOf(at, budget.CarriedIn)
		if revenue < 0 || spent < 0 || has(s.Figures[revenue].Label, "总") || has(s.Figures[spent].Label, "总") {
			continue // totals hold what was carried over
		}
		if s.alike(revenue, spent) && s.Figures[out].Amount.Ticks != 0 && has(s.Figures[revenue].Label, "合计") && has(s.Figures[spent].Label, "合计") {
			continue // these do, too
		}
		if m := s.Figures[revenue].Key.Measure; (m == budget.FundRevenue || m == budget.CapitalRevenue) && firstOf(at, budget.Revenue, budget.Expenditure) >= 0 {
			continue // a county's fund budget has more on either side, and states its totals
		}
		terms := []budget.Term{{Figure: revenue}, {Figure: spent, Minus: true}}
		if k := firstOf(at, budget.SurplusUsed); k >= 0 {
			terms = append(terms, budget.Term{Figure: k})
		}
		if k := firstOf(at, budget.SurplusDistributed); k >= 0 {
			terms = append(terms, budget.Term{Figure: k, Minus: true})
		}
		e := s.equation("FIN-09", out, terms)
		if opening >= 0 { // the revenue may hold it already
			e.readings = append(e.readings, budget.Reading{Terms: append([]budget.Term{{Figure: opening}}, terms...)})
		}
		if opening < 0 || s.Figures[revenue].Key.Measure != budget.FundRevenue {
			e.certainty = budget.Likely
		}
		e.title = carriedTitle
		s.eq = append(s.eq, e)
		ran = true
	}
	if !ran {
		s.notRun("FIN-09")
	}
}

func firstOf(at map[budget.Measure]int, ms ...budget.Measure) int {
	for _, m := range ms {
		if k, ok := at[m]; ok {
			return k
		}
	}
	return -1
}

func carriedTitle(s *Subject, e *equation) (Words, Words) {
	a, b := show(s.Figures[e.stated].Amount), s.said(e.computed, e)+s.Figures[e.stated].Amount.Unit.String()
	return Words{"年末结转写明" + a + "，按年初、收入、支出算得" + b, "carried out " + a + ", computed " + b},
		Words{"年初结转 + 本年收入 − 本年支出应当等于年末结转：请核对这几个数。", "Opening plus revenue less expenditure is the closing balance."}
}

// carried makes end = opening + revenue − spent; what is blank adds nothing.
func (s *Subject) carried(rule string, end, opening, revenue, spent int) {
	var terms []budget.Term
	for _, k := range [...]int{opening, revenue} {
		if k >= 0 {
			terms = append(terms, budget.Term{Figure: k})
		}
	}
	if spent >= 0 {
		terms = append(terms, budget.Term{Figure: spent, Minus: true})
	}
	if len(terms) < 2 {
		return
	}
	e := s.equation(rule, end, terms)
	e.title = carriedTitle
	s.eq = append(s.eq, e)
}

// finalReasons looks for a difference between outturn and budget, or between two years, behind which the
// text simply ends: no word of a reason. Only the totals that the template asks about are looked at.
func finalReasons(s *Subject) {
	if s.Kind != budget.FinalDocument || !s.Full {
		s.notRun("FIN-12")
		return
	}
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Role != budget.Change || f.Kind != budget.MoneyFigure || f.Assumed || f.Amount.Ticks == 0 || measureNames[f.Key.Measure] == "" {
			continue
		}
		if k, ok := s.reasonless(i); ok {
			s.find(Finding{Rule: "FIN-12", Severity: Warning, Place: f.Place, Figures: []int{i}, Stated: show(f.Amount),
				Title:   Words{fmt.Sprintf("%s的增减没有写原因", cmp.Or(s.name(k), "这个数")), "a change without a reason"},
				Message: Words{"决算与预算、与上年的差异要说明原因：请补写。", "Differences need a reason."}})
		}
	}
}

// reasonWords are words that begin or make a reason.
var reasonWords = [...]string{"原因", "由于", "因", "主要是", "主要系", "主要为", "系", "为了", "根据", "按照", "受", "其中", "一是", "用于", "压减", "压缩", "节约", "严格", "厉行", "落实", "新增", "减少了", "调整", "追加", "政策", "人员", "工资", "项目"}

// reasonless reports whether nothing but figures follows a change to the end of its passage, and no reason
// stands in the next passage or before the change. It returns the figure that the change speaks about.
func (s *Subject) reasonless(change int) (int, bool) {
	f := &s.Figures[change]
	rest, before := s.behind(change), s.ahead(change)
	if i := strings.LastIndex(before, "。"); i >= 0 {
		before = before[i:]
	}
	for _, w := range reasonWords {
		if strings.Contains(rest, w) || strings.Contains(before, w) && w != "其中" && w != "项目" && w != "用于" {
			return change, false
		}
	}
	next := f.Offset>>20 + 1 // see Figure.Offset: the passage and the place in it
	if next >= len(s.Passages) {
		return change, false
	}
	for _, w := range reasonWords[:8] {
		if strings.Contains(s.Passages[next].Text, w) {
			return change, false
		}
	}
	return change, true
}

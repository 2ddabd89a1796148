package audit

import (
	"slices"
	"strings"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
)

// Rules inside a table (5.1 of the articulation catalogue).
func init() {
	basis := Words{"部门预决算公开表的栏目和行次关系", "columns and rows of the disclosure tables"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}})
	}
	add("BAL-T1-01", Balance, Fatal, "收支总表平衡", "summary balances", "收入总计690.36，支出总计690.30", "690.36 in, 690.30 out")
	add("BAL-T1-02", Sum, Fatal, "收入总计构成", "total revenue make-up", "690.36 = 675.82 + 14.54", "690.36 = 675.82 + 14.54")
	add("BAL-T1-03", Sum, Fatal, "本年收入合计", "current revenue sum", "本年收入合计 = 各项收入之和", "current revenue = its sources")
	add("BAL-T1-04", Sum, Fatal, "本年支出合计", "current expenditure sum", "本年支出合计 = 各类支出之和", "current expenditure = its classes")
	add("BAL-T1-05", Sum, Fatal, "支出总计构成", "total expenditure make-up", "支出总计 = 本年支出合计 + 年终结转结余", "total = current + carried over")
	add("SUM-T2-01", Sum, Fatal, "收入表行合计", "revenue row sum", "合计10 = 拨款8 + 事业2", "10 = 8 + 2")
	add("SUM-T2-02", Sum, Fatal, "收入表列合计", "revenue column sum", "合计行 = 各类之和", "total row = classes")
	add("SUM-T3-01", Sum, Fatal, "支出表行合计", "expenditure row sum", "合计10 = 基本6 + 项目4", "10 = 6 + 4")
	add("SUM-T3-02", Sum, Fatal, "支出表列合计", "expenditure column sum", "合计行 = 各类之和", "total row = classes")
	add("SUM-CLS-01", Sum, Fatal, "类款项逐级汇总", "class, section and item roll-up", "208 = 20805 + 20808", "208 = 20805 + 20808")
	add("SUM-T4-01", Sum, Fatal, "财政拨款三分解", "three-fund split", "支出总计 = 一般公共 + 基金 + 国资", "total = general + funds + capital")
	add("SUM-T4-02", Sum, Fatal, "财政拨款行合计", "appropriation row sum", "合计 = 一般公共 + 基金 + 国资", "row = three funds")
	add("BAL-T4-01", Balance, Fatal, "财政拨款收支平衡", "appropriation balance", "收入总计 = 支出总计", "revenue = expenditure")
	add("SUM-T4-03", Sum, Fatal, "财政拨款总计构成", "appropriation totals make-up", "收入总计 = 本年收入 + 上年结转", "total = current + carried over")
	add("SUM-T5-01", Sum, Fatal, "一般公共预算行合计", "general budget row sum", "合计 = 基本 + 项目", "row = basic + project")
	add("SUM-T5-02", Sum, Fatal, "基本支出拆分", "basic split", "基本 = 人员 + 公用", "basic = personnel + operating")
	add("SUM-T6-01", Sum, Fatal, "基本支出行合计", "basic row sum", "合计 = 人员 + 公用", "row = personnel + operating")
	add("SUM-T6-02", Sum, Fatal, "经济分类汇总", "economic roll-up", "302 = 各款之和", "302 = its sections")
	add("SUM-T6-03", Sum, Warning, "人员、公用经费口径", "personnel and operating scope", "人员经费合计 = 301 + 303", "personnel = 301 + 303")
	add("SUM-T6-04", Code, Warning, "人员公用列错位", "column misplacement", "302 行的人员经费应为0", "a 302 row has no personnel money")
	add("SUM-T7-01", Sum, Fatal, "三公合计", "three-public total", "合计 = 出国 + 接待 + 用车", "total = abroad + hospitality + vehicles")
	add("SUM-T7-02", Sum, Fatal, "公务用车小计", "vehicle subtotal", "小计 = 购置 + 运行", "subtotal = purchase + operation")
	add("SUM-T8-01", Sum, Fatal, "政府性基金表合计", "fund table sums", "合计 = 基本 + 项目", "row = basic + project")
	add("SUM-T9-01", Sum, Fatal, "国有资本表合计", "state capital table sums", "合计 = 基本 + 项目", "row = basic + project")
	add("SUM-T10-01", Sum, Fatal, "项目表合计", "project table sums", "金额 = 各资金来源之和", "amount = its sources")
	add("SUM-T11-01", Sum, Fatal, "采购金额构成", "procurement make-up", "总计 = 当年部门预算 + 其他渠道", "total = budget + other channels")
	add("SUM-T11-02", Sum, Fatal, "采购资金来源", "procurement sources", "合计 = 一般公共 + 基金 + 专户 + 其他", "sum of sources")
	add("SUM-T11-03", Sum, Error, "量价相符", "quantity times price", "5台 × 0.5万元 = 2.5万元", "5 × 0.5 = 2.5")
	add("SUM-T11-04", Sum, Fatal, "采购逐级汇总", "procurement roll-up", "合计 = 小计之和", "total = subtotals")
	add("SUM-T12-01", Sum, Fatal, "资产合计", "asset total", "资产总额 = 房屋 + 车辆 + 设备 + 其他", "total = houses + vehicles + equipment + other")
	add("SUM-T12-02", Sum, Error, "办公用房不大于房屋", "offices within houses", "办公用房 ≤ 房屋", "offices ≤ houses")
	add("SUM-OFW-01", Sum, Error, "其中数不大于总数", "parts within the whole", "资金总额0，其中当年财政拨款90", "total 0, of which 90")
	add("SGN-01", Sum, Error, "预算数非负", "no negative amounts", "-5", "-5")
	check("BAL-T1-01", tableRules)
	check("SGN-01", negativeAmounts)
}

// tableRules runs the rules inside each form.
func tableRules(s *Subject) {
	s.inTable = true
	defer func() { s.inTable = false }()
	for i := range s.Forms {
		f := &s.Forms[i]
		if f.Empty || len(f.Rows) == 0 {
			continue
		}
		switch f.ID {
		case budget.T1, budget.F1:
			s.summary(f, "BAL-T1-01", [2]string{"BAL-T1-03", "BAL-T1-04"}, [2]string{"BAL-T1-02", "BAL-T1-05"})
			s.sums(f, "CLM-SUM", true)
		case budget.T4, budget.F4:
			s.summary(f, "BAL-T4-01", [2]string{"SUM-T4-03", "SUM-T4-03"}, [2]string{"SUM-T4-03", "SUM-T4-03"})
			s.sums(f, "SUM-T4-02", true)
		case budget.T2, budget.F2:
			s.coded(f, "SUM-T2-01", "SUM-T2-02", "SUM-CLS-01")
		case budget.T3, budget.F3:
			s.coded(f, "SUM-T3-01", "SUM-T3-02", "SUM-CLS-01")
		case budget.T5, budget.F5:
			s.coded(f, "SUM-T5-01", "SUM-T5-01", "SUM-CLS-01")
		case budget.T6, budget.F6:
			s.coded(f, "SUM-T6-01", "SUM-T6-01", "SUM-T6-02")
			s.misplaced(f)
			s.scopeOfBasic(f)
		case budget.T8, budget.F8:
			s.coded(f, "SUM-T8-01", "SUM-T8-01", "SUM-CLS-01")
		case budget.T9, budget.F9:
			s.coded(f, "SUM-T9-01", "SUM-T9-01", "SUM-CLS-01")
		case budget.T7, budget.F7:
			s.threePublicTable(f)
		case budget.T12:
			s.assets(f)
		case budget.T11:
			s.sums(f, "SUM-T11-01", true)
			s.genericTotals(f, "SUM-T11-04")
			s.boughtItems(f)
		case budget.T10:
			s.generic(f, "SUM-T10-01")
		case budget.T13:
		default:
			s.generic(f, "CLM-SUM")
			if len(f.Values(1)) == 0 {
				s.stackedTotals(f)
			}
		}
		s.rates(f)
		s.rateRows(f)
		s.differences(f)
	}
}

// sums runs the column groups of a form.
func (s *Subject) sums(f *budget.Form, rule string, known bool) {
	for _, g := range groups(f) {
		r := rule
		switch f.Columns[g.total].Measure {
		case budget.Basic:
			r = "SUM-T5-02"
		case budget.ThreePublic:
			r = "SUM-T7-01"
		case budget.Vehicles:
			r = "SUM-T7-02"
		}
		if f.ID == budget.T11 && has(f.Columns[g.total].Title, "部门预算") {
			r = "SUM-T11-02"
		}
		s.rowSums(f, g, r, known)
	}
}

// coded runs the rules of a table with account codes.
func (s *Subject) coded(f *budget.Form, rowRule, totalRule, classRule string) {
	s.sums(f, rowRule, true)
	for side := 0; side < budget.Sides; side++ {
		if len(f.Values(side)) > 0 {
			s.codeSums(f, side, classRule, totalRule)
		}
	}
}

// summary runs a left–right table: current totals over their rows, grand totals over current totals and
// carry-overs, and the balance of both sides.
func (s *Subject) summary(f *budget.Form, balance string, current, grand [2]string) {
	if in, out, ok := stacked(f); ok { // revenue above expenditure
		a, b := s.sideTotals(&in, 0, current[0], grand[0]), s.sideTotals(&out, 0, current[1], grand[1])
		if col := sumColumn(f, 0); a >= 0 && b >= 0 {
			s.same(balance, in.Rows[a].At(col), out.Rows[b].At(col))
		}
		return
	}
	var totals [2]int
	for side := 0; side < 2; side++ {
		totals[side] = s.sideTotals(f, side, current[side], grand[side])
	}
	if totals[0] < 0 || totals[1] < 0 {
		return
	}
	left, right := f.Values(0), f.Values(1)
	if len(left) == 0 || len(right) == 0 {
		return
	}
	l, r := f.Rows[totals[0]].At(left[0]), f.Rows[totals[1]].At(right[0])
	if l < 0 || r < 0 {
		return
	}
	e := s.equation(balance, r, []budget.Term{{Figure: l}})
	e.title = func(s *Subject, e *equation) (Words, Words) {
		a, b := show(s.Figures[l].Amount), show(s.Figures[r].Amount)
		return Words{"收入总计" + a + "，支出总计" + b, "revenue total " + a + ", expenditure total " + b},
			Words{"收支总计应当相等：请核对两边的合计和各项。", "Both totals must be equal."}
	}
	s.eq = append(s.eq, e)
}

// stacked divides a summary of one side whose expenditure stands below its revenue, each with a grand total.
func stacked(f *budget.Form) (in, out budget.Form, ok bool) {
	if len(f.Values(1)) > 0 {
		return in, out, false
	}
	var grand []int
	for i := range f.Rows {
		if name := phrase.Squeeze(f.Rows[i].Name[0]); strings.HasSuffix(name, "总计") {
			grand = append(grand, i)
		}
	}
	if len(grand) != 2 || grand[0] < 2 || grand[1]-grand[0] < 2 {
		return in, out, false
	}
	in, out = *f, *f
	in.Rows, out.Rows = f.Rows[:grand[0]+1], f.Rows[grand[0]+1:]
	return in, out, true
}

// sideTotals handles one side of a summary and returns the row of its grand total, -1 where none.
func (s *Subject) sideTotals(f *budget.Form, side int, current, grand string) int {
	values := f.Values(side)
	if len(values) == 0 {
		return -1
	}
	cur, total := -1, -1
	var items, carry []int
	for i := range f.Rows {
		name := strings.Join(strings.Fields(strings.ReplaceAll(f.Rows[i].Name[side], "　", "")), "")
		switch {
		case name == "":
		case strings.HasSuffix(name, "总计") || name == "收入总数" || name == "支出总数" || name == "收入总额" || name == "支出总额" || name == "合计" && i == lastNamed(f, side):
			total = i
		case strings.Contains(name, "本年收入合计") || strings.Contains(name, "本年支出合计") || name == "合计" || name == "小计" || name == "收入合计" || name == "支出合计" ||
			strings.HasSuffix(name, "本年收入") || strings.HasSuffix(name, "本年支出"):
			cur = i
		case f.Rows[i].OfWhich[side]:
		case strings.Contains(name, "结转") || strings.Contains(name, "结余"):
			carry = append(carry, i)
		default:
			items = append(items, i)
		}
	}
	items = outerLedgers(f, side, topLevel(f, side, items))
	switch {
	case cur >= 0 && len(items) > 0:
		s.totalRow(f, rowSum{current, cur, items, side, true})
		if total >= 0 {
			s.totalRow(f, rowSum{grand, total, append([]int{cur}, topLevel(f, side, carry)...), side, true})
		}
	case total >= 0 && len(items) > 0:
		s.totalRow(f, rowSum{grand, total, append(items, topLevel(f, side, carry)...), side, true})
	}
	if total < 0 {
		total = cur
	}
	return total
}

// outerLedgers drops the rows that only split 财政拨款 above them by ledger, where neither number nor indent
// shows that they do.
func outerLedgers(f *budget.Form, side int, rows []int) []int {
	var out []int
	inside := false
	for _, i := range rows {
		name := phrase.Squeeze(f.Rows[i].Name[side])
		ledger := strings.Contains(name, "一般公共预算") || strings.Contains(name, "政府性基金") || strings.Contains(name, "国有资本经营")
		if inside && ledger && !startsChinese(name) {
			continue
		}
		inside = strings.Contains(name, "财政拨款") && !ledger
		out = append(out, i)
	}
	return out
}

func lastNamed(f *budget.Form, side int) int {
	last := -1
	for i := range f.Rows {
		if strings.TrimSpace(f.Rows[i].Name[side]) != "" {
			last = i
		}
	}
	return last
}

// topLevel keeps the rows of the highest numbering style: 一、二、 and not the 1、2、 below them.
func topLevel(f *budget.Form, side int, rows []int) []int {
	var top []int
	for _, i := range rows {
		name := strings.TrimLeft(f.Rows[i].Name[side], " 　\u00A0")
		if startsChinese(name) {
			top = append(top, i)
		}
	}
	if len(top) > 0 {
		return top
	}
	var outer []int
	for _, i := range rows {
		if name := f.Rows[i].Name[side]; len(name) == len(strings.TrimLeft(name, " 　\u00A0")) {
			outer = append(outer, i)
		}
	}
	if len(outer) > 0 {
		return outer
	}
	return rows
}

func startsChinese(name string) bool {
	i := strings.Index(name, "、")
	return i > 0 && i <= 12 && strings.Trim(name[:i], "一二三四五六七八九十") == ""
}

// misplaced checks that wages stand under 人员经费 and goods under 公用经费.
func (s *Subject) misplaced(f *budget.Form) {
	personnel, operating := -1, -1
	for i := range f.Columns {
		switch f.Columns[i].Measure {
		case budget.Personnel:
			personnel = i
		case budget.Operating:
			operating = i
		}
	}
	for i := range f.Rows {
		r := &f.Rows[i]
		col := -1
		switch {
		case strings.HasPrefix(r.Code[0], "301") || strings.HasPrefix(r.Code[0], "303"):
			col = operating
		case strings.HasPrefix(r.Code[0], "302") || strings.HasPrefix(r.Code[0], "310"):
			col = personnel
		}
		k := r.At(col)
		if k < 0 || s.Figures[k].Amount.Ticks == 0 || len(r.Code[0]) != 5 {
			continue
		}
		a := s.Figures[k].Amount
		s.find(Finding{Rule: "SUM-T6-04", Severity: Warning, Place: s.Figures[k].Place, Figures: []int{k}, Stated: show(a), Expected: "0",
			Title:   Words{strings.TrimSpace(r.Name[0]) + "（" + r.Code[0] + "）的" + f.Columns[col].Leaf() + "列有" + show(a), r.Code[0] + " has money in the wrong column"},
			Message: Words{"工资福利和补助归人员经费，商品服务和资本性支出归公用经费；请核对列。", "wages and transfers are personnel, goods and capital are operating money"}})
	}
}

// scopeOfBasic compares 人员经费 with 301 + 303, and 公用经费 with the other classes. The scope is a
// matter of the template (some count an item of 302 as personnel), so that it warns only.
func (s *Subject) scopeOfBasic(f *budget.Form) {
	parts := map[budget.Measure][]int{}
	for i := range f.Rows {
		for side := range f.Rows[i].Code {
			code := f.Rows[i].Code[side]
			k := f.Rows[i].At(sumColumn(f, side))
			if len(code) != 3 || code[0] != '3' || k < 0 {
				continue
			}
			m := budget.Operating
			if code == "301" || code == "303" {
				m = budget.Personnel
			}
			parts[m] = append(parts[m], k)
		}
	}
	for _, m := range [...]budget.Measure{budget.Personnel, budget.Operating} {
		stated := total(f, 0, columnOf(f, 0, m))
		for i := range f.Rows {
			for side := range f.Rows[i].Name {
				if k := f.Rows[i].At(sumColumn(f, side)); k >= 0 && phrase.Squeeze(f.Rows[i].Name[side]) == measureNames[m]+"合计" {
					stated = k
				}
			}
		}
		if stated < 0 || len(parts[m]) == 0 {
			continue
		}
		var terms []budget.Term
		for _, k := range parts[m] {
			terms = append(terms, budget.Term{Figure: k})
		}
		e := s.equation("SUM-T6-03", stated, terms)
		e.certainty = budget.Likely
		s.eq = append(s.eq, e)
	}
}

func totalRowOf(f *budget.Form) (int, bool) {
	for i := range f.Rows {
		if f.Rows[i].Total[0] {
			return i, true
		}
	}
	return -1, false
}

// assets runs 资产总额 = 房屋 + 车辆 + 设备 + 其他, and 办公用房 ≤ 房屋, with the kinds as rows or as columns.
func (s *Subject) assets(f *budget.Form) {
	if !slices.ContainsFunc(f.Columns, func(c budget.Column) bool {
		return containsWord(c.Title, []string{"减", "折旧", "摊销", "净值", "原值"})
	}) {
		s.sums(f, "SUM-T12-01", true)
	}
	total, house, office := -1, -1, -1
	var parts []int
	for i := range f.Rows {
		name := strings.TrimLeft(f.Rows[i].Name[0], " 　")
		switch {
		case strings.Contains(name, "总额") || f.Rows[i].Total[0]:
			total = i
		case f.Rows[i].OfWhich[0] || strings.Contains(name, "办公用房"):
			office = i
		default:
			if strings.Contains(name, "房屋") {
				house = i
			}
			parts = append(parts, i)
		}
	}
	for _, col := range f.Values(0) {
		if quantity(f.Columns[col].Leaf()) {
			if house >= 0 && office >= 0 {
				s.within(f, "SUM-T12-02", house, office, col)
			}
			continue
		}
		if total >= 0 && len(parts) > 0 {
			if e, ok := s.columnEquation(f, "SUM-T12-01", total, parts, col); ok {
				s.eq = append(s.eq, e)
			}
		}
		if house >= 0 && office >= 0 {
			s.within(f, "SUM-T12-02", house, office, col)
		}
	}
}

// within makes whole ≥ part.
func (s *Subject) within(f *budget.Form, rule string, whole, part, col int) {
	w, p := f.Rows[whole].At(col), f.Rows[part].At(col)
	if w < 0 || p < 0 {
		return
	}
	e := s.equation(rule, w, []budget.Term{{Figure: p}})
	e.atMost = true
	e.title = func(s *Subject, e *equation) (Words, Words) {
		a, b := show(s.Figures[w].Amount), show(s.Figures[p].Amount)
		return Words{"其中数" + b + "大于总数" + a, "a part of " + b + " exceeds its whole of " + a},
			Words{"其中项不能大于它所属的总数：请核对总数一行是否漏填或写错。", "A part cannot exceed its whole."}
	}
	s.eq = append(s.eq, e)
}

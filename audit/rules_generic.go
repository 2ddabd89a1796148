package audit

import (
	"fmt"
	"strings"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
	"mingzhang/money"
)

// generic looks for relations in a table that is no known form. What is believed must hold in most of
// the table.
func (s *Subject) generic(f *budget.Form, rule string) {
	for _, g := range groups(f) {
		s.rowSums(f, g, rule, false)
	}
	if countCodes(f) >= 3 {
		s.codeSums(f, 0, "SUM-CLS-01", rule)
	} else {
		s.genericTotals(f, rule)
	}
	s.measureRows(f)
	s.fundRows(f)
}

func countCodes(f *budget.Form) int {
	n := 0
	for i := range f.Rows {
		if f.Rows[i].Code[0] != "" {
			n++
		}
	}
	return n
}

// genericTotals tries ways in which a total row can be the sum of others, and keeps the one that holds
// in most columns: the rows above it, those of the outer level, those since the last total.
func (s *Subject) genericTotals(f *budget.Form, rule string) {
	for side := 0; side < budget.Sides; side++ {
		values := f.Values(side)
		if len(values) == 0 {
			continue
		}
		totals := 0
		for i := range f.Rows {
			if f.Rows[i].Total[side] {
				if totals++; totals > maxTotals {
					break
				}
				s.bestTotal(f, rule, side, i, values)
			} else if startsChinese(strings.TrimLeft(f.Rows[i].Name[side], " 　")) {
				s.subTotal(f, rule, side, i, values)
			}
		}
	}
}

// maxTotals is how many total rows of one unknown table are tried against its other rows; a table with
// more is a list of tables, and trying all of them takes the square of its length.
const maxTotals = 200

// bestTotal chooses among the candidate parts of a total row.
func (s *Subject) bestTotal(f *budget.Form, rule string, side, total int, values []int) {
	best, bestHolds := []int(nil), 0
	for _, parts := range candidates(f, side, total) {
		if len(parts) < 2 {
			continue
		}
		holds, cols := s.tryTotal(f, total, parts, values)
		if holds > bestHolds && holds*2 >= cols {
			best, bestHolds = parts, holds
		}
	}
	if best == nil {
		return
	}
	s.totalRow(f, rowSum{rule, total, best, side, rule != "CLM-SUM"})
}

func (s *Subject) tryTotal(f *budget.Form, total int, parts, values []int) (holds, cols int) {
	for _, col := range values {
		e, ok := s.columnEquation(f, "CLM-SUM", total, parts, col)
		if !ok || len(e.terms) < 2 || s.Figures[e.stated].Amount.Ticks == 0 {
			continue
		}
		cols++
		if v, _, _ := s.evaluate1(&e, e.terms, nil); v != Disagrees {
			holds++
		}
	}
	return holds, cols
}

// candidates lists the sets of rows that a total may sum.
func candidates(f *budget.Form, side, total int) [][]int {
	var above, below, numbered, groups []int
	for i := range f.Rows {
		if i == total || f.Rows[i].OfWhich[side] || strings.TrimSpace(f.Rows[i].Name[side]) == "" {
			continue
		}
		name := strings.TrimLeft(f.Rows[i].Name[side], " 　")
		if f.Rows[i].Total[side] {
			if i < total {
				groups = append(groups, i)
			}
			continue
		}
		if startsChinese(name) {
			numbered = append(numbered, i)
		}
		if i < total {
			above = append(above, i)
		} else {
			below = append(below, i)
		}
	}
	out := [][]int{numbered, above, topLevel(f, side, above), below, topLevel(f, side, below)}
	// the last total and the rows of the outer kind behind it: 收入总计 = 本年收入合计 + 转移性收入
	if len(groups) > 0 {
		last := groups[len(groups)-1]
		for n := 1; n <= 4; n++ {
			parts := []int{last}
			for i := last + 1; i < total && len(parts) <= n; i++ {
				if strings.TrimSpace(f.Rows[i].Name[side]) != "" && !f.Rows[i].Total[side] {
					parts = append(parts, i)
				}
			}
			out = append(out, parts)
		}
		out = append(out, groups)
	}
	return out
}

// subTotal checks a numbered heading row against the plain rows under it.
func (s *Subject) subTotal(f *budget.Form, rule string, side, at int, values []int) {
	var parts []int
	for i := at + 1; i < len(f.Rows); i++ {
		name := strings.TrimLeft(f.Rows[i].Name[side], " 　")
		if name == "" || f.Rows[i].Total[side] || startsChinese(name) {
			break
		}
		if !f.Rows[i].OfWhich[side] {
			parts = append(parts, i)
		}
	}
	if len(parts) < 2 {
		return
	}
	if holds, cols := s.tryTotal(f, at, parts, values); holds*2 > cols {
		s.totalRow(f, rowSum{rule, at, parts, side, false})
	}
}

// fundRows checks the money head of an indicator form: the total of a project against its sources, in
// whichever column they stand.
func (s *Subject) fundRows(f *budget.Form) {
	for col := range f.Columns {
		for i := range f.Rows {
			k := f.Rows[i].At(col)
			if k < 0 || !s.isFundTotal(k) || !s.isFund(f, i, col) {
				continue
			}
			var terms []budget.Term
			named := 0
			for j := i + 1; j < len(f.Rows) && j <= i+6; j++ {
				n := f.Rows[j].At(col)
				if n >= 0 && s.isFundTotal(n) {
					break
				}
				if n >= 0 && s.isFundPart(n) {
					terms = append(terms, budget.Term{Figure: n})
					named++
				} else if n < 0 && has(phrase.Squeeze(f.Rows[j].Name[0]), "资金") {
					named++
				}
			}
			s.fundEquation(k, terms, named)
		}
	}
}

// isFund reports whether a cell of a form counts money and not points or rates.
func (s *Subject) isFund(f *budget.Form, row, col int) bool {
	leaf := f.Columns[col].Leaf()
	return f.Columns[col].Role == budget.ValueColumn && !quantity(leaf) && !has(leaf, "分值") && !has(leaf, "得分") && !has(leaf, "率")
}

func (s *Subject) isFundTotal(k int) bool {
	l := phrase.Squeeze(s.Figures[k].Label)
	return has(l, "资金总额") || has(l, "申请总额") || has(l, "资金合计")
}

func (s *Subject) isFundPart(k int) bool {
	l := phrase.Squeeze(s.Figures[k].Label)
	return has(l, "财政资金") || has(l, "财政拨款") || has(l, "其他资金") || has(l, "结转资金") || has(l, "自有资金") || has(l, "上级资金")
}

func (s *Subject) fundEquation(total int, terms []budget.Term, named int) {
	if len(terms) == 0 {
		return
	}
	e := s.equation("SUM-OFW-01", total, terms)
	e.atMost = len(terms) < named || named < 2
	e.title = func(s *Subject, e *equation) (Words, Words) {
		a, b := show(s.Figures[e.stated].Amount), s.said(e.computed, e)
		return Words{"资金总额写明" + a + "，其中各项相加是" + b, "the total is " + a + ", its sources add up to " + b},
			Words{"请核对总额一行是否漏填或写错。", "Check whether the total was left out or mistyped."}
	}
	s.eq = append(s.eq, e)
}

// rates learns what the percentage columns of a table are and checks each row.
func (s *Subject) rates(f *budget.Form) {
	for i := range f.Columns {
		if f.Columns[i].Role != budget.RateColumn {
			continue
		}
		best, bestHolds, bestRows := rateForm{}, 0, 0
		values := f.Values(f.Columns[i].Side)
		for _, a := range values {
			for _, b := range values {
				if a == b {
					continue
				}
				for _, change := range [2]bool{false, true} {
					form := rateForm{a, b, change}
					holds, rows := s.tryRate(f, i, form)
					if holds > bestHolds {
						best, bestHolds, bestRows = form, holds, rows
					}
				}
			}
		}
		if known, ok := headedRate(f, i); ok {
			best = known
		} else if bestHolds < 3 || bestHolds*4 < bestRows*3 {
			continue
		}
		if best.change {
			s.lostSigns(f, i, best)
		}
		for r := range f.Rows {
			if e, ok := s.rateEquation(f, r, i, best); ok {
				s.eq = append(s.eq, e)
			}
		}
	}
}

// headedRate reads from the headings what a percentage column is, where they leave no doubt: 执行率 beside one
// column of outturns and one of adjusted budgets.
func headedRate(f *budget.Form, rate int) (rateForm, bool) {
	leaf := f.Columns[rate].Leaf()
	if !has(leaf, "执行率") && !has(leaf, "完成率") {
		return rateForm{}, false
	}
	done, plan, others := -1, -1, 0
	for c := range f.Columns {
		if f.Columns[c].Role != budget.ValueColumn || f.Columns[c].Side != f.Columns[rate].Side {
			continue
		}
		switch l := f.Columns[c].Leaf(); {
		case has(l, "执行数") || has(l, "决算数") || has(l, "完成数"):
			if done >= 0 {
				return rateForm{}, false
			}
			done = c
		case has(l, "全年预算") || has(l, "调整预算") || has(l, "调整后预算") || has(l, "（调整）预算"):
			plan = c
		case has(l, "预算"):
			if others++; plan < 0 && others == 1 {
				plan = c
			}
		}
	}
	return rateForm{a: done, b: plan}, done >= 0 && plan >= 0
}

// lostSigns finds falls that are printed as rises in a column of changes that prints other falls with a
// minus.
func (s *Subject) lostSigns(f *budget.Form, rate int, form rateForm) {
	signed, wrong := 0, []int(nil)
	for r := range f.Rows {
		e, ok := s.rateEquation(f, r, rate, form)
		if !ok {
			continue
		}
		v, _, _ := s.evaluate1(&e, e.terms, e.den)
		stated, change := s.Figures[e.stated].Amount.Ticks, s.centre(e.terms)
		switch {
		case v == Disagrees || stated == 0 || change == 0:
		case stated < 0 && change < 0:
			signed++
		case (stated < 0) != (change < 0):
			wrong = append(wrong, e.stated)
		}
	}
	if signed == 0 || len(wrong) > signed {
		return // the column prints no signs, or its changes run the other way
	}
	for _, k := range wrong {
		a := s.Figures[k].Amount
		want := a
		want.Ticks = -a.Ticks
		s.find(Finding{Rule: "CLM-PCT", Severity: Error, Place: s.Figures[k].Place, Figures: []int{k}, Stated: show(a), Expected: money.FormatTicks(want.Ticks, a.Unit) + a.Unit.String(), Unit: a.Unit.String(),
			Title:   Words{fmt.Sprintf("写作%s，按两个数是%s", show(a), money.FormatTicks(want.Ticks, a.Unit)+a.Unit.String()), fmt.Sprintf("printed %s, the two figures give the opposite sign", show(a))},
			Message: Words{"符号写反了：同列其他下降的项目都带负号。", "The sign is wrong: other falls in the column carry a minus."}})
	}
}

// rateForm is what a percentage column may be: a ÷ b, or (a − b) ÷ b.
type rateForm struct {
	a, b   int
	change bool
}

func (s *Subject) rateEquation(f *budget.Form, row, rate int, form rateForm) (equation, bool) {
	r := &f.Rows[row]
	p, a, b := r.At(rate), r.At(form.a), r.At(form.b)
	if p < 0 || a < 0 || b < 0 || s.Figures[b].Amount.Ticks == 0 {
		return equation{}, false
	}
	if s.Figures[p].Amount.Unit != money.Percent {
		return equation{}, false // points, below a second head
	}
	rule := "CLM-RATE"
	num := []budget.Term{{Figure: a}}
	if form.change {
		rule = "CLM-PCT"
		num = append(num, budget.Term{Figure: b, Minus: true})
	}
	e := s.equation(rule, p, num)
	e.den = []budget.Term{{Figure: b}}
	return e, true
}

func (s *Subject) tryRate(f *budget.Form, rate int, form rateForm) (holds, rows int) {
	for r := range f.Rows {
		e, ok := s.rateEquation(f, r, rate, form)
		if !ok {
			continue
		}
		rows++
		if v, _, _ := s.evaluate1(&e, e.terms, e.den); v == Agrees || v == RoundsAway {
			holds++
		}
	}
	return holds, rows
}

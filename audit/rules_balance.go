package audit

import (
	"fmt"
	"sort"
	"strings"

	"mingzhang/budget"
	"mingzhang/money"
)

// narrativeBalance compares the totals of revenue and expenditure that the text states side by side.
func narrativeBalance(s *Subject) {
	pairs := 0
	out := s.grand(budget.Expenditure)
	in := s.grand(budget.Revenue)
	for i, revenue := range in {
		for _, expenditure := range later(out, revenue) {
			if s.Figures[expenditure].Offset>>20-s.Figures[revenue].Offset>>20 > sideBySide {
				break
			}
			if d := s.Figures[expenditure].Offset>>20 - s.Figures[revenue].Offset>>20; d < 0 || d > sideBySide || totalWord(s.Figures[revenue].Label) != totalWord(s.Figures[expenditure].Label) {
				continue
			}
			if s.ledgerSaid(revenue) != s.ledgerSaid(expenditure) || i+1 < len(in) && in[i+1] < expenditure {
				continue // of another ledger
			}
			if has(s.behind(expenditure), "收支相抵") {
				continue // what is left is said: see netted
			}
			if s.Phase == budget.Executed && totalWord(s.Figures[revenue].Label) != "总计" {
				continue // what came in and what went out in a year; only 总计 holds what was carried over
			}
			if s.surplusSaid(revenue, expenditure) {
				continue
			}
			if s.Phase == budget.Executed && s.ofTheYear(revenue) && s.ofTheYear(expenditure) {
				continue // without what was carried over they need not be equal
			}
			s.balance(revenue, expenditure)
			if s.Phase == budget.Executed && (ofRegion(s.Figures[revenue].Label) || s.loosely(revenue)) {
				s.eq[len(s.eq)-1].certainty = budget.Likely // of a government's the rest is often said further on
			}
			pairs++
			break
		}
	}
	for _, k := range s.proseAll(budget.Revenue) {
		s.closed(k, budget.CurrentRevenue, budget.CarriedIn, budget.SurplusUsed)
	}
	for _, k := range s.proseAll(budget.Expenditure) {
		s.closed(k, budget.CurrentExpenditure, budget.CarriedOut, budget.SurplusDistributed)
	}
	s.netted()
	if pairs == 0 {
		s.notRun("TXT-19")
	}
}

// surplusSaid reports whether the text states what revenue and expenditure differ by: 当年结余12万元, or what was left
// before and after: 上年结余11.7万元，本年结余8.4万元.
func (s *Subject) surplusSaid(revenue, expenditure int) bool {
	const near = 4 // paragraphs
	gap := s.Figures[revenue].Amount.Ticks - s.Figures[expenditure].Amount.Ticks
	var left []int64
	for i := revenue; i < len(s.Figures) && s.Figures[i].Offset>>20-s.Figures[expenditure].Offset>>20 <= near; i++ {
		if f := &s.Figures[i]; f.Role == budget.Level && f.Kind == budget.MoneyFigure && (has(f.Label, "结余") || has(f.Label, "结转下年")) {
			left = append(left, f.Amount.Ticks)
		}
	}
	step := s.Figures[revenue].Amount.Step + s.Figures[expenditure].Amount.Step
	close := func(d int64) bool { return d <= step && d >= -step }
	for i, a := range left {
		if a != 0 && close(a-gap) {
			return true
		}
		for _, b := range left[:i] {
			if close(a - b - gap) {
				return true
			}
		}
	}
	return false
}

// ofTheYear reports whether the text makes a total up of nothing but this year's money: 收入总计…，其中：财政拨款收入…，其他收入….
func (s *Subject) ofTheYear(total int) bool {
	listed := false
	for i := range s.Report.Claims {
		c := &s.Report.Claims[i]
		if c.Stated != total || c.Kind != budget.SumClaim || c.AtMost || len(c.Terms) < 2 {
			continue
		}
		for _, t := range c.Terms {
			switch f := &s.Figures[t.Figure]; {
			case f.Key.Measure == budget.CarriedIn, f.Key.Measure == budget.CarriedOut, f.Key.Measure == budget.SurplusUsed, f.Key.Measure == budget.SurplusDistributed,
				has(f.Label, "结转"), has(f.Label, "结余"):
				return false
			}
		}
		listed = true
	}
	return listed
}

// later returns the part of a rising list that stands behind a figure.
func later(list []int, figure int) []int { return list[sort.SearchInts(list, figure+1):] }

// netted checks 收支相抵，年终结余4231万元 of a government's accounts: the total of revenue less that of expenditure.
func (s *Subject) netted() {
	in, out := s.proseAll(budget.Revenue), s.proseAll(budget.Expenditure)
	const near = 3 // paragraphs
	last := func(list []int, before int) int {
		for i := sort.SearchInts(list, before) - 1; i >= 0 && s.Figures[before].Offset>>20-s.Figures[list[i]].Offset>>20 <= near; i-- {
			if totalWord(s.Figures[list[i]].Label) != "" {
				return list[i]
			}
		}
		return -1
	}
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Assumed || f.Role != budget.Level || f.Kind != budget.MoneyFigure || f.Key.Year != s.Year || !has(f.Label, "年终结余") && !has(f.Label, "净结余") && f.Key.Measure != budget.CarriedOut ||
			!leftRightBehind(s.ahead(i)) {
			continue
		}
		revenue, expenditure := last(in, i), last(out, i)
		if revenue < 0 || expenditure < revenue || s.ledgerSaid(revenue) != s.ledgerSaid(expenditure) {
			continue
		}
		e := s.equation("TXT-19", i, []budget.Term{{Figure: revenue}, {Figure: expenditure, Minus: true}})
		s.eq = append(s.eq, e)
	}
}

// loosely reports whether the text calls the same amount 收入合计, too: nothing was carried over, or 总计 is not meant.
func (s *Subject) loosely(revenue int) bool {
	for _, m := range [...]budget.Measure{budget.Revenue, budget.CurrentRevenue} {
		for _, k := range s.proseAll(m) {
			if k != revenue && s.alike(k, revenue) && has(s.Figures[k].Label, "合计") {
				return true
			}
		}
	}
	return false
}

// ofRegion reports whether a label is that of a government's total: 市本级收入总计.
func ofRegion(label string) bool {
	return containsWord(label, []string{"全省", "全市", "全县", "全区", "全国", "本级", "市级", "县级", "区级"})
}

// leftRightBehind reports whether the first amount behind 收支相抵 follows these words: the others are its parts.
func leftRightBehind(ahead string) bool {
	_, rest, ok := strings.Cut(ahead[max(strings.LastIndex(ahead, "收支相抵"), 0):], "收支相抵")
	return ok && !has(rest, "元")
}

// ledgerSaid returns the ledger that the paragraph of a figure names, "" for none.
func (s *Subject) ledgerSaid(figure int) string {
	text, _, _ := s.paragraph(figure)
	for _, w := range [...]string{"政府性基金", "国有资本经营", "社会保险基金"} {
		if has(text, w) {
			return w
		}
	}
	return ""
}

// closed checks that the total of a side in the text is this year's money and what was carried over, where
// the paragraphs below the total state both: 总支出…，其中本年支出…。3.年末结转和结余….
func (s *Subject) closed(total int, current, carried budget.Measure, others ...budget.Measure) {
	near := func(m budget.Measure) int {
		found := -1
		for _, k := range later(s.proseAll(m), total) {
			if s.Figures[k].Offset>>20-s.Figures[total].Offset>>20 > sideBySide {
				break
			}
			if found >= 0 {
				return -1
			}
			found = k
		}
		return found
	}
	year, carry := near(current), near(carried)
	if m := s.Figures[total].Key.Measure; year < 0 && totalWord(s.Figures[total].Label) == "总计" {
		for _, k := range later(s.proseAll(m), total) { // 支出总计…。支出合计…, of the year
			if s.Figures[k].Offset>>20-s.Figures[total].Offset>>20 > sideBySide {
				break
			}
			if year < 0 && has(s.Figures[k].Label, "合计") && !s.alike(k, total) {
				year = k
			}
		}
	}
	if year < 0 || carry < 0 || s.alike(year, total) || has(s.behind(total), "收支相抵") || !bareCarry(s.Figures[carry].Label) {
		return
	}
	terms := []budget.Term{{Figure: year}, {Figure: carry}}
	for _, m := range others {
		if k := near(m); k >= 0 {
			terms = append(terms, budget.Term{Figure: k})
		}
	}
	for i := range s.eq {
		if e := &s.eq[i]; e.stated == total && len(e.terms) == len(terms) && e.terms[0].Figure == year && e.terms[1].Figure == carry {
			return // the sentence says so itself
		}
	}
	e := s.equation("TXT-19", total, terms)
	e.certainty = budget.Likely
	s.eq = append(s.eq, e)
}

// sideBySide is how many paragraphs behind the total of revenue that of expenditure may stand.
const sideBySide = 6

func (s *Subject) balance(revenue, expenditure int) {
	e := s.equation("TXT-19", expenditure, []budget.Term{{Figure: revenue}})
	e.title = func(s *Subject, e *equation) (Words, Words) {
		a, b := show(s.Figures[revenue].Amount), show(s.Figures[expenditure].Amount)
		return Words{fmt.Sprintf("收入总额%s，支出总额%s，收支不平", a, b), fmt.Sprintf("revenue %s, expenditure %s", a, b)},
			Words{"收支总额应当相等（含结转）：请核对两处。", "Totals must balance, carry-overs included."}
	}
	s.eq = append(s.eq, e)
}

// totalWord is the word by which a label calls itself a total, so that like is compared with like.
func totalWord(label string) string {
	for _, w := range [...]string{"总计", "总收入", "总支出", "总额", "合计"} {
		if has(label, w) {
			return strings.NewReplacer("收入", "", "支出", "").Replace(w)
		}
	}
	return ""
}

// grand returns the totals of a side in the text. In final accounts only those that call themselves
// totals hold the carry-overs that make both sides equal.
func (s *Subject) grand(m budget.Measure) []int {
	var out []int
	for _, k := range s.proseAll(m) {
		w := totalWord(s.Figures[k].Label)
		if s.Phase == budget.Executed && (w == "" || w == "合计") || s.Figures[k].Amount.Unit == money.NoUnit {
			continue
		}
		out = append(out, k)
	}
	return out
}

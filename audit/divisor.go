package audit

import (
	"fmt"

	"mingzhang/budget"
	"mingzhang/money"
)

// sharedDivisors finds wrong amounts that are the divisor of several percentages: when all of them fail,
// and all hold with another amount that the document prints or that their parts add up to, the divisor is
// wrong and not the percentages. It makes one finding of them.
func (s *Subject) sharedDivisors() {
	failing := map[int][]int{}
	holding := map[int]bool{}
	var order []int
	for i := range s.eq {
		e := &s.eq[i]
		if len(e.den) != 1 || e.certainty != budget.Certain {
			continue
		}
		d := e.den[0].Figure
		if e.verdict != Disagrees {
			holding[d] = true
			continue
		}
		if len(failing[d]) == 0 {
			order = append(order, d)
		}
		failing[d] = append(failing[d], i)
	}
	for _, d := range order {
		const several = 2
		if eqs := failing[d]; len(eqs) >= several && !holding[d] {
			if v, ok := s.divisorFor(d, eqs); ok {
				s.accuseDivisor(d, v, eqs)
			}
		}
	}
}

// many percentages that hold with another amount are no accident; of two, the amount must also differ
// from the printed one as a slip of the pen does.
const many = 3

// divisorFor looks for an amount with which all of the percentages hold.
func (s *Subject) divisorFor(d int, eqs []int) (int64, bool) {
	var sum int64
	for _, i := range eqs {
		sum += s.centre(s.eq[i].terms)
	}
	tried := map[int64]bool{s.Figures[d].Amount.Ticks: true, 0: true}
	for _, v := range append([]int64{sum}, s.amounts()...) {
		if tried[v] {
			continue
		}
		tried[v] = true
		if (len(eqs) >= many || likelySlip(s.Figures[d].Amount, v)) && s.holdWith(d, v, eqs) {
			return v, true
		}
	}
	return 0, false
}

// amounts lists the amounts of money of the document.
func (s *Subject) amounts() []int64 {
	var out []int64
	for i := range s.Figures {
		if f := &s.Figures[i]; f.Kind == budget.MoneyFigure && f.Amount.Ticks > 0 {
			out = append(out, f.Amount.Ticks)
		}
	}
	return out
}

func (s *Subject) holdWith(d int, v int64, eqs []int) bool {
	was := s.Figures[d].Amount
	defer func() { s.Figures[d].Amount = was }()
	s.Figures[d].Amount = money.Amount{Text: was.Text, Unit: was.Unit, Ticks: v, Step: was.Step}
	for _, i := range eqs {
		e := &s.eq[i]
		if verdict, _, _ := s.evaluate1(e, e.terms, e.den); verdict == Disagrees {
			return false
		}
	}
	return true
}

// accuseDivisor makes the finding, with the percentages attached.
func (s *Subject) accuseDivisor(d int, v int64, eqs []int) {
	f := &s.Figures[d]
	want := printIn(v, f.Amount)
	out := Finding{Rule: s.eq[eqs[0]].rule, Severity: Error, Place: f.Place, Figures: []int{d}, Stated: show(f.Amount), Expected: want, Unit: f.Amount.Unit.String(),
		Title:   Words{fmt.Sprintf("%s写作%s，以它作除数的%d个百分比都不对，换成%s就都对了", s.name(d), show(f.Amount), len(eqs), want), fmt.Sprintf("%d percentages of %s fail, and all hold with %s", len(eqs), show(f.Amount), want)},
		Message: Words{"像是这个数写错了（多了、少了或换了一位）：请核对。", "This amount is probably mistyped."},
		Repairs: []Repair{{Changes: []Change{{Figure: d, From: show(f.Amount), To: want}}, Mends: len(eqs)}}}
	for _, i := range eqs {
		e := &s.eq[i]
		e.settled = true
		title, _ := s.words(e)
		out.Attached = append(out.Attached, Attached{e.rule, *e.place, title})
	}
	s.accused[d] = s.find(out)
}

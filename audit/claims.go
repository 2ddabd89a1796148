package audit

import (
	"fmt"
	"strings"

	"mingzhang/budget"
)

// claims turns what the document asserts into equations, each under the rule of the catalogue that
// covers it.
func (s *Subject) claims() {
	for i := range s.Report.Claims {
		c := &s.Report.Claims[i]
		if c.Kind == budget.DirectionClaim {
			s.contradiction(c)
			continue
		}
		e := equation{
			rule: s.ruleHere(ruleFor(c, &s.Figures[c.Stated], s.Report)), claim: i, stated: c.Stated, terms: c.Terms, den: c.Den, atMost: c.AtMost,
			certainty: c.Certainty, readings: c.Alternatives, direction: c.Direction, topic: c.Topic, place: &c.Place,
			missing: c.Kind == budget.SumClaim,
		}
		e.severity = Error
		if r, ok := RuleByID(e.rule); ok {
			e.severity = r.Severity
		}
		if c.Kind == budget.CompletionClaim {
			s.moreOrLess(c)
		}
		if c.Kind == budget.ShareClaim {
			e.readings = append(e.readings[:len(e.readings):len(e.readings)], s.sameWhole(c)...)
		}
		s.eq = append(s.eq, e)
	}
}

// contradiction finds a percentage that goes another way than the amount that it repeats.
func (s *Subject) contradiction(c *budget.Claim) {
	amount := c.Terms[0].Figure
	said, is := Words{"增长", "rise"}, Words{"减少", "fall"}
	if c.Direction == budget.Down {
		said, is = Words{"下降", "fall"}, Words{"增加", "rise"}
	}
	s.find(Finding{Rule: "CLM-DIR", Severity: Error, Place: c.Place, Places: []budget.Place{s.Figures[amount].Place}, Figures: []int{c.Stated, amount}, Stated: said.ZH, Expected: is.ZH,
		Title: Words{fmt.Sprintf("金额写作“%s”%s，百分比写作“%s”%s", is.ZH, show(s.Figures[amount].Amount), said.ZH, show(s.Figures[c.Stated].Amount)),
			fmt.Sprintf("the amount is said to %s, the percentage to %s", is.EN, said.EN)},
		Message: Words{"同一项增减的方向前后相反：请核对方向词。", "One change cannot go both ways: check the words."}})
}

// moreOrLess holds 决算数大于年初预算数 behind a completion rate against the two amounts.
func (s *Subject) moreOrLess(c *budget.Claim) {
	if len(c.Terms) != 1 || len(c.Den) != 1 || c.Certainty == budget.Guess {
		return
	}
	done, plan := s.Figures[c.Terms[0].Figure].Amount, s.Figures[c.Den[0].Figure].Amount
	_, _, end := s.paragraph(c.Stated)
	rest := s.behind(c.Stated)
	if i := strings.IndexAny(rest, "。；"); i >= 0 {
		rest = rest[:i]
	}
	for _, w := range [...]struct {
		said, is string
		more     bool
	}{{"大于", "小于", true}, {"小于", "大于", false}} {
		at := strings.Index(rest, "决算数"+w.said)
		if at < 0 || strings.ContainsAny(rest[:at], "0123456789") || !has(rest[at:], "预算") || strings.HasPrefix(rest[at+len("决算数"+w.said):], "（") || strings.HasPrefix(rest[at+len("决算数"+w.said):], "(") {
			continue
		}
		if w.more && done.Ticks >= plan.Ticks || !w.more && done.Ticks <= plan.Ticks {
			continue
		}
		from := end + at + len("决算数")
		place := s.wordsAt(c.Stated, from, from+len(w.said))
		s.find(Finding{Rule: "CLM-DIR", Severity: Error, Place: place, Figures: []int{c.Terms[0].Figure, c.Den[0].Figure}, Stated: w.said, Expected: w.is,
			Title:   Words{fmt.Sprintf("写作决算数“%s”预算数，而决算%s，预算%s", w.said, show(done), show(plan)), fmt.Sprintf("the outturn %s and the budget %s stand the other way round", show(done), show(plan))},
			Message: Words{"请核对“大于”“小于”，或核对两个数。", "Check the word, or the two figures."}})
	}
}

// sameWhole reads a share as one of the other amounts that the document gives its whole: 本年项目支出 with and
// without what was carried over.
func (s *Subject) sameWhole(c *budget.Claim) []budget.Reading {
	const most = 4
	whole := &s.Figures[c.Den[0].Figure]
	var out []budget.Reading
	if whole.Key.Measure == "" || whole.Key.Measure == budget.Amount {
		return nil
	}
	if s.byLevel == nil {
		s.byLevel = map[budget.Key][]int{}
		for i := range s.Figures {
			if f := &s.Figures[i]; f.Role == budget.Level && f.Kind == budget.MoneyFigure {
				s.byLevel[f.Key] = append(s.byLevel[f.Key], i)
			}
		}
	}
	for _, i := range s.byLevel[whole.Key] {
		if !s.Figures[i].Amount.Equal(whole.Amount) {
			if out = append(out, budget.Reading{Terms: c.Terms, Den: []budget.Term{{Figure: i}}}); len(out) == most {
				break
			}
		}
	}
	return out
}

// ruleFor names the rule that covers a claim.
func ruleFor(c *budget.Claim, f *budget.Figure, rep *budget.Report) string {
	three := isThreePublic(c.Topic)
	switch c.Kind {
	case budget.SumClaim:
		return sumRule(c, f)
	case budget.DifferenceClaim:
		if three {
			return "TXT-11"
		}
		return "CLM-DIFF"
	case budget.ChangeRateClaim:
		if three {
			return "TXT-11"
		}
		return "CLM-PCT"
	case budget.ShareClaim:
		return "TXT-13"
	case budget.CompletionClaim:
		if rep.Phase == budget.Executed {
			return "FIN-11"
		}
		return "CLM-RATE"
	case budget.SameClaim:
		return "TXT-14"
	case budget.AbsenceClaim:
		return "CLM-ABSENT"
	}
	return "CLM-DIR"
}

func sumRule(c *budget.Claim, f *budget.Figure) string {
	if f.Role == budget.Change {
		switch c.Topic {
		case budget.Expenditure, budget.Revenue, budget.Basic:
			return "TXT-06"
		}
		return "CLM-SUM"
	}
	switch c.Topic {
	case budget.AgencyOperating:
		return "TXT-08"
	case budget.Revenue, budget.Appropriation:
		return "TXT-02"
	case budget.Expenditure, budget.Basic:
		return "TXT-03"
	case budget.Project:
		return "TXT-04"
	case budget.ThreePublic, budget.Vehicles:
		return "TXT-20"
	case budget.Procurement:
		return "SUM-T11-05"
	}
	return "CLM-SUM"
}

func isThreePublic(m budget.Measure) bool {
	switch m {
	case budget.ThreePublic, budget.Abroad, budget.Vehicles, budget.VehiclePurchase, budget.VehicleOperation, budget.Hospitality:
		return true
	}
	return false
}

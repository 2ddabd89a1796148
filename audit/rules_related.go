package audit

import (
	"fmt"
	"strings"

	"mingzhang/budget"
)

// Rules that need other documents: the year before, and the units of a department.
func init() {
	basis := Words{"与上年公开文件、所属单位公开文件核对", "against last year's document and those of the units"}
	register(
		Rule{ID: "FIN-10", Category: CrossReference, Severity: Error, Title: Words{"上年数与上年公开数一致", "last year's figures are those published"}, Basis: basis,
			Example: Words{"今年写上年10万元，上年公开12万元", "10 for last year here, 12 published then"}, check: againstPrior},
		Rule{ID: "AGG-01", Category: CrossReference, Severity: Fatal, Title: Words{"部门数等于所属单位之和", "a department is the sum of its units"}, Basis: basis,
			Example: Words{"部门“三公”10万元，各单位相加9万元", "10 for the department, 9 over its units"}, check: againstChildren},
	)
}

// comparedMeasures are the measures that are held against other documents.
var comparedMeasures = [...]budget.Measure{budget.Revenue, budget.Expenditure, budget.Basic, budget.Project, budget.Personnel, budget.Operating, budget.ThreePublic,
	budget.Abroad, budget.Hospitality, budget.Vehicles, budget.VehiclePurchase, budget.VehicleOperation, budget.AgencyOperating, budget.Procurement, budget.GeneralRevenue, budget.FundRevenue}

// headline finds the figure of a measure that a report states for its own year and phase: in the tables,
// which are exact, else in the text.
func headline(r *budget.Report, m budget.Measure) (budget.Figure, bool) {
	s := Subject{Report: r}
	if k := s.tableFigure(m); k >= 0 {
		return r.Figures[k], true
	}
	if k := s.prose(m); k >= 0 {
		return r.Figures[k], true
	}
	return budget.Figure{}, false
}

// tableFigure finds the total of a measure in the tables, -1 where they do not print it.
func (s *Subject) tableFigure(m budget.Measure) int {
	t1, t3, t6, t7 := s.formByID(budget.T1, budget.F1), s.formByID(budget.T3, budget.F3), s.formByID(budget.T6, budget.F6), s.formByID(budget.T7, budget.F7)
	switch m {
	case budget.Revenue, budget.Expenditure:
		if t1 != nil {
			side := 0
			if m == budget.Expenditure {
				side = 1
			}
			return at(t1, totalRowIndex(t1, side), sumColumn(t1, side))
		}
	case budget.Basic, budget.Project:
		if t3 != nil {
			return total(t3, 0, columnOf(t3, 0, m))
		}
	case budget.Personnel, budget.Operating:
		if t6 != nil {
			return total(t6, 0, columnOf(t6, 0, m))
		}
	case budget.ThreePublic, budget.Abroad, budget.Hospitality, budget.Vehicles, budget.VehiclePurchase, budget.VehicleOperation, budget.AgencyOperating:
		if t7 != nil {
			return s.threePublicCell(t7, m)
		}
	}
	return -1
}

// borrow takes a figure of another document into the report, so that equations can name it. Its place
// says where it comes from.
func (s *Subject) borrow(f budget.Figure, from string) int {
	f.Place.Path = from
	if f.Place.Line != 0 {
		f.Place.Path += fmt.Sprintf(" 第%d行", f.Place.Line)
	}
	f.Assumed, f.InClaim = true, true
	f.Role = budget.Other
	s.Figures = append(s.Figures, f)
	return len(s.Figures) - 1
}

// againstPrior compares what the document says of last year with what was published then: bases and
// levels of last year, and those that follow from a change.
func againstPrior(s *Subject) {
	prior := s.opt.Prior
	if prior == nil {
		s.notRun("FIN-10")
		return
	}
	own := len(s.Figures)
	borrowed := map[budget.Measure]int{}
	for _, m := range comparedMeasures {
		if f, ok := headline(prior, m); ok {
			borrowed[m] = s.borrow(f, strings.TrimSpace(fmt.Sprintf("%d年文件 %s", prior.Year, prior.File)))
		}
	}
	for i := 0; i < own; i++ {
		f := &s.Figures[i]
		k, ok := borrowed[f.Key.Measure]
		if !ok || f.Key.Year != prior.Year || f.Kind != budget.MoneyFigure || f.Role != budget.Base && f.Role != budget.Level || f.Key.Phase != "" && f.Key.Phase != prior.Phase {
			continue
		}
		if f.Assumed && f.Key.Func+f.Key.Econ != "" {
			continue
		}
		rule := "FIN-10"
		if prior.Year == s.Year {
			rule = "FIN-14" // the budget of the same year
		}
		e := s.equation(rule, i, []budget.Term{{Figure: k}})
		e.title = priorTitle
		s.eq = append(s.eq, e)
	}
	if prior.Year != s.Year {
		s.derivedBases(borrowed)
	}
}

func priorTitle(s *Subject, e *equation) (Words, Words) {
	was := s.Figures[e.terms[0].Figure]
	said := s.Figures[e.stated].Amount
	if was.Key.Year == s.Year {
		return Words{fmt.Sprintf("%s的预算数写作%s，年初公开的预算是%s", s.name(e.stated), show(said), show(was.Amount)), fmt.Sprintf("the budget is given as %s, published was %s", show(said), show(was.Amount))},
			Words{"请核对年初公开的预算；年中调整的写明是调整预算。", "Check the published budget; say where it was adjusted."}
	}
	return Words{fmt.Sprintf("%s的上年数写作%s，上年公开的是%s", s.name(e.stated), show(said), show(was.Amount)), fmt.Sprintf("last year is given as %s, published was %s", show(said), show(was.Amount))},
		Words{"请核对上年公开文件；口径有变化的写明。", "Check last year's document; say where the scope has changed."}
}

// derivedBases checks this year ∓ change against last year's published figure.
func (s *Subject) derivedBases(borrowed map[budget.Measure]int) {
	for i := range s.Report.Claims {
		c := &s.Report.Claims[i]
		if c.Kind != budget.ChangeRateClaim || len(c.Den) != 2 || c.Certainty != budget.Certain {
			continue
		}
		level := &s.Figures[c.Den[0].Figure]
		k, ok := borrowed[c.Topic]
		if !ok || level.Key.Year != s.Year || level.Key.Phase != s.opt.Prior.Phase {
			continue
		}
		// last = this ∓ change, so change = ±(this − last)
		terms := []budget.Term{{Figure: c.Den[0].Figure}, {Figure: k, Minus: true}}
		if !c.Den[1].Minus {
			terms = []budget.Term{{Figure: k}, {Figure: c.Den[0].Figure, Minus: true}}
		}
		e := s.equation("FIN-10", c.Den[1].Figure, terms)
		e.certainty = budget.Likely // the basis may be an outturn or a like-for-like figure
		s.eq = append(s.eq, e)
	}
}

// againstChildren adds the units up.
func againstChildren(s *Subject) {
	if len(s.opt.Children) == 0 {
		s.notRun("AGG-01")
		return
	}
	for _, m := range comparedMeasures {
		own := s.tableFigure(m)
		if own < 0 {
			own = s.prose(m)
		}
		if own < 0 {
			continue
		}
		var terms []budget.Term
		for _, c := range s.opt.Children {
			if c == s.Report || c.Entity == s.Entity && len(s.opt.Children) > 1 && c.Year == s.Year && sameFigures(c, s.Report) {
				continue
			}
			if f, ok := headline(c, m); ok {
				terms = append(terms, budget.Term{Figure: s.borrow(f, strings.TrimSpace(c.Entity+" "+c.File))})
			}
		}
		if len(terms) == 0 {
			continue
		}
		e := s.equation("AGG-01", own, terms)
		e.title = func(s *Subject, e *equation) (Words, Words) {
			a, b := show(s.Figures[e.stated].Amount), s.said(e.computed, e)
			unit := s.Figures[e.stated].Amount.Unit.String()
			return Words{fmt.Sprintf("%s部门写明%s，%d个单位相加是%s%s", s.name(e.stated), a, len(e.terms), b, unit), fmt.Sprintf("the department states %s, %d units add up to %s%s", a, len(e.terms), b, unit)},
				Words{"请核对是否漏了单位，或有单位间的上缴、补助需要抵消。", "A unit may be missing, or payments between units were not eliminated."}
		}
		if m == budget.Revenue || m == budget.Expenditure || len(terms) < len(s.opt.Children) {
			e.certainty = budget.Likely // payments between units are eliminated, and a unit may be missing
		}
		s.eq = append(s.eq, e)
	}
}

// sameFigures reports whether two reports are the same document.
func sameFigures(a, b *budget.Report) bool {
	return len(a.Figures) == len(b.Figures) && len(a.Passages) == len(b.Passages)
}

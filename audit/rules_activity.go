package audit

import (
	"fmt"
	"strings"

	"mingzhang/budget"
	"mingzhang/money"
	"mingzhang/performance"
)

// activityBudgets compares the money of the activity table with project expenditure (XTB-18, XTB-19).
func activityBudgets(s *Subject) {
	if len(s.Chain.Duties) == 0 {
		s.notRun("XTB-18")
		return
	}
	form := s.formByID13()
	if form == nil || s.Kind == budget.SelfEvaluation {
		s.notRun("XTB-18")
		return
	}
	unit := money.Yuan
	if form.Unit == "万元" {
		unit = money.WanYuan
	}
	var sum int64
	filled := 0
	for i := range s.Chain.Duties {
		d := &s.Chain.Duties[i]
		var parts int64
		n := 0
		for k := range d.Activities {
			if a, ok := money.Parse(d.Activities[k].Budget.Words, unit); ok {
				parts += a.Ticks
				n++
			}
		}
		own, ok := money.Parse(d.Budget.Words, unit)
		switch {
		case ok && n > 0 && own.Ticks != parts:
			s.find(Finding{Rule: "XTB-19", Severity: Fatal, Place: placeOf(d.Budget), Stated: show(own), Expected: money.FormatTicks(parts, unit) + unit.String(), Unit: unit.String(),
				Title:   Words{strings.TrimSpace(d.Name.Words) + "：职责写明" + show(own) + "，各活动相加是" + money.FormatTicks(parts, unit) + unit.String(), fmt.Sprintf("the duty %s states %s, its activities add up to %s", strings.TrimSpace(d.Name.Words), show(own), money.FormatTicks(parts, unit)+unit.String())},
				Message: Words{"请核对职责和各活动的年度预算数。", "Check duty and activities."}})
			sum += own.Ticks
		case ok:
			sum += own.Ticks
		default:
			sum += parts
		}
		if ok || n > 0 {
			filled++
		}
	}
	s.projectMoney(form, sum, filled)
}

func (s *Subject) formByID13() *budget.Form {
	for i := range s.Forms {
		if s.Forms[i].ID == budget.T13 {
			return &s.Forms[i]
		}
	}
	return nil
}

// projectMoney compares the sum of the activity table with 项目支出. Less is right only where the rest
// is named; nothing at all is an error.
func (s *Subject) projectMoney(form *budget.Form, sum int64, filled int) {
	project := s.prose(budget.Project)
	if t3 := s.formByID(budget.T3); t3 != nil {
		if k := total(t3, 0, columnOf(t3, 0, budget.Project)); k >= 0 {
			project = k
		}
	}
	if project < 0 || s.Figures[project].Amount.Ticks <= 0 {
		s.notRun("XTB-18")
		return
	}
	want := s.Figures[project].Amount
	place := budgetHead(form, &s.Chain)
	switch {
	case filled == 0:
		s.find(Finding{Rule: "XTB-18", Severity: Error, Place: place, Places: []budget.Place{s.Figures[project].Place}, Figures: []int{project}, Stated: "空白", Expected: show(want), Unit: want.Unit.String(),
			Title:   Words{"各职责活动的年度预算数都是空白，项目支出是" + show(want), "no activity has money although projects are " + show(want)},
			Message: Words{"这一栏是项目支出：请把项目支出分到活动，没有分到的写明是哪些项目。", "Allocate project money to activities, or name what is not allocated."}})
	case sum > want.Ticks && !want.Range().Meets(money.At(sum)):
		s.find(Finding{Rule: "XTB-18", Severity: Error, Place: place, Figures: []int{project}, Stated: money.FormatTicks(sum, want.Unit) + want.Unit.String(), Expected: show(want),
			Title:   Words{"各职责活动的年度预算数相加大于项目支出" + show(want), "activities add up to more than project expenditure"},
			Message: Words{"请核对年度预算数和项目支出。", "Check both."}})
	}
}

// budgetHead is the place of the first budget cell of the chain.
func budgetHead(form *budget.Form, ch *performance.Chain) budget.Place {
	if len(ch.Duties) > 0 {
		d := &ch.Duties[0]
		if d.Budget.Place.Line != 0 || d.Budget.Place.Cell != "" || d.Budget.Place.Table != "" {
			p := placeOf(d.Budget)
			if strings.TrimSpace(p.Text) == "" {
				p.Text = "年度预算数"
			}
			return p
		}
		return placeOf(d.Name)
	}
	return form.Place
}

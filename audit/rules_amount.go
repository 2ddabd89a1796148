package audit

import (
	"fmt"
	"strings"

	"mingzhang/budget"
	"mingzhang/money"
)

// maxNegative is the largest number of negative amounts in one table that are taken for mistakes.
const maxNegative = 2

// signedWords head columns and rows in which an amount may be negative.
var signedWords = [...]string{"增减", "增加", "减少", "变动", "差额", "差异", "调整", "比上年", "较上年", "抵消", "冲减", "%", "率"}

// negativeAmounts finds amounts below zero in the tables of a budget, one finding a table.
func negativeAmounts(s *Subject) {
	if s.Phase == budget.Executed {
		s.notRun("SGN-01")
		return
	}
	for i := range s.Forms {
		f := &s.Forms[i]
		switch f.ID {
		case "", budget.T13, budget.T14, budget.T15:
			continue
		}
		var found []int
		carried := true
		for r := range f.Rows {
			row := &f.Rows[r]
			for c := range f.Columns {
				col := &f.Columns[c]
				k := row.At(c)
				if k < 0 || col.Role != budget.ValueColumn || s.Figures[k].Kind != budget.MoneyFigure || s.Figures[k].Amount.Ticks >= 0 {
					continue
				}
				name := row.Name[col.Side]
				if containsWord(col.Title, signedWords[:]) || containsWord(name, signedWords[:]) {
					continue
				}
				carried = carried && has(name+col.Title, "结转")
				found = append(found, k)
			}
		}
		if len(found) == 0 || len(found) > maxNegative {
			continue // a column of changes whose heading does not say so
		}
		a := s.Figures[found[0]]
		out := Finding{Rule: "SGN-01", Severity: Error, Place: a.Place, Figures: found, Stated: show(a.Amount),
			Title:   Words{fmt.Sprintf("预算数是负数：%s，本表共%d处", show(a.Amount), len(found)), fmt.Sprintf("negative budget amounts, %d in this table", len(found))},
			Message: Words{"预算金额不应小于零：请核对符号，或改列为增减数。", "A budget amount is not below zero."}}
		if carried {
			out.Severity = Warning
		}
		for _, k := range found[1:] {
			out.Places = append(out.Places, s.Figures[k].Place)
		}
		s.find(out)
	}
}

func containsWord(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// mixedDecimals notes lists whose amounts, in one unit, are printed with unequal decimals.
func mixedDecimals(s *Subject) {
	for i := range s.Report.Claims {
		c := &s.Report.Claims[i]
		if c.Kind != budget.SumClaim || len(c.Terms) < 3 || c.Certainty == budget.Guess {
			continue
		}
		unit := s.Figures[c.Stated].Amount.Unit
		steps := map[int64]bool{}
		for _, t := range append([]budget.Term{{Figure: c.Stated}}, c.Terms...) {
			if a := s.Figures[t.Figure].Amount; a.Unit == unit && a.Ticks != 0 {
				steps[a.Step] = true
			}
		}
		if len(steps) < 3 { // an integer beside two decimals is how people write
			continue
		}
		s.find(Finding{Rule: "UNT-03", Severity: Info, Place: c.Place, Figures: []int{c.Stated}, Stated: show(s.Figures[c.Stated].Amount), Verdict: Undecidable,
			Title:   Words{fmt.Sprintf("同一列举里的金额有%d种小数位数", len(steps)), fmt.Sprintf("amounts of one list have %d kinds of decimals", len(steps))},
			Message: Words{"请统一小数位数，读者才能自己相加核对。", "Use the same decimals, so that readers can add up."}})
	}
}

// hugeFigures finds amounts of the text far above the total of the document, where the same amount stands
// elsewhere ten thousand times smaller: 元 printed as 万元.
func hugeFigures(s *Subject) {
	var most int64
	for _, m := range [...]budget.Measure{budget.Expenditure, budget.Revenue, budget.CurrentExpenditure, budget.CurrentRevenue} {
		for _, k := range s.proseAll(m) {
			most = max(most, s.Figures[k].Amount.Ticks)
		}
	}
	if t3 := s.formByID(budget.T1, budget.F1, budget.T3, budget.F3); t3 != nil {
		for side := 0; side < budget.Sides; side++ {
			if k := total(t3, side, sumColumn(t3, side)); k >= 0 {
				most = max(most, s.Figures[k].Amount.Ticks)
			}
		}
	}
	if most == 0 { // no total at all: the second largest amount serves
		var first int64
		for i := range s.Figures {
			if f := &s.Figures[i]; f.Role == budget.Level && f.Kind == budget.MoneyFigure && !f.Assumed {
				if t := f.Amount.Ticks; t > first {
					first, most = t, first
				} else if t > most && t < first {
					most = t
				}
			}
		}
	}
	const far = 10
	for i := range s.Figures {
		f := &s.Figures[i]
		if most == 0 || f.Assumed || f.Role != budget.Level || f.Kind != budget.MoneyFigure || f.Key.Measure == "" || f.Amount.Ticks/far < most {
			continue
		}
		for k := range s.Figures {
			g := &s.Figures[k]
			if k == i || g.Kind != budget.MoneyFigure || g.Amount.Ticks == 0 || !scaledAlike(f.Amount, g.Amount) {
				continue
			}
			s.find(Finding{Rule: "UNT-02", Severity: Error, Place: f.Place, Figures: []int{i, k}, Stated: show(f.Amount), Expected: show(g.Amount), Unit: f.Amount.Unit.String(),
				Title:   Words{fmt.Sprintf("%s写作%s，比全部收支还多，另一处是%s", s.name(i), show(f.Amount), show(g.Amount)), fmt.Sprintf("%s is more than all money of the document; elsewhere it is %s", show(f.Amount), show(g.Amount))},
				Message: Words{"像是把元写成了万元：请核对单位。", "元 was probably printed as 万元: check the unit."}})
			break
		}
	}
}

// tenThousand is the factor between 元 and 万元.
const tenThousand = 10_000

// slippedUnit reports whether an equality fails by exactly the factor between 元 and 万元.
func (s *Subject) slippedUnit(e *equation) bool {
	if len(e.terms) != 1 || len(e.den) > 0 || e.atMost || e.terms[0].Minus {
		return false
	}
	a, b := s.Figures[e.stated].Amount, s.Figures[e.terms[0].Figure].Amount
	if !a.Unit.IsMoney() || a.Ticks == 0 || b.Ticks == 0 {
		return false
	}
	return scaledAlike(a, b) || scaledAlike(b, a)
}

// scaledAlike reports whether large is ten thousand times small, as printed.
func scaledAlike(large, small money.Amount) bool {
	const most = 1 << 40
	if small.Ticks > most || small.Ticks < -most || small.Step > most {
		return false
	}
	small.Ticks *= tenThousand
	small.Step *= tenThousand
	return large.Range().Meets(small.Range())
}

// accuseUnit makes one finding for all equalities between two tables, or between text and a table, that
// fail by that factor.
func (s *Subject) accuseUnit(e *equation) {
	other := e.terms[0].Figure
	key := [2]int{s.formOf(e.stated), s.formOf(other)}
	if n, ok := s.slipped[key]; ok {
		s.result.Findings[n].Places = append(s.result.Findings[n].Places, *e.place)
		s.result.Findings[n].Figures = append(s.result.Findings[n].Figures, e.stated)
		return
	}
	a, b := s.Figures[e.stated], s.Figures[other]
	n := s.find(Finding{Rule: "UNT-02", Severity: Error, Place: *e.place, Figures: []int{e.stated, other}, Stated: show(a.Amount), Expected: show(b.Amount), Unit: a.Amount.Unit.String(),
		Title:   Words{fmt.Sprintf("%s这里是%s，%s是%s，正好差一万倍", s.name(e.stated), show(a.Amount), s.where(other), show(b.Amount)), fmt.Sprintf("%s here, %s at %s: a factor of ten thousand", show(a.Amount), show(b.Amount), b.Place.String())},
		Message: Words{"像是元和万元写错了：请核对这一处，或它所在表的计量单位。", "元 and 万元 were probably mixed up: check the unit of the figure or of its table."}})
	if s.slipped == nil {
		s.slipped = map[[2]int]int{}
	}
	s.slipped[key] = n
}

// formOf returns the index of the form in which a figure stands, -1 for the text.
func (s *Subject) formOf(figure int) int {
	for k := range s.Forms {
		for r := range s.Forms[k].Rows {
			if containsCell(s.Forms[k].Rows[r].Cells, figure) {
				return k
			}
		}
	}
	return -1
}

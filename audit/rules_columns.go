package audit

import "mingzhang/budget"

// differenceWords name columns that hold what lies between two others: 增减额, 未兑付, 扣分.
var differenceWords = []string{"增减", "差额", "差异", "未", "结余", "剩余", "扣分", "节约", "余额", "变动", "增加"}

// differences finds, for each column that is named for a difference, the two columns whose difference it shows in
// most rows, and checks it in all.
func (s *Subject) differences(f *budget.Form) {
	const widest = 12
	for side := 0; side < budget.Sides; side++ {
		values := f.Values(side)
		if len(values) < 3 || len(values) > widest {
			continue
		}
		for _, c := range values {
			if containsWord(f.Columns[c].Leaf(), differenceWords) {
				s.differenceColumn(f, c, values)
			}
		}
	}
}

// differenceColumn checks one column of differences.
func (s *Subject) differenceColumn(f *budget.Form, c int, values []int) {
	var best []equation
	most, count := 0, 0
	for _, a := range values {
		for _, b := range values {
			if a == b || a == c || b == c {
				continue
			}
			var eqs []equation
			holds := 0
			for r := range f.Rows {
				row := &f.Rows[r]
				stated, x, y := row.At(c), row.At(a), row.At(b)
				if stated < 0 || x < 0 || y < 0 || s.Figures[stated].Amount.Unit != s.Figures[x].Amount.Unit {
					continue
				}
				e := s.equation("CLM-DIFF", stated, []budget.Term{{Figure: x}, {Figure: y, Minus: true}})
				e.inTable = true
				if v, _, _ := s.evaluate1(&e, e.terms, nil); v != Disagrees {
					if s.Figures[stated].Amount.Ticks != 0 && s.Figures[y].Amount.Ticks != 0 {
						holds++
					}
				}
				eqs = append(eqs, e)
			}
			if holds > most {
				best, most, count = eqs, holds, len(eqs)
			}
		}
	}
	if most >= 3 {
		s.learned(best, most, count, false)
	}
}

package audit

import (
	"mingzhang/budget"
	"mingzhang/internal/phrase"
	"mingzhang/money"
)

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

// rateRows checks a row of percentages below the rows of two years: 2015年, 2016年, 2016年比2015年增减%. Which row is the base
// is learned from the row itself.
func (s *Subject) rateRows(f *budget.Form) {
	for r := 2; r < len(f.Rows); r++ {
		var best []equation
		most := 0
		for _, base := range [...]int{r - 2, r - 1} {
			var eqs []equation
			holds := 0
			for _, col := range f.Values(0) {
				p, b, a := f.Rows[r].At(col), f.Rows[base].At(col), f.Rows[2*r-3-base].At(col)
				if p < 0 || a < 0 || b < 0 || s.Figures[p].Amount.Unit != money.Percent || s.Figures[a].Amount.Unit == money.Percent || s.Figures[b].Amount.Ticks == 0 {
					continue
				}
				e := s.equation("CLM-PCT", p, []budget.Term{{Figure: a}, {Figure: b, Minus: true}})
				e.den = []budget.Term{{Figure: b}}
				if v, _, _ := s.evaluate1(&e, e.terms, e.den); v == Agrees || v == RoundsAway {
					holds++
				}
				eqs = append(eqs, e)
			}
			if holds > most {
				best, most = eqs, holds
			}
		}
		if most >= 2 && 2*most > len(best) {
			s.eq = append(s.eq, best...)
		}
	}
}

// stackedTotals checks totals in tables that print revenue and expenditure one below the other: 收入总计 = 本年收入合计 +
// 年初结转和结余, and the same of expenditure.
func (s *Subject) stackedTotals(f *budget.Form) {
	carries := rowNamed(f, 0, "本年收入合计") >= 0 || rowNamed(f, 0, "本年支出合计") >= 0 || rowNamed(f, 0, "年初结转") >= 0 || rowNamed(f, 0, "上年结转") >= 0 // else the totals need not be equal
	for _, col := range f.Values(0) {
		if k := at(f, rowNamed(f, 0, "收入总计"), col); !carries || k >= 0 && s.Figures[k].Kind != budget.MoneyFigure {
			continue
		}
		s.same("BAL-T1-01", at(f, rowNamed(f, 0, "收入总计"), col), at(f, rowNamed(f, 0, "支出总计"), col))
	}
	s.kindsOfSpending(f)
	for _, side := range [...]struct {
		rule, total, year string
		beside            []string
	}{
		{"BAL-T1-02", "收入总计", "本年收入合计", []string{"年初结转", "上年结转", "使用非财政拨款结余"}},
		{"BAL-T1-05", "支出总计", "本年支出合计", []string{"年末结转", "结转下年", "结余分配"}},
	} {
		total, year := rowNamed(f, 0, side.total), rowNamed(f, 0, side.year)
		parts := []int{year}
		for _, w := range side.beside {
			if k := rowNamed(f, 0, w); k >= 0 {
				parts = append(parts, k)
			}
		}
		if total < 0 || year < 0 || len(parts) < 2 {
			continue
		}
		for _, col := range f.Values(0) {
			if e, ok := s.columnEquation(f, side.rule, total, parts, col); ok && f.Rows[year].At(col) >= 0 {
				s.eq = append(s.eq, e)
			}
		}
	}
}

// kindsOfSpending checks 本年支出合计 = 基本支出 + 项目支出 + … where these are rows.
func (s *Subject) kindsOfSpending(f *budget.Form) {
	total := rowNamed(f, 0, "本年支出合计")
	var parts []int
	for i := range f.Rows {
		switch phrase.Squeeze(f.Rows[i].Name[0]) {
		case "基本支出", "项目支出", "经营支出", "上缴上级支出", "对附属单位补助支出":
			parts = append(parts, i)
		}
	}
	if total < 0 || len(parts) < 2 {
		return
	}
	for _, col := range f.Values(0) {
		if e, ok := s.columnEquation(f, "BAL-T1-04", total, parts, col); ok {
			s.eq = append(s.eq, e)
		}
	}
}

package interpret

import (
	"mingzhang/budget"
	"mingzhang/money"
)

// learnUnits gives the figures of a table that names no unit the unit in which the text states the same digits, where
// it does so at least twice and in one unit only.
func learnUnits(rep *budget.Report) {
	const fewest = 2
	bare := 0
	for i := range rep.Forms {
		if withoutUnit(rep, &rep.Forms[i]) {
			bare++
		}
	}
	if bare == 0 {
		return
	}
	said := map[string]money.Unit{}
	for i := range rep.Figures {
		f := &rep.Figures[i]
		if f.Assumed || f.Kind != budget.MoneyFigure || f.Amount.Ticks == 0 {
			continue
		}
		if u, known := said[f.Amount.Text]; known && u != f.Amount.Unit {
			said[f.Amount.Text] = money.NoUnit
		} else if !known {
			said[f.Amount.Text] = f.Amount.Unit
		}
	}
	for i := range rep.Forms {
		f := &rep.Forms[i]
		if !withoutUnit(rep, f) {
			continue
		}
		votes := map[money.Unit]int{}
		eachValue(f, func(k int) {
			if a := rep.Figures[k].Amount; a.Unit == money.NoUnit && said[a.Text].IsMoney() {
				votes[said[a.Text]]++
			}
		})
		for u, n := range votes {
			if len(votes) == 1 && n >= fewest {
				eachValue(f, func(k int) {
					if x := &rep.Figures[k]; x.Amount.Unit == money.NoUnit {
						x.Amount, x.Kind = x.Amount.As(u), budget.MoneyFigure
					}
				})
			}
		}
	}
}

// withoutUnit reports whether a form has figures and none of them is money.
func withoutUnit(rep *budget.Report, f *budget.Form) bool {
	bare, paid := 0, 0
	eachValue(f, func(k int) {
		switch u := rep.Figures[k].Amount.Unit; {
		case u.IsMoney():
			paid++
		case u == money.NoUnit:
			bare++
		}
	})
	return bare > 0 && paid == 0
}

// eachValue goes through the figures in the value columns of a form that may be money.
func eachValue(f *budget.Form, visit func(figure int)) {
	for c := range f.Columns {
		if col := &f.Columns[c]; col.Role != budget.ValueColumn || quantityHead(col.Leaf()) {
			continue
		}
		for r := range f.Rows {
			if k := f.Rows[r].At(c); k >= 0 {
				visit(k)
			}
		}
	}
}

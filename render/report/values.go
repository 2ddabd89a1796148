package report

import (
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/money"
)

// Derived says how the value that stands against the stated one came about. 应为 is said only where the rule
// itself knows what should stand there; an equation that fails does not say which of its figures is wrong.
func Derived(f *audit.Finding) audit.Words {
	minus := false
	for _, s := range f.Arithmetic {
		switch s.Sign {
		case '/':
			return audit.Words{ZH: "重新计算", EN: "recomputed"}
		case '-':
			minus = true
		}
	}
	switch {
	case len(f.Arithmetic) == 2:
		return audit.Words{ZH: "另一处", EN: "elsewhere"}
	case len(f.Arithmetic) > 2 && minus:
		return audit.Words{ZH: "相减", EN: "difference of the figures"}
	case len(f.Arithmetic) > 2:
		return audit.Words{ZH: "相加", EN: "added up"}
	case f.Category == audit.UnitOf:
		return audit.Words{ZH: "合", EN: "that is"}
	case f.Category == audit.NumberingOf:
		return audit.Words{ZH: "按顺序是", EN: "next in order"}
	case f.Category == audit.Code:
		return audit.Words{ZH: "按科目表是", EN: "in the code list"}
	case f.Category == audit.Completeness:
		return audit.Words{ZH: "要求", EN: "required"}
	case f.Category == audit.CrossReference:
		return audit.Words{ZH: "另一处", EN: "elsewhere"}
	case len(f.Figures) > 1:
		return audit.Words{ZH: "算得", EN: "recomputed"}
	}
	return audit.Words{ZH: "应为", EN: "expected"}
}

// Values returns the stated value, the one against it and the difference, with the unit and the decimals
// of the stated figure.
func (d *Document) Values(f *audit.Finding) (stated, against, difference string) {
	stated, against, difference = f.Stated, f.Expected, f.Difference
	if a, ok := d.statedAmount(f); ok {
		against, difference = respell(against+f.Unit, a, d.neighbour(f)), respell(difference+f.Unit, a, d.neighbour(f))
		if f.Difference == "" {
			difference = ""
		}
		if len(f.Arithmetic) == 2 && !spelled(d.Result.Report.Figures[f.Figures[len(f.Figures)-1]].Amount) {
			against = f.Arithmetic[0].Value // as it is printed there
		}
		return stated, against, difference
	}
	if plainNumber(against) {
		against += f.Unit
	}
	if plainNumber(difference) {
		difference += f.Unit
	}
	return stated, against, difference
}

// statedAmount is the figure that is checked, where the expected value is a number beside it.
func (d *Document) statedAmount(f *audit.Finding) (money.Amount, bool) {
	if d == nil || d.Result == nil || d.Result.Report == nil || len(f.Figures) == 0 || f.Figures[0] >= len(d.Result.Report.Figures) || !plainNumber(f.Expected) {
		return money.Amount{}, false
	}
	a := d.Result.Report.Figures[f.Figures[0]].Amount
	return a, a.Text+a.Unit.String() == f.Stated || strings.HasPrefix(f.Stated, a.Text)
}

func plainNumber(s string) bool { return s != "" && strings.Trim(s, "-0123456789.") == "" }

// neighbour is the figure of a finding by whose unit numbers in words are answered: the first one of money
// in digits.
func (d *Document) neighbour(f *audit.Finding) money.Amount {
	list := d.Result.Report.Figures
	for _, k := range f.Figures {
		if k < len(list) && list[k].Amount.Unit.IsMoney() && !spelled(list[k].Amount) {
			return list[k].Amount
		}
	}
	return money.Amount{}
}

// spelled reports whether an amount is printed in Chinese numerals.
func spelled(a money.Amount) bool {
	return a.Text != "" && !strings.ContainsAny(a.Text, "0123456789０１２３４５６７８９")
}

// respell prints a value that was computed as a person would print it in the place of an amount: in its
// unit, with no fewer decimals, and with separators where it has them. A number in Chinese numerals is
// answered in the unit of its neighbours.
func respell(value string, like, neighbour money.Amount) string {
	ticks, unit, ok := parsed(value, like.Unit)
	if !ok {
		return value
	}
	step := like.Step
	switch {
	case spelled(like) && like.Unit.IsMoney():
		unit, step = money.WanYuan, 0
		if neighbour.Unit != money.NoUnit {
			unit = neighbour.Unit
		}
		if ticks < unit.Scale() && ticks > -unit.Scale() {
			unit = money.Yuan
		}
	case unit != like.Unit: // the audit chose the unit of the other items of the list
		step = 0
	}
	for step > 1 && ticks%step != 0 {
		step /= 10
	}
	out := money.FormatTicks(ticks, unit)
	if step > 0 {
		out = money.FormatStep(ticks, step, unit)
	}
	if strings.ContainsAny(like.Text, ",，") {
		out = money.Group(out)
	}
	return out + unit.String()
}

// parsed reads a number that the audit printed, with its unit.
func parsed(s string, unit money.Unit) (int64, money.Unit, bool) {
	digits := strings.TrimRight(s, strings.TrimLeft(strings.ReplaceAll(s, ",", ""), "-0123456789."))
	for _, u := range [...]money.Unit{money.Yuan, money.ThousandYuan, money.WanYuan, money.MillionYuan, money.YiYuan, money.WanYiYuan, money.Percent, money.PerMille, money.Point} {
		if strings.HasSuffix(s, u.String()) && strings.TrimSuffix(s, u.String()) != "" && strings.Trim(strings.TrimSuffix(s, u.String()), "-0123456789.,") == "" {
			unit, digits = u, strings.TrimSuffix(s, u.String())
		}
	}
	a, ok := money.Parse(strings.ReplaceAll(digits, ",", ""), unit)
	return a.Ticks, unit, ok
}

// Change says what a repair does to a figure: its name and place where it is another than that of the
// finding, what stands there and what should.
func (d *Document) Change(f *audit.Finding, c audit.Change, lang string) (name, place, from, to string) {
	fig := &d.Result.Report.Figures[c.Figure]
	name = d.FigureName(c.Figure, lang)
	sameWords := fig.Place.Table == "" && fig.Place.Sheet == "" && fig.Place.Text == f.Place.Text
	if at := d.Where(fig.Place, lang); at != d.Where(f.Place, lang) && !sameWords {
		place = at
	}
	return name, place, c.From, respell(c.To, fig.Amount, d.neighbour(f))
}

// Known reports whether a change names a figure of the document.
func (d *Document) Known(c audit.Change) bool {
	return d != nil && d.Result != nil && c.Figure >= 0 && c.Figure < len(d.Result.Report.Figures)
}

// Other returns the places of the further figures of a comparison of two: where the other value stands.
func (d *Document) Other(f *audit.Finding) []budget.Place {
	var out []budget.Place
	if len(f.Arithmetic) != 2 || d == nil || d.Result == nil {
		return nil
	}
	for _, k := range f.Figures[min(1, len(f.Figures)):] {
		if k < len(d.Result.Report.Figures) {
			out = append(out, d.Result.Report.Figures[k].Place)
		}
	}
	return out
}

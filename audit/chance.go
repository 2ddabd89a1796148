package audit

import (
	"strconv"

	"mingzhang/budget"
)

// rarely is the chance below which rounding is no longer taken as an explanation: a gap that honest
// rounding would give once in a thousand documents is shown as a warning.
const rarely = 0.001

// chance returns the probability that honest rounding of the printed figures alone gives a gap at least
// as large as that of a linear equation: each figure is off by an amount spread evenly over its printed
// step. It is the only place of the package that uses floating point; no amount passes through it.
func (s *Subject) chance(e *equation) float64 {
	var widths []float64
	add := func(k int) {
		if a := s.Figures[k].Amount; !a.IsExact() {
			widths = append(widths, float64(a.Step))
		}
	}
	add(e.stated)
	for _, t := range e.terms {
		add(t.Figure)
	}
	gap := float64(s.Figures[e.stated].Amount.Ticks - e.computed)
	if gap < 0 {
		gap = -gap
	}
	return tail(widths, gap)
}

// cells is how finely the distribution of a sum of errors is drawn.
const cells = 1024

// tail returns the probability that the sum of errors, each spread evenly over a width around zero, is
// at least gap in size. The distribution is built by adding one error after another on a grid.
func tail(widths []float64, gap float64) float64 {
	span := 0.0
	for _, w := range widths {
		span += w
	}
	if span == 0 || gap*2 >= span {
		return 0
	}
	density := make([]float64, cells)
	density[cells/2] = 1
	unit := span * 1.02 / cells
	next := make([]float64, cells)
	for _, w := range widths {
		half := int(w/unit/2 + 0.5)
		spreadEvenly(next, density, half)
		density, next = next, density
	}
	p := 0.0
	for i, d := range density {
		at := float64(i-cells/2) * unit
		if at < 0 {
			at = -at
		}
		if at >= gap {
			p += d
		}
	}
	return p
}

// spreadEvenly spreads each cell of from over the cells within half of it.
func spreadEvenly(to, from []float64, half int) {
	n := float64(2*half + 1)
	sum := 0.0
	for i := 0; i < half && i < len(from); i++ {
		sum += from[i]
	}
	for i := range to {
		if j := i + half; j < len(from) {
			sum += from[j]
		}
		if j := i - half - 1; j >= 0 {
			sum -= from[j]
		}
		to[i] = sum / n
	}
}

// improbable turns sums that rounding could explain only by great luck into warnings.
func (s *Subject) improbable() {
	for i := range s.eq {
		e := &s.eq[i]
		if e.verdict != RoundsAway || len(e.den) > 0 || e.cut || e.certainty != budget.Certain || len(e.terms) < 3 {
			continue
		}
		if p := s.chance(e); p <= rarely {
			e.verdict, e.chance = Disagrees, printChance(p)
		}
	}
}

func printChance(p float64) string {
	if p < 0.0001 {
		return "<0.0001"
	}
	return strconv.FormatFloat(p, 'f', 4, 64)
}

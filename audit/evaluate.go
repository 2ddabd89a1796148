package audit

import (
	"mingzhang/budget"
	"mingzhang/money"
)

// equation is a comparison in the form in which it is evaluated, whether a claim or a rule made it.
type equation struct {
	rule      string
	claim     int
	stated    int
	terms     []budget.Term
	den       []budget.Term // not empty: a percentage
	atMost    bool          // stated ≥ Σ terms is enough
	certainty budget.Certainty
	severity  Severity
	readings  []budget.Reading
	direction budget.Direction
	topic     budget.Measure
	verdict   Verdict
	cut       bool // only cutting off explains the printed figure
	computed  int64
	place     *budget.Place // of the figure or of the claim
	title     func(*Subject, *equation) (Words, Words)
	missing   bool // a list to which an entry could be added
	inTable   bool // made inside a table
	chance    string
	settled   bool // another finding accounts for the failure
}

// linear evaluates stated = Σ terms.
func (s *Subject) linear(stated int, terms []budget.Term, atMost bool) (v Verdict, computed int64, cut bool) {
	st := &s.Figures[stated]
	var sum money.Range
	for _, t := range terms {
		f := &s.Figures[t.Figure]
		r := f.Amount.Range()
		if t.Minus {
			sum, computed = sum.Sub(r), computed-f.Amount.Ticks
		} else {
			sum, computed = sum.Add(r), computed+f.Amount.Ticks
		}
	}
	r := st.Amount.Range()
	if atMost {
		if r.Hi >= sum.Lo {
			return Agrees, computed, false
		}
		return Disagrees, computed, false
	}
	return compare(st.Amount, r, sum, computed)
}

// compare judges a printed figure against a computed one and the range in which that can lie.
func compare(a money.Amount, stated, computedRange money.Range, computed int64) (Verdict, int64, bool) {
	if roundTo(computed, a.Step) == a.Ticks || a.IsExact() && computed == a.Ticks {
		return Agrees, computed, false
	}
	if stated.Meets(computedRange) {
		return RoundsAway, computed, false
	}
	if a.Ticks != 0 && a.Step > 0 && cutTo(computed, a.Step) == a.Ticks && computed != a.Ticks {
		return RoundsAway, computed, true
	}
	return Disagrees, computed, false
}

func roundTo(v, step int64) int64 {
	if step <= 0 {
		return v
	}
	if v < 0 {
		return -roundTo(-v, step)
	}
	return (v + step/2) / step * step
}

func cutTo(v, step int64) int64 {
	if step <= 0 {
		return v
	}
	return v / step * step
}

// maxCorners bounds the figures whose ends are tried in all combinations.
const maxCorners = 4

// percent evaluates stated% = Σ num ÷ Σ den. A fraction of sums is monotone in each figure, so its
// extremes lie where every figure is at one of its ends.
func (s *Subject) percent(stated int, num, den []budget.Term) (v Verdict, computed int64, cut bool) {
	n, d := s.centre(num), s.centre(den)
	if d == 0 {
		return Undecidable, 0, false
	}
	st := s.Figures[stated].Amount
	if st.Ticks < 0 {
		st.Ticks = -st.Ticks
	}
	computed = positive(n, d).Percent()
	if roundTo(computed, st.Step) == st.Ticks && st.Step > 0 {
		return Agrees, computed, false
	}
	below, above := s.corners(num, den, st.Range())
	if below && above {
		return RoundsAway, computed, false
	}
	if st.Ticks != 0 && cutTo(computed, st.Step) == st.Ticks {
		return RoundsAway, computed, true
	}
	if st.Step >= money.TicksPerUnit && st.Ticks != 0 && computed < st.Ticks && computed > st.Ticks-st.Step {
		return RoundsAway, computed, true // 11.49% printed as 12%: a whole percent, rounded up
	}
	return Disagrees, computed, false
}

// positive returns the fraction without sign; directions are judged apart.
func positive(n, d int64) money.Ratio {
	if n < 0 {
		n = -n
	}
	if d < 0 {
		d = -d
	}
	return money.Ratio{Num: n, Den: d}
}

func (s *Subject) centre(terms []budget.Term) int64 {
	var v int64
	for _, t := range terms {
		if t.Minus {
			v -= s.Figures[t.Figure].Amount.Ticks
		} else {
			v += s.Figures[t.Figure].Amount.Ticks
		}
	}
	return v
}

// corners tries the ends of all figures and reports whether the fraction can lie at or below the upper
// end of the stated range, and at or above the lower.
func (s *Subject) corners(num, den []budget.Term, stated money.Range) (below, above bool) {
	var figs []int
	for _, list := range [2][]budget.Term{num, den} {
		for _, t := range list {
			if !contains(figs, t.Figure) {
				figs = append(figs, t.Figure)
			}
		}
	}
	if len(figs) > maxCorners {
		figs = figs[:maxCorners]
	}
	for mask := 0; mask < 1<<len(figs); mask++ {
		n, d := s.atCorner(num, figs, mask), s.atCorner(den, figs, mask)
		if d == 0 {
			return true, true
		}
		q := positive(n, d)
		if stated.Lo == stated.Hi {
			below = below || q.ComparePercent(stated.Hi) <= 0
		} else { // the upper end is open, and a ratio is finer than the lattice
			below = below || q.ComparePercent(stated.Hi+1) < 0
		}
		above = above || q.ComparePercent(stated.Lo) >= 0
	}
	return below, above
}

func contains(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

func (s *Subject) atCorner(terms []budget.Term, figs []int, mask int) int64 {
	var v int64
	for _, t := range terms {
		r := s.Figures[t.Figure].Amount.Range()
		x := r.Lo
		for k, f := range figs {
			if f == t.Figure && mask>>k&1 == 1 {
				x = r.Hi
			}
		}
		if t.Minus {
			x = -x
		}
		v += x
	}
	return v
}

// evaluate judges an equation and, where it fails, its other readings.
func (s *Subject) evaluate(e *equation) {
	e.verdict, e.computed, e.cut = s.evaluate1(e, e.terms, e.den)
	if e.verdict == Agrees || e.verdict == Undecidable {
		return
	}
	for _, r := range e.readings {
		v, c, cut := s.evaluate1(e, r.Terms, r.Den)
		if v == Agrees || v == RoundsAway && e.verdict == Disagrees {
			e.verdict, e.computed, e.cut = v, c, cut
			e.terms, e.den = r.Terms, r.Den
			if v == Agrees {
				return
			}
		}
	}
}

func (s *Subject) evaluate1(e *equation, terms, den []budget.Term) (Verdict, int64, bool) {
	if len(den) > 0 {
		return s.percent(e.stated, terms, den)
	}
	return s.linear(e.stated, terms, e.atMost)
}

package audit

import "mingzhang/budget"

// maxTogether bounds the changes of one figure from which changes of two are built, maxPairs the pairs that
// are shown.
const (
	maxTogether = 6
	maxPairs    = 2
)

// together looks for changes of two figures that break nothing, where every change of one figure does: a
// part and the part of the same size in the sum that it breaks, as when an item is missing in a table and
// in its subtotal. A figure that would more than double or would vanish is not a slip of that kind.
func (s *Subject) together(singles []Repair) []Repair {
	for _, r := range singles {
		if r.Breaks == 0 {
			return nil
		}
	}
	var out []Repair
	for _, r := range singles[:min(len(singles), maxTogether)] {
		if !s.proportionate(r.Changes) {
			continue
		}
		restore := s.set(r.Changes)
		if q := s.brokenBy(r.Changes); q >= 0 {
			out = append(out, s.second(r, &s.eq[q])...)
		}
		restore()
		if len(out) >= maxPairs {
			return out[:maxPairs]
		}
	}
	return out
}

// proportionate reports whether no figure is changed by more than what it is.
func (s *Subject) proportionate(changes []Change) bool {
	for _, c := range changes {
		was := s.Figures[c.Figure].Amount.Ticks
		if change := c.ticks - was; max(change, -change) > max(was, -was) {
			return false
		}
	}
	return true
}

// set gives figures the values of some changes and returns what takes them back.
func (s *Subject) set(changes []Change) (restore func()) {
	was := make([]int64, len(changes))
	steps := make([]int64, len(changes))
	for i, c := range changes {
		a := &s.Figures[c.Figure].Amount
		was[i], steps[i] = a.Ticks, a.Step
		a.Ticks = c.ticks
		for a.Step > 1 && a.Ticks%a.Step != 0 {
			a.Step /= 10
		}
	}
	return func() {
		for i, c := range changes {
			s.Figures[c.Figure].Amount.Ticks, s.Figures[c.Figure].Amount.Step = was[i], steps[i]
		}
	}
}

// brokenBy returns the first sum that held and no longer does with the values that are set, -1 for none.
func (s *Subject) brokenBy(changes []Change) int {
	for _, c := range changes {
		for _, k := range s.byFigure[c.Figure] {
			e := &s.eq[k]
			if e.certainty == budget.Guess || e.atMost || len(e.den) > 0 || e.verdict == Disagrees || e.verdict == Undecidable {
				continue
			}
			if v, _, _ := s.evaluate1(e, e.terms, nil); v == Disagrees {
				return k
			}
		}
	}
	return -1
}

// second tries, with the first change set, to mend the sum that it broke by one more figure.
func (s *Subject) second(first Repair, q *equation) []Repair {
	_, computed, _ := s.evaluate1(q, q.terms, nil)
	gap := s.Figures[q.stated].Amount.Ticks - computed
	changed := map[int]bool{}
	for _, c := range first.Changes {
		changed[c.Figure] = true
	}
	var out []Repair
	try := func(figure int, to int64) {
		if changed[figure] || to < 0 && s.Figures[figure].Amount.Ticks >= 0 || len(out) >= maxPairs {
			return
		}
		r := s.change(q, figure, to)
		if !s.proportionate(r.Changes) {
			return
		}
		restore := s.set(r.Changes)
		all := append(append([]Change(nil), first.Changes...), r.Changes...)
		figures := make([]int, len(all))
		for i, c := range all {
			figures[i] = c.Figure
		}
		mends, breaks := s.effect(figures)
		restore()
		if breaks == 0 && mends > 0 {
			out = append(out, Repair{Changes: all, Mends: mends, two: true})
		}
	}
	try(q.stated, computed)
	const most = 40
	for i, t := range q.terms {
		if i >= most {
			break
		}
		to := s.Figures[t.Figure].Amount.Ticks + gap
		if t.Minus {
			to = s.Figures[t.Figure].Amount.Ticks - gap
		}
		try(t.Figure, to)
	}
	return out
}

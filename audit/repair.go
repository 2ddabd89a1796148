package audit

import (
	"fmt"
	"sort"
	"strings"

	"mingzhang/budget"
	"mingzhang/money"
)

// maxRepairs is how many ways to mend one finding are shown; more than a handful help nobody.
const maxRepairs = 4

// repairs looks for the smallest changes that make a failed equation hold: one figure first, then, where
// each of those breaks something, two. Each is judged by how many equations it restores and how many it
// breaks.
func (s *Subject) repairs(e *equation) []Repair {
	var out []Repair
	if len(e.den) > 0 {
		return append(s.otherUnits(e), s.change(e, e.stated, roundTo(e.computed, s.Figures[e.stated].Amount.Step)))
	}
	gap := s.Figures[e.stated].Amount.Ticks - e.computed
	if e.rule != "PRF-13" || s.Figures[e.stated].Amount.Ticks != fullScore { // the full score is what it is
		out = append(out, s.change(e, e.stated, e.computed))
	}
	type candidate struct {
		r     Repair
		score int
	}
	var parts []candidate
	for _, t := range e.terms {
		f := &s.Figures[t.Figure]
		to := f.Amount.Ticks + gap
		if t.Minus {
			to = f.Amount.Ticks - gap
		}
		if to < 0 && f.Amount.Ticks >= 0 {
			continue
		}
		r := s.change(e, t.Figure, to)
		score := r.Mends*10 - r.Breaks*10
		if s.oddUnit(e, t.Figure) {
			score += 30
			r.Note = Words{"这一项的单位与其他各项不同", "its unit differs from the other items"}
		}
		if likelySlip(f.Amount, to) {
			score += 3
		}
		parts = append(parts, candidate{r, score})
	}
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].score > parts[j].score })
	for i, p := range parts {
		if i > 0 && p.score <= parts[0].score-10 || i >= 2 || len(parts) > 3 && p.score <= 13 && !(i == 0 && p.r.slip && (len(parts) == 1 || !parts[1].r.slip)) {
			break
		}
		out = append(out, p.r)
	}
	if e.missing && gap > 0 && len(e.terms) > 1 {
		unit := s.Figures[e.stated].Amount.Unit
		amount := money.FormatTicks(gap, unit) + unit.String()
		out = append(out, Repair{Changes: []Change{{Figure: -1, To: amount}}, Mends: 1,
			Note: Words{fmt.Sprintf("补列漏掉的%s一项", amount), fmt.Sprintf("add a missing item of %s", amount)}})
	}
	singles := out
	for _, p := range parts {
		singles = append(singles[:len(singles):len(singles)], p.r)
	}
	if len(e.terms) > 1 {
		out = append(out, s.together(singles)...)
	}
	sort.SliceStable(out, func(i, j int) bool { return likelier(&out[i], &out[j]) })
	if len(out) > maxRepairs {
		out = out[:maxRepairs]
	}
	return out
}

// otherUnits are the repairs of a percentage that hold when one amount is read in 元 for 万元, in 万元 for 亿元 or the other way
// round: 减收2.21万元，下降12.6% of 15.28亿元.
func (s *Subject) otherUnits(e *equation) []Repair {
	const most = 1 << 46 // ticks; more would not fit when multiplied
	seen := map[int]bool{}
	for _, t := range append(append([]budget.Term{}, e.terms...), e.den...) {
		f := &s.Figures[t.Figure]
		if seen[t.Figure] || !f.Amount.Unit.IsMoney() || f.Amount.Ticks == 0 || f.Amount.Ticks > most || f.Amount.Ticks < -most {
			continue
		}
		seen[t.Figure] = true
		old := f.Amount
		for _, unit := range [...]money.Unit{money.Yuan, money.WanYuan, money.YiYuan} {
			if ratio := max(unit.Scale(), old.Unit.Scale()) / min(unit.Scale(), old.Unit.Scale()); ratio != tenThousand {
				continue
			}
			f.Amount = old.As(unit)
			v, _, _ := s.evaluate1(e, e.terms, e.den)
			to := f.Amount.Ticks
			f.Amount = old
			if v != Agrees {
				continue
			}
			r := s.change(e, t.Figure, to)
			r.Note = Words{"像是单位写错：应为" + show(old.As(unit)), "the unit is probably wrong: " + show(old.As(unit))}
			return []Repair{r}
		}
	}
	return nil
}

// likelier reports whether one way to mend an equation is to be shown before another.
func likelier(a, b *Repair) bool {
	switch {
	case a.Breaks != b.Breaks:
		return a.Breaks < b.Breaks
	case a.Mends != b.Mends:
		return a.Mends > b.Mends
	case a.blank != b.blank:
		return b.blank
	case a.slip != b.slip:
		return a.slip
	case len(a.Changes) != len(b.Changes):
		return len(a.Changes) < len(b.Changes)
	}
	return a.Changes[0].Figure >= 0 && b.Changes[0].Figure < 0
}

// change tries a new value for a figure and for all places that repeat it, for whoever changes the one
// must change the others, and counts what that mends and breaks.
func (s *Subject) change(e *equation, figure int, to int64) Repair {
	places := s.repeats(figure)
	olds := make([]money.Amount, len(places))
	r := Repair{}
	for i, k := range places {
		old := s.Figures[k].Amount
		a := old
		a.Ticks = to
		for a.Step > 1 && to%a.Step != 0 {
			a.Step /= 10
		}
		olds[i], s.Figures[k].Amount = old, a
		r.Changes = append(r.Changes, Change{k, show(old), printIn(to, old), to})
	}
	r.slip, r.blank = likelySlip(olds[0], to), olds[0].Ticks == 0 && to != 0
	r.Mends, r.Breaks = s.effect(places)
	for i, k := range places {
		s.Figures[k].Amount = olds[i]
	}
	return r
}

// maxRepeats bounds the places that one repair changes.
const maxRepeats = 12

// repeats returns a figure and the others that print the same thing with the same value: what an equation
// that holds calls equal, and what has the same key.
func (s *Subject) repeats(figure int) []int {
	out := []int{figure}
	for i := 0; i < len(out) && len(out) < maxRepeats; i++ {
		k := out[i]
		for _, q := range s.byFigure[k] {
			e := &s.eq[q]
			if len(e.terms) != 1 || len(e.den) > 0 || e.atMost && e.inTable || e.terms[0].Minus || e.certainty == budget.Guess || e.verdict == Disagrees {
				continue
			}
			other := e.terms[0].Figure
			if other == k {
				other = e.stated
			}
			if !contains(out, other) && s.alike(k, other) {
				out = append(out, other)
			}
		}
		for _, other := range s.namesakes(k) {
			if !contains(out, other) && s.alike(k, other) {
				out = append(out, other)
			}
		}
	}
	return out[:min(len(out), maxRepeats)]
}

// alike reports whether two figures may print one value.
func (s *Subject) alike(a, b int) bool {
	return s.Figures[a].Amount.Range().Meets(s.Figures[b].Amount.Range())
}

// namesakes returns the levels of the text with the key of a figure, where that names a measure.
func (s *Subject) namesakes(figure int) []int {
	if s.byKey == nil {
		s.byKey = map[budget.Key][]int{}
		for i := range s.Figures {
			f := &s.Figures[i]
			if f.Role == budget.Level && f.Kind == budget.MoneyFigure && f.Bound == money.Plain && f.Key.Measure != "" && f.Key.Measure != budget.Amount {
				s.byKey[f.Key] = append(s.byKey[f.Key], i)
			}
		}
	}
	if f := &s.Figures[figure]; f.Role == budget.Level {
		return s.byKey[f.Key]
	}
	return nil
}

func printIn(ticks int64, like money.Amount) string {
	if strings.ContainsAny(like.Text, ",，") {
		return money.Group(money.FormatTicks(ticks, like.Unit)) + like.Unit.String()
	}
	if like.Unit == money.Yuan && ticks%(money.WanYuan.Scale()) == 0 && like.Ticks%(money.WanYuan.Scale()) == 0 && ticks != 0 {
		return money.FormatTicks(ticks, money.WanYuan) + "万元"
	}
	return money.FormatTicks(ticks, like.Unit) + like.Unit.String()
}

// effect evaluates the equations of some figures with their present values: how many that failed now
// hold, and how many that held now fail.
func (s *Subject) effect(figures []int) (mends, breaks int) {
	var done []int
	for _, figure := range figures {
		for _, k := range s.byFigure[figure] {
			e := s.eq[k]
			if contains(done, k) || e.certainty == budget.Guess || e.atMost && e.verdict != Disagrees {
				continue
			}
			done = append(done, k)
			held := e.verdict == Agrees || e.verdict == RoundsAway
			s.evaluate(&e)
			holds := e.verdict == Agrees || e.verdict == RoundsAway
			switch {
			case holds && s.eq[k].verdict == Disagrees:
				mends++
			case held && !holds:
				breaks++
			}
		}
	}
	return mends, breaks
}

// oddUnit reports whether a figure is printed in another unit than the other parts of its list.
func (s *Subject) oddUnit(e *equation, figure int) bool {
	u, same := s.Figures[figure].Amount.Unit, 0
	for _, t := range e.terms {
		if s.Figures[t.Figure].Amount.Unit == u {
			same++
		}
	}
	return same*3 < len(e.terms) && len(e.terms) > 3
}

// likelySlip reports whether the new value differs from the printed one by one digit, by two digits
// that changed places, or by a lost or doubled digit.
func likelySlip(a money.Amount, to int64) bool {
	x, y := money.FormatTicks(a.Ticks, a.Unit), money.FormatTicks(to, a.Unit)
	if len(x) == len(y) {
		var at []int
		for i := range x {
			if x[i] != y[i] {
				at = append(at, i)
			}
		}
		return len(at) == 1 || len(at) == 2 && x[at[0]] == y[at[1]] && x[at[1]] == y[at[0]]
	}
	long, short := x, y
	if len(long) < len(short) {
		long, short = short, long
	}
	if len(long) != len(short)+1 {
		return false
	}
	for i := range long {
		if long[:i]+long[i+1:] == short {
			return true
		}
	}
	return false
}

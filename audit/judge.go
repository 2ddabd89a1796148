package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mingzhang/budget"
	"mingzhang/money"
)

// judge evaluates all equations and makes checks and findings of them.
func (s *Subject) judge() {
	for i := range s.eq {
		s.evaluate(&s.eq[i])
	}
	s.distinct()
	s.index()
	s.result.Checks = slices.Grow(s.result.Checks, len(s.eq))
	s.strict()
	s.loneShares()
	s.improbable()
	s.sharedDivisors()
	for _, rates := range [2]bool{false, true} { // amounts first: a percentage may fail only because of one
		for i := range s.eq {
			e := &s.eq[i]
			if (len(e.den) > 0) == rates {
				s.pronounce(e)
			}
		}
	}
}

// pronounce makes the check of an equation, and the finding where it fails and no other accounts for it.
func (s *Subject) pronounce(e *equation) {
	if s.turned(e) {
		s.findDirection(e)
	}
	s.check(s.checkOf(e))
	switch {
	case e.verdict != Disagrees || e.certainty == budget.Guess || e.settled:
	case s.slippedUnit(e):
		s.accuseUnit(e)
	case len(e.den) > 0 && s.cured(e):
	default:
		s.accuse(e)
	}
}

// cured reports whether a percentage holds once another finding is mended; it is attached to that finding.
func (s *Subject) cured(e *equation) bool {
	for _, list := range [2][]budget.Term{e.terms, e.den} {
		for _, t := range list {
			for _, c := range s.cures[t.Figure] {
				was := s.Figures[t.Figure].Amount
				s.Figures[t.Figure].Amount.Ticks = c.to
				v, _, _ := s.evaluate1(e, e.terms, e.den)
				s.Figures[t.Figure].Amount = was
				if v == Agrees || v == RoundsAway {
					title, _ := s.words(e)
					f := &s.result.Findings[c.finding]
					f.Attached = append(f.Attached, Attached{e.rule, *e.place, title})
					return true
				}
			}
		}
	}
	return false
}

// cure is a value of a figure that a finding proposes and that breaks nothing.
type cure struct {
	to      int64
	finding int
}

// note keeps what the repairs of a finding propose.
func (s *Subject) note(finding int, repairs []Repair) {
	for _, r := range repairs {
		if r.Breaks > 0 {
			continue
		}
		for _, c := range r.Changes {
			if c.Figure >= 0 {
				if s.cures == nil {
					s.cures = map[int][]cure{}
				}
				s.cures[c.Figure] = append(s.cures[c.Figure], cure{c.ticks, finding})
			}
		}
	}
}

// distinct drops equations that say the same as one before.
func (s *Subject) distinct() {
	seen := map[string]bool{}
	s.eq = slices.DeleteFunc(s.eq, func(e equation) bool {
		if len(e.den) == 0 {
			return false
		}
		key := fmt.Sprint(e.rule, e.stated, e.terms, e.den)
		was := seen[key]
		seen[key] = true
		return was
	})
}

// index notes in which equations a figure stands.
func (s *Subject) index() {
	each := func(visit func(figure, equation int)) {
		for i := range s.eq {
			e := &s.eq[i]
			visit(e.stated, i)
			for _, list := range [2][]budget.Term{e.terms, e.den} {
				for _, t := range list {
					visit(t.Figure, i)
				}
			}
		}
	}
	count, all := make([]int32, len(s.Figures)), 0
	each(func(f, _ int) { count[f]++; all++ })
	room := make([]int, 0, all)
	s.byFigure = make([][]int, len(s.Figures))
	for f, n := range count {
		s.byFigure[f] = room[len(room) : len(room) : len(room)+int(n)]
		room = room[:len(room)+int(n)]
	}
	each(func(f, i int) { s.byFigure[f] = append(s.byFigure[f], i) })
}

// byLuck is, by the number of summands, how unlikely it is that rounded figures add up to the last digit, as
// -100 ln p: three of four sums of two do, one of two of a long one.
var byLuck = [...]int{0, 0, 29, 40, 51, 60, 69}

// noLuck is the same for one chance in a thousand.
const noLuck = 690

// strict turns sums that only rounding could explain into warnings, where the tables of the document
// are evidently printed without rounding.
func (s *Subject) strict() {
	const fewest = 10 // sums that come out for one that does not
	luck, exact, rounds := 0, 0, 0
	counted := map[uint64]bool{} // one sum stands in the columns of the total and of its only part
	for i := range s.eq {
		e := &s.eq[i]
		if !e.inTable || len(e.den) > 0 || e.atMost {
			continue
		}
		n, sum := s.summands(e)
		if n < 2 || counted[sum] {
			continue
		}
		counted[sum] = true
		switch {
		case e.verdict == Agrees && e.computed == s.Figures[e.stated].Amount.Ticks:
			exact++
			luck += byLuck[min(n, len(byLuck)-1)]
		case e.verdict == RoundsAway, e.verdict == Agrees:
			rounds++
		}
	}
	if luck < noLuck || exact < rounds*fewest {
		return
	}
	for i := range s.eq {
		e := &s.eq[i]
		if e.inTable && e.verdict == RoundsAway && len(e.den) == 0 && e.certainty == budget.Certain && !e.cut {
			e.verdict, e.chance = Disagrees, "≤0.001"
		}
	}
}

// summands counts the terms of an equation that are not zero, for a sum of one comes out in any case, and
// makes one number of them by which the same sum is known again.
func (s *Subject) summands(e *equation) (n int, sum uint64) {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a, over whole amounts
	sum = offset
	for _, t := range e.terms {
		if ticks := s.Figures[t.Figure].Amount.Ticks; ticks != 0 {
			n++
			sum = (sum ^ uint64(ticks)) * prime
		}
	}
	return n, sum
}

// loneShares lets a share whose whole is a guess accuse only by a whole of which another share comes out; a
// share that stands alone accuses nobody.
func (s *Subject) loneShares() {
	proved := map[int]bool{}
	share := func(e *equation) bool {
		return e.claim >= 0 && s.Report.Claims[e.claim].Kind == budget.ShareClaim && len(e.den) == 1
	}
	for i := range s.eq {
		if e := &s.eq[i]; share(e) && (e.verdict == Agrees || e.verdict == RoundsAway) {
			proved[e.den[0].Figure] = true
		}
	}
	for i := range s.eq {
		e := &s.eq[i]
		if !share(e) || e.certainty != budget.Likely || e.verdict != Disagrees || proved[e.den[0].Figure] {
			continue
		}
		k := slices.IndexFunc(e.readings, func(r budget.Reading) bool { return len(r.Den) == 1 && proved[r.Den[0].Figure] })
		if k < 0 {
			e.certainty = budget.Guess
			continue
		}
		e.terms, e.den = e.readings[k].Terms, e.readings[k].Den
		e.verdict, e.computed, e.cut = s.evaluate1(e, e.terms, e.den)
	}
}

func (s *Subject) checkOf(e *equation) Check {
	v := e.verdict
	if v == Disagrees && e.certainty == budget.Guess {
		v = Undecidable
	}
	c := Check{Rule: e.rule, Claim: e.claim, Verdict: v, Place: e.place, Stated: s.Figures[e.stated].Amount.Text}
	c.Computed = s.print(e.computed, e)
	c.Figures = append(make([]int, 0, 1+len(e.terms)+len(e.den)), e.stated)
	for _, list := range [2][]budget.Term{e.terms, e.den} {
		for _, t := range list {
			if !contains(c.Figures, t.Figure) {
				c.Figures = append(c.Figures, t.Figure)
			}
		}
	}
	return c
}

// print writes a computed value in the unit of the stated figure, with as many decimals as are needed
// to tell the two apart.
func (s *Subject) print(ticks int64, e *equation) string {
	a := s.Figures[e.stated].Amount
	if len(e.den) > 0 {
		step := min(a.Step, 100)
		if step <= 0 {
			step = 100
		}
		return money.FormatStep(ticks, step, money.Percent)
	}
	return money.FormatTicks(ticks, a.Unit)
}

// turned reports whether the direction word contradicts the two amounts, and mends the verdict where
// the size agrees.
func (s *Subject) turned(e *equation) bool {
	if e.direction == budget.NoDirection || e.direction == budget.Flat || len(e.terms) != 2 || e.certainty != budget.Certain {
		return false
	}
	var r money.Range
	for _, t := range e.terms {
		x := s.Figures[t.Figure].Amount.Range()
		if t.Minus {
			r = r.Sub(x)
		} else {
			r = r.Add(x)
		}
	}
	if r.Hi >= 0 {
		return false
	}
	if len(e.den) == 0 && e.verdict == Disagrees {
		flipped := []budget.Term{{Figure: e.terms[0].Figure, Minus: true}, {Figure: e.terms[1].Figure}}
		if v, c, cut := s.linear(e.stated, flipped, false); v != Disagrees {
			e.verdict, e.computed, e.cut, e.terms = v, c, cut, flipped
		}
	}
	return true
}

func (s *Subject) findDirection(e *equation) {
	level, base := e.terms[0].Figure, e.terms[1].Figure
	if e.terms[0].Minus {
		level, base = base, level
	}
	if e.direction == budget.Down {
		level, base = base, level
	}
	for _, k := range s.byFigure[e.stated] {
		if o := &s.eq[k]; o != e && o.direction == e.direction && o.topic == e.topic && o.stated == e.stated {
			return
		}
	}
	said, is := Words{"增加", "rise"}, Words{"减少", "fall"}
	if e.direction == budget.Down {
		said, is = is, said
	}
	l, b := s.Figures[level].Amount, s.Figures[base].Amount
	s.find(Finding{
		Rule: "CLM-DIR", Severity: Error, Place: *e.place, Figures: []int{e.stated, level, base},
		Title: Words{
			fmt.Sprintf("写作“%s”，而%s与%s相比是%s", said.ZH, show(l), show(b), is.ZH),
			fmt.Sprintf("said to %s, but %s against %s is a %s", said.EN, show(l), show(b), is.EN),
		},
		Stated: said.ZH, Expected: is.ZH,
		Message: Words{"增减方向与前后两个数不一致：请核对方向词，或核对两个数中写错的一个。",
			"The direction word contradicts the two figures: check the word, or the figure that is wrong."},
	})
}

// show prints an amount as printed, with its unit.
func show(a money.Amount) string { return a.Text + a.Unit.String() }

// accuse makes the finding of a failed equation.
func (s *Subject) accuse(e *equation) {
	st := &s.Figures[e.stated]
	f := Finding{Rule: e.rule, Severity: e.severity, Place: *e.place, Stated: show(st.Amount), Figures: s.checkOf(e).Figures}
	if (e.certainty == budget.Likely || e.chance != "") && f.Severity > Warning {
		f.Severity = Warning
	}
	f.Chance = e.chance
	f.Unit = st.Amount.Unit.String()
	f.Expected = s.print(e.computed, e)
	diff := st.Amount.Ticks - e.computed
	if len(e.den) > 0 && st.Amount.Ticks < 0 {
		diff = -st.Amount.Ticks - e.computed
	}
	f.Difference = s.print(diff, e)
	f.Title, f.Message = s.words(e)
	f.Arithmetic = s.arithmetic(e)
	f.Repairs = s.repairs(e)
	if c, ok := culprit(&f); ok && c.Figure != e.stated {
		f.Places = append(f.Places, s.Figures[c.Figure].Place) // where the figure stands that is probably wrong
	}
	n := s.find(f)
	s.note(n, f.Repairs)
	for _, k := range f.Figures {
		if _, ok := s.accused[k]; !ok {
			s.accused[k] = n
		}
	}
}

// words writes the title and the message of a failed equation.
func (s *Subject) words(e *equation) (Words, Words) {
	if e.title != nil {
		return e.title(s, e)
	}
	st := &s.Figures[e.stated]
	said, got, unit := st.Amount.Text, s.said(e.computed, e), st.Amount.Unit.String()
	switch {
	case len(e.den) > 0:
		return Words{fmt.Sprintf("写明%s%s，重新计算是%s%s", said, unit, got, unit), fmt.Sprintf("stated %s%s, recomputed %s%s", said, unit, got, unit)},
			s.rateCause(e)
	case len(e.terms) == 1 && e.inTable && !e.atMost:
		return Words{fmt.Sprintf("各项相加是%s%s，写明的合计是%s%s", got, unit, said, unit), fmt.Sprintf("the items add up to %s%s, the stated total is %s%s", got, unit, said, unit)},
			Words{"等式不成立，不能说明是哪一项有误；怎样改正见下。", "The equation fails; it does not say which figure is wrong."}
	case len(e.terms) == 1:
		other := &s.Figures[e.terms[0].Figure]
		return Words{fmt.Sprintf("%s两处不同：这里是%s%s，%s是%s", cmp.Or(s.name(e.terms[0].Figure), s.name(e.stated), "同一个数"), said, unit, spot(other.Place), show(other.Amount)),
				fmt.Sprintf("one figure, two values: %s%s here, %s at %s", said, unit, show(other.Amount), other.Place.String())},
			Words{"请核对哪一个是对的，并改正另一个。", "Check which is right and correct the other."}
	case e.direction != budget.NoDirection || hasMinus(e.terms) && len(e.terms) == 2:
		return Words{fmt.Sprintf("写明增减%s%s，两数相减是%s%s", said, unit, got, unit), fmt.Sprintf("stated change %s%s, the two figures differ by %s%s", said, unit, got, unit)},
			Words{"差额与前后两个数对不上：请核对差额，或核对两个数中写错的一个。", "The change does not follow from the two figures."}
	case e.atMost:
		return Words{fmt.Sprintf("%d项相加是%s%s，超过了总数%s%s", len(e.terms), got, unit, said, unit),
				fmt.Sprintf("%d parts add up to %s%s, more than the total %s%s", len(e.terms), got, unit, said, unit)},
			Words{"其中项之和大于总数：请核对总数和各项。", "Parts exceed the whole."}
	}
	return Words{fmt.Sprintf("%d项相加是%s%s，写明的合计是%s%s", len(e.terms), got, unit, said, unit),
			fmt.Sprintf("%d items add up to %s%s, the stated total is %s%s", len(e.terms), got, unit, said, unit)},
		Words{"等式不成立，不能说明是哪一项有误；怎样改正见下。", "The equation fails; it does not say which figure is wrong."}
}

// spot says in words where a figure of the text stands.
func spot(p budget.Place) string {
	switch {
	case p.Page > 0:
		return fmt.Sprintf("第%d页第%d行", p.Page, p.Line)
	case p.Line > 0:
		return fmt.Sprintf("第%d行", p.Line)
	case p.Paragraph > 0:
		return fmt.Sprintf("第%d段", p.Paragraph)
	}
	return "另一处"
}

func hasMinus(terms []budget.Term) bool {
	for _, t := range terms {
		if t.Minus {
			return true
		}
	}
	return false
}

// rateCause tells the commonest mistake behind a wrong percentage: this year's figure as the divisor.
func (s *Subject) rateCause(e *equation) Words {
	if len(e.terms) > 0 && len(e.den) > 0 {
		near := append(append([]budget.Term(nil), e.terms...), e.den...)
		for _, k := range s.byFigure[e.terms[0].Figure] { // this year's figure, where the change alone stands in the ratio
			if d := &s.eq[k]; d.stated == e.terms[0].Figure && len(d.terms) == 2 && len(d.den) == 0 {
				near = append(near, d.terms...)
			}
		}
		for _, d := range near {
			den := []budget.Term{{Figure: d.Figure}}
			if len(e.den) == 1 && e.den[0].Figure == d.Figure {
				continue
			}
			if v, _, _ := s.percent(e.stated, e.terms, den); v == Agrees && d.Figure != e.terms[0].Figure || v == Agrees && len(e.terms) > 1 {
				return Words{fmt.Sprintf("用%s作除数正好得到这个百分比；应当用上年（或预算）数作除数。", show(s.Figures[d.Figure].Amount)),
					"The printed percentage divides by this year's figure; divide by last year's (or the budget)."}
			}
		}
	}
	return Words{"百分比与写明的数对不上：请按写明的数重新计算，或核对写错的数。", "The percentage does not follow from the stated figures."}
}

// arithmetic lays the calculation out line by line.
func (s *Subject) arithmetic(e *equation) []Step {
	var out []Step
	add := func(t budget.Term, sign byte) {
		f := &s.Figures[t.Figure]
		label := f.Label
		if label == "" {
			label = labelOf(f)
		}
		if t.Minus {
			sign = '-'
		}
		out = append(out, Step{Label: label, Value: show(f.Amount), Sign: sign, Figure: t.Figure})
	}
	for _, t := range e.terms {
		add(t, '+')
	}
	for i, t := range e.den {
		if i == 0 && !t.Minus {
			add(t, '/')
		} else {
			add(t, '+')
		}
	}
	out = append(out, Step{Label: "=", Value: s.said(e.computed, e) + s.Figures[e.stated].Amount.Unit.String(), Sign: '=', Figure: -1})
	return out
}

func labelOf(f *budget.Figure) string {
	if f.Key.Item != "" {
		return f.Key.Item
	}
	return string(f.Key.Measure)
}

// said prints a computed value as the document prints the stated one: with separators where it has them.
func (s *Subject) said(ticks int64, e *equation) string {
	v := s.print(ticks, e)
	if strings.ContainsAny(s.Figures[e.stated].Amount.Text, ",，") {
		return money.Group(v)
	}
	return v
}

func sorted(list []int) []int {
	out := append([]int(nil), list...)
	for i := 1; i < len(out); i++ {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

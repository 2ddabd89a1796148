package performance

import (
	"sort"
	"strings"

	"mingzhang/money"
)

// Grades are the names of the four grades from the best down (优良中差).
var Grades = [4]string{"优", "良", "中", "差"}

// Domain is what values an indicator can take (值域).
type Domain uint8

// The domains: rates from 0 to 100 %, counts 0, 1, 2, …, any amount from 0 up, and words.
const (
	RateDomain Domain = iota
	CountDomain
	RealDomain
	WordDomain
)

// Ladder is the grading ladder of an indicator, read (评价标准).
type Ladder struct {
	Name   string
	Bands  [4]Band
	Domain Domain
	// Reverse says that less is better.
	Reverse bool
}

// ReadLadder reads the ladder of an indicator.
func ReadLadder(ind *Indicator) Ladder {
	l := Ladder{Name: strings.TrimSpace(ind.Name.Words)}
	percent, numeric, whole := 0, 0, true
	for i := range l.Bands {
		l.Bands[i] = ParseBand(ind.Bands[i].Words)
		b := &l.Bands[i]
		if b.Kind != Interval {
			continue
		}
		numeric++
		if b.Unit == "%" {
			percent++
		}
		for _, v := range [2]int64{b.Lo, b.Hi} {
			if v != Infinite && v != -Infinite && v%money.TicksPerUnit != 0 {
				whole = false
			}
		}
	}
	switch {
	case numeric < 2:
		l.Domain = WordDomain
	case percent > 0:
		l.Domain = RateDomain
	case whole:
		l.Domain = CountDomain
	default:
		l.Domain = RealDomain
	}
	l.Reverse = l.isReverse()
	return l
}

func (l *Ladder) isReverse() bool {
	first, last := &l.Bands[0], &l.Bands[2]
	if first.Kind != Interval {
		return false
	}
	if first.Lo == -Infinite {
		return true
	}
	if first.Hi == Infinite {
		return false
	}
	return last.Kind == Interval && last.Lo != -Infinite && first.Lo < last.Lo
}

// Grade returns the index of the grade of a value, reading from the top down; -1 where it has none.
func (l *Ladder) Grade(v int64) int {
	for i := range l.Bands {
		if l.Bands[i].Has(v) {
			return i
		}
	}
	return -1
}

// Fault is something that a ladder cannot do (缺陷).
type Fault struct {
	Kind FaultKind
	Band int   // the band to look at
	From int64 // an example value, or the begin of a gap, in ten-thousandths
	To   int64 // the end of a gap; equal to From for a single value
}

// FaultKind is the kind of a Fault (缺陷类别).
type FaultKind uint8

// The faults: values without a grade; grades without a value; values above the best that fall lower;
// thresholds out of order; two exact bands with one value.
const (
	Gap FaultKind = iota
	Unreachable
	Overshoot
	Disorder
	Overlap
)

// Numeric reports whether all four bands are intervals.
func (l *Ladder) Numeric() bool {
	for i := range l.Bands {
		if l.Bands[i].Kind != Interval {
			return false
		}
	}
	return true
}

// Prove looks for the faults of a numeric ladder. It tries every threshold, its neighbours and the
// middles between; a grade depends on nothing else.
func (l *Ladder) Prove() []Fault {
	if !l.Numeric() {
		return nil
	}
	var out []Fault
	if l.disordered() {
		return []Fault{{Kind: Disorder}}
	}
	points := l.points()
	reached := [4]bool{}
	gapFrom, gapTo := int64(-1), int64(-1)
	for _, v := range points {
		g := l.Grade(v)
		if g >= 0 {
			reached[g] = true
			continue
		}
		if l.beyondBest(v) {
			continue
		}
		if gapFrom < 0 {
			gapFrom = v
		}
		gapTo = v
	}
	if gapFrom >= 0 {
		out = append(out, Fault{Kind: Gap, Band: l.gapBand(), From: gapFrom, To: gapTo})
	}
	for i, ok := range reached {
		if !ok && (i > 0 || l.Bands[0].Lo <= l.top()) {
			out = append(out, Fault{Kind: Unreachable, Band: i})
		}
	}
	if gapFrom < 0 {
		if v, ok := l.overshoot(); ok {
			out = append(out, Fault{Kind: Overshoot, Band: 0, From: v, To: v})
		}
	}
	if c, d := &l.Bands[2], &l.Bands[3]; d.Words && c.Bare && d.Has(c.Lo) {
		out = append(out, Fault{Kind: Overlap, Band: 3, From: c.Lo, To: c.Lo})
	}
	return out
}

// disordered reports whether the thresholds of 优, 良, 中 and 差 do not go in one direction.
func (l *Ladder) disordered() bool {
	var at [4]int64
	for i := range l.Bands {
		b := &l.Bands[i]
		at[i] = b.Lo
		if b.Lo == -Infinite {
			at[i] = b.Hi
		}
	}
	falls, rises := 0, 0
	for i := 1; i < 3; i++ {
		switch {
		case at[i] < at[i-1]:
			falls++
		case at[i] > at[i-1]:
			rises++
		}
	}
	if falls > 0 && rises > 0 {
		return true
	}
	// 差 beyond 优: the ends changed places
	best, worst := &l.Bands[0], &l.Bands[3]
	if falls == 2 && worst.Lo != -Infinite && at[3] > at[0] || rises == 2 && worst.Hi != Infinite && !worst.Bare && at[3] < at[0] {
		return true
	}
	return falls == 2 && best.Lo == -Infinite && worst.Hi == Infinite && at[3] > at[0]
}

// worseWords are labels of the lowest grade; at the top they show that a ladder stands upside down.
var worseWords = [...]string{"未完成", "不合格", "未达标", "不达标", "未实现", "不满意"}

// UpsideDown reports whether a ladder in words has its lowest label at the top.
func (l *Ladder) UpsideDown() bool {
	top := strings.TrimSpace(l.Bands[0].Text)
	for _, w := range worseWords {
		if top == w {
			return true
		}
	}
	return false
}

// gapBand is the band that a reader should look at first for a gap: the first exact one of a count, else
// the last.
func (l *Ladder) gapBand() int {
	if l.Bands[0].Bare && l.Bands[1].Bare {
		return 0
	}
	return 3
}

// beyondBest reports whether a value is above what a bare best value asks; that is Overshoot, no gap —
// unless nothing grades it and the ladder is made of exact values throughout.
func (l *Ladder) beyondBest(v int64) bool {
	b := &l.Bands[0]
	if !b.Bare || l.Bands[1].Bare {
		return false
	}
	if l.Reverse {
		return v < b.Lo
	}
	return v > b.Hi
}

// overshoot finds a value better than a bare best one that falls to a lower grade.
func (l *Ladder) overshoot() (int64, bool) {
	b := &l.Bands[0]
	if !b.Bare || l.Reverse || b.Hi >= l.top() {
		return 0, false
	}
	step := money.TicksPerUnit * int64(1)
	if v := b.Hi + step; v <= l.top() {
		return v, l.Grade(v) != 0
	}
	return 0, false
}

// top is the greatest value of the domain.
func (l *Ladder) top() int64 {
	most := int64(0)
	for i := range l.Bands {
		for _, v := range [2]int64{l.Bands[i].Lo, l.Bands[i].Hi} {
			if v != Infinite && v != -Infinite {
				most = max(most, v)
			}
		}
	}
	if l.Domain == RateDomain && most <= 100*money.TicksPerUnit {
		return 100 * money.TicksPerUnit
	}
	return most + 3*money.TicksPerUnit
}

// points returns the values that are tried, in order.
func (l *Ladder) points() []int64 {
	set := map[int64]bool{}
	top := l.top()
	if l.Domain == CountDomain {
		const most = 2000
		for v := int64(0); v <= top && v < most*money.TicksPerUnit; v += money.TicksPerUnit {
			set[v] = true
		}
	}
	near := int64(1)
	if l.Domain == CountDomain {
		near = money.TicksPerUnit
	}
	for i := range l.Bands {
		for _, v := range [2]int64{l.Bands[i].Lo, l.Bands[i].Hi} {
			if v == Infinite || v == -Infinite {
				continue
			}
			for _, w := range [3]int64{v - near, v, v + near} {
				if w >= 0 && w <= top {
					set[w] = true
				}
			}
		}
	}
	set[0], set[top] = true, true
	out := make([]int64, 0, len(set))
	for v := range set {
		out = append(out, v)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	if l.Domain == CountDomain {
		return out
	}
	dense := make([]int64, 0, 2*len(out))
	for i, v := range out {
		if i > 0 {
			dense = append(dense, (out[i-1]+v)/2)
		}
		dense = append(dense, v)
	}
	return dense
}

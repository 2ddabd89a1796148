package money

import "math/bits"

// fine is the number of lattice points of Range in a tick. An open end is one point inside, so that
// all ends can be treated as closed.
const fine = 4

// Range holds the least and the greatest value that a figure, or a sum of figures, can have
// (取值范围), both ends included, in quarters of a tick.
type Range struct{ Lo, Hi int64 }

// At returns the range of a single exact value in ticks.
func At(ticks int64) Range { return Range{ticks * fine, ticks * fine} }

// Add returns the range of the sum.
func (r Range) Add(o Range) Range { return Range{addSat(r.Lo, o.Lo), addSat(r.Hi, o.Hi)} }

// Sub returns the range of the difference.
func (r Range) Sub(o Range) Range { return Range{addSat(r.Lo, -o.Hi), addSat(r.Hi, -o.Lo)} }

// Neg returns the range of the value with the other sign.
func (r Range) Neg() Range { return Range{-r.Hi, -r.Lo} }

// Abs returns the range of the absolute value.
func (r Range) Abs() Range {
	switch {
	case r.Lo >= 0:
		return r
	case r.Hi <= 0:
		return r.Neg()
	}
	return Range{0, max(-r.Lo, r.Hi)}
}

// Meets reports whether the two ranges have a value in common.
func (r Range) Meets(o Range) bool { return r.Lo <= o.Hi && o.Lo <= r.Hi }

// Within returns the part that both ranges share; it reports false where there is none.
func (r Range) Within(o Range) (Range, bool) {
	m := Range{max(r.Lo, o.Lo), min(r.Hi, o.Hi)}
	return m, m.Lo <= m.Hi
}

// Gap returns the ticks between two ranges, rounded up, positive when r lies above o; 0 where they
// meet.
func (r Range) Gap(o Range) int64 {
	switch {
	case r.Lo > o.Hi:
		return (r.Lo - o.Hi + fine - 1) / fine
	case o.Lo > r.Hi:
		return -((o.Lo - r.Hi + fine - 1) / fine)
	}
	return 0
}

// Ticks returns the ends in ticks, rounded inward to what can be printed.
func (r Range) Ticks() (lo, hi int64) {
	return ceilDiv(r.Lo, fine), floorDiv(r.Hi, fine)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func ceilDiv(a, b int64) int64 { return -floorDiv(-a, b) }

// addSat adds and stays inside int64, so that a hostile figure cannot turn a sum around.
func addSat(a, b int64) int64 {
	c := a + b
	if (a > 0) == (b > 0) && (c > 0) != (a > 0) && a != 0 && b != 0 {
		if a > 0 {
			return 1<<63 - 1
		}
		return -1 << 63
	}
	return c
}

// Ratio is an exact fraction of two values on the same lattice; Den is positive.
type Ratio struct{ Num, Den int64 }

// percentLattice turns a fraction into quarter ticks of a percent: ×100 % × 10000 ticks × 4.
const percentLattice = 100 * TicksPerUnit * fine

// ComparePercent compares the ratio, as a percentage, with p on the lattice of Range:
// -1 where the ratio is smaller, 0 where equal, +1 where larger.
func (q Ratio) ComparePercent(p int64) int {
	return cmpProducts(q.Num, percentLattice, p, q.Den)
}

// cmpProducts compares a·b with c·d without overflow.
func cmpProducts(a, b, c, d int64) int {
	s1, s2 := sign(a)*sign(b), sign(c)*sign(d)
	if s1 != s2 {
		return cmp(s1, s2)
	}
	h1, l1 := bits.Mul64(abs(a), abs(b))
	h2, l2 := bits.Mul64(abs(c), abs(d))
	r := 0
	switch {
	case h1 != h2:
		r = cmpU(h1, h2)
	default:
		r = cmpU(l1, l2)
	}
	if s1 < 0 {
		return -r
	}
	return r
}

func abs(a int64) uint64 {
	if a < 0 {
		return uint64(-a)
	}
	return uint64(a)
}

func sign(a int64) int {
	switch {
	case a > 0:
		return 1
	case a < 0:
		return -1
	}
	return 0
}

func cmp(a, b int) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func cmpU(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Percent returns the ratio as ticks of a percent, rounded half away from zero.
func (q Ratio) Percent() int64 {
	if q.Den == 0 {
		return 0
	}
	h, l := bits.Mul64(abs(q.Num), 100*TicksPerUnit)
	d := abs(q.Den)
	if h >= d {
		return maxTicks
	}
	n, rem := bits.Div64(h, l, d)
	if rem >= d-rem {
		n++
	}
	if n > maxTicks {
		n = maxTicks
	}
	if sign(q.Num)*sign(q.Den) < 0 {
		return -int64(n)
	}
	return int64(n)
}

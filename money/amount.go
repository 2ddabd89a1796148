// Package money does exact arithmetic on printed figures (金额): amounts in 元, 万元 and 亿元,
// percentages and counts, each with the step it was printed to, and the scanner that finds them in
// Chinese prose and table cells.
//
// It never uses floating point and never guesses a tolerance: what an amount can mean follows from
// how it was printed. It does not know what an amount belongs to.
package money

import (
	"strconv"
	"strings"
)

// TicksPerUnit is the resolution of all values: a tick is 1/10000 of 元, of a percent, or of one
// piece. Money has a hundred ticks in a fen, so that 万元 with eight decimals is still exact; an
// int64 of ticks reaches 9.2×10^14 元, more than any state budget.
const TicksPerUnit = 10000

// TicksPerFen is the number of ticks in one 分.
const TicksPerFen = TicksPerUnit / 100

// Unit is what a figure counts (计量单位).
type Unit uint8

// The units. Money units are ordered by size.
const (
	NoUnit       Unit = iota
	Yuan              // 元
	ThousandYuan      // 千元
	WanYuan           // 万元
	MillionYuan       // 百万元
	YiYuan            // 亿元
	WanYiYuan         // 万亿元
	Percent           // %
	PerMille          // ‰
	Point             // 百分点
	Piece             // a measure word: 次, 人, 辆, …
)

var unitNames = [...]string{"", "元", "千元", "万元", "百万元", "亿元", "万亿元", "%", "‰", "个百分点", ""}

// String returns the unit as it is printed.
func (u Unit) String() string { return unitNames[u] }

// IsMoney reports whether the unit counts 元.
func (u Unit) IsMoney() bool { return u >= Yuan && u <= WanYiYuan }

// Scale returns the number of ticks in one of the unit: 10000 for 元 and for percent.
func (u Unit) Scale() int64 {
	switch u {
	case ThousandYuan:
		return 1e3 * TicksPerUnit
	case WanYuan:
		return 1e4 * TicksPerUnit
	case MillionYuan:
		return 1e6 * TicksPerUnit
	case YiYuan:
		return 1e8 * TicksPerUnit
	case WanYiYuan:
		return 1e12 * TicksPerUnit
	case PerMille:
		return TicksPerUnit / 10
	}
	return TicksPerUnit
}

// Amount is a printed figure: its value, the step it was printed to, and its own digits.
type Amount struct {
	Text  string // the digits as printed, with sign and separators, without unit
	Unit  Unit
	Ticks int64 // value in ticks, sign included
	Step  int64 // the printed step in ticks: 1000 for 304.9元, 10000000 for 304.9万元
	// Cut says that the printed digits go beyond a tick, so Ticks is only the nearest value.
	Cut bool
}

// Fen returns the value in 分. It reports false where the amount is no money or no whole 分.
func (a Amount) Fen() (int64, bool) {
	if !a.Unit.IsMoney() || a.Cut || a.Ticks%TicksPerFen != 0 {
		return 0, false
	}
	return a.Ticks / TicksPerFen, true
}

// IsExact reports whether the printed figure leaves no room: zero, money printed to the fen or
// finer, or a count.
func (a Amount) IsExact() bool {
	if a.Ticks == 0 {
		return true
	}
	switch {
	case a.Unit.IsMoney():
		return a.Step <= TicksPerFen
	case a.Unit == Piece, a.Unit == NoUnit:
		return true
	}
	return false
}

// Decimals returns how many digits were printed after the point.
func (a Amount) Decimals() int {
	i := strings.IndexAny(a.Text, ".．")
	if i < 0 {
		return 0
	}
	n := 0
	for _, r := range a.Text[i+1:] {
		if _, ok := digitOf(r); ok {
			n++
		}
	}
	return n
}

// Range returns what the true value can be, given how it was printed: half a step to either side,
// the far end excluded, mirrored below zero; exact figures are a single point.
func (a Amount) Range() Range { return a.RangeAt(a.Step) }

// RangeAt is Range for another step, for example the finest one in the same column.
func (a Amount) RangeAt(step int64) Range {
	at := a.Ticks * fine
	if a.IsExact() || step <= 0 {
		return Range{at, at}
	}
	half := step * fine / 2
	if a.Ticks < 0 {
		return Range{at - half + 1, at + half}
	}
	return Range{at - half, at + half - 1}
}

// Equal reports whether two amounts have the same value, whatever their units and steps.
func (a Amount) Equal(b Amount) bool { return a.Ticks == b.Ticks }

// parseDigits turns plain ASCII digits with at most one point into ticks of the unit.
func parseDigits(digits string, unit Unit) (ticks, step int64, cut, ok bool) {
	whole, frac, _ := strings.Cut(digits, ".")
	scale := unit.Scale()
	if whole == "" {
		whole = "0"
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n > maxTicks/scale {
		return 0, 0, false, false
	}
	ticks, step = n*scale, scale
	for i := 0; i < len(frac); i++ {
		if step%10 != 0 {
			cut = cut || frac[i] != '0'
			continue
		}
		step /= 10
		ticks += int64(frac[i]-'0') * step
	}
	return ticks, step, cut, true
}

// maxTicks is the largest value that is calculated with, 115万亿元: the finer lattice of Range still holds twice as much.
const maxTicks = 1 << 62 / fine

// FormatTicks prints ticks in a unit with the fewest decimals that lose nothing, no separators.
func FormatTicks(ticks int64, unit Unit) string {
	return formatScaled(ticks, unit.Scale())
}

// FormatStep prints ticks in a unit with the decimals of a step, rounded half away from zero.
func FormatStep(ticks, step int64, unit Unit) string {
	if step <= 0 {
		return FormatTicks(ticks, unit)
	}
	sign := int64(1)
	if ticks < 0 {
		sign, ticks = -1, -ticks
	}
	rounded := (ticks + step/2) / step * step
	s := formatScaled(rounded, unit.Scale())
	decimals := 0
	for f := unit.Scale(); f > step; f /= 10 {
		decimals++
	}
	if decimals > 0 {
		point := strings.IndexByte(s, '.')
		if point < 0 {
			s += "."
			point = len(s) - 1
		}
		for len(s)-point-1 < decimals {
			s += "0"
		}
	}
	if sign < 0 && rounded != 0 {
		s = "-" + s
	}
	return s
}

func formatScaled(ticks, scale int64) string {
	neg := ticks < 0
	if neg {
		ticks = -ticks
	}
	s := strconv.FormatInt(ticks/scale, 10)
	if rest := ticks % scale; rest != 0 {
		f := strconv.FormatInt(scale+rest, 10)[1:]
		s += "." + strings.TrimRight(f, "0")
	}
	if neg {
		s = "-" + s
	}
	return s
}

// Group puts a comma between groups of three digits.
func Group(s string) string {
	whole, frac, found := strings.Cut(s, ".")
	neg := strings.HasPrefix(whole, "-")
	whole = strings.TrimPrefix(whole, "-")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + frac
	}
	if neg {
		return "-" + whole
	}
	return whole
}

package money

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var units = []Unit{Yuan, ThousandYuan, WanYuan, MillionYuan, YiYuan}

// printed writes fen in a unit with n decimals, rounded half up, and returns the words with the amount that was meant.
func printed(t *rapid.T, fen int64, unit Unit, decimals int) string {
	x := new(big.Rat).SetFrac64(fen*TicksPerFen, unit.Scale())
	neg := x.Sign() < 0
	x.Abs(x)
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	x.Mul(x, new(big.Rat).SetInt(scale))
	x.Add(x, big.NewRat(1, 2))
	n := new(big.Int).Div(x.Num(), x.Denom())
	s := n.String()
	if decimals > 0 {
		for len(s) <= decimals {
			s = "0" + s
		}
		s = s[:len(s)-decimals] + "." + s[len(s)-decimals:]
	}
	if neg && strings.Trim(s, "0.") != "" {
		s = "-" + s
	}
	return s
}

// fens stay below the twelve digits from which a bare number is a code.
func fens() *rapid.Generator[int64] { return rapid.Int64Range(-9e12, 9e12) }

// TestRangeHoldsTheTrueValue: however a value was rounded, what was printed can mean it; a printed zero and an amount to the fen are exact.
func TestRangeHoldsTheTrueValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fen := fens().Draw(t, "fen")
		unit := rapid.SampledFrom(units).Draw(t, "unit")
		words := printed(t, fen, unit, rapid.IntRange(0, 8).Draw(t, "decimals"))
		a, ok := Parse(words, unit)
		if !ok {
			t.Fatalf("%s is not read", words)
		}
		r, at := a.Range(), fen*TicksPerFen*fine
		if a.Ticks == 0 {
			return
		}
		if at < r.Lo || at > r.Hi {
			t.Fatalf("%d fen, printed %s%s, means %v", fen, words, unit, r)
		}
	})
}

// TestSumsOfRanges: the range of a sum or difference of printed figures holds that of the true ones.
func TestSumsOfRanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sum Range
		var truth int64
		for i := 0; i < rapid.IntRange(1, 30).Draw(t, "n"); i++ {
			fen := rapid.Int64Range(-1e12, 1e12).Draw(t, "fen")
			unit := rapid.SampledFrom(units).Draw(t, "unit")
			a, ok := Parse(printed(t, fen, unit, rapid.IntRange(0, 6).Draw(t, "decimals")), unit)
			if !ok || a.Ticks == 0 {
				continue
			}
			if rapid.Bool().Draw(t, "minus") {
				sum, truth = sum.Sub(a.Range()), truth-fen
			} else {
				sum, truth = sum.Add(a.Range()), truth+fen
			}
		}
		if at := truth * TicksPerFen * fine; at < sum.Lo || at > sum.Hi {
			t.Fatalf("the true sum %d lies outside of %v", at, sum)
		}
	})
}

func TestRangeOperations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		point := rapid.Int64Range(-1e15, 1e15)
		a1, a2, b1, b2 := point.Draw(t, "a1"), point.Draw(t, "a2"), point.Draw(t, "b1"), point.Draw(t, "b2")
		a, b := Range{min(a1, a2), max(a1, a2)}, Range{min(b1, b2), max(b1, b2)}
		if a.Neg().Neg() != a || a.Sub(b) != a.Add(b.Neg()) {
			t.Fatal("negation is not its own inverse")
		}
		if a.Meets(b) != b.Meets(a) || a.Meets(b) != (a.Gap(b) == 0) || a.Gap(b) != -b.Gap(a) {
			t.Fatalf("Meets and Gap differ for %v %v: %d %d", a, b, a.Gap(b), b.Gap(a))
		}
		if m, ok := a.Within(b); ok != a.Meets(b) || ok && (m.Lo < a.Lo || m.Hi > b.Hi) {
			t.Fatal("Within is no part of both")
		}
		if r := a.Abs(); r.Lo < 0 || r.Hi < r.Lo {
			t.Fatalf("Abs of %v is %v", a, r)
		}
	})
}

// TestPercent: the percentage of a fraction is that of exact arithmetic, rounded half away from zero, and compares like it.
func TestPercent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, d := rapid.Int64Range(-1e16, 1e16).Draw(t, "n"), rapid.Int64Range(1, 1e16).Draw(t, "d")
		x := new(big.Rat).SetFrac64(n, d)
		x.Mul(x, new(big.Rat).SetInt64(100*TicksPerUnit))
		q := Ratio{n, d}
		if got := q.Percent(); got < 1e17 && got > -1e17 {
			diff := new(big.Rat).Sub(x, new(big.Rat).SetInt64(got))
			if diff.Abs(diff).Cmp(big.NewRat(1, 2)) > 0 {
				t.Fatalf("%d/%d is %s, got %d", n, d, x.FloatString(3), got)
			}
		}
		p := rapid.Int64Range(-1e12, 1e12).Draw(t, "p")
		x.Mul(x, new(big.Rat).SetInt64(fine))
		if got, want := q.ComparePercent(p), x.Cmp(new(big.Rat).SetInt64(p)); got != want {
			t.Fatalf("%d/%d against %d: %d, want %d", n, d, p, got, want)
		}
	})
}

// TestPrintedAmounts: an amount that is printed and scanned out of a sentence is the same amount.
func TestPrintedAmounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fen := fens().Draw(t, "fen")
		unit := rapid.SampledFrom(units).Draw(t, "unit")
		ticks := fen * TicksPerFen
		words := FormatTicks(ticks, unit)
		toks := Scan(nil, fmt.Sprintf("培训费%s%s。", words, unit))
		if len(toks) != 1 || toks[0].Kind != Money {
			t.Fatalf("培训费%s%s: %d numbers", words, unit, len(toks))
		}
		if a := toks[0].Amount; a.Ticks != ticks {
			t.Fatalf("%s%s is read as %d ticks, want %d", words, unit, a.Ticks, ticks)
		}
	})
}

func TestNumerals(t *testing.T) {
	for _, c := range []struct {
		s    string
		want int64
	}{
		{"十", 10}, {"十五", 15}, {"二十", 20}, {"一百零五", 105}, {"三百二十", 320}, {"两千", 2000}, {"一万", 10000}, {"十二万", 120000}, {"贰万叁仟", 23000},
		{"一亿二千万", 120000000}, {"九千九百九十九", 9999}, {"零", 0}, {"二百万零三", 2000003},
	} {
		if got, ok := Numeral(c.s); !ok || got != c.want {
			t.Errorf("%s is %d %v, want %d", c.s, got, ok, c.want)
		}
	}
	for _, s := range []string{"", "三五", "万", "元", "五1"} {
		if v, ok := Numeral(s); ok {
			t.Errorf("%q is read as %d", s, v)
		}
	}
}

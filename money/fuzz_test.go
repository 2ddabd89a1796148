package money

import (
	"math/big"
	"strings"
	"testing"
	"unicode/utf8"
)

var seeds = []string{
	"", "0", "1,234.56", "，867.48万元", "（204类）行政运行（01项）1672.67万元", "22017年", "-3.5%", "20%—30%", "２０２０年１，２３４．５６万元", "2000元/人",
	"百分之五", "三百二十万元", "财预〔2016〕143号", "1、甲1.3万元。2、乙2万元", "9223372036854775807亿元", "0.00000000001元", "1..2", "1.2.3.4", "．5", "5．", "１.５％", "１２３",
	"\xff\xfe12", "12\xe4\xb8", "≥95%", "6次以下", "1e9", "P1.5", "①②", "一亿二千万元", "两万万元", "零元",
}

// checkTokens holds what a scan must always keep: offsets in the text, on the borders of characters, in order and disjoint.
func checkTokens(t *testing.T, text string, toks []Token) {
	t.Helper()
	end := 0
	for i, k := range toks {
		switch {
		case k.Start < end || k.DigitsEnd < k.Start || k.End < k.DigitsEnd || k.End > len(text):
			t.Fatalf("%q: token %d lies at %d–%d–%d behind %d", text, i, k.Start, k.DigitsEnd, k.End, end)
		case k.Start == k.End:
			t.Fatalf("%q: token %d is empty", text, i)
		case utf8.ValidString(text) && !(border(text, k.Start) && border(text, k.DigitsEnd) && border(text, k.End)):
			t.Fatalf("%q: token %d cuts a character: %d–%d–%d", text, i, k.Start, k.DigitsEnd, k.End)
		case k.Amount.Step < 0:
			t.Fatalf("%q: token %d has the step %d", text, i, k.Amount.Step)
		}
		if r := k.Amount.Range(); r.Lo > r.Hi {
			t.Fatalf("%q: token %d has the empty range %v", text, i, r)
		}
		end = k.End
	}
}

func border(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

func FuzzScan(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkTokens(t, text, Scan(nil, text)) })
}

func FuzzParse(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, uint8(i%10))
	}
	f.Fuzz(func(t *testing.T, text string, u uint8) {
		unit := Unit(u % uint8(Piece+1))
		a, ok := Parse(text, unit)
		if !ok {
			return
		}
		if a.Text == "" {
			t.Fatalf("%q: an amount without digits", text)
		}
		// what was printed says the value: the digits again, exactly
		if want, ok := exact(a); ok && !a.Cut && big.NewInt(a.Ticks).CmpAbs(want) != 0 {
			t.Fatalf("%q in %v: %d ticks, the digits say %v", text, unit, a.Ticks, want)
		}
		if len(FormatTicks(a.Ticks, a.Unit)) >= 12 {
			return // from twelve digits on a bare number is a code
		}
		b, ok := Parse(FormatTicks(a.Ticks, a.Unit), a.Unit)
		if !a.Cut && (!ok || b.Ticks != a.Ticks) {
			t.Fatalf("%q: %d ticks, printed %s, read as %d", text, a.Ticks, FormatTicks(a.Ticks, a.Unit), b.Ticks)
		}
	})
}

// exact computes the ticks of an amount from its own digits with rational numbers.
func exact(a Amount) (*big.Int, bool) {
	var digits strings.Builder
	for _, r := range a.Text {
		if d, ok := digitOf(r); ok {
			digits.WriteByte('0' + byte(d))
		} else if r == '.' || r == '．' {
			digits.WriteByte('.')
		}
	}
	x, ok := new(big.Rat).SetString(digits.String())
	if !ok {
		return nil, false
	}
	x.Mul(x, new(big.Rat).SetInt64(a.Unit.Scale()))
	if !x.IsInt() {
		return nil, false
	}
	return x.Num(), true
}

func FuzzNumeral(f *testing.F) {
	for _, s := range []string{"三百二十", "贰万", "一亿二千万", "十", "零", "两", "万", "三五", "亿亿", "千百十", "九千九百九十九万九千九百九十九亿", "千亿亿", strings.Repeat("万", 40), strings.Repeat("一亿", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, ok := Numeral(s); ok && v < 0 {
			t.Fatalf("%q is %d", s, v)
		}
	})
}

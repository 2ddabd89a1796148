package audit

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"mingzhang/budget"
)

// Products that a document writes out: how a project was worked out (CLM-MUL).
func init() {
	register(Rule{ID: "CLM-MUL", Category: Sum, Severity: Error, Title: Words{"算式的乘积", "a printed product is right"},
		Basis:   Words{"文件自己写明的算式", "the arithmetic that the document states"},
		Example: Words{"175个×0.12万元=24万元：应为21万元", "175 × 0.12 is 21, not 24"}, check: products})
}

// aProduct is 42人×1.8万元/年×2年=151.2万元: two to four factors with words behind them, and an amount.
var aProduct = regexp.MustCompile(`[\d,.]{0,18}\d%?[^\d×xX*=＝，。；;、（(]{0,12}(?:[×xX*＊]\s*[\d,.]{0,18}\d%?[^\d×xX*=＝，。；;、（(]{0,12}){1,3}[=＝]\s*[\d,.]{0,18}\d\s*(?:万元|元)`)

// factor is a number with the unit of money behind it, where there is one.
var factor = regexp.MustCompile(`([\d,.]{0,18}\d)(%?)\s*(万元|元)?`)

// products recomputes the products of the text and of its tables' words.
func products(s *Subject) {
	run := false
	for i := range s.Passages {
		p := &s.Passages[i]
		if !strings.ContainsAny(p.Text, "=＝") || !strings.ContainsAny(p.Text, "×xX*＊") {
			continue
		}
		for _, at := range aProduct.FindAllStringIndex(p.Text, -1) {
			run = true
			s.product(p, at[0], at[1])
		}
	}
	if !run {
		s.notRun("CLM-MUL")
	}
}

// product checks one. The result may be rounded at its last printed place.
func (s *Subject) product(p *budget.Passage, from, to int) {
	left, right, _ := strings.Cut(strings.ReplaceAll(p.Text[from:to], "＝", "="), "=")
	want, exact, ok := factorOf(right)
	if !ok {
		return
	}
	got, priced := big.NewRat(1, 1), false
	for _, piece := range strings.FieldsFunc(left, func(r rune) bool { return strings.ContainsRune("×xX*＊", r) }) {
		value, _, ok := factorOf(piece)
		if !ok {
			return
		}
		priced = priced || strings.Contains(piece, "元")
		got.Mul(got, value)
	}
	if !priced && strings.HasSuffix(right, "万元") {
		return // the price has no unit: 5人×2.4=12万元 may be right
	}
	gap := new(big.Rat).Sub(got, want)
	verdict := Agrees
	if gap.Abs(gap).Cmp(exact) > 0 {
		verdict = Disagrees
	}
	end := from + len(left) + len("=")
	if p.Text[from+len(left)] != '=' {
		end = from + len(left) + len("＝")
	}
	place := p.Place(end, to)
	s.check(Check{Rule: "CLM-MUL", Claim: -1, Verdict: verdict, Place: &place})
	if verdict == Agrees {
		return
	}
	unit := "元"
	shown := new(big.Rat).Set(got)
	if strings.HasSuffix(right, "万元") {
		unit = "万元"
		shown.Quo(shown, big.NewRat(wan, 1))
	}
	text := strings.TrimRight(strings.TrimRight(shown.FloatString(6), "0"), ".") + unit
	stated := strings.TrimSpace(right)
	s.find(Finding{Rule: "CLM-MUL", Severity: Error, Place: place, Stated: stated, Expected: text,
		Title:   Words{fmt.Sprintf("算式写明%s，相乘是%s", stated, text), fmt.Sprintf("the product is %s, not %s", text, stated)},
		Message: Words{"请核对各个因数和乘积。", "Check the factors and the product."}})
}

const wan = 10000

// factorOf reads the first number of a piece in yuan, or as it is where it is no money. exact is half of its last place.
func factorOf(piece string) (value, exact *big.Rat, ok bool) {
	m := factor.FindStringSubmatch(piece)
	if m == nil {
		return nil, nil, false
	}
	digits := strings.ReplaceAll(m[1], ",", "")
	value, ok = new(big.Rat).SetString(digits)
	if !ok {
		return nil, nil, false
	}
	scale := big.NewRat(1, 1)
	switch {
	case m[2] != "":
		scale = big.NewRat(1, 100)
	case m[3] == "万元":
		scale = big.NewRat(wan, 1)
	}
	place := big.NewRat(1, 2)
	if _, frac, found := strings.Cut(digits, "."); found {
		for range frac {
			place.Quo(place, big.NewRat(10, 1))
		}
	}
	return value.Mul(value, scale), place.Mul(place, scale), true
}

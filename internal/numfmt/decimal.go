package numfmt

import "strings"

// maxDigits is how many significant digits Excel keeps: what follows is noise of binary fractions,
// as in 300.29999999999995 for 300.3.
const maxDigits = 15

// decimal is a number as it is stored in a sheet: 0.d1d2d3… times ten to the power exp. Digits has
// neither leading nor trailing zeros; zero has none at all.
type decimal struct {
	negative bool
	digits   [maxDigits + 1]byte // one more for a carry
	n        int
	exp      int
}

// parse reads a stored number, "12.5" or "1.25E+1", rounded to maxDigits. It returns false for what
// is no number.
func parse(s string) (decimal, bool) {
	var d decimal
	s = strings.TrimSpace(s)
	if s != "" && (s[0] == '-' || s[0] == '+') {
		d.negative = s[0] == '-'
		s = s[1:]
	}
	point, any, up, i := false, false, false, 0
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			any = true
			switch {
			case d.n == 0 && c == '0':
				if point {
					d.exp--
				}
				continue
			case d.n < maxDigits:
				d.digits[d.n] = c
				d.n++
			case d.n == maxDigits:
				up = c >= '5'
				d.n++
			}
			if !point {
				d.exp++
			}
			continue
		case c == '.' && !point:
			point = true
			continue
		}
		break
	}
	if !any {
		return d, false
	}
	if i < len(s) {
		e, ok := exponent(s[i:])
		if !ok {
			return d, false
		}
		d.exp += e
	}
	d.n = min(d.n, maxDigits)
	if up {
		d.increment()
	}
	d.trim()
	return d, true
}

func exponent(s string) (int, bool) {
	if len(s) < 2 || s[0] != 'e' && s[0] != 'E' {
		return 0, false
	}
	s = s[1:]
	negative := s[0] == '-'
	if s[0] == '-' || s[0] == '+' {
		s = s[1:]
	}
	if s == "" || len(s) > 4 {
		return 0, false
	}
	e := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		e = e*10 + int(s[i]-'0')
	}
	if negative {
		return -e, true
	}
	return e, true
}

// increment adds one to the last digit.
func (d *decimal) increment() {
	for i := d.n - 1; i >= 0; i-- {
		if d.digits[i] < '9' {
			d.digits[i]++
			return
		}
		d.digits[i] = '0'
	}
	// 0.999 became 1.000
	d.digits[0] = '1'
	d.n, d.exp = 1, d.exp+1
}

func (d *decimal) trim() {
	for d.n > 0 && d.digits[d.n-1] == '0' {
		d.n--
	}
	if d.n == 0 {
		d.exp = 0
	}
}

// round rounds half up, away from zero, to the given number of decimals, which may be negative.
func (d decimal) round(decimals int) decimal {
	return d.keep(d.exp + decimals)
}

// keep rounds half up to n significant digits.
func (d decimal) keep(n int) decimal {
	switch {
	case n >= d.n:
		return d
	case n < 0:
		return decimal{negative: d.negative}
	}
	up := d.digits[n] >= '5'
	d.n = n
	if up {
		if n == 0 {
			d.digits[0] = '1'
			d.n, d.exp = 1, d.exp+1
			return d
		}
		d.increment()
	}
	d.trim()
	return d
}

func (d *decimal) zero() bool { return d.n == 0 }

// digit returns the digit at a place: 0 is the ones, 1 the tens, -1 the tenths.
func (d *decimal) digit(place int) byte {
	i := d.exp - 1 - place
	if i < 0 || i >= d.n {
		return '0'
	}
	return d.digits[i]
}

// plain appends the number without exponent.
func (d *decimal) plain(dst []byte) []byte {
	if d.negative && d.n > 0 {
		dst = append(dst, '-')
	}
	if d.exp <= 0 {
		dst = append(dst, '0')
	}
	for place := d.exp - 1; place >= 0; place-- {
		dst = append(dst, d.digit(place))
	}
	if d.n > d.exp {
		dst = append(dst, '.')
		for place := -1; place >= d.exp-d.n; place-- {
			dst = append(dst, d.digit(place))
		}
	}
	return dst
}

// compare orders the absolute of d against the absolute of e.
func (d *decimal) compareAbs(e *decimal) int {
	switch {
	case d.n == 0 || e.n == 0:
		return d.n - e.n
	case d.exp != e.exp:
		return d.exp - e.exp
	}
	return strings.Compare(string(d.digits[:d.n]), string(e.digits[:e.n]))
}

func (d *decimal) compare(e *decimal) int {
	neg, other := d.negative && d.n > 0, e.negative && e.n > 0
	switch {
	case neg && !other:
		return -1
	case !neg && other:
		return 1
	case neg:
		return e.compareAbs(d)
	}
	return d.compareAbs(e)
}

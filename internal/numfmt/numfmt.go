// Package numfmt prints stored spreadsheet numbers the way Excel shows them (单元格数字格式).
//
// Everything is done on decimal digits, never on binary fractions: a stored value is first rounded
// to the 15 digits that Excel keeps, then half up to the decimals of its format. Padding that only
// aligns columns ("_)", "* ", "?") prints nothing; column widths are not known, so that no "####"
// stands for a number that is too wide. Fractions ("# ?/?") print as General.
package numfmt

import "strings"

// Format is a compiled number format. The zero value is General. It is safe for concurrent use.
type Format struct {
	sections []section
	text     *section // the section with @, nil if text prints as it is
}

// Append prints a stored number and appends it. What is no number is appended as it is. Day counts
// begin in 1904 if the workbook says so.
func (f *Format) Append(dst []byte, stored string, from1904 bool) []byte {
	if f == nil || len(f.sections) == 0 {
		return General(dst, stored)
	}
	d, ok := parse(stored)
	if !ok {
		return append(dst, stored...)
	}
	s, auto := f.choose(&d)
	if s == nil {
		return append(dst, "########"...) // no condition holds: Excel fills the cell
	}
	if s.kind == generalKind && len(s.tokens) == 1 && !s.numerals() {
		if !auto {
			d.negative = false
		}
		return d.general(dst)
	}
	if s.kind == dateKind {
		return s.date(dst, d, from1904)
	}
	start := len(dst)
	dst = s.number(dst, d, auto)
	return trimSpaces(dst, start)
}

// AppendText prints a text and appends it, with what an "@" section puts around it.
func (f *Format) AppendText(dst []byte, text string) []byte {
	if f == nil || f.text == nil {
		return append(dst, text...)
	}
	for _, t := range f.text.tokens {
		switch t.kind {
		case literal:
			dst = append(dst, t.text...)
		case at:
			dst = append(dst, text...)
		}
	}
	return dst
}

// PlainText reports whether texts print as they are.
func (f *Format) PlainText() bool { return f == nil || f.text == nil }

// General prints a number as the format General does in a column that is wide enough: at most 11
// characters, then with an exponent.
func General(dst []byte, stored string) []byte {
	if short(stored) {
		return append(dst, stored...)
	}
	d, ok := parse(stored)
	if !ok {
		return append(dst, stored...)
	}
	return d.general(dst)
}

// short reports whether a stored number is printed as it is stored: the usual case.
func short(s string) bool {
	if len(s) == 0 || len(s) > 10 || s[0] == '0' && len(s) > 1 || s[len(s)-1] == '.' {
		return false
	}
	point := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '.' && !point && i > 0:
			point = true
		case c < '0' || c > '9':
			return false
		}
	}
	return !point || s[len(s)-1] != '0'
}

// Plain returns a stored number as plain decimal digits, rounded to the 15 that count; false if it
// is no number.
func Plain(dst []byte, stored string) ([]byte, bool) {
	d, ok := parse(stored)
	if !ok {
		return dst, false
	}
	if d.exp > 400 || d.exp < -400 {
		return append(dst, stored...), true // beyond what a double can hold
	}
	return d.plain(dst), true
}

// Same reports whether what was printed is the number plain and nothing else, signs of grouping and
// trailing zeros aside.
func Same(printed, plain []byte) bool {
	i := 0
	for _, c := range printed {
		if c == ',' {
			continue
		}
		if i < len(plain) {
			if c != plain[i] {
				return false
			}
			i++
			continue
		}
		if c != '.' && c != '0' {
			return false
		}
		// Zeros behind a whole number count only behind a point.
		if c == '0' && !hasPoint(printed) {
			return false
		}
	}
	return i == len(plain)
}

func hasPoint(b []byte) bool {
	for _, c := range b {
		if c == '.' {
			return true
		}
	}
	return false
}

// general follows Excel: whole numbers to 11 digits, fractions to 10 digits, small ones to 11
// characters, the others as 1.23457E+11.
func (d *decimal) general(dst []byte) []byte {
	if d.zero() {
		return append(dst, '0')
	}
	switch v := d.exp - 1; {
	case v >= 0 && v <= 9:
		r := d.keep(10)
		return r.plain(dst)
	case v == 10:
		r := d.round(0)
		if r.exp <= 11 {
			return r.plain(dst)
		}
		return r.scientific(dst, 6)
	case v >= -4 && v < 0:
		r := d.keep(10 + v)
		return r.plain(dst)
	case v >= -9 && v < 0 && 2+d.n-d.exp <= 11: // "0." and the decimals
		return d.plain(dst)
	}
	return d.scientific(dst, 6)
}

// scientific appends 1.2E-03 with at most n digits.
func (d *decimal) scientific(dst []byte, n int) []byte {
	r := d.keep(n)
	if r.negative {
		dst = append(dst, '-')
	}
	dst = append(dst, r.digits[0])
	if r.n > 1 {
		dst = append(dst, '.')
		dst = append(dst, r.digits[1:r.n]...)
	}
	return appendExponent(append(dst, 'E'), r.exp-1, true, 2)
}

func appendExponent(dst []byte, e int, plus bool, width int) []byte {
	switch {
	case e < 0:
		dst = append(dst, '-')
		e = -e
	case plus:
		dst = append(dst, '+')
	}
	return appendPadded(dst, e, width)
}

// appendPadded appends n with at least width digits.
func appendPadded(dst []byte, n, width int) []byte {
	var b [20]byte
	i := len(b)
	for n > 0 || width > 0 {
		i--
		b[i] = byte('0' + n%10)
		n /= 10
		width--
		if i == 0 {
			break
		}
	}
	return append(dst, b[i:]...)
}

func trimSpaces(dst []byte, start int) []byte {
	end := len(dst)
	for end > start && dst[end-1] == ' ' {
		end--
	}
	lead := start
	for lead < end && dst[lead] == ' ' {
		lead++
	}
	n := copy(dst[start:], dst[lead:end])
	return dst[:start+n]
}

// choose finds the section for a number. auto says that a minus is printed before negative ones.
func (f *Format) choose(d *decimal) (s *section, auto bool) {
	n := len(f.sections)
	conditional := false
	for i := range f.sections {
		conditional = conditional || f.sections[i].condition != noCondition
	}
	if !conditional {
		switch {
		case n == 1:
			return &f.sections[0], true
		case d.negative && !d.zero():
			return &f.sections[1], false
		case n > 2 && d.zero():
			return &f.sections[2], true
		}
		return &f.sections[0], true
	}
	for i := range f.sections {
		s := &f.sections[i]
		if s.holds(d, i, n) {
			// Excel prints no minus where the condition admits negative numbers only.
			return s, !(s.condition == less && !s.limitPositive())
		}
	}
	return nil, false
}

func (s *section) limitPositive() bool { return !s.limit.negative && !s.limit.zero() }

func (s *section) holds(d *decimal, i, n int) bool {
	order := d.compare(&s.limit)
	switch s.condition {
	case less:
		return order < 0
	case lessEqual:
		return order <= 0
	case greater:
		return order > 0
	case greaterEqual:
		return order >= 0
	case equal:
		return order == 0
	case unequal:
		return order != 0
	}
	// Without a condition: the second of three means negative ones, the last one all others.
	if i == 1 && n > 2 {
		return d.negative
	}
	return true
}

// Digits reports whether a text is a number in the stored form.
func Digits(s string) bool {
	_, ok := parse(strings.TrimSpace(s))
	return ok
}

// IsGeneral reports whether the format is General.
func (f *Format) IsGeneral() bool { return f == nil || len(f.sections) == 0 && f.text == nil }

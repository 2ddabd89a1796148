package numfmt

// number prints by placeholders.
func (s *section) number(dst []byte, d decimal, auto bool) []byte {
	negative := d.negative && !d.zero()
	if negative && auto {
		dst = append(dst, '-')
	}
	d.negative = false
	if s.kind == generalKind || s.fraction {
		return s.around(dst, d)
	}
	if !d.zero() {
		d.exp += s.scale
	}
	if s.expDigits > 0 {
		return s.withExponent(dst, d)
	}
	d = d.round(s.decimals)
	if s.numerals() && s.whole > 0 {
		return s.chineseNumber(dst, d)
	}
	return s.fill(dst, d, 0)
}

// around prints General between literals.
func (s *section) around(dst []byte, d decimal) []byte {
	if s.fraction {
		return d.general(dst)
	}
	for _, t := range s.tokens {
		switch t.kind {
		case literal, percent, slash:
			dst = append(dst, t.text...)
		case general, at:
			if s.numerals() {
				dst = chinese(dst, d, s.dbnum)
			} else {
				dst = d.general(dst)
			}
		}
	}
	return dst
}

func (s *section) withExponent(dst []byte, d decimal) []byte {
	e := 0
	if !d.zero() {
		r := d.keep(max(s.whole, 1) + s.decimals)
		e = r.exp - max(s.whole, 1)
		// Several places before the point mean exponents in steps of that many: ##0.0E+0.
		if s.whole > 1 {
			e = floorDiv(d.exp-1, s.whole) * s.whole
			r = d
		}
		r.exp -= e
		d = r.round(s.decimals)
	}
	return s.fill(dst, d, e)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// fill puts the digits of d into the placeholders; e is the exponent.
func (s *section) fill(dst []byte, d decimal, e int) []byte {
	start := len(dst)
	left := s.whole // placeholders before the point that are still to come
	decimals := 0   // decimals already printed
	printed := false
	exponent := false
	for i := range s.tokens {
		t := &s.tokens[i]
		switch t.kind {
		case zero, hash, question:
			switch {
			case exponent:
				exponent = false
				dst = appendExponent(dst, e, s.expPlus, s.expDigits)
				e = -1 << 30
			case e == -1<<30: // further placeholders of the exponent
			case left > 0:
				dst, printed = s.wholeDigits(dst, &d, left, printed)
				left--
			default:
				dst = s.decimalDigit(dst, &d, decimals)
				decimals++
			}
		case point:
			left = 0
			if s.whole == 0 && d.exp > 0 { // ".00" still prints the whole part
				dst, _ = s.wholeDigits(dst, &d, 1, false)
			}
			dst = append(dst, '.')
		case expo:
			dst = append(dst, 'E')
			exponent = true
		case literal, percent, slash:
			dst = append(dst, t.text...)
		case at:
			dst = d.general(dst)
		}
	}
	if s.whole == 0 && s.decimals == 0 && s.expDigits == 0 && len(dst) == start {
		return dst // ";;;" hides the number
	}
	return dst
}

// wholeDigits prints the digits that belong to the placeholder which has left-1 behind it: the
// first one takes all digits that have no placeholder.
func (s *section) wholeDigits(dst []byte, d *decimal, left int, printed bool) ([]byte, bool) {
	from := left - 1
	if !printed && left == s.whole || s.whole == 0 {
		from = max(from, d.exp-1)
	}
	for place := from; place >= left-1; place-- {
		if place >= d.exp && place >= s.minWhole && !printed {
			continue // an unneeded # or ?
		}
		dst = append(dst, d.digit(place))
		printed = true
		if s.group && place > 0 && place%3 == 0 {
			dst = append(dst, ',')
		}
	}
	return dst, printed
}

func (s *section) decimalDigit(dst []byte, d *decimal, index int) []byte {
	if index >= s.minDecimals && index >= d.n-d.exp {
		return dst // an unneeded # or ?
	}
	return append(dst, d.digit(-1-index))
}

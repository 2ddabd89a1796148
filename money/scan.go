package money

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Scan finds every number of a text, in order, and appends it to dst. It is linear in the length
// of the text and allocates nothing but dst.
func Scan(dst []Token, text string) []Token {
	s := scanner{text: text}
	for s.pos < len(text) {
		c := text[s.pos]
		switch {
		case c >= '0' && c <= '9':
			dst = s.number(dst)
		case c < utf8.RuneSelf:
			if isLetter(c) {
				s.word()
				continue
			}
			s.pos++
		default:
			r, n := utf8.DecodeRuneInString(text[s.pos:])
			if _, ok := digitOf(r); ok {
				dst = s.number(dst)
				continue
			}
			if _, ok := numerals[r]; ok {
				if t, ok := s.spelled(); ok {
					dst = append(dst, t)
					s.pos = t.End
					continue
				}
			}
			s.pos += n
		}
	}
	return dst
}

// Parse reads a text that should be one figure, as in a table cell. unit is taken where the text
// names none. It reports false for blanks, dashes, words and texts with more than one number.
func Parse(text string, unit Unit) (Amount, bool) {
	if a, ok := plain(text, unit); ok {
		return a, true
	}
	text = strings.TrimFunc(text, isBlank)
	neg := false
	if inner, ok := bracketed(text); ok {
		neg, text = true, inner
	}
	var buf [4]Token
	toks := Scan(buf[:0], text)
	if len(toks) != 1 || strings.TrimFunc(text[toks[0].End:], isBlank) != "" ||
		strings.TrimFunc(text[:toks[0].Start], isBlank) != "" {
		return Amount{}, false
	}
	a := toks[0].Amount
	switch toks[0].Kind {
	case Bare, Money, Rate, Count:
	default:
		return Amount{}, false
	}
	if a.Unit == NoUnit && unit != NoUnit {
		a = a.As(unit)
	}
	if neg {
		a.Ticks = -a.Ticks
	}
	return a, true
}

// plain reads what most cells of a table hold: ASCII digits with at most one point between them, perhaps
// a minus before them, short enough to be no code. It reports false for everything else.
func plain(text string, unit Unit) (Amount, bool) {
	const longest = 11
	digits := strings.TrimPrefix(text, "-")
	if len(digits) == 0 || len(digits) > longest {
		return Amount{}, false
	}
	point := -1
	for i := 0; i < len(digits); i++ {
		switch c := digits[i]; {
		case c >= '0' && c <= '9':
		case c == '.' && point < 0 && i > 0 && i < len(digits)-1:
			point = i
		default:
			return Amount{}, false
		}
	}
	ticks, step, cut, ok := parseDigits(digits, unit)
	if !ok {
		return Amount{}, false
	}
	if len(digits) < len(text) {
		ticks = -ticks
	}
	return Amount{Text: text, Unit: unit, Ticks: ticks, Step: step, Cut: cut}, true
}

// As gives a bare number a unit, reading its digits again so that none is lost.
func (a Amount) As(unit Unit) Amount {
	if unit == a.Unit {
		return a
	}
	var digits [40]byte
	n := 0
	for _, r := range a.Text {
		if d, ok := digitOf(r); ok && n < len(digits) {
			digits[n] = '0' + byte(d)
			n++
		} else if (r == '.' || r == '．') && n < len(digits) {
			digits[n] = '.'
			n++
		}
	}
	ticks, step, cut, ok := parseDigits(string(digits[:n]), unit)
	if !ok {
		return a
	}
	if r, _ := utf8.DecodeRuneInString(a.Text); isMinus(r) { // Ticks is 0 where the digits are below a tick
		ticks = -ticks
	}
	a.Unit, a.Ticks, a.Step, a.Cut = unit, ticks, step, cut
	return a
}

// bracketed returns the inside of a text in brackets, which accountants read as a negative.
func bracketed(text string) (string, bool) {
	for _, p := range [...][2]string{{"(", ")"}, {"（", "）"}} {
		if strings.HasPrefix(text, p[0]) && strings.HasSuffix(text, p[1]) {
			return text[len(p[0]) : len(text)-len(p[1])], true
		}
	}
	return "", false
}

type scanner struct {
	text string
	pos  int
}

// word passes over Latin letters with the digits that belong to them: P1.5, A4, GB18030.
func (s *scanner) word() {
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		if !isLetter(c) && (c < '0' || c > '9') && !(c == '.' && s.digitAt(s.pos+1)) {
			return
		}
		s.pos++
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// number reads the number at pos and appends its token.
func (s *scanner) number(dst []Token) []Token {
	start := s.pos
	var digits [40]byte
	n, end, dots := s.digits(start, &digits)
	t := Token{Start: start, End: end, DigitsEnd: end}
	s.pos = end
	if dots > 1 || n == 0 {
		t.Kind = Ordinal
		if dots > 1 && n > 6 {
			t.Kind = Date
		}
		return append(dst, t)
	}
	neg := s.sign(&t)
	s.lostDigit(&t)
	plain := string(digits[:n])
	if s.special(&t, plain) {
		s.pos = t.End
		return append(dst, t)
	}
	unit := s.unit(&t)
	ticks, step, cut, ok := parseDigits(plain, unit)
	switch {
	case !ok && t.Kind == Money: // more than is calculated with: it keeps its place, and no equation
		ticks, step, cut, t.Bound = maxTicks, maxTicks, true, About
	case !ok:
		t.Kind = Code
		s.pos = t.End
		return append(dst, t)
	}
	if neg {
		ticks = -ticks
	}
	t.Amount = Amount{Text: s.text[t.Start:t.DigitsEnd], Unit: unit, Ticks: ticks, Step: step, Cut: cut}
	s.bound(&t)
	s.pos = t.End
	return append(dst, t)
}

// digits collects the digits of a number with its separators. A separator counts only between
// groups of three, a point only before a digit.
func (s *scanner) digits(at int, out *[40]byte) (n, end, dots int) {
	i, run, grouped := at, 0, false
	for i < len(s.text) && n < len(out)-1 {
		r, w := rune(s.text[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(s.text[i:])
		}
		if d, ok := digitOf(r); ok {
			out[n] = '0' + byte(d)
			n++
			run++
			i += w
			continue
		}
		switch {
		case (r == ',' || r == '，' || r == '\'') && dots == 0 && run > 0 && run <= 3 && (grouped && run == 3 || !grouped) &&
			s.group(i+w):
			grouped, run = true, 0
		case (r == '.' || r == '．') && s.digitAt(i+w):
			dots++
			if dots == 1 {
				out[n] = '.'
				n++
			}
			run = 0
		default:
			return n, i, dots
		}
		i += w
	}
	for i < len(s.text) && s.digitAt(i) { // longer than any figure: swallow as one code
		_, w := utf8.DecodeRuneInString(s.text[i:])
		i += w
		dots, n = 2, 0
	}
	return n, i, dots
}

// group reports whether exactly three digits stand at i, not followed by a fourth.
func (s *scanner) group(i int) bool {
	for k := 0; k < 3; k++ {
		if !s.digitAt(i) {
			return false
		}
		_, w := utf8.DecodeRuneInString(s.text[i:])
		i += w
	}
	return !s.digitAt(i)
}

func (s *scanner) digitAt(i int) bool {
	if i >= len(s.text) {
		return false
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return c >= '0' && c <= '9'
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	_, ok := digitOf(r)
	return ok
}

func isMinus(r rune) bool { return r == '-' || r == '−' || r == '－' || r == '﹣' }

// sign takes a minus before the number in; a dash after a digit or a percent is a range, not a sign.
func (s *scanner) sign(t *Token) bool {
	r, w := s.before(t.Start)
	if !isMinus(r) {
		return false
	}
	p, _ := s.before(t.Start - w)
	if _, ok := digitOf(p); ok || p == '%' || p == '％' || p == '-' || p == '—' || p == '元' || p == '年' ||
		p == '月' || p == '日' || p < utf8.RuneSelf && isLetter(byte(p)) {
		return false
	}
	t.Start -= w
	return true
}

// lostDigit notices a number that begins with a separator right behind a word: ",867.48万元".
func (s *scanner) lostDigit(t *Token) {
	r, w := s.before(t.Start)
	if r != ',' && r != '.' {
		return
	}
	p, _ := s.before(t.Start - w)
	if p < 0x4E00 || p > 0x9FFF {
		return
	}
	body := s.text[t.Start:t.DigitsEnd]
	whole, _, frac := strings.Cut(body, ".")
	if r == ',' && len(whole) == 3 && frac {
		t.LostDigit = true
		t.Start -= w
	}
}

func (s *scanner) before(i int) (rune, int) {
	if i <= 0 {
		return 0, 0
	}
	return utf8.DecodeLastRuneInString(s.text[:i])
}

// accountCode reports whether digits are the code of an account (科目编码) in brackets behind its name:
// 行政运行（2010201）, 工资福利支出（301）, （科目编码2060101）.
func (s *scanner) accountCode(t *Token, plain, rest string, prev rune) bool {
	if n := len(plain); n != 3 && n != 5 && n != 7 || plain[0] != '2' && plain[0] != '3' && plain[0] != '5' ||
		!strings.HasPrefix(rest, "）") && !strings.HasPrefix(rest, ")") {
		return false
	}
	if prev == '码' {
		return true
	}
	if prev != '（' && prev != '(' {
		return false
	}
	name, _ := s.before(t.Start - utf8.RuneLen(prev))
	return unicode.Is(unicode.Han, name) || name == '）' || name == ')' || name == '”'
}

// special recognises what is no figure: years, dates, ordinals, codes.
func (s *scanner) special(t *Token, plain string) bool {
	rest := s.text[t.DigitsEnd:]
	trimmed := trimBlanks(rest)
	skipped := len(rest) - len(trimmed)
	whole := !strings.Contains(plain, ".")
	prev, _ := s.before(t.Start)
	switch {
	case whole && hasAny(trimmed, "年") && s.year(t, plain, skipped):
		return true
	case whole && len(plain) == 4 && plausibleYear(plain) && s.yearRange(t, trimmed, prev):
		return true
	case prev == '〔' || prev == '［' || prev == '[' || prev == '﹝':
		t.Kind = Code
	case whole && len(plain) <= 2 && hasAny(trimmed, "月") && !hasAny(trimmed, "月均"):
		t.Kind, t.End = Date, t.DigitsEnd+skipped+len("月")
	case whole && len(plain) <= 2 && hasAny(trimmed, "日", "号"):
		t.Kind, t.End = Date, t.DigitsEnd+skipped+len("日")
	case whole && hasAny(trimmed, "号") && !hasAny(trimmed, "号召"):
		t.Kind, t.End = Code, t.DigitsEnd+skipped+len("号")
	case whole && (prev == '（' || prev == '(') && (hasAny(trimmed, "类）", "款）", "项）", "类)", "款)", "项)")):
		t.Kind = Code
	case whole && s.accountCode(t, plain, rest, prev):
		t.Kind = Code
	case prev == '第':
		t.Kind = Ordinal
	case s.listMark(t, plain, rest, prev):
		t.Kind = Ordinal
	case whole && len(plain) >= 12 && !hasAny(trimmed, "元", "万元"):
		t.Kind = Code
	default:
		return false
	}
	return true
}

func (s *scanner) year(t *Token, plain string, skipped int) bool {
	y, stray := plain, 0
	if len(plain) == 5 {
		y, stray = plain[1:], 1
	}
	if len(y) != 4 || !plausibleYear(y) {
		return false
	}
	t.Kind, t.Year, t.Stray = Year, atoi(y), stray
	t.End = t.DigitsEnd + skipped + len("年")
	if strings.HasPrefix(s.text[t.End:], "度") {
		t.End += len("度")
	}
	return true
}

// yearRange takes the first year of 2021—2025年 and the years of dates such as 2020-12-31.
func (s *scanner) yearRange(t *Token, rest string, prev rune) bool {
	for _, dash := range [...]string{"-", "—", "－", "~", "～", "至", "/", "–"} {
		if after, ok := strings.CutPrefix(rest, dash); ok {
			after = strings.TrimPrefix(after, dash)
			isYear := len(after) >= 4 && plausibleYear(after[:4])
			if isYear || len(after) >= 2 && after[0] <= '1' && after[0] >= '0' {
				t.Kind, t.Year = Year, atoi(s.text[t.Start:t.DigitsEnd])
				if !isYear {
					t.End = t.DigitsEnd + dateTail(s.text[t.DigitsEnd:])
				}
				return true
			}
		}
	}
	return false
}

// dateTail returns the length of the "-12-31" that follows a year.
func dateTail(rest string) int {
	n := 0
	for n < len(rest) && (rest[n] == '-' || rest[n] == '/' || rest[n] >= '0' && rest[n] <= '9') {
		n++
	}
	return n
}

// listMark recognises the number of a list item: "1、", "1.", "（1）", "1.1办公室".
func (s *scanner) listMark(t *Token, plain, rest string, prev rune) bool {
	if len(plain) > 5 {
		return false
	}
	whole := !strings.Contains(plain, ".")
	next, w := utf8.DecodeRuneInString(rest)
	if whole && len(plain) <= 2 && (prev == '(' || prev == '（') && (next == ')' || next == '）') {
		return true
	}
	begins := prev == 0 || prev == ' ' || prev == '　' || prev == '\n' || prev == '\t' || prev == '。' || prev == '；' ||
		prev == ';' || prev == '：' || prev == ':' || prev == '，' || prev == '、' || prev == ',' || prev == '“'
	after, _ := utf8.DecodeRuneInString(rest[w:])
	if whole && len(plain) <= 2 && (next == '、' || next == '．' || next == '.') {
		_, digit := digitOf(after)
		return !digit && (begins || next == '、')
	}
	if whole && len(plain) <= 2 && begins && (next == ')' || next == '）') {
		return true
	}
	if !whole && (prev == 0 || prev == '\n' || prev == '。') && next >= 0x4E00 && next <= 0x9FFF {
		_, unit := unitAt(rest)
		return unit == NoUnit && measureAt(rest) == ""
	}
	return false
}

func plausibleYear(s string) bool {
	return len(s) >= 4 && (s[0] == '1' && s[1] == '9' || s[0] == '2' && s[1] == '0') &&
		s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9'
}

func atoi(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func hasAny(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func digitOf(r rune) (int, bool) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), true
	case r >= '０' && r <= '９':
		return int(r - '０'), true
	}
	return 0, false
}

func isBlank(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\u00A0', '\u3000', '\u2003', '\u2002', '\u2009', '\u200B', '\uFEFF':
		return true
	}
	return false
}

func trimBlanks(s string) string { return strings.TrimLeftFunc(s, isBlank) }

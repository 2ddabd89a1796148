package pdf

import (
	"unicode"
	"unicode/utf8"
)

// word is a piece of a line between gaps.
type word struct {
	text   string
	x0, x1 int32
	space  bool // a space was typed before it
	apart  bool // a space is to be printed before it
}

// words splits a line at gaps and typed spaces, and decides which of them to keep.
func (l line) words() []word {
	var out []word
	// The words are cut out of one text: a word that grew letter by letter would be copied as often.
	var text []byte
	var starts []int
	size := l.size()
	for _, r := range l.runs {
		space := false
		for i, g := range r.glyphs {
			if g.Rune == ' ' && !r.turned {
				space = true
				continue
			}
			n := len(out)
			if n > 0 && i > 0 && !space && (r.turned || g.Box.X0-out[n-1].x1 < size/4) {
				text = utf8.AppendRune(text, g.Rune)
				out[n-1].x1 = max(out[n-1].x1, g.Box.X1)
				continue
			}
			starts = append(starts, len(text))
			text = utf8.AppendRune(text, g.Rune)
			out = append(out, word{x0: g.Box.X0, x1: g.Box.X1, space: space})
			space = false
		}
	}
	all, end := string(text), len(text)
	for i := len(out) - 1; i >= 0; i-- {
		out[i].text, end = all[starts[i]:end], starts[i]
	}
	for i := 1; i < len(out); i++ {
		out[i].apart = apart(out[i-1], out[i], size)
	}
	return out
}

// apart decides whether the gap between two words of a line is printed as a space.
func apart(a, b word, size int32) bool {
	gap := b.x0 - a.x1
	left, _ := utf8.DecodeLastRuneInString(a.text)
	right, _ := utf8.DecodeRuneInString(b.text)
	switch {
	case wide(left) && wide(right):
		if utf8.RuneCountInString(a.text) < 2 || utf8.RuneCountInString(b.text) < 2 {
			return gap > 4*size // letters of one spaced word
		}
		return b.space || gap*5 > size*4
	case wide(left) || wide(right):
		return b.space || gap*5 > size*4
	}
	if digit(left) && digit(right) {
		return b.space || gap*100 > digitGap*size
	}
	return b.space || gap > size/4
}

// wide says that a character is set without spaces around it: Chinese, and full-width signs.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF ||
		r >= 0xFE30 && r <= 0xFE4F || r >= 0xFF00 && r <= 0xFFEF || r >= 0x20000 ||
		r == '“' || r == '”' || r == '‘' || r == '’' || r == '—' || r == '…' || r == '·'
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// joined puts the next line of a wrapped text behind the text so far. full says that the line before
// it was full, so that the break fell where it had to.
func joined(text, next string, full bool) string {
	if text == "" || next == "" {
		return text + next
	}
	left, _ := utf8.DecodeLastRuneInString(text)
	right, _ := utf8.DecodeRuneInString(next)
	switch {
	case wide(left) || wide(right):
		return text + next
	case numeral(left) && numeral(right):
		if goesOn(lastToken(text), firstToken(next), full) {
			return text + next
		}
		return text + " " + next
	case full && !unicode.IsSpace(left) && left != ',' && left != ';':
		if unicode.IsLetter(left) && unicode.IsLetter(right) {
			return text + " " + next
		}
		return text + next
	}
	return text + " " + next
}

func numeral(r rune) bool { return digit(r) || r == ',' || r == '.' || r == '%' || r == '-' }

// goesOn says that two pieces of digits are one figure broken by the end of a line: 86,959,408 and .34,
// or 1,234,5 and 67.89; never 12.00 and 13.00.
func goesOn(a, b string, full bool) bool {
	whole := figure(a + b)
	switch {
	case !whole:
		return false
	case !figure(a) || !figure(b):
		return true
	}
	return full && !hasPoint(a)
}

func hasPoint(s string) bool {
	for i := range len(s) {
		if s[i] == '.' {
			return true
		}
	}
	return false
}

// figure says that s is one number as it is printed: a sign, digits with or without right grouping, a
// fraction, a percent sign.
func figure(s string) bool {
	i := 0
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		i++
	}
	start, group, grouped := i, 0, false
	for ; i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == ','); i++ {
		if s[i] == ',' {
			if grouped && group != 3 || group == 0 || group > 3 {
				return false
			}
			grouped, group = true, 0
			continue
		}
		group++
	}
	if i == start || grouped && group != 3 {
		return false
	}
	if i < len(s) && s[i] == '.' {
		from := i + 1
		for i++; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		}
		if i == from {
			return false
		}
	}
	if i < len(s) && s[i] == '%' {
		i++
	}
	return i == len(s)
}

func lastToken(s string) string {
	i := len(s)
	for i > 0 && numeral(rune(s[i-1])) {
		i--
	}
	return s[i:]
}

func firstToken(s string) string {
	i := 0
	for i < len(s) && numeral(rune(s[i])) {
		i++
	}
	return s[:i]
}

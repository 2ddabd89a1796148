package numfmt

import (
	"strings"
	"unicode/utf8"
)

// maxCode bounds the length of a format code: Excel itself stops at 255 characters.
const maxCode = 4096

type sectionKind uint8

const (
	numberKind sectionKind = iota
	generalKind
	dateKind
)

type condition uint8

const (
	noCondition condition = iota
	less
	lessEqual
	greater
	greaterEqual
	equal
	unequal
)

type tokenKind uint8

const (
	literal  tokenKind = iota
	zero               // 0
	hash               // #
	question           // ?
	point              // .
	comma              // , within digits or behind them
	percent            // %
	expo               // E+ or E-
	at                 // @
	general            // General
	datePart           // y m d h s in text, elapsed [h] [m] [s]
	slash              // / of a fraction
)

type token struct {
	kind tokenKind
	text string
}

type section struct {
	kind      sectionKind
	condition condition
	limit     decimal
	tokens    []token
	dbnum     int // [DBNum1] 一二三, [DBNum2] 壹贰叁

	// of numbers
	whole, decimals, expDigits int  // counts of placeholders
	minWhole, minDecimals      int  // counts from the first 0 on
	group                      bool // thousands
	scale                      int  // powers of ten to multiply with
	expPlus                    bool
	fraction                   bool

	// of dates
	half       bool // AM/PM
	secondDigs int  // decimals of seconds
}

func (s *section) numerals() bool { return s.dbnum == 1 || s.dbnum == 2 }

// Compile reads a format code. What it does not know prints as it stands.
func Compile(code string) *Format {
	f := &Format{}
	if len(code) > maxCode {
		code = code[:maxCode]
	}
	code = strings.ReplaceAll(code, "G/通用格式", "General")
	if code == "" || strings.EqualFold(code, "General") {
		return f
	}
	for i, part := range split(code) {
		s := compileSection(part)
		if i == 3 || s.has(at) && i == len(f.sections) && s.onlyText() {
			if f.text == nil && s.framed() {
				f.text = &s
			}
			if i == 0 { // "@" alone: numbers print as General
				return f
			}
			continue
		}
		if len(f.sections) < 3 {
			f.sections = append(f.sections, s)
		}
	}
	return f
}

// framed reports whether an @ section prints anything but the text itself.
func (s *section) framed() bool {
	return len(s.tokens) != 1 || s.tokens[0].kind != at
}

func (s *section) has(kind tokenKind) bool {
	for i := range s.tokens {
		if s.tokens[i].kind == kind {
			return true
		}
	}
	return false
}

func (s *section) onlyText() bool {
	for i := range s.tokens {
		if k := s.tokens[i].kind; k != literal && k != at {
			return false
		}
	}
	return true
}

// split cuts a code at the semicolons that are not quoted.
func split(code string) []string {
	var parts []string
	start := 0
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			if n := strings.IndexByte(code[i+1:], '"'); n >= 0 {
				i += n + 1
			}
		case '\\', '_', '*':
			i++
		case '[':
			if n := strings.IndexByte(code[i:], ']'); n >= 0 {
				i += n
			}
		case ';':
			parts = append(parts, code[start:i])
			start = i + 1
		}
	}
	return append(parts, code[start:])
}

func compileSection(code string) section {
	c := compiler{}
	for code != "" {
		code = code[c.step(code):]
	}
	c.settle()
	return c.section
}

type compiler struct {
	section
	dates bool
}

func (c *compiler) add(kind tokenKind, text string) {
	if kind == literal && len(c.tokens) > 0 {
		if last := &c.tokens[len(c.tokens)-1]; last.kind == literal {
			last.text += text
			return
		}
	}
	c.tokens = append(c.tokens, token{kind, text})
}

// step reads one token and returns its length.
func (c *compiler) step(code string) int {
	switch ch := code[0]; ch {
	case '"':
		if n := strings.IndexByte(code[1:], '"'); n >= 0 {
			c.add(literal, code[1:1+n])
			return n + 2
		}
		c.add(literal, code[1:])
		return len(code)
	case '\\', '!':
		n := size(code[1:])
		c.add(literal, code[1:1+n])
		return 1 + n
	case '_', '*': // padding for the eye
		return 1 + size(code[1:])
	case '[':
		return c.bracket(code)
	case '0':
		c.add(zero, "")
	case '#':
		c.add(hash, "")
	case '?':
		c.add(question, "")
	case '.':
		c.add(point, "")
	case ',':
		c.add(comma, "")
	case '%':
		c.add(percent, "%")
	case '@':
		c.add(at, "")
	case '/':
		c.add(slash, "/")
	default:
		return c.word(code)
	}
	return 1
}

func size(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// word reads letters: General, an exponent, parts of a date, or what stands for itself.
func (c *compiler) word(code string) int {
	if len(code) >= 7 && strings.EqualFold(code[:7], "General") {
		c.add(general, "")
		return 7
	}
	for _, half := range [...]string{"AM/PM", "A/P", "上午/下午"} {
		if len(code) >= len(half) && strings.EqualFold(code[:len(half)], half) {
			c.half, c.dates = true, true
			c.add(datePart, half)
			return len(half)
		}
	}
	ch := code[0] | 0x20
	if ch == 'e' && len(code) > 1 && (code[1] == '+' || code[1] == '-') && c.has(zero) {
		c.add(expo, "")
		c.expPlus = code[1] == '+'
		return 2
	}
	if strings.IndexByte("ymdhsaebg", ch) >= 0 {
		n := 1
		for n < len(code) && code[n]|0x20 == ch {
			n++
		}
		if ch == 'a' && n < 3 { // "aaa" is a weekday
			c.add(literal, code[:n])
			return n
		}
		c.dates = true
		c.add(datePart, strings.ToLower(code[:n]))
		return n
	}
	n := size(code)
	c.add(literal, code[:n])
	return n
}

// bracket reads [Red], [$¥-804], [>100], [h], [DBNum1].
func (c *compiler) bracket(code string) int {
	n := strings.IndexByte(code, ']')
	if n < 0 {
		c.add(literal, code)
		return len(code)
	}
	in := code[1:n]
	low := strings.ToLower(in)
	switch {
	case in == "":
	case in[0] == '$':
		symbol, _, _ := strings.Cut(in[1:], "-")
		if symbol != "" {
			c.add(literal, symbol)
		}
	case strings.HasPrefix(low, "dbnum") && len(low) == 6:
		c.dbnum = int(low[5] - '0')
	case in[0] == '<' || in[0] == '>' || in[0] == '=':
		c.compare(in)
	case strings.Trim(low, "h") == "", strings.Trim(low, "m") == "", strings.Trim(low, "s") == "":
		c.dates = true
		c.add(datePart, "["+low+"]")
	}
	return n + 1
}

func (c *compiler) compare(in string) {
	for _, op := range [...]struct {
		sign string
		is   condition
	}{{"<=", lessEqual}, {">=", greaterEqual}, {"<>", unequal}, {"<", less}, {">", greater}, {"=", equal}} {
		if rest, ok := strings.CutPrefix(in, op.sign); ok {
			if limit, ok := parse(rest); ok {
				c.condition, c.limit = op.is, limit
			}
			return
		}
	}
}

// settle decides what the section prints and counts its placeholders.
func (c *compiler) settle() {
	s := &c.section
	switch {
	case c.dates && !s.has(general):
		s.kind = dateKind
		c.settleDate()
	case s.has(general):
		s.kind = generalKind
	default:
		c.settleNumber()
	}
}

func (c *compiler) settleNumber() {
	s := &c.section
	last := -1
	for i := range s.tokens {
		if k := s.tokens[i].kind; k == zero || k == hash || k == question {
			last = i
		}
	}
	behind, exponent := false, false
	for i := range s.tokens {
		t := &s.tokens[i]
		switch t.kind {
		case zero, hash, question:
			switch {
			case exponent:
				s.expDigits++
			case behind:
				s.decimals++
				if t.kind == zero {
					s.minDecimals = s.decimals
				}
			default:
				s.whole++
				if t.kind == zero || s.minWhole > 0 {
					s.minWhole++
				}
			}
		case point:
			if behind {
				*t = token{literal, "."}
			}
			behind = true
		case comma:
			switch {
			case s.whole == 0 && !behind:
				*t = token{literal, ","}
			case i > last:
				s.scale -= 3
			default:
				s.group = s.group || !behind
			}
		case percent:
			s.scale += 2
		case expo:
			exponent = true
		case slash:
			if s.whole > 0 {
				s.fraction = true
			}
		}
	}
}

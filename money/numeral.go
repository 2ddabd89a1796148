package money

import (
	"strings"
	"unicode/utf8"
)

// numerals are the Chinese digits and powers; values of ten and more are powers.
var numerals = map[rune]int64{
	'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9,
	'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '万': 10000, '亿': 100000000,
}

// Numeral reads a Chinese numeral such as 三百二十 or 贰万, without unit. It reports false for
// anything else.
func Numeral(s string) (int64, bool) {
	if s == "" {
		return 0, false
	}
	const most = 1 << 50 // beyond any budget
	var total, section, digit int64
	pending := false
	for _, r := range s {
		v, ok := numerals[r]
		switch {
		case !ok:
			return 0, false
		case v < 10:
			if pending && digit != 0 {
				return 0, false // 三五: two digits in a row are no quantity
			}
			digit, pending = v, true
		case v < 10000:
			if !pending {
				digit = 1
			}
			section += digit * v
			digit, pending = 0, false
		default:
			section += digit
			if section == 0 && total == 0 {
				return 0, false
			}
			if total+section > most/v {
				return 0, false
			}
			if v > 10000 && total > 0 {
				total, section = (total+section)*v, 0
			} else {
				total, section = total+section*v, 0
			}
			digit, pending = 0, false
		}
		if total > most || section > most {
			return 0, false
		}
	}
	return total + section + digit, true
}

// spelled reads an amount in characters: 五万元, 三百二十元整, 百分之五. Other words that begin with
// a numeral are not numbers here.
func (s *scanner) spelled() (Token, bool) {
	text := s.text[s.pos:]
	if rest, ok := strings.CutPrefix(text, "百分之"); ok {
		n := numeralRun(rest)
		v, ok := Numeral(rest[:n])
		if !ok || n == 0 {
			return Token{}, false
		}
		end := s.pos + len("百分之") + n
		return Token{Kind: Rate, Start: s.pos, End: end, DigitsEnd: end, Spelled: true,
			Amount: Amount{Text: s.text[s.pos:end], Unit: Percent, Ticks: v * TicksPerUnit, Step: TicksPerUnit}}, true
	}
	n := numeralRun(text)
	after := text[n:]
	if n == 0 || !strings.HasPrefix(after, "元") || hasAny(after, "元旦", "元宵") {
		return Token{}, false
	}
	v, ok := Numeral(text[:n])
	if !ok || v > maxTicks/TicksPerUnit {
		return Token{}, false
	}
	end := s.pos + n
	return Token{Kind: Money, Start: s.pos, DigitsEnd: end, End: end + len("元"), Spelled: true,
		Amount: Amount{Text: text[:n], Unit: Yuan, Ticks: v * TicksPerUnit, Step: TicksPerUnit}}, true
}

// maxNumeral is the longest run of numerals that is read as one number, in bytes: 9999亿9999万9999 written
// out is shorter.
const maxNumeral = 96

// numeralRun returns the length of the Chinese numerals at the start of a text, 0 for none and for more
// than a number has.
func numeralRun(s string) int {
	n := 0
	for n < len(s) {
		if n > maxNumeral {
			return 0
		}
		r, w := utf8.DecodeRuneInString(s[n:])
		if _, ok := numerals[r]; !ok {
			break
		}
		n += w
	}
	return n
}

// IsBlankFigure reports whether a cell says that there is no figure: empty, a dash, 无, /.
func IsBlankFigure(text string) bool {
	switch strings.TrimFunc(text, isBlank) {
	case "", "-", "--", "－", "－－", "—", "——", "–", "/", "／", "无", "*", "…", "……", "不适用":
		return true
	}
	return false
}

package interpret

import (
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/source"
)

// passages joins the lines of a document into logical paragraphs and reads their numbers.
func passages(blocks []source.Block, tables map[*source.Grid]int) []budget.Passage {
	out := make([]budget.Passage, 0, len(blocks))
	open := false
	for i := range blocks {
		b := &blocks[i]
		if b.Grid != nil {
			n, ok := tables[b.Grid]
			if !ok {
				n = -1
			}
			out = append(out, budget.Passage{Table: n, Section: -1})
			open = false
			continue
		}
		p := b.Paragraph
		if p == nil {
			continue
		}
		if open && p.Kind == out[len(out)-1].Kind {
			last := &out[len(out)-1]
			last.Append(p.Text, joinLead(last.Text, p.Text), p.Place)
			open = p.RunsOn
			continue
		}
		q := budget.Passage{Table: -1, Section: -1, Kind: p.Kind}
		q.Append(p.Text, 0, p.Place)
		if p.Label != "" {
			q.Number = numbering(p.Label + " ")
		}
		q.Heading = p.Level > 0
		out = append(out, q)
		open = p.RunsOn
	}
	for i := range out {
		if out[i].Number.Style == budget.NoNumber && out[i].Table < 0 {
			out[i].Number = numbering(out[i].Text)
		}
	}
	markSections(out)
	return out
}

// joinLead returns how many bytes of a continuing line to leave out: the blanks between Chinese
// characters, none between Latin words.
func joinLead(before, next string) int {
	lead := len(next) - len(strings.TrimLeft(next, " \t　\u00A0"))
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(next[lead:])
	if lead > 0 && isLatin(last) && isLatin(first) {
		return lead - 1
	}
	return lead
}

func isLatin(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

// markSections finds the headings and gives each passage its top-level section.
func markSections(ps []budget.Passage) {
	section := -1
	for i := range ps {
		p := &ps[i]
		if p.Table < 0 && p.Kind == source.Body {
			t := trim(p.Text)
			if isHeading(p, t) {
				p.Heading = true
				if p.Number.Style == budget.ChineseNumber || p.Number.Style == budget.PartNumber || p.Number.Style == budget.NoNumber {
					section = i
				}
			}
		}
		p.Section = section
	}
}

// isHeading reports whether a passage is a heading: numbered and short, or marked by the file, and no
// sentence.
func isHeading(p *budget.Passage, t string) bool {
	if t == "" || utf8.RuneCountInString(t) > 60 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(t)
	if last == '。' || last == '；' || last == '，' {
		return false
	}
	if p.Heading {
		return true
	}
	switch p.Number.Style {
	case budget.ChineseNumber, budget.PartNumber, budget.BracketChinese:
		return !strings.ContainsAny(t, "，；") || utf8.RuneCountInString(t) < 30 && !strings.ContainsAny(t, "0123456789")
	case budget.ArabicNumber:
		return utf8.RuneCountInString(t) < 24 && strings.HasSuffix(t, "说明") || strings.HasSuffix(t, "情况")
	}
	return false
}

// numbering reads the number at the start of a paragraph.
func numbering(text string) budget.Numbering {
	t := trim(text)
	n := budget.Numbering{}
	if t == "" {
		return n
	}
	set := func(style budget.NumberStyle, value, length int) budget.Numbering {
		return budget.Numbering{Style: style, Value: value, Text: t[:length]}
	}
	r, w := utf8.DecodeRuneInString(t)
	switch {
	case r == '第':
		if v, k := chineseNumber(t[w:]); k > 0 && (strings.HasPrefix(t[w+k:], "部分") || strings.HasPrefix(t[w+k:], "章")) {
			end := w + k + len("部分")
			if strings.HasPrefix(t[w+k:], "章") {
				end = w + k + len("章")
			}
			return set(budget.PartNumber, v, end)
		}
	case r == '（' || r == '(':
		if v, k := chineseNumber(t[w:]); k > 0 && closes(t[w+k:]) {
			return set(budget.BracketChinese, v, w+k+closeLen(t[w+k:]))
		}
		if v, k := arabicNumber(t[w:]); k > 0 && closes(t[w+k:]) {
			return set(budget.BracketArabic, v, w+k+closeLen(t[w+k:]))
		}
	case r >= '①' && r <= '⑳':
		return set(budget.CircledNumber, int(r-'①')+1, w)
	case r >= '0' && r <= '9' || r >= '０' && r <= '９':
		return arabic(t, set)
	default:
		if v, k := chineseNumber(t); k > 0 && (strings.HasPrefix(t[k:], "、") || strings.HasPrefix(t[k:], "．") || strings.HasPrefix(t[k:], ".")) {
			_, m := utf8.DecodeRuneInString(t[k:])
			return set(budget.ChineseNumber, v, k+m)
		}
	}
	return n
}

func arabic(t string, set func(budget.NumberStyle, int, int) budget.Numbering) budget.Numbering {
	v, k := arabicNumber(t)
	if k == 0 || k > 6 || v > 200 {
		return budget.Numbering{}
	}
	rest := t[k:]
	next, m := utf8.DecodeRuneInString(rest)
	switch next {
	case '、', '．', '.':
		sub, j := arabicNumber(rest[m:])
		if j == 0 {
			return set(budget.ArabicNumber, v, k+m)
		}
		after, _ := utf8.DecodeRuneInString(rest[m+j:])
		if next != '、' && sub < 100 && after >= 0x4E00 && after <= 0x9FFF && !strings.HasPrefix(rest[m+j:], "万") &&
			!strings.HasPrefix(rest[m+j:], "亿") && !strings.HasPrefix(rest[m+j:], "元") {
			n := set(budget.DottedNumber, v, k+m+j)
			n.Sub = sub
			return n
		}
	case '）', ')':
		return set(budget.BracketArabic, v, k+m)
	}
	return budget.Numbering{}
}

func closes(s string) bool { return strings.HasPrefix(s, "）") || strings.HasPrefix(s, ")") }
func closeLen(s string) int {
	if strings.HasPrefix(s, ")") {
		return 1
	}
	return len("）")
}

func arabicNumber(s string) (value, length int) {
	for length < len(s) {
		r, w := utf8.DecodeRuneInString(s[length:])
		switch {
		case r >= '0' && r <= '9':
			value = value*10 + int(r-'0')
		case r >= '０' && r <= '９':
			value = value*10 + int(r-'０')
		default:
			return value, length
		}
		length += w
		if value > 100000 {
			return 0, 0
		}
	}
	return value, length
}

// chineseNumber reads 一 to 九十九 at the start of s.
func chineseNumber(s string) (value, length int) {
	digit, tens := 0, -1
	for length < len(s) {
		r, w := utf8.DecodeRuneInString(s[length:])
		i := strings.IndexRune("一二三四五六七八九", r)
		switch {
		case i >= 0:
			digit = i/3 + 1
		case r == '十' && tens < 0:
			tens = max(digit, 1)
			digit = 0
		default:
			w = 0
		}
		if w == 0 {
			break
		}
		length += w
		if length > 9 {
			return 0, 0
		}
	}
	if tens > 0 {
		return tens*10 + digit, length
	}
	if length > 3 {
		return 0, 0
	}
	return digit, length
}

func trim(s string) string {
	for len(s) > 0 {
		n := blankAt(s)
		if n == 0 {
			break
		}
		s = s[n:]
	}
	for len(s) > 0 {
		r, n := rune(s[len(s)-1]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeLastRuneInString(s)
		}
		if !isBlank(r) {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}

// blankAt returns the length of the blank at the start of s, 0 where there is none.
func blankAt(s string) int {
	c := s[0]
	if c > ' ' && c < utf8.RuneSelf || c > 0xE3 && c < 0xEF { // most words begin so
		return 0
	}
	r, n := utf8.DecodeRuneInString(s)
	if isBlank(r) {
		return n
	}
	return 0
}

func isBlank(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\n', '\u3000', '\u00A0', '\uFEFF', '\u200B', '\u2003', '\u2002':
		return true
	}
	return false
}

package html

import (
	"strconv"
	"strings"
)

// list is an open ol or ul.
type list struct {
	next   int
	format string // 1 a A i I, 一, or none
}

func newList(name string, attrs *attributes) *list {
	l := &list{next: attrs.start, format: attrs.kind}
	if l.next == 0 && attrs.style == "" && attrs.kind == "" {
		l.next = 1
	}
	if l.format == "" {
		l.format = "1"
	}
	if name != "ol" {
		l.format = "none" // a bullet is no number
	}
	for _, known := range [...]struct{ style, format string }{
		{"none", "none"}, {"cjk-ideographic", "一"}, {"simp-chinese-informal", "一"},
		{"trad-chinese-informal", "一"}, {"lower-alpha", "a"}, {"upper-alpha", "A"},
		{"lower-latin", "a"}, {"upper-latin", "A"}, {"lower-roman", "i"}, {"upper-roman", "I"},
		{"disc", "none"}, {"circle", "none"}, {"square", "none"},
	} {
		if strings.Contains(attrs.style, "list-style-type:"+known.style) ||
			strings.Contains(attrs.style, "list-style:"+known.style) {
			l.format = known.format
		}
	}
	return l
}

// item counts a list item and returns its number as browsers show it.
func (b *builder) item(attrs *attributes) string {
	for i := len(b.open) - 1; i >= 0 && i >= len(b.open)-maxSearch; i-- {
		l := b.open[i].list
		if l == nil {
			continue
		}
		if attrs.hasValue {
			l.next = attrs.value
		}
		n := l.next
		if n < 1<<30 {
			l.next++
		}
		return l.print(n)
	}
	return ""
}

func (l *list) print(n int) string {
	switch l.format {
	case "none":
		return ""
	case "一":
		if s := chinese(n); s != "" {
			return s + "、"
		}
	case "a", "A":
		if s := letters(n); s != "" {
			if l.format == "A" {
				s = strings.ToUpper(s)
			}
			return s + "."
		}
	case "i", "I":
		if s := roman(n); s != "" {
			if l.format == "I" {
				s = strings.ToUpper(s)
			}
			return s + "."
		}
	}
	return strconv.Itoa(n) + "."
}

// chinese prints 1 to 99.
func chinese(n int) string {
	if n < 1 || n > 99 {
		return ""
	}
	digits := [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n%10]
	}
	return digits[n/10] + "十" + digits[n%10]
}

func letters(n int) string {
	if n < 1 {
		return ""
	}
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return ""
	}
	var b strings.Builder
	for _, r := range [...]struct {
		value int
		sign  string
	}{
		{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
		{40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"},
	} {
		for n >= r.value {
			b.WriteString(r.sign)
			n -= r.value
		}
	}
	return b.String()
}

package phrase

import "strings"

// Squeeze removes all blanks of a text, as those that spread a name over its cell: 本 年 收 入 合 计.
func Squeeze(text string) string {
	for i := 0; i < len(text); i++ {
		if gapAt(text, i) > 0 {
			return squeeze(text, i)
		}
	}
	return text
}

func squeeze(text string, i int) string {
	var b strings.Builder
	b.Grow(len(text))
	from := 0
	for ; i < len(text); i++ {
		if n := gapAt(text, i); n > 0 {
			b.WriteString(text[from:i])
			from = i + n
			i += n - 1
		}
	}
	b.WriteString(text[from:])
	return b.String()
}

// gapAt returns the length of the blank at a byte of the text, 0 where a word stands there.
func gapAt(text string, i int) int {
	switch text[i] {
	case ' ', '\n', '\t', '\r':
		return 1
	case "\u3000"[0]:
		if strings.HasPrefix(text[i:], "\u3000") {
			return len("\u3000")
		}
	case "\u00A0"[0]:
		if strings.HasPrefix(text[i:], "\u00A0") {
			return len("\u00A0")
		}
	}
	return 0
}

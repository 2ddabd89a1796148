package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Visible makes words from outside safe for a terminal: what would move the cursor, change colours or titles,
// break the line or reorder it is shown as an escape, \x1b or \u202e, and so are bytes that are no UTF-8. A
// tab becomes a blank.
func Visible(s string) string {
	if !strings.ContainsFunc(s, unsafe) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\t':
			b.WriteByte(' ')
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case unsafe(r) && r < utf8.RuneSelf:
			fmt.Fprintf(&b, `\x%02x`, r)
		case unsafe(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// unsafe reports whether a terminal obeys a character instead of drawing it.
func unsafe(r rune) bool {
	return r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0x2028 || r == 0x2029 || Reorders(r)
}

// Reorders reports whether a character makes the words around it stand in another order than they are read:
// a name ending in U+202E and "xcod.exe" would show as one of a document.
func Reorders(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// Line formats a line for a terminal; strings and errors among its arguments are made Visible. What was Painted
// already stays as it is.
func Line(format string, args ...any) string {
	clean := make([]any, len(args))
	for i, x := range args {
		switch x := x.(type) {
		case string:
			clean[i] = Visible(x)
		case error:
			clean[i] = Visible(x.Error())
		default:
			clean[i] = x
		}
	}
	return fmt.Sprintf(format, clean...)
}

// Painted is text for a terminal with escapes and line breaks of our own.
type Painted string

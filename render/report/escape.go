package report

import (
	"strings"
	"unicode/utf8"
)

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// Escape makes words safe in text and in quoted attributes. Control characters, which HTML does not
// allow, what would reorder the page around the words, and bytes that are no UTF-8 become U+FFFD, so that
// nothing of a document is lost silently.
func Escape(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		c := s[i]
		clean = c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'' && (c >= 0x20 || c == '\n' || c == '\t')
	}
	if clean {
		return s
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r < 0x20 && r != '\n' && r != '\t', r >= 0x7F && r < 0xA0, r == 0xFFFE, r == 0xFFFF, Reorders(r):
			return 0xFFFD
		}
		return r
	}, s)
	return escapes.Replace(s)
}

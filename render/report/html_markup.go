package report

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// markup writes HTML. Only raw takes markup, and it is given literals of this package only; whatever
// comes from a document goes through text or an attribute and is escaped there.
type markup struct{ w *bufio.Writer }

func newMarkup(w io.Writer) *markup { return &markup{bufio.NewWriterSize(w, 1<<16)} }

// raw writes markup of our own. The error stays in the writer until it is flushed.
func (m *markup) raw(s ...string) {
	for _, x := range s {
		_, _ = m.w.WriteString(x)
	}
}

// text writes words that may say anything.
func (m *markup) text(s string) { m.raw(escape(s)) }

// open writes a start tag; attrs are pairs of name and value. A pair with an empty name is left out,
// a value "\x00" makes a bare attribute.
func (m *markup) open(tag string, attrs ...string) {
	m.raw("<", tag)
	for i := 0; i+1 < len(attrs); i += 2 {
		switch {
		case attrs[i] == "":
		case attrs[i+1] == bare:
			m.raw(" ", attrs[i])
		default:
			m.raw(" ", attrs[i], `="`, escape(attrs[i+1]), `"`)
		}
	}
	m.raw(">")
}

// bare is the value of an attribute that has none.
const bare = "\x00"

func (m *markup) close(tag string) { m.raw("</", tag, ">") }

// el writes an element that holds words only.
func (m *markup) el(tag, text string, attrs ...string) {
	m.open(tag, attrs...)
	m.text(text)
	m.close(tag)
}

// link writes a link to a place on the page, or the bare words where there is none.
func (m *markup) link(id, text string, attrs ...string) {
	if id == "" {
		m.el("span", text)
		return
	}
	m.el("a", text, append([]string{"href", "#" + id}, attrs...)...)
}

var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// escape makes words safe in text and in quoted attributes. Control characters, which HTML does not
// allow, and bytes that are no UTF-8 become U+FFFD, so that nothing of a document is lost silently.
func escape(s string) string {
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
		case r < 0x20 && r != '\n' && r != '\t', r >= 0x7F && r < 0xA0, r == 0xFFFE, r == 0xFFFF:
			return 0xFFFD
		}
		return r
	}, s)
	return escapes.Replace(s)
}

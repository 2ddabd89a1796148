package page

import (
	"bufio"
	"io"

	"mingzhang/render/report"
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
func (m *markup) text(s string) { m.raw(report.Escape(s)) }

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
			m.raw(" ", attrs[i], `="`, report.Escape(attrs[i+1]), `"`)
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

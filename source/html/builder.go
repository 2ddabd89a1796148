package html

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"mingzhang/source"
)

// element is an open element.
type element struct {
	name   string
	is     trait
	hidden bool // hides its words
	list   *list
}

// builder turns tokens into blocks.
type builder struct {
	doc    *source.Document
	text   []byte // the decoded page
	offset int    // of the current token
	at     cursor
	err    error

	open   []element
	hidden int // open elements that hide
	pre    int
	tables []*table // open ones
	count  int      // top-level tables
	cells  int
	paras  int

	run   []byte // words since the last block began or ended
	space bool   // a blank is due before the next word
	begun position
	label string // of the list item that begins
	level int    // of the heading that is open

	hiddenWords []byte
	notes       int
}

type position struct{ line, column int }

// cursor follows the offset through the page.
type cursor struct {
	position
	offset int
}

// position returns the line and column of an offset, which never goes back.
func (b *builder) position(offset int) position {
	c := &b.at
	for c.offset < offset {
		rest := b.text[c.offset:offset]
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			c.offset += i + 1
			c.line, c.column = c.line+1, 1
			continue
		}
		c.column += utf8.RuneCount(rest)
		c.offset = offset
	}
	return c.position
}

// words takes a run of text.
func (b *builder) words(z *html.Tokenizer, raw []byte) {
	if b.hidden > 0 {
		if b.hiding() && len(b.hiddenWords) < 400 {
			b.hiddenWords = append(b.hiddenWords, bytes.TrimSpace(z.Text())...)
		}
		return
	}
	if b.pre > 0 {
		b.preformatted(raw)
		return
	}
	blank := 0
	for blank < len(raw) && raw[blank] <= ' ' {
		blank++
	}
	if blank == len(raw) {
		b.space = b.space || len(raw) > 0
		return
	}
	if len(b.run) == 0 {
		b.begun = b.position(b.offset + blank)
	}
	b.collapse(z.Text())
}

// collapse appends words with every run of blanks as one, as browsers show them.
func (b *builder) collapse(text []byte) {
	for i := 0; i < len(text); {
		if isBlank(text[i]) {
			b.space = true
			i++
			continue
		}
		n := i
		for n < len(text) && !isBlank(text[n]) {
			n++
		}
		if b.space && len(b.run) > 0 {
			b.run = append(b.run, ' ')
		}
		b.space = false
		b.run = append(b.run, text[i:n]...)
		i = n
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

// preformatted keeps blanks; every line is a paragraph.
func (b *builder) preformatted(raw []byte) {
	offset := b.offset
	for line := range bytes.Lines(raw) {
		words := bytes.TrimRight(line, "\r\n")
		if len(b.run) == 0 {
			b.begun = b.position(offset)
		}
		b.run = append(b.run, html.UnescapeString(string(words))...)
		if len(words) < len(line) {
			b.flush()
		}
		offset += len(line)
	}
}

// flush ends the paragraph that is being collected, if it has words.
func (b *builder) flush() {
	b.space = false
	run := b.run
	b.run = b.run[:0]
	if len(run) == 0 || len(bytes.TrimFunc(run, unicode.IsSpace)) == 0 {
		return
	}
	p := &source.Paragraph{
		Text: string(run), Label: b.label, Level: b.level,
		Place: source.Location{Line: b.begun.line, Column: b.begun.column},
	}
	b.label = ""
	if b.paras++; b.paras > MaxParagraphs {
		b.err = source.Over(source.Paragraphs, MaxParagraphs)
		return
	}
	b.put(item{paragraph: p})
}

// put adds a paragraph or table to what is open: a cell, a caption, or the page.
func (b *builder) put(it item) {
	if n := len(b.tables); n > 0 {
		b.tables[n-1].put(it)
		return
	}
	b.doc.Blocks = it.appendTo(b.doc.Blocks)
}

// start takes a start tag.
func (b *builder) start(z *html.Tokenizer, closed bool) {
	raw, more := z.TagName()
	name := atom.String(raw)
	is := traits[name]
	var attrs attributes
	if more {
		attrs.read(z)
	}
	if is&void != 0 {
		if b.hidden == 0 {
			b.voidTag(name)
		}
		return
	}
	b.closeImplied(name, is)
	if closed && is&foreign != 0 {
		return
	}
	if len(b.open) == MaxDepth {
		b.err = source.Over(source.Structure, MaxDepth)
		return
	}
	e := element{name: name, is: is, hidden: attrs.hidden || is&skipped != 0}
	if b.hidden == 0 && is&block != 0 {
		b.flush()
	}
	if b.hidden == 0 && !e.hidden {
		b.opened(&e, &attrs)
	}
	b.open = append(b.open, e)
	if e.hidden {
		b.hidden++
	}
}

func (b *builder) voidTag(name string) {
	if name == "br" || name == "hr" {
		b.flush()
	}
}

// opened does what a visible element begins.
func (b *builder) opened(e *element, attrs *attributes) {
	switch e.name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		b.level = int(e.name[1] - '0')
	case "pre", "listing", "xmp":
		b.pre++
	case "ol", "ul", "menu", "dir":
		e.list = newList(e.name, attrs)
	case "li":
		b.label = b.item(attrs)
	case "table":
		b.openTable()
	case "caption":
		b.inTable(func(t *table) { t.place = inCaption })
	case "thead", "tbody", "tfoot":
		b.inTable((*table).endGroup)
	case "tr":
		b.inTable((*table).startRow)
	case "td", "th":
		b.inTable(func(t *table) { b.openCell(t, attrs) })
	}
}

func (b *builder) inTable(do func(*table)) {
	if n := len(b.tables); n > 0 {
		do(b.tables[n-1])
	}
}

// end takes an end tag: it closes the nearest element of its name and all in it.
func (b *builder) end(name string) {
	if name == "p" || name == "br" {
		if b.hidden == 0 {
			b.flush()
		}
		if name == "br" {
			return
		}
	}
	for i := len(b.open) - 1; i >= 0 && i >= len(b.open)-maxSearch; i-- {
		if b.open[i].name == name {
			b.popTo(i)
			return
		}
		if barrier(b.open[i].name, name) {
			return
		}
	}
}

// barrier reports whether an end tag must not reach through an open element: nothing in a cell
// closes what is outside it, but the parts of tables.
func barrier(open, closing string) bool {
	switch open {
	case "table":
		return true
	case "td", "th", "caption":
		return traits[closing]&tablePart == 0
	}
	return false
}

// popTo closes the open elements from index i on.
func (b *builder) popTo(i int) {
	for len(b.open) > i {
		e := b.open[len(b.open)-1]
		b.open = b.open[:len(b.open)-1]
		if e.hidden {
			if b.hidden--; b.hidden == 0 {
				b.noteHidden()
			}
			continue
		}
		if b.hidden == 0 {
			b.closed(&e)
		}
	}
}

func (b *builder) closed(e *element) {
	if e.is&block != 0 {
		b.flush()
	}
	switch e.name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		b.level = 0
	case "pre", "listing", "xmp":
		b.pre = max(b.pre-1, 0)
	case "li":
		b.label = ""
	case "thead", "tbody", "tfoot":
		b.inTable((*table).endGroup)
	case "td", "th", "caption":
		b.inTable(func(t *table) { t.place = outside })
	case "tr":
		b.inTable((*table).endRow)
	case "table":
		b.closeTable()
	}
}

// hiding reports whether words are hidden by the page rather than no words at all (scripts).
func (b *builder) hiding() bool {
	for i := len(b.open) - 1; i >= 0 && i >= len(b.open)-maxSearch; i-- {
		if b.open[i].is&skipped != 0 {
			return false
		}
	}
	return true
}

func (b *builder) noteHidden() {
	words := b.hiddenWords
	b.hiddenWords = b.hiddenWords[:0]
	if len(words) == 0 || b.notes == maxNotes {
		return
	}
	b.notes++
	text := []rune(strings.Join(strings.Fields(string(words)), " "))
	if len(text) > 60 {
		text = append(text[:60], '…')
	}
	at := b.position(b.offset)
	b.doc.Notes = append(b.doc.Notes, source.Note{
		Code: source.HiddenText, Text: string(text),
		Place: source.Location{Line: at.line, Column: at.column},
	})
}

// finish closes all that the page left open.
func (b *builder) finish() {
	b.popTo(0)
	b.flush()
}

func atoi(s string, without int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return without
	}
	return n
}

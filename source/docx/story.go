package docx

import (
	"mingzhang/internal/ooxml"
	"mingzhang/source"
)

// story is a part with words while it is read: the body, a header, the footnotes.
type story struct {
	r      *reader
	t      *ooxml.Tokenizer
	name   string
	kind   source.Kind
	count  int      // w:p so far, those left out included
	tables []*table // open ones
	taken  []bool   // open mc:AlternateContent: one of its writings was taken
	fields []bool   // open fields: true where the result is shown
	free   [][]byte // buffers for words
}

// flow is what holds paragraphs and tables: a part, a cell, a text box.
type flow struct {
	cell *cell
	// carry holds the words of paragraphs whose mark was deleted: as accepted they belong to the
	// next paragraph.
	carry []byte
	at    source.Location
}

func (s *story) walk() {
	f := &flow{}
	s.flow(f, 0)
}

// flow reads blocks up to the end of the element at the given depth.
func (s *story) flow(f *flow, depth int) {
	for {
		switch s.t.Next() {
		case ooxml.EOF:
			s.endFlow(f)
			return
		case ooxml.Start:
			s.block(f)
		case ooxml.End:
			s.close()
			if s.t.Depth() < depth {
				s.endFlow(f)
				return
			}
		}
	}
}

func (s *story) endFlow(f *flow) {
	switch {
	case len(f.carry) == 0:
	case f.cell != nil:
		f.cell.add("", "", f.carry)
	default:
		p := s.r.newParagraph()
		p.Text, p.Place, p.Kind = s.r.arena.Add(f.carry), f.at, s.kind
		s.emit(p, s.keep())
	}
}

func (s *story) block(f *flow) {
	t := s.t
	switch string(t.Name()) {
	case "p":
		s.paragraph(f)
	case "tbl":
		s.table()
	case "tcPr":
		if f.cell != nil {
			s.cellProperties(f.cell)
		}
	case "sectPr":
		s.section()
	case "footnote", "endnote":
		switch string(t.Attr("type")) {
		case "separator", "continuationSeparator", "continuationNotice":
			s.skip()
		}
	case "AlternateContent", "Choice", "Fallback":
		s.alternate()
	case "del", "moveFrom":
		s.deleted(source.Location{Part: s.name, Paragraph: s.count})
	case "sdtPr", "sdtEndPr", "background", "customXmlPr":
		s.skip()
	}
}

// alternate takes the first writing of an mc:AlternateContent and leaves out the others.
func (s *story) alternate() {
	if string(s.t.Name()) == "AlternateContent" {
		s.taken = append(s.taken, false)
		return
	}
	top := len(s.taken) - 1
	if top < 0 {
		return
	}
	if s.taken[top] {
		s.skip()
		return
	}
	s.taken[top] = true
}

// close ends an element that was opened but not skipped.
func (s *story) close() {
	if string(s.t.Name()) == "AlternateContent" && len(s.taken) > 0 {
		s.taken = s.taken[:len(s.taken)-1]
	}
}

// skip leaves out an element, but counts its paragraphs: a place counts all w:p of the part.
func (s *story) skip() { s.collect(nil) }

// collect leaves out an element and returns its words. Paragraphs of drawings that are not Word's
// own (a:p) are not counted.
func (s *story) collect(words []byte) []byte {
	t := s.t
	inDrawing := 0
	inText := false
	for depth := t.Depth(); ; {
		switch t.Next() {
		case ooxml.EOF:
			return words
		case ooxml.Start:
			switch string(t.Name()) {
			case "p":
				if inDrawing == 0 {
					s.count++
				}
			case "drawing", "pict", "object":
				if inDrawing == 0 {
					inDrawing = t.Depth()
				}
			case "txbxContent":
				words = s.collect(words) // counts again inside
			case "t", "delText":
				inText = true
			}
		case ooxml.Text:
			if inText && words != nil {
				words = append(words, t.Text()...)
			}
		case ooxml.End:
			inText = false
			if t.Depth() < inDrawing {
				inDrawing = 0
			}
			if t.Depth() < depth {
				return words
			}
		}
	}
}

// deleted leaves out a tracked deletion and says so once.
func (s *story) deleted(place source.Location) {
	words := s.collect(make([]byte, 0, 64))
	if len(words) > 0 && s.r.notes[source.DeletedText] == 0 {
		s.r.note(source.DeletedText, place, excerpt(words))
	}
}

// excerpt shortens words for a note.
func excerpt(words []byte) string {
	n := 0
	for i := range string(words) {
		if n++; n > 60 {
			return string(words[:i]) + "…"
		}
	}
	return string(words)
}

// section notes which headers and footers a section shows.
func (s *story) section() {
	t := s.t
	var first, all []string
	title := false
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return
		case ooxml.Start:
			name := string(t.Name())
			switch name {
			case "headerReference", "footerReference":
				id := name[:1] + string(t.Attr("id"))
				if string(t.Attr("type")) == "first" {
					first = append(first, id)
				} else {
					all = append(all, id)
				}
			case "titlePg":
				title = t.On()
			case "sectPrChange":
				t.Skip()
			}
		}
	}
	if title {
		s.r.headers = append(s.r.headers, first...)
	}
	s.r.headers = append(s.r.headers, all...)
}

// emit puts a paragraph into the place kept for it.
func (s *story) emit(p *source.Paragraph, slot int) {
	if s.r.words++; s.r.words > MaxParagraphs {
		s.t.Fail(source.Over(source.Paragraphs, MaxParagraphs))
		return
	}
	s.r.doc.Blocks[slot].Paragraph = p
}

// keep keeps the place of a block whose parts may bring blocks of their own.
func (s *story) keep() int {
	s.r.doc.Blocks = append(s.r.doc.Blocks, source.Block{})
	return len(s.r.doc.Blocks) - 1
}

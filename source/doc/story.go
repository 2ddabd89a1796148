package doc

import (
	"fmt"
	"unicode/utf16"

	"mingzhang/source"
)

// Marks in the text (MS-DOC 2.4).
const (
	markCell      = 0x07
	markBreak     = 0x0B
	markPage      = 0x0C
	markPara      = 0x0D
	markColumn    = 0x0E
	fieldBegin    = 0x13
	fieldSeparate = 0x14
	fieldEnd      = 0x15
	hardHyphen    = 0x1E
)

// story is a stretch of the text: the body, a header, the footnotes.
type story struct {
	f       *file
	name    string
	kind    source.Kind
	count   int // paragraphs so far
	units   []uint16
	hidden  []uint16
	fields  []bool // true where the result is shown
	tables  []*table
	blocks  []source.Block
	pending uint16 // the mark before
}

// stories reads the parts of the text in the order in which they are stored, and puts the text boxes
// before what stands around the body.
func (f *file) stories() error {
	text := f.text
	var parts [8][]char
	for i, n := range f.counts {
		parts[i] = text[:n]
		text = text[n:]
	}
	const (
		body = iota
		footnotes
		headers
		macros
		comments
		endnotes
		boxes
		headerBoxes
	)
	for _, p := range [...]struct {
		part int
		name string
		kind source.Kind
	}{
		{body, "document", source.Body}, {boxes, "textboxes", source.TextBox},
		{headers, "headers", source.Header}, {headerBoxes, "textboxes", source.TextBox},
		{footnotes, "footnotes", source.Footnote}, {endnotes, "endnotes", source.Footnote},
	} {
		if p.part == headers {
			if err := f.headers(parts[headers]); err != nil {
				return err
			}
			continue
		}
		if err := f.story(parts[p.part], p.name, p.kind); err != nil {
			return err
		}
	}
	if len(parts[comments]) > 0 {
		f.note(source.Comment, source.Location{}, "")
	}
	return nil
}

// headers divides the stories of headers and footers (MS-DOC 2.3.3): six for notes, then six for
// each section.
func (f *file) headers(text []char) error {
	plc := f.part(fibHeaders)
	seen := map[string]bool{}
	read := 0 // stories follow each other: what lies before has been read
	for i := 6; 4*i+8 <= len(plc); i++ {
		from, to := int(le.Uint32(plc[4*i:])), int(le.Uint32(plc[4*i+4:]))
		if from >= to || to > len(text) || from < read {
			continue
		}
		read = to
		name, kind := fmt.Sprintf("header%d", i/6), source.Header
		if k := i % 6; k == 2 || k == 3 || k == 5 {
			name, kind = fmt.Sprintf("footer%d", i/6), source.Footer
		}
		// Sections often repeat what stands over the one before.
		if key := string(name[:6]) + string(utf16.Decode(unitsOf(text[from:to]))); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		if err := f.story(text[from:to], name, kind); err != nil {
			return err
		}
	}
	return nil
}

func unitsOf(text []char) []uint16 {
	units := make([]uint16, len(text))
	for i, c := range text {
		units[i] = c.unit
	}
	return units
}

// story reads paragraphs and tables.
func (f *file) story(text []char, name string, kind source.Kind) error {
	s := &story{f: f, name: name, kind: kind}
	for _, c := range text {
		switch c.unit {
		case markPara, markCell, markPage:
			if err := s.paragraph(c); err != nil {
				return err
			}
		default:
			s.char(c)
		}
	}
	if len(s.units) > 0 {
		if err := s.paragraph(char{markPara, -1}); err != nil {
			return err
		}
	}
	s.closeTables(0)
	f.doc.Blocks = append(f.doc.Blocks, s.blocks...)
	return nil
}

// char takes a character that is no end of a paragraph.
func (s *story) char(c char) {
	switch c.unit {
	case fieldBegin:
		if len(s.fields) < 1000 {
			s.fields = append(s.fields, false)
		}
		return
	case fieldSeparate:
		if n := len(s.fields); n > 0 {
			s.fields[n-1] = true
		}
		return
	case fieldEnd:
		if n := len(s.fields); n > 0 {
			s.fields = s.fields[:n-1]
		}
		return
	}
	for _, shown := range s.fields {
		if !shown {
			return
		}
	}
	unit := c.unit
	switch {
	case unit == markBreak:
		unit = '\n'
	case unit == markColumn:
		return
	case unit == hardHyphen:
		unit = '-'
	case unit < ' ' && unit != '\t':
		return // pictures, references, separators
	}
	p, _ := find(s.f.runs, c.at)
	switch {
	case p.symbol:
	case p.deleted:
		if s.f.notes[source.DeletedText] == 0 {
			s.f.note(source.DeletedText, s.place(), "")
		}
	case p.hidden:
		s.hidden = append(s.hidden, unit)
	default:
		s.units = append(s.units, unit)
	}
}

func (s *story) place() source.Location {
	return source.Location{Part: s.name, Paragraph: s.count + 1}
}

// paragraph ends a paragraph, a cell or a row.
func (s *story) paragraph(mark char) error {
	p, known := find(s.f.paras, mark.at)
	place := s.place()
	s.count++
	for i := range s.fields {
		s.fields[i] = true // an instruction that never ended must not swallow the document
	}
	if p.numbered && s.f.notes[source.NoLabels] == 0 {
		s.f.note(source.NoLabels, place, "")
	}
	text := string(utf16.Decode(s.units))
	s.units = s.units[:0]
	if len(s.hidden) > 0 {
		s.f.note(source.HiddenText, place, string(utf16.Decode(s.hidden[:min(len(s.hidden), 60)])))
		s.hidden = s.hidden[:0]
	}
	before := s.pending
	s.pending = mark.unit
	depth := 0
	if p.inTable || p.depth > 0 || mark.unit == markCell {
		depth = max(p.depth, 1)
	}
	if depth > MaxTableDepth {
		return source.Over(source.TableLevels, MaxTableDepth)
	}
	s.closeTables(depth)
	if depth == 0 {
		if text != "" {
			s.blocks = append(s.blocks, source.Block{Paragraph: &source.Paragraph{
				Text: text, Place: place, Level: p.level, Kind: s.kind,
			}})
		}
		return nil
	}
	t := s.openTables(depth, place)
	endsCell := depth == 1 && mark.unit == markCell || depth > 1 && p.innerCell
	endsRow := depth == 1 && p.rowEnd || depth > 1 && p.innerRowEnd ||
		!known && mark.unit == markCell && before == markCell && text == ""
	switch {
	case endsRow:
		t.endRow(p.row)
		return nil
	case endsCell:
		t.add(text, place)
		return s.endCell(t)
	}
	t.add(text, place)
	return nil
}

func (s *story) endCell(t *table) error {
	if s.f.cells++; s.f.cells > MaxCells {
		return source.Over(source.Cells, MaxCells)
	}
	t.endCell()
	return nil
}

package docx

import (
	"mingzhang/internal/ooxml"
	"mingzhang/source"
)

// para is a paragraph while it is read.
type para struct {
	place       source.Location
	text        []byte
	hidden      []byte // hidden words, for the note
	style       *style
	styleID     string
	outline     int // 1 to 9, 10 for body text, 0 is not said
	numID, ilvl int
	label       string
	suffix      string
	markDeleted bool
	counted     bool // the number was taken
	runHidden   bool
	pageBreak   bool // stands between words, if words follow
}

// paragraph reads a w:p with the text boxes that hang on it.
func (s *story) paragraph(f *flow) {
	s.count++
	slot := -1
	if f.cell == nil {
		slot = s.keep()
	} else if f.cell.first == 0 {
		f.cell.first = s.count
	}
	p := &para{numID: -1, ilvl: -1, style: s.r.normal}
	p.place = source.Location{Part: s.name, Paragraph: s.count}
	if n := len(s.free); n > 0 {
		p.text, s.free = s.free[n-1][:0], s.free[:n-1]
	}
	if len(f.carry) > 0 {
		// The two buffers change places: words that go on through many paragraphs are never copied.
		p.text, f.carry, p.place = f.carry, p.text, f.at
	}
	t := s.t
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return
		case ooxml.Start:
			s.inline(p)
		case ooxml.End:
			if string(t.Name()) == "r" {
				p.runHidden = p.style != nil && p.style.vanish == 1
			}
			s.close()
		}
	}
	s.endParagraph(f, p, slot)
	s.free = append(s.free, p.text)
}

func (s *story) endParagraph(f *flow, p *para, slot int) {
	for i := range s.fields {
		s.fields[i] = true // an instruction that never ended must not swallow the document
	}
	if len(p.hidden) > 0 {
		s.r.note(source.HiddenText, p.place, excerpt(p.hidden))
	}
	if p.markDeleted {
		if len(p.text) > 0 {
			f.carry, p.text, f.at = p.text, f.carry[:0], p.place
		}
		return
	}
	s.number(p)
	if len(p.text) == 0 && p.label == "" {
		return
	}
	if f.cell != nil {
		f.cell.add(p.label, p.suffix, p.text)
		return
	}
	out := s.r.newParagraph()
	out.Text, out.Label, out.Place, out.Kind = s.r.arena.Add(p.text), p.label, p.place, s.kind
	if out.Level = p.outline; out.Level == 0 && p.style != nil {
		out.Level = p.style.outline
	}
	if out.Level > 9 {
		out.Level = 0
	}
	s.emit(out, slot)
}

// number counts the paragraph in its list, before the lists of its text boxes go on.
func (s *story) number(p *para) {
	if p.counted || p.markDeleted {
		return
	}
	p.counted = true
	numID, ilvl := p.numID, p.ilvl
	if numID < 0 && p.style != nil {
		numID = p.style.numID
		if ilvl < 0 && p.style.level >= 0 {
			ilvl = p.style.level
		}
	}
	if numID <= 0 {
		return
	}
	if ilvl < 0 {
		ilvl = s.r.numbering.levelOf(numID, p.styleID)
	}
	p.label, p.suffix = s.r.numbering.next(numID, ilvl)
}

// inline reads what stands in a paragraph. What is not named here is entered: hyperlinks, inserted
// runs, content controls, formulas.
func (s *story) inline(p *para) {
	t := s.t
	switch string(t.Name()) {
	case "t":
		s.words(p)
	case "pPr":
		s.paragraphProperties(p)
		s.number(p)
		p.runHidden = p.style != nil && p.style.vanish == 1
	case "rPr":
		s.runProperties(p)
	case "tab", "ptab":
		s.put(p, "\t")
	case "br":
		switch string(t.Attr("type")) {
		case "page", "column":
			p.pageBreak = len(p.text) > 0
		default:
			s.put(p, "\n")
		}
	case "cr":
		s.put(p, "\n")
	case "noBreakHyphen":
		s.put(p, "-")
	case "fldChar":
		s.field(string(t.Attr("fldCharType")))
	case "drawing", "pict", "object":
		s.drawing()
	case "del", "moveFrom":
		s.deleted(p.place)
	case "commentReference":
		s.r.note(source.Comment, p.place, "")
	case "AlternateContent", "Choice", "Fallback":
		s.alternate()
	case "instrText", "delText", "delInstrText", "sdtPr", "sdtEndPr", "rt", "rubyPr", "ctrlPr",
		"smartTagPr", "customXmlPr", "fldData":
		s.skip()
	}
}

// words reads a w:t. Word drops blanks at its ends unless they are to be preserved.
func (s *story) words(p *para) {
	t := s.t
	preserve := string(t.Attr("space")) == "preserve"
	start := len(p.text)
	if p.pageBreak {
		p.text, p.pageBreak = append(p.text, '\n'), false
		start++
	}
	for k := t.Next(); k != ooxml.EOF && k != ooxml.End; k = t.Next() {
		if k == ooxml.Start {
			t.Skip()
			continue
		}
		p.text = append(p.text, t.Text()...)
	}
	added := p.text[start:]
	for !preserve && len(added) > 0 && added[0] <= ' ' {
		added = added[1:]
	}
	for !preserve && len(added) > 0 && added[len(added)-1] <= ' ' {
		added = added[:len(added)-1]
	}
	for i, c := range added {
		if c == '\n' || c == '\r' {
			added[i] = ' ' // a line end in the XML is no line end on the page
		}
	}
	switch {
	case s.instruction():
		added = nil
	case p.runHidden:
		p.hidden = append(p.hidden, added...)
		added = nil
	}
	p.text = append(p.text[:start], added...)
}

func (s *story) put(p *para, sign string) {
	if !s.instruction() && !p.runHidden {
		p.text = append(p.text, sign...)
	}
}

func (s *story) field(kind string) {
	top := len(s.fields) - 1
	switch kind {
	case "begin":
		if len(s.fields) < 1000 {
			s.fields = append(s.fields, false)
		}
	case "separate":
		if top >= 0 {
			s.fields[top] = true
		}
	case "end":
		if top >= 0 {
			s.fields = s.fields[:top]
		}
	}
}

// instruction reports whether the words belong to the instruction of a field.
func (s *story) instruction() bool {
	for _, shown := range s.fields {
		if !shown {
			return true
		}
	}
	return false
}

func (s *story) paragraphProperties(p *para) {
	t := s.t
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return
		case ooxml.Start:
			switch string(t.Name()) {
			case "pStyle":
				p.styleID = string(t.Attr("val"))
				if st := s.r.styles[p.styleID]; st != nil {
					p.style = st
				}
			case "outlineLvl":
				p.outline = min(max(t.Int("val", 9), 0), 9) + 1
			case "numId":
				p.numID = t.Int("val", -1)
			case "ilvl":
				p.ilvl = t.Int("val", -1)
			case "numPr", "rPr":
			case "del", "moveFrom": // of the paragraph mark
				p.markDeleted = true
			case "sectPr":
				s.section()
			default:
				t.Skip()
			}
		}
	}
}

// runProperties finds out whether a run is hidden.
func (s *story) runProperties(p *para) {
	t := s.t
	hidden, said := p.style != nil && p.style.vanish == 1, false
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return
		case ooxml.Start:
			switch string(t.Name()) {
			case "rStyle":
				if st := s.r.styles[string(t.Attr("val"))]; st != nil && st.vanish != 0 && !said {
					hidden = st.vanish == 1
				}
			case "vanish":
				hidden, said = t.On(), true
			default:
				t.Skip()
			}
		}
	}
	p.runHidden = hidden
}

// drawing looks for text boxes in a picture or shape.
func (s *story) drawing() {
	t := s.t
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return
		case ooxml.Start:
			switch string(t.Name()) {
			case "AlternateContent", "Choice", "Fallback":
				s.alternate()
			case "txbxContent":
				s.textBox()
			}
		case ooxml.End:
			s.close()
		}
	}
}

// textBox reads the paragraphs of a text box; they stand for themselves, also in a table.
func (s *story) textBox() {
	kind, tables, fields := s.kind, s.tables, s.fields
	s.kind, s.tables, s.fields = source.TextBox, nil, nil
	s.flow(&flow{}, s.t.Depth())
	s.kind, s.tables, s.fields = kind, tables, fields
}

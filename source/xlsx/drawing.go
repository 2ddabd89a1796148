package xlsx

import (
	"mingzhang/internal/ooxml"
	"mingzhang/source"
)

// texts adds the text boxes that lie over a sheet, behind its grid.
func (s *reader) texts(part string) error {
	rels, err := s.b.pkg.Relations(part)
	if err != nil {
		return err
	}
	for _, r := range rels {
		if r.Type == "drawing" && s.b.pkg.Has(r.Target) {
			if err := s.drawing(r.Target); err != nil {
				return err
			}
		}
	}
	return nil
}

// drawing reads the paragraphs of shapes; a drawing has one writing for old programs and one for new
// ones, of which the first is taken.
func (s *reader) drawing(part string) error {
	t, err := s.b.pkg.Tokens(part)
	if err != nil {
		return err
	}
	defer t.Close()
	var text []byte
	inText := 0
	for kind := t.Next(); kind != ooxml.EOF; kind = t.Next() {
		switch {
		case kind == ooxml.Start && string(t.Name()) == "Fallback":
			t.Skip()
		case kind == ooxml.Start && string(t.Name()) == "t":
			inText = t.Depth()
		case kind == ooxml.Start && string(t.Name()) == "br":
			text = append(text, '\n')
		case kind == ooxml.Text && inText > 0:
			text = append(text, t.Text()...)
		case kind == ooxml.End && string(t.Name()) == "t":
			inText = 0
		case kind == ooxml.End && string(t.Name()) == "p":
			if len(text) > 0 {
				if s.b.boxes++; s.b.boxes > MaxBoxes {
					return source.Over(source.Paragraphs, MaxBoxes)
				}
				p := &source.Paragraph{Text: s.b.Arena.Add(text), Kind: source.TextBox}
				p.Place.Sheet = s.name
				s.b.doc.Blocks = append(s.b.doc.Blocks, source.Block{Paragraph: p})
				text = text[:0]
			}
		}
	}
	return t.Err()
}

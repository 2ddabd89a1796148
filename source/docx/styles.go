package docx

import (
	"strings"

	"mingzhang/internal/ooxml"
)

// style is what a style says about words; basedOn is followed once all are read.
type style struct {
	id, name, basedOn string
	kind              string // paragraph, character, …
	isDefault         bool
	outline           int // 1 to 9; 0 is not said; 10 is body text
	numID, level      int // -1 is not said
	vanish            int // 0 is not said, 1 hidden, 2 shown
	settled           bool
}

// readStyles reads the styles and lets each inherit from the one it is based on.
func (r *reader) readStyles(part string) error {
	t, err := r.pkg.Tokens(part)
	if err != nil {
		return err
	}
	defer t.Close()
	for kind := t.Next(); kind != ooxml.EOF; kind = t.Next() {
		if kind != ooxml.Start {
			continue
		}
		switch string(t.Name()) {
		case "styles":
		case "style":
			s := readStyle(t)
			r.styles[s.id] = s
			if s.isDefault && s.kind == "paragraph" {
				r.normal = s
			}
		default:
			t.Skip()
		}
	}
	for _, s := range r.styles {
		r.settle(s, 0)
	}
	return t.Err()
}

func readStyle(t *ooxml.Tokenizer) *style {
	s := &style{id: string(t.Attr("styleId")), kind: string(t.Attr("type")), numID: -1, level: -1}
	v := string(t.Attr("default"))
	s.isDefault = v == "1" || v == "true" || v == "on"
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return s
		case ooxml.Start:
			switch string(t.Name()) {
			case "pPr", "rPr", "numPr":
			case "name":
				s.name = strings.ToLower(string(t.Attr("val")))
			case "basedOn":
				s.basedOn = string(t.Attr("val"))
			case "outlineLvl":
				s.outline = min(max(t.Int("val", 9), 0), 9) + 1
			case "ilvl":
				s.level = t.Int("val", -1)
			case "numId":
				s.numID = t.Int("val", -1)
			case "vanish":
				s.vanish = 2
				if t.On() {
					s.vanish = 1
				}
			default:
				t.Skip()
			}
		}
	}
	return s
}

// settle fills in what a style inherits. Circles end at a depth that no real file has.
func (r *reader) settle(s *style, depth int) {
	if s.settled || depth > 50 {
		return
	}
	if base := r.styles[s.basedOn]; base != nil {
		r.settle(base, depth+1)
		if s.outline == 0 {
			s.outline = base.outline
		}
		if s.numID < 0 {
			s.numID = base.numID
			if s.level < 0 {
				s.level = base.level
			}
		}
		if s.vanish == 0 {
			s.vanish = base.vanish
		}
	}
	if s.outline == 0 {
		s.outline = headingLevel(s.name)
	}
	s.settled = true
}

// headingLevel knows headings by the name of their style, where the level itself is not stored.
func headingLevel(name string) int {
	for _, prefix := range [...]string{"heading ", "标题 ", "heading", "标题"} {
		rest, ok := strings.CutPrefix(name, prefix)
		if ok && len(rest) == 1 && rest[0] >= '1' && rest[0] <= '9' {
			return int(rest[0] - '0')
		}
	}
	return 0
}

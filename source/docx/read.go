// Package docx reads Word documents (文字处理文档), as Word, WPS and LibreOffice write them.
//
// Paragraphs and tables come in document order: the body, then headers and footers, then notes. The
// words are those of the printed page: generated numbers stand in Label, tracked changes count as
// accepted, hidden words are left out, and all that is left out is noted. A table in a table follows
// the outer one as a Grid of its own, a text box follows the paragraph it hangs on.
//
// Nothing is laid out: there are no pages and no lines, fields show what they showed last, and words
// in pictures, charts and SmartArt are not read.
package docx

import (
	"fmt"
	"path"
	"strings"

	"mingzhang/internal/ooxml"
	"mingzhang/source"
)

// The limits of a document. Reaching one is source.ErrTooLarge with the limit's name.
const (
	// MaxCells bounds the cells of all tables: 1,048,576 of them take 250 MB.
	MaxCells = 1 << 20
	// MaxParagraphs bounds the paragraphs with words, about 20,000 pages.
	MaxParagraphs = 1 << 20
	// MaxCols bounds the columns of a table; Word stops at 63.
	MaxCols = 1_024
	// MaxTableDepth bounds tables in tables.
	MaxTableDepth = 64
	// maxNotes bounds the notes of one kind; the first ones tell enough.
	maxNotes = 50
)

// Read reads a document. Errors wrap source.ErrEmpty, ErrEncrypted, ErrDamaged, ErrTooLarge or
// ErrUnsupported.
func Read(data []byte) (*source.Document, error) {
	pkg, err := ooxml.Open(data)
	if err != nil {
		return nil, fmt.Errorf("docx: %w", err)
	}
	r := &reader{pkg: pkg, doc: &source.Document{Format: source.DOCX}}
	if err := r.read(); err != nil {
		return nil, fmt.Errorf("docx: %w", err)
	}
	return r.doc, nil
}

// reader is a document while it is read.
type reader struct {
	pkg       *ooxml.Package
	doc       *source.Document
	styles    map[string]*style
	normal    *style // of paragraphs without a style
	numbering *numbering
	arena     ooxml.Arena
	tables    int // top-level tables so far
	cells     int
	words     int      // paragraphs with words so far
	headers   []string // relation ids in the order of their sections
	notes     map[source.NoteCode]int
	slab      []source.Paragraph
}

func (r *reader) read() error {
	main, err := r.pkg.Main()
	if err != nil {
		return err
	}
	rels, err := r.pkg.Relations(main)
	if err != nil {
		return err
	}
	r.notes = map[source.NoteCode]int{}
	r.styles = map[string]*style{}
	parts := map[string]string{}
	for _, rel := range rels {
		if !rel.External && r.pkg.Has(rel.Target) {
			parts[rel.ID] = rel.Target
			switch rel.Type {
			case "styles", "numbering", "footnotes", "endnotes":
				parts[rel.Type] = rel.Target
			}
		}
	}
	if part := parts["styles"]; part != "" {
		if err := r.readStyles(part); err != nil {
			return err
		}
	}
	r.numbering = newNumbering()
	if part := parts["numbering"]; part != "" {
		if err := r.readNumbering(part); err != nil {
			return err
		}
	}
	if err := r.part(main, source.Body); err != nil {
		return err
	}
	if err := r.around(parts); err != nil {
		return err
	}
	r.compact()
	return nil
}

// around reads what stands around the body.
func (r *reader) around(parts map[string]string) error {
	done := map[string]bool{}
	for _, kind := range [...]source.Kind{source.Header, source.Footer} {
		for _, id := range r.headers {
			prefix, id := id[0], id[1:]
			part := parts[id]
			if part == "" || done[part] || (prefix == 'h') != (kind == source.Header) {
				continue
			}
			done[part] = true
			if err := r.part(part, kind); err != nil {
				return err
			}
		}
	}
	for _, name := range [...]string{"footnotes", "endnotes"} {
		if part := parts[name]; part != "" {
			if err := r.part(part, source.Footnote); err != nil {
				return err
			}
		}
	}
	return nil
}

// compact drops the places that were kept for paragraphs without words.
func (r *reader) compact() {
	kept := r.doc.Blocks[:0]
	for _, b := range r.doc.Blocks {
		if b.Paragraph != nil || b.Grid != nil {
			kept = append(kept, b)
		}
	}
	clear(r.doc.Blocks[len(kept):])
	r.doc.Blocks = kept
}

// part reads one part with words.
func (r *reader) part(name string, kind source.Kind) error {
	t, err := r.pkg.Tokens(name)
	if err != nil {
		return err
	}
	defer t.Close()
	s := &story{r: r, t: t, kind: kind, name: strings.TrimSuffix(path.Base(name), ".xml")}
	s.walk()
	if err := t.Err(); err != nil {
		return fmt.Errorf("part %s: %w", s.name, err)
	}
	return nil
}

// note adds a note, up to a number of one kind.
func (r *reader) note(code source.NoteCode, place source.Location, text string) {
	if r.notes[code]++; r.notes[code] <= maxNotes {
		r.doc.Notes = append(r.doc.Notes, source.Note{Place: place, Code: code, Text: text})
	}
}

// newParagraph takes a paragraph from a slab, to allocate seldom.
func (r *reader) newParagraph() *source.Paragraph {
	if len(r.slab) == 0 {
		r.slab = make([]source.Paragraph, 64)
	}
	p := &r.slab[0]
	r.slab = r.slab[1:]
	return p
}

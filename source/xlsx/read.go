// Package xlsx reads Excel workbooks (电子表格), as Excel, WPS and LibreOffice write them.
//
// Each sheet becomes one Grid whose cells hold what a person sees printed: numbers by their number
// format, dates as dates, formulas by the value that was computed last. The stored number stands
// beside the text where the two differ. Hidden sheets, rows and columns are read, flagged and
// noted. Nothing is computed: a formula without a stored value is noted and left empty.
package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"mingzhang/internal/numfmt"
	"mingzhang/internal/ooxml"
	"mingzhang/internal/sheet"
	"mingzhang/source"
)

const (
	// MaxBoxes bounds the paragraphs of text boxes, and maxShared the shared strings: each takes more
	// memory than bytes in the file. No more cells could refer to the strings.
	MaxBoxes  = 100_000
	maxShared = sheet.MaxCells
)

// Read reads a workbook. Errors wrap source.ErrEmpty, ErrEncrypted, ErrDamaged, ErrTooLarge or
// ErrUnsupported.
func Read(data []byte) (*source.Document, error) {
	pkg, err := ooxml.Open(data)
	if err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	b := &book{pkg: pkg, doc: &source.Document{Format: source.XLSX}}
	if err := b.read(); err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	return b.doc, nil
}

// book is a workbook while it is read.
type book struct {
	pkg    *ooxml.Package
	doc    *source.Document
	sheets []sheetEntry
	shared []string
	boxes  int              // paragraphs of text boxes so far
	styles []*numfmt.Format // number formats of the cell formats
	sheet.Book
	value   []byte // scratch
	formula []byte // scratch
}

type sheetEntry struct {
	name, id string
	hidden   bool
}

func (b *book) read() error {
	main, err := b.pkg.Main()
	if err != nil {
		return err
	}
	if err := b.workbook(main); err != nil {
		return err
	}
	rels, err := b.pkg.Relations(main)
	if err != nil {
		return err
	}
	targets := make(map[string]ooxml.Relation, len(rels))
	for _, r := range rels {
		targets[r.ID] = r
		switch {
		case r.Type == "sharedStrings" && b.pkg.Has(r.Target):
			err = b.sharedStrings(r.Target)
		case r.Type == "styles" && b.pkg.Has(r.Target):
			err = b.readStyles(r.Target)
		}
		if err != nil {
			return err
		}
	}
	for i, s := range b.sheets {
		r, ok := targets[s.id]
		if !ok || !b.pkg.Has(r.Target) {
			return fmt.Errorf("sheet %q has no part: %w", s.name, source.ErrDamaged)
		}
		if r.Type != "worksheet" {
			continue // charts and dialogs hold no cells
		}
		if err := b.worksheet(i+1, s, r.Target); err != nil {
			return fmt.Errorf("sheet %q: %w", s.name, err)
		}
	}
	return nil
}

// workbook reads the list of sheets.
func (b *book) workbook(part string) error {
	t, err := b.pkg.Tokens(part)
	if err != nil {
		return err
	}
	defer t.Close()
	for kind := t.Next(); kind != ooxml.EOF; kind = t.Next() {
		if kind != ooxml.Start {
			continue
		}
		switch string(t.Name()) {
		case "workbook", "sheets":
		case "workbookPr":
			v := string(t.Attr("date1904"))
			b.From1904 = v == "1" || v == "true"
		case "sheet":
			if len(b.sheets) == sheet.MaxSheets {
				return source.Over(source.Sheets, sheet.MaxSheets)
			}
			state := string(t.Attr("state"))
			s := sheetEntry{name: string(t.Attr("name")), id: string(t.Attr("id"))}
			s.hidden = state == "hidden" || state == "veryHidden"
			b.sheets = append(b.sheets, s)
		default:
			t.Skip()
		}
	}
	if t.Err() == nil && len(b.sheets) == 0 {
		return fmt.Errorf("no sheets: %w", source.ErrDamaged)
	}
	return t.Err()
}

// sharedStrings reads the texts that cells refer to. They are cut out of one string.
func (b *book) sharedStrings(part string) error {
	t, err := b.pkg.Tokens(part)
	if err != nil {
		return err
	}
	defer t.Close()
	var all []byte
	var ends []int
	depth := 0
	for kind := t.Next(); kind != ooxml.EOF; kind = t.Next() {
		switch kind {
		case ooxml.Start:
			switch string(t.Name()) {
			case "t":
				depth = t.Depth()
			case "rPh", "rPr", "phoneticPr", "extLst":
				t.Skip()
			}
		case ooxml.Text:
			if depth > 0 {
				all = appendClean(all, t.Text())
			}
		case ooxml.End:
			depth = 0
			if string(t.Name()) == "si" {
				if len(ends) == maxShared {
					return source.Over(source.Structure, maxShared)
				}
				ends = append(ends, len(all))
			}
		}
	}
	if t.Err() != nil {
		return t.Err()
	}
	text := string(bytes.ToValidUTF8(all, []byte("\uFFFD")))
	if len(text) != len(all) {
		return fmt.Errorf("part %s is no UTF-8: %w", part, source.ErrDamaged)
	}
	b.shared = make([]string, len(ends))
	start := 0
	for i, end := range ends {
		b.shared[i] = text[start:end]
		start = end
	}
	return nil
}

// appendClean appends words with line ends as "\n" and _xHHHH_ as the character that it stands for.
func appendClean(dst, text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 && bytes.IndexByte(text, '_') < 0 {
		return append(dst, text...)
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '_' && len(text)-i >= 7 && text[i+1] == 'x' && text[i+6] == '_' {
			if n, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16); err == nil {
				i += 6
				if n != '\r' {
					dst = append(dst, string(rune(n))...)
				} else if i+1 < len(text) && text[i+1] != '\n' {
					dst = append(dst, '\n')
				}
				continue
			}
		}
		if c == '\r' {
			if i+1 < len(text) && text[i+1] == '\n' {
				continue
			}
			c = '\n'
		}
		dst = append(dst, c)
	}
	return dst
}

var errNoString = errors.New("a cell refers to a shared string that does not exist")

// Package doc reads Word documents of 1997 to 2003 (旧版文字处理文档).
//
// Paragraphs, headings and tables come as from source/docx: text in the order of the piece table,
// which also puts fast-saved files right, fields with their results, without hidden and deleted
// words. Tables have their merged cells, tables in tables are Grids of their own.
//
// Numbers that Word generates are not computed: Label stays empty, and a Note says so. Older files (Word 6 and 95) are
// source.ErrUnsupported, encrypted ones source.ErrEncrypted.
package doc

import (
	"encoding/binary"
	"fmt"

	"mingzhang/internal/ole"
	"mingzhang/source"
)

// The limits of a document. Reaching one is source.ErrTooLarge with the limit's name.
const (
	// MaxChars bounds the characters, about 30,000 pages.
	MaxChars = 32 << 20
	// MaxCells bounds the cells of all tables: 1,048,576 of them take 250 MB.
	MaxCells = 1 << 20
	// MaxTableDepth bounds tables in tables.
	MaxTableDepth = 64
	// maxPieces and maxPages bound what the tables of a file may claim.
	maxPieces = 1 << 20
	maxNotes  = 50
)

var (
	le       = binary.LittleEndian
	errShort = fmt.Errorf("doc: a structure is cut off: %w", source.ErrDamaged)
)

// Offsets in the file information block (MS-DOC 2.5).
const (
	fibFlags   = 0x0A
	fibCounts  = 0x4C // characters of text, footnotes, headers, macros, comments, endnotes, boxes
	fibFootEnd = 0x6C
	fibHeaders = 0xF2
	fibChars   = 0xFA
	fibParas   = 0x102
	fibClx     = 0x1A2
	fibLength  = 0x1AA
)

// Read reads a document. Errors wrap source.ErrEmpty, ErrEncrypted, ErrDamaged, ErrTooLarge or
// ErrUnsupported.
func Read(data []byte) (*source.Document, error) {
	if len(data) == 0 {
		return nil, fmt.Errorf("doc: %w", source.ErrEmpty)
	}
	streams, err := ole.Streams(data, "WordDocument", "0Table", "1Table", "Data", "EncryptedPackage")
	if err != nil {
		return nil, fmt.Errorf("doc: %w", err)
	}
	if streams["EncryptedPackage"] != nil {
		return nil, fmt.Errorf("doc: %w", source.ErrEncrypted)
	}
	f := &file{main: streams["WordDocument"], data: streams["Data"], doc: &source.Document{Format: source.DOC}}
	if err := f.open(streams); err != nil {
		return nil, err
	}
	if err := f.stories(); err != nil {
		return nil, err
	}
	return f.doc, nil
}

// file is a document while it is read.
type file struct {
	main, table, data []byte
	doc               *source.Document
	text              []char
	runs              []run // of characters, by offset
	paras             []run // of paragraphs, by offset
	counts            [8]int
	tables, cells     int
	notes             map[source.NoteCode]int
}

// open reads the tables of the file.
func (f *file) open(streams map[string][]byte) error {
	m := f.main
	if m == nil {
		return fmt.Errorf("doc: no document in the file: %w", source.ErrUnsupported)
	}
	if len(m) < 32 || le.Uint16(m) != 0xA5EC || le.Uint16(m[2:]) < 101 {
		return fmt.Errorf("doc: not of Word 97 to 2003: %w", source.ErrUnsupported)
	}
	flags := le.Uint16(m[fibFlags:])
	if flags&0x0100 != 0 {
		return fmt.Errorf("doc: %w", source.ErrEncrypted)
	}
	if len(m) < fibLength {
		return errShort
	}
	f.table = streams["0Table"]
	if flags&0x0200 != 0 {
		f.table = streams["1Table"]
	}
	if f.table == nil {
		return fmt.Errorf("doc: the table stream is missing: %w", source.ErrDamaged)
	}
	total := 0
	for i := range f.counts {
		n := int(int32(le.Uint32(m[fibCounts+4*i:])))
		if n < 0 || n > MaxChars {
			return source.Over(source.Characters, MaxChars)
		}
		f.counts[i] = n
		total += n
	}
	if err := f.pieces(total); err != nil {
		return err
	}
	f.notes = map[source.NoteCode]int{}
	f.runs = f.properties(fibChars, false)
	f.paras = f.properties(fibParas, true)
	return nil
}

// part returns what a pair of offset and length in the file information block means.
func (f *file) part(at int) []byte {
	from, n := int(le.Uint32(f.main[at:])), int(le.Uint32(f.main[at+4:]))
	if n == 0 || from > len(f.table) || n > len(f.table)-from {
		return nil
	}
	return f.table[from : from+n]
}

// note adds a note, up to a number of one kind.
func (f *file) note(code source.NoteCode, place source.Location, text string) {
	if f.notes[code]++; f.notes[code] <= maxNotes {
		f.doc.Notes = append(f.doc.Notes, source.Note{Place: place, Code: code, Text: text})
	}
}

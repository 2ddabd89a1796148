package sheet

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"mingzhang/internal/numfmt"
	"mingzhang/internal/ooxml"
	"mingzhang/source"
)

// The limits of a workbook. Reaching one is source.ErrTooLarge with the limit's name.
const (
	// MaxCells bounds the cells with content in a workbook: 1,048,576 of them take 250 MB.
	MaxCells = 1 << 20
	// MaxRows bounds the rows with content in one sheet. No disclosure has a table that a person
	// could not read.
	MaxRows = 100_000
	// MaxSheets bounds the sheets of a workbook.
	MaxSheets = 1_000
	// MaxChars bounds the characters of all cells of a workbook, each counted where it stands: one text
	// that 200,000 cells share is kept once, but whoever reads the cells reads it 200,000 times. All
	// the cells that are allowed have room for 32 characters each.
	MaxChars = 32 << 20
	// MaxMergeWork bounds the columns of all merged ranges of a sheet taken together.
	MaxMergeWork = 10_000_000
	// LastRow and LastCol are where sheets end.
	LastRow, LastCol = 1 << 20, 1 << 14
)

// Book is what the sheets of a workbook share while it is read.
type Book struct {
	Arena    ooxml.Arena
	From1904 bool // days are counted from 1904
	cells    int
	chars    int
	printed  []byte
	plain    []byte
}

// small is a cell while its sheet is read: a fifth of a source.Cell, so that a sheet beyond the
// limits is refused before it takes memory.
type small struct {
	text, formula, number string
	row, col              int32 // from 0
}

const chunkCells = 2048

// Sheet is a worksheet while it is read.
type Sheet struct {
	NoZeros    bool // the view prints zeros as blanks
	book       *Book
	name       string
	rows       int // with content
	last       small
	unsorted   bool
	chunks     [][]small
	merges     []merge
	hiddenRows []span
	hiddenCols []span
	noValue    []string // formulas without a stored value
	noValues   int
}

// Sheet begins a sheet.
func (b *Book) Sheet(name string) *Sheet {
	return &Sheet{book: b, name: name, last: small{row: -1}}
}

// Cell is a cell to be added; rows and columns count from 0.
type Cell struct {
	Row, Col              int
	Text, Formula, Number string
}

// Add adds a cell. Cells with no content are not kept. An error is source.ErrTooLarge.
func (s *Sheet) Add(c Cell) error {
	if c.Text == "" && c.Formula == "" && c.Number == "" {
		return nil
	}
	b := s.book
	if b.cells++; b.cells > MaxCells {
		return source.Over(source.Cells, MaxCells)
	}
	for _, text := range [...]string{c.Text, c.Formula, c.Number} {
		b.chars += utf8.RuneCountInString(text)
	}
	if b.chars > MaxChars {
		return source.Over(source.Characters, MaxChars)
	}
	kept := small{text: c.Text, formula: c.Formula, number: c.Number, row: int32(c.Row), col: int32(c.Col)}
	if kept.row != s.last.row {
		if s.rows++; s.rows > MaxRows {
			return source.Over(source.Rows, MaxRows)
		}
	}
	s.unsorted = s.unsorted || kept.row < s.last.row || kept.row == s.last.row && kept.col < s.last.col
	s.last = kept
	last := len(s.chunks) - 1
	if last < 0 || len(s.chunks[last]) == cap(s.chunks[last]) {
		size := chunkCells
		if last < 0 {
			size = 128
		}
		s.chunks = append(s.chunks, make([]small, 0, size))
		last++
	}
	s.chunks[last] = append(s.chunks[last], kept)
	return nil
}

// Number prints a stored number, and returns its digits where they differ from what is printed.
func (s *Sheet) Number(format *numfmt.Format, stored []byte) (text, digits string) {
	b := s.book
	v := bytes.TrimSpace(stored)
	if len(v) == 0 {
		return "", ""
	}
	if format.IsGeneral() {
		b.printed = numfmt.General(b.printed[:0], string(v))
	} else {
		b.printed = format.Append(b.printed[:0], string(v), b.From1904)
	}
	if bytes.Equal(b.printed, v) && !s.NoZeros {
		return b.Arena.Add(b.printed), ""
	}
	plain, ok := numfmt.Plain(b.plain[:0], string(v))
	b.plain = plain
	switch {
	case !ok:
		return b.Arena.Add(b.printed), ""
	case s.NoZeros && string(plain) == "0":
		return "", "0"
	case !numfmt.Same(b.printed, plain):
		digits = b.Arena.Add(plain)
	}
	return b.Arena.Add(b.printed), digits
}

// Text prints a text by the format of its cell.
func (s *Sheet) Text(format *numfmt.Format, text string) string {
	if format.PlainText() {
		return text
	}
	s.book.printed = format.AppendText(s.book.printed[:0], text)
	return s.book.Arena.Add(s.book.printed)
}

// Merge merges a range; rows and columns count from 0, ends included.
func (s *Sheet) Merge(row, col, row2, col2 int) {
	if row >= 0 && col >= 0 && row2 >= row && col2 >= col && (row2 > row || col2 > col) &&
		row2 < LastRow && col2 < LastCol {
		s.merges = append(s.merges, merge{row, col, row2, col2})
	}
}

// HideRow says that a row, counted from 1, is hidden.
func (s *Sheet) HideRow(row int) {
	if last := len(s.hiddenRows) - 1; last >= 0 && s.hiddenRows[last].to == row-1 {
		s.hiddenRows[last].to = row
		return
	}
	s.hiddenRows = append(s.hiddenRows, span{row, row})
}

// HideCols says that columns, counted from 1, are hidden.
func (s *Sheet) HideCols(from, to int) {
	if from >= 1 && from <= to {
		s.hiddenCols = append(s.hiddenCols, span{from, min(to, LastCol)})
	}
}

// NoValue says that the formula of a cell, counted from 0, has no stored value.
func (s *Sheet) NoValue(row, col int) {
	s.noValues++
	if len(s.noValue) < maxListed {
		s.noValue = append(s.noValue, string(strconv.AppendInt(AppendCol(nil, col+1), int64(row+1), 10)))
	}
}

// AppendCol appends the letters of a column, counted from 1.
func AppendCol(dst []byte, col int) []byte {
	if col > 26 {
		dst = AppendCol(dst, (col-1)/26)
	}
	return append(dst, byte('A'+(col-1)%26))
}

// Package source holds what a published file says and where it says it: paragraphs, grids and
// places, with no meaning yet (来源与出处).
//
// Readers of single formats live below it (source/docx, source/pdf, …). They return a Document and
// never guess, trim or correct: what a person sees printed is what stands in Text. What they could
// not read they say in Notes, so that nothing passes silently.
package source

import (
	"fmt"
)

// Format names a file format (文件格式) as it was found in the bytes.
type Format string

// The formats that can be read.
const (
	Text Format = "text"
	HTML Format = "html"
	DOCX Format = "docx"
	XLSX Format = "xlsx"
	PDF  Format = "pdf"
	XLS  Format = "xls"
	DOC  Format = "doc"
)

// Document is one file as it was read (文档).
type Document struct {
	Format Format
	Blocks []Block // in reading order
	Notes  []Note
}

// Block is a paragraph or a grid; exactly one of the two is set.
type Block struct {
	Paragraph *Paragraph
	Grid      *Grid
}

// Paragraph is a run of text with its place (段落). A text line of a PDF or a plain text is a
// Paragraph of its own; RunsOn says that the next one continues it.
type Paragraph struct {
	Text  string
	Place Location
	// Label is a number that the word processor generates and does not store in Text ("一、").
	Label string
	// Level is the outline level of a heading, 1 to 9; 0 for body text.
	Level int
	// RunsOn says that the line was broken only because the page ended at the right: the next
	// Paragraph goes on with the same sentence.
	RunsOn bool
	// Kind tells body text from what stands around it.
	Kind Kind
}

// Kind says where on the page a paragraph or grid stands.
type Kind uint8

// The kinds of paragraphs.
const (
	Body Kind = iota
	Header
	Footer
	Footnote
	TextBox
)

// Grid is a table (表格): rows of cells after merging. A merged cell stands once, at its top left,
// with its spans; positions that it covers hold no cell.
type Grid struct {
	// Name is the sheet of a workbook, empty elsewhere.
	Name string
	// Number is the table's number in the document, "3", or "3/1" for the first table nested in it.
	Number string
	Cells  []Cell // by row, then by column
	Rows   int
	Cols   int
	Place  Location
	Hidden bool
	// Ruled is false where columns were found by alignment only.
	Ruled bool
}

// Cell is one cell of a grid (单元格). Row and Col count from 0, spans are at least 1.
type Cell struct {
	Text             string
	Row, Col         int
	RowSpan, ColSpan int
	Place            Location
	// Formula is the formula behind a spreadsheet cell, without the leading "=".
	Formula string
	// Number holds the stored value of a numeric spreadsheet cell as decimal digits, where it
	// differs from what is printed; empty otherwise.
	Number string
	Hidden bool
}

// Box is a rectangle in hundredths of a point from the top left of the page as shown.
type Box struct{ X0, Y0, X1, Y1 int32 }

// Location says where words stand (出处). All counts start from 1; a zero field does not apply.
type Location struct {
	Line, Column int    // text, HTML; PDF: Line is the line on the page
	Part         string // DOCX: document, header1, footnotes, …
	Paragraph    int    // DOCX: the n-th w:p in document order, cells included
	Table        string // grids of HTML, DOCX, PDF, text
	Row, Col     int    // in the grid after merging
	Sheet, Cell  string // XLSX, XLS: sheet and top-left cell
	Page         int    // PDF
	Box          Box    // PDF
	Path         string // Book: JSON pointer
}

// String gives a short form for logs and test output.
func (l Location) String() string {
	switch {
	case l.Path != "":
		return l.Path
	case l.Sheet != "":
		return l.Sheet + "!" + l.Cell
	case l.Page != 0:
		return fmt.Sprintf("p%d:%d", l.Page, l.Line)
	case l.Paragraph != 0:
		return fmt.Sprintf("¶%d", l.Paragraph)
	}
	return fmt.Sprintf("%d:%d", l.Line, l.Column)
}

// Note is something that a reader noticed and a person should know (读取说明): a hidden sheet, a
// page without text, a part that was left out.
type Note struct {
	Place Location
	Code  NoteCode
	Text  string // the name or words concerned
}

// NoteCode is the kind of a Note; the words for people belong to the report.
type NoteCode string

// The notes that readers give.
const (
	HiddenSheet   NoteCode = "hidden-sheet"
	HiddenRows    NoteCode = "hidden-rows"
	HiddenCols    NoteCode = "hidden-columns"
	HiddenText    NoteCode = "hidden-text"
	NoCachedValue NoteCode = "no-cached-value"
	ScannedPage   NoteCode = "scanned-page"
	DeletedText   NoteCode = "tracked-deletion"
	Comment       NoteCode = "comment"
	BadBytes      NoteCode = "bad-bytes"
	Truncated     NoteCode = "truncated"
	// NoLabels says that numbers which the word processor generates could not be computed.
	NoLabels NoteCode = "no-generated-numbers"
)

// At returns the cell that covers row and col (from 0), or nil.
func (g *Grid) At(row, col int) *Cell {
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.Row > row {
			break
		}
		if row < c.Row+c.RowSpan && col >= c.Col && col < c.Col+c.ColSpan {
			return c
		}
	}
	return nil
}

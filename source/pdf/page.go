// Package pdf rebuilds paragraphs and tables from the glyphs and ruled lines of PDF pages (版面还原).
//
// It is pure: an engine such as internal/pdfium fills Pages, and Build does the rest. It never guesses
// at characters, corrects figures or drops words; what stands on a page stands in exactly one
// paragraph or cell. Lengths are int32 in hundredths of a point from the top left of the page as shown.
package pdf

import "mingzhang/source"

// Page is one page as shown, after its rotation (页面).
type Page struct {
	Number        int // from 1
	Width, Height int32
	Glyphs        []Glyph
	Rules         []Rule
	// Scanned says that the page holds a picture that fills it and no text.
	Scanned bool
}

// Glyph is one character with the box of its advance width and font size (字形).
type Glyph struct {
	Rune rune
	Box  source.Box
	// Angle is the direction of writing in degrees counter-clockwise, as shown: 0 is upright.
	Angle int16
	// Object numbers the show-text operation that drew the glyph; 0 when it is not known. Glyphs of one
	// operation belong together even where they stand across a ruled line.
	Object int32
	// Hidden says that the middle of the glyph lies outside the window through which it is drawn.
	Hidden bool
}

// Rule is a ruled line as drawn: a thin filled rectangle or a stroked segment (表格线).
type Rule struct{ X0, Y0, X1, Y1 int32 }

// point is one typographic point in the unit of this package.
const point = 100

// Package html reads web pages (网页) as a person sees them without styles and scripts.
//
// Paragraphs, headings and tables come in document order with the line and column where their words
// begin. Scripts, styles, comments and what the page itself hides are left out. A table that only
// lays out the page is entered; a table of figures becomes a Grid, its caption a paragraph before.
//
// It reads by the token and closes what authors leave open (p, li, td, tr) as browsers do, without
// building a tree, so that no depth of nesting can exhaust the stack. Style sheets are not read:
// only the attributes hidden and style can hide.
package html

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"golang.org/x/net/html"

	"mingzhang/source"
)

// The limits of a page. Reaching one is source.ErrTooLarge with the limit's name.
const (
	// MaxBytes bounds a page; the largest disclosure met has 3 MB, pictures in it included.
	MaxBytes = 64 << 20
	// MaxDepth bounds open elements; browsers stop at 512 and flatten the rest.
	MaxDepth = 65_536
	// MaxCells bounds the cells of all tables: 1,048,576 of them take 250 MB.
	MaxCells = 1 << 20
	// MaxParagraphs bounds the paragraphs.
	MaxParagraphs = 1 << 20
	// MaxCols bounds the columns of a table, as browsers bound colspan.
	MaxCols = 1_000
	// MaxTableDepth bounds tables in tables.
	MaxTableDepth = 64
	maxRowSpan    = 65_534 // as browsers
	maxSearch     = 256    // open elements that an end tag is looked for in
	maxNotes      = 20
)

// Read reads a page in the encoding that it has. Errors wrap source.ErrEmpty, ErrDamaged or
// ErrTooLarge; broken markup is no error.
func Read(data []byte) (*source.Document, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, fmt.Errorf("html: %w", source.ErrEmpty)
	}
	if len(data) > MaxBytes {
		return nil, source.Over(source.Bytes, MaxBytes)
	}
	text, clean := Decode(data)
	b := &builder{doc: &source.Document{Format: source.HTML}, text: text}
	b.at.line, b.at.column = 1, 1
	if !clean {
		b.doc.Notes = append(b.doc.Notes, source.Note{Code: source.BadBytes})
	}
	z := html.NewTokenizer(bytes.NewReader(text))
	z.SetMaxBuf(MaxBytes)
	offset := 0
	for b.err == nil {
		kind := z.Next()
		raw := z.Raw()
		b.offset = offset
		offset += len(raw)
		switch kind {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return nil, fmt.Errorf("html: %w: %w", source.ErrDamaged, err)
			}
			b.finish()
			if b.err != nil {
				return nil, b.err
			}
			return b.doc, nil
		case html.TextToken:
			b.words(z, raw)
		case html.StartTagToken, html.SelfClosingTagToken:
			b.start(z, kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(string(name))
		}
	}
	return nil, b.err
}

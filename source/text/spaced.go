package text

import (
	"strings"
	"unicode/utf8"

	"mingzhang/source"
)

// Bounds of a table whose cells are divided by one blank.
const (
	spacedNarrow = 3   // columns
	spacedRows   = 3   // rows below the head
	spacedLong   = 120 // characters of a line
)

// spaced reads a table that lost the width of its columns, so that one blank divides the cells: a head without
// figures, then rows of as many words of which the last are figures or dashes. It returns the number of lines
// taken, 0 where there is no such table.
func (r *reader) spaced(at int) int {
	head := strings.Fields(r.lines[at])
	if len(head) < spacedNarrow || !isSpacedHead(r.lines[at], head) {
		return 0
	}
	end := at + 1
	for end < len(r.lines) && isSpacedRow(r.lines[end], len(head)) {
		end++
	}
	if end-at <= spacedRows {
		return 0
	}
	g := &source.Grid{Ruled: true}
	for i := at; i < end; i++ {
		line, pos := r.lines[i], 0
		for col, word := range strings.Fields(line) {
			pos += strings.Index(line[pos:], word)
			text := word
			if text == "-" && col == 0 { // no code
				text = ""
			}
			g.Cells = append(g.Cells, source.Cell{Text: text, Row: i - at, Col: col, RowSpan: 1, ColSpan: 1, Place: source.Location{Line: i + 1, Column: 1 + runes(line[:pos])}})
			pos += len(word)
		}
	}
	r.addGrid(g)
	return end - at
}

func isSpacedHead(line string, words []string) bool {
	if utf8.RuneCountInString(line) > spacedLong || strings.ContainsAny(line, "。；：，|\t") {
		return false
	}
	for _, w := range words {
		if isNumber(w) || w == "-" || w == "—" {
			return false
		}
	}
	return true
}

// isSpacedRow reports whether a line has so many words, of which all but the first two are figures or dashes,
// at least one of them a figure.
func isSpacedRow(line string, cells int) bool {
	if utf8.RuneCountInString(line) > spacedLong || strings.ContainsAny(line, "。；，|\t") {
		return false
	}
	words := strings.Fields(line)
	if len(words) != cells {
		return false
	}
	figures := 0
	for i, w := range words {
		switch {
		case isNumber(w):
			if i >= 1 {
				figures++
			}
		case w == "-" || w == "—" || w == "--":
		case i >= min(2, cells-2):
			return false
		}
	}
	return figures > 0
}

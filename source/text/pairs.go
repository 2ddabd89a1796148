package text

import (
	"strings"

	"mingzhang/source"
)

// pairs reads a table of two sides whose cells stand one a line: below 项目 and 预算数, twice over, name and figure of
// the left, name and figure of the right. A blank line is a blank cell. Where the blank cells were left out, the
// names tell on which side a pair stands. It returns the number of lines taken, 0 where there is no such table.
func (r *reader) pairs(at int) int {
	const width, pair = 4, 2
	first := r.wordsFrom(at) - 1
	head := first - width
	if sides := head - at; first < 0 || sides != 0 && sides != 2 || r.lines[head] != r.lines[head+2] || r.lines[head+1] != r.lines[head+3] {
		return 0
	}
	g := &source.Grid{Ruled: true}
	row, end, rows := 0, first, 0
	put := func(l, col, span int) {
		text := strings.TrimSpace(r.lines[l])
		g.Cells = append(g.Cells, source.Cell{Text: text, Row: row, Col: col, RowSpan: 1, ColSpan: span,
			Place: source.Location{Line: l + 1, Column: 1 + runes(r.lines[l][:strings.Index(r.lines[l], text)])}})
	}
	if head > at {
		put(at, 0, pair)
		put(at+1, pair, pair)
		row++
	}
	for c := range width {
		put(head+c, c, 1)
	}
	col := width // the next free column of the row
	for l := first; l+pair <= len(r.lines) && r.isPair(l); l += pair {
		to := col % width
		switch side := sideOf(r.lines[l]); {
		case side == rightSide && to == 0:
			to = pair // nothing on the left
		case side == leftSide && to == pair:
			to = 0 // nothing on the right
		}
		if to == 0 || col == width {
			row++
			rows++
		}
		put(l, to, 1)
		put(l+1, to+1, 1)
		col, end = to+pair, l+pair
	}
	if rows < bareRows || !r.room(len(g.Cells)) {
		return 0
	}
	r.addGrid(g)
	return end - at
}

// isPair reports whether two lines are a name and its figure, or blank.
func (r *reader) isPair(l int) bool {
	name, figure := strings.TrimSpace(r.lines[l]), strings.TrimSpace(r.lines[l+1])
	if name == "" {
		return figure == "" && l+2 < len(r.lines) && r.lines[l+2] != "" && !isCaption(strings.TrimSpace(r.lines[l+2]))
	}
	return isBareCell(r.lines[l]) && !r.isValue(l) && (figure == "" || r.isValue(l+1))
}

// side is where the name of a row of a table of revenue and expenditure belongs.
type side uint8

const (
	eitherSide side = iota
	leftSide
	rightSide
)

// sideOf tells the side by the name: revenue stands on the left, expenditure on the right.
func sideOf(name string) side {
	switch in, out := strings.Contains(name, "收入"), strings.Contains(name, "支出"); {
	case in && !out, strings.Contains(name, "年初"), strings.Contains(name, "上年"):
		return leftSide
	case out && !in, strings.Contains(name, "年末"), strings.Contains(name, "下年"):
		return rightSide
	}
	return eitherSide
}

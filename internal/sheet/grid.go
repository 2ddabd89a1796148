// Package sheet lays out a worksheet (工作表), whatever file it comes from: it prints numbers, puts
// merged cells once at their top left, flags what is hidden and says so, and keeps to the limits.
package sheet

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"mingzhang/source"
)

// maxListed bounds the places that one note names.
const maxListed = 20

// span is a range of rows or columns, from 1, ends included.
type span struct{ from, to int }

// covers reports whether sorted spans hold all of from…to.
func covers(spans []span, from, to int) bool {
	i, found := slices.BinarySearchFunc(spans, from, func(s span, n int) int {
		switch {
		case s.to < n:
			return -1
		case s.from > n:
			return 1
		}
		return 0
	})
	return found && spans[i].to >= to
}

// merge is a merged range, from 0, ends included.
type merge struct{ row, col, row2, col2 int }

// Grid lays out what was added. Number is the position of the sheet in its workbook.
func (s *Sheet) Grid(number int, hidden bool) (*source.Grid, []source.Note, error) {
	g := &source.Grid{
		Name: s.name, Number: strconv.Itoa(number), Hidden: hidden, Ruled: true,
		Place: source.Location{Sheet: s.name},
	}
	s.hiddenRows, s.hiddenCols = joinSpans(s.hiddenRows), joinSpans(s.hiddenCols)
	if s.unsorted {
		all := slices.Concat(s.chunks...)
		slices.SortStableFunc(all, func(a, b small) int {
			return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
		})
		s.chunks = [][]small{all}
	}
	count := len(s.merges)
	for _, chunk := range s.chunks {
		count += len(chunk)
	}
	cover, err := newCover(s.merges)
	if err != nil {
		return nil, nil, err
	}
	g.Cells = make([]source.Cell, 0, count)
	var ref []byte
	cover.walk(s.chunks, func(c *small, m *merge) {
		row, col := int(c.row), int(c.col)
		ref = strconv.AppendInt(AppendCol(ref[:0], col+1), int64(row+1), 10)
		// Filled in place: a cell is too large to be built and copied a million times.
		g.Cells = g.Cells[:len(g.Cells)+1]
		out := &g.Cells[len(g.Cells)-1]
		out.Text, out.Formula, out.Number = c.text, c.formula, c.number
		out.Row, out.Col = row, col
		out.RowSpan, out.ColSpan = m.row2-m.row+1, m.col2-m.col+1
		out.Place.Sheet, out.Place.Cell = s.name, s.book.Arena.Add(ref)
		out.Place.Row, out.Place.Col = row+1, col+1
		out.Hidden = covers(s.hiddenRows, m.row+1, m.row2+1) || covers(s.hiddenCols, m.col+1, m.col2+1)
		g.Rows, g.Cols = max(g.Rows, m.row2+1), max(g.Cols, m.col2+1)
	})
	s.chunks = nil
	return g, s.notes(g), nil
}

// joinSpans sorts spans and joins neighbours, which files often list one by one.
func joinSpans(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	joined := spans[:0]
	for _, c := range spans {
		if n := len(joined); n > 0 && c.from <= joined[n-1].to+1 {
			joined[n-1].to = max(joined[n-1].to, c.to)
			continue
		}
		joined = append(joined, c)
	}
	return joined
}

// cover knows, while cells are walked in order, which merged range lies over a column.
type cover struct {
	merges []merge // by row, then column
	next   int
	over   []int32 // by column: index into merges, +1
	single merge   // of the cell that is emitted, to allocate none for each
}

func newCover(merges []merge) (*cover, error) {
	work, cols := 0, 0
	for _, m := range merges {
		work += m.col2 - m.col + 1
		cols = max(cols, m.col2+1)
	}
	if work > MaxMergeWork {
		return nil, source.Over(source.Structure, MaxMergeWork)
	}
	slices.SortFunc(merges, func(a, b merge) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
	return &cover{merges: merges, over: make([]int32, cols)}, nil
}

// walk emits the cells that a person sees: single ones, and merged ranges once at their top left,
// also where they are empty. Cells under a range are not seen, whatever they hold.
func (c *cover) walk(chunks [][]small, emit func(*small, *merge)) {
	for _, chunk := range chunks {
		for i := range chunk {
			c.cell(&chunk[i], emit)
		}
	}
	for c.next < len(c.merges) {
		c.open(nil, emit)
	}
}

// cell emits a cell, and before it the ranges that begin before it.
func (c *cover) cell(cell *small, emit func(*small, *merge)) {
	row, col := int(cell.row), int(cell.col)
	for c.next < len(c.merges) && c.before(row, col) {
		c.open(nil, emit)
	}
	switch {
	case c.next < len(c.merges) && c.merges[c.next].row == row && c.merges[c.next].col == col:
		c.open(cell, emit)
	case c.at(row, col) == nil:
		c.single = merge{row, col, row, col}
		emit(cell, &c.single)
	}
}

func (c *cover) before(row, col int) bool {
	m := &c.merges[c.next]
	return m.row < row || m.row == row && m.col < col
}

func (c *cover) at(row, col int) *merge {
	if col >= len(c.over) || c.over[col] == 0 {
		return nil
	}
	if m := &c.merges[c.over[col]-1]; row <= m.row2 {
		return m
	}
	return nil
}

// open lays the next range over its columns and emits its cell.
func (c *cover) open(cell *small, emit func(*small, *merge)) {
	m := &c.merges[c.next]
	c.next++
	if c.at(m.row, m.col) != nil {
		return // overlapping ranges: Excel repairs the file and keeps the first
	}
	for col := m.col; col <= m.col2; col++ {
		c.over[col] = int32(c.next)
	}
	if cell == nil {
		cell = &small{row: int32(m.row), col: int32(m.col)}
	}
	emit(cell, m)
}

// notes says what is hidden and what was never computed.
func (s *Sheet) notes(g *source.Grid) []source.Note {
	var notes []source.Note
	place := source.Location{Sheet: s.name}
	note := func(code source.NoteCode, text string) {
		notes = append(notes, source.Note{Place: place, Code: code, Text: text})
	}
	if g.Hidden {
		note(source.HiddenSheet, s.name)
	}
	if list := listSpans(usedSpans(s.hiddenRows, g, true), strconv.Itoa); list != "" {
		note(source.HiddenRows, list)
	}
	letters := func(n int) string { return string(AppendCol(nil, n)) }
	if list := listSpans(usedSpans(s.hiddenCols, g, false), letters); list != "" {
		note(source.HiddenCols, list)
	}
	if s.noValues > 0 {
		text := strings.Join(s.noValue, ", ")
		if s.noValues > len(s.noValue) {
			text += ", …"
		}
		place.Cell = s.noValue[0]
		note(source.NoCachedValue, text)
	}
	return notes
}

// usedSpans keeps the spans that hide words: hiding the empty rest of a sheet hides nothing.
func usedSpans(spans []span, g *source.Grid, rows bool) []span {
	if len(spans) == 0 {
		return nil
	}
	used := make(map[int]bool)
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.Hidden && (c.Text != "" || c.Number != "") {
			if rows {
				used[c.Row+1] = true
			} else {
				used[c.Col+1] = true
			}
		}
	}
	var kept []span
	for _, s := range spans {
		for n := s.from; n <= s.to; n++ {
			if used[n] {
				kept = append(kept, s)
				break
			}
		}
	}
	return kept
}

func listSpans(spans []span, name func(int) string) string {
	var b strings.Builder
	for i, s := range spans {
		if i == maxListed {
			b.WriteString(", …")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(name(s.from))
		if s.to > s.from {
			b.WriteString("-" + name(s.to))
		}
	}
	return b.String()
}

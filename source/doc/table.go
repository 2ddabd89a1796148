package doc

import (
	"slices"
	"strconv"
	"strings"

	"mingzhang/source"
)

// near is how far edges of cells may lie apart, in twentieths of a point, and still be one: dragging
// by hand leaves steps.
const near = 40

// table is a table while it is read.
type table struct {
	number   string
	children int
	slot     int // block that is kept for it
	place    source.Location
	rows     []tableRow
	row      []tableCell
	text     strings.Builder
	first    source.Location
	begun    bool
}

type tableRow struct {
	cells []tableCell
	shape *rowShape
}

type tableCell struct {
	text  string
	place source.Location
}

// openTables opens tables until depth of them are open, and returns the innermost.
func (s *story) openTables(depth int, place source.Location) *table {
	for len(s.tables) < depth {
		t := &table{slot: len(s.blocks), place: place}
		if n := len(s.tables); n > 0 {
			outer := s.tables[n-1]
			outer.children++
			t.number = outer.number + "/" + strconv.Itoa(outer.children)
		} else {
			s.f.tables++
			t.number = strconv.Itoa(s.f.tables)
		}
		s.blocks = append(s.blocks, source.Block{})
		s.tables = append(s.tables, t)
	}
	return s.tables[depth-1]
}

// closeTables lays out the tables that are deeper than depth.
func (s *story) closeTables(depth int) {
	for len(s.tables) > depth {
		t := s.tables[len(s.tables)-1]
		s.tables = s.tables[:len(s.tables)-1]
		if len(t.row) > 0 || t.begun {
			t.endRow(nil)
		}
		if g := t.grid(); g != nil {
			s.blocks[t.slot].Grid = g
			continue
		}
		s.blocks = slices.Delete(s.blocks, t.slot, t.slot+1)
	}
}

// add appends a paragraph to the cell.
func (t *table) add(text string, place source.Location) {
	if !t.begun {
		t.begun, t.first = true, place
	}
	if text == "" {
		return
	}
	if t.text.Len() > 0 {
		t.text.WriteByte('\n')
	}
	t.text.WriteString(text)
}

func (t *table) endCell() {
	t.row = append(t.row, tableCell{t.text.String(), t.first})
	t.text.Reset()
	t.begun = false
}

func (t *table) endRow(shape *rowShape) {
	if t.text.Len() > 0 {
		t.endCell()
	}
	t.begun = false
	if shape != nil && len(shape.flags) < len(t.row) {
		shape = nil // does not belong to this row
	}
	if len(t.row) > 0 {
		t.rows = append(t.rows, tableRow{t.row, shape})
	}
	t.row = nil
}

// grid lays out the rows: cells stand between edges, and every edge of any row divides columns.
func (t *table) grid() *source.Grid {
	if len(t.rows) == 0 {
		return nil
	}
	g := &source.Grid{Number: t.number, Rows: len(t.rows), Place: t.place, Ruled: true}
	g.Place.Table = t.number
	edges := t.edges()
	open := map[int]int{} // by column: index of the cell that goes on below
	for row := range t.rows {
		r := &t.rows[row]
		left := -1 // the cell that a horizontally merged one extends
		for i := range r.cells {
			col, span := i, 1
			var flags uint16
			if r.shape != nil && edges != nil {
				col = column(edges, r.shape.edges[i])
				span = max(column(edges, r.shape.edges[i+1])-col, 1)
				flags = r.shape.flags[i]
			}
			g.Cols = max(g.Cols, col+span)
			if flags&tcMerged != 0 && left >= 0 {
				g.Cells[left].ColSpan = col + span - g.Cells[left].Col
				continue
			}
			above, ok := open[col]
			ok = ok && g.Cells[above].Row+g.Cells[above].RowSpan == row
			if ok && flags&tcVertMerge != 0 && flags&tcVertRestart == 0 {
				g.Cells[above].RowSpan = row - g.Cells[above].Row + 1
				left = -1
				continue
			}
			left = len(g.Cells)
			delete(open, col)
			if flags&tcVertMerge != 0 {
				open[col] = left
			}
			place := r.cells[i].place
			place.Table, place.Row, place.Col = t.number, row+1, col+1
			g.Cells = append(g.Cells, source.Cell{
				Text: r.cells[i].text, Row: row, Col: col, RowSpan: 1, ColSpan: span, Place: place,
			})
		}
	}
	return g
}

// Flags of a cell (MS-DOC 2.9.317).
const (
	tcMerged      = 0x0002
	tcVertMerge   = 0x0020
	tcVertRestart = 0x0040
)

// edges returns the edges of all rows, near ones joined; nil if some row has none.
func (t *table) edges() []int16 {
	var all []int16
	for i := range t.rows {
		if t.rows[i].shape == nil {
			return nil
		}
		all = append(all, t.rows[i].shape.edges...)
	}
	slices.Sort(all)
	joined := all[:0]
	for _, e := range all {
		if n := len(joined); n == 0 || int(e)-int(joined[n-1]) > near {
			joined = append(joined, e)
		}
	}
	return joined
}

// column returns the number of the last edge at or before an edge.
func column(edges []int16, edge int16) int {
	i, found := slices.BinarySearch(edges, edge)
	if found {
		return i
	}
	return max(i-1, 0)
}

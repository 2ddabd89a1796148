package pdf

import "mingzhang/source"

// table is a grid that is being made.
type table struct {
	grid   source.Grid
	box    source.Box
	first  []source.Box // for each cell the box of its first line
	xs     []int32      // borders of columns, or where they begin
	head   []string     // the lines above it
	bottom int32        // where it ends on its last page
}

// filled says that some cell has text; an empty pattern of lines is no table.
func (l *lattice) filled() bool {
	for _, a := range l.areas {
		if len(a.runs) > 0 {
			return true
		}
	}
	return false
}

// table makes the grid of a lattice.
func (l *lattice) table(page int) *table {
	t := &table{box: l.box(), xs: l.xs, bottom: l.box().Y1}
	t.grid = source.Grid{Rows: len(l.ys) - 1, Cols: len(l.xs) - 1, Ruled: true}
	for _, a := range l.areas {
		box := source.Box{X0: l.xs[a.c0], Y0: l.ys[a.r0], X1: l.xs[a.c1], Y1: l.ys[a.r1]}
		c := source.Cell{Row: a.r0, Col: a.c0, RowSpan: a.r1 - a.r0, ColSpan: a.c1 - a.c0}
		text, first := cellText(a.runs, box)
		c.Text = text
		c.Place = source.Location{Page: page, Box: box}
		t.grid.Cells = append(t.grid.Cells, c)
		t.first = append(t.first, first)
	}
	return t
}

// number names the table and the place of each of its cells.
func (t *table) number(n string) {
	t.grid.Number, t.grid.Place.Table = n, n
	for i := range t.grid.Cells {
		c := &t.grid.Cells[i]
		c.Place.Table, c.Place.Row, c.Place.Col = n, c.Row+1, c.Col+1
	}
}

// cellText joins the lines of a cell, and gives the box of the first.
func cellText(in []run, box source.Box) (string, source.Box) {
	ls := lines(in)
	if len(ls) == 0 {
		return "", box
	}
	text := ""
	for i, l := range ls {
		full := true
		if i > 0 {
			// A line is full when the next character would not have fitted.
			before := ls[i-1]
			room := (box.X1 - box.X0) - (before.box.X1 - before.box.X0)
			full = room < 2*before.size()
		}
		text = joined(text, l.text(), full)
	}
	return text, ls[0].box
}

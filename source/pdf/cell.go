package pdf

import "mingzhang/source"

// table is a grid on one page before it has its number.
type table struct {
	grid source.Grid
	box  source.Box
	xs   []int32 // borders or middles between columns
	page int
}

// table makes the grid of a lattice.
func (l *lattice) table(page int) *table {
	t := &table{box: l.box(), xs: l.xs, page: page}
	t.grid = source.Grid{Rows: len(l.ys) - 1, Cols: len(l.xs) - 1, Ruled: true}
	for _, a := range l.areas {
		box := source.Box{X0: l.xs[a.c0], Y0: l.ys[a.r0], X1: l.xs[a.c1], Y1: l.ys[a.r1]}
		c := source.Cell{Row: a.r0, Col: a.c0, RowSpan: a.r1 - a.r0, ColSpan: a.c1 - a.c0}
		c.Text = cellText(a.runs, box)
		c.Place = source.Location{Page: page, Box: box}
		t.grid.Cells = append(t.grid.Cells, c)
	}
	return t
}

// cellText joins the lines of a cell.
func cellText(in []run, box source.Box) string {
	text := ""
	ls := lines(in)
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
	return text
}

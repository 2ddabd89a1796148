package pdf

import "mingzhang/source"

// table is a grid that is being made.
type table struct {
	grid   source.Grid
	box    source.Box
	first  []source.Box // for each cell the box of its first line
	room   []int32      // for each cell what is left of its last line
	lead   []int32      // for each cell the width of what cannot be parted at its beginning
	on     []*leaf      // for each cell its page
	xs     []int32      // borders of columns, or where they begin
	head   []string     // the lines above it
	bottom int32        // where it ends on its last page

	openTop, openBottom bool // a row goes on over the page's end
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
func (l *lattice) table(on *leaf) *table {
	t := &table{box: l.box(), xs: l.xs, bottom: l.box().Y1, openTop: l.openTop, openBottom: l.openBottom}
	t.grid = source.Grid{Rows: len(l.ys) - 1, Cols: len(l.xs) - 1, Ruled: true}
	t.grid.Cells = make([]source.Cell, 0, len(l.areas))
	for _, a := range l.areas {
		box := source.Box{X0: l.xs[a.c0], Y0: l.ys[a.r0], X1: l.xs[a.c1], Y1: l.ys[a.r1]}
		c := source.Cell{Row: a.r0, Col: a.c0, RowSpan: a.r1 - a.r0, ColSpan: a.c1 - a.c0}
		c.Place = source.Location{Box: box}
		t.add(c, lines(a.runs), on)
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

// add puts a cell with the text of its lines behind the others.
func (t *table) add(c source.Cell, ls []line, on *leaf) {
	first, room, lead := c.Place.Box, int32(0), int32(0)
	for i, l := range ls {
		if i == 0 {
			first, lead = l.box, firstWidth(l)
		}
		c.Text = joined(c.Text, l.text(), room < padding+l.size()*6/5)
		room = c.Place.Box.X1 - l.box.X1
	}
	t.grid.Cells = append(t.grid.Cells, c)
	t.first = append(t.first, first)
	t.room = append(t.room, room)
	t.lead = append(t.lead, lead)
	t.on = append(t.on, on)
}

// padding is the most that cells usually leave between text and border: Word's 5.4 points, and some.
const padding = 6 * point

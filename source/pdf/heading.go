package pdf

import (
	"cmp"
	"slices"

	"mingzhang/source"
)

// head is a cell of the header of a table without ruled lines.
type head struct {
	runs   []run
	box    source.Box
	c0, c1 int // columns, end excluded
	rank   int // 0 for the cell just above the body
}

// heads makes the header rows of a table: what stands over one column is its name, joined from top to
// bottom; what stands over several spans them.
func (t *table) heads(in []name, cols []column, on *leaf) {
	if len(in) == 0 {
		return
	}
	var all []head
	for _, n := range sorted(in) {
		h := head{runs: n.runs, box: n.box}
		h.c0, h.c1 = span(n.box, cols, freedom(in, n))
		all = stack(all, h)
	}
	depth := 0
	for _, h := range all {
		depth = max(depth, h.rank+1)
	}
	slices.SortStableFunc(all, func(a, b head) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.c0, b.c0))
	})
	taken := make([]bool, depth*len(cols))
	var cells []source.Cell
	words := map[[2]int][]line{}
	for _, h := range all {
		top := depth - 1 - h.rank
		bottom := top + 1
		for top > 0 && clear(taken, (top-1)*len(cols), h.c0, h.c1) && !covered(all, h) {
			top--
		}
		for r := top; r < bottom; r++ {
			for c := h.c0; c < h.c1; c++ {
				taken[r*len(cols)+c] = true
			}
		}
		cells = append(cells, source.Cell{
			Row: top, Col: h.c0, RowSpan: bottom - top, ColSpan: h.c1 - h.c0,
			Place: source.Location{Box: h.box},
		})
		words[[2]int{top, h.c0}] = lines(h.runs)
	}
	cells = blanks(cells, taken, cols, depth, source.Location{Box: t.box})
	for _, c := range cells {
		t.add(c, words[[2]int{c.Row, c.Col}], on)
	}
	t.grid.Rows = depth
}

// freedom is the range of x that a name may span: up to its neighbours on its level.
func freedom(in []name, n name) column {
	out := column{-1 << 30, 1 << 30}
	for _, o := range in {
		if overlap(o.box.Y0, o.box.Y1, n.box.Y0, n.box.Y1) == 0 {
			continue
		}
		if o.box.X1 <= n.box.X0 {
			out.x0 = max(out.x0, o.box.X1)
		} else if o.box.X0 >= n.box.X1 {
			out.x1 = min(out.x1, o.box.X0)
		}
	}
	return out
}

// span finds the columns that a field of a header stands over: those it overlaps, or the neighbours that
// it is centred over.
func span(b source.Box, cols []column, free column) (int, int) {
	mid := (b.X0 + b.X1) / 2
	k := home(cols, b)
	best, c0, c1 := abs(mid-(cols[k].x0+cols[k].x1)/2), k, k+1
	if b.X0 >= cols[k].x0-point && b.X1 <= cols[k].x1+point {
		return c0, c1 // within one column
	}
	over := 0
	for _, c := range cols {
		if overlap(c.x0, c.x1, b.X0, b.X1) > 0 {
			over++
		}
	}
	if over == 1 && mid >= cols[k].x0 && mid <= cols[k].x1 {
		return c0, c1 // wider than the figures below it
	}
	for i := range cols {
		for j := i + 2; j <= len(cols); j++ {
			if cols[i].x1 <= free.x0 || cols[j-1].x0 >= free.x1 || cols[i].x0 > b.X1 || cols[j-1].x1 < b.X0 {
				continue
			}
			fits := b.X0 > cols[i].x0-6*point && b.X1 < cols[j-1].x1+6*point
			if d := abs(mid - (cols[i].x0+cols[j-1].x1)/2); d < best && fits {
				best, c0, c1 = d, i, j
			}
		}
	}
	return c0, c1
}

// stack puts a name on the names below it.
func stack(all []head, h head) []head {
	for _, o := range all {
		if o.c0 < h.c1 && o.c1 > h.c0 {
			h.rank = max(h.rank, o.rank+1)
		}
	}
	return append(all, h)
}

func clear(taken []bool, row, c0, c1 int) bool {
	for c := c0; c < c1; c++ {
		if taken[row+c] {
			return false
		}
	}
	return true
}

// covered says that another cell of the header stands over h.
func covered(all []head, h head) bool {
	for _, o := range all {
		if o.rank > h.rank && o.c0 < h.c1 && o.c1 > h.c0 {
			return true
		}
	}
	return false
}

// blanks fills what is left of the header with empty cells, and sorts it.
func blanks(cells []source.Cell, taken []bool, cols []column, depth int, at source.Location) []source.Cell {
	for r := range depth {
		for c := range cols {
			if !taken[r*len(cols)+c] {
				cells = append(cells, source.Cell{Row: r, Col: c, RowSpan: 1, ColSpan: 1, Place: at})
			}
		}
	}
	slices.SortFunc(cells, func(a, b source.Cell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
	})
	return cells
}

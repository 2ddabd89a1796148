package pdf

import (
	"cmp"
	"slices"

	"mingzhang/source"
)

// column is a range of x that holds the fields of one column.
type column struct{ x0, x1 int32 }

// columns finds the columns of a stretch. Figures come first: they stay within their column, while a long
// name may stick out over the next one where that is short or empty.
func columns(ls []level) []column {
	var figures, words []column
	for _, l := range body(ls) {
		for _, f := range l.fields {
			if f.number {
				figures = append(figures, column{f.box.X0, f.box.X1})
			}
		}
	}
	figures = clusters(figures)
	for _, l := range body(ls) {
		for _, f := range l.fields {
			if f.number || len(l.fields) < 2 {
				continue
			}
			c := column{f.box.X0, f.box.X1}
			if k := home(figures, f.box); len(figures) == 0 || figures[k].x0 > c.x1-point || figures[k].x1 < c.x0+point {
				words = append(words, c)
			}
		}
	}
	out := append(figures, clusters(words)...)
	slices.SortFunc(out, func(a, b column) int { return cmp.Compare(a.x0, b.x0) })
	return out
}

// body are the levels that tell columns: those with figures, or else all rows of a table of words.
func body(ls []level) []level {
	var out []level
	for _, l := range ls {
		if l.numbers() > 0 {
			out = append(out, l)
		}
	}
	if len(out) > 1 {
		return out
	}
	out = nil
	for _, l := range ls {
		if l.tabular() {
			out = append(out, l)
		}
	}
	return out
}

// clusters joins ranges that overlap.
func clusters(in []column) []column {
	slices.SortFunc(in, func(a, b column) int { return cmp.Or(cmp.Compare(a.x0, b.x0), cmp.Compare(a.x1, b.x1)) })
	var out []column
	for _, c := range in {
		if n := len(out); n > 0 && c.x0 < out[n-1].x1 {
			out[n-1].x1 = max(out[n-1].x1, c.x1)
			continue
		}
		out = append(out, c)
	}
	return out
}

// home is the column that a box overlaps most, or else the nearest.
func home(cols []column, b source.Box) int {
	best, most := 0, int32(-1<<31)
	for i, c := range cols {
		o := min(c.x1, b.X1) - max(c.x0, b.X0) // negative: the distance
		if o > most {
			best, most = i, o
		}
	}
	return best
}

// added gives fields of header rows that stand over no column a column of their own: it is empty in all
// body rows. A field between two columns that have names of their own below it is centred over both.
func added(cols []column, head []level) []column {
	for i, l := range head {
		for _, f := range l.fields {
			if slices.ContainsFunc(cols, func(c column) bool { return f.box.X0 < c.x1 && f.box.X1 > c.x0 }) {
				continue
			}
			k := home(cols, f.box)
			left, right := k, k+1
			if f.box.X1 < cols[k].x0 {
				left, right = k-1, k
			}
			if left >= 0 && right < len(cols) && !over(cols[left], l) && !over(cols[right], l) &&
				slices.ContainsFunc(head[i+1:], func(o level) bool { return over(cols[left], o) }) &&
				slices.ContainsFunc(head[i+1:], func(o level) bool { return over(cols[right], o) }) {
				continue
			}
			cols = append(cols, column{f.box.X0, f.box.X1})
			slices.SortFunc(cols, func(a, b column) int { return cmp.Compare(a.x0, b.x0) })
		}
	}
	return cols
}

// over says that a level has a field over a column.
func over(c column, l level) bool {
	return slices.ContainsFunc(l.fields, func(f field) bool { return f.box.X0 < c.x1 && f.box.X1 > c.x0 })
}

// row adds one row of single cells.
func (t *table) row(r tableRow, cols []column) {
	var band source.Box
	for _, rs := range r.cells {
		for _, x := range rs {
			if band == (source.Box{}) {
				band = x.box
			}
			band = union(band, x.box)
		}
	}
	for c, rs := range r.cells {
		box := source.Box{X0: cols[c].x0, Y0: band.Y0, X1: cols[c].x1, Y1: band.Y1}
		for _, x := range rs {
			box = union(box, x.box)
		}
		t.add(source.Cell{
			Row: t.grid.Rows, Col: c, RowSpan: 1, ColSpan: 1, Place: source.Location{Box: box},
		}, lines(rs), r.on)
	}
	t.grid.Rows++
}

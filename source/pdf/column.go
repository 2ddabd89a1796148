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
			if len(figures) > 0 {
				if k := figures[home(figures, f.box)]; k.x0 <= c.x1-point && k.x1 >= c.x0+point {
					continue
				}
			}
			words = append(words, c)
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

// named makes room for the header. A name and a column that do not overlap, such as a centred name over
// short figures at the right, belong together when they are alone between two columns that have their names.
// What is left of the names are columns that are empty in all rows.
func named(cols []column, names []name) []column {
	free, bare := unmatched(cols, names)
	bounds := []int32{-1 << 30}
	for i, c := range cols {
		if !bare[i] {
			bounds = append(bounds, (c.x0+c.x1)/2)
		}
	}
	bounds = append(bounds, 1<<30)
	out := slices.Clone(cols)
	for b := 1; b < len(bounds); b++ {
		in := func(c column) bool { m := (c.x0 + c.x1) / 2; return m >= bounds[b-1] && m < bounds[b] }
		var these []column
		var places []int
		for _, f := range free {
			if in(f) {
				these = append(these, f)
			}
		}
		for i := range cols {
			if bare[i] && in(cols[i]) {
				places = append(places, i)
			}
		}
		for k, f := range these {
			if i := partner(out, places, k, len(these), f); i >= 0 {
				out[i].x0, out[i].x1 = min(out[i].x0, f.x0), max(out[i].x1, f.x1)
			} else {
				out = append(out, f)
			}
		}
	}
	for i, n := range names {
		if k, ok := n.only(cols); ok && !covers(names, i) {
			out[k].x0, out[k].x1 = min(out[k].x0, n.box.X0), max(out[k].x1, n.box.X1)
		}
	}
	slices.SortFunc(out, func(a, b column) int { return cmp.Or(cmp.Compare(a.x0, b.x0), cmp.Compare(a.x1, b.x1)) })
	for i := 1; i < len(out); i++ {
		out[i].x0 = max(out[i].x0, out[i-1].x1) // a name wider than its column must not join two
		out[i].x1 = max(out[i].x1, out[i].x0)
	}
	return out
}

// partner is the nameless column that the k-th of n names belongs to, or -1: in order where there are as many
// of both, else the one beside it.
func partner(cols []column, places []int, k, n int, f column) int {
	if len(places) == n {
		return places[k]
	}
	best, most := -1, int32(40*point)
	for _, i := range places {
		if d := max(cols[i].x0-f.x1, f.x0-cols[i].x1); d < most {
			best, most = i, d
		}
	}
	return best
}

// unmatched gives the places of names that stand over no column, and says which columns have no name. A name
// between two columns that have names of their own below it is centred over both and does not count.
func unmatched(cols []column, names []name) (free []column, bare []bool) {
	bare = make([]bool, len(cols))
	for i := range cols {
		bare[i] = true
	}
	for i, n := range names {
		if covers(names, i) {
			continue
		}
		for k, c := range cols {
			bare[k] = bare[k] && !n.over(c)
		}
		if !slices.ContainsFunc(cols, n.over) && !centred(cols, names, i) {
			free = append(free, column{n.box.X0, n.box.X1})
		}
	}
	slices.SortFunc(free, func(a, b column) int { return cmp.Compare(a.x0, b.x0) })
	return free, bare
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

package pdf

import (
	"cmp"
	"slices"

	"mingzhang/source"
)

// column is a range of x that holds the fields of one column.
type column struct{ x0, x1 int32 }

// columns finds the ranges between which no body row has anything. One row in eight may stick out.
func columns(ls []level) []column {
	var body []level
	for _, l := range ls {
		if l.numbers() > 0 {
			body = append(body, l)
		}
	}
	if len(body) < 2 {
		body = nil
		for _, l := range ls {
			if l.tabular() {
				body = append(body, l)
			}
		}
	}
	type end struct {
		x int32
		d int
	}
	var ends []end
	for _, l := range body {
		for _, f := range l.fields {
			ends = append(ends, end{f.box.X0, 1}, end{f.box.X1, -1})
		}
	}
	slices.SortFunc(ends, func(a, b end) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.d, b.d)) })
	tolerated, depth := len(body)/8, 0
	var out []column
	for _, e := range ends {
		was := depth
		depth += e.d
		switch {
		case was <= tolerated && depth > tolerated:
			out = append(out, column{x0: e.x, x1: e.x})
		case was > tolerated && depth <= tolerated:
			out[len(out)-1].x1 = e.x
		}
	}
	return settled(out, body)
}

// settled joins ranges with hardly a gap between them, which tolerated rows or short fields cut, and
// stretches each column to the fields whose middle lies in it.
func settled(in []column, body []level) []column {
	var out []column
	for _, c := range in {
		if n := len(out); n > 0 && c.x0-out[n-1].x1 < point {
			out[n-1].x1 = c.x1
			continue
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil
	}
	wide := slices.Clone(out)
	for _, l := range body {
		for _, f := range l.fields {
			k := home(out, f.box)
			a, b := int32(-1<<30), int32(1<<30)
			if k > 0 {
				a = out[k-1].x1
			}
			if k+1 < len(out) {
				b = out[k+1].x0
			}
			wide[k].x0 = min(wide[k].x0, max(f.box.X0, a))
			wide[k].x1 = max(wide[k].x1, min(f.box.X1, b))
		}
	}
	return wide
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
// body rows.
func added(cols []column, head []level) []column {
	for _, l := range head {
		for _, f := range l.fields {
			free := true
			for _, c := range cols {
				if f.box.X0 < c.x1 && f.box.X1 > c.x0 {
					free = false
				}
			}
			if !free {
				continue
			}
			k := home(cols, f.box)
			between := k+1 < len(cols) && f.box.X0 > cols[k].x1 && cols[k+1].x0-cols[k].x1 < 2*(f.box.X1-f.box.X0) ||
				k > 0 && f.box.X1 < cols[k].x0 && cols[k].x0-cols[k-1].x1 < 2*(f.box.X1-f.box.X0)
			if between {
				continue // centred over the two beside it
			}
			cols = append(cols, column{f.box.X0, f.box.X1})
			slices.SortFunc(cols, func(a, b column) int { return cmp.Compare(a.x0, b.x0) })
		}
	}
	return cols
}

// aligned makes a table of a stretch of levels, or says that there are no columns in it.
func aligned(ls []level, rules []bar, page int) (*table, bool) {
	first := 0
	for first < len(ls) && ls[first].numbers() == 0 {
		first++
	}
	if first == len(ls) {
		first = 1 // words only: the first row is the header
	}
	cols := columns(ls[first:])
	if len(cols) < 2 {
		return nil, false
	}
	cols = added(cols, ls[:first])
	body, ok := rows(ls[first:], cols, rules)
	if !ok || len(cols) > 60 {
		return nil, false
	}
	box := ls[0].line.box
	for _, l := range ls {
		box = union(box, l.line.box)
	}
	t := &table{box: box, bottom: box.Y1}
	for _, c := range cols {
		t.xs = append(t.xs, c.x0)
	}
	t.xs = append(t.xs, cols[len(cols)-1].x1)
	t.heads(ls[:first], cols, page)
	for _, r := range body {
		t.row(r, cols, page)
	}
	t.grid.Cols = len(cols)
	return t, true
}

// row adds one row of single cells.
func (t *table) row(cells [][]run, cols []column, page int) {
	var band source.Box
	for _, rs := range cells {
		for _, r := range rs {
			if band == (source.Box{}) {
				band = r.box
			}
			band = union(band, r.box)
		}
	}
	for c, rs := range cells {
		box := source.Box{X0: cols[c].x0, Y0: band.Y0, X1: cols[c].x1, Y1: band.Y1}
		for _, r := range rs {
			box = union(box, r.box)
		}
		t.add(source.Cell{
			Row: t.grid.Rows, Col: c, RowSpan: 1, ColSpan: 1, Place: source.Location{Page: page, Box: box},
		}, lines(rs))
	}
	t.grid.Rows++
}

package interpret

import (
	"slices"

	"mingzhang/budget"
)

// continueSides puts the last side of a table under the one beside it, where it only goes on there: the accounts of
// 公用经费 fill two pairs of columns, and 30216 at the top of the third side belongs to 302 on the second.
func (t *table) continueSides() {
	f := t.form
	for from := budget.Sides - 1; from > 0; from-- {
		to := from - 1
		a, b := f.Values(to), f.Values(from)
		if len(a) != 1 || len(b) != 1 || !goesOnFrom(f, to, from) {
			continue
		}
		below := make([]budget.Row, 0, len(f.Rows))
		last := -1 // the row of the total, which stays the last
		for i := range f.Rows {
			r := &f.Rows[i]
			if r.Code[from] == "" && (r.Name[from] == "" || r.Name[from] == r.Name[to]) {
				if r.Total[to] && r.At(a[0]) < 0 && r.At(b[0]) >= 0 { // 公用经费合计 over both
					r.Cells[a[0]], r.Cells[b[0]] = r.Cells[b[0]], -1
				}
				if r.Total[to] {
					last = i
				}
				continue
			}
			cells := slices.Repeat([]int{-1}, len(r.Cells))
			cells[a[0]], r.Cells[b[0]] = r.Cells[b[0]], -1
			n := budget.Row{Index: r.Index, Cells: cells}
			n.Name[to], n.Code[to], n.Place[to], n.Level[to], n.Total[to], n.OfWhich[to] = r.Name[from], r.Code[from], r.Place[from], r.Level[from], r.Total[from], r.OfWhich[from]
			r.Name[from], r.Code[from], r.Total[from], r.OfWhich[from] = "", "", false, false
			below = append(below, n)
		}
		if last < 0 {
			last = len(f.Rows)
		}
		f.Rows = slices.Insert(f.Rows, last, below...)
		for c := range f.Columns {
			if f.Columns[c].Side == from {
				f.Columns[c].Role = budget.TextColumn
			}
		}
	}
}

// goesOnFrom reports whether a side begins within the class of economic accounts with which the side before it ends.
func goesOnFrom(f *budget.Form, before, side int) bool {
	last, first := "", ""
	for i := range f.Rows {
		if c := f.Rows[i].Code[before]; c != "" {
			last = c
		}
		if c := f.Rows[i].Code[side]; c != "" && first == "" {
			first = c
		}
	}
	return len(last) >= len("302") && len(first) == len("30216") && first[0] == '3' && first[:3] == last[:3] && first > last
}

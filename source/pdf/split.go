package pdf

import (
	"cmp"
	"slices"
)

// split makes rows of their own of the lines between two level lines, where a table has lines between its
// columns but not between its rows: then figures stand one below the other in one cell.
func (l *lattice) split(on *leaf) {
	for r := len(l.ys) - 2; r >= 0; r-- {
		band := l.band(r)
		if !stacked(l.areas, band) {
			continue
		}
		cols := make([]column, len(band))
		for i, k := range band {
			cols[i] = column{l.xs[l.areas[k].c0], l.xs[l.areas[k].c1]}
		}
		filled := rows(l.levels(on, band), cols)
		if len(filled) > 1 {
			l.insert(r, band, filled)
			l.openTop, l.openBottom = false, false // without lines between rows that says nothing
		}
	}
}

// band gives the cells that are just one row high, in row r, from left to right. The areas stand in order of
// their rows and columns.
func (l *lattice) band(r int) []int {
	var out []int
	k, _ := slices.BinarySearchFunc(l.areas, r, func(a area, r int) int { return cmp.Compare(a.r0, r) })
	for ; k < len(l.areas) && l.areas[k].r0 == r; k++ {
		if l.areas[k].r1 == r+1 {
			out = append(out, k)
		}
	}
	return out
}

// stacked says that some cell of a band has two whole figures below each other, and another cell two lines.
func stacked(areas []area, band []int) bool {
	tall, figures := 0, 0
	for _, k := range band {
		ls := lines(areas[k].runs)
		if len(ls) > 1 {
			tall++
		}
		n := 0
		for i, x := range ls {
			if amount(x.text()) && (i == 0 || !goesOn(ls[i-1].text(), x.text(), false)) {
				n++
			}
		}
		if n > 1 {
			figures++
		}
	}
	return figures > 0 && tall > 1
}

// levels gives the lines across the cells of a band, with a field for each cell.
func (l *lattice) levels(on *leaf, band []int) []level {
	var all []run
	for _, k := range band {
		all = append(all, l.areas[k].runs...)
	}
	var out []level
	for _, x := range lines(all) {
		lev := level{on: on, line: x}
		for _, k := range band {
			a := l.areas[k]
			var rs []run
			for _, r := range x.runs {
				m, _ := r.centre()
				if c := interval(l.xs, m); c >= a.c0 && c < a.c1 {
					rs = append(rs, r)
				}
			}
			if len(rs) > 0 {
				f := field{runs: rs, box: rs[0].box}
				for _, r := range rs {
					f.box = union(f.box, r.box)
				}
				f.text = line{runs: rs, box: f.box}.text()
				f.number = amount(f.text)
				lev.fields = append(lev.fields, f)
			}
		}
		out = append(out, lev)
	}
	return out
}

// insert puts the rows that row r was split into in its place.
func (l *lattice) insert(r int, band []int, filled []tableRow) {
	extra := len(filled) - 1
	for k := range l.areas {
		a := &l.areas[k]
		switch {
		case a.r0 > r:
			a.r0, a.r1 = a.r0+extra, a.r1+extra
		case a.r1 > r+1:
			a.r1 += extra
		case a.r1 == r+1 && a.r0 < r:
			a.r1 += extra
		}
	}
	for i, k := range band {
		a := l.areas[k]
		for n, row := range filled {
			piece := a
			piece.r0, piece.r1, piece.runs = r+n, r+n+1, row.cells[i]
			if n == 0 {
				l.areas[k] = piece
			} else {
				l.areas = append(l.areas, piece)
			}
		}
	}
	var between []int32
	for n := 1; n < len(filled); n++ {
		_, bottom := filled[n-1].reach()
		top, _ := filled[n].reach()
		between = append(between, min(max((bottom+top)/2, l.ys[r]), l.ys[r+1]))
	}
	l.ys = slices.Insert(l.ys, r+1, between...)
	slices.SortStableFunc(l.areas, func(a, b area) int {
		return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0))
	})
}

// reach is where a row begins and ends.
func (r tableRow) reach() (top, bottom int32) {
	first := true
	for _, c := range r.cells {
		for _, x := range c {
			if first {
				top, bottom, first = x.box.Y0, x.box.Y1, false
			}
			top, bottom = min(top, x.box.Y0), max(bottom, x.box.Y1)
		}
	}
	return top, bottom
}

package pdf

import (
	"cmp"
	"slices"

	"mingzhang/source"
)

// name is what stands in one cell of the header of a table without ruled lines, in one line or several.
type name struct {
	runs []run
	box  source.Box
}

// names joins the lines of each name: one below the other, alone with each other, centred or flush left.
func names(head []level, cols []column) []name {
	var out []name
	for _, l := range head {
		for _, f := range l.fields {
			for _, p := range parted(f, cols) {
				out = append(out, name{p.runs, p.box})
			}
		}
	}
	for again := true; again; {
		again = false
		for i := range out {
			if j := continued(out, i); j >= 0 {
				out[i].runs = append(out[i].runs, out[j].runs...)
				out[i].box = union(out[i].box, out[j].box)
				out = slices.Delete(out, j, j+1)
				again = true
				break
			}
		}
	}
	return out
}

// continued is the index of the next line of name i, or -1.
func continued(in []name, i int) int {
	below := -1
	for j := range in {
		if j == i || !beside(in[i], in[j]) || in[j].box.Y0 < in[i].box.Y1-in[i].height()/3 {
			continue
		}
		if below >= 0 && in[j].box.Y0 < in[below].box.Y1 {
			return -1 // two names stand below it
		}
		if below < 0 || in[j].box.Y0 < in[below].box.Y0 {
			below = j
		}
	}
	if below < 0 {
		return -1
	}
	a, b := in[i].box, in[below].box
	size := in[i].height()
	if b.Y0-a.Y1 > size*9/10 || abs(a.X0+a.X1-b.X0-b.X1) > 2*size && abs(a.X0-b.X0) > size/2 {
		return -1
	}
	if spansOrphan(in, i, below) {
		return -1
	}
	for j := range in { // another name over the lower line: then both lines are names of their own
		if j == i || j == below || !beside(in[j], in[below]) {
			continue
		}
		if in[j].box.Y1 <= b.Y0+size/3 && in[j].box.Y0 >= a.Y0-size/3 {
			return -1
		}
	}
	return below
}

// spansOrphan says that beside the name below i stands another one that has no name of its own above it: i is
// the name of both.
func spansOrphan(in []name, i, below int) bool {
	reach := in[i].height() * 3 / 2
	for j := range in {
		o := in[j].box
		if j == i || j == below || 2*overlap(o.Y0, o.Y1, in[below].box.Y0, in[below].box.Y1) < o.Y1-o.Y0 ||
			o.X0 > in[i].box.X1+reach || o.X1 < in[i].box.X0-reach {
			continue
		}
		named := func(n name) bool { return beside(n, in[j]) && n.box.Y1 <= o.Y0+in[j].height()/3 }
		if !slices.ContainsFunc(in, named) {
			return true
		}
	}
	return false
}

// height is the font size.
func (n name) height() int32 { return max(n.runs[0].size(), point) }

func beside(a, b name) bool { return overlap(a.box.X0, a.box.X1, b.box.X0, b.box.X1) > 0 }

func (n name) over(c column) bool { return n.box.X0 < c.x1 && n.box.X1 > c.x0 }

// only is the one column that a name stands over.
func (n name) only(cols []column) (int, bool) {
	found, count := 0, 0
	for i, c := range cols {
		if n.over(c) {
			found = i
			count++
		}
	}
	return found, count == 1
}

// covers says that names stand below name i, which therefore spans their columns.
func covers(in []name, i int) bool {
	for j := range in {
		if j != i && in[j].box.Y0 >= in[i].box.Y1-in[i].height()/3 &&
			in[j].box.X0 < in[i].box.X1+in[i].height() && in[j].box.X1 > in[i].box.X0-in[i].height() {
			return true
		}
	}
	return false
}

// centred says that name i stands above the names of the columns on both sides of it.
func centred(cols []column, in []name, i int) bool {
	k := home(cols, in[i].box)
	left, right := k, k+1
	if in[i].box.X1 < cols[k].x0 {
		left, right = k-1, k
	}
	if left < 0 || right >= len(cols) {
		return false
	}
	below := func(c column) bool {
		return slices.ContainsFunc(in, func(n name) bool {
			return n.over(c) && n.box.Y0 >= in[i].box.Y1-in[i].height()/3
		})
	}
	return below(cols[left]) && below(cols[right])
}

// sorted gives names from the body upwards.
func sorted(in []name) []name {
	out := slices.Clone(in)
	slices.SortStableFunc(out, func(a, b name) int {
		return cmp.Or(cmp.Compare(b.box.Y1, a.box.Y1), cmp.Compare(a.box.X0, b.box.X0))
	})
	return out
}

package pdf

import (
	"cmp"
	"slices"
)

const (
	// snap is how far apart ruled lines may lie and be one line: double lines, and lines drawn cell by
	// cell with different thickness.
	snap = 250
	// bridge is the greatest gap in a line drawn in pieces or dots.
	bridge = 300
	// maxLines bounds the lines of a page that are tried as tables; a page with more is a drawing.
	maxLines = 3000
)

// bar is a ruled line: level at y = at from x = from to x = to, or upright with x and y exchanged.
type bar struct{ at, from, to int32 }

// bars sorts rules into level and upright ones and joins the pieces of each.
func bars(rules []Rule) (level, upright []bar) {
	for _, r := range rules {
		x0, x1 := min(r.X0, r.X1), max(r.X0, r.X1)
		y0, y1 := min(r.Y0, r.Y1), max(r.Y0, r.Y1)
		if x1-x0 >= y1-y0 {
			level = append(level, bar{(y0 + y1) / 2, x0, x1})
		} else {
			upright = append(upright, bar{(x0 + x1) / 2, y0, y1})
		}
	}
	return mend(level), mend(upright)
}

// mend joins the pieces of one line: less than a point apart across, less than bridge along.
func mend(in []bar) []bar {
	slices.SortFunc(in, func(a, b bar) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	var out []bar
	for i := 0; i < len(in); {
		j := i + 1
		for j < len(in) && in[j].at-in[i].at < point {
			j++
		}
		same := in[i:j]
		slices.SortFunc(same, func(a, b bar) int {
			return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
		})
		cur := same[0]
		for _, b := range same[1:] {
			if b.from <= cur.to+bridge {
				cur.to = max(cur.to, b.to)
				continue
			}
			out = append(out, cur)
			cur = b
		}
		out = append(out, cur)
		i = j
	}
	return slices.DeleteFunc(out, func(b bar) bool { return b.to-b.from < 2*point })
}

// web is a set of level and upright lines that hang together.
type web struct{ level, upright []bar }

// webs groups lines that meet. Lines that meet none are left over.
func webs(level, upright []bar) (out []web, loose []bar) {
	if len(level) > maxLines || len(upright) > maxLines {
		return nil, nil
	}
	parent := make([]int, len(level)+len(upright))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	met := make([]bool, len(level))
	for i, h := range level {
		for j, v := range upright {
			if v.at >= h.from-snap && v.at <= h.to+snap && h.at >= v.from-snap && h.at <= v.to+snap {
				parent[root(i)] = root(len(level) + j)
				met[i] = true
			}
		}
	}
	index := map[int]int{}
	at := func(i int) *web {
		k, ok := index[root(i)]
		if !ok {
			k = len(out)
			index[root(i)] = k
			out = append(out, web{})
		}
		return &out[k]
	}
	for i, h := range level {
		if !met[i] {
			loose = append(loose, h)
			continue
		}
		w := at(i)
		w.level = append(w.level, h)
	}
	for j, v := range upright {
		w := at(len(level) + j)
		w.upright = append(w.upright, v)
	}
	return out, loose
}

// stops are the distinct places of lines, in order.
func stops(in []bar) []int32 {
	places := make([]int32, len(in))
	for i, b := range in {
		places[i] = b.at
	}
	slices.Sort(places)
	var out []int32
	for i := 0; i < len(places); {
		j := i
		for j < len(places) && places[j]-places[i] <= snap {
			j++
		}
		out = append(out, (places[i]+places[j-1])/2)
		i = j
	}
	return out
}

package pdf

import (
	"slices"

	"mingzhang/source"
)

// lattice is a ruled table: lines of rows and columns, and which borders are drawn between them.
type lattice struct {
	xs, ys []int32
	owner  []int // by row and column: the index of the area it belongs to
	areas  []area
	// The table is not closed at the top or bottom of the page: a row goes on over the page's end.
	openTop, openBottom bool
}

// area is a cell: rows r0 to r1 and columns c0 to c1, ends excluded.
type area struct {
	r0, c0, r1, c1 int
	runs           []run
}

// open is the least length by which lines must stand out over the outermost crossing line to show that
// the table is open on that side.
const open = 600

// maxPositions is the largest number of rows times columns of a table on one page. The fullest pages of
// figures have 3,000; a drawing of lines is no table.
const maxPositions = 100_000

// newLattice finds the cells of a web of lines; false where it is a frame or a cross and no table.
func newLattice(w web) (*lattice, bool) {
	if len(w.upright) == 0 || len(w.level) == 0 {
		return nil, false
	}
	l := &lattice{xs: stops(w.upright), ys: stops(w.level)}
	top, bottom := l.ys[0], l.ys[len(l.ys)-1]
	l.xs = opened(l.xs, w.level)
	l.ys = opened(l.ys, w.upright)
	l.openTop, l.openBottom = l.ys[0] != top, l.ys[len(l.ys)-1] != bottom
	rows, cols := len(l.ys)-1, len(l.xs)-1
	if rows < 1 || cols < 1 || rows*cols < 2 || rows*cols > maxPositions {
		return nil, false
	}
	right := borders(w.upright, l.xs, l.ys) // right[c*rows+r]: a line stands at xs[c] beside row r
	below := borders(w.level, l.ys, l.xs)   // below[r*cols+c]: a line lies at ys[r] along column c
	l.owner = make([]int, rows*cols)
	for i := range l.owner {
		l.owner[i] = -1
	}
	for r := range rows {
		for c := range cols {
			if l.owner[r*cols+c] < 0 {
				l.claim(r, c, right, below)
			}
		}
	}
	return l, len(l.areas) > 1
}

// opened adds an outer stop on a side where the crossing lines stand out.
func opened(at []int32, crossing []bar) []int32 {
	low, high := at[0], at[len(at)-1]
	var lows, highs int
	outLow, outHigh := low, high
	for _, b := range crossing {
		if b.from < low-open {
			lows++
			outLow = min(outLow, b.from)
		}
		if b.to > high+open {
			highs++
			outHigh = max(outHigh, b.to)
		}
	}
	if lows > 1 {
		at = append([]int32{outLow}, at...)
	}
	if highs > 1 {
		at = append(at, outHigh)
	}
	return at
}

// borders says for every stop and every interval between crossing stops whether a line covers it.
func borders(lines []bar, at, crossing []int32) []bool {
	n := len(crossing) - 1
	covered := make([]int32, len(at)*n)
	for _, b := range lines {
		k := nearest(at, b.at)
		for i := range n {
			covered[k*n+i] += overlap(b.from, b.to, crossing[i], crossing[i+1])
		}
	}
	out := make([]bool, len(covered))
	for i, c := range covered {
		k := i % n
		out[i] = c*2 > crossing[k+1]-crossing[k]
	}
	return out
}

// nearest finds the stop, of those in rising order, that is next to x; of two the lower.
func nearest(at []int32, x int32) int {
	k, _ := slices.BinarySearch(at, x)
	if k == len(at) || k > 0 && x-at[k-1] <= at[k]-x {
		k--
	}
	return k
}

func abs(x int32) int32 { return max(x, -x) }

// claim makes the cell whose top left is r, c: as wide as no line stands in between, then as high.
func (l *lattice) claim(r, c int, right, below []bool) {
	rows, cols := len(l.ys)-1, len(l.xs)-1
	a := area{r0: r, c0: c, r1: r + 1, c1: c + 1}
	for a.c1 < cols && !right[a.c1*rows+r] && l.owner[r*cols+a.c1] < 0 {
		a.c1++
	}
	for a.r1 < rows && l.extends(a, right, below) {
		a.r1++
	}
	for i := a.r0; i < a.r1; i++ {
		for j := a.c0; j < a.c1; j++ {
			l.owner[i*cols+j] = len(l.areas)
		}
	}
	l.areas = append(l.areas, a)
}

// extends says that the cell goes on through the row below it: no line between, none within.
func (l *lattice) extends(a area, right, below []bool) bool {
	rows, cols := len(l.ys)-1, len(l.xs)-1
	for c := a.c0; c < a.c1; c++ {
		if below[a.r1*cols+c] || l.owner[a.r1*cols+c] >= 0 {
			return false
		}
		if c > a.c0 && right[c*rows+a.r1] {
			return false
		}
	}
	return true
}

func (l *lattice) box() source.Box {
	return source.Box{X0: l.xs[0], Y0: l.ys[0], X1: l.xs[len(l.xs)-1], Y1: l.ys[len(l.ys)-1]}
}

func (l *lattice) holds(r run) bool {
	x, y := r.centre()
	b := l.box()
	return x >= b.X0-point && x <= b.X1+point && y >= b.Y0-point && y <= b.Y1+point
}

// interval finds the gap between stops that x lies in.
func interval(at []int32, x int32) int {
	inner := at[1 : len(at)-1]
	k, found := slices.BinarySearch(inner, x)
	if found {
		k++
	}
	return k
}

// put gives a run to its cell, cut where it goes on across a border after a gap: two cells that the
// contents draw one after the other. Text without a gap is one text that sticks out of its cell.
func (l *lattice) put(r run) {
	cols := len(l.xs) - 1
	_, y := r.centre()
	row := interval(l.ys, y)
	for _, piece := range l.cut(r, row) {
		x, _ := piece.centre()
		a := &l.areas[l.owner[row*cols+interval(l.xs, x)]]
		a.runs = append(a.runs, piece)
	}
}

func (l *lattice) cut(r run, row int) []run {
	if r.turned {
		return []run{r}
	}
	cols := len(l.xs) - 1
	at := func(g Glyph) int { return l.owner[row*cols+interval(l.xs, (g.Box.X0+g.Box.X1)/2)] }
	var out []run
	from := 0
	for i := 1; i < len(r.glyphs); i++ {
		a, b := r.glyphs[i-1], r.glyphs[i]
		if at(a) == at(b) {
			continue
		}
		gap := b.Box.X0 - a.Box.X1
		if a.Rune == ' ' || b.Rune == ' ' || gap*8 > r.size() || a.Object != b.Object && gap > 50 {
			out = appendRun(out, r.glyphs[from:i])
			from = i
		}
	}
	return appendRun(out, r.glyphs[from:])
}

func appendRun(out []run, glyphs []Glyph) []run {
	for len(glyphs) > 0 && glyphs[0].Rune == ' ' {
		glyphs = glyphs[1:]
	}
	for len(glyphs) > 0 && glyphs[len(glyphs)-1].Rune == ' ' {
		glyphs = glyphs[:len(glyphs)-1]
	}
	if len(glyphs) == 0 {
		return out
	}
	return append(out, newRun(glyphs))
}

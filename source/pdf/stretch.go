package pdf

import "mingzhang/source"

// stretch is a run of levels, over any number of pages, that may be one table without upright lines.
type stretch struct{ from, to int }

// unruled makes tables of the lines outside of ruled tables, and paragraphs of the rest.
func unruled(leaves []*leaf) {
	var body []level
	for _, l := range leaves {
		body = append(body, l.body(len(body) > 0)...)
	}
	from := 0
	for _, s := range stretches(body) {
		t, used := aligned(body[s.from:s.to])
		if used == 0 {
			continue
		}
		on := body[s.from].on
		on.blocks = append(on.blocks, block{table: t, box: t.box})
		prosaic(body[from:s.from])
		from = s.from + used
	}
	prosaic(body[from:])
	for _, l := range leaves {
		for _, ln := range lines(l.aside) { // a watermark or a note on the margin
			l.blocks = append(l.blocks, paragraphs(ln, source.TextBox)...)
		}
		l.order()
	}
}

func prosaic(ls []level) {
	for _, x := range ls {
		x.on.blocks = append(x.on.blocks, paragraphs(x.line, x.kind)...)
	}
}

// body gives the levels of a page that are neither header nor footer, which become paragraphs at once.
// later says that there are levels before them.
func (l *leaf) body(later bool) []level {
	var out []level
	above := -1 // ruled tables above the level before
	if later {
		above = 0
	}
	ruled := len(l.blocks)
	for _, x := range l.text {
		if x.kind != source.Body {
			l.blocks = append(l.blocks, paragraphs(x.line, x.kind)...)
			continue
		}
		n := 0
		for _, b := range l.blocks[:ruled] {
			if b.box.Y0 < x.line.box.Y0 {
				n++
			}
		}
		x.barred = above >= 0 && n != above || len(out) == 0 && l.barred
		above = n
		out = append(out, x)
	}
	if len(out) == 0 && ruled > 0 || above >= 0 && above < ruled {
		l.passBar()
	}
	return out
}

// passBar tells the next page that a ruled table ends this one.
func (l *leaf) passBar() {
	if l.next != nil {
		l.next.barred = true
	}
}

// stretches finds what may be tables.
func stretches(ls []level) []stretch {
	var out []stretch
	from := -1
	closeAt := func(to int) {
		if from >= 0 {
			from = beginning(ls, from, to)
			if to-from > 1 && worth(ls[from:to]) {
				out = append(out, stretch{from, to})
			}
		}
		from = -1
	}
	for i, l := range ls {
		if l.prose() && !l.tabular() || l.note() {
			closeAt(i)
			continue
		}
		if from >= 0 && parts(ls[i-1], l) {
			closeAt(i)
		}
		if from < 0 {
			from = i
		}
	}
	closeAt(len(ls))
	return out
}

// beginning leaves out the lines above a table, such as its title. What stands close above the first row and
// is set in the same size is a name over several columns.
func beginning(ls []level, from, to int) int {
	first := from
	for first < to && !ls[first].tabular() {
		first++
	}
	for first < to && first > from {
		a, b := ls[first-1], ls[first]
		size := b.line.size()
		if a.on != b.on || b.line.box.Y0-a.line.box.Y1 > size*7/10 || abs(a.line.size()-size)*10 > size {
			break
		}
		first--
	}
	return first
}

// parts says that two levels do not belong to one table: a ruled table or much space between them, or a
// title in larger letters.
func parts(a, b level) bool {
	size := max(a.line.size(), b.line.size())
	if b.barred || a.on == b.on && b.line.box.Y0-a.line.box.Y1 > 3*size {
		return true
	}
	return len(b.fields) == 1 && b.line.size()*20 > a.line.size()*23
}

// worth says that a stretch has enough rows to be a table: two with several figures, three with one, or
// four of words in columns.
func worth(ls []level) bool {
	figures, one, words := 0, 0, 0
	for _, l := range ls {
		switch n := l.numbers(); {
		case n > 1:
			figures++
			one++
		case n == 1 && len(l.fields) > 1:
			one++
		case len(l.fields) > 2:
			words++
		}
	}
	return figures >= 2 || one >= 3 || figures+one > 0 && words > 0 && len(ls) > 2 || words >= 4
}

// aligned makes a table of the levels of a stretch, and says how many of them it took: 0 where there are
// no columns.
func aligned(ls []level) (*table, int) {
	first := 0
	for first < len(ls) && ls[first].numbers() == 0 {
		first++
	}
	if first == len(ls) {
		first = 1 // words only: the first row is the header
	}
	for p := pitch(ls); first > 1 && sameRow(ls[first-1], ls[first], p); {
		first-- // the beginning of a name above its figures is no header
	}
	cols := columns(ls[first:])
	if len(cols) < 2 || len(cols) > maxColumns {
		return nil, 0
	}
	head := names(ls[:first], cols)
	cols = named(cols, head)
	used := len(ls)
	for used > first && !ls[used-1].tabular() && !fits(ls[used-1], ls[first:used-1], cols) {
		used--
	}
	filled := rows(again(ls[first:used], ls[:first]), cols)
	if filled == nil {
		return nil, 0
	}
	t := &table{box: ls[0].line.box}
	for _, l := range ls[:used] {
		if l.on == ls[0].on {
			t.box = union(t.box, l.line.box)
		}
	}
	t.bottom = t.box.Y1
	for _, c := range cols {
		t.xs = append(t.xs, c.x0)
	}
	t.xs = append(t.xs, cols[len(cols)-1].x1)
	t.heads(head, cols, ls[0].on)
	for _, r := range filled {
		t.row(r, cols)
	}
	t.grid.Cols = len(cols)
	return t, used
}

// sameRow says that a level stands so close above another that they are lines of one row.
func sameRow(a, b level, pitch int32) bool {
	return halfway(a, b) || a.on == b.on && (b.line.box.Y0-a.line.box.Y1)*2 < pitch
}

// maxColumns bounds a table without ruled lines; more are a sign of scattered words.
const maxColumns = 60

// again leaves out header levels that are printed again on later pages.
func again(ls, head []level) []level {
	names := map[string]bool{}
	for _, l := range head {
		names[l.line.text()] = true
	}
	var out []level
	for _, l := range ls {
		if len(head) > 0 && l.on != head[0].on && names[l.line.text()] {
			continue
		}
		out = append(out, l)
	}
	return out
}

// fits says that a level below a table has its words just where the rows above it have theirs.
func fits(l level, above []level, cols []column) bool {
	for _, f := range l.fields {
		k := home(cols, f.box)
		found := false
		for _, o := range above {
			if abs(o.line.size()-l.line.size())*7 > l.line.size() {
				continue
			}
			for _, g := range o.fields {
				if home(cols, g.box) == k && (abs(g.box.X0-f.box.X0) < point || abs(g.box.X1-f.box.X1) < point) {
					found = true
				}
			}
		}
		if !found || k == 0 && len(l.fields) == 1 && len(l.on.blocks) == 0 && f.box.X1 > cols[0].x1+point {
			return false
		}
	}
	return true
}

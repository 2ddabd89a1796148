package pdf

import (
	"slices"

	"mingzhang/source"
)

// across joins a table that goes on on the next page to the table before it.
func across(leaves []*leaf) {
	var open *table // the table that ends the pages so far
	var home *leaf
	for _, l := range leaves {
		first := l.firstTable()
		if open != nil && first >= 0 {
			next := l.blocks[first].table
			if skip, ok := continues(open, next, home, l); ok {
				l.retire(first)
				open.append(next, skip)
				l.blocks = slices.DeleteFunc(l.blocks, func(b block) bool { return b.table == next })
				if l.endsWith(open.bottom) {
					home = l
					continue
				}
			}
		}
		if t := l.lastTable(); t != nil {
			open, home = t, l
		} else if l.hasBody() {
			open, home = nil, nil
		}
	}
}

// firstTable is the index of the table that the body of a page begins with, or -1. Lines that only repeat
// what stands above the table before it are looked at later.
func (l *leaf) firstTable() int {
	paras := 0
	for i, b := range l.blocks {
		if b.table != nil {
			return i
		}
		if b.para.Kind == source.Body {
			if paras++; paras > 4 {
				return -1
			}
		}
	}
	return -1
}

// lastTable is the table that nothing but a footer follows.
func (l *leaf) lastTable() *table {
	for i := len(l.blocks) - 1; i >= 0; i-- {
		b := l.blocks[i]
		if b.table != nil {
			return b.table
		}
		if b.para.Kind == source.Body {
			return nil
		}
	}
	return nil
}

func (l *leaf) hasBody() bool {
	return slices.ContainsFunc(l.blocks, func(b block) bool { return b.table != nil || b.para.Kind == source.Body })
}

// endsWith says that nothing of the body stands below y.
func (l *leaf) endsWith(y int32) bool {
	return !slices.ContainsFunc(l.blocks, func(b block) bool {
		return b.box.Y0 > y-point && (b.table != nil || b.para.Kind == source.Body)
	})
}

// above are the body lines of a page between the table before and block i, or the page's beginning.
func (l *leaf) above(i int) []string {
	var out []string
	for j := i - 1; j >= 0 && l.blocks[j].table == nil; j-- {
		if p := l.blocks[j].para; p.Kind == source.Body {
			out = append(out, p.Text)
		}
	}
	slices.Reverse(out)
	return out
}

// retire marks the lines above a continued table as the running head that they are.
func (l *leaf) retire(i int) {
	for j := range l.blocks[:i] {
		if p := l.blocks[j].para; p != nil && p.Kind == source.Body {
			p.Kind = source.Header
		}
	}
}

// continues says that next goes on with t, and how many of its first rows repeat the header of t.
func continues(t, next *table, on, l *leaf) (skip int, ok bool) {
	switch {
	case t.grid.Ruled == next.grid.Ruled && !sameColumns(t.xs, next.xs):
		return 0, false
	case t.grid.Ruled && !next.grid.Ruled && !within(t.xs, next.xs):
		return 0, false
	case !t.grid.Ruled && next.grid.Ruled && !within(next.xs, t.xs):
		return 0, false
	}
	head := l.above(l.firstTable())
	repeated := repeats(&t.grid, &next.grid)
	if !t.grid.Ruled && !next.grid.Ruled && repeated == 0 {
		return 0, false // unruled has seen both and found no common columns
	}
	if len(head) > 0 {
		// Print titles repeat the lines above the table together with its header.
		if repeated == 0 || !slices.Equal(head, t.head) {
			return 0, false
		}
	}
	if repeated > 0 && form(&t.grid, &next.grid, repeated) {
		return 0, false
	}
	if repeated == 0 && begins(&next.grid) {
		return 0, false
	}
	return repeated, true
}

func sameColumns(a, b []int32) bool {
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	// Spreadsheets centre every page anew, so only the widths need to agree.
	for i := range a {
		if abs((a[i]-a[0])-(b[i]-b[0])) > 4*point {
			return false
		}
	}
	return true
}

// within says that the columns of an unruled part of a table lie between the lines of a ruled part: a page
// may show nothing of a table but the lines between its columns.
func within(ruled, loose []int32) bool {
	if len(ruled) != len(loose) {
		return false
	}
	for i := range len(ruled) - 1 {
		if loose[i] < ruled[i]-2*point || loose[i] >= ruled[i+1] {
			return false
		}
	}
	return loose[len(loose)-1] <= ruled[len(ruled)-1]+2*point
}

// repeats counts the first rows of b that equal those of a, texts and spans. Rows in which figures stand
// are no header, and a header never ends within a merged cell.
func repeats(a, b *source.Grid) int {
	n := 0
	for r := 0; r < min(a.Rows, b.Rows, maxHeader); r++ {
		if !slices.EqualFunc(row(a, r), row(b, r), func(x, y source.Cell) bool {
			return x.Text == y.Text && x.Col == y.Col && x.RowSpan == y.RowSpan && x.ColSpan == y.ColSpan
		}) {
			break
		}
		if !header(row(b, r)) {
			break
		}
		n = r + 1
	}
	for n > 0 && slices.ContainsFunc(b.Cells, func(c source.Cell) bool { return c.Row < n && c.Row+c.RowSpan > n }) {
		n--
	}
	if n > 0 && !slices.ContainsFunc(b.Cells, func(c source.Cell) bool { return c.Row < n && c.Text != "" }) {
		return 0
	}
	return n
}

// maxHeader bounds the rows of a header.
const maxHeader = 8

// header says that a row has words and no amounts.
func header(cells []source.Cell) bool {
	for _, c := range cells {
		if figure(c.Text) && (hasPoint(c.Text) || len(c.Text) > 4) {
			return false
		}
	}
	return true
}

// row gives the cells that begin in row r.
func row(g *source.Grid, r int) []source.Cell {
	from, _ := slices.BinarySearchFunc(g.Cells, r, func(c source.Cell, r int) int { return c.Row - r })
	to := from
	for to < len(g.Cells) && g.Cells[to].Row == r {
		to++
	}
	return g.Cells[from:to]
}

// form says that the rows below the header have the same labels in both: a form filled in twice, such as
// the performance sheets of two projects, and not one table.
func form(a, b *source.Grid, from int) bool {
	same := 0
	for r := from; r < min(a.Rows, b.Rows, from+4); r++ {
		for _, c := range row(b, r) {
			o := a.At(r, c.Col)
			if o != nil && o.Row == r && o.Text == c.Text && len(c.Text) > 3 && !figure(c.Text) {
				same++
			}
		}
	}
	return same >= 2
}

// begins says that a grid has a header of its own: merged cells in its first row.
func begins(g *source.Grid) bool {
	first := row(g, 0)
	if !header(first) {
		return false
	}
	merged, filled := 0, 0
	for _, c := range first {
		if c.Text != "" {
			filled++
		}
		if (c.RowSpan > 1 || c.ColSpan > 1) && c.Text != "" {
			merged++
		}
	}
	return merged > 0 && filled == len(first) && filled > 1
}

// append puts the rows of next, without its first skip rows, below those of t. A row that the end of the
// page cut in two becomes one again.
func (t *table) append(next *table, skip int) {
	if t.splits(next, skip) {
		t.mendRow(next, skip)
		skip++
	}
	for i, c := range next.grid.Cells {
		if c.Row >= skip {
			c.Row += t.grid.Rows - skip
			t.grid.Cells = append(t.grid.Cells, c)
			t.room, t.lead = append(t.room, next.room[i]), append(t.lead, next.lead[i])
		}
	}
	t.grid.Rows += next.grid.Rows - skip
	t.bottom, t.openBottom = next.box.Y1, next.openBottom
}

// splits says that row skip of next is the rest of the last row of t. Where the lines are left open at
// the end of the page that is certain; else every text of it must go on from a full line, and no figure
// may stand in it.
func (t *table) splits(next *table, skip int) bool {
	if skip >= next.grid.Rows || t.grid.Rows == 0 {
		return false
	}
	for _, c := range row(&next.grid, skip) {
		i := t.lastCell(c.Col)
		if i < 0 || c.RowSpan != 1 || t.grid.Cells[i].ColSpan != c.ColSpan || t.grid.Cells[i].Col != c.Col {
			return false
		}
	}
	if t.openBottom && next.openTop && skip == 0 {
		return true
	}
	filled, empty := 0, 0
	for k, c := range next.grid.Cells {
		if c.Row != skip {
			continue
		}
		i := t.lastCell(c.Col)
		switch before := t.grid.Cells[i].Text; {
		case c.Text == "":
			empty++
		case (c.Text == "%" || c.Text == "％") && amount(before):
			filled++
		case before == "" || t.room[i] > next.lead[k]+padding+3*point:
			return false // it would have fitted
		case amount(before) || amount(c.Text) || numbered(c.Text):
			return false
		default:
			filled++
		}
	}
	return filled > 0 && empty > 0
}

// lastCell is the index of the cell of the last row that covers col, or -1.
func (t *table) lastCell(col int) int {
	for i := len(t.grid.Cells) - 1; i >= 0; i-- {
		c := &t.grid.Cells[i]
		if c.Row+c.RowSpan == t.grid.Rows && col >= c.Col && col < c.Col+c.ColSpan {
			return i
		}
	}
	return -1
}

func (t *table) mendRow(next *table, skip int) {
	for i, c := range next.grid.Cells {
		if c.Row != skip || c.Text == "" {
			continue
		}
		k := t.lastCell(c.Col)
		o := &t.grid.Cells[k]
		o.Text = joined(o.Text, c.Text, t.room[k] < next.lead[i]+padding)
		t.room[k] = next.room[i]
	}
}

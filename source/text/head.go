package text

import (
	"slices"
	"sort"

	"mingzhang/source"
)

// headSegment is a piece of a printed table head.
type headSegment struct {
	segment
	line   int // index of the line
	at     int // line number in the file, from 0
	parent bool
	joined string
}

func (h *headSegment) middle() int { return h.start + h.end }

// headCells lays out the head of an aligned table. Its words stand on several lines and seldom above
// their columns, but in the right order: once the headings of groups are set apart and the pieces of
// one wrapped heading are joined, there is one left for each column. It returns the cells and the
// number of lines used; none where the words do not come out even.
func headCells(lines []alignedLine, columns int) ([]source.Cell, int) {
	segs, first, head := headOf(lines)
	if len(leaves(segs)) != columns {
		return nil, 0
	}
	var cells []source.Cell
	for i := 0; i < first; i++ {
		for k, s := range lines[i].segs {
			cells = append(cells, cellOf(s, lines[i].at, i, min(k*max(columns-1, 1), columns-1)))
		}
	}
	cells = append(cells, groupCells(segs, first, columns)...)
	col := 0
	for i := range segs {
		if !segs[i].parent {
			c := cellOf(segs[i].segment, segs[i].at, first+1, col)
			c.Text = segs[i].joined
			cells = append(cells, c)
			col++
		}
	}
	return cells, head
}

// headWithoutName is headCells for a head that has no word over the column of names.
func headWithoutName(lines []alignedLine, columns []segment) ([]source.Cell, int) {
	segs, first, _ := headOf(lines)
	words := leaves(segs)
	if len(words) != len(columns)-1 || len(words) < 2 || columns[0].number || words[0].start < columns[0].end {
		return nil, 0
	}
	cells, head := headCells(lines, len(columns)-1)
	for i := range cells {
		if cells[i].Row >= first {
			cells[i].Col++
		}
	}
	return cells, head
}

// groupCells are the headings of groups, where it is beyond doubt what stands below each: the same headings, again
// and again, up to the last column.
func groupCells(segs []headSegment, row, columns int) []source.Cell {
	var groups, leaves []headSegment
	for _, s := range segs {
		if s.parent {
			groups = append(groups, s)
		} else {
			leaves = append(leaves, s)
		}
	}
	n := len(groups)
	if c := overAll(groups, segs, row, columns); c != nil {
		return c
	}
	if n < 2 {
		return nil
	}
	const before = 2 // columns of codes and names
	for free := 0; free <= before && free < columns; free++ {
		part := (columns - free) / n
		if part < 2 || part*n != columns-free || !repeats(leaves[free:], part, func(h headSegment) string { return h.joined }) {
			continue
		}
		var out []source.Cell
		for g, h := range groups {
			c := cellOf(h.segment, h.at, row, free+g*part)
			c.ColSpan = part
			out = append(out, c)
		}
		return out
	}
	return nil
}

// overAll returns the heading that stands alone on the first line of a head and says the phase of the whole table:
// 决算数 over all its columns.
func overAll(groups, segs []headSegment, row, columns int) []source.Cell {
	for _, g := range groups {
		if !isPhaseHead(g.joined) || slices.ContainsFunc(segs, func(s headSegment) bool { return s.line < g.line || s.line == g.line && s.start != g.start }) {
			continue
		}
		c := cellOf(g.segment, g.at, row, 0)
		c.ColSpan = columns
		return []source.Cell{c}
	}
	return nil
}

// repeats reports whether a list is the same part again and again.
func repeats[T any](list []T, part int, text func(T) string) bool {
	for i := part; i < len(list); i++ {
		if text(list[i]) != text(list[i-part]) {
			return false
		}
	}
	return true
}

// headOf returns the words of the head, with the headings of groups marked, its first line and the line behind
// it; none where a table has no head.
func headOf(lines []alignedLine) (segs []headSegment, first, head int) {
	segs, first, head = rawHead(lines)
	if len(segs) > 0 {
		segs = joinWrapped(segs)
		markParents(segs)
	}
	return segs, first, head
}

// leaves are the headings that stand right above a column.
func leaves(segs []headSegment) []segment {
	var out []segment
	for i := range segs {
		if !segs[i].parent {
			out = append(out, segs[i].segment)
		}
	}
	return out
}

// withBlanks gives a table the columns in which no line has anything, where just so many headings stand
// above no column.
func withBlanks(columns [][]segment, heads []segment) {
	wide := make([][]segment, len(columns))
	for k, cols := range columns {
		var blank []segment
		for _, h := range heads {
			if !slices.ContainsFunc(cols, h.meets) {
				blank = append(blank, h)
			}
		}
		if len(cols)+len(blank) != len(heads) {
			return
		}
		wide[k] = append(slices.Clone(cols), blank...)
		slices.SortStableFunc(wide[k], func(a, b segment) int { return a.start - b.start })
	}
	copy(columns, wide)
}

func cellOf(s segment, line, row, col int) source.Cell {
	return source.Cell{Text: s.text, Row: row, Col: col, RowSpan: 1, ColSpan: 1, Place: source.Location{Line: line + 1, Column: s.column}}
}

// declares reports whether a line holds the unit or the name of the unit above the table.
func declares(segs []segment) bool {
	for _, s := range segs {
		for _, r := range s.text {
			if r == '：' || r == ':' {
				return true
			}
		}
	}
	return false
}

// joinWrapped joins a heading with its continuation on the next line: nearly the same middle, nothing
// else below it.
func joinWrapped(segs []headSegment) []headSegment {
	sort.SliceStable(segs, func(i, j int) bool { return segs[i].middle() < segs[j].middle() })
	for i := 0; i+1 < len(segs); i++ {
		a, b := &segs[i], &segs[i+1]
		if a.line == b.line || abs(a.middle()-b.middle()) > 6 {
			continue
		}
		up, down := a, b
		if up.line > down.line {
			up, down = down, up
		}
		if below(segs, up, 0) > 1 || standsAlone(down.text) {
			continue
		}
		joined := *up
		joined.joined = up.joined + down.joined
		joined.line = down.line
		joined.start, joined.end = min(up.start, down.start), max(up.end, down.end)
		segs[i] = joined
		segs = append(segs[:i+1], segs[i+2:]...)
		i--
	}
	return segs
}

// standsAlone reports whether a word is a heading of its own and never the rest of a wrapped one.
func standsAlone(word string) bool {
	switch word {
	case "小计", "合计", "总计", "类", "款", "项", "基本支出", "项目支出", "人员经费", "公用经费", "金额", "预算数", "决算数", "科目编码", "科目代码", "科目名称", "项目":
		return true
	}
	return false
}

// narrow is the room of a narrow column to either side of a heading, in half display columns.
const narrow = 12

// below counts the headings of lower lines that a heading spans, with some room to either side.
func below(segs []headSegment, s *headSegment, room int) int {
	n := 0
	for i := range segs {
		o := &segs[i]
		if o.line > s.line && o.middle() > 2*s.start-room && o.middle() < 2*s.end+room {
			n++
		}
	}
	return n
}

// markParents sets apart the headings of groups: those with headings of lower lines on both sides. It
// returns the number of the others.
func markParents(segs []headSegment) int {
	leaves := 0
	for i := range segs {
		s := &segs[i]
		left, right := false, false
		for k := i - 1; k >= 0; k-- {
			if segs[k].line != s.line && segs[k].line < s.line {
				continue
			}
			left = segs[k].line > s.line
			break
		}
		for k := i + 1; k < len(segs); k++ {
			if segs[k].line < s.line {
				continue
			}
			right = segs[k].line > s.line
			break
		}
		s.parent = left && right || below(segs, s, narrow) > 1
		if !s.parent {
			leaves++
		}
	}
	return leaves
}

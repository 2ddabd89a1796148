package text

import (
	"slices"
	"sort"
	"strings"

	"mingzhang/source"
)

// headOver lays out the head of an aligned table by the columns of its body, where its words do not come out even:
// what stands over one column is a piece of its heading, what stands over several is the heading of a group. It
// returns the cells and the number of lines used; none where columns stay without a heading.
func headOver(lines []alignedLine, columns []segment) ([]source.Cell, int) {
	segs, first, head := rawHead(lines)
	n := len(columns)
	const widest = 64 // every run of columns is tried for every heading
	if len(segs) == 0 || n < 3 || n > widest {
		return nil, 0
	}
	zones := zonesOf(columns)
	stacks := make([][]int, n) // for each column the pieces of its heading, top down
	var groups []group
	for i := range segs {
		switch from, to := over(segs[i].segment, zones, columns); {
		case to > from:
			groups = append(groups, group{i, from, to})
		default:
			stacks[from] = append(stacks[from], i)
		}
	}
	// A piece above the heading of a group is the heading of a larger one, as is a piece above a word that needs none.
	upper := map[int][]int{} // line → pieces
	for c := range stacks {
		var kept []int
		for k, i := range stacks[c] {
			above := slices.ContainsFunc(groups, func(g group) bool { return g.from <= c && c <= g.to && segs[g.seg].line > segs[i].line })
			if above || k+1 < len(stacks[c]) && standsAlone(segs[stacks[c][k+1]].text) {
				upper[segs[i].line] = append(upper[segs[i].line], i)
			} else {
				kept = append(kept, i)
			}
		}
		stacks[c] = kept
	}
	for line, pieces := range upper {
		sort.Slice(pieces, func(a, b int) bool { return segs[pieces[a]].start < segs[pieces[b]].start })
		groups = append(groups, tile(segs, pieces, free(segs, stacks, groups, line), zones)...)
	}
	bare := 0
	for c := range stacks {
		if len(stacks[c]) == 0 {
			bare++
		}
	}
	if bare*4 > n {
		return nil, 0
	}
	h := headPlan{segs, groups, stacks}
	return append(frameCells(lines[:first], n), h.cells(head)...), head
}

// headPlan says what of the words of a head is the heading of a group, and what is piled up over each column.
type headPlan struct {
	segs   []headSegment
	groups []group
	stacks [][]int
}

// group is a heading over several columns.
type group struct{ seg, from, to int }

// rawHead returns the words of the head as they are printed.
func rawHead(lines []alignedLine) (segs []headSegment, first, head int) {
	for head < len(lines) && lines[head].numbers == 0 && head < 12 {
		head++
	}
	first = framesOf(lines[:head])
	if head == len(lines) || head == first {
		return nil, first, head
	}
	for i := first; i < head; i++ {
		for _, s := range lines[i].segs {
			segs = append(segs, headSegment{segment: s, line: i, at: lines[i].at, joined: s.text})
		}
	}
	return segs, first, head
}

// framesOf counts the lines that stand above a head.
func framesOf(lines []alignedLine) int {
	first := 0
	for first < len(lines) && (len(lines[first].segs) < 3 && declares(lines[first].segs) || isRecord(lines[first].segs) || isTitle(lines[first].segs)) {
		first++
	}
	return first
}

// isTitle reports whether a line is the title above a head, with the number of the table before or behind it.
func isTitle(segs []segment) bool {
	last := squeezed(segs[len(segs)-1].text)
	return len(segs) < 3 && (strings.HasSuffix(squeezed(segs[0].text), "表") || strings.HasPrefix(segs[0].text, "附件") || len(segs) == 1 && strings.HasPrefix(last, "（") || len(segs) == 1 && strings.HasPrefix(last, "("))
}

// isRecord reports whether a line names a project and whose it is, above the head of a form.
func isRecord(segs []segment) bool {
	for _, w := range [...]string{"项目名称", "主管部门", "实施单位", "项目单位"} {
		if len(segs) > 1 && len(segs) <= 4 && squeezed(segs[0].text) == w {
			return true
		}
	}
	return false
}

// zonesOf gives each column the room up to the middle between it and its neighbours.
func zonesOf(columns []segment) [][2]int {
	zones := make([][2]int, len(columns))
	for c := range columns {
		zones[c] = [2]int{0, 1 << 20}
		if c > 0 {
			zones[c][0] = (columns[c-1].end + columns[c].start) / 2
			zones[c-1][1] = zones[c][0]
		}
	}
	return zones
}

// over returns the columns above which a heading stands: those whose figures it covers, or the one in whose room its
// middle lies.
func over(s segment, zones [][2]int, columns []segment) (from, to int) {
	const slack = 1
	from, to = -1, -1
	for c := range columns {
		if mid := (columns[c].start + columns[c].end) / 2; s.start-slack <= mid && mid <= s.end+slack {
			if from < 0 {
				from = c
			}
			to = c
		}
	}
	if from >= 0 && to > from {
		return from, to
	}
	mid := (s.start + s.end) / 2
	for c := range zones {
		if zones[c][0] <= mid && mid < zones[c][1] {
			return c, c
		}
	}
	return len(zones) - 1, len(zones) - 1
}

// free marks the columns over which a group on a line can lie: nothing else of them stands on that line or above.
func free(segs []headSegment, stacks [][]int, groups []group, line int) []bool {
	out := make([]bool, len(stacks))
	for c := range stacks {
		out[c] = !slices.ContainsFunc(stacks[c], func(i int) bool { return segs[i].line <= line }) &&
			!slices.ContainsFunc(groups, func(g group) bool { return g.from <= c && c <= g.to && segs[g.seg].line <= line })
	}
	return out
}

// tile gives the headings of one line runs of free columns, so that each stands over the middle of its run.
func tile(segs []headSegment, pieces []int, free []bool, zones [][2]int) []group {
	n := len(free)
	middle := func(from, to int) int {
		left, right := zones[from][0], zones[to][1]
		if to == n-1 {
			right = zones[to][0] + (zones[to][0]-left)/max(to-from, 1)
		}
		return (left + right) / 2
	}
	var out []group
	at := 0
	for k, i := range pieces {
		mid := (segs[i].start + segs[i].end) / 2
		best, cost := group{-1, 0, 0}, 1<<20
		for from := at; from < n; from++ {
			if !free[from] {
				continue
			}
			for to := from; to < n && free[to]; to++ {
				if to == from || k+1 < len(pieces) && zones[to][0] > (segs[pieces[k+1]].start+segs[pieces[k+1]].end)/2 {
					continue
				}
				if d := abs(middle(from, to) - mid); d < cost || d == cost && to-from > best.to-best.from {
					best, cost = group{i, from, to}, d
				}
			}
		}
		const far = 8
		if best.seg < 0 || cost > far {
			continue
		}
		out = append(out, best)
		at = best.to + 1
	}
	return out
}

// frameCells are the lines above a head.
func frameCells(lines []alignedLine, columns int) []source.Cell {
	var cells []source.Cell
	for i, l := range lines {
		for k, s := range l.segs {
			cells = append(cells, cellOf(s, l.at, i, min(k*max(columns-1, 1), columns-1)))
		}
	}
	return cells
}

// cells makes the cells of the groups and of the headings; the headings stand in one row.
func (h *headPlan) cells(row int) []source.Cell {
	sort.Slice(h.groups, func(a, b int) bool {
		x, y := &h.segs[h.groups[a].seg], &h.segs[h.groups[b].seg]
		return x.line < y.line || x.line == y.line && h.groups[a].from < h.groups[b].from
	})
	var cells []source.Cell
	for _, g := range h.groups {
		c := cellOf(h.segs[g.seg].segment, h.segs[g.seg].at, h.segs[g.seg].line, g.from)
		c.ColSpan = g.to - g.from + 1
		cells = append(cells, c)
	}
	for col, stack := range h.stacks {
		if len(stack) == 0 {
			continue
		}
		first := &h.segs[stack[0]]
		c := cellOf(first.segment, first.at, row, col)
		for _, i := range stack[1:] {
			c.Text += h.segs[i].text
		}
		cells = append(cells, c)
	}
	return cells
}

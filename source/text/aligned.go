package text

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"mingzhang/source"
)

// segment is a stretch of a line between gaps of two or more blanks.
type segment struct {
	text       string
	start, end int // display columns
	column     int // code point column, from 1
	number     bool
}

const (
	// maxAligned is the largest number of lines in one aligned table.
	maxAligned = 20000
	// maxSegments is the largest number of segments in a line of one: what has more was not printed for
	// people to read, and columns are found by comparing each segment with each.
	maxSegments = 256
)

// aligned reads a table whose columns are aligned with blanks. It returns the number of lines taken,
// 0 where there is no such table: at least two lines must have three or more segments with a number.
func (r *reader) aligned(at int) int {
	if at < r.unaligned || !hasGap(strings.TrimSpace(r.lines[at])) || len(segments(r.lines[at])) < 2 {
		return 0
	}
	var lines []alignedLine
	end, rich, i := at, 0, at
	for ; i < len(r.lines) && i-at < maxAligned; i++ {
		line := r.lines[i]
		if strings.TrimSpace(line) == "" {
			continue
		}
		segs := segments(line)
		if len(segs) < 2 && !isTablePiece(line) || len(segs) > maxSegments {
			break
		}
		if len(segs) == 1 && i > at && isPageNumber(segs[0].text) {
			continue
		}
		if len(segs) >= 2 {
			end = i + 1
		}
		numbers := 0
		for _, s := range segs {
			if s.number {
				numbers++
			}
		}
		if len(segs) >= 3 && numbers > 0 {
			rich++
		}
		if len(segs) > 2 && numbers > 0 {
			segs = joinSpaced(segs) // 合  计
		}
		lines = append(lines, alignedLine{i, segs, numbers})
	}
	for len(lines) > 0 && lines[len(lines)-1].at >= end {
		lines = lines[:len(lines)-1]
	}
	if rich < 2 && !headOnly(lines) {
		r.unaligned = i // what lacks the lines of a table lacks them from any later line on, too
		return 0
	}
	if !r.room(segmentsOf(lines)) {
		return end - at
	}
	for _, part := range twoHeads(lines) {
		part = unwrapHead(part)
		splitHeads(part)
		r.addGrid(&source.Grid{Cells: layOut(joinNames(part))})
	}
	return end - at
}

// segmentsOf is the number of segments of all lines, of which each becomes a cell at most.
func segmentsOf(lines []alignedLine) int {
	n := 0
	for _, l := range lines {
		n += len(l.segs)
	}
	return n
}

// hasGap reports whether a line may have more than one segment: it has two blanks side by side, or one
// beside a number. It is quick, for every line of a text is asked.
func hasGap(line string) bool {
	for i := 1; i < len(line)-1; i++ {
		switch line[i] {
		case ' ', '\f':
			if beside(line[i-1]) || beside(line[i+1]) {
				return true
			}
		case "\u00A0"[0]:
			if strings.HasPrefix(line[i:], "\u00A0") {
				return true
			}
		}
	}
	return false
}

func beside(c byte) bool {
	return c >= '0' && c <= '9' || c == ' ' || c == '\f' || c == '%' || c == '-' || c == ',' || c == '.' || c == "\u00A0"[0] || c == "\u00A0"[1]
}

// headOnly recognises the printed frame of an empty table: head lines, no figure.
func headOnly(lines []alignedLine) bool {
	wide := 0
	for _, l := range lines {
		if len(l.segs) >= 3 {
			wide++
		}
	}
	return wide > 0 && len(lines) >= 3
}

type alignedLine struct {
	at      int
	segs    []segment
	numbers int
}

// isTablePiece reports whether a line of one segment can belong to a table: short, indented, no
// sentence, no title of the next table.
func isTablePiece(line string) bool {
	t := strings.TrimSpace(line)
	if width(t) > 36 || strings.HasSuffix(t, "。") || strings.HasSuffix(t, "；") || strings.HasPrefix(t, "注") ||
		strings.HasSuffix(t, "表") || strings.HasSuffix(t, "说明") || strings.HasSuffix(t, "情况") || strings.HasSuffix(t, "：") {
		return false
	}
	return true
}

// segments splits a line at gaps of two blanks, and at one blank between a number and words.
func segments(line string) []segment {
	var out []segment
	col, cp := 0, 1
	start, startCol, startCP, gap := -1, 0, 0, 0
	flush := func(end, endCol int) {
		if start >= 0 {
			out = append(out, split(line[start:end], startCol, startCP)...)
			start = -1
		}
		_ = endCol
	}
	lastEnd := 0
	for i, c := range line {
		blank := c == ' ' || c == '\u00A0' || c == '\f' || c == '　' && start < 0
		if blank {
			gap++
			if gap == 2 {
				flush(lastEnd, col)
			}
		} else {
			if start < 0 {
				start, startCol, startCP = i, col, cp
			}
			gap = 0
			lastEnd = i + utf8.RuneLen(c)
		}
		col += runeWidth(c)
		cp++
	}
	flush(lastEnd, col)
	return out
}

// split divides a segment at single blanks that stand between a number and something else.
func split(s string, col, cp int) []segment {
	var out []segment
	for {
		// A number holds no blank: it stands before the first one or behind the last one.
		cut := strings.IndexByte(s, ' ')
		if cut >= 0 && !isNumber(s[:cut]) {
			if cut = strings.LastIndexByte(s, ' '); !isNumber(s[cut+1:]) {
				cut = -1
			}
		}
		if cut < 0 {
			return append(out, segment{s, col, col + width(s), cp, isNumber(s)})
		}
		out = append(out, segment{s[:cut], col, col + width(s[:cut]), cp, isNumber(s[:cut])})
		col += width(s[:cut+1])
		cp += runes(s[:cut+1])
		s = s[cut+1:]
	}
}

// isNumber reports whether a segment is one printed figure or code.
func isNumber(s string) bool {
	digits := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == ',' || c == '.' || c == '-' && i == 0 || c == '%' && i == len(s)-1:
		default:
			return false
		}
	}
	return digits > 0 && s[len(s)-1] != '.'
}

// layOut finds the columns from the richest lines and places every segment in one of them.
func layOut(lines []alignedLine) []source.Cell {
	templates, columns := widen(lines, pickTemplates(lines))
	if segs, _, _ := headOf(lines); len(columns[0]) < len(leaves(segs)) {
		withBlanks(columns, leaves(segs))
	}
	cells, head := headCells(lines, len(columns[0]))
	if head == 0 {
		cells, head = headWithoutName(lines, columns[0])
	}
	if head == 0 {
		cells, head = headOver(lines, columns[0])
	}
	row := 0
	if head > 0 {
		row = cells[len(cells)-1].Row + 1
	}
	for i, l := range lines {
		if i < head {
			continue
		}
		cols := assign(l.segs, columns[nearest(templates, i)], l.numbers > 0)
		for k, s := range l.segs {
			if n := len(cells); k > 0 && n > 0 && cells[n-1].Row == row && cells[n-1].Col >= cols[k] {
				cells[n-1].Text += " " + s.text // two pieces in one column
				continue
			}
			cells = append(cells, source.Cell{Text: s.text, Row: row, Col: cols[k], RowSpan: 1, ColSpan: 1,
				Place: source.Location{Line: l.at + 1, Column: s.column}})
		}
		row++
	}
	if head == 0 {
		spreadHeads(byRow(cells))
	}
	return cells
}

// byRow cuts cells in the order of their rows into the rows.
func byRow(cells []source.Cell) [][]source.Cell {
	var out [][]source.Cell
	from := 0
	for i := range cells {
		if i > 0 && cells[i].Row != cells[i-1].Row {
			out, from = append(out, cells[from:i]), i
		}
	}
	if len(cells) > 0 {
		out = append(out, cells[from:])
	}
	return out
}

// pickTemplates returns the indices of the lines with the most segments among those with numbers.
func pickTemplates(lines []alignedLine) []int {
	most := 0
	for _, l := range lines {
		if l.numbers > 0 || most == 0 {
			most = max(most, len(l.segs))
		}
	}
	body := slices.ContainsFunc(lines, func(l alignedLine) bool { return l.numbers > 0 && len(l.segs) == most })
	dashed := func(l alignedLine) bool { // a dash does not stand where the figures of its column do
		return slices.ContainsFunc(l.segs, func(s segment) bool { return s.text == "—" || s.text == "-" || s.text == "－" || s.text == "--" })
	}
	full := slices.ContainsFunc(lines, func(l alignedLine) bool { return l.numbers > 0 && len(l.segs) == most && !dashed(l) })
	var out []int
	for i, l := range lines {
		if len(l.segs) == most && (l.numbers > 0 || !body) && (!full || !dashed(l)) { // the words of a head need not stand above their columns
			out = append(out, i)
		}
	}
	if out == nil {
		out = []int{0}
	}
	return out
}

// widen gives each template the columns in which it has nothing but other lines have figures: 基本支出 and
// 项目支出, of which every row has one. It keeps the templates with the most columns.
func widen(lines []alignedLine, templates []int) (kept []int, columns [][]segment) {
	const page, widest = 30, 64 // further away the columns may stand elsewhere; so wide a table is none of these
	wide := make([][]segment, len(templates))
	first := lines[templates[0]].segs
	gaps := slices.ContainsFunc(lines, func(l alignedLine) bool { return l.numbers > 0 && !sameCells(l.segs, first) })
	most := 0
	for t, at := range templates {
		wide[t] = lines[at].segs
		if gaps && len(wide[t]) <= widest {
			if extra := missing(lines[max(0, at-page):min(len(lines), at+page)], lines[at].segs); len(extra) > 0 {
				wide[t] = append(slices.Clone(wide[t]), extra...)
				slices.SortStableFunc(wide[t], func(a, b segment) int { return a.start - b.start })
			}
		}
		most = max(most, len(wide[t]))
	}
	for t, all := range wide {
		if len(all) == most {
			kept, columns = append(kept, templates[t]), append(columns, all)
		}
	}
	return kept, columns
}

// missing returns the columns of figures of some lines that a template lacks, where the figures of the table
// stand under each other to the right.
func missing(lines []alignedLine, template []segment) []segment {
	var extra []segment
	var count []int
	under, beside := 0, 0
	for _, l := range lines {
		for i, s := range l.segs {
			if i == 0 && isCodePart(l.segs) && !slices.ContainsFunc(template, s.meets) { // 201, and below it 11, further right
				if k := slices.IndexFunc(extra, s.meets); k >= 0 {
					count[k]++
				} else {
					extra, count = append(extra, s), append(count, 1)
				}
				continue
			}
			if !s.number || !strings.Contains(s.text, ".") {
				continue
			}
			if k := slices.IndexFunc(template, s.meets); k >= 0 {
				if abs(s.end-template[k].end) <= 1 {
					under++
				} else {
					beside++
				}
				continue
			}
			k := slices.IndexFunc(extra, s.meets)
			switch {
			case k < 0:
				extra, count = append(extra, s), append(count, 1)
			case abs(s.end-extra[k].end) <= 1:
				count[k]++
			default:
				beside++
			}
		}
	}
	if under < 4*beside {
		return nil
	}
	var out []segment
	for k, s := range extra {
		if count[k] > 1 {
			out = append(out, s)
		}
	}
	return out
}

// isCodePart reports whether a line begins with the code of an account, or one of its three parts, before a name.
func isCodePart(segs []segment) bool {
	code := segs[0].text
	return len(segs) > 2 && (len(code) == 2 || len(code) == 3) && strings.Trim(code, "0123456789") == "" && !segs[1].number
}

// sameCells reports whether two lines have the same columns: as many cells, and figures below figures.
func sameCells(a, b []segment) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].number != b[i].number || a[i].number && !a[i].meets(b[i]) {
			return false
		}
	}
	return true
}

// meets reports whether two segments stand above each other.
func (s segment) meets(t segment) bool { return s.start < t.end && t.start < s.end }

// nearest returns which of the templates, in rising order, is next to line i; of two the earlier.
func nearest(templates []int, i int) int {
	k := sort.SearchInts(templates, i)
	if k == len(templates) || k > 0 && i-templates[k-1] <= templates[k]-i {
		k--
	}
	return k
}

func abs(a int) int {
	if a < 0 {
		return -a
	}
	return a
}

// assign gives each segment a column of the template, in order, with the least displacement. Numbers
// go by their right edge, words by their left, heads by their middle.
func assign(segs, template []segment, body bool) []int {
	n, m := len(segs), len(template)
	cols := make([]int, n)
	if n >= m {
		for i := range cols {
			cols[i] = min(i, m-1)
		}
		return cols
	}
	const far = 1 << 30
	cost := make([][]int, n+1)
	from := make([][]int, n+1)
	for i := range cost {
		cost[i], from[i] = make([]int, m+1), make([]int, m+1)
		for j := range cost[i] {
			if i > 0 {
				cost[i][j] = far
			}
		}
	}
	for i := 1; i <= n; i++ {
		for j := i; j <= m; j++ {
			take := cost[i-1][j-1] + displacement(segs[i-1], template[j-1], body)
			if skip := cost[i][j-1]; skip <= take {
				cost[i][j] = skip
				from[i][j] = from[i][j-1]
				continue
			}
			cost[i][j], from[i][j] = take, j
		}
	}
	for i, j := n, m; i > 0; i-- {
		cols[i-1] = from[i][j] - 1
		j = from[i][j] - 1
	}
	return cols
}

func displacement(s, t segment, body bool) int {
	switch {
	case !body:
		return abs(s.start + s.end - t.start - t.end)
	case s.number && t.number:
		return 2 * abs(s.end-t.end)
	case s.number != t.number:
		return 2*abs(s.start-t.start) + 40
	}
	return 2 * abs(s.start-t.start)
}

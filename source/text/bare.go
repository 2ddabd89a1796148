package text

import (
	"strings"
	"unicode/utf8"

	"mingzhang/source"
)

// bareLines reads a table whose cells stand one a line with nothing before them, as tables are copied out of
// a browser: either an empty line behind each row, or none at all and a name before each run of figures. It
// returns the number of lines taken, 0 where there is no such table.
func (r *reader) bareLines(at int) int {
	if !isBareCell(r.lines[at]) || at+1 >= len(r.lines) {
		return 0
	}
	if at >= r.bareEnd {
		for r.bareEnd = at; r.bareEnd < len(r.lines) && isBareCell(r.lines[r.bareEnd]); r.bareEnd++ {
		}
	}
	var rows [][2]int
	if r.bareEnd-at <= bareMost { // else the first row is too wide
		rows = r.spacedRows(at)
	}
	if rows == nil {
		if n := r.pairs(at); n > 0 {
			return n
		}
		rows = r.countedRows(at)
	}
	if rows == nil {
		return 0
	}
	total := 1
	for _, row := range rows {
		total += row[1] - row[0]
	}
	cells := make([]source.Cell, 0, total)
	grid := make([][]source.Cell, len(rows))
	for i, row := range rows {
		from := len(cells)
		if i > 0 && i+1 < len(rows) && row[1]-row[0]+1 == rows[i+1][1]-rows[i+1][0] && r.isTotalLine(row[0]) {
			cells = append(cells, source.Cell{RowSpan: 1, ColSpan: 1, Place: source.Location{Line: row[0] + 1, Column: 1}}) // see totalFirst
		}
		for l := row[0]; l < row[1]; l++ {
			text := strings.TrimSpace(r.lines[l])
			cells = append(cells, source.Cell{Text: text, RowSpan: 1, ColSpan: 1, Place: source.Location{Line: l + 1, Column: 1 + runes(r.lines[l][:strings.Index(r.lines[l], text)])}})
		}
		grid[i] = cells[from:]
	}
	if len(rows) > 1 && len(grid[0]) == len(grid[1])+1 && !r.hasFigures(rows[0][0], rows[0][1]) {
		grid = underSubtotal(grid)
	}
	spread(grid)
	r.addGrid(&source.Grid{Cells: cells, Ruled: true})
	return rows[len(rows)-1][1] - at
}

// underSubtotal divides a header that was printed in one run: what stands from 小计 on lies under the heading
// with which it shares its first words: 合计, 公务用车购置及运行费, 公务接待费, 小计, 公务用车购置费, 公务用车运行费.
func underSubtotal(grid [][]source.Cell) [][]source.Cell {
	const shared = len("公务")
	head := grid[0]
	for k := 2; k+1 < len(head); k++ {
		if t := squeezed(head[k].Text); t != "小计" && t != "合计" {
			continue
		}
		child := squeezed(head[k+1].Text)
		for j := range head[:k] {
			if name := squeezed(head[j].Text); len(name) > shared && len(child) > shared && (name[:shared] == child[:shared] || strings.Contains(name, "购置及") && strings.HasSuffix(child, "购置")) {
				head[j].ColSpan = len(head) - k
				return append([][]source.Cell{head[:k], head[k:]}, grid[1:]...)
			}
		}
	}
	return grid
}

// Bounds of a table of bare lines.
const (
	bareLongest = 30 // characters of a cell
	bareNarrow  = 3  // cells of the narrowest row
	bareRows    = 3  // rows of figures of the shortest table, unless they are wide
	bareWide    = 5  // cells of a row that may stand alone
	bareHeads   = 6  // header rows
	bareMost    = 96 // cells of the widest row
)

// isBareCell reports whether a line may be a cell: short, and no sentence. A line of blanks is a blank cell.
func isBareCell(line string) bool {
	if line == "" || len(line) > bareLongest*utf8.UTFMax || line[0] == '\t' || utf8.RuneCountInString(line) > bareLongest || strings.ContainsAny(line, "|\t。；") {
		return false
	}
	return !isCaption(strings.TrimSpace(line))
}

// isCaption reports whether a line stands above a table: its name, its unit.
func isCaption(line string) bool {
	return strings.Contains(line, "单位：") || strings.Contains(line, "单位:") || strings.HasSuffix(line, "表") && utf8.RuneCountInString(line) > 3 || strings.HasPrefix(line, "附件") ||
		strings.HasPrefix(line, "第") && strings.Contains(line, "部分")
}

// spacedRows takes rows that are divided by an empty line, as pairs of lines. The rows of figures all have as
// many cells; those of the header may have fewer.
func (r *reader) spacedRows(at int) [][2]int {
	var rows [][2]int
	wide, body := 0, 0
	for from := at; from < len(r.lines); {
		end := from
		for end < len(r.lines) && end-from <= bareMost && isBareCell(r.lines[end]) {
			end++
		}
		n := end - from
		if n > bareMost {
			break
		}
		ended := end >= len(r.lines) || r.lines[end] == ""
		figures := r.hasFigures(from, end)
		if n == 0 || !ended || wide > 0 && n != wide || wide == 0 && (len(rows) > bareHeads || !figures && n < 2) {
			break
		}
		if figures && wide == 0 {
			if n < bareNarrow || len(rows) == 0 || r.widest(rows) > n {
				return nil
			}
			wide = n
		}
		if wide > 0 {
			body++
		}
		rows = append(rows, [2]int{from, end})
		from = end + 1
		if from < len(r.lines) && r.lines[from] == "" {
			break
		}
	}
	if body == 0 || body < bareRows && wide < bareWide {
		return nil
	}
	if body == 1 && len(rows) > 1 {
		heads := 0
		for _, row := range rows[:len(rows)-1] {
			heads += row[1] - row[0]
		}
		if heads < wide {
			return nil // several rows, and the empty line is a blank cell
		}
	}
	return rows
}

func (r *reader) widest(rows [][2]int) int {
	n := 0
	for _, row := range rows {
		n = max(n, row[1]-row[0])
	}
	return n
}

// hasFigures reports whether lines are a row of the body: it has at least two figures, and they and blanks
// are half of it.
func (r *reader) hasFigures(from, end int) bool {
	figures, blanks := 0, 0
	for l := from; l < end; l++ {
		switch t := strings.TrimSpace(r.lines[l]); {
		case t == "" || t == "-" || t == "—" || t == "--":
			blanks++
		case isNumber(t):
			figures++
		}
	}
	return figures >= 2 && (figures+blanks)*2 >= end-from
}

// countedRows takes rows without any line between them: a header of words, then again and again as many cells
// of which the same are words and the same are figures: a name and its figures, or code, name and figure.
func (r *reader) countedRows(at int) [][2]int {
	words := r.wordsFrom(at)
	if words < 0 {
		return nil
	}
	if rows := r.totalFirst(at, words-1); rows != nil {
		return rows
	}
	const leading = 2 // words with which a row may begin: they stand right behind the header
	for k := 0; k <= leading; k++ {
		if width := words - k - at; width >= 2 {
			if rows := r.rowsOf(words-k, width); len(rows) > 0 {
				return append([][2]int{{at, words - k}}, rows...)
			}
		}
	}
	width := 1 // under a merged heading the header has one word more
	for width <= bareMost && words-1+width < len(r.lines) && r.isValue(words-1+width) {
		width++
	}
	if width < bareNarrow || words-1-at != width+1 {
		return nil
	}
	if rows := r.rowsOf(words-1, width); len(rows) > 0 {
		return append([][2]int{{at, words - 1}}, rows...)
	}
	return nil
}

// totalFirst takes rows of code, name and figures below a header that begins with the code, where the row of the
// total comes first and its blank code was left out.
func (r *reader) totalFirst(at, first int) [][2]int {
	width := first - at
	next := first + width - 1
	if width < bareNarrow || !isCodeHead(squeezed(r.lines[at])) || !r.isTotalLine(first) || next+1 >= len(r.lines) || r.isValue(next+1) {
		return nil
	}
	for l := first + 1; l < next; l++ {
		if !r.isValue(l) {
			return nil
		}
	}
	rows := r.rowsOf(next, width)
	if rows == nil {
		return nil
	}
	return append([][2]int{{at, first}, {first, next}}, rows...)
}

// isTotalLine reports whether a line is the name of a total.
func (r *reader) isTotalLine(l int) bool { return isTotalWord(squeezed(r.lines[l])) }

// wordsFrom returns the line of the first figure behind the words that begin a table at a line; -1 where no table
// begins there.
func (r *reader) wordsFrom(at int) int {
	if at > 0 && r.lines[at-1] != "" && isBareCell(r.lines[at-1]) && !r.isValue(at-1) {
		return -1 // the words began before
	}
	words := at
	for words < len(r.lines) && words-at <= bareMost && isBareCell(r.lines[words]) && !r.isValue(words) {
		words++
	}
	if words >= len(r.lines) || words-at > bareMost {
		return -1
	}
	return words
}

// rowsOf takes rows of one width from a line on, as long as they have words and figures where the first has;
// none where they are too few for a table. An empty line within a row is a blank cell.
func (r *reader) rowsOf(from, width int) [][2]int {
	const pairs = 5 // rows of the shortest table of two columns
	var rows [][2]int
	for l := from; l+width <= len(r.lines); l += width {
		if t := strings.TrimSpace(r.lines[l]); strings.HasPrefix(t, "-") && strings.HasSuffix(t, "-") && isPageNumber(t) {
			l++ // - 9 -
		}
		if l+width > len(r.lines) || !r.likeRow(from, l, width) {
			break
		}
		rows = append(rows, [2]int{l, l + width})
	}
	if len(rows) < bareRows || width == 2 && len(rows) < pairs {
		return nil
	}
	return rows
}

// likeRow reports whether the lines of a row are words and figures as those of the first row.
func (r *reader) likeRow(first, at, width int) bool {
	words, values, blanks := 0, 0, 0
	for i := 0; i < width; i++ {
		line := r.lines[at+i]
		value := r.isValue(at + i)
		switch {
		case strings.TrimSpace(line) == "":
			blanks++
			continue
		case strings.TrimSpace(r.lines[first+i]) == "" && at != first:
			if value || isBareCell(line) { // the row of the total has no code
				continue
			}
			return false
		case value:
			values++
		case isBareCell(line):
			words++
		default:
			return false
		}
		if at != first && value != r.isValue(first+i) {
			return false
		}
	}
	if at == first { // a name and its figures, or a code, a name and its figures: more words may be pairs that slid
		code := strings.TrimSpace(r.lines[at])
		coded := r.isValue(at) && !strings.Contains(code, ".") && len(code) >= len("201") && !r.isValue(at+1)
		if code == "" && isTotalWord(strings.TrimSpace(r.lines[at+1])) {
			return words == 1 && values > 1
		}
		return blanks == 0 && words == 1 && values > 0 && (coded || !r.isValue(at))
	}
	return blanks < width
}

// isValue reports whether a line is a figure or the dash that stands for one.
func (r *reader) isValue(l int) bool {
	t := strings.TrimSpace(r.lines[l])
	return isNumber(t) || t == "-" || t == "—" || t == "--"
}

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
		rows = r.countedRows(at)
	}
	if rows == nil {
		return 0
	}
	total := 0
	for _, row := range rows {
		total += row[1] - row[0]
	}
	cells := make([]source.Cell, 0, total)
	grid := make([][]source.Cell, len(rows))
	for i, row := range rows {
		from := len(cells)
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
		if squeezed(head[k].Text) != "小计" {
			continue
		}
		child := squeezed(head[k+1].Text)
		for j := range head[:k] {
			if name := squeezed(head[j].Text); len(name) > shared && len(child) > shared && name[:shared] == child[:shared] {
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

// countedRows takes rows without any line between them: a header of words, then again and again a name and
// as many figures.
func (r *reader) countedRows(at int) [][2]int {
	if at > 0 && r.lines[at-1] != "" && isBareCell(r.lines[at-1]) && !r.isValue(at-1) {
		return nil // the words began before
	}
	words := at
	for words < len(r.lines) && words-at <= bareMost && isBareCell(r.lines[words]) && !r.isValue(words) {
		words++
	}
	width, heads := 1, words-1-at // the last word names the first row
	for width <= bareMost && words-1+width < len(r.lines) && r.isValue(words-1+width) {
		width++
	}
	if width < bareNarrow || heads != width && heads != width+1 {
		return nil
	}
	rows := [][2]int{{at, words - 1}}
	for from := words - 1; from < len(r.lines); from += width {
		if !r.isRow(from, width) {
			break
		}
		rows = append(rows, [2]int{from, from + width})
	}
	if len(rows) <= bareRows {
		return nil
	}
	return rows
}

// isRow reports whether a name and figures stand on the lines from one on.
func (r *reader) isRow(from, width int) bool {
	if from+width > len(r.lines) || !isBareCell(r.lines[from]) || r.isValue(from) {
		return false
	}
	for l := from + 1; l < from+width; l++ {
		if !r.isValue(l) {
			return false
		}
	}
	return true
}

// isValue reports whether a line is a figure or the dash that stands for one.
func (r *reader) isValue(l int) bool {
	t := strings.TrimSpace(r.lines[l])
	return isNumber(t) || t == "-" || t == "—" || t == "--"
}

package text

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/source"
)

// cellLines reads a table whose cells stand one a line behind a tab, with a blank line after each
// row. It returns the number of lines taken, 0 where there is no such table.
func (r *reader) cellLines(at int) int {
	if !isCellLine(r.lines[at]) || at+1 >= len(r.lines) || !isCellLine(r.lines[at+1]) {
		return 0
	}
	end, lines := r.cellExtent(at)
	if !r.room(lines) {
		return end - at
	}
	cells := make([]source.Cell, 0, lines)
	starts := []int{0}
	for i := at; i < end; i++ {
		line := r.lines[i]
		if isCellLine(line) {
			text := strings.TrimSuffix(line[1:], "\t")
			cells = append(cells, source.Cell{Text: text, RowSpan: 1, ColSpan: 1, Place: source.Location{Line: i + 1, Column: 2}})
		} else if starts[len(starts)-1] < len(cells) {
			starts = append(starts, len(cells))
		}
	}
	if starts[len(starts)-1] < len(cells) {
		starts = append(starts, len(cells))
	}
	rows := make([][]source.Cell, len(starts)-1)
	for i := range rows {
		rows[i] = cells[starts[i]:starts[i+1]]
	}
	spread(rows)
	r.addGrid(&source.Grid{Cells: cells, Ruled: true})
	return end - at
}

// cellExtent finds where a table of cell lines ends, and how many cells it has.
func (r *reader) cellExtent(at int) (end, cells int) {
	for end = at; end < len(r.lines); end++ {
		if isCellLine(r.lines[end]) {
			cells++
			continue
		}
		if strings.TrimSpace(r.lines[end]) != "" || end+1 >= len(r.lines) || !isCellLine(r.lines[end+1]) {
			break
		}
	}
	return end, cells
}

func isCellLine(line string) bool {
	return strings.HasPrefix(line, "\t") && !strings.Contains(strings.TrimSuffix(line[1:], "\t"), "\t")
}

// spread gives cells their columns. Header rows have fewer cells than the body, because merged cells
// are printed once: under a merged heading the row below has words, beside it blanks.
func spread(rows [][]source.Cell) {
	full := 0
	for i, row := range rows {
		full = max(full, len(row))
		for j := range row {
			row[j].Row, row[j].Col = i, j
		}
	}
	first := 0
	for first < len(rows) && len(rows[first]) < full {
		first++
	}
	for i := first - 1; i >= 0 && i+1 < len(rows); i-- {
		if len(rows[i]) < 3 || !isHead(rows[i+1]) || !nest(rows[i], rows[i+1]) {
			if i == first-1 {
				spreadHeads(rows)
			}
			break
		}
	}
}

// nest lays the cells of a header row over those of the row below: a blank below stands under one
// cell, a run of words below shares one. It reports false where they do not come out even.
func nest(above, below []source.Cell) bool {
	type extent struct{ col, span int }
	at := make([]extent, len(above))
	j, k := 0, 0
	for k < len(below) {
		if j >= len(above) {
			return false
		}
		at[j] = extent{below[k].Col, below[k].ColSpan}
		words := strings.TrimSpace(below[k].Text) != ""
		k++
		for words && k < len(below) && strings.TrimSpace(below[k].Text) != "" && len(below)-k > len(above)-j-1 {
			at[j].span += below[k].ColSpan
			k++
		}
		j++
	}
	if j != len(above) {
		return false
	}
	for i := range above {
		above[i].Col, above[i].ColSpan = at[i].col, at[i].span
	}
	return true
}

// barred reads lines whose cells are divided by a mark. A single such line is no table; with tabs,
// neither are two.
func (r *reader) barred(at int, mark byte) int {
	if mark == ',' && !r.commas(at) {
		return 0
	}
	end, most, cells := at, 0, 0
	for end < len(r.lines) {
		n := strings.Count(r.lines[end], string(mark))
		if n == 0 && mark == '\t' && most > 1 && r.oneCell(end) {
			end++
			cells++
			continue
		}
		if n == 0 || mark == '\t' && isCellLine(r.lines[end]) || mark == ',' && n != strings.Count(r.lines[at], ",") {
			break
		}
		most = max(most, n)
		cells += n + 1
		end++
	}
	if end-at < 2 && most < 2 || mark == '\t' && (most < 2 && end-at < 3) {
		return 0
	}
	if !r.room(cells) {
		return end - at
	}
	g := &source.Grid{Ruled: true, Cells: make([]source.Cell, 0, cells)}
	framed := mark == '|' && allFramed(r.lines[at:end])
	closed := mark == '|' && !framed && allClosed(r.lines[at:end])
	row := 0
	var rows [][2]int
	for i := at; i < end; i++ {
		if strings.Trim(r.lines[i], "|-: \t") == "" {
			continue
		}
		from, line := len(g.Cells), r.lines[i]
		if closed {
			line = strings.TrimSuffix(strings.TrimRight(line, " "), "|")
		}
		g.Cells = appendRow(g.Cells, barredLine{line, mark, framed}, source.Cell{Row: row, Place: source.Location{Line: i + 1}})
		rows = append(rows, [2]int{from, len(g.Cells)})
		row++
	}
	lines := slicesOf(g.Cells, rows)
	for len(lines) > 0 && isFrame(lines[0]) {
		lines = lines[1:]
	}
	if !spreadHeads(lines) && coverBlanks(lines) {
		g.Cells = slices.DeleteFunc(g.Cells, func(c source.Cell) bool { return c.ColSpan == 0 })
	}
	r.addGrid(g)
	return end - at
}

// commas reports whether lines from one on are a table of comma-separated cells: as many commas in each, figures
// behind most of them, and no sentence. A comma that divides thousands is none between cells.
func (r *reader) commas(at int) bool {
	const rows, columns = 4, 3
	n := strings.Count(r.lines[at], ",")
	if n+1 < columns || strings.Contains(r.lines[at], "。") {
		return false
	}
	seen, figures, cells := 0, 0, 0
	for l := at; l < len(r.lines) && l < at+rows && strings.Count(r.lines[l], ",") == n; l++ {
		seen++
		if strings.ContainsAny(r.lines[l], "。；，") {
			return false
		}
		for i, c := range strings.Split(r.lines[l], ",") {
			if l > at && i > 0 {
				cells++
				if c = strings.TrimSpace(c); isNumber(c) && (strings.Contains(c, ".") || len(c) != len("000")) {
					figures++
				}
			}
		}
	}
	return seen == rows && figures*2 >= cells
}

// oneCell reports whether a line without a tab is a row of a table of tabs all the same: a short numbered
// name, 五、事业收入, whose blank cells were cut off, with more rows close below.
func (r *reader) oneCell(at int) bool {
	const longest, near = 20, 4
	line := strings.TrimSpace(r.lines[at])
	if line == "" || utf8.RuneCountInString(line) > longest || !beginsItem(line) || strings.ContainsAny(line, "。；：:表") {
		return false
	}
	for k := at + 1; k < len(r.lines) && k <= at+near; k++ {
		if strings.Count(r.lines[k], "\t") > 0 {
			return true
		}
		if next := strings.TrimSpace(r.lines[k]); next == "" || !beginsItem(next) || utf8.RuneCountInString(next) > longest {
			return false
		}
	}
	return false
}

// slicesOf cuts the cells of a table into its rows.
func slicesOf(cells []source.Cell, rows [][2]int) [][]source.Cell {
	out := make([][]source.Cell, len(rows))
	for i, r := range rows {
		out[i] = cells[r[0]:r[1]]
	}
	return out
}

// allFramed reports whether every line begins with the mark: then it is the frame of the table, else
// the first cell of such a line is blank.
func allFramed(lines []string) bool {
	for _, l := range lines {
		if !strings.HasPrefix(strings.TrimSpace(l), "|") {
			return false
		}
	}
	return true
}

// allClosed reports whether every line ends with the mark, as some exports write them: no cell stands behind it.
func allClosed(lines []string) bool {
	for _, l := range lines {
		if !strings.HasSuffix(strings.TrimRight(l, " "), "|") {
			return false
		}
	}
	return true
}

// barredLine is a line whose cells are divided by a mark.
type barredLine struct {
	text   string
	mark   byte
	framed bool // the mark stands before the first cell and behind the last one, too
}

// appendRow splits a line into cells, which lie in the row and line of the given one.
func appendRow(cells []source.Cell, l barredLine, in source.Cell) []source.Cell {
	line, mark, framed := l.text, l.mark, l.framed
	pos, col := 0, 0
	counted, column := 0, 1 // the column of the byte up to which characters are counted
	if framed {
		pos = strings.IndexByte(line, '|') + 1
		line = strings.TrimSuffix(strings.TrimRight(line, " "), "|")
	}
	for pos <= len(line) {
		end := strings.IndexByte(line[pos:], mark)
		last := end < 0
		if last {
			end = len(line) - pos
		}
		raw := line[pos : pos+end]
		lead := len(raw) - len(strings.TrimLeft(raw, " "))
		if indent := lead - padding(mark, framed, col); indent > 0 { // it shows the level of a name
			lead -= indent
		}
		text := strings.TrimRight(raw[lead:], " ")
		if isNumber(strings.TrimLeft(text, " ")) || strings.TrimLeft(text, " ") == "" {
			lead += len(text) - len(strings.TrimLeft(text, " "))
			text = strings.TrimLeft(text, " ")
		}
		column += runes(line[counted : pos+lead])
		counted = pos + lead
		cells = append(cells, source.Cell{Text: text, Row: in.Row, Col: col, RowSpan: 1, ColSpan: 1,
			Place: source.Location{Line: in.Place.Line, Column: column}})
		pos += end + 1
		col++
		if last {
			break
		}
	}
	return cells
}

// padding is the number of blanks before a cell that only set it off from its mark.
func padding(mark byte, framed bool, col int) int {
	if mark == '\t' || col == 0 && !framed {
		return 0
	}
	return 1
}

func runes(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

package text

import (
	"slices"
	"strings"

	"mingzhang/source"
)

// parted reads a table whose cells are divided by just two blanks everywhere, as a page prints that was turned into
// text without its columns. Blank cells are left out there: the code before a total, and the left half of a row of
// two sides. It returns the number of lines taken, 0 where there is no such table.
func (r *reader) parted(at int) int {
	const rows, figures = 4, 3 // of the shortest table
	if at < r.unparted || !strings.Contains(r.lines[at], "  ") {
		return 0
	}
	end, counted, full, total := at, 0, 0, 0
	for ; end < len(r.lines) && end-at < maxAligned; end++ {
		words, ok := twoBlanks(r.lines[end])
		if !ok || len(words) > maxSegments {
			break
		}
		if slices.ContainsFunc(words[1:], isNumber) {
			counted++
		}
		full, total = max(full, len(words)), total+len(words)+2
	}
	if end-at < rows || counted < figures || full < 3 {
		r.unparted = end
		return 0
	}
	if !r.room(total) {
		return end - at
	}
	g := &source.Grid{Ruled: true, Cells: make([]source.Cell, 0, total)}
	var bounds [][2]int
	coded, sides := false, false
	for i := at; i < end; i++ {
		words, _ := twoBlanks(r.lines[i])
		coded = coded || isCodeHead(squeezed(words[0]))
		sides = sides || len(words) == 4 && full == 4 && strings.HasPrefix(words[2], words[0])
		from, first := len(g.Cells), 0
		switch missing := full - len(words); {
		case missing == 1 && coded && (isTotalWord(squeezed(words[0])) || squeezed(words[0]) == "栏次"):
			first = 1
		case missing == 2 && sides && isNumber(words[1]) && sideOf(words[0]) == rightSide:
			first = 2
		}
		for col := range first {
			g.Cells = append(g.Cells, source.Cell{Row: i - at, Col: col, RowSpan: 1, ColSpan: 1, Place: source.Location{Line: i + 1, Column: 1}})
		}
		pos := 0
		for k, word := range words {
			pos += strings.Index(r.lines[i][pos:], word)
			g.Cells = append(g.Cells, source.Cell{Text: word, Row: i - at, Col: first + k, RowSpan: 1, ColSpan: 1, Place: source.Location{Line: i + 1, Column: 1 + runes(r.lines[i][:pos])}})
			pos += len(word)
		}
		bounds = append(bounds, [2]int{from, len(g.Cells)})
	}
	spreadHeads(slicesOf(g.Cells, bounds))
	r.addGrid(g)
	return end - at
}

// twoBlanks cuts a line at its gaps, which all have two blanks; ok is false for any other line.
func twoBlanks(line string) (words []string, ok bool) {
	line = strings.TrimRight(line, " ")
	if line == "" || line[0] == ' ' || strings.Contains(line, "   ") || strings.ContainsAny(line, "\t|。") {
		return nil, false
	}
	words = strings.Split(line, "  ")
	return words, len(words) > 1
}

package text

import (
	"strings"
	"unicode/utf8"

	"mingzhang/source"
)

// Bounds of a table whose cells stand a line each and end in a bar.
const (
	barEndLines  = 3  // lines of one cell
	barEndCells  = 6  // of the smallest table
	barEndWidest = 20 // columns
	barEndTitles = 4  // cells before the table
)

// barEnds reads a table as some converters of web pages write it: each cell on a line of its own, a bar behind it or
// below it, and nothing where a row ends. An empty cell is a bar alone. It returns the number of lines taken, 0
// where there is no such table or its width is not plain.
func (r *reader) barEnds(at int) int {
	if at < r.barEndTried || !r.endsInBar(at) && !(at+1 < len(r.lines) && r.isBar(at+1)) {
		return 0
	}
	cells, end := r.barEndCells(at)
	r.barEndTried = end
	if len(cells) < barEndCells {
		return 0
	}
	titles, heads, width := barEndWidth(cells)
	if width == 0 || !r.room(len(cells)) {
		return 0
	}
	for _, c := range cells[:titles] {
		r.title(c)
	}
	cells = cells[titles:]
	var rows [][]source.Cell
	if heads%width != 0 {
		rows = append(rows, cells[:heads:heads])
		cells = cells[heads:]
	}
	for len(cells) > 0 {
		n := min(width, len(cells))
		row := cells[:n:n]
		cells = cells[n:]
		if only := onlyCell(row); len(rows) == 0 && only != nil { // a title or the unit
			r.title(*only)
			continue
		} else if len(rows) == 0 && blankRow(row) {
			continue
		}
		rows = append(rows, row)
	}
	if len(rows) > 1 && len(rows[0]) > width {
		rows = underSubtotal(rows)
	}
	spread(rows)
	var all []source.Cell
	for _, row := range rows {
		all = append(all, row...)
	}
	r.addGrid(&source.Grid{Cells: all, Ruled: true})
	return end - at
}

// title makes a paragraph of a cell that stands above the table.
func (r *reader) title(c source.Cell) {
	if c.Text != "" {
		r.doc.Blocks = append(r.doc.Blocks, source.Block{Paragraph: &source.Paragraph{Text: c.Text, Place: c.Place}})
	}
}

func (r *reader) isBar(l int) bool { return strings.TrimSpace(r.lines[l]) == "|" }

// endsInBar reports whether a line is a bar, or a cell with one behind it.
func (r *reader) endsInBar(l int) bool {
	before, ok := strings.CutSuffix(strings.TrimSpace(r.lines[l]), "|")
	return ok && (!strings.Contains(before, "|") || strings.Trim(before, "| ") == "")
}

// barEndCells collects the cells from a line on, and the line behind the last.
func (r *reader) barEndCells(at int) (cells []source.Cell, end int) {
	end = at
	for l := at; l < len(r.lines); {
		last := l
		for last < len(r.lines) && last-l < barEndLines && !r.endsInBar(last) && r.lines[last] != "" {
			last++
		}
		if last >= len(r.lines) || !r.endsInBar(last) || last-l >= barEndLines {
			return cells, end
		}
		if l == at && last > l && isCaption(strings.TrimSpace(r.lines[l])) { // the table begins below
			return nil, at
		}
		text, first := "", l
		for k := l; k <= last; k++ {
			t := strings.Trim(r.lines[k], "| \t\u3000\u00A0")
			if text == "" {
				first = k
			}
			text += t
		}
		column := 1
		if text != "" {
			column += runes(r.lines[first][:len(r.lines[first])-len(strings.TrimLeft(r.lines[first], " \t"))])
		}
		cell := source.Cell{Text: text, RowSpan: 1, ColSpan: 1, Place: source.Location{Line: first + 1, Column: column}}
		cells = append(cells, cell)
		for range strings.Count(r.lines[last], "|") - 1 { // |||| are as many empty cells
			cells = append(cells, source.Cell{RowSpan: 1, ColSpan: 1, Place: cell.Place})
		}
		l, end = last+1, last+1
	}
	return cells, end
}

// barEndWidth returns how wide the rows of a table are, 0 where it is not plain: the only width by which every row begins
// with a name and has its figures behind it. titles are the cells before the table that belong to no row, heads those of a
// header that has another width.
func barEndWidth(cells []source.Cell) (titles, heads, width int) {
	first := 0
	for first < len(cells) && !isAmount(cells[first].Text) {
		first++
	}
	if at, half := twoSides(cells[:first]); half > 0 {
		if (len(cells)-at)%(2*half) != 0 {
			return 0, 0, 0
		}
		for i := at; i < len(cells); i += 2 * half {
			if !beginWithNames(cells[i:i+2*half], half) {
				return 0, 0, 0
			}
		}
		return at, 0, 2 * half
	}
	best := 0
	for t := 0; t <= min(barEndTitles, first-2) && (t == 0 || aboveTable(cells[t-1].Text)); t++ {
		for w := 2; w <= min(barEndWidest, (len(cells)-t)/2); w++ {
			if rows := barEndRows(cells[t:], w); rows > best {
				titles, width, best = t, w, rows
			}
		}
	}
	if best > 0 {
		return titles, 0, width
	}
	for name := first - 1; name > 1 && name >= first-2; name-- { // a header of another length
		for w := 2; w <= min(barEndWidest, len(cells)-name); w++ {
			if rows := barEndRows(cells[name:], w); rows > best && name > w && name <= w+2 && (len(cells)-name)%w == 0 {
				heads, width, best = name, w, rows
			}
		}
	}
	return 0, heads, width
}

// twoSides finds the header of a table that prints two sides with the same columns beside each other: 项目, 预算数, 项目,
// 预算数, or 收入, 预算数, 支出, 预算数. half is the number of columns of a side, 0 where there is no such header.
func twoSides(heads []source.Cell) (at, half int) {
	for half = 2; half <= barEndWidest/2; half++ {
		for at = 0; at+2*half <= len(heads); at++ {
			same := true
			for i := range half {
				a, b := squeezed(heads[at+i].Text), squeezed(heads[at+half+i].Text)
				same = same && a != "" && (a == b || i == 0 && strings.HasSuffix(a, "收入") && strings.HasSuffix(b, "支出"))
			}
			if same {
				return at, half
			}
		}
	}
	return 0, 0
}

// beginWithNames reports whether both sides of a row begin with a name or with nothing.
func beginWithNames(row []source.Cell, half int) bool {
	return !isAmount(row[0].Text) && !isAmount(row[half].Text)
}

// aboveTable reports whether a cell can stand above a table: it is empty, a caption, or long.
func aboveTable(text string) bool {
	const longest = 6 // characters of the name of a column
	return text == "" || isCaption(text) || utf8.RuneCountInString(text) > longest
}

// barEndRows counts the rows of figures that a width makes, those that begin with their name twice; 0 where a row is not one.
func barEndRows(cells []source.Cell, w int) (rows int) {
	for at := 0; at < len(cells); at += w {
		row := cells[at:min(at+w, len(cells))]
		name, figures := -1, 0
		for i := range row {
			switch t := row[i].Text; {
			case t == "":
			case isAmount(t):
				if name < 0 {
					return 0
				}
				figures++
			case name < 0:
				name = i
			case figures > 0 && i < w-1:
				return 0 // the name of the next row
			}
		}
		if figures > 0 {
			rows++
		}
		if figures > 0 && name == 0 {
			rows++
		}
	}
	return rows
}

// isAmount reports whether a cell is a figure, perhaps with its unit.
func isAmount(t string) bool {
	for _, unit := range [...]string{"万元", "亿元", "元"} {
		t = strings.TrimSuffix(t, unit)
	}
	return isNumber(t)
}

// onlyCell returns the cell of a row in which no other has words, nil for any other row.
func onlyCell(row []source.Cell) *source.Cell {
	var only *source.Cell
	for i := range row {
		if row[i].Text != "" {
			if only != nil {
				return nil
			}
			only = &row[i]
		}
	}
	return only
}

func blankRow(row []source.Cell) bool {
	for i := range row {
		if row[i].Text != "" {
			return false
		}
	}
	return true
}

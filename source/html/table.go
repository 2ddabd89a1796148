package html

import (
	"strconv"
	"strings"

	"mingzhang/source"
)

// item is a paragraph or a table.
type item struct {
	paragraph *source.Paragraph
	table     *table
}

type where uint8

const (
	outside where = iota
	inCaption
	inCell
)

// table is a table while it is read.
type table struct {
	number   string
	children int
	begun    position
	place    where
	caption  []item
	before   []item // words that stand in the table but in no cell; browsers show them before it
	cells    []cell
	row, col int
	inRow    bool
	down     []int // by column: rows that a cell from above still covers
	group    int   // row at which the row group began
}

type cell struct {
	row, col, rowSpan, colSpan int
	items                      []item
	begun                      position
}

func (t *table) put(it item) {
	switch t.place {
	case inCell:
		c := &t.cells[len(t.cells)-1]
		c.items = append(c.items, it)
	case inCaption:
		t.caption = append(t.caption, it)
	default:
		t.before = append(t.before, it)
	}
}

func (b *builder) openTable() {
	if len(b.tables) == MaxTableDepth {
		b.err = source.Over(source.TableLevels, MaxTableDepth)
		return
	}
	t := &table{begun: b.position(b.offset), row: -1}
	if n := len(b.tables); n > 0 {
		outer := b.tables[n-1]
		outer.children++
		t.number = outer.number + "/" + strconv.Itoa(outer.children)
	} else {
		b.count++
		t.number = strconv.Itoa(b.count)
	}
	b.tables = append(b.tables, t)
}

func (b *builder) closeTable() {
	n := len(b.tables) - 1
	if n < 0 {
		return
	}
	t := b.tables[n]
	t.endGroup()
	b.tables = b.tables[:n]
	b.put(item{table: t})
}

func (t *table) startRow() {
	t.endRow()
	t.row++
	t.col, t.inRow, t.place = 0, true, outside
}

func (t *table) endRow() {
	if !t.inRow {
		return
	}
	t.inRow, t.place = false, outside
	for i := range t.down {
		t.down[i] = max(t.down[i]-1, 0)
	}
}

// endGroup ends a group of rows: no cell reaches out of its group.
func (t *table) endGroup() {
	t.endRow()
	for i := len(t.cells) - 1; i >= 0 && t.cells[i].row >= t.group; i-- {
		c := &t.cells[i]
		c.rowSpan = min(c.rowSpan, t.row+1-c.row)
	}
	clear(t.down)
	t.group = t.row + 1
}

func (b *builder) openCell(t *table, attrs *attributes) {
	if !t.inRow {
		t.startRow()
	}
	for t.col < len(t.down) && t.down[t.col] > 0 {
		t.col++
	}
	c := cell{row: t.row, col: t.col, begun: b.position(b.offset)}
	c.colSpan = min(max(attrs.colSpan, 1), MaxCols)
	c.rowSpan = min(max(attrs.rowSpan, 1), maxRowSpan)
	if b.cells++; b.cells > MaxCells {
		b.err = source.Over(source.Cells, MaxCells)
		return
	}
	if t.col+c.colSpan > MaxCols {
		b.err = source.Over(source.Columns, MaxCols)
		return
	}
	for len(t.down) < t.col+c.colSpan {
		t.down = append(t.down, 0)
	}
	for i := t.col; i < t.col+c.colSpan; i++ {
		t.down[i] = c.rowSpan
	}
	t.col += c.colSpan
	t.cells = append(t.cells, c)
	t.place = inCell
}

// appendTo lays out a paragraph or a table behind other blocks.
func (it item) appendTo(blocks []source.Block) []source.Block {
	if it.paragraph != nil {
		return append(blocks, source.Block{Paragraph: it.paragraph})
	}
	t := it.table
	for _, list := range [...][]item{t.before, t.caption} {
		for _, in := range list {
			blocks = in.appendTo(blocks)
		}
	}
	if t.layout() {
		for i := range t.cells {
			for _, in := range t.cells[i].items {
				blocks = in.appendTo(blocks)
			}
		}
		return blocks
	}
	grid := t.grid()
	blocks = append(blocks, source.Block{Grid: grid})
	for i := range t.cells {
		for _, in := range t.cells[i].items {
			if in.table != nil {
				blocks = in.appendTo(blocks)
			}
		}
	}
	return blocks
}

// layout reports whether a table only lays out the page: it is one cell, or it holds tables that
// have more cells than itself.
func (t *table) layout() bool {
	if len(t.cells) <= 1 {
		return true
	}
	inner := 0
	for i := range t.cells {
		for _, in := range t.cells[i].items {
			if in.table != nil {
				inner += len(in.table.cells)
			}
		}
	}
	return inner > 0 && inner >= len(t.cells)
}

func (t *table) grid() *source.Grid {
	g := &source.Grid{Number: t.number, Rows: t.row + 1, Ruled: true}
	g.Place = source.Location{Line: t.begun.line, Column: t.begun.column, Table: t.number}
	g.Cells = make([]source.Cell, 0, len(t.cells))
	for i := range t.cells {
		c := &t.cells[i]
		g.Cols = max(g.Cols, c.col+c.colSpan)
		place := source.Location{
			Line: c.begun.line, Column: c.begun.column,
			Table: t.number, Row: c.row + 1, Col: c.col + 1,
		}
		text := c.text(&place)
		g.Cells = append(g.Cells, source.Cell{
			Text: text, Row: c.row, Col: c.col, RowSpan: c.rowSpan, ColSpan: c.colSpan, Place: place,
		})
	}
	return g
}

// text joins the paragraphs of a cell. Its place is where the first of them begins.
func (c *cell) text(place *source.Location) string {
	var b strings.Builder
	first := true
	for _, in := range c.items {
		p := in.paragraph
		if p == nil {
			continue
		}
		if first {
			first = false
			place.Line, place.Column = p.Place.Line, p.Place.Column
			if p.Label == "" && len(c.items) == 1 {
				return p.Text
			}
		} else {
			b.WriteByte('\n')
		}
		if p.Label != "" {
			b.WriteString(p.Label)
			b.WriteByte(' ')
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

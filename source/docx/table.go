package docx

import (
	"fmt"
	"strconv"

	"mingzhang/internal/ooxml"
	"mingzhang/source"
)

// table is a w:tbl while it is read.
type table struct {
	grid     *source.Grid
	children int     // tables in it
	row, col int     // of the next cell
	open     []int32 // by column: index+1 of the cell that vertical merging may extend
	dropped  bool    // the row was deleted
	rowStart int     // index of the first cell of the row
}

// cell is a w:tc while it is read.
type cell struct {
	text    []byte
	first   int // number of its first paragraph
	span    int
	down    string // w:vMerge: "" for none, "restart", "continue"
	across  string // w:hMerge
	deleted bool
}

func (c *cell) add(p *source.Paragraph, suffix string) {
	if len(c.text) > 0 {
		c.text = append(c.text, '\n')
	}
	if p.Label != "" {
		c.text = append(c.text, p.Label...)
		if p.Text != "" {
			c.text = append(c.text, suffix...)
		}
	}
	c.text = append(c.text, p.Text...)
}

func (s *story) table() {
	if len(s.tables) == MaxTableDepth {
		s.t.Fail(fmt.Errorf("tables nested more than %d deep: %w", MaxTableDepth, source.ErrTooLarge))
		return
	}
	tb := &table{grid: &source.Grid{Ruled: true}}
	if n := len(s.tables); n > 0 {
		outer := s.tables[n-1]
		outer.children++
		tb.grid.Number = outer.grid.Number + "/" + strconv.Itoa(outer.children)
	} else {
		s.r.tables++
		tb.grid.Number = strconv.Itoa(s.r.tables)
	}
	tb.grid.Place = source.Location{Part: s.name, Paragraph: s.count + 1, Table: tb.grid.Number}
	slot := s.keep()
	s.tables = append(s.tables, tb)
	t := s.t
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return
		case ooxml.Start:
			s.inTable(tb)
		case ooxml.End:
			if string(t.Name()) == "tr" {
				tb.endRow()
			}
			s.close()
		}
	}
	s.tables = s.tables[:len(s.tables)-1]
	if len(tb.grid.Cells) > 0 {
		tb.grid.Rows = tb.row
		s.r.doc.Blocks[slot].Grid = tb.grid
	}
}

func (s *story) inTable(tb *table) {
	t := s.t
	switch string(t.Name()) {
	case "tr":
		tb.col, tb.dropped, tb.rowStart = 0, false, len(tb.grid.Cells)
	case "trPr":
		s.rowProperties(tb)
	case "tc":
		s.cell(tb)
	case "AlternateContent", "Choice", "Fallback":
		s.alternate()
	case "tblPr", "tblGrid", "tblPrEx", "sdtPr", "sdtEndPr", "customXmlPr":
		s.skip()
	}
}

func (s *story) rowProperties(tb *table) {
	t := s.t
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return
		case ooxml.Start:
			switch string(t.Name()) {
			case "gridBefore":
				tb.col = min(max(t.Int("val", 0), 0), MaxCols)
			case "del":
				tb.dropped = true
			default:
				t.Skip()
			}
		}
	}
}

func (tb *table) endRow() {
	if tb.dropped {
		clear(tb.grid.Cells[tb.rowStart:])
		tb.grid.Cells = tb.grid.Cells[:tb.rowStart]
		return
	}
	tb.row++
}

func (s *story) cell(tb *table) {
	c := &cell{span: 1}
	if n := len(s.free); n > 0 {
		c.text, s.free = s.free[n-1][:0], s.free[:n-1]
	}
	before := s.count
	s.flow(&flow{cell: c}, s.t.Depth())
	if c.first == 0 {
		c.first = before + 1
	}
	s.place(tb, c)
	s.free = append(s.free, c.text)
}

func (s *story) cellProperties(c *cell) {
	t := s.t
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return
		case ooxml.Start:
			switch string(t.Name()) {
			case "gridSpan":
				c.span = min(max(t.Int("val", 1), 1), MaxCols)
			case "vMerge":
				c.down = merging(t)
			case "hMerge":
				c.across = merging(t)
			case "cellDel":
				c.deleted = true
			default:
				t.Skip()
			}
		}
	}
}

func merging(t *ooxml.Tokenizer) string {
	if string(t.Attr("val")) == "restart" {
		return "restart"
	}
	return "continue"
}

// place puts a cell into the grid, or lets it extend the one it is merged with.
func (s *story) place(tb *table, c *cell) {
	g := tb.grid
	if tb.dropped || c.deleted {
		return
	}
	row, col := tb.row, tb.col
	tb.col += c.span
	if tb.col > MaxCols {
		s.t.Fail(fmt.Errorf("a table of more than %d columns: %w", MaxCols, source.ErrTooLarge))
		return
	}
	for len(tb.open) < tb.col {
		tb.open = append(tb.open, 0)
	}
	g.Cols = max(g.Cols, tb.col)
	if c.across == "continue" && len(g.Cells) > tb.rowStart {
		if left := &g.Cells[len(g.Cells)-1]; left.Row == row && left.Col+left.ColSpan == col {
			left.ColSpan += c.span
			return
		}
	}
	if c.down == "continue" && tb.open[col] > 0 {
		if above := &g.Cells[tb.open[col]-1]; above.Row+above.RowSpan == row {
			above.RowSpan++
			return
		}
	}
	if s.r.cells++; s.r.cells > MaxCells {
		s.t.Fail(fmt.Errorf("more than %d table cells: %w", MaxCells, source.ErrTooLarge))
		return
	}
	place := source.Location{
		Part: s.name, Paragraph: c.first, Table: g.Number, Row: row + 1, Col: col + 1,
	}
	g.Cells = append(g.Cells, source.Cell{
		Text: s.r.arena.Add(c.text), Row: row, Col: col, RowSpan: 1, ColSpan: c.span, Place: place,
	})
	for i := col; i < tb.col; i++ {
		tb.open[i] = 0
	}
	if c.down != "" {
		tb.open[col] = int32(len(g.Cells))
	}
}

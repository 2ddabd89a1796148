package docx

import (
	"strconv"

	"mingzhang/internal/ooxml"
	"mingzhang/source"
)

// table is a w:tbl while it is read.
type table struct {
	number   string
	place    source.Location
	cells    []small
	cols     int
	children int     // tables in it
	row, col int     // of the next cell
	open     []int32 // by column: index+1 of the cell that vertical merging may extend
	dropped  bool    // the row was deleted
	rowStart int     // index of the first cell of the row
}

// small is a cell that is laid out: a fifth of a source.Cell, so that a table can grow cheaply.
type small struct {
	text                               string
	row, col, rowSpan, colSpan, number int32 // number of its first paragraph
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

// add appends a paragraph.
func (c *cell) add(label, suffix string, text []byte) {
	if len(c.text) > 0 {
		c.text = append(c.text, '\n')
	}
	if label != "" {
		c.text = append(c.text, label...)
		if len(text) > 0 {
			c.text = append(c.text, suffix...)
		}
	}
	c.text = append(c.text, text...)
}

func (s *story) table() {
	if len(s.tables) == MaxTableDepth {
		s.t.Fail(source.Over(source.TableLevels, MaxTableDepth))
		return
	}
	tb := &table{}
	if n := len(s.tables); n > 0 {
		outer := s.tables[n-1]
		outer.children++
		tb.number = outer.number + "/" + strconv.Itoa(outer.children)
	} else {
		s.r.tables++
		tb.number = strconv.Itoa(s.r.tables)
	}
	tb.place = source.Location{Part: s.name, Paragraph: s.count + 1, Table: tb.number}
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
	s.r.doc.Blocks[slot].Grid = tb.layOut()
}

// layOut returns the table as it was laid out, nil if it has no cells.
func (tb *table) layOut() *source.Grid {
	if len(tb.cells) == 0 {
		return nil
	}
	g := &source.Grid{Number: tb.number, Rows: tb.row, Cols: tb.cols, Place: tb.place, Ruled: true}
	g.Cells = make([]source.Cell, len(tb.cells))
	for i := range tb.cells {
		c, out := &tb.cells[i], &g.Cells[i]
		out.Text, out.Row, out.Col = c.text, int(c.row), int(c.col)
		out.RowSpan, out.ColSpan = int(c.rowSpan), int(c.colSpan)
		out.Place.Part, out.Place.Paragraph = tb.place.Part, int(c.number)
		out.Place.Table, out.Place.Row, out.Place.Col = tb.number, int(c.row)+1, int(c.col)+1
	}
	return g
}

func (s *story) inTable(tb *table) {
	t := s.t
	switch string(t.Name()) {
	case "tr":
		tb.col, tb.dropped, tb.rowStart = 0, false, len(tb.cells)
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
		tb.cells = tb.cells[:tb.rowStart]
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
	if tb.dropped || c.deleted {
		return
	}
	row, col := tb.row, tb.col
	tb.col += c.span
	if tb.col > MaxCols {
		s.t.Fail(source.Over(source.Columns, MaxCols))
		return
	}
	for len(tb.open) < tb.col {
		tb.open = append(tb.open, 0)
	}
	tb.cols = max(tb.cols, tb.col)
	if c.across == "continue" && len(tb.cells) > tb.rowStart {
		if left := &tb.cells[len(tb.cells)-1]; int(left.col+left.colSpan) == col {
			left.colSpan += int32(c.span)
			return
		}
	}
	if c.down == "continue" && tb.open[col] > 0 {
		if above := &tb.cells[tb.open[col]-1]; int(above.row+above.rowSpan) == row {
			above.rowSpan++
			return
		}
	}
	if s.r.cells++; s.r.cells > MaxCells {
		s.t.Fail(source.Over(source.Cells, MaxCells))
		return
	}
	tb.cells = append(tb.cells, small{
		s.r.arena.Add(c.text), int32(row), int32(col), 1, int32(c.span), int32(c.first),
	})
	for i := col; i < tb.col; i++ {
		tb.open[i] = 0
	}
	if c.down != "" {
		tb.open[col] = int32(len(tb.cells))
	}
}

package interpret

import (
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
	"mingzhang/source"
)

// unfold takes apart grids that are pages and not tables: in workbooks, and in pages laid out with
// tables, sentences and headings stand in cells. A row that holds one text only becomes a paragraph;
// what is left between becomes grids of their own.
func unfold(doc *source.Document) []source.Block {
	out := make([]source.Block, 0, len(doc.Blocks))
	for _, b := range doc.Blocks {
		if b.Grid == nil || b.Grid.Hidden {
			out = append(out, b)
			continue
		}
		out = append(out, unfoldGrid(b.Grid)...)
	}
	return out
}

// rowOf is what one row of a grid holds.
type rowOf struct {
	filled int
	only   *source.Cell // the only filled cell
}

func unfoldGrid(g *source.Grid) []source.Block {
	rows := make([]rowOf, g.Rows)
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.Row < len(rows) && trim(c.Text) != "" {
			rows[c.Row].filled++
			rows[c.Row].only = c
		}
	}
	text := make([]bool, g.Rows)
	n := 0
	for r := range rows {
		if rows[r].filled == 1 && isPageText(g, rows, r) {
			text[r] = true
			n++
		}
	}
	if n == 0 {
		return []source.Block{{Grid: g}}
	}
	var out []source.Block
	from := 0
	for r := 0; r <= g.Rows; r++ {
		if r < g.Rows && !text[r] {
			continue
		}
		if r > from {
			if part := cutGrid(g, from, r); part != nil {
				out = append(out, source.Block{Grid: part})
			}
		}
		if r < g.Rows {
			out = append(out, paragraphsOf(rows[r].only)...)
		}
		from = r + 1
	}
	return out
}

// isPageText reports whether the only cell of a row is text of the page: a sentence, a heading, a title,
// the unit of the table below. A short name alone in the middle of a table is a row without figures.
func isPageText(g *source.Grid, rows []rowOf, r int) bool {
	c := rows[r].only
	text := trim(c.Text)
	if isFigureText(phrase.Squeeze(text)) {
		return false
	}
	n := utf8.RuneCountInString(text)
	if n > 40 || strings.HasSuffix(text, "。") || g.Cols == 1 {
		return true
	}
	if _, unit := unitIn(text); unit && n < 30 {
		return true
	}
	if c.RowSpan > 1 || c.Place.Sheet == "" {
		return false // elsewhere than in a workbook, text of the page stands outside of tables
	}
	if isTitleLike(text) && (c.ColSpan > 1 || strings.HasSuffix(text, "表")) {
		return true
	}
	// inside a table, and at its end, a name alone is a row without figures
	if tableOn(rows, r, 1) {
		return !tableOn(rows, r, -1)
	}
	return rows[max(r-1, 0)].filled == 0 || n > 20 || numbering(text).Style == budget.ChineseNumber
}

func isTitleLike(text string) bool {
	return strings.HasSuffix(text, "表") || strings.HasPrefix(text, "注") || strings.HasSuffix(text, "说明") || strings.HasPrefix(text, "编制") ||
		strings.HasPrefix(text, "（") && strings.Contains(text, "）")
}

// tableOn reports whether a row of several cells comes in a direction before three empty rows do.
func tableOn(rows []rowOf, r, step int) bool {
	empty := 0
	for i := r + step; i >= 0 && i < len(rows) && empty < 3; i += step {
		switch {
		case rows[i].filled > 1:
			return true
		case rows[i].filled == 0:
			empty++
		case len(rows[i].only.Text) > 120:
			return false
		}
	}
	return false
}

// paragraphsOf turns a cell into paragraphs, one a line.
func paragraphsOf(c *source.Cell) []source.Block {
	var out []source.Block
	for _, line := range strings.Split(c.Text, "\n") {
		if trim(line) == "" {
			continue
		}
		out = append(out, source.Block{Paragraph: &source.Paragraph{Text: line, Place: c.Place}})
	}
	return out
}

// cutGrid returns the rows from a to b as a grid, without empty rows and columns at its edges; nil where
// nothing is left.
func cutGrid(g *source.Grid, a, b int) *source.Grid {
	part := &source.Grid{Name: g.Name, Number: g.Number, Place: g.Place, Ruled: g.Ruled}
	left, filled := g.Cols, 0
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.Row >= a && c.Row < b && trim(c.Text) != "" {
			left = min(left, c.Col)
			filled++
		}
	}
	if filled == 0 {
		return nil
	}
	for i := range g.Cells {
		c := g.Cells[i]
		if c.Row < a || c.Row >= b || c.Col < left {
			continue
		}
		c.Row -= a
		c.Col -= left
		c.RowSpan = min(c.RowSpan, b-a-c.Row)
		part.Cells = append(part.Cells, c)
		part.Rows = max(part.Rows, c.Row+c.RowSpan)
		part.Cols = max(part.Cols, c.Col+c.ColSpan)
	}
	if len(part.Cells) > 0 {
		part.Place = part.Cells[0].Place
	}
	return part
}

// cellPassage turns a long text in a cell into a passage of its own, so that its sentences are read:
// goals, contents and results in forms.
func cellPassage(c *source.Cell) budget.Passage {
	p := budget.Passage{Table: -1, Section: -1}
	p.Append(c.Text, 0, c.Place)
	return p
}

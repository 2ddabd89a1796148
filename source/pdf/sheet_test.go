package pdf

import (
	"fmt"
	"strings"
	"testing"

	"mingzhang/source"
)

// sheet draws pages for tests: 10-point letters on a page of 595 × 842 points.
type sheet struct {
	pages  []Page
	object int32
}

func (s *sheet) page() *Page {
	s.pages = append(s.pages, Page{Number: len(s.pages) + 1, Width: 595 * point, Height: 842 * point})
	return &s.pages[len(s.pages)-1]
}

func (s *sheet) last() *Page {
	if len(s.pages) == 0 {
		return s.page()
	}
	return &s.pages[len(s.pages)-1]
}

// write puts text with its top left at x, y, in points. It gives the x behind the text.
func (s *sheet) write(x, y int32, text string) int32 {
	p := s.last()
	s.object++
	x, y = x*point, y*point
	for _, r := range text {
		w := int32(5 * point)
		if wide(r) {
			w = 10 * point
		}
		p.Glyphs = append(p.Glyphs, Glyph{
			Rune: r, Box: source.Box{X0: x, Y0: y, X1: x + w, Y1: y + 10*point}, Object: s.object,
		})
		x += w
	}
	return x / point
}

// right puts text so that it ends at x.
func (s *sheet) right(x, y int32, text string) {
	s.write(x-width(text), y, text)
}

// centre puts text around x.
func (s *sheet) centre(x, y int32, text string) {
	s.write(x-width(text)/2, y, text)
}

func width(text string) int32 {
	var w int32
	for _, r := range text {
		w += 5
		if wide(r) {
			w += 5
		}
	}
	return w
}

func (s *sheet) rule(x0, y0, x1, y1 int32) {
	p := s.last()
	p.Rules = append(p.Rules, Rule{x0 * point, y0 * point, x1 * point, y1 * point})
}

// grid rules all borders of cells between the given places.
func (s *sheet) grid(xs, ys []int32) {
	for _, x := range xs {
		s.rule(x, ys[0], x, ys[len(ys)-1])
	}
	for _, y := range ys {
		s.rule(xs[0], y, xs[len(xs)-1], y)
	}
}

// show prints a document as the tests expect it: a paragraph a line, a table as rows of cells.
func show(d *source.Document) string {
	var b strings.Builder
	for _, x := range d.Blocks {
		if p := x.Paragraph; p != nil {
			fmt.Fprintf(&b, "%s", p.Text)
			if p.RunsOn {
				b.WriteString(" »")
			}
			if p.Kind != source.Body {
				fmt.Fprintf(&b, " (%d)", p.Kind)
			}
			b.WriteByte('\n')
			continue
		}
		g := x.Grid
		fmt.Fprintf(&b, "#%s %d×%d", g.Number, g.Rows, g.Cols)
		row := -1
		for _, c := range g.Cells {
			if c.Row != row {
				row = c.Row
				b.WriteString("\n")
			}
			b.WriteString("|")
			if c.RowSpan > 1 || c.ColSpan > 1 {
				fmt.Fprintf(&b, "%d×%d:", c.RowSpan, c.ColSpan)
			}
			b.WriteString(c.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// expect compares what Build makes of the sheet, and checks what holds for every document.
func (s *sheet) expect(t *testing.T, want string) *source.Document {
	t.Helper()
	d := Build(s.pages)
	sane(t, d)
	want = strings.TrimLeft(want, "\n")
	if got := show(d); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	return d
}

// sane checks that cells fill their grid without overlap and have places.
func sane(t testing.TB, d *source.Document) {
	t.Helper()
	for _, b := range d.Blocks {
		if (b.Paragraph == nil) == (b.Grid == nil) {
			t.Fatal("a block must be a paragraph or a grid")
		}
		if p := b.Paragraph; p != nil {
			if p.Place.Page == 0 || p.Place.Line == 0 || p.Text == "" || strings.Contains(p.Text, "\n") {
				t.Errorf("paragraph %q at %+v", p.Text, p.Place)
			}
			continue
		}
		g := b.Grid
		if g.Place.Page == 0 || g.Number == "" || g.Place.Table != g.Number {
			t.Errorf("grid %q at %+v", g.Number, g.Place)
		}
		covered := make([]bool, g.Rows*g.Cols)
		for i, c := range g.Cells {
			if c.RowSpan < 1 || c.ColSpan < 1 || c.Row+c.RowSpan > g.Rows || c.Col+c.ColSpan > g.Cols {
				t.Fatalf("cell %+v leaves the grid of %d × %d", c, g.Rows, g.Cols)
			}
			if i > 0 && (c.Row < g.Cells[i-1].Row || c.Row == g.Cells[i-1].Row && c.Col <= g.Cells[i-1].Col) {
				t.Errorf("cell %d,%d stands behind %d,%d", c.Row, c.Col, g.Cells[i-1].Row, g.Cells[i-1].Col)
			}
			if c.Place.Page == 0 || c.Place.Row != c.Row+1 || c.Place.Col != c.Col+1 || strings.Contains(c.Text, "\n") {
				t.Errorf("cell %q at %+v", c.Text, c.Place)
			}
			for r := c.Row; r < c.Row+c.RowSpan; r++ {
				for k := c.Col; k < c.Col+c.ColSpan; k++ {
					if covered[r*g.Cols+k] {
						t.Errorf("two cells cover %d,%d", r, k)
					}
					covered[r*g.Cols+k] = true
				}
			}
		}
	}
}

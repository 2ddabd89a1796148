package text

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"mingzhang/source"
)

// FuzzText reads arbitrary bytes: an error or a document whose cells lie inside of its grids, without
// overlap, and whose places name lines that exist.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"", " ", "\t", "a|b\nc|d", "| a | b |\n|---|---|\n| 1 | 2 |", "\ta\n\tb\n\n\t\n\tc\n", "a  b  1\nc  d  2\n", "\xEF\xBB\xBF项目", "\xFF\xFE1\x00", "\xFE\xFF\x00", "\xB2\xE2\xCA\xD4",
		"a\tb\tc\n1\t2\t3\n", "\r\n\r\n", strings.Repeat("a  1  2\n", 5), "一、|", "|||||\n|||||\n", "\f项目   金额   占比\n收入   1.00   2.00\n支出   1.00   2.00",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const most = 64 << 10
		if len(data) > most {
			return
		}
		doc, err := Read(data)
		if err != nil {
			if !errors.Is(err, source.ErrEmpty) && !errors.Is(err, source.ErrTooLarge) && !errors.Is(err, source.ErrEncoding) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		words, _ := Decode(data)
		lines := strings.Count(words, "\n") + strings.Count(words, "\r") + 1
		for _, b := range doc.Blocks {
			switch {
			case b.Grid != nil:
				checkGrid(t, b.Grid, lines)
			case b.Paragraph != nil:
				if !utf8.ValidString(b.Paragraph.Text) || b.Paragraph.Place.Line < 1 || b.Paragraph.Place.Line > lines {
					t.Fatalf("paragraph %q at line %d of %d", b.Paragraph.Text, b.Paragraph.Place.Line, lines)
				}
			}
		}
	})
}

func checkGrid(t *testing.T, g *source.Grid, lines int) {
	t.Helper()
	taken := map[[2]int]bool{}
	for _, c := range g.Cells {
		if c.Row < 0 || c.Col < 0 || c.RowSpan < 1 || c.ColSpan < 1 || c.Row+c.RowSpan > g.Rows || c.Col+c.ColSpan > g.Cols {
			t.Fatalf("cell %+v lies outside of %d × %d", c, g.Rows, g.Cols)
		}
		if c.Place.Line < 1 || c.Place.Line > lines {
			t.Fatalf("cell %q at line %d of %d", c.Text, c.Place.Line, lines)
		}
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				if taken[[2]int{r, k}] {
					t.Fatalf("two cells at %d, %d", r, k)
				}
				taken[[2]int{r, k}] = true
			}
		}
	}
}

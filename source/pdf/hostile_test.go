package pdf

import (
	"fmt"
	"testing"

	"mingzhang/source"
)

// web draws n lines across n others, with a figure in the first cell.
func (s *sheet) web(n int32) {
	at := make([]int32, n+1)
	for i := range at {
		at[i] = 10 + 5*int32(i)
	}
	s.grid(at, at)
	s.write(11, 11, "1")
}

// TestDrawingIsNoTable: lines cross in as many places as their numbers multiplied, each of which would be a
// cell.
func TestDrawingIsNoTable(t *testing.T) {
	for _, c := range []struct {
		lines int32
		table bool
	}{{100, true}, {400, false}} {
		var s sheet
		s.page()
		s.pages[0].Width, s.pages[0].Height = 3000*point, 3000*point
		s.web(c.lines)
		d := Build(s.pages)
		if table := len(d.Blocks) > 0 && d.Blocks[0].Grid != nil; table != c.table {
			t.Errorf("%d lines: a table: %v", c.lines, table)
		}
	}
}

// TestCellsOfAllPages: pages behind the limit are left out and that is said.
func TestCellsOfAllPages(t *testing.T) {
	var s sheet
	for range 4 {
		s.page()
		s.web(3)
	}
	if d := build(s.pages, 4*9); len(d.Notes) > 0 {
		t.Errorf("notes at the limit: %v", d.Notes)
	}
	d := build(s.pages, 10)
	if len(d.Notes) != 1 || d.Notes[0].Code != source.Truncated || d.Notes[0].Place.Page != 3 {
		t.Errorf("notes: %v", d.Notes)
	}
}

// TestWordsTakeLittleMemory: a word of n letters is not copied for each of them, which took n²/2 bytes.
func TestWordsTakeLittleMemory(t *testing.T) {
	allocated := func(letters int) int64 {
		r := run{}
		for range letters {
			r.glyphs = append(r.glyphs, Glyph{Rune: '款', Box: source.Box{X1: 1000, Y1: 1000}})
		}
		l := line{runs: []run{r}}
		return int64(testing.AllocsPerRun(1, func() {
			if ws := l.words(); len(ws) != 1 || len(ws[0].text) != 3*letters {
				t.Errorf("%d words", len(ws))
			}
		}))
	}
	if once, twice := allocated(1000), allocated(2000); twice > once+10 {
		t.Errorf("1000 letters took %d allocations, 2000 took %d", once, twice)
	}
}

// BenchmarkHostile rebuilds odd pages at sizes that double: the time of an operation must double, too.
func BenchmarkHostile(b *testing.B) {
	for _, c := range []struct {
		name  string
		glyph func(i int32) source.Box
		rules bool
	}{
		{"one-place", func(int32) source.Box { return source.Box{X0: 1000, Y0: 1000, X1: 2000, Y1: 2000} }, false},
		{"one-line", func(i int32) source.Box {
			return source.Box{X0: i % 590 * 100, Y0: 1000, X1: i%590*100 + 900, Y1: 2000}
		}, false},
		{"rows-of-one-cell", func(i int32) source.Box {
			return source.Box{X0: 1000, Y0: i * 1000, X1: 1900, Y1: i*1000 + 900}
		}, true},
	} {
		for n := int32(5_000); n <= 20_000; n *= 2 {
			p := Page{Number: 1, Width: 595 * point, Height: 842_000 * point}
			for i := range n {
				p.Glyphs = append(p.Glyphs, Glyph{Rune: '款', Object: i, Box: c.glyph(i)})
				if c.rules {
					p.Rules = append(p.Rules, Rule{X0: 500, Y0: i * 1000, X1: 9000, Y1: i * 1000})
				}
			}
			if c.rules {
				p.Rules = append(p.Rules, Rule{X0: 500, X1: 500, Y1: n * 1000}, Rule{X0: 9000, X1: 9000, Y1: n * 1000})
			}
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				for range b.N {
					Build([]Page{p})
				}
			})
		}
	}
}

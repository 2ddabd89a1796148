package pdf

import (
	"encoding/binary"
	"testing"

	"mingzhang/source"
)

// FuzzBuild builds random glyphs and rules. Nothing may panic or hang, and every visible glyph must stand in
// exactly one paragraph or cell.
func FuzzBuild(f *testing.F) {
	f.Add([]byte("a few words 1,234.56"))
	var ruled []byte
	for i := byte(0); i < 40; i++ {
		ruled = append(ruled, 1, i*6, i*3, i%2*60+1, (1-i%2)*60+1, 0, '0'+i%10, i*6, i*3, 3)
	}
	f.Add(ruled)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4000 {
			return
		}
		pages := scatter(data)
		want := map[rune]int{}
		for _, p := range pages {
			for _, g := range p.Glyphs {
				if g.Rune >= '0' && g.Rune <= '9' {
					want[g.Rune]++
				}
			}
		}
		d := Build(pages)
		sane(t, d)
		for _, b := range d.Blocks {
			texts := []string{}
			if b.Paragraph != nil {
				texts = append(texts, b.Paragraph.Text)
			} else {
				for _, c := range b.Grid.Cells {
					texts = append(texts, c.Text)
				}
			}
			for _, s := range texts {
				for _, r := range s {
					if r >= '0' && r <= '9' {
						want[r]--
					}
				}
			}
		}
		for r, n := range want {
			if n != 0 {
				t.Errorf("%d times %q was lost", n, r)
			}
		}
	})
}

// scatter turns bytes into up to three pages of digits, signs and rules.
func scatter(data []byte) []Page {
	pages := []Page{}
	for len(data) >= 5 {
		n := int(data[0]>>5) % 3
		for len(pages) <= n {
			pages = append(pages, Page{Number: len(pages) + 1, Width: 600 * point, Height: 800 * point})
		}
		p := &pages[n]
		x, y := int32(data[1])*2*point, int32(data[2])*3*point
		if data[0]&1 == 1 {
			p.Rules = append(p.Rules, Rule{x, y, x + int32(data[3])*point*4, y + int32(data[4])*point*4})
		} else {
			r := rune('0' + data[3]%10)
			if data[3] > 128 {
				r = []rune("一，。单位：. -%注")[data[3]%10]
			}
			size := int32(data[4]%24+2) * point
			p.Glyphs = append(p.Glyphs, Glyph{
				Rune: r, Box: source.Box{X0: x, Y0: y, X1: x + size/2, Y1: y + size},
				Object: int32(binary.LittleEndian.Uint16(data[1:])), Angle: int16(data[0]>>1%4) * 90,
			})
		}
		data = data[5:]
	}
	return pages
}

// BenchmarkBuild rebuilds a document of 25 pages with a table of 30 rows and 8 columns on each.
func BenchmarkBuild(b *testing.B) {
	var s sheet
	var xs, ys []int32
	for x := int32(20); x <= 580; x += 70 {
		xs = append(xs, x)
	}
	for y := int32(60); y <= 660; y += 20 {
		ys = append(ys, y)
	}
	for range 25 {
		s.page()
		s.centre(300, 40, "支出总表")
		s.grid(xs, ys)
		for _, x := range xs[:8] {
			for _, y := range ys[:30] {
				s.right(x+68, y+5, "1,234,567.89")
			}
		}
	}
	for b.Loop() {
		Build(s.pages)
	}
}

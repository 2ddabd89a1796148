package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"mingzhang/source"
)

// run is a sequence of glyphs that stand close together on one base line.
type run struct {
	glyphs []Glyph
	box    source.Box
	turned bool // not upright; its glyphs stay in the order of the contents
}

// size is the font size, as the boxes of glyphs are as high as their font.
func (r run) size() int32 { return r.box.Y1 - r.box.Y0 }

func (r run) centre() (int32, int32) { return (r.box.X0 + r.box.X1) / 2, (r.box.Y0 + r.box.Y1) / 2 }

// runs puts glyphs together in the order of the contents, which nearly always goes cell by cell and line
// by line. Where it does not, runs come out shorter and lines put them together by place.
func runs(glyphs []Glyph) []run {
	var out []run
	var cur []Glyph
	flush := func() {
		for len(cur) > 0 && cur[len(cur)-1].Rune == ' ' {
			cur = cur[:len(cur)-1]
		}
		if len(cur) > 0 {
			out = append(out, newRun(cur))
		}
		cur = nil
	}
	for _, g := range glyphs {
		g, ok := sound(g)
		if !ok {
			continue
		}
		if len(cur) > 0 && !follows(cur[len(cur)-1], g) {
			flush()
		}
		if g.Rune == ' ' && (len(cur) == 0 || cur[len(cur)-1].Rune == ' ') {
			flush() // a second space is a gap; leading ones show in the place of the text
			continue
		}
		cur = append(cur, g)
	}
	flush()
	return out
}

func newRun(glyphs []Glyph) run {
	r := run{glyphs: glyphs, box: glyphs[0].Box, turned: glyphs[0].Angle != 0}
	for _, g := range glyphs {
		r.box = union(r.box, g.Box)
	}
	return r
}

// sound mends boxes that cannot be right and drops what shows nothing.
func sound(g Glyph) (Glyph, bool) {
	if g.Rune == '\u3000' || g.Rune == '\u00a0' || unicode.IsSpace(g.Rune) {
		g.Rune = ' '
	}
	if unicode.IsControl(g.Rune) || g.Rune == '\u200b' || g.Rune == '\ufeff' || g.Rune == '\u00ad' {
		return g, false
	}
	if g.Box.X1 < g.Box.X0 {
		g.Box.X0, g.Box.X1 = g.Box.X1, g.Box.X0
	}
	if g.Box.Y1 < g.Box.Y0 {
		g.Box.Y0, g.Box.Y1 = g.Box.Y1, g.Box.Y0
	}
	if g.Box.Y1-g.Box.Y0 < point {
		g.Box.Y0 = g.Box.Y1 - max(g.Box.X1-g.Box.X0, point)
	}
	return g, true
}

// follows says that g goes on with the text of the glyph before it.
func follows(before, g Glyph) bool {
	if before.Angle != g.Angle {
		return false
	}
	size := min(before.Box.Y1-before.Box.Y0, g.Box.Y1-g.Box.Y0)
	if g.Angle != 0 {
		near := union(before.Box, g.Box)
		limit := 3 * max(size, before.Box.X1-before.Box.X0, g.Box.X1-g.Box.X0)
		return near.X1-near.X0 < limit && near.Y1-near.Y0 < limit
	}
	if overlap(before.Box.Y0, before.Box.Y1, g.Box.Y0, g.Box.Y1)*2 < size {
		return false
	}
	gap := g.Box.X0 - before.Box.X1
	if before.Object != g.Object && gap*100 > minor(before, g)*size {
		return false
	}
	return gap < size*6/10 && gap > -size/2
}

func union(a, b source.Box) source.Box {
	return source.Box{
		X0: min(a.X0, b.X0), Y0: min(a.Y0, b.Y0), X1: max(a.X1, b.X1), Y1: max(a.Y1, b.Y1),
	}
}

func overlap(a0, a1, b0, b1 int32) int32 { return max(0, min(a1, b1)-max(a0, b0)) }

// line is what stands on one level of a page or cell, from left to right.
type line struct {
	runs []run
	box  source.Box
}

// lines puts runs that overlap by half their height on one line, and the lines in order from the top.
func lines(in []run) []line {
	sorted := slices.Clone(in)
	slices.SortStableFunc(sorted, func(a, b run) int {
		return cmp.Or(cmp.Compare(a.box.Y0+a.box.Y1, b.box.Y0+b.box.Y1), cmp.Compare(a.box.X0, b.box.X0))
	})
	var out []line
	for _, r := range sorted {
		// Only the last few lines can reach down to this run.
		found := -1
		for i := len(out) - 1; i >= max(0, len(out)-3); i-- {
			if out[i].takes(r) {
				found = i
				break
			}
		}
		if found < 0 {
			out = append(out, line{box: r.box})
			found = len(out) - 1
		}
		out[found].runs = append(out[found].runs, r)
		out[found].box = union(out[found].box, r.box)
	}
	for i := range out {
		slices.SortStableFunc(out[i].runs, func(a, b run) int { return cmp.Compare(a.box.X0, b.box.X0) })
	}
	slices.SortStableFunc(out, func(a, b line) int { return cmp.Compare(a.box.Y0+a.box.Y1, b.box.Y0+b.box.Y1) })
	return out
}

// takes compares with the first run, so that a line cannot creep down a page of slanted text.
func (l line) takes(r run) bool {
	first := l.runs0()
	if first.turned != r.turned || r.turned {
		return false
	}
	a, b := first.box, r.box
	return overlap(a.Y0, a.Y1, b.Y0, b.Y1)*2 > min(a.Y1-a.Y0, b.Y1-b.Y0)
}

func (l line) runs0() run {
	if len(l.runs) == 0 {
		return run{box: l.box}
	}
	return l.runs[0]
}

// size is the font size of the widest run.
func (l line) size() int32 {
	var size, width int32
	for _, r := range l.runs {
		if w := r.box.X1 - r.box.X0; w > width || size == 0 {
			size, width = r.size(), w
		}
	}
	return max(size, point)
}

// text gives the words of a line. Gaps and spaces between the letters of a spaced word (合 计) vanish;
// between words, and between anything and Latin letters or digits, one space stands.
func (l line) text() string {
	var b strings.Builder
	for _, w := range l.words() {
		if w.apart {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

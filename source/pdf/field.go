package pdf

import (
	"strings"

	"mingzhang/source"
)

// field is what stands in one column of one level of a table without ruled lines.
type field struct {
	runs   []run
	box    source.Box
	text   string
	number bool
}

// level is a line of a page cut into fields.
type level struct {
	on     *leaf
	line   line
	fields []field
	// barred says that a ruled table stands between it and the level before it.
	barred bool
	kind   source.Kind
	found  source.Kind // what furniture takes it for, until all lines are looked at
}

// minorGap and majorGap tell columns from spaced words, in percent of the font size. The minor one counts
// where the contents draw the two sides by operations of their own, as they do cell by cell.
const (
	minorGap = 30
	majorGap = 90
	digitGap = 12 // the minor one between digits, which always stand close together in a figure
)

func minor(a, b Glyph) int32 {
	if digit(a.Rune) && digit(b.Rune) {
		return digitGap
	}
	return minorGap
}

func newLevel(on *leaf, l line) level {
	out := level{on: on, line: l}
	size := l.size()
	var cur []Glyph
	flush := func() {
		if rs := appendRun(nil, cur); len(rs) > 0 {
			out.fields = append(out.fields, newField(rs[0]))
		}
		cur = nil
	}
	for _, r := range l.runs {
		for i, g := range r.glyphs {
			if len(cur) > 0 {
				last := cur[len(cur)-1]
				gap := (g.Box.X0 - last.Box.X1) * 100
				apart := i == 0 && g.Object != last.Object && gap > minor(last, g)*size
				if gap > majorGap*size || apart && !spaced(cur, g) {
					flush()
				}
			}
			cur = append(cur, g)
		}
	}
	flush()
	out.fields = spelled(out.fields, size)
	return out
}

// spaced says that g may be the next letter of a spaced word, as the one before stands alone, too.
func spaced(cur []Glyph, g Glyph) bool {
	return len(cur) == 1 && wide(cur[0].Rune) && wide(g.Rune)
}

func newField(r run) field {
	f := field{runs: []run{r}, box: r.box}
	f.text = line{runs: f.runs, box: f.box}.text()
	f.number = amount(f.text)
	return f
}

// amount says that a field holds a figure or the sign for none.
func amount(s string) bool {
	switch s {
	case "-", "—", "--", "——", "－", "/":
		return true
	}
	return figure(strings.TrimSuffix(s, "％"))
}

// spelled joins fields of single letters into the spaced word that they are (合　计).
func spelled(in []field, size int32) []field {
	var out []field
	for _, f := range in {
		if n := len(out); n > 0 && single(out[n-1]) && single(f) && f.box.X0-out[n-1].box.X1 < 3*size {
			out[n-1].runs = append(out[n-1].runs, f.runs...)
			out[n-1].box = union(out[n-1].box, f.box)
			out[n-1].text = line{runs: out[n-1].runs, box: out[n-1].box}.text()
			continue
		}
		out = append(out, f)
	}
	return out
}

// single says that all runs of a field are single wide letters.
func single(f field) bool {
	for _, r := range f.runs {
		if len(r.glyphs) != 1 || !wide(r.glyphs[0].Rune) {
			return false
		}
	}
	return true
}

// numbers counts the figures on a level.
func (l level) numbers() int {
	n := 0
	for _, f := range l.fields {
		if f.number {
			n++
		}
	}
	return n
}

// tabular says that a level looks like a row of a table: figures standing apart, or several fields.
func (l level) tabular() bool {
	n := len(l.fields)
	if n < 2 || l.note() {
		return false
	}
	return l.numbers() > 0 || n > 2 || l.fields[1].box.X0-l.fields[0].box.X1 > 3*l.line.size()/2
}

// note says that a level is the line above a table that names the unit (单位：元), or a remark below it.
func (l level) note() bool {
	for _, f := range l.fields {
		if strings.Contains(f.text, "单位：") || strings.Contains(f.text, "单位:") ||
			strings.HasPrefix(f.text, "注：") || strings.HasPrefix(f.text, "注:") {
			return true
		}
	}
	return false
}

// prose says that a level is running text.
func (l level) prose() bool {
	width := l.on.width
	if len(l.fields) == 0 {
		return true
	}
	last := l.fields[len(l.fields)-1].text
	if l.note() || len(l.fields) <= 2 && strings.HasSuffix(last, "。") {
		return true
	}
	for _, f := range l.fields {
		if (f.box.X1-f.box.X0)*2 > width && !f.number {
			return true
		}
	}
	return len(l.fields) == 1 && l.fields[0].box.X1-l.fields[0].box.X0 > width*2/5
}

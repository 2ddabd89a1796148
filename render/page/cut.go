package page

import (
	"sort"

	"mingzhang/render/report"
	"mingzhang/source"
)

// cut settles which rows of long tables and which stretches of long paragraphs are drawn, and forgets
// the anchors that fall outside.
func (p *plan) cut() {
	p.rows, p.windows = map[int][]int{}, map[where][][2]int{}
	byBlock := map[int][]where{}
	for w := range p.spans {
		byBlock[w.block] = append(byBlock[w.block], w)
	}
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		switch {
		case p.drawn != nil && !p.drawn[i]:
		case b.Paragraph != nil && len(b.Paragraph.Text) > maxLong:
			p.window(where{i, -1}, b.Paragraph.Text, maxLong/4)
		case b.Grid != nil && (b.Grid.Rows > maxRows || b.Grid.Cols > maxCols):
			p.cutTable(i, b.Grid, byBlock[i])
		}
		if b.Grid == nil || p.drawn != nil && !p.drawn[i] {
			continue
		}
		for k := range b.Grid.Cells {
			if len(b.Grid.Cells[k].Text) > maxCellText {
				p.window(where{i, k}, b.Grid.Cells[k].Text, maxCellText/4)
			}
		}
	}
}

// window keeps the beginning of long words and what surrounds each finding in them.
func (p *plan) window(w where, text string, first int) {
	keep := [][2]int{{0, report.Ahead(text, 0, first/3)}}
	for _, s := range p.spans[w] {
		if s.card != nil {
			keep = append(keep, [2]int{report.Back(text, s.start, aroundWords/3), report.Ahead(text, s.end, aroundWords/3)})
		}
	}
	sort.Slice(keep, func(i, j int) bool { return keep[i][0] < keep[j][0] })
	out := keep[:1]
	for _, k := range keep[1:] {
		if last := &out[len(out)-1]; k[0] <= last[1] {
			last[1] = max(last[1], k[1])
		} else {
			out = append(out, k)
		}
	}
	p.windows[w] = out
	p.keep(w, func(s span) bool {
		for _, k := range out {
			if s.start >= k[0] && s.end <= k[1] {
				return true
			}
		}
		return false
	})
}

// keep drops the spans of a place that are not drawn.
func (p *plan) keep(w where, drawn func(span) bool) {
	var out []span
	for _, s := range p.spans[w] {
		switch {
		case drawn(s):
			out = append(out, s)
		case s.card != nil:
			s.card.drop(s.id)
		}
	}
	if p.spans[w] = out; len(out) == 0 {
		delete(p.spans, w)
	}
}

// cutTable keeps the first rows of a long table and those in which a finding stands.
func (p *plan) cutTable(block int, g *source.Grid, marked []where) {
	want := map[int]bool{}
	for r := 0; r < min(g.Rows, maxRows); r++ {
		want[r] = true
	}
	for _, w := range marked {
		for _, s := range p.spans[w] {
			if s.card != nil {
				want[g.Cells[w.cell].Row] = true
			}
		}
	}
	rows := make([]int, 0, len(want))
	for r := range want {
		rows = append(rows, r)
	}
	sort.Ints(rows)
	p.rows[block] = rows
	for _, w := range marked {
		c := &g.Cells[w.cell]
		p.keep(w, func(span) bool { return want[c.Row] && c.Col < maxCols })
	}
}

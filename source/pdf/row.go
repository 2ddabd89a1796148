package pdf

import "slices"

// tableRow is a row of a table without upright lines: what stands in each column.
type tableRow struct {
	on    *leaf
	cells [][]run
}

// rows puts the fields of body levels into columns and joins levels that are lines of one row. It gives up,
// with nil, where two figures of one level fall into one column: then the columns are wrong.
func rows(ls []level, cols []column) []tableRow {
	filled := make([][][]run, len(ls))
	for i, l := range ls {
		cells := make([][]run, len(cols))
		figures := make([]int, len(cols))
		for _, f := range l.fields {
			for _, p := range parted(f, cols) {
				k := home(cols, p.box)
				if p.number {
					if figures[k]++; figures[k] > 1 {
						return nil
					}
				}
				cells[k] = append(cells[k], p.runs...)
			}
		}
		filled[i] = cells
	}
	j := joint{dense: separated(ls), pitch: pitch(ls)}
	var out []tableRow
	for i := 0; i < len(ls); i++ {
		if len(out) > 0 && joins(ls, i, filled, cols, j) {
			add(out[len(out)-1].cells, filled[i])
			continue
		}
		out = append(out, tableRow{on: ls[i].on, cells: slices.Clone(filled[i])})
	}
	return out
}

// parted cuts a field that reaches over several columns where there is a gap at the border between them:
// a spaced word whose letters stand in columns of their own (类 款 项), or a long name right beside a figure.
func parted(f field, cols []column) []field {
	if k := home(cols, f.box); f.box.X0 >= cols[k].x0-point && f.box.X1 <= cols[k].x1+point {
		return []field{f}
	}
	var glyphs []Glyph
	for _, r := range f.runs {
		glyphs = append(glyphs, r.glyphs...)
	}
	var pieces []run
	from := 0
	for i := 1; i <= len(glyphs); i++ {
		if i == len(glyphs) || (glyphs[i].Box.X0-glyphs[i-1].Box.X1)*8 >= min(height(glyphs[i-1]), height(glyphs[i])) {
			pieces = appendRun(pieces, glyphs[from:i])
			from = i
		}
	}
	var out []field
	last := -1
	var cur []Glyph
	for _, p := range pieces {
		k := home(cols, p.box)
		if k != last && len(cur) > 0 {
			out = append(out, newField(newRun(cur)))
			cur = nil
		}
		cur = append(cur, p.glyphs...)
		last = k
	}
	if len(cur) > 0 {
		out = append(out, newField(newRun(cur)))
	}
	return out
}

func height(g Glyph) int32 { return g.Box.Y1 - g.Box.Y0 }

func add(row, more [][]run) {
	for c := range row {
		row[c] = append(row[c], more[c]...)
	}
}

// joint is what is known about the rows of a stretch: whether ruled lines part all of them, and the usual
// gap between them.
type joint struct {
	dense bool
	pitch int32
}

// separated says that level lines part the rows of the stretch: as many as there are rows with figures.
func separated(ls []level) bool {
	n := 0
	for i := 1; i < len(ls); i++ {
		if ruledBetween(ls[i-1], ls[i]) {
			n++
		}
	}
	figures := 0
	for _, l := range ls {
		if l.numbers() > 0 {
			figures++
		}
	}
	return figures > 1 && n >= figures-1
}

func ruledBetween(a, b level) bool {
	top, bottom := (a.line.box.Y0+a.line.box.Y1)/2, (b.line.box.Y0+b.line.box.Y1)/2
	for _, r := range a.on.loose {
		if r.at > top && r.at < bottom && r.from < b.line.box.X1 && r.to > b.line.box.X0 {
			return true
		}
	}
	return false
}

// joins says that level i belongs to the row of the level before it: a wrapped name, or the parts of a name
// above and below its figures.
func joins(ls []level, i int, filled [][][]run, cols []column, j joint) bool {
	a, b := ls[i-1], ls[i]
	if a.on != b.on || ruledBetween(a, b) || a.numbers() > 0 && b.numbers() > 0 {
		return false
	}
	gap := b.line.box.Y0 - a.line.box.Y1
	switch {
	case j.dense || halfway(a, b):
		return true
	case j.pitch > 0 && gap*2 < j.pitch:
		return true // closer together than rows are
	case j.pitch > 0 && gap*5 > j.pitch*4 || gap > max(a.line.size(), b.line.size())*7/10 || b.numbers() > 0:
		return false
	case a.numbers() == 0 && i+1 < len(ls) && halfway(b, ls[i+1]):
		return false // it belongs to the row below
	}
	for c := range cols {
		if len(filled[i][c]) > 0 && (len(filled[i-1][c]) == 0 || !fills(filled[i-1][c], cols[c])) {
			return false // the line above had room
		}
	}
	return true
}

// fills says that a text reaches so far into the end of its column that the next letter did not fit.
func fills(rs []run, c column) bool {
	return reach(rs)-c.x0 > (c.x1-c.x0)-2*rs[0].size()
}

// pitch is the usual gap between rows: the median of the gaps between levels that both have figures, or 0.
func pitch(ls []level) int32 {
	var gaps []int32
	for i := 1; i < len(ls); i++ {
		if ls[i].on == ls[i-1].on && ls[i].numbers() > 0 && ls[i-1].numbers() > 0 {
			gaps = append(gaps, ls[i].line.box.Y0-ls[i-1].line.box.Y1)
		}
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return max(gaps[len(gaps)/2], 0)
}

// halfway says that two levels overlap, or lie closer than lines of a text do.
func halfway(a, b level) bool {
	return a.on == b.on && b.line.box.Y0 < a.line.box.Y1-min(a.line.size(), b.line.size())/5
}

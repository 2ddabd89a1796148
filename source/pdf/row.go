package pdf

// rows puts the fields of body levels into columns and joins levels that are lines of one row. It gives up
// where two figures of one level fall into one column: then the columns are wrong.
func rows(ls []level, cols []column, rules []bar) ([][][]run, bool) {
	filled := make([][][]run, len(ls))
	for i, l := range ls {
		cells := make([][]run, len(cols))
		figures := make([]int, len(cols))
		for _, f := range l.fields {
			for _, p := range parted(f, cols) {
				k := home(cols, p.box)
				if p.number {
					if figures[k]++; figures[k] > 1 {
						return nil, false
					}
				}
				cells[k] = append(cells[k], p.runs...)
			}
		}
		filled[i] = cells
	}
	dense := separated(ls, rules)
	var out [][][]run
	for i := 0; i < len(ls); i++ {
		if len(out) > 0 && joins(ls, i, filled, cols, joint{rules, dense}) {
			add(out[len(out)-1], filled[i])
			continue
		}
		out = append(out, filled[i])
	}
	return out, true
}

// parted cuts a spaced word whose letters stand in columns of their own (类 款 项).
func parted(f field, cols []column) []field {
	if !single(f) || len(f.runs) < 2 {
		return []field{f}
	}
	seen := map[int]bool{}
	for _, r := range f.runs {
		k := home(cols, r.box)
		if seen[k] || r.box.X0 > cols[k].x1 || r.box.X1 < cols[k].x0 {
			return []field{f}
		}
		seen[k] = true
	}
	var out []field
	for _, r := range f.runs {
		out = append(out, newField(r))
	}
	return out
}

func add(row, more [][]run) {
	for c := range row {
		row[c] = append(row[c], more[c]...)
	}
}

// joint is what ruled lines say about rows: where they lie, and whether they part all rows.
type joint struct {
	rules []bar
	dense bool
}

// separated says that level lines part the rows of the stretch: as many as there are rows with figures.
func separated(ls []level, rules []bar) bool {
	n := 0
	for i := 1; i < len(ls); i++ {
		if ruledBetween(ls[i-1], ls[i], rules) {
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

func ruledBetween(a, b level, rules []bar) bool {
	top, bottom := (a.line.box.Y0+a.line.box.Y1)/2, (b.line.box.Y0+b.line.box.Y1)/2
	for _, r := range rules {
		if r.at > top && r.at < bottom && r.from < b.line.box.X1 && r.to > b.line.box.X0 {
			return true
		}
	}
	return false
}

// joins says that level i belongs to the row of the level before it: a wrapped name, or the two halves of a
// name above and below its figures.
func joins(ls []level, i int, filled [][][]run, cols []column, j joint) bool {
	a, b := ls[i-1], ls[i]
	if ruledBetween(a, b, j.rules) {
		return false
	}
	if a.numbers() > 0 && b.numbers() > 0 {
		return false
	}
	if j.dense {
		return true
	}
	size := max(a.line.size(), b.line.size())
	if b.line.box.Y0-a.line.box.Y1 > size*7/10 {
		return false
	}
	if b.numbers() == 0 { // does b go on with the words of the row above?
		if a.numbers() == 0 && i+1 < len(ls) && halfway(b, ls[i+1]) {
			return false
		}
		for c := range cols {
			if len(filled[i][c]) == 0 {
				continue
			}
			above := filled[i-1][c]
			if len(above) == 0 {
				return a.numbers() > 0 && halfway(a, b)
			}
			if reach(above)-cols[c].x0 < (cols[c].x1-cols[c].x0)-2*size {
				return false // the line above had room
			}
		}
		return true
	}
	return halfway(a, b) // words half a line above figures that have none beside them
}

// halfway says that two levels overlap, or lie closer than lines of a text do.
func halfway(a, b level) bool {
	return b.line.box.Y0 < a.line.box.Y1-min(a.line.size(), b.line.size())/5
}

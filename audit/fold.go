package audit

import (
	"fmt"
	"slices"
	"strings"

	"mingzhang/budget"
)

// fold joins findings that have one cause: equations over the same figures, and sums of a table that
// the change of one and the same cell restores together.
func (s *Subject) fold() {
	var out []Finding
	first := map[string]int{}
	for _, f := range s.result.Findings {
		key := cause(&f)
		k, ok := first[key]
		switch {
		case key == "":
			out = append(out, f)
		case !ok:
			first[key] = len(out)
			out = append(out, f)
		case s.nearer(&f, &out[k]):
			f.Attached = append(append([]Attached(nil), out[k].Attached...), Attached{out[k].Rule, out[k].Place, out[k].Title})
			f.Severity = max(f.Severity, out[k].Severity)
			out[k] = f
		default:
			out[k].Attached = append(out[k].Attached, Attached{f.Rule, f.Place, f.Title})
			out[k].Severity = max(out[k].Severity, f.Severity)
		}
	}
	s.result.Findings = s.foldDirections(out)
}

// foldDirections attaches a wrong direction word to the finding that names one of its figures as the wrong one.
func (s *Subject) foldDirections(all []Finding) []Finding {
	by := map[int]int{}
	for i := range all {
		if c, ok := culprit(&all[i]); ok && all[i].Category != Percent {
			by[c.Figure] = i
		}
	}
	wrong := func(f *Finding) (to int, ok bool) {
		if f.Rule != "CLM-DIR" {
			return 0, false
		}
		for _, figure := range f.Figures {
			if to, ok = by[figure]; ok {
				return to, true
			}
		}
		return 0, false
	}
	for i := range all {
		if to, ok := wrong(&all[i]); ok {
			all[to].Attached = append(all[to].Attached, Attached{all[i].Rule, all[i].Place, all[i].Title})
		}
	}
	return slices.DeleteFunc(all, func(f Finding) bool { _, ok := wrong(&f); return ok })
}

// cause names what two findings must share to be one; empty for those that stand alone.
func cause(f *Finding) string {
	if len(f.Figures) == 0 || f.Category == Percent {
		return ""
	}
	if c, ok := culprit(f); ok {
		return fmt.Sprint("cell", c)
	}
	return fmt.Sprint(f.Figures[0], sorted(f.Figures))
}

// culprit is the cell whose change alone restores a sum of a table and others with it, where no other
// change does as well; a slip of one digit is believed before other changes, and neither a zero
// nor what stands in several places is taken for one.
func culprit(f *Finding) (Change, bool) {
	if f.Category == Percent || len(f.Repairs) == 0 {
		return Change{}, false
	}
	r := f.Repairs[0]
	if r.two || r.Changes[0].Figure < 0 || r.Breaks > 0 || r.Mends < 1 || r.Mends < 2 && len(f.Repairs) < 2 {
		return Change{}, false
	}
	for _, other := range f.Repairs[1:] {
		if other.Breaks == 0 && other.Mends >= r.Mends && (!r.slip || other.slip) && !other.blank && len(other.Changes) <= len(r.Changes) {
			return Change{}, false
		}
	}
	return r.Changes[0], true
}

// nearer reports whether f shows the cell to be changed better than g does: as its own stated figure,
// or at least in the same row.
func (s *Subject) nearer(f, g *Finding) bool {
	c, ok := culprit(f)
	if !ok {
		return false
	}
	at := s.Figures[c.Figure].Place
	if f.Figures[0] == c.Figure || g.Figures[0] == c.Figure {
		return f.Figures[0] == c.Figure
	}
	return sameRow(f.Place, at) && !sameRow(g.Place, at)
}

// sameRow reports whether two places stand in one printed row.
func sameRow(a, b budget.Place) bool {
	if a.Line != 0 || b.Line != 0 {
		return a.Line == b.Line && a.Page == b.Page
	}
	return a.Table == b.Table && a.Row == b.Row && a.Sheet == b.Sheet && rowOf(a.Cell) == rowOf(b.Cell)
}

// rowOf is the row number of a spreadsheet address.
func rowOf(cell string) string { return strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") }

// Package interpret understands what a document states (识别): which section, which form, which
// unit, which account. It turns prose and tables into a budget.Report of figures and claims.
//
// It judges nothing: whether a claim holds is for audit to say. What it cannot understand it leaves
// unbound and counts, or says as a doubt.
package interpret

import (
	"strings"

	"mingzhang/budget"
	"mingzhang/source"
)

// Hints are what the caller knows better than the document; zero values mean nothing is known.
type Hints struct {
	Entity string
	Year   int
}

// Document interprets one document.
func Document(doc *source.Document, hints Hints) *budget.Report {
	rep := &budget.Report{}
	blocks := unfold(doc)
	tables := map[*source.Grid]int{}
	for i := range blocks {
		if g := blocks[i].Grid; g != nil {
			tables[g] = len(tables)
		}
	}
	rep.Figures = make([]budget.Figure, 0, expected(blocks))
	rep.Passages = passages(blocks, tables)
	frame(rep, hints)
	cells := forms(rep, tables)
	reframe(rep, hints)
	p := prose{rep: rep}
	p.read(cells)
	learnUnits(rep)
	cover(rep)
	return rep
}

// expected estimates the number of figures, so that they are stored without moving.
func expected(blocks []source.Block) int {
	n := 64
	for i := range blocks {
		if g := blocks[i].Grid; g != nil {
			for k := range g.Cells {
				if text := g.Cells[k].Text; text != "" && len(text) < 40 && hasDigit(text) {
					n++
				}
			}
		}
	}
	return n
}

// reframe takes from the tables what the text does not say: the year, the entity and the kind of a
// workbook without a title.
func reframe(rep *budget.Report, hints Hints) {
	known := 0
	for i := range rep.Forms {
		if rep.Forms[i].ID != "" {
			known++
		}
	}
	if rep.Kind == budget.AnnouncementDocument && known > 3 {
		rep.Kind = budget.BudgetDocument
		if rep.Phase == budget.Executed {
			rep.Kind = budget.FinalDocument
		}
	}
	for i := range rep.Forms {
		f := &rep.Forms[i]
		if rep.Year == 0 {
			rep.Year = f.Year
		}
		if rep.Entity == "" && f.Entity != "" {
			rep.Entity = f.Entity
			rep.Entities = append(rep.Entities, budget.Name{Text: f.Entity, Place: f.Place})
			rep.Township = isTownship(f.Entity)
		}
		if rep.Kind == budget.OtherDocument && f.ID != "" && (f.ID[0] == 'T' || f.ID[0] == 'F') {
			rep.Kind, rep.Phase = budget.BudgetDocument, budget.Approved
			if f.ID[0] == 'F' {
				rep.Kind, rep.Phase = budget.FinalDocument, budget.Executed
			}
		}
	}
}

// forms reads the tables in document order.
// It returns the long texts of their cells, to be read as prose.
func forms(rep *budget.Report, numbers map[*source.Grid]int) []budget.Passage {
	d := tables{rep: rep, known: map[string]rowName{}}
	grids := make([]*source.Grid, len(numbers))
	for g, n := range numbers {
		grids[n] = g
	}
	var before []*budget.Passage
	for i := range rep.Passages {
		q := &rep.Passages[i]
		if q.Table >= 0 {
			rep.Forms = append(rep.Forms, d.read(grids[q.Table], before))
			q.Table = len(rep.Forms) - 1
			if f := &rep.Forms[q.Table]; f.ID == budget.T13 {
				chain(rep, f)
			}
		}
		before = append(before, q)
	}
	notes(rep)
	return d.cells
}

// notes gives forms the note that stands below them.
func notes(rep *budget.Report) {
	for i := range rep.Passages {
		if rep.Passages[i].Table < 0 {
			continue
		}
		f := &rep.Forms[rep.Passages[i].Table]
		for k := i + 1; k < len(rep.Passages) && k <= i+4; k++ {
			q := &rep.Passages[k]
			text := trim(q.Text)
			if q.Table >= 0 {
				break
			}
			if f.Note == "" && (strings.HasPrefix(text, "注") || strings.HasPrefix(text, "备注") || strings.HasPrefix(text, "说明") || strings.Contains(text, "空表")) {
				f.Note, f.NoteAt = text, q.Place(0, len(q.Text))
			}
		}
	}
}

// cover marks the figures that claims use and counts what is understood.
func cover(rep *budget.Report) {
	for i := range rep.Claims {
		c := &rep.Claims[i]
		rep.Figures[c.Stated].InClaim = true
		for _, t := range c.Terms {
			rep.Figures[t.Figure].InClaim = true
		}
		for _, t := range c.Den {
			rep.Figures[t.Figure].InClaim = true
		}
	}
	for i := range rep.Figures {
		if f := &rep.Figures[i]; f.InClaim || f.Key.Known() {
			rep.Coverage.Bound++
		}
	}
}

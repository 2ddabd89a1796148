// Package interpret understands what a document states (识别): which section, which form, which
// unit, which account. It turns prose and tables into a budget.Report of figures and claims.
//
// It judges nothing: whether a claim holds is for audit to say. What it cannot understand it leaves
// unbound and counts, or says as a doubt.
package interpret

import (
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
	tables := map[*source.Grid]int{}
	rep.Passages = passages(doc, tables)
	frame(rep, hints)
	p := prose{rep: rep}
	p.read()
	cover(rep)
	return rep
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

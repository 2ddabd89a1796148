package cli

import (
	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/render/report"
)

// related are the documents of the year before and of the units below, by which a document is checked
// too. They are matched by entity and year; a single file is taken as it is.
type related struct {
	prior    []*budget.Report
	children []*budget.Report
}

// options picks what belongs to a report.
func (r *related) options(rep *budget.Report) audit.Options {
	var o audit.Options
	for _, p := range r.prior {
		if len(r.prior) == 1 || p.Year == rep.Year-1 && (p.Entity == rep.Entity || rep.Entity == "") {
			o.Prior = p
			break
		}
	}
	for _, c := range r.children {
		if c.Year == rep.Year || c.Year == 0 {
			o.Children = append(o.Children, c)
		}
	}
	return o
}

// load reads the documents of a path for comparison.
func (b *batch) load(path string) ([]*budget.Report, error) {
	var out []*budget.Report
	var failed error
	err := b.run(inputs([]string{path}), func(d *report.Document) error {
		if d.Err != nil {
			failed = d.Err
			return nil
		}
		out = append(out, d.Result.Report)
		return nil
	})
	if err == nil && len(out) == 0 && failed != nil {
		err = failed
	}
	return out, err
}

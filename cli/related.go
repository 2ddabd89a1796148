package cli

import (
	"errors"

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

// load reads the documents of --prior or --children. One that cannot be read is named; none at all is an
// error, for nothing would be compared.
func (b *batch) load(option, path string, list []input) ([]*budget.Report, error) {
	a := b.app
	var out []*budget.Report
	failed := error(errNothingThere)
	err := b.run(list, func(d *report.Document) error {
		if d.Err == nil {
			d.Result.Report.File = d.File
			out = append(out, d.Result.Report)
			return nil
		}
		if failed = d.Err; d.File != path {
			a.code = exitUnread
			a.note("%s %s：%s\n", "%s %s: %s\n", option, d.File, report.Reason(d.Err, a.lang))
		}
		return nil
	})
	if err == nil && len(out) == 0 {
		err = errors.New(report.Line(a.say("%s %s：%s", "%s %s: %s"), option, path, report.Reason(failed, a.lang)))
	}
	return out, err
}

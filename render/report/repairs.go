package report

import (
	"fmt"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
)

// RepairWords lists the ways to mend a finding, a line each.
func RepairWords(f *audit.Finding, rep *budget.Report, lang string) string {
	var lines []string
	for i := range f.Repairs {
		r := &f.Repairs[i]
		var parts []string
		for _, c := range r.Changes {
			if c.Figure < 0 || rep == nil || c.Figure >= len(rep.Figures) {
				continue
			}
			parts = append(parts, strings.TrimSpace(CutLabel(strings.TrimSpace(rep.Figures[c.Figure].Label))+" "+c.From+" → "+c.To))
		}
		if n := r.Note.In(lang); n != "" {
			parts = append(parts, n)
		}
		if lang == "en" {
			lines = append(lines, fmt.Sprintf("%d. %s (restores %d, breaks %d)", i+1, strings.Join(parts, "; "), r.Mends, r.Breaks))
		} else {
			lines = append(lines, fmt.Sprintf("%d. %s（恢复%d，破坏%d）", i+1, strings.Join(parts, "，"), r.Mends, r.Breaks))
		}
	}
	return strings.Join(lines, "\n")
}

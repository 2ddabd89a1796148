package report

import (
	"sort"

	"mingzhang/audit"
)

// Ordered returns the findings in reading order: those of a workbook sheet by sheet.
func (d *Document) Ordered() []*audit.Finding {
	out := make([]*audit.Finding, len(d.Result.Findings))
	for i := range d.Result.Findings {
		out[i] = &d.Result.Findings[i]
	}
	sheets := map[string]int{}
	for i := range d.Source.Blocks {
		name := ""
		switch b := &d.Source.Blocks[i]; {
		case b.Grid != nil:
			if name = b.Grid.Place.Sheet; name == "" {
				name = b.Grid.Name
			}
		case b.Paragraph != nil:
			name = b.Paragraph.Place.Sheet
		}
		if _, ok := sheets[name]; !ok && name != "" {
			sheets[name] = len(sheets) + 1
		}
	}
	if len(sheets) > 1 {
		sort.SliceStable(out, func(i, j int) bool { return sheets[out[i].Place.Sheet] < sheets[out[j].Place.Sheet] })
	}
	return out
}

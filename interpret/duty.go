package interpret

import (
	"strings"

	"mingzhang/budget"
	"mingzhang/performance"
)

// chain reads the duty–activity–indicator table (职责活动绩效目标表). Its rows are duties (一、…),
// activities (1、… indented) and further indicators of the activity above (first cells blank).
func chain(rep *budget.Report, f *budget.Form) {
	cols := dutyColumns(f)
	if cols.name < 0 || cols.indicator < 0 {
		return
	}
	s := spreadOut(f.Grid)
	ch := &rep.Chain
	ch.Columns = f.Grid.Cols
	for i := range f.Rows {
		r := f.Rows[i].Index
		ch.Rows++
		name := words(s, r, cols.name)
		indicator := performance.Indicator{Name: words(s, r, cols.indicator)}
		for k := range indicator.Bands {
			indicator.Bands[k] = words(s, r, cols.bands[k])
		}
		text := trim(name.Words)
		n := numbering(text)
		switch {
		case text != "" && n.Style == budget.ChineseNumber || text != "" && len(ch.Duties) == 0:
			ch.Duties = append(ch.Duties, performance.Duty{Number: n.Value, Name: name, Content: words(s, r, cols.content),
				Goal: words(s, r, cols.goal), Budget: words(s, r, cols.budget)})
		case text != "":
			d := &ch.Duties[len(ch.Duties)-1]
			d.Activities = append(d.Activities, performance.Activity{Number: n.Value, Name: name, Content: words(s, r, cols.content),
				Goal: words(s, r, cols.goal), Budget: words(s, r, cols.budget)})
		}
		if trim(words(s, r, cols.budget).Words) != "" && text != "" {
			ch.BudgetFilled++
		}
		if trim(indicator.Name.Words) == "" || len(ch.Duties) == 0 {
			continue
		}
		d := &ch.Duties[len(ch.Duties)-1]
		if len(d.Activities) == 0 {
			d.Activities = append(d.Activities, performance.Activity{Name: d.Name})
		}
		a := &d.Activities[len(d.Activities)-1]
		a.Indicators = append(a.Indicators, indicator)
	}
}

type dutyCols struct {
	name, budget, content, goal, indicator int
	bands                                  [4]int
}

func dutyColumns(f *budget.Form) dutyCols {
	c := dutyCols{-1, -1, -1, -1, -1, [4]int{-1, -1, -1, -1}}
	for i := range f.Columns {
		leaf := f.Columns[i].Leaf()
		switch {
		case strings.Contains(leaf, "职责") && c.name < 0:
			c.name = i
		case strings.Contains(leaf, "预算数"):
			c.budget = i
		case strings.Contains(leaf, "内容"):
			c.content = i
		case strings.Contains(leaf, "绩效目标"):
			c.goal = i
		case strings.Contains(leaf, "绩效指标"):
			c.indicator = i
		}
		for k, g := range [...]string{"优", "良", "中", "差"} {
			if leaf == g {
				c.bands[k] = i
			}
		}
	}
	return c
}

func words(s *sheet, r, c int) performance.Text {
	if c < 0 {
		return performance.Text{}
	}
	x := s.cell(r, c)
	if x == nil {
		return performance.Text{}
	}
	return performance.Text{Words: x.Text, Place: x.Place}
}

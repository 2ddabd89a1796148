package audit

import (
	"slices"

	"mingzhang/budget"
)

// Rules on the money of projects: TXT-05 and PRF-15.
func init() {
	register(Rule{ID: "TXT-05", Category: CrossReference, Severity: Error, Title: Words{"资金与项目对应", "funds and their projects"},
		Basis:   Words{"项目支出按资金来源编制", "projects are budgeted by source of money"},
		Example: Words{"说明写政府性基金30万元，项目表中政府性基金的项目共20万元", "30 of government funds in the text, 20 in the project table"}, check: fundProjects})
	register(Rule{ID: "PRF-15", Category: CrossReference, Severity: Error, Title: Words{"自评资金与文字一致", "funds of the self-evaluation form = text"},
		Basis:   Words{"财预〔2020〕10号 项目支出绩效评价管理办法", "rules on performance evaluation of projects"},
		Example: Words{"表中全年预算80万元，结论写全年预算88万元", "80 in the form, 88 in the conclusion"}, check: fundsSaid})
}

// fundProjects holds the government funds of the text against the column of that source in the project table, and
// the general budget less basic expenditure against the column of the general budget.
func fundProjects(s *Subject) {
	t10 := s.formByID(budget.T10)
	if t10 == nil || s.Phase == budget.Executed {
		s.notRun("TXT-05")
		return
	}
	one := func(ms ...budget.Measure) int { // the amount of the text, where it states just one
		for _, m := range ms {
			if said := s.proseAll(m); len(said) > 0 && !slices.ContainsFunc(said, func(k int) bool { return !s.alike(k, said[0]) }) {
				return said[0]
			}
		}
		return -1
	}
	run := false
	if table, said := total(t10, 0, columnOf(t10, 0, budget.FundRevenue, budget.FundSpent)), one(budget.FundRevenue, budget.FundSpent); table >= 0 && said >= 0 {
		run = true
		e := s.equation("TXT-05", said, []budget.Term{{Figure: table}})
		e.title, e.certainty = sameTitle, budget.Likely
		s.eq = append(s.eq, e)
	}
	table, general, basic := total(t10, 0, columnOf(t10, 0, budget.GeneralRevenue, budget.GeneralSpent)), one(budget.GeneralRevenue, budget.GeneralSpent), one(budget.Basic)
	if table >= 0 && general >= 0 && basic >= 0 && s.alike(basic, s.fromT5(budget.Basic)) {
		run = true
		e := s.equation("TXT-05", table, []budget.Term{{Figure: general}, {Figure: basic, Minus: true}})
		e.certainty = budget.Likely
		s.eq = append(s.eq, e)
	}
	if !run {
		s.notRun("TXT-05")
	}
}

// fundsSaid holds the budget and the outturn that the text of a self-evaluation states for the whole year against the
// head of its form. A document of several forms speaks of several projects, and is left alone.
func fundsSaid(s *Subject) {
	plan, done := -1, -1
	for i := range s.Forms {
		for _, h := range headsByRow(&s.Forms[i]) {
			if h.plan < 0 || h.done < 0 {
				continue
			}
			if plan >= 0 {
				s.notRun("PRF-15")
				return
			}
			for r := range s.Forms[i].Rows {
				row := &s.Forms[i].Rows[r]
				if row.Index > h.row && row.At(h.plan) >= 0 && row.At(h.done) >= 0 {
					plan, done = row.At(h.plan), row.At(h.done)
					break
				}
			}
		}
	}
	if plan < 0 {
		s.notRun("PRF-15")
		return
	}
	run := false
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Place.Row > 0 || f.Assumed || f.Role != budget.Level || f.Kind != budget.MoneyFigure || i == plan || i == done {
			continue
		}
		switch {
		case has(f.Label, "全年预算"):
			run = true
			s.same("PRF-15", plan, i)
		case has(f.Label, "全年执行") || has(f.Label, "全年实际支出") || has(f.Label, "全年支出"):
			run = true
			s.same("PRF-15", done, i)
		}
	}
	if !run {
		s.notRun("PRF-15")
	}
}

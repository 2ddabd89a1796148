package audit

import (
	"fmt"
	"regexp"

	"mingzhang/budget"
	"mingzhang/money"
)

// saidScore is a score of the text: 投入指标满分10分，自评10.0分 … 四项合计满分100分，自评得分96.3分.
var saidScore = regexp.MustCompile(`([^。；，\d]{0,14})满分\s*(\d+(?:\.\d+)?)\s*分[，,、]?\s*(?:自评得分|自评|得分|评分|得)[为是：:]?\s*(\d+(?:\.\d+)?)\s*分`)

// scoresSaid adds up the scores that a paragraph gives part by part and compares the sum with the total that it
// gives behind them.
func (s *Subject) scoresSaid() {
	const fewest = 2
	for i := range s.Passages {
		p := &s.Passages[i]
		if p.Table >= 0 || !has(p.Text, "满分") {
			continue
		}
		var sum, weights int64
		parts := 0
		for _, m := range saidScore.FindAllStringSubmatchIndex(p.Text, -1) {
			weight, _ := money.Parse(p.Text[m[4]:m[5]], money.NoUnit)
			score, _ := money.Parse(p.Text[m[6]:m[7]], money.NoUnit)
			if !containsWord(p.Text[m[2]:m[3]], []string{"合计", "总分", "总计"}) {
				sum, weights, parts = sum+score.Ticks, weights+weight.Ticks, parts+1
				continue
			}
			if parts >= fewest && weights == weight.Ticks && sum != score.Ticks {
				want := money.FormatTicks(sum, money.NoUnit)
				s.find(Finding{Rule: "PRF-14", Severity: Error, Place: p.Place(m[6], m[7]), Stated: score.Text, Expected: want, Verdict: Disagrees,
					Title:   Words{fmt.Sprintf("%d项得分相加是%s分，写明的合计是%s分", parts, want, score.Text), fmt.Sprintf("%d scores add up to %s, the total says %s", parts, want, score.Text)},
					Message: Words{"请核对各项得分和合计。", "Check the scores and their total."}})
			}
			sum, weights, parts = 0, 0, 0
		}
	}
}

// partScore is the score of a numbered paragraph, （一）预算执行（满分10分）：…得9.6分; totalScore that of the whole behind them.
var (
	partScore  = regexp.MustCompile(`满分\s*(\d+(?:\.\d+)?)\s*分[）)]?[^。]{0,60}?得分?[为是：:]?\s*(\d+(?:\.\d+)?)\s*分`)
	totalScore = regexp.MustCompile(`(?:总分|总得分|综合得分)[为是：:]?\s*(\d+(?:\.\d+)?)\s*分`)
)

// scoresBelow adds up the scores of the paragraphs （一）（二）（三） where their weights come to the full score, and holds
// the total of the text against them.
func (s *Subject) scoresBelow() {
	var sum, weights int64
	parts := 0
	for i := range s.Passages {
		p := &s.Passages[i]
		if p.Table >= 0 {
			continue
		}
		if p.Number.Style == budget.ChineseNumber || p.Number.Style == budget.PartNumber {
			sum, weights, parts = 0, 0, 0
		}
		if m := partScore.FindStringSubmatch(p.Text); m != nil && p.Number.Style == budget.BracketChinese {
			weight, _ := money.Parse(m[1], money.NoUnit)
			score, _ := money.Parse(m[2], money.NoUnit)
			sum, weights, parts = sum+score.Ticks, weights+weight.Ticks, parts+1
			continue
		}
		m := totalScore.FindStringSubmatchIndex(p.Text)
		if m == nil || parts < 2 || weights != fullScore {
			continue
		}
		total, _ := money.Parse(p.Text[m[2]:m[3]], money.NoUnit)
		if total.Ticks != sum {
			want := money.FormatTicks(sum, money.NoUnit)
			s.find(Finding{Rule: "PRF-14", Severity: Error, Place: p.Place(m[2], m[3]), Stated: total.Text, Expected: want, Verdict: Disagrees,
				Title:   Words{fmt.Sprintf("%d项得分相加是%s分，写明的总分是%s分", parts, want, total.Text), fmt.Sprintf("%d scores add up to %s, the total says %s", parts, want, total.Text)},
				Message: Words{"请核对各项得分和总分。", "Check the scores and their total."}})
		}
		sum, weights, parts = 0, 0, 0
	}
}

// leftOver checks 全年可用指标…。全年实际支出…，年末结转…: what was left is what was available less what was spent.
func (s *Subject) leftOver() {
	const near = 2 // paragraphs
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Assumed || f.Role != budget.Level || f.Kind != budget.MoneyFigure || !containsWord(f.Label, []string{"年末结转", "年末结余", "结余"}) || has(f.Label, "上年") || has(f.Label, "年初") {
			continue
		}
		available, spent := -1, -1
		for k := i - 1; k >= 0 && f.Offset>>20-s.Figures[k].Offset>>20 <= near; k-- {
			g := &s.Figures[k]
			if g.Assumed || g.Role != budget.Level || g.Kind != budget.MoneyFigure {
				continue
			}
			switch {
			case spent < 0 && has(g.Label, "实际支出") && g.Offset>>20 == f.Offset>>20:
				spent = k
			case available < 0 && has(g.Label, "可用"):
				available = k
			}
		}
		if available < 0 || spent < 0 || available > spent {
			continue
		}
		e := s.equation("FIN-09", i, []budget.Term{{Figure: available}, {Figure: spent, Minus: true}})
		e.certainty, e.title = budget.Likely, carriedTitle
		s.eq = append(s.eq, e)
	}
}

// perVehicle checks 车均运行维护费: the year's operation of vehicles over their number.
func (s *Subject) perVehicle() {
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Assumed || f.Kind != budget.MoneyFigure || f.Bound != money.Plain && f.Bound != money.About || !has(f.Label, "车均") || !containsWord(f.Label, []string{"运行", "维护", "费用"}) {
			continue
		}
		cars, cost := -1, -1
		for k := i - 1; k >= 0 && s.Figures[k].Offset>>20 == f.Offset>>20; k-- {
			if g := &s.Figures[k]; g.Kind == budget.CountFigure && containsWord(g.Label, []string{"保有量", "保有"}) {
				cars = k
				break
			}
		}
		for _, k := range s.proseAll(budget.VehicleOperation) {
			if cost >= 0 && !s.alike(cost, k) {
				return // several amounts: whose vehicles are meant is not clear
			}
			cost = k
		}
		if cars < 0 || cost < 0 || s.Figures[cars].Amount.Ticks < money.TicksPerUnit || s.Figures[cost].Amount.Unit != f.Amount.Unit {
			continue
		}
		n := s.Figures[cars].Amount.Ticks / money.TicksPerUnit
		gap, slack := f.Amount.Ticks*n-s.Figures[cost].Amount.Ticks, (f.Amount.Step*n+s.Figures[cost].Amount.Step)/2+1
		if max(gap, -gap) <= slack {
			continue
		}
		want := money.FormatTicks(roundTo(s.Figures[cost].Amount.Ticks/n, f.Amount.Step), f.Amount.Unit) + f.Amount.Unit.String()
		s.find(Finding{Rule: "TXT-10", Severity: Error, Place: f.Place, Figures: []int{i, cost, cars}, Stated: show(f.Amount), Expected: want, Verdict: Disagrees,
			Title:   Words{fmt.Sprintf("车均写作%s，运行维护费%s、%d辆，平均是%s", show(f.Amount), show(s.Figures[cost].Amount), n, want), fmt.Sprintf("%s a vehicle, but %s for %d of them", show(f.Amount), show(s.Figures[cost].Amount), n)},
			Message: Words{"请核对车均费用、运行维护费和车辆数。", "Check the average, the cost and the number of vehicles."}})
	}
}

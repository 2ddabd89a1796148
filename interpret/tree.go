package interpret

import (
	"slices"
	"strings"

	"mingzhang/budget"
)

// treeReach is how many paragraphs behind a total its parts may stand: in many disclosures each part
// of the “三公” expenses has a numbered paragraph of its own.
const treeReach = 14

// trees checks the wholes whose parts are known: 三公 = 出国 + 用车 + 接待, 支出 = 基本 + 项目, …, for
// amounts and for their changes.
func (p *prose) trees() {
	p.sums = map[int][]int{}
	for k := range p.rep.Claims {
		if c := &p.rep.Claims[k]; c.Kind == budget.SumClaim && !c.AtMost && len(c.Terms) > 2 {
			p.sums[c.Stated] = append(p.sums[c.Stated], k)
		}
	}
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.count || m.ranged || m.reason && m.role == budget.Level || len(tree[m.measure]) == 0 || !p.isMoney(i) || m.measure == budget.Procurement && bareProcurement(m.label) != "" {
			continue
		}
		switch m.role {
		case budget.Level, budget.Base:
			if m.fold != "" || m.role == budget.Base {
				p.treeOf(i)
			}
		case budget.Change:
			if !strings.Contains(p.lead(i), "差值") && !strings.Contains(p.lead(i), "差额") { // without a sign they do not add up
				p.treeOf(i)
			}
		}
	}
}

// treeOf looks for the parts of total i and claims the sum.
func (p *prose) treeOf(i int) {
	t := &p.mentions[i]
	found := map[budget.Measure]int{}
	announced := false
	for j := i + 1; j < len(p.mentions) && p.passage[j]-p.passage[i] <= treeReach; j++ {
		m := &p.mentions[j]
		if m.count || m.ranged || !p.isMoney(j) {
			continue
		}
		if m.measure == t.measure && m.role == t.role && (m.fold != "" || t.role != budget.Level) && p.sameScope(i, j) {
			break
		}
		if m.role == budget.Level && m.measure == t.measure && m.fold != "" && p.passage[j] != p.passage[i] {
			break
		}
		if m.role == budget.Level && t.role == budget.Level && p.otherWhole(i, j) {
			break
		}
		if m.role != t.role || !p.sameScope(i, j) {
			continue
		}
		if _, ok := found[m.measure]; ok || !isPart(t.measure, m.measure) {
			continue
		}
		if m.opener != noOpener && p.passage[j]-p.passage[i] <= 1 {
			announced = true
		}
		found[m.measure] = j
	}
	if t.role == budget.Level && (p.nearerTotal(i, found) || p.listedWhole(i)) {
		return
	}
	p.bestPartition(i, found, announced)
}

// listedWhole reports whether the text lists the parts of a total by other names, too, and they add up to it: 用车费甲（其中，
// 购置费…，运行费…，其他交通费用…）.
func (p *prose) listedWhole(i int) bool {
	t := p.mentions[i].figure
	for _, k := range p.sums[t] {
		c := &p.rep.Claims[k]
		sum := int64(0)
		for _, term := range c.Terms {
			sum += p.rep.Figures[term.Figure].Amount.Ticks
		}
		if abs64(sum-p.ticks(i)) <= int64(len(c.Terms)+1)*p.rep.Figures[t].Amount.Step/2 {
			return true
		}
	}
	return false
}

// nearerTotal reports whether the parts add up exactly to another total of the same side that stands near:
// 本年支出 beside 支出总计.
func (p *prose) nearerTotal(i int, found map[budget.Measure]int) bool {
	var sum int64
	for _, j := range found {
		sum += p.ticks(j)
	}
	if len(found) < 2 || sum == p.ticks(i) {
		return false
	}
	const near = 8
	for k := max(0, i-near); k < min(len(p.mentions), i+near); k++ {
		x := &p.mentions[k]
		if k != i && x.role == budget.Level && isGrand(x.measure) && p.ticks(k) == sum && p.sameScope(i, k) {
			return true
		}
	}
	return false
}

// otherWhole reports whether mention j, or a heading before it, is a total that has the same kinds of parts
// as total i: what follows are its parts.
func (p *prose) otherWhole(i, j int) bool {
	t, m := &p.mentions[i], &p.mentions[j]
	if t.measure != budget.Expenditure && t.measure != budget.CurrentExpenditure {
		return false
	}
	if m.measure == budget.CurrentExpenditure && t.measure == budget.Expenditure && m.fold != "" {
		return true
	}
	if p.passage[j] == p.passage[i] {
		return false
	}
	if isLedger(m.measure) && m.fold != "" {
		return true
	}
	for q := p.passage[j]; q > p.passage[i] && q > p.passage[j]-3; q-- {
		if h := &p.rep.Passages[q]; h.Heading && isLedger(measureOf(h.Text)) {
			return true
		}
	}
	return false
}

// isLedger reports whether a measure is the money of one budget, or of all appropriations.
func isLedger(m budget.Measure) bool {
	switch m {
	case budget.GeneralSpent, budget.FundSpent, budget.CapitalSpent, budget.AppropriationSpent, budget.GeneralRevenue, budget.Appropriation:
		return true
	}
	return false
}

// sameScope reports whether two figures can stand in one equation: the same year and phase, and for
// changes the same basis.
func (p *prose) sameScope(i, j int) bool {
	a, b := &p.mentions[i], &p.mentions[j]
	if a.role == budget.Change {
		if a.subject >= 0 && b.subject >= 0 && p.mentions[a.subject].phase != p.mentions[b.subject].phase {
			return false // what is planned for a year beside what was spent in another
		}
		return a.basis == b.basis && (a.against == b.against || a.against == 0 || b.against == 0) && (a.phase == b.phase || a.phase == "" || b.phase == "")
	}
	return a.year == b.year && a.phase == b.phase
}

func isPart(whole, part budget.Measure) bool {
	for _, partition := range tree[whole] {
		if hasMeasure(partition, part) {
			return true
		}
	}
	return false
}

// bestPartition claims the partition with the most parts at hand; the others become other readings.
func (p *prose) bestPartition(i int, found map[budget.Measure]int, announced bool) {
	t := &p.mentions[i]
	var readings [][]int
	complete := false
	for _, partition := range tree[t.measure] {
		var parts []int
		for _, m := range partition {
			j, ok := found[m]
			if !ok && m == budget.VehicleOperation { // 公务用车及运行维护费 beside 公务用车购置费
				if j, ok = found[budget.Vehicles]; ok && strings.Contains(p.mentions[j].label, "购置") {
					ok = false
				}
			}
			if ok {
				parts = append(parts, j)
			}
		}
		if len(parts) < 2 {
			continue
		}
		if len(readings) > 0 && !complete && len(parts) > len(readings[0]) {
			readings = slices.DeleteFunc(readings, func(r []int) bool {
				return !slices.ContainsFunc(r, func(j int) bool { return !slices.Contains(parts, j) })
			})
		}
		full := len(parts) == len(partition) || t.measure == budget.Expenditure && len(parts) >= 2
		if len(readings) == 0 || full && !complete {
			readings = append([][]int{parts}, readings...)
		} else {
			readings = append(readings, parts)
		}
		complete = complete || full
	}
	if len(readings) == 0 {
		return
	}
	c := budget.Claim{Kind: budget.SumClaim, Stated: t.figure, Topic: t.measure, Terms: p.signed(t, readings[0])}
	for _, r := range readings[1:] {
		c.Alternatives = append(c.Alternatives, budget.Reading{Terms: p.signed(t, r)})
	}
	switch {
	case complete:
	case announced && t.role == budget.Level, p.sumsInOtherYear(i, readings[0]):
		c.Certainty = budget.Likely
	default:
		c.Certainty = budget.Guess
	}
	if t.role == budget.Change && !complete {
		if c.Certainty = budget.Guess; p.partsOf(t.subject, readings[0]) {
			c.Certainty = budget.Likely // an item that is nought this year may still have changed
		}
	}
	p.claim(c)
}

// sumsInOtherYear reports whether the same parts make up the same total in the other year that the paragraph states beside
// it: 2016年预算33万元，2015年预算57.55万元，其中：接待费2016年8万元，2015年12.5万元；用车2016年25万元，2015年45.2万元.
func (p *prose) sumsInOtherYear(total int, parts []int) bool {
	t := &p.mentions[total]
	other := func(i, year int) int {
		for k := max(0, i-3); k < len(p.mentions) && k <= i+3; k++ {
			if x := &p.mentions[k]; k != i && x.role == budget.Level && !x.count && p.passage[k] == p.passage[i] && x.year == year && x.phase == p.mentions[i].phase && p.speaksOf(k, i) {
				return k
			}
		}
		return -1
	}
	for _, year := range [...]int{t.year - 1, t.year + 1} {
		whole := other(total, year)
		if whole < 0 || t.role != budget.Level {
			continue
		}
		sum := int64(0)
		for _, j := range parts {
			k := other(j, year)
			if k < 0 {
				return false
			}
			sum += p.ticks(k)
		}
		return sum == p.ticks(whole)
	}
	return false
}

// partsOf reports whether the amounts that changes speak of make up just the amount of the total.
func (p *prose) partsOf(total int, changes []int) bool {
	sum := int64(0)
	for _, j := range changes {
		k := p.mentions[j].subject
		if k < 0 || !p.isMoney(k) {
			return false
		}
		sum += p.ticks(k)
	}
	return total >= 0 && p.isMoney(total) && sum == p.ticks(total)
}

// signed gives the parts of a change the sign of their direction against that of the total.
func (p *prose) signed(t *mention, parts []int) []budget.Term {
	out := p.terms(parts)
	if t.role != budget.Change {
		return out
	}
	for k, j := range parts {
		d := p.mentions[j].dir
		if d != t.dir && d != budget.NoDirection && t.dir != budget.NoDirection {
			out[k].Minus = true
		}
	}
	return out
}

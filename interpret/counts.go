package interpret

import (
	"strings"

	"mingzhang/budget"
)

// countLists checks counts that a sentence divides: 车辆26辆，其中，主要负责人用车2辆、机要通信用车7辆、其他用车17辆. Only
// things counted by one measure word (量词) are added up.
func (p *prose) countLists() {
	for i := range p.mentions {
		m := &p.mentions[i]
		if !m.count || m.word == "" || m.opener != ofWhich && m.opener != consisting || m.ranged || !isWhole(p, i) {
			continue
		}
		total := p.countBefore(i)
		if total < 0 {
			continue
		}
		items, rest := p.countItems(i)
		if len(items) < 2 {
			continue
		}
		c := budget.Claim{Kind: budget.SumClaim, Stated: p.mentions[total].figure, Terms: p.terms(items), Certainty: budget.Likely, AtMost: !rest}
		p.claim(c)
	}
}

// countBefore returns the count that a list divides: the nearest of the same measure word in its sentence, -1
// for none.
func (p *prose) countBefore(i int) int {
	m := &p.mentions[i]
	for j := i - 1; j >= 0 && p.passage[j] == p.passage[i] && p.mentions[j].sentence == m.sentence; j-- {
		if x := &p.mentions[j]; x.count && x.word == m.word && x.depth <= m.depth && !x.ranged && isWhole(p, j) {
			return j
		}
	}
	return -1
}

// countItems collects the parts from mention i on. rest reports whether the last of them is what is left, 其他, so
// that nothing is missing.
func (p *prose) countItems(i int) (items []int, rest bool) {
	m := &p.mentions[i]
	for j := i; j < len(p.mentions) && p.passage[j] == p.passage[i] && len(items) < maxItems; j++ {
		x := &p.mentions[j]
		if x.sentence != m.sentence || x.part != m.part || x.depth < m.depth || j > i && x.opener != noOpener && x.opener != inBrackets {
			break
		}
		if x.depth > m.depth {
			continue
		}
		if !x.count || x.word != m.word || x.ranged || !isWhole(p, j) || rest {
			break
		}
		if strings.Contains(x.label, "退休") || strings.Contains(x.label, "离休") {
			return nil, false // they stand beside the staff, not among it
		}
		items = append(items, j)
		rest = strings.Contains(x.label, "其他") || strings.Contains(x.label, "其它")
	}
	return items, rest
}

// ofCounts checks a percentage right behind two counts of one kind, 人次从29人降为16人，下降44.8%, and reports whether it is such a
// one.
func (p *prose) ofCounts(i int) bool {
	m := &p.mentions[i]
	if i < 2 || m.fold != "" || p.passage[i-2] != p.passage[i] {
		return false
	}
	from, to := &p.mentions[i-2], &p.mentions[i-1]
	if !from.count || !to.count || from.word != to.word || from.sentence != m.sentence || to.part != m.part || !strings.HasSuffix(trim(from.label), "从") && !strings.HasSuffix(trim(from.label), "由") {
		return false
	}
	a, b := p.term(i-2), p.term(i-1)
	diff := []budget.Term{b, minus(a)}
	if m.dir == budget.Down {
		diff = []budget.Term{a, minus(b)}
	}
	p.claim(budget.Claim{Kind: budget.ChangeRateClaim, Stated: m.figure, Terms: diff, Den: []budget.Term{a}, Direction: m.dir})
	return true
}

// isWhole reports whether a mention is a whole number of things.
func isWhole(p *prose, i int) bool {
	return p.rep.Figures[p.mentions[i].figure].Kind == budget.CountFigure
}

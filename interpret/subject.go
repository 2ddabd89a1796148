package interpret

import (
	"slices"
	"strings"

	"mingzhang/budget"
)

// otherSubjects returns the totals whose parts were listed last, the outermost first, where a change without a subject
// follows in another stretch of the sentence: 总收入A，其中…B；较上年减少…. It may speak of a total or of the last part.
func (p *prose) otherSubjects(i, level int) []int {
	m, l := &p.mentions[i], &p.mentions[level]
	if m.fold == "" && p.passage[i]-p.passage[level] == 1 && l.measure != "" { // a line each: total, 其中 part, part, 比上年减少…
		for k := level - 1; k >= 0 && k >= level-4 && p.passage[level]-p.passage[k] <= 3; k-- {
			if x := &p.mentions[k]; x.role == budget.Level && !x.count && hasMeasure(parents[l.measure], x.measure) && x.year == l.year {
				return []int{k}
			}
		}
	}
	if m.fold != "" || p.passage[i] != p.passage[level] || m.part == l.part && !p.partOfList(level) {
		return nil
	}
	first := -1
	var out []int
	for k, opened := level, false; k >= 0 && p.passage[k] == p.passage[level] && p.mentions[k].sentence == l.sentence; k-- {
		x := &p.mentions[k]
		if x.role == budget.Level && !x.count && x.opener == noOpener && x.depth == 0 && k < level && k != m.subject {
			if first = k; opened {
				out = append(out, k)
			}
		}
		opened = x.opener != noOpener
	}
	if first >= 0 && !slices.Contains(out, first) {
		out = append(out, first)
	}
	slices.Reverse(out)
	return out
}

// actual returns the level that a comparison speaks of, where another one of the same subject stands nearer: this
// year's, not last year's; the outturn, not the plan: 预算12.07万元，实际支出7.98万元…，较上年减少0.30万元.
func (p *prose) actual(i, level int) int {
	m, l := &p.mentions[i], &p.mentions[level]
	if l.year != 0 && l.year == p.rep.Year-1 && (l.fold == "" || l.measure != "") { // 2024年预算数为甲，2023年预算数为乙，减少…
		for k := level - 1; k >= 0 && p.passage[k] == p.passage[level] && p.mentions[k].sentence == l.sentence; k-- {
			if x := &p.mentions[k]; x.role == budget.Level && !x.count {
				if x.year == p.rep.Year && x.phase == l.phase && p.isMoney(k) && p.speaksOf(k, level) {
					return k
				}
				break
			}
		}
	}
	if m.basis == planBasis {
		if k := p.doneBefore(level); k >= 0 && p.mentions[k].sentence == l.sentence {
			return k // 支出387.26万元，年初预算406.20万元，较年初预算数减少18.94万元
		}
		return level
	}
	if p.rep.Phase != budget.Executed || m.basis != priorBasis || m.phase == budget.Approved || l.phase != budget.Approved && l.phase != budget.Adjusted {
		return level
	}
	for k := i - 1; k > level && p.passage[i]-p.passage[level] <= 1; k-- {
		if x := &p.mentions[k]; x.role == budget.Level && !x.count && x.phase == budget.Executed && x.year == l.year && p.speaksOf(k, level) {
			return k
		}
	}
	return level
}

// speaksOf reports whether mention j speaks of the same subject as the level.
func (p *prose) speaksOf(j, level int) bool {
	if p.rootOf(j) == p.rootOf(level) {
		return true
	}
	return sameSubject(&p.mentions[j], &p.mentions[level])
}

// rootOf follows a level without a name of its own to the one that named the subject.
func (p *prose) rootOf(i int) int {
	for k := 0; k < 8 && i >= 0; k++ {
		m := &p.mentions[i]
		if m.fold != "" || m.subject < 0 {
			return i
		}
		i = m.subject
	}
	return i
}

func (p *prose) sameLevel(a, b int) bool { return a == b && a >= 0 }

// nearly reports whether two amounts differ by less than a fifth, as one that was not brought up to date does.
func (p *prose) nearly(i, j int) bool {
	a, b := p.ticks(i), p.ticks(j)
	return abs64(a-b) < max(abs64(a), abs64(b))/5
}

// adjusts reports whether a change is one of the budget within the year: 调减16000万元.
func (p *prose) adjusts(i int) bool {
	lead := p.lead(i)
	return strings.Contains(lead, "调减") || strings.Contains(lead, "调增")
}

// changeFor finds the amount of change that a percentage repeats: the same subject and basis, right
// before it or, where the percentage comes first, right behind it.
func (p *prose) changeFor(i, level int) int {
	m := &p.mentions[i]
	if m.of > 0 {
		return m.of - 1
	}
	if i > 0 && p.mentions[i-1].role == budget.Change && p.adjusts(i-1) && !p.adjusts(i) {
		return -1 // 调减16000万元，下降9.7%: by the adjustment, and on last year
	}
	for j := i - 1; j >= 0 && j >= i-4 && p.passage[j] == p.passage[i]; j-- {
		x := &p.mentions[j]
		if x.role == budget.Level && !x.count && j != level && x.depth == m.depth {
			break
		}
		if x.role == budget.Change && p.sameLevel(x.subject, level) && (x.depth == m.depth || x.depth+1 == m.depth && j == i-1) && !x.reason && !x.ranged && (x.basis == m.basis || m.basis == noBasis) &&
			(x.against == m.against || m.against == 0 || x.against == 0) {
			if otherScope(p.lead(i)) && !otherScope(p.lead(j)) {
				return -1 // 减收75.7亿元，下降17.1%，扣除一次性因素，增长4.1%
			}
			return j
		}
	}
	for j := i + 1; j < len(p.mentions) && j <= i+1 && p.passage[j] == p.passage[i]; j++ {
		x := &p.mentions[j]
		if x.role == budget.Change && p.sameLevel(x.subject, level) && x.sentence == m.sentence && x.dir == m.dir && !x.reason && !p.rateBefore(j, i) {
			return j
		}
	}
	return -1
}

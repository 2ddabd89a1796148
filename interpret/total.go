package interpret

import (
	"strings"

	"mingzhang/budget"
)

// totalFor finds the total of a list that begins at mention i: the last level before it at the same
// depth, or before the bracket.
func (p *prose) totalFor(i int) int {
	m := &p.mentions[i]
	if m.opener == again {
		if t := p.sharedTotal(i); t >= 0 {
			return t
		}
	}
	if whole, _, ok := strings.Cut(p.lead(i), "中："); ok && m.opener == ofWhich {
		if t := p.statedBefore(measureOf(lastPiece(whole)), i); t >= 0 { // 事业收入中：门急诊收入…，住院收入…
			return t
		}
	}
	if whole, _, ok := strings.Cut(p.lead(i), "包括"); ok && m.opener == consisting {
		if measure := measureOf(lastPiece(whole)); isSideTotal(measure) { // 收入总计包括甲、乙，支出总计包括丙、丁
			if t := p.statedBefore(measure, i); t >= 0 {
				return t
			}
		}
	}
	if strings.Contains(p.lead(i), "增加的部分") || strings.Contains(p.lead(i), "减少的部分") || strings.Contains(p.lead(i), "增加部分") || strings.Contains(p.lead(i), "减少部分") {
		for j := i - 1; j >= 0 && p.passage[i]-p.passage[j] <= 1; j-- { // the parts of a change
			if x := &p.mentions[j]; x.role == budget.Change && p.isMoney(j) {
				return j
			}
		}
		return -1
	}
	if strings.Contains(p.lead(i), "资金分配") {
		return p.projectTotal(i)
	}
	for j := i - 1; j >= 0 && i-j < 12; j-- {
		x := &p.mentions[j]
		if p.passage[i]-p.passage[j] > 1 {
			return -1
		}
		if x.role != budget.Level || x.count || x.reason {
			continue
		}
		if m.opener == inBrackets && x.depth >= m.depth {
			continue
		}
		if x.depth > m.depth {
			continue
		}
		if x.ranged || x.year != m.year && m.year != 0 && x.year != 0 {
			return p.sameInYear(j, m.year)
		}
		// a list that begins a sentence belongs to the total of the sentence before, not to its last part
		if p.ownSubject(i) {
			return -1
		}
		if x.sentence < m.sentence || p.passage[j] != p.passage[i] {
			t := p.inPhase(p.headOfSentence(j), m)
			if t >= 0 && besides(p.mentions[t].measure, m.measure) {
				return -1 // the parts are named again, each for itself: …公务接待费9.66万元。具体情况如下：1.因公出国（境）费…
			}
			return t
		}
		if m.opener == again && p.unnamedList(j) {
			return -1
		}
		if m.part != x.part && p.partOfList(j) && m.opener == ofWhich && !hasMeasure(parents[m.measure], x.measure) {
			return p.inPhase(p.headOfSentence(j), m)
		}
		return p.inPhase(j, m)
	}
	return -1
}

// unnamedList reports whether a level is a part of a partition whose total stands elsewhere: 按功能分类，甲…，乙….
func (p *prose) unnamedList(j int) bool {
	for k := j; k >= 0 && p.passage[k] == p.passage[j] && p.mentions[k].sentence == p.mentions[j].sentence; k-- {
		if p.mentions[k].opener == again {
			return k == 0 || p.passage[k-1] != p.passage[k] || p.mentions[k-1].sentence != p.mentions[k].sentence
		}
	}
	return false
}

// sameInYear returns the level of another year that speaks of the same in the same sentence, before the one given; -1
// where there is none.
func (p *prose) sameInYear(level, year int) int {
	if p.mentions[level].ranged {
		return -1
	}
	for k := level - 1; k >= 0 && p.passage[k] == p.passage[level] && p.mentions[k].sentence == p.mentions[level].sentence; k-- {
		if x := &p.mentions[k]; x.role == budget.Level && !x.count && !x.ranged && x.year == year && p.speaksOf(k, level) {
			return k
		}
	}
	return -1
}

// projectTotal returns the amount of the project whose distribution a paragraph gives, -1 where none stands
// close before: 预算安排规模：93.00万元 … 资金分配情况：其中26.00万元用于…，13.00万元用于….
func (p *prose) projectTotal(i int) int {
	const near = 6 // paragraphs
	for j := i - 1; j >= 0 && p.passage[i]-p.passage[j] <= near; j-- {
		if x := &p.mentions[j]; x.role == budget.Level && !x.count && p.isMoney(j) {
			if strings.Contains(x.label, "规模") || strings.Contains(x.label, "项目金额") || strings.Contains(x.label, "预算金额") || strings.Contains(x.label, "安排金额") {
				return j
			}
			return -1
		}
	}
	return -1
}

// fittingTotal returns the level that a list adds up to exactly, where that is not the nearest but another
// one of the sentences before.
func (p *prose) fittingTotal(total, first int, items []int) int {
	var sum int64
	for _, k := range items {
		sum += p.ticks(k)
	}
	inside := p.mentions[first].opener == inBrackets // 资产4.7亿元，负债1亿元，净资产3.7亿元（甲资产0.8亿元，乙资产3.9亿元）
	if len(items) < 2 || sum == p.ticks(total) || sum == 0 || !inside && p.passage[total] == p.passage[first] && p.mentions[total].sentence == p.mentions[first].sentence {
		return total
	}
	const near = 8
	var apart int32 = 1
	if p.mentions[first].opener == again { // a second partition, of the same total
		apart = 3
	}
	for k := first - 1; k >= 0 && k >= first-near && p.passage[first]-p.passage[k] <= apart; k-- {
		if x := &p.mentions[k]; x.role == budget.Level && !x.count && !x.ranged && x.depth <= p.mentions[first].depth && p.ticks(k) == sum && x.year == p.mentions[first].year {
			return k
		}
	}
	return total
}

// inPhase returns the level that states the subject of a total in the phase of its parts: the outturn, where
// outturn and budget stand side by side and the parts are outturns.
func (p *prose) inPhase(total int, part *mention) int {
	if p.mentions[total].phase == part.phase {
		return total
	}
	for k := total - 1; k >= 0 && p.passage[k] == p.passage[total]; k-- {
		x := &p.mentions[k]
		if x.role != budget.Level || x.count || x.phase != part.phase || x.depth > part.depth {
			continue
		}
		if t := &p.mentions[total]; p.speaksOf(k, total) || t.measure == "" && phaseOf(t.label) != "" { // 全年预算（调整后）: no name of its own
			return k
		}
	}
	if p.mentions[total].phase == budget.Executed && (phaseOf(part.label) == budget.Approved || phaseOf(part.label) == budget.Adjusted) {
		return -1 // 支出8.51万元，其中：…年初预算数为10.00万元，决算数为8.51万元
	}
	return total
}

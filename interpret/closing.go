package interpret

import (
	"strings"

	"mingzhang/budget"
)

// closing claims the totals that stand behind their parts: 甲1万元，乙2万元，合计3万元; （三项合计6万元）; and, in a
// paragraph of its own, 以上合计9万元 below numbered parts.
func (p *prose) closing(i int) {
	m := &p.mentions[i]
	if m.role != budget.Level || m.count || m.reason || m.ranged || !p.isMoney(i) {
		return
	}
	label := trim(m.label)
	if !closesList(label) {
		return
	}
	label = strings.TrimPrefix(label[:len(label)-len("合计")], "以上")
	number, ok := spelledCount(label)
	if !ok && label != "" {
		return // the total of a thing that has its own name
	}
	items := p.itemsBefore(i, number)
	certainty := budget.Certain
	if len(items) == 0 && strings.HasPrefix(trim(m.label), "以上") {
		if items, certainty = p.paragraphsBefore(i), budget.Likely; number > 0 && len(items) > number {
			items = items[len(items)-number:]
		}
	}
	if len(items) < 2 {
		return
	}
	c := budget.Claim{Kind: budget.SumClaim, Stated: m.figure, Terms: p.terms(items), Topic: m.measure, Certainty: certainty}
	for k := 1; k+2 <= len(items) && number == 0; k++ { // the list may begin later
		c.Alternatives = append(c.Alternatives, budget.Reading{Terms: p.terms(items[k:])})
	}
	p.claim(c)
}

// closesList reports whether a label is that of a total behind its parts.
func closesList(label string) bool {
	label = trim(label)
	return strings.HasSuffix(label, "合计") || strings.HasSuffix(label, "共计") || strings.HasSuffix(label, "总计")
}

// countsItems reports whether a label is that of a total that says how many parts it has: 三项合计.
func countsItems(label string) bool {
	if !closesList(label) {
		return false
	}
	label = trim(label)
	n, ok := spelledCount(label[:len(label)-len("合计")])
	return ok && n > 1
}

// spelledCount reads 三项, 两项, 四者 before 合计. ok is true for nothing at all too.
func spelledCount(label string) (n int, ok bool) {
	label = trim(label)
	for _, w := range [...]string{"项", "者", "类"} {
		if s, cut := strings.CutSuffix(label, w); cut {
			if s == "两" {
				return 2, true
			}
			n, length := chineseNumber(s)
			return n, length == len(s) && n > 1
		}
	}
	return 0, label == ""
}

// itemsBefore collects the levels of the same sentence before a closing total, nearest last; where their
// number is said, just so many.
func (p *prose) itemsBefore(i, number int) []int {
	m := &p.mentions[i]
	var items []int
	depth := m.depth
	if i > 0 && p.passage[i-1] == p.passage[i] && p.mentions[i-1].depth == depth-1 && number > 0 {
		depth--
	}
	for j := i - 1; j >= 0 && p.passage[j] == p.passage[i] && len(items) < maxItems; j-- {
		x := &p.mentions[j]
		if x.sentence != m.sentence || x.part != m.part || x.depth < depth {
			break
		}
		if x.depth > depth || x.role != budget.Level || x.count {
			continue
		}
		if x.reason || x.ranged || x.added || !p.isMoney(j) {
			return nil
		}
		items = append([]int{j}, items...)
		if x.opener != noOpener || len(items) == number {
			break
		}
	}
	if number > 0 && len(items) != number {
		return nil
	}
	return items
}

// paragraphsBefore collects the first level of each paragraph right above.
func (p *prose) paragraphsBefore(i int) []int {
	const most = 40
	var items []int
	passage := p.passage[i]
	for j := i - 1; j >= 0 && len(items) < most; {
		if passage-p.passage[j] > 1 || p.rep.Passages[p.passage[j]].Heading {
			break
		}
		passage = p.passage[j]
		first := -1
		for ; j >= 0 && p.passage[j] == passage; j-- {
			if x := &p.mentions[j]; x.role == budget.Level && !x.count && x.depth == 0 && !x.ranged && p.isMoney(j) {
				first = j
			}
		}
		if first < 0 {
			break
		}
		items = append([]int{first}, items...)
	}
	return items
}

// addition checks 甲…。加上乙…、丙…，总计…: the total is what went before and all that is added.
func (p *prose) addition(i int) {
	m := &p.mentions[i]
	if m.before < 0 || m.ranged || m.role != budget.Level {
		return
	}
	items := []int{p.headOfList(m.before)}
	for j := i; j < len(p.mentions) && len(items) < maxItems; j++ {
		t := &p.mentions[j]
		if p.passage[j] != p.passage[i] || t.sentence != m.sentence || t.depth < m.depth {
			return
		}
		if t.role != budget.Level || t.count || t.depth > m.depth {
			continue
		}
		if t.ranged || t.reason {
			return
		}
		if j > i && isGrand(t.measure) {
			p.claim(budget.Claim{Kind: budget.SumClaim, Stated: t.figure, Terms: p.terms(items), Topic: t.measure})
			return
		}
		items = append(items, j)
	}
}

// headOfList returns the total in whose list of parts a level stands last, the level itself where it is in none:
// 收入57683万元，其中：甲54813万元、乙2870万元。加上….
func (p *prose) headOfList(level int) int {
	if !p.partOfList(level) {
		return level
	}
	for k := level; k > 0 && p.passage[k-1] == p.passage[level] && (p.mentions[k-1].sentence == p.mentions[level].sentence || p.mentions[k].opener != noOpener); k-- {
		if x := &p.mentions[k-1]; p.mentions[k].opener != noOpener && x.role == budget.Level && !x.count {
			return k - 1
		} else if p.mentions[k].opener != noOpener {
			if s := p.mentions[k-1].subject; s >= 0 {
				return s
			}
			return level
		}
	}
	return level
}

// allDebt reports whether the parts are general and special debt, which make up a government's.
func (p *prose) allDebt(items []int) bool {
	return len(items) == 2 && strings.Contains(p.mentions[items[0]].label, "一般债务") && strings.Contains(p.mentions[items[1]].label, "专项债务")
}

// numberedLines reports whether the parts stand a numbered line each, from 1 on, below a total that announces them
// and not only the main ones.
func (p *prose) numberedLines(total int, items []int) bool {
	if len(items) < 3 || p.passage[items[0]] == 0 || p.passage[items[0]]-p.passage[total] > 1 || strings.Contains(p.rep.Passages[p.passage[items[0]]-1].Text, "主要") {
		return false
	}
	for i, k := range items {
		if n := p.rep.Passages[p.passage[k]].Number; n.Style == budget.NoNumber || n.Value != i+1 || i > 0 && p.passage[k] == p.passage[items[i-1]] {
			return false
		}
	}
	return true
}

// firstOfEach returns the first part of each stretch between semicolons: 采集服务费158.40万元，合同年金额198万元；运维46.30万元
// lists two parts, and says more of the first.
func (p *prose) firstOfEach(items []int) []int {
	var out []int
	for i, k := range items {
		if i == 0 || p.passage[k] != p.passage[items[i-1]] || p.mentions[k].part != p.mentions[items[i-1]].part {
			out = append(out, k)
		}
	}
	return out
}

// statedBefore returns the level of a measure that was stated before a mention for the document's year, -1 where
// none or several different ones were.
func (p *prose) statedBefore(measure budget.Measure, i int) int {
	found := -1
	for k := i - 1; k >= 0 && k >= i-reach && measure != ""; k-- {
		x := &p.mentions[k]
		if x.role != budget.Level || x.count || x.ranged || x.measure != measure || x.year != p.rep.Year {
			continue
		}
		if found >= 0 && p.ticks(found) != p.ticks(k) {
			return -1
		}
		found = k
	}
	return found
}

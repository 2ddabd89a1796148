package interpret

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
)

// maxItems is the largest number of parts that one announced list may have.
const maxItems = 400

// lists checks announced lists: a total followed by 其中, 包括, 分别为 or a bracket.
func (p *prose) lists() {
	for i := range p.mentions {
		m := &p.mentions[i]
		p.closing(i)
		if m.added && i+1 < len(p.mentions) {
			p.addition(i)
			continue
		}
		if m.opener == noOpener || m.role != budget.Level || m.count || m.reason || m.ranged || leavesOut(m.label) || m.opener == inBrackets && countsItems(m.label) {
			continue
		}
		total := p.totalFor(i)
		if total < 0 {
			continue
		}
		if side := p.lead(i); strings.Contains(side, "收入方面") && strings.Contains(p.mentions[total].label, "支出") || strings.Contains(side, "支出方面") && strings.Contains(p.mentions[total].label, "收入") {
			continue // 总收入甲，支出乙。收入方面，其中…
		}
		total = p.ofItsSide(total, i)
		items, next, flat := p.items(total, i)
		if p.completes(total, items, next) { // 上年结转5.24亿元, at the end of the sources
			items, flat = append(items, next), append(flat, next)
		}
		p.sum(p.fittingTotal(total, i, items), i, items, flat)
	}
}

// ofItsSide returns the total of expenditure where the words of a list say that it divides expenditure, and the nearest total
// is another: 支出21498.92万元。结余3402.85万元。支出分项目如下：.
func (p *prose) ofItsSide(total, i int) int {
	lead := p.lead(i)
	at := strings.LastIndexAny(lead, "。；;")
	if at < 0 || p.mentions[i].opener == inBrackets || strings.Contains(p.mentions[total].label, "支出") {
		return total
	}
	_, w := utf8.DecodeRuneInString(lead[at:])
	if !strings.HasPrefix(trim(lead[at+w:]), "支出") {
		return total
	}
	for k := total - 1; k >= 0 && p.passage[k] == p.passage[total]; k-- {
		if x := &p.mentions[k]; x.role == budget.Level && !x.count && !x.ranged && x.opener == noOpener && strings.Contains(x.label, "支出") {
			return k
		}
	}
	return total
}

// completes reports whether the level at which a list seemed to end belongs to it: it stands in the sentence of the parts,
// and with it they are just the total.
func (p *prose) completes(total int, items []int, next int) bool {
	if len(items) == 0 || next >= len(p.mentions) {
		return false
	}
	last, m := items[len(items)-1], &p.mentions[next]
	if m.role != budget.Level || m.count || m.ranged || m.fold == "" || !p.isMoney(next) || p.passage[next] != p.passage[last] || m.sentence != p.mentions[last].sentence || m.depth != p.mentions[last].depth || m.opener != noOpener {
		return false
	}
	sum := p.ticks(next)
	for _, k := range items {
		sum += p.ticks(k)
	}
	return sum == p.ticks(total) && p.ticks(next) != 0
}

// leavesOut reports whether a remark in brackets says what is not in the amount before it.
func leavesOut(label string) bool {
	label = trim(label)
	return strings.HasPrefix(label, "不含") || strings.HasPrefix(label, "不包") || strings.HasPrefix(label, "未含") || strings.HasPrefix(label, "除") || strings.HasPrefix(label, "剔除")
}

// ownSubject reports whether a list names its own whole, without an amount: 收入包括：甲、乙；支出包括：丙、丁.
// Then the figure before it is no total.
func (p *prose) ownSubject(i int) bool {
	if p.mentions[i].opener != consisting {
		return false
	}
	lead := p.lead(i)
	at := strings.LastIndexAny(lead, "；;。")
	if at < 0 {
		return false
	}
	lead = lead[at:]
	for _, w := range [...]string{"包括", "包含"} {
		if before, _, ok := strings.Cut(lead, w); ok {
			s := trim(strings.TrimLeft(before, "；;。"))
			return strings.Contains(s, "支出") != strings.Contains(s, "收入") && utf8.RuneCountInString(s) <= 8
		}
	}
	return false
}

// lead returns the words between a mention and the figure before it in its passage.
func (p *prose) lead(i int) string {
	q := &p.rep.Passages[p.passage[i]]
	from := 0
	if i > 0 && p.passage[i-1] == p.passage[i] {
		f := p.rep.Figures[p.mentions[i-1].figure]
		from = min(p.mentions[i-1].start+len(f.Amount.Text), len(q.Text))
	}
	return q.Text[from:max(p.mentions[i].start, from)]
}

// sharedTotal returns the total of the partition before, where several partitions of one total follow
// one another: by function, then by economic kind.
func (p *prose) sharedTotal(i int) int {
	for j := i - 1; j >= 0 && p.passage[j] == p.passage[i]; j-- {
		if o := p.mentions[j].opener; o == again || o == ofWhich {
			if t := p.totalFor(j); t >= 0 {
				return t
			}
		}
	}
	return -1
}

// headOfSentence returns the first level of the sentence in which j stands, if j is one of its parts.
func (p *prose) headOfSentence(j int) int {
	if p.mentions[j].opener == noOpener && !p.partOfList(j) {
		return j
	}
	for k := j - 1; k >= 0 && p.passage[k] == p.passage[j] && p.mentions[k].sentence == p.mentions[j].sentence; k-- {
		if p.mentions[k].role == budget.Level && !p.mentions[k].count && p.mentions[k].depth == 0 {
			j = k
		}
	}
	return j
}

func (p *prose) partOfList(j int) bool {
	for k := j; k >= 0 && p.passage[k] == p.passage[j] && p.mentions[k].sentence == p.mentions[j].sentence; k-- {
		if p.mentions[k].opener != noOpener {
			return true
		}
	}
	return false
}

// items collects the parts of a list from mention i on. flat holds the parts with those of nested
// lists in place of their own totals. next is the first mention behind the list.
func (p *prose) items(total, i int) (items []int, next int, flat []int) {
	first := &p.mentions[i]
	numbered := first.item > 0 && p.itemsGrow(i)
	j := i
	for j < len(p.mentions) && len(items) < maxItems {
		m := &p.mentions[j]
		if p.passage[j] != p.passage[i] && !p.goesOn(total, j, items) {
			break
		}
		if m.role != budget.Level || m.count {
			j++
			continue
		}
		if m.depth > first.depth {
			j++
			continue
		}
		if len(items) > 0 && m.fold == "" && m.subject == items[len(items)-1] && p.ticks(j) == p.ticks(m.subject) {
			j++ // 上级补助收入0万元，为0万元收入: said twice
			continue
		}
		if m.ranged && j > i { // 每户10万元至20万元: a standard beside the item
			j++
			continue
		}
		if m.depth < first.depth || m.reason || m.ranged {
			break
		}
		if j > i && (m.opener == again || closesList(m.label)) {
			break
		}
		if j > i && p.endsList(total, i, j, numbered) {
			break
		}
		if j > i && m.opener != noOpener && m.opener != inBrackets && len(items) > 0 {
			sub, after, _ := p.items(items[len(items)-1], j)
			flat = append(flat[:len(flat)-1], sub...)
			j = max(after, j+1)
			continue
		}
		items, flat = append(items, j), append(flat, j)
		j++
	}
	return items, j, flat
}

// itemsGrow reports whether the mentions from i on carry list numbers that go up.
func (p *prose) itemsGrow(i int) bool {
	for k := i + 1; k < len(p.mentions) && p.passage[k] == p.passage[i]; k++ {
		if x := &p.mentions[k]; !x.count || x.item > p.mentions[i].item {
			return x.item > p.mentions[i].item
		}
	}
	return false
}

// goesOn reports whether a list continues in another paragraph: its items stand a line each.
func (p *prose) goesOn(total, j int, items []int) bool {
	if len(items) == 0 || p.passage[j]-p.passage[j-1] > 1 {
		return false
	}
	last := p.passage[items[len(items)-1]]
	if p.passage[j] == last {
		return true
	}
	if n := p.rep.Passages[last].Number; p.passage[total] == last && n.Style != budget.NoNumber &&
		(strings.HasSuffix(trim(p.rep.Passages[last].Text), "。") || n.Style == p.rep.Passages[p.passage[j]].Number.Style) {
		return false // the numbers count the paragraphs, not the parts
	}
	a, b := p.rep.Passages[p.passage[items[len(items)-1]]].Number, p.rep.Passages[p.passage[j]].Number
	if a.Style != budget.NoNumber && a.Style == b.Style && b.Value == a.Value+1 {
		return true
	}
	text := trim(p.rep.Passages[p.passage[j-1]].Text)
	return strings.HasSuffix(text, "；") || strings.HasSuffix(text, ";") || strings.HasSuffix(text, "、") || strings.HasSuffix(text, "，")
}

// endsList reports whether mention j no longer belongs to the list that began at i.
func (p *prose) endsList(total, i, j int, numbered bool) bool {
	m, t, first := &p.mentions[j], &p.mentions[total], &p.mentions[i]
	switch {
	case numbered && m.item == p.mentions[j-1].item && m.sentence != p.mentions[j-1].sentence:
		return true
	case numbered:
		return false
	case sameSubject(m, t) && m.fold != "" && !strings.Contains(m.label, "其他") && !(m.measure == "" && len(m.fold) > len(t.fold) && strings.HasSuffix(m.fold, t.fold)): // 日常捐赠收入 is a kind of 捐赠收入
		return true
	case m.fold == "" && m.subject >= 0 && !m.coord:
		return true // 2026年预算安排…: the subject said again
	case m.year != first.year || m.phase != first.phase:
		return true
	case m.measure != "" && hasMeasure(parents[t.measure], m.measure):
		return true
	case m.measure == budget.Revenue || m.measure == budget.Expenditure:
		return true
	case m.part != first.part && otherSide(t.label, m.label):
		return true // 财政总收入甲，其中…；全县财政支出乙
	case besides(t.measure, m.measure) && j > i:
		return true // 用车费49.62万元，其中：购置费…，运行费…；公务接待费9.66万元
	case t.measure == budget.CurrentRevenue && (m.measure == budget.CarriedIn || m.measure == budget.SurplusUsed),
		t.measure == budget.CurrentExpenditure && (m.measure == budget.CarriedOut || m.measure == budget.SurplusDistributed):
		return true // they stand beside this year's total
	case m.sentence > first.sentence && (!p.sibling(i, j) || m.measure == budget.CarriedIn || m.measure == budget.CarriedOut):
		return true
	case m.part != first.part && first.opener == consisting && p.mentions[j-1].part == first.part && p.outer(total, j):
		return true
	}
	return false
}

// otherSide reports whether one label speaks of revenue and the other of expenditure.
func otherSide(a, b string) bool {
	in := func(s string) bool { return strings.Contains(s, "收入") && !strings.Contains(s, "支出") }
	out := func(s string) bool { return strings.Contains(s, "支出") && !strings.Contains(s, "收入") }
	return in(a) && out(b) || out(a) && in(b)
}

// besides reports whether two measures are parts of the same whole and neither is part of the other.
func besides(a, b budget.Measure) bool {
	if a == "" || b == "" || a == b || hasMeasure(parents[a], b) || hasMeasure(parents[b], a) {
		return false
	}
	return slices.ContainsFunc(parents[a], func(whole budget.Measure) bool { return hasMeasure(parents[b], whole) })
}

// sibling reports whether a figure of a later sentence can still be a part: its measure belongs to the
// same whole as the first part.
func (p *prose) sibling(i, j int) bool {
	a, b := p.mentions[i].measure, p.mentions[j].measure
	if a == "" || b == "" {
		return false
	}
	for _, w := range parents[a] {
		if hasMeasure(parents[b], w) {
			return true
		}
	}
	return false
}

// outer reports whether mention j goes on with the list to which total itself belongs.
func (p *prose) outer(total, j int) bool {
	a, b := p.mentions[total].measure, p.mentions[j].measure
	if a != "" && b != "" {
		for _, w := range parents[a] {
			if hasMeasure(parents[b], w) {
				return true
			}
		}
	}
	return p.partOfList(total)
}

// sum makes a claim of a list, as certain as its words and figures allow.
func (p *prose) sum(total, first int, items, flat []int) {
	t, m := &p.mentions[total], &p.mentions[first]
	if len(items) == 0 || len(items) > 1 && p.isTree(t, items) {
		return
	}
	if len(items) == 1 && (p.passage[total] != p.passage[first] || m.opener == inBrackets && !strings.Contains(p.lead(first), "含") && !strings.Contains(p.lead(first), "其中")) {
		return // one figure in brackets says more of the total, and is no part of it
	}
	if len(items) > 2 && p.allDebt(items[:2]) {
		items, flat = items[:2], items[:2] // what follows is compared with the limit
	}
	if n := p.exactPrefix(total, items); n > 0 { // 销量8.47亿元，其中甲4.04亿元，乙4.43亿元，筹集公益金2.31亿元
		items, flat = items[:n], items[:n]
	}
	var sum, whole int64
	open := slices.ContainsFunc(items, func(k int) bool { return strings.HasSuffix(trim(p.mentions[k].label), "各") }) // 甲、乙各100万元
	for _, k := range items {
		sum += p.ticks(k)
		if strings.Contains(p.mentions[k].label, "等") {
			open = true
		}
	}
	whole = p.ticks(total)
	if m.opener == again && p.passage[total] != p.passage[first] && abs64(whole-sum) > int64(len(items)+1)*p.rep.Figures[t.figure].Amount.Step {
		return // a partition that names no total of its own: that of another paragraph must fit
	}
	if after := p.behind(items[len(items)-1]); strings.HasPrefix(after, "等") && !strings.HasPrefix(after, "等构成") || strings.HasPrefix(after, "及其他") || strings.HasPrefix(after, "和其他") {
		open = true
	}
	if after := strings.TrimPrefix(p.behind(items[len(items)-1]), "等"); strings.HasPrefix(after, "构成") || strings.HasPrefix(after, "组成") {
		open = false
	}
	c := budget.Claim{Kind: budget.SumClaim, Stated: t.figure, Terms: p.terms(items), Topic: t.measure}
	if len(flat) != len(items) {
		c.Alternatives = append(c.Alternatives, budget.Reading{Terms: p.terms(flat)})
	}
	cuts := len(c.Alternatives)
	for k := len(items) - 1; k >= 2; k-- {
		c.Alternatives = append(c.Alternatives, budget.Reading{Terms: p.terms(items[:k])})
	}
	if first := p.firstOfEach(items); len(first) > 1 && len(first) < len(items) {
		c.Alternatives = append(c.Alternatives, budget.Reading{Terms: p.terms(first)})
	}
	if p.unitLost(total, items) {
		c.Certainty = budget.Certain
		p.claim(c)
		return
	}
	c.AtMost, c.Certainty = p.belief(total, first, items, open, abs64(whole-sum))
	if c.AtMost && (whole == 0 || sum > 2*whole && p.passage[total] != p.passage[first]) {
		return // the total is another figure
	}
	if c.AtMost && p.oneSentence(items) {
		c.Alternatives = c.Alternatives[:cuts] // no part can be said to stand outside of the list
	}
	p.claim(c)
}

// belief says how far a list is taken to be all of its total: that its parts are at most the total, or are it, and how
// certainly. open is a list that says itself that it is not all; gap what it lacks.
func (p *prose) belief(total, first int, items []int, open bool, gap int64) (atMost bool, certainty budget.Certainty) {
	t, m, whole := &p.mentions[total], &p.mentions[first], p.ticks(total)
	known := p.allSources(t, items) || p.allBought(t, items) || p.allDebt(items)
	switch {
	case m.opener == consisting && !open && len(items) >= 2:
	case open || len(items) == 1:
		return true, budget.Likely
	case known && len(items) >= 2:
	case len(items) >= 2 && !open && strings.Contains(p.lead(first), "资金分配"): // all of it is given out
	case len(items) >= 4 && strings.Contains(p.lead(first), "具体") && p.oneSentence(items), p.numberedLines(total, items): // 具体为：甲…；乙…；丙…；丁…。
		return false, budget.Likely
	case len(items) >= 3 && gap <= whole/20:
	case len(items) >= 2 && gap <= whole/10:
		return false, budget.Likely
	default:
		return true, budget.Likely
	}
	return false, budget.Certain
}

// unitLost reports whether a list adds up exactly when one of its parts, printed in a smaller unit than the total, is read in
// that of the total: 完成1602119万元，其中区本级508790元，镇级1093329万元.
func (p *prose) unitLost(total int, items []int) bool {
	unit := p.rep.Figures[p.mentions[total].figure].Amount.Unit
	sum, others := int64(0), 0
	for _, k := range items {
		a := p.rep.Figures[p.mentions[k].figure].Amount
		if a.Unit != unit {
			a = a.As(unit)
			others++
		}
		sum += a.Ticks
	}
	return others == 1 && len(items) > 1 && sum == p.ticks(total)
}

// exactPrefix returns how many of the first parts add up to just the total, 0 where all do or none.
func (p *prose) exactPrefix(total int, items []int) int {
	var sum int64
	n := 0
	for k, j := range items {
		if sum += p.ticks(j); sum == p.ticks(total) && k > 0 {
			n = k + 1
		}
	}
	if sum == p.ticks(total) || n == len(items) {
		return 0
	}
	return n
}

// oneSentence reports whether all parts of a list are named by their own words in one sentence.
func (p *prose) oneSentence(items []int) bool {
	a := &p.mentions[items[0]]
	apart := len(items) > 1 && p.mentions[items[1]].part != a.part // a semicolon behind each part
	for i, k := range items {
		if i > 0 && (p.mentions[k].part != p.mentions[items[i-1]].part) != apart {
			return false
		}
		if m := &p.mentions[k]; p.passage[k] != p.passage[items[0]] || m.sentence != a.sentence || m.fold == "" || m.added || strings.Contains(p.lead(k), "另") || strings.Contains(p.lead(k), "此外") {
			return false
		}
	}
	return true
}

func abs64(a int64) int64 {
	if a < 0 {
		return -a
	}
	return a
}

func (p *prose) terms(items []int) []budget.Term {
	out := make([]budget.Term, len(items))
	for i, k := range items {
		out[i] = p.term(k)
	}
	return out
}

// behind returns the words right behind a mention.
func (p *prose) behind(i int) string {
	return trim(p.rep.Passages[p.passage[i]].Text[p.mentions[i].end:])
}

// allSources reports whether every part is a known source or use of the total.
func (p *prose) allSources(t *mention, items []int) bool {
	for _, k := range items {
		if !hasMeasure(parents[p.mentions[k].measure], t.measure) || t.measure == "" {
			return false
		}
	}
	return true
}

// allBought reports whether the parts of a procurement total are goods, works and services, which make it up.
func (p *prose) allBought(t *mention, items []int) bool {
	if t.measure != budget.Procurement || len(items) != 3 {
		return false
	}
	for i, w := range [...]string{"货物", "工程", "服务"} {
		if !strings.Contains(p.mentions[items[i]].label, w) {
			return false
		}
	}
	return true
}

// isTree reports whether the list is one that trees checks.
func (p *prose) isTree(t *mention, items []int) bool {
	if len(tree[t.measure]) == 0 {
		return false
	}
	for _, k := range items {
		found := false
		for _, part := range tree[t.measure] {
			found = found || hasMeasure(part, p.mentions[k].measure)
		}
		if !found {
			return false
		}
	}
	return true
}

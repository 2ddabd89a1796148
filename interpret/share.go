package interpret

import (
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/money"
)

// bindShare checks 占…的…%: the part over the whole that the sentence names, or that encloses it.
func (p *prose) bindShare(i int) {
	m := &p.mentions[i]
	level := m.subject
	if level < 0 || !p.isMoney(level) {
		return
	}
	whole, sure := p.wholeFor(i, level)
	if whole < 0 {
		p.shareOfParts(i, level)
		return
	}
	c := budget.Claim{Kind: budget.ShareClaim, Stated: m.figure, Terms: []budget.Term{p.term(level)}, Den: []budget.Term{p.term(whole)},
		Topic: p.mentions[level].measure, Certainty: budget.Certain}
	if !sure {
		c.Certainty = budget.Likely
	}
	for j := i - 1; j >= 0 && p.passage[i]-p.passage[j] <= 6; j-- {
		x := &p.mentions[j]
		if x.role == budget.Level && !x.count && j != whole && j != level && x.phase == p.mentions[level].phase && p.isMoney(j) && p.ticks(j) >= p.ticks(level) && p.ticks(j) > 0 {
			c.Alternatives = append(c.Alternatives, budget.Reading{Terms: c.Terms, Den: []budget.Term{p.term(j)}})
		}
	}
	if sure && foldLabel(m.whole) != "" {
		c.Alternatives = p.namedAlike(i, level, whole) // the sentence says of what
	}
	c.Alternatives = append(c.Alternatives, p.ofTheTotal(i, level)...)
	p.claim(c)
}

// namedAlike gives the other levels near a share that bear the name of its whole, but for the word of a total: of 财政收入 speak
// both 财政总收入 and 地方财政收入.
func (p *prose) namedAlike(i, level, whole int) (out []budget.Reading) {
	const near, most = 60, 3
	bare := func(label string) string { return strings.ReplaceAll(foldLabel(label), "总", "") }
	name := bare(p.mentions[i].whole)
	if name == "" || bare(p.mentions[whole].label) == name && p.passage[whole] == p.passage[i] {
		return nil
	}
	for k := i - 1; k >= 0 && k >= i-near && len(out) < most; k-- {
		x := &p.mentions[k]
		if k != whole && k != level && x.role == budget.Level && !x.count && !x.ranged && p.isMoney(k) && x.year == p.mentions[level].year && strings.HasSuffix(bare(x.label), name) && p.ticks(k) >= p.ticks(level) {
			out = append(out, budget.Reading{Terms: []budget.Term{p.term(level)}, Den: []budget.Term{p.term(k)}})
		}
	}
	return out
}

// shareOfParts checks the second of two shares of a whole that has no amount of its own, where the two parts make it up and
// the first share is right: 基本支出甲，占一般公共预算支出的84.06%…项目支出乙，占一般公共预算支出的15.94%.
func (p *prose) shareOfParts(i, level int) {
	const near = 60 // figures
	whole := foldLabel(p.mentions[i].whole)
	for k := i - 1; k >= 0 && k >= i-near && whole != ""; k-- {
		x := &p.mentions[k]
		if x.role != budget.Share || x.subject < 0 || x.subject == level || foldLabel(x.whole) != whole || !p.isMoney(x.subject) {
			continue
		}
		if !makeUp(p.mentions[x.subject].measure, p.mentions[level].measure) || p.mentions[x.subject].year != p.mentions[level].year {
			continue
		}
		den := []budget.Term{p.term(x.subject), p.term(level)}
		sum := p.ticks(x.subject) + p.ticks(level)
		said := p.rep.Figures[x.figure].Amount.Range()
		if sum <= 0 || !said.Meets(money.At(money.Ratio{Num: p.ticks(x.subject), Den: sum}.Percent())) {
			return
		}
		p.claim(budget.Claim{Kind: budget.ShareClaim, Stated: p.mentions[i].figure, Terms: den[1:], Den: den, Topic: p.mentions[level].measure})
		return
	}
}

// makeUp reports whether two measures together are a whole.
func makeUp(a, b budget.Measure) bool {
	return a == budget.Basic && b == budget.Project || a == budget.Project && b == budget.Basic ||
		a == budget.Personnel && b == budget.Operating || a == budget.Operating && b == budget.Personnel
}

// ofTheTotal reads a share behind a list as one of the list's total, whose whole is a total too: 债务余额…，其中：
// 一般债务…，专项债务…，占限额的92.73%.
func (p *prose) ofTheTotal(i, level int) []budget.Reading {
	m := &p.mentions[i]
	whole := trim(m.whole)
	if whole == "" || m.fold != "" || !p.partOfList(level) {
		return nil
	}
	total := p.headOfSentence(level)
	var out []budget.Reading
	for k := i - 1; k >= 0 && p.passage[k] == p.passage[i]; k-- {
		if x := &p.mentions[k]; k != total && x.role == budget.Level && !x.count && strings.HasSuffix(trim(x.label), whole) {
			out = append(out, budget.Reading{Terms: []budget.Term{p.term(total)}, Den: []budget.Term{p.term(k)}})
		}
	}
	return out
}

// wholeFor finds the denominator of a share.
func (p *prose) wholeFor(i, level int) (whole int, sure bool) {
	m, l := &p.mentions[i], &p.mentions[level]
	if i > 0 && p.mentions[i-1].within && p.isMoney(i-1) {
		return i - 1, true
	}
	if fold := foldLabel(m.whole); fold != "" {
		if strings.Contains(fold, "同类") {
			return -1, false // 占同类产品采购规模: of what others bought, too
		}
		if k := p.verbatim(m.whole, i, level); k >= 0 {
			return k, true
		}
		if k := p.byName(m.whole, i, level); k >= 0 {
			return k, true
		}
		if k := p.regional(fold, i, level); k >= 0 {
			return k, true
		}
		w := mention{fold: fold, label: m.whole, measure: measureOf(m.whole), role: budget.Share}
		if isProcurement(l.measure) && w.measure == "" && (strings.Contains(fold, "货物") || strings.Contains(fold, "工程") || strings.Contains(fold, "服务")) {
			w.measure = measureOf(m.whole + "采购") // 占服务支出金额: of procurement
		}
		if k := p.find(&w, i); k >= 0 && k != level {
			return k, true
		}
		w = mention{label: m.whole, measure: enclosing(fold), role: budget.Share}
		if w.measure != "" {
			if k := p.find(&w, i); k >= 0 && k != level {
				return k, true
			}
		}
		return -1, false
	}
	if k, named := p.wholeBefore(i); named {
		return k, false
	}
	for _, parent := range parents[l.measure] {
		w := mention{measure: parent}
		if k := p.find(&w, i); k >= 0 && p.mentions[k].phase == l.phase && p.mentions[k].year == l.year {
			return k, true
		}
	}
	for j := level - 1; j >= 0 && p.passage[level]-p.passage[j] <= 2; j-- {
		x := &p.mentions[j]
		if x.role == budget.Level && !x.count && p.isMoney(j) && p.ticks(j) >= p.ticks(level) {
			return j, false
		}
	}
	return -1, false
}

// byName looks in the paragraphs before for the level that is labelled with exactly the words of a whole: 全国政府采购规模.
func (p *prose) byName(whole string, i, level int) int {
	const farthest, shortest = 200, 5 // figures; characters
	whole = trim(dropYears(whole))
	best := -1
	if utf8.RuneCountInString(whole) < shortest {
		return -1
	}
	for k := i - 1; k >= 0 && k >= i-farthest; k-- {
		x := &p.mentions[k]
		if k != level && x.role == budget.Level && !x.count && !x.ranged && strings.TrimRight(trim(dropYears(x.label)), "为是") == whole {
			if x.year == p.mentions[level].year {
				return k
			}
			if best < 0 {
				best = k
			}
		}
	}
	return best
}

// regional finds 全县支出 or 全县收入, of which a share is: the total of that side in the same paragraph, which is named
// more closely there.
func (p *prose) regional(fold string, i, level int) int {
	bare := strings.TrimSuffix(fold, "总")
	for _, w := range [...]string{"全县", "全市", "全区", "全镇", "全乡", "全省", "全州", "全旗"} {
		bare = strings.TrimPrefix(bare, w)
	}
	if bare == fold || bare != "支出" && bare != "收入" {
		return -1
	}
	for k := i - 1; k >= 0 && p.passage[k] == p.passage[i]; k-- {
		if x := &p.mentions[k]; x.role == budget.Level && !x.count && k != level && x.opener == noOpener && strings.HasSuffix(x.fold, bare) && p.ticks(k) >= p.ticks(level) && x.year == p.mentions[level].year {
			if head := p.headOfSentence(k); head == k {
				return k
			}
		}
	}
	return -1
}

// wholeBefore returns the whole that the share before named, in a list of shares of which only the first says
// of what: 工资福利支出占基本支出的83.68%；商品和服务支出…，占12.66%. named is true where it said of what, even if that has no
// amount of its own.
func (p *prose) wholeBefore(i int) (whole int, named bool) {
	for k := i - 1; k >= 0 && p.passage[k] == p.passage[i] && p.mentions[k].sentence == p.mentions[i].sentence; k-- {
		m := &p.mentions[k]
		if m.role != budget.Share || m.depth != p.mentions[i].depth {
			continue
		}
		if foldLabel(m.whole) == "" {
			continue
		}
		if m.subject < 0 || p.mentions[i].subject < 0 || p.mentions[m.subject].opener == noOpener && p.mentions[p.mentions[i].subject].opener != noOpener {
			return -1, false // that was said of the total, this of its parts
		}
		whole, _ := p.wholeFor(k, m.subject)
		return whole, true
	}
	return -1, false
}

// verbatim looks in the passage for the level that is labelled with just the words of a whole.
func (p *prose) verbatim(whole string, i, level int) int {
	whole = trim(whole)
	if p.mentions[level].opener == noOpener && !p.partOfList(level) { // of a total the whole is a total, too: 余额占限额
		for k := i - 1; k >= 0 && p.passage[k] == p.passage[i]; k-- {
			x := &p.mentions[k]
			if k != level && x.role == budget.Level && !x.count && !x.ranged && x.year == p.mentions[level].year && x.opener == noOpener && !p.partOfList(k) && x.depth == p.mentions[level].depth && strings.HasSuffix(strings.TrimRight(trim(dropYears(x.label)), "为是"), whole) {
				return k
			}
		}
	}
	for k := i - 1; k >= 0 && p.passage[k] == p.passage[i]; k-- {
		x := &p.mentions[k]
		if k != level && x.role == budget.Level && !x.count && !x.ranged && x.year == p.mentions[level].year && strings.HasSuffix(strings.TrimRight(trim(dropYears(x.label)), "为是"), whole) {
			return k
		}
	}
	return -1
}

func isProcurement(m budget.Measure) bool {
	return m == budget.Procurement || m == budget.ProcurementGoods || m == budget.ProcurementWorks || m == budget.ProcurementServices
}

// enclosing maps the short names of wholes: 占总支出, 占收入总额.
func enclosing(fold string) budget.Measure {
	switch {
	case strings.Contains(fold, "三公"):
		return budget.ThreePublic
	case strings.Contains(fold, "采购"):
		return budget.Procurement
	case strings.Contains(fold, "财政拨款") && strings.Contains(fold, "支出"):
		return budget.AppropriationSpent
	case strings.Contains(fold, "支出") && bareTotal(fold):
		return budget.Expenditure
	case strings.Contains(fold, "收入") && bareTotal(fold):
		return budget.Revenue
	}
	return ""
}

// bareTotal reports whether the name of a whole says nothing but that it is the total of a side.
func bareTotal(fold string) bool {
	for _, w := range [...]string{"支出", "收入", "预算", "决算", "总", "额", "计", "合", "部门", "单位", "年度", "全年", "本年", "当年", "金", "的", "数"} {
		fold = strings.ReplaceAll(fold, w, "")
	}
	return fold == ""
}

// bindCompletion checks 完成预算的…%: the level over the budget figure of the same subject.
func (p *prose) bindCompletion(i int) {
	m := &p.mentions[i]
	level := m.subject
	if level < 0 || !p.isMoney(level) {
		return
	}
	plan := p.planFor(i, level)
	if done := p.doneBefore(level); plan < 0 && done >= 0 { // 支出决算为…，全年预算为…，完成预算90%
		level, plan = done, level
	}
	if plan >= 0 {
		c := budget.Claim{Kind: budget.CompletionClaim, Stated: m.figure, Terms: []budget.Term{p.term(level)},
			Den: []budget.Term{p.term(plan)}, Topic: p.mentions[level].measure}
		for k := i - 1; k >= 0 && p.passage[k] == p.passage[i] && len(c.Alternatives) < 3; k-- { // 为预算的95.19%: of which
			if x := &p.mentions[k]; k != plan && k != level && x.role == budget.Level && !x.count && !x.ranged && p.isMoney(k) && strings.Contains(x.label, "预算总") {
				c.Alternatives = append(c.Alternatives, budget.Reading{Terms: c.Terms, Den: []budget.Term{p.term(k)}})
			}
		}
		p.claim(c)
		return
	}
	for j := i + 1; j < len(p.mentions) && j <= i+2 && p.passage[j] == p.passage[i]; j++ {
		x := &p.mentions[j]
		if x.role == budget.Change && x.basis == planBasis && x.subject == level {
			den := []budget.Term{p.term(level), minus(p.term(j))}
			if x.dir == budget.Down {
				den[1].Minus = false
			}
			p.claim(budget.Claim{Kind: budget.CompletionClaim, Stated: m.figure, Terms: []budget.Term{p.term(level)}, Den: den,
				Topic: p.mentions[level].measure})
			return
		}
	}
}

// doneBefore returns the outturn of the subject of a level that is a plan, where it stands before the plan
// in the same passage, else -1.
func (p *prose) doneBefore(level int) int {
	l := &p.mentions[level]
	if l.phase != budget.Approved && l.phase != budget.Adjusted {
		return -1
	}
	for k := level - 1; k >= 0 && p.passage[k] == p.passage[level]; k-- {
		if x := &p.mentions[k]; x.role == budget.Level && !x.count && x.phase == budget.Executed && x.year == l.year && p.speaksOf(k, level) {
			return k
		}
	}
	return -1
}

// planFor finds the budget figure behind a completion rate.
func (p *prose) planFor(i, level int) int {
	m, l := &p.mentions[i], &p.mentions[level]
	for j := i - 1; j >= 0 && j > i-5 && p.passage[j] == p.passage[i]; j-- {
		x := &p.mentions[j]
		if x.role == budget.Base && x.basis == planBasis && x.subject == level && (m.phase != budget.Adjusted || x.phase != budget.Approved) {
			return j
		}
	}
	best := -1
	for j := i - 1; j >= max(0, i-reach); j-- {
		x := &p.mentions[j]
		if x.role != budget.Level || x.count || x.reason || x.ranged || x.year != l.year || x.phase == budget.Executed || x.phase == l.phase && x.phase != budget.Approved {
			continue
		}
		if j == level || x.phase == l.phase || !p.speaksOf(j, level) || p.passage[j] != p.passage[level] && (l.fold == "" || x.fold == "") {
			continue
		}
		if m.phase != "" && m.phase == x.phase {
			return j
		}
		if m.phase == budget.Adjusted && x.phase == budget.Approved {
			continue // 完成年初预算150万元的146.67%，完成调整预算的100%
		}
		if best < 0 {
			best = j
		}
	}
	if best < 0 {
		return p.moneyAvailable(i, level)
	}
	return best
}

// moneyAvailable returns the plan for all money of the year, where a completion rate follows what was spent of
// it in general words: 全年可用预算532.38万元 … 全年实际支出514.11万元，预算执行率96.57%.
func (p *prose) moneyAvailable(i, level int) int {
	const near = 2 // paragraphs
	l := &p.mentions[level]
	if l.measure != "" && l.measure != budget.Amount && l.measure != budget.Expenditure || !strings.Contains(l.label, "实际支出") && !strings.Contains(l.label, "执行") {
		return -1
	}
	for j := level - 1; j >= 0 && p.passage[i]-p.passage[j] <= near; j-- {
		x := &p.mentions[j]
		if x.role != budget.Level || x.count || x.ranged || x.depth > 0 || !strings.Contains(x.label, "预算") {
			continue
		}
		if j == level-1 && p.passage[j] == p.passage[level] && x.sentence == l.sentence {
			return j // 公用经费预算102.80万元，实际支出84.93万元，控制率…
		}
		if strings.Contains(x.label, "可用") || strings.Contains(x.label, "全年") || strings.Contains(x.label, "调整后") {
			return j
		}
	}
	return -1
}

// bindNamed checks percentages that are named for what they divide: 预算调整率 is what was added to the year's first
// budget over that budget, 结余率 what is left over the budget of the whole year.
func (p *prose) bindNamed(i int) {
	label := p.mentions[i].label
	var part, whole []string
	switch {
	case strings.HasSuffix(trim(label), "预算调整率"), strings.HasSuffix(trim(label), "预算调整率为"):
		part, whole = []string{"追加", "调整"}, []string{"年初预算"}
	case strings.HasSuffix(trim(label), "结余率"), strings.HasSuffix(trim(label), "结余率为"):
		part, whole = []string{"结余"}, []string{"全年预算", "调整后预算", "可用"}
	case strings.Contains(label, "审减率"), strings.Contains(label, "核减率"):
		part, whole = []string{"审减", "核减"}, []string{"送审", "报审"}
	default:
		return
	}
	a, b := -1, -1
	for j := i - 1; j >= 0 && p.passage[j] == p.passage[i]; j-- {
		x := &p.mentions[j]
		added := x.role == budget.Change && x.dir == budget.Up && part[0] == "追加" // 年中追加887.34万元
		if x.role != budget.Level && !added || x.count || x.ranged || !p.isMoney(j) {
			continue
		}
		if a < 0 && (added || containsAny(x.label, part)) {
			a = j
		}
		if b < 0 && containsAny(x.label, whole) {
			b = j
		}
	}
	if a >= 0 && b >= 0 && a != b {
		c := budget.Claim{Kind: budget.ShareClaim, Stated: p.mentions[i].figure, Terms: []budget.Term{p.term(a)}, Den: []budget.Term{p.term(b)}}
		if p.mentions[a].phase == budget.Adjusted { // 年初预算6320.8万元，调整预算6844.35万元: what was added is not printed
			c.Alternatives = []budget.Reading{{Terms: c.Terms, Den: c.Den}}
			c.Terms = []budget.Term{p.term(a), minus(p.term(b))}
		}
		p.claim(c)
	}
}

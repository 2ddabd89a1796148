package interpret

import (
	"strings"

	"mingzhang/budget"
)

// bind turns mentions into claims.
func (p *prose) bind() {
	p.byPosition()
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.ranged {
			continue
		}
		switch m.role {
		case budget.Change:
			p.bindChange(i)
		case budget.ChangeRate:
			p.bindRate(i)
		case budget.Share:
			p.bindShare(i)
		case budget.Completion:
			p.bindCompletion(i)
		case budget.Other:
			if !m.count {
				p.bindNamed(i)
			}
		case budget.Base:
			p.bindFlat(i)
		case budget.Level:
			if !m.count {
				p.bindConverted(i)
				p.bindSurplus(i)
				p.bindReviewed(i)
				p.bindSame(i)
			}
		}
	}
	p.lists()
	p.countLists()
	p.trees()
	p.restated()
	p.duals()
}

// byPosition matches joined figures with the levels before them: 购置费A和运行费B，分别减少a和b，下降x%和y%.
func (p *prose) byPosition() {
	for i := 0; i < len(p.mentions); i++ {
		m := &p.mentions[i]
		if m.role != budget.Change && m.role != budget.ChangeRate && m.role != budget.Share || m.coord || m.fold != "" && (m.role == budget.Change || !strings.HasSuffix(trim(m.label), "分别") && !strings.Contains(p.lead(i), "分别")) {
			continue
		}
		n := 1
		for i+n < len(p.mentions) && p.mentions[i+n].coord && p.mentions[i+n].role == m.role {
			n++
		}
		if n == 1 {
			continue
		}
		if before, _, ok := strings.Cut(p.lead(i), "分别"); ok && m.role == budget.Share && namesSeveral(before) { // 货物、工程、服务采购分别占…: named, without amounts
			for k := 0; k < n; k++ {
				p.mentions[i+k].subject = -1
			}
			i += n - 1
			continue
		}
		if m.role == budget.ChangeRate && p.ratesOfChanges(i, n) {
			i += n - 1
			continue
		}
		level := i - 1
		var levels []int
		for ; level >= 0 && len(levels) < n && p.passage[level] == p.passage[i]; level-- {
			if x := &p.mentions[level]; x.role == budget.Level && !x.count && x.depth <= m.depth && (m.role == budget.Share || x.year == p.rep.Year || x.year == 0) {
				levels = append(levels, level)
			}
		}
		if len(levels) == n {
			for k := 0; k < n; k++ {
				p.mentions[i+k].subject = levels[n-1-k]
			}
		} else if m.role == budget.Share {
			for k := 0; k < n; k++ {
				p.mentions[i+k].subject = -1 // whose shares they are is not understood
			}
		}
		i += n - 1
	}
}

// ratesOfChanges gives joined percentages the subjects of the changes before them: 甲减少a、乙减少b，分别下降x%和y%.
func (p *prose) ratesOfChanges(i, n int) bool {
	var changes []int
	for k := i - 1; k >= 0 && len(changes) < n && p.passage[k] == p.passage[i]; k-- {
		x := &p.mentions[k]
		if x.count || x.role == budget.Level && len(changes) > 0 {
			continue
		}
		if x.role != budget.Change || x.subject < 0 {
			return false
		}
		changes = append(changes, k)
	}
	if len(changes) < n {
		return false
	}
	for k := 0; k < n; k++ {
		c := &p.mentions[changes[n-1-k]]
		r := &p.mentions[i+k]
		r.subject, r.basis, r.against, r.of = c.subject, c.basis, c.against, changes[n-1-k]+1
	}
	return true
}

func (p *prose) ticks(i int) int64 { return p.rep.Figures[p.mentions[i].figure].Amount.Ticks }

func (p *prose) isMoney(i int) bool {
	return i >= 0 && p.rep.Figures[p.mentions[i].figure].Kind == budget.MoneyFigure
}

// baseOf finds the figure that the level is compared with. sure is false where the phases may differ.
func (p *prose) baseOf(i, level int) (base int, sure bool) {
	m := &p.mentions[i]
	for j := i - 1; j >= 0 && j > i-4 && p.passage[j] == p.passage[i]; j-- {
		x := &p.mentions[j]
		if x.role == budget.Base && x.depth > m.depth && x.subject >= 0 && x.subject != level {
			continue // 资产总额增加…（上年…），其中固定资产增加…: the base of another
		}
		if x.role == budget.Base && (x.basis == m.basis || x.lastYear && m.basis == noBasis) && !x.ranged {
			if p.between(j, i) || level == j+1 && p.mentions[level].target {
				return j, true
			}
			break
		}
	}
	if level < 0 {
		return -1, false
	}
	if j := i + 1; m.role == budget.Change && m.basis == priorBasis && j < len(p.mentions) && p.passage[j] == p.passage[i] { // 较上年减少17.16万元，上年为923.96万元
		if x := &p.mentions[j]; x.role == budget.Base && x.lastYear && x.subject == level && x.sentence == m.sentence && !x.ranged {
			return j, true
		}
	}
	l := &p.mentions[level]
	wantYear := l.year
	if m.basis == priorBasis {
		wantYear = m.against
		if wantYear == 0 && l.year != 0 {
			wantYear = l.year - 1
		}
	}
	if m.basis == noBasis {
		return p.fitting(i, level)
	}
	if wantYear == l.year && m.basis == priorBasis {
		return -1, false // the text compares a year with itself
	}
	return p.otherLevel(i, level, wantYear)
}

// fitting looks for the figure that a change without a named basis can mean: another phase of the same
// subject in the same paragraph, and only one that fits is taken.
func (p *prose) fitting(i, level int) (int, bool) {
	for j := i - 1; j >= 0 && p.passage[j] == p.passage[i]; j-- {
		x := &p.mentions[j]
		if j == level || x.role != budget.Level && x.role != budget.Base || x.count || !p.isMoney(j) || !p.speaksOf(j, level) {
			continue
		}
		if d := abs64(p.ticks(level) - p.ticks(j)); d == abs64(p.ticks(i)) {
			return j, true
		}
	}
	return -1, false
}

// between reports whether no other level stands between two mentions.
func (p *prose) between(j, i int) bool {
	for k := j + 1; k < i; k++ {
		if p.mentions[k].role == budget.Level && !p.mentions[k].count {
			return false
		}
	}
	return true
}

// reach is how many figures away the other side of a comparison may stand; whole disclosures have fewer.
const reach = 3000

// otherLevel looks for the level of the same subject in the year and phase that a comparison names.
func (p *prose) otherLevel(i, level, year int) (int, bool) {
	m, l := &p.mentions[i], &p.mentions[level]
	best, bestSure := -1, false
	for j := min(len(p.mentions)-1, i+reach); j >= max(0, i-reach); j-- {
		x := &p.mentions[j]
		if j == level || x.role != budget.Level && x.role != budget.Base || x.count || x.reason || x.ranged || !p.isMoney(j) {
			continue
		}
		if x.year != year || !p.speaksOf(j, level) || strings.Contains(x.label, "国内") != strings.Contains(l.label, "国内") {
			continue
		}
		if x.depth > 0 && p.passage[j] != p.passage[i] {
			continue
		}
		if a, b := regionIn(p.mentions[p.rootOf(j)].label), regionIn(p.mentions[p.rootOf(level)].label); a != b && a != "" && b != "" {
			continue // 省级一般公共预算收入 and 全省一般公共预算收入
		}
		if a, b := p.monthsOf(j), p.monthsOf(level); a != b && (b != "" || a != "") {
			continue // 2022年, all of it, and 2023年1—11月
		}
		sure := false
		switch {
		case m.basis == planBasis:
			if x.phase == l.phase || x.phase == budget.Executed || x.role == budget.Base && x.basis == priorBasis {
				continue
			}
			sure = true
		case m.phase != "":
			if x.phase != m.phase {
				continue
			}
			sure = true
		case x.phase == l.phase:
			sure = true
		}
		near := best < 0 || sure && !bestSure || sure == bestSure && abs(j-i) < abs(best-i)
		if near {
			best, bestSure = j, sure
		}
	}
	return best, bestSure && best >= 0 && p.passage[best]+8 > p.passage[i]
}

func abs(a int) int {
	if a < 0 {
		return -a
	}
	return a
}

// certainty lowers a reading that rests on a subject taken over from another paragraph.
func (p *prose) certainty(i, level int, sure bool) budget.Certainty {
	switch {
	case !sure, p.mentions[i].reason:
		return budget.Guess
	case p.passage[level] != p.passage[i] && p.mentions[i].fold == "" && p.passage[i]-p.passage[level] > 1:
		return budget.Likely
	}
	return budget.Certain
}

// bindChange checks a change against the two amounts, where both are stated.
func (p *prose) bindChange(i int) {
	m := &p.mentions[i]
	level := m.subject
	if level < 0 || !p.isMoney(i) || !p.isMoney(level) || p.mentions[level].ranged {
		return
	}
	level = p.actual(i, level)
	base, sure := p.baseOf(i, level)
	if base < 0 || base == level || p.passage[base] != p.passage[i] && strings.Contains(p.lead(i), "节约") {
		return
	}
	for _, other := range p.otherSubjects(i, level) {
		if other != base && p.isMoney(other) && !p.stands(level, base, i) && p.stands(other, base, i) {
			level = other // of the total and its last part, the one that fits is meant
		}
	}
	if base > i && p.ticks(base) == p.ticks(level) && p.ticks(i) != 0 {
		return // the same amount said again, under a year that was left over
	}
	p.mentions[i].against = p.mentions[base].year
	b, l := p.term(base), p.term(level)
	dir := m.dir
	if dir == budget.NoDirection {
		dir = budget.Up
		if p.ticks(level) < p.ticks(base) {
			dir = budget.Down
		}
	}
	terms := []budget.Term{l, minus(b)}
	if dir == budget.Down {
		terms = []budget.Term{b, minus(l)}
	}
	p.claim(budget.Claim{
		Kind: budget.DifferenceClaim, Stated: m.figure, Terms: terms, Direction: m.dir,
		Certainty: p.certainty(i, level, sure), Topic: p.mentions[level].measure,
	})
}

func (p *prose) term(i int) budget.Term { return budget.Term{Figure: p.mentions[i].figure} }

func minus(t budget.Term) budget.Term { return budget.Term{Figure: t.Figure, Minus: true} }

// claim stores a claim at the place of its stated figure.
func (p *prose) claim(c budget.Claim) {
	c.Place = p.rep.Figures[c.Stated].Place
	p.rep.Claims = append(p.rep.Claims, c)
}

// bindRate checks a percentage of change: (this − last) ÷ last, or change ÷ last, or change ÷ (this ∓
// change), whichever the document lets us compute.
func (p *prose) bindRate(i int) {
	m := &p.mentions[i]
	level := m.subject
	if level < 0 || !p.isMoney(level) || p.mentions[level].ranged {
		return
	}
	if p.ofCounts(i) {
		return
	}
	change := p.changeFor(i, level)
	if change < 0 && (otherScope(p.lead(i)) || i > 0 && p.mentions[i-1].role == budget.Change && p.adjusts(i-1) && !p.adjusts(i)) {
		return // what it is measured on is not printed
	}
	level = p.actual(i, level)
	p.contradicts(i, change)
	at := i
	if change >= 0 {
		at = change
	}
	base, sure := p.baseOf(at, level)
	if change < 0 && i+1 < len(p.mentions) && p.passage[i+1] == p.passage[i] { // 增长8.9%（上年171.2万元）
		if x := &p.mentions[i+1]; x.role == budget.Base && x.lastYear && x.depth > m.depth && x.subject == level {
			base, sure = i+1, true
		}
	}
	var readings []budget.Reading
	l := p.term(level)
	if base >= 0 && base != level && (sure || change < 0) {
		b := p.term(base)
		diff := []budget.Term{l, minus(b)}
		if m.dir == budget.Down {
			diff = []budget.Term{b, minus(l)}
		}
		if change >= 0 {
			ratio := budget.Reading{Terms: []budget.Term{p.term(change)}, Den: []budget.Term{b}}
			if p.stands(level, base, change) {
				// the change is printed and right: its own range is narrower than that of the two figures
				p.claim(budget.Claim{Kind: budget.ChangeRateClaim, Stated: m.figure, Terms: ratio.Terms, Den: ratio.Den, Direction: m.dir,
					Certainty: p.certainty(i, level, true), Topic: p.mentions[level].measure})
				return
			}
			readings = append(readings, budget.Reading{Terms: diff, Den: ratio.Den}, ratio)
		} else {
			readings = append(readings, budget.Reading{Terms: diff, Den: []budget.Term{b}})
		}
	}
	if change >= 0 {
		readings = append(readings, p.onItsBase(i, level, change)...)
		if base < 0 {
			sure = true
		}
	}
	if len(readings) == 0 {
		return
	}
	certainty := p.certainty(i, level, sure || change >= 0)
	if certainty == budget.Certain && otherScope(p.lead(i)) {
		certainty = budget.Likely // of which the base is not what was printed
	}
	p.claim(budget.Claim{
		Kind: budget.ChangeRateClaim, Stated: m.figure, Terms: readings[0].Terms, Den: readings[0].Den,
		Alternatives: readings[1:], Direction: m.dir, Certainty: certainty, Topic: p.mentions[level].measure,
	})
}

// onItsBase reads a percentage as a printed change over what was before it: the level less the change, or the total that
// the change may speak of less it.
func (p *prose) onItsBase(i, level, change int) []budget.Reading {
	m, l := &p.mentions[i], p.term(level)
	c := p.term(change)
	den := []budget.Term{l, minus(c)}
	if p.mentions[change].dir == budget.Down || p.mentions[change].dir == budget.NoDirection && m.dir != budget.Up {
		den = []budget.Term{l, c}
	}
	out := []budget.Reading{{Terms: []budget.Term{c}, Den: den}}
	for _, other := range p.otherSubjects(i, level) {
		if p.isMoney(other) {
			out = append(out, budget.Reading{Terms: []budget.Term{c}, Den: append([]budget.Term{p.term(other)}, den[1:]...)})
		}
	}
	return out
}

// otherScope reports whether a comparison leaves something out: 同口径, 剔除…因素.
func otherScope(lead string) bool {
	for _, w := range [...]string{"同口径", "剔除", "扣除", "可比"} {
		if strings.Contains(lead, w) {
			return true
		}
	}
	return false
}

// contradicts claims that a percentage goes the way of the amount that it repeats: 减少321.07万元，增长28.15% does not.
func (p *prose) contradicts(i, change int) {
	m := &p.mentions[i]
	if change < 0 || change != i-1 || m.fold != "" || m.coord {
		return
	}
	c := &p.mentions[change]
	if m.dir == budget.NoDirection || c.dir == budget.NoDirection || m.dir == c.dir || m.sentence != c.sentence || m.basis != c.basis || p.ticks(change) == 0 || p.ticks(i) <= 0 {
		return
	}
	p.claim(budget.Claim{Kind: budget.DirectionClaim, Stated: m.figure, Terms: []budget.Term{p.term(change)}, Direction: m.dir})
}

// stands reports whether a printed change is exactly the difference of the two printed figures.
func (p *prose) stands(level, base, change int) bool {
	d := p.ticks(level) - p.ticks(base)
	return d == p.ticks(change) || d == -p.ticks(change)
}

// rateBefore reports whether a change already has its percentage behind it.
func (p *prose) rateBefore(change, rate int) bool {
	j := change + 1
	return j < len(p.mentions) && j != rate && p.mentions[j].role == budget.ChangeRate && p.passage[j] == p.passage[change] &&
		p.mentions[j].subject == p.mentions[change].subject
}

// bindSame checks that a level without a name of its own repeats the one that named the subject, when
// year and phase are the same.
func (p *prose) bindSame(i int) {
	m := &p.mentions[i]
	if m.fold != "" || m.subject < 0 || m.target || m.coord {
		return
	}
	root := p.rootOf(i)
	r := &p.mentions[root]
	if root == i || r.ranged || r.target || r.year != m.year || r.phase != m.phase || r.fold == "" || phaseOf(m.label) == "" || r.role != budget.Level || m.opener != noOpener {
		return
	}
	if p.passage[i]-p.passage[root] > 1 || m.depth != r.depth {
		return
	}
	if p.passage[i] != p.passage[root] && (p.rep.Passages[p.passage[i]].Number.Style != budget.NoNumber || !p.nearly(i, root)) {
		return // another paragraph may begin a subject of its own
	}
	p.claim(budget.Claim{Kind: budget.SameClaim, Stated: m.figure, Terms: []budget.Term{p.term(root)}, Topic: r.measure})
}

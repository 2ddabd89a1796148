package interpret

import (
	"strings"

	"mingzhang/budget"
)

// duals claims the lists of final accounts that give the plan and the outturn of each account in a numbered
// paragraph of its own, behind a total in both: 年初预算为甲，支出决算为乙。其中：1.…年初预算为丙，支出决算为丁。2.….
func (p *prose) duals() {
	byPassage := map[int32][]int{}
	for i := range p.mentions {
		byPassage[p.passage[i]] = append(byPassage[p.passage[i]], i)
	}
	for at := range p.rep.Passages {
		q := &p.rep.Passages[at]
		tail := trim(q.Text)
		if q.Table >= 0 || len(byPassage[int32(at)]) == 0 || !strings.HasSuffix(tail, "其中：") && !strings.HasSuffix(tail, "其中:") && !strings.HasSuffix(tail, "如下：") && !strings.HasSuffix(tail, "方面：") {
			continue
		}
		plan, done := p.lastPair(byPassage[int32(at)])
		if plan < 0 || done < 0 {
			continue
		}
		plans, outturns := p.pairsBelow(at, byPassage)
		p.dual(plan, plans, done, outturns)
	}
}

// lastPair returns the plan and the outturn that stand last in a paragraph, outside of brackets, of the same subject.
func (p *prose) lastPair(mentions []int) (plan, done int) {
	plan, done = -1, -1
	for _, i := range mentions {
		m := &p.mentions[i]
		if m.role != budget.Level || m.count || m.ranged || m.reason || m.depth > 0 || !p.isMoney(i) || m.year != p.rep.Year {
			continue
		}
		switch m.phase {
		case budget.Approved, budget.Adjusted:
			plan = i
		case budget.Executed:
			if done = i; plan >= 0 && !p.speaksOf(done, plan) {
				plan = -1
			}
		}
	}
	return plan, done
}

// pairsBelow collects the first plan and the first outturn of each numbered item below a paragraph, as long as the
// numbers count on from 1. An item may go over several paragraphs.
func (p *prose) pairsBelow(at int, byPassage map[int32][]int) (plans, outturns []int) {
	const farthest = 400 // paragraphs
	var style budget.NumberStyle
	next, plan, done := 1, -1, -1
	flush := func() {
		if plan >= 0 && done >= 0 {
			plans, outturns = append(plans, plan), append(outturns, done)
		}
		plan, done = -1, -1
	}
	for k := at + 1; k < len(p.rep.Passages) && k <= at+farthest; k++ {
		q := &p.rep.Passages[k]
		if q.Table >= 0 {
			break
		}
		if n := q.Number; n.Style != budget.NoNumber && (n.Style == style || next == 1) {
			if n.Value != next {
				break
			}
			flush()
			style = n.Style
			if next++; len(plans) != next-2 {
				return nil, nil // an item without a pair
			}
		} else if n.Style != budget.NoNumber && n.Style < style || next == 1 || q.Heading {
			break // a heading above the items
		}
		for _, i := range byPassage[int32(k)] {
			m := &p.mentions[i]
			if m.role != budget.Level || m.count || m.ranged || m.depth > 0 || !p.isMoney(i) || m.year != p.rep.Year {
				continue
			}
			switch {
			case plan < 0 && done < 0 && m.phase != budget.Executed:
				plan = i
			case plan >= 0 && done < 0 && m.phase == budget.Executed:
				done = i
			}
		}
	}
	flush()
	return plans, outturns
}

// dual claims both sums. The one is believed where the other holds; both, where they miss by little.
func (p *prose) dual(plan int, plans []int, done int, outturns []int) {
	if len(plans) < 2 {
		return
	}
	exact := p.addsUp(plan, plans, int64(len(plans)+1)*p.rep.Figures[p.mentions[plan].figure].Amount.Step)
	other := p.addsUp(done, outturns, int64(len(plans)+1)*p.rep.Figures[p.mentions[done].figure].Amount.Step)
	for _, x := range [...]struct {
		total     int
		parts     []int
		holds, by bool
	}{{plan, plans, exact, other}, {done, outturns, other, exact}} {
		const small = 20 // a twentieth of the total
		c := budget.Claim{Kind: budget.SumClaim, Stated: p.mentions[x.total].figure, Terms: p.terms(x.parts), Topic: p.mentions[x.total].measure}
		switch {
		case x.holds || x.by:
		case len(x.parts) > 2 && p.addsUp(x.total, x.parts, p.ticks(x.total)/small):
			c.Certainty = budget.Likely
		default:
			continue
		}
		p.claim(c)
	}
}

// addsUp reports whether parts make up a total within some slack.
func (p *prose) addsUp(total int, parts []int, slack int64) bool {
	sum := int64(0)
	for _, k := range parts {
		sum += p.ticks(k)
	}
	return abs64(sum-p.ticks(total)) <= slack
}

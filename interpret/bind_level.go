package interpret

import (
	"strings"

	"mingzhang/budget"
)

// bindConverted checks an amount that is said again in another unit: 126,473.22元，折合12.65万元.
func (p *prose) bindConverted(i int) {
	m := &p.mentions[i]
	switch trim(m.label) {
	case "折合", "折合人民币", "约合", "合人民币":
		if i > 0 && p.passage[i-1] == p.passage[i] && p.mentions[i-1].role == budget.Level && p.isMoney(i) && p.isMoney(i-1) {
			p.claim(budget.Claim{Kind: budget.SameClaim, Stated: m.figure, Terms: []budget.Term{p.term(i - 1)}})
		}
	}
}

// bindSurplus checks what is left of a year's revenue: 收入完成甲，支出完成乙，当年收支结余丙.
func (p *prose) bindSurplus(i int) {
	m := &p.mentions[i]
	label := trim(m.label)
	if i < 2 || m.ranged || !p.isMoney(i) || !strings.HasSuffix(label, "结余") || !strings.Contains(label, "当年") && !strings.Contains(label, "本年收支") {
		return
	}
	revenue := p.headOfList(i - 2) // …收入甲，其中：…；支出乙，当年收支结余丙
	if revenue < 0 {
		return
	}
	in, out := &p.mentions[revenue], &p.mentions[i-1]
	if p.passage[revenue] != p.passage[i] || in.sentence != m.sentence || p.passage[i-2] != p.passage[i] || in.role != budget.Level || out.role != budget.Level || in.depth != m.depth || out.depth != m.depth || !p.isMoney(revenue) || !p.isMoney(i-1) ||
		!strings.Contains(in.label, "收入") || strings.Contains(in.label, "支出") || !strings.Contains(out.label, "支出") || strings.Contains(out.label, "收入") {
		return
	}
	p.claim(budget.Claim{Kind: budget.DifferenceClaim, Stated: m.figure, Terms: []budget.Term{p.term(revenue), minus(p.term(i - 1))}})
}

// isReviewCut reports whether an amount is what the review of an estimate (财政评审) took off it: 审减金额.
func isReviewCut(piece string) bool {
	return strings.Contains(piece, "审减") || strings.Contains(piece, "核减金额") || strings.Contains(piece, "核减资金")
}

// bindReviewed checks what a review took off: 送审金额甲，审定金额乙，审减金额丙.
func (p *prose) bindReviewed(i int) {
	m := &p.mentions[i]
	if !isReviewCut(m.label) || m.ranged || !p.isMoney(i) {
		return
	}
	asked, granted := -1, -1
	for k := i - 1; k >= 0 && p.passage[k] == p.passage[i] && p.mentions[k].part == m.part; k-- {
		x := &p.mentions[k]
		if x.role != budget.Level || x.count || x.ranged || !p.isMoney(k) {
			continue
		}
		switch {
		case granted < 0 && (strings.Contains(x.label, "审定") || strings.Contains(x.label, "核定")):
			granted = k
		case asked < 0 && (strings.Contains(x.label, "送审") || strings.Contains(x.label, "报审")):
			asked = k
		}
	}
	if asked >= 0 && granted >= 0 {
		p.claim(budget.Claim{Kind: budget.DifferenceClaim, Stated: m.figure, Terms: []budget.Term{p.term(asked), minus(p.term(granted))}})
	}
}

// bindFlat checks that an amount of the year before is the level's own where the two are said to be equal: 12.00万元，
// 与上年预算13.50万元持平.
func (p *prose) bindFlat(i int) {
	m := &p.mentions[i]
	level := m.subject
	if level < 0 || m.ranged || p.mentions[level].ranged || !p.isMoney(i) || !p.isMoney(level) || p.passage[level] != p.passage[i] {
		return
	}
	after := strings.TrimLeft(p.behind(i), "，, ")
	for _, w := range [...]string{"相比", "对比"} {
		after = strings.TrimLeft(strings.TrimPrefix(after, w), "，, ")
	}
	if strings.HasPrefix(after, "持平") || strings.HasPrefix(after, "一致") || strings.HasPrefix(after, "相同") {
		p.claim(budget.Claim{Kind: budget.SameClaim, Stated: m.figure, Terms: []budget.Term{p.term(level)}, Topic: m.measure})
	}
}

package interpret

import (
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
)

// rate decides what a percentage says.
func (p *prose) rate(m *mention, c clause, negative bool) {
	piece := c.piece
	n := len(p.mentions)
	switch {
	case trim(piece) == "的" && n > 0 && p.mentions[n-1].role == budget.Base && p.mentions[n-1].basis == planBasis:
		m.role, m.phase = budget.Completion, p.mentions[n-1].phase
	case trim(piece) == "的" && n > 0 && p.mentions[n-1].within:
		m.role = budget.Share
	case strings.Contains(piece, "占") && !ofPlan(piece):
		m.role = budget.Share
		i := strings.LastIndex(piece, "占")
		m.label, m.whole = piece[:i], wholeOf(piece[i+len("占"):])
		if k := len(c.pieces); c.opens && k > 1 && trim(m.label) == "" && m.whole == "" && namesThing(c.pieces[k-2]) {
			m.label = c.pieces[k-2] // 集中在电梯（占比11.3%）
		}
	case strings.Contains(piece, "差异率"):
		m.role, m.basis = budget.ChangeRate, planBasis
		if strings.HasSuffix(strings.TrimRight(piece, "为是：: "), "-") || negative {
			m.dir = budget.Down
		}
	case strings.Contains(piece, "审减率"), strings.Contains(piece, "核减率"):
		m.role, m.label = budget.Other, piece
	case strings.Contains(piece, "节约率"):
		m.role, m.dir, m.basis = budget.ChangeRate, budget.Down, planBasis
	case isCompletion(piece):
		m.role = budget.Completion
		m.whole = piece
		m.phase = phaseOf(piece)
		if i := completionAt(piece); i > 0 {
			m.label = piece[:i]
		}
	default:
		dir, at, ok := changeOf(piece)
		switch {
		case ok:
			m.role, m.dir = budget.ChangeRate, dir
			m.label = beforeCompare(piece[:at])
		case trim(piece) == "" && c.opens && p.change >= 0:
			m.role, m.dir = budget.ChangeRate, p.mentions[p.change].dir
		case isJoin(piece) || isJoin(c.lead):
			m.coord = true
			m.role = budget.Other
			if n > 0 {
				m.role, m.dir = p.mentions[n-1].role, p.mentions[n-1].dir
			}
		default:
			m.role = budget.Other
			m.label = labelOf(c)
		}
		m.basis, m.against, m.phase = p.basis, p.against, p.plan
	}
}

func isJoin(piece string) bool {
	switch trim(piece) {
	case "和", "及", "与", "、":
		return true
	}
	return false
}

func isCompletion(piece string) bool {
	if strings.Contains(piece, "完成率") || strings.Contains(piece, "控制率") || strings.Contains(piece, "执行率") || strings.Contains(piece, "预算执行比例") {
		return true
	}
	if ofPlan(piece) {
		return true
	}
	return strings.Contains(piece, "预算") && (strings.Contains(piece, "完成") || strings.Contains(piece, "为") || strings.HasSuffix(trim(piece), "的"))
}

// ofPlan reports whether a percentage is the part done of a plan: 占年初预算的, 占年度收入预算的.
func ofPlan(piece string) bool {
	if strings.Contains(piece, "占调整预算") || strings.Contains(piece, "占年初预算") || strings.Contains(piece, "占预算") {
		return true
	}
	_, whole, ok := strings.Cut(piece, "占")
	whole = wholeOf(whole)
	ok = ok && (strings.HasPrefix(whole, "年度") || strings.HasPrefix(whole, "年初") || strings.HasPrefix(whole, "全年"))
	return ok && (strings.HasSuffix(whole, "预算") || strings.HasSuffix(whole, "计划") || strings.HasSuffix(whole, "任务"))
}

// namesThing reports whether words before a bracket name something, and are no amount that was read.
func namesThing(piece string) bool {
	piece = trim(piece)
	last, _ := utf8.DecodeLastRuneInString(piece)
	return piece != "" && last >= 0x4E00 && last <= 0x9FFF && !strings.HasSuffix(piece, "元") && !strings.HasSuffix(piece, "万") && !strings.HasSuffix(piece, "亿")
}

func completionAt(piece string) int {
	for _, w := range [...]string{"完成", "为", "占", "达到", "执行"} {
		if i := strings.Index(piece, w); i >= 0 {
			return i
		}
	}
	return -1
}

func wholeOf(s string) string {
	s = strings.TrimPrefix(s, "比")
	for _, w := range [...]string{"的", "为", "比重", "比例", "比率", "达到", "达", "约"} {
		s = strings.TrimSuffix(strings.TrimSpace(s), w)
	}
	return strings.TrimSuffix(strings.TrimSpace(s), "的")
}

package interpret

import (
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/money"
	"mingzhang/source"
)

// prose reads the figures of running text and what they say of each other.
type prose struct {
	rep      *budget.Report
	toks     []money.Token
	mentions []mention
	passage  []int32 // passage of each mention
	pieces   [24]string

	// what the reading carries from figure to figure
	cur       int // the level that a change or percentage without a subject speaks about
	stack     []int
	basis     basis
	against   int
	plan      budget.Phase // phase named with the basis
	change    int          // the last change, for the percentage behind it
	base      int          // the last explicit base
	reason    bool
	year      int   // year of the last level that named one
	pair      []int // years that joined levels take one after another
	phase     budget.Phase
	first     bool  // no figure of the passage was read before
	listed    int   // how many levels the last sentence held
	mainOf    int   // the total of the sentence
	lastMain  int   // the total of the sentence before
	lastBasis basis // the last basis named, for changes that name none
	head      budget.Phase
	headYear  int
	headStyle budget.NumberStyle // of the heading that said headYear
	listYear  int                // the year of a total whose parts stand in the paragraphs below
	sums      map[int][]int      // the claims of lists with three parts and more, by their totals
	announced opener             // the paragraph before ended with 包括： or the like
}

// read goes through all passages, and then through the long texts of table cells.
func (p *prose) read(cells []budget.Passage) {
	p.cur, p.change, p.base, p.mainOf, p.lastMain = -1, -1, -1, -1, -1
	for i := range p.rep.Passages {
		q := &p.rep.Passages[i]
		if q.Table >= 0 || q.Text == "" {
			continue
		}
		if q.Kind == source.Footer || q.Kind == source.Header {
			p.toks = money.Scan(p.toks[:0], q.Text)
			p.rep.Coverage.Apart += len(p.toks)
			continue
		}
		p.read1(i, q)
	}
	p.rep.Passages = append(p.rep.Passages, cells...)
	for i := len(p.rep.Passages) - len(cells); i < len(p.rep.Passages); i++ {
		p.cur, p.lastMain = -1, -1
		p.read1(i, &p.rep.Passages[i])
	}
	p.bind()
}

// read1 turns the figures of a passage into mentions.
func (p *prose) read1(index int, q *budget.Passage) {
	p.toks = money.Scan(p.toks[:0], q.Text)
	shareUnits(p.toks, q.Text)
	if q.Heading {
		p.heading(q)
	}
	if len(p.toks) == 0 {
		return
	}
	p.stack, p.reason, p.change, p.base = p.stack[:0], false, -1, -1
	p.year, p.phase, p.basis = 0, "", noBasis
	switch {
	case p.announced != noOpener && p.lastMain >= 0 && p.mentions[p.lastMain].year > p.rep.Year: // next year's plan behind the outturn
		p.listYear = p.mentions[p.lastMain].year
	case q.Heading || q.Number.Style == budget.NoNumber:
		p.listYear = 0
	}
	p.year = p.listYear // of the total whose parts stand in numbered paragraphs
	prevEnd, ordEnd, depth, sentence, part, item := 0, 0, 0, 0, 0, 0
	for k := range p.toks {
		t := &p.toks[k]
		if !isFigure(t.Kind) {
			p.rep.Coverage.Apart++
			if t.Kind == money.Ordinal {
				ordEnd = t.End
				item++
			}
			continue
		}
		p.rep.Coverage.Numbers++
		lead := q.Text[prevEnd:t.Start]
		depth = p.brackets(lead, depth)
		if n := strings.Count(lead, "。"); n > 0 || strings.Contains(lead, "\n") {
			sentence += n
			p.newSentence()
			part++
			if p.year != 0 && p.year < p.rep.Year && p.lastMain >= 0 && int(p.passage[p.lastMain]) == index && p.mentions[p.lastMain].year == p.rep.Year {
				p.year = p.rep.Year // 2025年预算甲，2024年预算乙，减少丙。其中：…: the parts are those of the first
			}
		}
		if strings.ContainsAny(lead, "；;") {
			part++
			p.reason, p.change, p.base = false, -1, -1
		}
		m := mention{start: t.Start, end: t.End, depth: depth, sentence: sentence, part: part, subject: -1, item: item}
		c := takeApart(lead, p.pieces[:])
		if ordEnd > prevEnd {
			c.piece = tailFrom(c.piece, q.Text[ordEnd:t.Start])
		}
		p.first = prevEnd == 0
		p.understand(&m, t, c, q, index)
		prevEnd = t.End
	}
	p.brackets(q.Text[prevEnd:], depth)
	p.announced = noOpener
	if tail := trim(q.Text[prevEnd:]); strings.HasSuffix(tail, "：") || strings.HasSuffix(tail, ":") {
		p.announced = openerOf(tail)
	}
	if n := len(p.mentions); n > 0 && int(p.passage[n-1]) == index {
		p.flatTail(q.Text[prevEnd:])
	}
	p.newSentence()
}

// heading takes phase and year from a heading.
func (p *prose) heading(q *budget.Passage) {
	p.head = phaseOf(q.Text)
	if p.headYear <= p.rep.Year || q.Number.Style == budget.NoNumber || q.Number.Style <= p.headStyle { // else a heading below that of next year's plan
		p.headYear, p.headStyle = 0, q.Number.Style
	}
	for _, t := range p.toks {
		if t.Kind == money.Year && !compared(q.Text[:t.Start]) {
			p.headYear = t.Year
		}
	}
}

// shareUnits gives a number without a unit that of the amount with which it is joined: 收入476.17、支出460.06万元.
func shareUnits(toks []money.Token, text string) {
	const farthest = 40 // bytes of the words between
	for i := len(toks) - 2; i >= 0; i-- {
		a, b := &toks[i], &toks[i+1]
		if a.Kind != money.Bare || b.Kind != money.Money || a.Amount.Decimals() == 0 {
			continue
		}
		between := text[a.End:b.Start]
		if !strings.HasPrefix(between, "、") || len(between) > farthest || strings.ContainsAny(between, "，,。；;：:（(") {
			continue
		}
		a.Kind, a.Amount = money.Money, a.Amount.As(b.Amount.Unit)
	}
}

// tailFrom shortens a piece to what stands behind a list number.
func tailFrom(piece, behind string) string {
	if len(behind) < len(piece) {
		return strings.TrimLeft(behind, ".．、)） ")
	}
	return piece
}

// brackets follows opening and closing brackets that are not part of words, and brings back the level
// that stood before the bracket.
func (p *prose) brackets(s string, depth int) int {
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '（', '(':
			if n := wordBracket(s[i:]); n > 0 {
				i += n
				continue
			}
			p.stack = append(p.stack, p.cur)
			depth++
		case '）', ')':
			if n := len(p.stack); n > 0 {
				if p.stack[n-1] >= 0 {
					p.cur = p.stack[n-1]
				}
				p.stack = p.stack[:n-1]
				depth--
			}
		}
		i += w
	}
	return max(depth, 0)
}

// newSentence closes a sentence: what follows without a subject speaks about its total.
func (p *prose) newSentence() {
	p.reason, p.change, p.base, p.basis = false, -1, -1, noBasis
	if p.listed > 1 && p.mainOf >= 0 && (p.cur < 0 || !p.speaksOf(p.cur, p.mainOf) || p.mentions[p.cur].phase == p.mentions[p.mainOf].phase) { // of one subject in two phases the last stays
		p.cur = p.mainOf
	}
	if p.mainOf >= 0 {
		p.lastMain = p.mainOf
	}
	if p.rep.Phase == budget.Executed && p.phase != budget.Executed {
		p.phase = "" // …完成年初预算的105.1%。主要用于：…
	}
	p.listed, p.mainOf = 0, -1
}

// understand decides the role of a figure and stores it.
func (p *prose) understand(m *mention, t *money.Token, c clause, q *budget.Passage, index int) {
	stretch := c.lead // what stands before ； explains the figures before it
	if i := strings.LastIndexAny(stretch, "；;。"); i >= 0 {
		stretch = stretch[i:]
	}
	for _, piece := range c.pieces {
		if isReason(piece) && strings.Contains(stretch, piece) {
			p.reason = true
		}
		if b, y, ok := basisOf(piece, 0); ok {
			p.basis, p.against, p.lastBasis = b, y, b
			p.plan = phaseOf(afterCompare(piece))
		}
	}
	m.opener = openerOf(c.lead)
	if m.opener == noOpener && p.first {
		m.opener = p.announced
	}
	if n := len(p.mentions) - 1; m.opener == noOpener && m.item == 1 && t.Kind == money.Money && p.listed == 0 && n >= 0 && int(p.passage[n]) == index && strings.HasSuffix(trim(p.mentions[n].label), "共") {
		m.opener = consisting // 项目支出共411.44万元。1.甲…；2.乙…；3.丙…。
	}
	if m.opener == noOpener && c.opens {
		m.opener = inBrackets
	}
	if m.opener == noOpener && strings.HasPrefix(trim(c.piece), "由") && madeUp(q.Text[t.End:]) {
		m.opener = consisting
	}
	m.before = p.cur
	m.added = adds(c.lead) && m.opener == noOpener && !strings.HasPrefix(trim(c.piece), "加上级")
	m.reason = p.reason
	m.ranged = t.Bound != money.Plain || t.PerUnit || isStandard(c.piece) || p.first && trim(c.lead) == "" && t.Kind == money.Money // a sentence that a page broke
	switch t.Kind {
	case money.Money:
		p.amount(m, c, q.Text[t.End:])
	case money.Rate:
		p.rate(m, c, t.Amount.Ticks < 0)
	case money.Points:
		m.role = budget.Other
		m.label = c.piece
	default:
		m.role, m.count, m.word = budget.Other, true, t.Measure
		m.label = labelOf(c)
	}
	p.store(m, t, q, index)
}

// adds reports whether what follows is added to the amount before. Of 加上转移性收入等后，总收入… only the sum is printed.
func adds(lead string) bool {
	_, what, ok := strings.Cut(lead, "加上")
	return ok && !strings.Contains(what, "后，") && !strings.Contains(what, "后,")
}

// isStandard reports whether the words before a figure make it an average or a rate a head: 车均, 每户.
func isStandard(piece string) bool {
	piece = trim(piece)
	if strings.HasPrefix(piece, "每") || strings.HasSuffix(piece, "至") {
		return true
	}
	for _, w := range [...]string{"车均", "人均", "户均", "亩均", "年均", "平均", "预计"} {
		if strings.Contains(piece, w) {
			return true
		}
	}
	return false
}

func madeUp(after string) bool {
	if i := strings.IndexAny(after, "。"); i >= 0 {
		after = after[:i]
	}
	return strings.Contains(after, "构成") || strings.Contains(after, "组成")
}

func afterCompare(piece string) string {
	at := 0
	for _, w := range compareWords {
		if i := strings.LastIndex(piece, w); i >= 0 && i+len(w) > at {
			at = i + len(w)
		}
	}
	return piece[at:]
}

// amount decides what an amount of money says.
func (p *prose) amount(m *mention, c clause, after string) {
	if isReviewCut(c.piece) {
		m.role, m.label = budget.Level, c.piece
		return
	}
	if n := len(p.mentions); isJoin(c.piece) && n > 0 && p.mentions[n-1].role == budget.Change {
		m.coord, m.role, m.dir = true, budget.Change, p.mentions[n-1].dir
		m.basis, m.against, m.phase = p.basis, p.against, p.plan
		return
	}
	if dir, at, ok := changeOf(c.piece); ok && !strings.HasSuffix(c.piece[:at], "新") {
		m.role, m.dir = budget.Change, dir
		p.changed(m, c, at)
		return
	}
	if at := strings.Index(c.piece, "节约"); at >= 0 {
		if whose := c.piece[:at]; measureOf(whose) != "" {
			m.label = whose // 全省政府采购节约资金70.11亿元
		}
		m.role, m.dir, m.basis = budget.Change, budget.Down, planBasis
		return
	}
	if n := len(c.pieces); c.opens && n > 1 && trim(c.piece) == "" && endsInComparison(c.pieces[n-2]) { // 比2018年（3.52亿元）减少…
		m.role, m.basis, m.against, m.phase = budget.Base, p.basis, p.against, p.plan
		return
	}
	if endsInComparison(c.piece) || isBaseAhead(c.piece, after) || startsFrom(c.piece, after) {
		m.role = budget.Base
		if m.label = beforeCompare(c.piece); namesNothing(m.label) {
			m.label = ""
		}
		m.basis, m.against = p.basis, p.against
		m.phase = p.plan
		return
	}
	if p.cur >= 0 && p.besideLevel(m, c, after) {
		return
	}
	m.role = budget.Level
	m.label = labelOf(c)
	m.within = p.cur >= 0 && strings.HasPrefix(trim(c.piece), "占") && rateBehind(after)
	if p.first {
		switch title := titleOf(c.pieces); foldLabel(m.label) {
		case "":
			m.label = title + m.label
		case "支出", "收入":
			if strings.Contains(title, "项）") || strings.Contains(title, "项)") || measureOf(title) != "" { // …行政运行（项）：支出决算为…
				m.label = title + m.label
			}
		}
	}
	if foldLabel(m.label) == "" {
		m.label = inlineTitle(c) + m.label
	}
	if i := strings.LastIndex(m.label, "调整为"); i >= 0 {
		m.target = true
	}
	if bare := strings.Trim(trim(c.piece), "（）()0123456789、. "); (bare == "" || bare == "安排" || bare == "其中安排" || bare == "计划安排") && strings.HasPrefix(after, "用于") {
		m.label = upTo(after, "，。；;,、")
	}
	if s := trim(c.piece); s == "和" || s == "及" || s == "、" || s == "" && m.label == "" {
		m.coord = true
	}
}

// changed settles what an amount of change is a change of; its word stands at an offset of the piece.
func (p *prose) changed(m *mention, c clause, at int) {
	if n := len(p.mentions); n > 0 && isJoin(c.piece[:at]) && p.mentions[n-1].role == budget.Change && (p.mentions[n-1].coord || strings.HasSuffix(p.mentions[n-1].label, "分别")) {
		m.coord = true // 分别增加…和减少…
	}
	m.label = beforeCompare(c.piece[:at])
	if m.label == "" && len(c.pieces) > 1 {
		m.label, m.compared = subjectPiece(c.pieces[:len(c.pieces)-1])
		m.borrowed = m.label != ""
	}
	m.basis, m.against, m.phase = p.basis, p.against, p.plan
	if strings.Contains(c.piece, "预算数") && (strings.Contains(c.piece, "大于") || strings.Contains(c.piece, "小于")) {
		m.basis, m.label = planBasis, ""
	}
}

// besideLevel recognises an amount that only stands beside the level before it: its plan or its amount of
// last year. It makes a base of it.
func (p *prose) besideLevel(m *mention, c clause, after string) bool {
	if isPlanOf(c.piece, after) { // 完成全年预算77.86万元的67.1%
		m.role, m.basis, m.phase = budget.Base, planBasis, phaseOf(c.piece)
		return true
	}
	if y := lastYear(c.piece); y != 0 && y == p.mentions[p.cur].year-1 && foldLabel(c.piece) == "" && trim(c.piece) != "" && !c.opens && changeAhead(after) { // 2022年决算数为0万元，增加…
		m.role, m.basis, m.against, m.lastYear, m.phase = budget.Base, priorBasis, y, true, phaseOf(c.piece)
		return true
	}
	if isLastYear(c.piece) {
		m.role, m.basis, m.lastYear, m.phase = budget.Base, priorBasis, true, phaseOf(c.piece)
		return true
	}
	return false
}

// isPlanOf reports whether a figure is only the plan of which the percentage behind it is the part done:
// 占年初预算…的73.5%, 完成预算…的--%.
func isPlanOf(piece, after string) bool {
	rest, ok := strings.CutPrefix(trim(after), "的")
	if !ok || rest == "" || !strings.ContainsAny(rest[:1], "0123456789-") && !strings.HasPrefix(rest, "—") {
		return false
	}
	if i := strings.IndexAny(rest, "%％"); i < 0 || i > len("12345.67 ") {
		return false
	}
	for _, w := range [...]string{"占", "完成", "为", "达到"} {
		if i := strings.LastIndex(piece, w); i >= 0 && phaseOf(piece[i:]+"预算") != "" && (strings.Contains(piece[i:], "预算") || strings.Contains(piece[i:], "计划") || strings.Contains(piece[i:], "任务")) {
			return true
		}
	}
	return false
}

// rateBehind reports whether a percentage follows with 的.
func rateBehind(after string) bool {
	rest, ok := strings.CutPrefix(trim(after), "的")
	i := strings.IndexAny(rest, "%％")
	return ok && i > 0 && strings.Trim(rest[:i], "0123456789. ") == ""
}

// changeAhead reports whether the next clause begins with a change: ，增加….
func changeAhead(after string) bool {
	rest := strings.TrimLeft(after, "，, ")
	for _, w := range [...]string{"相比", "对比", "相较"} {
		rest = strings.TrimLeft(strings.TrimPrefix(rest, w), "，, ")
	}
	for _, w := range changeWords {
		if strings.HasPrefix(rest, w.word) {
			return true
		}
	}
	for _, w := range [...]string{"多", "少"} {
		if tail, ok := strings.CutPrefix(rest, w); ok && tail != "" && tail[0] >= '0' && tail[0] <= '9' {
			return true
		}
	}
	return false
}

// startsFrom reports whether the figure is the first of 由X调整为Y.
func startsFrom(piece, after string) bool {
	if !strings.Contains(piece, "由") && !strings.Contains(piece, "从") {
		return false
	}
	after = strings.TrimLeft(after, "，, ")
	for _, w := range [...]string{"调整为", "调整到", "增加到", "增加至", "减少到", "减少至", "减为", "降为", "增为", "压减为", "压减到", "压减至", "缩减为", "缩减到", "下降至", "提高至", "提高到", "降低到", "降至", "下降到"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

// flatTail notices 持平 behind the last level of a passage.
func (p *prose) flatTail(tail string) {
	if containsAny(tail, flatWords[:]) && p.cur >= 0 {
		p.mentions[p.cur].flat = true
	}
}

package interpret

import (
	"strings"

	"mingzhang/budget"
	"mingzhang/money"
)

// store finishes a mention, makes its figure and moves the state on.
func (p *prose) store(m *mention, t *money.Token, q *budget.Passage, index int) {
	at := len(p.mentions)
	m.fold = foldLabel(m.label)
	m.measure = measureOf(m.label)
	if m.target && m.measure == "" {
		m.fold = "" // 执行中调整为114.7亿元: of what was named before
	}
	switch ofLedger := p.ledgerTotal(m, q, t.Start); {
	case ofLedger != "":
		m.measure = ofLedger
	case (m.fold == "支出" || m.fold == "收入" || m.fold == "实际支出" && p.cur >= 0 && p.mentions[p.cur].measure != "" && p.mentions[p.cur].measure != budget.Amount) && m.role == budget.Level && m.opener == noOpener && p.cur >= 0 && p.listed > 0 && (p.mentions[p.cur].part == m.part || trim(m.label) == m.fold) &&
		!strings.Contains(m.label, "总") && !strings.Contains(m.label, "合计") && !strings.Contains(m.label, "本年") && (!isGrand(p.mentions[p.cur].measure) || p.otherPhase(m)):
		m.fold, m.measure = "", "" // 预算为18万元，支出决算为6.28万元: still the same subject
	}
	switch m.role {
	case budget.Level:
		if !m.count {
			p.level(m, t, q)
		}
	case budget.Base:
		p.setSubject(m)
		m.year = p.basisYear(m)
		if m.subject >= 0 {
			if m.fold != "" && m.measure != "" { // 公务接待费较2024年预算0.45万元减少12%: stated elsewhere
				if p.mentions[m.subject].measure != m.measure {
					m.subject = -1
				}
				p.cur = m.subject
			}
		}
		if m.subject >= 0 {
			p.inherit(m, m.subject)
		}
		p.base = at
	case budget.Change:
		p.setSubject(m)
		p.change = at
		if m.fold != "" && !m.reason {
			p.cur = m.subject
		}
	case budget.ChangeRate:
		p.setSubject(m)
	default:
		p.setSubject(m)
		if m.role == budget.Share && m.fold != "" && m.subject >= 0 {
			p.cur = m.subject // 财政拨款支出占本年支出的11%，比年初预算增加…
		}
	}
	if m.role == budget.ChangeRate && m.fold == "" && p.change >= 0 && p.change == at-1 && p.mentions[p.change].subject < 0 {
		m.subject = -1
	}
	if m.role == budget.ChangeRate && m.subject < 0 && m.fold == "" && p.change >= 0 {
		m.measure, m.fold = p.mentions[p.change].measure, p.mentions[p.change].fold
	}
	m.figure = len(p.rep.Figures)
	p.rep.Figures = append(p.rep.Figures, p.figureOf(m, t, q, index))
	p.mentions = append(p.mentions, *m)
	p.passage = append(p.passage, int32(index))
	if m.role == budget.Level && !m.count && !m.within {
		p.cur = at
		if !m.reason {
			p.listed++
			if p.mainOf < 0 && (m.opener == noOpener || p.lastMain < 0 || int(p.passage[p.lastMain]) != index && q.Number.Style != budget.NoNumber) {
				p.mainOf = at
			} else if p.mainOf < 0 {
				p.mainOf = p.lastMain
			}
		}
	}
}

// otherPhase reports whether a bare 支出 or 收入 only says the outturn of a total whose budget was just
// stated, or the other way round: 财政拨款支出年初预算为…，支出决算为….
func (p *prose) otherPhase(m *mention) bool {
	before, phase := &p.mentions[p.cur], phaseOf(m.label)
	return phase != "" && before.role == budget.Level && before.phase != "" && before.phase != phase && before.depth == 0 &&
		(strings.Contains(before.label, m.fold) && before.fold != m.fold || before.fold == "")
}

// ledgerTotal returns the measure of this year's revenue or expenditure of one ledger, where the sentence
// names the ledger before: 政府性基金预算财政拨款年初结转…，本年收入…，本年支出….
func (p *prose) ledgerTotal(m *mention, q *budget.Passage, at int) budget.Measure {
	if m.role != budget.Level || m.measure != budget.CurrentRevenue && m.measure != budget.CurrentExpenditure || strings.Contains(m.label, "合计") || strings.Contains(m.label, "总") {
		return ""
	}
	const farthest = 400 // bytes
	before := q.Text[max(0, at-farthest):at]
	if i := strings.LastIndex(before, "。"); i >= 0 {
		before = before[i:]
	}
	for _, l := range [...]struct {
		word             string
		revenue, expense budget.Measure
	}{{"政府性基金", budget.FundRevenue, budget.FundSpent}, {"国有资本经营", budget.CapitalRevenue, budget.CapitalSpent}} {
		if strings.Contains(before, l.word) && !strings.Contains(before, "总计") && !strings.Contains(before, "合计") {
			if m.measure == budget.CurrentRevenue {
				return l.revenue
			}
			return l.expense
		}
	}
	return ""
}

// isGrand reports whether a measure is a total of all revenue or expenditure.
func isGrand(m budget.Measure) bool {
	switch m {
	case budget.Revenue, budget.Expenditure, budget.CurrentRevenue, budget.CurrentExpenditure, budget.Appropriation, budget.AppropriationSpent:
		return true
	}
	return false
}

// level settles year, phase and subject of an amount.
func (p *prose) level(m *mention, t *money.Token, q *budget.Passage) {
	const farthest = 2000 // bytes; a longer sentence is a list whose year was read before
	lead := q.Text[max(0, t.Start-farthest):t.Start]
	if i := strings.LastIndex(lead, "。"); i >= 0 {
		lead = lead[i:]
	}
	lead = withoutReasons(lead)
	inside := bracketYear(q.Text[max(0, t.Start-farthest):t.Start])
	if ys := pairYears(lead); len(ys) > 1 {
		p.pair = ys
	}
	if n := len(p.mentions); len(p.pair) > 0 && (m.coord || len(pairYears(lead)) > 1) && (n == 0 || !m.coord || p.mentions[n-1].role == budget.Level) {
		m.year, p.pair = p.pair[0], p.pair[1:] // 2021年、2022年决算分别为甲和乙
	} else if inside != 0 {
		m.year = inside
	} else if y := lastYear(lead); y != 0 {
		m.year = y
		p.year = y
	} else if y := p.yearBefore(q.Text[:t.Start]); y != 0 {
		m.year, p.year = y, y
	} else if p.year != 0 {
		m.year = p.year
	} else if p.headYear != 0 {
		m.year = p.headYear
	} else {
		m.year = p.rep.Year
	}
	m.phase = phaseOf(m.label)
	if m.phase != "" {
		p.phase = m.phase
	} else if ph := p.listPhase(m); ph != "" {
		m.phase, p.phase = ph, ph
	} else if p.phase != "" {
		m.phase = p.phase
	} else if p.head != "" {
		m.phase = p.head
	} else {
		m.phase = p.rep.Phase
	}
	if m.fold == "" && p.cur >= 0 && (p.listed < 2 || !isBareSum(m.label)) { // 甲401万元，乙85万元，合计486万元: of neither
		m.subject = p.cur
		s := &p.mentions[p.cur]
		m.measure = s.measure
	}
}

// yearBefore returns the year of which the first sentence of a paragraph speaks, where it states no amount of its own: 某局
// 2013年“三公”经费预算数和执行数一致。具体来看，总数为….
func (p *prose) yearBefore(text string) int {
	const longest = 300 // bytes
	if p.year != 0 || !p.first && len(p.mentions) > 0 || len(text) > longest {
		return 0
	}
	before, _, ok := strings.Cut(text, "。")
	if !ok || !strings.Contains(before, "经费") || !strings.Contains(before, "预算") && !strings.Contains(before, "决算") {
		return 0
	}
	return lastYear(before)
}

// listPhase returns the phase in which the subject before was named, where its other phases stand behind it and a new
// subject follows without a phase of its own: 购置费支出0万元，年初预算为0万元；运行费支出0万元，年初预算为0.95万元.
func (p *prose) listPhase(m *mention) budget.Phase {
	if m.fold == "" || p.cur < 0 || p.mentions[p.cur].fold != "" || m.opener != noOpener {
		return ""
	}
	root := p.rootOf(p.cur)
	if r := &p.mentions[root]; root != p.cur && r.phase != p.phase && p.passage[root] == p.passage[p.cur] && r.sentence == m.sentence {
		return r.phase
	}
	return ""
}

// withoutReasons leaves out of a sentence the reasons that end with a semicolon, whose years are not those of the
// next figure: …，主要是2016年车辆减少；公务接待费430万元.
func withoutReasons(lead string) string {
	at := strings.LastIndexAny(lead, "；;")
	if at < 0 {
		return lead
	}
	var out strings.Builder
	for _, part := range strings.FieldsFunc(lead[:at], func(r rune) bool { return r == '；' || r == ';' }) {
		for _, w := range [...]string{"主要是", "主要原因", "原因", "由于"} {
			if i := strings.Index(part, w); i >= 0 {
				part = part[:i]
			}
		}
		out.WriteString(part + "；")
	}
	return out.String() + strings.TrimLeft(lead[at:], "；;")
}

// isBareSum reports whether a label is nothing but the word of a sum.
func isBareSum(label string) bool {
	switch trim(label) {
	case "合计", "共计", "总计", "合计为", "共计为":
		return true
	}
	return false
}

// bracketYear returns the year with which the sentence compares in brackets: 与2024年（接待费2万元、用车费8万元）相比.
func bracketYear(before string) int {
	at := max(strings.LastIndex(before, "（"), strings.LastIndex(before, "("))
	if at < 0 || strings.ContainsAny(before[at:], "）)。") {
		return 0
	}
	head := strings.TrimSuffix(before[:at], "年")
	if head == before[:at] || len(head) < 4 || !allDigits(head[len(head)-4:]) || !compared(head[:len(head)-4]) {
		return 0
	}
	return atoi(head[len(head)-4:])
}

// pairYears returns the years of a clause that joins several and gives each an amount: 2021年、2022年“三公”经费
// 决算分别为….
func pairYears(lead string) []int {
	at := strings.LastIndex(lead, "分别")
	if at < 0 {
		return nil
	}
	clause := lead[:at]
	if i := strings.LastIndexAny(clause, "，；;"); i >= 0 {
		clause = clause[i:]
	}
	var out []int
	for _, t := range money.Scan(nil, clause) {
		if t.Kind == money.Year {
			out = append(out, t.Year)
		}
	}
	if !strings.ContainsAny(clause, "、和及") {
		return nil
	}
	return out
}

// lastYear returns the last year in s that is not part of a comparison.
func lastYear(s string) int {
	for i := len(s) - len("0000年"); i >= 0; i-- {
		if s[i] != '1' && s[i] != '2' || !strings.HasPrefix(s[i+4:], "年") || !allDigits(s[i:i+4]) {
			continue
		}
		after := strings.TrimPrefix(s[i+4:], "年")
		if y := atoi(s[i : i+4]); y >= 1990 && y < 2100 && !compared(s[:i]) && !strings.Contains(upTo(after, "，,。；;、"), "相比") {
			return y
		}
	}
	return 0
}

// compared reports whether the words end in what introduces a comparison.
func compared(before string) bool {
	before = strings.TrimRight(before, " 　")
	for _, w := range [...]string{"较", "比", "与", "同", "较之", "至", "于"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// setSubject finds the level that a change or percentage speaks about: by its own label, else the
// current one.
func (p *prose) setSubject(m *mention) {
	if m.fold == "" {
		m.subject = p.cur
		if n := len(p.mentions); m.role == budget.Change && n > 0 && p.mentions[n-1].role == budget.Base && p.mentions[n-1].subject < 0 && p.base == n-1 {
			m.subject = -1 // 本年拨款较2022年…减少…: the subject has no amount of its own
			return
		}
		if p.first && p.cur >= 0 && trim(m.label) != "" && m.role == budget.Change && len(parents[p.mentions[p.cur].measure]) > 0 {
			m.subject = p.wholeOf(p.cur) // 2016年度决算数比2015年减少…: of the total, not of its last part
			if m.subject >= 0 {
				m.measure = p.mentions[m.subject].measure
			}
			return
		}
		if y := lastYear(m.label); y != 0 && p.cur >= 0 && p.mentions[p.cur].year != y { // 2018年比2017年下降…
			m.subject = p.inYear(y)
		}
		if m.subject >= 0 {
			m.measure = p.mentions[m.subject].measure
		}
		return
	}
	m.subject = p.find(m, len(p.mentions))
	if m.subject < 0 && m.borrowed {
		if m.compared && p.cur >= 0 && m.measure != "" && besides(m.measure, p.mentions[p.cur].measure) || m.compared && p.cur >= 0 && hasMeasure(parents[m.measure], p.mentions[p.cur].measure) {
			return // 运行维护费比预算无增减，比去年增加…: its amount stands elsewhere
		}
		m.subject, m.fold, m.measure = p.cur, "", ""
	}
	if m.measure == "" && m.subject >= 0 {
		m.measure = p.mentions[m.subject].measure
	}
}

// wholeOf returns the total of which a level is a part, where it was stated not long before; else -1.
func (p *prose) wholeOf(part int) int {
	const near = 12
	x := &p.mentions[part]
	for k := part - 1; k >= 0 && k >= part-near; k-- {
		if w := &p.mentions[k]; w.role == budget.Level && !w.count && w.year == x.year && w.phase == x.phase && w.fold != "" && hasMeasure(parents[x.measure], w.measure) {
			if up := p.wholeOf(k); up >= 0 {
				return up
			}
			return k
		}
	}
	return -1
}

// inYear returns the level of a year among the last few that were read in the passage, -1 for none.
func (p *prose) inYear(year int) int {
	const near = 8
	for k := len(p.mentions) - 1; k >= 0 && k >= len(p.mentions)-near; k-- {
		if x := &p.mentions[k]; x.role == budget.Level && !x.count && x.year == year && p.passage[k] == p.passage[p.cur] {
			return k
		}
	}
	return -1
}

// find looks backwards for the level with the same subject. Of several years a change speaks about the
// latest, and of several phases about that of the document.
func (p *prose) find(m *mention, before int) int {
	const farthest = 60
	best, whose := -1, unitOf(dropYears(m.label))
	for i := before - 1; i >= 0 && i >= before-farthest; i-- {
		x := &p.mentions[i]
		if isKind(m, x) {
			continue // 房地产营业税同比增加…: a part of 营业税
		}
		if a, b := regionIn(m.label), regionIn(p.mentions[p.rootOf(i)].label); a != b && a != "" && b != "" && m.role == budget.Change {
			continue
		}
		if whose != "" {
			if u := unitOf(dropYears(p.mentions[p.rootOf(i)].label)); u != "" && u != whose {
				continue // 卫生部“三公”经费预算: not that of the ministry before
			}
		}
		if x.role != budget.Level || x.count || x.reason || x.ranged || !sameSubject(m, x) {
			continue
		}
		if m.role == budget.Share && x.measure == budget.Procurement && bareProcurement(m.label) == "" && bareProcurement(x.label) != "" {
			continue // 占政府采购预算: not of 分散采购
		}
		if m.role == budget.Share && x.depth > 0 && p.rep.Phase == budget.Executed && (x.phase == budget.Approved || x.phase == budget.Adjusted) {
			continue // 完成77216万元，为预算的98.86%（年初预算78107万元）
		}
		if best < 0 {
			best = i
			if m.role == budget.Share || m.role == budget.Completion {
				return best
			}
			continue
		}
		b := &p.mentions[best]
		if x.year > b.year || x.year == b.year && x.phase == p.rep.Phase && b.phase != p.rep.Phase {
			best = i
		}
	}
	return best
}

// isKind reports whether a change names a kind of what a level names, and not the same: what stands before the name of the
// level says which, and not only whose.
func isKind(m, level *mention) bool {
	if m.role != budget.Change && m.role != budget.ChangeRate || m.measure != "" || level.measure != "" || len(m.fold) <= len(level.fold) || level.fold == "" {
		return false
	}
	which, ok := strings.CutSuffix(m.fold, level.fold)
	if !ok {
		return false
	}
	for _, w := range [...]string{"全县", "全市", "全省", "全区", "全镇", "全乡", "我县", "我市", "我区", "我镇", "我乡", "我局", "我院", "我校", "我街道", "其", "该", "本", "财政", "县", "市", "区", "镇", "乡", "级", "省"} {
		which = strings.ReplaceAll(which, w, "")
	}
	return which != ""
}

func sameSubject(a, b *mention) bool {
	if a.measure != "" || b.measure != "" {
		return a.measure == b.measure && (a.measure != budget.Amount)
	}
	if a.fold == "" || b.fold == "" {
		return false
	}
	return a.fold == b.fold || len(a.fold) >= 9 && (strings.HasSuffix(b.fold, a.fold) || strings.HasSuffix(a.fold, b.fold) && len(b.fold) >= 9)
}

func (p *prose) basisYear(m *mention) int {
	switch {
	case m.against != 0:
		return m.against
	case m.basis == priorBasis && p.rep.Year != 0:
		return p.rep.Year - 1
	}
	return p.rep.Year
}

func (p *prose) inherit(m *mention, from int) {
	s := &p.mentions[from]
	if m.measure == "" {
		m.measure = s.measure
	}
	if m.fold == "" {
		m.fold = s.fold
	}
}

// figureOf makes the figure of a mention.
func (p *prose) figureOf(m *mention, t *money.Token, q *budget.Passage, index int) budget.Figure {
	f := budget.Figure{
		Kind: budget.MoneyFigure, Role: m.role, Label: trim(m.label), Amount: t.Amount, Bound: t.Bound,
		Place: q.Place(t.Start, t.End), Offset: index<<20 | min(t.Start, 1<<20-1),
	}
	switch t.Kind {
	case money.Rate, money.Points:
		f.Kind = budget.PercentFigure
	case money.Count:
		f.Kind = budget.CountFigure
	case money.Bare:
		f.Kind = budget.RealFigure
	}
	s := m
	if m.subject >= 0 && m.fold == "" {
		s = &p.mentions[m.subject]
	}
	f.Key = budget.Key{Year: m.year, Phase: m.phase, Measure: m.measure}
	if f.Key.Year == 0 && s != m {
		f.Key.Year = s.year
	}
	if f.Key.Year == 0 {
		f.Key.Year = p.rep.Year
	}
	if f.Key.Measure == "" {
		f.Key.Measure, f.Key.Item = budget.Amount, s.fold
		if m.count {
			f.Key.Measure = budget.Quantity
			if t.Measure != "" && f.Key.Item == "" {
				f.Key.Item = t.Measure
			}
		}
		if f.Key.Item == "" {
			f.Key.Measure = ""
		}
	}
	return f
}

package interpret

import (
	"strings"

	"mingzhang/budget"
)

// maxWordings bounds the different words for one measure that are compared with each other.
const maxWordings = 64

// restated claims that a measure that the text states twice, for one year and phase and in the same
// words, has one value. Other words may mean another scope: the share of one ledger, of the bureau alone,
// of a plan against what was done; and two totals that lie a printed figure apart are the same total with
// and without that figure. Nobody is accused of either.
func (p *prose) restated() {
	type said struct {
		measure budget.Measure
		year    int
		phase   budget.Phase
		ledger  string
		scope   string
	}
	apart := p.operatingItems()
	first := map[said][]int{}
	printed := p.printed()
	for i := range p.mentions {
		m := &p.mentions[i]
		if m.role != budget.Level || m.count || m.ranged || m.reason || m.target || m.added || m.fold == "" || m.measure == "" || m.measure == budget.Assets || !p.isMoney(i) || apart[m.figure] || p.ofItem(i) {
			continue
		}
		if isSideTotal(m.measure) && bareSide(m.label) {
			continue // 救助支出9.30万元，支出38.80万元: of whatever the sentence speaks of
		}
		k := said{m.measure, m.year, m.phase, p.ledgerOf(i), p.scopeOf(i)}
		known := first[k]
		same := -1
		for _, j := range known {
			if p.otherUnit(i, j) {
				p.claim(budget.Claim{Kind: budget.SameClaim, Stated: p.mentions[j].figure, Terms: []budget.Term{p.term(i)}, Topic: m.measure})
			}
			if p.sameWords(i, j) {
				same = j
				break
			}
		}
		if same < 0 {
			if len(known) < maxWordings {
				first[k] = append(known, i)
			}
			continue
		}
		a, b := p.rep.Figures[m.figure].Amount, p.rep.Figures[p.mentions[same].figure].Amount
		if !a.Range().Meets(b.Range()) && p.otherTotals(i, same) {
			continue
		}
		if !a.Range().Meets(b.Range()) && printed[a.Ticks-b.Ticks] {
			continue
		}
		p.claim(budget.Claim{Kind: budget.SameClaim, Stated: m.figure, Terms: []budget.Term{p.term(same)}, Topic: m.measure, Certainty: budget.Likely})
	}
}

// bareSide reports whether a label says no more than revenue or expenditure.
func bareSide(label string) bool {
	switch strings.TrimRight(trim(dropYears(label)), "为是") {
	case "收入", "支出", "共计支出", "共支出", "共计收入", "累计支出", "累计收入", "共计收入为":
		return true
	}
	return false
}

// scopeOf returns what the words before a figure in its paragraph say of the region and the months it is of: 市本级, 1-7月.
func (p *prose) scopeOf(i int) string {
	text := p.rep.Passages[p.passage[i]].Text
	const farthest = 1000 // bytes
	text = text[:min(p.mentions[i].start, len(text))]
	text = text[max(0, len(text)-farthest):]
	region, at, months := "", -1, lastMonths(text)
	for _, w := range regions {
		if k := strings.LastIndex(text, w); k > at && (w != "地方" || region == "") {
			region, at = w, k
		}
	}
	if k := strings.LastIndex(text, "。"); k >= 0 {
		text = text[k:]
	}
	if k := strings.LastIndex(text, "年初"); k >= 0 && !strings.HasPrefix(text[k:], "年初预算") {
		region += "年初"
	}
	return region + months
}

// regions are the words by which the figures of a government say of whom they are.
var regions = [...]string{"全省", "省本级", "省级", "全市", "市本级", "市级", "全区", "区本级", "区级", "全县", "县本级", "县级", "全州", "州本级", "州级", "全国", "中央本级", "地方"}

// regionIn returns the first of them in a label, "" for none.
func regionIn(label string) (region string) {
	at := len(label)
	for _, w := range regions {
		if k := strings.Index(label, w); k >= 0 && k < at {
			region, at = w, k
		}
	}
	return region
}

// monthsOf returns the months that the sentence of a figure names before it, "" for none: 1-7月.
func (p *prose) monthsOf(i int) string {
	const farthest = 200 // bytes
	text := p.rep.Passages[p.passage[i]].Text
	text = text[:min(p.mentions[i].start, len(text))]
	text = text[max(0, len(text)-farthest):]
	if k := strings.LastIndex(text, "。"); k >= 0 {
		text = text[k:]
	}
	for _, w := range [...]string{"上半年", "一季度", "前三季度", "下半年"} {
		if strings.Contains(text, w) {
			return w
		}
	}
	return lastMonths(text)
}

// lastMonths returns the last months that a text names: 7月份, 1-7月累计.
func lastMonths(text string) string {
	if k := strings.LastIndex(text, "月"); k > 0 { // 7月份, 1-7月累计
		from := k
		for from > 0 && (text[from-1] >= '0' && text[from-1] <= '9' || text[from-1] == '-') || from >= len("—") && (strings.HasSuffix(text[:from], "—") || strings.HasSuffix(text[:from], "至")) {
			if text[from-1] < 0x80 {
				from--
			} else {
				from -= len("—")
			}
		}
		return text[from:k]
	}
	return ""
}

// otherUnit reports whether a paragraph states the same digits of a measure in two units: 公务接待费1.58元，经核查…为1.58万元.
func (p *prose) otherUnit(i, j int) bool {
	a, b := p.rep.Figures[p.mentions[i].figure].Amount, p.rep.Figures[p.mentions[j].figure].Amount
	return p.passage[i] == p.passage[j] && a.Text == b.Text && a.Unit != b.Unit && a.Unit.IsMoney() && b.Unit.IsMoney() && a.Ticks != 0 && p.mentions[i].fold != ""
}

// unitOf returns the words of a label that name a unit before what is stated of it: （2）经济发展部“三公”经费预算.
func unitOf(label string) string {
	at := strings.Index(label, "“")
	if at <= 0 {
		return ""
	}
	name := strings.TrimLeft(trim(label[:at]), "（）()0123456789一二三四五六七八九十、.．")
	for _, w := range [...]string{"去年", "今年", "上年", "全年", "本年", "年度"} {
		name = strings.TrimSuffix(name, w)
	}
	for _, w := range [...]string{"部", "局", "处", "中心", "科", "镇", "乡", "街道", "学校", "所", "院", "馆", "室", "站", "办"} {
		if strings.HasSuffix(name, w) {
			return name
		}
	}
	return ""
}

// ledgers are the budgets that a section may be about, whose totals are not those of the whole.
var ledgers = [...]string{"基本医疗保险", "养老保险", "工伤保险", "失业保险", "生育保险", "政府性基金", "国有资本经营", "社会保险基金", "财政专户"}

// ledgerOf returns the ledger of which the paragraph of a level, or the heading above it, speaks; "" for none.
func (p *prose) ledgerOf(i int) string {
	const near = 8 // paragraphs
	for at := int(p.passage[i]); at >= 0 && at > int(p.passage[i])-near; at-- {
		q := &p.rep.Passages[at]
		own := at == int(p.passage[i])
		if !own && !q.Heading && q.Number.Style == budget.NoNumber {
			continue
		}
		text := q.Text
		if own {
			text = upTo(text[:min(p.mentions[i].start, len(text))], "0123456789") + upTo(text, "，,。")
		}
		for _, w := range ledgers {
			if strings.Contains(text, w) {
				return w
			}
		}
		if q.Heading {
			return ""
		}
	}
	return ""
}

// otherTotals reports whether two levels are parts of lists with different totals: 计划26.4万元，其中货物18.4万元…；实际采购
// 24.95万元，其中货物17.35万元.
func (p *prose) otherTotals(i, j int) bool {
	a, b := p.listTotal(i), p.listTotal(j)
	return a >= 0 && b >= 0 && a != b && p.ticks(a) != p.ticks(b)
}

// listTotal returns the total of the list in which a level stands, -1 where it stands in none.
func (p *prose) listTotal(i int) int {
	for k := i; k >= 0 && p.passage[k] == p.passage[i] && p.mentions[k].part == p.mentions[i].part; k-- {
		if p.mentions[k].opener != noOpener {
			return p.totalFor(k)
		}
	}
	if head := p.headOfSentence(i); head != i && hasMeasure(parents[p.mentions[i].measure], p.mentions[head].measure) {
		return head
	}
	return -1
}

// ofItem reports whether a level is a part of something that has no measure of its own: the 基本支出 of one account,
// one unit or one project, listed behind its amount.
func (p *prose) ofItem(i int) bool {
	m := &p.mentions[i]
	if m.opener == noOpener && !p.partOfList(i) {
		return false
	}
	head := p.headOfSentence(i)
	if head == i {
		head = p.totalFor(i)
	}
	return head >= 0 && head != i && (p.mentions[head].measure == "" || p.mentions[head].measure == budget.Amount)
}

// operatingItems returns the figures listed as items of 机关运行经费, which hold only the part of an
// item that operating money pays.
func (p *prose) operatingItems() map[int]bool {
	out := map[int]bool{}
	for i := range p.rep.Claims {
		if c := &p.rep.Claims[i]; c.Kind == budget.SumClaim && c.Topic == budget.AgencyOperating {
			for _, t := range c.Terms {
				out[t.Figure] = true
			}
		}
	}
	return out
}

// scopeWords change what a label covers.
var scopeWords = [...]string{"本级", "机关", "所属", "下属", "全县", "全市", "全区", "全省", "本市", "本县", "财政拨款", "一般公共", "基金", "国有资本", "专户", "单位资金", "结转", "结余",
	"本年", "当年", "其中", "含", "用于", "追加", "调整", "上级", "转移", "专项", "累计", "合同", "中标", "计划", "实际", "决算", "执行", "完成", "规模", "预计", "国内", "外事", "人均", "月", "总计", "其余", "其他", "上年", "去年"}

// sameWords reports whether two levels are labelled so much alike that they speak of one thing.
func (p *prose) sameWords(i, j int) bool {
	a, b := p.mentions[i].label, p.mentions[j].label
	for _, w := range scopeWords {
		if strings.Contains(a, w) != strings.Contains(b, w) {
			return false
		}
	}
	if u, v := unitOf(a), unitOf(b); u != v && u != "" && v != "" {
		return false
	}
	if p.mentions[i].measure == budget.Procurement {
		a, b = bareProcurement(a), bareProcurement(b)
		return a == b && a == "" // what is left says whose, of what or in which way
	}
	return p.mentions[i].fold == p.mentions[j].fold || len(tree[p.mentions[i].measure]) > 0
}

// bareProcurement leaves of the label of a procurement total what makes it another one than the whole.
func bareProcurement(label string) string {
	label = foldLabel(label)
	for _, w := range [...]string{"政府", "采购", "规模", "总额", "金额", "预算", "支出", "总", "部门", "单位", "安排", "编制", "年", "的", "额", "资金", "项目"} {
		label = strings.ReplaceAll(label, w, "")
	}
	return label
}

// printed returns the amounts of the text and their opposites.
func (p *prose) printed() map[int64]bool {
	out := map[int64]bool{}
	for i := range p.mentions {
		if t := p.ticks(i); t != 0 && p.isMoney(i) && p.mentions[i].role != budget.Change {
			out[t], out[-t] = true, true
		}
	}
	return out
}

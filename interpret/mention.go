package interpret

import (
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
	"mingzhang/money"
)

// opener says how a list of parts was announced before a figure.
type opener uint8

const (
	noOpener   opener = iota
	ofWhich           // 其中
	consisting        // 包括, 由…构成, 分别为
	inBrackets        // （
	again             // 按经济分类: another partition of the same total
)

// basis is what a change is measured against.
type basis uint8

const (
	noBasis    basis = iota
	priorBasis       // 上年, 去年, 2019年
	planBasis        // 年初预算, 预算数
)

// mention is a figure in prose with what the words around it say.
type mention struct {
	figure   int // index into Report.Figures
	role     budget.Role
	dir      budget.Direction
	label    string // own label as printed
	fold     string // folded label; "" when the figure names no subject of its own
	measure  budget.Measure
	year     int
	phase    budget.Phase
	basis    basis
	against  int    // year of the basis, 0 where not named
	whole    string // the words between 占 and the figure
	within   bool   // a whole that stands between a part and its share: 占到位资金20万元的91.6%
	opener   opener
	depth    int
	sentence int
	part     int // stretch between ；
	start    int // offset of the token
	end      int // and of what stands behind its unit
	coord    bool
	reason   bool
	target   bool // 由X调整为Y
	lastYear bool // a base by its label alone: 上年9万元
	ranged   bool // about, or a limit: no equation
	flat     bool // 持平 stands behind the level
	subject  int  // mention that the figure speaks about, -1 none
	of       int  // for a percentage matched by position: its change, from 1
	borrowed bool // the label stands before a comma: it may name something else
	compared bool // and it is compared there, so that it names what it says
	count    bool
	word     string // the measure word of a count
	added    bool   // 加上…
	before   int    // for added: the total that it is added to
	item     int    // number of the list item in which it stands, 0 none
}

// clause is the text before a figure, taken apart.
type clause struct {
	lead   string // from the last figure on
	pieces []string
	piece  string // the last one: the label
	opens  bool   // an unclosed bracket stands in the lead
}

// takeApart splits the lead of a figure at punctuation. Short brackets without digits belong to
// words: 维修（护）费, 因公出国（境）费.
func takeApart(lead string, buf []string) clause {
	c := clause{lead: lead, pieces: buf[:0]}
	from := 0
	for i := 0; i < len(lead); {
		r, w := utf8.DecodeRuneInString(lead[i:])
		switch r {
		case '，', ',', '、', '。', '；', ';', '：', ':', '\n', '\t', '｜':
			c.pieces = append(c.pieces, lead[from:i])
			from = i + w
		case '（', '(':
			if n := wordBracket(lead[i:]); n > 0 {
				i += n
				continue
			}
			c.pieces = append(c.pieces, lead[from:i])
			from = i + w
			c.opens = true
		case '）', ')':
			c.pieces = append(c.pieces, lead[from:i])
			from = i + w
			c.opens = false
		}
		i += w
	}
	c.piece = lead[from:]
	c.pieces = append(c.pieces, c.piece)
	return c
}

// wordBracket returns the length of a bracket that is part of a word, 0 for any other.
func wordBracket(s string) int {
	n, digits := 0, false
	last := rune(0)
	for i, r := range s {
		switch {
		case r == '）' || r == ')':
			if digits && last != '类' && last != '款' && last != '项' && !isAccountCode(s[utf8.RuneLen(r):i]) {
				return 0
			}
			return i + utf8.RuneLen(r)
		case r >= '0' && r <= '9':
			digits = true
		case r == '：' || r == ':' || r == '。' || r == '；':
			return 0
		}
		last = r
		if n++; n > 14 {
			return 0
		}
	}
	return 0
}

// isAccountCode reports whether the words of a bracket are the code of an account: 2010201, 科目编码2060101.
func isAccountCode(inside string) bool {
	for _, w := range [...]string{"科目编码", "科目代码", "功能科目", "编码", "代码"} {
		inside = strings.TrimPrefix(inside, w)
	}
	switch len(inside) {
	case len("201"), len("20101"), len("2010101"):
		return allDigits(inside) && (inside[0] == '2' || inside[0] == '3' || inside[0] == '5')
	}
	return false
}

var openers = [...]struct {
	word string
	kind opener
}{
	{"分别为", consisting}, {"分别是", consisting}, {"主要包括", ofWhich}, {"构成如下", consisting}, {"去向为：", consisting}, {"来源为：", consisting}, {"去向是：", consisting}, {"来源是：", consisting}, {"构成：", consisting}, {"组成如下", consisting}, {"包括", consisting}, {"包含", consisting},
	{"按经济分类", again}, {"按支出经济分类", again}, {"按支出功能分类", again}, {"按功能分类", again}, {"按资金性质", again}, {"按支出性质", again}, {"按用途", again},
	{"具体为", ofWhich}, {"具体是", ofWhich}, {"具体包括", ofWhich}, {"分为", ofWhich}, {"，用于", ofWhich},
	{"其中", ofWhich}, {"主要为", ofWhich}, {"主要有", ofWhich}, {"主要是", ofWhich}, {"主要用于", ofWhich}, {"用于以下", ofWhich},
	{"中：", ofWhich}, {"具体项目", ofWhich}, {"分项情况", ofWhich}, {"具体情况如下", ofWhich}, {"具体如下", ofWhich}, {"分别用于", ofWhich}, {"明细", ofWhich}, {"情况如下", ofWhich}, {"安排如下", ofWhich}, {"如下：", ofWhich}, {"如下:", ofWhich},
}

func openerOf(lead string) opener {
	if byKind(lead) {
		return again
	}
	if strings.HasPrefix(lead, "中，") || strings.HasPrefix(lead, "中,") {
		return ofWhich // 16894.6万元中，甲…，乙…
	}
	for _, o := range openers {
		// behind the word the list itself must follow, not the next sentence
		if i := strings.LastIndex(lead, o.word); i >= 0 && !strings.ContainsAny(lead[i:], "。；;") {
			if o.word == "主要用于" && (strings.Contains(lead[i:], "等，") || strings.Contains(lead[i:], "等,")) {
				continue // 主要用于甲项目等，调出资金…: what it is for, and the next part
			}
			if strings.HasPrefix(o.word, "分别") && namesSeveral(lead[:i]) {
				continue // 运行费、接待费分别为甲和乙: subjects, not parts of what was said before
			}
			return o.kind
		}
	}
	return noOpener
}

// namesSeveral reports whether the clause before 分别为 names several things.
func namesSeveral(before string) bool {
	if i := strings.LastIndexAny(before, "，,。；;：:"); i >= 0 {
		_, w := utf8.DecodeRuneInString(before[i:])
		before = before[i+w:]
	}
	return strings.ContainsAny(before, "、和及与")
}

// byKind reports whether the words before a figure begin a partition by some kind: 按单位类型：, 按级次分，,
// 从收入分类来看，.
func byKind(lead string) bool {
	at := max(strings.LastIndex(lead, "按"), strings.LastIndex(lead, "从"))
	if at < 0 || strings.ContainsAny(lead[at:], "。；;") {
		return false
	}
	rest := lead[at:]
	const longest = 14 // characters of the kind
	for _, end := range [...]string{"：", ":", "分，", "分类，", "划分，", "看，", "来看，", "分为"} {
		if i := strings.Index(rest, end); i > 0 && utf8.RuneCountInString(rest[:i]) <= longest && !strings.ContainsAny(rest[:i], "0123456789，,、") {
			return strings.HasPrefix(rest, "按") || strings.Contains(rest[:i+len(end)], "看")
		}
	}
	return false
}

// isReason reports whether the piece gives a reason for a change.
func isReason(s string) bool {
	return strings.Contains(s, "原因") || strings.Contains(s, "由于") || strings.HasPrefix(trim(s), "因为")
}

// compareWords introduce what a figure is compared with.
var compareWords = [...]string{"较", "比", "与", "同", "对比", "相比"}

// planWords name the budget as the basis of a comparison.
var planWords = [...]string{"年初预算", "预算数", "年预算", "全年预算", "调整预算", "预算"}

// priorWords name an earlier year.
var priorWords = [...]string{"上年", "去年", "上一年", "前一年", "上年度", "往年", "同期", "同月", "同比", "环比"}

// basisOf finds what a change is measured against in a piece. year is set where it is printed.
func basisOf(piece string, thisYear int) (b basis, year int, found bool) {
	at := -1
	for _, w := range compareWords {
		if i := strings.Index(piece, w); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if strings.Contains(piece, "同比") {
		return priorBasis, 0, true
	}
	if at < 0 {
		return noBasis, 0, false
	}
	rest := piece[at:]
	for i := 0; i+4 <= len(rest); i++ {
		if (rest[i] == '1' || rest[i] == '2') && strings.HasPrefix(rest[i+4:], "年") && allDigits(rest[i:i+4]) {
			year = atoi(rest[i : i+4])
			break
		}
	}
	prior := containsAny(rest, priorWords[:])
	switch {
	case year != 0 && year != thisYear:
		return priorBasis, year, true
	case prior:
		return priorBasis, 0, true
	case containsAny(rest, planWords[:]):
		return planBasis, year, true
	case year != 0:
		return priorBasis, year, true
	case strings.Contains(rest, "相比"), strings.Contains(rest, "对比"):
		return priorBasis, 0, true
	}
	return noBasis, 0, false
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) > 0
}

func atoi(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// endsInComparison reports whether a piece ends with the words of a comparison and no change word, so
// that the figure behind it is the base: 较年初预算数, 比上年的.
func endsInComparison(piece string) bool {
	p := strings.TrimRight(piece, " 　\u00A0的")
	at := -1
	for _, w := range [...]string{"较", "比", "与"} {
		if i := strings.LastIndex(p, w); i > at {
			at = i + len(w)
		}
	}
	if at < 0 || utf8.RuneCountInString(p[at:]) > 14 {
		return false
	}
	rest := p[at:]
	for _, w := range [...]string{"年初", "上年", "去年", "全年", "预算数", "决算数", "执行数", "预算", "决算", "支出", "收入", "调整", "同期", "实际", "一般公共", "完成", "累计", "收支", "总", "年", "度", "数", "的"} {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return strings.Trim(rest, "0123456789 ") == ""
}

// isBaseAhead reports whether a figure is what something is compared with, by the change that follows it:
// 比2023年“三公”经费财政拨款预算22.10万元减少…. The piece must name the other year or the plan.
func isBaseAhead(piece, after string) bool {
	at := -1
	for _, w := range [...]string{"较", "比", "与", "同"} {
		if i := strings.LastIndex(piece, w); i > at {
			at = i + len(w)
		}
	}
	const longest = 30
	if at < 0 || utf8.RuneCountInString(piece[at:]) > longest || !changeAhead(after) {
		return false
	}
	rest := trim(piece[at:])
	if _, _, changed := changeOf(rest); changed {
		return false
	}
	for _, w := range [...]string{"上年", "去年", "上一年", "前一年", "同期", "年初预算", "预算", "调整预算"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return len(rest) > 4 && allDigits(rest[:4]) && strings.HasPrefix(rest[4:], "年")
}

// phaseOf reads the phase from the words of a label.
func phaseOf(label string) budget.Phase {
	if end := strings.TrimRight(label, "为是：:"); len(end) < len(label) && (strings.HasSuffix(end, "预算") || strings.HasSuffix(end, "预算数")) {
		if strings.HasSuffix(strings.TrimSuffix(end, "数"), "调整预算") || strings.HasSuffix(strings.TrimSuffix(end, "数"), "全年预算") {
			return budget.Adjusted
		}
		return budget.Approved // whatever the heading says that stands before it: …决算情况…预算为8.82万元
	}
	switch {
	case strings.Contains(label, "预算执行"), strings.Contains(label, "决算"), strings.Contains(label, "执行数"), strings.Contains(label, "实际"),
		strings.Contains(label, "完成数"), strings.Contains(label, "实现"), strings.Contains(label, "全年执行"), strings.Contains(label, "年终执行"):
		return budget.Executed
	case strings.Contains(label, "调整预算"), strings.Contains(label, "调整数"), strings.Contains(label, "调整为"), strings.Contains(label, "全年预算"), strings.Contains(label, "调整后"):
		return budget.Adjusted
	case strings.Contains(label, "年初预算"), strings.Contains(label, "预算数"), strings.Contains(label, "年预算"), strings.Contains(label, "预算安排"), strings.Contains(label, "年初安排"), strings.Contains(label, "年初批复"), strings.Contains(label, "人大批准"),
		strings.Contains(label, "预算为"), strings.HasSuffix(label, "预算"), strings.HasSuffix(label, "收入目标"), strings.HasSuffix(label, "收入任务"):
		return budget.Approved
	}
	return ""
}

// dropped are the words that a folded label loses wherever they stand.
var dropped = [...]string{"“", "”", "\"", "'", "‘", "’", " ", "　", "\u00A0", "本年度", "本年", "当年", "全年", "年度", "我单位", "我部门", "本单位", "本部门", "本级财政", "其中", "包括",
	"分别为", "分别是", "分别", "主要是", "主要有", "国内", "按同口径", "同口径", "自然口径"}

var droppedSet = phrase.New(dropped[:])

// tails are the words that a folded label loses at its end.
var tails = [...]string{"为", "是", "的", "共计", "合计", "总计", "总额", "共", "计", "约", "近", "达到", "达", "完成", "实现", "安排", "决算数", "预算数", "执行数", "调整数", "决算", "预算",
	"数", "金额", "有", "额", "支出费用", "年初", "了", "：", ":", "累计", "均", "各", "执行", "实际", "列支", "开支", "等"}

// tailEnds are the characters in which a tail ends.
var tailEnds = func() map[rune]bool {
	ends := map[rune]bool{}
	for _, t := range tails {
		r, _ := utf8.DecodeLastRuneInString(t)
		ends[r] = true
	}
	return ends
}()

var heads = [...]string{"和", "及", "与", "以及", "用于", "安排", "一是", "二是", "三是", "四是", "五是", "另", "并", "加上", "加", "由", "按"}

// halfBrackets makes one kind of brackets of two.
var halfBrackets = strings.NewReplacer("（", "(", "）", ")")

// foldLabel reduces a label to what names its subject, so that 公务接待费支出决算为 meets 公务接待费.
func foldLabel(label string) string {
	s := label
	if s == "" {
		return ""
	}
	s = dropYears(s)
	if _, some := droppedSet.Seen(s); some {
		for _, w := range dropped {
			s = strings.ReplaceAll(s, w, "")
		}
	}
	if i := strings.IndexAny(s, "（("); i > 0 {
		if n := wordBracket(s[i:]); n > 0 && (strings.Contains(s[i:i+n], "类") || strings.Contains(s[i:i+n], "款") || strings.Contains(s[i:i+n], "项") || isAccountCode(strings.Trim(s[i:i+n], "（）()"))) {
			s = s[:i] + s[i+n:]
		}
	}
	s = halfBrackets.Replace(s)
	for again := true; again; {
		again = false
		for _, h := range heads {
			if strings.HasPrefix(s, h) && len(s) > len(h) {
				s, again = s[len(h):], true
			}
		}
		for r, _ := utf8.DecodeLastRuneInString(s); tailEnds[r]; {
			was := s
			for _, t := range tails {
				s = strings.TrimSuffix(s, t)
			}
			if s == was {
				break
			}
			again = true
			r, _ = utf8.DecodeLastRuneInString(s)
		}
		if strings.HasSuffix(s, "支出") && (strings.HasSuffix(s, "费支出") || strings.HasSuffix(s, "费用支出")) {
			s, again = strings.TrimSuffix(s, "支出"), true
		}
	}
	switch s {
	case "收", "支", "收支": // 收、支总计各减少…: both totals, which the sentence has named
		return ""
	}
	return s
}

func dropYears(s string) string {
	for i := 0; i+4 <= len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			j := i
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				j++
			}
			if j-i >= 4 && strings.HasPrefix(s[j:], "年") {
				return dropYears(s[:i] + strings.TrimPrefix(s[j+len("年"):], "度"))
			}
			i = j
		}
	}
	return s
}

// isLastYear reports whether a label says nothing but that its figure is last year's: 上年, 去年预算数为.
func isLastYear(label string) bool {
	s, ok := strings.CutPrefix(trim(label), "上年")
	if !ok {
		s, ok = strings.CutPrefix(trim(label), "去年")
	}
	for _, w := range [...]string{"度", "同期", "预算", "决算", "执行", "数", "为", "是", "收入", "支出", "实际", "实现", "完成", "列支", "开支"} {
		s = strings.ReplaceAll(s, w, "")
	}
	return ok && s == ""
}

// isFigure reports whether a token is a figure and not an ordinal, code or date.
func isFigure(k money.Kind) bool {
	switch k {
	case money.Year, money.Date, money.Ordinal, money.Code:
		return false
	}
	return true
}

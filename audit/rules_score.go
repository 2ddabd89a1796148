package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
	"mingzhang/money"
	"mingzhang/source"
)

// Rules of self-evaluation forms: weights, scores, execution rate and grade (PRF-13, 14).
func init() {
	basis := Words{"财预〔2020〕10号 项目支出绩效评价管理办法", "rules on performance evaluation of projects"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string, f func(*Subject)) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}, check: f})
	}
	add("PRF-13", Sum, Fatal, "分值合计", "weights add up", "各项分值相加95，总分写100", "weights of 95, total 100", scoreForms)
	add("PRF-14", Sum, Fatal, "得分合计与等级", "scores add up, and the grade follows", "得分12分，分值10分；88分写作“优”", "12 of 10 points; 88 called excellent", gradeWords)
}

// scored is a row of a self-evaluation form that has a weight and a score.
type scored struct {
	weight, score int
	money, rate   bool // the head of the money; an indicator that is its execution rate
	group         bool // 一、投入管理, above its indicators
}

// scoreForms runs the arithmetic of every self-evaluation form. A form is several tables under one
// another (the money, then the indicators), each with its own heads, so that the heads are looked for row
// by row.
func scoreForms(s *Subject) {
	s.scoresSaid()
	s.scoresBelow()
	s.leftOver()
	run := false
	var head []scored // the rows of the money, where they are a table of their own
	for i := range s.Forms {
		f := &s.Forms[i]
		if f.Empty {
			continue
		}
		rows, ok := s.scoreForm(f, head)
		run = run || ok
		const most = 3
		if head = rows; len(head) > most {
			head = nil
		}
	}
	if !run {
		s.notRun("PRF-13")
	}
}

// scoreHeads are the columns that the heads of one part of a form name, -1 where they do not.
type scoreHeads struct{ weight, score, rate, plan, done int }

// scoreForm runs one form. It returns the rows that stand below its last total, for the form behind it.
func (s *Subject) scoreForm(f *budget.Form, before []scored) (rows []scored, ok bool) {
	heads := headsByRow(f)
	if len(heads) == 0 {
		return before, false
	}
	h := scoreHeads{-1, -1, -1, -1, -1}
	rates, apart := map[int]bool{}, false
	for i := range f.Grid.Cells {
		c := &f.Grid.Cells[i]
		if has(c.Text, "执行率") {
			rates[c.Row] = true
		}
		apart = apart || has(c.Text, "预算执行") && has(c.Text, "10分")
	}
	for r, next := 0, 0; r < len(f.Rows); r++ {
		row := &f.Rows[r]
		for next < len(heads) && heads[next].row <= row.Index {
			h = heads[next].scoreHeads
			next++
		}
		if h.weight < 0 {
			continue
		}
		w, p := s.points(row.At(h.weight)), s.points(row.At(h.score))
		if isScoreTotal(row.Name[0]) || row.Total[0] || isScoreTotal(gridText(f, row.Index, 0)) {
			if apart && s.centre(termsOf(rows, weightOf))+headPoints == fullScore {
				s.scoresApart(f, heads[0].row, rows, p)
			} else {
				s.scoreTotals(before, rows, w, p)
			}
			before, rows = nil, nil
			continue
		}
		s.execution(row, h)
		if w < 0 {
			continue
		}
		rows = append(rows, scored{w, p, row.At(h.plan) >= 0 && row.At(h.done) >= 0, rates[row.Index], isGroup(row.Name[0])})
		if p >= 0 {
			e := s.equation("PRF-14", w, []budget.Term{{Figure: p}})
			e.atMost, e.title = true, overWeight
			s.eq = append(s.eq, e)
		}
	}
	return append(before, rows...), true
}

func overWeight(s *Subject, e *equation) (Words, Words) {
	w, p := s.Figures[e.stated].Amount, s.Figures[e.terms[0].Figure].Amount
	return Words{"得分" + p.Text + "大于分值" + w.Text, "a score of " + p.Text + " out of " + w.Text},
		Words{"得分不能超过分值：请核对。", "A score cannot exceed its weight."}
}

// points returns a figure that counts points, -1 for anything else.
func (s *Subject) points(k int) int {
	if k < 0 || s.Figures[k].Amount.Unit == money.Percent || s.Figures[k].Amount.Ticks < 0 {
		return -1
	}
	return k
}

func isScoreTotal(name string) bool {
	switch n := phrase.Squeeze(name); n {
	case "总分", "合计", "总计", "总得分", "自评总分", "得分合计", "总分合计", "合计得分":
		return true
	default:
		return strings.HasPrefix(n, "总分") && len(n) < 30
	}
}

// scoreTotals compares the total row with the rows above it, and with those of the form before where only with
// them the weights come to the full score.
func (s *Subject) scoreTotals(before, rows []scored, weight, score int) {
	if weighs := s.centre(termsOf(rows, weightOf)); len(before) > 0 && (weight < 0 || s.Figures[weight].Amount.Ticks == fullScore) && weighs < fullScore && weighs+s.centre(termsOf(before, weightOf)) == fullScore {
		rows = append(append([]scored(nil), before...), rows...)
	}
	if s.centre(termsOf(rows, weightOf)) > fullScore && slices.ContainsFunc(rows, func(r scored) bool { return r.rate }) {
		rows = slices.DeleteFunc(slices.Clone(rows), func(r scored) bool { return r.money }) // its points stand among the indicators again
	}
	if groups := slices.DeleteFunc(slices.Clone(rows), func(r scored) bool { return !r.group }); len(groups) > 1 && len(groups) < len(rows) &&
		s.centre(termsOf(rows, weightOf)) > fullScore && s.centre(termsOf(groups, weightOf)) == fullScore {
		rows = groups // the indicators below them are counted in them
	}
	weights, scores := termsOf(rows, weightOf), termsOf(rows, scoreOf)
	if weight >= 0 && len(weights) >= 2 {
		s.eq = append(s.eq, s.equation("PRF-13", weight, weights))
	}
	if score >= 0 && len(scores) >= 2 && len(scores) == len(weights) {
		s.eq = append(s.eq, s.equation("PRF-14", score, scores))
	}
}

// isGroup reports whether the name of a row begins with 一、.
func isGroup(name string) bool {
	rest := strings.TrimLeft(strings.TrimSpace(name), "一二三四五六七八九十")
	return rest != strings.TrimSpace(name) && strings.HasPrefix(rest, "、")
}

// headPoints are the points of the execution rate that a form keeps in its head.
const headPoints = 10 * money.TicksPerUnit

// scoresApart adds the scores of the indicators to that of the execution rate, which stands in the head of the form
// without a weight of its own.
func (s *Subject) scoresApart(f *budget.Form, indicators int, rows []scored, score int) {
	col := -1
	for i := range f.Grid.Cells {
		if c := &f.Grid.Cells[i]; c.Row < indicators && phrase.Squeeze(c.Text) == "得分" {
			col = c.Col
		}
	}
	terms := termsOf(rows, scoreOf)
	for i := range f.Rows {
		if r := &f.Rows[i]; r.Index < indicators && r.At(col) >= 0 {
			terms = append([]budget.Term{{Figure: r.At(col)}}, terms...)
			if score >= 0 && len(terms) == len(rows)+1 {
				s.eq = append(s.eq, s.equation("PRF-14", score, terms))
			}
			return
		}
	}
}

// fullScore is what the weights of a form come to.
const fullScore = 100 * money.TicksPerUnit

func weightOf(r scored) int { return r.weight }

func scoreOf(r scored) int { return r.score }

func termsOf(rows []scored, figure func(scored) int) []budget.Term {
	var out []budget.Term
	for _, r := range rows {
		if k := figure(r); k >= 0 {
			out = append(out, budget.Term{Figure: k})
		}
	}
	return out
}

// ratesSaid compares the execution rates of the text that no amounts prove with the rate of the form, where the
// same amount was spent in both.
func (s *Subject) ratesSaid(rate, done int) {
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Assumed || f.Amount.Unit != money.Percent || f.Bound != money.Plain || !has(lastBytes(s.ahead(i), len("预算执行率为")), "执行率") {
			continue
		}
		spent, claimed := false, false
		for k := i - 1; k >= 0 && s.Figures[k].Offset>>20 == f.Offset>>20; k-- {
			spent = spent || s.Figures[k].Amount.Unit == s.Figures[done].Amount.Unit && s.Figures[k].Amount.Equal(s.Figures[done].Amount)
		}
		for k := range s.eq {
			claimed = claimed || s.eq[k].stated == i
		}
		if spent && !claimed {
			s.same("CLM-RATE", rate, i)
		}
	}
}

// lastBytes returns the last bytes of a text, cut to whole characters.
func lastBytes(text string, n int) string {
	from := max(0, len(text)-n)
	for from < len(text) && !utf8.RuneStart(text[from]) {
		from++
	}
	return text[from:]
}

// execution checks the money head: 执行率 = 执行数 ÷ 全年预算数, and its points. Places differ in how they
// turn a rate into points, so that points only warn.
func (s *Subject) execution(row *budget.Row, h scoreHeads) {
	rate, plan, done := row.At(h.rate), row.At(h.plan), row.At(h.done)
	if plan < 0 || done < 0 || s.Figures[plan].Amount.Ticks <= 0 {
		return
	}
	if rate >= 0 && s.Figures[rate].Amount.Ticks != 0 && s.Figures[rate].Amount.Unit == money.Percent {
		s.ratesSaid(rate, done)
		e := s.equation("CLM-RATE", rate, []budget.Term{{Figure: done}})
		e.den = []budget.Term{{Figure: plan}}
		s.eq = append(s.eq, e)
	}
	w, p := s.points(row.At(h.weight)), s.points(row.At(h.score))
	if w < 0 || p < 0 {
		return
	}
	weight, got := s.Figures[w].Amount, s.Figures[p].Amount
	num, den := min(s.Figures[done].Amount.Ticks, s.Figures[plan].Amount.Ticks), s.Figures[plan].Amount.Ticks
	exact := money.Ratio{Num: num, Den: den}.Percent() * weight.Ticks / (100 * money.TicksPerUnit)
	gap := got.Ticks - exact
	if gap < 0 {
		gap = -gap
	}
	if step := max(got.Step, money.TicksPerUnit/10); gap <= step {
		return
	}
	want := money.FormatTicks(exact, money.NoUnit)
	s.find(Finding{Rule: "PRF-14", Severity: Warning, Place: s.Figures[p].Place, Figures: []int{p, w, done, plan}, Stated: got.Text, Expected: want,
		Title:   Words{fmt.Sprintf("预算执行率得分写作%s，按执行率算是%s", got.Text, want), fmt.Sprintf("points for execution are %s, the rate gives %s", got.Text, want)},
		Message: Words{"通常的算法是分值 × 执行率（最高100%）；本地另有规定的从其规定。", "Usually weight times rate; local rules may differ."}})
}

type rowHeads struct {
	scoreHeads
	row int
}

// headsByRow finds the rows that head a part of a form: those with 分值 (or 权重) and 得分.
func headsByRow(f *budget.Form) []rowHeads {
	if !slices.ContainsFunc(f.Grid.Cells, func(c source.Cell) bool {
		const longest = 40
		return len(c.Text) <= longest && len(c.Text) > 0 && c.Text[0] >= utf8.RuneSelf && (has(c.Text, "分") && has(c.Text, "值") || has(c.Text, "权") || has(c.Text, "标准分") || has(c.Text, "满分"))
	}) {
		return nil
	}
	byRow := map[int]*scoreHeads{}
	var rows []int
	for i := range f.Grid.Cells {
		c := &f.Grid.Cells[i]
		h := byRow[c.Row]
		if h == nil {
			h = &scoreHeads{-1, -1, -1, -1, -1}
			byRow[c.Row] = h
			rows = append(rows, c.Row)
		}
		t := phrase.Squeeze(c.Text)
		if len(t) > 36 {
			continue
		}
		if i := strings.IndexAny(t, "（("); i > 0 && (has(t[i:], "分") || has(t[i:], "/") || has(t[i:], "%")) {
			t = t[:i] // 指标得分（分）, 执行率（B/A）
		}
		switch {
		case strings.HasPrefix(t, "分值") || strings.HasSuffix(t, "权重") || t == "标准分" || t == "满分" || t == "指标分值":
			h.weight = c.Col
		case strings.HasSuffix(t, "得分") || t == "评分" || t == "自评分":
			h.score = c.Col
		case strings.HasPrefix(t, "执行率") || t == "预算执行率":
			h.rate = c.Col
		case strings.HasPrefix(t, "全年预算数") || strings.HasPrefix(t, "调整预算数") || t == "全年（调整）预算数" || t == "预算数":
			h.plan = c.Col
		case strings.HasPrefix(t, "全年执行数") || t == "执行数" || t == "实际执行数":
			h.done = c.Col
		}
	}
	var out []rowHeads
	for _, r := range rows {
		if h := byRow[r]; h.weight >= 0 && h.score >= 0 && h.weight != h.score {
			out = append(out, rowHeads{*h, r})
		}
	}
	return out
}

// grades are the usual grades of a total score, each with the score from which it is given.
type grades [4]struct {
	word string
	from int64
}

var usualGrades = grades{{"优", 90}, {"良", 80}, {"中", 60}, {"差", 0}}

// of returns the grade of a score.
func (g *grades) of(score int64) string {
	for _, x := range g {
		if score >= x.from {
			return x.word
		}
	}
	return ""
}

// gradesHere returns the grades of the document: the usual ones, or as it states them itself: 75分（含）至90分为良.
func (s *Subject) gradesHere() grades {
	g := usualGrades
	for i := range s.Passages {
		text := s.Passages[i].Text
		if !has(text, "为优") {
			continue
		}
		for k := range g {
			at := strings.Index(text, "为"+g[k].word)
			if at < 0 || k == len(g)-1 {
				continue
			}
			clause := text[:at]
			if j := strings.LastIndexAny(clause, "，,、；;。：:"); j >= 0 {
				clause = clause[j:]
			}
			if toks := money.Scan(nil, clause); len(toks) > 0 {
				digits := clause[toks[0].Start:toks[0].DigitsEnd]
				if a, ok := money.Parse(digits, money.NoUnit); ok {
					g[k].from = a.Ticks / money.TicksPerUnit
				}
			}
		}
	}
	return g
}

// gradeWords compares a total score in a sentence with the grade in the same sentence: 自评得分88分，
// 等级为“优”.
func gradeWords(s *Subject) {
	run := false
	g := s.gradesHere()
	for i := range s.Passages {
		p := &s.Passages[i]
		for _, w := range [...]string{"得分", "评分"} {
			for at := 0; ; {
				k := strings.Index(p.Text[at:], w)
				if k < 0 {
					break
				}
				at += k + len(w)
				s.scoreInText(p, at)
				run = s.gradeAt(p, at, &g) || run
			}
		}
	}
	if !run {
		s.notRun("PRF-14")
	}
}

// scoreAt reads the score behind 得分 at an offset of a passage.
func scoreAt(p *budget.Passage, at int) (rest string, tok money.Token, ok bool) {
	rest = p.Text[at:]
	if i := strings.IndexAny(rest, "。；;\n"); i >= 0 {
		rest = rest[:i]
	}
	toks := money.Scan(nil, rest)
	if len(toks) == 0 || toks[0].Start > len("为共计约：“ ") || !strings.HasPrefix(rest[toks[0].DigitsEnd:], "分") {
		return "", money.Token{}, false
	}
	return rest, toks[0], true
}

// scoreInText compares a total score in a sentence with the total of the one form that has scores.
func (s *Subject) scoreInText(p *budget.Passage, at int) {
	_, tok, ok := scoreAt(p, at)
	before := p.Text[:at]
	if i := strings.LastIndexAny(before, "，。；,;"); i >= 0 {
		before = before[i:]
	}
	if !ok || !containsWord(before, []string{"综合", "总", "自评", "评价", "最终", "整体"}) {
		return
	}
	if y := yearNamed(before); y != 0 && y != s.Year {
		return // last year's score
	}
	total, sum := s.scoreTotal()
	if total < 0 || s.Figures[total].Amount.Range().Meets(tok.Amount.Range()) || sum == tok.Amount.Ticks { // then the total of the form is wrong
		return
	}
	s.find(Finding{Rule: "PRF-14", Severity: Error, Place: p.Place(at+tok.Start, at+tok.DigitsEnd+len("分")), Figures: []int{total}, Stated: tok.Amount.Text, Expected: s.Figures[total].Amount.Text,
		Title:   Words{fmt.Sprintf("文中得分%s分，评分表总分是%s", tok.Amount.Text, s.Figures[total].Amount.Text), fmt.Sprintf("the text scores %s, the form adds up to %s", tok.Amount.Text, s.Figures[total].Amount.Text)},
		Message: Words{"文中的得分应当等于评分表的总分：请核对哪一处没有改过来。", "Both must be equal."}})
}

// yearNamed returns the last year that words name as 2023年, whatever stands before its digits, 0 for none.
func yearNamed(words string) int {
	at := strings.LastIndex(words, "年")
	if at < 4 {
		return 0
	}
	y, rest := leadingYear(words[at-4:])
	if rest == words[at-4:] {
		return 0
	}
	return y
}

// scoreTotal returns the total score of the only form that has one, with the sum of its scores, -1 where
// there is none or several.
func (s *Subject) scoreTotal() (found int, sum int64) {
	found = -1
	for i := range s.Forms {
		f := &s.Forms[i]
		heads := headsByRow(f)
		for r, next, h := 0, 0, (scoreHeads{-1, -1, -1, -1, -1}); r < len(f.Rows); r++ {
			row := &f.Rows[r]
			for next < len(heads) && heads[next].row <= row.Index {
				h = heads[next].scoreHeads
				next++
			}
			k := s.points(row.At(h.score))
			if k < 0 || !isScoreTotal(row.Name[0]) && !row.Total[0] && !isScoreTotal(gridText(f, row.Index, 0)) {
				continue
			}
			if found >= 0 {
				return -1, 0
			}
			found = k
		}
	}
	for i := range s.eq {
		if e := &s.eq[i]; e.stated == found && e.rule == "PRF-14" {
			sum = s.centre(e.terms)
		}
	}
	return found, sum
}

// gradeAt reads the score behind 得分 at an offset, and the grade behind that.
func (s *Subject) gradeAt(p *budget.Passage, at int, g *grades) bool {
	rest, tok, ok := scoreAt(p, at)
	if !ok {
		return false
	}
	score := tok.Amount.Ticks / money.TicksPerUnit
	tail := rest[tok.DigitsEnd:]
	i := strings.Index(tail, "等级")
	if i < 0 {
		i = strings.Index(tail, "评价结果")
	}
	if i < 0 || score > 100 {
		return false
	}
	tail = strings.TrimLeft(tail[i:], "等级评价结果为是：:“\"‘' 　")
	for _, b := range g {
		if !strings.HasPrefix(tail, b.word) {
			continue
		}
		want := g.of(score)
		if want == b.word {
			return true
		}
		start := at + tok.Start
		s.find(Finding{Rule: "PRF-14", Severity: Error, Place: p.Place(start, at+tok.DigitsEnd+len("分")), Stated: b.word, Expected: want,
			Title:   Words{fmt.Sprintf("得分%s分，等级写作“%s”，按%d、%d、%d分应为“%s”", tok.Amount.Text, b.word, g[0].from, g[1].from, g[2].from, want), fmt.Sprintf("a score of %s is called %s, by %d/%d/%d it is %s", tok.Amount.Text, b.word, g[0].from, g[1].from, g[2].from, want)},
			Message: Words{"请核对得分或等级；本地另有分档的从其规定。", "Check score and grade; local rules may differ."}})
		return true
	}
	return false
}

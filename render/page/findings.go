package page

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/render/report"
)

// findings draws the pane of findings: filters, cards in document order, and the lists behind them.
func (p *page) findings() {
	p.raw(`<section id="findings" class="fpane" aria-labelledby="fh" tabindex="0"><div class="fbar">`)
	p.el("h2", p.say("发现", "Findings"), "id", "fh")
	p.seam("pills", func() { p.pills(p.cardCounts()) })
	p.raw(`<span class="at" id="at"></span>`)
	p.el("button", "?", "type", "button", "class", "keys", "data-keys", bare, "aria-label", p.say("按键一览", "keyboard shortcuts"))
	p.raw(`<span class="vh" role="status" id="live"></span></div>`)
	if len(p.cards) > 0 {
		p.raw("<ol>")
		p.seam("cards", func() {})
		for _, c := range p.cards {
			p.card(c)
		}
		p.raw("</ol>")
	} else {
		p.seam("list", func() {})
	}
	if p.plan.left > 0 {
		p.el("p", fmt.Sprintf(p.say("还有%d条较轻的发现没有画出，见 --format xlsx 或 json", "%d lesser findings are not drawn: see --format xlsx or json"), p.plan.left), "class", "none")
	}
	p.seam("none", func() {
		p.open("p", "class", "none", "id", "none", hiddenIf(len(p.cards) > 0), bare)
		p.text(p.nothing())
		p.close("p")
	})
	p.checkList()
	p.unread()
	p.numbers()
	p.colophon()
	p.raw("</section>")
}

func hiddenIf(yes bool) string {
	if yes {
		return "hidden"
	}
	return ""
}

// nothing is what stands where no finding is shown.
func (p *page) nothing() string {
	agreed, _ := report.Tally(p.d)
	switch {
	case len(p.cards) > 0:
		return p.say("选中的级别没有发现", "nothing at the chosen severities")
	case agreed == 0:
		return p.say("没有找到可以核对的数字关系", "no relation between figures was found to check")
	}
	missed := p.rep.Coverage.Numbers - p.rep.Coverage.Bound
	if missed > 0 {
		return fmt.Sprintf(p.say("%d项关系全部相符。有%d个数字读不懂，没有核对", "all %d relations agree; %d numbers were not understood or checked"), agreed, missed)
	}
	return fmt.Sprintf(p.say("%d项关系全部相符", "all %d relations agree"), agreed)
}

// pills are the filters by severity, each with its count. Those below the chosen severity start off.
func (p *page) pills(counts map[string]int) {
	p.raw(`<div class="pills" role="group" aria-label="`, p.say("按级别筛选", "filter by severity"), `">`)
	for s := int(audit.Fatal); s >= -1; s-- {
		letter, word, on := "X", p.say("已豁免", "waived"), "false"
		if s >= 0 {
			letter, word = report.SeverityLetters[s], report.SeverityWords[audit.Severity(s)].In(p.lang)
			if audit.Severity(s) >= p.run.Severity {
				on = "true"
			}
		}
		if counts[letter] == 0 {
			continue
		}
		p.open("button", "type", "button", "class", "pill "+letter, "data-sev", letter, "aria-pressed", on)
		p.text(word)
		p.el("b", strconv.Itoa(counts[letter]))
		p.close("button")
	}
	p.raw("</div>")
}

func (p *page) cardCounts() map[string]int {
	counts := map[string]int{}
	for _, c := range p.cards {
		counts[report.Letter(c.f)]++
	}
	return counts
}

// card draws a finding: closed in two lines, open with everything that is known about it.
func (p *page) card(c *card) {
	f := c.f
	letter := report.Letter(f)
	figs := ""
	for i, k := range f.Figures {
		if i > 0 && k < len(p.marked) && p.marked[k] {
			figs += " " + report.FigureID(k)
		}
	}
	attrs := []string{"class", "card " + letter, "id", c.id(), "data-sev", letter, "data-w", c.ids[0]}
	if figs != "" {
		attrs = append(attrs, "data-figs", figs[1:])
	}
	if len(f.Arithmetic) > 0 && len(f.Figures) > 0 && f.Figures[0] < len(p.marked) && p.marked[f.Figures[0]] {
		attrs = append(attrs, "data-sel", report.FigureID(f.Figures[0]))
	}
	if k := cause(f); k >= 0 && k < len(p.marked) && p.marked[k] {
		attrs = append(attrs, "data-cause", report.FigureID(k))
	}
	p.open("li", attrs...)
	p.open("details", openIf(c.open), bare)
	p.raw("<summary>")
	word := report.SeverityWords[f.Severity].In(p.lang)
	if f.Waiver != nil {
		word = p.say("已豁免", "waived")
	}
	p.el("span", word, "class", "sev "+letter)
	p.el("h3", f.Title.In(p.lang), "class", "t")
	at := p.d.Where(f.Place, p.lang)
	if c.ofSet {
		at = p.say("整套文件", "whole disclosure")
	}
	p.el("span", at, "class", "ln", "title", at)
	p.el("span", f.Rule+p.say("　", " ")+ruleTitle(f, p.lang), "class", "w")
	p.raw(`</summary><div class="body">`)
	p.body(c)
	p.raw("</div></details></li>\n")
}

func openIf(yes bool) string {
	if yes {
		return "open"
	}
	return ""
}

func ruleTitle(f *audit.Finding, lang string) string {
	if r, ok := audit.RuleByID(f.Rule); ok {
		return r.Title.In(lang)
	}
	return ""
}

func (p *page) body(c *card) {
	f := c.f
	p.three(f)
	if m := report.Message(f, p.lang); m != "" {
		p.el("p", m)
	}
	if c.ofSet {
		if words := report.Demanded(p.set, p.lang); words != "" {
			p.el("p", words, "class", "lab")
		}
	}
	if words := report.Chance(f, p.lang); words != "" {
		p.el("p", words, "class", "lab")
	}
	p.calc(f)
	p.strip(f)
	if !c.ofSet {
		p.quote(f.Place)
	}
	for _, q := range p.d.Other(f) {
		p.el("p", p.say("另一处：", "the other place: ")+p.d.Where(q, p.lang), "class", "lab")
		p.quote(q)
	}
	p.repairs(f)
	p.same(c)
	if f.Waiver != nil {
		p.el("p", p.say("豁免：", "waived: ")+f.Waiver.Reason+p.say("（", " (")+f.Waiver.Who+p.say("）", ")"), "class", "mute")
	}
	p.raw(`<div class="foot">`)
	if c.ids[0] != "" {
		p.link(c.ids[0], p.say("看原文", "see the words"), "class", "see")
	}
	for k := range f.Places {
		if id := c.ids[k+1]; id != "" && k < 12 {
			p.link(id, p.d.Where(f.Places[k], p.lang), "class", "see")
		}
	}
	if r, ok := audit.RuleByID(f.Rule); ok {
		p.raw(`<details class="law"><summary>`)
		p.text(p.say("规则与依据", "rule and basis"))
		p.raw("</summary>")
		p.el("p", r.ID+p.say("　", " ")+r.Title.In(p.lang))
		p.el("p", r.Basis.In(p.lang))
		if f.ID != "" {
			p.el("p", fmt.Sprintf(p.say("编号 %s（豁免清单用）", "id %s (for a list of waivers)"), f.ID))
		}
		p.raw("</details>")
	}
	p.raw("</div>")
}

// three sets stated, expected and difference side by side: large where they are figures.
func (p *page) three(f *audit.Finding) {
	if f.Stated == "" || f.Expected == "" {
		return
	}
	stated, expected, diff := p.d.Values(f)
	unit := ""
	if f.Unit != "" && inUnit(stated, f.Unit) && inUnit(expected, f.Unit) && (diff == "" || inUnit(diff, f.Unit)) { // then it is said once
		unit = p.say("单位：", "unit: ") + f.Unit
		stated, expected, diff = strings.TrimSuffix(stated, f.Unit), strings.TrimSuffix(expected, f.Unit), strings.TrimSuffix(diff, f.Unit)
	}
	class := "three"
	if !short(stated) || !short(expected) {
		class += " words"
	}
	if diff == "" {
		class += " two"
	}
	p.open("dl", "class", class)
	p.pair(p.say("写明", "stated"), stated)
	p.pair(report.Derived(f).In(p.lang), expected)
	if diff != "" {
		p.raw(`<div class="d"><dt>`)
		p.text(p.say("相差", "difference"))
		if unit != "" {
			p.el("small", unit)
		}
		p.raw("</dt>")
		p.el("dd", minus(diff))
		p.raw("</div>")
	}
	p.close("dl")
}

// inUnit reports whether a value is a number in a unit: 5.00万元 is none in 元.
func inUnit(s, unit string) bool {
	n := strings.TrimSuffix(s, unit)
	return n != s && n != "" && n[len(n)-1] >= '0' && n[len(n)-1] <= '9'
}

func (p *page) pair(word, value string) {
	p.raw("<div>")
	p.el("dt", word)
	p.el("dd", value)
	p.raw("</div>")
}

// short reports whether a value is a figure that can be set large.
func short(s string) bool { return len([]rune(s)) <= 14 && strings.ContainsAny(s, "0123456789") }

// minus sets the sign of a negative number as it is printed.
func minus(s string) string {
	if strings.HasPrefix(s, "-") {
		return "−" + s[1:]
	}
	return s
}

// quote shows the original words around the mark.
func (p *page) quote(q budget.Place) {
	const around = 60
	if q.Text == "" {
		return
	}
	text, start, end := p.d.Quote(q, around)
	if end <= start || len(text) > 1200 {
		start, end = 0, 0
		text = report.CutTo(text, 160)
	}
	p.open("blockquote", "class", "q", "lang", "zh-CN")
	p.text(text[:start])
	if end > start {
		p.el("mark", text[start:end])
	}
	p.text(text[end:])
	p.close("blockquote")
}

// repairs lists what would mend the finding, the least change first.
func (p *page) repairs(f *audit.Finding) {
	if len(f.Repairs) == 0 {
		return
	}
	p.el("p", p.say("怎样改正（不影响别处、恢复得多的在前）", "How to mend it (those that break none and restore most come first)"), "class", "lab")
	p.raw(`<ol class="fix">`)
	for i := range f.Repairs {
		r := &f.Repairs[i]
		class := ""
		if i == 0 && r.Breaks == 0 {
			class = "best"
		}
		p.open("li", nameIf(class != "", "class"), class)
		p.el("span", strconv.Itoa(i+1), "class", "k1")
		p.raw("<span>")
		p.changes(f, r)
		p.raw("</span>")
		verdict := "eq"
		if r.Breaks > 0 {
			verdict = "ne"
		} else if r.Mends == 0 {
			verdict = "un"
		}
		p.el("span", report.Effect(r, p.lang), "class", "v "+verdict)
		p.raw("</li>")
	}
	p.raw("</ol>")
}

func nameIf(yes bool, name string) string {
	if yes {
		return name
	}
	return ""
}

func (p *page) changes(f *audit.Finding, r *audit.Repair) {
	const most = 6
	n := 0
	for _, c := range r.Changes {
		if c.Figure < 0 || c.Figure >= len(p.rep.Figures) {
			continue
		}
		if n++; n > most {
			continue
		}
		if n > 1 {
			p.raw("<br>")
		}
		label, at, from, to := p.d.Change(f, c, p.lang)
		if at != "" {
			label += p.say("（", " (") + at + p.say("）", ")")
		}
		if c.Figure < len(p.marked) && p.marked[c.Figure] {
			p.link(report.FigureID(c.Figure), label)
		} else {
			p.text(label)
		}
		p.raw(" ")
		p.el("del", from)
		p.raw(" → ")
		p.el("ins", to)
	}
	note := r.Note.In(p.lang)
	if n == 0 {
		p.text(note)
		return
	}
	if n > 1 {
		note = strings.TrimSuffix(fmt.Sprintf(p.say("同一个数写在%d处，都要改；", "printed in %d places, all to be changed; "), n)+note, p.say("；", "; "))
	}
	if note != "" {
		p.el("small", note)
	}
}

// same lists the findings that have the same cause and were folded into this one.
func (p *page) same(c *card) {
	if len(c.f.Attached) == 0 {
		return
	}
	const most = 20
	p.el("p", p.say("同一原因", "Same cause"), "class", "lab")
	p.raw(`<ul class="same">`)
	for i, a := range c.f.Attached {
		if i == most {
			p.el("li", fmt.Sprintf(p.say("另有%d条", "%d more"), len(c.f.Attached)-most))
			break
		}
		p.raw("<li>")
		p.text(a.Message.In(p.lang) + p.say("　", " "))
		p.link(c.ids[1+len(c.f.Places)+i], p.d.Where(a.Place, p.lang))
		p.text(p.say("　", " ") + a.Rule)
		p.raw("</li>")
	}
	p.raw("</ul>")
}

// cause is the figure that most likely makes the equation fail, -1 where nothing points to one: a part
// whose change mends everything and which stands out by itself.
func cause(f *audit.Finding) int {
	for _, s := range f.Arithmetic {
		if s.Cause {
			return s.Figure
		}
	}
	for i := range f.Repairs {
		r := &f.Repairs[i]
		if r.Breaks > 0 || r.Mends == 0 || r.Note == (audit.Words{}) || len(r.Changes) != 1 {
			continue
		}
		if k := r.Changes[0].Figure; k >= 0 && len(f.Figures) > 0 && k != f.Figures[0] {
			return k
		}
	}
	return -1
}

// spotID is the anchor of a place that belongs to no finding: the figure that stands there.
func (p *page) spotID(figures []int) string {
	if len(figures) > 0 && figures[0] < len(p.marked) && p.marked[figures[0]] {
		return report.FigureID(figures[0])
	}
	return ""
}

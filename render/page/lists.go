package page

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/money"
	"mingzhang/render/report"
)

// more opens one of the lists behind the findings.
func (p *page) more(id, class, title string, count int) {
	p.open("details", "class", strings.TrimSpace("more "+class), "id", id)
	p.raw("<summary>")
	p.open("h2")
	p.text(title)
	p.close("h2")
	if count >= 0 {
		p.el("b", strconv.Itoa(count))
	}
	p.raw("</summary><div>")
}

func (p *page) endMore() { p.raw("</div></details>") }

// checkList lists the relations that agree, so that a reader sees what was compared.
func (p *page) checkList() {
	agreed, _ := report.Tally(p.d)
	if agreed == 0 {
		return
	}
	p.more("agreed", "", p.say("相符的关系", "Relations that agree"), agreed)
	p.raw(`<ul class="rows cmp">`)
	n := 0
	for i := range p.d.Result.Checks {
		c := &p.d.Result.Checks[i]
		if c.Verdict != audit.Agrees && c.Verdict != audit.RoundsAway {
			continue
		}
		if n++; n > maxListed {
			p.el("li", fmt.Sprintf(p.say("另有%d项没有列出，见 --format xlsx 或 json", "%d more: see --format xlsx or json"), agreed-maxListed))
			break
		}
		p.raw("<li>")
		p.verdict(c.Verdict)
		p.raw("<span>")
		p.text(p.compared(c))
		p.raw(`</span><span class="m">`)
		p.link(p.spotID(c.Figures), p.d.Where(c.At(), p.lang))
		p.raw("</span></li>")
	}
	p.raw("</ul>")
	p.endMore()
}

func (p *page) verdict(v audit.Verdict) {
	p.el("span", report.VerdictWords[v].In(p.lang), "class", "v "+verdictClass(v))
}

// checkWords says what a check compared.
func (p *page) checkWords(c *audit.Check) string {
	title := c.Rule
	if r, ok := audit.RuleByID(c.Rule); ok {
		title = r.Title.In(p.lang)
	}
	if c.Computed == "" {
		return strings.TrimSpace(title + p.say("　", " ") + report.CutTo(c.Stated, 40))
	}
	return title + fmt.Sprintf(p.say("　写明%s　算得%s", ": stated %s, computed %s"), c.Stated, c.Computed)
}

// compared says which figures a check compared: what was checked, and with what.
func (p *page) compared(c *audit.Check) string {
	const most = 3
	name := func(k int) string {
		f := &p.rep.Figures[k]
		return p.d.FigureName(k, p.lang) + " " + report.AmountText(f)
	}
	var against []string
	for n, k := range c.Figures {
		switch {
		case k >= len(p.rep.Figures):
			return p.checkWords(c)
		case n == 0:
		case n > most:
			against = append(against, fmt.Sprintf(p.say("等%d项", "%d in all"), len(c.Figures)-1))
		default:
			at := ""
			if where := p.d.Where(p.rep.Figures[k].Place, p.lang); where != p.d.Where(c.At(), p.lang) {
				at = p.say("（", " (") + where + p.say("）", ")")
			}
			against = append(against, name(k)+at)
		}
		if n > most {
			break
		}
	}
	if len(against) == 0 {
		return p.checkWords(c)
	}
	computed := ""
	if c.Computed != "" && c.Verdict == audit.RoundsAway {
		computed = p.say("；算得", "; computed ") + c.Computed
	}
	title := c.Rule
	if r, ok := audit.RuleByID(c.Rule); ok {
		title = r.Title.In(p.lang)
	}
	return title + p.say("：", ": ") + name(c.Figures[0]) + p.say("，对照", ", against ") + strings.Join(against, p.say("、", ", ")) + computed
}

// unread lists the numbers that were not understood, with their places, and what the reader left out.
func (p *page) unread() {
	missed := p.rep.Coverage.Numbers - p.rep.Coverage.Bound
	p.more("unread", "", p.say("读不懂、没有核对的数字", "Numbers that were not understood"), max(missed, 0))
	n := 0
	p.raw(`<ul class="rows">`)
	for i := range p.rep.Figures {
		f := &p.rep.Figures[i]
		if f.InClaim || f.Key.Known() {
			continue
		}
		if n++; n <= maxListed {
			p.raw("<li>")
			p.el("span", "", "class", "v un")
			p.around(f.Place)
			p.raw(`<span class="m">`)
			p.link(p.spotID([]int{i}), p.d.Where(f.Place, p.lang))
			p.raw("</span></li>")
		}
	}
	for i := range p.rep.Doubts {
		if n++; n <= maxListed {
			d := &p.rep.Doubts[i]
			p.raw("<li>")
			p.text(report.DoubtWords(d.Reason, p.lang) + p.say("：", ": "))
			p.around(d.Place)
			p.el("span", p.d.Where(d.Place, p.lang), "class", "m")
			p.raw("</li>")
		}
	}
	for _, x := range p.d.Source.Notes {
		w, ok := report.NoteWords[x.Code]
		if n++; ok && n <= maxListed {
			p.raw("<li>")
			if words := w.In(p.lang) + x.Text; strings.TrimSpace(x.Text) != "" {
				p.text(words)
			} else {
				p.text(report.NoteTitle(x.Code, p.lang))
			}
			p.el("span", p.d.Where(budget.Place{Location: x.Place}, p.lang), "class", "m")
			p.raw("</li>")
		}
	}
	switch {
	case n > maxListed:
		p.el("li", fmt.Sprintf(p.say("另有%d处没有列出，见 --format xlsx 或 json", "%d more: see --format xlsx or json"), n-maxListed))
	case n == 0:
		p.el("li", p.say("没有。文中的数字都读懂了", "None. All numbers were understood"))
	}
	p.raw("</ul>")
	p.endMore()
}

// around writes the words about a number, the number itself marked.
func (p *page) around(q budget.Place) {
	const words = 16
	text, start, end := report.Excerpt(q, words)
	if end <= start {
		p.text(report.CutTo(text, 60))
		return
	}
	p.raw(`<span class="q0" lang="zh-CN">`)
	p.text(text[:start])
	p.el("strong", text[start:end])
	p.text(text[end:])
	p.raw("</span>")
}

// numbers holds what is known about each figure: the target of its link, and what the script floats
// beside it.
func (p *page) numbers() {
	if p.figures == 0 {
		return
	}
	p.more("numbers", "numbers", p.say("全部数字", "All numbers"), len(p.rep.Figures))
	p.raw("<ol>")
	for i := 0; i < p.figures; i++ {
		p.number(i)
	}
	if left := len(p.rep.Figures) - p.figures; left > 0 {
		p.el("li", fmt.Sprintf(p.say("另有%d个没有列出，见 --format json", "%d more: see --format json"), left))
	}
	p.raw("</ol>")
	p.endMore()
}

func (p *page) number(i int) {
	f := &p.rep.Figures[i]
	p.raw(`<li id="n`, strconv.Itoa(i+1), `"><p class="val">`)
	p.text(minus(f.Amount.Text))
	p.el("small", f.Amount.Unit.String())
	p.raw(`</p><dl class="kv">`)
	p.row(p.say("名称", "name"), report.CutTo(strings.TrimSpace(f.Label), 60))
	if f.Kind == budget.MoneyFigure && f.Amount.Unit != money.Yuan {
		p.row(p.say("折合", "exactly"), yuan(f.Amount)+p.say("元", " yuan"))
	}
	if f.Key.Known() {
		p.row(p.say("含义", "meaning"), keyInWords(f.Key, p.lang))
	} else if !f.InClaim {
		p.row(p.say("含义", "meaning"), p.say("读不懂，没有核对", "not understood, not checked"))
	}
	if f.Assumed {
		p.row(p.say("单位", "unit"), p.unitSource(f))
	}
	p.raw("<dt>")
	p.text(p.say("出处", "place"))
	p.raw("</dt><dd>")
	p.link(p.spotID([]int{i}), p.d.Where(f.Place, p.lang))
	p.raw("</dd>")
	p.checksOf(i)
	p.raw("</dl></li>\n")
}

// unitSource says where the unit of a figure comes from that is not printed behind it.
func (p *page) unitSource(f *budget.Figure) string {
	if form := p.formOf(f.Place); form != nil && strings.TrimSpace(form.Unit) != "" {
		return p.say("表上写明：", "printed at the table: ") + strings.TrimPrefix(strings.TrimSpace(form.Unit), "单位：")
	}
	return p.say("原文没有写，从上下文推定", "not printed here, taken from the context")
}

// formOf is the form in which a place stands, nil for text.
func (p *page) formOf(q budget.Place) *budget.Form {
	for i := range p.rep.Forms {
		f := &p.rep.Forms[i]
		if f.Grid == nil || q.Table == "" && q.Sheet == "" {
			continue
		}
		if q.Table == f.Grid.Number && q.Table != "" && q.Part == f.Grid.Place.Part || q.Sheet != "" && (q.Sheet == f.Grid.Name || q.Sheet == f.Grid.Place.Sheet) {
			return f
		}
	}
	return nil
}

func (p *page) row(word, value string) {
	if value != "" {
		p.el("dt", word)
		p.el("dd", value)
	}
}

// checksOf lists the checks that a figure takes part in, with their verdicts.
func (p *page) checksOf(i int) {
	list := p.checks[i]
	if len(list) == 0 {
		return
	}
	const most = 6
	p.raw("<dt>")
	p.text(p.say("核对", "checks"))
	p.raw("</dt><dd><ul>")
	for n, k := range list {
		if n == most {
			p.el("li", fmt.Sprintf(p.say("另有%d项", "%d more"), len(list)-most))
			break
		}
		c := &p.d.Result.Checks[k]
		p.raw("<li>")
		p.verdict(c.Verdict)
		p.link(p.cardOf(c), p.checkWords(c))
		p.raw("</li>")
	}
	p.raw("</ul></dd>")
}

// cardOf is the finding that a failed check became, "" where there is none.
func (p *page) cardOf(c *audit.Check) string {
	if c.Verdict != audit.Disagrees || len(c.Figures) == 0 {
		return ""
	}
	for _, x := range p.cards {
		if x.f.Rule == c.Rule && len(x.f.Figures) > 0 && x.f.Figures[0] == c.Figures[0] {
			return x.id()
		}
	}
	return ""
}

// yuan prints the exact value in 元 with separators.
func yuan(a money.Amount) string {
	s := money.FormatTicks(a.Ticks, money.Yuan)
	whole, frac, found := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + frac
	}
	if strings.HasPrefix(s, "-") {
		return "−" + whole
	}
	return whole
}

// colophon says what made the page and from which bytes, in full.
func (p *page) colophon() {
	p.more("colophon", "", p.say("关于这份报告", "About this report"), -1)
	p.raw(`<dl class="kv">`)
	p.row(p.say("文件", "file"), p.d.File)
	p.row("SHA-256", p.d.SHA256)
	p.row(p.say("单位", "entity"), p.rep.Entity)
	if p.rep.Year != 0 {
		p.row(p.say("年度", "year"), strconv.Itoa(p.rep.Year))
	}
	p.row(p.say("种类", "kind"), report.KindWords[p.rep.Kind].In(p.lang))
	p.row(p.say("程序", "program"), p.run.Tool)
	p.row(p.say("规则", "rules"), audit.Version)
	p.row(p.say("模板", "profile"), p.run.Profile)
	p.row(p.say("替换的数据", "replaced data"), p.run.Overrides)
	p.raw("</dl>")
	p.endMore()
}

// about is the empty note that the script fills, and the sheet of keys.
func (p *page) about() {
	p.open("aside", "id", "about", "hidden", bare, "tabindex", "-1", "aria-label", p.say("关于这个数", "about this number"))
	p.el("button", "×", "type", "button", "class", "x", "aria-label", p.say("关闭", "close"))
	p.raw("<div></div></aside>")
	p.open("dialog", "id", "keys", "aria-labelledby", "kh")
	p.el("h2", p.say("按键", "Keys"), "id", "kh")
	p.raw("<dl>")
	for _, k := range [][3]string{{"J / K", "下一条、上一条发现", "next, previous finding"}, {"Enter", "打开或合上；在数字上：看它的来历", "open or close; on a figure: what is known about it"},
		{"O", "跳到原文", "jump to the words"}, {"[ / ]", "上一个、下一个数字", "previous, next figure"}, {"?", "这张表", "this sheet"}, {"Esc", "关闭，回到原处", "close, go back"}} {
		p.raw("<dt>")
		p.el("kbd", k[0])
		p.raw("</dt>")
		p.el("dd", p.say(k[1], k[2]))
	}
	p.raw(`</dl><label><input type="checkbox" id="keysoff">`)
	p.text(p.say("关闭单键快捷键", "switch single-key shortcuts off"))
	p.raw("</label>")
	p.el("button", p.say("关闭", "close"), "type", "button", "class", "btn")
	p.close("dialog")
}

package page

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"mingzhang/render/report"
	"mingzhang/source"
)

// document draws the original: paragraphs and tables in reading order with their line numbers, every
// figure and every accused word marked.
func (p *page) document() {
	p.open("section", "id", "doc", "class", "docpane", "aria-label", p.say("原文", "the original"), "tabindex", "0")
	class := "doc"
	if p.d.Format == source.XLSX || p.d.Format == source.XLS {
		class = "doc wide"
	}
	p.open("article", "class", class, "lang", "zh-CN")
	gap, last, number := 0, 0, 0
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		if p.drawn != nil && !p.drawn[i] {
			gap++
			continue
		}
		p.gap(gap)
		gap = 0
		if pg := pageOf(b); pg != 0 && pg != last {
			p.el("p", fmt.Sprintf(p.say("第%d页", "page %d"), pg), "class", "pb")
			last = pg
		}
		if b.Paragraph != nil {
			if strings.TrimSpace(b.Paragraph.Text) != "" || b.Paragraph.Label != "" {
				p.paragraph(i, b.Paragraph, number)
				number++
			}
		} else if b.Grid != nil && len(b.Grid.Cells) > 0 {
			p.table(i, b.Grid)
		}
	}
	p.gap(gap)
	p.raw("</article></section>")
}

func (p *page) gap(blocks int) {
	if blocks > 0 {
		p.el("p", fmt.Sprintf(p.say("这里有%d段没有画出，全文太长；发现都在别处，完整的结果见 --format json 或 xlsx", "%d paragraphs are not drawn here, the document is too long"), blocks), "class", "gap")
	}
}

func pageOf(b *source.Block) int {
	if b.Paragraph != nil {
		return b.Paragraph.Place.Page
	}
	if b.Grid != nil {
		return b.Grid.Place.Page
	}
	return 0
}

// paragraph draws one line or paragraph. nth counts those drawn so far, to tell the title.
func (p *page) paragraph(block int, q *source.Paragraph, nth int) {
	w := where{block, -1}
	class := "p"
	switch {
	case q.Kind != source.Body:
		class = "p q"
	case nth == 0 && len(q.Text) <= 150 && !strings.ContainsAny(q.Text, "。；"):
		class = "p c"
	case q.Level > 0 || p.heads[q.Place.String()+q.Text]:
		class = "p h"
	}
	id := ""
	for _, s := range p.spans[w] {
		if whole(s) && s.beside {
			id = s.id
			break
		}
		if whole(s) {
			class, id = class+" hitp "+report.Letter(s.card.f), s.id
			break
		}
	}
	attrs := []string{"class", class}
	if id != "" {
		attrs = append(attrs, "id", id)
	}
	p.open("p", attrs...)
	if no := lineNumber(q.Place); no != "" {
		p.el("span", no, "class", "no")
	}
	if q.Label != "" {
		p.text(q.Label)
	}
	p.marks(w, q.Text)
	p.raw("</p>\n")
}

func lineNumber(l source.Location) string {
	switch {
	case l.Paragraph != 0:
		return strconv.Itoa(l.Paragraph)
	case l.Line != 0:
		return strconv.Itoa(l.Line)
	}
	return ""
}

// whole reports whether a finding means the whole paragraph, so that nothing is underlined.
func whole(s span) bool { return s.card != nil && (s.end <= s.start || s.end-s.start > wholeMark) }

// marks writes words with their marks. Marks may overlap: the words are cut at every end, and what
// findings cover stands in mark elements around the links of the figures.
func (p *page) marks(w where, text string) {
	windows := p.windows[w]
	if windows == nil {
		p.stretch(w, text, 0, len(text))
	}
	at := 0
	for i, k := range windows {
		p.left(text[at:k[0]], i > 0)
		p.stretch(w, text, k[0], k[1])
		at = k[1]
	}
	if windows != nil {
		p.left(text[at:], true)
	}
	first := true
	var signs []*card
	for _, s := range p.spans[w] {
		if !whole(s) {
			continue
		}
		if !first { // the id of the first stands on the paragraph or cell itself
			p.raw(`<span id="`, s.id, `"></span>`)
		}
		first = false
		if !s.beside {
			signs = append(signs, s.card)
		}
	}
	p.signs(signs)
}

// left says how much of long words is not drawn.
func (p *page) left(text string, any bool) {
	if any && text != "" {
		p.el("span", fmt.Sprintf(p.say("……（这里略去%d字）……", " … (%d characters left out) … "), len([]rune(text))), "class", "mute")
	}
}

func (p *page) stretch(w where, text string, from, to int) {
	var list []span
	cuts := []int{from, to}
	for _, s := range p.spans[w] {
		if !whole(s) && s.end > s.start && s.start >= from && s.end <= to {
			list = append(list, s)
			cuts = append(cuts, s.start, s.end)
		}
	}
	if len(list) == 0 {
		p.text(text[from:to])
		return
	}
	sort.Ints(cuts)
	d := drawing{page: p, list: list, begun: map[string]bool{}}
	for i := 0; i+1 < len(cuts); i++ {
		if cuts[i] < cuts[i+1] {
			d.segment(text, cuts[i], cuts[i+1])
		}
	}
	d.mark(nil)
}

// drawing is a stretch of words while its marks are written.
type drawing struct {
	*page
	list  []span
	begun map[string]bool // ids that were given out
	on    []span          // findings of the open mark element
}

func (d *drawing) segment(text string, from, to int) {
	var on []span
	figure := -1
	for _, s := range d.list {
		if s.start > from {
			break // the list is in order
		}
		switch {
		case s.end < to:
		case s.card != nil:
			on = append(on, s)
		default:
			figure = s.figure
		}
	}
	d.mark(on)
	if figure < 0 {
		d.text(text[from:to])
		return
	}
	d.figure(figure, text[from:to], d.begun)
}

// mark closes the mark element that is open and opens one for other findings, unless they are the same.
func (d *drawing) mark(on []span) {
	if sameSpans(d.on, on) {
		return
	}
	if len(d.on) > 0 {
		d.raw("</mark>")
		var signs []*card
		for _, s := range d.on {
			if !holds(on, s) && !s.beside {
				signs = append(signs, s.card)
			}
		}
		d.signs(signs)
	}
	d.on = on
	if len(on) == 0 {
		return
	}
	worst, ids := on[0], ""
	for _, s := range on {
		if worst.beside && !s.beside || s.beside == worst.beside && s.card.f.Severity > worst.card.f.Severity {
			worst = s
		}
		ids += " " + strconv.Itoa(s.card.n)
	}
	class := report.Letter(worst.card.f)
	if worst.beside {
		class = "beside"
	}
	attrs := []string{"class", class, "data-d", strings.TrimSpace(ids)}
	rest := ""
	for _, s := range on {
		switch {
		case d.begun[s.id]:
		case rest == "" && len(attrs) == 4:
			attrs = append(attrs, "id", s.id)
		default:
			rest += `<span id="` + s.id + `"></span>`
		}
		d.begun[s.id] = true
	}
	d.raw(rest)
	d.open("mark", attrs...)
}

func sameSpans(a, b []span) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].id != b[i].id {
			return false
		}
	}
	return true
}

func holds(list []span, s span) bool {
	for _, x := range list {
		if x.id == s.id {
			return true
		}
	}
	return false
}

// signs write the small word behind marked words that leads to the finding. Several findings on the same
// words share the word, which leads to the first; the others are counted behind it.
func (p *page) signs(cards []*card) {
	if len(cards) == 0 {
		return
	}
	worst := cards[0]
	for _, c := range cards {
		if report.Letter(worst.f) == "X" || c.f.Waiver == nil && c.f.Severity > worst.f.Severity {
			worst = c
		}
	}
	p.sign(worst, report.SeverityWords[worst.f.Severity].In(p.lang))
	n := 1
	for _, c := range cards {
		if c == worst {
			continue
		}
		n++
		p.sign(c, "·"+strconv.Itoa(n))
	}
}

func (p *page) sign(c *card, words string) {
	p.raw(`<sup class="n `, report.Letter(c.f), `"><a href="#`, c.id(), `">`)
	p.text(words)
	p.raw(`<span class="vh">`)
	p.text(p.say("：", ": ") + c.f.Title.In(p.lang))
	p.raw("</span></a></sup>")
}

// figure writes a figure as a link to what is known about it.
func (p *page) figure(i int, text string, begun map[string]bool) {
	id := report.FigureID(i)
	class, to := "k", "n"+strconv.Itoa(i+1)
	if f := &p.rep.Figures[i]; !f.InClaim && !f.Key.Known() {
		class = "k nk"
	}
	if begun[id] {
		p.el("a", text, "class", class, "href", "#"+to)
		return
	}
	begun[id] = true
	p.el("a", text, "class", class, "id", id, "href", "#"+to)
}

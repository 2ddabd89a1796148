// Package page draws the report of one document as a page that needs nothing else, and the index of several (审核报告网页).
package page

import (
	"crypto/sha256"
	_ "embed" // the style sheets and the script of the page
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/render/report"
)

//go:embed assets/page.css
var pageCSS string

//go:embed assets/findings.css
var findingsCSS string

//go:embed assets/page.js
var pageJS string

// ErrSeveral says that a second document came to a page that holds one.
var ErrSeveral = errors.New("a page holds one document")

// HTML is the page of one document. It is written at the end, when the findings of the set are known.
type HTML struct {
	w   io.Writer
	run report.Run
	d   *report.Document
}

// NewHTML begins a page.
func NewHTML(w io.Writer, run report.Run) *HTML { return &HTML{w: w, run: run} }

// Document takes the document; a second one is ErrSeveral.
func (h *HTML) Document(d *report.Document) error {
	if h.d != nil {
		return ErrSeveral
	}
	h.d = d
	return nil
}

// Close writes the page.
func (h *HTML) Close(sets []*audit.Set) error {
	if h.d == nil {
		return nil
	}
	return Write(h.w, h.run, h.d, report.SetOf(sets, h.d.File), "")
}

// page is a page while it is written.
type page struct {
	*markup
	*plan
	run  report.Run
	lang string
	d    *report.Document
	home string // address of the index, "" where there is none
}

func (p *page) say(zh, en string) string {
	if p.lang == "en" {
		return en
	}
	return zh
}

// Write writes one document with its findings as a page that needs nothing else: no style sheet, no
// script, no picture from elsewhere. set is the set of the document, nil where it is not known yet; home
// is the address of the index of several documents, "" where there is none.
func Write(w io.Writer, run report.Run, d *report.Document, set *audit.Set, home string) error {
	p := &page{markup: newMarkup(w), run: run, lang: run.Lang, d: d, home: home}
	if d.Err == nil {
		p.plan = newPlan(d, &p.run, set)
	}
	p.head(p.title() + p.say(" · 审核报告 · 明账", " · audit report · Mingzhang"))
	p.raw(`<a class="skip" href="#findings">`)
	p.text(p.say("跳到发现", "Skip to findings"))
	p.raw("</a>")
	if d.Err == nil {
		p.raw(`<a class="skip" href="#doc">`)
		p.text(p.say("跳到原文", "Skip to the original"))
		p.raw("</a>")
	}
	p.raw(`<div class="app">`)
	p.masthead()
	if d.Err != nil {
		p.raw(`<main class="list" id="findings">`)
		p.el("p", report.Reason(d.Err, p.lang), "class", "none")
		p.raw("</main></div>")
	} else {
		p.raw(`<main class="audit">`)
		p.findings()
		p.document()
		p.raw("</main></div>")
		p.about()
		p.script()
	}
	p.raw("</body></html>\n")
	return p.w.Flush()
}

// head writes the head and opens the body. The policy allows the style sheet and the script of this
// very page and nothing else.
func (m *markup) pageHead(lang, title string) {
	code := "zh-CN"
	if lang == "en" {
		code = "en"
	}
	css := pageCSS + findingsCSS
	m.raw("<!doctype html>\n<html lang=\"", code, "\"><head><meta charset=\"utf-8\"><meta name=\"generator\" content=\"mingzhang\">")
	m.raw(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '`, digest(css), `'; script-src '`, digest(pageJS), `'; base-uri 'none'; form-action 'none'">`)
	m.raw(`<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">`)
	m.el("title", title)
	m.raw("<style>", css, "</style></head>\n")
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func (p *page) head(title string) {
	p.pageHead(p.lang, title)
	p.open("body", "data-shown", p.say("显示%条发现", "% findings shown"))
}

func (p *page) script() { p.raw("<script>", pageJS, "</script>") }

// title is what the document calls itself, else whose it is, else its file.
func (p *page) title() string {
	if p.d.Err != nil {
		return p.d.File
	}
	for i := range p.rep.Passages {
		q := &p.rep.Passages[i]
		t := strings.TrimSpace(q.Text)
		if t == "" {
			continue
		}
		if q.Table < 0 && len([]rune(t)) <= 50 && !strings.ContainsAny(t, "。；：") && strings.ContainsAny(t, "预决年") {
			return t
		}
		break
	}
	if t := p.whose(); t != "" {
		return t
	}
	return p.d.File
}

// whose says entity, year and kind in words.
func (p *page) whose() string {
	year := ""
	if p.rep.Year != 0 {
		year = fmt.Sprint(p.rep.Year)
	}
	kind := ""
	if p.rep.Kind != budget.OtherDocument {
		kind = report.KindWords[p.rep.Kind].In(p.lang)
	}
	if p.lang == "en" {
		return strings.Join(strings.Fields(p.rep.Entity+" "+year+" "+kind), " ")
	}
	if year != "" {
		year += "年"
	}
	return p.rep.Entity + year + kind
}

func (p *page) masthead() {
	p.raw(`<header class="head"><div class="mast">`)
	if p.home != "" {
		p.el("a", p.say("明账", "明账"), "class", "brand", "href", p.home, "lang", "zh-CN")
	} else {
		p.raw(`<span class="brand" lang="zh-CN">明账</span>`)
	}
	p.el("h1", p.title())
	if p.d.Err == nil {
		agreed, counts := report.Tally(p.d)
		counts.Add(p.set)
		p.seam("tally", func() { p.tally(agreed, counts) })
	}
	p.raw("</div>")
	p.facts()
	p.raw("</header>")
}

// tally is the count of what agrees and of the findings by severity.
func (p *page) tally(agreed int, counts report.Counts) {
	p.raw(`<div class="tally">`)
	if agreed > 0 {
		p.el("span", fmt.Sprintf(p.say("%d项相符", "%d agree"), agreed), "class", "v eq")
	}
	for s := audit.Fatal; ; s-- {
		if counts[s] > 0 {
			p.open("span", "class", "sev "+report.SeverityLetters[s])
			p.text(report.SeverityWords[s].In(p.lang))
			p.el("b", fmt.Sprint(counts[s]))
			p.close("span")
		}
		if s == audit.Info {
			break
		}
	}
	p.raw("</div>")
}

// facts is the line of particulars below the title.
func (p *page) facts() {
	p.raw(`<p class="facts">`)
	p.el("span", p.d.File[strings.LastIndexAny(p.d.File, `/\\`)+1:])
	if p.d.Err == nil {
		if w := p.whose(); w != "" && w != p.title() {
			p.el("span", w)
		}
		c := p.rep.Coverage
		p.raw("<span>")
		p.el("a", report.Understood(c, p.lang), "href", "#unread")
		p.raw("</span>")
		if p.d.Status() == "partly" {
			p.el("span", p.say("没有全部读出", "read in part"))
		}
	}
	p.el("span", p.run.Tool+p.say("　规则", ", rules ")+audit.Version)
	if p.run.Overrides != "" {
		p.el("span", p.say("科目表换用", "codes from ")+p.run.Overrides)
	}
	if n := min(len(p.d.SHA256), 12); n > 0 {
		p.raw(`<span>SHA-256 <code title="`, report.Escape(p.d.SHA256), `">`, report.Escape(p.d.SHA256[:n]), "…</code></span>")
	}
	p.raw("</p>")
}

package page

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/render/report"
)

// Index collects a line for each document of a run and writes the page that leads to theirs.
type Index struct {
	run  report.Run
	rows []indexRow
}

// indexRow is what the index keeps of a document: counts, not the document.
type indexRow struct {
	file     string
	status   string
	counts   report.Counts
	waived   int
	agreed   int
	coverage budget.Coverage
	err      string
	entity   string
	page     string
}

// NewIndex begins an index.
func NewIndex(run report.Run) *Index { return &Index{run: run} }

// Add notes a document and the address of its page, "" where it has none.
func (x *Index) Add(d *report.Document, address string) {
	r := indexRow{file: d.File, status: d.Status(), page: address}
	if d.Err != nil {
		r.err = report.Reason(d.Err, x.run.Lang)
	} else {
		r.agreed, r.counts = report.Tally(d)
		r.coverage = d.Result.Report.Coverage
		for i := range d.Result.Findings {
			if d.Result.Findings[i].Waiver != nil {
				r.waived++
			}
		}
		p := page{plan: &plan{rep: d.Result.Report}, lang: x.run.Lang, d: d}
		r.entity = p.whose()
	}
	x.rows = append(x.rows, r)
}

// Write writes the index: what only the sets show, the files that could not be read, and the table of all.
func (x *Index) Write(w io.Writer, sets []*audit.Set) error {
	p := &page{markup: newMarkup(w), run: x.run, lang: x.run.Lang}
	title := fmt.Sprintf(p.say("%d份文件的审核", "Audit of %d files"), len(x.rows))
	p.pageHead(p.lang, title+p.say(" · 明账", " · Mingzhang"))
	p.raw(`<body><a class="skip" href="#main">`)
	p.text(p.say("跳到正文", "Skip to content"))
	p.raw(`</a><header class="head"><div class="mast"><span class="brand" lang="zh-CN">明账</span>`)
	p.el("h1", title)
	p.raw(`</div><p class="facts">`)
	p.el("span", x.run.Tool+p.say("　规则", ", rules ")+audit.Version)
	p.raw(`</p></header><main class="list" id="main">`)
	x.sets(p, sets)
	x.unread(p)
	x.table(p, sets)
	p.raw("</main></body></html>\n")
	return p.w.Flush()
}

func (x *Index) unread(p *page) {
	n := 0
	for i := range x.rows {
		if x.rows[i].err == "" {
			continue
		}
		if n++; n == 1 {
			p.el("h2", p.say("读不了的文件", "Files that could not be read"))
			p.raw(`<ul class="more">`)
		}
		p.raw("<li><strong>")
		p.text(x.rows[i].file)
		p.raw("</strong> ")
		p.text(x.rows[i].err)
		p.raw("</li>")
	}
	if n > 0 {
		p.raw("</ul>")
	}
}

func (x *Index) sets(p *page, sets []*audit.Set) {
	n := 0
	for _, s := range sets {
		for i := range s.Findings {
			f := &s.Findings[i]
			if n++; n == 1 {
				p.el("h2", p.say("放在一起才看得出的", "What only the files together show"))
				p.raw(`<ul class="more">`)
			}
			p.raw("<li>")
			p.el("span", report.SeverityWords[f.Severity].In(p.lang), "class", "sev "+report.Letter(f))
			p.raw(" <strong>")
			p.text(f.Title.In(p.lang))
			p.raw("</strong> ")
			p.text(report.SetName(s, p.lang))
			p.raw(`<p class="mute">`)
			p.text(strings.TrimSpace(f.Rule + " " + report.Message(f, p.lang) + " " + report.Demanded(s, p.lang)))
			p.raw("</p></li>")
		}
	}
	if n > 0 {
		p.raw("</ul>")
	}
}

func (x *Index) table(p *page, sets []*audit.Set) {
	p.el("h2", p.say("各份文件", "The files"))
	p.raw(`<div class="scroll" role="region" tabindex="0" aria-label="`, p.say("各份文件的结果", "results by file"), `"><table class="acct">`)
	p.el("caption", p.say("“相符”含四舍五入可以解释的", "“agree” includes what rounding explains"))
	p.raw("<thead><tr>")
	for _, h := range [...][2]string{{"文件", "file"}, {"致命", "fatal"}, {"错误", "error"}, {"警告", "warning"}, {"提示", "info"}, {"相符", "agree"}, {"读懂%", "understood %"}} {
		p.el("th", p.say(h[0], h[1]), "scope", "col")
	}
	p.raw("</tr></thead><tbody>")
	for _, set := range report.Shared(sets) {
		p.raw(`<tr><th scope="row">`)
		p.text(report.SetName(set, p.lang))
		p.raw("</th>")
		var c report.Counts
		c.Add(set)
		p.counts(c)
		p.raw("<td>—</td><td>—</td></tr>\n")
	}
	for i := range x.rows {
		x.row(p, &x.rows[i], sets)
	}
	p.raw("</tbody></table></div>")
}

func (x *Index) row(p *page, r *indexRow, sets []*audit.Set) {
	p.raw(`<tr><th scope="row">`)
	if r.page != "" {
		p.el("a", r.file, "href", (&url.URL{Path: "./" + r.page}).String())
	} else {
		p.text(r.file)
	}
	if r.entity != "" {
		p.el("small", r.entity)
	}
	p.raw("</th>")
	if r.err != "" {
		p.el("td", p.say("读不了：", "not read: ")+r.err, "colspan", "6", "class", "l")
	} else {
		counts := r.counts
		if set := report.SetOf(sets, r.file); set != nil && len(set.Files) == 1 {
			counts.Add(set)
		}
		p.counts(counts)
		p.el("td", fmt.Sprint(r.agreed))
		p.el("td", report.Percent(r.coverage))
	}
	p.raw("</tr>\n")
}

// counts writes the cells of the findings by severity.
func (p *page) counts(c report.Counts) {
	for s := audit.Fatal; ; s-- {
		p.el("td", fmt.Sprint(c[s]), nameIf(c[s] > 0 && s >= audit.Error, "class"), "z F")
		if s == audit.Info {
			return
		}
	}
}

// Name makes the file name of a document's page from the name of the document, different from all
// that are taken. Names are compared without case, as Windows does.
func Name(file string, taken map[string]bool) string {
	name := file[strings.LastIndexAny(file, `/\`)+1:]
	if i := strings.Index(file, "!/"); i >= 0 { // a.zip!/b/c.docx
		name = file[strings.LastIndexAny(file[:i], `/\`)+1:i] + "_" + name
	}
	name = strings.Map(func(r rune) rune {
		if report.Visible(string(r)) != string(r) || r == utf8.RuneError || strings.ContainsRune(`<>:"|?*%#`, r) {
			return '_'
		}
		return r
	}, name)
	const longest = 60
	if name = strings.Trim(name, ". "); name == "" || name == "-" {
		name = "stdin"
	}
	name = name[:report.Ahead(name, 0, longest)]
	out := name + ".html"
	for n := 2; taken[strings.ToLower(out)] || strings.EqualFold(out, "index.html"); n++ {
		out = fmt.Sprintf("%s-%d.html", name, n)
	}
	taken[strings.ToLower(out)] = true
	return out
}

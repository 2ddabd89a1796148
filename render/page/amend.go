package page

import (
	"bytes"
	"io"
	"strconv"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/render/report"
)

// The pages of a batch are written as the documents come, before it is known what the sets show. Each has
// seams, comments of our own, at which that is put in when the batch is done.

// seam writes a part of a page of a batch that may be written again.
func (p *page) seam(name string, write func()) {
	if p.home == "" {
		write()
		return
	}
	p.raw("<!--", name, "-->")
	write()
	p.raw("<!--/", name, "-->")
}

// Amended lists the pages on which something of their set is missing.
func (x *Index) Amended(sets []*audit.Set) []string {
	var out []string
	for i := range x.rows {
		if s := report.SetOf(sets, x.rows[i].file); s != nil && len(s.Findings) > 0 && x.rows[i].page != "" {
			out = append(out, x.rows[i].page)
		}
	}
	return out
}

// Amend writes a page of the batch again, with what its set shows before its own findings and counted with
// them.
func (x *Index) Amend(w io.Writer, address string, page []byte, sets []*audit.Set) error {
	for i := range x.rows {
		if r := &x.rows[i]; r.page == address {
			if set := report.SetOf(sets, r.file); set != nil {
				page = x.amend(r, page, set)
			}
		}
	}
	_, err := w.Write(page)
	return err
}

func (x *Index) amend(r *indexRow, data []byte, set *audit.Set) []byte {
	counts := r.counts
	counts.Add(set)
	letters := map[string]int{"X": r.waived}
	for s, n := range counts {
		letters[report.SeverityLetters[s]] = n
	}
	for i := range set.Findings {
		if set.Findings[i].Waiver != nil {
			letters["X"]++
		}
	}
	put := func(name string, write func(*page)) {
		var b bytes.Buffer
		p := &page{markup: newMarkup(&b), run: x.run, lang: x.run.Lang, plan: &plan{set: set, rep: &budget.Report{}}, d: &report.Document{Result: &audit.Result{Report: &budget.Report{}}}}
		write(p)
		if p.w.Flush() == nil {
			data = between(data, name, b.Bytes())
		}
	}
	cards := func(p *page) {
		for i := range set.Findings {
			c := &card{f: &set.Findings[i], ofSet: true, at: nowhere, open: x.run.Shown(&set.Findings[i])}
			c.ids = make([]string, len(c.places()))
			c.name = "s" + strconv.Itoa(i+1)
			p.card(c)
		}
	}
	put("tally", func(p *page) { p.tally(r.agreed, counts) })
	put("pills", func(p *page) { p.pills(letters) })
	put("cards", cards)
	put("list", func(p *page) {
		p.raw("<ol>")
		cards(p)
		p.raw("</ol>")
	})
	put("none", func(p *page) {
		p.open("p", "class", "none", "id", "none", "hidden", bare)
		p.text(p.say("选中的级别没有发现", "nothing at the chosen severities"))
		p.close("p")
	})
	return data
}

// between puts words between the two comments of a seam, where the page has it.
func between(data []byte, name string, words []byte) []byte {
	begin, end := []byte("<!--"+name+"-->"), []byte("<!--/"+name+"-->")
	i := bytes.Index(data, begin)
	j := bytes.Index(data, end)
	if i < 0 || j < i {
		return data
	}
	out := make([]byte, 0, len(data)+len(words))
	out = append(out, data[:i+len(begin)]...)
	out = append(out, words...)
	return append(out, data[j:]...)
}

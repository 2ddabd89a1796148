package page

import (
	"sort"
	"strconv"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/render/report"
	"mingzhang/source"
)

// The limits of a page. A browser gets slow beyond some ten megabytes; what is left out is said where it
// is missing, and stands in the other formats.
const (
	maxCards    = 1000    // findings drawn in full
	maxNumbers  = 6000    // figures with a note of their own
	maxDrawn    = 3 << 20 // bytes of the original; a cell counts as cellCost
	cellCost    = 60      //
	maxLong     = 20_000  // bytes of one paragraph
	maxRows     = 600     // rows of one table
	maxCols     = 80      // columns of one table
	maxListed   = 500     // checks, and numbers that were not understood
	aroundBlock = 3       // blocks drawn around a finding of a document that is not drawn whole
	aroundWords = 600     // bytes drawn around a finding of a paragraph that is not drawn whole
	maxCellText = 4_000   // bytes of one cell
	wholeMark   = 180     // a mark of more bytes is the whole paragraph, and underlines nothing
)

// card is a finding on the page, with the places it points to.
type card struct {
	f     *audit.Finding
	n     int
	open  bool
	at    where
	start int
	ids   []string // of its places in the document, "" where one is not drawn
	ofSet bool     // only the set of the document shows it
	name  string   // its id, where it has no number
}

// where is a paragraph or a cell of the document: the index of the block, and of the cell in its grid.
type where struct{ block, cell int }

var nowhere = where{-1, -1}

// span is a marked stretch of the words of a paragraph or cell.
type span struct {
	start, end int
	figure     int   // index of a figure, -1 for a finding
	card       *card // nil for a figure
	id         string
	beside     bool // the finding is not about these words, it only needs them: the other grades of a ladder
}

// plan settles before anything is written which findings, figures and parts of the document are drawn
// and where they stand.
type plan struct {
	set     *audit.Set
	doc     *source.Document
	rep     *budget.Report
	cards   []*card
	left    int // findings that are not drawn
	spans   map[where][]span
	drawn   []bool // by block; nil for all
	heads   map[string]bool
	forms   map[*source.Grid]*budget.Form
	checks  map[int][]int // by figure
	figures int           // how many figures have a note
	byKey   map[place][]where
	rows    map[int][]int      // by block: the rows that are drawn of a table that is too long
	windows map[where][][2]int // the stretches that are drawn of words that are too long
	marked  []bool             // by figure: it has a mark in the document
}

// place is a Location in the form in which places are compared.
type place struct {
	part        string
	paragraph   int
	table       string
	row, col    int
	sheet, cell string
	page, line  int
	path        string
}

func placeOf(l source.Location) place {
	switch {
	case l.Sheet != "":
		return place{sheet: l.Sheet, cell: l.Cell}
	case l.Table != "" && l.Row > 0:
		return place{part: l.Part, table: l.Table, row: l.Row, col: l.Col}
	}
	return lineOf(l)
}

// lineOf leaves the table out, for places that know only their line.
func lineOf(l source.Location) place {
	return place{part: l.Part, paragraph: l.Paragraph, page: l.Page, line: l.Line, path: l.Path}
}

func newPlan(d *report.Document, run *report.Run, set *audit.Set) *plan {
	p := &plan{set: set, doc: d.Source, rep: d.Result.Report, spans: map[where][]span{}, heads: map[string]bool{}, forms: map[*source.Grid]*budget.Form{}, checks: map[int][]int{}}
	p.figures = min(len(p.rep.Figures), maxNumbers)
	for i := range p.rep.Forms {
		p.forms[p.rep.Forms[i].Grid] = &p.rep.Forms[i]
	}
	for i := range p.rep.Passages {
		if q := &p.rep.Passages[i]; q.Heading && len(p.heads) < 1<<16 {
			for _, l := range q.Lines() {
				p.heads[l.Location.String()+l.Text] = true
			}
		}
	}
	for i := range d.Result.Checks {
		for _, f := range d.Result.Checks[i].Figures {
			if f < p.figures {
				p.checks[f] = append(p.checks[f], i)
			}
		}
	}
	p.choose(d.Result.Findings)
	p.index()
	p.anchor()
	p.order(run)
	p.thin()
	p.cut()
	p.marked = make([]bool, p.figures)
	for _, list := range p.spans {
		for _, s := range list {
			if s.card == nil {
				p.marked[s.figure] = true
			}
		}
	}
	return p
}

// choose takes the findings that are drawn: where there are too many, the most severe ones.
func (p *plan) choose(findings []audit.Finding) {
	if p.set != nil {
		for i := range p.set.Findings {
			p.cards = append(p.cards, &card{f: &p.set.Findings[i], ofSet: true})
		}
	}
	for i := range findings {
		p.cards = append(p.cards, &card{f: &findings[i]})
	}
	if len(p.cards) > maxCards {
		sort.SliceStable(p.cards, func(i, j int) bool { return p.cards[i].f.Severity > p.cards[j].f.Severity })
		p.left = len(p.cards) - maxCards
		p.cards = p.cards[:maxCards]
	}
}

// index finds the paragraphs and cells in which figures and findings stand; no others are remembered.
func (p *plan) index() {
	p.byKey = map[place][]where{}
	want := map[place]bool{}
	add := func(l source.Location) { want[placeOf(l)], want[lineOf(l)] = true, true }
	for i := 0; i < p.figures; i++ {
		add(p.rep.Figures[i].Place.Location)
	}
	for _, c := range p.cards {
		for _, q := range c.places() {
			add(q.Location)
		}
	}
	note := func(k place, w where) {
		if want[k] {
			p.byKey[k] = append(p.byKey[k], w)
		}
	}
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		if b.Paragraph != nil {
			note(placeOf(b.Paragraph.Place), where{i, -1})
			continue
		}
		if b.Grid == nil {
			continue
		}
		for k := range b.Grid.Cells {
			l := b.Grid.Cells[k].Place
			note(placeOf(l), where{i, k})
			if l.Sheet == "" && l.Table != "" {
				note(lineOf(l), where{i, k})
			}
		}
	}
}

// places lists where a finding points to: its own place, further ones, and those of what was folded in.
func (c *card) places() []budget.Place {
	out := append([]budget.Place{c.f.Place}, c.f.Places...)
	for i := range c.f.Attached {
		out = append(out, c.f.Attached[i].Place)
	}
	return out
}

func (p *plan) words(w where) string {
	b := &p.doc.Blocks[w.block]
	if w.cell < 0 {
		return b.Paragraph.Text
	}
	return b.Grid.Cells[w.cell].Text
}

// find looks for the paragraph or cell of a place, and the bytes of its words that are meant. Several
// paragraphs may stand on one line; the same words decide.
func (p *plan) find(q budget.Place) (w where, start, end int) {
	list := p.byKey[placeOf(q.Location)]
	if len(list) == 0 {
		list = p.byKey[lineOf(q.Location)]
	}
	if len(list) == 0 || q.Location == (source.Location{}) {
		return nowhere, 0, 0
	}
	w = list[0]
	for _, x := range list {
		if p.words(x) == q.Text {
			w = x
			if l := p.column(x); l == 0 || q.Column == 0 || q.Column >= l && q.Column <= l+len(q.Text) {
				break
			}
		}
	}
	text := p.words(w)
	start, end = q.Mark[0], q.Mark[1]
	if text != q.Text && end > start && end <= len(q.Text) {
		i := strings.Index(text, q.Text[start:end])
		start, end = i, i+end-start
	}
	if start < 0 || end <= start || end > len(text) {
		start, end = 0, 0
	}
	return w, start, end
}

func (p *plan) column(w where) int {
	if b := &p.doc.Blocks[w.block]; w.cell < 0 {
		return b.Paragraph.Place.Column
	}
	return p.doc.Blocks[w.block].Grid.Cells[w.cell].Place.Column
}

// anchor gives each figure and each place of a finding its span.
func (p *plan) anchor() {
	for i := 0; i < p.figures; i++ {
		w, start, end := p.find(p.rep.Figures[i].Place)
		if w == nowhere {
			continue
		}
		if end == 0 {
			end = len(p.words(w))
		}
		p.spans[w] = append(p.spans[w], span{start: start, end: end, figure: i})
	}
	for _, c := range p.cards {
		c.at = nowhere
		for k, q := range c.places() {
			w, start, end := p.find(q)
			if w == nowhere {
				c.ids = append(c.ids, "")
				continue
			}
			if k == 0 {
				c.at, c.start = w, start
			}
			c.ids = append(c.ids, strconv.Itoa(k)) // the number of the card comes with the order
			beside := k > 0 && k <= len(c.f.Places) && c.f.Category == audit.Ladder
			p.spans[w] = append(p.spans[w], span{start: start, end: end, figure: -1, card: c, id: strconv.Itoa(k), beside: beside})
		}
	}
	p.byKey = nil
}

// order sorts the findings as they stand in the document, those of its set and on all of it first, and
// opens the first one that matters.
func (p *plan) order(run *report.Run) {
	sort.SliceStable(p.cards, func(i, j int) bool {
		a, b := p.cards[i], p.cards[j]
		switch {
		case (a.f.Waiver != nil) != (b.f.Waiver != nil):
			return b.f.Waiver != nil
		case a.ofSet != b.ofSet:
			return a.ofSet
		case a.at.block != b.at.block:
			return a.at.block < b.at.block
		case a.at.cell != b.at.cell:
			return a.at.cell < b.at.cell
		}
		return a.start < b.start
	})
	const early = 6 // so far down a finding is still seen on the first screen
	var first *card
	seen := 0
	for i, c := range p.cards {
		c.n = i + 1
		for k, id := range c.ids {
			if id != "" {
				c.ids[k] = c.anchorID(id)
			}
		}
		if !run.Shown(c.f) {
			continue
		}
		if seen++; first == nil || seen <= early && first.f.Severity < audit.Error && c.f.Severity >= audit.Error {
			first = c
		}
	}
	if first != nil {
		first.open = true
	}
	for w, list := range p.spans {
		for i := range list {
			if c := list[i].card; c != nil {
				list[i].id = c.anchorID(list[i].id)
			}
		}
		sort.SliceStable(list, func(i, j int) bool { return list[i].start < list[j].start })
		p.spans[w] = list
	}
}

func (c *card) anchorID(k string) string { return "w" + strconv.Itoa(c.n) + "-" + k }

func (c *card) id() string {
	if c.name != "" {
		return c.name
	}
	return "d" + strconv.Itoa(c.n)
}

// thin leaves out parts of a document that is too large to draw: what surrounds findings and the
// beginning stay.
func (p *plan) thin() {
	total := 0
	costs := make([]int, len(p.doc.Blocks))
	for i := range p.doc.Blocks {
		costs[i] = cost(&p.doc.Blocks[i])
		total += costs[i]
	}
	if total <= maxDrawn {
		return
	}
	p.drawn = make([]bool, len(costs))
	left := maxDrawn
	take := func(i int) {
		if i >= 0 && i < len(costs) && !p.drawn[i] && left > costs[i] {
			p.drawn[i] = true
			left -= costs[i]
		}
	}
	for _, c := range p.cards {
		if c.at != nowhere {
			take(c.at.block)
		}
	}
	for _, c := range p.cards {
		for k := -aroundBlock; c.at != nowhere && k <= aroundBlock; k++ {
			take(c.at.block + k)
		}
	}
	for i := range costs {
		take(i)
	}
	for w, list := range p.spans {
		if p.drawn[w.block] {
			continue
		}
		for _, s := range list {
			if s.card != nil {
				s.card.drop(s.id)
			}
		}
		delete(p.spans, w)
	}
}

// drop forgets an anchor that is not drawn.
func (c *card) drop(id string) {
	for k := range c.ids {
		if c.ids[k] == id {
			c.ids[k] = ""
		}
	}
}

func cost(b *source.Block) int {
	if b.Paragraph != nil {
		return min(len(b.Paragraph.Text), maxLong) + 30
	}
	if b.Grid == nil {
		return 0
	}
	return min(len(b.Grid.Cells), maxRows*maxCols) * cellCost
}

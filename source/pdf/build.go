package pdf

import (
	"cmp"
	"slices"
	"strconv"

	"mingzhang/source"
)

// block is a paragraph or a table with the box by which blocks are ordered.
type block struct {
	para  *source.Paragraph
	line  line // of a paragraph
	table *table
	box   source.Box
}

// leaf is a page while it is being rebuilt, upright.
type leaf struct {
	page          int
	width, height int32
	turns         int
	blocks        []block
	levels        []line // all lines of the page, for numbering

	left, right int32 // the margins of its text
	hidden      string

	loose []bar   // level lines that belong to no ruled table
	text  []level // lines outside of ruled tables
	aside []run   // runs that are not upright

	next   *leaf
	barred bool // a ruled table ends the page before
}

// MaxCells bounds the cells of all ruled tables: 1,048,576 of them take 250 MB.
const MaxCells = 1 << 20

// Build rebuilds a document from its pages. It accepts any input; what makes no sense on a page comes
// out as paragraphs. Pages behind one with which MaxCells is exceeded are left out, which a note says.
func Build(pages []Page) *source.Document { return build(pages, MaxCells) }

func build(pages []Page, most int) *source.Document {
	doc := &source.Document{Format: source.PDF}
	leaves := make([]*leaf, 0, len(pages))
	cells := 0
	for i := range pages {
		p := &pages[i]
		if cells > most {
			doc.Notes = append(doc.Notes, source.Note{Code: source.Truncated, Place: source.Location{Page: p.Number}})
			break
		}
		if p.Scanned {
			doc.Notes = append(doc.Notes, source.Note{Code: source.ScannedPage, Place: source.Location{Page: p.Number}})
		}
		leaves = append(leaves, read(p))
		for _, b := range leaves[i].blocks {
			cells += len(b.table.grid.Cells)
		}
		if i > 0 {
			leaves[i-1].next = leaves[i]
		}
		if h := leaves[i].hidden; h != "" {
			doc.Notes = append(doc.Notes, source.Note{
				Code: source.HiddenText, Place: source.Location{Page: p.Number}, Text: h,
			})
		}
	}
	furniture(leaves)
	unruled(leaves)
	for _, l := range leaves {
		l.finish()
	}
	across(leaves)
	setMargins(leaves)
	flow(leaves)
	number := 0
	for _, l := range leaves {
		for _, b := range l.blocks {
			if b.table == nil {
				doc.Blocks = append(doc.Blocks, source.Block{Paragraph: b.para})
				continue
			}
			number++
			b.table.number(strconv.Itoa(number))
			doc.Blocks = append(doc.Blocks, source.Block{Grid: &b.table.grid})
		}
	}
	return doc
}

// read finds the tables and lines of one page.
func read(shown *Page) *leaf {
	p, turns := upright(shown)
	l := &leaf{page: p.Number, width: p.Width, height: p.Height, turns: turns}
	rest, hidden := visible(runs(p.Glyphs), p)
	l.hidden = hidden
	l.levels = lines(rest)
	level, up := bars(p.Rules)
	ws, loose := webs(level, up)
	var ruled []*lattice
	for _, w := range ws {
		if t, ok := newLattice(w); ok {
			ruled = append(ruled, t)
		}
	}
	slices.SortStableFunc(ruled, func(a, b *lattice) int { return cmp.Compare(extent(a.box()), extent(b.box())) })
	rest = slices.DeleteFunc(rest, func(r run) bool {
		for _, t := range ruled { // the smallest first: a table within a cell keeps its own text
			if t.holds(r) {
				t.put(r)
				return true
			}
		}
		return false
	})
	for _, t := range ruled {
		if t.filled() {
			t.split(l)
			l.blocks = append(l.blocks, block{table: t.table(l), box: t.box()})
		}
	}
	l.loose = loose
	var flat []run
	for _, r := range rest {
		if r.turned {
			l.aside = append(l.aside, r)
		} else {
			flat = append(flat, r)
		}
	}
	for _, ln := range lines(flat) {
		l.text = append(l.text, newLevel(l, ln))
	}
	return l
}

// order sorts the blocks from top to bottom, and the parts of one level from left to right, although their
// boxes differ by a hair.
func (l *leaf) order() {
	slices.SortStableFunc(l.blocks, func(a, b block) int {
		return cmp.Or(cmp.Compare(a.box.Y0, b.box.Y0), cmp.Compare(a.box.X0, b.box.X0))
	})
	for i := 1; i < len(l.blocks); i++ {
		for j := i; j > 0; j-- {
			a, b := l.blocks[j-1], l.blocks[j]
			if a.para == nil || b.para == nil || b.box.X0 >= a.box.X0 ||
				overlap(a.box.Y0, a.box.Y1, b.box.Y0, b.box.Y1)*2 < min(a.box.Y1-a.box.Y0, b.box.Y1-b.box.Y0) {
				break
			}
			l.blocks[j-1], l.blocks[j] = b, a
		}
	}
}

func extent(b source.Box) int64 { return int64(b.X1-b.X0) * int64(b.Y1-b.Y0) }

// finish gives every block its place on the page as shown.
func (l *leaf) finish() {
	for i, b := range l.blocks {
		if b.para != nil {
			b.para.Place = l.place(b.box, b.line.box)
			continue
		}
		t := b.table
		t.head = l.above(i)
		for k := range t.grid.Cells {
			c := &t.grid.Cells[k]
			c.Place = t.on[k].place(c.Place.Box, t.first[k])
		}
		t.grid.Place = l.place(b.box, b.box)
	}
}

// place is the place of a box whose first line is given.
func (l *leaf) place(b, first source.Box) source.Location {
	return source.Location{Page: l.page, Line: l.levelAt(first), Box: back(l.turns, l.width, l.height).box(b)}
}

// levelAt is the number of the line that a box begins with.
func (l *leaf) levelAt(b source.Box) int {
	i, _ := slices.BinarySearchFunc(l.levels, b.Y0, func(ln line, y int32) int {
		return cmp.Compare((ln.box.Y0+ln.box.Y1)/2, y)
	})
	return min(i+1, max(len(l.levels), 1))
}

// visible drops what a person does not see: runs that lie outside the page or the window they are drawn
// through, as spreadsheets print the rows of other pages. A run that shows in part is kept whole. The
// first of the dropped lines is told, for the note.
func visible(in []run, p *Page) (out []run, hidden string) {
	page := source.Box{X1: p.Width, Y1: p.Height}
	for _, r := range in {
		if slices.ContainsFunc(r.glyphs, func(g Glyph) bool {
			x, y := (g.Box.X0+g.Box.X1)/2, (g.Box.Y0+g.Box.Y1)/2
			return g.Rune != ' ' && !g.Hidden && x >= page.X0 && x <= page.X1 && y >= page.Y0 && y <= page.Y1
		}) {
			out = append(out, r)
		} else if hidden == "" {
			hidden = line{runs: []run{r}, box: r.box}.text()
		}
	}
	return out, hidden
}

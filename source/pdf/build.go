package pdf

import (
	"cmp"
	"slices"

	"mingzhang/source"
)

// block is a paragraph or a table with the place by which blocks are ordered.
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
	blocks        []block
	levels        []line // all lines of the page, for numbering
}

// Build rebuilds a document from its pages. It accepts any input; what makes no sense on a page comes
// out as paragraphs.
func Build(pages []Page) *source.Document {
	doc := &source.Document{Format: source.PDF}
	leaves := make([]*leaf, len(pages))
	for i := range pages {
		p := &pages[i]
		if p.Scanned {
			doc.Notes = append(doc.Notes, source.Note{Code: source.ScannedPage, Place: source.Location{Page: p.Number}})
		}
		leaves[i] = read(p)
	}
	for _, l := range leaves {
		for _, b := range l.blocks {
			if b.table != nil {
				doc.Blocks = append(doc.Blocks, source.Block{Grid: &b.table.grid})
			} else {
				doc.Blocks = append(doc.Blocks, source.Block{Paragraph: b.para})
			}
		}
	}
	return doc
}

// read rebuilds one page.
func read(p *Page) *leaf {
	l := &leaf{page: p.Number, width: p.Width, height: p.Height}
	rest := runs(p.Glyphs)
	l.levels = lines(rest)
	level, upright := bars(p.Rules)
	ws, _ := webs(level, upright)
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
		l.blocks = append(l.blocks, block{table: t.table(p.Number), box: t.box()})
	}
	for _, ln := range lines(rest) {
		l.blocks = append(l.blocks, block{para: &source.Paragraph{Text: ln.text()}, line: ln, box: ln.box})
	}
	slices.SortStableFunc(l.blocks, func(a, b block) int {
		return cmp.Or(cmp.Compare(a.box.Y0, b.box.Y0), cmp.Compare(a.box.X0, b.box.X0))
	})
	return l
}

func extent(b source.Box) int64 { return int64(b.X1-b.X0) * int64(b.Y1-b.Y0) }

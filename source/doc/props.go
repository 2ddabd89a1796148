package doc

import (
	"cmp"
	"slices"
)

// run is a stretch of the stream with properties of its own.
type run struct {
	from, to int32
	props    props
}

// props are the properties that matter.
type props struct {
	hidden, deleted, symbol bool // of characters
	inTable, rowEnd         bool // of paragraphs
	innerCell, innerRowEnd  bool
	depth                   int
	level                   int // of a heading, 1 to 9
	numbered                bool
	row                     *rowShape
}

// rowShape is how a table row is divided (TDefTable).
type rowShape struct {
	edges []int16
	flags []uint16
}

const pageSize = 512

// properties reads the pages of formatted runs that a table of the file points to
// (MS-DOC 2.9.29, 2.9.22).
func (f *file) properties(at int, paras bool) []run {
	plc := f.part(at)
	if len(plc) < 12 {
		return nil
	}
	n := (len(plc) - 4) / 8
	var runs []run
	seen := make([]bool, len(f.main)/pageSize)
	for i := range n {
		number := int(le.Uint32(plc[4*(n+1)+4*i:]) & 0x3FFFFF)
		// Word lists each page once. A page that is listed again would bring a hundred runs for 8 bytes.
		if number >= len(seen) || seen[number] {
			continue
		}
		seen[number] = true
		page := number * pageSize
		runs = f.page(runs, f.main[page:page+pageSize], paras)
	}
	slices.SortStableFunc(runs, func(a, b run) int { return cmp.Compare(a.from, b.from) })
	return runs
}

// page reads one page. Runs without any property that matters are left out for characters.
func (f *file) page(runs []run, page []byte, paras bool) []run {
	count := int(page[pageSize-1])
	width := 1 // of what stands for each run: an offset, for paragraphs with 12 bytes of layout
	if paras {
		width = 13
	}
	if 4*(count+1)+width*count > pageSize-1 {
		return runs
	}
	for i := range count {
		r := run{from: int32(le.Uint32(page[4*i:])), to: int32(le.Uint32(page[4*i+4:]))}
		at := 2 * int(page[4*(count+1)+width*i])
		if at > 0 && at < pageSize-1 {
			if paras {
				f.paragraphProps(&r.props, page[at:pageSize-1])
			} else if size := int(page[at]); at+1+size <= pageSize-1 {
				f.apply(&r.props, page[at+1:at+1+size], 0)
			}
		}
		if paras || r.props != (props{}) {
			runs = append(runs, r)
		}
	}
	return runs
}

// paragraphProps reads a PapxInFkp: its length in words, its style, its properties.
func (f *file) paragraphProps(p *props, b []byte) {
	size, skip := 2*int(b[0])-1, 1
	if b[0] == 0 {
		if len(b) < 2 {
			return
		}
		size, skip = 2*int(b[1]), 2
	}
	if size < 2 || skip+size > len(b) {
		return
	}
	b = b[skip : skip+size]
	// Styles 1 to 9 are the headings by definition (MS-DOC 2.9.271).
	if style := int(le.Uint16(b)); style >= 1 && style <= 9 {
		p.level = style
	}
	f.apply(p, b[2:], 0)
}

// Property modifiers (MS-DOC 2.6).
const (
	sprmDeleted     = 0x0800
	sprmVanish      = 0x083C
	sprmSymbol      = 0x6A09
	sprmInTable     = 0x2416
	sprmRowEnd      = 0x2417
	sprmInnerCell   = 0x244B
	sprmInnerRowEnd = 0x244C
	sprmOutline     = 0x2640
	sprmDepth       = 0x6649
	sprmList        = 0x460B
	sprmHuge        = 0x6645
	sprmHugePapx    = 0x6646
	sprmDefTable    = 0xD608
	sprmChangeTabs  = 0xC615
)

// apply reads property modifiers one after another.
func (f *file) apply(p *props, b []byte, nested int) {
	for len(b) >= 3 {
		op := le.Uint16(b)
		b = b[2:]
		size, skip := operand(op, b)
		if size < 0 || skip+size > len(b) {
			return
		}
		f.set(p, op, b[skip:skip+size], nested)
		b = b[skip+size:]
	}
}

// operand returns the size of an operand and of the length before it; -1 if it is cut off.
func operand(op uint16, b []byte) (size, skip int) {
	switch op >> 13 {
	case 0, 1:
		return 1, 0
	case 2, 4, 5:
		return 2, 0
	case 3:
		return 4, 0
	case 7:
		return 3, 0
	}
	switch {
	case op == sprmDefTable:
		if len(b) < 2 {
			return -1, 0
		}
		return int(le.Uint16(b)) - 1, 2
	case op == sprmChangeTabs && b[0] == 255:
		// Deleted tabs take 4 bytes each, added ones 3.
		if len(b) < 2 || 2+4*int(b[1]) >= len(b) {
			return -1, 0
		}
		dels := int(b[1])
		return 1 + 4*dels + 1 + 3*int(b[2+4*dels]), 1
	}
	return int(b[0]), 1
}

func (f *file) set(p *props, op uint16, v []byte, nested int) {
	switch op {
	case sprmDeleted:
		p.deleted = v[0] == 1
	case sprmVanish:
		p.hidden = v[0] == 1
	case sprmSymbol:
		p.symbol = true
	case sprmInTable:
		p.inTable = v[0] == 1
	case sprmRowEnd:
		p.rowEnd = v[0] == 1
	case sprmInnerCell:
		p.innerCell = v[0] == 1
	case sprmInnerRowEnd:
		p.innerRowEnd = v[0] == 1
	case sprmOutline:
		if p.level = int(v[0]) + 1; p.level > 9 {
			p.level = 0
		}
	case sprmList:
		p.numbered = le.Uint16(v) != 0
	case sprmDepth:
		p.depth = int(min(le.Uint32(v), MaxTableDepth+1))
	case sprmHuge, sprmHugePapx:
		at := int(le.Uint32(v))
		if nested == 0 && at+2 <= len(f.data) {
			size := int(le.Uint16(f.data[at:]))
			if at+2+size <= len(f.data) {
				f.apply(p, f.data[at+2:at+2+size], 1)
			}
		}
	case sprmDefTable:
		p.row = shape(v)
	}
}

// shape reads a TDefTable: the edges of the cells, then 20 bytes for each cell.
func shape(v []byte) *rowShape {
	if len(v) < 1 {
		return nil
	}
	n := int(v[0])
	if n == 0 || 1+2*(n+1) > len(v) {
		return nil
	}
	s := &rowShape{}
	for i := range n + 1 {
		s.edges = append(s.edges, int16(le.Uint16(v[1+2*i:])))
	}
	rest := v[1+2*(n+1):]
	for i := range n {
		var flags uint16
		if 20*i+2 <= len(rest) {
			flags = le.Uint16(rest[20*i:])
		}
		s.flags = append(s.flags, flags)
	}
	return s
}

// find returns the properties at an offset.
func find(runs []run, at int32) (props, bool) {
	i, found := slices.BinarySearchFunc(runs, at, func(r run, at int32) int {
		switch {
		case r.to <= at:
			return -1
		case r.from > at:
			return 1
		}
		return 0
	})
	if !found {
		return props{}, false
	}
	return runs[i].props, true
}

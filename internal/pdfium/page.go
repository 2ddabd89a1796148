package pdfium

import (
	"context"
	"math"

	"mingzhang/source"
	"mingzhang/source/pdf"
)

// The types of page objects in fpdf_edit.h.
const (
	objectPath  = 2
	objectImage = 3
	objectForm  = 5
)

// frame maps the coordinates of a page's contents to the page as shown.
type frame struct {
	left, bottom, right, top float64
	turns                    int // quarter turns clockwise
}

func (f frame) point(x, y float64) (int32, int32) {
	switch f.turns {
	case 1:
		return hundredths(y - f.bottom), hundredths(x - f.left)
	case 2:
		return hundredths(f.right - x), hundredths(y - f.bottom)
	case 3:
		return hundredths(f.top - y), hundredths(f.right - x)
	}
	return hundredths(x - f.left), hundredths(f.top - y)
}

func (f frame) box(x0, y0, x1, y1 float64) source.Box {
	ax, ay := f.point(x0, y0)
	bx, by := f.point(x1, y1)
	return source.Box{X0: min(ax, bx), Y0: min(ay, by), X1: max(ax, bx), Y1: max(ay, by)}
}

// hundredths rounds points to hundredths. What lies absurdly far outside is pulled in, so that int32
// arithmetic on it cannot overflow.
func hundredths(v float64) int32 {
	const far = 1e7
	if math.IsNaN(v) {
		return 0
	}
	return int32(math.Round(min(max(v*100, -far), far)))
}

// page reads one page.
func (d *document) page(ctx context.Context, index int) (pdf.Page, error) {
	in := d.in
	in.refuel(pageFuel)
	out := pdf.Page{Number: index + 1}
	handle, err := in.call("FPDF_LoadPage", d.handle, uint64(index))
	if err != nil {
		return out, err
	}
	if handle == 0 {
		return out, errPage
	}
	defer d.release("FPDF_ClosePage", handle)
	f, err := d.frame(handle)
	if err != nil {
		return out, err
	}
	out.Width, out.Height = hundredths(f.right-f.left), hundredths(f.top-f.bottom)
	if f.turns%2 == 1 {
		out.Width, out.Height = out.Height, out.Width
	}
	c := &clips{in: in, frame: f, top: map[uint64]bool{}, known: map[window]source.Box{}}
	r := ruler{in: in, frame: f, width: out.Width, height: out.Height, clips: c, strokesLeft: &d.strokesLeft}
	if err := r.page(ctx, handle); err != nil {
		return out, err
	}
	out.Rules = r.rules
	if out.Glyphs, err = d.glyphs(ctx, handle, c); err != nil {
		return out, err
	}
	out.Scanned = r.picture && !hasInk(out.Glyphs)
	return out, nil
}

// release closes a handle, unless the instance is broken and goes as a whole.
func (d *document) release(name string, handle uint64) {
	if !d.in.broken {
		_, _ = d.in.call(name, handle) // a failure marks the instance as broken, which is all there is to do
	}
}

func (d *document) frame(page uint64) (frame, error) {
	in := d.in
	var f frame
	ok, err := in.call("FPDF_GetPageBoundingBox", page, in.at(0))
	if err != nil {
		return f, err
	}
	if v, read := in.floats(4); read && uint32(ok) != 0 {
		f.left, f.top, f.right, f.bottom = v[0], v[1], v[2], v[3]
	}
	turns, err := in.call("FPDFPage_GetRotation", page)
	f.turns = int(uint32(turns)) & 3
	return f, err
}

func hasInk(glyphs []pdf.Glyph) bool {
	for _, g := range glyphs {
		if g.Rune != ' ' {
			return true
		}
	}
	return false
}

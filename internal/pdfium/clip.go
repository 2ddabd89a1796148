package pdfium

import (
	"math"

	"mingzhang/source"
)

// clips finds what of an object can be seen. Spreadsheets print a page by drawing the whole sheet through a
// window, so that rows of other pages are in the contents and would be read twice.
type clips struct {
	in    *instance
	frame frame
	top   map[uint64]bool // objects of the page itself; those of forms have other coordinates
	known map[window]source.Box
}

// window tells clip paths apart: their number, and two corners of the last one. The ones before it are the
// windows around it.
type window struct {
	count          uint32
	x0, y0, x1, y1 float64
}

var everything = source.Box{X0: math.MinInt32, Y0: math.MinInt32, X1: math.MaxInt32, Y1: math.MaxInt32}

// box is the window of an object on the page as shown.
func (c *clips) box(object uint64) (source.Box, error) {
	if !c.top[object] {
		return everything, nil
	}
	path, err := c.in.call("FPDFPageObj_GetClipPath", object)
	if err != nil || path == 0 {
		return everything, err
	}
	n, err := c.in.call("FPDFClipPath_CountPaths", path)
	if err != nil || int32(uint32(n)) <= 0 {
		return everything, err
	}
	w := window{count: uint32(n)}
	last := uint64(w.count - 1)
	if w.x0, w.y0, err = c.corner(path, last, 0); err != nil {
		return everything, err
	}
	if w.x1, w.y1, err = c.corner(path, last, 2); err != nil {
		return everything, err
	}
	if b, ok := c.known[w]; ok {
		return b, nil
	}
	b := everything
	for i := range min(w.count, 32) {
		own, err := c.extent(path, uint64(i))
		if err != nil {
			return everything, err
		}
		b = meet(b, own)
	}
	c.known[w] = b
	return b, nil
}

func (c *clips) corner(path, index, segment uint64) (x, y float64, err error) {
	s, err := c.in.call("FPDFClipPath_GetPathSegment", path, index, segment)
	if err != nil || s == 0 {
		return 0, 0, err
	}
	if _, err = c.in.call("FPDFPathSegment_GetPoint", s, c.in.at(0), c.in.at(1)); err != nil {
		return 0, 0, err
	}
	v, _ := c.in.floats(2)
	return v[0], v[1], nil
}

// extent is the box around a clip path: larger than what it shows where it is no rectangle, so that
// nothing visible is lost.
func (c *clips) extent(path, index uint64) (source.Box, error) {
	n, err := c.in.call("FPDFClipPath_CountPathSegments", path, index)
	if err != nil || int32(uint32(n)) < 3 {
		return everything, err
	}
	b := source.Box{X0: math.MaxInt32, Y0: math.MaxInt32, X1: math.MinInt32, Y1: math.MinInt32}
	for i := range uint64(min(uint32(n), 200)) {
		x, y, err := c.corner(path, index, i)
		if err != nil {
			return everything, err
		}
		px, py := c.frame.point(x, y)
		b.X0, b.Y0, b.X1, b.Y1 = min(b.X0, px), min(b.Y0, py), max(b.X1, px), max(b.Y1, py)
	}
	return b, nil
}

func meet(a, b source.Box) source.Box {
	return source.Box{X0: max(a.X0, b.X0), Y0: max(a.Y0, b.Y0), X1: min(a.X1, b.X1), Y1: min(a.Y1, b.Y1)}
}

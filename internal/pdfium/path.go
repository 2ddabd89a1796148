package pdfium

import (
	"math"

	"mingzhang/source"
)

// corner is a point of a path on the page as shown.
type corner struct{ x, y int32 }

// part is a subpath: corners joined by straight lines. A curve is kept as a part that is not straight.
type part struct {
	corners []corner
	curved  bool
}

// The types of path segments in fpdf_edit.h.
const (
	segmentLine   = 0
	segmentBezier = 1
	segmentMove   = 2
)

// parts reads the subpaths of a path object.
func (r *ruler) parts(object uint64, m matrix) ([]part, error) {
	in := r.in
	n, err := in.call("FPDFPath_CountSegments", object)
	if err != nil {
		return nil, err
	}
	var out []part
	count := min(int(int32(uint32(n))), maxSegments)
	*r.strokesLeft -= max(count, 0)
	for i := range count {
		segment, err := in.call("FPDFPath_GetPathSegment", object, uint64(i))
		if err != nil {
			return nil, err
		}
		kind, err := in.call("FPDFPathSegment_GetType", segment)
		if err != nil {
			return nil, err
		}
		if _, err := in.call("FPDFPathSegment_GetPoint", segment, in.at(0), in.at(1)); err != nil {
			return nil, err
		}
		v, _ := in.floats(2)
		x, y := r.frame.point(m.apply(v[0], v[1]))
		if uint32(kind) == segmentMove || len(out) == 0 {
			out = append(out, part{})
		}
		last := &out[len(out)-1]
		last.corners = append(last.corners, corner{x, y})
		last.curved = last.curved || uint32(kind) == segmentBezier
		shut, err := in.call("FPDFPathSegment_GetClose", segment)
		if err != nil {
			return nil, err
		}
		if uint32(shut) != 0 && uint32(kind) != segmentMove {
			last.corners = append(last.corners, last.corners[0])
		}
	}
	return out, nil
}

// stroked adds every straight segment that is level or upright.
func (r *ruler) stroked(parts []part) {
	for _, p := range parts {
		if p.curved {
			continue
		}
		for i := 1; i < len(p.corners) && len(r.rules) < maxRules; i++ {
			a, b := p.corners[i-1], p.corners[i]
			box := source.Box{X0: min(a.x, b.x), Y0: min(a.y, b.y), X1: max(a.x, b.x), Y1: max(a.y, b.y)}
			if min(box.X1-box.X0, box.Y1-box.Y0) <= 50 { // half a point: a slanted line is no rule
				r.add(box)
			}
		}
	}
}

// filled adds thin surfaces, and the four sides of a frame that is drawn as one surface inside another.
func (r *ruler) filled(parts []part) {
	boxes := make([]source.Box, len(parts))
	for i, p := range parts {
		boxes[i] = extent(p)
	}
	for i := 0; i < len(parts) && len(r.rules) < maxRules; i++ {
		b := boxes[i]
		if thin(b) {
			r.add(b)
			continue
		}
		if i+1 < len(parts) && frames(b, boxes[i+1]) {
			in := boxes[i+1]
			r.add(source.Box{X0: b.X0, Y0: b.Y0, X1: b.X1, Y1: max(in.Y0, b.Y0)})
			r.add(source.Box{X0: b.X0, Y0: min(in.Y1, b.Y1), X1: b.X1, Y1: b.Y1})
			r.add(source.Box{X0: b.X0, Y0: b.Y0, X1: max(in.X0, b.X0), Y1: b.Y1})
			r.add(source.Box{X0: min(in.X1, b.X1), Y0: b.Y0, X1: b.X1, Y1: b.Y1})
			i++
		}
	}
}

func extent(p part) source.Box {
	b := source.Box{X0: math.MaxInt32, Y0: math.MaxInt32, X1: math.MinInt32, Y1: math.MinInt32}
	for _, c := range p.corners {
		b.X0, b.Y0 = min(b.X0, c.x), min(b.Y0, c.y)
		b.X1, b.Y1 = max(b.X1, c.x), max(b.Y1, c.y)
	}
	return b
}

// frames says that in lies inside out, a line's thickness away on every side.
func frames(out, in source.Box) bool {
	for _, d := range [4]int32{in.X0 - out.X0, in.Y0 - out.Y0, out.X1 - in.X1, out.Y1 - in.Y1} {
		if d < 0 || d > ring {
			return false
		}
	}
	return true
}

package pdfium

import (
	"context"

	"mingzhang/source"
	"mingzhang/source/pdf"
)

const (
	// thick is the greatest thickness of a ruled line, in hundredths of a point; what is thicker is a
	// coloured surface.
	thick = 320
	// short is the least length of a ruled line that is worth telling.
	short = 150
	// ring is the greatest distance between the outer and the inner edge of a frame drawn as a surface.
	ring = 400
	// maxObjects bounds the page objects that are looked at: a drawing that has more is no table.
	maxObjects = 200_000
	// maxRules bounds the ruled lines of a page for the same reason.
	maxRules = 40_000
	// maxSegments bounds the segments of one path that are looked at.
	maxSegments = 40_000
	// maxDepth bounds the nesting of form objects; the engine itself stops at 40.
	maxDepth = 12
	// white is the least value of every colour channel of a line that cannot be seen on paper.
	white = 250
)

// matrix is an affine map as in the PDF standard: x' = ax + cy + e, y' = bx + dy + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// then is the map that applies m first and n after it.
func (m matrix) then(n matrix) matrix {
	e, f := n.apply(m.e, m.f)
	return matrix{
		a: m.a*n.a + m.b*n.c, b: m.a*n.b + m.b*n.d,
		c: m.c*n.a + m.d*n.c, d: m.c*n.b + m.d*n.d, e: e, f: f,
	}
}

// ruler collects the ruled lines of a page.
type ruler struct {
	in            *instance
	frame         frame
	width, height int32
	rules         []pdf.Rule
	clips         *clips
	picture       bool // an image fills most of the page
	seen          int
	strokesLeft   *int // of the document
}

func (r *ruler) page(ctx context.Context, page uint64) error {
	n, err := r.in.call("FPDFPage_CountObjects", page)
	if err != nil {
		return err
	}
	return r.objects(ctx, container{get: "FPDFPage_GetObject", handle: page, count: int(int32(uint32(n))), m: identity})
}

// container is a page or a form object, with the map from its coordinates to those of the page.
type container struct {
	get    string
	handle uint64
	count  int
	m      matrix
	depth  int
}

func (r *ruler) objects(ctx context.Context, c container) error {
	for i := 0; i < c.count && r.seen < maxObjects && len(r.rules) < maxRules; i++ {
		if r.seen++; r.seen&1023 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		object, err := r.in.call(c.get, c.handle, uint64(i))
		if err != nil {
			return err
		}
		kind, err := r.in.call("FPDFPageObj_GetType", object)
		if err != nil {
			return err
		}
		if c.depth == 0 {
			r.clips.top[object] = true
		}
		switch uint32(kind) {
		case objectPath:
			if *r.strokesLeft--; *r.strokesLeft < 0 {
				return errStrokes
			}
			first := len(r.rules)
			if err = r.path(object, c.m); err == nil && len(r.rules) > first {
				err = r.cut(object, first)
			}
		case objectImage:
			err = r.image(object, c.m)
		case objectForm:
			err = r.form(ctx, object, c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *ruler) form(ctx context.Context, object uint64, c container) error {
	if c.depth >= maxDepth {
		return nil
	}
	m, err := r.matrix(object)
	if err != nil {
		return err
	}
	n, err := r.in.call("FPDFFormObj_CountObjects", object)
	if err != nil {
		return err
	}
	return r.objects(ctx, container{
		get: "FPDFFormObj_GetObject", handle: object, count: int(int32(uint32(n))),
		m: m.then(c.m), depth: c.depth + 1,
	})
}

func (r *ruler) matrix(object uint64) (matrix, error) {
	ok, err := r.in.call("FPDFPageObj_GetMatrix", object, r.in.at(0))
	if err != nil {
		return identity, err
	}
	v, read := r.in.floats(6)
	if uint32(ok) == 0 || !read {
		return identity, nil
	}
	return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, nil
}

// bounds is the box of an object on the page as shown.
func (r *ruler) bounds(object uint64, m matrix) (source.Box, bool, error) {
	ok, err := r.in.call("FPDFPageObj_GetBounds", object, r.in.at(0), r.in.at(1), r.in.at(2), r.in.at(3))
	if err != nil || uint32(ok) == 0 {
		return source.Box{}, false, err
	}
	v, read := r.in.floats(4) // left, bottom, right, top
	x0, y0 := m.apply(v[0], v[1])
	x1, y1 := m.apply(v[2], v[3])
	return r.frame.box(x0, y0, x1, y1), read, nil
}

func (r *ruler) image(object uint64, m matrix) error {
	b, ok, err := r.bounds(object, m)
	if err != nil || !ok {
		return err
	}
	if thin(b) {
		r.add(b) // some programs draw lines as pictures one dot high
	}
	if int64(b.X1-b.X0)*int64(b.Y1-b.Y0)*2 > int64(r.width)*int64(r.height) {
		r.picture = true
	}
	return nil
}

// path adds the ruled lines of a path: thin as a whole, stroked, or made of thin surfaces.
func (r *ruler) path(object uint64, m matrix) error {
	ok, err := r.in.call("FPDFPath_GetDrawMode", object, r.in.at(0), r.in.at(1))
	if err != nil || uint32(ok) == 0 {
		return err
	}
	fill, _ := r.in.memory.ReadUint32Le(uint32(r.in.at(0)))
	stroke, _ := r.in.memory.ReadUint32Le(uint32(r.in.at(1)))
	if stroke != 0 {
		seen, err := r.visible("FPDFPageObj_GetStrokeColor", object)
		if err != nil {
			return err
		}
		if !seen {
			stroke = 0
		}
	}
	if fill != 0 && stroke == 0 {
		seen, err := r.visible("FPDFPageObj_GetFillColor", object)
		if err != nil {
			return err
		}
		if !seen {
			fill = 0
		}
	}
	if fill == 0 && stroke == 0 {
		return nil
	}
	b, ok2, err := r.bounds(object, m)
	if err != nil || !ok2 {
		return err
	}
	if thin(b) {
		r.add(b)
		return nil
	}
	own, err := r.matrix(object)
	if err != nil {
		return err
	}
	parts, err := r.parts(object, own.then(m))
	if err != nil {
		return err
	}
	if stroke != 0 {
		r.stroked(parts)
	} else {
		r.filled(parts)
	}
	return nil
}

// visible is false for a colour that is white or fully transparent.
func (r *ruler) visible(name string, object uint64) (bool, error) {
	in := r.in
	ok, err := in.call(name, object, in.at(0), in.at(1), in.at(2), in.at(3))
	if err != nil || uint32(ok) == 0 {
		return true, err
	}
	var v [4]uint32
	for i := range v {
		v[i], _ = in.memory.ReadUint32Le(uint32(in.at(i)))
	}
	return v[3] > 0 && (v[0] < white || v[1] < white || v[2] < white), nil
}

func (r *ruler) add(b source.Box) {
	if b.X1-b.X0 < short && b.Y1-b.Y0 < short {
		return
	}
	r.rules = append(r.rules, pdf.Rule{X0: b.X0, Y0: b.Y0, X1: b.X1, Y1: b.Y1})
}

// cut takes off what the window of an object hides of the rules from first on.
func (r *ruler) cut(object uint64, first int) error {
	w, err := r.clips.box(object)
	if err != nil {
		return err
	}
	kept := r.rules[:first]
	for _, l := range r.rules[first:] {
		b := meet(source.Box(l), w)
		if b.X0 <= b.X1 && b.Y0 <= b.Y1 && (b.X1-b.X0 >= short || b.Y1-b.Y0 >= short) {
			kept = append(kept, pdf.Rule(b))
		}
	}
	r.rules = kept
	return nil
}

func thin(b source.Box) bool { return min(b.X1-b.X0, b.Y1-b.Y0) <= thick }

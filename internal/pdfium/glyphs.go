package pdfium

import (
	"context"
	"encoding/binary"
	"math"
	"unicode/utf16"

	"mingzhang/source"
	"mingzhang/source/pdf"
)

// glyphs reads the characters of a page in the order of its contents.
func (d *document) glyphs(ctx context.Context, page uint64, w *clips) ([]pdf.Glyph, error) {
	in := d.in
	text, err := in.call("FPDFText_LoadPage", page)
	if err != nil {
		return nil, err
	}
	if text == 0 {
		return nil, errPage
	}
	defer d.release("FPDFText_ClosePage", text)
	n, err := in.call("FPDFText_CountChars", text)
	if err != nil {
		return nil, err
	}
	count := int(int32(uint32(n)))
	if d.glyphsLeft -= count; d.glyphsLeft < 0 {
		return nil, errGlyphs
	}
	out := make([]pdf.Glyph, 0, max(count, 0))
	c := characters{in: in, text: text, clips: w, objects: map[uint64]int32{}}
	for i := 0; i < count; i++ {
		if i&1023 == 0 && ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		g, ok, err := c.glyph(uint64(i))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, g)
		}
	}
	return out, nil
}

// characters reads the characters of one text page one after another.
type characters struct {
	in      *instance
	text    uint64
	clips   *clips
	objects map[uint64]int32
	high    rune // first half of a surrogate pair

	// What the characters of one object share.
	object uint64
	angle  int16
	size   float64 // of the font, in points
	window source.Box
}

// glyph reads one character; false where there is nothing to see.
func (c *characters) glyph(i uint64) (pdf.Glyph, bool, error) {
	var g pdf.Glyph
	in := c.in
	code, err := in.call("FPDFText_GetUnicode", c.text, i)
	if err != nil {
		return g, false, err
	}
	r, ok := c.character(rune(uint32(code)))
	if !ok {
		return g, false, nil
	}
	if r == ' ' {
		made, err := in.call("FPDFText_IsGenerated", c.text, i)
		if err != nil || uint32(made) != 0 {
			return g, false, err
		}
	}
	object, err := in.call("FPDFText_GetTextObject", c.text, i)
	if err != nil {
		return g, false, err
	}
	if object != c.object || i == 0 {
		if err := c.enter(i, object); err != nil {
			return g, false, err
		}
	}
	g.Rune, g.Object, g.Angle = r, c.objects[object], c.angle
	if g.Box, ok, err = c.box(i, r); err != nil || !ok {
		return g, false, err
	}
	x, y := (g.Box.X0+g.Box.X1)/2, (g.Box.Y0+g.Box.Y1)/2
	g.Hidden = x < c.window.X0 || x > c.window.X1 || y < c.window.Y0 || y > c.window.Y1
	return g, true, nil
}

// character maps what the engine gives for a code to what a person sees.
func (c *characters) character(r rune) (rune, bool) {
	switch {
	case r == '\r' || r == '\n':
		return 0, false // made up by the engine
	case utf16.IsSurrogate(r) && r < 0xDC00:
		c.high = r
		return 0, false
	case utf16.IsSurrogate(r):
		return utf16.DecodeRune(c.high, r), true
	case r == 2 || r == 0xFFFE:
		return '-', true // the engine's mark for a hyphen at the end of a line
	case r < ' ':
		return 0xFFFD, true // a glyph that the font gives no character for
	}
	return r, true
}

// enter notes the object that the characters from i on belong to, and what they share.
func (c *characters) enter(i, object uint64) error {
	c.object = object
	if _, ok := c.objects[object]; !ok {
		c.objects[object] = int32(len(c.objects) + 1)
	}
	bits, err := c.in.call("FPDFText_GetCharAngle", c.text, i)
	if err != nil {
		return err
	}
	radians := float64(math.Float32frombits(uint32(bits)))
	if math.IsNaN(radians) || math.IsInf(radians, 0) || radians < 0 {
		radians = 0
	}
	// The engine counts clockwise; the page's own rotation turns everything clockwise, too.
	degrees := int(math.Round(radians*180/math.Pi)) + 90*c.clips.frame.turns
	c.angle = int16((360 - degrees%360) % 360)
	bits, err = c.in.call("FPDFText_GetFontSize", c.text, i)
	if err != nil {
		return err
	}
	ok, err := c.in.call("FPDFText_GetMatrix", c.text, i, c.in.at(0))
	if err != nil {
		return err
	}
	c.size = math.Abs(math.Float64frombits(bits))
	if v, read := c.in.floats(4); read && uint32(ok) != 0 {
		c.size *= math.Hypot(v[2], v[3])
	}
	c.window, err = c.clips.box(object)
	return err
}

// box is as wide as the character's advance and as high as its font. Fonts without a height (Type 3, as
// Chromium writes them) give only the black of a character; then the box is set on the base line.
func (c *characters) box(i uint64, r rune) (source.Box, bool, error) {
	in := c.in
	ok, err := in.call("FPDFText_GetLooseCharBox", c.text, i, in.at(0))
	if err != nil || uint32(ok) == 0 {
		return source.Box{}, false, err
	}
	v, read := in.floats(4) // left, top, right, bottom
	left, top, right, bottom := v[0], v[1], v[2], v[3]
	sideways := c.clips.frame.turns%2 == 1
	quarter := (c.angle%180 == 90) != sideways
	high := top - bottom
	if quarter {
		high = right - left
	}
	if c.size < 1 || c.angle%90 != 0 || quarter || math.Abs(high-c.size) < c.size/16 {
		return c.clips.frame.box(left, bottom, right, top), read, nil
	}
	ok, err = in.call("FPDFText_GetCharOrigin", c.text, i, in.at(0), in.at(2))
	if err != nil || uint32(ok) == 0 {
		return source.Box{}, false, err
	}
	b, _ := in.memory.Read(in.scratch, 16)
	x := math.Float64frombits(binary.LittleEndian.Uint64(b))
	y := math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))
	if r > 0x2E7F && right-x <= c.size { // a full-width character advances by its size
		left, right = min(left, x), x+c.size
	}
	return c.clips.frame.box(min(left, x), y-c.size*0.14, max(right, x), y+c.size*0.86), true, nil
}

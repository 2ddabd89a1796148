package pdf

import "mingzhang/source"

// upright turns a page whose text runs up or down, such as a landscape table on a portrait page, and
// says by how many quarter turns clockwise it was turned.
func upright(p *Page) (*Page, int) {
	var count [4]int
	for _, g := range p.Glyphs {
		if g.Angle%90 == 0 && g.Rune != ' ' {
			count[int(g.Angle)/90&3]++
		}
	}
	turns := 0
	for i, n := range count {
		if n > count[turns] {
			turns = i
		}
	}
	if turns == 0 {
		return p, 0
	}
	// Text at 90° counter-clockwise stands upright after a quarter turn clockwise.
	f := turn{turns: turns, width: p.Width, height: p.Height}
	out := &Page{Number: p.Number, Width: p.Width, Height: p.Height, Scanned: p.Scanned}
	if turns%2 == 1 {
		out.Width, out.Height = p.Height, p.Width
	}
	out.Glyphs = make([]Glyph, len(p.Glyphs))
	for i, g := range p.Glyphs {
		g.Box = f.box(g.Box)
		g.Angle = int16((int(g.Angle) + 360 - 90*turns) % 360)
		out.Glyphs[i] = g
	}
	out.Rules = make([]Rule, len(p.Rules))
	for i, r := range p.Rules {
		out.Rules[i] = Rule(f.box(source.Box(r)))
	}
	return out, turns
}

// turn maps boxes of a page of the given size to the page after quarter turns clockwise.
type turn struct {
	turns         int
	width, height int32
}

func (t turn) box(b source.Box) source.Box {
	switch t.turns {
	case 1:
		return source.Box{X0: t.height - b.Y1, Y0: b.X0, X1: t.height - b.Y0, Y1: b.X1}
	case 2:
		return source.Box{X0: t.width - b.X1, Y0: t.height - b.Y1, X1: t.width - b.X0, Y1: t.height - b.Y0}
	case 3:
		return source.Box{X0: b.Y0, Y0: t.width - b.X1, X1: b.Y1, Y1: t.width - b.X0}
	}
	return b
}

// back is the map from a turned page of the given size to the page as shown.
func back(turns int, width, height int32) turn {
	return turn{turns: (4 - turns) & 3, width: width, height: height}
}

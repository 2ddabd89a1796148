package pdf

import (
	"strings"

	"mingzhang/source"
)

// edge is the share of a page's height, in percent, in which page numbers and running heads stand.
const edge = 13

// furniture marks page numbers and running heads, which repeat on most pages.
func furniture(leaves []*leaf) {
	seen := map[string]int{}
	each(leaves, func(l *leaf, b *block) {
		if k := l.stands(b); k != source.Body {
			seen[key(k, b.para.Text)]++
		}
	})
	each(leaves, func(l *leaf, b *block) {
		kind := l.stands(b)
		if kind == source.Body {
			return
		}
		n := seen[key(kind, b.para.Text)]
		number := pageNumber(b.para.Text)
		repeated := n >= 3 && n*2 > len(leaves)
		if repeated || number && (n >= 2 && n*3 > len(leaves) || decorated(b.para.Text) || kind == source.Footer && l.alone(b)) {
			b.para.Kind = kind
		}
	})
}

func each(leaves []*leaf, do func(*leaf, *block)) {
	for _, l := range leaves {
		for i := range l.blocks {
			if b := &l.blocks[i]; b.para != nil && b.para.Kind == source.Body {
				do(l, b)
			}
		}
	}
}

// stands says whether a line stands above or below everything but other lines of that sort.
func (l *leaf) stands(b *block) source.Kind {
	switch {
	case b.box.Y1 < l.height/100*edge && l.nothing(b, func(o source.Box) bool { return o.Y1 <= b.box.Y0 }):
		return source.Header
	case b.box.Y0 > l.height-l.height/100*edge && l.nothing(b, func(o source.Box) bool { return o.Y0 >= b.box.Y1 }):
		return source.Footer
	}
	return source.Body
}

// nothing says that no table and at most one other line lies beyond b.
func (l *leaf) nothing(b *block, beyond func(source.Box) bool) bool {
	n := 0
	for i := range l.blocks {
		o := &l.blocks[i]
		if o != b && beyond(o.box) {
			if n++; o.table != nil || n > 1 {
				return false
			}
		}
	}
	return true
}

// alone says that a line keeps its distance from what stands above it.
func (l *leaf) alone(b *block) bool {
	for i := range l.blocks {
		o := &l.blocks[i]
		if o != b && o.box.Y1 > b.box.Y0-(b.box.Y1-b.box.Y0) && o.box.Y0 < b.box.Y1 {
			return false
		}
	}
	return true
}

// key folds digits, so that the running number of a page does not make its line unlike the others.
func key(k source.Kind, s string) string {
	var b strings.Builder
	b.WriteByte('0' + byte(k))
	inDigits := false
	for _, r := range s {
		if digit(r) {
			if !inDigits {
				b.WriteByte('#')
			}
			inDigits = true
			continue
		}
		inDigits = false
		if r != ' ' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// pageNumber says that a line holds nothing but a number with the usual signs: 3, - 3 -, 第3页, 3/20.
func pageNumber(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case digit(r):
			digits++
		case strings.ContainsRune(" -—–－~·第页共/,，PpageofIVXivx", r):
		default:
			return false
		}
	}
	return digits > 0 && digits < 8 && (digits <= 4 || strings.ContainsAny(s, "/共页"))
}

// decorated says that a number is printed as page numbers are, and no figure is.
func decorated(s string) bool {
	s = strings.TrimSpace(s)
	dash := strings.HasPrefix(s, "-") || strings.HasPrefix(s, "—") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "－")
	tail := strings.HasSuffix(s, "-") || strings.HasSuffix(s, "—") || strings.HasSuffix(s, "–") || strings.HasSuffix(s, "－")
	return dash && tail || strings.HasPrefix(s, "第") && strings.Contains(s, "页")
}

package pdf

import (
	"strings"
	"unicode/utf8"

	"mingzhang/source"
)

// edge is the share of a page's height, in percent, in which page numbers and running heads stand.
const edge = 13

// furniture marks page numbers and running heads, which repeat on most pages.
func furniture(leaves []*leaf) {
	seen := map[string]int{}
	each(leaves, func(l *leaf, x *level, text string) {
		if k := l.stands(x); k != source.Body {
			seen[key(k, text)]++
		}
	})
	each(leaves, func(l *leaf, x *level, text string) {
		kind := l.stands(x)
		if kind == source.Body {
			return
		}
		n := seen[key(kind, text)]
		number := pageNumber(text)
		if n >= 3 && n*2 > len(leaves) || number && (n >= 2 && n*3 > len(leaves) || decorated(text) ||
			kind == source.Footer && l.alone(x)) {
			x.found = kind
		}
	})
	for _, l := range leaves {
		for i := range l.text {
			l.text[i].kind = l.text[i].found
		}
	}
}

func each(leaves []*leaf, do func(*leaf, *level, string)) {
	for _, l := range leaves {
		for i := range l.text {
			do(l, &l.text[i], l.text[i].line.text())
		}
	}
}

// stands says whether a line stands above or below everything but one other line of that sort.
func (l *leaf) stands(x *level) source.Kind {
	b := x.line.box
	switch {
	case b.Y1 < l.height/100*edge && l.nothing(x, func(o source.Box) bool { return o.Y1 <= b.Y0 }):
		return source.Header
	case b.Y0 > l.height-l.height/100*edge && l.nothing(x, func(o source.Box) bool { return o.Y0 >= b.Y1 }):
		return source.Footer
	}
	return source.Body
}

// nothing says that no table and at most one other line lies beyond x.
func (l *leaf) nothing(x *level, beyond func(source.Box) bool) bool {
	for _, b := range l.blocks {
		if beyond(b.box) {
			return false
		}
	}
	// The lines stand in order from the top, so that those beyond x are soon met from one end.
	n, last := 0, len(l.text)-1
	for i := 0; i <= last-i && n <= 1; i++ {
		if o := &l.text[i]; o != x && beyond(o.line.box) {
			n++
		}
		if o := &l.text[last-i]; last-i != i && o != x && beyond(o.line.box) {
			n++
		}
	}
	return n <= 1
}

// alone says that a line keeps its distance from what stands above it.
func (l *leaf) alone(x *level) bool {
	b := x.line.box
	near := func(o source.Box) bool { return o.Y1 > b.Y0-(b.Y1-b.Y0) && o.Y0 < b.Y1 }
	for _, o := range l.blocks {
		if near(o.box) {
			return false
		}
	}
	for i := range l.text {
		if o := &l.text[i]; o != x && near(o.line.box) {
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
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("-—–－", first) && strings.ContainsRune("-—–－", last) ||
		strings.HasPrefix(s, "第") && strings.Contains(s, "页")
}

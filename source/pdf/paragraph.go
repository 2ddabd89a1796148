package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/source"
)

// paragraphs cuts a line where two texts stand far apart on it (编制单位：… and 单位：元).
func paragraphs(l line, kind source.Kind) []block {
	var out []block
	size := l.size()
	// The runs from the first of the paragraph up to i reach to the right as far as end; in and rest count
	// the letters of them and of those behind.
	from, end, in, rest := 0, int32(0), 0, letters(l.runs)
	for i := 1; i <= len(l.runs); i++ {
		last := l.runs[i-1]
		if i-1 == from {
			end, in = last.box.X1, 0
		}
		end, in, rest = max(end, last.box.X1), in+len(last.glyphs), rest-len(last.glyphs)
		if i < len(l.runs) && (l.runs[i].box.X0-end < 4*size || in < 2 || rest < 2) {
			continue
		}
		part := line{runs: l.runs[from:i], box: l.runs[from].box}
		for _, r := range part.runs {
			part.box = union(part.box, r.box)
		}
		if text := part.text(); text != "" {
			out = append(out, block{para: &source.Paragraph{Text: text, Kind: kind}, line: part, box: part.box})
		}
		from = i
	}
	return out
}

func reach(in []run) int32 {
	x := in[0].box.X1
	for _, r := range in {
		x = max(x, r.box.X1)
	}
	return x
}

func letters(in []run) int {
	n := 0
	for _, r := range in {
		n += len(r.glyphs)
	}
	return n
}

// flow marks the paragraphs that go on in the next one, on the same page or over its end.
func flow(leaves []*leaf) {
	var before *block
	var home *leaf
	var lead int32 = -1 // the gap above the line before, where that line goes on in a paragraph
	for _, l := range leaves {
		for i := range l.blocks {
			b := &l.blocks[i]
			if b.para == nil {
				before = nil
				continue
			}
			if b.para.Kind != source.Body {
				continue
			}
			if before != nil {
				gap := b.box.Y0 - before.box.Y1
				on := runsOn(before, b, home, l)
				if on && home == l && lead >= 0 && gap > lead+b.line.size()/4 && strings.HasSuffix(before.para.Text, "。") {
					on = false // a full last line: the paragraphs stand further apart than their lines
				}
				before.para.RunsOn = on
				if lead = -1; on && home == l {
					lead = gap
				}
			}
			before, home = b, l
		}
	}
}

// runsOn says that a line was broken only because it reached the margin.
func runsOn(a, b *block, on, next *leaf) bool {
	size, nextSize := a.line.size(), b.line.size()
	if abs(size-nextSize)*5 > size || a.box.X1-a.box.X0 < 6*size {
		return false
	}
	if on == next {
		if b.box.Y0 < a.box.Y0+size/2 || b.box.Y0-a.box.Y1 > 2*size {
			return false // beside it, or well below it
		}
	}
	// A paragraph that begins anew is set in, or begins with its number. Where both lines are set in alike, the
	// end of a sentence tells.
	deeper := b.box.X0 > a.box.X0+size/2
	if b.box.X0-next.left > size*3/2 && (deeper || strings.HasSuffix(a.para.Text, "。")) {
		return false
	}
	if on == next && deeper && b.box.X0-on.left > size {
		return false
	}
	if numbered(b.para.Text) {
		return false
	}
	room := size * 3 / 4
	if last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(a.para.Text, " ")); !strings.ContainsRune("。；：！？;:!?", last) {
		room = 3 * size // no sentence ends here; some programs leave a line that much short
	}
	return a.box.X1+firstWidth(b.line) > on.right-room
}

// firstWidth is the width of what cannot be parted at the beginning of a line: one Chinese character
// with the sign that must not stand at a line's beginning, or a word or figure.
func firstWidth(l line) int32 {
	if len(l.runs) == 0 {
		return 0
	}
	gs := l.runs[0].glyphs
	n := 1
	for n < len(gs) && gs[n].Rune != ' ' && (!wide(gs[n-1].Rune) && !wide(gs[n].Rune) ||
		closing(gs[n].Rune) || opening(gs[n-1].Rune)) {
		n++
	}
	return gs[n-1].Box.X1 - gs[0].Box.X0
}

// opening says that a sign must not stand at the end of a line.
func opening(r rune) bool {
	switch r {
	case '（', '《', '“', '‘', '【', '〔', '(', '￥':
		return true
	}
	return false
}

// closing says that a sign must not stand at the beginning of a line.
func closing(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '？', '！', '）', '》', '”', '’', '】', '〕', '％', '%', ',', '.', ')', ';', ':':
		return true
	}
	return false
}

// numbered says that a text begins with the number of a heading or an item.
func numbered(s string) bool {
	rs := []rune(s)
	if len(rs) > 8 {
		rs = rs[:8]
	}
	i := 0
	if i < len(rs) && (rs[i] == '（' || rs[i] == '(' || rs[i] == '第') {
		i++
	}
	from := i
	for i < len(rs) && (digit(rs[i]) || slices.Contains([]rune("一二三四五六七八九十"), rs[i])) {
		i++
	}
	if i == from {
		return len(rs) > 0 && rs[0] >= '①' && rs[0] <= '⑳'
	}
	const longest = 3 // characters; 2691826.61 is a figure
	return i-from <= longest && i < len(rs) && slices.Contains([]rune("、．.）)部章节条"), rs[i]) &&
		(rs[i] != '.' || i+1 >= len(rs) || !digit(rs[i+1]))
}

// setMargins finds the left and right edges of the text of each page: where its wide lines begin and end.
// A page with few of them has the margins of the other pages of its size.
func setMargins(leaves []*leaf) {
	type size struct{ width, height int32 }
	all := map[size][]*block{}
	own := make([][]*block, len(leaves))
	for i, l := range leaves {
		for k := range l.blocks {
			b := &l.blocks[k]
			if b.para != nil && b.para.Kind == source.Body && (b.box.X1-b.box.X0)*2 > l.width {
				own[i] = append(own[i], b)
			}
		}
		s := size{l.width, l.height}
		all[s] = append(all[s], own[i]...)
	}
	for i, l := range leaves {
		l.left, l.right = edges(own[i])
		if len(own[i]) < 5 {
			l.left, l.right = edges(all[size{l.width, l.height}])
		}
		if l.right == 0 {
			l.right = l.width // no running text at all
		}
	}
}

// edges gives where lines begin and end; a single line that sticks out at the right does not count.
func edges(lines []*block) (left, right int32) {
	if len(lines) == 0 {
		return 0, 0
	}
	left = lines[0].box.X0
	ends := make([]int32, len(lines))
	for i, b := range lines {
		left = min(left, b.box.X0)
		ends[i] = b.box.X1
	}
	slices.SortFunc(ends, func(a, b int32) int { return cmp.Compare(b, a) })
	for i := 1; i < len(ends); i++ {
		if ends[i-1]-ends[i] < 15*point {
			return left, ends[i-1]
		}
	}
	return left, ends[0]
}

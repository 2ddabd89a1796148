package text

import (
	"strings"
	"unicode/utf8"
)

// splitHeads divides the headings of an aligned table that stand one blank apart. In a head two words of
// Chinese with a blank between them are two headings; single characters with blanks are one spaced word.
func splitHeads(lines []alignedLine) {
	for i := range lines {
		if lines[i].numbers > 0 {
			return
		}
		if declares(lines[i].segs) {
			continue
		}
		var out []segment
		for _, s := range lines[i].segs {
			out = append(out, splitWords(s)...)
		}
		lines[i].segs = out
	}
}

// splitWords divides a segment at the blanks between words of two and more Chinese characters.
func splitWords(s segment) []segment {
	words := strings.Split(s.text, " ")
	if len(words) < 2 {
		return []segment{s}
	}
	for _, w := range words {
		if n := utf8.RuneCountInString(w); n < 2 || len(w) < 2*n {
			return []segment{s} // a single character, or letters and digits
		}
	}
	out := make([]segment, 0, len(words))
	start, column := s.start, s.column
	for _, w := range words {
		out = append(out, segment{text: w, start: start, end: start + width(w), column: column})
		start += width(w) + 1
		column += utf8.RuneCountInString(w) + 1
	}
	return out
}

// joinNames joins names of rows that were broken into several lines, so that each row has its whole name
// on the line of its figures.
func joinNames(lines []alignedLine) []alignedLine {
	head := 0
	for head < len(lines) && lines[head].numbers == 0 && (len(lines[head].segs) == 0 || !beginsItem(lines[head].segs[0].text)) {
		head++
	}
	out := lines[:head:head]
	for i := head; i < len(lines); i++ {
		l := lines[i]
		if l.numbers > 0 || len(l.segs) == 0 {
			out = append(out, l)
			continue
		}
		var kept []segment
		for _, s := range l.segs {
			begins := beginsRow(s.text)
			var next, prev *segment
			if i+1 < len(lines) && (lines[i+1].numbers > 0 || len(lines[i+1].segs) > 0) {
				next = nameAt(lines[i+1].segs, s.start)
			}
			if len(out) > head {
				prev = nameAt(out[len(out)-1].segs, s.start)
			}
			switch {
			case begins && next != nil && !beginsRow(next.text) && lines[i+1].numbers > 0:
				next.text, next.column = s.text+next.text, s.column
			case !begins && prev != nil && beginsRow(prev.text):
				prev.text += s.text
			case !begins && next != nil && lines[i+1].numbers > 0 && !beginsRow(next.text) && (unfinished(s.text) || !short(s.text)):
				next.text = s.text + next.text
			case !begins && prev != nil && short(s.text):
				prev.text += s.text
			default:
				kept = append(kept, s)
			}
		}
		if len(kept) > 0 {
			l.segs = kept
			out = append(out, l)
		}
	}
	return out
}

// nameAt returns the words that begin at a display column, nil where a number or nothing stands there.
func nameAt(segs []segment, start int) *segment {
	const room = 2
	for k := range segs {
		if !segs[k].number && abs(segs[k].start-start) <= room {
			return &segs[k]
		}
	}
	return nil
}

// beginsRow reports whether words begin the name of a row: 一、, （一）, 其中, 1.
func beginsRow(s string) bool {
	return beginsItem(s) || strings.HasPrefix(s, "其中") || len(s) > 2 && s[0] >= '1' && s[0] <= '9' && (s[1] == '.' || strings.HasPrefix(s[1:], "、")) ||
		isTotalWord(s) || strings.HasSuffix(s, "合计") || strings.HasSuffix(s, "总计")
}

// unfinished reports whether words cannot end a name.
func unfinished(s string) bool {
	for _, w := range [...]string{"及", "和", "与", "、", "（", "("} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return strings.Count(s, "（") > strings.Count(s, "）")
}

// short reports whether words are what is left over of a name: 出, 缴费.
func short(s string) bool {
	const rest = 4
	return utf8.RuneCountInString(s) <= rest
}

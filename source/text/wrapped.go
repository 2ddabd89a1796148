package text

import (
	"slices"
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
		for _, s := range joinSpaced(lines[i].segs) {
			out = append(out, splitWords(s)...)
		}
		lines[i].segs = out
	}
}

// joinSpaced makes one heading of two characters that were set far apart: 项        目.
func joinSpaced(segs []segment) []segment {
	out := make([]segment, 0, len(segs))
	for i := 0; i < len(segs); i++ {
		s := segs[i]
		if i+1 < len(segs) {
			switch next := segs[i+1]; s.text + next.text {
			case "项目", "收入", "支出", "合计", "总计", "小计", "金额", "科目", "名称", "年度", "类别", "备注":
				s.text, s.end = s.text+next.text, next.end
				i++
			}
		}
		out = append(out, s)
	}
	return out
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

// unwrapHead puts the headings of a table above their columns again where the line that held them was too long and
// was broken at a fixed width: joined, its pieces give as many headings as the first row has cells. Headings of
// groups on the line above go over equal parts of them, where the headings of each part are the same.
func unwrapHead(lines []alignedLine) []alignedLine {
	const most, least = 5, 6 // pieces; headings of a line that long
	body := 0
	for body < len(lines) && lines[body].numbers == 0 {
		body++
	}
	if body == len(lines) || body < 2 || len(lines[body].segs) < least {
		return lines
	}
	row := lines[body].segs
	for from := max(0, body-most); from < body-1; from++ {
		heads := unwrapped(lines[from:body])
		if len(heads) != len(row) {
			continue
		}
		for i := range heads {
			heads[i].start, heads[i].end = row[i].start, max(row[i].end, row[i].start+1)
		}
		if from > 0 {
			overParts(lines[from-1].segs, heads)
		}
		out := append(lines[:from:from], alignedLine{lines[from].at, heads, 0})
		return append(out, lines[body:]...)
	}
	return lines
}

// unwrapped joins the pieces of a broken line; nothing where one of them has room left for more, or another stands
// further right.
func unwrapped(lines []alignedLine) []segment {
	const slack = 8
	var out []segment
	right := 0
	for i, l := range lines {
		if len(l.segs) == 0 || l.segs[0].start > lines[0].segs[0].start {
			return nil
		}
		end := l.segs[len(l.segs)-1].end
		if right = max(right, end); i+1 < len(lines) && end+slack < right || end > right {
			return nil
		}
		segs := l.segs
		if i > 0 {
			out[len(out)-1].text += segs[0].text
			segs = segs[1:]
		}
		out = append(out, segs...)
	}
	return out
}

// overParts places the headings of groups over equal parts of a row of headings that repeats itself.
func overParts(groups, heads []segment) {
	n := len(groups)
	if n < 2 || len(heads)%n != 0 || !repeats(heads, len(heads)/n, func(s segment) string { return s.text }) {
		return
	}
	part := len(heads) / n
	for g := range groups {
		groups[g].start, groups[g].end = heads[g*part].start, heads[(g+1)*part-1].end
	}
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
		if isSecondHead(l.segs) {
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

// isSecondHead reports whether a line is the head of the next part of a form: 指标 分值 得分.
func isSecondHead(segs []segment) bool {
	return len(segs) > 2 && slices.ContainsFunc(segs, func(s segment) bool { return s.text == "分值" || s.text == "权重" }) &&
		slices.ContainsFunc(segs, func(s segment) bool { return strings.HasSuffix(s.text, "得分") })
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

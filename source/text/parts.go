package text

import (
	"slices"
	"strings"
)

// twoHeads divides lines where a second head begins that is the first one but for its first line: 决算数 in place of
// 预算数, over the same headings; or where the next part of a form begins. A head that is repeated word for word is that of another page.
func twoHeads(lines []alignedLine) [][]alignedLine {
	head := 0
	for head < len(lines) && lines[head].numbers == 0 && head < 12 {
		head++
	}
	for i := head + 1; i < len(lines); i++ {
		if lines[i].numbers > 0 || lines[i-1].numbers == 0 {
			continue
		}
		if isSecondHead(lines[i].segs) {
			return append([][]alignedLine{lines[:i]}, twoHeads(lines[i:])...)
		}
		top := slices.IndexFunc(lines[:head], func(l alignedLine) bool { return len(l.segs) == 1 && isPhaseHead(l.segs[0].text) })
		if top < 0 || len(lines[i].segs) != 1 || !isPhaseHead(lines[i].segs[0].text) || lines[i].segs[0].text == lines[top].segs[0].text ||
			i+1 >= len(lines) || top+1 >= head || !slices.EqualFunc(lines[i+1].segs, lines[top+1].segs, func(a, b segment) bool { return a.text == b.text }) {
			continue
		}
		return append([][]alignedLine{lines[:i]}, twoHeads(lines[i:])...)
	}
	return [][]alignedLine{lines}
}

// isPhaseHead reports whether a heading says the phase of all figures below it.
func isPhaseHead(text string) bool { return text == "预算数" || text == "决算数" }

// isPageNumber reports whether the only words of a line are the number of a page, which a table goes across.
func isPageNumber(t string) bool {
	t = strings.Trim(t, "-— 第页")
	const longest = 3
	return len(t) > 0 && len(t) <= longest && strings.Trim(t, "0123456789") == ""
}

package text

import (
	"slices"
	"strings"

	"mingzhang/source"
)

// heading is a cell of a table's head with the headings below it.
type heading struct {
	cell  *source.Cell
	width int
	below []*heading
}

// maxHeads is the largest number of rows that the head of a table has.
const maxHeads = 5

// maxHeadCols is the largest number of columns of a table whose merged headings are spread: each heading is
// compared with each run of those below it.
const maxHeadCols = 128

// spreadHeads gives the cells of the header rows their columns, where merged headings are printed once, so
// that a header row has fewer cells than the body. From the lowest row up, runs of headings that belong
// together are put below the heading that they fit best; the table stays as it is where that does not come
// out even, and the result is false.
func spreadHeads(rows [][]source.Cell) bool {
	full := 0
	for _, row := range rows {
		full = max(full, len(row))
	}
	if full > maxHeadCols {
		return false
	}
	first := 0
	for first < len(rows) && len(rows[first]) < full && isFrame(rows[first]) {
		first++
	}
	end := first
	for end < len(rows) && end-first <= maxHeads && isHead(rows[end]) {
		end++
	}
	if slices.ContainsFunc(rows[first:end], hasBlank) {
		return false // the rest of a merged heading is printed, as blanks: see coverBlanks
	}
	if end == first || end == len(rows) || end-first > maxHeads || end-first == 1 && len(rows[first]) == full {
		return false
	}
	var level []*heading
	for r := end - 1; r >= first; r-- {
		here := make([]*heading, len(rows[r]))
		for i := range rows[r] {
			here[i] = &heading{cell: &rows[r][i], width: 1}
		}
		if level != nil && !adopt(here, level, full, r == first) {
			return false
		}
		level = here
	}
	if widths(level) != full {
		return false
	}
	place(level, 0)
	return end-first > 1
}

func widths(hs []*heading) int {
	n := 0
	for _, h := range hs {
		n += h.width
	}
	return n
}

func place(hs []*heading, col int) {
	for _, h := range hs {
		h.cell.Col, h.cell.ColSpan = col, h.width
		place(h.below, col)
		col += h.width
	}
}

// coverBlanks lays merged headings over the blanks that stand in for the rest of them: a blank behind a heading
// belongs to it where its column has a heading of its own further down. It reports whether there are any; the
// cells that are covered then have no width.
func coverBlanks(rows [][]source.Cell) bool {
	full, end := 0, 0
	for _, row := range rows {
		full = max(full, len(row))
	}
	for end < len(rows) && end <= maxHeads && !hasNumber(rows[end]) {
		end++
	}
	if end < 2 || end == len(rows) || end > maxHeads {
		return false
	}
	word := func(r, c int) bool { return c < len(rows[r]) && strings.TrimSpace(rows[r][c].Text) != "" }
	covered := false
	border := make([]bool, full+1) // columns where a heading of the row above begins
	for r := 0; r+1 < end; r++ {
		next := make([]bool, full+1)
		for c := 0; c < full; c++ {
			next[c] = border[c] || word(r, c)
			if !word(r, c) {
				continue
			}
			k := c + 1
			for k < full && !word(r, k) && !border[k] && headed(rows[r+1:end], k) && (k < len(rows[r]) || hasBlank(rows[r])) {
				if k < len(rows[r]) {
					rows[r][k].ColSpan = 0
				}
				k++
			}
			if k > c+1 && headed(rows[r+1:end], c) {
				rows[r][c].ColSpan, covered = k-c, true
			} else {
				for j := c + 1; j < min(k, len(rows[r])); j++ {
					rows[r][j].ColSpan = 1
				}
			}
		}
		border = next
	}
	return covered
}

// hasBlank reports whether a row prints blanks between its words.
func hasBlank(row []source.Cell) bool {
	for i := 0; i+1 < len(row); i++ {
		if strings.TrimSpace(row[i].Text) == "" && strings.TrimSpace(row[i+1].Text) != "" && i > 0 {
			return true
		}
	}
	return false
}

// headed reports whether one of the rows has words in a column.
func headed(rows [][]source.Cell, c int) bool {
	for _, row := range rows {
		if c < len(row) && strings.TrimSpace(row[c].Text) != "" {
			return true
		}
	}
	return false
}

func hasNumber(row []source.Cell) bool {
	for i := range row {
		if isNumber(strings.TrimSpace(row[i].Text)) {
			return true
		}
	}
	return false
}

// isFrame reports whether a row only names the unit or the entity above the head.
func isFrame(row []source.Cell) bool {
	for i := range row {
		if t := row[i].Text; strings.Contains(t, "单位：") || strings.Contains(t, "单位:") || strings.Contains(t, "：") || strings.HasPrefix(t, "公开") {
			return true
		}
	}
	return len(row) == 1
}

// isHead reports whether a row holds only words, or the numbers of the columns.
func isHead(row []source.Cell) bool {
	words := 0
	for i := range row {
		t := strings.TrimSpace(row[i].Text)
		if t == "栏次" || t == "行次" {
			return false
		}
		if isNumber(t) {
			return false
		}
		if t != "" {
			words++
		}
	}
	return words > 0 && words*2 >= len(row) && !isTotalWord(squeezed(row[0].Text)) || len(row) > 1 && isTotalWord(squeezed(row[0].Text)) && !isNumber(strings.TrimSpace(row[1].Text)) && strings.TrimSpace(row[1].Text) != ""
}

func squeezed(s string) string {
	return strings.NewReplacer(" ", "", "　", "", "\u00A0", "").Replace(s)
}

func isTotalWord(s string) bool {
	switch s {
	case "合计", "小计", "总计", "类", "金额":
		return true
	}
	return false
}

// adopt puts the headings of the row below under those of this row. The top row must come out as wide as
// the table.
func adopt(here, below []*heading, full int, top bool) bool {
	groups := runs(below)
	wide := widths(below)
	if wide == full || top {
		parents := len(here)
		if wide != full {
			parents = len(here) + wide - full
		}
		if parents == 1 {
			groups = [][]*heading{below}
		}
		if parents != len(groups) {
			return false
		}
	}
	at := bestFit(here, groups)
	if at == nil {
		return false
	}
	for g, i := range at {
		here[i].below, here[i].width = groups[g], widths(groups[g])
	}
	return true
}

// runs splits a header row into the runs that stand under one heading: a run begins with 小计, 合计 or a code
// column, and behind the columns of code and name.
func runs(hs []*heading) [][]*heading {
	var out [][]*heading
	named := false
	for i, h := range hs {
		t := squeezed(h.cell.Text)
		code := isCodeHead(t)
		begins := i == 0 || t == "小计" || t == "合计" || code && !named || named && !code || t == "项目" || t == "收入" || t == "支出" ||
			(strings.HasPrefix(t, "增减") || t == "金额") && !strings.HasPrefix(squeezed(hs[i-1].cell.Text), "增减")
		if begins {
			out = append(out, nil)
		}
		named = code
		out[len(out)-1] = append(out[len(out)-1], h)
	}
	return out
}

// isCodeHead reports whether a heading is that of an account's code or name.
func isCodeHead(t string) bool {
	switch t {
	case "类", "款", "项", "编码", "代码", "名称":
		return true
	}
	return strings.HasSuffix(t, "编码") || strings.HasSuffix(t, "科目名称") || strings.HasSuffix(t, "代码")
}

// bestFit chooses, in order, a heading for each run; nil where there are fewer headings than runs.
func bestFit(here []*heading, groups [][]*heading) []int {
	n, m := len(here), len(groups)
	if m == 0 || m > n {
		return nil
	}
	const none = -1 << 20
	best := make([][]int, m+1)
	from := make([][]int, m+1)
	for g := range best {
		best[g], from[g] = make([]int, n+1), make([]int, n+1)
		for i := range best[g] {
			if g > 0 {
				best[g][i] = none
			}
		}
	}
	for g := 1; g <= m; g++ {
		for i := g; i <= n; i++ {
			best[g][i], from[g][i] = best[g][i-1], from[g][i-1]
			if v := best[g-1][i-1] + fit(squeezed(here[i-1].cell.Text), groups[g-1]); best[g-1][i-1] > none && v >= best[g][i] { // of equals the later, nearer to what follows
				best[g][i], from[g][i] = v, i
			}
		}
	}
	if best[m][n] <= none {
		return nil
	}
	out := make([]int, m)
	for g, i := m, n; g > 0; g-- {
		out[g-1] = from[g][i] - 1
		i = from[g][i] - 1
	}
	return out
}

// fit weighs how well a run of headings stands under another.
func fit(parent string, run []*heading) int {
	var b strings.Builder
	for _, h := range run {
		b.WriteString(squeezed(h.cell.Text))
		b.WriteByte('|')
	}
	words, score := b.String(), 0
	for _, k := range [...]struct{ parent, run []string }{
		{[]string{"项目", "科目", "分类"}, []string{"编码", "科目名称", "类|", "代码"}},
		{[]string{"用车", "车辆"}, []string{"购置", "运行"}},
		{[]string{"固定资产"}, []string{"房屋", "车辆", "固定资产"}},
		{[]string{"三公", "预算数", "决算数", "年"}, []string{"出国", "接待"}},
		{[]string{"比", "增减", "变动"}, []string{"增减", "金额", "%", "比例"}},
		{[]string{"决算数", "预算数", "执行数", "累计", "完成"}, []string{"年|", "月|"}},
		{[]string{"基本支出"}, []string{"人员经费", "公用经费"}},
		{[]string{"支出", "预算数", "决算数"}, []string{"基本支出", "项目支出"}},
		{[]string{"支出", "收入", "资金", "拨款", "金额"}, []string{"一般公共", "政府性基金", "财政拨款", "事业收入"}},
		{[]string{"收入", "支出"}, []string{"项目|"}},
	} {
		if hasAny(parent, k.parent) && hasAny(words, k.run) {
			score += 4
		}
	}
	if strings.Contains(parent, "20") && strings.Contains(words, "20") { // a year stands in one of the two
		score -= 2
	}
	if isTotalWord(parent) || isCodeHead(parent) || parent == "备注" || parent == "序号" {
		score -= 8
	}
	return score
}

func hasAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

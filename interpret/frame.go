package interpret

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/money"
	"mingzhang/source"
)

// frame finds out what the document is: whose, of which year, of which kind, and whether it means to
// be a whole disclosure.
func frame(rep *budget.Report, hints Hints) {
	titles := titleLines(rep)
	rep.Year = hints.Year
	if rep.Year == 0 {
		rep.Year = yearOf(rep, titles)
		rep.Year = outvoted(rep, rep.Year)
	}
	head := decisive(titles)
	finals, budgets := 0, 0
	if head == "" {
		finals, budgets = countWords(rep)
	}
	rep.Phase = budget.Approved
	switch {
	case strings.Contains(head, "自评") || strings.Contains(head, "绩效评价"):
		rep.Kind, rep.Phase = budget.SelfEvaluation, budget.Executed
	case strings.Contains(head, "决算") && !strings.Contains(head, "预决算"):
		rep.Kind, rep.Phase = budget.FinalDocument, budget.Executed
	case strings.Contains(head, "预算") && !strings.Contains(head, "预决算"):
		rep.Kind = budget.BudgetDocument
	case finals > budgets:
		rep.Kind, rep.Phase = budget.FinalDocument, budget.Executed
	case budgets > 0:
		rep.Kind = budget.BudgetDocument
	default:
		rep.Kind, rep.Phase = budget.OtherDocument, budget.Executed
	}
	rep.Full = isFull(rep)
	if !rep.Full && (rep.Kind == budget.BudgetDocument || rep.Kind == budget.FinalDocument) && textLength(rep) < 2500 {
		rep.Kind = budget.AnnouncementDocument
	}
	rep.Entities = entities(rep, titles)
	rep.Entity = hints.Entity
	if rep.Entity == "" && len(rep.Entities) > 0 {
		rep.Entity = rep.Entities[0].Text
	}
	rep.Township = isTownship(rep.Entity) || len(rep.Entities) > 0 && isTownship(rep.Entities[0].Text)
}

// decisive returns the first title line that names the kind of the document; 预决算 names none.
func decisive(titles []string) string {
	for _, t := range titles {
		t = strings.ReplaceAll(strings.ReplaceAll(t, "预决算", ""), "《预算法》", "")
		if containsAny(t, []string{"预算", "决算", "自评", "绩效评价"}) {
			return t
		}
	}
	return ""
}

// titleLines returns the first lines of the document that can be its title.
func titleLines(rep *budget.Report) []string {
	var out []string
	for i := range rep.Passages {
		p := &rep.Passages[i]
		t := trim(p.Text)
		if t == "" || p.Kind == source.Header || p.Kind == source.Footer {
			continue
		}
		if utf8.RuneCountInString(t) <= 60 && !strings.HasSuffix(t, "。") {
			out = append(out, t)
		}
		if len(out) >= 4 || i > 8 {
			break
		}
	}
	return out
}

// titleWords stand in the title of a disclosure, published in the line below it that says when it was put
// up.
var (
	titleWords = [...]string{"预算", "决算", "三公", "绩效", "自评", "收支", "财政"}
	published  = [...]string{"发布", "时间：", "日期", "来源", "浏览", "索引号", "时间:"}
)

// yearOf takes the year of the title, else the latest year that the first figures stand under.
func yearOf(rep *budget.Report, titles []string) int {
	for _, about := range [...]bool{true, false} { // a title that says what it is goes before a date of publication
		for _, t := range titles {
			if strings.Contains(t, "万元") || containsAny(t, published[:]) || about && !containsAny(t, titleWords[:]) {
				continue
			}
			if y := titleYear(t); y != 0 {
				return y
			}
		}
	}
	year := 0
	for i := range rep.Passages {
		for _, tok := range money.Scan(nil, rep.Passages[i].Text) {
			if tok.Kind == money.Year && !compared(rep.Passages[i].Text[:tok.Start]) {
				year = max(year, tok.Year)
			}
		}
		if year != 0 {
			return year
		}
	}
	return 0
}

// titleYear returns the year that a title names, of a span the last: 2013年—2017年; 0 where it names none.
func titleYear(title string) int {
	toks := money.Scan(nil, title)
	for i, tok := range toks {
		if tok.Kind != money.Year || compared(title[:tok.Start]) {
			continue
		}
		if i+1 < len(toks) && toks[i+1].Kind == money.Year {
			switch strings.TrimSpace(title[tok.End:toks[i+1].Start]) {
			case "—", "-", "–", "至", "~", "～", "到", "——":
				continue
			}
		}
		return tok.Year
	}
	return 0
}

// outvoted returns the year after the title's, where the title was left as it was: the text speaks of that year's
// budget or accounts many times and compares it with the year of the title.
func outvoted(rep *budget.Report, title int) int {
	const fewest = 4
	next, compares, own := 0, 0, 0
	year, after := strconv.Itoa(title)+"年", strconv.Itoa(title+1)+"年"
	for i := range rep.Passages {
		t := rep.Passages[i].Text
		next += strings.Count(t, after)
		for _, w := range [...]string{"比", "较", "与"} {
			compares += strings.Count(t, w+year)
		}
		own += strings.Count(t, year)
	}
	if title == 0 || next < fewest || compares < 2 || next < own-compares {
		return title
	}
	return title + 1
}

func countWords(rep *budget.Report) (finals, budgets int) {
	for i := range rep.Passages {
		t := rep.Passages[i].Text
		finals += strings.Count(t, "决算") + strings.Count(t, "支出为") + strings.Count(t, "开支") + strings.Count(t, "完成")
		budgets += strings.Count(t, "预算安排") + strings.Count(t, "年预算") + strings.Count(t, "安排")
	}
	return finals, budgets
}

// textLength is the length of the text in characters, three bytes each.
func textLength(rep *budget.Report) int {
	n := 0
	for i := range rep.Passages {
		n += len(rep.Passages[i].Text) / 3
	}
	return n
}

// isFull reports whether the document has the frame of a whole disclosure: duties, explanations and
// terms, not just one subject.
func isFull(rep *budget.Report) bool {
	marks := [...][]string{
		{"部门职责", "主要职能", "主要职责", "单位职责", "部门概况"}, {"机构设置", "部门预算单位构成", "单位构成"}, {"名词解释"},
		{"编制说明", "收支总体情况", "预算安排的总体情况", "收支预算情况", "收支情况说明", "决算情况说明"}, {"机关运行经费"}, {"国有资产"},
	}
	n := 0
	for _, words := range marks {
		for i := range rep.Passages {
			p := &rep.Passages[i]
			if len(p.Text) < 150 && containsAny(p.Text, words) {
				n++
				break
			}
		}
	}
	return n >= 3
}

var entityLabels = [...]string{"编制部门", "编制单位", "预算单位", "填报单位", "公开部门", "单位名称", "部门名称", "主管部门"}

// entities collects the ways in which the document names whose it is, the fullest first.
func entities(rep *budget.Report, titles []string) []budget.Name {
	var out []budget.Name
	for i := range rep.Passages {
		p := &rep.Passages[i]
		if len(p.Text) > 300 {
			continue // a label and a name stand on a short line
		}
		for _, l := range entityLabels {
			if name, ok := labelled(p.Text, l); ok {
				at := strings.Index(p.Text, name)
				out = append(out, budget.Name{Text: name, Place: p.Place(at, at+len(name))})
				break
			}
		}
	}
	for _, t := range titles {
		name := upTo(t, "0123456789（(：:《")
		name = strings.TrimPrefix(trim(name), "关于")
		for _, cut := range [...]string{"年度", "部门预算", "单位预算", "部门决算", "单位决算", "预算", "决算", "“三公”"} {
			if i := strings.Index(name, cut); i >= 0 {
				name = name[:i]
			}
		}
		if n := utf8.RuneCountInString(name); n >= 3 && n <= 30 && isBody(name) {
			out = append(out, budget.Name{Text: name, Place: budget.Place{Text: t}})
			break
		}
	}
	return out
}

// labelled reads the name behind 编制单位： and the like.
func labelled(text, label string) (string, bool) {
	at := strings.Index(text, label)
	if at < 0 || at > 60 {
		return "", false
	}
	rest := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(text[at+len(label):], "（盖章）"), "(盖章)"), " 　")
	if !strings.HasPrefix(rest, "：") && !strings.HasPrefix(rest, ":") {
		return "", false
	}
	name := upTo(strings.TrimLeft(rest, "：: 　"), " 　\t：:（(\n")
	n := utf8.RuneCountInString(name)
	return name, n >= 2 && n <= 40
}

// isBody reports whether a name ends like that of a public body.
func isBody(name string) bool {
	for _, s := range [...]string{"乡", "镇", "局", "委员会", "委", "办公室", "院", "校", "中心", "街道", "办事处", "厅", "部", "会", "所", "站", "政府", "县", "市", "区", "省",
		"队", "园", "馆", "协", "社", "处", "大学", "学院"} {
		if strings.HasSuffix(name, s) {
			return true
		}
	}
	return false
}

func isTownship(name string) bool {
	for _, s := range [...]string{"乡", "镇", "乡人民政府", "镇人民政府", "街道", "街道办事处"} {
		if strings.HasSuffix(name, s) {
			return true
		}
	}
	return false
}

package audit

import (
	"fmt"
	"strings"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
	"mingzhang/source"
)

// Rules of wording that need a dictionary: what a township cannot do (PRF-17), the glossary (STR-10),
// blank cells (STR-11), and the sources that a revenue sentence names (TXT-21).
func init() {
	basis := Words{"部门预决算公开的体例要求；职责与单位级次相符", "frame of the disclosure; duties fit the unit"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string, f func(*Subject)) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}, check: f})
	}
	add("PRF-17", Wording, Warning, "用语与单位级次相符", "wording fits the unit", "乡的职责表写“全县”“人民法院”", "a township's table says “the whole county”", unfitWords)
	add("STR-10", Wording, Info, "名词解释与正文相符", "the glossary covers the terms", "用了“机关运行经费”而没有解释", "a term is used and not explained", glossary)
	add("STR-11", Completeness, Info, "空白格填0或短横", "blank cells are filled", "同列都有数，一格空白", "one blank among figures", blankCells)
	add("TXT-21", Completeness, Info, "收入来源写全", "all sources are named", "收入说明没有提政府性基金", "the revenue sentence does not name government funds", namedSources)
}

// unfit is a family of words that a township's activity table should not have, with what they show.
type unfit struct {
	words    []string
	severity Severity
	zh, en   string
}

var unfits = [...]unfit{
	{[]string{"全县", "全区", "全市", "全省", "区信访局", "县信访局"}, Warning, "上级政府的用语", "words of a higher level of government"},
	{[]string{"常委会", "人民法院", "人民检察院", "乡镇区领导", "街道办事处"}, Warning, "乡镇没有的机构", "bodies that a township does not have"},
	{[]string{"选举法", "债券", "土地储备", "铁路建设", "水运", "航道"}, Warning, "乡镇没有的职权", "powers that a township does not have"},
	{[]string{"新型农村合作医疗", "新农合", "良种补贴"}, Info, "已经并入其他制度的项目", "programmes that were merged into others"},
}

// seaWords show that a place has a coast.
var seaWords = [...]string{"沿海", "海洋", "渔港", "渔业", "港口", "滨海", "海岸", "海域", "海岛"}

// unfitWords looks through the activity table of a township.
func unfitWords(s *Subject) {
	kind := townshipKind(s.Entity)
	form := s.formByID13()
	if kind == "" || form == nil {
		s.notRun("PRF-17")
		return
	}
	list := unfits[:]
	switch kind {
	case "乡":
		list = append(list, unfit{[]string{"出镇", "全镇", "我镇", "镇域"}, Info, "镇的用语，本单位是乡", "words of a town, the unit is a township"})
	case "镇":
		list = append(list, unfit{[]string{"出乡", "全乡", "我乡", "乡域"}, Info, "乡的用语，本单位是镇", "words of a township, the unit is a town"})
	}
	if !s.anywhere(seaWords[:]) {
		list = append(list, unfit{[]string{"海堤", "海塘"}, Warning, "沿海的用语，其他地方没有提到海", "words of a coast that nothing else mentions"})
	}
	for _, u := range list {
		s.unfitIn(form, u, kind)
	}
}

// townshipKind returns 乡, 镇 or 街道 for the entity of a township, else "".
func townshipKind(entity string) string {
	name := strings.TrimSuffix(strings.TrimSuffix(phrase.Squeeze(entity), "人民政府"), "政府")
	for _, k := range [...]string{"街道办事处", "街道", "乡", "镇"} {
		if strings.HasSuffix(name, k) {
			return strings.TrimSuffix(k, "办事处")
		}
	}
	return ""
}

// anywhere reports whether one of the words stands in the document.
func (s *Subject) anywhere(words []string) bool {
	for i := range s.Passages {
		if containsWord(s.Passages[i].Text, words) {
			return true
		}
	}
	for i := range s.Forms {
		for k := range s.Forms[i].Grid.Cells {
			if containsWord(s.Forms[i].Grid.Cells[k].Text, words) {
				return true
			}
		}
	}
	return false
}

// unfitIn gives one finding for all cells of the table with words of one family.
func (s *Subject) unfitIn(form *budget.Form, u unfit, kind string) {
	var places []budget.Place
	var said []string
	for k := range form.Grid.Cells {
		c := &form.Grid.Cells[k]
		for _, w := range u.words {
			i := strings.Index(c.Text, w)
			if i < 0 || kind == "街道" && w == "街道办事处" {
				continue
			}
			places = append(places, budget.Place{Location: c.Place, Text: c.Text, Mark: [2]int{i, i + len(w)}})
			if !containsWord(strings.Join(said, "、"), []string{w}) {
				said = append(said, w)
			}
		}
	}
	if len(places) == 0 {
		return
	}
	words := "“" + strings.Join(said, "”“") + "”"
	s.find(Finding{Rule: "PRF-17", Severity: u.severity, Place: places[0], Places: places[1:], Stated: strings.Join(said, "、"),
		Title:   Words{fmt.Sprintf("%s：%s，共%d处", u.zh, words, len(places)), fmt.Sprintf("%s, %d places", u.en, len(places))},
		Message: Words{"像是照搬了别的单位的表：请改成本单位的职责。", "The table may have been copied from another unit."}})
}

// terms are the names that a glossary is expected to explain, with other names under which it may do so.
var terms = [...][]string{
	{"“三公”经费", "三公经费", "“三公经费”"}, {"机关运行经费", "机关运行费"}, {"基本支出"}, {"项目支出"}, {"财政拨款收入", "财政拨款", "一般公共预算拨款收入", "一般公共预算财政拨款"},
	{"事业收入"}, {"经营收入"}, {"其他收入"}, {"上缴上级支出"}, {"经营支出"}, {"结转", "年初结转和结余", "年末结转和结余", "结转结余"}, {"政府性基金", "政府性基金预算"},
	{"人员经费"}, {"公用经费", "日常公用经费"},
}

// glossaryNames are all names of the terms, termOf the term of each.
var (
	glossaryNames = phrase.New(terms[:]...)
	termOf        = func() map[string]int {
		m := map[string]int{}
		for i, names := range terms {
			for _, n := range names {
				m[n] = i
			}
		}
		return m
	}()
)

// glossary compares the terms that the text uses with those that its glossary explains.
func glossary(s *Subject) {
	from := -1
	for i := range s.Passages {
		if p := &s.Passages[i]; p.Heading && has(p.Text, "名词解释") {
			from = i
		}
	}
	if from < 0 || !s.Full {
		s.notRun("STR-10")
		return
	}
	type state struct {
		defined, used bool
		at            budget.Place
	}
	states := make([]state, len(terms))
	seen := make([]int, len(termOf)) // the passage, from 1, in which a name was last met
	for i := range s.Passages {
		p := &s.Passages[i]
		if p.Kind != source.Body {
			continue
		}
		glossaryNames.Each(p.Text, func(name string, k int) {
			if id := glossaryNames.ID(name); seen[id] == i+1 {
				return
			} else {
				seen[id] = i + 1
			}
			t := &states[termOf[name]]
			switch {
			case i > from && k < 60 && !p.Heading || i > from && strings.ContainsAny(p.Text[k:], "：:"):
				if !t.defined {
					t.defined, t.at = true, p.Place(k, k+len(name))
				}
			case i < from && p.Table < 0 && !p.Heading:
				t.used = true
			}
		})
	}
	var undefined, unused []string
	var places []budget.Place // of the unused
	for i, names := range terms {
		used, defined, at := states[i].used, states[i].defined, states[i].at
		switch {
		case used && !defined:
			undefined = append(undefined, names[0])
		case defined && !used:
			unused, places = append(unused, names[0]), append(places, at)
		}
	}
	if len(undefined) > 0 {
		at := s.Passages[from].Place(0, len(s.Passages[from].Text))
		for i := from + 1; i < len(s.Passages); i++ {
			if p := &s.Passages[i]; strings.TrimSpace(p.Text) != "" {
				at = p.Place(0, len(p.Text))
				break
			}
		}
		s.find(Finding{Rule: "STR-10", Severity: Info, Place: at, Stated: strings.Join(undefined, "、"),
			Title: Words{"正文用了而名词解释没有的：" + strings.Join(undefined, "、"), fmt.Sprintf("%d terms are used and not explained", len(undefined))}, Message: Words{"请补写解释。", "Explain them."}})
	}
	if len(unused) > 0 {
		s.find(Finding{Rule: "STR-10", Severity: Info, Place: places[0], Places: places[1:], Stated: strings.Join(unused, "、"),
			Title: Words{"名词解释有而正文没有用的：" + strings.Join(unused, "、"), fmt.Sprintf("%d terms are explained and not used", len(unused))}, Message: Words{"可以删去，或核对正文是否漏写。", "Drop them, or check the text."}})
	}
}

// blankCells notes single blanks in the value columns of rows that are otherwise filled, one finding a
// table.
func blankCells(s *Subject) {
	for i := range s.Forms {
		f := &s.Forms[i]
		if f.Empty || f.ID == "" || f.ID == budget.T13 || f.ID == budget.T15 || f.ID == budget.T14 {
			continue
		}
		filled, blank := make([]int, f.Grid.Rows), make([]int, f.Grid.Rows)
		for k := range f.Grid.Cells {
			c := &f.Grid.Cells[k]
			switch {
			case c.Row >= f.Grid.Rows || c.Col >= len(f.Columns) || f.Columns[c.Col].Role != budget.ValueColumn:
			case phrase.Squeeze(c.Text) == "":
				blank[c.Row]++
			default:
				filled[c.Row]++
			}
		}
		first, n := -1, 0
		for r := range f.Rows {
			if at := f.Rows[r].Index; blank[at] > 0 && filled[at] >= blank[at] {
				if n += blank[at]; first < 0 {
					first = r
				}
			}
		}
		if first < 0 {
			continue
		}
		place := f.Rows[first].Place[0]
		if place.Text == "" {
			place = f.Rows[first].Place[1]
		}
		s.find(Finding{Rule: "STR-11", Severity: Info, Place: place, Stated: "空白",
			Title:   Words{fmt.Sprintf("有数的行里空着%d格，从“%s”一行起", n, strings.TrimSpace(place.Text)), fmt.Sprintf("%d blank cells in rows with figures", n)},
			Message: Words{"没有数请填0或“－－”，读者才知道不是漏填。", "Print 0 or a dash, so that readers know nothing is missing."}})
	}
}

// revenueSources are the sources of the template.
var revenueSources = [...]struct {
	name     string
	measures []budget.Measure
}{
	{"政府性基金", []budget.Measure{budget.FundRevenue}}, {"国有资本经营", []budget.Measure{budget.CapitalRevenue}}, {"事业收入", []budget.Measure{budget.InstitutionRevenue}},
	{"其他收入", []budget.Measure{budget.OtherRevenue}}, {"上年结转", []budget.Measure{budget.CarriedIn}},
}

// namedSources notes the sources that the revenue sentence of a budget leaves out.
func namedSources(s *Subject) {
	if !s.Full || s.Kind != budget.BudgetDocument {
		s.notRun("TXT-21")
		return
	}
	for i := range s.Report.Claims {
		c := &s.Report.Claims[i]
		if c.Kind != budget.SumClaim || c.Topic != budget.Revenue || s.Figures[c.Stated].Assumed {
			continue
		}
		text, _, _ := s.paragraph(c.Stated)
		var missing []string
		for _, x := range revenueSources {
			if !has(text, x.name) && !has(text, "其他为0") {
				missing = append(missing, x.name)
			}
		}
		if len(missing) > 0 {
			s.find(Finding{Rule: "TXT-21", Severity: Info, Place: c.Place, Figures: []int{c.Stated}, Stated: show(s.Figures[c.Stated].Amount), Verdict: Undecidable,
				Title:   Words{"收入说明没有提到" + strings.Join(missing, "、"), fmt.Sprintf("%d sources of revenue are not named", len(missing))},
				Message: Words{"没有的来源请写明为0，读者才知道不是漏写。", "Say that the others are 0."}})
		}
		return
	}
}

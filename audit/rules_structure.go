package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
	"mingzhang/source"
)

// Rules of structure and numbering (5.4 of the catalogue). They speak only to documents that mean to be
// whole disclosures.
func init() {
	basis := Words{"部门预决算公开的体例要求", "frame of the disclosure"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string, f func(*Subject)) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}, check: f})
	}
	add("STR-01", NumberingOf, Error, "各部分齐全、编号连续", "sections present and numbered", "一、二、四、：缺三", "1, 2, 4: 3 is missing", topNumbers)
	add("STR-02", Completeness, Fatal, "公开表齐全", "all tables present", "没有收支总表", "no summary table", nil)
	add("STR-03", NumberingOf, Error, "下级编号连续", "nested numbers continuous", "（六）后面是（八）", "(6) is followed by (8)", nestedNumbers)
	add("STR-04", Structure, Error, "标题下有内容", "headings have content", "“机构设置”下面没有内容", "nothing under a heading", emptySections)
	add("STR-05", Duplicate, Warning, "段落不重复", "no block twice", "保障措施印了两遍", "a block is printed twice", repeatedBlocks)
	add("STR-07", Wording, Info, "标点和括号", "punctuation and brackets", "括号没有配对", "an open bracket", brackets)
	add("STR-08", Wording, Info, "名称一致", "one name", "机关运行经费、机关运行费", "two names", termNames)
	add("STR-09", Wording, Warning, "没有模板残留", "no template residue", "“项目1”“XX”", "placeholders", residue)
	add("STR-12", Wording, Info, "错别字", "slips", "切配合、消减率", "misspelt terms", slips)
}

// topNumbers looks for a missing number among 一、二、三、… and for the heading that lost it.
func topNumbers(s *Subject) {
	if !s.Full {
		s.notRun("STR-01")
		return
	}
	last, lastAt := 0, -1
	var outer []int // the numbers reached when a list began again from 一、 below a heading: 一、部门职责 over 一、拟订…。
	for i := range s.Passages {
		p := &s.Passages[i]
		if p.Table >= 0 || p.Kind != source.Body || p.Place(0, 0).Sheet != "" {
			continue
		}
		if p.Number.Style == budget.PartNumber {
			last, lastAt, outer = 0, i, nil
			continue
		}
		if p.Number.Style != budget.ChineseNumber {
			continue
		}
		v := p.Number.Value
		switch {
		case v == last+1:
		case v == 1:
			outer = append(outer, last)
		case slices.Contains(outer, v-1):
			for outer[len(outer)-1] != v-1 {
				outer = outer[:len(outer)-1]
			}
			outer = outer[:len(outer)-1]
		case !p.Heading:
			if v > last {
				last, lastAt = v, i
			}
			continue
		case v > last+1 && last > 0 && v-last <= 3:
			s.missingNumber(last, v, lastAt, i)
		case v <= last && last > 0:
			s.find(Finding{Rule: "STR-03", Severity: Warning, Place: p.Place(0, len(p.Text)), Stated: p.Number.Text,
				Title:   Words{fmt.Sprintf("“%s”与前面的编号重复", strings.TrimSpace(p.Number.Text)), "a number is used twice: " + strings.TrimSpace(p.Number.Text)},
				Message: Words{"它前面没有同级的“一、”，或应当用下一级编号。", "It has no sibling before it."}})
			continue
		}
		last, lastAt = v, i
	}
}

var chineseDigits = [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十"}

func chineseNumeral(n int) string {
	if n >= 0 && n < len(chineseDigits) {
		return chineseDigits[n]
	}
	if n < 100 {
		return chineseDigits[n/10] + "十" + chineseDigits[n%10]
	}
	return fmt.Sprint(n)
}

// sectionWords are words of the usual section titles.
var sectionWords = [...]string{"机关运行经费", "三公", "政府采购", "国有资产", "绩效", "名词解释", "其他", "总体情况", "职责", "机构设置", "收支", "收入", "支出"}

func (s *Subject) missingNumber(last, next, from, to int) {
	want := chineseNumeral(last+1) + "、"
	for i := from + 1; i < to; i++ {
		p := &s.Passages[i]
		t := strings.TrimSpace(strings.Trim(p.Text, "　"))
		n := utf8.RuneCountInString(t)
		if p.Table >= 0 || p.Number.Style != budget.NoNumber || n < 4 || n > 30 || strings.ContainsAny(t, "。；，：") {
			continue
		}
		for _, w := range sectionWords {
			if strings.Contains(t, w) {
				s.find(Finding{Rule: "STR-01", Severity: Error, Place: p.Place(0, len(p.Text)), Stated: t, Expected: want + t,
					Title:   Words{fmt.Sprintf("标题“%s”没有编号，应为“%s”", t, want), fmt.Sprintf("the heading %s lost its number %s", t, want)},
					Message: Words{fmt.Sprintf("前一部分是“%s、”，后一部分是“%s、”。", chineseNumeral(last), chineseNumeral(next)), "Its neighbours are numbered around it."}})
				return
			}
		}
	}
	p := &s.Passages[to]
	s.find(Finding{Rule: "STR-01", Severity: Error, Place: p.Place(0, len(p.Text)), Stated: p.Number.Text, Expected: want,
		Title:   Words{fmt.Sprintf("“%s、”后面是“%s、”，缺“%s”", chineseNumeral(last), chineseNumeral(next), want), fmt.Sprintf("%s is followed by %s: %s is missing", chineseNumeral(last), chineseNumeral(next), want)},
		Message: Words{"请核对是漏了一部分，还是编号写错。", "A section is missing or misnumbered."}})
}

// nestedNumbers looks for gaps in （一）（二） and, milder, in 1、2、 below them.
func nestedNumbers(s *Subject) {
	if !s.Full {
		s.notRun("STR-03")
		return
	}
	type state struct{ value, at int }
	last := map[budget.NumberStyle]state{}
	for i := range s.Passages {
		p := &s.Passages[i]
		if p.Table >= 0 || p.Kind != source.Body || p.Place(0, 0).Sheet != "" {
			continue
		}
		st := p.Number.Style
		switch st {
		case budget.ChineseNumber, budget.PartNumber:
			last = map[budget.NumberStyle]state{}
		case budget.BracketChinese:
			delete(last, budget.ArabicNumber)
			delete(last, budget.BracketArabic)
		}
		if st != budget.BracketChinese && st != budget.ArabicNumber {
			continue
		}
		v := p.Number.Value
		if l, ok := last[st]; ok && v > l.value+1 && v-l.value <= 3 && i-l.at < 80 && !s.numberedWithin(l.at, i, expectedNumber(st, l.value+1)) {
			sev := Warning
			if st == budget.BracketChinese {
				sev = Error
			}
			s.find(Finding{Rule: "STR-03", Severity: sev, Place: p.Place(0, len(p.Number.Text)), Stated: p.Number.Text, Expected: expectedNumber(st, l.value+1),
				Title:   Words{fmt.Sprintf("“%s”后面是“%s”，缺“%s”", expectedNumber(st, l.value), strings.TrimSpace(p.Number.Text), expectedNumber(st, l.value+1)), fmt.Sprintf("%s is followed by %s: %s is missing", expectedNumber(st, l.value), strings.TrimSpace(p.Number.Text), expectedNumber(st, l.value+1))},
				Message: Words{"请核对是漏了一项，还是编号写错。", "An item is missing or misnumbered."}})
		}
		last[st] = state{v, i}
	}
}

// numberedWithin reports whether a number stands within one of the paragraphs, where several items make up one.
func (s *Subject) numberedWithin(from, to int, number string) bool {
	return slices.ContainsFunc(s.Passages[from:to], func(p budget.Passage) bool { return has(p.Text, number) })
}

func expectedNumber(st budget.NumberStyle, v int) string {
	if st == budget.BracketChinese {
		return "（" + chineseNumeral(v) + "）"
	}
	return fmt.Sprintf("%d、", v)
}

// emptySections finds the headings of usual sections with nothing under them.
func emptySections(s *Subject) {
	if !s.Full {
		s.notRun("STR-04")
		return
	}
	for i := range s.Passages {
		p := &s.Passages[i]
		t := strings.Trim(strings.TrimSpace(p.Text), "　 ：:")
		name := strings.TrimSpace(strings.TrimPrefix(t, p.Number.Text))
		if p.Table >= 0 || !isSubject(name) || s.inContents(i) || s.laterCopy(i, t) {
			continue
		}
		text, seen := s.contentOf(i)
		if seen || utf8.RuneCountInString(restOf(text, name)) > 4 {
			continue
		}
		s.find(Finding{Rule: "STR-04", Severity: Error, Place: p.Place(0, len(p.Text)), Stated: t,
			Title:   Words{"“" + name + "”下面没有内容", "nothing stands under “" + name + "”"},
			Message: Words{"请补写内容；没有的，写明没有。", "Fill it in, or say that there is none."}})
	}
}

func isSubject(name string) bool {
	switch name {
	case "机构设置", "部门职责", "主要职责", "主要职能", "名词解释", "部门机构设置", "单位职责", "机构设置情况", "部门职责及机构设置":
		return true
	}
	return false
}

// restOf drops the words that only repeat the heading: 部门机构设置情况.
func restOf(text, name string) string {
	for _, w := range []string{name, "部门", "单位", "情况", "说明", "如下", "：", ":", "。"} {
		text = strings.ReplaceAll(text, w, "")
	}
	return phrase.Squeeze(text)
}

// contentOf collects what stands under a heading until the next heading. more is true where a table
// stands there.
func (s *Subject) contentOf(i int) (text string, more bool) {
	for k := i + 1; k < len(s.Passages); k++ {
		p := &s.Passages[k]
		if p.Table >= 0 {
			return text, true
		}
		if strings.TrimSpace(p.Text) == "" || p.Kind != source.Body {
			continue
		}
		if p.Heading && (s.Passages[i].Number.Style == budget.NoNumber || p.Number.Style <= s.Passages[i].Number.Style) {
			return text, false
		}
		text += p.Text
		if len(text) > 200 {
			return text, true
		}
	}
	return text, false
}

// inContents reports whether a passage is a line of the table of contents: numbered headings follow one
// another there.
func (s *Subject) inContents(i int) bool {
	n := 0
	for k := max(0, i-3); k < min(len(s.Passages), i+4); k++ {
		p := &s.Passages[k]
		if t := strings.TrimSpace(p.Text); p.Table < 0 && t != "" && utf8.RuneCountInString(t) < 40 && (p.Number.Style != budget.NoNumber || strings.Contains(t, "目")) {
			n++
		}
	}
	return n >= 5
}

// laterCopy reports whether the same heading comes again: the first one was a table of contents.
func (s *Subject) laterCopy(i int, text string) bool {
	for k := i + 1; k < len(s.Passages); k++ {
		if strings.Contains(phrase.Squeeze(s.Passages[k].Text), phrase.Squeeze(text)) && utf8.RuneCountInString(s.Passages[k].Text) < utf8.RuneCountInString(text)+20 && k > i+2 {
			return true
		}
	}
	return false
}

// repeatedBlocks finds blocks of paragraphs that are printed twice (STR-05): runs of paragraphs that
// follow one another in both places, a few of them changed.
func repeatedBlocks(s *Subject) {
	const shortest, fewest, skip = 12, 8, 4
	first := map[string]int{}
	run, start, startTwin, lastAt, twin := 0, -1, -1, -1, -1
	best, bestAt, bestTwin := 0, -1, -1
	order := 0
	for i := range s.Passages {
		p := &s.Passages[i]
		if p.Table >= 0 || len(p.Text) < 3*shortest {
			continue
		}
		t := strings.TrimSpace(p.Text)
		order++
		k, ok := first[t]
		if !ok {
			first[t] = order
			continue
		}
		if run == 0 || k <= twin || k-twin > skip || order-lastAt > skip {
			run, start, startTwin = 0, i, k
		}
		run++
		twin, lastAt = k, order
		if run > best {
			best, bestAt, bestTwin = run, start, startTwin
		}
	}
	if best < fewest {
		return
	}
	p := &s.Passages[bestAt]
	f := Finding{Rule: "STR-05", Severity: Warning, Place: p.Place(0, len(p.Text)),
		Title:   Words{fmt.Sprintf("有一段文字印了两遍，%d个自然段相同", best), fmt.Sprintf("a block of %d paragraphs is printed twice", best)},
		Message: Words{"请删去一份；两份不同的地方以哪份为准，也请核对。", "Delete one copy; check where they differ."}}
	for i, n := 0, 0; i < bestAt; i++ {
		if q := &s.Passages[i]; q.Table < 0 && len(q.Text) >= 3*shortest {
			if n++; n == bestTwin {
				f.Places = []budget.Place{q.Place(0, len(q.Text))}
			}
		}
	}
	s.find(f)
}

// brackets finds brackets that are not closed.
func brackets(s *Subject) {
	if !s.Full {
		return
	}
	n := 0
	for i := range s.Passages {
		p := &s.Passages[i]
		open, at := 0, 0
		for k, r := range p.Text {
			switch r {
			case '（', '(':
				if open == 0 {
					at = k
				}
				open++
			case '）', ')':
				open = max(open-1, 0)
			}
		}
		if open == 0 || p.Table >= 0 || n >= 20 {
			continue
		}
		n++
		s.find(Finding{Rule: "STR-07", Severity: Info, Place: p.Place(at, at+1), Stated: "（",
			Title: Words{"括号没有配对", "a bracket is not closed"}, Message: Words{"请补上右括号。", "Close it."}})
	}
}

// termNames finds two names for one thing.
func termNames(s *Subject) {
	if !s.Full || len(s.hits["机关运行经费"]) == 0 || len(s.hits["机关运行费"]) == 0 {
		return
	}
	s.find(Finding{Rule: "STR-08", Severity: Info, Place: s.place(s.hits["机关运行费"][0], "机关运行费"), Stated: "机关运行费", Expected: "机关运行经费",
		Title: Words{"“机关运行费”与“机关运行经费”混用", "two names for one thing"}, Message: Words{"请统一用“机关运行经费”。", "Use one term."}})
}

// residue finds words of a template that were never replaced.
func residue(s *Subject) {
	if !s.Full {
		return
	}
	var order []string
	places := map[string][]budget.Place{}
	whys := map[string]string{}
	report := func(place budget.Place, words, why string) {
		if _, ok := places[words]; !ok {
			order = append(order, words)
			whys[words] = why
		}
		places[words] = append(places[words], place)
	}
	defer func() {
		for _, w := range order {
			title := Words{"像是模板里没有替换的字：" + w, "template words left in: " + w}
			if n := len(places[w]); n > 1 {
				title.ZH += fmt.Sprintf("，共%d处", n)
			}
			s.find(Finding{Rule: "STR-09", Severity: Warning, Place: places[w][0], Places: places[w][1:], Stated: w, Verdict: Undecidable,
				Title: title, Message: Words{whys[w], "Replace or delete."}})
		}
	}()
	for _, w := range templateRest {
		last := -1
		for _, h := range s.hits[w] {
			if h.passage != last {
				report(s.place(h, w), w, "请替换成实际内容。")
			}
			last = h.passage
		}
	}
	if s.Township {
		for _, w := range upperLevel {
			for _, h := range s.hits[w] {
				report(s.place(h, w), w, "乡镇文件里的上级用语：请核对。")
			}
		}
	}
	for i := range s.Forms {
		f := &s.Forms[i]
		for r := range f.Rows {
			for side := 0; side < budget.Sides; side++ {
				name := phrase.Squeeze(f.Rows[r].Name[side])
				if len(name) == len("项目1") && strings.HasPrefix(name, "项目") && name[len(name)-1] >= '1' && name[len(name)-1] <= '9' {
					report(f.Rows[r].Place[side], name, "请删去没有用到的模板行。")
				}
			}
		}
	}
}

// slipWords are common slips of the terms of the field, with the right form.
var slipWords = [...]struct{ wrong, right string }{
	{"切配合", "且配合"}, {"消减率", "削减率"}, {"科学技术创支出", "科学技术支出"}, {"因出国（境）", "因公出国（境）"}, {"因出国(境)", "因公出国(境)"},
	{"富昂达", "广大"}, {"纪纠纷", "纠纷"}, {"到达全国平均", "达到全国平均"}, {"产量和产量", "产量和质量"}, {"公务接代", "公务接待"}, {"财政拔款", "财政拨款"},
	{"机关运行经废", "机关运行经费"}, {"政府彩购", "政府采购"}, {"绩郊", "绩效"}, {"预决祘", "预决算"},
}

// wrongWords are the slips themselves.
func wrongWords() []string {
	out := make([]string, len(slipWords))
	for i, w := range slipWords {
		out[i] = w.wrong
	}
	return out
}

// slips finds near misses of the terms of the field.
func slips(s *Subject) {
	for _, w := range slipWords {
		for _, h := range s.hits[w.wrong] {
			s.slip(w.wrong, w.right, s.place(h, w.wrong))
		}
	}
	s.eachText(func(text string, place budget.Place) {
		slipSet.Each(text, func(p string, at int) {
			for _, w := range slipWords {
				if w.wrong == p {
					place.Mark = [2]int{at, at + len(p)}
					s.slip(w.wrong, w.right, place)
				}
			}
		})
	})
}

func (s *Subject) slip(wrong, right string, place budget.Place) {
	s.find(Finding{Rule: "STR-12", Severity: Info, Place: place, Stated: wrong, Expected: right,
		Title: Words{"“" + wrong + "”应为“" + right + "”", "“" + wrong + "” should read “" + right + "”"}, Message: Words{"疑为错字。", "A likely slip."}})
}

// eachText visits the words of the activity table.
func (s *Subject) eachText(visit func(string, budget.Place)) {
	for i := range s.Chain.Duties {
		d := &s.Chain.Duties[i]
		visit(d.Content.Words, placeOf(d.Content))
		visit(d.Goal.Words, placeOf(d.Goal))
		for k := range d.Activities {
			a := &d.Activities[k]
			visit(a.Content.Words, placeOf(a.Content))
			visit(a.Goal.Words, placeOf(a.Goal))
			for j := range a.Indicators {
				visit(a.Indicators[j].Name.Words, placeOf(a.Indicators[j].Name))
			}
		}
	}
}

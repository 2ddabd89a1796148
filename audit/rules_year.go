package audit

import (
	"fmt"
	"slices"
	"strings"

	"mingzhang/budget"
	"mingzhang/money"
)

// Rules on years and units (5.4 of the catalogue).
func init() {
	basis := Words{"预决算公开文本的年度和计量单位要求", "requirements on years and units"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string, check func(*Subject)) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}, check: check})
	}
	add("YR-01", YearOf, Error, "年度正确", "years are right", "2026年预算“比2026年预算增加”", "the 2026 budget compared with 2026", years)
	add("YR-02", YearOf, Error, "无采购陈述的年度", "year of an absence", "2020年预算写“2019年无政府采购”", "“no procurement in 2019” in the 2020 budget", absentYears)
	add("UNT-01", UnitOf, Error, "同一列举单位一致", "one unit in a list", "各项用万元，会议费用元", "one item in yuan among ten thousands", listUnits)
	add("UNT-02", UnitOf, Error, "元、万元错位", "a factor of ten thousand", "表87.3617万元，文字873617万元", "10,000 times too large", hugeFigures)
	add("UNT-03", UnitOf, Info, "小数位一致", "equal decimals", "25万元、30.125万元", "25 and 30.125", mixedDecimals)
	add("UNT-05", UnitOf, Error, "金额精确到分", "amounts are whole fen", "1.2345678万元不是整数分", "1.2345678万元 is no whole fen", wholeFen)
}

// years looks for a year that is compared with itself, and for totals that stand under last year.
func years(s *Subject) {
	if s.Year == 0 {
		s.notRun("YR-01")
		return
	}
	var self []budget.Place
	own := fmt.Sprintf("%d年", s.Year)
	for i := range s.Passages {
		p := &s.Passages[i]
		if strings.Contains(p.Text, own) {
			self = append(self, s.selfCompared(p, own)...)
		}
	}
	if len(self) > 0 {
		s.find(Finding{Rule: "YR-01", Severity: Error, Place: self[0], Places: self[1:], Stated: "比" + own, Expected: fmt.Sprintf("比%d年", s.Year-1),
			Title:   Words{fmt.Sprintf("%d年的数与“%d年”相比，共%d处", s.Year, s.Year, len(self)), fmt.Sprintf("figures of %d are compared with %d itself, %d times", s.Year, s.Year, len(self))},
			Message: Words{"比较的对象应当是上一年度：请改正年份。", "Compare with the year before."}})
	}
	s.lastYearTotals()
	s.titleYears()
	s.headingYears()
	s.strayYears()
	s.otherBases()
	s.nextYear()
	s.futureOutturn()
}

// futureOutturn finds the outturn of a year that was not over when the document was written: 2018年决算数 in the accounts of 2017.
func (s *Subject) futureOutturn() {
	if s.Phase != budget.Executed {
		return
	}
	for i := range s.Passages {
		p := &s.Passages[i]
		for _, w := range [...]string{"年决算数", "年度决算数"} {
			next := fmt.Sprintf("%d%s", s.Year+1, w)
			if at := strings.Index(p.Text, next); at >= 0 && !strings.Contains(p.Text, fmt.Sprintf("%d年", s.Year)) {
				s.find(Finding{Rule: "YR-01", Severity: Error, Place: p.Place(at, at+len(next)), Stated: fmt.Sprintf("%d年", s.Year+1), Expected: fmt.Sprintf("%d年", s.Year),
					Title:   Words{fmt.Sprintf("%d年的决算里写作“%s”", s.Year, next), fmt.Sprintf("the accounts of %d speak of the outturn of %d", s.Year, s.Year+1)},
					Message: Words{"像是从别的年度套用时留下的年份：请改正。", "The year was probably left over from another document."}})
			}
		}
	}
}

// selfCompared finds 比2026年预算增加 in the text of 2026.
func (s *Subject) selfCompared(p *budget.Passage, own string) []budget.Place {
	var out []budget.Place
	for _, w := range [...]string{"比", "较", "与", "同"} {
		for from := 0; ; {
			i := strings.Index(p.Text[from:], w+own)
			if i < 0 {
				break
			}
			at := from + i
			end := at + len(w+own)
			rest := p.Text[end:]
			tail := rest
			if k := strings.IndexAny(rest, "，。；"); k >= 0 {
				tail = rest[:k]
				if has(tail, "相比") || has(tail, "对比") { // 与2025年预算相比，收支总计减少…
					next := rest[k+len("，"):]
					tail += next[:max(strings.IndexAny(next, "，。；"), 0)]
				}
			}
			// 较2026年年初预算 in final accounts is right; so is the year after a colon of another year
			budgetWord := s.Phase != budget.Executed && (strings.HasPrefix(rest, "预算") || strings.HasPrefix(rest, "度预算")) || strings.HasPrefix(rest, "相比") || strings.HasPrefix(rest, "增") || strings.HasPrefix(rest, "减")
			if budgetWord && (has(tail, "增加") || has(tail, "减少") || has(tail, "持平") || has(tail, "增长") || has(tail, "下降")) &&
				!has(tail, "执行") && !has(tail, "决算") && !ownFinal(p.Text[:at]) && !laterYear(p.Text[:at], own) {
				out = append(out, p.Place(at, end))
			}
			from = end
		}
	}
	return out
}

// laterYear reports whether the sentence speaks of a year after this one, which may be compared with it.
func laterYear(before, own string) bool {
	if i := strings.LastIndex(before, "。"); i >= 0 {
		before = before[i:]
	}
	for _, t := range money.Scan(nil, before) {
		if t.Kind == money.Year && fmt.Sprintf("%d年", t.Year) > own {
			return true
		}
	}
	return false
}

// ownFinal reports whether the sentence speaks of an outturn, which may be compared with its own budget.
func ownFinal(before string) bool {
	if i := strings.LastIndex(before, "。"); i >= 0 {
		before = before[i:]
	}
	return has(before, "决算") || has(before, "执行数") || has(before, "实际支出")
}

// lastYearTotals finds a total under last year that is then compared with last year: the year of the
// subject is wrong.
func (s *Subject) lastYearTotals() {
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Role != budget.Change || f.Assumed || f.Key.Measure == "" {
			continue
		}
		for k := i - 1; k >= 0 && k > i-8; k-- {
			l := &s.Figures[k]
			if l.Role != budget.Level || l.Kind != budget.MoneyFigure || l.Key.Measure != f.Key.Measure {
				continue
			}
			if l.Key.Year == s.Year {
				break // 2010年支出甲，2011年预算乙，与2010年支出相比…
			}
			if l.Key.Year != s.Year-1 {
				continue
			}
			year := fmt.Sprintf("%d年", s.Year-1)
			text, from, _ := s.paragraph(k)
			if !strings.Contains(text, "较"+year) && !strings.Contains(text, "比"+year) && !strings.Contains(text, "与"+year) {
				continue
			}
			at := strings.Index(text, year)
			if at < 0 || at > from || strings.ContainsAny(text[at:from], "，。；,;") || strings.HasSuffix(text[:at], "较") || strings.HasSuffix(text[:at], "比") || strings.HasSuffix(text[:at], "与") {
				continue
			}
			place := s.wordsAt(k, at, at+len(year))
			s.find(Finding{Rule: "YR-01", Severity: Error, Place: place, Figures: []int{k}, Stated: year, Expected: fmt.Sprintf("%d年", s.Year),
				Title:   Words{fmt.Sprintf("%d年的文件把本年的数写成“%s”，又与%s比较", s.Year, year, year), fmt.Sprintf("a figure of %d stands under %d and is compared with %d", s.Year, s.Year-1, s.Year-1)},
				Message: Words{"请把年份改为本年。", "Write this year."}})
			return
		}
	}
}

// titleYears checks the years in the titles of tables.
func (s *Subject) titleYears() {
	good := 0
	for i := range s.Forms {
		if s.Forms[i].Year == s.Year && has(s.Forms[i].Title, fmt.Sprint(s.Year)) {
			good++
		}
	}
	for i := range s.Forms {
		f := &s.Forms[i]
		if f.ID == "" || f.Year == s.Year || good < 2 || f.Year < s.Year-1 || f.Year > s.Year+1 {
			continue
		}
		s.find(Finding{Rule: "YR-01", Severity: Error, Place: f.Place, Stated: fmt.Sprintf("%d年", f.Year), Expected: fmt.Sprintf("%d年", s.Year),
			Title:   Words{fmt.Sprintf("表题写作%d年，其他各表是%d年", f.Year, s.Year), fmt.Sprintf("the table is titled %d, the others %d", f.Year, s.Year)},
			Message: Words{"请核对表题的年份。", "Check the year of the title."}})
	}
}

// headingYears finds a heading about budget or accounts that names another year than all other headings.
func (s *Subject) headingYears() {
	good := 0
	var odd []int
	for i := range s.Passages {
		p := &s.Passages[i]
		if !p.Heading || p.Table >= 0 {
			continue
		}
		y := onlyYear(p.Text)
		switch {
		case y == 0 || !containsWord(p.Text, []string{"预算", "决算", "收支", "经费", "支出", "收入"}):
		case y == s.Year:
			good++
		case y >= s.Year-2 && y <= s.Year+1 && !compared(p.Text):
			odd = append(odd, i)
		}
	}
	s.titleYear()
	if good < 2 && s.namedYear() >= 2 { // few headings name a year, but the sentences do
		odd = slices.DeleteFunc(odd, func(i int) bool {
			t := strings.TrimSpace(s.Passages[i].Text)
			return !strings.HasPrefix(t, "第") || !has(t, "部分")
		})
		good = max(good, 2)
	}
	if good < 2 || len(odd) > 1 && len(odd)*3 > good {
		return
	}
	for _, i := range odd {
		p := &s.Passages[i]
		at := strings.Index(p.Text, fmt.Sprint(onlyYear(p.Text)))
		s.find(Finding{Rule: "YR-01", Severity: Error, Place: p.Place(at, at+len("2000")), Stated: fmt.Sprintf("%d年", onlyYear(p.Text)), Expected: fmt.Sprintf("%d年", s.Year),
			Title:   Words{fmt.Sprintf("标题写作%d年，本文件是%d年", onlyYear(p.Text), s.Year), fmt.Sprintf("a heading says %d in the document of %d", onlyYear(p.Text), s.Year)},
			Message: Words{"像是上年文件留下的：请改正年份。", "Probably left over from another year."}})
	}
}

// titleYear finds a title that names the year before the one of which the whole text speaks.
func (s *Subject) titleYear() {
	const lines = 3
	for i := range s.Passages {
		p := &s.Passages[i]
		if i >= lines || p.Heading && i > 0 {
			return
		}
		if y := onlyYear(p.Text); y != 0 && y == s.Year-1 && !p.Heading && containsWord(p.Text, []string{"预算", "决算"}) && len(p.Text) < 120 && !compared(p.Text) {
			at := strings.Index(p.Text, fmt.Sprint(y))
			s.find(Finding{Rule: "YR-01", Severity: Error, Place: p.Place(at, at+len("2000")), Stated: fmt.Sprintf("%d年", y), Expected: fmt.Sprintf("%d年", s.Year),
				Title:   Words{fmt.Sprintf("题目写作%d年，正文说的是%d年", y, s.Year), fmt.Sprintf("the title says %d, the text speaks of %d", y, s.Year)},
				Message: Words{"像是上年文件留下的题目：请改正年份。", "The title was probably left over."}})
			return
		}
	}
}

// namedYear counts the paragraphs in which a figure of this year stands under this year by name.
func (s *Subject) namedYear() int {
	n := 0
	own := fmt.Sprintf("%d年", s.Year)
	for i := range s.Passages {
		if p := &s.Passages[i]; !p.Heading && p.Table < 0 && strings.Contains(p.Text, own) && strings.Contains(p.Text, "元") {
			n++
		}
	}
	return n
}

// strayYears finds a level of the text under another year whose measure and amount are those of this year:
// the paragraph was copied from last year's document, and its year was left as it was.
func (s *Subject) strayYears() {
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Assumed || f.Role != budget.Level || f.Kind != budget.MoneyFigure || f.Bound != money.Plain || f.Key.Measure == "" || f.Key.Measure == budget.Amount ||
			f.Key.Year == s.Year || f.Key.Year < s.Year-2 || f.Key.Year > s.Year+1 || f.Key.Phase != s.Phase || f.Amount.Step >= f.Amount.Unit.Scale() {
			continue
		}
		year := fmt.Sprintf("%d年", f.Key.Year)
		text := s.ahead(i)
		at := strings.LastIndex(text, year)
		if at < 0 || strings.ContainsAny(text[at:], "，。；,;") || compared(text[max(0, at-len("比较")):at]) {
			continue
		}
		for k := range s.Figures {
			g := &s.Figures[k]
			if k == i || g.Role != budget.Level || g.Key.Measure != f.Key.Measure && !longAmount(f.Amount) || g.Key.Year != s.Year || g.Key.Phase != f.Key.Phase || !g.Amount.Equal(f.Amount) || s.flat(k) || s.flat(i) {
				continue
			}
			place := s.wordsAt(i, at, at+len(year))
			s.find(Finding{Rule: "YR-01", Severity: Error, Place: place, Figures: []int{i, k}, Stated: year, Expected: fmt.Sprintf("%d年", s.Year),
				Title:   Words{fmt.Sprintf("写作%s，数却是%d年的%s", year, s.Year, show(f.Amount)), fmt.Sprintf("said to be of %d, the amount is that of %d", f.Key.Year, s.Year)},
				Message: Words{"像是上年文件留下的年份：请改正。", "The year was probably left over."}})
			break
		}
	}
}

// longAmount reports whether an amount has so many digits that two equal ones are no accident.
func longAmount(a money.Amount) bool {
	const digits = 10_000
	return a.Ticks/max(a.Step, 1) >= digits
}

// flat reports whether the words behind a level say that it did not change.
func (s *Subject) flat(i int) bool {
	rest := s.behind(i)
	if k := strings.Index(rest, "。"); k >= 0 {
		rest = rest[:k]
	}
	return containsWord(rest, []string{"持平", "无变化", "没有变化", "无增减", "一致"})
}

// onlyYear returns the year of a heading that names exactly one, outside of 《》 and 〔〕, else 0.
func onlyYear(text string) int {
	if strings.ContainsAny(text, "《〔—至") {
		return 0
	}
	found := 0
	for _, t := range money.Scan(nil, text) {
		if t.Kind != money.Year {
			continue
		}
		if found != 0 && found != t.Year {
			return 0
		}
		found = t.Year
	}
	return found
}

func compared(text string) bool {
	return containsWord(text, []string{"比", "较", "与", "同期", "上年", "末", "底"})
}

// otherBases finds the one sentence that compares with a year before last, where others compare with
// last year.
func (s *Subject) otherBases() {
	good := 0
	type odd struct {
		place budget.Place
		year  int
	}
	var odds []odd
	for i := range s.Passages {
		p := &s.Passages[i]
		if !strings.Contains(p.Text, "20") {
			continue
		}
		for _, w := range [...]string{"比", "较", "与"} {
			for from := 0; ; {
				k := strings.Index(p.Text[from:], w+"20")
				if k < 0 {
					break
				}
				at := from + k + len(w)
				from = at
				year, rest := leadingYear(p.Text[at:])
				tail := rest
				if e := strings.IndexAny(rest, "，。；,;"); e >= 0 {
					tail = rest[:min(len(rest), e+len("，增加了约000"))]
				}
				if year == 0 || !containsWord(tail, []string{"增", "减", "升", "降", "持平", "相比", "一致"}) {
					continue
				}
				switch {
				case year == s.Year-1:
					good++
				case has(p.Text, fmt.Sprintf("%s%d", w, s.Year-1)), strings.HasSuffix(p.Text[:at-len(w)], fmt.Sprintf("%d年", year+1)):
					// a second comparison, or one of two earlier years
				case year < s.Year-1 && year > s.Year-6:
					odds = append(odds, odd{p.Place(at, at+len("2000年")), year})
				}
			}
		}
	}
	alone := good == 0 && len(odds) == 1 && odds[0].year == s.Year-2 // the only comparison that says its year
	if !alone && (good == 0 || len(odds) == 0 || len(odds) > 2 || len(odds) >= good) {
		return
	}
	for _, o := range odds {
		s.find(Finding{Rule: "YR-01", Severity: Warning, Place: o.place, Stated: fmt.Sprintf("%d年", o.year), Expected: fmt.Sprintf("%d年", s.Year-1),
			Title:   Words{fmt.Sprintf("%d年的文件与%d年比较，通常与%d年比较", s.Year, o.year, s.Year-1), fmt.Sprintf("a document of %d compares with %d, not with %d", s.Year, o.year, s.Year-1)},
			Message: Words{"请核对年份；确实与更早的年份比较的，请写明原因。", "Check the year."}})
	}
}

// leadingYear reads 2023年 at the start of a text.
func leadingYear(text string) (year int, rest string) {
	if len(text) < 4 || !strings.HasPrefix(text[4:], "年") {
		return 0, text
	}
	for _, c := range text[:4] {
		if c < '0' || c > '9' {
			return 0, text
		}
		year = year*10 + int(c-'0')
	}
	return year, text[4:]
}

// nextYear finds 明年 in the goals of this year's plan.
func (s *Subject) nextYear() {
	if s.Kind != budget.BudgetDocument {
		return
	}
	for _, h := range s.hits["明年"] {
		if strings.HasPrefix(s.Passages[h.passage].Text[h.at:], "明年度预算") {
			continue
		}
		s.find(Finding{Rule: "YR-01", Severity: Warning, Place: s.place(h, "明年"), Stated: "明年", Expected: "本年",
			Title:   Words{fmt.Sprintf("%d年的计划中写作“明年”", s.Year), "“next year” in the plan of this year"},
			Message: Words{"像是上一年写就的文字：请核对。", "Looks like last year's text."}})
	}
}

// absentYears checks the year of 我单位2019年无政府采购.
func absentYears(s *Subject) {
	if s.Year == 0 {
		return
	}
	seen := map[hit]bool{}
	for _, w := range absences {
		for _, h := range s.hits[w] {
			text := s.Passages[h.passage].Text
			year, start := yearBefore(text[:h.at])
			if seen[hit{h.passage, start}] || year == 0 || year == s.Year || year < s.Year-3 || year > s.Year+3 || s.Phase == budget.Executed && year == s.Year-1 {
				continue
			}
			seen[hit{h.passage, start}] = true
			if year == s.Year-1 && besideAmount(text[:start]) {
				continue // 3.00万元，2024年未安排: last year beside this year
			}
			s.find(Finding{Rule: "YR-02", Severity: Error, Place: s.Passages[h.passage].Place(start, h.at), Stated: text[start:h.at], Expected: fmt.Sprintf("%d年", s.Year),
				Title:   Words{fmt.Sprintf("写作“%d年”没有，本文件是%d年", year, s.Year), fmt.Sprintf("an absence is stated for %d in the document of %d", year, s.Year)},
				Message: Words{"请把年份改为本年。", "Write this year."}})
		}
	}
}

// besideAmount reports whether the sentence has stated an amount before the place where it ends.
func besideAmount(before string) bool {
	if i := strings.LastIndexAny(before, "。；;"); i >= 0 {
		before = before[i:]
	}
	return strings.HasSuffix(strings.TrimRight(before, " 　"), "，") && strings.Contains(before, "元")
}

// yearBefore reads the year that a text ends with: …2019年, …2019年度.
func yearBefore(text string) (year, start int) {
	body := strings.TrimSuffix(strings.TrimSuffix(text, "度"), "年")
	if len(body) == len(text) || len(body) < 4 {
		return 0, 0
	}
	start = len(body) - 4
	for _, c := range body[start:] {
		if c < '0' || c > '9' {
			return 0, 0
		}
		year = year*10 + int(c-'0')
	}
	return year, start
}

// absences are the words by which something is said not to exist.
var absences = []string{"无政府采购", "没有政府采购", "未安排政府采购", "无政府性基金", "没有使用政府性基金", "没有政府性基金", "无国有资本", "没有国有资本", "没有使用国有资本",
	"没有安排", "未安排", "无其他重要事项", "没有购置"}

// listUnits finds an item in 元 among items in 万元.
func listUnits(s *Subject) {
	for i := range s.Report.Claims {
		c := &s.Report.Claims[i]
		if c.Kind != budget.SumClaim || len(c.Terms) < 3 {
			continue
		}
		count := map[money.Unit]int{}
		for _, t := range c.Terms {
			count[s.Figures[t.Figure].Amount.Unit]++
		}
		if count[money.WanYuan] <= len(c.Terms)/2 {
			continue
		}
		for _, t := range c.Terms {
			f := &s.Figures[t.Figure]
			if f.Amount.Unit != money.Yuan {
				continue
			}
			sev := Error
			if f.Amount.Ticks == 0 {
				sev = Info
			}
			wan := money.FormatTicks(f.Amount.Ticks, money.WanYuan) + "万元"
			s.find(Finding{Rule: "UNT-01", Severity: sev, Place: f.Place, Figures: []int{t.Figure}, Stated: show(f.Amount), Expected: wan,
				Title:   Words{fmt.Sprintf("%s用“元”，其余%d项用“万元”", strings.TrimSpace(f.Label), count[money.WanYuan]), fmt.Sprintf("one item is in yuan, the other %d in ten thousand yuan", count[money.WanYuan])},
				Message: Words{"同一列举应当用同一单位：换算后是" + wan + "；若合计仍对不上，请核对数额本身。", "In the unit of the list it is " + wan + "; if the total still fails, check the amount itself."}})
		}
	}
}

// wholeFen finds amounts that are no whole number of fen.
func wholeFen(s *Subject) {
	n := 0
	for i := range s.Figures {
		f := &s.Figures[i]
		if f.Kind != budget.MoneyFigure || f.Role != budget.Level && f.Role != budget.Base && f.Role != budget.Change {
			continue
		}
		if _, ok := f.Amount.Fen(); ok || f.Amount.Unit == money.YiYuan && f.Amount.Decimals() < 9 || f.Amount.Unit == money.WanYiYuan && f.Amount.Decimals() < 13 {
			continue
		}
		if n++; n > 20 {
			return
		}
		s.find(Finding{Rule: "UNT-05", Severity: Warning, Place: f.Place, Figures: []int{i}, Stated: show(f.Amount),
			Title:   Words{show(f.Amount) + "不是整数分", show(f.Amount) + " is no whole number of fen"},
			Message: Words{"像是计算所得而没有四舍五入：请按分或按公开的位数取整。", "Round to the printed decimals."}})
	}
}

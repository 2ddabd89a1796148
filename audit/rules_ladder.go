package audit

import (
	"fmt"
	"slices"
	"strings"

	"mingzhang/budget"
	"mingzhang/money"
	"mingzhang/performance"
)

// Rules of duties, indicators and ladders (PRF-01…20).
func init() {
	basis := Words{"财预〔2021〕101号（指标设置）；河北省职责—活动—指标—评价标准框架", "indicator rules; the Hebei duty–activity–indicator frame"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string, check func(*Subject)) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}, check: check})
	}
	add("PRF-01", Completeness, Error, "活动有目标和指标", "activities have goals and indicators", "活动没有指标", "an activity without indicator", chainComplete)
	add("PRF-02", Ladder, Error, "优良中差次序", "grades in order", "优≥80%、良≥90%", "excellent ≥80%, good ≥90%", nil)
	add("PRF-03", Ladder, Error, "档次无空档", "no gap between grades", "中≥80%、差＜60%：70%评不出等级", "fair ≥80%, poor <60%: 70% has no grade", ladders)
	add("PRF-04", Ladder, Error, "每档都能达到", "every grade can be reached", "优≥2、良2：良达不到", "excellent ≥2, good 2: good is never reached", nil)
	add("PRF-05", Ladder, Warning, "超额不降档", "more is not worse", "优50%、良≥45%：完成60%反而评良", "excellent 50%, good ≥45%: 60% grades good", nil)
	add("PRF-06", Ladder, Error, "档次的符号和单位", "signs and units of bands", "100&、≥70", "100&, ≥70", nil)
	add("PRF-07", Ladder, Info, "界限合理", "plausible bounds", "≥100%的率", "a rate ≥100%", nil)
	add("PRF-08", Wording, Warning, "指标名称是名词", "indicator names are nouns", "“森林覆盖率提高1个百分点。”", "a sentence as a name", nil)
	add("PRF-09", Wording, Warning, "一个指标一个量", "one measure per indicator", "“排查率、化解率”", "two rates in one", nil)
	add("PRF-10", Ladder, Error, "目标与档次一致", "goal agrees with bands", "目标98%，档次写“完成”", "goal 98%, bands in words", nil)
	add("PRF-11", Duplicate, Warning, "职责活动名称不重复", "unique names of duties and activities", "两项职责同名不同内容", "one name, two contents", nil)
	add("PRF-12", Ladder, Warning, "“以下”包括本数", "“at most” includes the number", "6次、6次以下都含6（民法典第1259条）", "6 and “6 or fewer” both hold 6", nil)
	add("PRF-16", Structure, Warning, "文字与表的职责对应", "duties of text and table", "文字25项活动，表47项", "25 activities in the text, 47 in the table", dutiesInText)
	add("PRF-18", Ladder, Warning, "两档指标须注明", "two-grade indicators", "合格、空、空、不合格", "pass, blank, blank, fail", nil)
	add("PRF-19", Ladder, Warning, "定性档次有次序", "ordered labels", "完成、完成较好、基本完成", "labels of unclear order", nil)
	add("PRF-20", Secrecy, Fatal, "涉密行遮盖完整", "secret rows fully masked", "目标涉密而档次写明", "goal masked, bands open", nil)
	add("STR-06", Duplicate, Error, "职责不重复", "no duty twice", "职责八和十一完全相同", "duties 8 and 11 are the same", duplicateDuties)
}

// source.Location of chain texts becomes a place with its words.
func placeOf(t performance.Text) budget.Place {
	return budget.Place{Location: t.Place, Text: t.Words, Mark: [2]int{0, len(t.Words)}}
}

// eachIndicator visits all indicators with their activity and duty.
func (s *Subject) eachIndicator(visit func(d *performance.Duty, a *performance.Activity, ind *performance.Indicator)) {
	for i := range s.Chain.Duties {
		d := &s.Chain.Duties[i]
		for k := range d.Activities {
			a := &d.Activities[k]
			for j := range a.Indicators {
				visit(d, a, &a.Indicators[j])
			}
		}
	}
}

func ladders(s *Subject) {
	if len(s.Chain.Duties) == 0 {
		s.notRun("PRF-03")
		return
	}
	s.eachIndicator(func(d *performance.Duty, a *performance.Activity, ind *performance.Indicator) {
		l := performance.ReadLadder(ind)
		if s.masked(a, ind, &l) {
			return
		}
		faults := l.Prove()
		for _, f := range faults {
			s.ladderFault(ind, &l, f)
		}
		if l.Numeric() && len(faults) == 0 {
			at := placeOf(ind.Name)
			s.check(Check{Rule: "PRF-03", Claim: -1, Verdict: Agrees, Stated: l.Name, Place: &at})
		}
		s.bandSigns(ind, &l)
		s.wordLadder(ind, &l)
		s.indicatorName(ind, &l)
		s.goal(a, ind, &l)
	})
}

// masked handles rows that are marked 涉密: all six cells must be.
func (s *Subject) masked(a *performance.Activity, ind *performance.Indicator, l *performance.Ladder) bool {
	name := strings.Contains(ind.Name.Words, "涉密")
	secret, open := 0, 0
	for i := range l.Bands {
		switch l.Bands[i].Kind {
		case performance.Secret:
			secret++
		case performance.Blank:
		default:
			open++
		}
	}
	if !name && secret == 0 {
		return false
	}
	if open > 0 || !name || secret < 4 || !strings.Contains(a.Goal.Words, "涉密") {
		s.find(Finding{Rule: "PRF-20", Severity: Fatal, Place: placeOf(ind.Name),
			Title:   Words{"标了涉密的一行没有遮盖完整", "a row marked secret is not fully masked"},
			Message: Words{"指标、目标和四个档次应当都写“涉密”。", "Mask goal, indicator and all four bands."}})
	} else {
		at := placeOf(ind.Name)
		s.check(Check{Rule: "PRF-20", Claim: -1, Verdict: Agrees, Place: &at})
	}
	return true
}

func number(v int64, unit string) string { return money.FormatTicks(v, money.NoUnit) + unit }

// ladderFault says what a ladder cannot do, with a counter-example and a correction.
func (s *Subject) ladderFault(ind *performance.Indicator, l *performance.Ladder, f performance.Fault) {
	unit := ladderUnit(l)
	at := placeOf(ind.Bands[f.Band])
	name := l.Name
	printed := strings.TrimSpace(l.Bands[f.Band].Text)
	switch f.Kind {
	case performance.Disorder:
		s.find(Finding{Rule: "PRF-02", Severity: Error, Place: at, Places: s.bandPlaces(ind), Stated: printed,
			Title:   Words{name + "：优良中差的界限没有按一个方向排列", name + ": the thresholds of the grades go in no single direction"},
			Message: Words{"从“优”到“差”应当依次降低（或依次升高）：请核对是否写颠倒了。", "Thresholds must go one way from excellent to poor."}})
	case performance.Gap:
		mid := f.From + (f.To-f.From)/2/money.TicksPerUnit*money.TicksPerUnit
		if l.Grade(mid) >= 0 {
			mid = f.From
		}
		fix := opposite(&l.Bands[2])
		msg := "例如" + number(mid, unit) + "评不出等级；“差”应为" + fix
		bare := slices.IndexFunc(l.Bands[:], func(b performance.Band) bool { return b.Bare && b.Lo < mid })
		if l.Bands[0].Bare && l.Bands[1].Bare {
			bare = 0
		}
		if bare == 0 || bare > 0 && fix == printed {
			fix = "≥" + number(l.Bands[bare].Lo, l.Bands[bare].Unit)
			msg = "例如" + number(mid, unit) + "评不出等级；“" + performance.Grades[bare] + "”只写一个数，表示正好等于它，应写" + fix
			at = placeOf(ind.Bands[bare])
			printed = strings.TrimSpace(l.Bands[bare].Text)
		}
		s.find(Finding{Rule: "PRF-03", Severity: Error, Place: at, Places: s.bandPlaces(ind), Stated: printed, Expected: fix,
			Title: Words{name + "：" + number(mid, unit) + "评不出等级", name + ": " + number(mid, unit) + " has no grade"}, Message: Words{msg, "e.g. " + number(mid, unit) + " has no grade; write " + fix}})
	case performance.Unreachable:
		s.find(Finding{Rule: "PRF-04", Severity: Error, Place: at, Places: s.bandPlaces(ind), Stated: printed,
			Title: Words{name + "：“" + performance.Grades[f.Band] + "”达不到", name + ": grade " + performance.Grades[f.Band] + " cannot be reached"},
			Message: Words{"从上往下看，满足“" + performance.Grades[f.Band] + "”的数都先满足了更高的档次；请把上一档改为更高的数。",
				"Every value of this grade already meets a higher one."}})
	case performance.Overshoot:
		best := l.Bands[0].Hi
		s.find(Finding{Rule: "PRF-05", Severity: Error, Place: at, Places: s.bandPlaces(ind), Stated: printed, Expected: "≥" + number(best, l.Bands[0].Unit),
			Title:   Words{fmt.Sprintf("%s：完成%s反而评“%s”", name, number(f.From, unit), gradeName(l, f.From)), name + ": " + number(f.From, unit) + " grades lower than " + number(best, unit)},
			Message: Words{"“优”只写了一个数，超额完成会降档；应写≥" + number(best, l.Bands[0].Unit) + "。", "Write ≥ for the best grade."}})
	case performance.Overlap:
		s.find(Finding{Rule: "PRF-12", Severity: Warning, Place: at, Places: s.bandPlaces(ind), Stated: printed, Expected: "＜" + number(f.From, unit),
			Title:   Words{name + "：" + number(f.From, unit) + "同时属于“中”和“差”", name + ": " + number(f.From, unit) + " lies in two grades"},
			Message: Words{"“以下”包括本数（民法典第1259条）：应写＜" + number(f.From, unit) + "。", "“or fewer” includes the number; write <."}})
	}
}

func gradeName(l *performance.Ladder, v int64) string {
	if g := l.Grade(v); g >= 0 {
		return performance.Grades[g]
	}
	return "无等级"
}

func ladderUnit(l *performance.Ladder) string {
	for i := range l.Bands {
		if u := l.Bands[i].Unit; u != "" {
			return u
		}
	}
	return ""
}

// opposite is what 差 should say for the bound of 中.
func opposite(b *performance.Band) string {
	switch {
	case b.Lo != -performance.Infinite && b.Hi == performance.Infinite:
		return "＜" + number(b.Lo, b.Unit)
	case b.Hi != performance.Infinite && b.Lo == -performance.Infinite:
		return "＞" + number(b.Hi, b.Unit)
	}
	return "＜" + number(b.Lo, b.Unit)
}

func (s *Subject) bandPlaces(ind *performance.Indicator) []budget.Place {
	var out []budget.Place
	for i := range ind.Bands {
		if ind.Bands[i].Words != "" {
			out = append(out, placeOf(ind.Bands[i]))
		}
	}
	return out
}

// bandSigns checks signs, units and bounds of the bands.
func (s *Subject) bandSigns(ind *performance.Indicator, l *performance.Ladder) {
	percent, numeric := 0, 0
	for i := range l.Bands {
		if l.Bands[i].Kind == performance.Interval {
			numeric++
			if l.Bands[i].Unit == "%" {
				percent++
			}
		}
	}
	odd := ""
	for i := range l.Bands {
		b := &l.Bands[i]
		at := placeOf(ind.Bands[i])
		if b.Kind != performance.Interval {
			continue
		}
		text := strings.TrimSpace(b.Text)
		switch {
		case b.Slip == "&":
			s.find(Finding{Rule: "PRF-06", Severity: Error, Place: at, Stated: text, Expected: strings.ReplaceAll(text, "&", "%"),
				Title: Words{l.Name + "：“" + text + "”应为“" + strings.ReplaceAll(text, "&", "%") + "”", l.Name + ": “&” for “%”"}, Message: Words{"百分号写成了“&”。", "The percent sign was mistyped."}})
		case b.Unit == "" && percent*2 >= numeric && percent > 0:
			s.find(Finding{Rule: "PRF-06", Severity: Error, Place: at, Stated: text, Expected: text + "%",
				Title: Words{l.Name + "：“" + performance.Grades[i] + "”档“" + text + "”没有百分号", l.Name + ": band “" + text + "” has no percent sign"}, Message: Words{"其他各档都是百分数：应写" + text + "%。", "The other bands are percentages."}})
		case b.Slip != "" && odd == "":
			odd = text
			s.find(Finding{Rule: "PRF-06", Severity: Info, Place: at, Stated: text,
				Title: Words{l.Name + "：用了“" + b.Slip + "”，通常写“≥”", l.Name + ": unusual sign " + b.Slip}, Message: Words{"请统一用≥、≤。", "Use ≥ and ≤."}})
		}
	}
	s.bounds(ind, l, percent, numeric)
}

func (s *Subject) bounds(ind *performance.Indicator, l *performance.Ladder, percent, numeric int) {
	best := &l.Bands[0]
	if best.Kind != performance.Interval {
		return
	}
	hundred := 100 * int64(money.TicksPerUnit)
	at := placeOf(ind.Bands[0])
	isRate := strings.HasSuffix(strings.TrimRight(l.Name, "。"), "率")
	switch {
	case best.Unit == "%" && best.Lo == hundred && best.Hi == performance.Infinite:
		s.find(Finding{Rule: "PRF-07", Severity: Info, Place: at, Stated: strings.TrimSpace(best.Text), Expected: "=100%",
			Title: Words{l.Name + "：率不会超过100%，写作≥100%", l.Name + ": a rate is never above 100%"}, Message: Words{"可写作=100%。", "Write =100%."}})
	case best.Unit == "%" && best.Bare && best.Lo == hundred && best.Slip == "":
		s.find(Finding{Rule: "PRF-05", Severity: Info, Place: at, Stated: strings.TrimSpace(best.Text), Expected: "=100%",
			Title: Words{l.Name + "：“优”只写100%，没有运算符", l.Name + ": a bare 100%"}, Message: Words{"率最高100%，不影响评分；可写作=100%。", "Harmless for a rate; write =100%."}})
	case percent == 0 && numeric >= 2 && ladderUnit(l) == "" && !strings.ContainsAny(l.Name, "（("):
		s.find(Finding{Rule: "PRF-06", Severity: Info, Place: at, Stated: strings.TrimSpace(best.Text),
			Title: Words{l.Name + "：档次没有单位", l.Name + ": bands without unit"}, Message: Words{"请在档次或名称里写明单位。", "Print the unit."}})
	}
	if strings.Contains(l.Name, "百分点") && percent > 0 {
		s.find(Finding{Rule: "PRF-06", Severity: Info, Place: placeOf(ind.Name), Stated: l.Name,
			Title: Words{"指标说的是百分点，档次用%", "percentage points against percent"}, Message: Words{"百分点不是百分数：请统一。", "Points are not percent."}})
	}
	if isRate && best.Unit == "%" && best.Hi == performance.Infinite && best.Lo > hundred && !strings.Contains(l.Name, "增长") {
		s.find(Finding{Rule: "PRF-07", Severity: Info, Place: at, Stated: strings.TrimSpace(best.Text),
			Title: Words{l.Name + "：率超过100%", l.Name + ": a rate above 100%"}, Message: Words{"请核对。", "Check."}})
	}
}

// wordLadder checks ladders in words: two grades only, labels of unclear order, composite conditions.
func (s *Subject) wordLadder(ind *performance.Indicator, l *performance.Ladder) {
	blank, label, composite := 0, 0, 0
	for i := range l.Bands {
		switch l.Bands[i].Kind {
		case performance.Blank:
			blank++
		case performance.Label:
			label++
		case performance.Composite:
			composite++
		}
	}
	at := placeOf(ind.Bands[0])
	switch {
	case label >= 2 && l.UpsideDown():
		s.find(Finding{Rule: "PRF-02", Severity: Error, Place: at, Places: s.bandPlaces(ind), Stated: strings.TrimSpace(l.Bands[0].Text),
			Title: Words{l.Name + "：“优”写的是“" + strings.TrimSpace(l.Bands[0].Text) + "”", l.Name + ": the best grade holds the worst label"}, Message: Words{"优和差写颠倒了：请核对。", "Best and worst changed places."}})
	case blank >= 1 && blank < 4 && label+composite > 0:
		s.find(Finding{Rule: "PRF-18", Severity: Warning, Place: at, Places: s.bandPlaces(ind),
			Title: Words{l.Name + "：只有两档，“良”“中”空白", l.Name + ": only two grades"}, Message: Words{"两档指标请注明，或补齐四档。", "Declare it binary or fill in four bands."}})
	case label == 4 && l.Bands[0].Text != "" && strings.TrimSpace(l.Bands[0].Text) == "完成" && strings.Contains(l.Bands[1].Text, "较好"):
		s.find(Finding{Rule: "PRF-19", Severity: Warning, Place: at, Places: s.bandPlaces(ind), Verdict: Undecidable,
			Title: Words{l.Name + "：“完成”与“完成较好”谁高谁低不清楚", l.Name + ": unclear order of labels"}, Message: Words{"请用数字，或用次序清楚的词。", "Use numbers or ordered labels."}})
	case composite > 0 || label == 4 && mixedLabels(l):
		s.find(Finding{Rule: "PRF-03", Severity: Warning, Place: at, Places: s.bandPlaces(ind), Verdict: Undecidable,
			Title: Words{l.Name + "：文字档次没有覆盖所有情形", l.Name + ": worded grades do not cover every case"}, Message: Words{"档次里有几个条件，它们的其他组合评不出等级；请补“其他情形为差”。", "Combinations of the conditions have no grade."}})
	}
}

// mixedLabels reports whether the labels combine two conditions: 按时完成，质量高.
func mixedLabels(l *performance.Ladder) bool {
	n := 0
	for i := range l.Bands {
		if strings.ContainsAny(l.Bands[i].Text, "，,") {
			n++
		}
	}
	return n >= 2
}

// indicatorName checks that a name is a noun of one measure.
func (s *Subject) indicatorName(ind *performance.Indicator, l *performance.Ladder) {
	name := l.Name
	at := placeOf(ind.Name)
	sentence := strings.HasSuffix(name, "。")
	for _, w := range [...]string{"保障", "完成", "开展", "确保", "按要求"} {
		if strings.HasPrefix(name, w) && !strings.HasSuffix(name, "率") && !strings.HasSuffix(name, "情况") {
			sentence = true
		}
	}
	for _, w := range [...]string{"达到", "到达", "个百分点", "完成年初", "相适应"} {
		if strings.Contains(name, w) {
			sentence = true
		}
	}
	if sentence {
		s.find(Finding{Rule: "PRF-08", Severity: Warning, Place: at, Stated: name,
			Title: Words{"指标名称像一句话：" + name, "an indicator named by a sentence: " + name}, Message: Words{"名称应当是名词，目标写进档次。", "Use a noun; targets belong to the bands."}})
	}
	if n := strings.Count(name, "率"); n >= 2 && strings.Contains(name, "、") || strings.Contains(name, "性和") && strings.HasSuffix(name, "性") {
		s.find(Finding{Rule: "PRF-09", Severity: Warning, Place: at, Stated: name,
			Title: Words{"一个指标里有两个量：" + name, "two measures in one indicator: " + name}, Message: Words{"请分成两个指标。", "Split it."}})
	}
}

// goal compares a target number in the goal text with the bands.
func (s *Subject) goal(a *performance.Activity, ind *performance.Indicator, l *performance.Ladder) {
	text := a.Goal.Words
	if text == "" {
		return
	}
	if strings.Contains(text, "全部合格") && strings.Contains(l.Name, "合格率") && l.Bands[0].Kind == performance.Interval && l.Bands[0].Lo < 100*money.TicksPerUnit {
		s.find(Finding{Rule: "PRF-10", Severity: Warning, Place: placeOf(a.Goal), Stated: "全部合格", Expected: "优 100%",
			Title: Words{l.Name + "：目标是全部合格，“优”从" + strings.TrimSpace(l.Bands[0].Text) + "起", l.Name + ": the goal says all, excellent starts lower"}, Message: Words{"请把“优”改为100%。", "Raise the best grade."}})
	}
	if strings.Contains(text, "不出现") && l.Reverse && l.Bands[1].Has(money.TicksPerUnit) {
		s.find(Finding{Rule: "PRF-10", Severity: Warning, Place: placeOf(a.Goal), Stated: "不出现", Expected: "0",
			Title: Words{l.Name + "：目标是不出现，出现一件仍评“良”", l.Name + ": the goal is none, one still grades good"}, Message: Words{"请把“差”改为从1起。", "Let one be poor."}})
	}
	for _, part := range strings.FieldsFunc(l.Name, func(r rune) bool { return r == '、' }) {
		target, ok := targetOf(text, part)
		if !ok {
			continue
		}
		best := &l.Bands[0]
		switch {
		case best.Kind == performance.Label:
			s.find(Finding{Rule: "PRF-10", Severity: Error, Place: placeOf(a.Goal), Places: append(s.bandPlaces(ind), placeOf(ind.Name)), Stated: strings.TrimSpace(best.Text), Expected: number(target, "%"),
				Title: Words{l.Name + "：目标写明" + number(target, "%") + "，档次却是“" + strings.TrimSpace(best.Text) + "”等词", l.Name + ": a numeric goal, bands in words"}, Message: Words{"数字目标要有数字档次。", "A numeric goal needs numeric bands."}})
			return
		case best.Kind == performance.Interval && best.Unit == "%" && !best.Has(target) && best.Lo != -performance.Infinite:
			s.find(Finding{Rule: "PRF-10", Severity: Error, Place: placeOf(a.Goal), Places: s.bandPlaces(ind), Stated: strings.TrimSpace(best.Text), Expected: "≥" + number(target, "%"),
				Title: Words{l.Name + "：目标" + number(target, "%") + "够不上“优”", l.Name + ": meeting the goal does not grade excellent"}, Message: Words{"“优”应当从目标值起。", "The best grade starts at the goal."}})
			return
		}
	}
}

// targetOf finds the percentage that stands right behind a measure's name in the goal.
func targetOf(text, name string) (int64, bool) {
	name = strings.TrimSpace(name)
	if len(name) < 6 {
		return 0, false
	}
	at := strings.Index(text, name)
	if at < 0 {
		return 0, false
	}
	rest := text[at+len(name):]
	toks := money.Scan(nil, rest)
	if len(toks) > 0 && toks[0].Kind == money.Rate && toks[0].Start <= len("达到不低于") {
		return toks[0].Amount.Ticks, true
	}
	return 0, false
}

// chainComplete checks that every activity has a goal and an indicator.
func chainComplete(s *Subject) {
	if len(s.Chain.Duties) == 0 {
		s.notRun("PRF-01")
		return
	}
	for i := range s.Chain.Duties {
		for k := range s.Chain.Duties[i].Activities {
			a := &s.Chain.Duties[i].Activities[k]
			missing := ""
			if strings.TrimSpace(a.Goal.Words) == "" {
				missing = "绩效目标"
			} else if len(a.Indicators) == 0 {
				missing = "绩效指标"
			}
			if missing != "" {
				s.find(Finding{Rule: "PRF-01", Severity: Error, Place: placeOf(a.Name),
					Title: Words{strings.TrimSpace(a.Name.Words) + "没有" + missing, "an activity without goal or indicator: " + strings.TrimSpace(a.Name.Words)}, Message: Words{"请补写" + missing + "。", "Fill it in."}})
			}
		}
	}
}

// duplicateDuties finds duties that are printed twice with the same cells.
func duplicateDuties(s *Subject) {
	seen := map[string]int{}
	for i := range s.Chain.Duties {
		d := &s.Chain.Duties[i]
		name := dutyName(d.Name.Words)
		first, ok := seen[name]
		if !ok || name == "" {
			seen[name] = i
			continue
		}
		if dutyText(d) == dutyText(&s.Chain.Duties[first]) {
			a := s.Chain.Duties[first].Name
			s.find(Finding{Rule: "STR-06", Severity: Error, Place: placeOf(d.Name), Places: []budget.Place{placeOf(a)}, Stated: strings.TrimSpace(d.Name.Words),
				Title:   Words{fmt.Sprintf("职责“%s”印了两次，各格相同", name), "a duty is printed twice, all cells equal: " + name},
				Message: Words{"请删去后一份，其后的职责重新编号。", "Delete the later copy and renumber."}})
			continue
		}
		s.find(Finding{Rule: "PRF-11", Severity: Warning, Place: placeOf(d.Name), Stated: name,
			Title: Words{"两项职责同名，内容不同：" + name, "two duties of one name: " + name}, Message: Words{"请改名或合并。", "Rename or merge."}})
	}
}

func dutyName(words string) string {
	words = strings.TrimSpace(words)
	if i := strings.Index(words, "、"); i > 0 && i < 16 {
		words = words[i+len("、"):]
	}
	return words
}

// dutyText joins all cells of a duty but its number.
func dutyText(d *performance.Duty) string {
	var b strings.Builder
	b.WriteString(d.Content.Words + "|" + d.Goal.Words)
	for i := range d.Activities {
		a := &d.Activities[i]
		b.WriteString("|" + dutyName(a.Name.Words) + "|" + a.Content.Words + "|" + a.Goal.Words)
		for k := range a.Indicators {
			b.WriteString("|" + a.Indicators[k].Name.Words)
			for _, band := range a.Indicators[k].Bands {
				b.WriteString("/" + band.Words)
			}
		}
	}
	return b.String()
}

// dutiesInText compares the duties listed in the text with those of the table.
func dutiesInText(s *Subject) {
	if len(s.Chain.Duties) == 0 {
		s.notRun("PRF-16")
		return
	}
	groups, items := map[int]bool{}, map[[2]int]bool{}
	var place budget.Place
	for i := range s.Passages {
		p := &s.Passages[i]
		if p.Number.Style == budget.DottedNumber {
			groups[p.Number.Value] = true
			items[[2]int{p.Number.Value, p.Number.Sub}] = true
			if place.Text == "" {
				place = p.Place(0, len(p.Text))
			}
		}
	}
	activities := 0
	for i := range s.Chain.Duties {
		activities += len(s.Chain.Duties[i].Activities)
	}
	if len(items) < 5 || len(groups) == len(s.Chain.Duties) {
		return
	}
	s.find(Finding{Rule: "PRF-16", Severity: Warning, Place: place, Stated: fmt.Sprintf("%d类%d项", len(groups), len(items)), Expected: fmt.Sprintf("%d项职责%d项活动", len(s.Chain.Duties), activities),
		Title:   Words{fmt.Sprintf("文字列%d类%d项活动，表中是%d项职责%d项活动", len(groups), len(items), len(s.Chain.Duties), activities), "duties of text and table differ"},
		Message: Words{"文字与表的职责活动应当对应。", "Text and table should correspond."}})
}

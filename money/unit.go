package money

import "strings"

// moneyUnits are the printed units of money, the longer before the shorter.
var moneyUnits = [...]struct {
	name string
	unit Unit
	cut  bool
}{
	{"万亿元", WanYiYuan, false}, {"亿元", YiYuan, false}, {"百万元", MillionYuan, false}, {"万元", WanYuan, false}, {"千元", ThousandYuan, false},
	{"元", Yuan, false}, {"万亿", WanYiYuan, true}, {"亿", YiYuan, true}, {"万", WanYuan, true},
}

// measures are the measure words of counts, the longer before the shorter.
var measures = [...]string{
	"台（套）", "台(套)", "台、套", "平方米", "平方公里", "立方米", "人次", "批次", "团组", "公里", "千米", "公顷", "小时", "分钟", "个工作日",
	"工作日", "个月", "米", "㎡", "m²", "m2", "次", "人", "批", "辆", "台", "套", "个", "家", "件", "项", "户", "处", "所", "名", "条", "篇",
	"部", "亩", "吨", "天", "分", "岁", "倍", "期", "场", "册", "座", "间", "栋", "本", "只", "头", "株", "棵", "组", "份", "起", "宗", "笔",
	"周", "届", "级", "层", "位", "支", "幅", "片", "块", "张", "路", "艘", "架", "盏", "把", "例", "桶", "箱", "类", "种", "门", "班", "盘",
	"轮", "站", "线", "节", "段", "步", "年", "月", "日", "秒", "斤", "公斤", "千克", "度", "千瓦", "元素", "村", "镇", "乡", "县", "校", "款",
	"车", "床", "床位", "学时", "课时", "点", "区", "市", "省", "园", "店", "厂", "库", "亿斤", "万吨", "成", "折", "大", "余", "m", "km",
}

// unitAt returns the money unit or percent sign at the start of s and its length.
func unitAt(s string) (int, Unit) {
	for _, m := range moneyUnits {
		if !m.cut && strings.HasPrefix(s, m.name) {
			return len(m.name), m.unit
		}
	}
	switch {
	case strings.HasPrefix(s, "%"):
		return 1, Percent
	case strings.HasPrefix(s, "％"):
		return len("％"), Percent
	case strings.HasPrefix(s, "‰"):
		return len("‰"), PerMille
	case strings.HasPrefix(s, "个百分点"):
		return len("个百分点"), Point
	case strings.HasPrefix(s, "百分点"):
		return len("百分点"), Point
	}
	return 0, NoUnit
}

func measureAt(s string) string {
	for _, m := range measures {
		if strings.HasPrefix(s, m) {
			return m
		}
	}
	return ""
}

// unit reads the unit behind the digits and sets the token's kind and end.
func (s *scanner) unit(t *Token) Unit {
	rest := trimBlanks(s.text[t.DigitsEnd:])
	skipped := len(s.text) - t.DigitsEnd - len(rest)
	if strings.ContainsRune(s.text[t.DigitsEnd:t.DigitsEnd+skipped], '\n') {
		return NoUnit
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "余"), "多")
	if after := strings.TrimPrefix(strings.TrimPrefix(rest, ","), "，"); len(after) < len(rest) { // 70,734,万元: a comma too many
		if _, u := unitAt(after); u.IsMoney() {
			rest = after
		}
	}
	skipped = len(s.text) - t.DigitsEnd - len(rest)
	if n, u := unitAt(rest); u != NoUnit {
		t.End = t.DigitsEnd + skipped + n
		switch u {
		case Percent, PerMille:
			t.Kind = Rate
		case Point:
			t.Kind = Points
		default:
			t.Kind = Money
			after := s.text[t.End:]
			t.PerUnit = hasAny(after, "/", "／", "每", "一人", "一次")
		}
		return u
	}
	for _, m := range moneyUnits {
		if !m.cut || !strings.HasPrefix(rest, m.name) {
			continue
		}
		after := rest[len(m.name):]
		if measure := measureAt(after); measure != "" {
			t.Kind, t.Measure = Count, measure
			t.End = t.DigitsEnd + skipped + len(m.name) + len(measure)
			return NoUnit
		}
		t.Kind, t.UnitCut = Money, true
		t.End = t.DigitsEnd + skipped + len(m.name)
		if hasAny(after, "多元", "余元") { // 49亿多元
			t.Bound = About
			t.End += len("多元")
		}
		return m.unit
	}
	if m := measureAt(rest); m != "" && !notMeasure(m, rest) {
		t.Kind, t.Measure = Count, m
		t.End = t.DigitsEnd + skipped + len(m)
		return Piece
	}
	return NoUnit
}

// notMeasure catches words that only begin like a measure word.
func notMeasure(m, rest string) bool {
	switch m {
	case "分":
		return hasAny(rest, "分别", "分为")
	case "本":
		return hasAny(rest, "本单位", "本部门", "本年")
	case "部":
		return hasAny(rest, "部门")
	case "人":
		return hasAny(rest, "人员经费", "人大")
	case "日", "月", "年":
		return false
	case "大", "余", "点":
		return true
	case "项":
		return hasAny(rest, "项目支出", "项级")
	}
	return false
}

// bound reads the words around a figure that make it a limit.
func (s *scanner) bound(t *Token) {
	before := strings.TrimRightFunc(s.text[max(0, t.Start-18):t.Start], isBlank)
	for _, w := range boundsBefore {
		if strings.HasSuffix(before, w.word) {
			t.Bound = w.bound
			return
		}
	}
	after := trimBlanks(s.text[t.End:])
	for _, w := range boundsAfter {
		if strings.HasPrefix(after, w.word) {
			t.Bound = w.bound
			return
		}
	}
}

type boundWord struct {
	word  string
	bound Bound
}

var boundsBefore = [...]boundWord{
	{"不低于", AtLeast}, {"不少于", AtLeast}, {"不小于", AtLeast}, {"至少", AtLeast}, {"≥", AtLeast}, {"≧", AtLeast},
	{"不超过", AtMost}, {"不高于", AtMost}, {"不多于", AtMost}, {"不大于", AtMost}, {"≤", AtMost}, {"≦", AtMost}, {"最多", AtMost},
	{"超过", Above}, {"超出", Above}, {"高于", Above}, {"多于", Above}, {"＞", Above}, {">", Above},
	{"低于", Below}, {"少于", Below}, {"不足", Below}, {"不到", Below}, {"＜", Below}, {"<", Below},
	{"约", About}, {"近", About}, {"大约", About}, {"将近", About},
}

var boundsAfter = [...]boundWord{
	{"左右", About}, {"上下", About}, {"（含）以上", AtLeast}, {"及以上", AtLeast}, {"以上", AtLeast},
	{"（含）以下", AtMost}, {"及以下", AtMost}, {"以下", AtMost}, {"以内", AtMost}, {"内", AtMost},
}

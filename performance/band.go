package performance

import (
	"strings"

	"mingzhang/money"
)

// BandKind tells how a band of a ladder is written (档次写法).
type BandKind uint8

// The kinds of bands.
const (
	Blank BandKind = iota
	Interval
	Label     // 完成, 合格
	Composite // 12小时内，准确度98%及以上
	Secret    // 涉密
)

// Band is one grade of a ladder, read (档次).
type Band struct {
	Kind BandKind
	// Lo and Hi are the ends in ten-thousandths of the unit; an open end is ±Infinite.
	Lo, Hi       int64
	LoInc, HiInc bool
	Unit         string // "%", a measure word, or ""
	// Bare says that the value stands without an operator: 100%, 15次.
	Bare bool
	// Words says that the operator is a word: 以下, 以上; these include the number (民法典 1259).
	Words bool
	// Slip is a character that does not belong: "&" for "%", "≧" for "≥".
	Slip string
	Text string
}

// Infinite is beyond every value of a band.
const Infinite = int64(1) << 60

// ParseBand reads a band.
func ParseBand(text string) Band {
	b := Band{Text: text}
	t := strings.TrimSpace(strings.Trim(text, " 　\u00A0\t\n"))
	switch {
	case t == "":
		return b
	case strings.Contains(t, "涉密"):
		b.Kind = Secret
		return b
	}
	var buf [4]money.Token
	toks := figures(money.Scan(buf[:0], t))
	switch {
	case len(toks) == 0:
		b.Kind = Label
		return b
	case len(toks) > 2:
		b.Kind = Composite
		return b
	}
	if len(toks) == 2 {
		return between(b, t, toks)
	}
	k := toks[0]
	before, after := strings.TrimSpace(t[:k.Start]), strings.TrimSpace(t[k.End:])
	b.Unit = unitOf(k)
	if strings.HasPrefix(after, "&") || strings.HasPrefix(after, "＆") {
		b.Slip, b.Unit, after = "&", "%", strings.TrimSpace(strings.TrimLeft(after, "&＆"))
	}
	op, rest, slip := operator(before)
	if slip != "" {
		b.Slip = slip
	}
	if rest != "" || !trailing(&b, &op, after) {
		b.Kind = Composite
		return b
	}
	b.Kind = Interval
	b.apply(op, k.Amount.Ticks)
	return b
}

func figures(toks []money.Token) []money.Token {
	out := toks[:0]
	for _, t := range toks {
		switch t.Kind {
		case money.Year, money.Date, money.Ordinal, money.Code:
			continue
		}
		out = append(out, t)
	}
	return out
}

func unitOf(t money.Token) string {
	switch t.Kind {
	case money.Rate:
		return "%"
	case money.Points:
		return "个百分点"
	case money.Count:
		return t.Measure
	case money.Money:
		return t.Amount.Unit.String()
	}
	return ""
}

var operators = [...]struct{ mark, op string }{
	{"≥", "≥"}, {"≧", "≥"}, {">=", "≥"}, {"＞＝", "≥"}, {"≤", "≤"}, {"≦", "≤"}, {"<=", "≤"}, {"＞", ">"}, {">", ">"}, {"＜", "<"}, {"<", "<"}, {"=", "="}, {"＝", "="},
	{"不低于", "≥"}, {"不少于", "≥"}, {"大于等于", "≥"}, {"不高于", "≤"}, {"不超过", "≤"}, {"小于等于", "≤"}, {"大于", ">"}, {"高于", ">"}, {"超过", ">"}, {"小于", "<"}, {"低于", "<"},
	{"少于", "<"}, {"不足", "<"}, {"达到", "≥"},
}

func operator(before string) (op, rest, slip string) {
	for _, o := range operators {
		if strings.HasPrefix(before, o.mark) {
			if o.mark == "≧" || o.mark == "≦" {
				slip = o.mark
			}
			return o.op, strings.TrimSpace(before[len(o.mark):]), slip
		}
	}
	return "", before, ""
}

// trailing reads operator words and units behind the number; it reports false for other words.
func trailing(b *Band, op *string, after string) bool {
	switch after {
	case "":
	case "以上", "及以上", "（含）以上", "(含)以上", "以上（含）":
		*op, b.Words = "≥", true
	case "以下", "及以下", "（含）以下", "(含)以下", "以内", "以下（含）":
		*op, b.Words = "≤", true
	case "（含）", "(含)":
	default:
		if len([]rune(after)) > 3 {
			return false
		}
		b.Unit += after
	}
	return true
}

func (b *Band) apply(op string, v int64) {
	b.Lo, b.Hi = -Infinite, Infinite
	switch op {
	case "≥":
		b.Lo, b.LoInc = v, true
	case ">":
		b.Lo = v
	case "≤":
		b.Hi, b.HiInc = v, true
	case "<":
		b.Hi = v
	default:
		b.Lo, b.Hi, b.LoInc, b.HiInc = v, v, true, true
		b.Bare = op == ""
	}
}

// between reads 90%-95% and 80%≤x＜90%.
func between(b Band, t string, toks []money.Token) Band {
	mid := strings.TrimSpace(t[toks[0].End:toks[1].Start])
	b.Kind = Composite
	switch strings.Trim(mid, " ") {
	case "-", "—", "~", "～", "至", "－", "–":
		if strings.TrimSpace(t[:toks[0].Start]) == "" && strings.TrimSpace(t[toks[1].End:]) == "" {
			b.Kind = Interval
			b.Unit = unitOf(toks[1])
			b.Lo, b.Hi, b.LoInc, b.HiInc = toks[0].Amount.Ticks, toks[1].Amount.Ticks, true, true
		}
	}
	return b
}

// Has reports whether a value lies in the band.
func (b *Band) Has(v int64) bool {
	if b.Kind != Interval {
		return false
	}
	if v < b.Lo || v == b.Lo && !b.LoInc {
		return false
	}
	return v < b.Hi || v == b.Hi && b.HiInc
}

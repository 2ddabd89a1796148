package money

import (
	"fmt"
	"strings"
	"testing"
)

// kinds prints tokens briefly: kind, digits, unit or measure.
func brief(text string) string {
	var b []string
	for _, t := range Scan(nil, text) {
		s := ""
		switch t.Kind {
		case Bare:
			s = "bare " + t.Amount.Text
		case Money:
			s = FormatTicks(t.Amount.Ticks, Yuan) + "元"
		case Rate:
			s = FormatTicks(t.Amount.Ticks, Percent) + "%"
		case Points:
			s = t.Amount.Text + "点"
		case Count:
			s = t.Amount.Text + t.Measure
		case Year:
			s = fmt.Sprint("year ", t.Year)
		case Date:
			s = "date"
		case Ordinal:
			s = "nr"
		case Code:
			s = "code"
		}
		b = append(b, s)
	}
	return strings.Join(b, " · ")
}

func TestScan(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"机关运行费共计安排304.9万元：包括办公费25万元", "3049000元 · 250000元"},
		{"会议费10000元、人均2000元/人", "10000元 · 2000元"},
		{"“三公”经费502.4 万元,比上年减少14.6 万元", "5024000元 · 146000元"},
		{"２０２０年支出１，２３４．５６万元", "year 2020 · 12345600元"},
		{"合计1,867.48万元，支出总计,867.48万元", "18674800元 · 8674800元"},
		{"包括1、残保金1.3万元。2、其他615.3384万元", "nr · 13000元 · nr · 6153384元"},
		{"财预〔2016〕143号", "code · code"},
		{"（204类）司法（06款）行政运行（01项）1672.67万元", "code · code · code · 16726700元"},
		{"截至2019年12月31日", "year 2019 · date · date"},
		{"22017年预算数3786.71万元", "year 2017 · 37867100元"},
		{"增长-3.5%，20%—30%", "-3.5% · 20% · 30%"},
		{"2.29亿元，48.45万元，购置费0万", "229000000元 · 484500元 · 0元"},
		{"接待275批次、2700人次，3万人", "275批次 · 2700人次 · 3人"},
		{"提高1个百分点", "1点"},
		{"五万元，百分之五，三百二十万元", "50000元 · 5% · 3200000元"},
		{"1.1办公室综合事务，第3条（1）", "nr · nr · nr"},
		{"25.29㎡P1.5LED显示屏", "25.29㎡"},
		{"2021—2025年规划，2020-12-31", "year 2021 · year 2025 · year 2020"},
		{"每1000元", "1000元"},
		{"支出70,734,万元，收入3,004万元", "707340000元 · 30040000元"},
		{"2.5万亿元，0.3万亿，332774.31亿元", "2500000000000元 · 300000000000元 · 33277431000000元"},
	} {
		if got := brief(c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestParseKeepsEveryDecimal(t *testing.T) {
	a, ok := Parse("9998.838787", WanYuan)
	fen, whole := a.Fen()
	if !ok || !whole || fen != 9998838787 {
		t.Errorf("got %v %d %v, want 9998838787 fen", ok, fen, whole)
	}
}

func TestParseCell(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"86,959,408.34", "86959408.34"}, {" 0.00 ", "0"}, {"(12.5)", "-12.5"}, {"-44.44", "-44.44"},
		{"", "no"}, {"—", "no"}, {"约5万元", "no"}, {"１２", "12"}, {"3辆", "3"},
	} {
		got := "no"
		if a, ok := Parse(c.text, Yuan); ok {
			got = FormatTicks(a.Ticks, Yuan)
		}
		if got != c.want {
			t.Errorf("%q: got %s want %s", c.text, got, c.want)
		}
	}
}

// TestTooLarge: an amount that is not calculated with keeps its place, and stands for no equation.
func TestTooLarge(t *testing.T) {
	toks := Scan(nil, "资产总额371.9万亿元，负债3.2万亿元")
	if len(toks) != 2 || toks[0].Kind != Money || toks[0].Bound == Plain || toks[0].Amount.Text != "371.9" || toks[1].Bound != Plain {
		t.Errorf("%+v", toks)
	}
}

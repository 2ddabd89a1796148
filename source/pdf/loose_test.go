package pdf

import (
	"fmt"
	"testing"

	"mingzhang/source"
)

func TestUnruled(t *testing.T) {
	var s sheet
	s.centre(280, 40, "支出总表")
	s.write(50, 60, "编制部门：某镇")
	s.right(500, 60, "单位：万元")
	s.centre(75, 80, "科目编码")
	s.centre(180, 80, "科目名称")
	s.centre(375, 74, "基本支出") // over two columns
	s.centre(310, 86, "人员经费")
	s.centre(440, 86, "公用经费")
	for i, name := range []string{"一般公共服务支出", "人大事务", "代表工作", "国防支出"} {
		y := 110 + 20*int32(i)
		s.write(50, y, fmt.Sprint(201+i))
		s.write(120, y, name)
		s.right(330, y, []string{"5,378.09", "896", "12.5", "0.3"}[i])
		if i != 2 {
			s.right(470, y, []string{"22.00", "1", "", "4"}[i])
		}
	}
	s.write(50, 200, "以上数据来自部门预算批复，供查阅使用，详细情况请看说明部分的各条内容。")
	s.expect(t, `
支出总表
编制部门：某镇
单位：万元
#1 6×4
|2×1:科目编码|2×1:科目名称|1×2:基本支出
|人员经费|公用经费
|201|一般公共服务支出|5,378.09|22.00
|202|人大事务|896|1
|203|代表工作|12.5|
|204|国防支出|0.3|4
以上数据来自部门预算批复，供查阅使用，详细情况请看说明部分的各条内容。
`)
}

// TestUnruledWrapped joins a name above and below its figures, and reads columns over two pages.
func TestUnruledWrapped(t *testing.T) {
	var s sheet
	head := func() {
		s.centre(100, 50, "科目名称")
		s.centre(300, 50, "合计")
		s.centre(400, 50, "其他")
	}
	head()
	s.write(50, 80, "基本工资")
	s.right(330, 80, "409.40")
	s.write(50, 110, "机关事业单位基本养老")
	s.right(330, 116, "130.50")
	s.write(50, 122, "保险缴费")
	s.write(50, 150, "奖金")
	s.right(330, 150, "96.30")
	s.page()
	head()
	s.write(50, 80, "津贴")
	s.right(330, 80, "7.00")
	s.right(430, 80, "0")
	d := s.expect(t, `
#1 5×3
|科目名称|合计|其他
|基本工资|409.40|
|机关事业单位基本养老保险缴费|130.50|
|奖金|96.30|
|津贴|7.00|0
`)
	if c := d.Blocks[0].Grid.At(4, 0); c.Place.Page != 2 {
		t.Errorf("the last row stands on page %d", c.Place.Page)
	}
}

func TestProse(t *testing.T) {
	var s sheet
	for n := range 3 {
		if n > 0 {
			s.page()
		}
		s.write(70, 100, "一、收入情况")
		s.write(70, 120, "二〇二六年，某局收入预算8695.94万元，其中：财政拨款收入8695.94万")
		s.write(50, 140, "元，比上年增加。")
		s.write(70, 160, "另一个自然段从这里开始，写到本行的末尾为止，一直写到右边的页边也")
		s.write(50, 180, "不停。")
		s.centre(297, 810, fmt.Sprintf("- %d -", n+1))
	}
	d := Build(s.pages[:1])
	sane(t, d)
	want := `一、收入情况
二〇二六年，某局收入预算8695.94万元，其中：财政拨款收入8695.94万 »
元，比上年增加。
另一个自然段从这里开始，写到本行的末尾为止，一直写到右边的页边也 »
不停。
- 1 - (2)
`
	if got := show(d); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	d = Build(s.pages)
	for _, b := range d.Blocks {
		if p := b.Paragraph; p.Place.Line == 6 && p.Kind != source.Footer {
			t.Errorf("%q is %v", p.Text, p.Kind)
		}
	}
}

// TestOverPage lets a sentence run over a page number.
func TestOverPage(t *testing.T) {
	var s sheet
	for range 2 {
		s.write(50, 700, "这是一段很长的文字，它写满了整整一行，一直到页面右边的边缘才停下来换行")
	}
	s.last().Glyphs = nil
	for i := range 6 {
		s.write(50, 600+int32(i)*20, "这是一段很长的文字，它写满了整整一行，一直到页面右边的边缘才停下来换行")
	}
	s.centre(297, 810, "1")
	s.page()
	s.write(50, 60, "接着写完。")
	s.centre(297, 810, "2")
	d := Build(s.pages)
	for _, b := range d.Blocks {
		if p := b.Paragraph; p.Place.Page == 1 && p.Kind == source.Body && !p.RunsOn {
			t.Errorf("%q does not run on", p.Text)
		}
	}
}

func TestWords(t *testing.T) {
	tests := []struct{ text, want string }{
		{"合 计", "合计"},
		{"本 年 收 入 合 计", "本年收入合计"},
		{"第一部分 部门概况", "第一部分 部门概况"},
		{"1,234.56", "1,234.56"},
		{"Total amount", "Total amount"},
		{"2026 年", "2026 年"},
		{"　缩进", "缩进"},
	}
	for _, test := range tests {
		var s sheet
		s.write(50, 50, test.text)
		if got := Build(s.pages).Blocks[0].Paragraph.Text; got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestJoined(t *testing.T) {
	tests := []struct {
		a, b string
		full bool
		want string
	}{
		{"公务用车", "购置费", false, "公务用车购置费"},
		{"86,959,408", ".34", false, "86,959,408.34"},
		{"1,234,5", "67.89", true, "1,234,567.89"},
		{"12.00", "13.00", true, "12.00 13.00"},
		{"100", "200", false, "100 200"},
		{"20136", "01", true, "2013601"},
		{"2024", "年", false, "2024年"},
		{"per", "cent", true, "per cent"},
		{"", "x", false, "x"},
	}
	for _, test := range tests {
		if got := joined(test.a, test.b, test.full); got != test.want {
			t.Errorf("%q and %q, full %v: got %q, want %q", test.a, test.b, test.full, got, test.want)
		}
	}
}

func TestHidden(t *testing.T) {
	var s sheet
	s.write(50, 50, "看得见")
	s.write(50, 70, "看不见")
	for i := range s.last().Glyphs[3:] {
		s.last().Glyphs[3+i].Hidden = true
	}
	s.write(700, 90, "页外")
	d := s.expect(t, "看得见\n")
	if len(d.Notes) != 1 || d.Notes[0].Code != source.HiddenText || d.Notes[0].Text != "看不见" {
		t.Errorf("notes %+v", d.Notes)
	}
}

func TestNothing(t *testing.T) {
	d := Build(nil)
	if len(d.Blocks) != 0 || d.Format != source.PDF {
		t.Errorf("%+v", d)
	}
	d = Build([]Page{{Number: 1, Scanned: true}, {}})
	if len(d.Notes) != 1 || d.Notes[0].Code != source.ScannedPage {
		t.Errorf("%+v", d)
	}
}

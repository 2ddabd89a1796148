package pdf

import (
	"testing"

	"mingzhang/source"
)

// budget draws the ruled head of a budget table: merged cells in three levels.
func (s *sheet) budget(y int32) []int32 {
	xs := []int32{50, 150, 230, 310, 390}
	s.rule(50, y, 390, y)
	s.rule(150, y+20, 390, y+20)
	s.rule(230, y+40, 390, y+40)
	s.rule(50, y+60, 390, y+60)
	s.rule(50, y, 50, y+60)
	s.rule(150, y, 150, y+60)
	s.rule(230, y+20, 230, y+60)
	s.rule(310, y+40, 310, y+60)
	s.rule(390, y, 390, y+60)
	s.centre(100, y+25, "项　目")
	s.centre(270, y+5, "本年支出")
	s.centre(190, y+35, "合计")
	s.centre(310, y+25, "基本支出")
	s.centre(270, y+45, "人员经费")
	s.centre(350, y+45, "公用经费")
	return xs
}

const budgetHead = `
|3×1:项目|1×3:本年支出
|2×1:合计|1×2:基本支出
|人员经费|公用经费`

func TestRuledHeader(t *testing.T) {
	var s sheet
	s.centre(220, 40, "2026年支出预算表")
	s.write(50, 60, "编制单位：某局")
	s.right(390, 60, "单位：元")
	xs := s.budget(80)
	s.grid(xs, []int32{140, 160, 180})
	s.write(52, 145, "一、公共安全支出")
	s.right(228, 145, "79,189,400.34")
	s.right(308, 145, "12,604,173")
	s.right(388, 145, "1,744,680")
	s.write(52, 165, "二、社会保障")
	s.right(228, 165, "0.00")
	s.write(50, 185, "注：本表反映支出。")
	d := s.expect(t, `
2026年支出预算表
编制单位：某局
单位：元
#1 5×4`+budgetHead+`
|一、公共安全支出|79,189,400.34|12,604,173|1,744,680
|二、社会保障|0.00||
注：本表反映支出。
`)
	c := d.Blocks[3].Grid.At(3, 1)
	if c.Place.Page != 1 || c.Place.Line != 7 || c.Place.Table != "1" || c.Place.Box.X0 != 150*point {
		t.Errorf("place %+v", c.Place)
	}
}

// TestThinSurfaces reads lines that are drawn as narrow filled rectangles, a piece for each cell.
func TestThinSurfaces(t *testing.T) {
	var s sheet
	for x := int32(50); x < 250; x += 100 {
		for y := int32(50); y <= 90; y += 20 {
			s.last().Rules = append(s.last().Rules, Rule{x * point, y * point, (x + 100) * point, y*point + 75})
		}
	}
	for x := int32(50); x <= 250; x += 100 {
		for y := int32(50); y < 90; y += 20 {
			s.last().Rules = append(s.last().Rules, Rule{x * point, y * point, x*point + 75, (y + 20) * point})
		}
	}
	s.write(52, 55, "甲")
	s.write(152, 55, "1")
	s.write(52, 75, "乙")
	s.write(152, 75, "2")
	s.expect(t, "#1 2×2\n|甲|1\n|乙|2\n")
}

func TestWrappedCells(t *testing.T) {
	var s sheet
	s.grid([]int32{50, 110, 170}, []int32{50, 90, 130})
	s.write(52, 55, "其他文化旅")
	s.write(52, 67, "游支出")
	s.write(113, 55, "86,959,408")
	s.write(113, 67, ".34")
	s.write(52, 95, "两个数")
	s.write(113, 95, "12.00")
	s.write(113, 107, "13.00")
	s.expect(t, "#1 2×2\n|其他文化旅游支出|86,959,408.34\n|两个数|12.00 13.00\n")
}

// TestNeighbours keeps texts of two cells apart that follow each other closely, and one text together that
// sticks out of its cell.
func TestNeighbours(t *testing.T) {
	var s sheet
	s.grid([]int32{50, 110, 170}, []int32{50, 70, 90})
	s.right(109, 55, "86,959.34")
	s.write(111, 55, "一、支出")
	s.write(52, 75, "一个很长的名称")
	s.right(168, 75, "7")
	s.expect(t, "#1 2×2\n|86,959.34|一、支出\n|一个很长的名称|7\n")
}

// TestOpenSides reads a table without lines at its left and right.
func TestOpenSides(t *testing.T) {
	var s sheet
	for _, y := range []int32{50, 70, 90} {
		s.rule(50, y, 300, y)
	}
	s.rule(150, 50, 150, 90)
	s.write(55, 55, "项目")
	s.write(200, 55, "金额")
	s.write(55, 75, "办公费")
	s.write(200, 75, "9.00")
	s.expect(t, "#1 2×2\n|项目|金额\n|办公费|9.00\n")
}

// TestColumnLinesOnly makes rows of what stands between two level lines.
func TestColumnLinesOnly(t *testing.T) {
	var s sheet
	for _, y := range []int32{50, 70, 140} {
		s.rule(50, y, 300, y)
	}
	for _, x := range []int32{50, 150, 300} {
		s.rule(x, 50, x, 140)
	}
	s.write(55, 55, "项目")
	s.write(200, 55, "金额")
	for i, name := range []string{"办公费", "印刷费", "邮电费"} {
		s.write(55, 75+20*int32(i), name)
		s.right(290, 75+20*int32(i), []string{"9.00", "10.00", "1,200.00"}[i])
	}
	s.expect(t, "#1 4×2\n|项目|金额\n|办公费|9.00\n|印刷费|10.00\n|邮电费|1,200.00\n")
}

func TestTwoTablesOnePage(t *testing.T) {
	var s sheet
	s.grid([]int32{50, 150, 250}, []int32{50, 70})
	s.write(55, 55, "甲")
	s.write(155, 55, "1")
	s.write(50, 80, "表二")
	s.grid([]int32{50, 150, 250}, []int32{100, 120})
	s.write(55, 105, "乙")
	s.write(155, 105, "2")
	s.expect(t, "#1 1×2\n|甲|1\n表二\n#2 1×2\n|乙|2\n")
}

// rows fills a table of names and figures from y on, and rules it.
func (s *sheet) rows(xs []int32, y int32, names ...string) {
	ys := []int32{y}
	for i, n := range names {
		s.write(xs[0]+2, y+5, n)
		s.right(xs[1]+50, y+5, []string{"1.00", "22.00", "333.00", "4,444.00"}[i%4])
		y += 20
		ys = append(ys, y)
	}
	s.grid(xs, ys)
}

func TestAcrossPages(t *testing.T) {
	var s sheet
	xs := s.budget(700)
	s.rows(xs, 760, "甲", "乙")
	s.page()
	s.budget(50) // the header again
	s.rows(xs, 110, "丙")
	s.page()
	s.rows(xs, 50, "丁") // and without it
	d := s.expect(t, "#1 7×4"+budgetHead+"\n|甲|1.00||\n|乙|22.00||\n|丙|1.00||\n|丁|1.00||\n")
	g := d.Blocks[0].Grid
	for r, page := range []int{1, 1, 1, 1, 1, 2, 3} {
		if c := g.At(r, 0); r > 2 && c.Place.Page != page {
			t.Errorf("row %d stands on page %d, want %d", r, c.Place.Page, page)
		}
	}
}

// TestRowAcrossPages joins a row that the end of the page cut: the last lines are left open.
func TestRowAcrossPages(t *testing.T) {
	var s sheet
	s.rule(50, 780, 250, 780)
	for _, x := range []int32{50, 110, 250} {
		s.rule(x, 780, x, 800)
	}
	s.write(52, 785, "住房公积")
	s.write(120, 785, "7.00")
	s.page()
	s.rule(50, 70, 250, 70)
	s.rule(50, 90, 250, 90)
	for _, x := range []int32{50, 110, 250} {
		s.rule(x, 50, x, 90)
	}
	s.write(52, 55, "金")
	s.write(52, 75, "购房补贴")
	s.write(120, 75, "8.00")
	s.expect(t, "#1 2×2\n|住房公积金|7.00\n|购房补贴|8.00\n")
}

// TestFormsStayApart does not join two forms of the same make.
func TestFormsStayApart(t *testing.T) {
	var s sheet
	for i, name := range []string{"修路", "植树"} {
		if i > 0 {
			s.page()
		}
		s.grid([]int32{50, 150, 250}, []int32{50, 70, 90, 110})
		s.write(55, 55, "绩效目标申报表")
		s.write(55, 75, "项目名称")
		s.write(155, 75, name)
		s.write(55, 95, "主管部门")
		s.write(155, 95, "某局")
	}
	d := Build(s.pages)
	sane(t, d)
	if len(d.Blocks) != 2 {
		t.Errorf("got:\n%s", show(d))
	}
}

func TestTurnedPage(t *testing.T) {
	var s sheet
	s.grid([]int32{50, 150, 250}, []int32{50, 70, 90})
	s.write(55, 55, "甲")
	s.write(155, 55, "1.50")
	s.write(55, 75, "乙")
	s.write(155, 75, "2.50")
	want := show(Build(s.pages))
	upright := s.pages[0]
	for turns := 1; turns < 4; turns++ {
		f := turn{turns: turns, width: upright.Width, height: upright.Height}
		p := Page{Number: 1, Width: upright.Width, Height: upright.Height}
		if turns%2 == 1 {
			p.Width, p.Height = p.Height, p.Width
		}
		for _, g := range upright.Glyphs {
			g.Box, g.Angle = f.box(g.Box), int16(360-90*turns)
			p.Glyphs = append(p.Glyphs, g)
		}
		for _, r := range upright.Rules {
			p.Rules = append(p.Rules, Rule(f.box(source.Box(r))))
		}
		d := Build([]Page{p})
		if got := show(d); got != want {
			t.Errorf("%d turns: got:\n%s\nwant:\n%s", turns, got, want)
		}
		wantBox := f.box(source.Box{X0: 50 * point, Y0: 50 * point, X1: 150 * point, Y1: 70 * point})
		if got := d.Blocks[0].Grid.Cells[0].Place.Box; got != wantBox {
			t.Errorf("%d turns: box %v, want %v", turns, got, wantBox)
		}
	}
}

package text

import (
	"strings"
	"testing"

	"mingzhang/source"
)

// rowsOf prints the cells of the first table of a text, a row a line.
func rowsOf(t *testing.T, words string) string {
	t.Helper()
	doc, err := Read([]byte(words))
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range doc.Blocks {
		if b.Grid != nil {
			return printed(b.Grid)
		}
	}
	return ""
}

func printed(g *source.Grid) string {
	var b strings.Builder
	row := 0
	for _, c := range g.Cells {
		if c.Row != row {
			b.WriteString("\n")
			row = c.Row
		}
		b.WriteString("[" + c.Text + "]")
	}
	return b.String()
}

func TestBarEnds(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a bar behind each cell": {
			"单位:万元\n项 目 |\n预 算 数 |\n决 算 数 |\n合 计 |\n30.8 |\n25.7 |\n公务接待费 |\n14.8 |\n16.3 |\n公务用车费 |\n16 |\n9.4 |\n二、说明\n",
			"[项 目][预 算 数][决 算 数]\n[合 计][30.8][25.7]\n[公务接待费][14.8][16.3]\n[公务用车费][16][9.4]",
		},
		"a bar below each cell, empty ones alone": {
			"项目\n|\n本年预算数\n|\n合计\n|\n44万元\n|\n1、因公出国费用\n|\n|\n2、公务接待费\n|\n10万元\n|\n3、用车费\n|\n34万元\n|\n",
			"[项目][本年预算数]\n[合计][44万元]\n[1、因公出国费用][]\n[2、公务接待费][10万元]\n[3、用车费][34万元]",
		},
		"rows of titles and a bar between the rows": {
			"某校食堂经营情况公示表 |\n性质:自办 2025年11月 |\n项目 |\n本月 |\n累计 |\n|\n收入 |\n21 |\n70 |\n|\n支出 |\n16 |\n48 |\n|\n工资 |\n|\n|\n|\n",
			"[项目][本月][累计][]\n[收入][21][70][]\n[支出][16][48][]\n[工资][][][]",
		},
		"a header of two rows in one run": {
			"年度\n|\n合计\n|\n公务接待费\n|\n公车购置及运行维护费\n|\n合计\n|\n车辆购置\n|\n车辆运行\n|\n2015年\n|\n90\n|\n40\n|\n50\n|\n10\n|\n40\n|\n2016年\n|\n80\n|\n35\n|\n45\n|\n5\n|\n40\n|\n",
			"[年度][合计][公务接待费][公车购置及运行维护费]\n[合计][车辆购置][车辆运行]\n[2015年][90][40][50][10][40]\n[2016年][80][35][45][5][40]",
		},
		"two sides": {
			"收 入 |\n支 出 |\n项 目 |\n预算数 |\n项 目 |\n预算数 |\n拨款 |\n404.77 |\n基本支出 |\n319.08 |\n其他收入 |\n|\n项目支出 |\n85.69 |\n合计 |\n404.77 |\n合计 |\n404.77 |\n",
			"[项 目][预算数][项 目][预算数]\n[拨款][404.77][基本支出][319.08]\n[其他收入][][项目支出][85.69]\n[合计][404.77][合计][404.77]",
		},
		"no plain width": {"甲 |\n1 |\n乙 |\n丙 |\n2 |\n3 |\n4 |\n丁 |\n5 |\n", "[甲]\n[1]\n[乙]\n[丙]\n[2]\n[3]\n[4]\n[丁]\n[5]"},
	} {
		if got := rowsOf(t, c.text); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
}

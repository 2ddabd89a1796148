package audit_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mingzhang/audit"
	"mingzhang/interpret"
	"mingzhang/score"
	"mingzhang/source/text"
)

// printer writes amounts, kept in hundredths of 万元, with a number of decimals of its choice, half up.
type printer struct{ t *rapid.T }

func (p printer) amount(v int) string { return rounded(v, rapid.IntRange(0, 2).Draw(p.t, "decimals")) }

// rounded prints hundredths with some decimals, rounded half up.
func rounded(v, decimals int) string {
	scale := [...]int{100, 10, 1}[decimals]
	n := (v + scale/2) / scale
	switch decimals {
	case 0:
		return fmt.Sprint(n)
	case 1:
		return fmt.Sprintf("%d.%d", n/10, n%10)
	}
	return fmt.Sprintf("%d.%02d", n/100, n%100)
}

// percent prints 100·a/b with some decimals, half up.
func (p printer) percent(a, b int) string {
	decimals := rapid.IntRange(0, 2).Draw(p.t, "decimals of a percentage")
	for decimals < 2 && 2*a*[...]int{100, 1000}[decimals] < b {
		decimals++ // a printed zero is exact
	}
	scale := [...]int{100, 1000, 10000}[decimals]
	n := (2*a*scale + b) / (2 * b) // rounded once
	return rounded(n*[...]int{100, 10, 1}[decimals], decimals)
}

// amounts are at least 1 万元: a printed zero is exact, so that nothing may be rounded to it.
func amounts(t *rapid.T, n, most int) []int {
	return rapid.SliceOfN(rapid.IntRange(100, most), n, n).Draw(t, "amounts")
}

func sum(list []int) int {
	n := 0
	for _, v := range list {
		n += v
	}
	return n
}

// noErrors audits a text whose relations all hold before rounding: nothing may be called an error, and a
// warning on a relation needs the chance that rounding gives it.
func noErrors(t *rapid.T, words string) {
	doc, err := text.Read([]byte(words))
	if err != nil {
		t.Fatal(err)
	}
	r := audit.Run(interpret.Document(doc, interpret.Hints{}), audit.Options{})
	for i := range r.Findings {
		f := &r.Findings[i]
		wrong := f.Category == audit.Sum || f.Category == audit.Difference || f.Category == audit.Percent || f.Category == audit.CrossReference || f.Category == audit.Balance
		if wrong && (f.Severity >= audit.Error || f.Severity == audit.Warning && f.Chance == "" && f.Verdict == audit.Disagrees) {
			t.Fatalf("%s\n%s", words, describe(r.Findings[i:i+1]))
		}
	}
}

func TestRoundedLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := printer{t}
		names := []string{"办公费", "印刷费", "差旅费", "培训费", "会议费", "工会经费", "福利费", "邮电费", "电费", "租赁费"}
		list := amounts(t, rapid.IntRange(2, len(names)).Draw(t, "items"), 50000)
		var parts []string
		for i, v := range list {
			parts = append(parts, names[i]+p.amount(v)+"万元")
		}
		noErrors(t, fmt.Sprintf("青溪镇人民政府2024年部门预算\n机关运行经费安排%s万元，包括：%s。\n", p.amount(sum(list)), strings.Join(parts, "、")))
	})
}

func TestRoundedSentences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := printer{t}
		three := amounts(t, 3, 20000)
		prior := sum(three) + rapid.IntRange(100, 20000).Draw(t, "fall")
		basic, project := amounts(t, 2, 90000), amounts(t, 3, 90000)
		personnel, operating := basic[0], basic[1]
		total := sum(basic) + sum(project)
		var b strings.Builder
		fmt.Fprintf(&b, "青溪镇人民政府2024年部门预算\n2024年支出总额%s万元，其中：基本支出%s万元，包括人员经费%s万元和公用经费%s万元；项目支出%s万元。\n",
			p.amount(total), p.amount(sum(basic)), p.amount(personnel), p.amount(operating), p.amount(sum(project)))
		fmt.Fprintf(&b, "项目支出%s万元，包括1、道路养护%s万元。2、环境整治%s万元。3、村级运转%s万元。\n", p.amount(sum(project)), p.amount(project[0]), p.amount(project[1]), p.amount(project[2]))
		fmt.Fprintf(&b, "“三公”经费预算%s万元，比上年%s万元减少%s万元，下降%s%%，主要原因是厉行节约。其中：因公出国（境）费%s万元，公务用车购置及运行费%s万元，公务接待费%s万元。\n",
			p.amount(sum(three)), p.amount(prior), p.amount(prior-sum(three)), p.percent(prior-sum(three), prior), p.amount(three[0]), p.amount(three[1]), p.amount(three[2]))
		fmt.Fprintf(&b, "培训费%s万元，比上年增加%s万元，增长%s%%。\n", p.amount(personnel+operating), p.amount(operating), p.percent(operating, personnel))
		fmt.Fprintf(&b, "政府采购预算%s万元，其中：政府采购货物预算%s万元，占政府采购预算的%s%%，政府采购工程预算%s万元，政府采购服务预算%s万元。\n",
			p.amount(sum(project)), p.amount(project[0]), p.percent(project[0], sum(project)), p.amount(project[1]), p.amount(project[2]))
		noErrors(t, b.String())
	})
}

// TestRoundedTables: a table by function with its columns and roll-ups, each cell rounded by itself.
func TestRoundedTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := printer{t}
		v := amounts(t, 8, 90000)
		var b strings.Builder
		b.WriteString("青溪镇人民政府2024年部门预算\n2024年部门支出总表\n单位：万元\n科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n")
		row := func(code, name string, basic, project int) {
			fmt.Fprintf(&b, "%s | %s | %s | %s | %s\n", code, name, p.amount(basic+project), p.amount(basic), p.amount(project))
		}
		row("201", "一般公共服务支出", v[0]+v[2], v[1]+v[3])
		row("20103", "政府办公厅（室）及相关机构事务", v[0]+v[2], v[1]+v[3])
		row("2010301", "行政运行", v[0], v[1])
		row("2010302", "一般行政管理事务", v[2], v[3])
		row("205", "教育支出", v[4]+v[6], v[5]+v[7])
		row("20502", "普通教育", v[4]+v[6], v[5]+v[7])
		row("2050201", "学前教育", v[4], v[5])
		row("2050202", "小学教育", v[6], v[7])
		row("", "合计", v[0]+v[2]+v[4]+v[6], v[1]+v[3]+v[5]+v[7])
		noErrors(t, b.String())
	})
}

// TestCleanDocuments: a made-up disclosure in which everything holds has no finding, and two audits of it are equal.
func TestCleanDocuments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := score.Clean(rapid.Uint64().Draw(t, "seed"))
		doc, err := text.Read([]byte(words))
		if err != nil {
			t.Fatal(err)
		}
		r := audit.Run(interpret.Document(doc, interpret.Hints{}), audit.Options{})
		for i := range r.Findings {
			if r.Findings[i].Severity >= audit.Warning {
				t.Fatal(describe(r.Findings[i : i+1]))
			}
		}
		again := audit.Run(interpret.Document(doc, interpret.Hints{}), audit.Options{})
		if describe(again.Findings) != describe(r.Findings) || len(again.Checks) != len(r.Checks) {
			t.Fatal("the same document is audited in two ways")
		}
	})
}

package report_test

import (
	"strings"
	"testing"

	"mingzhang/audit"
	"mingzhang/internal/specimen"
	"mingzhang/render/report"
)

// finding returns the first finding of a rule.
func finding(t *testing.T, d *report.Document, rule string) *audit.Finding {
	t.Helper()
	for i := range d.Result.Findings {
		if d.Result.Findings[i].Rule == rule {
			return &d.Result.Findings[i]
		}
	}
	t.Fatalf("no finding of %s", rule)
	return nil
}

func TestRepairsKeepUnitAndDecimals(t *testing.T) {
	for _, c := range []struct{ text, rule, want string }{
		{"青溪镇2024年部门预算\n专项资金共45.20万元，包括：防汛物资30.10万元、道路养护10.10万元。\n", "CLM-SUM", "45.20万元 → 40.20万元"},
		{"青溪镇2024年部门预算\n专项资金共1,045.20万元，包括：防汛物资1,030.10万元、道路养护10.10万元。\n", "CLM-SUM", "1,045.20万元 → 1,040.20万元"},
		{"青溪镇2024年部门预算\n专项资金共三百万元，包括：防汛物资420.5万元、道路养护440万元。\n", "CLM-SUM", "三百万元 → 860.5万元"},
		{"青溪镇2024年部门预算\n2024年支出预算107.20万元，比2023年预算100.00万元增加7.20万元，增长6.72%，主要原因是新增项目。\n", "CLM-PCT", "增减率 6.72% → 7.20%"},
	} {
		d := specimen.Read(t, "a.txt", c.text)
		var found *audit.Finding
		for i := range d.Result.Findings {
			if f := &d.Result.Findings[i]; f.Rule == c.rule || len(f.Repairs) > 0 {
				found = f
				break
			}
		}
		if found == nil {
			t.Errorf("%s: nothing was found", c.text)
			continue
		}
		if got := d.Repairs(found, "zh"); !strings.Contains(got, c.want) {
			t.Errorf("%s\nrepairs:\n%s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestRepairsSayWhatTheyDo(t *testing.T) {
	for _, c := range []struct {
		mends, breaks int
		zh, en        string
	}{{1, 0, "恢复1个等式，不影响别的", "restores 1 equation, breaks none"}, {2, 3, "恢复2个等式，使3个不再成立", "restores 2 equations, breaks 3"}, {0, 2, "使2个等式不再成立", "breaks 2 equations"}} {
		r := &audit.Repair{Mends: c.mends, Breaks: c.breaks}
		if zh, en := report.Effect(r, "zh"), report.Effect(r, "en"); zh != c.zh || en != c.en {
			t.Errorf("%d %d: %q, %q", c.mends, c.breaks, zh, en)
		}
	}
}

func TestAComparisonOfTwoGivesBothPlaces(t *testing.T) {
	d := specimen.Read(t, "a.txt", `青溪镇人民政府2024年部门预算
四、机关运行经费安排情况说明
机关运行经费安排46万元，包括：办公费34万元、公务用车运行维护费12万元。
五、“三公”经费预算情况说明
2024年“三公”经费预算16.5万元，其中：因公出国（境）费0万元；公务用车购置及运行费11万元（公务用车购置费0万元、公务用车运行维护费11万元）；公务接待费5.5万元。
`)
	f := finding(t, d, "TXT-10")
	if got := report.Derived(f).ZH; got != "另一处" {
		t.Errorf("the other value is called %q", got)
	}
	other := d.Other(f)
	if len(other) != 1 || d.Where(other[0], "zh") != "第3行" {
		t.Fatalf("the other place is %v", other)
	}
	inOrder(t, textOf(t, specimen.Run("zh"), nil, d), "TXT-10", "第5行", "另一处：第3行", "公务用车运行维护费12万元", "写明 11万元　另一处 12万元")
}

func TestCellsAreNamedByRowAndColumn(t *testing.T) {
	d := specimen.Read(t, "a.txt", specimen.Words)
	for i := range d.Result.Report.Figures {
		f := &d.Result.Report.Figures[i]
		if f.Amount.Text != "299.5" {
			continue
		}
		if text, _, _ := d.Quote(f.Place, 20); text != "农林水支出 | 项目支出 | 299.5" {
			t.Errorf("the cell is quoted as %q", text)
		}
		if got := d.FigureName(i, "zh"); got != "农林水支出·项目支出" {
			t.Errorf("the figure is called %q", got)
		}
		return
	}
	t.Fatal("no such cell")
}

func TestDerivedWords(t *testing.T) {
	steps := func(signs string) (out []audit.Step) {
		for i := 0; i < len(signs); i++ {
			out = append(out, audit.Step{Sign: signs[i]})
		}
		return out
	}
	for _, c := range []struct {
		f    audit.Finding
		want string
	}{
		{audit.Finding{Arithmetic: steps("++=")}, "相加"}, {audit.Finding{Arithmetic: steps("+-=")}, "相减"}, {audit.Finding{Arithmetic: steps("+/=")}, "重新计算"}, {audit.Finding{Arithmetic: steps("+=")}, "另一处"},
		{audit.Finding{Category: audit.UnitOf}, "合"}, {audit.Finding{Category: audit.NumberingOf}, "按顺序是"}, {audit.Finding{Category: audit.CrossReference}, "另一处"}, {audit.Finding{Category: audit.Code}, "按科目表是"}, {audit.Finding{Category: audit.YearOf}, "应为"}, {audit.Finding{Category: audit.Difference, Figures: []int{1, 2}}, "算得"},
	} {
		if got := report.Derived(&c.f).ZH; got != c.want {
			t.Errorf("%+v: %s, want %s", c.f, got, c.want)
		}
	}
}

func TestNoRepairIsPromisedWhereNoneFollows(t *testing.T) {
	f := &audit.Finding{Message: audit.Words{ZH: "等式不成立，不能说明是哪一项有误；怎样改正见下。"}}
	if got := report.Message(f, "zh"); strings.Contains(got, "见下") {
		t.Errorf("the message is %q", got)
	}
	f.Repairs = []audit.Repair{{}}
	if got := report.Message(f, "zh"); !strings.Contains(got, "见下") {
		t.Errorf("the message is %q", got)
	}
}

func TestRepairsOfManyPlacesAreCut(t *testing.T) {
	d := specimen.Read(t, "a.txt", specimen.Words)
	r := &audit.Repair{Mends: 1}
	for i := 0; i < 7; i++ {
		r.Changes = append(r.Changes, audit.Change{Figure: i, From: "1", To: "2"})
	}
	if got := d.Repair(&audit.Finding{}, r, "zh"); strings.Count(got, "→") != 4 || !strings.Contains(got, "，这样的地方共7处（") {
		t.Errorf("seven places are said as %q", got)
	}
}

package workbook_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/internal/specimen"
	"mingzhang/profile"
	"mingzhang/render/report"
	"mingzhang/render/workbook"
	"mingzhang/source"
)

func made(t *testing.T, sets []*audit.Set, docs ...*report.Document) (*excelize.File, []byte) {
	t.Helper()
	var b bytes.Buffer
	w := workbook.New(&b, specimen.Run("zh"))
	for _, d := range docs {
		if err := w.Document(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(sets); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f, b.Bytes()
}

func TestWorkbookSheets(t *testing.T) {
	d := specimen.Read(t, "示例.txt", specimen.Words)
	f, _ := made(t, nil, d, &report.Document{File: "坏.docx", Err: source.ErrDamaged})
	if got := strings.Join(f.GetSheetList(), " "); got != "汇总 发现 核对 看不懂 说明" {
		t.Fatalf("sheets are %q", got)
	}
	rows := func(sheet string) [][]string {
		r, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if got := len(rows("汇总")); got != 3 {
		t.Errorf("汇总 has %d rows, want a head and a row for each of the two files", got)
	}
	if got := rows("汇总")[2]; !strings.Contains(strings.Join(got, " "), "损坏") {
		t.Errorf("the unread file has the row %v", got)
	}
	if got := len(rows("发现")); got != len(d.Result.Findings)+1 {
		t.Errorf("发现 has %d rows for %d findings", got, len(d.Result.Findings))
	}
	if got := len(rows("核对")); got != len(d.Result.Checks)+1 {
		t.Errorf("核对 has %d rows for %d checks", got, len(d.Result.Checks))
	}
	for _, sheet := range f.GetSheetList() {
		panes, err := f.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != 1 {
			t.Errorf("%s: the head is not frozen: %+v %v", sheet, panes, err)
		}
	}
}

func TestWorkbookKeepsNumbersAsNumbers(t *testing.T) {
	d := specimen.Read(t, "示例.txt", specimen.Words)
	f, _ := made(t, nil, d)
	for i := range d.Result.Findings {
		x := &d.Result.Findings[i]
		if x.Rule != "TXT-08" {
			continue
		}
		for col, want := range map[string]string{"F": "88.5", "H": "78.5", "I": "10.0"} {
			cell := col + strconv.Itoa(i+2)
			kind, err := f.GetCellType("发现", cell)
			if err != nil {
				t.Fatal(err)
			}
			got, _ := f.GetCellValue("发现", cell)
			if kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber || got != want {
				t.Errorf("%s holds %q of type %v, want the number %s", cell, got, kind, want)
			}
		}
	}
}

func TestWorkbookHoldsNoFormula(t *testing.T) {
	var list []audit.Finding
	for _, s := range []string{`=HYPERLINK("http://x","y")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "a\x00b"} {
		list = append(list, audit.Finding{ID: s, Rule: "CLM-SUM", Title: audit.Words{ZH: s}, Stated: s, Expected: s, Place: budget.Place{Text: s}, Message: audit.Words{ZH: s}})
	}
	d := &report.Document{File: "=1+1.txt", Format: source.Text, Source: &source.Document{}, Result: &audit.Result{Report: &budget.Report{Entity: "=2+2"}, Findings: list}}
	f, _ := made(t, nil, d)
	if _, err := f.GetDefaultFont(); err != nil { // has the styles read
		t.Fatal(err)
	}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r := range rows {
			for c := range rows[r] {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
					t.Errorf("%s!%s is the formula %q", sheet, cell, formula)
				}
				id, err := f.GetCellStyle(sheet, cell)
				if err != nil {
					t.Fatal(err)
				}
				quote := f.Styles.CellXfs.Xf[id].QuotePrefix
				if words := strings.TrimLeft(rows[r][c], " \t"); words != "" && strings.Contains("=+-@", words[:1]) != (quote != nil && *quote) {
					t.Errorf("%s!%s: %q becomes a formula when it is edited, or what is none is marked", sheet, cell, words)
				}
			}
		}
	}
	if got, _ := f.GetCellValue("发现", "E2"); got != `=HYPERLINK("http://x","y")` {
		t.Errorf("the title became %q", got)
	}
}

func TestWorkbookIsTheSameTwice(t *testing.T) {
	d := specimen.Read(t, "示例.txt", specimen.Words)
	_, a := made(t, nil, d)
	_, b := made(t, nil, d)
	if !bytes.Equal(a, b) {
		t.Error("the same run gives other bytes")
	}
}

// missing is a set that lacks tables.
func missing(files ...string) *audit.Set {
	p, _ := profile.ByID("mof-2021")
	return &audit.Set{Entity: "示例镇", Year: 2021, Kind: budget.BudgetDocument, Files: files, Profile: p, Findings: []audit.Finding{
		{ID: "STR-02-1", Rule: "STR-02", Severity: audit.Fatal, Category: audit.Completeness, Title: audit.Words{ZH: "缺少9张公开表"}}}}
}

// column returns the cells of a column by its head.
func column(t *testing.T, f *excelize.File, sheet, head string) []string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for k, h := range rows[0] {
		if h != head {
			continue
		}
		for _, r := range rows[1:] {
			cell := ""
			if k < len(r) {
				cell = r[k]
			}
			out = append(out, cell)
		}
	}
	if out == nil {
		t.Fatalf("%s has no column %s: %v", sheet, head, rows[0])
	}
	return out
}

func TestWorkbookOfASet(t *testing.T) {
	a, b := specimen.Read(t, "a.txt", specimen.Words), specimen.Read(t, "b.txt", "你好\n")
	f, _ := made(t, []*audit.Set{missing("a.txt")}, a, b)
	if got := column(t, f, "发现", "标题")[0]; got != "缺少9张公开表" {
		t.Errorf("the first finding is %q", got)
	}
	if got := column(t, f, "发现", "说明")[0]; !strings.Contains(got, "mof-2021") {
		t.Errorf("the profile that demands the tables is not named: %q", got)
	}
	if got := column(t, f, "汇总", "致命"); got[0] != "1" || got[1] != "0" {
		t.Errorf("汇总 counts %v fatal findings", got)
	}
	f, _ = made(t, []*audit.Set{missing("a.txt", "b.txt")}, a, b)
	if got, names := column(t, f, "汇总", "致命"), column(t, f, "汇总", "文件"); strings.Join(got, " ") != "1 0 0" || !strings.Contains(names[0], "2份合在一起") {
		t.Errorf("汇总 counts %v of %v", got, names)
	}
}

func TestWorkbookPrintsNumbersAsTheyWerePrinted(t *testing.T) {
	d := specimen.Read(t, "a.txt", "青溪镇2024年部门预算\n专项资金共1,045.20万元，包括：防汛物资1,030.10万元、道路养护10.10万元。\n会议费一览：会议费共6万元，包括：甲会20000元、乙会3万元、丙会1万元、丁会0.5万元。\n")
	f, _ := made(t, nil, d)
	if got := column(t, f, "发现", "写明")[0]; got != "1,045.20" {
		t.Errorf("1,045.20 became %q", got)
	}
	if got := column(t, f, "发现", "对照值")[0]; got != "1,040.20" {
		t.Errorf("1,040.20 became %q", got)
	}
	if got := column(t, f, "发现", "计量单位")[0]; got != "万元" {
		t.Errorf("the unit is %q", got)
	}
	stated, against := column(t, f, "发现", "写明"), column(t, f, "发现", "对照值")
	for i := range stated { // numbers of one unit, or words with their units: never one of each
		if strings.Contains(stated[i], "元") != strings.Contains(against[i], "元") && against[i] != "" {
			t.Errorf("row %d mixes %q and %q", i, stated[i], against[i])
		}
	}
}

func TestWorkbookSaysWhyARuleWasNotRun(t *testing.T) {
	f, _ := made(t, nil, specimen.Read(t, "a.txt", specimen.Words))
	verdicts, notes, rules := column(t, f, "核对", "结论"), column(t, f, "核对", "说明"), column(t, f, "核对", "规则")
	n := 0
	for i, v := range verdicts {
		if (v == "未核对") != (notes[i] != "") {
			t.Errorf("%s: %s with the note %q", rules[i], v, notes[i])
		}
		if v == "未核对" {
			n++
		}
		if rules[i] == "FIN-10" && !strings.Contains(notes[i], "--prior") {
			t.Errorf("FIN-10 was not run because %q", notes[i])
		}
	}
	if n == 0 {
		t.Error("all rules were run")
	}
}

func TestEmptySheetsSayThatTheyAreEmpty(t *testing.T) {
	f, _ := made(t, nil, specimen.Read(t, "a.txt", "示例镇2021年部门预算\n专项资金共10.5万元，包括：防汛物资4.2万元、道路养护6.3万元。\n"))
	for _, c := range [][2]string{{"发现", "没有发现"}, {"看不懂", "没有：文中的数字都读懂了"}} {
		if got, _ := f.GetCellValue(c[0], "A2"); got != c[1] {
			t.Errorf("%s says %q", c[0], got)
		}
	}
	if got := column(t, f, "说明", "词"); len(got) < 5 {
		t.Errorf("说明 explains %v", got)
	}
}

func TestWordsOfOneLineAreCutAlike(t *testing.T) {
	text := strings.Repeat("各项工作按计划推进，", 20) + "专项资金共10.5万元，包括：防汛物资4.2万元、道路养护3.6万元。"
	d := specimen.Read(t, "a.txt", "示例镇2021年部门预算\n"+text+"\n")
	f, _ := made(t, nil, d)
	for _, words := range column(t, f, "核对", "原文") {
		if strings.Contains(words, "专项资金") && words != text {
			t.Errorf("a line of %d characters is cut: %q", len([]rune(text)), words)
		}
	}
}

func TestPropertiesOfTheWorkbook(t *testing.T) {
	f, data := made(t, nil, specimen.Read(t, "部门/a.txt", specimen.Words))
	p, err := f.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	if p.Title != "a.txt · 审核报告 · 明账" || p.Created != "" || p.Creator != "mingzhang test" {
		t.Errorf("the properties are %+v", p)
	}
	if bytes.Contains(data, []byte("2020-01-01")) {
		t.Error("an invented date stands in the workbook")
	}
}

func TestWorkbookOfManyFindingsIsNotHeld(t *testing.T) {
	const n = 20_050
	res := &audit.Result{Report: &budget.Report{}}
	for i := 0; i < n; i++ {
		res.Findings = append(res.Findings, audit.Finding{ID: "x", Rule: "CLM-SUM", Severity: audit.Error, Title: audit.Words{ZH: "相加不等"}})
	}
	f, _ := made(t, []*audit.Set{missing("a.txt")}, &report.Document{File: "a.txt", Source: &source.Document{}, Result: res})
	titles := column(t, f, "发现", "标题")
	if len(titles) != n+1 || titles[n] != "缺少9张公开表" {
		t.Errorf("%d findings, the last is %q", len(titles), titles[len(titles)-1])
	}
	if got := column(t, f, "汇总", "致命"); got[0] != "1" {
		t.Errorf("汇总 counts %v", got)
	}
}

package report_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/internal/specimen"
	"mingzhang/profile"
	"mingzhang/render/report"
	"mingzhang/source"
	"mingzhang/source/html"
)

// missing is a set of files that lacks tables.
func missing(files ...string) *audit.Set {
	p, _ := profile.ByID("mof-2021")
	return &audit.Set{Entity: "示例镇", Year: 2021, Kind: budget.BudgetDocument, Files: files, Profile: p, Findings: []audit.Finding{
		{ID: "STR-02-1", Rule: "STR-02", Severity: audit.Fatal, Category: audit.Completeness, Verdict: audit.Disagrees, Title: audit.Words{ZH: "缺少9张公开表", EN: "9 tables are missing"}}}}
}

func textOf(t *testing.T, run report.Run, sets []*audit.Set, docs ...*report.Document) string {
	t.Helper()
	var b strings.Builder
	w := report.NewText(&b, run, false)
	for _, d := range docs {
		if err := w.Document(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(sets); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// inOrder checks that the words stand in a text, one behind the other.
func inOrder(t *testing.T, text string, words ...string) {
	t.Helper()
	rest := text
	for _, w := range words {
		i := strings.Index(rest, w)
		if i < 0 {
			t.Fatalf("%q does not stand where it should in:\n%s", w, text)
		}
		rest = rest[i+len(w):]
	}
}

func TestTextShowsTheSetFirst(t *testing.T) {
	d := specimen.Read(t, "a.txt", specimen.Words)
	inOrder(t, textOf(t, specimen.Run("zh"), []*audit.Set{missing("a.txt")}, d), "a.txt", "示例镇 2021年", "致命 STR-02", "整套文件", "缺少9张公开表", "按模板 mof-2021", "--profile", "TXT-08", "合计：致命 1")
	inOrder(t, textOf(t, specimen.Run("en"), []*audit.Set{missing("a.txt")}, d), "fatal STR-02", "whole disclosure", "demanded by the profile mof-2021", "in all: fatal 1")
}

func TestTextOfAFileThatOnlyItsSetAccuses(t *testing.T) {
	d := specimen.Read(t, "a.txt", "示例镇2021年部门预算\n专项资金共10.5万元，包括：防汛物资4.2万元、道路养护6.3万元。\n")
	if got := textOf(t, specimen.Run("zh"), []*audit.Set{missing("a.txt")}, d); strings.Contains(got, "没有这一级别的发现") || !strings.Contains(got, "合计：致命 1") {
		t.Errorf("the report says:\n%s", got)
	}
	if got := textOf(t, specimen.Run("zh"), nil, d); !strings.Contains(got, "没有这一级别的发现") || strings.Contains(got, "合计") {
		t.Errorf("without a finding of the set the report says:\n%s", got)
	}
}

func TestTextCountsTheSets(t *testing.T) {
	clean := "示例镇2021年部门预算\n专项资金共10.5万元，包括：防汛物资4.2万元、道路养护6.3万元。\n"
	a, b := specimen.Read(t, "a.txt", clean), specimen.Read(t, "b.txt", clean)
	// of one file: counted with the file
	got := textOf(t, specimen.Run("zh"), []*audit.Set{missing("a.txt")}, a, b)
	inOrder(t, got, "a.txt", "致命 STR-02", "b.txt", "没有这一级别的发现", "\na.txt       1       0", "\nb.txt       0       0")
	// of two files: a line of its own, first
	got = textOf(t, specimen.Run("zh"), []*audit.Set{missing("a.txt", "b.txt")}, a, b)
	inOrder(t, got, "示例镇 2021年预算 （2份合在一起）", "致命 STR-02", "a.txt", "b.txt", "文件", "（2份合在一起）       1", "a.txt", "0", "b.txt", "0")
	if strings.Count(got, "STR-02-1") != 1 {
		t.Errorf("the finding of the set is not said once:\n%s", got)
	}
}

func TestTextSaysWhatIsHidden(t *testing.T) {
	d := specimen.Read(t, "a.txt", "青溪镇人民政府2024年部门预算\n严格执行财政拔款管理办法。\n")
	inOrder(t, textOf(t, specimen.Run("zh"), nil, d), "另有提示1条没有显示；加 --severity info 就显示")
	run := specimen.Run("zh")
	run.Severity = audit.Info
	if got := textOf(t, run, nil, d); strings.Contains(got, "没有显示") || !strings.Contains(got, "合计：提示 1") {
		t.Errorf("with everything shown the report says:\n%s", got)
	}
}

func TestTextOfADocumentWithoutNumbers(t *testing.T) {
	a, b := specimen.Read(t, "a.txt", "你好\n"), specimen.Read(t, "b.txt", "你好\n")
	got := textOf(t, specimen.Run("zh"), nil, a, b)
	inOrder(t, got, "文中没有数字", "\na.txt", "—")
	if strings.Contains(got, "100.0") || strings.Contains(got, "0/0") {
		t.Errorf("no number is counted as all understood:\n%s", got)
	}
}

func TestTextSaysWhatIsCertain(t *testing.T) {
	got := textOf(t, specimen.Run("zh"), nil, specimen.Read(t, "a.txt", specimen.Words))
	inOrder(t, got, "写明 88.5万元　相加 78.5万元　相差 10.0万元")
	for _, line := range strings.Split(got, "\n") {
		if strings.Contains(line, "应为 78.5") {
			t.Errorf("a sum that fails does not say what should stand there: %s", line)
		}
	}
}

func TestTextSaysTheChance(t *testing.T) {
	d := specimen.Read(t, "a.txt", "你好\n")
	d.Result.Findings = []audit.Finding{{ID: "x-1", Rule: "TXT-08", Severity: audit.Warning, Title: audit.Words{ZH: "甲"}, Chance: "0.0007"},
		{ID: "x-2", Rule: "TXT-08", Severity: audit.Warning, Title: audit.Words{ZH: "乙"}, Waiver: &audit.Waiver{Reason: "看过", Who: "王"}}}
	inOrder(t, textOf(t, specimen.Run("zh"), nil, d), "警告 x-1", "四舍五入碰巧差这么多的可能性：0.0007", "\n\n  已豁免：TXT-08 乙")
}

func TestNotesWithoutParticulars(t *testing.T) {
	doc := &source.Document{Notes: []source.Note{{Code: source.Comment}, {Code: source.HiddenSheet, Text: "旧表"}, {Code: source.Comment}, {Code: source.Comment}, {Code: source.DeletedText}}}
	if got := strings.Join(report.Notes(doc, "zh"), "|"); got != "批注没有读（3处）|隐藏的工作表：旧表|修订中删除的文字按已接受处理" {
		t.Errorf("the notes are %q", got)
	}
}

const page = `<html><head><meta charset="utf-8"></head><body><p>青溪镇人民政府2024年部门预算</p><p>专项资金共10.5万元，包括：防汛物资4.2万元、道路养护3.6万元。</p>` +
	`<table><tr><th>科目</th><th>合计</th><th>基本支出</th><th>项目支出</th></tr><tr><td>办公费</td><td>10.00</td><td>6.00</td><td>3.00</td></tr></table></body></html>`

func TestPlacesOfHTML(t *testing.T) {
	doc, err := html.Read([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	d := specimen.Audited("a.html", []byte(page), doc)
	var cell budget.Place
	for i := range d.Result.Report.Figures {
		if f := &d.Result.Report.Figures[i]; f.Amount.Text == "3.00" {
			cell = f.Place
		}
	}
	if got := d.Where(cell, "zh"); got != "表1第2行第4列" {
		t.Errorf("the cell stands at %q", got)
	}
	if text, start, end := d.Quote(cell, 20); text != "办公费 | 项目支出 | 3.00" || text[start:end] != "3.00" {
		t.Errorf("the cell is quoted as %q, marked %q", text, text[start:end])
	}
	if got := textOf(t, specimen.Run("zh"), nil, d); !strings.Contains(got, "不符  第1行第79字") {
		t.Errorf("a sentence of a page of one line has no place of its own:\n%s", got)
	}
}

func TestPlacesOfWord(t *testing.T) {
	d := &report.Document{Format: source.DOCX, Result: &audit.Result{Report: &budget.Report{}}}
	p := budget.Place{Location: source.Location{Part: "document", Paragraph: 5}, Text: "2024年支出预算比2023年预算增加86.45万元"}
	if got := d.Where(p, "zh"); got != "第5段“2024年支出预算比20…”" {
		t.Errorf("the paragraph stands at %q; Word shows no numbers, it is found by its words", got)
	}
}

func TestFindingsOfAWorkbookInTheOrderOfItsSheets(t *testing.T) {
	at := func(sheet, cell string, row int) audit.Finding {
		return audit.Finding{ID: sheet + cell, Place: budget.Place{Location: source.Location{Sheet: sheet, Cell: cell, Row: row}}}
	}
	grid := func(name string) source.Block {
		return source.Block{Grid: &source.Grid{Name: name, Place: source.Location{Sheet: name}}}
	}
	d := &report.Document{Format: source.XLSX, Source: &source.Document{Blocks: []source.Block{grid("说明"), grid("收支总表")}},
		Result: &audit.Result{Report: &budget.Report{}, Findings: []audit.Finding{at("说明", "A5", 5), at("收支总表", "B7", 7), at("说明", "A10", 10)}}}
	var got []string
	for _, f := range d.Ordered() {
		got = append(got, f.ID)
	}
	if strings.Join(got, " ") != "说明A5 说明A10 收支总表B7" {
		t.Errorf("the order is %v", got)
	}
}

// many is a document of many findings.
func many(name string, n int) *report.Document {
	res := &audit.Result{Report: &budget.Report{Entity: "大镇"}}
	for i := 0; i < n; i++ {
		res.Findings = append(res.Findings, audit.Finding{ID: fmt.Sprintf("CLM-SUM-%d", i), Rule: "CLM-SUM", Severity: audit.Error, Title: audit.Words{ZH: strings.Repeat("相加不等", 100)}})
	}
	return &report.Document{File: name, Source: &source.Document{}, Result: res}
}

// counting counts what was written before the end.
type counting struct{ n int }

func (c *counting) Write(b []byte) (int, error) { c.n += len(b); return len(b), nil }

func TestTextOfALargeBatchIsNotHeld(t *testing.T) {
	var c counting
	var b strings.Builder
	w := report.NewText(io.MultiWriter(&c, &b), specimen.Run("zh"), false)
	for i := 0; i < 20; i++ {
		if err := w.Document(many(fmt.Sprint(i, ".txt"), 300)); err != nil {
			t.Fatal(err)
		}
	}
	if c.n == 0 {
		t.Error("the whole report is held in memory")
	}
	if err := w.Close([]*audit.Set{missing("0.txt"), missing("1.txt", "2.txt")}); err != nil {
		t.Fatal(err)
	}
	inOrder(t, b.String(), "\n19.txt", "示例镇 2021年预算\n", "缺少9张公开表", "（2份合在一起）", "缺少9张公开表", "文件", "0.txt", "1     300")
	for i := 0; i < 20; i++ {
		if n := strings.Count(b.String(), fmt.Sprintf("\n%d.txt\n", i)) + strings.Count(b.String()[:10], fmt.Sprintf("%d.txt\n", i)); n < 1 {
			t.Errorf("file %d is not in the report", i)
		}
	}
}

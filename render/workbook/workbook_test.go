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

func TestWorkbookOfASet(t *testing.T) {
	set := &audit.Set{Files: []string{"a.txt", "b.txt"}, Findings: []audit.Finding{{ID: "STR-02-1", Rule: "STR-02", Severity: audit.Fatal, Title: audit.Words{ZH: "缺少9张公开表"}}}}
	f, _ := made(t, []*audit.Set{set})
	if got, _ := f.GetCellValue("发现", "E2"); got != "缺少9张公开表" {
		t.Errorf("the finding of the set is %q", got)
	}
}

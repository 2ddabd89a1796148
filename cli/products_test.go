package cli

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const disclosure = `示例镇2021年部门预算信息公开情况说明
一、部门预算安排的总体情况
2021年预算收入1200.5万元，其中：一般公共预算拨款1000.5万元，政府性基金预算拨款200万元。
二、机关运行经费安排情况
我部门机关运行经费共计安排88.5万元：包括办公费20万元、电费10万元、邮电费11万元、差旅费12.5万元、维修（护）费14万元、培训费10万元。
`

// shell runs the program and returns its exit code and what it said.
func shell(t *testing.T, args ...string) (code int, out, errOut string) {
	t.Helper()
	t.Setenv("LC_ALL", "zh_CN.UTF-8")
	var o, e bytes.Buffer
	code = Main(args, strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

func put(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func get(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestOnePage(t *testing.T) {
	dir := t.TempDir()
	in, out := put(t, filepath.Join(dir, "预算.txt"), disclosure), filepath.Join(dir, "报告.html")
	code, _, said := shell(t, "audit", "--format", "html", "--out", out, in)
	if code != exitFindings {
		t.Fatalf("exit code %d, want %d: %s", code, exitFindings, said)
	}
	page := get(t, out)
	if !strings.HasPrefix(page, "<!doctype html>") || !strings.Contains(page, "6项相加是77.5万元，写明的合计是88.5万元") {
		t.Error("the page does not show the failed sum")
	}
}

func TestSeveralPagesNeedAFolder(t *testing.T) {
	dir := t.TempDir()
	a, b := put(t, filepath.Join(dir, "in", "a.txt"), disclosure), put(t, filepath.Join(dir, "in", "b.txt"), disclosure)
	code, out, said := shell(t, "audit", "--format", "html", a, b)
	if code != exitUsage || out != "" || strings.Count(said, "\n") != 1 || !strings.Contains(said, "--out") {
		t.Errorf("two pages to standard output: code %d, %d bytes, %q", code, len(out), said)
	}
	code, _, said = shell(t, "audit", "--format", "html", "--out", filepath.Join(dir, "x.html"), a, b)
	if code != exitUsage || !strings.Contains(said, "文件夹") {
		t.Errorf("two pages to one file: code %d, %q", code, said)
	}
	if _, err := os.Stat(filepath.Join(dir, "x.html")); err == nil {
		t.Error("an empty page was left behind")
	}
}

func TestPagesInAFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "in", "甲", "预算.txt"), disclosure)
	put(t, filepath.Join(dir, "in", "乙", "预算.txt"), disclosure)
	put(t, filepath.Join(dir, "in", "坏.docx"), "PK\x03\x04 cut off")
	out := filepath.Join(dir, "out") + string(filepath.Separator)
	code, _, said := shell(t, "audit", "--format", "html", "--out", out, filepath.Join(dir, "in"))
	if code != exitUnread || !strings.Contains(said, "坏.docx") {
		t.Errorf("exit code %d, want %d: %q", code, exitUnread, said)
	}
	list, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	if got := strings.Join(names, " "); got != "index.html 预算.txt-2.html 预算.txt.html" {
		t.Errorf("the folder holds %s", got)
	}
	index := get(t, filepath.Join(out, "index.html"))
	for _, want := range []string{"坏.docx", "读不了", "3份文件的审核"} {
		if !strings.Contains(index, want) {
			t.Errorf("the index lacks %q", want)
		}
	}
	if !strings.Contains(get(t, filepath.Join(out, "预算.txt.html")), `href="index.html"`) {
		t.Error("a page does not lead back to the index")
	}
}

func TestSARIFAndWorkbookFiles(t *testing.T) {
	dir := t.TempDir()
	in := put(t, filepath.Join(dir, "预算.txt"), disclosure)
	_, out, _ := shell(t, "audit", "--format", "sarif", in)
	var log map[string]any
	if err := json.Unmarshal([]byte(out), &log); err != nil || log["version"] != "2.1.0" {
		t.Errorf("sarif: %v, version %v", err, log["version"])
	}
	book := filepath.Join(dir, "结果.xlsx")
	if code, _, said := shell(t, "audit", "--format", "xlsx", "--out", book, in); code != exitFindings {
		t.Fatalf("xlsx: exit code %d: %s", code, said)
	}
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if rows, err := f.GetRows("发现"); err != nil || len(rows) < 2 {
		t.Errorf("the workbook has %d rows of findings: %v", len(rows), err)
	}
}

func TestNoWorkbookOnTheScreen(t *testing.T) {
	a := &app{lang: "zh"}
	list := []input{{name: "a.txt", path: "a.txt"}}
	if _, err := a.target("xlsx", "", list, true); err == nil || !strings.Contains(err.Error(), "--out 报告.xlsx") {
		t.Errorf("a terminal is not refused with a way out: %v", err)
	}
	if _, err := a.target("xlsx", "", list, false); err != nil {
		t.Errorf("a pipe is refused: %v", err)
	}
}

// sheetFile writes a workbook with a table whose total is wrong.
func sheetFile(t *testing.T, path string) string {
	t.Helper()
	f := excelize.NewFile()
	rows := [][]any{{"示例镇2021年部门预算支出总表"}, {"单位：万元"}, {"科目编码", "科目名称", "合计", "基本支出", "项目支出"},
		{"201", "一般公共服务支出", 30.5, 10.5, 20}, {"213", "农林水支出", 40.5, 20.25, 20.25}, {"", "合计", 72.0, 30.75, 40.25}}
	for i, r := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow("Sheet1", cell, &r); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnnotatedCopies(t *testing.T) {
	dir := t.TempDir()
	in := sheetFile(t, filepath.Join(dir, "in", "预算.xlsx"))
	before := get(t, in)
	code, _, said := shell(t, "audit", "--annotate", in)
	if code != exitFindings {
		t.Fatalf("exit code %d: %s", code, said)
	}
	copied := filepath.Join(dir, "in", "预算.audited.xlsx")
	f, err := excelize.OpenFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if list, err := f.GetComments("Sheet1"); err != nil || len(list) == 0 {
		t.Errorf("the copy has %d comments: %v", len(list), err)
	}
	if get(t, in) != before {
		t.Error("the original was changed")
	}
	out := filepath.Join(dir, "out") + string(filepath.Separator)
	if code, _, said := shell(t, "audit", "--annotate", "--format", "html", "--out", out, in); code != exitFindings {
		t.Fatalf("exit code %d: %s", code, said)
	}
	if _, err := os.Stat(filepath.Join(out, "预算.audited.xlsx")); err != nil {
		t.Error("the copy does not stand in the folder of --out")
	}
}

func TestNoCopiesFromArchives(t *testing.T) {
	dir := t.TempDir()
	in := sheetFile(t, filepath.Join(dir, "x", "预算.xlsx"))
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("预算.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, get(t, in)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	arch := put(t, filepath.Join(dir, "a.zip"), b.String())
	shell(t, "audit", "--annotate", arch)
	err = filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if strings.Contains(path, ".audited.") {
			t.Errorf("%s was written", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSchemaCommand(t *testing.T) {
	code, out, _ := shell(t, "schema", "audit")
	var v map[string]any
	if err := json.Unmarshal([]byte(out), &v); code != exitOK || err != nil || v["title"] != "mingzhang.audit/1" {
		t.Errorf("schema audit: code %d, %v", code, err)
	}
	for _, args := range [][]string{{"schema"}, {"schema", "nothing"}} {
		if code, out, said := shell(t, args...); code != exitUsage || out != "" || !strings.Contains(said, "audit") {
			t.Errorf("%v: code %d, said %q; want a mistake in the call that names audit", args, code, said)
		}
	}
}

package report_test

import (
	"bytes"
	"testing"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/render/report"
	"mingzhang/source"
)

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		"青溪镇\u3000预算（草案）.docx":   "青溪镇\u3000预算（草案）.docx",
		"x\x1b[31mRED\x07.docx":  `x\x1b[31mRED\x07.docx`,
		"a\nb\r\tc":              `a\nb\r c`,
		"\u009b31m\u2028":        `\u009b31m\u2028`,
		"a\u202excod.exe\u2069b": `a\u202excod.exe\u2069b`,
		"\xff预\xe9":              `\xff预\xe9`,
		"\uFFFD":                 "\uFFFD",
	} {
		if got := report.Visible(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestTextShowsWhatATerminalWouldObey(t *testing.T) {
	evil := "\x1b]0;t\x07\u202e\u009b\xff\r"
	place := budget.Place{Text: evil + "11万元\nx", Mark: [2]int{0, 1}, Location: source.Location{Sheet: evil, Cell: "A1", Part: evil}}
	f := audit.Finding{Rule: "CLM-SUM", ID: evil, Severity: audit.Error, Title: audit.Words{ZH: evil}, Message: audit.Words{ZH: evil + "\n"}, Place: place, Places: []budget.Place{place},
		Stated: evil, Expected: evil, Difference: evil, Figures: []int{0}, Arithmetic: []audit.Step{{Value: evil, Figure: 0}, {Value: evil, Figure: 0}, {Sign: '=', Value: evil, Figure: 0}},
		Repairs: []audit.Repair{{Note: audit.Words{ZH: evil}}}, Attached: []audit.Attached{{Rule: evil, Message: audit.Words{ZH: evil}}}}
	waived := f
	waived.Waiver = &audit.Waiver{Reason: evil, Who: evil}
	rep := &budget.Report{Entity: evil, Year: 2024, Figures: []budget.Figure{{Label: evil, Place: place}}}
	doc := &report.Document{File: "a" + evil + "\nb", Format: source.XLSX, Source: &source.Document{Notes: []source.Note{{Code: source.HiddenSheet, Text: evil, Place: place.Location}}}, Result: &audit.Result{Report: rep, Findings: []audit.Finding{f, waived}}}
	set := &audit.Set{Entity: evil, Year: 2024, Files: []string{doc.File, "c"}, Findings: []audit.Finding{f}}
	var out bytes.Buffer
	text := report.NewText(&out, report.Run{Lang: "zh"}, false)
	for _, err := range []error{text.Document(doc), text.Document(&report.Document{File: evil, Err: source.ErrEmpty}), text.Close([]*audit.Set{set})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, line := range bytes.Split(out.Bytes(), []byte("\n")) {
		if got := report.Visible(string(line)); got != string(line) {
			t.Errorf("line %d reaches the terminal as %q", i+1, line)
		}
	}
	if !bytes.Contains(out.Bytes(), []byte(`a\x1b]0;t\x07\u202e\u009b\xff\r\nb`)) {
		t.Errorf("the name is not shown: %s", out.Bytes())
	}
}

func TestEscapeKeepsTheOrderOfThePage(t *testing.T) {
	if got := report.Escape("a\u202eb\u2066c\u2069"); got != "a\uFFFDb\uFFFDc\uFFFD" {
		t.Errorf("got %q", got)
	}
}

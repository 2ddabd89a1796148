package exchange_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/internal/specimen"
	"mingzhang/profile"
	"mingzhang/render/exchange"
	"mingzhang/render/report"
	"mingzhang/source"
)

type sarifLog struct {
	Schema  string `json:"$schema"`
	Version string
	Runs    []struct {
		Tool struct {
			Driver struct {
				Name  string
				Rules []struct {
					ID                   string
					ShortDescription     struct{ Text string }
					Help                 struct{ Text string }
					DefaultConfiguration struct{ Level string }
				}
			}
		}
		ColumnKind string
		Results    []struct {
			RuleID    string
			RuleIndex *int
			Level     string
			Message   struct{ Text string }
			Locations []struct {
				PhysicalLocation struct {
					ArtifactLocation struct{ URI string }
					Region           *struct{ StartLine, StartColumn, EndColumn int }
				}
				LogicalLocations []struct{ FullyQualifiedName, Kind string }
			}
			PartialFingerprints map[string]string
			Suppressions        []struct{ Kind, Justification string }
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct {
				Level   string
				Message struct{ Text string }
			}
		}
		Artifacts []struct {
			Location struct{ URI string }
			Hashes   map[string]string
		}
	}
}

func sarif(t *testing.T, sets []*audit.Set, docs ...*report.Document) sarifLog {
	t.Helper()
	var b strings.Builder
	s := exchange.NewSARIF(&b, specimen.Run("zh"))
	for _, d := range docs {
		if err := s.Document(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(sets); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatalf("not JSON: %v", err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("version %q with %d runs", log.Version, len(log.Runs))
	}
	return log
}

func TestSARIFHoldsAllFindings(t *testing.T) {
	d := specimen.Read(t, "部门 1/示例.txt", specimen.Words)
	d.Result.Findings[0].Waiver = &audit.Waiver{Reason: "已核实", Who: "甲"}
	r := sarif(t, nil, d).Runs[0]
	if len(r.Results) != len(d.Result.Findings) {
		t.Fatalf("%d results, want all %d findings", len(r.Results), len(d.Result.Findings))
	}
	if len(r.Tool.Driver.Rules) != len(audit.Rules()) {
		t.Errorf("%d rules, want the whole catalogue of %d", len(r.Tool.Driver.Rules), len(audit.Rules()))
	}
	for _, x := range r.Tool.Driver.Rules {
		if x.ShortDescription.Text == "" || x.Help.Text == "" || x.DefaultConfiguration.Level == "" {
			t.Errorf("rule %s lacks its words or level", x.ID)
		}
	}
	levels := map[audit.Severity]string{audit.Info: "note", audit.Warning: "warning", audit.Error: "error", audit.Fatal: "error"}
	for i, x := range r.Results {
		f := &d.Result.Findings[i]
		if x.RuleID != f.Rule || x.Level != levels[f.Severity] || x.PartialFingerprints["mingzhang/v1"] != f.ID {
			t.Errorf("result %d is %s %s %v, want %s %s %s", i, x.RuleID, x.Level, x.PartialFingerprints, f.Rule, levels[f.Severity], f.ID)
		}
		if x.RuleIndex == nil || r.Tool.Driver.Rules[*x.RuleIndex].ID != f.Rule {
			t.Errorf("result %d points to another rule", i)
		}
		region := x.Locations[0].PhysicalLocation.Region
		if region == nil || region.StartLine != f.Place.Line || region.StartColumn != f.Place.Column {
			t.Errorf("result %d stands at %v, want line %d column %d", i, region, f.Place.Line, f.Place.Column)
		}
	}
	if s := r.Results[0].Suppressions; len(s) != 1 || s[0].Kind != "external" || !strings.Contains(s[0].Justification, "已核实") {
		t.Errorf("the waived finding has the suppressions %v", s)
	}
	uri := r.Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI
	if u, err := url.Parse(uri); err != nil || u.Path != "部门 1/示例.txt" || strings.Contains(uri, " ") {
		t.Errorf("artifact %q is no percent-encoded address", uri)
	}
	if r.Artifacts[0].Hashes["sha-256"] != d.SHA256 {
		t.Error("the artifact lacks its hash")
	}
}

func TestSARIFPlacesWithoutLines(t *testing.T) {
	places := []budget.Place{
		{Location: source.Location{Sheet: "表1", Cell: "B7"}, Text: "12"},
		{Location: source.Location{Part: "document", Paragraph: 9}, Text: "十二"},
		{Location: source.Location{Part: "header1", Paragraph: 2}, Text: "十二"},
		{Location: source.Location{Part: "document", Paragraph: 9, Table: "2", Row: 3, Col: 4}, Text: "12"},
		{Location: source.Location{Page: 3, Line: 5}, Text: "12"},
	}
	want := []string{"cell 表1!B7", "paragraph ¶9", "paragraph header1 ¶2", "table-cell table 2, row 3, column 4", "page p3:5"}
	res := &audit.Result{Report: &budget.Report{}}
	for i, p := range places {
		res.Findings = append(res.Findings, audit.Finding{ID: fmt.Sprint(i), Rule: "CLM-SUM", Place: p})
	}
	d := &report.Document{File: "x.xlsx", Format: source.XLSX, Source: &source.Document{}, Result: res}
	for i, x := range sarif(t, nil, d).Runs[0].Results {
		l := x.Locations[0].LogicalLocations
		if len(l) != 1 || l[0].Kind+" "+l[0].FullyQualifiedName != want[i] {
			t.Errorf("place %d is %v, want %s", i, l, want[i])
		}
		if x.Locations[0].PhysicalLocation.Region != nil {
			t.Errorf("place %d claims a line of the file", i)
		}
	}
}

func TestSARIFOfUnreadFilesAndSets(t *testing.T) {
	set := &audit.Set{Files: []string{"a.txt"}, Findings: []audit.Finding{{ID: "STR-02-1", Rule: "STR-02", Severity: audit.Fatal, Title: audit.Words{ZH: "缺表"}}}}
	r := sarif(t, []*audit.Set{set}, &report.Document{File: `C:\公开\坏.docx`, Err: source.ErrDamaged}).Runs[0]
	n := r.Invocations[0].ToolExecutionNotifications
	if r.Invocations[0].ExecutionSuccessful || len(n) != 1 || n[0].Level != "error" || !strings.Contains(n[0].Message.Text, "损坏") {
		t.Errorf("the unread file gives %+v", r.Invocations)
	}
	if got := r.Artifacts[0].Location.URI; !strings.HasPrefix(got, "file:///C:/") {
		t.Errorf("a Windows path becomes %q", got)
	}
	if len(r.Results) != 1 || r.Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI != "a.txt" {
		t.Errorf("the finding of the set is %+v", r.Results)
	}
}

func TestSARIFOfNothing(t *testing.T) {
	if r := sarif(t, nil).Runs[0]; r.Results == nil || len(r.Results) != 0 {
		t.Errorf("results of an empty run are %v, want an empty list", r.Results)
	}
}

func TestSARIFMessagesHoldTheRepairs(t *testing.T) {
	d := specimen.Read(t, "a.txt", specimen.Words)
	d.Result.Findings = append(d.Result.Findings, audit.Finding{ID: "bare", Rule: "CLM-SUM", Message: audit.Words{ZH: "等式不成立，不能说明是哪一项有误；怎样改正见下。"}})
	for i, x := range sarif(t, nil, d).Runs[0].Results {
		repairs := strings.Contains(x.Message.Text, "\n1. ")
		if want := len(d.Result.Findings[i].Repairs) > 0; repairs != want || strings.Contains(x.Message.Text, "见下") && !want {
			t.Errorf("the message promises what does not follow: %q", x.Message.Text)
		}
	}
}

func TestSARIFNamesTheProfileOfASet(t *testing.T) {
	p, _ := profile.ByID("mof-2021")
	set := &audit.Set{Files: []string{"a.txt"}, Profile: p, Findings: []audit.Finding{{ID: "x", Rule: "STR-02", Title: audit.Words{ZH: "缺少9张公开表"}, Message: audit.Words{ZH: "空表也要列出。"}}}}
	r := sarif(t, []*audit.Set{set}).Runs[0].Results
	if len(r) != 1 || !strings.HasPrefix(r[0].Message.Text, "缺少9张公开表。空表也要列出。按模板 mof-2021") {
		t.Errorf("the results are %+v", r)
	}
	if set.Findings[0].Message.ZH != "空表也要列出。" {
		t.Error("the finding of the set was changed")
	}
}

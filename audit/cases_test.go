package audit_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/interpret"
	"mingzhang/source/text"
)

// A rule's case is a txtar file with a document.txt and a want.txt, and, where the rule needs them, a
// prior.txt, a year.txt and children/*.txt. A line of want.txt is one of
//
//	TXT-08 error 12     a finding of the rule, at the severity, on the line
//	TXT-08 error        the same on any line
//	not TXT-08          no finding of the rule
//	check TXT-08 agrees a check of the rule with the verdict
//	set                 the document is audited as a set of one file too
//
// A file agrees*.txtar must say that its rule is not found, disagrees*.txtar that it is.

func parseText(t *testing.T, data []byte, hints interpret.Hints) *budget.Report {
	t.Helper()
	doc, err := text.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return interpret.Document(doc, hints)
}

// auditCase audits the documents of a case and returns checks and findings, those of the set included.
func auditCase(t *testing.T, a *txtar.Archive) ([]audit.Check, []audit.Finding) {
	t.Helper()
	var hints interpret.Hints
	var opt audit.Options
	var document []byte
	set := false
	for _, f := range a.Files {
		switch {
		case f.Name == "document.txt":
			document = f.Data
		case f.Name == "year.txt":
			hints.Year, _ = strconv.Atoi(strings.TrimSpace(string(f.Data)))
		case f.Name == "prior.txt":
			opt.Prior = parseText(t, f.Data, interpret.Hints{})
		case strings.HasPrefix(f.Name, "children/"):
			opt.Children = append(opt.Children, parseText(t, f.Data, interpret.Hints{}))
		case f.Name == "want.txt":
			set = strings.HasPrefix(string(f.Data), "set\n") || strings.Contains(string(f.Data), "\nset\n")
		default:
			t.Fatalf("%s is no part of a case", f.Name)
		}
	}
	rep := parseText(t, document, hints)
	r := audit.Run(rep, opt)
	found := r.Findings
	if set {
		s := audit.Set{ID: "s1", Entity: rep.Entity, Year: rep.Year, Kind: rep.Kind}
		s.Add("document.txt", rep)
		s.Check()
		found = append(found, s.Findings...)
	}
	return r.Checks, found
}

// lines are the lines on which a finding stands; attached rules speak through the finding they joined.
func lines(f *audit.Finding) []int {
	out := []int{f.Place.Line}
	for _, p := range f.Places {
		out = append(out, p.Line)
	}
	return out
}

func describe(found []audit.Finding) string {
	var b strings.Builder
	for i := range found {
		f := &found[i]
		fmt.Fprintf(&b, "\n  %s %s %d %s (%s, expected %s)", f.Rule, f.Severity, f.Place.Line, f.Title.ZH, f.Stated, f.Expected)
	}
	return b.String()
}

func hasFinding(found []audit.Finding, rule, severity string, line int) bool {
	for i := range found {
		f := &found[i]
		if f.Rule != rule || severity != "" && f.Severity.String() != severity {
			continue
		}
		if line == 0 {
			return true
		}
		for _, l := range lines(f) {
			if l == line {
				return true
			}
		}
	}
	return false
}

func hasCheck(checks []audit.Check, rule, verdict string) bool {
	for i := range checks {
		if checks[i].Rule == rule && string(checks[i].Verdict) == verdict {
			return true
		}
	}
	return false
}

// expect compares one line of want.txt with what was found.
func expect(t *testing.T, want string, checks []audit.Check, found []audit.Finding) {
	t.Helper()
	w := strings.Fields(want)
	switch {
	case len(w) == 0, w[0] == "set":
	case w[0] == "not" && len(w) == 2:
		if hasFinding(found, w[1], "", 0) {
			t.Errorf("%s is found:%s", w[1], describe(found))
		}
	case w[0] == "check" && len(w) == 3:
		if !hasCheck(checks, w[1], w[2]) {
			var got []string
			for _, c := range checks {
				got = append(got, c.Rule+"="+string(c.Verdict))
			}
			t.Errorf("no check of %s with verdict %s; checks: %s", w[1], w[2], strings.Join(got, " "))
		}
	case len(w) == 2 || len(w) == 3:
		line := 0
		if len(w) == 3 {
			line, _ = strconv.Atoi(w[2])
		}
		if _, ok := audit.ParseSeverity(w[1]); !ok {
			t.Fatalf("want.txt: %q: no such severity", want)
		}
		if !hasFinding(found, w[0], w[1], line) {
			t.Errorf("%q is not found; findings:%s", want, describe(found))
		}
	default:
		t.Fatalf("want.txt: %q is not understood", want)
	}
}

func TestRules(t *testing.T) {
	names, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases in audit/testdata", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(name), "testdata/"), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			checks, found := auditCase(t, a)
			rule := filepath.Base(filepath.Dir(name))
			said := false
			for _, f := range a.Files {
				if f.Name != "want.txt" {
					continue
				}
				for _, line := range strings.Split(string(f.Data), "\n") {
					expect(t, line, checks, found)
					said = said || strings.HasPrefix(filepath.Base(name), "agrees") && line == "not "+rule ||
						strings.HasPrefix(filepath.Base(name), "disagrees") && strings.HasPrefix(line, rule+" ")
				}
			}
			if !said {
				t.Errorf("want.txt says nothing about %s", rule)
			}
		})
	}
}

// silent are the rules that report nothing of their own, with the reason. A rule that begins to speak
// gets its cases and leaves the list.
var silent = map[string]string{
	"CLM-SAME":  "TXT-14 covers the same figures",
	"CLM-SHARE": "TXT-13 covers every share",
	"SUM-T4-01": "BAL- and SUM-T4-02 compare the same figures",
}

// TestEveryRuleHasCases holds every rule to an agreeing and a disagreeing document.
func TestEveryRuleHasCases(t *testing.T) {
	var missing []string
	for _, r := range audit.Rules() {
		for _, kind := range [...]string{"agrees", "disagrees"} {
			_, err := os.Stat(filepath.Join("testdata", r.ID, kind+".txtar"))
			switch {
			case err != nil && silent[r.ID] == "":
				missing = append(missing, r.ID+"/"+kind+".txtar")
			case err == nil && silent[r.ID] != "":
				t.Errorf("%s has cases now: take it off the list of silent rules", r.ID)
			}
		}
	}
	sort.Strings(missing)
	if len(missing) > 0 {
		t.Errorf("rules without a case: %s", strings.Join(missing, " "))
	}
	for id := range silent {
		if _, ok := audit.RuleByID(id); !ok {
			t.Errorf("%s is on the list of silent rules and is no rule", id)
		}
	}
}

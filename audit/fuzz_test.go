package audit_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"mingzhang/audit"
	"mingzhang/interpret"
	"mingzhang/source/text"
)

// FuzzDocument audits arbitrary text with the cases of all rules as seeds: it never panics, and every
// check and finding speaks of figures that are there.
func FuzzDocument(f *testing.F) {
	names, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(a.Files[0].Data)
	}
	if data, err := os.ReadFile("../examples/2024年部门预算.txt"); err == nil {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const most = 64 << 10
		if len(data) > most {
			return
		}
		doc, err := text.Read(data)
		if err != nil {
			return
		}
		r := audit.Run(interpret.Document(doc, interpret.Hints{}), audit.Options{})
		ids := map[string]bool{}
		for i := range r.Findings {
			x := &r.Findings[i]
			if _, ok := audit.RuleByID(x.Rule); !ok || x.Title.ZH == "" || x.Title.EN == "" || x.ID == "" {
				t.Fatalf("finding without rule, title or id: %+v", x)
			}
			if m := x.Place.Mark; m[0] < 0 || m[1] < m[0] || m[1] > len(x.Place.Text) {
				t.Fatalf("%s: the mark %v lies outside of %q", x.Rule, m, x.Place.Text)
			}
			ids[x.ID] = true
		}
		for i := range r.Checks {
			for _, k := range r.Checks[i].Figures {
				if k < 0 || k >= len(r.Report.Figures) {
					t.Fatalf("a check of %s speaks of figure %d of %d", r.Checks[i].Rule, k, len(r.Report.Figures))
				}
			}
		}
	})
}

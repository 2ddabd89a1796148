package audit

import (
	"fmt"
	"strings"

	"mingzhang/budget"
	"mingzhang/profile"
)

// Set is the files of one disclosure: the same entity, year and kind (一套公开文件).
type Set struct {
	ID       string
	Entity   string
	Year     int
	Kind     budget.DocumentKind
	Files    []string
	Findings []Finding
	full     bool
	forms    map[budget.FormID]bool
	first    budget.Place
	words    string
	// Profile is what the set is held against; nil lets its words choose.
	Profile *profile.Profile
}

// Add notes what a document brings to the set. It keeps nothing of the report.
func (set *Set) Add(file string, r *budget.Report) {
	set.Files = append(set.Files, file)
	if set.forms == nil {
		set.forms = map[budget.FormID]bool{}
	}
	for i := range r.Forms {
		set.forms[r.Forms[i].ID] = true
	}
	if r.Full && !set.full {
		set.full = true
		for i := range r.Passages {
			p := &r.Passages[i]
			if p.Table < 0 && p.Text != "" && set.first.Text == "" {
				set.first = p.Place(0, len(p.Text))
				// a part of the document's text would keep all of it
				set.first.Text, set.first.Sheet = strings.Clone(set.first.Text), strings.Clone(set.first.Sheet)
			}
			const enough = 4000
			if len(set.words) < enough {
				set.words += strings.Clone(p.Text)
			}
		}
	}
}

// Check runs what only a set can show: missing tables.
func (set *Set) Check() {
	if !set.full {
		return
	}
	kind := "budget"
	if set.Kind == budget.FinalDocument {
		kind = "final"
	}
	if set.Profile == nil || set.Profile.Kind != kind {
		set.Profile = profile.Select(kind, set.Year, set.words+set.Entity)
	}
	want := set.Profile.Required()
	var missing []string
	for _, t := range want {
		id := budget.FormID(t.Form)
		if !set.forms[id] && !(kind == "final" && set.forms[twin(id)]) {
			missing = append(missing, t.Title)
		}
	}
	if len(missing) == 0 {
		return
	}
	f := Finding{Rule: "STR-02", Severity: Fatal, Category: Completeness, Verdict: Disagrees, Place: set.first,
		Stated: fmt.Sprintf("%d张", len(want)-len(missing)), Expected: fmt.Sprintf("%d张", len(want)),
		Title:   Words{fmt.Sprintf("缺少%d张公开表：%s", len(missing), strings.Join(missing, "、")), fmt.Sprintf("%d disclosure tables are missing: %s", len(missing), strings.Join(missing, ", "))},
		Message: Words{"没有数的表也要列出空表并说明。", "A table without figures is still printed empty with a note."}}
	f.ID = findingID(&f, nil)
	set.Findings = append(set.Findings, f)
}

// twin maps a table of final accounts to that of the budget: F3 to T3.
func twin(id budget.FormID) budget.FormID { return "T" + id[1:] }

package audit

import (
	"fmt"
	"slices"
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
	forms    []budget.FormID
	first    budget.Place
	fitting  map[string]*profile.Profile // by kind, what the words of the first whole document choose
	// Profile is what the set is held against; nil lets its words choose.
	Profile *profile.Profile
}

// Add notes what a document brings to the set. It keeps nothing of the report.
func (set *Set) Add(file string, r *budget.Report) {
	set.Files = append(set.Files, file)
	for i := range r.Forms {
		if id := r.Forms[i].ID; !slices.Contains(set.forms, id) {
			set.forms = append(set.forms, id)
		}
	}
	if r.Full && !set.full {
		set.full = true
		var words strings.Builder
		for i := range r.Passages {
			p := &r.Passages[i]
			if p.Table < 0 && p.Text != "" && set.first.Text == "" {
				set.first = p.Place(0, len(p.Text))
				// a part of the document's text would keep all of it
				set.first.Text, set.first.Sheet = strings.Clone(set.first.Text), strings.Clone(set.first.Sheet)
			}
			const enough = 4000
			if words.Len() < enough {
				words.WriteString(p.Text)
			}
		}
		words.WriteString(set.Entity)
		set.fitting = map[string]*profile.Profile{}
		for _, kind := range [...]string{"budget", "final"} { // which of them it is the files that follow may still change
			set.fitting[kind] = profile.Select(kind, set.Year, words.String())
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
		set.Profile = set.fitting[kind]
	}
	want := set.Profile.Required()
	var missing []string
	for _, t := range want {
		id := budget.FormID(t.Form)
		if !slices.Contains(set.forms, id) && !(kind == "final" && slices.Contains(set.forms, twin(id))) {
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

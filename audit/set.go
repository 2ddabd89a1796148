package audit

import (
	"fmt"
	"strings"

	"mingzhang/budget"
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
			if p := &r.Passages[i]; p.Table < 0 && p.Text != "" {
				set.first = p.Place(0, len(p.Text))
				break
			}
		}
	}
}

// budgetForms are the tables that the usual catalogues ask of a budget, finalForms of final accounts.
var budgetForms = [...]budget.FormID{budget.T1, budget.T2, budget.T3, budget.T4, budget.T5, budget.T6, budget.T7, budget.T8, budget.T9}

var finalForms = [...]budget.FormID{budget.F1, budget.F2, budget.F3, budget.F4, budget.F5, budget.F6, budget.F7, budget.F8, budget.F9}

// Check runs what only a set can show: missing tables.
func (set *Set) Check() {
	if !set.full {
		return
	}
	want := budgetForms[:]
	if set.Kind == budget.FinalDocument {
		want = finalForms[:]
	}
	var missing []string
	for _, id := range want {
		if !set.forms[id] && !(set.Kind == budget.FinalDocument && set.forms[twin(id)]) {
			missing = append(missing, formNames[id])
		}
	}
	// the state capital table came later than the others, and not every template asks for it
	if len(missing) == 0 || len(missing) == 1 && missing[0] == formNames[budget.T9] {
		return
	}
	f := Finding{Rule: "STR-02", Severity: Fatal, Category: Completeness, Verdict: Disagrees, Place: set.first,
		Stated: fmt.Sprintf("%d张", len(want)-len(missing)), Expected: fmt.Sprintf("%d张", len(want)),
		Title:   Words{fmt.Sprintf("缺少%d张公开表：%s", len(missing), strings.Join(missing, "、")), fmt.Sprintf("%d disclosure tables are missing", len(missing))},
		Message: Words{"没有数的表也要列出空表并说明。", "A table without figures is still printed empty with a note."}}
	f.ID = findingID(&f, nil)
	set.Findings = append(set.Findings, f)
}

// twin maps a table of final accounts to that of the budget.
func twin(id budget.FormID) budget.FormID {
	for i := range finalForms {
		if finalForms[i] == id {
			return budgetForms[i]
		}
	}
	return ""
}

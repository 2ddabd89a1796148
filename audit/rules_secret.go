package audit

import (
	"strings"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
)

// Rules on what a document itself marks secret (SEC-01). The audit does not look for words to hide.
func init() {
	register(Rule{ID: "SEC-01", Category: Secrecy, Severity: Fatal, Title: Words{"标涉密的内容已遮盖", "what is marked secret is masked"},
		Basis:   Words{"预算法第十四条：涉及国家秘密的除外", "Budget Law, article 14: state secrets are not published"},
		Example: Words{"“是否涉密”写“是”，金额却写明20万元", "the row is marked secret, its amount is printed"}, check: secretRows})
}

// secretRows looks for rows that are marked secret in a column of their own, 是否涉密 or 密级, and still show amounts
// or words, and for cells that say 涉密： and what it is. The table of duties has a rule of its own (PRF-20).
func secretRows(s *Subject) {
	run := false
	for i := range s.Forms {
		f := &s.Forms[i]
		if f.ID == budget.T13 {
			continue
		}
		mark := -1
		for c := range f.Columns {
			if t := f.Columns[c].Title; has(t, "涉密") || has(t, "密级") {
				mark = c
			}
		}
		said, open := map[int]bool{}, map[int]budget.Place{}
		for k := range f.Grid.Cells {
			x := &f.Grid.Cells[k]
			t := phrase.Squeeze(x.Text)
			if rest, ok := strings.CutPrefix(t, "涉密"); ok && rest != "" && strings.ContainsAny(rest[:min(3, len(rest))], "：:，,") {
				s.openSecret(budget.Place{Location: x.Place, Text: x.Text, Mark: [2]int{0, len(x.Text)}})
				run = true
			}
			if x.Col == mark && secretMark(t) {
				said[x.Row] = true
			}
			if x.Col == mark || x.Col >= len(f.Columns) || t == "" || t == "—" || t == "-" || t == "涉密" || t == "0" {
				continue
			}
			if role := f.Columns[x.Col].Role; (role == budget.ValueColumn || role == budget.TextColumn) && open[x.Row].Text == "" {
				open[x.Row] = budget.Place{Location: x.Place, Text: x.Text, Mark: [2]int{0, len(x.Text)}}
			}
		}
		for r := range f.Rows {
			row := &f.Rows[r]
			if !said[row.Index] {
				continue
			}
			run = true
			if place, ok := open[row.Index]; ok {
				s.openSecret(place)
			} else {
				s.check(Check{Rule: "SEC-01", Claim: -1, Verdict: Agrees, Place: &row.Place[0]})
			}
		}
	}
	if !run {
		s.notRun("SEC-01")
	}
}

func secretMark(t string) bool {
	switch t {
	case "是", "涉密", "秘密", "机密", "绝密":
		return true
	}
	return false
}

func (s *Subject) openSecret(place budget.Place) {
	s.find(Finding{Rule: "SEC-01", Severity: Fatal, Place: place, Stated: place.Text, Expected: "涉密",
		Title:   Words{"标了涉密的一行仍写明内容", "a row marked secret still shows its content"},
		Message: Words{"这一行的金额和内容都应当写“涉密”；公开前请先做保密审查。", "Mask the amounts and the words of the row before it is published."}})
}

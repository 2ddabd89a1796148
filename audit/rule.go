package audit

import (
	"sort"
)

// Rule is one rule of the catalogue (规则).
type Rule struct {
	ID       string
	Category Category
	Severity Severity
	Title    Words
	Basis    Words
	From, To int    // years, 0 for open
	Example  Words  // a worked example
	Since    string // version of the program that brought it
	// check runs the rule; nil for rules whose findings claims or other rules give.
	check func(*Subject)
}

// Version is the version of the rule catalogue.
const Version = "2026.11"

// Rules returns the catalogue in the order of the ids.
func Rules() []Rule {
	out := append([]Rule(nil), catalogue...)
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// RuleByID finds a rule.
func RuleByID(id string) (*Rule, bool) {
	i, ok := ruleIndex[id]
	if !ok {
		return nil, false
	}
	return &catalogue[i], true
}

var (
	catalogue []Rule
	ruleIndex = map[string]int{}
)

// register adds the rules of a family. Ids are never reused; a second one is a programmer's mistake.
func register(rules ...Rule) {
	for _, r := range rules {
		if _, ok := ruleIndex[r.ID]; ok {
			panic("audit: rule " + r.ID + " is registered twice")
		}
		if r.Since == "" {
			r.Since = "0.1"
		}
		ruleIndex[r.ID] = len(catalogue)
		catalogue = append(catalogue, r)
	}
}

// check gives a registered rule of the same file its function, which may speak for its whole family.
func check(id string, f func(*Subject)) { catalogue[ruleIndex[id]].check = f }

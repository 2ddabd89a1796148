// Package score measures the audit against documents whose errors are known (评测): recall, precision
// and false alarms, with confidence intervals, by category; and against mutants, clean documents in
// which one thing was changed in a known way.
//
// It reads bytes and returns numbers; where the documents lie is not its business.
package score

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
)

// Expectation is the expected audit of a document (预期结果).
type Expectation struct {
	File       string  `json:"file"`
	Holds      []Label `json:"holds"`
	Fails      []Label `json:"fails"`
	Borderline []Label `json:"borderline"`
}

// Label is one relation of an Expectation.
type Label struct {
	Kind     string   `json:"kind"`
	Relation string   `json:"relation"`
	Figures  []string `json:"figures"`
	Place    struct {
		Line int    `json:"line"`
		At   string `json:"at"`
	} `json:"place"`
	Stated      string `json:"stated"`
	Computed    string `json:"computed"`
	Grade       string `json:"grade"`
	Explanation string `json:"explanation"`
}

// errNoLabels says that a file is JSON but no expectation.
var errNoLabels = errors.New("none of holds, fails and borderline is a list")

// ParseExpectation reads an expectation. A document without errors says so with empty lists: without any list
// nothing would be measured, and everything would seem right.
func ParseExpectation(data []byte) (*Expectation, error) {
	var e Expectation
	if err := json.Unmarshal(data, &e); err != nil {
		return nil, fmt.Errorf("expectation: %w", err)
	}
	if e.Holds == nil && e.Fails == nil && e.Borderline == nil {
		return nil, fmt.Errorf("expectation: %w", errNoLabels)
	}
	return &e, nil
}

// Must reports whether a failing relation has to be reported.
func (l *Label) Must() bool { return l.Grade == "real" || l.Grade == "" }

// matches reports whether a finding is about a label: its line is within one of the label's, and its
// words hold what the label points at. A document without lines (PDF) goes by the words alone.
func (l *Label) matches(f *audit.Finding) bool {
	places := append([]budget.Place{f.Place}, f.Places...)
	for i := range f.Attached { // relations that the same cause breaks are named in one finding
		places = append(places, f.Attached[i].Place)
	}
	for _, p := range places {
		if l.Place.Line != 0 && p.Line != 0 && p.Page == 0 && abs(p.Line-l.Place.Line) > 1 {
			continue
		}
		words := plain(p.Text)
		if l.Place.At != "" && strings.Contains(words, plain(l.Place.At)) || l.Stated != "" && strings.Contains(words, plain(l.Stated)) {
			return true
		}
		if l.Place.At == "" && l.Stated == "" {
			return true
		}
	}
	return false
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '　', '\u00A0', '\t', '\n':
			return -1
		}
		return r
	}, s)
}

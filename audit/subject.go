package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"

	"mingzhang/budget"
	"mingzhang/classification"
)

// Options are what the caller wants of an audit (审核选项).
type Options struct {
	// Prior is the report of the year before, nil where it is not at hand.
	Prior *budget.Report
	// Children are the reports of the units of a department.
	Children []*budget.Report
	// Books are the code lists; nil takes the embedded ones.
	Books *classification.Books
}

// Result is the audit of one report (审核结果).
type Result struct {
	Report   *budget.Report
	Checks   []Check
	Findings []Finding
}

// Subject is what a rule sees (审核对象): the report, and where its checks and findings go.
type Subject struct {
	*budget.Report
	opt      Options
	result   *Result
	eq       []equation
	byFigure [][]int                  // the equations in which a figure stands
	named    map[*budget.Form]*names  // see namesOf
	spoken   map[budget.Measure][]int // see proseAll
	byLevel  map[budget.Key][]int     // the levels of each key, see sameWhole
	cures    map[int][]cure           // see cured
	byKey    map[budget.Key][]int     // see namesakes
	accused  map[int]int              // figure → finding that accuses an equation about it
	hits     map[string][]hit
	slipped  map[[2]int]int // see accuseUnit
	inTable  bool           // equations that are made now come from a table
	sections int            // see sectionsWithItems
	counted  bool           // sections is known
}

// Run audits a report.
func Run(rep *budget.Report, opt Options) *Result {
	s := &Subject{Report: rep, opt: opt, result: &Result{Report: rep}, accused: map[int]int{}}
	s.eq = make([]equation, 0, len(rep.Figures)/2)
	s.scan()
	s.claims()
	for i := range catalogue {
		r := &catalogue[i]
		if r.check == nil || r.From != 0 && rep.Year != 0 && rep.Year < r.From || r.To != 0 && rep.Year > r.To {
			continue
		}
		r.check(s)
	}
	listedRows(s) // last: it leaves alone what another rule compares
	s.judge()
	s.fold()
	s.finish()
	return s.result
}

// check stores the outcome of a comparison.
func (s *Subject) check(c Check) { s.result.Checks = append(s.result.Checks, c) }

// notRun notes a rule whose input is missing.
func (s *Subject) notRun(rule string) { s.check(Check{Rule: rule, Claim: -1, Verdict: NotRun}) }

// find stores a finding of a rule and returns its index.
func (s *Subject) find(f Finding) int {
	r, ok := RuleByID(f.Rule)
	if !ok {
		panic("audit: no rule " + f.Rule)
	}
	f.Category = r.Category
	if f.Verdict == "" {
		f.Verdict = Disagrees
	}
	s.result.Findings = append(s.result.Findings, f)
	return len(s.result.Findings) - 1
}

// finish orders the findings and gives them their ids.
func (s *Subject) finish() {
	fs := s.result.Findings
	sort.SliceStable(fs, func(i, j int) bool { return before(fs[i].Place, fs[j].Place) })
	seen := map[string]int{}
	for i := range fs {
		fs[i].ID = findingID(&fs[i], s.Report)
		seen[fs[i].ID]++
		if n := seen[fs[i].ID]; n > 1 {
			fs[i].ID += "-" + string(rune('0'+min(n, 9)))
		}
	}
}

// findingID names a finding by its rule, key and words, never by its line, so that it survives an edit.
func findingID(f *Finding, rep *budget.Report) string {
	h := sha256.New()
	h.Write([]byte(f.Rule))
	if rep != nil && len(f.Figures) > 0 {
		h.Write([]byte(rep.Figures[f.Figures[0]].Key.String()))
	}
	h.Write([]byte(strings.Join(strings.Fields(f.Place.Text), "")))
	h.Write([]byte(f.Stated))
	return f.Rule + "-" + hex.EncodeToString(h.Sum(nil))[:8]
}

func before(a, b budget.Place) bool {
	if a.Page != b.Page {
		return a.Page < b.Page
	}
	if a.Line != b.Line {
		return a.Line < b.Line
	}
	if a.Paragraph != b.Paragraph {
		return a.Paragraph < b.Paragraph
	}
	if a.Row != b.Row {
		return a.Row < b.Row
	}
	return a.Column < b.Column
}

// paragraph returns the words of the paragraph in which a figure stands, and the bytes of it that are the figure.
// The place of a figure of a PDF holds one line of it, that of a table its cell, which is a paragraph of its own.
func (s *Subject) paragraph(figure int) (text string, from, to int) {
	f := &s.Figures[figure]
	m := f.Place.Mark
	if i := f.Offset >> 20; i < len(s.Passages) && s.Passages[i].Table < 0 { // see Figure.Offset
		text, from = s.Passages[i].Text, f.Offset&(1<<20-1)
		if to = from + m[1] - m[0]; m[0] >= 0 && from < to && to <= len(text) && m[1] <= len(f.Place.Text) && text[from:to] == f.Place.Text[m[0]:m[1]] {
			return text, from, to
		}
	}
	text = f.Place.Text
	return text, min(max(m[0], 0), len(text)), min(max(m[1], 0), len(text))
}

// behind returns the words behind a figure up to the end of its paragraph.
func (s *Subject) behind(figure int) string {
	text, _, to := s.paragraph(figure)
	return text[to:]
}

// ahead returns the words before a figure from the beginning of its paragraph.
func (s *Subject) ahead(figure int) string {
	text, from, _ := s.paragraph(figure)
	return text[:from]
}

// wordsAt returns the place of other words in the paragraph of a figure.
func (s *Subject) wordsAt(figure, from, to int) budget.Place {
	f := &s.Figures[figure]
	if text, _, _ := s.paragraph(figure); text != f.Place.Text {
		return s.Passages[f.Offset>>20].Place(from, to)
	}
	place := f.Place
	place.Mark = [2]int{from, to}
	return place
}

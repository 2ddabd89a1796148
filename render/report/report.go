// Package report holds what all products of an audit share (审核报告): the document and the run, the words
// for people, how a place is named and its words are quoted; and the report for a terminal.
//
// It decides nothing: what is found and how severe it is comes from audit. The other products stand beside
// it: render/page, render/workbook, render/exchange and render/annotate.
package report

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/source"
)

// Document is one audited file (一份文件的审核结果).
type Document struct {
	File   string
	SHA256 string
	Format source.Format
	Set    string
	// Err says why the file could not be read; Source and Result are nil then.
	Err    error
	Source *source.Document
	Result *audit.Result

	cells map[cellKey]cellAt
	rowOf map[*budget.Form]map[int]int
}

// Status says how much of a file was read: read, partly or unread.
func (d *Document) Status() string {
	switch {
	case d.Err != nil:
		return "unread"
	case d.Source != nil && partly(d.Source):
		return "partly"
	}
	return "read"
}

// partly reports whether the reader left something out that may hold figures.
func partly(doc *source.Document) bool {
	for _, n := range doc.Notes {
		switch n.Code {
		case source.ScannedPage, source.NoCachedValue, source.Truncated, source.BadBytes:
			return true
		}
	}
	return false
}

// Run describes the audit as a whole: program, rules and language.
type Run struct {
	Tool      string // name and version of the program
	Profile   string
	Overrides string // where codes or profiles were replaced, "" where they were not
	Lang      string // "zh" or "en"
	Severity  audit.Severity
}

// Shown reports whether a finding is shown at the chosen severity.
func (r *Run) Shown(f *audit.Finding) bool { return f.Severity >= r.Severity && f.Waiver == nil }

// FigureID names a figure inside a document.
func FigureID(i int) string { return "f" + strconv.Itoa(i+1) }

// Excerpt returns the words of a place, cut to what a reader needs around the mark, and where the mark
// stands in them. Cut ends carry an ellipsis.
func Excerpt(p budget.Place, around int) (text string, start, end int) {
	text, start, end = p.Text, p.Mark[0], p.Mark[1]
	if end <= start || end > len(text) {
		start, end = 0, 0
	}
	from := Back(text, start, around)
	to := Ahead(text, max(end, start), around)
	lead := ""
	if from > 0 {
		lead = "……"
	}
	tail := ""
	if to < len(text) {
		tail = "……"
	}
	cut := lead + text[from:to] + tail
	cut = strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(cut)
	return cut, start - from + len(lead), end - from + len(lead)
}

// Back goes so many characters back from a byte of a text.
func Back(s string, at, runes int) int {
	for at > 0 && runes > 0 {
		at--
		if s[at]&0xC0 != 0x80 {
			runes--
		}
	}
	return at
}

// Ahead goes so many characters on from a byte of a text.
func Ahead(s string, at, runes int) int {
	for at < len(s) && runes > 0 {
		at++
		for at < len(s) && s[at]&0xC0 == 0x80 {
			at++
		}
		runes--
	}
	return at
}

// Tally counts the relations that agree and the findings of each severity that nobody waived.
func Tally(d *Document) (agreed int, counts Counts) {
	for i := range d.Result.Checks {
		if v := d.Result.Checks[i].Verdict; v == audit.Agrees || v == audit.RoundsAway {
			agreed++
		}
	}
	for i := range d.Result.Findings {
		if f := &d.Result.Findings[i]; f.Waiver == nil {
			counts[f.Severity]++
		}
	}
	return agreed, counts
}

// Longer reports whether a text has more than so many characters. It looks at no more of it than it must:
// the text may be a megabyte, and asked about for each of its figures.
func Longer(s string, runes int) bool {
	return len(s) > utf8.UTFMax*runes || len(s) > runes && utf8.RuneCountInString(s) > runes
}

// CutTo cuts words to so many characters.
func CutTo(s string, runes int) string {
	if i := Ahead(s, 0, runes); i < len(s) {
		return s[:i] + "…"
	}
	return s
}

// AmountText is an amount as it is printed, with its unit.
func AmountText(f *budget.Figure) string { return f.Amount.Text + f.Amount.Unit.String() }

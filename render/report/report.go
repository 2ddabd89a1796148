// Package report draws the result of an audit for people and programs (审核报告): as text for a
// terminal, as JSON with a frozen schema, as SARIF, as a page, and as a workbook.
//
// It decides nothing: what is found and how severe it is comes from audit.
package report

import (
	"strconv"
	"strings"

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

// figureID names a figure inside a document.
func figureID(i int) string { return "f" + strconv.Itoa(i+1) }

// excerpt returns the words of a place, cut to what a reader needs around the mark, and where the mark
// stands in them. Cut ends carry an ellipsis.
func excerpt(p budget.Place, around int) (text string, start, end int) {
	text, start, end = p.Text, p.Mark[0], p.Mark[1]
	if end <= start || end > len(text) {
		start, end = 0, 0
	}
	from := back(text, start, around)
	to := ahead(text, max(end, start), around)
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

func back(s string, at, runes int) int {
	for at > 0 && runes > 0 {
		at--
		if s[at]&0xC0 != 0x80 {
			runes--
		}
	}
	return at
}

func ahead(s string, at, runes int) int {
	for at < len(s) && runes > 0 {
		at++
		for at < len(s) && s[at]&0xC0 == 0x80 {
			at++
		}
		runes--
	}
	return at
}

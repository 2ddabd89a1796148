// Package annotate puts the findings as comments into a copy of the original (批注).
package annotate

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/internal/ooxml"
	"mingzhang/render/report"
	"mingzhang/source"
)

// ErrNoCopy says that a format takes no comments: only workbooks and Word files of the new formats do.
var ErrNoCopy = errors.New("no commented copy of this format")

// The limits of a commented copy. Nobody reads more comments than that in a file.
const (
	maxComments    = 2000
	maxCommentText = 3000 // bytes of one comment; Excel shows no more than some screens of it
)

// Copy returns a copy of the original in which each finding at the chosen severity is a comment at its
// place. The original content stays as it is; the copy is signed (Signed). It returns ErrNoCopy for formats that take no comments.
func Copy(original []byte, d *report.Document, run report.Run) ([]byte, error) {
	if d.Err != nil {
		return nil, ErrNoCopy
	}
	list := remarks(d, &run)
	if len(list) == 0 && (d.Format == source.XLSX || d.Format == source.DOCX) {
		return sign(original), nil
	}
	return annotated(original, d.Format, list)
}

// annotated puts the comments into a file of a format that takes them, and signs the copy.
func annotated(original []byte, format source.Format, list []remark) (out []byte, err error) {
	switch format {
	case source.XLSX:
		out, err = annotateXLSX(original, list)
	case source.DOCX:
		out, err = annotateDOCX(original, list)
	default:
		return nil, ErrNoCopy
	}
	if err != nil {
		return nil, err
	}
	return sign(out), nil
}

// CopyOfSet returns a copy of a file, or of its commented copy, in which the findings that only the set of the
// file shows are comments at its beginning. It returns ErrNoCopy where there is nothing to say.
func CopyOfSet(copied []byte, format source.Format, set *audit.Set, run report.Run) ([]byte, error) {
	var texts []string
	for i := range set.Findings {
		if f := &set.Findings[i]; run.Shown(f) {
			text := remarkText(nil, f, run.Lang)
			if words := report.Demanded(set, run.Lang); words != "" {
				text += "\n" + words
			}
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 {
		return nil, ErrNoCopy
	}
	return annotated(copied, format, []remark{{texts: texts}})
}

// remark is the comment at one place: all findings there.
type remark struct {
	at    budget.Place
	texts []string
}

// remarks collects the comments in document order; several findings in one place are one comment.
func remarks(d *report.Document, run *report.Run) []remark {
	var out []remark
	index := map[string]int{}
	add := func(p budget.Place, text string) {
		key := p.Sheet + "!" + p.Cell + "|" + p.Part + "|" + fmt.Sprint(p.Paragraph)
		i, ok := index[key]
		if !ok {
			if len(out) >= maxComments {
				return
			}
			i = len(out)
			index[key] = i
			out = append(out, remark{at: p})
		}
		out[i].texts = append(out[i].texts, text)
	}
	for _, f := range d.Ordered() {
		if !run.Shown(f) {
			continue
		}
		add(f.Place, remarkText(d, f, run.Lang))
		for _, p := range f.Places {
			add(p, report.SeverityWords[f.Severity].In(run.Lang)+" "+f.Rule+" "+f.Title.In(run.Lang))
		}
	}
	return out
}

// remarkText is what a comment says of a finding; d is nil for one of a set.
func remarkText(d *report.Document, f *audit.Finding, lang string) string {
	lines := []string{report.SeverityWords[f.Severity].In(lang) + " " + f.Rule + " " + f.Title.In(lang)}
	for _, m := range [2]string{report.Message(f, lang), report.Chance(f, lang)} {
		if m != "" {
			lines = append(lines, m)
		}
	}
	for _, p := range d.Other(f) {
		words, _, _ := d.Quote(p, 20)
		lines = append(lines, audit.Words{ZH: "另一处：", EN: "the other place: "}.In(lang)+d.Where(p, lang)+" "+words)
	}
	if r := d.Repairs(f, lang); r != "" {
		lines = append(lines, audit.Words{ZH: "改法：", EN: "To mend it:"}.In(lang), r)
	}
	for _, a := range f.Attached {
		lines = append(lines, audit.Words{ZH: "同一原因：", EN: "same cause: "}.In(lang)+a.Rule+" "+a.Message.In(lang))
	}
	return strings.Join(lines, "\n")
}

// text joins the findings of a place, cut to what a comment can hold.
func (r *remark) text() string {
	s := strings.Join(r.texts, "\n\n")
	if len(s) > maxCommentText {
		s = s[:report.Ahead(s, 0, maxCommentText/3)] + "……"
	}
	return s
}

// commentAuthor signs the comments.
const commentAuthor = "明账"

// annotateXLSX puts the comments into the cells. A comment that stands there already is kept in front.
func annotateXLSX(original []byte, list []remark) ([]byte, error) {
	light, err := onlyMarkup(original)
	if err != nil {
		return nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(light), excelize.Options{UnzipSizeLimit: ooxml.MaxInflated})
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, ErrNoCopy
	}
	bySheet := map[string][]remark{}
	for _, r := range list {
		sheet, cell := r.at.Sheet, r.at.Cell
		if sheet == "" || cell == "" {
			sheet, cell = sheets[0], "A1" // what is said of the whole file
		}
		r.at.Sheet, r.at.Cell = sheet, cell
		bySheet[sheet] = append(bySheet[sheet], r)
	}
	restore := lendFont(f)
	for _, sheet := range sheets {
		if err := annotateSheet(f, sheet, bySheet[sheet]); err != nil {
			return nil, err
		}
	}
	restore()
	var packed, out bytes.Buffer
	if err := f.Write(&packed); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	whole, err := withOthers(original, packed.Bytes())
	if err != nil {
		return nil, err
	}
	if err := ooxml.Repack(whole, &out, nil); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// lendFont gives a workbook whose styles name no font those of an empty one while comments are written:
// excelize takes the font of a comment from them and fails without. The returned function takes them
// away again, so that the styles of the file stay as they are.
func lendFont(f *excelize.File) (restore func()) {
	if namesFont(f) {
		return func() {}
	}
	blank := excelize.NewFile()
	f.Styles = blank.Styles
	return func() {
		f.Styles = nil
		_ = blank.Close()
	}
}

// namesFont reports whether excelize finds the default font, which it does not ask before it uses it.
func namesFont(f *excelize.File) (named bool) {
	defer func() {
		if recover() != nil {
			named = false
		}
	}()
	_, err := f.GetDefaultFont()
	return err == nil
}

func annotateSheet(f *excelize.File, sheet string, list []remark) error {
	if len(list) == 0 {
		return nil
	}
	there, err := f.GetComments(sheet)
	if err != nil {
		return fmt.Errorf("sheet %s: comments: %w", sheet, err)
	}
	old := map[string]string{}
	for _, c := range there {
		text := c.Text
		if text == "" {
			for _, p := range c.Paragraph {
				text += p.Text
			}
		}
		old[c.Cell] += text
	}
	cells := map[string]string{}
	for i := range list {
		cell := list[i].at.Cell
		if cells[cell] == "" && old[cell] != "" {
			cells[cell] = old[cell]
			if err := f.DeleteComment(sheet, cell); err != nil {
				return fmt.Errorf("%s!%s: %w", sheet, cell, err)
			}
		}
		if cells[cell] != "" {
			cells[cell] += "\n\n"
		}
		cells[cell] += list[i].text()
	}
	names := make([]string, 0, len(cells))
	for c := range cells {
		names = append(names, c)
	}
	sort.Strings(names)
	for _, c := range names {
		lines := uint(strings.Count(cells[c], "\n") + len([]rune(cells[c]))/28 + 1)
		comment := excelize.Comment{Author: commentAuthor, Cell: c, Width: 380, Height: min(40+18*lines, 420), Paragraph: []excelize.RichTextRun{{Text: xmlText(cells[c])}}}
		if err := f.AddComment(sheet, comment); err != nil {
			return fmt.Errorf("%s!%s: %w", sheet, c, err)
		}
	}
	return nil
}

// xmlText drops what XML does not allow.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return 0xFFFD
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

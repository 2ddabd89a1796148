package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/classification"
	"mingzhang/interpret"
	"mingzhang/profile"
	"mingzhang/render/report"
	"mingzhang/source/detect"
)

// What the program itself says about a file.
var (
	errNothingPacked = sentence{audit.Words{ZH: "压缩包里没有可以审核的文件；请检查是不是选错了", EN: "there is no file to audit in the archive; check whether it is the right one"}}
	errNothingThere  = sentence{audit.Words{ZH: "里面没有可以审核的文件", EN: "there is no file to audit in it"}}
	errOurs          = sentence{audit.Words{ZH: "程序读这份文件时出了错，这是程序的问题；请把文件另存为DOCX、XLSX或PDF再试", EN: "the program failed on this file, which is its own fault; save the file as DOCX, XLSX or PDF"}}
)

// batch audits many files: several at once, given out in order, none kept.
type batch struct {
	app      *app
	engines  detect.Engines
	hints    interpret.Hints
	jobs     int
	related  related
	waivers  map[string]audit.Waiver
	books    *classification.Books // code lists that replace the embedded ones
	progress *progress
	groups   *sets
	keep     func(name string, data []byte) // called with the bytes of each file, where someone wants them
}

// document reads, interprets and audits the bytes of one file. A reader that fails in a way nobody
// foresaw costs this file only.
func (b *batch) document(name string, data []byte, err error) (d *report.Document) {
	d = &report.Document{File: name}
	if err != nil {
		d.Err = err
		return d
	}
	if err := guarded(func() error { return b.examine(d, data) }); err != nil {
		*d = report.Document{File: name, SHA256: d.SHA256, Format: d.Format, Err: err}
	}
	return d
}

// examine is document without the guard.
func (b *batch) examine(d *report.Document, data []byte) error {
	sum := sha256.Sum256(data)
	d.SHA256 = hex.EncodeToString(sum[:])
	if b.keep != nil {
		b.keep(d.File, data)
	}
	doc, err := detect.Read(data, b.engines)
	if err != nil {
		return err
	}
	d.Format, d.Source = doc.Format, doc
	rep := interpret.Document(doc, b.hints)
	opt := b.related.options(rep)
	opt.Books = b.books
	d.Result = audit.Run(rep, opt)
	for i := range d.Result.Findings {
		f := &d.Result.Findings[i]
		if w, ok := b.waivers[f.ID]; ok {
			f.Waiver = &w
		}
	}
	return nil
}

// sets groups documents by folder or archive, entity, year and kind. Loose files are sets of one.
type sets struct {
	list    []*audit.Set
	profile *profile.Profile // --profile, nil lets the words choose
	byKey   map[string]*audit.Set
	loose   map[string]bool
}

func newSets(paths []string) *sets {
	s := &sets{byKey: map[string]*audit.Set{}, loose: map[string]bool{}}
	for _, p := range paths {
		s.loose[p] = true
	}
	return s
}

// add puts a document into its set and gives it the set's id.
func (s *sets) add(d *report.Document) {
	if d.Err != nil {
		return
	}
	rep := d.Result.Report
	key := d.File
	if !s.loose[d.File] {
		where := filepath.Dir(d.File)
		if i := strings.Index(d.File, "!/"); i >= 0 {
			where = d.File[:i]
		}
		key = fmt.Sprintf("%s|%s|%d|%s", where, rep.Entity, rep.Year, setKind(rep.Kind))
	}
	set := s.byKey[key]
	if set == nil {
		set = &audit.Set{ID: fmt.Sprintf("s%d", len(s.list)+1), Entity: strings.Clone(rep.Entity), Year: rep.Year, Kind: rep.Kind, Profile: s.profile}
		s.byKey[key] = set
		s.list = append(s.list, set)
	}
	set.Add(d.File, rep)
	if set.Kind == budget.AnnouncementDocument || set.Kind == budget.OtherDocument {
		set.Kind = rep.Kind
	}
	d.Set = set.ID
}

// setKind puts the parts of one disclosure together: tables in one file, explanations in another.
func setKind(k budget.DocumentKind) string {
	switch k {
	case budget.FinalDocument:
		return "final"
	case budget.SelfEvaluation:
		return "self-evaluation"
	}
	return "budget"
}

// close checks all sets and counts their findings that are shown. failed are those on which the check itself
// failed.
func (s *sets) close(run *report.Run) (found int, failed []*audit.Set) {
	for _, set := range s.list {
		if guarded(func() error { set.Check(); return nil }) != nil {
			failed = append(failed, set)
		}
		for i := range set.Findings {
			if run.Shown(&set.Findings[i]) {
				found++
			}
		}
	}
	return found, failed
}

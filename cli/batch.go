package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
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

// job is one input and, when it is done, the documents that it held: more than one for an archive.
type job struct {
	input input
	done  chan []*report.Document
}

// run audits all inputs and calls visit for each document, in the order of the inputs.
func (b *batch) run(list []input, visit func(*report.Document) error) error {
	queue := make(chan *job)
	order := make(chan *job, b.jobs*2)
	stop := make(chan struct{})
	defer close(stop)
	for i := 0; i < b.jobs; i++ {
		go func() {
			for j := range queue {
				j.done <- b.one(j.input)
			}
		}()
	}
	go func() {
		defer close(queue)
		defer close(order)
		for _, in := range list {
			j := &job{in, make(chan []*report.Document, 1)}
			select {
			case order <- j:
			case <-stop:
				return
			}
			select {
			case queue <- j:
			case <-stop:
				return
			}
		}
	}()
	for j := range order {
		for _, d := range <-j.done {
			if err := visit(d); err != nil {
				return err
			}
		}
		b.progress.step()
	}
	return nil
}

// one reads and audits a file, and the files in it where it is an archive.
func (b *batch) one(in input) (out []*report.Document) {
	data, err := in.read(b.app.in)
	if err != nil {
		return []*report.Document{{File: in.name, Err: err}}
	}
	if _, err := detect.Kind(data); errors.Is(err, detect.ErrArchive) {
		detect.Walk(in.name, data, func(name string, data []byte, err error) {
			out = append(out, b.document(name, data, err))
		})
		if len(out) == 0 {
			out = append(out, &report.Document{File: in.name, Err: errNothingPacked})
		}
		return out
	}
	return []*report.Document{b.document(in.name, data, nil)}
}

// document reads, interprets and audits the bytes of one file. A reader that fails in a way nobody
// foresaw costs this file only.
func (b *batch) document(name string, data []byte, err error) (d *report.Document) {
	d = &report.Document{File: name}
	if err != nil {
		d.Err = err
		return d
	}
	defer func() {
		if recover() != nil {
			*d = report.Document{File: name, SHA256: d.SHA256, Format: d.Format, Err: errOurs}
		}
	}()
	sum := sha256.Sum256(data)
	d.SHA256 = hex.EncodeToString(sum[:])
	if b.keep != nil {
		b.keep(name, data)
	}
	doc, err := detect.Read(data, b.engines)
	if err != nil {
		d.Err = err
		return d
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
	return d
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

// close checks all sets and counts their findings that are shown.
func (s *sets) close(run *report.Run) int {
	found := 0
	for _, set := range s.list {
		set.Check()
		for i := range set.Findings {
			if run.Shown(&set.Findings[i]) {
				found++
			}
		}
	}
	return found
}

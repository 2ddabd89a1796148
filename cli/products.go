package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"mingzhang/audit"
	"mingzhang/render/report"
)

// products makes the sinks of the formats that are documents of their own.
func (a *app) products(f auditFlags, run report.Run, w io.Writer, files int) (sink, bool) {
	switch f.format {
	case "html":
		if f.out != "" && isFolder(f.out) {
			return &pages{app: a, dir: f.out, run: run, index: report.NewIndex(run), taken: map[string]bool{}}, true
		}
		return &onePage{report.NewHTML(w, run), a, files > 1}, true
	case "sarif":
		return report.NewSARIF(w, run), true
	case "xlsx":
		return report.NewWorkbook(w, run), true
	}
	return nil, false
}

// onePage is a single page; a second document is a mistake in the call.
type onePage struct {
	*report.HTML
	app     *app
	several bool
}

// Document takes the only document.
func (p *onePage) Document(d *report.Document) error {
	err := report.ErrSeveral
	if !p.several {
		err = p.HTML.Document(d)
	}
	if errors.Is(err, report.ErrSeveral) {
		return usageError{p.app.say("一页只放一份文件；多份请用 --out 文件夹/ （以 / 结尾），每份一页，另有目录 index.html",
			"a page holds one document; for several use --out FOLDER/ (with the slash): a page each and index.html")}
	}
	return err
}

// pages writes a page for each document into a folder, and an index.
type pages struct {
	app   *app
	dir   string
	run   report.Run
	index *report.Index
	taken map[string]bool
}

// Document writes the page of one document.
func (p *pages) Document(d *report.Document) error {
	if d.Err != nil {
		p.index.Add(d, "")
		return nil
	}
	name := report.PageName(d.File, p.taken)
	p.index.Add(d, name)
	return p.app.create(filepath.Join(p.dir, name), func(w io.Writer) error {
		return report.WritePage(w, p.run, d, nil, "index.html")
	})
}

// Close writes the index.
func (p *pages) Close(sets []*audit.Set) error {
	return p.app.create(filepath.Join(p.dir, "index.html"), func(w io.Writer) error { return p.index.Write(w, sets) })
}

// create writes a file of its own, so that a reader of the folder never sees half of one.
func (a *app) create(path string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return a.cannotWrite(path)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".mingzhang-*")
	if err != nil {
		return a.cannotWrite(path)
	}
	defer os.Remove(file.Name()) // gone already where all went well
	if err := write(file); err != nil {
		_ = file.Close() // the first error says more
		return a.cannotWrite(path)
	}
	if err := file.Close(); err != nil {
		return a.cannotWrite(path)
	}
	if err := os.Chmod(file.Name(), 0o644); err != nil {
		return a.cannotWrite(path)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return a.cannotWrite(path)
	}
	return nil
}

// annotator returns what is called for each document to write the commented copy of its original:
// NAME.audited.docx or .xlsx in the folder of --out, else beside the input.
func (a *app) annotator(b *batch, f auditFlags) func(*report.Document) error {
	if !f.annotate {
		return func(*report.Document) error { return nil }
	}
	min, _ := audit.ParseSeverity(f.severity) // checked before
	c := &copies{app: a, out: f.out, run: report.Run{Tool: "mingzhang " + Version, Lang: a.lang, Severity: min}, bytes: map[string][]byte{}, taken: map[string]bool{}}
	b.keep = c.keep
	return c.write
}

// copies holds the bytes of the files between reading and reporting. Files are read ahead by no more than
// the jobs at once, so few are held.
type copies struct {
	app   *app
	out   string
	run   report.Run
	mu    sync.Mutex
	bytes map[string][]byte
	taken map[string]bool
}

// keep takes the bytes of a file that can be annotated: files in archives and standard input have no place
// beside which a copy could stand.
func (c *copies) keep(name string, data []byte) {
	if !annotatable(name) {
		return
	}
	c.mu.Lock()
	c.bytes[name] = data
	c.mu.Unlock()
}

func annotatable(name string) bool {
	if strings.Contains(name, "!/") {
		return false
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".docx", ".docm", ".xlsx", ".xlsm":
		return true
	}
	return false
}

func (c *copies) write(d *report.Document) error {
	c.mu.Lock()
	data := c.bytes[d.File]
	delete(c.bytes, d.File)
	c.mu.Unlock()
	if data == nil || d.Err != nil {
		return nil
	}
	out, err := report.Annotated(data, d, c.run)
	switch {
	case errors.Is(err, report.ErrNoCopy):
		return nil
	case err != nil: // the report matters more than the copy
		fmt.Fprintf(c.app.err, c.app.say("%s：没有写批注：%s\n", "%s: no comments were written: %s\n"), d.File, report.Reason(err, c.app.lang))
		return nil
	}
	path := c.path(d.File)
	return c.app.create(path, func(w io.Writer) error {
		_, err := w.Write(out)
		return err
	})
}

// path is where the copy of a file stands. Two files of one name in one folder get a number.
func (c *copies) path(file string) string {
	ext := filepath.Ext(file)
	dir := filepath.Dir(file)
	if c.out != "" && isFolder(c.out) {
		dir = c.out
	}
	stem := filepath.Join(dir, strings.TrimSuffix(filepath.Base(file), ext)+".audited")
	path := stem + ext
	for n := 2; c.taken[path]; n++ {
		path = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
	c.taken[path] = true
	return path
}

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
	"mingzhang/render/annotate"
	"mingzhang/render/page"
	"mingzhang/render/report"
)

// onePage is a single page; a second document, out of an archive, is a mistake in the call.
type onePage struct {
	*page.HTML
	app *app
}

// Document takes the only document.
func (p *onePage) Document(d *report.Document) error {
	err := p.HTML.Document(d)
	if errors.Is(err, page.ErrSeveral) {
		return p.app.severalPages()
	}
	return err
}

func (a *app) severalPages() error {
	return usageError{a.say("一页只放一份文件；多份请用 --out 文件夹，每份一页，另有目录 index.html", "a page holds one document; for several use --out FOLDER: a page each and index.html")}
}

// indexPage leads to the pages of a folder.
const indexPage = "index.html"

// pages writes a page for each document into a folder, and an index.
type pages struct {
	app   *app
	dir   string
	run   report.Run
	index *page.Index
	taken map[string]bool
}

// Document writes the page of one document.
func (p *pages) Document(d *report.Document) error {
	if d.Err != nil {
		p.index.Add(d, "")
		return nil
	}
	name := page.Name(d.File, p.taken)
	p.index.Add(d, name)
	return p.app.create(filepath.Join(p.dir, name), func(w io.Writer) error {
		return page.Write(w, p.run, d, nil, indexPage)
	})
}

// Close writes the index.
func (p *pages) Close(sets []*audit.Set) error {
	for _, name := range p.index.Amended(sets) { // what the sets show was not known when these were written
		path := filepath.Join(p.dir, name)
		data, err := os.ReadFile(path)
		if err != nil {
			return errors.New(report.Line("%s: %s", path, report.Reason(err, p.app.lang)))
		}
		if err := p.app.create(path, func(w io.Writer) error { return p.index.Amend(w, name, data, sets) }); err != nil {
			return err
		}
	}
	return p.app.create(filepath.Join(p.dir, indexPage), func(w io.Writer) error { return p.index.Write(w, sets) })
}

// copies writes the commented copy of each original: NAME.audited.docx or .xlsx in the folder of --out,
// else beside the input. It holds the bytes of the files between reading and reporting; files are read
// ahead by no more than the jobs at once, so few are held.
type copies struct {
	app   *app
	dir   string // "" for the folder of the original
	run   report.Run
	read  *reading
	mu    sync.Mutex
	bytes map[string][]byte
	taken map[string]bool
	none  []string // files that take no comments
	// written are the copies, by the name of the original.
	written map[string]copied
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

// write writes the copy of a document.
func (c *copies) write(d *report.Document) {
	c.mu.Lock()
	data := c.bytes[d.File]
	delete(c.bytes, d.File)
	c.mu.Unlock()
	if data == nil {
		c.none = append(c.none, d.File)
		return
	}
	err := guarded(func() error {
		out, err := annotate.Copy(data, d, c.run)
		if err != nil {
			return err
		}
		return c.place(d, out)
	})
	switch {
	case errors.Is(err, annotate.ErrNoCopy):
		c.none = append(c.none, d.File)
	case err != nil:
		c.failed(d.File, err)
	}
}

// place puts a copy where it belongs and says so.
func (c *copies) place(d *report.Document, data []byte) error {
	path, passed := c.path(d.File)
	replaced := exists(path)
	if err := c.put(path, data); err != nil {
		return err
	}
	if c.written == nil {
		c.written = map[string]copied{}
	}
	c.written[d.File] = copied{path, d.Format}
	switch {
	case passed != "":
		c.app.note("批注写在 %s；已有的 %s 没有动\n", "comments written to %s; %s, which was there, is left alone\n", path, passed)
	case replaced:
		c.app.note("批注写在 %s，替换了原来的那一份\n", "comments written to %s, in place of the copy that was there\n", path)
	default:
		c.app.note("批注写在 %s\n", "comments written to %s\n", path)
	}
	return nil
}

// without says which files have no copy.
func (c *copies) without() {
	if len(c.none) > 0 {
		c.app.note("批注只能写进不在压缩包里的DOCX和XLSX文件，没有另存：%s\n", "only DOCX and XLSX files outside archives take comments, no copy of: %s\n", c.app.few(c.none))
	}
}

// path is where the copy of a file stands. Two files of one name in one folder get a number, and so does a
// copy whose place is taken by a file that is read in this run or that a person wrote or changed: passed is
// the first of those.
func (c *copies) path(file string) (path, passed string) {
	ext := filepath.Ext(file)
	dir := filepath.Dir(file)
	if c.dir != "" {
		dir = c.dir
	}
	stem := filepath.Join(dir, strings.TrimSuffix(filepath.Base(file), ext)+".audited")
	path = stem + ext
	for n := 2; ; n++ {
		_, held := c.read.holds(path)
		switch {
		case c.taken[placeKey(path)]:
		case held, exists(path) && !ownCopy(path):
			if passed == "" {
				passed = path
			}
		default:
			c.taken[placeKey(path)] = true
			return path, passed
		}
		path = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
}

// placeKey is the same for all ways to write a path, upper or lower case among them, as on Windows.
func placeKey(path string) string {
	if path == "" {
		return ""
	}
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	return strings.ToLower(path)
}

// ownCopy reports whether a file is a commented copy as the program wrote it.
func ownCopy(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() < annotate.SignatureLength {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	tail := make([]byte, annotate.SignatureLength)
	_, err = f.ReadAt(tail, info.Size()-annotate.SignatureLength)
	return err == nil && annotate.Signed(tail)
}

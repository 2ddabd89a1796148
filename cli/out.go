package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mingzhang/audit"
	"mingzhang/render/exchange"
	"mingzhang/render/page"
	"mingzhang/render/report"
	"mingzhang/render/workbook"
)

// formats are the names of --format; an extension of --out stands for one of them.
var (
	formats     = []string{"text", "json", "jsonl", "html", "xlsx", "sarif"}
	byExtension = map[string]string{".txt": "text", ".json": "json", ".jsonl": "jsonl", ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".sarif": "sarif"}
)

// target is where the report goes and in which format: to a file, into a folder, or to standard output.
type target struct {
	format string
	path   string // the file, "" for standard output and for pages
	dir    string // the folder that was named, "" where none was
}

// target settles --format and --out for the files that are to be audited.
func (a *app) target(format, out string, list []input, terminal bool) (target, error) {
	if format != "" && !slices.Contains(formats, format) {
		return target{}, usageError{report.Line(a.say("没有格式“%s”%s可用：%s", "there is no format %q%sthere are: %s"), format, a.perhaps("", nearest(format, formats)), strings.Join(formats, a.say("、", ", ")))}
	}
	if out == "-" {
		out = ""
	}
	t := target{format, out, ""}
	var err error
	switch {
	case out == "":
	case isFolder(out), extension(out) == "" && !exists(out) && (format == "html" || several(list)):
		t.path, t.dir = "", out
	default:
		t.format, err = a.formatOf(format, out)
	}
	if t.format == "" {
		t.format = "text"
	}
	switch {
	case err != nil:
		return t, err
	case t.format == "xlsx" && out == "" && terminal:
		return t, usageError{a.say("Excel工作簿不能显示在屏幕上；请加 --out 报告.xlsx", "a workbook cannot be shown on the screen; add --out report.xlsx")}
	case t.format == "html" && t.dir == "" && len(list) > 1:
		return t, a.severalPages()
	case t.dir != "" && t.format != "html":
		t.path = filepath.Join(t.dir, a.say(reportNames[0], reportNames[1])+extensionOf[t.format])
	}
	return t, nil
}

// reportNames are what a report is called that is written into a folder.
var reportNames = [2]string{"审核报告", "audit-report"}

var extensionOf = map[string]string{"text": ".txt", "json": ".json", "jsonl": ".jsonl", "xlsx": ".xlsx", "sarif": ".sarif"}

// formatOf is the format of a file of this name. The extension must not promise another one.
func (a *app) formatOf(format, out string) (string, error) {
	ext := extension(out)
	promised := byExtension[ext]
	switch {
	case format == "" && ext != "" && promised == "":
		return "", usageError{report.Line(a.say("--out %s：从扩展名 %s 看不出格式；请用 .html .xlsx .txt .json .jsonl .sarif，或加 --format", "--out %s: the extension %s stands for no format; use .html .xlsx .txt .json .jsonl .sarif, or --format"), out, ext)}
	case format == "":
		return promised, nil
	case promised == format, format == "sarif" && promised == "json": // SARIF is JSON
		return format, nil
	case promised != "" || extensions[ext]:
		return "", usageError{report.Line(a.say("--out %s 的扩展名和 --format %s 不一致；请改其中一个", "the extension of --out %s and --format %s contradict each other; change one"), out, format)}
	}
	return format, nil
}

// extension is the ending of a name that programs go by; "2024.5" and "1.预算" have none.
func extension(path string) string {
	ext := strings.ToLower(filepath.Ext(path))
	if len(ext) < 2 || ext[1] < 'a' || ext[1] > 'z' {
		return ""
	}
	return ext
}

// several reports whether more than one document is to be expected.
func several(list []input) bool {
	return len(list) > 1 || extension(list[0].path) == ".zip"
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator)) || err == nil && info.IsDir()
}

// sink takes documents one by one and closes with the sets.
type sink interface {
	Document(*report.Document) error
	Close([]*audit.Set) error
}

// output is the report while it is written.
type output struct {
	sink
	app   *app
	run   report.Run
	place string // the file or folder, "" for standard output
	seen  bool   // the person at the terminal sees the report itself
	done  func() error
}

// open makes the sink of the chosen format.
func (a *app) open(t target, run report.Run, r *reading) (*output, error) {
	o := &output{app: a, run: run, place: t.path, done: func() error { return nil }}
	if t.dir != "" {
		o.place = filepath.Clean(t.dir) + string(filepath.Separator)
	}
	if t.format == "html" && t.dir != "" {
		o.sink = &pages{app: a, dir: t.dir, run: run, index: page.NewIndex(run), taken: r.pagesIn(t.dir)}
		return o, a.folder(t.dir)
	}
	w, done, err := a.writer(t.path)
	if err != nil {
		return nil, err
	}
	o.done = done
	if t.path != "" {
		o.place = t.path
	}
	switch t.format {
	case "json", "jsonl":
		o.sink = exchange.NewJSON(w, run, t.format == "jsonl")
	case "html":
		o.sink = &onePage{page.NewHTML(w, run), a}
	case "sarif":
		o.sink = exchange.NewSARIF(w, run)
	case "xlsx":
		o.sink = workbook.New(w, run)
	default:
		o.seen = t.path == "" && a.screen
		o.sink = report.NewText(w, run, o.seen && os.Getenv("NO_COLOR") == "")
	}
	return o, nil
}

// Close ends the report and the file.
func (o *output) Close(s []*audit.Set) error {
	if err := o.sink.Close(s); err != nil {
		return err
	}
	return o.done()
}

// said tells where the report is and what is in it.
func (o *output) said(found, unread int) {
	if o.place == "" {
		return
	}
	a := o.app
	what := a.say("没有发现", "no findings")
	if found > 0 {
		what = fmt.Sprintf(a.say("发现%d条", "%d finding(s)"), found)
	}
	if unread > 0 {
		what += fmt.Sprintf(a.say("，%d份读不了", ", %d file(s) not read"), unread)
	}
	a.note("已写入 %s，%s\n", "written to %s: %s\n", o.place, what)
}

// few names some of many.
func (a *app) few(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, a.say("、", ", "))
	}
	return strings.Join(names[:most], a.say("、", ", ")) + fmt.Sprintf(a.say("等%d个", " and %d more"), a.more(len(names), most))
}

// more is the number that each language names: all of them, or those that are left.
func (a *app) more(all, named int) int {
	if a.lang == "en" {
		return all - named
	}
	return all
}

// folder makes a folder where there is none, and says so.
func (a *app) folder(dir string) error {
	if isFolder(dir) && exists(dir) {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return a.cannotWrite(dir)
	}
	a.note("新建了文件夹 %s\n", "made the folder %s\n", dir)
	return nil
}

// writer opens the file of the report, or standard output.
func (a *app) writer(path string) (io.Writer, func() error, error) {
	if path == "" {
		w := bufio.NewWriterSize(a.out, 1<<16)
		return w, w.Flush, nil
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // a pipe or a device is written as it is
		file, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, nil, a.cannotWrite(path)
		}
		w := bufio.NewWriterSize(a.outlet(file, path), 1<<16)
		return w, func() error {
			if errors.Join(w.Flush(), file.Close()) != nil {
				return a.cannotWrite(path)
			}
			return nil
		}, nil
	}
	if err := a.folder(filepath.Dir(path)); err != nil {
		return nil, nil, a.cannotWrite(path)
	}
	file, err := a.temp.create(path)
	if err != nil {
		return nil, nil, a.cannotWrite(path)
	}
	a.closers = append(a.closers, func() {
		_ = file.Close()
		a.temp.drop(file)
	})
	w := bufio.NewWriterSize(a.outlet(file, path), 1<<16)
	return w, func() error { return a.finish(path, file, w.Flush()) }, nil
}

// outlet is where a report leaves the program. Its error is a sentence wherever it comes up.
type outlet struct {
	w      io.Writer
	failed error
	broken bool // it came up
}

func (a *app) outlet(w io.Writer, path string) *outlet {
	return &outlet{w: w, failed: a.cannotWrite(path)}
}

// Write passes on.
func (o *outlet) Write(p []byte) (int, error) {
	n, err := o.w.Write(p)
	if err != nil {
		err, o.broken = o.failed, true
	}
	return n, err
}

// create writes a file of its own, so that a reader of the folder never sees half of one.
func (a *app) create(path string, write func(io.Writer) error) error {
	file, err := a.temp.create(path)
	if err != nil {
		return a.cannotWrite(path)
	}
	defer a.temp.drop(file)
	defer file.Close() // again where all went well, which does no harm
	return a.finish(path, file, write(a.outlet(file, path)))
}

// finish puts a finished file in its place; until then whatever stood there is untouched. failed is the
// error of writing it.
func (a *app) finish(path string, file *os.File, failed error) error {
	if err := errors.Join(failed, file.Close()); err != nil {
		return a.cannotWrite(path)
	}
	if a.temp.place(file, path) != nil {
		return a.cannotWrite(path)
	}
	return nil
}

// unwritable is a file that cannot be written, as a sentence.
type unwritable struct{ msg string }

func (e unwritable) Error() string { return e.msg }

// cannotWrite says what to look at when a file cannot be written.
func (a *app) cannotWrite(path string) error {
	return unwritable{report.Line(a.say("%s 写不了；如果它在Excel或Word里打开着，请先关掉，再检查文件夹的权限和磁盘空间",
		"%s cannot be written; close it first if it is open in Excel or Word, then check the rights of the folder and the space"), path)}
}

package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"mingzhang/audit"
	"mingzhang/classification"
	"mingzhang/interpret"
	"mingzhang/profile"
	"mingzhang/render/report"
)

const rulesVersion = audit.Version

// auditFlags are the options of mingzhang audit.
type auditFlags struct {
	format, out, prior, children, severity string
	entity, profile, waivers, data         string
	jobs, year                             int
	annotate                               bool
}

func (a *app) auditCommand() *cobra.Command {
	var f auditFlags
	c := &cobra.Command{
		Use:   a.say("audit [选项] 文件或文件夹…", "audit [options] PATH…"),
		Short: a.say("审核公开的预算、决算文件：重算每一个和、差、百分比，说明哪里不对、怎样改正", "audit published disclosures: recompute every sum, difference and percentage"),
		Example: a.say("  mingzhang audit 2020年部门预算.docx\n  mingzhang audit --format html --out 报告.html 预算.pdf\n  mingzhang audit --severity error 公开文件夹/",
			"  mingzhang audit budget-2020.docx\n  mingzhang audit --format html --out report.html budget.pdf\n  mingzhang audit --severity error disclosures/"),
		RunE: func(_ *cobra.Command, args []string) error { return a.audit(args, f) },
	}
	p := c.Flags()
	p.StringVar(&f.format, "format", "text", a.say("`FORMAT` 是 text json jsonl html xlsx sarif，默认 text", "`FORMAT` is text, json, jsonl, html, xlsx or sarif; default text"))
	p.StringVarP(&f.out, "out", "o", "", a.say("写到 `PATH`；多份HTML写到文件夹", "write to `PATH`, several pages to a folder"))
	p.StringVar(&f.severity, "severity", "warning", a.say("显示并计入退出码的最低级别 `LEVEL`：info warning error fatal，默认 warning", "lowest `LEVEL` that is shown and counts: info, warning, error, fatal; default warning"))
	p.StringVar(&f.prior, "prior", "", a.say("上一年的文件或文件夹 `PATH`，用来核对“上年数”", "last year's document or folder `PATH`"))
	p.StringVar(&f.children, "children", "", a.say("下属单位文件的文件夹 `DIR`，用来核对部门汇总", "folder `DIR` of the units' documents"))
	p.IntVar(&f.jobs, "jobs", 0, a.say("同时处理 `N` 份，默认按处理器", "`N` files at once; default by processors"))
	p.BoolVar(&f.annotate, "annotate", false, a.say("另存一份加了批注的 NAME.audited.docx|xlsx", "also write NAME.audited.docx|xlsx with comments"))
	p.IntVar(&f.year, "year", 0, a.say("指定年度 `YEAR`", "override the `YEAR`"))
	p.StringVar(&f.entity, "entity", "", a.say("指定单位名称 `NAME`", "override the `NAME` of the entity"))
	p.StringVar(&f.profile, "profile", "", a.say("指定公开模板 `ID`：", "override the profile; `ID`: ")+a.profileIDs())
	p.StringVar(&f.waivers, "waivers", "", a.say("豁免清单 `FILE`（JSON：id, reason, who）", "waivers `FILE` (JSON: id, reason, who)"))
	p.StringVar(&f.data, "data", "", a.say("用 `DIR` 里的科目表代替内置的", "folder `DIR` with code lists that replace the embedded ones"))
	return c
}

// sink takes documents one by one and closes with the sets.
type sink interface {
	Document(*report.Document) error
	Close([]*audit.Set) error
}

func (a *app) audit(paths []string, f auditFlags) error {
	if len(paths) == 0 {
		return usageError{a.say("请给出要审核的文件或文件夹，例如：mingzhang audit 预算.docx", "name a file or folder to audit")}
	}
	min, ok := audit.ParseSeverity(f.severity)
	if !ok {
		return usageError{a.say("--severity 只能是 info、warning、error、fatal", "--severity is info, warning, error or fatal")}
	}
	list := inputs(paths)
	if len(list) == 0 {
		fmt.Fprintln(a.err, a.say("文件夹里没有可以审核的文件（txt html docx xlsx pdf xls doc zip）", "no file to audit in the folder"))
		a.code = exitUnread
		return nil
	}
	if _, ok := profile.ByID(f.profile); f.profile != "" && !ok {
		return usageError{fmt.Sprintf(a.say("没有模板 %s；有：%s", "no profile %s; there are: %s"), f.profile, a.profileIDs())}
	}
	if overwrites(f.out, list) {
		return usageError{fmt.Sprintf(a.say("--out %s 是要审核的文件本身；请换一个名字", "--out %s is a document to be audited; choose another name"), f.out)}
	}
	b, err := a.newBatch(f, len(list))
	if err != nil {
		return err
	}
	run := report.Run{Tool: "mingzhang " + Version, Profile: f.profile, Lang: a.lang, Severity: min, Overrides: f.data}
	out, err := a.open(f, run, len(list))
	if err != nil {
		return err
	}
	b.groups = newSets(paths)
	b.groups.profile, _ = profile.ByID(f.profile)
	return a.pipe(b, list, out, min, f)
}

func (a *app) profileIDs() string {
	var ids []string
	for _, p := range profile.All() {
		ids = append(ids, p.ID)
	}
	return strings.Join(ids, a.say("、", ", "))
}

// pipe audits all inputs into the sink and settles the exit code.
func (a *app) pipe(b *batch, list []input, out sink, min audit.Severity, f auditFlags) error {
	found, unread := false, false
	notes := a.annotator(b, f)
	err := b.run(list, func(d *report.Document) error {
		b.groups.add(d)
		if d.Err != nil {
			unread = true
			if f.format != "text" {
				b.progress.clear()
				fmt.Fprintf(a.err, a.say("%s：%s\n", "%s: %s\n"), d.File, report.Reason(d.Err, a.lang))
			}
		} else {
			for i := range d.Result.Findings {
				x := &d.Result.Findings[i]
				found = found || x.Severity >= min && x.Waiver == nil
			}
			if err := notes(d); err != nil {
				return err
			}
		}
		b.progress.clear()
		return out.Document(d)
	})
	b.progress.clear()
	if err != nil {
		return err
	}
	found = b.groups.close(min) || found
	if err := out.Close(b.groups.list); err != nil {
		return err
	}
	switch {
	case unread:
		a.code = exitUnread
	case found:
		a.code = exitFindings
	}
	return nil
}

// newBatch wires the readers and loads what documents are compared with.
func (a *app) newBatch(f auditFlags, total int) (*batch, error) {
	b := &batch{app: a, jobs: f.jobs, hints: interpret.Hints{Entity: f.entity, Year: f.year}}
	if b.jobs <= 0 {
		b.jobs = runtime.GOMAXPROCS(0)
	}
	b.engines = a.engines()
	if f.data != "" {
		if info, err := os.Stat(f.data); err != nil || !info.IsDir() {
			return nil, usageError{fmt.Sprintf(a.say("--data %s：没有这个文件夹", "--data %s: no such folder"), f.data)}
		}
		books, err := classification.Load(fromFolder(f.data))
		if err != nil {
			return nil, usageError{a.badList(f.data, err)}
		}
		b.books = books
	}
	if f.waivers != "" {
		w, err := a.readWaivers(f.waivers)
		if err != nil {
			return nil, err
		}
		b.waivers = w
	}
	var err error
	if f.prior != "" {
		if b.related.prior, err = b.load(f.prior); err != nil {
			return nil, fmt.Errorf(a.say("--prior %s：%s", "--prior %s: %s"), f.prior, report.Reason(err, a.lang))
		}
	}
	if f.children != "" {
		if b.related.children, err = b.load(f.children); err != nil {
			return nil, fmt.Errorf(a.say("--children %s：%s", "--children %s: %s"), f.children, report.Reason(err, a.lang))
		}
	}
	b.progress = newProgress(a.err, isTerminal(a.err), a.lang == "en", total)
	return b, nil
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// fromFolder takes the code lists that a folder holds in place of the embedded ones.
func fromFolder(dir string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		data, err := os.ReadFile(filepath.Join(dir, name+".csv"))
		return string(data), err == nil
	}
}

// badList says which line of a code list is wrong.
func (a *app) badList(dir string, err error) string {
	var bad *classification.BadLine
	if !errors.As(err, &bad) {
		return fmt.Sprintf(a.say("--data %s：科目表读不了", "--data %s: the code lists cannot be read"), dir)
	}
	return fmt.Sprintf(a.say("--data：%s 第%d行不对；每行五项：编码、名称、起始年、截止年、来源，编码和年份是数字", "--data: %s, line %d is wrong; a line is code, name, from, to, origin; code and years are digits"),
		filepath.Join(dir, bad.File+".csv"), bad.Line)
}

// readWaivers reads a list of findings that a person let stand.
func (a *app) readWaivers(path string) (map[string]audit.Waiver, error) {
	var list []struct{ ID, Reason, Who string }
	if err := a.readJSON("--waivers", path, &list); err != nil {
		return nil, err
	}
	out := map[string]audit.Waiver{}
	for i, w := range list {
		if w.ID == "" || w.Reason == "" || w.Who == "" {
			return nil, usageError{fmt.Sprintf(a.say("--waivers %s：第%d条缺少 id、reason 或 who", "--waivers %s: entry %d lacks id, reason or who"), path, i+1)}
		}
		out[w.ID] = audit.Waiver{Reason: w.Reason, Who: w.Who}
	}
	return out, nil
}

// readJSON reads the file of an option.
func (a *app) readJSON(option, path string, into any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return usageError{fmt.Sprintf(a.say("%s %s：%s", "%s %s: %s"), option, path, report.Reason(err, a.lang))}
	}
	err = json.Unmarshal(data, into)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		line := bytes.Count(data[:syntax.Offset], []byte("\n")) + 1
		return usageError{fmt.Sprintf(a.say("%s %s：第%d行不是正确的JSON", "%s %s: line %d is no valid JSON"), option, path, line)}
	case err != nil:
		return usageError{fmt.Sprintf(a.say("%s %s：JSON的结构不对，请对照说明里的例子", "%s %s: the JSON has another structure than in the README"), option, path)}
	}
	return nil
}

// open makes the sink of the chosen format.
func (a *app) open(f auditFlags, run report.Run, files int) (sink, error) {
	w, done, err := a.writer(f)
	if err != nil {
		return nil, err
	}
	switch f.format {
	case "text":
		return closing{report.NewText(w, run, f.out == "" && isTerminal(a.out) && os.Getenv("NO_COLOR") == ""), done}, nil
	case "json":
		return closing{report.NewJSON(w, run, false), done}, nil
	case "jsonl":
		return closing{report.NewJSON(w, run, true), done}, nil
	}
	if s, ok := a.products(f, run, w, files); ok {
		return closing{s, done}, nil
	}
	return nil, usageError{a.say("--format 只能是 text、json、jsonl、html、xlsx、sarif", "--format is text, json, jsonl, html, xlsx or sarif")}
}

// closing flushes and closes the file behind a sink.
type closing struct {
	sink
	done func() error
}

// Close ends the report and the file.
func (c closing) Close(s []*audit.Set) error {
	if err := c.sink.Close(s); err != nil {
		return err
	}
	return c.done()
}

// writer opens --out, or standard output.
func (a *app) writer(f auditFlags) (io.Writer, func() error, error) {
	if f.out == "" || f.out == "-" || isFolder(f.out) {
		w := bufio.NewWriterSize(a.out, 1<<16)
		return w, w.Flush, nil
	}
	if err := os.MkdirAll(filepath.Dir(f.out), 0o755); err != nil {
		return nil, nil, a.cannotWrite(f.out)
	}
	if info, err := os.Stat(f.out); err == nil && !info.Mode().IsRegular() { // a pipe or a device is written as it is
		file, err := os.OpenFile(f.out, os.O_WRONLY, 0)
		if err != nil {
			return nil, nil, a.cannotWrite(f.out)
		}
		w := bufio.NewWriterSize(file, 1<<16)
		return w, func() error { return errors.Join(w.Flush(), file.Close()) }, nil
	}
	file, err := os.CreateTemp(filepath.Dir(f.out), ".mingzhang-*")
	if err != nil {
		return nil, nil, a.cannotWrite(f.out)
	}
	a.closers = append(a.closers, func() {
		_ = file.Close()
		_ = os.Remove(file.Name()) // gone already where the report was finished
	})
	w := bufio.NewWriterSize(file, 1<<16)
	return w, func() error { return a.finish(f.out, file, w) }, nil
}

// cannotWrite says what to look at when a file cannot be written.
func (a *app) cannotWrite(path string) error {
	return fmt.Errorf(a.say("%s 写不了；如果它在Excel或Word里打开着，请先关掉，再检查文件夹的权限和磁盘空间",
		"%s cannot be written; close it first if it is open in Excel or Word, then check the rights of the folder and the space"), path)
}

// finish puts a finished report in its place; until then whatever stood there is untouched.
func (a *app) finish(path string, file *os.File, w *bufio.Writer) error {
	if err := w.Flush(); err != nil {
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

// overwrites reports whether the report would take the place of a document that is to be read.
func overwrites(out string, list []input) bool {
	at, err := os.Stat(out)
	if out == "" || err != nil || at.IsDir() {
		return false
	}
	return slices.ContainsFunc(list, func(in input) bool {
		info, err := os.Stat(in.path)
		return in.path != "" && err == nil && os.SameFile(info, at)
	})
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator)) || err == nil && info.IsDir()
}

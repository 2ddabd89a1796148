package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
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
		Long: a.say("审核公开的预算、决算文件：重算每一个和、差、百分比，说明哪里不对、怎样改正。\n\n退出码：0 没有所选级别的发现；1 有发现；2 用法有误；3 有文件读不了（其余照常处理）。",
			"Audit published disclosures: recompute every sum, difference and percentage, say what is wrong and what would mend it.\n\nExit code: 0 nothing at the chosen severity; 1 findings; 2 wrong usage; 3 something could not be read, the rest was done."),
		Example: a.say("  mingzhang audit 2020年部门预算.docx\n  mingzhang audit --format html --out 报告.html 预算.pdf\n  mingzhang audit --severity error 公开文件夹/",
			"  mingzhang audit budget-2020.docx\n  mingzhang audit --format html --out report.html budget.pdf\n  mingzhang audit --severity error disclosures/"),
		RunE: func(_ *cobra.Command, args []string) error { return a.audit(args, f) },
	}
	p := c.Flags()
	p.StringVar(&f.format, "format", "", a.say("`FORMAT` 是 text json jsonl html xlsx sarif；默认看 --out 的扩展名，否则 text", "`FORMAT` is text, json, jsonl, html, xlsx or sarif; default by the extension of --out, else text"))
	p.StringVarP(&f.out, "out", "o", "", a.say("写到文件或文件夹 `PATH`；多份HTML写到文件夹，每份一页", "write to the file or folder `PATH`; several HTML pages go to a folder"))
	p.StringVar(&f.severity, "severity", "warning", a.say("显示并计入退出码的最低级别 `LEVEL`：info warning error fatal（或提示、警告、错误、致命），默认 warning", "lowest `LEVEL` that is shown and counts: info, warning, error, fatal; default warning"))
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

func (a *app) audit(paths []string, f auditFlags) error {
	if slices.Contains(paths, "") {
		return usageError{a.say("有一个文件名是空的；如果是脚本里的变量，请检查它有没有值", "one of the names is empty; if it is a variable of a script, check its value")}
	}
	if len(paths) == 0 {
		return usageError{a.say("请给出要审核的文件或文件夹，例如：mingzhang audit 预算.docx", "name a file or folder to audit, as in: mingzhang audit budget.docx")}
	}
	min, err := a.severity(f)
	if err != nil {
		return err
	}
	if err := a.checkFlags(f); err != nil {
		return err
	}
	read := a.reading(paths, f)
	if len(read.list) == 0 {
		fmt.Fprintln(a.err, a.say("文件夹里没有可以审核的文件（txt html docx xlsx pdf xls doc zip）", "no file to audit in the folder (txt html docx xlsx pdf xls doc zip)"))
		a.code = exitUnread
		return nil
	}
	to, err := a.target(f.format, f.out, read.list, a.screen)
	if err != nil {
		return err
	}
	if to.path != "" || to.dir != "" || f.annotate {
		read.note(a, f)
	}
	if err := a.spare(to, read); err != nil {
		return err
	}
	b, err := a.newBatch(f, read)
	if err != nil {
		return err
	}
	run := report.Run{Tool: tool + " " + Version, Profile: f.profile, Lang: a.lang, Severity: min, Overrides: f.data}
	out, err := a.open(to, run, read)
	if err != nil {
		return err
	}
	b.groups = newSets(paths)
	b.groups.profile, _ = profile.ByID(f.profile)
	copies := &copies{app: a, dir: to.dir, run: run, read: read, bytes: map[string][]byte{}, taken: map[string]bool{placeKey(to.path): true}}
	if f.annotate {
		b.keep = copies.keep
	}
	return a.pipe(b, read.list, out, copies)
}

// severity reads --severity, by its name or by the word that reports print.
func (a *app) severity(f auditFlags) (audit.Severity, error) {
	if s, ok := audit.ParseSeverity(f.severity); ok {
		return s, nil
	}
	var names []string
	for s := audit.Info; s <= audit.Fatal; s++ {
		if f.severity == s.Words().ZH {
			return s, nil
		}
		names = append(names, s.String())
	}
	return 0, usageError{report.Line(a.say("--severity 没有“%s”%s可用：info（提示）、warning（警告）、error（错误）、fatal（致命）", "--severity has no %q%sthere are info, warning, error and fatal"),
		f.severity, a.perhaps("", nearest(f.severity, names)))}
}

// checkFlags refuses values that would be taken for something else.
func (a *app) checkFlags(f auditFlags) error {
	if _, ok := profile.ByID(f.profile); f.profile != "" && !ok {
		return usageError{report.Line(a.say("没有模板“%s”；有：%s", "there is no profile %q; there are: %s"), f.profile, a.profileIDs())}
	}
	if f.jobs < 0 {
		return usageError{report.Line(a.say("--jobs 至少是1，不能是%d", "--jobs is at least 1, not %d"), f.jobs)}
	}
	if f.jobs > mostJobs {
		return usageError{report.Line(a.say("--jobs 最多%d，不能是%d", "--jobs is at most %d, not %d"), mostJobs, f.jobs)}
	}
	if f.year != 0 && (f.year < firstYear || f.year > lastYear) {
		return usageError{report.Line(a.say("--year 是四位的年份，不能是%d", "--year is a year of four digits, not %d"), f.year)}
	}
	return nil
}

// mostJobs is more than any machine has processors for: each job holds a document.
const mostJobs = 256

// The years that --year may name.
const firstYear, lastYear = 1950, 2100

func (a *app) profileIDs() string {
	var ids []string
	for _, p := range profile.All() {
		ids = append(ids, p.ID)
	}
	return strings.Join(ids, a.say("、", ", "))
}

// review is the report while documents come in, with what is said at its end.
type review struct {
	*batch
	out           *output
	copies        *copies
	found, unread int
	idle          map[string]audit.Waiver // those that no finding asked for
}

// pipe audits all inputs into the sink, says where the report is and settles the exit code.
func (a *app) pipe(b *batch, list []input, out *output, copies *copies) error {
	r := &review{batch: b, out: out, copies: copies, idle: maps.Clone(b.waivers)}
	err := b.run(list, r.take)
	b.progress.clear()
	if err != nil {
		return err
	}
	found, failed := b.groups.close(&out.run)
	r.found += found
	for _, s := range failed {
		a.code = exitUnread
		a.note("%s：%s\n", "%s: %s\n", report.SetName(s, a.lang), report.Reason(errOurs, a.lang))
	}
	copies.sets(b.groups.list)
	if err := guarded(func() error { return out.Close(b.groups.list) }); err != nil {
		return a.spoken(err)
	}
	copies.without()
	if len(r.idle) > 0 {
		a.note("豁免清单里没有对应发现的编号：%s\n", "waived ids that no finding has: %s\n", a.few(slices.Sorted(maps.Keys(r.idle))))
	}
	out.said(r.found, r.unread)
	switch {
	case r.unread > 0 || a.code == exitUnread:
		a.code = exitUnread
	case r.found > 0:
		a.code = exitFindings
	}
	return nil
}

// spoken is an error in the language of the person: what the program says itself comes in both.
func (a *app) spoken(err error) error {
	var own sentence
	if errors.As(err, &own) {
		return errors.New(own.In(a.lang))
	}
	return err
}

// take takes one document into the report. Where the program itself fails on it, the report says so in
// its place and goes on.
func (r *review) take(d *report.Document) error {
	r.progress.clear()
	err := guarded(func() error {
		r.groups.add(d)
		if d.Err == nil {
			r.contradictedYear(d)
			if r.keep != nil {
				r.copies.write(d)
			}
		}
		return r.out.Document(d)
	})
	if errors.Is(err, errOurs) && d.Err == nil {
		d = &report.Document{File: d.File, SHA256: d.SHA256, Format: d.Format, Err: errOurs}
		err = guarded(func() error { return r.out.Document(d) })
	}
	r.count(d)
	return r.app.spoken(err)
}

// count notes the findings of a document that are shown, and says why one was not read.
func (r *review) count(d *report.Document) {
	if d.Err != nil {
		if r.unread++; !r.out.seen {
			r.app.note("%s：%s\n", "%s: %s\n", d.File, report.Reason(d.Err, r.app.lang))
		}
		return
	}
	for i := range d.Result.Findings {
		f := &d.Result.Findings[i]
		if r.out.run.Shown(f) {
			r.found++
		}
		if f.Waiver != nil {
			delete(r.idle, f.ID)
		}
	}
}

// contradictedYear says where --year differs from the year that the document gives itself.
func (b *batch) contradictedYear(d *report.Document) {
	if b.hints.Year == 0 {
		return
	}
	if own := interpret.Document(d.Source, interpret.Hints{}).Year; own != 0 && own != b.hints.Year {
		b.app.note("%s：文件自己写的是%d年，按 --year %d 审核\n", "%s: it calls itself of %d; audited as --year %d\n", d.File, own, b.hints.Year)
	}
}

// newBatch wires the readers and loads what documents are compared with.
func (a *app) newBatch(f auditFlags, read *reading) (*batch, error) {
	b := &batch{app: a, jobs: f.jobs, hints: interpret.Hints{Entity: f.entity, Year: f.year}}
	if b.jobs <= 0 {
		b.jobs = runtime.GOMAXPROCS(0)
	}
	b.engines = a.engines()
	if f.data != "" {
		if info, err := os.Stat(f.data); err != nil || !info.IsDir() {
			return nil, usageError{report.Line(a.say("--data %s：没有这个文件夹", "--data %s: no such folder"), f.data)}
		}
		books, err := a.codeLists(f.data)
		if err != nil {
			return nil, err
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
		if b.related.prior, err = b.load("--prior", f.prior, read.prior); err != nil {
			return nil, err
		}
	}
	if f.children != "" {
		if b.related.children, err = b.load("--children", f.children, read.children); err != nil {
			return nil, err
		}
	}
	b.progress = newProgress(a.err, isTerminal(a.err), a.lang == "en", len(read.list))
	return b, nil
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// maxOptionBytes bounds the files that options name: lists of waivers and codes, which are small.
const maxOptionBytes = 32 << 20

// codeLists takes the code lists that a folder holds in place of the embedded ones. One that is there and
// cannot be read is an error: the embedded one would pass for it.
func (a *app) codeLists(dir string) (*classification.Books, error) {
	var unread error
	books, err := classification.Load(func(name string) (string, bool) {
		path := filepath.Join(dir, name+".csv")
		data, err := readRegular(path, maxOptionBytes)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && unread == nil {
			unread = usageError{report.Line(a.say("--data：%s：%s", "--data: %s: %s"), path, report.Reason(err, a.lang))}
		}
		return string(data), err == nil
	})
	switch {
	case unread != nil:
		return nil, unread
	case err != nil:
		return nil, usageError{a.badList(dir, err)}
	}
	return books, nil
}

// badList says which line of a code list is wrong.
func (a *app) badList(dir string, err error) string {
	var bad *classification.BadLine
	if !errors.As(err, &bad) {
		return report.Line(a.say("--data %s：科目表读不了", "--data %s: the code lists cannot be read"), dir)
	}
	return report.Line(a.say("--data：%s 第%d行不对；每行五项：编码、名称、起始年、截止年、来源，编码和年份是数字", "--data: %s, line %d is wrong; a line is code, name, from, to, origin; code and years are digits"),
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
			return nil, usageError{report.Line(a.say("--waivers %s：第%d条缺少 id、reason 或 who", "--waivers %s: entry %d lacks id, reason or who"), path, i+1)}
		}
		out[w.ID] = audit.Waiver{Reason: w.Reason, Who: w.Who}
	}
	return out, nil
}

// readJSON reads the file of an option.
func (a *app) readJSON(option, path string, into any) error {
	data, err := readRegular(path, maxOptionBytes)
	if err != nil {
		return usageError{report.Line(a.say("%s %s：%s", "%s %s: %s"), option, path, report.Reason(err, a.lang))}
	}
	if bad := badJSON(data, json.Unmarshal(data, into)); bad != (audit.Words{}) {
		return usageError{report.Line(a.say("%s %s：%s", "%s %s: %s"), option, path, bad.In(a.lang))}
	}
	return nil
}

// badJSON says what is wrong with a file that a person wrote; err is what the decoder says.
func badJSON(data []byte, err error) audit.Words {
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return audit.Words{}
	case errors.As(err, &syntax):
		line := bytes.Count(data[:syntax.Offset], []byte("\n")) + 1
		return audit.Words{ZH: fmt.Sprintf("第%d行不是正确的JSON", line), EN: fmt.Sprintf("line %d is no valid JSON", line)}
	}
	return audit.Words{ZH: "JSON的结构不对，请对照说明里的例子", EN: "the JSON has another structure than in the README"}
}

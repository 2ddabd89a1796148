package cli

import (
	"os"
	"path/filepath"
	"strings"

	"mingzhang/render/report"
)

// reading is everything that a run reads. What it writes never takes the place of any of it.
type reading struct {
	list, prior, children []input
	files                 map[stamp][]readFile
}

// stamp finds a file among thousands; os.SameFile decides.
type stamp struct{ size, changed int64 }

// readFile is a file that is read, and the option that names it, "" for one that is audited.
type readFile struct {
	info   os.FileInfo
	option string
}

// reading expands what is to be read.
func (a *app) reading(paths []string, f auditFlags) *reading {
	r := &reading{list: a.inputs(paths)}
	if f.prior != "" {
		r.prior = a.inputs([]string{f.prior})
	}
	if f.children != "" {
		r.children = a.inputs([]string{f.children})
	}
	return r
}

// note remembers which files are read.
func (r *reading) note(a *app, f auditFlags) {
	r.files = map[stamp][]readFile{}
	if stdin, ok := a.in.(*os.File); ok {
		if info, err := stdin.Stat(); err == nil {
			r.add(info, "")
		}
	}
	for option, list := range map[string][]input{"": r.list, "--prior": r.prior, "--children": r.children} {
		for i := range list {
			r.addPath(list[i].path, option)
		}
	}
	r.addPath(f.waivers, "--waivers")
	if lists, err := filepath.Glob(filepath.Join(f.data, "*.csv")); f.data != "" && err == nil {
		for _, path := range lists {
			r.addPath(path, "--data")
		}
	}
}

func (r *reading) addPath(path, option string) {
	if path == "" {
		return
	}
	if info, err := os.Stat(path); err == nil {
		r.add(info, option)
	}
}

func (r *reading) add(info os.FileInfo, option string) {
	if info.Mode().IsRegular() {
		at := stamp{info.Size(), info.ModTime().UnixNano()}
		r.files[at] = append(r.files[at], readFile{info, option})
	}
}

// holds reports whether a path leads to a file that is read, and the option that names it.
func (r *reading) holds(path string) (option string, held bool) {
	info, err := os.Stat(path)
	if err != nil {
		return "", false
	}
	for _, f := range r.files[stamp{info.Size(), info.ModTime().UnixNano()}] {
		if os.SameFile(f.info, info) {
			return f.option, true
		}
	}
	return "", false
}

// spare refuses a report that would take the place of what is read.
func (a *app) spare(t target, r *reading) error {
	path := t.path
	if t.dir != "" && t.format == "html" {
		path = filepath.Join(t.dir, indexPage)
	}
	if path == "" {
		return nil
	}
	switch option, held := r.holds(path); {
	case !held:
		return nil
	case option != "":
		return usageError{report.Line(a.say("--out %s 是 %s 要读的文件；请换一个名字", "--out %s is read by %s; choose another name"), path, option)}
	case path != t.path:
		return usageError{report.Line(a.say("--out %s 里的 %s 是要审核的文件本身；请换一个文件夹", "--out %s: %s in it is a document to be audited; choose another folder"), t.dir, indexPage)}
	default:
		return usageError{report.Line(a.say("--out %s 是要审核的文件本身；请换一个名字", "--out %s is a document to be audited; choose another name"), path)}
	}
}

// pagesIn are the names in a folder that no page may have, because what stands there is read.
func (r *reading) pagesIn(dir string) map[string]bool {
	taken := map[string]bool{}
	entries, _ := os.ReadDir(dir) // a folder that is not there yet holds nothing
	for _, e := range entries {
		if name := strings.ToLower(e.Name()); strings.HasSuffix(name, ".html") {
			if _, held := r.holds(filepath.Join(dir, e.Name())); held {
				taken[name] = true
			}
		}
	}
	return taken
}

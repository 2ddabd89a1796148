package cli

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"

	"mingzhang/audit"
	"mingzhang/source"
)

// maxFileBytes is the largest file that is read; disclosures are far smaller, and a mistaken disk image
// must not fill memory.
const maxFileBytes = 256 << 20

// input is one file to be audited: a path, or standard input.
type input struct {
	name string
	path string // "" for standard input
	err  error
}

// extensions are what a walk through a folder picks up; a file named on the command line is read
// whatever it is called, and what it is is told by its bytes.
var extensions = map[string]bool{
	".txt": true, ".html": true, ".htm": true, ".docx": true, ".docm": true, ".xlsx": true, ".xlsm": true, ".pdf": true, ".xls": true, ".doc": true, ".zip": true, ".wps": true,
	".et": true, ".rtf": true, ".odt": true, ".ods": true, ".mht": true,
}

// inputs expands paths and folders, in order. A folder that cannot be read becomes an input with an error.
// Reports that the program wrote itself are left out of folders, and that is said.
func (a *app) inputs(paths []string) []input {
	var out []input
	var own []string
	for _, p := range paths {
		if p == "-" {
			out = append(out, input{name: "-"})
			continue
		}
		info, err := os.Stat(p)
		switch {
		case err != nil:
			out = append(out, input{name: p, path: p, err: err})
		case info.IsDir():
			list, passed := folder(p)
			out, own = append(out, list...), append(own, passed...)
		default:
			out = append(out, input{name: p, path: p})
		}
	}
	if len(own) > 0 {
		a.note("跳过了明账自己写的文件：%s\n", "passed over what Mingzhang wrote itself: %s\n", a.few(own))
	}
	return out
}

func folder(root string) (out []input, own []string) {
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		name := d.Name()
		switch {
		case err != nil:
			out = append(out, input{name: path, path: path, err: err})
			if d.IsDir() {
				return filepath.SkipDir
			}
		case path != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || name == "__MACOSX"):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case d.IsDir() || !d.Type().IsRegular() || !extensions[strings.ToLower(filepath.Ext(name))]:
		case ownReport(path):
			own = append(own, path)
		default:
			out = append(out, input{name: path, path: path})
		}
		return nil
	})
	if err != nil {
		out = append(out, input{name: root, path: root, err: err})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].path < out[j].path })
	return out, own
}

// copyName is how commented copies are called.
var copyName = regexp.MustCompile(`\.audited(-\d+)?\.\w+$`)

// ownReport knows the commented copies by their name, pages and workbooks by how they are signed, and the
// text in a folder by its name.
func ownReport(path string) bool {
	name := filepath.Base(path)
	if copyName.MatchString(name) {
		return true
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".txt":
		return slices.Contains(reportNames[:], strings.TrimSuffix(name, ".txt"))
	case ".html", ".htm":
		f, err := os.Open(path)
		if err != nil {
			return false
		}
		defer f.Close()
		head, err := io.ReadAll(io.LimitReader(f, 1024))
		return err == nil && bytes.Contains(head, []byte(`<meta name="generator" content="`+tool+`"`))
	case ".xlsx":
		z, err := zip.OpenReader(path)
		if err != nil {
			return false
		}
		defer z.Close()
		f, err := z.Open("docProps/core.xml")
		if err != nil {
			return false
		}
		defer f.Close()
		core, err := io.ReadAll(io.LimitReader(f, 64<<10))
		return err == nil && bytes.Contains(core, []byte("<dc:creator>"+tool+" "))
	}
	return false
}

// read returns the bytes of an input.
func (i *input) read(stdin io.Reader) ([]byte, error) {
	if i.err != nil {
		return nil, i.err
	}
	if i.path == "" {
		return limited(stdin, maxFileBytes)
	}
	return readRegular(i.path, maxFileBytes)
}

var errNoFile = sentence{audit.Words{ZH: "这是管道或设备，不是文件，没有读；要读管道里的内容，请用 - 代替文件名", EN: "it is a pipe or a device, no file, and was not read; to read from a pipe write - for the name"}}

// readRegular reads a file of at most so many bytes. What is no file is not opened: a pipe without a writer
// would never come back.
func readRegular(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, errNoFile
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return limited(f, most)
}

func limited(r io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > most {
		return nil, source.Over(source.Bytes, most)
	}
	return data, nil
}

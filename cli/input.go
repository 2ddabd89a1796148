package cli

import (
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

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
func inputs(paths []string) []input {
	var out []input
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
			out = append(out, folder(p)...)
		default:
			out = append(out, input{name: p, path: p})
		}
	}
	return out
}

func folder(root string) []input {
	var out []input
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
		case strings.Contains(name, ".audited."): // our own commented copies
		case !d.IsDir() && d.Type().IsRegular() && extensions[strings.ToLower(filepath.Ext(name))]:
			out = append(out, input{name: path, path: path})
		}
		return nil
	})
	if err != nil {
		out = append(out, input{name: root, path: root, err: err})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].path < out[j].path })
	return out
}

// read returns the bytes of an input.
func (i *input) read(stdin io.Reader) ([]byte, error) {
	if i.err != nil {
		return nil, i.err
	}
	if i.path == "" {
		return limited(stdin)
	}
	f, err := os.Open(i.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return limited(f)
}

func limited(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFileBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFileBytes {
		return nil, source.Over(source.Bytes, maxFileBytes)
	}
	return data, nil
}

package tidy

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

const module = "mingzhang"

// pkg is a package of the module with its files, tests left out.
type pkg struct {
	path    string // below the module, "" for main
	imports []string
	files   map[string]*ast.File
}

var (
	fset   = token.NewFileSet()
	loaded []*pkg
)

// root is the folder of the module.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// packages parses all packages of the module.
func packages(t *testing.T) []*pkg {
	t.Helper()
	if loaded != nil {
		return loaded
	}
	base := root(t)
	byPath := map[string]*pkg{}
	for _, name := range goFiles(t, false) {
		f, err := parser.ParseFile(fset, filepath.Join(base, name), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.ToSlash(filepath.Dir(name))
		if dir == "." {
			dir = ""
		}
		p := byPath[dir]
		if p == nil {
			p = &pkg{path: dir, files: map[string]*ast.File{}}
			byPath[dir] = p
			loaded = append(loaded, p)
		}
		p.files[name] = f
		for _, imp := range f.Imports {
			path, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			p.imports = append(p.imports, path)
		}
	}
	sort.Slice(loaded, func(i, j int) bool { return loaded[i].path < loaded[j].path })
	return loaded
}

// goFiles lists the Go files of the module, relative to its root.
func goFiles(t *testing.T, tests bool) []string {
	t.Helper()
	base := root(t)
	var out []string
	err := filepath.WalkDir(base, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != base && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules" || name == "bin" || name == "dist") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || !tests && strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(base, path)
		out = append(out, rel)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

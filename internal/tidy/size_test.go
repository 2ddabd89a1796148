package tidy

import (
	"go/ast"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// The limits of the style guide. A listed exception that no longer needs to be one fails the test, so
// that the list only shrinks.
const (
	maxFileLines     = 500
	maxTestLines     = 800
	maxFunctionLines = 70
	maxParameters    = 5
	maxPackageLines  = 4000
)

// largePackages are the packages over the limit, with the reason.
var largePackages = map[string]string{
	"audit":     "the rule catalogue: a hundred rules, each a sentence and a few lines, found in one place",
	"interpret": "prose and tables share the lexicon and the passages",
}

// longFunctions are the functions over the limit, with the reason.
var longFunctions = map[string]string{}

func TestFileSizes(t *testing.T) {
	total := map[string]int{}
	for _, name := range goFiles(t, true) {
		data, err := os.ReadFile(filepath.Join(root(t), name))
		if err != nil {
			t.Fatal(err)
		}
		n := strings.Count(string(data), "\n")
		limit := maxFileLines
		if strings.HasSuffix(name, "_test.go") {
			limit = maxTestLines
		} else {
			total[filepath.Dir(name)] += n
		}
		if n > limit {
			t.Errorf("%s has %d lines, at most %d are allowed", name, n, limit)
		}
		if strings.Contains(string(data), "FIX"+"ME") {
			t.Errorf("%s: a FIX"+"ME does not reach the main branch", name)
		}
	}
	for dir, n := range total {
		if n > maxPackageLines && largePackages[filepath.ToSlash(dir)] == "" {
			t.Errorf("package %s has %d lines, at most %d are allowed", dir, n, maxPackageLines)
		}
	}
}

func TestFunctionSizes(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range packages(t) {
		for name, f := range p.files {
			for _, d := range f.Decls {
				fn, ok := d.(*ast.FuncDecl)
				if !ok || fn.Body == nil {
					continue
				}
				id := p.path + "." + fn.Name.Name
				lines := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line + 1
				if lines > maxFunctionLines {
					seen[id] = true
					if longFunctions[id] == "" {
						t.Errorf("%s: %s has %d lines, at most %d are allowed", name, fn.Name.Name, lines, maxFunctionLines)
					}
				}
				params := 0
				for _, field := range fn.Type.Params.List {
					params += max(len(field.Names), 1)
				}
				if params > maxParameters {
					t.Errorf("%s: %s has %d parameters, at most %d are allowed", name, fn.Name.Name, params, maxParameters)
				}
			}
		}
	}
	for id := range longFunctions {
		if !seen[id] {
			t.Errorf("%s is listed as long but no longer is: take it off the list", id)
		}
	}
}

// forbiddenNames say nothing about what a package or file is for.
var forbiddenNames = map[string]bool{"common": true, "util": true, "utils": true, "helper": true, "helpers": true, "misc": true, "base": true, "manager": true, "processor": true}

func TestNames(t *testing.T) {
	for _, name := range goFiles(t, true) {
		for _, part := range strings.Split(strings.TrimSuffix(filepath.ToSlash(name), ".go"), "/") {
			if forbiddenNames[strings.TrimSuffix(part, "_test")] {
				t.Errorf("%s: the name %q says nothing", name, part)
			}
		}
	}
}

func TestDocComments(t *testing.T) {
	for _, p := range packages(t) {
		hasDoc := false
		for name, f := range p.files {
			hasDoc = hasDoc || f.Doc != nil
			for _, d := range f.Decls {
				documented(t, name, d)
			}
		}
		if !hasDoc {
			t.Errorf("package %q has no package comment", p.path)
		}
	}
}

func documented(t *testing.T, file string, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if ast.IsExported(d.Name.Name) && exportedReceiver(d) && (d.Doc == nil || !strings.HasPrefix(d.Doc.Text(), d.Name.Name)) {
			t.Errorf("%s: %s needs a comment that begins with its name", file, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			s, ok := spec.(*ast.TypeSpec)
			if !ok || !ast.IsExported(s.Name.Name) {
				continue
			}
			doc := s.Doc
			if doc == nil {
				doc = d.Doc
			}
			if doc == nil || !strings.Contains(doc.Text(), s.Name.Name) {
				t.Errorf("%s: type %s needs a comment that names it", file, s.Name.Name)
			}
		}
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	id, ok := typ.(*ast.Ident)
	return ok && ast.IsExported(id.Name)
}

// floats may stand here only.
var floatsAllowed = map[string]bool{"internal/pdfium": true}

func TestNoFloats(t *testing.T) {
	for _, p := range packages(t) {
		if floatsAllowed[p.path] {
			continue
		}
		for name, f := range p.files {
			if strings.HasSuffix(name, "_numbers.go") || filepath.ToSlash(name) == "audit/chance.go" {
				continue // amounts for the spreadsheet library; the probability of rounding
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && (id.Name == "float64" || id.Name == "float32") {
					t.Errorf("%s: %s near money; amounts are exact", name, id.Name)
				}
				return true
			})
		}
	}
}

// TestChineseTerms: exported types of the domain carry the Chinese term in their comment.
func TestChineseTerms(t *testing.T) {
	for _, p := range packages(t) {
		switch p.path {
		case "budget", "performance", "profile", "audit":
		default:
			continue
		}
		for name, f := range p.files {
			for _, d := range f.Decls {
				g, ok := d.(*ast.GenDecl)
				if !ok {
					continue
				}
				for _, spec := range g.Specs {
					s, ok := spec.(*ast.TypeSpec)
					if !ok || !ast.IsExported(s.Name.Name) {
						continue
					}
					if doc := g.Doc.Text() + s.Doc.Text(); !hasHan(doc) && !plainTypes[p.path+"."+s.Name.Name] {
						t.Errorf("%s: the comment of %s has no Chinese term", name, s.Name.Name)
					}
				}
			}
		}
	}
}

// plainTypes are technical types without a term of the field.
var plainTypes = map[string]bool{}

func hasHan(s string) bool {
	for len(s) > 0 {
		r, w := utf8.DecodeRuneInString(s)
		if r >= 0x4E00 && r <= 0x9FFF {
			return true
		}
		s = s[w:]
	}
	return false
}

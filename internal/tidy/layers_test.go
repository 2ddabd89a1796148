package tidy

import (
	"sort"
	"strings"
	"testing"
)

// layers says who may import whom, within the module. A line names only lines above it. It is policy:
// it is not edited to make a build pass.
var layers = []struct{ pkg, may string }{
	{"money", ""},
	{"classification", ""},
	{"source", ""},
	{"internal/phrase", ""},
	{"internal/ooxml", "source"},
	{"internal/numfmt", ""},
	{"internal/ole", "source"},
	{"internal/sheet", "source internal/ooxml internal/numfmt"},
	{"profile", "money classification"},
	{"performance", "money classification source"},
	{"budget", "money classification source performance"},
	{"interpret", "money classification source performance profile budget internal/phrase"},
	{"audit", "money classification source performance profile budget internal/phrase"},
	{"source/text", "source"},
	{"source/html", "source"},
	{"source/docx", "source internal/ooxml"},
	{"source/xlsx", "source internal/ooxml internal/numfmt internal/sheet"},
	{"source/xls", "source internal/ole internal/numfmt internal/sheet"},
	{"source/doc", "source internal/ole"},
	{"source/pdf", "source"},
	{"source/detect", "source source/text source/html source/docx source/xlsx source/xls source/doc source/pdf internal/ole internal/ooxml"},
	{"internal/pdfium", "source source/pdf"},
	{"score", "money source source/detect source/text budget interpret audit"},
	{"render/report", "money source performance budget profile audit internal/ooxml"},
	{"render/annotate", "source budget audit internal/ooxml render/report"},
	{"render/exchange", "money source performance budget profile audit render/report"},
	{"render/page", "money source performance budget profile audit render/report"},
	{"render/workbook", "money source budget profile audit internal/ooxml render/report"},
	{"internal/specimen", "source source/text interpret audit render/report"},
	{"cli", "*"},
	{"internal/tidy", ""},
	{"", "cli"},
}

func TestLayers(t *testing.T) {
	allowed := map[string]map[string]bool{}
	for _, l := range layers {
		set := map[string]bool{}
		for _, p := range strings.Fields(l.may) {
			if _, ok := allowed[p]; !ok && p != "*" {
				t.Errorf("layers: %q may import %q, which does not stand above it", l.pkg, p)
			}
			set[p] = true
		}
		allowed[l.pkg] = set
	}
	for _, p := range packages(t) {
		may, ok := allowed[p.path]
		if !ok {
			t.Errorf("package %q has no line in the table of layers", p.path)
			continue
		}
		for _, imp := range p.imports {
			in, own := strings.CutPrefix(imp, module+"/")
			if own && !may[in] && !may["*"] {
				t.Errorf("%s must not import %s", p.path, in)
			}
		}
	}
}

// impure are the standard packages that touch the world.
var impure = []string{"os", "os/exec", "syscall", "net", "net/http", "database/sql", "log", "log/slog", "math/rand", "math/rand/v2", "time"}

// atTheEdge are the packages that may.
var atTheEdge = map[string]bool{"": true, "cli": true, "internal/pdfium": true, "internal/tidy": true}

func TestPure(t *testing.T) {
	for _, p := range packages(t) {
		if atTheEdge[p.path] {
			continue
		}
		for _, imp := range p.imports {
			if i := sort.SearchStrings(sorted(impure), imp); i < len(impure) && sorted(impure)[i] == imp {
				if imp == "time" && timeForFormats[p.path] {
					continue
				}
				t.Errorf("%s is pure and must not import %s", p.path, imp)
			}
		}
	}
}

// timeForFormats may use time for calendar arithmetic in file formats, never for the clock.
var timeForFormats = map[string]bool{"internal/numfmt": true, "source/xlsx": true}

func sorted(list []string) []string {
	out := append([]string(nil), list...)
	sort.Strings(out)
	return out
}

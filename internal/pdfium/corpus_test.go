package pdfium

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"mingzhang/source"
	"mingzhang/source/pdf"
)

// cacheDir keeps the compiled engine between test runs.
func cacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "mingzhang-test-pdfium")
}

// corpus gives the real documents of the folder that MINGZHANG_CORPUS names, or of its folder pdf.
func corpus(t testing.TB) map[string][]byte {
	t.Helper()
	dir := os.Getenv("MINGZHANG_CORPUS")
	if dir == "" {
		t.Skip("MINGZHANG_CORPUS names no folder of real documents, so they are not read here.")
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if more, _ := filepath.Glob(filepath.Join(dir, "pdf", "*.pdf")); err == nil {
		names = append(names, more...)
	}
	out := map[string][]byte{}
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(n), ".pdf")] = data
	}
	if len(out) == 0 {
		t.Skipf("there is no PDF in %s.", dir)
	}
	return out
}

// TestCells compares every cell of the documents for which source/pdf/testdata has a table of cells, which was
// checked against the pages by eye. Cells that are not listed are empty and single.
func TestCells(t *testing.T) {
	docs := corpus(t)
	names, err := filepath.Glob(filepath.Join("..", "..", "source", "pdf", "testdata", "*.csv"))
	if err != nil || len(names) == 0 {
		t.Fatal("no expectations", err)
	}
	for _, n := range names {
		id := strings.TrimSuffix(filepath.Base(n), ".csv")
		data, ok := docs[id]
		if !ok {
			t.Logf("%s is not in the corpus", id)
			continue
		}
		d, err := open(t).Read(data)
		if err != nil {
			t.Fatal(id, err)
		}
		want := listed(t, n)
		got := map[string]string{}
		for _, b := range d.Blocks {
			if b.Grid == nil {
				continue
			}
			for _, c := range b.Grid.Cells {
				last := c.Row == b.Grid.Rows-1 && c.Col == b.Grid.Cols-1
				if c.Text != "" || c.RowSpan > 1 || c.ColSpan > 1 || last {
					got[fmt.Sprintf("%s p%d %d,%d", b.Grid.Number, c.Place.Page, c.Row+1, c.Col+1)] =
						fmt.Sprintf("%d×%d %s", c.RowSpan, c.ColSpan, c.Text)
				}
			}
		}
		for k, w := range want {
			if got[k] != w {
				t.Errorf("%s %s: got %q, want %q", id, k, got[k], w)
			}
		}
		for k, g := range got {
			if _, ok := want[k]; !ok {
				t.Errorf("%s %s: %q is not expected", id, k, g)
			}
		}
	}
}

func listed(t *testing.T, name string) map[string]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, r := range all[1:] { // table, page, row, col, rowspan, colspan, text
		out[fmt.Sprintf("%s p%s %s,%s", r[0], r[1], r[2], r[3])] = fmt.Sprintf("%s×%s %s", r[4], r[5], r[6])
	}
	return out
}

var token = regexp.MustCompile(`[0-9][0-9,]*(\.[0-9]+)?`)

func count(into map[string]int, s string, by int) {
	for _, n := range token.FindAllString(s, -1) {
		into[strings.TrimRight(n, ",")] += by
	}
}

// TestFigures compares the figures of every document with those that pdftotext finds. That program also prints
// what lies outside the window of a page, so there may be fewer here where a note says so.
func TestFigures(t *testing.T) {
	docs := corpus(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed, so figures are not compared.")
	}
	for id, data := range docs {
		d, err := open(t).Read(data)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		cmd := exec.Command("pdftotext", "-layout", "-", "-")
		cmd.Stdin = bytes.NewReader(data)
		theirs, err := cmd.Output()
		if err != nil {
			t.Errorf("%s: pdftotext: %v", id, err)
			continue
		}
		left := map[string]int{}
		count(left, string(theirs), 1)
		count(left, text(d), -1)
		hidden := slices.ContainsFunc(d.Notes, func(n source.Note) bool { return n.Code == source.HiddenText })
		for n, k := range left {
			if k < 0 || k > 0 && !hidden {
				t.Errorf("%s: %s stands %s times more with pdftotext", id, n, strconv.Itoa(k))
			}
		}
	}
}

// TestMemory reads the corpus over and over, from several goroutines, and watches the heap.
func TestMemory(t *testing.T) {
	docs := corpus(t)
	rounds := 3
	if !testing.Short() {
		rounds = 15
	}
	work := make(chan []byte)
	var wg sync.WaitGroup
	for range 2 * maxInstances {
		wg.Go(func() {
			for data := range work {
				if _, err := open(t).Read(data); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range rounds {
		for _, data := range docs {
			work <- data
		}
	}
	close(work)
	wg.Wait()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapAlloc > 300<<20 {
		t.Errorf("%d MB are in use after %d documents", m.HeapAlloc>>20, rounds*len(docs))
	}
	t.Logf("%d documents, %d MB in use, %d MB from the system", rounds*len(docs), m.HeapAlloc>>20, m.Sys>>20)
}

// BenchmarkRead reads each document of the corpus as a whole, and the part of it that pdf.Build takes.
func BenchmarkRead(b *testing.B) {
	for id, data := range corpus(b) {
		pages, err := open(b).Pages(b.Context(), data)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("%s-%d-pages", id, len(pages)), func(b *testing.B) {
			for b.Loop() {
				if _, err := open(b).Read(data); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(id+"-build", func(b *testing.B) {
			for b.Loop() {
				pdf.Build(pages)
			}
		})
	}
}

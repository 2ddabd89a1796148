package html

import (
	"os"
	"path/filepath"
	"testing"
)

// benchFiles returns pages to measure with: those of the folder MINGZHANG_BENCH.
func benchFiles(b *testing.B) [][]byte {
	dir := os.Getenv("MINGZHANG_BENCH")
	if dir == "" {
		b.Skip("set MINGZHANG_BENCH to a folder of pages")
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(names) == 0 {
		b.Skip("no pages in ", dir)
	}
	var files [][]byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, data)
	}
	return files
}

func BenchmarkRead(b *testing.B) {
	files := benchFiles(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := Read(files[i%len(files)]); err != nil {
			b.Fatal(err)
		}
	}
}

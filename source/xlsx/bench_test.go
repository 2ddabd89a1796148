package xlsx

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// benchFiles returns workbooks to measure with: those of the folder MINGZHANG_BENCH.
func benchFiles(b *testing.B) [][]byte {
	dir := os.Getenv("MINGZHANG_BENCH")
	if dir == "" {
		b.Skip("set MINGZHANG_BENCH to a folder of workbooks")
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.xlsx"))
	if err != nil || len(names) == 0 {
		b.Skip("no workbooks in ", dir)
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

// BenchmarkExcelize reads the same cells with excelize, for comparison.
func BenchmarkExcelize(b *testing.B) {
	files := benchFiles(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		f, err := excelize.OpenReader(bytes.NewReader(files[i%len(files)]))
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range f.GetSheetList() {
			rows, err := f.Rows(name)
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, err := rows.Columns(); err != nil {
					b.Fatal(err)
				}
			}
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

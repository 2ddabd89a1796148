package docx

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// benchFiles returns documents to measure with: those of the folder MINGZHANG_BENCH.
func benchFiles(b *testing.B) [][]byte {
	dir := os.Getenv("MINGZHANG_BENCH")
	if dir == "" {
		b.Skip("set MINGZHANG_BENCH to a folder of documents")
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.docx"))
	if err != nil || len(names) == 0 {
		b.Skip("no documents in ", dir)
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

// BenchmarkHostile reads one odd thing at numbers that double: the time of an operation must double, too.
func BenchmarkHostile(b *testing.B) {
	for _, c := range []struct {
		name string
		make func(n int) parts
	}{
		{"deleted-marks", func(n int) parts {
			return body(strings.Repeat(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>`+strings.Repeat("甲", 30)+`</w:t></w:r></w:p>`, n))
		}},
		{"lists-of-no-style", func(n int) parts {
			var lists, instances strings.Builder
			for i := range n {
				fmt.Fprintf(&lists, `<w:abstractNum w:abstractNumId="%d"><w:numStyleLink w:val="无"/></w:abstractNum>`, i)
				fmt.Fprintf(&instances, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, i, i)
			}
			d := body("<w:p/>")
			d["numbering"] = "<w:numbering" + names + ">" + lists.String() + instances.String() + "</w:numbering>"
			return d
		}},
	} {
		for n := 5_000; n <= 20_000; n *= 2 {
			data := c.make(n).pack(b)
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				for range b.N {
					if _, err := Read(data); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

package cli

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"mingzhang/audit"
	"mingzhang/render/report"
	"mingzhang/source"
	"mingzhang/source/detect"
)

// packed is a ZIP archive of files: names and contents in turn.
func packed(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = io.WriteString(w, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// quiet is an app that speaks to nobody.
func quiet() (*app, *bytes.Buffer) {
	var said bytes.Buffer
	return &app{in: strings.NewReader(""), out: io.Discard, err: &said, lang: "zh"}, &said
}

func TestArchivesKeepTheOrder(t *testing.T) {
	dir := t.TempDir()
	var files, want []string
	for i := range 20 {
		files = append(files, fmt.Sprintf("%02d.txt", i), disclosure)
	}
	var list []input
	for _, name := range []string{"a.zip", "b.zip", "c.zip"} {
		path := put(t, filepath.Join(dir, name), packed(t, files...))
		list = append(list, input{name: name, path: path})
		for i := range 20 {
			want = append(want, fmt.Sprintf("%s!/%02d.txt", name, i))
		}
		list = append(list, input{name: name + ".txt", path: put(t, filepath.Join(dir, name+".txt"), disclosure)})
		want = append(want, name+".txt")
	}
	for _, jobs := range []int{1, 2, 7} {
		a, _ := quiet()
		var got []string
		err := (&batch{app: a, jobs: jobs}).run(list, func(d *report.Document) error {
			got = append(got, d.File)
			return d.Err
		})
		if err != nil || strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%d jobs: %v, %v", jobs, got, err)
		}
	}
}

func TestArchivesAreNotUnpackedAtOnce(t *testing.T) {
	const members = 60
	filler := strings.Repeat("说明文字。\n", 4_000)
	var files []string
	for i := range members {
		files = append(files, fmt.Sprintf("%d.txt", i), filler)
	}
	a, _ := quiet()
	path := put(t, filepath.Join(t.TempDir(), "a.zip"), packed(t, files...))
	alive, most := 0, 0
	done := make(chan struct{}, 2*members)
	err := (&batch{app: a, jobs: 2}).run([]input{{name: "a.zip", path: path}}, func(d *report.Document) error {
		alive++
		runtime.AddCleanup(d, func(int) { done <- struct{}{} }, 0)
		d = nil
		runtime.GC()
		for len(done) > 0 {
			<-done
			alive--
		}
		most = max(most, alive)
		return nil
	})
	if err != nil || most > members/3 {
		t.Errorf("%d of %d documents were held at once: %v", most, members, err)
	}
}

func TestUnpackedSizeOfAnArchive(t *testing.T) {
	var files []string
	zeros := "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 7<<20) // which is not read at all
	for i := range freeUnpacked/len(zeros) + 3 {
		files = append(files, fmt.Sprintf("%02d.txt", i), zeros)
	}
	dir := t.TempDir()
	path, good := put(t, filepath.Join(dir, "a.zip"), packed(t, files...)), put(t, filepath.Join(dir, "good.txt"), disclosure)
	code, out, _ := shell(t, "audit", path, good)
	if code != exitUnread || strings.Count(out, path+"\n  压缩包解开后太大，后面的文件没有读") != 1 || !strings.Contains(out, "6项相加是77.5万元") {
		t.Errorf("code %d, %.300s", code, out)
	}
}

// failing is a report that fails on one document.
type failing struct{ seen []*report.Document }

func (f *failing) Document(d *report.Document) error {
	if d.Err == nil && strings.HasSuffix(d.File, "bad.txt") {
		panic("render")
	}
	f.seen = append(f.seen, d)
	return nil
}

func (f *failing) Close([]*audit.Set) error { return nil }

func TestOneDocumentNeverStopsTheBatch(t *testing.T) {
	dir := t.TempDir()
	var list []input
	for _, name := range []string{"a.txt", "bad.txt", "z.pdf", "y.txt"} {
		content := disclosure
		if name == "z.pdf" {
			content = "%PDF-1.7\n"
		}
		list = append(list, input{name: name, path: put(t, filepath.Join(dir, name), content)})
	}
	a, said := quiet()
	b := &batch{app: a, jobs: 2, groups: newSets(nil), engines: detect.Engines{PDF: func([]byte) (*source.Document, error) { panic("read") }}}
	b.keep = func(name string, _ []byte) {
		if name == "y.txt" {
			panic("keep")
		}
	}
	sink := &failing{}
	out := &output{app: a, sink: sink, done: func() error { return nil }}
	if err := a.pipe(b, list, out, &copies{app: a, bytes: map[string][]byte{}}); err != nil {
		t.Fatal(err)
	}
	if a.code != exitUnread || len(sink.seen) != 4 || sink.seen[0].Err != nil {
		t.Fatalf("code %d, %d documents in the report", a.code, len(sink.seen))
	}
	for i, d := range sink.seen[1:] {
		if d.Err != error(errOurs) || !strings.Contains(said.String(), list[i+1].name+"：程序读这份文件时出了错") {
			t.Errorf("%s: %v; said %s", d.File, d.Err, said)
		}
	}
}

func TestACopyThatFailsLeavesTheReport(t *testing.T) {
	dir := t.TempDir()
	long := filepath.Join(dir, strings.Repeat("a", 246)+".xlsx") // there is no room for .audited
	put(t, long, get(t, sheetFile(t, filepath.Join(dir, "a.xlsx"))))
	out := filepath.Join(dir, "r.json")
	code, _, said := shell(t, "audit", "--annotate", "--out", out, long, put(t, filepath.Join(dir, "b.txt"), disclosure))
	if code != exitUnread || strings.Count(said, "没有写批注") != 1 || !strings.Contains(said, "写不了") {
		t.Errorf("code %d, said %s", code, said)
	}
	if report := get(t, out); !strings.Contains(report, "b.txt") {
		t.Error("the report is not complete")
	}
}

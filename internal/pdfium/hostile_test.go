package pdfium

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tetratelabs/wazero"

	"mingzhang/source"
)

// engine is shared by the tests: starting it takes longer than all of them.
var engine = sync.OnceValues(func() (*Engine, error) { return Open(context.Background(), cacheDir()) })

func open(t testing.TB) *Engine {
	t.Helper()
	e, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// file writes a PDF of numbered objects, with a right table of their places.
func file(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return b.Bytes()
}

func stream(content string) string {
	return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
}

func packed(content string, extra string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(content))
	_ = w.Close()
	return fmt.Sprintf("<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream", b.Len(), extra, b.String())
}

// onePage is a document of one page with the given contents and resources.
func onePage(content, resources string, more ...string) []byte {
	return file(append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> " +
			resources + " >> >>",
		stream(content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}, more...)...)
}

const hello = "BT /F 12 Tf 72 700 Td (Total 1,234.56) Tj ET"

func text(d *source.Document) string {
	var b strings.Builder
	for _, x := range d.Blocks {
		if x.Paragraph != nil {
			b.WriteString(x.Paragraph.Text + "\n")
			continue
		}
		for _, c := range x.Grid.Cells {
			b.WriteString(c.Text + "\n")
		}
	}
	return b.String()
}

func TestSmall(t *testing.T) {
	d, err := open(t).Read(onePage(hello, ""))
	if err != nil {
		t.Fatal(err)
	}
	if got := text(d); got != "Total 1,234.56\n" {
		t.Errorf("read %q", got)
	}
	if p := d.Blocks[0].Paragraph.Place; p.Page != 1 || p.Line != 1 || p.Box.X0 != 7200 {
		t.Errorf("place %+v", p)
	}
}

// TestTurned reads a page that is shown turned, and one whose text runs upwards.
func TestTurned(t *testing.T) {
	turned := bytes.Replace(onePage("BT /F 12 Tf 0 1 -1 0 100 72 Tm (Total 7.50) Tj ET", ""),
		[]byte("/MediaBox"), []byte("/Rotate 90 /MediaBox"), 1)
	for name, data := range map[string][]byte{
		"shown turned":     turned,
		"text runs upward": onePage("BT /F 12 Tf 0 1 -1 0 100 72 Tm (Total 7.50) Tj ET", ""),
	} {
		d, err := open(t).Read(data)
		if err != nil {
			t.Fatal(name, err)
		}
		if got := text(d); got != "Total 7.50\n" {
			t.Errorf("%s: read %q", name, got)
		}
	}
	pages, err := open(t).Pages(context.Background(), turned)
	if err != nil {
		t.Fatal(err)
	}
	if p := pages[0]; p.Width != 84200 || p.Height != 59500 || p.Glyphs[0].Angle != 0 {
		t.Errorf("%d × %d, angle %d", p.Width, p.Height, p.Glyphs[0].Angle)
	}
}

// TestWindow leaves out what lies outside the window that it is drawn through.
func TestWindow(t *testing.T) {
	d, err := open(t).Read(onePage(
		"q 0 600 595 242 re W n "+hello+" BT /F 12 Tf 72 500 Td (Total 9.00) Tj ET Q", ""))
	if err != nil {
		t.Fatal(err)
	}
	if got := text(d); got != "Total 1,234.56\n" {
		t.Errorf("read %q", got)
	}
	if len(d.Notes) != 1 || d.Notes[0].Code != source.HiddenText || d.Notes[0].Text != "Total 9.00" {
		t.Errorf("notes %v", d.Notes)
	}
}

func TestScanned(t *testing.T) {
	image := "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray " +
		"/BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
	data := onePage("q 595 0 0 842 0 0 cm /I Do Q", "/XObject << /I 6 0 R >>", image)
	if _, err := open(t).Read(data); !errors.Is(err, source.ErrScanned) {
		t.Errorf("a picture: %v", err)
	}
	both := file(
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595 842] "+
			"/Resources << /Font << /F 7 0 R >> /XObject << /I 8 0 R >> >> >>",
		"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>",
		"<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>",
		stream(hello),
		stream("q 595 0 0 842 0 0 cm /I Do Q"),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
		image,
	)
	d, err := open(t).Read(both)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Notes) != 1 || d.Notes[0].Code != source.ScannedPage || d.Notes[0].Place.Page != 2 {
		t.Errorf("notes %v", d.Notes)
	}
}

func TestRefused(t *testing.T) {
	deep := func(depth int) []byte { // forms that draw each other tenfold: 10^depth in all
		objects := make([]string, depth)
		for i := range objects {
			inner := strings.Repeat(fmt.Sprintf("/X%d Do ", i+1), 10)
			if i == depth-1 {
				inner = "0 0 10 10 re f"
			}
			objects[i] = fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] "+
				"/Resources << /XObject << /X%d %d 0 R >> >> /Length %d >>\nstream\n%s\nendstream",
				i+1, 6+i+1, len(inner), inner)
		}
		return onePage(strings.Repeat("/X0 Do ", 10), "/XObject << /X0 6 0 R >>", objects...)
	}
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, source.ErrEmpty},
		{"no PDF", []byte("%PDF-1.7\nhello"), source.ErrDamaged},
		{"no pages", file("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"),
			source.ErrDamaged},
		{"10,000 pages, looping", loopingPages(10_000), source.ErrTooLarge},
		{"a drawing on every page", manyPages(MaxPages, strings.Repeat("0 0 m 9 0 l 9 9 l 0 9 l 0 0 l S\n", 10_000)), errStrokes},
		{"nested forms", deep(20), source.ErrTooLarge},
		{"too many bytes", make([]byte, MaxBytes+1), source.ErrTooLarge},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			start := time.Now()
			_, err := open(t).Read(test.data)
			if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			t.Log(time.Since(start), err)
		})
	}
	if _, err := open(t).Read(onePage(hello, "")); err != nil {
		t.Errorf("after all that: %v", err)
	}
}

// loopingPages is a page tree whose nodes are each other's children, with the given count.
func loopingPages(n int) []byte {
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		fmt.Sprintf("<< /Type /Pages /Kids [3 0 R 4 0 R] /Count %d >>", n),
		fmt.Sprintf("<< /Type /Pages /Parent 2 0 R /Kids [4 0 R 2 0 R] /Count %d >>", n/2),
		fmt.Sprintf("<< /Type /Pages /Parent 2 0 R /Kids [3 0 R 2 0 R] /Count %d >>", n/2),
	}
	return file(objects...)
}

// manyPages is a sound document of n pages that all draw the same.
func manyPages(n int, content string) []byte {
	var kids strings.Builder
	font := "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "", "", font}
	for i := range n {
		fmt.Fprintf(&kids, "%d 0 R ", i+5)
		objects = append(objects, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "+
			"/Resources << /Font << /F 4 0 R >> >> >>")
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), n)
	objects[2] = packed(content, "")
	return file(objects...)
}

// TestContext ends a long document by its context, and the engine serves the next one.
func TestContext(t *testing.T) {
	e := open(t)
	data := manyPages(MaxPages, strings.Repeat(hello+"\n", 2000))
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := e.Pages(ctx, data); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	t.Log(time.Since(start))
	if _, err := e.Pages(context.Background(), manyPages(MaxPages+1, hello)); !errors.Is(err, source.ErrTooLarge) {
		t.Errorf("too many pages: %v", err)
	}
	if _, err := e.Read(onePage(hello, "")); err != nil {
		t.Errorf("after it: %v", err)
	}
}

// TestTruncated cuts and garbles a document everywhere. Every outcome but a panic or a hang is right; an
// error is one of ours.
func TestTruncated(t *testing.T) {
	e := open(t)
	whole := manyPages(3, hello)
	check := func(what string, data []byte) {
		_, err := e.Read(data)
		for _, known := range []error{
			nil, source.ErrDamaged, source.ErrEmpty, source.ErrEncrypted, source.ErrTooLarge, source.ErrScanned,
		} {
			if errors.Is(err, known) {
				return
			}
		}
		t.Errorf("%s: %v", what, err)
	}
	for i := 0; i < len(whole); i += 7 {
		check(fmt.Sprint("cut at ", i), whole[:i])
	}
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 100 {
		data := bytes.Clone(whole)
		for range 1 + r.IntN(20) {
			data[r.IntN(len(data))] = byte(r.Uint32())
		}
		check(fmt.Sprint("garbled ", n), data)
		noise := make([]byte, r.IntN(5000))
		for i := range noise {
			noise[i] = byte(r.Uint32())
		}
		check(fmt.Sprint("noise ", n), append([]byte("%PDF-1.4\n"), noise...))
	}
}

// TestConcurrent reads from many goroutines, past the recycling of instances.
func TestConcurrent(t *testing.T) {
	e := open(t)
	data := onePage(hello, "")
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range documentsPerInstance / 2 {
				d, err := e.Read(data)
				if err != nil || text(d) != "Total 1,234.56\n" {
					t.Errorf("%v %v", d, err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// TestRewritten checks that what is compiled counts, and lacks what is not used.
func TestRewritten(t *testing.T) {
	code, err := rewritten(pdfiumModule)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(code, countdown); n < 5_000 {
		t.Errorf("%d countdowns: hardly any loop was found", n)
	}
	if len(code) > len(pdfiumModule)*9/10 {
		t.Errorf("%d bytes became %d: hardly anything was left out", len(pdfiumModule), len(code))
	}
	for _, bad := range []string{"", "\x0a\x05", "\x07\x01\x01", "\x02\x02\x01\x09", "\x09\x03\x01\x07\x00"} {
		if _, err := rewritten([]byte("\x00asm\x01\x00\x00\x00" + bad)[:8*min(len(bad), 1)+len(bad)]); err == nil {
			t.Errorf("%x was taken for a module", bad)
		}
	}
}

// TestFuel checks that a countdown at zero ends a call.
func TestFuel(t *testing.T) {
	e := open(t)
	in, err := e.instance(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer in.close()
	in.refuel(50)
	if _, err := in.call("FPDF_InitLibrary"); err == nil && !in.broken {
		address, err := in.alloc(1 << 16)
		if err == nil {
			_, err = in.call("FPDF_LoadMemDocument64", uint64(address), 1<<16, 0)
		}
		if err == nil || !in.spent() {
			t.Errorf("50 turns of loops were enough: %v", err)
		}
	}
}

// TestProtected refuses a file that needs a password and reads one that only forbids changes. Both were made
// with qpdf from the document of TestSmall.
func TestProtected(t *testing.T) {
	for name, want := range map[string]error{"password.pdf": source.ErrEncrypted, "owner.pdf": nil} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := open(t).Read(data); !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCacheFolderUnusable: the cache is there for speed alone. A folder that cannot be made, or in which
// nothing can be written, must not be said to be a fault of the file.
func TestCacheFolderUnusable(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the engine, which takes seconds")
	}
	dir := t.TempDir()
	noFolder := filepath.Join(dir, "file")
	if err := os.WriteFile(noFolder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	folders := []string{filepath.Join(noFolder, "below")}
	if os.Geteuid() != 0 { // root may write everywhere
		readOnly := filepath.Join(dir, "read-only")
		cache, err := wazero.NewCompilationCacheWithDir(readOnly)
		if err != nil {
			t.Fatal(err)
		}
		if err := cache.Close(context.Background()); err != nil {
			t.Fatal(err)
		}
		made, err := filepath.Glob(filepath.Join(readOnly, "*"))
		if err != nil || len(made) != 1 {
			t.Fatalf("the cache has %d folders: %v", len(made), err)
		}
		if err := os.Chmod(made[0], 0o500); err != nil {
			t.Fatal(err)
		}
		folders = append(folders, readOnly)
	}
	for _, folder := range folders {
		e, err := Open(context.Background(), folder)
		if err != nil {
			t.Fatal(err)
		}
		if d, err := e.Read(onePage(hello, "")); err != nil || !strings.Contains(text(d), "1,234.56") {
			t.Errorf("%s: not read: %v", folder, err)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
}

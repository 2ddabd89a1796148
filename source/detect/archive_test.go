package detect

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"mingzhang/source"
)

func walked(data []byte) []string {
	var seen []string
	Walk("a.zip", data, func(name string, data []byte, err error) {
		if err != nil {
			name += " " + kindOf(err)
		}
		seen = append(seen, name)
	})
	return seen
}

func kindOf(err error) string {
	for _, k := range []error{source.ErrDamaged, source.ErrTooLarge, source.ErrEncrypted, source.ErrUnsupported} {
		if errors.Is(err, k) {
			return k.Error()
		}
	}
	return err.Error()
}

func TestWalk(t *testing.T) {
	docx := string(pack(t, "[Content_Types].xml", contentTypes("word/document.xml", "wordprocessingml"), "word/document.xml", "<x/>"))
	inner := string(pack(t, "丙.txt", "三", "甲/丁.docx", docx))
	data := pack(t,
		"公开/甲.txt", "一", "b.docx", docx, "c.zip", inner,
		"../bad.txt", "x", "/etc/bad", "x", `C:\bad`, "x", `a\b.txt`, "x",
		"~$b.docx", "x", "__MACOSX/x", "x", ".DS_Store", "x", "公开/Thumbs.db", "x")
	want := []string{
		"a.zip!/公开/甲.txt", "a.zip!/b.docx", "a.zip!/c.zip!/丙.txt", "a.zip!/c.zip!/甲/丁.docx",
		"a.zip!/../bad.txt the file is damaged", "a.zip!//etc/bad the file is damaged",
		`a.zip!/C:\bad the file is damaged`, `a.zip!/a\b.txt the file is damaged`,
	}
	if got := walked(data); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := walked([]byte(docx)); !slices.Equal(got, []string{"a.zip"}) {
		t.Errorf("a document is no archive: %q", got)
	}
}

func TestWalkNames(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, h := range []*zip.FileHeader{
		{Name: string(gbk(t, "协神乡预算.txt")), NonUTF8: true},
		{Name: "苹果.txt", NonUTF8: true},
		{Name: "标志.txt"},
	} {
		f, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, "预算")
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	want := []string{"a.zip!/协神乡预算.txt", "a.zip!/苹果.txt", "a.zip!/标志.txt"}
	if got := walked(b.Bytes()); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestWalkDepth(t *testing.T) {
	data := pack(t, "x.txt", "预算")
	for range 4 {
		data = pack(t, "n.zip", string(data))
	}
	got := walked(data)
	if len(got) != 1 || !strings.HasSuffix(got[0], source.ErrTooLarge.Error()) {
		t.Errorf("got %q", got)
	}
}

func TestWalkBomb(t *testing.T) {
	data := pack(t, "bomb.txt", strings.Repeat("\x20", 20<<20), "good.txt", "预算")
	got := walked(data)
	want := []string{"a.zip!/bomb.txt the file exceeds a limit", "a.zip!/good.txt"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestWalkEncrypted(t *testing.T) {
	data := pack(t, "a.txt", "预算")
	data[6] |= 1 // the flag in the file's header, and in the directory
	i := bytes.Index(data, []byte("PK\x01\x02"))
	data[i+8] |= 1
	got := walked(data)
	if !slices.Equal(got, []string{"a.zip!/a.txt the file is encrypted"}) {
		t.Errorf("got %q", got)
	}
}

func TestWalkCutOff(t *testing.T) {
	data := pack(t, "a.txt", strings.Repeat("预算", 1000), "b.txt", "x")
	for n := range 16 {
		walked(data[:len(data)*n/16])
	}
}

package detect

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"mingzhang/source"
)

func pack(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func contentTypes(part, kind string) string {
	return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/` +
		part + `" ContentType="` + kind + `"/></Types>`
}

func gbk(t testing.TB, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16(t testing.TB, s string) []byte {
	t.Helper()
	b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestKind(t *testing.T) {
	const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	for _, c := range []struct {
		name string
		data []byte
		want source.Format
	}{
		{"pdf", []byte("%PDF-1.7\n"), source.PDF},
		{"pdf behind other bytes", []byte("\r\n\r\n%PDF-1.7\n"), source.PDF},
		{"docx", pack(t, "[Content_Types].xml", contentTypes("word/document.xml", word), "word/document.xml", "<x/>"), source.DOCX},
		{"docm", pack(t, "[Content_Types].xml", contentTypes("word/document.xml",
			"application/vnd.ms-word.document.macroEnabled.main+xml"), "word/document.xml", "<x/>"), source.DOCX},
		{"xlsm", pack(t, "[Content_Types].xml", contentTypes("xl/workbook.xml",
			"application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "xl/workbook.xml", "<x/>"), source.XLSX},
		{"page called xls", []byte("\uFEFF<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>"), source.HTML},
		{"page with comment first", []byte("<!-- 模板 -->\n<!DOCTYPE html><p>"), source.HTML},
		{"XHTML", []byte("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html>"), source.HTML},
		{"page in UTF-16", utf16(t, "<html><body>预算"), source.HTML},
		{"fragment", []byte("<table><tr><td>预算"), source.HTML},
		{"text", []byte("2020年部门预算\n"), source.Text},
		{"text in GBK", gbk(t, strings.Repeat("2020年部门预算\n", 20)), source.Text},
		{"text in UTF-16", utf16(t, "部门预算"), source.Text},
		{"less than", []byte("<3万元"), source.Text},
	} {
		got, err := Kind(c.data)
		if err != nil || got != c.want {
			t.Errorf("%s: got %q, %v", c.name, got, err)
		}
	}
}

func TestKindRefuses(t *testing.T) {
	for _, c := range []struct {
		name, what  string
		data        []byte
		convertible bool
	}{
		{"rtf", "RTF", []byte(`{\rtf1\ansi`), true},
		{"png", "PNG", []byte("\x89PNG\r\n\x1a\n0000"), false},
		{"exe", "EXE", []byte("MZ\x90\x00"), false},
		{"odt", "ODT", pack(t, "mimetype", "application/vnd.oasis.opendocument.text"), true},
		{"ofd", "OFD", pack(t, "OFD.xml", "<x/>"), false},
		{"xlsb", "XLSB", pack(t, "[Content_Types].xml", contentTypes("xl/workbook.bin",
			"application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "xl/workbook.bin", "x",
			"_rels/.rels", `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>`), true},
		{"old xml", "Word 2003 XML", []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>`), true},
		{"xml", "XML", []byte(`<?xml version="1.0"?><budget/>`), false},
	} {
		_, err := Kind(c.data)
		var u *source.Unsupported
		if !errors.As(err, &u) || u.What != c.what || u.Convertible != c.convertible {
			t.Errorf("%s: got %v", c.name, err)
		}
		if !errors.Is(err, source.ErrUnsupported) {
			t.Errorf("%s: %v is no ErrUnsupported", c.name, err)
		}
	}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, source.ErrEmpty},
		{"blanks", []byte("\r\n  "), source.ErrEmpty},
		{"binary", []byte("\x01\x02\x03\x00\x04\x05\x06\x07\x08"), source.ErrDamaged},
		{"cut off package", pack(t, "a.txt", strings.Repeat("预算", 100))[:60], source.ErrDamaged},
		{"archive", pack(t, "a.txt", "预算"), ErrArchive},
	} {
		if _, err := Kind(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

func TestRead(t *testing.T) {
	converted := pack(t, "[Content_Types].xml", contentTypes("word/document.xml", "wordprocessingml"),
		"word/document.xml", `<w:document><w:body><w:p><w:r><w:t>预算</w:t></w:r></w:p></w:body></w:document>`)
	office := func(_ []byte, what string) ([]byte, error) {
		if what != "RTF" {
			t.Errorf("asked for %s", what)
		}
		return converted, nil
	}
	doc, err := Read([]byte(`{\rtf1`), Engines{Office: office})
	if err != nil || len(doc.Blocks) != 1 || doc.Blocks[0].Paragraph.Text != "预算" {
		t.Errorf("got %v, %v", doc, err)
	}
	if _, err := Read([]byte(`{\rtf1`), Engines{}); !errors.Is(err, source.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
	if _, err := Read([]byte(`%PDF-1.4`), Engines{}); !errors.Is(err, source.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
	if doc, err := Read([]byte("<p>预算</p>"), Engines{}); err != nil || doc.Format != source.HTML {
		t.Errorf("got %v, %v", doc, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("%PDF-1.7"))
	f.Add([]byte("<html><table><tr><td>1"))
	f.Add(pack(f, "a.txt", "预算", "../b", "x"))
	f.Add(pack(f, "[Content_Types].xml", contentTypes("word/document.xml", "wordprocessingml"), "word/document.xml", "<x/>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(data, Engines{})
		if (doc == nil) == (err == nil) {
			t.Errorf("document %v with error %v", doc, err)
		}
		Walk("a", data, func(string, []byte, error) {})
	})
}

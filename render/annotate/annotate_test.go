package annotate_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/internal/ooxml"
	"mingzhang/internal/specimen"
	"mingzhang/profile"
	"mingzhang/render/annotate"
	"mingzhang/render/report"
	"mingzhang/source"
	"mingzhang/source/docx"
)

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// wordFile packs a Word file around a body; more are further parts.
func wordFile(t *testing.T, body string, more map[string]string) []byte {
	t.Helper()
	parts := [][2]string{
		{"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<?xml version="1.0"?><w:document ` + wordNS + `><w:body>` + body + `</w:body></w:document>`},
		{"word/media/图.bin", "\x00\x01\x02"},
	}
	for name, data := range more {
		parts = append(parts, [2]string{name, data})
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, p[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func partsOf(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
		if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
			for d := xml.NewDecoder(bytes.NewReader(b)); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s is not well formed: %v", f.Name, err)
				}
			}
		}
	}
	return out
}

// commented annotates a Word file with a finding at each of the paragraphs.
func commented(t *testing.T, data []byte, paragraphs ...int) map[string]string {
	t.Helper()
	res := &audit.Result{Report: &budget.Report{}}
	for _, n := range paragraphs {
		loc := source.Location{Part: "document", Paragraph: n}
		if n == 0 {
			loc = source.Location{}
		}
		res.Findings = append(res.Findings, audit.Finding{Rule: "CLM-SUM", Severity: audit.Error, Title: audit.Words{ZH: fmt.Sprintf("第%d段 <不符> & 有误", n)}, Place: budget.Place{Location: loc}})
	}
	out, err := annotate.Copy(data, &report.Document{File: "a.docx", Format: source.DOCX, Source: &source.Document{}, Result: res}, specimen.Run("zh"))
	if err != nil {
		t.Fatal(err)
	}
	return partsOf(t, out)
}

func TestAnnotatedWordFile(t *testing.T) {
	body := `<w:p><w:r><w:t>一</w:t></w:r></w:p><w:p w:rsidR="1>2"><w:pPr><w:jc w:val="left"/><w:pPrChange w:id="9"><w:pPr/></w:pPrChange></w:pPr><w:r><w:t>二</w:t></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:pPr/><w:r><w:t>四</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`
	data := wordFile(t, body, nil)
	before, after := partsOf(t, data), commented(t, data, 2, 3, 4)
	for name, want := range before {
		if name != "word/document.xml" && name != "[Content_Types].xml" && after[name] != want {
			t.Errorf("%s was changed", name)
		}
	}
	doc := after["word/document.xml"]
	for _, want := range []string{
		`</w:pPrChange></w:pPr><w:commentRangeStart w:id="0"/><w:r><w:t>二</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>`,
		`<w:tc><w:p><w:commentRangeStart w:id="1"/><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r></w:p></w:tc>`,
		`<w:p><w:pPr/><w:commentRangeStart w:id="2"/><w:r><w:t>四</w:t></w:r><w:commentRangeEnd w:id="2"/>`,
		`<w:p><w:r><w:t>一</w:t></w:r></w:p>`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("the document lacks\n%s\nin\n%s", want, doc)
		}
	}
	if c := after["word/comments.xml"]; strings.Count(c, "<w:comment ") != 3 || !strings.Contains(c, "第2段 &lt;不符&gt; &amp; 有误") {
		t.Errorf("the comments are %s", c)
	}
	if !strings.Contains(after["[Content_Types].xml"], `PartName="/word/comments.xml"`) || !strings.Contains(after["word/_rels/document.xml.rels"], `Target="comments.xml"`) {
		t.Error("the comments are not in the lists of the package")
	}
}

func TestAnnotatedWordFileKeepsItsComments(t *testing.T) {
	data := wordFile(t, `<w:p><w:commentRangeStart w:id="4"/><w:r><w:t>一</w:t></w:r><w:commentRangeEnd w:id="4"/></w:p>`, map[string]string{
		"word/comments.xml":            `<?xml version="1.0"?><w:comments ` + wordNS + `><w:comment w:id="4" w:author="乙"><w:p><w:r><w:t>旧批注</w:t></w:r></w:p></w:comment></w:comments>`,
		"word/_rels/document.xml.rels": `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>`,
	})
	after := commented(t, data, 1)
	c := after["word/comments.xml"]
	if !strings.Contains(c, "旧批注") || !strings.Contains(c, `w:id="5" w:author="明账"`) {
		t.Errorf("the comments are %s", c)
	}
	if after["word/_rels/document.xml.rels"] != partsOf(t, data)["word/_rels/document.xml.rels"] {
		t.Error("the relations were changed though the part was there")
	}
}

func TestAnnotatedTextBoxesAndWholeFile(t *testing.T) {
	body := `<w:p><w:r><w:t>一</w:t></w:r></w:p><w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>盒</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>`
	doc := commented(t, wordFile(t, body, nil), 0, 3, 99)["word/document.xml"]
	if strings.Contains(doc, `<w:txbxContent><w:p><w:commentRangeStart`) {
		t.Error("a comment stands inside a text box, where Word allows none")
	}
	if !strings.Contains(doc, `<w:body><w:p><w:commentRangeStart w:id="0"/><w:r><w:t>一`) || !strings.Contains(doc, `</w:txbxContent></w:pict></w:r><w:commentRangeEnd w:id="1"/>`) {
		t.Errorf("the document is %s", doc)
	}
}

// What the reader counts and what the writer counts must be the same paragraphs.
func TestAnnotationFollowsTheReader(t *testing.T) {
	body := `<w:p><w:pPr><w:jc w:val="left"/></w:pPr></w:p><w:p><w:r><w:t>甲</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:del><w:p><w:r><w:delText>丁</w:delText></w:r></w:p></w:del><w:p><w:r><w:t>戊</w:t></w:r></w:p>`
	data := wordFile(t, body, nil)
	doc, err := docx.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range doc.Blocks {
		if b.Paragraph == nil {
			continue
		}
		out := commented(t, data, b.Paragraph.Place.Paragraph)["word/document.xml"]
		if want := `<w:commentRangeStart w:id="0"/><w:r><w:t>` + b.Paragraph.Text; !strings.Contains(out, want) {
			t.Errorf("the comment on %q does not stand at its words: %s", b.Paragraph.Text, out)
		}
	}
}

func TestAnnotatedWorkbook(t *testing.T) {
	f := excelize.NewFile()
	for _, err := range []error{f.SetCellValue("Sheet1", "B2", 304.9), f.SetCellFormula("Sheet1", "B3", "B2*2"), f.AddComment("Sheet1", excelize.Comment{Cell: "B2", Author: "乙", Paragraph: []excelize.RichTextRun{{Text: "旧批注"}}})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	at := func(cell string) budget.Place {
		return budget.Place{Location: source.Location{Sheet: "Sheet1", Cell: cell}}
	}
	d := &report.Document{File: "a.xlsx", Format: source.XLSX, Source: &source.Document{}, Result: &audit.Result{Report: &budget.Report{}, Findings: []audit.Finding{
		{Rule: "CLM-SUM", Severity: audit.Error, Title: audit.Words{ZH: "第一处"}, Place: at("B2")},
		{Rule: "CLM-SAME", Severity: audit.Error, Title: audit.Words{ZH: "第二处"}, Place: at("B2")},
		{Rule: "STR-01", Severity: audit.Error, Title: audit.Words{ZH: "全文"}},
		{Rule: "STR-12", Severity: audit.Info, Title: audit.Words{ZH: "太轻"}, Place: at("B3")},
	}}}
	out, err := annotate.Copy(b.Bytes(), d, specimen.Run("zh"))
	if err != nil {
		t.Fatal(err)
	}
	g, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	list, err := g.GetComments("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, c := range list {
		if got[c.Cell] != "" {
			t.Errorf("%s has two comments", c.Cell)
		}
		got[c.Cell] = c.Text
		for _, p := range c.Paragraph {
			got[c.Cell] += p.Text
		}
	}
	for _, want := range []string{"旧批注", "第一处", "第二处"} {
		if !strings.Contains(got["B2"], want) {
			t.Errorf("B2 says %q, want %s too", got["B2"], want)
		}
	}
	if !strings.Contains(got["A1"], "全文") || got["B3"] != "" {
		t.Errorf("A1 says %q, B3 %q", got["A1"], got["B3"])
	}
	if formula, _ := g.GetCellFormula("Sheet1", "B3"); formula != "B2*2" {
		t.Errorf("the formula became %q", formula)
	}
}

// missing is a set that lacks tables.
func missing() *audit.Set {
	p, _ := profile.ByID("mof-2021")
	return &audit.Set{Profile: p, Findings: []audit.Finding{{Rule: "STR-02", Severity: audit.Fatal, Title: audit.Words{ZH: "缺少9张公开表"}}}}
}

func TestCommentsGiveTheOtherPlace(t *testing.T) {
	data := wordFile(t, `<w:p><w:r><w:t>一</w:t></w:r></w:p><w:p><w:r><w:t>二</w:t></w:r></w:p>`, nil)
	at := func(n int, text string) budget.Place {
		return budget.Place{Location: source.Location{Part: "document", Paragraph: n}, Text: text}
	}
	rep := &budget.Report{Figures: []budget.Figure{{Place: at(1, "公务用车11万元")}, {Place: at(2, "公务用车12万元")}}}
	res := &audit.Result{Report: rep, Findings: []audit.Finding{{Rule: "TXT-10", Severity: audit.Error, Place: at(1, "公务用车11万元"), Figures: []int{0, 1}, Arithmetic: []audit.Step{{}, {Sign: '='}}}}}
	out, err := annotate.Copy(data, &report.Document{File: "a.docx", Format: source.DOCX, Source: &source.Document{}, Result: res}, specimen.Run("zh"))
	if err != nil {
		t.Fatal(err)
	}
	if c := partsOf(t, out)["word/comments.xml"]; !strings.Contains(c, "另一处：第2段“公务用车12万元” 公务用车12万元") {
		t.Errorf("the comment does not lead to the other place: %s", c)
	}
}

func TestCopiesSayWhatTheirSetShows(t *testing.T) {
	data := wordFile(t, `<w:p><w:r><w:t>一</w:t></w:r></w:p><w:p><w:r><w:t>二</w:t></w:r></w:p>`, nil)
	res := &audit.Result{Report: &budget.Report{}, Findings: []audit.Finding{{Rule: "CLM-SUM", Severity: audit.Error, Title: audit.Words{ZH: "自己的"}, Place: budget.Place{Location: source.Location{Part: "document", Paragraph: 2}}}}}
	own, err := annotate.Copy(data, &report.Document{File: "a.docx", Format: source.DOCX, Source: &source.Document{}, Result: res}, specimen.Run("zh"))
	if err != nil {
		t.Fatal(err)
	}
	out, err := annotate.CopyOfSet(own, source.DOCX, missing(), specimen.Run("zh"))
	if err != nil {
		t.Fatal(err)
	}
	parts := partsOf(t, out)
	if c := parts["word/comments.xml"]; !strings.Contains(c, "缺少9张公开表") || !strings.Contains(c, "mof-2021") || !strings.Contains(c, "自己的") {
		t.Errorf("the comments are %s", c)
	}
	if doc := parts["word/document.xml"]; !strings.Contains(doc, `<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>一`) {
		t.Errorf("the comment of the set is not at the first paragraph: %s", doc)
	}
	f := excelize.NewFile()
	var book bytes.Buffer
	if err := f.Write(&book); err != nil {
		t.Fatal(err)
	}
	if out, err = annotate.CopyOfSet(book.Bytes(), source.XLSX, missing(), specimen.Run("zh")); err != nil {
		t.Fatal(err)
	}
	if f, err = excelize.OpenReader(bytes.NewReader(out)); err != nil {
		t.Fatal(err)
	}
	list, err := f.GetComments("Sheet1")
	if err != nil || len(list) != 1 || list[0].Cell != "A1" {
		t.Errorf("the comments of the workbook are %+v, %v", list, err)
	}
	quiet := missing()
	quiet.Findings[0].Severity = audit.Info
	if _, err := annotate.CopyOfSet(data, source.DOCX, quiet, specimen.Run("zh")); err != annotate.ErrNoCopy {
		t.Errorf("nothing to say gives %v", err)
	}
}

// bookOf is a workbook of excelize with some of its parts replaced: with "" a part is left out.
func bookOf(t *testing.T, instead map[string]string) []byte {
	t.Helper()
	var book, out bytes.Buffer
	if err := excelize.NewFile().Write(&book); err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(&out)
	put := func(name, text string) {
		p, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(p, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range partsOf(t, book.Bytes()) {
		if x, ok := instead[name]; ok {
			text = x
			delete(instead, name)
		}
		if text != "" {
			put(name, text)
		}
	}
	for name, text := range instead {
		put(name, text)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWorkbooksWithoutFontsGetComments(t *testing.T) {
	const head = `<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`
	for name, styles := range map[string]string{"no styles": "", "no fonts": head + `</styleSheet>`, "an empty list": head + `<fonts count="0"/></styleSheet>`, "a font without a name": head + `<fonts count="1"><font><sz val="11"/></font></fonts></styleSheet>`} {
		out, err := annotate.CopyOfSet(bookOf(t, map[string]string{"xl/styles.xml": styles}), source.XLSX, missing(), specimen.Run("zh"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		parts := partsOf(t, out)
		if !strings.Contains(parts["xl/comments1.xml"], "缺少9张公开表") {
			t.Errorf("%s: the comment is missing", name)
		}
		if got := parts["xl/styles.xml"]; got != styles {
			t.Errorf("%s: the styles became %s", name, got)
		}
	}
}

func TestPicturesAreNotInflated(t *testing.T) {
	const huge = 64 << 20
	data := bookOf(t, map[string]string{"xl/media/a.bmp": strings.Repeat("0", huge)})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	out, err := annotate.CopyOfSet(data, source.XLSX, missing(), specimen.Run("zh"))
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > huge/4 {
		t.Errorf("%d MB were allocated", grown>>20)
	}
	z, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil || !slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "xl/media/a.bmp" && f.UncompressedSize64 == huge }) {
		t.Errorf("the picture is lost: %v", err)
	}
	if _, err := annotate.CopyOfSet(claiming(t, bookOf(t, nil), "xl/worksheets/sheet2.xml", ooxml.MaxInflated), source.XLSX, missing(), specimen.Run("zh")); !errors.Is(err, source.ErrTooLarge) {
		t.Errorf("%d MB of markup give %v", ooxml.MaxInflated>>20, err)
	}
}

// claiming adds a part to a package that claims to inflate to so many bytes.
func claiming(t *testing.T, data []byte, name string, size uint64) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, UncompressedSize64: size}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestCopiesAreSigned(t *testing.T) {
	word := wordFile(t, `<w:p><w:r><w:t>一</w:t></w:r></w:p>`, nil)
	for _, format := range []source.Format{source.DOCX, source.XLSX} {
		data := word
		if format == source.XLSX {
			data = bookOf(t, nil)
		}
		bare, err := annotate.Copy(data, &report.Document{File: "a", Format: format, Source: &source.Document{}, Result: &audit.Result{Report: &budget.Report{}}}, specimen.Run("zh"))
		if err != nil {
			t.Fatal(err)
		}
		full, err := annotate.CopyOfSet(bare, format, missing(), specimen.Run("zh"))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range [][]byte{bare, full} {
			if partsOf(t, x); !annotate.Signed(x[int64(len(x))-annotate.SignatureLength:]) {
				t.Errorf("%s: a copy is not signed", format)
			}
		}
		if annotate.Signed(data) {
			t.Errorf("%s: the original passes for a copy", format)
		}
	}
}

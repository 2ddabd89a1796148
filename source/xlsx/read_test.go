package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"mingzhang/source"
)

const (
	mainNS   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	strictNS = `xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"`
)

// book is a workbook for tests.
type testBook struct {
	namespace string
	workbook  string // properties before the sheets
	sheets    []string
	shared    string
	drawing   string // over the first sheet
	styles    string
}

func (w testBook) pack(t testing.TB) []byte {
	t.Helper()
	if w.namespace == "" {
		w.namespace = mainNS
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name string, content ...string) {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range content {
			fmt.Fprint(f, c)
		}
	}
	add("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`)
	const rel = `<Relationship Id="%s" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/%s" Target="%s"/>`
	const begin = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	add("_rels/.rels", begin, fmt.Sprintf(rel, "m", "officeDocument", "/xl/workbook.xml"), `</Relationships>`)
	rels, list := "", ""
	for i, s := range w.sheets {
		id := fmt.Sprintf("s%d", i+1)
		rels += fmt.Sprintf(rel, id, "worksheet", "worksheets/"+id+".xml")
		state := ""
		if i > 0 {
			state = ` state="veryHidden"`
		}
		list += fmt.Sprintf(`<sheet name="表%d" sheetId="%d"%s r:id="%s"/>`, i+1, i+1, state, id)
		add("xl/worksheets/"+id+".xml", "<worksheet ", w.namespace, ">", s, "</worksheet>")
	}
	if w.drawing != "" {
		add("xl/worksheets/_rels/s1.xml.rels", begin, fmt.Sprintf(rel, "d", "drawing", "../drawings/d.xml"), "</Relationships>")
		add("xl/drawings/d.xml", "<wsDr ", w.namespace, ">", w.drawing, "</wsDr>")
	}
	if w.shared != "" {
		rels += fmt.Sprintf(rel, "sst", "sharedStrings", "sharedStrings.xml")
		add("xl/sharedStrings.xml", "<sst ", w.namespace, ">", w.shared, "</sst>")
	}
	if w.styles != "" {
		rels += fmt.Sprintf(rel, "st", "styles", "styles.xml")
		add("xl/styles.xml", "<styleSheet ", w.namespace, ">", w.styles, "</styleSheet>")
	}
	add("xl/_rels/workbook.xml.rels", begin, rels, "</Relationships>")
	add("xl/workbook.xml", "<workbook ", w.namespace, ">", w.workbook, "<sheets>", list, "</sheets></workbook>")
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func dump(d *source.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		g := block.Grid
		fmt.Fprintf(&b, "%s %s %dx%d %v\n", g.Number, g.Name, g.Rows, g.Cols, g.Hidden)
		for _, c := range g.Cells {
			fmt.Fprintf(&b, "%s %dx%d %q n=%s f=%s h=%v\n", c.Place.Cell, c.RowSpan, c.ColSpan, c.Text, c.Number, c.Formula, c.Hidden)
		}
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note %s %s %s\n", n.Code, n.Place, n.Text)
	}
	return b.String()
}

func check(t *testing.T, w testBook, want string) {
	t.Helper()
	d, err := Read(w.pack(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(dump(d)); got != strings.TrimSpace(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCells(t *testing.T) {
	w := testBook{
		shared: `<si><t>科目</t></si><si><r><t>富</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 文本</t></r><rPh sb="0" eb="1"><t>フ</t></rPh></si><si><t>两_x000D_
行&amp;</t></si><si/>`,
		styles: `<numFmts><numFmt numFmtId="176" formatCode="#,##0.00_ "/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="14"/><xf numFmtId="49"/></cellXfs>`,
		sheets: []string{`<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>` +
			`<row r="3"><c r="A3" s="1"><v>300.29999999999995</v></c><c r="B3"><v>300.29999999999995</v></c><c r="C3" s="2"><v>43831</v></c><c r="D3" s="3" t="inlineStr"><is><t>内</t><r><t>联</t></r></is></c></row>` +
			`<row><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="str"><f>A1&amp;"x"</f><v>科目x</v></c><c s="1"><f t="shared" si="0" ref="D4:D5">SUM(A1)</f><v>-1234.5</v></c></row>` +
			`<row r="5"><c r="B5"><f>1+1</f></c><c r="C5" s="99"/><c r="D5" s="2" t="d"><v>2020-01-01T00:00:00</v></c></row></sheetData>`},
	}
	want := `
1 表1 5x4 false
A1 1x1 "科目" n= f= h=false
B1 1x1 "富 文本" n= f= h=false
C1 1x1 "两\n行&" n= f= h=false
A3 1x1 "300.30" n= f= h=false
B3 1x1 "300.3" n= f= h=false
C3 1x1 "2020/1/1" n=43831 f= h=false
D3 1x1 "内联" n= f= h=false
A4 1x1 "TRUE" n= f= h=false
B4 1x1 "#REF!" n= f= h=false
C4 1x1 "科目x" n= f=A1&"x" h=false
D4 1x1 "-1,234.50" n= f=SUM(A1) h=false
B5 1x1 "" n= f=1+1 h=false
D5 1x1 "2020/1/1" n=43831 f= h=false
note no-cached-value 表1!B5 B5`
	check(t, w, want)
	w.namespace = strictNS
	check(t, w, want)
}

func TestMergedAndHidden(t *testing.T) {
	check(t, testBook{
		workbook: `<workbookPr date1904="1"/>`,
		styles:   `<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>`,
		sheets: []string{
			`<sheetViews><sheetView showZeros="0"/></sheetViews><cols><col min="3" max="3" hidden="1"/><col min="5" max="16384" hidden="1"/></cols>` +
				`<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>` +
				`<row r="2" hidden="1"><c r="A2"><v>4</v></c><c r="D2"><v>0</v></c></row><row r="3" hidden="1"/>` +
				`<row r="4"><c r="A4" s="1"><v>42369</v></c></row></sheetData>` +
				`<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B3"/><mergeCell ref="A6:B7"/><mergeCell ref="A7:C7"/></mergeCells>`,
			`<sheetData><row><c><v>9</v></c></row></sheetData>`,
		},
	}, `
1 表1 7x4 false
A1 1x2 "1" n= f= h=false
C1 1x1 "3" n= f= h=true
A2 2x2 "4" n= f= h=true
D2 1x1 "" n=0 f= h=true
A4 1x1 "2020/1/1" n=42369 f= h=false
A6 2x2 "" n= f= h=false
2 表2 1x1 true
A1 1x1 "9" n= f= h=false
note hidden-rows 表1! 2-3
note hidden-columns 表1! C
note hidden-sheet 表2! 表2`)
}

func TestExcelize(t *testing.T) {
	f := excelize.NewFile()
	code := `_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ `
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err != nil {
		t.Fatal(err)
	}
	for cell, v := range map[string]any{"A1": "合计", "B1": 1234.5, "A2": "无", "B2": 0, "A3": int64(9007199254740993), "B3": -0.005} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(f.SetCellStyle("Sheet1", "B1", "B3", style), f.MergeCell("Sheet1", "A4", "B5")); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := `1 Sheet1 5x2 false
A1 1x1 "合计" n= f= h=false
B1 1x1 "1,234.50" n= f= h=false
A2 1x1 "无" n= f= h=false
B2 1x1 "-" n=0 f= h=false
A3 1x1 "9.0072E+15" n=9007199254740990 f= h=false
B3 1x1 "-0.01" n=-0.005 f= h=false
A4 2x2 "" n= f= h=false
`
	if got := dump(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestErrors(t *testing.T) {
	one := `<sheetData><row><c><v>1</v></c></row></sheetData>`
	good := testBook{sheets: []string{one}}.pack(t)
	if d, err := Read(testBook{sheets: []string{one}, drawing: "<p><t>款</t></p><p><t>项</t></p>"}.pack(t)); err != nil || len(d.Blocks) != 3 {
		t.Errorf("two text boxes: %v", err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, source.ErrEmpty},
		{"half", good[:len(good)/2], source.ErrDamaged},
		{"no such string", testBook{sheets: []string{`<sheetData><row><c t="s"><v>5</v></c></row></sheetData>`}}.pack(t), source.ErrDamaged},
		{"beyond the last column", testBook{sheets: []string{`<sheetData><row><c r="XFE1"><v>5</v></c></row></sheetData>`}}.pack(t), source.ErrDamaged},
		{"entities", testBook{sheets: []string{`<sheetData><row><c t="str"><v>&boom;</v></c></row></sheetData>`}}.pack(t), source.ErrDamaged},
		{"bomb", testBook{sheets: []string{strings.Repeat(" ", 30<<20)}}.pack(t), source.ErrTooLarge},
		{"merged everywhere", testBook{sheets: []string{one + "<mergeCells>" + strings.Repeat(`<mergeCell ref="A1:XFD2"/>`, 700) + "</mergeCells>"}}.pack(t), source.ErrTooLarge},
		{"text boxes", testBook{sheets: []string{one}, drawing: strings.Repeat("<p><t>款</t></p>", MaxBoxes+1)}.pack(t), source.ErrTooLarge},
		{"shared strings of nothing", testBook{sheets: []string{one}, shared: strings.Repeat("<si/>", maxShared+1)}.pack(t), source.ErrTooLarge},
		{"a shared text everywhere", testBook{
			shared: "<si><t>" + strings.Repeat("款", 30_000) + "</t></si>",
			sheets: []string{"<sheetData>" + strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 2_000) + "</sheetData>"},
		}.pack(t), source.ErrTooLarge},
	} {
		if d, err := Read(c.data); !errors.Is(err, c.want) || d != nil {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	for n := range 16 {
		_, _ = Read(good[:len(good)*n/16]) // must not panic
	}
}

// TestMillionRows checks that a sheet beyond the limits is refused soon and in little memory.
func TestMillionRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("<sheetData>")
	for i := range 1_000_000 {
		fmt.Fprintf(&b, `<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d"><v>%d.5</v></c></row>`, i+1, i+1, i*7919%1000003, i+1, i*104729%999983)
	}
	b.WriteString("</sheetData>")
	data := testBook{sheets: []string{b.String()}}.pack(t)
	b.Reset()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	_, err := Read(data)
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if !errors.Is(err, source.ErrTooLarge) {
		t.Errorf("got %v", err)
	}
	if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 300 {
		t.Errorf("allocated %d MB", mb)
	}
	t.Log(took)
}

// TestCorpus reads the real workbooks of a corpus, which is not part of this repository.
func TestCorpus(t *testing.T) {
	dir := os.Getenv("MINGZHANG_CORPUS")
	if dir == "" {
		t.Skip("set MINGZHANG_CORPUS to a folder with real disclosures to read them")
	}
	files, err := filepath.Glob(filepath.Join(dir, "xlsx", "*.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Read(data)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		sheets := f.GetSheetList()
		for i, b := range d.Blocks {
			if b.Grid == nil || i >= len(sheets) || b.Grid.Name != sheets[i] {
				t.Fatalf("%s: block %d is no sheet %v", filepath.Base(name), i, sheets)
			}
			for _, c := range b.Grid.Cells {
				// Where excelize prints something, it must be in what is read here.
				raw, err := f.GetCellValue(b.Grid.Name, c.Place.Cell)
				if err != nil {
					t.Fatal(err)
				}
				if clean := strings.ReplaceAll(raw, "\r", ""); strings.TrimSpace(clean) != strings.TrimSpace(c.Text) {
					t.Logf("%s %s: %q, excelize %q", filepath.Base(name), c.Place, c.Text, raw)
				}
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(testBook{sheets: []string{`<sheetData><row r="2" hidden="1"><c r="B2" t="s"><v>0</v></c><c><f>1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`}, shared: "<si><t>a</t></si>"}.pack(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := Read(data); (d == nil) == (err == nil) {
			t.Errorf("document %v with error %v", d, err)
		}
	})
}

// FuzzSheet fuzzes the XML itself, which fuzzing behind a ZIP hardly reaches.
func FuzzSheet(f *testing.F) {
	f.Add(`<sheetData><row r="2" hidden="1"><c r="B2" t="s"><v>0</v></c><c><f>1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`, "<si><t>a</t></si>", `<cellXfs><xf numFmtId="14"/></cellXfs>`)
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		_, _ = Read(testBook{sheets: []string{sheet}, shared: shared, styles: styles}.pack(t))
	})
}

package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"mingzhang/source"
)

const names = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"`

// parts are the files of a test document; content types and relations are added.
type parts map[string]string

func (p parts) pack(t testing.TB) []byte {
	t.Helper()
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`
	rels := ""
	var names []string
	for _, name := range []string{"document", "styles", "numbering", "footnotes", "endnotes", "header1", "footer1", "header2"} {
		if p[name] == "" {
			continue
		}
		names = append(names, name)
		kind := strings.TrimRight(name, "12")
		declared := kind
		if kind == "document" {
			declared = "document.main"
		} else {
			rels += fmt.Sprintf(`<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s.xml"/>`, name, kind, name)
		}
		types += fmt.Sprintf(`<Override PartName="/word/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"/>`, name, declared)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name, content string) {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`, content)
	}
	add("[Content_Types].xml", types+"</Types>")
	add("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="m" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`)
	add("word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+rels+`</Relationships>`)
	for _, name := range names {
		add("word/"+name+".xml", p[name])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func body(content string) parts {
	return parts{"document": "<w:document" + names + "><w:body>" + content + "</w:body></w:document>"}
}

func p(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func tc(properties, content string) string {
	return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + content + "</w:tc>"
}

// dump writes a document one block a line.
func dump(d *source.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if p := block.Paragraph; p != nil {
			fmt.Fprintf(&b, "%s¶%d k%d l%d [%s] %q\n", p.Place.Part, p.Place.Paragraph, p.Kind, p.Level, p.Label, p.Text)
			continue
		}
		g := block.Grid
		fmt.Fprintf(&b, "table %s %dx%d\n", g.Number, g.Rows, g.Cols)
		for _, c := range g.Cells {
			fmt.Fprintf(&b, "  %d,%d %dx%d ¶%d %q\n", c.Row, c.Col, c.RowSpan, c.ColSpan, c.Place.Paragraph, c.Text)
		}
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note %s ¶%d %s\n", n.Code, n.Place.Paragraph, n.Text)
	}
	return b.String()
}

func check(t *testing.T, p parts, want string) {
	t.Helper()
	d, err := Read(p.pack(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(dump(d)); got != strings.TrimSpace(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestParagraphs(t *testing.T) {
	check(t, body(
		`<w:p><w:r><w:t xml:space="preserve">收入 </w:t></w:r><w:r><w:tab/><w:t> 12 </w:t><w:br/><w:t>万&lt;元&#x3002;</w:t></w:r></w:p>`+
			`<w:p/>`+
			`<w:p><w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:br w:type="page"/></w:r></w:p>`+
			`<w:p><w:r><w:t>上</w:t><w:br w:type="page"/><w:t>下</w:t></w:r></w:p>`+
			`<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>`+p("控件")+`</w:sdtContent></w:sdt>`+
			`<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>标签</w:t></w:r></w:smartTag></w:p>`+
			`<w:p><w:ruby><w:rt><w:r><w:t>yu</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>预</w:t></w:r></w:rubyBase></w:ruby></w:p>`),
		`
document¶1 k0 l0 [] "收入 \t12\n万<元。"
document¶3 k0 l0 [] "1-2"
document¶4 k0 l0 [] "上\n下"
document¶5 k0 l0 [] "控件"
document¶6 k0 l0 [] "链接标签"
document¶7 k0 l0 [] "预"`)
}

func TestTrackedChanges(t *testing.T) {
	check(t, body(
		`<w:p><w:r><w:t>预算</w:t></w:r><w:del><w:r><w:delText>11</w:delText></w:r></w:del><w:ins><w:r><w:t>12</w:t></w:r></w:ins></w:p>`+
			`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>`+p("后半")+
			`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>全删</w:delText></w:r></w:del></w:p>`+
			`<w:moveFrom>`+p("移走")+`</w:moveFrom><w:p><w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>`),
		`
document¶1 k0 l0 [] "预算12"
document¶2 k0 l0 [] "前半后半"
document¶6 k0 l0 [] "移来"
note tracked-deletion ¶1 11`)
}

func TestHiddenText(t *testing.T) {
	d := body(`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>明</w:t></w:r></w:p>` +
		`<w:p><w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>露</w:t></w:r></w:p>`)
	d["styles"] = "<w:styles" + names + `><w:style w:type="character" w:styleId="B"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="H"><w:basedOn w:val="B"/></w:style></w:styles>`
	check(t, d, `
document¶1 k0 l0 [] "明"
document¶2 k0 l0 [] "露"
note hidden-text ¶1 密
note hidden-text ¶2 藏`)
}

func TestFields(t *testing.T) {
	fld := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	check(t, body(
		`<w:p>`+fld("begin")+`<w:r><w:instrText>TOC \o</w:instrText></w:r>`+fld("separate")+`<w:r><w:t>一、收入</w:t></w:r>`+
			fld("begin")+`<w:r><w:instrText>PAGEREF</w:instrText></w:r>`+fld("separate")+`<w:r><w:t>3</w:t></w:r>`+fld("end")+`</w:p>`+
			`<w:p><w:r><w:t>二、支出</w:t></w:r>`+fld("end")+`</w:p>`+
			`<w:p>`+fld("begin")+`<w:r><w:t>不见</w:t></w:r></w:p>`+
			`<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>`),
		`
document¶1 k0 l0 [] "一、收入3"
document¶2 k0 l0 [] "二、支出"
document¶4 k0 l0 [] "7"`)
}

func TestTables(t *testing.T) {
	inner := `<w:tbl><w:tr>` + tc("", p("内1")) + tc("", p("内2")) + `</w:tr></w:tbl>`
	check(t, body(p("表1")+
		`<w:tbl><w:tblPr/><w:tblGrid/>`+
		`<w:tr>`+tc(`<w:vMerge w:val="restart"/>`, p("科目"))+tc(`<w:gridSpan w:val="2"/>`, p("金额"))+`</w:tr>`+
		`<w:tr>`+tc(`<w:vMerge/>`, p(""))+tc("", p("一"))+tc("", p("二"))+`</w:tr>`+
		`<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`+tc(`<w:hMerge w:val="restart"/>`, p("甲")+p("乙"))+tc(`<w:hMerge/>`, p(""))+`</w:tr>`+
		`<w:tr><w:trPr><w:del/></w:trPr>`+tc("", p("删"))+`</w:tr>`+
		`<w:tr>`+tc("", inner+p("外"))+tc("", "<w:p/>")+tc("", p("尾"))+`</w:tr>`+
		`</w:tbl>`+p("完")), `
document¶1 k0 l0 [] "表1"
table 1 4x3
  0,0 2x1 ¶2 "科目"
  0,1 1x2 ¶3 "金额"
  1,1 1x1 ¶5 "一"
  1,2 1x1 ¶6 "二"
  2,1 1x2 ¶7 "甲\n乙"
  3,0 1x1 ¶13 "外"
  3,1 1x1 ¶14 ""
  3,2 1x1 ¶15 "尾"
table 1/1 1x2
  0,0 1x1 ¶11 "内1"
  0,1 1x1 ¶12 "内2"
document¶16 k0 l0 [] "完"`)
}

func TestTextBoxOnce(t *testing.T) {
	box := `<w:txbxContent>` + p("框") + `</w:txbxContent>`
	shape := `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>` + box + `</wps:txbx></w:drawing></mc:Choice>` +
		`<mc:Fallback><w:pict><v:textbox>` + box + `</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`
	check(t, body(`<w:p><w:r><w:t>前</w:t></w:r><w:r>`+shape+`</w:r><w:r><w:t>后</w:t></w:r></w:p>`+p("下")), `
document¶1 k0 l0 [] "前后"
document¶2 k4 l0 [] "框"
document¶4 k0 l0 [] "下"`)
}

func TestAround(t *testing.T) {
	d := body(p("正文") + `<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>`)
	d["header1"] = "<w:hdr" + names + ">" + p("页眉") + "</w:hdr>"
	d["header2"] = "<w:hdr" + names + ">" + p("首页") + "</w:hdr>"
	d["footer1"] = "<w:ftr" + names + ">" + p("页脚") + "</w:ftr>"
	d["footnotes"] = "<w:footnotes" + names + `><w:footnote w:type="separator" w:id="0">` + p("—") + `</w:footnote><w:footnote w:id="1">` + p("脚注") + "</w:footnote></w:footnotes>"
	check(t, d, `
document¶1 k0 l0 [] "正文"
header1¶1 k1 l0 [] "页眉"
footer1¶1 k2 l0 [] "页脚"
footnotes¶2 k3 l0 [] "脚注"`)
}

func TestNumberingAndHeadings(t *testing.T) {
	item := func(num, level int, text string) string {
		return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>`, level, num, text)
	}
	lvl := func(level int, format, text string) string {
		return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>`, level, format, text)
	}
	d := body(item(1, 0, "职责") + item(1, 1, "内设") + item(1, 1, "下属") + item(1, 2, "甲") + item(1, 0, "预算") + item(1, 1, "收入") +
		item(2, 0, "另起") + item(3, 0, "项目符号") + item(0, 0, "无号") +
		`<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>二级</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:pStyle w:val="my"/></w:pPr><w:r><w:t>继承</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:pStyle w:val="my"/><w:outlineLvl w:val="9"/></w:pPr><w:r><w:t>正文</w:t></w:r></w:p>` +
		`<w:tbl><w:tr>` + tc("", item(4, 0, "")) + tc("", item(4, 0, "乙")) + `</w:tr></w:tbl>`)
	d["numbering"] = "<w:numbering" + names + ">" +
		`<w:abstractNum w:abstractNumId="0">` + lvl(0, "chineseCountingThousand", "%1、") + lvl(1, "chineseCounting", "（%2）") + lvl(2, "decimal", "%1.%2.%3") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1">` + lvl(0, "bullet", "●") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="decimal"/><w:pStyle w:val="2"/><w:suff w:val="space"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>` +
		`<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>` +
		`<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num></w:numbering>`
	d["styles"] = "<w:styles" + names + `><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="my"><w:name w:val="我的标题"/><w:basedOn w:val="2"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style></w:styles>`
	check(t, d, `
document¶1 k0 l0 [一、] "职责"
document¶2 k0 l0 [（一）] "内设"
document¶3 k0 l0 [（二）] "下属"
document¶4 k0 l0 [一.二.1] "甲"
document¶5 k0 l0 [二、] "预算"
document¶6 k0 l0 [（一）] "收入"
document¶7 k0 l0 [十一、] "另起"
document¶8 k0 l0 [] "项目符号"
document¶9 k0 l0 [] "无号"
document¶10 k0 l2 [9.] "二级"
document¶11 k0 l2 [] "继承"
document¶12 k0 l0 [] "正文"
table 1 1x2
  0,0 1x1 ¶13 "10."
  0,1 1x1 ¶14 "11. 乙"`)
}

// TestLabelsAreBounded: the text of a level stands once in the file and is printed before each paragraph.
func TestLabelsAreBounded(t *testing.T) {
	for _, format := range []string{"upperRoman", "lowerLetter", "chineseCounting", "none"} {
		d := body(strings.Repeat(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`, 3))
		d["numbering"] = "<w:numbering" + names + `><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="780"/>` +
			`<w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + strings.Repeat("%1", 20_000) + `"/></w:lvl></w:abstractNum>` +
			`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
		doc, err := Read(d.pack(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range doc.Blocks {
			if n := utf8.RuneCountInString(b.Paragraph.Label); n > maxLabel || n == 0 && format != "none" {
				t.Errorf("%s: a label of %d characters", format, n)
			}
		}
	}
	if n := utf8.RuneCountInString(firstChars(strings.Repeat("第%1章", maxLabel))); n != maxLabel {
		t.Errorf("the text of a level keeps %d characters", n)
	}
	if got := ordinal(2147483647, "upperRoman"); got != "2147483647" {
		t.Errorf("a great Roman number: %.20s…", got)
	}
}

// TestListsAreBounded: a list takes forty bytes in the file and a thousand in memory. A list that only names
// the style of another is found however many there are.
func TestListsAreBounded(t *testing.T) {
	d := body(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`)
	lists := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d"/>`, i+10)
		}
		return "<w:numbering" + names + `><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="条"/></w:abstractNum>` + b.String() +
			`<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="条"/><w:lvl w:ilvl="0"><w:start w:val="3"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>` +
			`<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
	}
	d["numbering"] = lists(1000)
	check(t, d, `
document¶1 k0 l0 [第3条] "甲"`)
	d["numbering"] = lists(maxLists)
	if _, err := Read(d.pack(t)); !errors.Is(err, source.ErrTooLarge) {
		t.Errorf("%d lists: %v", maxLists+2, err)
	}
}

// TestDeletedMarks: the words of paragraphs whose marks were deleted go on, also over those without words.
func TestDeletedMarks(t *testing.T) {
	const deleted = `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`
	check(t, body(deleted+`<w:r><w:t>甲</w:t></w:r></w:p>`+deleted+`</w:p>`+deleted+`<w:r><w:t>乙</w:t></w:r></w:p>`+
		`<w:p><w:r><w:t>丙</w:t></w:r></w:p><w:p><w:r><w:t>丁</w:t></w:r></w:p>`+deleted+`<w:r><w:t>戊</w:t></w:r></w:p>`), `
document¶1 k0 l0 [] "甲乙丙"
document¶5 k0 l0 [] "丁"
document¶6 k0 l0 [] "戊"`)
}

func TestOrdinal(t *testing.T) {
	for _, c := range []struct {
		n            int
		format, want string
	}{
		{10, "chineseCounting", "十"}, {11, "chineseCountingThousand", "十一"}, {20, "japaneseCounting", "二十"},
		{101, "chineseCountingThousand", "一百零一"}, {110, "chineseCountingThousand", "一百一十"},
		{1010, "chineseCountingThousand", "一千零一十"}, {12, "ideographDigital", "一二"},
		{28, "lowerLetter", "bb"}, {4, "upperRoman", "IV"}, {3, "decimalEnclosedCircle", "③"},
		{3, "chineseLegalSimplified", "叁"}, {7, "decimalZero", "07"}, {2, "ideographTraditional", "乙"},
		{-1, "chineseCounting", "-1"}, {5, "none", ""},
	} {
		if got := ordinal(c.n, c.format); got != c.want {
			t.Errorf("%d %s: got %s, want %s", c.n, c.format, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	good := body(p("预算")).pack(t)
	bomb := parts{"document": `<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document><w:body><w:p>&b;</w:p></w:body></w:document>`}
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, source.ErrEmpty},
		{"half", good[:len(good)/2], source.ErrDamaged},
		{"entity bomb", bomb.pack(t), source.ErrDamaged},
		{"encrypted", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"...), source.ErrEncrypted},
		{"unclosed", parts{"document": "<w:document><w:body><w:p>"}.pack(t), source.ErrDamaged},
		{"too deep", parts{"document": strings.Repeat("<a>", 2000)}.pack(t), source.ErrTooLarge},
		{"too wide", body("<w:tbl><w:tr>" + strings.Repeat("<w:tc/>", 2000) + "</w:tr></w:tbl>").pack(t), source.ErrTooLarge},
		{"inflates", body("<w:p>" + strings.Repeat(" ", 60<<20) + "</w:p>").pack(t), source.ErrTooLarge},
		{"too many cells", body("<w:tbl>" + strings.Repeat("<w:tr>"+strings.Repeat("<w:tc/>", 1000)+"</w:tr>", 1100) + "</w:tbl>").pack(t), source.ErrTooLarge},
	} {
		if d, err := Read(c.data); !errors.Is(err, c.want) || d != nil {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	for n := range 16 {
		_, _ = Read(good[:len(good)*n/16]) // must not panic
	}
}

func FuzzRead(f *testing.F) {
	f.Add(body(p("预算") + "<w:tbl><w:tr>" + tc(`<w:vMerge w:val="restart"/>`, p("1")) + "</w:tr></w:tbl>").pack(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := Read(data); (d == nil) == (err == nil) {
			t.Errorf("document %v with error %v", d, err)
		}
	})
}

// FuzzDocument fuzzes the XML itself, which fuzzing behind a ZIP hardly reaches.
func FuzzDocument(f *testing.F) {
	f.Add("<w:document><w:body>" + p("预算") + "<w:tbl><w:tr>" + tc(`<w:gridSpan w:val="2"/>`, p("1")) + "</w:tr></w:tbl></w:body></w:document>")
	f.Fuzz(func(t *testing.T, xml string) {
		_, _ = Read(parts{"document": xml}.pack(t))
	})
}

// TestWrite writes a document for making the fixture of source/doc by LibreOffice.
func TestWrite(t *testing.T) {
	name := os.Getenv("MINGZHANG_WRITE_DOCX")
	if name == "" {
		t.Skip("set MINGZHANG_WRITE_DOCX to a file to be written for source/doc/testdata")
	}
	inner := `<w:tbl><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid><w:tr>` + tc("", p("内1")) + tc("", p("内2")) + `</w:tr></w:tbl>`
	grid := `<w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>`
	d := body(`<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>2020年部门预算</w:t></w:r></w:p>` +
		`<w:p><w:r><w:t>收入</w:t></w:r><w:r><w:tab/><w:t>12万元𠮷</w:t><w:br/><w:t>次行</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>` +
		`<w:tbl>` + grid +
		`<w:tr>` + tc(`<w:tcW w:w="2000" w:type="dxa"/><w:vMerge w:val="restart"/>`, p("科目")) + tc(`<w:tcW w:w="4000" w:type="dxa"/><w:gridSpan w:val="2"/>`, p("金额")) + `</w:tr>` +
		`<w:tr>` + tc(`<w:tcW w:w="2000" w:type="dxa"/><w:vMerge/>`, p("")) + tc(`<w:tcW w:w="2000" w:type="dxa"/>`, p("一")) + tc(`<w:tcW w:w="2000" w:type="dxa"/>`, p("二")) + `</w:tr>` +
		`<w:tr>` + tc(`<w:tcW w:w="2000" w:type="dxa"/>`, p("甲")+p("乙")) + tc(`<w:tcW w:w="2000" w:type="dxa"/>`, inner+p("外")) + tc(`<w:tcW w:w="2000" w:type="dxa"/>`, p("")) + `</w:tr>` +
		`</w:tbl>` + p("完ABC") +
		`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>域</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>` +
		`<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>`)
	d["styles"] = "<w:styles" + names + `><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>`
	d["header1"] = "<w:hdr" + names + ">" + p("页眉") + "</w:hdr>"
	d["footer1"] = "<w:ftr" + names + ">" + p("页脚") + "</w:ftr>"
	d["footnotes"] = "<w:footnotes" + names + `><w:footnote w:type="separator" w:id="0">` + p("") + `</w:footnote><w:footnote w:id="1">` + p("脚注") + "</w:footnote></w:footnotes>"
	if err := os.WriteFile(name, d.pack(t), 0o600); err != nil {
		t.Fatal(err)
	}
}

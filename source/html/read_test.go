package html

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"mingzhang/source"
)

func dump(d *source.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if p := block.Paragraph; p != nil {
			fmt.Fprintf(&b, "%d:%d l%d [%s] %q\n", p.Place.Line, p.Place.Column, p.Level, p.Label, p.Text)
			continue
		}
		g := block.Grid
		fmt.Fprintf(&b, "table %s %dx%d\n", g.Number, g.Rows, g.Cols)
		for _, c := range g.Cells {
			fmt.Fprintf(&b, "  %d,%d %dx%d %d:%d %q\n", c.Row, c.Col, c.RowSpan, c.ColSpan, c.Place.Line, c.Place.Column, c.Text)
		}
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note %s %s\n", n.Code, n.Text)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"headings, inline tags and blanks", "<title>x</title><h1>一、<b>收入</b>\n  情况</h1>\n正文 <span>甲</span>乙<!-- 注 --><script>var 丙</script>&nbsp;丁",
			"1:21 l1 [] \"一、收入 情况\"\n3:1 l0 [] \"正文 甲乙\\u00a0丁\"\n"},
		{"lines", "<p>一<br>  二<br/><br>三</p>", "1:4 l0 [] \"一\"\n1:11 l0 [] \"二\"\n1:21 l0 [] \"三\"\n"},
		{"unclosed paragraphs", "<p>一<p>二<div>三<p>四</div>五", "1:4 l0 [] \"一\"\n1:8 l0 [] \"二\"\n1:14 l0 [] \"三\"\n1:18 l0 [] \"四\"\n1:25 l0 [] \"五\"\n"},
		{"lists", "<ol><li>甲<li>乙<ol type=a><li>丙</ol><li value=7>丁</ol><ul><li>点</ul><ol style='list-style-type: cjk-ideographic' start=11><li>戊</ol>",
			"1:9 l0 [1.] \"甲\"\n1:14 l0 [2.] \"乙\"\n1:30 l0 [a.] \"丙\"\n1:48 l0 [7.] \"丁\"\n1:62 l0 [] \"点\"\n1:126 l0 [十一、] \"戊\"\n"},
		{"preformatted", "<pre>收入  12\n\n支出&lt;3</pre>", "1:6 l0 [] \"收入  12\"\n3:1 l0 [] \"支出<3\"\n"},
		{"hidden", "<p style='display: none'>藏<p>露<i hidden>密</i>出<template>模</template><noscript>无</noscript>",
			"1:30 l0 [] \"露出\"\nnote hidden-text 藏\nnote hidden-text 密\n"},
		{"spans", "<table><caption>表1</caption><tr><th rowspan=2>科目<th colspan=2>金额<tr><td>一<td>二<tr><td rowspan=5>丙<td>3<br>4<td>",
			"1:17 l0 [] \"表1\"\ntable 1 3x3\n  0,0 2x1 1:47 \"科目\"\n  0,1 1x2 1:63 \"金额\"\n  1,1 1x1 1:73 \"一\"\n  1,2 1x1 1:78 \"二\"\n  2,0 1x1 1:97 \"丙\"\n  2,1 1x1 1:102 \"3\\n4\"\n  2,2 1x1 1:108 \"\"\n"},
		{"groups end spans", "<table><thead><tr><th rowspan=3>一<th>二</thead><tbody><tr><td>三<td>四</table>",
			"table 1 2x2\n  0,0 1x1 1:33 \"一\"\n  0,1 1x1 1:38 \"二\"\n  1,0 1x1 1:62 \"三\"\n  1,1 1x1 1:67 \"四\"\n"},
		{"layout table", "<table><tr><td>导航<td><p>前</p><table><tr><td>1<td>2<tr><td>3<td>4</table><p>后</table>",
			"1:16 l0 [] \"导航\"\n1:25 l0 [] \"前\"\ntable 1/1 2x2\n  0,0 1x1 1:45 \"1\"\n  0,1 1x1 1:50 \"2\"\n  1,0 1x1 1:59 \"3\"\n  1,1 1x1 1:64 \"4\"\n1:76 l0 [] \"后\"\n"},
		{"table in a table of figures", "<table><tr><td>1<td>2<td>3<tr><td>4<td>五<table><tr><td>甲<td>乙</table><td>6</table>",
			"table 1 2x3\n  0,0 1x1 1:16 \"1\"\n  0,1 1x1 1:21 \"2\"\n  0,2 1x1 1:26 \"3\"\n  1,0 1x1 1:35 \"4\"\n  1,1 1x1 1:40 \"五\"\n  1,2 1x1 1:74 \"6\"\ntable 1/1 1x2\n  0,0 1x1 1:56 \"甲\"\n  0,1 1x1 1:61 \"乙\"\n"},
		{"hidden row", "<table><tr><td>1<td>2<tr style='display:none'><td>x<td>y<tr><td>3<td>4</table>",
			"table 1 2x2\n  0,0 1x1 1:16 \"1\"\n  0,1 1x1 1:21 \"2\"\n  1,0 1x1 1:65 \"3\"\n  1,1 1x1 1:70 \"4\"\nnote hidden-text xy\n"},
		{"stray end tags", "</td></p></table><p>一</b></div>二", "1:21 l0 [] \"一二\"\n"},
		{"entities", "<p>&lt;3&#19975;&yuan;&yen;</p>", "1:4 l0 [] \"<3万&yuan;¥\"\n"},
	} {
		d, err := Read([]byte(c.page))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		checkPlaces(t, c.name, c.page, d)
		if got := dump(d); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// checkPlaces checks that words begin where their place says.
func checkPlaces(t *testing.T, name, page string, d *source.Document) {
	t.Helper()
	lines := strings.Split(page, "\n")
	check := func(text string, at source.Location) {
		rest := []rune(lines[at.Line-1])[at.Column-1:]
		if text != "" && rest[0] != []rune(text)[0] && rest[0] != '&' {
			t.Errorf("%s: %q is not at %v", name, text, at)
		}
	}
	for _, b := range d.Blocks {
		if b.Paragraph != nil {
			check(b.Paragraph.Text, b.Paragraph.Place)
			continue
		}
		for _, c := range b.Grid.Cells {
			check(c.Text, c.Place)
		}
	}
}

func TestCharset(t *testing.T) {
	page := "<p>部门预算㐀收支总体情况</p>"
	encode := func(e encoding.Encoding, s string) []byte {
		b, err := e.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	gb := encode(simplifiedchinese.GB18030, page)
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"utf-8", []byte(page)},
		{"byte order mark", []byte("\xEF\xBB\xBF" + page)},
		{"undeclared GB18030", gb},
		{"declared GBK", append([]byte("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>"), gb...)},
		{"declared UTF-8, is GBK", append([]byte("<meta charset=utf-8>"), gb...)},
		{"declared GBK, is UTF-8", []byte("<meta charset=gbk>" + page)},
		{"UTF-16 LE", encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), page)},
		{"UTF-16 BE", encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), page)},
		{"UTF-16 without mark", encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), page)},
	} {
		d, err := Read(c.data)
		if err != nil || len(d.Blocks) != 1 || d.Blocks[0].Paragraph.Text != "部门预算㐀收支总体情况" || len(d.Notes) > 0 {
			t.Errorf("%s: got %s, %v", c.name, dump(d), err)
		}
	}
	d, err := Read([]byte("\xEF\xBB\xBF<p>预算\xFF</p>"))
	if err != nil || len(d.Notes) != 1 || d.Notes[0].Code != source.BadBytes {
		t.Errorf("bad bytes: got %v, %v", d, err)
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       error
	}{
		{"nothing", " \n", source.ErrEmpty},
		{"too deep", strings.Repeat("<div>", MaxDepth+1), source.ErrTooLarge},
		{"tables in tables", strings.Repeat("<table><tr><td>", MaxTableDepth+1), source.ErrTooLarge},
		{"too wide", "<table><tr>" + strings.Repeat("<td>", MaxCols+1), source.ErrTooLarge},
		{"too many cells", "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>", 1000), 1100), source.ErrTooLarge},
	} {
		if d, err := Read([]byte(c.page)); !errors.Is(err, c.want) || d != nil {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

// TestSlowPages reads pages made to be slow: what is not linear runs into the time limit of the tests.
func TestSlowPages(t *testing.T) {
	for _, page := range []string{
		strings.Repeat("<div>", 60_000) + strings.Repeat("</p></b>", 500_000),
		strings.Repeat("<p>一", 500_000),
		"<table>" + strings.Repeat("<tr><td rowspan=65534 colspan=1000>", 50_000),
		strings.Repeat("<table><tr><td>一</table>", 200_000),
	} {
		start := time.Now()
		if d, err := Read([]byte(page)); (d == nil) == (err == nil) {
			t.Errorf("%.40s: got %v, %v", page, d, err)
		}
		t.Logf("%.40s: %v", page, time.Since(start))
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("<h1>一</h1><ol><li>甲</ol><table><caption>表<tr><td rowspan=2>1<td><table><tr><td>2<td>3</table>"))
	f.Add([]byte("<p hidden>x<pre>\n 1</pre><br>&nbsp;<script>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := Read(data); (d == nil) == (err == nil) {
			t.Errorf("document %v with error %v", d, err)
		}
	})
}

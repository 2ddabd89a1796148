package page_test

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/internal/specimen"
	"mingzhang/money"
	"mingzhang/profile"
	"mingzhang/render/page"
	"mingzhang/render/report"
	"mingzhang/source"
	htmlsource "mingzhang/source/html"
)

// nodes returns the elements of a page for which want holds, in document order.
func nodes(t *testing.T, page string, want func(tag string, attr map[string]string) bool) []*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && want(n.Data, attrs(n)) {
			out = append(out, n)
		}
	}
	return out
}

func attrs(n *html.Node) map[string]string {
	out := map[string]string{}
	for _, a := range n.Attr {
		out[a.Key] = a.Val
	}
	return out
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func hasClass(attr map[string]string, class string) bool {
	return strings.Contains(" "+attr["class"]+" ", " "+class+" ")
}

func TestPageLinksBothWays(t *testing.T) {
	d := specimen.Read(t, "示例.txt", specimen.Words)
	page := pageOf(t, d, specimen.Run("zh"))
	ids := map[string]int{}
	for _, n := range nodes(t, page, func(_ string, a map[string]string) bool { return a["id"] != "" }) {
		ids[attrs(n)["id"]]++
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %q stands %d times", id, n)
		}
	}
	links := nodes(t, page, func(tag string, a map[string]string) bool { return tag == "a" && strings.HasPrefix(a["href"], "#") })
	for _, n := range links {
		if to := attrs(n)["href"][1:]; ids[to] == 0 {
			t.Errorf("link %q (%s) leads nowhere", to, textOf(n))
		}
	}
	cards := nodes(t, page, func(_ string, a map[string]string) bool { return hasClass(a, "card") })
	if len(cards) != len(d.Result.Findings) {
		t.Errorf("%d cards, want one for each of the %d findings", len(cards), len(d.Result.Findings))
	}
	back := map[string]bool{}
	for _, n := range nodes(t, page, func(tag string, _ map[string]string) bool { return tag == "sup" }) {
		for a := range n.ChildNodes() {
			back[attrs(a)["href"]] = true
		}
	}
	for _, c := range cards {
		a := attrs(c)
		if a["data-w"] != "" && !back["#"+a["id"]] {
			t.Errorf("no words lead back to finding %s", a["id"])
		}
	}
}

func TestPageMarksEachFigure(t *testing.T) {
	d := specimen.Read(t, "示例.txt", specimen.Words)
	page := pageOf(t, d, specimen.Run("zh"))
	figures := nodes(t, page, func(tag string, a map[string]string) bool { return tag == "a" && hasClass(a, "k") })
	if len(figures) != len(d.Result.Report.Figures) {
		t.Fatalf("%d figures are marked, want %d", len(figures), len(d.Result.Report.Figures))
	}
	for _, n := range figures {
		if got := textOf(n); !strings.ContainsAny(got, "0123456789") {
			t.Errorf("figure %s holds %q", attrs(n)["id"], got)
		}
	}
	for i := range d.Result.Report.Figures {
		if f := &d.Result.Report.Figures[i]; f.Amount.Text != "1000.5" {
			continue
		}
		row := nodes(t, page, func(_ string, a map[string]string) bool { return a["id"] == fmt.Sprint("n", i+1) })
		if len(row) != 1 || !strings.Contains(textOf(row[0]), "10,005,000元") {
			t.Errorf("the note of 1000.5万元 does not give its exact value in 元")
		}
	}
}

func TestPageShowsTheArithmetic(t *testing.T) {
	page := pageOf(t, specimen.Read(t, "示例.txt", specimen.Words), specimen.Run("zh"))
	var card *html.Node
	for _, n := range nodes(t, page, func(_ string, a map[string]string) bool { return hasClass(a, "card") }) {
		if strings.Contains(textOf(n), "TXT-08") {
			card = n
			break
		}
	}
	if card == nil {
		t.Fatal("the sum of the agency's operating costs has no card")
	}
	words := textOf(card)
	for _, want := range []string{"88.5", "78.5", "相加", "会议费（10000元）", "只可能在", "怎样改正", "恢复", "规则与依据"} {
		if !strings.Contains(words, want) {
			t.Errorf("the card does not say %q", want)
		}
	}
	svg := 0
	for n := range card.Descendants() {
		if n.Data == "svg" {
			svg++
			if a := attrs(n); a["role"] != "img" || !strings.Contains(a["aria-label"], "88.5") {
				t.Errorf("the range strip is not described: %v", a)
			}
		}
	}
	if svg == 0 {
		t.Error("the card has no range strip")
	}
}

func TestPageEscapesTheDocument(t *testing.T) {
	hostile := "攻击乡2021年部门预算</script><script>alert(1)</script>\n<img src=x onerror=alert(2)>收入100万元\" onmouseover=\"alert(3)，其中甲60万元、乙50万元。\x00\x07\u202e倒\n"
	d := specimen.Read(t, `a"><script>alert(4)</script>.txt`, hostile)
	page := pageOf(t, d, specimen.Run("zh"))
	if n := len(nodes(t, page, func(tag string, _ map[string]string) bool { return tag == "script" })); n != 1 {
		t.Errorf("%d scripts, want our own only", n)
	}
	for _, n := range nodes(t, page, func(tag string, a map[string]string) bool {
		return tag == "img" || a["onerror"] != "" || a["onmouseover"] != "" || a["style"] != ""
	}) {
		t.Errorf("the document made <%s %v>", n.Data, n.Attr)
	}
	if strings.ContainsAny(page, "\x00\x07") {
		t.Error("control characters reached the page")
	}
}

func TestPageIsSelfContained(t *testing.T) {
	page := pageOf(t, specimen.Read(t, "示例.txt", specimen.Words), specimen.Run("zh"))
	for _, n := range nodes(t, page, func(tag string, a map[string]string) bool {
		return tag == "link" || a["src"] != "" || strings.Contains(a["href"], "//") || a["style"] != ""
	}) {
		t.Errorf("<%s %v> reaches outside or carries a style", n.Data, n.Attr)
	}
	if regexp.MustCompile(`url\(|@import`).MatchString(page) {
		t.Error("the style sheet loads something")
	}
	if !strings.Contains(page, "script-src 'sha256-") {
		t.Error("the policy does not name the script by its hash")
	}
}

func TestPageInEnglish(t *testing.T) {
	page := pageOf(t, specimen.Read(t, "示例.txt", specimen.Words), specimen.Run("en"))
	for _, want := range []string{`<html lang="en">`, "Findings", "numbers understood", `lang="zh-CN"`, "rule and basis"} {
		if !strings.Contains(page, want) {
			t.Errorf("the English page lacks %q", want)
		}
	}
	frame := nodes(t, page, func(tag string, a map[string]string) bool { return hasClass(a, "facts") || hasClass(a, "fbar") })
	for _, n := range frame {
		if words := strings.ReplaceAll(textOf(n), "示例镇", ""); regexp.MustCompile(`\p{Han}`).MatchString(strings.ReplaceAll(words, "示例.txt", "")) {
			t.Errorf("the frame speaks Chinese: %q", words)
		}
	}
}

// large makes a document of many paragraphs, each with a figure, and findings on a part of them.
func large(paragraphs, findings int) *report.Document {
	doc := &source.Document{Format: source.Text}
	rep := &budget.Report{Entity: "大镇", Year: 2021}
	res := &audit.Result{Report: rep}
	filler := strings.Repeat("一般公共预算支出说明", 6)
	for i := 0; i < paragraphs; i++ {
		text := fmt.Sprintf("%s%d.5万元。", filler, i)
		at := source.Location{Line: i + 1, Column: 1}
		doc.Blocks = append(doc.Blocks, source.Block{Paragraph: &source.Paragraph{Text: text, Place: at}})
		start := len(filler)
		at.Column = 1 + len([]rune(filler))
		p := budget.Place{Location: at, Text: text, Mark: [2]int{start, len(text) - len("。")}}
		rep.Figures = append(rep.Figures, budget.Figure{Kind: budget.MoneyFigure, Place: p, Amount: money.Amount{Text: fmt.Sprint(i, ".5"), Unit: money.WanYuan, Ticks: 1e8, Step: 1e7}})
		if i < findings {
			res.Findings = append(res.Findings, audit.Finding{ID: fmt.Sprint("x", i), Rule: "CLM-SUM", Severity: audit.Error, Title: audit.Words{ZH: "相加不等"}, Place: p, Stated: "1", Expected: "2"})
		}
	}
	return &report.Document{File: "大.txt", Format: source.Text, Source: doc, Result: res}
}

func TestPageOfALargeDocumentStaysSmall(t *testing.T) {
	const paragraphs, findings = 250_000, 10_000 // 50 MB of text
	d := large(paragraphs, findings)
	began := time.Now()
	page := pageOf(t, d, specimen.Run("zh"))
	t.Log(time.Since(began))
	if len(page) > 24<<20 {
		t.Errorf("the page has %d bytes", len(page))
	}
	for _, want := range []string{"段没有画出", fmt.Sprintf("还有%d条较轻的发现没有画出", findings-1000)} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestPageOfALargeTableKeepsItsFindings(t *testing.T) {
	const rows = 5000
	g := &source.Grid{Number: "1", Rows: rows, Cols: 2, Place: source.Location{Line: 1, Table: "1"}}
	for r := 0; r < rows; r++ {
		for c := 0; c < 2; c++ {
			g.Cells = append(g.Cells, source.Cell{Text: fmt.Sprint(r, "-", c), Row: r, Col: c, RowSpan: 1, ColSpan: 1, Place: source.Location{Line: r + 1, Table: "1", Row: r + 1, Col: c + 1}})
		}
	}
	rep := &budget.Report{}
	place := budget.Place{Location: source.Location{Line: 4321, Table: "1", Row: 4321, Col: 2}, Text: "4320-1"}
	d := &report.Document{File: "表.txt", Format: source.Text, Source: &source.Document{Format: source.Text, Blocks: []source.Block{{Grid: g}}},
		Result: &audit.Result{Report: rep, Findings: []audit.Finding{{ID: "x", Rule: "CLM-SUM", Severity: audit.Error, Title: audit.Words{ZH: "不符"}, Place: place}}}}
	page := pageOf(t, d, specimen.Run("zh"))
	cells := nodes(t, page, func(tag string, a map[string]string) bool { return tag == "td" && a["id"] == "w1-0" })
	if len(cells) != 1 || !strings.HasPrefix(textOf(cells[0]), "4320-1") {
		t.Error("the row with the finding is not drawn")
	}
	if n := len(nodes(t, page, func(tag string, _ map[string]string) bool { return tag == "tr" })); n > 700 {
		t.Errorf("%d rows are drawn", n)
	}
	if !strings.Contains(page, "这张表有5000行2列，画出了601行2列") {
		t.Error("the page does not say that rows were left out")
	}
}

func TestPageOfAnUnreadFile(t *testing.T) {
	d := &report.Document{File: "扫描.pdf", Err: fmt.Errorf("page 1: %w", source.ErrScanned)}
	page := pageOf(t, d, specimen.Run("zh"))
	if !strings.Contains(page, "这份PDF是图片") {
		t.Error("the page does not say why the file was not read")
	}
}

func TestSecondDocumentOfAPage(t *testing.T) {
	h := page.NewHTML(io.Discard, specimen.Run("zh"))
	d := specimen.Read(t, "a.txt", specimen.Words)
	if err := h.Document(d); err != nil {
		t.Fatal(err)
	}
	if err := h.Document(d); err != page.ErrSeveral {
		t.Errorf("the second document gives %v, want ErrSeveral", err)
	}
}

func TestIndex(t *testing.T) {
	x := page.NewIndex(specimen.Run("zh"))
	d := specimen.Read(t, "部门/a b.txt", specimen.Words)
	x.Add(d, "a b.txt.html")
	x.Add(&report.Document{File: "坏.docx", Err: source.ErrDamaged}, "")
	var b strings.Builder
	sets := []*audit.Set{{Entity: "示例镇", Year: 2021, Findings: []audit.Finding{{Rule: "STR-02", Severity: audit.Fatal, Title: audit.Words{ZH: "缺少9张公开表"}}}}}
	if err := x.Write(&b, sets); err != nil {
		t.Fatal(err)
	}
	links := nodes(t, b.String(), func(tag string, a map[string]string) bool { return tag == "a" && a["href"] == "./a%20b.txt.html" })
	if len(links) != 1 {
		t.Error("the index does not lead to the page")
	}
	for _, want := range []string{"文件损坏或不完整", "缺少9张公开表", "2份文件的审核"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the index does not say %q", want)
		}
	}
}

func TestPageName(t *testing.T) {
	taken := map[string]bool{}
	for _, c := range [][2]string{{"x/预算.docx", "预算.docx.html"}, {"y/预算.docx", "预算.docx-2.html"}, {"Y/预算.DOCX", "预算.DOCX-2.html"}, {"a.zip!/b/c.txt", "a.zip_c.txt.html"}, {"-", "stdin.html"}, {`C:\d\a?b.xlsx`, "a_b.xlsx.html"}, {"index", "index-2.html"}, {"a\x1b[1m\u202excod\n\xff.txt", "a_[1m_xcod__.txt.html"}} {
		if got := page.Name(c[0], taken); got != c[1] && !(c[0] == "Y/预算.DOCX" && got == "预算.DOCX-3.html") {
			t.Errorf("PageName(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

func pageOf(t testing.TB, d *report.Document, r report.Run) string {
	t.Helper()
	var b strings.Builder
	if err := page.Write(&b, r, d, nil, ""); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// missing is a set that lacks tables.
func missing(files ...string) *audit.Set {
	p, _ := profile.ByID("mof-2021")
	return &audit.Set{Entity: "示例镇", Year: 2021, Kind: budget.BudgetDocument, Files: files, Profile: p, Findings: []audit.Finding{
		{ID: "STR-02-1", Rule: "STR-02", Severity: audit.Fatal, Category: audit.Completeness, Verdict: audit.Disagrees, Title: audit.Words{ZH: "缺少9张公开表"}}}}
}

// firstCard returns the words of the first finding of a page, and those of its counts.
func firstCard(t *testing.T, html string) (card, tally string) {
	t.Helper()
	cards := nodes(t, html, func(_ string, a map[string]string) bool { return hasClass(a, "card") })
	counts := nodes(t, html, func(_ string, a map[string]string) bool { return hasClass(a, "tally") })
	if len(cards) == 0 || len(counts) != 1 {
		t.Fatalf("%d findings and %d counts are on the page", len(cards), len(counts))
	}
	return textOf(cards[0]), textOf(counts[0])
}

func TestPageShowsItsSetFirst(t *testing.T) {
	d := specimen.Read(t, "a.txt", specimen.Words)
	var b strings.Builder
	if err := page.Write(&b, specimen.Run("zh"), d, missing("a.txt"), ""); err != nil {
		t.Fatal(err)
	}
	card, tally := firstCard(t, b.String())
	if !strings.Contains(card, "缺少9张公开表") || !strings.Contains(card, "整套文件") || !strings.Contains(card, "mof-2021") || !strings.Contains(tally, "致命1") {
		t.Errorf("the page begins with %q and counts %q", card, tally)
	}
}

func TestPageOfABatchIsAmended(t *testing.T) {
	for _, c := range []struct{ name, text string }{{"错.txt", specimen.Words}, {"对.txt", "示例镇2021年部门预算\n专项资金共10.5万元，包括：防汛物资4.2万元、道路养护6.3万元。\n"}} {
		d := specimen.Read(t, c.name, c.text)
		x := page.NewIndex(specimen.Run("zh"))
		x.Add(d, c.name+".html")
		var plain, amended strings.Builder
		if err := page.Write(&plain, specimen.Run("zh"), d, nil, "index.html"); err != nil {
			t.Fatal(err)
		}
		sets := []*audit.Set{missing(c.name, "别的.txt")}
		if got := x.Amended(sets); len(got) != 1 || got[0] != c.name+".html" {
			t.Errorf("%v are to be amended", got)
		}
		if err := x.Amend(&amended, c.name+".html", []byte(plain.String()), sets); err != nil {
			t.Fatal(err)
		}
		card, tally := firstCard(t, amended.String())
		if !strings.Contains(card, "缺少9张公开表") || !strings.Contains(tally, "致命1") {
			t.Errorf("%s: the page begins with %q and counts %q", c.name, card, tally)
		}
		pills := nodes(t, amended.String(), func(_ string, a map[string]string) bool { return a["data-sev"] == "F" && hasClass(a, "pill") })
		if len(pills) != 1 || textOf(pills[0]) != "致命1" {
			t.Errorf("%s: no filter for what the set shows", c.name)
		}
		if none := nodes(t, amended.String(), func(_ string, a map[string]string) bool { return a["id"] == "none" }); len(none) != 1 || attrs(none[0])["hidden"] == "" && !strings.Contains(amended.String(), `id="none" hidden`) {
			t.Errorf("%s: the page says that there is nothing", c.name)
		}
	}
}

func TestIndexCountsTheSets(t *testing.T) {
	rows := func(sets []*audit.Set) []string {
		x := page.NewIndex(specimen.Run("zh"))
		x.Add(specimen.Read(t, "a.txt", "你好\n"), "a.html")
		x.Add(specimen.Read(t, "b.txt", "你好\n"), "b.html")
		var b strings.Builder
		if err := x.Write(&b, sets); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, n := range nodes(t, b.String(), func(tag string, _ map[string]string) bool { return tag == "tr" }) {
			out = append(out, textOf(n))
		}
		return out[1:]
	}
	if got := rows([]*audit.Set{missing("a.txt")}); len(got) != 2 || !strings.HasPrefix(got[0], "a.txt") || !strings.Contains(got[0], "1000") || !strings.Contains(got[0], "—") {
		t.Errorf("the rows are %q", got)
	}
	if got := rows([]*audit.Set{missing("a.txt", "b.txt")}); len(got) != 3 || !strings.HasPrefix(got[0], "示例镇 2021年预算 （2份合在一起）1000") {
		t.Errorf("the rows are %q", got)
	}
}

func TestSignsDoNotPileUp(t *testing.T) {
	d := specimen.Read(t, "a.txt", "示例镇2021年部门预算\n专项资金共10.5万元。\n")
	p := d.Result.Report.Figures[0].Place
	beside := budget.Place{Location: source.Location{Line: 1, Column: 1}, Text: "示例镇2021年部门预算"}
	for i := 0; i < 3; i++ {
		d.Result.Findings = append(d.Result.Findings, audit.Finding{ID: fmt.Sprint(i), Rule: "PRF-03", Category: audit.Ladder, Severity: audit.Error, Title: audit.Words{ZH: fmt.Sprint("发现", i)}, Place: p, Places: []budget.Place{beside}})
	}
	html := pageOf(t, d, specimen.Run("zh"))
	var words []string
	for _, n := range nodes(t, html, func(tag string, _ map[string]string) bool { return tag == "sup" }) {
		words = append(words, strings.Split(textOf(n), "：")[0])
	}
	if got := strings.Join(words, " "); got != "错误 ·2 ·3" {
		t.Errorf("the signs are %q: the word once, and none on what is not accused", got)
	}
}

// across is a table of a plain text, a cell a line, under its title and its unit.
const across = "示例镇2021年部门预算\n表1 支出预算表\n单位：万元\n科目\t合计\t基本支出\t项目支出\n办公费\t10.00\t6.00\t4.00\n电费\t5.00\t3.00\t2.00\n"

func TestPageDoesNotRepeatTheTitleOfATable(t *testing.T) {
	html := pageOf(t, specimen.Read(t, "a.txt", specimen.Words), specimen.Run("zh"))
	for _, n := range nodes(t, html, func(tag string, _ map[string]string) bool { return tag == "caption" }) {
		if !hasClass(attrs(n), "vh") || strings.Contains(textOf(n), "单位") {
			t.Errorf("the caption %q says again what stands above it", textOf(n))
		}
	}
	html = pageOf(t, specimen.Read(t, "a.txt", across), specimen.Run("zh"))
	if !strings.Contains(html, "表上写明：万元") || strings.Contains(html, "原文没有写，从上下文推定") {
		t.Error("the unit of a table that prints one is called assumed")
	}
}

func TestRowsOfSeveralLinesSayTheirLines(t *testing.T) {
	g := &source.Grid{Number: "1", Rows: 1, Cols: 3, Place: source.Location{Line: 75, Table: "1"}}
	for c := 0; c < 3; c++ {
		g.Cells = append(g.Cells, source.Cell{Text: fmt.Sprint("格", c), Col: c, RowSpan: 1, ColSpan: 1, Place: source.Location{Line: 75 + c, Table: "1", Row: 1, Col: c + 1}})
	}
	d := &report.Document{File: "表.txt", Format: source.Text, Source: &source.Document{Format: source.Text, Blocks: []source.Block{{Grid: g}}}, Result: &audit.Result{Report: &budget.Report{}}}
	cells := nodes(t, pageOf(t, d, specimen.Run("zh")), func(_ string, a map[string]string) bool { return hasClass(a, "rn") })
	if len(cells) != 1 || textOf(cells[0]) != "75–77" {
		t.Errorf("the row is numbered %q", textOf(cells[0]))
	}
}

func TestRelationsSayWhatWasCompared(t *testing.T) {
	html := pageOf(t, specimen.Read(t, "a.txt", specimen.Words), specimen.Run("zh"))
	list := nodes(t, html, func(_ string, a map[string]string) bool { return a["id"] == "agreed" })
	if len(list) != 1 || !strings.Contains(textOf(list[0]), "1200.5万元，对照一般公共预算拨款 1000.5万元、政府性基金预算拨款 200万元") {
		t.Errorf("the relations are %q", textOf(list[0]))
	}
}

func TestTablesWithoutLinesAreNumberedByRow(t *testing.T) {
	data := []byte(`<html><head><meta charset="utf-8"></head><body><p>示例镇2021年部门预算</p><p>单位：万元</p><table><tr><th>科目</th><th>合计</th></tr><tr><td>办公费</td><td>10.00</td></tr></table></body></html>`)
	doc, err := htmlsource.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	html := pageOf(t, specimen.Audited("a.html", data, doc), specimen.Run("zh"))
	var rows []string
	for _, n := range nodes(t, html, func(_ string, a map[string]string) bool { return hasClass(a, "rn") }) {
		rows = append(rows, textOf(n))
	}
	captions := nodes(t, html, func(tag string, _ map[string]string) bool { return tag == "caption" })
	if strings.Join(rows, " ") != "1 2" || len(captions) != 1 || !strings.Contains(textOf(captions[0]), "表1") {
		t.Errorf("rows %v, caption %q: places say 表1第2行第2列", rows, textOf(captions[0]))
	}
}

func TestValuesInTwoUnitsKeepThem(t *testing.T) {
	d := specimen.Read(t, "a.txt", "示例镇2021年部门预算\n会议费30000元，培训费2万元。\n")
	d.Result.Findings = []audit.Finding{{ID: "x", Rule: "TXT-12", Severity: audit.Error, Stated: "30000元", Expected: "50000", Difference: "-20000", Unit: "元", Figures: []int{0, 1}, Arithmetic: []audit.Step{{Value: "5.00万元", Figure: 1}, {Sign: '='}}}}
	values := nodes(t, pageOf(t, d, specimen.Run("zh")), func(_ string, a map[string]string) bool { return hasClass(a, "three") })
	if len(values) != 1 || textOf(values[0]) != "写明30000元另一处5.00万元相差−20000元" {
		t.Errorf("the values are %q", textOf(values[0]))
	}
}

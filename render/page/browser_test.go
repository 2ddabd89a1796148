package page_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/internal/specimen"
	"mingzhang/render/page"
	"mingzhang/render/report"
	"mingzhang/source"
)

// browser starts a headless Chromium, or skips with a sentence. MINGZHANG_BROWSER=1 makes a missing
// browser or a missing axe a failure.
func browser(t *testing.T) (context.Context, string) {
	t.Helper()
	missing := t.Skip
	if os.Getenv("MINGZHANG_BROWSER") == "1" {
		missing = t.Fatal
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		missing("no Chromium was found; the page was not looked at in a browser")
	}
	axe, err := os.ReadFile(os.Getenv("MINGZHANG_AXE"))
	if err != nil {
		missing("MINGZHANG_AXE does not name axe.min.js (npm package axe-core); accessibility was not checked")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	return ctx, string(axe)
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

func call[P, R any](t *testing.T, ctx context.Context, cmd cdp.Command[P, R], params P) R {
	t.Helper()
	do(t, ctx) // the browser must run
	r, err := chromedp.Call(ctx, cmd, params)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func value[T any](t *testing.T, ctx context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js))
	if err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return v
}

// zoomed is the width of a window of 1366 pixels at a zoom of 200 percent.
const zoomed = 683

// look opens a page at a width and in a colour scheme.
func look(t *testing.T, ctx context.Context, address string, width int, scheme string) {
	t.Helper()
	height, scale := 768, 1
	switch {
	case width == zoomed:
		height, scale = 384, 2
	case width < 600:
		height = 844
	}
	call(t, ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: int64(height), DeviceScaleFactor: float64(scale), Mobile: width < 600})
	call(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address), chromedp.WaitReady("body"))
}

func savePage(t *testing.T, html string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(path, []byte(html), 0o644); err != nil {
		t.Fatal(err)
	}
	return "file://" + path
}

// violations runs axe and says what is wrong and where.
func violations(t *testing.T, ctx context.Context, axe string) []string {
	t.Helper()
	do(t, ctx, chromedp.Evaluate[chromedp.Void](axe))
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[string](`axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(v =>
		v.id + ": " + v.help + " — " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | "))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	if err := json.Unmarshal([]byte(raw), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// shot saves a picture for a person to look at, where MINGZHANG_SHOTS names a folder.
func shot(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("MINGZHANG_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// pagesToSee are the sample in both languages, and the file that MINGZHANG_PAGE names.
func pagesToSee(t *testing.T) map[string]string {
	d := specimen.Read(t, "示例.txt", specimen.Words)
	out := map[string]string{"sample": savePage(t, pageOf(t, d, specimen.Run("zh"))), "english": savePage(t, pageOf(t, d, specimen.Run("en")))}
	x := page.NewIndex(specimen.Run("zh"))
	x.Add(d, "示例.txt.html")
	x.Add(&report.Document{File: "坏.docx", Err: source.ErrDamaged}, "")
	sets := []*audit.Set{missing("示例.txt", "别的.txt")}
	var plain, amended, index strings.Builder
	if err := page.Write(&plain, specimen.Run("zh"), d, nil, "index.html"); err != nil {
		t.Fatal(err)
	}
	if err := x.Amend(&amended, "示例.txt.html", []byte(plain.String()), sets); err != nil {
		t.Fatal(err)
	}
	if err := x.Write(&index, sets); err != nil {
		t.Fatal(err)
	}
	out["amended"], out["index"] = savePage(t, amended.String()), savePage(t, index.String())
	if p := os.Getenv("MINGZHANG_PAGE"); p != "" {
		out = map[string]string{strings.TrimSuffix(filepath.Base(p), ".html"): "file://" + p}
	}
	return out
}

func TestPageIsAccessible(t *testing.T) {
	ctx, axe := browser(t)
	for name, address := range pagesToSee(t) {
		for _, width := range []int{1366, zoomed, 390} {
			for _, scheme := range []string{"light", "dark"} {
				look(t, ctx, address, width, scheme)
				label := fmt.Sprintf("%s-%d-%s", name, width, scheme)
				shot(t, ctx, label)
				for _, state := range []string{"as opened", "all open"} {
					if state == "all open" {
						value[bool](t, ctx, `document.querySelectorAll("details").forEach(d => { d.open = true }), true`)
						value[bool](t, ctx, `document.querySelectorAll(".pill[aria-pressed=false]").forEach(b => b.click()), true`)
						shot(t, ctx, label+"-all")
					}
					for _, v := range violations(t, ctx, axe) {
						t.Errorf("%s, %s: %s", label, state, v)
					}
				}
				if over := value[int](t, ctx, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
					t.Errorf("%s: the page is %d px wider than the window", label, over)
				}
				if cut := value[string](t, ctx, cutOff); width == zoomed && cut != "" {
					t.Errorf("%s: cut off: %s", label, cut)
				}
			}
		}
	}
}

// cutOff lists words that do not fit their box and cannot be scrolled to, or that stand beyond the window.
const cutOff = `[...document.querySelectorAll("body *")].filter(e => {
	if (e.closest(".tb, .vh, .skip, svg, script, style, [hidden], dialog") || e.matches(".js .fbar h2") || !e.offsetParent) return false;
	const c = getComputedStyle(e), r = e.getBoundingClientRect();
	return c.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1 || r.width > 0 && r.right > innerWidth + 1 || r.left < -1;
}).map(e => e.outerHTML.slice(0, 120)).slice(0, 3).join(" | ")`

// wideTable is a disclosure with a table that is far wider than its pane, and an error in its last column.
func wideTable() string {
	var b strings.Builder
	b.WriteString("示例镇2021年部门预算公开\n\n表1 支出预算表\n单位：万元\n| 科目 | 合计 |")
	for i := 1; i <= 16; i++ {
		fmt.Fprintf(&b, " 第%d类资金安排的支出 |", i)
	}
	b.WriteString("\n")
	for row := 1; row <= 6; row++ {
		fmt.Fprintf(&b, "| 第%d项支出 | 1600.00 |", row)
		for i := 1; i <= 16; i++ {
			fmt.Fprintf(&b, " %s |", map[bool]string{true: "100.OO", false: "100.00"}[row == 3 && i == 16])
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestPageScrollsATableToItsError(t *testing.T) {
	ctx, _ := browser(t)
	d := specimen.Read(t, "宽.txt", wideTable())
	g := d.Source.Blocks[len(d.Source.Blocks)-1].Grid
	if g == nil {
		t.Fatal("the table was not read")
	}
	cell := &g.Cells[len(g.Cells)-6]
	d.Result.Findings = []audit.Finding{
		{ID: "a", Rule: "CLM-SUM", Severity: audit.Error, Title: audit.Words{ZH: "前面的"}, Place: budget.Place{Location: source.Location{Line: 1, Column: 1}, Text: "示例镇2021年部门预算公开"}},
		{ID: "b", Rule: "CLM-SUM", Severity: audit.Error, Title: audit.Words{ZH: "表里的"}, Place: budget.Place{Location: cell.Place, Text: cell.Text}},
	}
	look(t, ctx, savePage(t, pageOf(t, d, specimen.Run("zh"))), 1366, "light")
	call(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "no-preference"}}})
	do(t, ctx, chromedp.Reload(), chromedp.Sleep(600*time.Millisecond)) // as most people see it: the page scrolls smoothly
	if value[int](t, ctx, `document.querySelector(".tb").scrollLeft`) != 0 || value[bool](t, ctx, `(t => t.scrollWidth <= t.clientWidth)(document.querySelector(".tb"))`) {
		t.Fatal("the table is not wider than its pane")
	}
	do(t, ctx, chromedp.Click[string](`.card:nth-child(2) summary`))
	do(t, ctx, chromedp.Sleep(time.Second))
	if !value[bool](t, ctx, `(() => { const c = document.getElementById("w2-0").getBoundingClientRect(), t = document.querySelector(".tb").getBoundingClientRect(); return c.left >= t.left + 100 && c.right <= t.right - 100; })()`) {
		t.Error("a click on the finding does not bring its cell into sight with what stands around it")
	}
}

func TestPageByKeyboard(t *testing.T) {
	ctx, _ := browser(t)
	look(t, ctx, pagesToSee(t)["sample"], 1366, "light")
	focus := func() string {
		return value[string](t, ctx, `document.activeElement.className + "|" + document.activeElement.id`)
	}
	do(t, ctx, chromedp.KeyEvent(kb.Tab))
	if got := focus(); !strings.HasPrefix(got, "skip|") {
		t.Errorf("the first Tab leads to %q, want the skip link", got)
	}
	// J walks to the second finding, Enter opens it, O jumps to its words
	do(t, ctx, chromedp.KeyEvent("j"), chromedp.KeyEvent("j"))
	card := `document.activeElement.closest(".card")`
	was := value[bool](t, ctx, card+`.firstElementChild.open`)
	do(t, ctx, chromedp.KeyEvent(kb.Enter))
	if value[bool](t, ctx, card+`.firstElementChild.open`) == was {
		t.Error("Enter did not open or close the finding")
	}
	place := value[string](t, ctx, card+`.dataset.w`)
	do(t, ctx, chromedp.KeyEvent("o"))
	if place != "" && !value[bool](t, ctx, `document.getElementById("doc").contains(document.activeElement)`) {
		t.Error("O did not move the focus into the document")
	}
	// ] walks the figures; Enter pins what is known about one, Esc gives the focus back
	do(t, ctx, chromedp.KeyEvent("]"))
	from := focus()
	if !strings.HasPrefix(from, "k") {
		t.Fatalf("] leads to %q, want a figure", from)
	}
	do(t, ctx, chromedp.KeyEvent(kb.Enter))
	if words := value[string](t, ctx, `document.getElementById("about").hidden ? "" : document.getElementById("about").innerText`); !strings.Contains(words, "出处") {
		t.Errorf("Enter on a figure shows %q, want its place", words)
	}
	if got := focus(); got != "|about" {
		t.Errorf("the focus is on %q, want the note", got)
	}
	shot(t, ctx, "sample-about")
	do(t, ctx, chromedp.KeyEvent(kb.Escape))
	if got := focus(); got != strings.Replace(from, " open", "", 1) && !strings.HasPrefix(got, "k") {
		t.Errorf("Esc leads to %q, want back to the figure", got)
	}
	do(t, ctx, chromedp.KeyEvent("?"))
	if !value[bool](t, ctx, `document.getElementById("keys").open`) {
		t.Error("? did not open the sheet of keys")
	}
	shot(t, ctx, "sample-keys")
	do(t, ctx, chromedp.KeyEvent(kb.Escape))
}

func TestPageFilters(t *testing.T) {
	ctx, _ := browser(t)
	look(t, ctx, pagesToSee(t)["sample"], 1366, "light")
	shown := `[...document.querySelectorAll(".card")].filter(c => !c.hidden).length`
	before := value[int](t, ctx, shown)
	do(t, ctx, chromedp.Click[string](`.pill[data-sev="E"]`))
	after := value[int](t, ctx, shown)
	errors := value[int](t, ctx, `document.querySelectorAll('.card[data-sev="E"]').length`)
	if errors == 0 || after != before-errors {
		t.Errorf("%d findings before, %d after %d errors were filtered out", before, after, errors)
	}
	if said := value[string](t, ctx, `document.getElementById("live").textContent`); said != fmt.Sprintf("显示%d条发现", after) {
		t.Errorf("the live region says %q", said)
	}
}

func TestPageAsksNothingOfTheNetwork(t *testing.T) {
	ctx, _ := browser(t)
	look(t, ctx, pagesToSee(t)["sample"], 1366, "light")
	if n := value[int](t, ctx, `performance.getEntriesByType("resource").length`); n != 0 {
		t.Errorf("the page made %d requests", n)
	}
	if value[bool](t, ctx, `[...document.scripts].length !== 1 || document.querySelector(".doc script") !== null`) {
		t.Error("words of the document became a script")
	}
}

func TestPagePrints(t *testing.T) {
	ctx, _ := browser(t)
	for name, address := range pagesToSee(t) {
		look(t, ctx, address, 1366, "light")
		pdf := call(t, ctx, cdppage.PrintToPDF, cdppage.PrintToPDFParams{PreferCSSPageSize: yes(), PrintBackground: yes()}).Data
		if len(pdf) < 5_000 {
			t.Errorf("%s prints to %d bytes", name, len(pdf))
		}
		if dir := os.Getenv("MINGZHANG_SHOTS"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func yes() *bool {
	v := true
	return &v
}

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

	"mingzhang/internal/specimen"
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

// look opens a page at a width and in a colour scheme.
func look(t *testing.T, ctx context.Context, address string, width int, scheme string) {
	t.Helper()
	height := 768
	if width < 600 {
		height = 844
	}
	call(t, ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: int64(height), DeviceScaleFactor: 1, Mobile: width < 600})
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
	if p := os.Getenv("MINGZHANG_PAGE"); p != "" {
		out = map[string]string{strings.TrimSuffix(filepath.Base(p), ".html"): "file://" + p}
	}
	return out
}

func TestPageIsAccessible(t *testing.T) {
	ctx, axe := browser(t)
	for name, address := range pagesToSee(t) {
		for _, width := range []int{1366, 390} {
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
			}
		}
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
		if len(pdf) < 10_000 {
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

package cli

import (
	"bytes"
	"context"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

// TestOfficeProfile: the settings bar links by themselves, so they must be there and be well-formed, or
// LibreOffice starts without them and says nothing.
func TestOfficeProfile(t *testing.T) {
	dir := t.TempDir()
	if err := writeProfile(dir); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "user", "registrymodifications.xcu"))
	if err != nil {
		t.Fatal(err)
	}
	var items struct {
		Item []struct {
			Prop struct {
				Name  string `xml:"name,attr"`
				Value string `xml:"value"`
			} `xml:"prop"`
		} `xml:"item"`
	}
	if err := xml.Unmarshal(data, &items); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, i := range items.Item {
		got[i.Prop.Name] = i.Prop.Value
	}
	for name, want := range map[string]string{"BlockUntrustedRefererLinks": "true", "ooInetProxyType": "2", "ooInetHTTPProxyPort": "9", "ooInetNoProxy": ""} {
		if v, ok := got[name]; !ok || v != want {
			t.Errorf("%s is %q, want %q", name, v, want)
		}
	}
}

// TestOfficeStaysAlone converts a document that names a picture and a section of a server, which must not be
// asked, and reads what it converted.
func TestOfficeStaysAlone(t *testing.T) {
	path := findOffice()
	if path == "" {
		t.Skip("LibreOffice is not installed")
	}
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	const odf = "urn:oasis:names:tc:opendocument:xmlns:"
	page := strings.ReplaceAll(`<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="`+odf+`office:1.0" xmlns:text="`+odf+`text:1.0" xmlns:draw="`+odf+`drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="`+odf+`svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>收入5万元</text:p>
<text:section text:name="S"><text:section-source xlink:href="SERVER/section" xlink:type="simple"/><text:p>旧</text:p></text:section>
<text:p><draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="as-char"><draw:image xlink:href="SERVER/image.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>
</office:text></office:body></office:document>`, "SERVER", server.URL)
	out, err := (&office{path: path}).convert([]byte(page), "Flat OpenDocument")
	if err != nil || !bytes.HasPrefix(out, []byte("PK")) {
		t.Fatalf("not converted: %v", err)
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("the server was asked %d times", n)
	}
}

// TestRunAlone: the proxies of the environment lead nowhere whatever they were before, and on Linux there is
// no network at all where the kernel allows that.
func TestRunAlone(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	t.Setenv("http_proxy", "http://proxy.example:3128")
	t.Setenv("no_proxy", "*")
	out := filepath.Join(t.TempDir(), "out")
	script := `printf '%s|%s|%s|' "$http_proxy" "$ALL_PROXY" "$no_proxy" >"$0"; cat /proc/self/net/dev >>"$0" 2>/dev/null; true`
	if err := runAlone(context.Background(), shell, "-c", script, out); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	const nowhere = "http://127.0.0.1:9"
	rest, found := strings.CutPrefix(string(data), nowhere+"|"+nowhere+"||")
	if !found {
		t.Errorf("the environment is %q", data)
	}
	if probe := exec.Command(shell, "-c", "true"); runtime.GOOS == "linux" {
		if withoutNetwork(probe); probe.Run() != nil {
			t.Skip("the kernel does not allow a network of its own")
		}
		if n := strings.Count(rest, ":"); n != 1 {
			t.Errorf("%d interfaces, want lo alone:\n%s", n, rest)
		}
	}
}

// TestStartEither: where the first program cannot be started the second is, and what fails for both is said.
func TestStartEither(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	none := filepath.Join(t.TempDir(), "none")
	second := exec.Command(shell, "-c", "exit 0")
	cmd, err := startEither(exec.Command(none), second)
	if err != nil || cmd != second || cmd.Wait() != nil {
		t.Errorf("the second was not started: %v", err)
	}
	if _, err := startEither(exec.Command(none), exec.Command(none)); err == nil {
		t.Error("a program that does not exist was started")
	}
}

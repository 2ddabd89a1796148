package audit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"mingzhang/audit"
	"mingzhang/interpret"
	"mingzhang/source"
	"mingzhang/source/text"
)

// TestPieces audits pieces of documents as if they were whole: each line alone, and runs of lines. What a rule
// looks for may begin, end or be missing anywhere.
func TestPieces(t *testing.T) {
	var texts []string
	names, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			texts = append(texts, string(f.Data))
		}
	}
	more, _ := filepath.Glob("../examples/*.txt")
	if dir := os.Getenv("MINGZHANG_PIECES"); dir != "" { // other documents, by hand
		own, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
		more = append(more, own...)
	}
	for _, name := range more {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	for _, s := range texts {
		lines := strings.Split(s, "\n")
		for i := range lines {
			piece(t, lines[i:i+1])
		}
		for _, n := range [...]int{3, 10, 40} {
			for i := 0; i < len(lines); i += n/2 + 1 {
				piece(t, lines[i:min(len(lines), i+n)])
			}
		}
	}
}

func piece(t *testing.T, lines []string) {
	t.Helper()
	words := strings.Join(lines, "\n")
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("%v in %q", r, words)
		}
	}()
	doc, err := text.Read([]byte(words))
	if err != nil {
		return // empty
	}
	audit.Run(interpret.Document(doc, interpret.Hints{}), audit.Options{})
	// the same as one paragraph, as a cell or a text box holds it
	one := &source.Document{Format: source.Text, Blocks: []source.Block{{Paragraph: &source.Paragraph{Text: strings.Join(lines, "")}}}}
	audit.Run(interpret.Document(one, interpret.Hints{}), audit.Options{})
}

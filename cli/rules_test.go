package cli

import (
	"bytes"
	"os"
	"testing"
)

// TestRulesPageIsCurrent fails when a rule was changed without `make docs`.
func TestRulesPageIsCurrent(t *testing.T) {
	var out bytes.Buffer
	a := &app{out: &out, lang: "zh"}
	if err := a.rulesPage(); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(page, out.Bytes()) {
		t.Fatal("docs/rules.md is not what the rules say; run make docs")
	}
}

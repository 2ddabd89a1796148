package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeCommands runs every command of both READMEs as it stands.
func TestReadmeCommands(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	pages := []string{get(t, filepath.Join(root, "README.zh-CN.md")), get(t, filepath.Join(root, "README.md"))}
	t.Chdir(t.TempDir())
	if err := os.Symlink(filepath.Join(root, "examples"), "examples"); err != nil {
		t.Skip("no symbolic links here")
	}
	var counts [2]int
	for i, page := range pages {
		for line := range strings.SplitSeq(page, "\n") {
			command, ok := strings.CutPrefix(line, "    ./bin/mingzhang ")
			if !ok {
				continue
			}
			counts[i]++
			command, _, _ = strings.Cut(command, " #")
			if code, _, said := shell(t, strings.Fields(command)...); code > exitFindings {
				t.Errorf("%s: exit code %d: %s", command, code, said)
			}
		}
	}
	if counts[0] == 0 || counts[0] != counts[1] {
		t.Errorf("%d commands in Chinese, %d in English", counts[0], counts[1])
	}
	id := regexp.MustCompile(`"id":"([^"]+)"`).FindStringSubmatch(pages[0])
	if _, out, _ := shell(t, "audit", "examples/2024年部门预算.txt"); id == nil || !strings.Contains(out, id[1]) {
		t.Errorf("the waiver of the README names no finding of the example: %v", id)
	}
}

package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"mingzhang/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"mingzhang": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScript runs the scripts of testdata/script. Beside the usual commands they have
//
//	exits CODE ARGS…  run mingzhang and compare its exit code
//	json FILE         the file, or stdout, is one JSON value
//	jsonl FILE        every line of it is
//
// and a folder hostile/ with files that no reader should trust.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "zh_CN.UTF-8")
			e.Setenv("LC_ALL", "")
			e.Setenv("ESC", "\x1b")
			return writeHostile(filepath.Join(e.WorkDir, "hostile"))
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition " + name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "json": jsonFile, "jsonl": jsonLines,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: exits CODE ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec("mingzhang", args[1:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func jsonFile(ts *testscript.TestScript, _ bool, args []string) {
	if data := ts.ReadFile(args[0]); !json.Valid([]byte(data)) {
		ts.Fatalf("%s is no JSON", args[0])
	}
}

func jsonLines(ts *testscript.TestScript, _ bool, args []string) {
	for i, line := range bytes.Split(bytes.TrimSpace([]byte(ts.ReadFile(args[0]))), []byte("\n")) {
		if !json.Valid(line) {
			ts.Fatalf("line %d of %s is no JSON: %.200s", i+1, args[0], line)
		}
	}
}

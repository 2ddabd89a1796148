//go:build unix

package cli_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

func TestInterruptedRunLeavesNothing(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		if signal.Ignored(s) {
			continue // as nohup wants it
		}
		dir := t.TempDir()
		out := filepath.Join(dir, "r.txt")
		if err := os.WriteFile(out, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		run := exec.Command("mingzhang", "audit", "--out", out, "-")
		run.Env = append(os.Environ(), "LC_ALL=zh_CN.UTF-8")
		var said bytes.Buffer
		run.Stderr = &said
		if _, err := run.StdinPipe(); err != nil { // nothing comes, so that it waits
			t.Fatal(err)
		}
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		for i := 0; ; i++ {
			if begun, err := filepath.Glob(filepath.Join(dir, ".mingzhang-*")); err == nil && len(begun) == 1 {
				break
			}
			if i > 1000 {
				_ = run.Process.Kill()
				t.Fatal("the report does not begin")
			}
			time.Sleep(10 * time.Millisecond)
		}
		if err := run.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		var exit *exec.ExitError
		if err := run.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 128+int(s) || said.String() != "已中断，没有写完的文件不保留\n" {
			t.Errorf("%v: %v, said %q", s, err, &said)
		}
		left, err := os.ReadDir(dir)
		if err != nil || len(left) != 1 {
			t.Errorf("%v: the folder holds %v, %v", s, left, err)
		}
		if old, err := os.ReadFile(out); err != nil || string(old) != "old" {
			t.Errorf("%v: the old report is gone: %v", s, err)
		}
	}
}

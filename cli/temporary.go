package cli

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
)

// temporary are the files that are being written. Each gets its own name only when it is complete; until then
// whatever stands there is untouched, and a run that ends early leaves nothing.
type temporary struct {
	mu    sync.Mutex
	names map[string]bool
	last  int
}

// create begins the file that will stand at path, with the rights of the one that stands there now, else
// with those that the person's own settings give to new files.
func (t *temporary) create(path string) (*os.File, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.names == nil {
		t.names = map[string]bool{}
	}
	rights, there := os.FileMode(0o666), false
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		rights, there = info.Mode().Perm(), true
	}
	for {
		t.last++
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".mingzhang-%d-%d", os.Getpid(), t.last))
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, rights)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		t.names[name] = true
		if there {
			_ = file.Chmod(rights) // not every file system has rights
		}
		return file, nil
	}
}

// place gives a complete file its name.
func (t *temporary) place(file *os.File, path string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	delete(t.names, file.Name())
	return nil
}

// drop removes a file that was not completed.
func (t *temporary) drop(file *os.File) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.names[file.Name()] {
		_ = os.Remove(file.Name())
		delete(t.names, file.Name())
	}
}

// abandon removes all that is not complete and lets no file begin or be placed from now on.
func (t *temporary) abandon() {
	t.mu.Lock()
	for name := range t.names {
		_ = os.Remove(name)
	}
}

// interruptible ends the program in good order when a person or the system stops it: nothing half written
// stays, a sentence says so, and the exit code is the usual one, 128 and the number of the signal. Signals that
// were to be ignored, as nohup does, are left alone.
func (a *app) interruptible() (end func()) {
	var signals []os.Signal
	for _, s := range []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signals = append(signals, s)
		}
	}
	if len(signals) == 0 {
		return func() {}
	}
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, signals...)
	go func() {
		s, ok := <-stopped
		if !ok {
			return
		}
		a.temp.abandon()
		if isTerminal(a.err) {
			fmt.Fprint(a.err, "\r\x1b[K")
		}
		a.note("已中断，没有写完的文件不保留\n", "interrupted; what was not complete is not kept\n")
		code := exitUnread
		if n, ok := s.(syscall.Signal); ok {
			code = 128 + int(n)
		}
		os.Exit(code)
	}()
	return func() {
		signal.Stop(stopped)
		close(stopped)
	}
}

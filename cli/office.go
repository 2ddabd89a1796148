package cli

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"mingzhang/source"
)

// office turns files that the own readers cannot read into DOCX or XLSX with LibreOffice. One conversion
// runs at a time; each has a profile of its own, so that an open LibreOffice is not disturbed and that
// nothing which a file links to is fetched.
type office struct {
	path string
	mu   sync.Mutex
}

// officeTimeout ends a conversion that does not come back; usual files take one or two seconds.
const officeTimeout = 60 * time.Second

// findOffice looks for LibreOffice, "" where it is not installed.
func findOffice() string {
	for _, name := range [...]string{"soffice", "libreoffice"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	for _, p := range [...]string{`C:\Program Files\LibreOffice\program\soffice.exe`, "/Applications/LibreOffice.app/Contents/MacOS/soffice"} {
		if _, err := os.Stat(p); err == nil {
			return p
		}
	}
	return ""
}

// targets are what a format is turned into; spreadsheets stay spreadsheets.
var targets = map[string]string{"XLS": "xlsx", "ET": "xlsx", "ODS": "xlsx", "XLSB": "xlsx"}

func (o *office) convert(data []byte, what string) (out []byte, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	dir, err := os.MkdirTemp("", "mingzhang-office-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	in := filepath.Join(dir, "in")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		return nil, err
	}
	to := targets[what]
	if to == "" {
		to = "docx"
	}
	ctx, cancel := context.WithTimeout(context.Background(), officeTimeout)
	defer cancel()
	profile := filepath.Join(dir, "profile")
	if err := writeProfile(profile); err != nil {
		return nil, err
	}
	if err := runAlone(ctx, o.path, "-env:UserInstallation=file://"+filepath.ToSlash(profile),
		"--headless", "--norestore", "--convert-to", to, "--outdir", dir, in); err != nil {
		return nil, &source.Unsupported{What: what}
	}
	out, err = os.ReadFile(filepath.Join(dir, "in."+to))
	if err != nil {
		return nil, &source.Unsupported{What: what}
	}
	return out, nil
}

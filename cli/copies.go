package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"mingzhang/audit"
	"mingzhang/render/annotate"
	"mingzhang/render/report"
	"mingzhang/source"
)

// copied is a commented copy.
type copied struct {
	path   string
	format source.Format
}

// sets adds the findings that only a set shows to the copies of its files.
func (c *copies) sets(sets []*audit.Set) error {
	for _, set := range sets {
		for _, file := range set.Files {
			x, ok := c.written[file]
			if !ok || len(set.Findings) == 0 {
				continue
			}
			data, err := os.ReadFile(x.path)
			if err != nil {
				return fmt.Errorf("%s: %s", x.path, report.Reason(err, c.app.lang))
			}
			out, err := annotate.CopyOfSet(data, x.format, set, c.run)
			if errors.Is(err, annotate.ErrNoCopy) {
				continue
			}
			if err != nil {
				return fmt.Errorf("%s: %s", x.path, report.Reason(err, c.app.lang))
			}
			if err := c.app.create(x.path, func(w io.Writer) error { _, err := w.Write(out); return err }); err != nil {
				return err
			}
		}
	}
	return nil
}

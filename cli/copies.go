package cli

import (
	"errors"
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
func (c *copies) sets(sets []*audit.Set) {
	for _, set := range sets {
		for _, file := range set.Files {
			x, ok := c.written[file]
			if !ok || len(set.Findings) == 0 {
				continue
			}
			if err := guarded(func() error { return c.addSet(x, set) }); err != nil && !errors.Is(err, annotate.ErrNoCopy) {
				c.failed(file, err)
			}
		}
	}
}

// addSet puts the findings of a set into a copy that was written already.
func (c *copies) addSet(x copied, set *audit.Set) error {
	data, err := os.ReadFile(x.path)
	if err != nil {
		return err
	}
	out, err := annotate.CopyOfSet(data, x.format, set, c.run)
	if err != nil {
		return err
	}
	return c.put(x.path, out)
}

// put writes a copy.
func (c *copies) put(path string, data []byte) error {
	return c.app.create(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// failed says why a file has no copy, or not all comments in it. The report matters more than the copy, so
// that the run goes on; the exit code tells.
func (c *copies) failed(file string, err error) {
	c.app.code = exitUnread
	why := errNoComments.In(c.app.lang)
	var unwritten unwritable
	switch {
	case errors.As(err, &unwritten):
		why = err.Error()
	case errors.Is(err, source.ErrTooLarge), errors.Is(err, source.ErrUnsupported):
		why = report.Reason(err, c.app.lang)
	}
	c.app.note("%s：没有写批注：%s\n", "%s: no comments were written: %s\n", file, why)
}

var errNoComments = sentence{audit.Words{ZH: "文件的内部结构写不进批注，报告不受影响；用Word、Excel或WPS另存一次再试", EN: "its structure takes no comments, the report is complete; save it anew with Word, Excel or WPS"}}

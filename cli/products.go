package cli

import (
	"io"

	"mingzhang/render/report"
)

// products makes the sinks of the formats that are documents of their own.
func (a *app) products(f auditFlags, run report.Run, w io.Writer, files int) (sink, bool) {
	return nil, false
}

// annotator returns what is called for each document to write the commented copy of its original.
func (a *app) annotator(b *batch, f auditFlags) func(*report.Document) error {
	return func(*report.Document) error { return nil }
}

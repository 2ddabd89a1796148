// Package doc is not written yet.
package doc

import (
	"mingzhang/source"
)

// Read is not written yet.
func Read(data []byte) (*source.Document, error) { return nil, source.ErrUnsupported }

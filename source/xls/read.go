// Package xls is not written yet.
package xls

import (
	"mingzhang/source"
)

// Read is not written yet.
func Read(data []byte) (*source.Document, error) { return nil, source.ErrUnsupported }

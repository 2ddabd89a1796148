package ooxml

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"sort"
)

// Repack writes the parts of a package in the order of their names, the list of types first, as they are
// packed. excelize writes some of them in the order of a map; the same report must give the same bytes.
func Repack(data []byte, w io.Writer) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	const types = "[Content_Types].xml"
	sort.SliceStable(z.File, func(i, j int) bool {
		a, b := z.File[i].Name, z.File[j].Name
		if (a == types) != (b == types) {
			return a == types
		}
		return a < b
	})
	out := zip.NewWriter(w)
	for _, f := range z.File {
		if err := out.Copy(f); err != nil {
			return fmt.Errorf("workbook: %s: %w", f.Name, err)
		}
	}
	return out.Close()
}

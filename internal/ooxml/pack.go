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
// Parts that are named in instead are written as they stand there.
func Repack(data []byte, w io.Writer, instead map[string]string) error {
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
		if text, ok := instead[f.Name]; ok {
			part, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
			if err == nil {
				_, err = io.WriteString(part, text)
			}
			if err != nil {
				return fmt.Errorf("workbook: %s: %w", f.Name, err)
			}
			continue
		}
		if err := out.Copy(f); err != nil {
			return fmt.Errorf("workbook: %s: %w", f.Name, err)
		}
	}
	return out.Close()
}

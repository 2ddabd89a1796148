package annotate

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"path"
	"strings"

	"mingzhang/internal/ooxml"
	"mingzhang/source"
)

// markup are the endings of the parts of a workbook that excelize has to see. All others, pictures above
// all, are copied as they are packed: inflated they may be many times larger than everything else.
var markup = map[string]bool{".xml": true, ".rels": true, ".vml": true}

// onlyMarkup returns a workbook without the parts that hold no markup. It refuses one whose markup alone
// would fill memory.
func onlyMarkup(original []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(original), int64(len(original)))
	if err != nil {
		return nil, fmt.Errorf("workbook: %w: %w", source.ErrDamaged, err)
	}
	inflated := uint64(0)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		if !markup[strings.ToLower(path.Ext(f.Name))] {
			continue
		}
		if inflated += min(f.UncompressedSize64, ooxml.MaxInflated+1); inflated > ooxml.MaxInflated {
			return nil, source.Over(source.Bytes, ooxml.MaxInflated)
		}
		if err := w.Copy(f); err != nil {
			return nil, fmt.Errorf("workbook: copy %s: %w", f.Name, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// withOthers adds the parts of the original that onlyMarkup left out to a workbook.
func withOthers(original, annotated []byte) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i, data := range [2][]byte{annotated, original} {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, fmt.Errorf("workbook: %w: %w", source.ErrDamaged, err)
		}
		for _, f := range z.File {
			if i == 1 && markup[strings.ToLower(path.Ext(f.Name))] {
				continue
			}
			if err := w.Copy(f); err != nil {
				return nil, fmt.Errorf("workbook: copy %s: %w", f.Name, err)
			}
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// The signature of a commented copy is the comment of its ZIP archive. Office drops it when it saves a
// file, so that a copy on which a person worked is no longer taken for one of ours.
const signature = "mingzhang: commented copy"

// The end of a ZIP archive without a comment: its mark, and where in it the length of the comment stands.
const (
	zipEnd       = 22
	zipEndMark   = "PK\x05\x06"
	zipEndLength = 20
)

// sign puts the signature at the end of an archive that has no comment of its own.
func sign(data []byte) []byte {
	at := len(data) - zipEnd
	if at < 0 || string(data[at:at+len(zipEndMark)]) != zipEndMark || data[at+zipEndLength] != 0 || data[at+zipEndLength+1] != 0 {
		return data
	}
	out := append(make([]byte, 0, len(data)+len(signature)), data...)
	binary.LittleEndian.PutUint16(out[at+zipEndLength:], uint16(len(signature)))
	return append(out, signature...)
}

// Signed reports whether a file that ends with these bytes is a commented copy as it was written here.
func Signed(tail []byte) bool { return bytes.HasSuffix(tail, []byte(signature)) }

// SignatureLength is how many bytes at the end of a file Signed has to see.
const SignatureLength = int64(len(signature))

package doc

import (
	"fmt"

	"golang.org/x/text/encoding/charmap"

	"mingzhang/source"
)

// char is a UTF-16 unit with its offset in the stream, by which its properties are found.
type char struct {
	unit uint16
	at   int32
}

// pieces puts the text together by the piece table (MS-DOC 2.4.1).
func (f *file) pieces(total int) error {
	clx := f.part(fibClx)
	for len(clx) > 3 && clx[0] == 1 { // properties of fast saving
		n := int(le.Uint16(clx[1:])) + 3
		if n > len(clx) {
			return errShort
		}
		clx = clx[n:]
	}
	if len(clx) < 9 || clx[0] != 2 {
		return fmt.Errorf("doc: the piece table is missing: %w", source.ErrDamaged)
	}
	size := int(le.Uint32(clx[1:]))
	plc := clx[5:]
	if size < 4 || size > len(plc) {
		return errShort
	}
	n := (size - 4) / 12
	if n > maxPieces {
		return source.Over(source.Structure, maxPieces)
	}
	for i := range n {
		from, to := int(le.Uint32(plc[4*i:])), int(le.Uint32(plc[4*i+4:]))
		if from != len(f.text) || to < from || to > MaxChars {
			return fmt.Errorf("doc: the piece table is broken: %w", source.ErrDamaged)
		}
		fc := le.Uint32(plc[4*(n+1)+8*i+2:])
		if err := f.piece(fc, to-from); err != nil {
			return err
		}
	}
	if len(f.text) < total {
		return fmt.Errorf("doc: text is missing: %w", source.ErrDamaged)
	}
	return nil
}

// piece appends n characters, of one byte or of two.
func (f *file) piece(fc uint32, n int) error {
	at := int(fc & 0x3FFFFFFF)
	if fc&0x40000000 != 0 {
		at /= 2
		if at > len(f.main) || n > len(f.main)-at {
			return errShort
		}
		for i, c := range f.main[at : at+n] {
			f.text = append(f.text, char{uint16(charmap.Windows1252.DecodeByte(c)), int32(at + i)})
		}
		return nil
	}
	if at > len(f.main) || 2*n > len(f.main)-at {
		return errShort
	}
	for i := range n {
		f.text = append(f.text, char{le.Uint16(f.main[at+2*i:]), int32(at + 2*i)})
	}
	return nil
}

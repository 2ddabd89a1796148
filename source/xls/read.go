// Package xls reads Excel workbooks of 1993 to 2003 (旧版电子表格): BIFF8, and BIFF5 in GBK.
//
// Cells come as from source/xlsx: as they are printed, with merged ranges, number formats and what
// is hidden. Formulas give their stored values; their own text is not decoded. Text boxes and charts
// are not read. Older formats are source.ErrUnsupported, encrypted ones source.ErrEncrypted.
package xls

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/text/encoding/simplifiedchinese"

	"mingzhang/internal/numfmt"
	"mingzhang/internal/ole"
	"mingzhang/internal/sheet"
	"mingzhang/source"
)

// Record types (MS-XLS 2.3).
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recDateMode   = 0x0022
	recFilePass   = 0x002F
	recContinue   = 0x003C
	recColInfo    = 0x007D
	recBoundSheet = 0x0085
	recMulRK      = 0x00BD
	recRString    = 0x00D6
	recXF         = 0x00E0
	recMergeCells = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRow        = 0x0208
	recWindow2    = 0x023E
	recRK         = 0x027E
	recFormat     = 0x041E
	recBOF        = 0x0809
)

var (
	errShort = fmt.Errorf("xls: a record is cut off: %w", source.ErrDamaged)
	le       = binary.LittleEndian
)

// Read reads a workbook. Errors wrap source.ErrEmpty, ErrEncrypted, ErrDamaged, ErrTooLarge or
// ErrUnsupported.
func Read(data []byte) (*source.Document, error) {
	if len(data) == 0 {
		return nil, fmt.Errorf("xls: %w", source.ErrEmpty)
	}
	streams, err := ole.Streams(data, "Workbook", "Book", "WORKBOOK", "BOOK", "EncryptedPackage")
	if err != nil {
		return nil, fmt.Errorf("xls: %w", err)
	}
	if streams["EncryptedPackage"] != nil {
		return nil, fmt.Errorf("xls: %w", source.ErrEncrypted)
	}
	for _, name := range [...]string{"Workbook", "WORKBOOK", "Book", "BOOK"} {
		if streams[name] != nil {
			return readStream(streams[name])
		}
	}
	return nil, fmt.Errorf("xls: no workbook in the file: %w", source.ErrUnsupported)
}

func readStream(stream []byte) (*source.Document, error) {
	b := &book{stream: stream, doc: &source.Document{Format: source.XLS}}
	if err := b.globals(); err != nil {
		return nil, err
	}
	for i, s := range b.sheets {
		if s.kind != 0 {
			continue // charts, macros and modules hold no printed cells
		}
		if err := b.sheet(i+1, s); err != nil {
			return nil, fmt.Errorf("sheet %q: %w", s.name, err)
		}
	}
	return b.doc, nil
}

// book is a workbook while it is read.
type book struct {
	stream  []byte
	walked  int // bytes of all records that were taken
	doc     *source.Document
	sheets  []bound
	shared  []string
	codes   map[int]string
	formats []int // by XF
	made    map[int]*numfmt.Format
	old     bool // BIFF5
	sheet.Book
}

type bound struct {
	name   string
	at     int
	hidden bool
	kind   byte
}

// record is one record of a stream.
type record struct {
	kind int
	data []byte
	next int // offset of the next record
}

// maxWalks is how often all records may be taken.
const maxWalks = 4

// record takes the record at an offset apart; false at the end.
func (b *book) record(at int) (record, bool) {
	if at < 0 || at+4 > len(b.stream) {
		return record{}, false
	}
	n := int(le.Uint16(b.stream[at+2:]))
	if at+4+n > len(b.stream) {
		return record{}, false
	}
	// A sound book is walked twice, once to look ahead. A thousand sheets may name the same records.
	if b.walked += 4 + n; b.walked > maxWalks*len(b.stream) {
		return record{}, false
	}
	return record{int(le.Uint16(b.stream[at:])), b.stream[at+4 : at+4+n], at + 4 + n}, true
}

// globals reads what belongs to the whole workbook.
func (b *book) globals() error {
	first, ok := b.record(0)
	if !ok || first.kind != recBOF || len(first.data) < 4 {
		return fmt.Errorf("xls: no BIFF5 or BIFF8: %w", source.ErrUnsupported)
	}
	switch le.Uint16(first.data) {
	case 0x0600:
	case 0x0500:
		b.old = true
	default:
		return fmt.Errorf("xls: BIFF version %#x: %w", le.Uint16(first.data), source.ErrUnsupported)
	}
	b.codes, b.made = map[int]string{}, map[int]*numfmt.Format{}
	for at := first.next; ; {
		r, ok := b.record(at)
		if !ok {
			return fmt.Errorf("xls: the workbook is cut off: %w", source.ErrDamaged)
		}
		if r.kind == recEOF {
			break
		}
		if err := b.global(&r); err != nil {
			return err
		}
		at = r.next
	}
	if len(b.sheets) == 0 {
		return fmt.Errorf("xls: no sheets: %w", source.ErrDamaged)
	}
	return nil
}

func (b *book) global(r *record) error {
	d := r.data
	switch r.kind {
	case recFilePass:
		return fmt.Errorf("xls: %w", source.ErrEncrypted)
	case recDateMode:
		b.From1904 = len(d) >= 2 && d[0] == 1
	case recXF:
		if len(d) < 4 {
			return errShort
		}
		b.formats = append(b.formats, int(le.Uint16(d[2:])))
	case recFormat:
		if len(d) < 3 {
			return errShort
		}
		code, err := b.name(d[2:], !b.old)
		if err != nil {
			return err
		}
		b.codes[int(le.Uint16(d))] = code
	case recBoundSheet:
		if len(d) < 7 {
			return errShort
		}
		name, err := b.name(d[6:], false)
		if err != nil {
			return err
		}
		if len(b.sheets) == sheet.MaxSheets {
			return source.Over(source.Sheets, sheet.MaxSheets)
		}
		b.sheets = append(b.sheets, bound{name, int(le.Uint32(d)), d[4]&3 != 0, d[5]})
	case recSST:
		next, err := b.sharedStrings(r)
		r.next = next
		return err
	}
	return nil
}

// name reads a string with its length before it: one byte, or two if wide.
func (b *book) name(d []byte, wide bool) (string, error) {
	n, skip := int(d[0]), 1
	if wide {
		if len(d) < 3 {
			return "", errShort
		}
		n, skip = int(le.Uint16(d)), 2
	}
	if b.old {
		return b.oldText(d[skip:], n)
	}
	c := chars{segments: [][]byte{d[skip:]}}
	return c.plain(n)
}

// oldText reads the text of BIFF5, which is in the code page of its time and place.
func (b *book) oldText(d []byte, n int) (string, error) {
	if n > len(d) {
		return "", errShort
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().String(string(d[:n]))
	if err != nil {
		return "", fmt.Errorf("xls: text: %w", source.ErrDamaged)
	}
	return text, nil
}

// format returns the number format of a cell format.
func (b *book) format(xf int) *numfmt.Format {
	if xf < 0 || xf >= len(b.formats) {
		return nil
	}
	id := b.formats[xf]
	if f := b.made[id]; f != nil {
		return f
	}
	code, ok := b.codes[id]
	if !ok {
		code = numfmt.Builtin(id)
	}
	b.made[id] = numfmt.Compile(code)
	return b.made[id]
}

var errNoString = errors.New("a cell refers to a shared string that does not exist")

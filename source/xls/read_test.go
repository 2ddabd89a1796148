package xls

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"mingzhang/source"
)

// budget is a workbook that LibreOffice saved as Excel 97.
func budget(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/budget.xls")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func dump(d *source.Document, sheet int) string {
	var b strings.Builder
	g := d.Blocks[sheet].Grid
	fmt.Fprintf(&b, "%s %s %dx%d %v\n", g.Number, g.Name, g.Rows, g.Cols, g.Hidden)
	for _, c := range g.Cells {
		fmt.Fprintf(&b, "%s %dx%d %q %s %v\n", c.Place.Cell, c.RowSpan, c.ColSpan, c.Text, c.Number, c.Hidden)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	d, err := Read(budget(t))
	if err != nil {
		t.Fatal(err)
	}
	want := `1 收支总表 12x4 false
A1 1x3 "2020年部门收支总表"  false
A2 1x1 "单位：万元"  false
A3 1x1 "一般公共预算"  false
B3 1x1 "11,343.21" 11343.208525 false
D3 1x1 "隐藏列"  true
A4 1x1 "基金"  false
B4 1x1 "-" 0 false
A5 1x1 "合计"  false
B5 1x1 "11343.21" 11343.208525 false
A6 1x1 "比例"  false
B6 1x1 "12.34%" 0.1234 false
A7 1x1 "日期"  false
B7 1x1 "2020年1月1日" 43831 false
A8 1x1 "隐藏行"  true
B8 1x1 "1"  true
A9 1x1 "TRUE"  false
B9 1x1 "共计"  false
C9 1x1 "#DIV/0!"  false
A10 1x1 "-12.5"  false
B10 1x1 "0.1"  false
C10 1x1 "1234567.891" 1234567.891234 false
A11 1x1 "1"  false
B11 1x1 "2"  false
C11 1x1 "3"  false
A12 1x1 "生僻字𠮷"  false
`
	if got := dump(d, 0); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := dump(d, 1); got != "2 隐藏表 1x1 true\nA1 1x1 \"看不见\"  false\n" {
		t.Errorf("got %s", got)
	}
	if len(d.Notes) != 3 {
		t.Errorf("notes: %v", d.Notes)
	}
	// The shared strings go on over several records.
	long := d.Blocks[2].Grid
	for row := range 400 {
		text := fmt.Sprintf("ascii text of some length A%d 机关事业单位基本养老保险缴费支出第A%d项", row+1, row+1)
		if got := long.At(row, 0).Text; got != text {
			t.Fatalf("row %d: got %q", row, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		rk   uint32
		want string
	}{
		{3<<2 | 2, "3"}, {12345<<2 | 3, "12345E-2"}, {math.MaxUint32 &^ 1, "-1"},
		{uint32(math.Float64bits(1.5)>>32) &^ 3, "1.5E+00"},
		{uint32(math.Float64bits(150)>>32)&^3 | 1, "1.5E0"},
	} {
		if got := string(appendRK(nil, c.rk)); got != c.want {
			t.Errorf("%#x: got %s, want %s", c.rk, got, c.want)
		}
	}
	for _, s := range []string{"300.3", "9999999999999.99", "0.1", "15963.258872"} {
		bits := bitsOf(t, s)
		if got := string(appendDouble(nil, bits)); bitsOf(t, got) != bits {
			t.Errorf("%s: got %s", s, got)
		}
	}
}

func bitsOf(t *testing.T, s string) uint64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return math.Float64bits(f)
}

// rec writes a record.
func rec(kind uint16, fields ...any) []byte {
	var body []byte
	for _, f := range fields {
		switch f := f.(type) {
		case []byte:
			body = append(body, f...)
		default:
			body, _ = binary.Append(body, binary.LittleEndian, f)
		}
	}
	out := binary.LittleEndian.AppendUint16(nil, kind)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(body)))
	return append(out, body...)
}

func gbk(t testing.TB, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// old writes a workbook of Excel 5 with one sheet.
func old(t testing.TB, cells ...[]byte) []byte {
	t.Helper()
	name := gbk(t, "表")
	head := rec(recBOF, uint16(0x0500), uint16(5), uint32(0))
	head = append(head, rec(recXF, uint16(0), uint16(4), make([]byte, 12))...)
	bound := func(at int) []byte {
		return rec(recBoundSheet, uint32(at), uint16(0), uint8(len(name)), name)
	}
	at := len(head) + len(bound(0)) + 4
	out := append(append(head, bound(at)...), rec(recEOF)...)
	out = append(out, rec(recBOF, uint16(0x0500), uint16(0x10), uint32(0))...)
	for _, c := range cells {
		out = append(out, c...)
	}
	return append(out, rec(recEOF)...)
}

func TestOldWorkbook(t *testing.T) {
	label := gbk(t, "合计")
	d, err := readStream(old(t,
		rec(recLabel, uint16(0), uint16(0), uint16(0), uint16(len(label)), label),
		rec(recNumber, uint16(0), uint16(1), uint16(0), math.Float64bits(1234.5)),
		rec(recMulRK, uint16(1), uint16(0), uint16(0), uint32(7<<2|2), uint16(0), uint32(12345<<2|3), uint16(1)),
		rec(recWindow2, uint16(0x10))))
	if err != nil {
		t.Fatal(err)
	}
	want := "1 表 2x2 false\nA1 1x1 \"合计\"  false\nB1 1x1 \"1,234.50\"  false\nA2 1x1 \"7.00\"  false\nB2 1x1 \"123.45\"  false\n"
	if got := dump(d, 0); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestErrors(t *testing.T) {
	good := budget(t)
	for n := range 16 {
		_, _ = Read(good[:len(good)*n/16]) // must not panic
	}
	if _, err := Read(nil); !errors.Is(err, source.ErrEmpty) {
		t.Error(err)
	}
	if _, err := Read([]byte("x")); !errors.Is(err, source.ErrUnsupported) {
		t.Error(err)
	}
	locked := append(rec(recBOF, uint16(0x0600), uint16(5)), rec(recFilePass, uint16(1))...)
	if _, err := readStream(locked); !errors.Is(err, source.ErrEncrypted) {
		t.Error(err)
	}
	if _, err := readStream(rec(recBOF, uint16(0x0200), uint16(5))); !errors.Is(err, source.ErrUnsupported) {
		t.Error(err)
	}
	book := old(t, rec(recNumber, uint16(0)))
	if _, err := readStream(book); !errors.Is(err, source.ErrDamaged) {
		t.Error(err)
	}
}

// TestSheetsShareRecords: sheets may name the same records, but not so that a book is read a thousand times.
func TestSheetsShareRecords(t *testing.T) {
	name := gbk(t, "表")
	book := func(sheets int) []byte {
		bound := func(at int) []byte { return rec(recBoundSheet, uint32(at), uint16(0), uint8(len(name)), name) }
		head := rec(recBOF, uint16(0x0500), uint16(5), uint32(0))
		at := len(head) + sheets*len(bound(0)) + 4
		out := head
		for range sheets {
			out = append(out, bound(at)...)
		}
		out = append(append(out, rec(recEOF)...), rec(recBOF, uint16(0x0500), uint16(0x10), uint32(0))...)
		for range 1000 {
			out = append(out, rec(recRow, make([]byte, 16))...)
		}
		return append(out, rec(recEOF)...)
	}
	if _, err := readStream(book(1)); err != nil {
		t.Error(err)
	}
	if _, err := readStream(book(100)); !errors.Is(err, source.ErrDamaged) {
		t.Errorf("a hundred sheets of the same records: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(budget(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := Read(data); (d == nil) == (err == nil) {
			t.Errorf("document %v with error %v", d, err)
		}
	})
}

// FuzzStream fuzzes the records themselves, which fuzzing behind the container hardly reaches.
func FuzzStream(f *testing.F) {
	f.Add(old(f, rec(recRK, uint16(0), uint16(1), uint16(0), uint32(2)), rec(recMergeCells, uint16(1), uint64(1))))
	f.Add(append(rec(recBOF, uint16(0x0600), uint16(5)), rec(recSST, uint32(1), uint32(1), uint16(2), uint8(1), []byte("abcd"))...))
	f.Fuzz(func(t *testing.T, stream []byte) {
		if d, err := readStream(stream); (d == nil) == (err == nil) {
			t.Errorf("document %v with error %v", d, err)
		}
	})
}

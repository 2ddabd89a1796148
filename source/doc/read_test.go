package doc

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"mingzhang/source"
)

// budget is a document that LibreOffice made of what TestWrite of source/docx writes.
func budget(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/budget.doc")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func dump(d *source.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		if p := block.Paragraph; p != nil {
			fmt.Fprintf(&b, "%s¶%d k%d l%d %q\n", p.Place.Part, p.Place.Paragraph, p.Kind, p.Level, p.Text)
			continue
		}
		g := block.Grid
		fmt.Fprintf(&b, "table %s %dx%d\n", g.Number, g.Rows, g.Cols)
		for _, c := range g.Cells {
			fmt.Fprintf(&b, "  %d,%d %dx%d ¶%d %q\n", c.Row, c.Col, c.RowSpan, c.ColSpan, c.Place.Paragraph, c.Text)
		}
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "note %s ¶%d %s\n", n.Code, n.Place.Paragraph, n.Text)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	d, err := Read(budget(t))
	if err != nil {
		t.Fatal(err)
	}
	want := `document¶1 k0 l1 "2020年部门预算"
document¶2 k0 l0 "收入\t12万元𠮷\n次行"
table 1 3x3
  0,0 2x1 ¶3 "科目"
  0,1 1x2 ¶4 "金额"
  1,1 1x1 ¶7 "一"
  1,2 1x1 ¶8 "二"
  2,0 1x1 ¶10 "甲\n乙"
  2,1 1x1 ¶15 "外"
  2,2 1x1 ¶16 ""
table 1/1 1x2
  0,0 1x1 ¶12 "内1"
  0,1 1x1 ¶13 "内2"
document¶18 k0 l0 "完ABC"
document¶19 k0 l0 "11/24/26"
header1¶1 k1 l0 "页眉"
footer1¶1 k2 l0 "页脚"
footnotes¶1 k3 l0 "脚注"
note hidden-text ¶2 密
`
	if got := dump(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestErrors(t *testing.T) {
	good := budget(t)
	encrypted := append([]byte(nil), good...)
	old := append([]byte(nil), good...)
	// The document stream begins at the first sector that holds its mark.
	at := strings.Index(string(good), "\xEC\xA5")
	encrypted[at+fibFlags+1] |= 1
	old[at+2], old[at+3] = 99, 0
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, source.ErrEmpty},
		{"no container", []byte("预算"), source.ErrUnsupported},
		{"encrypted", encrypted, source.ErrEncrypted},
		{"Word 95", old, source.ErrUnsupported},
	} {
		if d, err := Read(c.data); !errors.Is(err, c.want) || d != nil {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	for n := range 16 {
		_, _ = Read(good[:len(good)*n/16]) // must not panic
	}
}

// TestPagesListedAgain: an entry of eight bytes stands for a hundred runs, so each page is read once.
func TestPagesListedAgain(t *testing.T) {
	runs := func(times int) int {
		main := make([]byte, 4*pageSize)
		page := main[2*pageSize : 3*pageSize]
		page[pageSize-1] = 3 // runs, whose 13 bytes each are all zero
		for i := range 4 {
			le.PutUint32(page[4*i:], uint32(i))
		}
		table := make([]byte, 4*(times+1))
		for range times {
			table = le.AppendUint32(table, 2)
		}
		le.PutUint32(main[fibParas+4:], uint32(len(table)))
		f := &file{main: main, table: table}
		return len(f.properties(fibParas, true))
	}
	if once, often := runs(1), runs(100); once != 3 || often != once {
		t.Errorf("listed once %d runs, a hundred times %d", once, often)
	}
}

// TestHeadersOverlap: headers follow each other; an entry that leads back would have the same text read as
// often as there are entries.
func TestHeadersOverlap(t *testing.T) {
	text := []char{{'a', 0}, {markPara, 1}, {'b', 2}, {markPara, 3}, {'c', 4}, {markPara, 5}}
	plc := make([]byte, 4*6) // of notes
	for _, at := range []uint32{0, 6, 2, 6, 4, 6} {
		plc = le.AppendUint32(plc, at)
	}
	main := make([]byte, fibLength)
	le.PutUint32(main[fibHeaders+4:], uint32(len(plc)))
	f := &file{main: main, table: plc, doc: &source.Document{}, notes: map[source.NoteCode]int{}}
	if err := f.headers(text); err != nil {
		t.Fatal(err)
	}
	if len(f.doc.Blocks) != 3 {
		t.Errorf("%d paragraphs of three", len(f.doc.Blocks))
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

// FuzzStreams fuzzes the streams themselves, which fuzzing behind the container hardly reaches.
func FuzzStreams(f *testing.F) {
	good := budget(f)
	at := strings.Index(string(good), "\xEC\xA5")
	f.Add(good[at:], good[512:at])
	f.Fuzz(func(t *testing.T, main, table []byte) {
		d := &file{main: main, doc: &source.Document{}}
		if d.open(map[string][]byte{"0Table": table, "1Table": table}) == nil {
			_ = d.stories()
		}
	})
}

package ooxml

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"mingzhang/source"
)

func tokens(r io.Reader) (string, error) {
	t, err := NewTokenizer(r)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for kind := t.Next(); kind != EOF; kind = t.Next() {
		switch kind {
		case Start:
			fmt.Fprintf(&b, "<%s", t.Name())
			for _, name := range []string{"a", "b", "space"} {
				if v := t.Attr(name); v != nil {
					fmt.Fprintf(&b, " %s=%q", name, v)
				}
			}
			b.WriteString(">")
		case End:
			fmt.Fprintf(&b, "</%s>", t.Name())
		case Text:
			b.Write(t.Text())
		}
	}
	return b.String(), t.Err()
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, xml, want string }{
		{"plain", `<?xml version="1.0"?><a><b>收入</b></a>`, "<a><b>收入</b></a>"},
		{"empty", `<x:a><x:b/></x:a>`, "<a><b></b></a>"},
		{"attributes", `<a x:a = '1"&lt;' b="2&#x4e00;" xmlns:space="no" xml:space="preserve"/>`, `<a a="1\"<" b="2一" space="preserve"></a>`},
		{"greater in a value", `<a a="1>2" b='>"'>x</a>`, `<a a="1>2" b=">\"">x</a>`},
		{"references", `<a>&amp;&#20013;&quot;&apos;&gt;</a>`, `<a>&中"'></a>`},
		{"CDATA and comments", `<!-- x --><a>1<!-- - -- > --><![CDATA[<&amp;]]>2<?p ?></a>`, `<a>1<&amp;2</a>`},
		{"byte order mark", "\uFEFF<a/>", "<a></a>"},
		{"blanks in tags", "<a\n a=\"1\"\t>x</a >", `<a a="1">x</a>`},
	} {
		got, err := tokens(strings.NewReader(c.xml))
		if err != nil || got != c.want {
			t.Errorf("%s: got %s, %v", c.name, got, err)
		}
		got, err = tokens(iotest.OneByteReader(strings.NewReader(c.xml)))
		if err != nil || got != c.want {
			t.Errorf("%s byte by byte: got %s, %v", c.name, got, err)
		}
		for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
			for _, mark := range []unicode.BOMPolicy{unicode.UseBOM, unicode.IgnoreBOM} {
				wide, err := unicode.UTF16(order, mark).NewEncoder().String(strings.TrimPrefix(c.xml, "\uFEFF"))
				if err != nil {
					t.Fatal(err)
				}
				got, err = tokens(strings.NewReader(wide))
				if err != nil || got != c.want {
					t.Errorf("%s in UTF-16: got %s, %v", c.name, got, err)
				}
			}
		}
	}
}

// TestSignsInValues: a ">" in a value ends no tag, whichever quotation mark is around it and however many
// stand there.
func TestSignsInValues(t *testing.T) {
	for _, c := range []struct{ xml, want string }{
		{`<r a=">>>" b='>">'>x</r>`, `<r a=">>>" b=">\">">x</r>`},
		{`<r a='>' b=">'>">x</r>`, `<r a=">" b=">'>">x</r>`},
		{`<r a="'>'" b='>'/>`, `<r a="'>'" b=">"></r>`},
		{`<r a="` + strings.Repeat(">", 1000) + `'" b="'>"/>`, `<r a="` + strings.Repeat(">", 1000) + `'" b="'>"></r>`},
	} {
		if got, err := tokens(strings.NewReader(c.xml)); err != nil || got != c.want {
			t.Errorf("%.60s: got %s, %v", c.xml, got, err)
		}
	}
}

// BenchmarkSignsInValues reads values that are all ">" at sizes that double: the time must double, too.
func BenchmarkSignsInValues(b *testing.B) {
	for n := 100_000; n <= 400_000; n *= 2 {
		xml := `<r a="` + strings.Repeat(">", n) + `"/>`
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for range b.N {
				if _, err := tokens(strings.NewReader(xml)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestTokensRefused(t *testing.T) {
	for _, c := range []struct {
		name, xml string
		want      error
	}{
		{"nothing", "", source.ErrDamaged},
		{"cut off", "<a><b>", source.ErrDamaged},
		{"cut off in a tag", "<a><b x=", source.ErrDamaged},
		{"crossed", "<a><b></a></b>", source.ErrDamaged},
		{"text outside", "<a/>x", source.ErrDamaged},
		{"two roots", "<a/><b/>", source.ErrDamaged},
		{"document type", `<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, source.ErrDamaged},
		{"unknown entity", "<a>&nbsp;</a>", source.ErrDamaged},
		{"no character", "<a>&#0;</a>", source.ErrDamaged},
		{"no quotes", "<a a=1/>", source.ErrDamaged},
		{"too deep", strings.Repeat("<a>", maxDepth+1), source.ErrTooLarge},
		{"too long", "<a>" + strings.Repeat("x", maxToken+window), source.ErrTooLarge},
	} {
		if _, err := tokens(strings.NewReader(c.xml)); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	if _, err := tokens(iotest.ErrReader(io.ErrUnexpectedEOF)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
}

func pack(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, files[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPackage(t *testing.T) {
	p, err := Open(pack(t,
		"[Content_Types].xml", `<Types><Default Extension="xml" ContentType="d"/><Override PartName="/Word/Document.xml" ContentType="o"/></Types>`,
		"_rels/.rels", `<Relationships><Relationship Id="1" Type="http://x/officeDocument" Target="/word/document.xml"/></Relationships>`,
		`word\document.xml`, "<a/>",
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="2" Type="x/styles" Target="../styles.xml"/><Relationship Id="3" Type="x/hyperlink" Target="http://x" TargetMode="External"/><Relationship Id="4" Type="x/image" Target="../../../../etc/passwd"/></Relationships>`))
	if err != nil {
		t.Fatal(err)
	}
	main, err := p.Main()
	if err != nil || main != "word/document.xml" || !p.Has("WORD/document.xml") {
		t.Errorf("main part %q, %v", main, err)
	}
	if kind, err := p.ContentType(main); err != nil || kind != "o" {
		t.Errorf("content type %q, %v", kind, err)
	}
	rels, err := p.Relations(main)
	if err != nil || len(rels) != 3 || rels[0] != (Relation{"2", "styles", "styles.xml", false}) || !rels[1].External || rels[2].Target != "etc/passwd" {
		t.Errorf("relations %v, %v", rels, err)
	}
}

func TestPackageRefused(t *testing.T) {
	var many []string
	for i := range MaxEntries + 1 {
		many = append(many, fmt.Sprint(i), "")
	}
	locked := pack(t, "a", "x")
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, source.ErrEmpty},
		{"no package", []byte("x"), source.ErrDamaged},
		{"two parts of one name", pack(t, "a", "", "A", ""), source.ErrDamaged},
		{"too many parts", pack(t, many...), source.ErrTooLarge},
		{"old file", append(oleMagic[:8:8], 0), source.ErrUnsupported},
		{"encrypted", append(oleMagic[:8:8], encryptedPackage...), source.ErrEncrypted},
	} {
		if _, err := Open(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	p, err := Open(locked)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Tokens("a"); !errors.Is(err, source.ErrEncrypted) {
		t.Errorf("locked part: got %v", err)
	}
	if _, err := p.Main(); !errors.Is(err, source.ErrDamaged) {
		t.Errorf("no main part: got %v", err)
	}
}

func TestBrokenChecksum(t *testing.T) {
	data := pack(t, "a", "<a>"+strings.Repeat("x", 100)+"</a>")
	i := bytes.Index(data, []byte("PK\x01\x02"))
	data[i+16] ^= 0xFF // the checksum in the directory
	p, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	z, err := p.Tokens("a")
	if err == nil {
		for z.Next() != EOF {
		}
		err = z.Err()
	}
	if !errors.Is(err, source.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestArena(t *testing.T) {
	var a Arena
	var want, got []string
	for i := range 20_000 {
		s := strings.Repeat(fmt.Sprint(i), 1+i%5)
		want, got = append(want, s), append(got, a.Add([]byte(s)))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%d: got %q", i, got[i])
		}
	}
	if got := a.Add([]byte("预\xFF")); got != "预\uFFFD" {
		t.Errorf("got %q", got)
	}
}

// FuzzRead compares with encoding/xml: what this tokenizer reads, that one reads alike.
func FuzzRead(f *testing.F) {
	f.Add(`<?xml version="1.0"?><w:a a="1&lt;"><b/>x&#65;<![CDATA[y]]><!-- z --></w:a>`)
	f.Fuzz(func(t *testing.T, text string) {
		_, err := tokens(strings.NewReader(text))
		again, err2 := tokens(iotest.OneByteReader(strings.NewReader(text)))
		if (err == nil) != (err2 == nil) {
			t.Errorf("%v, byte by byte %v", err, err2)
		}
		_ = again
		if err != nil || !utf8.ValidString(text) || strings.Contains(text, "\x00") {
			return
		}
		var mine, std int
		z, _ := NewTokenizer(strings.NewReader(text))
		for kind := z.Next(); kind != EOF; kind = z.Next() {
			if kind == Start {
				mine++
			}
		}
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			tok, err := d.RawToken()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return // stricter than this one
			}
			if _, ok := tok.(xml.StartElement); ok {
				std++
			}
		}
		if mine != std {
			t.Errorf("%d elements, encoding/xml %d", mine, std)
		}
	})
}

package cli_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const sampleText = "青溪镇人民政府2024年部门预算\n专项资金共10.5万元，包括：防汛物资4.2万元、道路养护6.3万元。\n"
const wrongText = "青溪镇人民政府2024年部门预算\n专项资金共10.5万元，包括：防汛物资4.2万元、道路养护3.6万元。\n"

const docxHead = `<?xml version="1.0" encoding="UTF-8"?>`
const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// document makes the body of a DOCX with a paragraph for each line.
func document(text string) string {
	var b strings.Builder
	b.WriteString(docxHead + `<w:document ` + wordSpace + `><w:body>`)
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		b.WriteString(`<w:p><w:r><w:t>` + l + `</w:t></w:r></w:p>`)
	}
	return b.String() + `</w:body></w:document>`
}

type member struct{ name, data string }

func zipped(members ...member) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, err := w.Create(m.name)
		if err != nil {
			panic(err)
		}
		if _, err := f.Write([]byte(m.data)); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func docx(body string) []byte {
	const types = docxHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	const rels = docxHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	return zipped(member{"[Content_Types].xml", types}, member{"_rels/.rels", rels}, member{"word/document.xml", body})
}

// entityBomb grows to gigabytes where entities are expanded.
func entityBomb() string {
	var b strings.Builder
	b.WriteString(docxHead + `<!DOCTYPE w [<!ENTITY a0 "0123456789">`)
	for i := 1; i <= 9; i++ {
		prev := string(rune('0' + i - 1))
		b.WriteString(`<!ENTITY a` + string(rune('0'+i)) + ` "` + strings.Repeat("&a"+prev+";", 10) + `">`)
	}
	return b.String() + `]><w:document ` + wordSpace + `><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>`
}

// gb18030Zip names its member in GB18030, without the flag of UTF-8.
func gb18030Zip() []byte {
	name, err := simplifiedchinese.GB18030.NewEncoder().String("预算/青溪镇.txt")
	if err != nil {
		panic(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: name, NonUTF8: true, Method: zip.Store}
	h.CRC32 = crc32.ChecksumIEEE([]byte(wrongText))
	h.UncompressedSize64, h.CompressedSize64 = uint64(len(wrongText)), uint64(len(wrongText))
	f, err := w.CreateRaw(h)
	if err != nil {
		panic(err)
	}
	if _, err := f.Write([]byte(wrongText)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// encryptedDocx is what Office saves with a password: an OLE container with the streams EncryptionInfo
// and EncryptedPackage. Sector 0 is the FAT, sector 1 the directory, then the streams, 8 sectors each.
func encryptedDocx() []byte {
	const sector, free, last, fatMark = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
	le := binary.LittleEndian
	out := make([]byte, sector*(1+2+16))
	copy(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	le.PutUint16(out[24:], 0x3E)
	le.PutUint16(out[26:], 3)
	le.PutUint16(out[28:], 0xFFFE)
	le.PutUint16(out[30:], 9)
	le.PutUint16(out[32:], 6)
	le.PutUint32(out[44:], 1)    // FAT sectors
	le.PutUint32(out[48:], 1)    // directory at sector 1
	le.PutUint32(out[56:], 4096) // smallest stream outside of the mini stream
	le.PutUint32(out[60:], last)
	le.PutUint32(out[68:], last)
	for i := 76; i < sector; i += 4 {
		le.PutUint32(out[i:], free)
	}
	le.PutUint32(out[76:], 0)
	fat := out[sector : 2*sector]
	for i := 0; i < sector; i += 4 {
		le.PutUint32(fat[i:], free)
	}
	le.PutUint32(fat[0:], fatMark)
	le.PutUint32(fat[4:], last)
	for s := 0; s < 16; s++ {
		next := uint32(2 + s + 1)
		if s%8 == 7 {
			next = last
		}
		le.PutUint32(fat[4*(2+s):], next)
	}
	dir := out[2*sector : 3*sector]
	entry := func(i int, name string, kind byte, left, right, child, start, size uint32) {
		e := dir[i*128:]
		for k, u := range utf16.Encode([]rune(name)) {
			le.PutUint16(e[2*k:], u)
		}
		le.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66], e[67] = kind, 1
		le.PutUint32(e[68:], left)
		le.PutUint32(e[72:], right)
		le.PutUint32(e[76:], child)
		le.PutUint32(e[116:], start)
		le.PutUint32(e[120:], size)
	}
	entry(0, "Root Entry", 5, free, free, 1, last, 0)
	entry(1, "EncryptionInfo", 2, free, 2, free, 2, 4096)
	entry(2, "EncryptedPackage", 2, free, free, free, 10, 4096)
	return out
}

// hostile are the files that no reader should trust, by name.
var hostile = sync.OnceValue(func() map[string][]byte {
	whole := docx(document(sampleText))
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(wrongText))
	if err != nil {
		panic(err)
	}
	files := map[string][]byte{
		"empty.txt": {}, "blank.txt": []byte(" \n\t\n"),
		"good.docx": whole, "wrong.docx": docx(document(wrongText)), "truncated.docx": whole[:len(whole)/2], "encrypted.docx": encryptedDocx(),
		"entities.docx": docx(entityBomb()), "bomb.docx": docx(document(strings.Repeat("0", 96<<20))),
		"binary.docx": []byte("\x7FELF\x02\x01\x01" + strings.Repeat("\x00\x01\xFE", 500)), "gb18030.txt": gb, "noise.txt": []byte("青溪镇\xFF\xFE\x80预算10万元"),
		"names.zip":     gb18030Zip(),
		"escapes.txt":   []byte("青溪镇人民政府2024年部门预算\n\x1b]0;title\x07专项资金共10.5万元，包括：防汛物资4.2万元、道路养护3.6万元。\n"),
		"traversal.zip": zipped(member{"../../escaped.txt", wrongText}, member{"/etc/escaped.txt", wrongText}, member{"inside.txt", sampleText}),
		"bomb.zip":      zipped(member{"bomb.txt", strings.Repeat("0", 96<<20)}, member{"after.txt", sampleText}),
		"hidden.zip":    zipped(member{".hidden.txt", wrongText}, member{"__MACOSX/x.txt", wrongText}, member{"~$x.docx", wrongText}, member{"seen.txt", sampleText}),
	}
	deep := []byte(sampleText)
	for i := 0; i < 6; i++ {
		deep = zipped(member{"inner.zip", string(deep)})
	}
	files["deep.zip"] = deep
	return files
})

func writeHostile(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, data := range hostile() {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

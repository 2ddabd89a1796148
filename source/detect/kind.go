// Package detect finds out what a file is by its bytes, never by its name, and has it read (识别格式).
//
// Published files lie about themselves: pages are called .xls, packages .doc. A file that cannot be
// read is named for what it is, so that a person knows what to do with it.
package detect

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"mingzhang/internal/ole"
	"mingzhang/internal/ooxml"
	"mingzhang/source"
	"mingzhang/source/html"
	plain "mingzhang/source/text"
)

// ErrArchive is returned for a ZIP archive of files, which Walk opens.
var ErrArchive = errors.New("a ZIP archive of files")

// pdfWithin is how far before its header a PDF may hold other bytes, as readers of PDF allow.
const pdfWithin = 1024

// Kind returns the format of a file. Errors are ErrArchive, an *source.Unsupported, or wrap source.ErrEmpty,
// ErrEncrypted, ErrTooLarge or ErrDamaged.
func Kind(data []byte) (source.Format, error) {
	switch {
	case len(data) == 0:
		return "", fmt.Errorf("detect: %w", source.ErrEmpty)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return zipKind(data)
	case bytes.HasPrefix(data, ole.Magic):
		return oleKind(data)
	case bytes.Contains(data[:min(len(data), pdfWithin)], []byte("%PDF-")):
		return source.PDF, nil
	}
	for _, s := range signatures {
		if bytes.HasPrefix(data[min(s.at, len(data)):], []byte(s.magic)) {
			return "", &source.Unsupported{What: s.what, Convertible: s.convertible}
		}
	}
	return textKind(data)
}

// IsArchive reports whether a file is an archive of files and not a document.
func IsArchive(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("PK")) {
		return false
	}
	_, err := Kind(data)
	return errors.Is(err, ErrArchive)
}

// signatures are the first bytes of what is not read.
var signatures = [...]struct {
	at          int
	magic, what string
	convertible bool
}{
	{0, `{\rtf`, "RTF", true},
	{0, "\x89PNG\r\n\x1a\n", "PNG", false},
	{0, "\xFF\xD8\xFF", "JPEG", false},
	{0, "GIF8", "GIF", false},
	{0, "II*\x00", "TIFF", false},
	{0, "MM\x00*", "TIFF", false},
	{8, "WEBP", "WebP", false},
	{4, "ftypheic", "HEIC", false},
	{0, "MZ", "EXE", false},
	{0, "\x7fELF", "ELF", false},
	{0, "Rar!\x1a\x07", "RAR", false},
	{0, "7z\xBC\xAF\x27\x1C", "7z", false},
	{0, "\x1f\x8b\x08", "gzip", false},
	{257, "ustar", "tar", false},
	{0, "SQLite format 3\x00", "SQLite", false},
	{0, "MIME-Version:", "MHTML", false},
	{0, "\x09\x08\x10\x00\x00\x06", "XLS without container", true},
	{0, "\x09\x08\x08\x00\x00\x05", "XLS without container", true},
	{0, "\x09\x04\x06\x00", "XLS without container", true},
	{0, "\x31\xBE\x00\x00", "Write", true},
	{0, "\xDB\xA5-\x00", "Word 2", true},
}

// zipKind tells documents from archives by what the package declares itself to be.
func zipKind(data []byte) (source.Format, error) {
	pkg, err := ooxml.Open(data)
	if err != nil {
		if errors.Is(err, source.ErrDamaged) {
			// Archives may hold two files of one name; a package may not.
			if _, broken := zip.NewReader(bytes.NewReader(data), int64(len(data))); broken == nil {
				return "", ErrArchive
			}
		}
		return "", fmt.Errorf("detect: %w", err)
	}
	switch {
	case pkg.Has("[Content_Types].xml"):
		return packageKind(pkg)
	case pkg.Has("OFD.xml"):
		return "", &source.Unsupported{What: "OFD"}
	case pkg.Has("mimetype"):
		if u := openDocument(data); u != nil {
			return "", u
		}
	}
	return "", ErrArchive
}

func packageKind(pkg *ooxml.Package) (source.Format, error) {
	main, err := pkg.Main()
	if err != nil {
		return "", fmt.Errorf("detect: %w", err)
	}
	declared, err := pkg.ContentType(main)
	if err != nil {
		return "", fmt.Errorf("detect: %w", err)
	}
	kind := strings.ToLower(declared)
	switch {
	case strings.Contains(kind, "ms-excel.sheet.binary"):
		return "", &source.Unsupported{What: "XLSB", Convertible: true}
	case strings.Contains(kind, "wordprocessingml"), strings.Contains(kind, "ms-word"):
		return source.DOCX, nil
	case strings.Contains(kind, "spreadsheetml"), strings.Contains(kind, "ms-excel"):
		return source.XLSX, nil
	case strings.Contains(kind, "presentationml"), strings.Contains(kind, "ms-powerpoint"):
		return "", &source.Unsupported{What: "PPTX"}
	case strings.HasPrefix(main, "word/"):
		return source.DOCX, nil
	case strings.HasPrefix(main, "xl/"):
		return source.XLSX, nil
	}
	return "", &source.Unsupported{What: "Open Packaging"}
}

// openDocument reads the first file of an OpenDocument package, which names its type.
func openDocument(data []byte) *source.Unsupported {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil
	}
	f, err := z.Open("mimetype")
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	mime, err := io.ReadAll(io.LimitReader(f, 200))
	if err != nil {
		return nil
	}
	for _, k := range [...]struct{ prefix, what string }{
		{"application/vnd.oasis.opendocument.text", "ODT"},
		{"application/vnd.oasis.opendocument.spreadsheet", "ODS"},
		{"application/vnd.oasis.opendocument", "OpenDocument"},
		{"application/epub", "EPUB"},
	} {
		if bytes.HasPrefix(mime, []byte(k.prefix)) {
			return &source.Unsupported{What: k.what, Convertible: k.what == "ODT" || k.what == "ODS"}
		}
	}
	return nil
}

func oleKind(data []byte) (source.Format, error) {
	names, err := ole.Names(data)
	if err != nil {
		return "", fmt.Errorf("detect: %w", err)
	}
	switch {
	case names["EncryptedPackage"]:
		return "", fmt.Errorf("detect: %w", source.ErrEncrypted)
	case names["WordDocument"]:
		return source.DOC, nil
	case names["Workbook"], names["Book"]:
		return source.XLS, nil
	case names["PowerPoint Document"]:
		return "", &source.Unsupported{What: "PPT"}
	case names["WpsDocument"], names["WPSDocument"], names["MN0"], names["CONTENTS"]:
		return "", &source.Unsupported{What: "WPS", Convertible: true}
	}
	return "", &source.Unsupported{What: "OLE", Convertible: true}
}

// sniff is how much of a text is looked at to find out what it is.
const sniff = 64 << 10

// textKind tells pages from plain text and both from what is no text.
func textKind(data []byte) (source.Format, error) {
	if onlyBlanks(data) {
		return "", fmt.Errorf("detect: only blanks: %w", source.ErrEmpty)
	}
	head := data[:min(len(data), sniff)]
	wide := bytes.HasPrefix(head, []byte("\xFF\xFE")) || bytes.HasPrefix(head, []byte("\xFE\xFF")) ||
		bytes.HasPrefix(head, []byte("<\x00")) || bytes.HasPrefix(head, []byte("\x00<"))
	text := head
	if wide {
		text, _ = html.Decode(head[:len(head)&^1])
	}
	if u, ok := markup(text); u != nil {
		return "", u
	} else if ok {
		return source.HTML, nil
	}
	if !wide {
		decoded, _ := plain.Decode(head[:len(head)&^1])
		text = []byte(decoded)
	}
	if control, unread := badCharacters(text); control {
		return "", fmt.Errorf("detect: binary, of no known format: %w", source.ErrDamaged)
	} else if unread {
		return "", fmt.Errorf("detect: %w", source.ErrEncoding)
	}
	return source.Text, nil
}

// onlyBlanks reports whether a file holds nothing but blanks, zeros and byte order marks.
func onlyBlanks(data []byte) bool {
	for _, mark := range [...]string{"\xEF\xBB\xBF", "\xFE\xFF", "\xFF\xFE"} {
		data = bytes.TrimPrefix(data, []byte(mark))
	}
	for _, c := range data {
		if c != 0 && c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return false
		}
	}
	return true
}

// badCharacters reports whether a decoded text is none: it has zeros or many control characters, as
// binary files have, or many characters that stand for nothing, as a text in another encoding has. One
// in a thousand is dirt.
func badCharacters(text []byte) (control, unread bool) {
	controls, bad := 0, 0
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			switch {
			case c == 0:
				return true, false
			case c < ' ' && strings.IndexByte("\t\n\r\f\v\x1a", c) < 0, c == 0x7F:
				controls++
			}
			continue
		}
		w := 1
		switch c := text[i]; {
		case c >= 0xE4 && c <= 0xE9 && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80:
			w = 3 // most of Chinese
		default:
			var r rune
			if r, w = utf8.DecodeRune(text[i:]); r == utf8.RuneError {
				bad++
			}
		}
		i += w
	}
	dirt := (len(text) + 2000) / 1000
	return controls > dirt, bad > dirt || controls+bad > dirt
}

// markup looks at how a text begins. It returns what XML of another kind it is, or whether it is a
// page.
func markup(text []byte) (*source.Unsupported, bool) {
	rest := text
	if i := bytes.IndexByte(rest, 0); i >= 0 {
		rest = rest[:i]
	}
	rest = bytes.Clone(rest)
	for i, c := range rest { // tags are ASCII
		if c >= 'A' && c <= 'Z' {
			rest[i] = c | 0x20
		}
	}
	rest = bytes.TrimPrefix(rest, []byte("\xEF\xBB\xBF"))
	first := rest[:min(len(rest), 4096)]
	if startsPage(bytes.TrimLeft(rest, " \t\r\n\f")) { // Word's pages hold its own XML in comments
		return nil, true
	}
	switch {
	case bytes.Contains(first, []byte(`progid="word.document"`)), bytes.Contains(first, []byte("<w:worddocument")):
		return &source.Unsupported{What: "Word 2003 XML", Convertible: true}, false
	case bytes.Contains(first, []byte(`progid="excel.sheet"`)):
		return &source.Unsupported{What: "Excel 2003 XML", Convertible: true}, false
	case bytes.Contains(first, []byte("<pkg:package")):
		return &source.Unsupported{What: "Flat OPC", Convertible: true}, false
	case bytes.Contains(first, []byte("<office:document")):
		return &source.Unsupported{What: "Flat OpenDocument", Convertible: true}, false
	}
	xml := false
	for {
		rest = bytes.TrimLeft(rest, " \t\r\n\f")
		end := 0
		switch {
		case bytes.HasPrefix(rest, []byte("<?")):
			xml = true
			end = bytes.Index(rest, []byte("?>")) + 2
		case bytes.HasPrefix(rest, []byte("<!--")):
			end = bytes.Index(rest, []byte("-->")) + 3
		case bytes.HasPrefix(rest, []byte("<!doctype html")):
			return nil, true
		}
		if end <= 3 {
			break
		}
		rest = rest[end:]
	}
	if startsPage(rest) || bytes.Contains(first[:min(len(first), 1024)], []byte("<html")) {
		return nil, true
	}
	if xml {
		return &source.Unsupported{What: "XML"}, false
	}
	return nil, false
}

// startsPage reports whether a text begins with a tag of HTML.
func startsPage(rest []byte) bool {
	if len(rest) == 0 || rest[0] != '<' {
		return false
	}
	n := 1
	for n < len(rest) && (rest[n] >= 'a' && rest[n] <= 'z' || rest[n] >= '0' && rest[n] <= '9') {
		n++
	}
	if n == len(rest) || !bytes.ContainsRune([]byte(" \t\r\n/>"), rune(rest[n])) {
		return false
	}
	switch string(rest[1:n]) {
	case "html", "head", "body", "table", "div", "p", "h1", "h2", "h3", "h4", "meta", "title",
		"script", "style", "span", "font", "center", "ul", "ol", "section", "article", "link", "br",
		"b", "strong", "a", "main", "header", "nav", "form", "base", "tr", "td", "tbody", "img":
		return true
	}
	return false
}

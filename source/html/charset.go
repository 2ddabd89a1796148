package html

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// prescan is how far a declaration is looked for. Browsers look at 1,024 bytes; pages of content
// management systems put more before it.
const prescan = 8 << 10

// Decode turns a page into UTF-8. The byte order mark decides, then the bytes themselves, then what
// the page declares, then GB18030, in which undeclared Chinese pages are. It returns false if some
// bytes stand for nothing; they become U+FFFD.
func Decode(data []byte) ([]byte, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return valid(data[3:])
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("<\x00")):
		return decode(data, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	case bytes.HasPrefix(data, []byte("\xFE\xFF")), bytes.HasPrefix(data, []byte("\x00<")):
		return decode(data, unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
	case utf8.Valid(data):
		// Whatever it declares: Chinese text in GBK is practically never valid UTF-8.
		return data, true
	}
	switch declared(data) {
	case "big5", "big5-hkscs":
		return decode(data, traditionalchinese.Big5)
	case "utf-8", "utf8":
		text, clean := decode(data, simplifiedchinese.GB18030)
		if clean {
			return text, true
		}
		return valid(data)
	}
	return decode(data, simplifiedchinese.GB18030)
}

func valid(data []byte) ([]byte, bool) {
	if utf8.Valid(data) {
		return data, true
	}
	return bytes.ToValidUTF8(data, []byte("\uFFFD")), false
}

func decode(data []byte, enc encoding.Encoding) ([]byte, bool) {
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return valid(data)
	}
	return text, !bytes.Contains(text, []byte("\uFFFD"))
}

// declared finds charset=… in the head of a page, in either form of meta, in lower case.
func declared(data []byte) string {
	head := bytes.ToLower(data[:min(len(data), prescan)])
	for {
		i := bytes.Index(head, []byte("charset"))
		if i < 0 {
			return ""
		}
		head = head[i+len("charset"):]
		rest := bytes.TrimLeft(head, " \t\r\n")
		if len(rest) == 0 || rest[0] != '=' {
			continue
		}
		rest = bytes.TrimLeft(rest[1:], " \t\r\n\"'")
		n := 0
		for n < len(rest) && (rest[n] == '-' || rest[n] == '_' || rest[n] >= '0' && rest[n] <= '9' ||
			rest[n] >= 'a' && rest[n] <= 'z') {
			n++
		}
		if n > 0 {
			return string(rest[:n])
		}
	}
}

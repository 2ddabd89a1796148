package text

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"mingzhang/source"
)

const sample = "青溪镇人民政府2024年部门预算\n2024年收入预算100万元，支出预算100万元，其中：基本支出60万元，项目支出40万元。\n"

func TestEncodings(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	little, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	big, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": sample, "GB18030": gb, "UTF-16LE without mark": little, "UTF-16BE without mark": big} {
		doc, err := Read([]byte(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := doc.Blocks[0].Paragraph.Text; got != "青溪镇人民政府2024年部门预算" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestGarbled holds that a text in an encoding that is not known is refused and never passed as clean.
func TestGarbled(t *testing.T) {
	twice, err := charmap.ISO8859_1.NewDecoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	kana, err := japanese.ShiftJIS.NewEncoder().String(strings.Repeat("収入予算の概要についてひらがなで書く。", 10))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8 read as Latin": twice, "Shift JIS": kana} {
		if _, err := Read([]byte(data)); !errors.Is(err, source.ErrEncoding) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	traditional := strings.Repeat("單位：萬元。本部門機關運行經費安排，比上年增加，主要原因是公用經費標準有所增加；因公出國費用較上年無增減。", 5)
	if _, err := Read([]byte(traditional)); err != nil {
		t.Errorf("traditional characters: %v", err)
	}
}

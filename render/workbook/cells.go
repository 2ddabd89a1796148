package workbook

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"mingzhang/render/report"
)

// text is a cell of words. It is always stored as a string, and marked as one where it begins with = + - or @,
// so that it is no formula either when a person edits the cell or the sheet is saved as CSV; control characters, which XML forbids, become U+FFFD, and what is too long is cut.
func (b *Workbook) text(s string) any { return b.styled(s, "text") }

func (b *Workbook) styled(s, style string) any {
	if s == "" {
		return excelize.Cell{StyleID: b.styles[style]}
	}
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return 0xFFFD
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if len(s) > maxCellUnits && len(utf16.Encode([]rune(s))) > maxCellUnits {
		s = s[:report.Ahead(s, 0, maxCellUnits/2)] + "……"
	}
	id := b.styles[style]
	if first := strings.TrimLeft(s, " \t\n"); first != "" && strings.ContainsRune("=+-@", rune(first[0])) {
		id = b.quoted(id)
	}
	return excelize.Cell{StyleID: id, Value: s}
}

// quoted is a style with the mark that what stands in the cell is words, as an apostrophe in front gives it.
// excelize has no name for the mark and takes styles that differ in it only for the same.
func (b *Workbook) quoted(id int) int {
	name := "quoted " + strconv.Itoa(id)
	if q, ok := b.styles[name]; ok {
		return q
	}
	yes, all := true, b.file.Styles.CellXfs
	if id >= len(all.Xf) {
		return id
	}
	x := all.Xf[id]
	x.QuotePrefix = &yes
	all.Xf = append(all.Xf, x)
	all.Count = len(all.Xf)
	b.styles[name] = all.Count - 1
	return all.Count - 1
}

func (b *Workbook) count(n int) any { return excelize.Cell{StyleID: b.styles["whole"], Value: n} }

// split takes the unit off a printed amount.
func split(s string) (digits, unit string) {
	digits = strings.TrimRightFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	return digits, s[len(digits):]
}

// number stores an amount as a number where a spreadsheet can hold it exactly, with the decimals and the
// separators that were printed, else as its words. Excel keeps fifteen digits.
func (b *Workbook) number(s string) any { return b.numberLike(s, "") }

// numberLike is number with no fewer decimals than another one has.
func (b *Workbook) numberLike(s, other string) any {
	const digits = 15
	plain := strings.ReplaceAll(s, ",", "")
	n, decimals := 0, 0
	for i := 0; i < len(plain); i++ {
		switch c := plain[i]; {
		case c >= '0' && c <= '9':
			n++
		case c == '.' && i > 0 && decimals == 0:
			decimals = len(plain) - i - 1
		case c == '-' && i == 0:
		default:
			return b.text(s)
		}
	}
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil || n == 0 || n > digits {
		return b.text(s)
	}
	if i := strings.IndexByte(other, '.'); i >= 0 && strings.Trim(other, "-0123456789.,") == "" {
		decimals = max(decimals, len(other)-i-1)
	}
	return excelize.Cell{StyleID: b.decimals(decimals, plain != s), Value: v}
}

// decimals is the style of a number of so many decimals.
func (b *Workbook) decimals(n int, grouped bool) int {
	format := "0"
	if grouped {
		format = "#,##0"
	}
	if n > 0 {
		format += "." + strings.Repeat("0", n)
	}
	if id, ok := b.styles[format]; ok {
		return id
	}
	id, err := b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Family: font, Size: 10, Color: "16201F"}, CustomNumFmt: &format, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "right"}})
	if err != nil {
		id = b.styles["number"]
	}
	b.styles[format] = id
	return id
}

// amounts stores stated, other value and difference as numbers where all of them are of one unit, which it
// returns; else all as words with their units.
func (b *Workbook) amounts(values ...string) (cells []any, unit string) {
	same, first := true, true
	for _, v := range values {
		if v == "" {
			continue
		}
		digits, u := split(v)
		if digits == "" || strings.Trim(digits, "-0123456789.,") != "" {
			same = false
			break
		}
		if first {
			unit, first = u, false
		}
		same = same && u == unit
	}
	for _, v := range values {
		if digits, _ := split(v); same && v != "" {
			cells = append(cells, b.number(digits))
		} else {
			cells = append(cells, b.text(v))
		}
	}
	if !same {
		unit = ""
	}
	return cells, unit
}

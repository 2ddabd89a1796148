// Package text reads plain text (纯文本): UTF-8, UTF-16 and GB18030, and finds the tables in it:
// one cell a line behind a tab, as word processors leave them; cells divided by tabs or bars; and
// columns aligned with blanks, as PDF tools print them.
package text

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"mingzhang/source"
)

// MaxBytes is the largest text that is read. A disclosure of a whole province is below 20 MB; the
// limit keeps a mistaken archive or log from filling memory.
const MaxBytes = 128 << 20

const (
	// MaxCells bounds the cells of all tables: a text of 50 MB has five million, and one of 1,048,576 takes 250 MB.
	MaxCells = 8 << 20
	// MaxParagraphs bounds the lines outside of tables, about 20,000 pages.
	MaxParagraphs = 1 << 20
)

// Read reads a text in any of the encodings. It returns source.ErrEmpty for a text of blanks only,
// source.ErrEncoding for a text in an encoding that it does not know, and source.ErrTooLarge beyond a
// limit.
func Read(data []byte) (*source.Document, error) {
	return readWithin(data, MaxCells, MaxParagraphs)
}

func readWithin(data []byte, cells, paragraphs int) (*source.Document, error) {
	if len(data) > MaxBytes {
		return nil, source.Over(source.Bytes, MaxBytes)
	}
	text, bad := Decode(data)
	if strings.TrimSpace(text) == "" {
		return nil, source.ErrEmpty
	}
	if garbled(text) {
		return nil, fmt.Errorf("text: %w", source.ErrEncoding)
	}
	doc := &source.Document{Format: source.Text}
	if bad > 0 {
		doc.Notes = append(doc.Notes, source.Note{Code: source.BadBytes, Text: fmt.Sprint(bad)})
	}
	lines := splitLines(text)
	r := reader{doc: doc, lines: lines, wrap: wrapWidth(lines), maxCells: cells, maxParagraphs: paragraphs}
	if err := r.read(); err != nil {
		return nil, fmt.Errorf("text: %w", err)
	}
	return doc, nil
}

// Decode turns bytes into UTF-8: by the byte order mark, else UTF-8 if it is valid, else GB18030.
// bad counts the characters that could not be read.
func Decode(data []byte) (text string, bad int) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		data = data[3:]
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return decode16(data[2:], 0, 1)
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return decode16(data[2:], 1, 0)
	}
	if little, big := wideWithoutMark(data); little {
		return decode16(data, 0, 1)
	} else if big {
		return decode16(data, 1, 0)
	}
	if utf8.Valid(data) {
		return string(data), 0
	}
	if out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data); err == nil {
		gb := string(out)
		bad = strings.Count(gb, "\uFFFD")
		if asUTF8 := strings.ToValidUTF8(string(data), "\uFFFD"); strings.Count(asUTF8, "\uFFFD") < bad {
			return asUTF8, strings.Count(asUTF8, "\uFFFD")
		}
		return gb, bad
	}
	text = strings.ToValidUTF8(string(data), "\uFFFD")
	return text, strings.Count(text, "\uFFFD")
}

func decode16(data []byte, lo, hi int) (string, int) {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+lo]) | uint16(data[2*i+hi])<<8
	}
	s := string(utf16.Decode(units))
	return s, strings.Count(s, "\uFFFD")
}

// splitLines cuts a text at its line ends, which it shares memory with. A text without a single line feed
// ends its lines with carriage returns, as the first Macintosh did; elsewhere those inside a line stay.
func splitLines(text string) []string {
	if !strings.Contains(text, "\n") && strings.Contains(text, "\r") {
		return strings.Split(strings.TrimSuffix(text, "\r"), "\r")
	}
	lines := make([]string, 0, strings.Count(text, "\n")+1)
	for len(text) > 0 {
		line := text
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = ""
		}
		lines = append(lines, strings.TrimSuffix(line, "\r"))
	}
	return lines
}

type reader struct {
	doc    *source.Document
	lines  []string
	wrap   int
	tables int
	// the limits of cells and paragraphs
	maxCells, maxParagraphs int

	cells int // so far, or counted for the table that is begun
	words int // paragraphs so far
	// unaligned is the first line at which a table of aligned columns may begin again.
	unaligned   int
	err         error // a limit that was reached
	unparted    int   // no table of two blanks begins before this line; see parted
	bareEnd     int   // where the run of short lines ends that was looked at last; see bareLines
	barEndTried int   // no table of barEnds begins before this line
}

func (r *reader) read() error {
	for i := 0; i < len(r.lines) && r.err == nil; {
		if n := r.cellLines(i); n > 0 {
			i += n
			continue
		}
		if n := r.barEnds(i); n > 0 {
			i += n
			continue
		}
		if n := r.barred(i, '|'); n > 0 {
			i += n
			continue
		}
		if n := r.barred(i, '\t'); n > 0 {
			i += n
			continue
		}
		if n := r.barred(i, ','); n > 0 {
			i += n
			continue
		}
		if n := r.parted(i); n > 0 {
			i += n
			continue
		}
		if n := r.aligned(i); n > 0 {
			i += n
			continue
		}
		if n := r.spaced(i); n > 0 {
			i += n
			continue
		}
		if n := r.bareLines(i); n > 0 {
			i += n
			continue
		}
		r.paragraph(i)
		i++
	}
	return r.err
}

// room reports whether the limit leaves room for the cells of one more table. It is asked before they are
// made.
func (r *reader) room(cells int) bool {
	if r.cells += cells; r.cells > r.maxCells && r.err == nil {
		r.err = source.Over(source.Cells, int64(r.maxCells))
	}
	return r.err == nil
}

func (r *reader) paragraph(i int) {
	line := r.lines[i]
	if strings.TrimSpace(line) == "" {
		return
	}
	if r.words++; r.words > r.maxParagraphs {
		r.err = source.Over(source.Paragraphs, int64(r.maxParagraphs))
		return
	}
	r.doc.Blocks = append(r.doc.Blocks, source.Block{Paragraph: &source.Paragraph{
		Text:   line,
		Place:  source.Location{Line: i + 1, Column: 1},
		RunsOn: r.runsOn(i),
	}})
}

// runsOn reports whether a line was broken at the right margin: it is about as wide as the widest
// lines, does not end a sentence, and the next line is neither blank nor indented.
func (r *reader) runsOn(i int) bool {
	if i+1 >= len(r.lines) {
		return false
	}
	next := r.lines[i+1]
	if broken(r.lines[i], next) {
		return true
	}
	if r.wrap == 0 {
		return false
	}
	if next == "" || next[0] == ' ' || next[0] == '\t' || strings.HasPrefix(next, "　") || beginsItem(next) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(r.lines[i])
	if strings.ContainsRune("。；：！？", last) {
		return false
	}
	return width(r.lines[i]) >= r.wrap*3/4
}

// broken reports whether a line ends within a figure or its unit: 1522 and .77万元, 640. and 82%, 340.68万 and 元.
func broken(line, next string) bool {
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	n := len(line)
	if n < 2 || len(next) < 2 {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(next); strings.ContainsRune("；，。、：）”", first) {
		return true // a sign that begins no line
	}
	switch last := line[n-1]; {
	case digit(last) && next[0] == '.' && digit(next[1]), last == '.' && digit(line[n-2]) && digit(next[0]) && !beginsItem(next) && n > 30:
		return true
	}
	for _, unit := range [...]string{"万", "亿", "千"} {
		if head, ok := strings.CutSuffix(line, unit); ok && head != "" && digit(head[len(head)-1]) && strings.HasPrefix(next, "元") {
			return true
		}
	}
	return false
}

// beginsItem reports whether a line begins with the number of a heading or list item: （六） 六、.
func beginsItem(line string) bool {
	rest, bracket := line, false
	for _, b := range [...]string{"（", "("} {
		if r, ok := strings.CutPrefix(line, b); ok {
			rest, bracket = r, true
		}
	}
	body := strings.TrimLeft(rest, "一二三四五六七八九十")
	if body == rest {
		return false
	}
	if bracket {
		return strings.HasPrefix(body, "）") || strings.HasPrefix(body, ")")
	}
	return strings.HasPrefix(body, "、")
}

// wrapWidth returns the display width at which the lines of a text were broken, or 0 where
// paragraphs stand on one line each.
func wrapWidth(lines []string) int {
	const narrowest, widest, steps = 50, 240, 8
	var at [widest + 1]int
	most, long := 0, 0
	breaks, least := 0, widest // lines that end within a figure
	for i, l := range lines {
		if i+1 < len(lines) && broken(l, lines[i+1]) {
			breaks, least = breaks+1, min(least, width(l))
		}
		w := width(l)
		if w > widest {
			long++
			continue
		}
		at[w]++
		most = max(most, w)
	}
	if long > 2 {
		return 0
	}
	for w := most; w >= narrowest; w-- {
		n := 0
		for k := w; k > w-steps && k >= 0; k-- {
			n += at[k]
		}
		between := 0
		for k := w - steps; k > w*6/10; k-- {
			between += at[k]
		}
		if n >= 4 && n > between {
			return w
		}
	}
	if breaks > 1 && least >= narrowest/2 {
		return least
	}
	return unfinishedWidth(lines)
}

// unfinishedWidth is the width of a short text of which some lines, all about as wide, end in the middle of a sentence;
// 0 for any other.
func unfinishedWidth(lines []string) int {
	const narrowest, widest, spread, few = 50, 120, 16, 40
	if len(lines) > few {
		return 0
	}
	least, most, n := widest, 0, 0
	for i, l := range lines {
		last, _ := utf8.DecodeLastRuneInString(l)
		if i+1 == len(lines) || !strings.ContainsAny(l, "，,、") || strings.ContainsAny(l, "|\t") || strings.ContainsRune("。；：！？”）)", last) || lines[i+1] == "" || beginsItem(lines[i+1]) {
			continue
		}
		w := width(l)
		least, most, n = min(least, w), max(most, w), n+1
	}
	if n < 2 || least < narrowest || most > widest || most-least > spread {
		return 0
	}
	return most
}

// width is the display width of a line: wide characters count two.
func width(s string) int {
	w := 0
	for i := 0; i < len(s); {
		switch b := s[i]; {
		case b < utf8.RuneSelf:
			w++
			i++
		case b >= 0xE4 && b <= 0xE9 && i+2 < len(s): // the Chinese characters, most of what there is
			w += 2
			i += 3
		default:
			c, n := utf8.DecodeRuneInString(s[i:])
			w += runeWidth(c)
			i += n
		}
	}
	return w
}

func runeWidth(c rune) int {
	if c >= 0x1100 && (c <= 0x115F || c >= 0x2E80 && c <= 0xFFDC || c >= 0x20000) || c == '“' || c == '”' || c == '—' || c == '…' {
		return 2
	}
	return 1
}

// addGrid stores a grid and numbers its cells' places.
func (r *reader) addGrid(g *source.Grid) {
	r.tables++
	g.Number = fmt.Sprint(r.tables)
	if len(g.Cells) > 0 {
		g.Place = g.Cells[0].Place
	}
	g.Place.Table = g.Number
	for i := range g.Cells {
		c := &g.Cells[i]
		c.Place.Table, c.Place.Row, c.Place.Col = g.Number, c.Row+1, c.Col+1
		g.Rows = max(g.Rows, c.Row+c.RowSpan)
		g.Cols = max(g.Cols, c.Col+c.ColSpan)
	}
	r.doc.Blocks = append(r.doc.Blocks, source.Block{Grid: g})
}

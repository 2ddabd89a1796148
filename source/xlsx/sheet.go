package xlsx

import (
	"bytes"
	"fmt"
	"strconv"

	"mingzhang/internal/numfmt"
	"mingzhang/internal/ooxml"
	"mingzhang/source"
)

// small is a cell while its sheet is read: a fifth of a source.Cell, so that a sheet beyond the
// limits is refused before it takes memory.
type small struct {
	text, formula, number string
	row, col              int32 // from 0
}

const chunkCells = 2048

// sheet is a worksheet while it is read.
type sheet struct {
	b          *book
	t          *ooxml.Tokenizer
	name       string
	row, col   int // of the current cell, from 1
	rows       int // rows with content
	lastRow    int
	unsorted   bool
	noZeros    bool // the view prints zeros as blanks
	chunks     [][]small
	count      int
	merges     []merge
	hiddenRows []span
	hiddenCols []span
	noValue    []string // formulas without a stored value
	noValues   int
}

func (b *book) sheet(number int, entry sheetEntry, part string) error {
	t, err := b.pkg.Tokens(part)
	if err != nil {
		return err
	}
	defer t.Close()
	s := &sheet{b: b, t: t, name: entry.name}
	if err := s.read(); err != nil {
		return err
	}
	grid, err := s.grid(number, entry.hidden)
	if err != nil {
		return err
	}
	b.doc.Blocks = append(b.doc.Blocks, source.Block{Grid: grid})
	return s.texts(part)
}

func (s *sheet) read() error {
	t := s.t
	for kind := t.Next(); kind != ooxml.EOF; kind = t.Next() {
		if kind != ooxml.Start {
			continue
		}
		switch string(t.Name()) {
		case "worksheet", "sheetData", "sheetViews", "cols", "mergeCells":
		case "sheetView":
			v := string(t.Attr("showZeros"))
			s.noZeros = v == "0" || v == "false"
			t.Skip()
		case "col":
			if isOn(t.Attr("hidden")) || string(t.Attr("width")) == "0" {
				s.hiddenCols = append(s.hiddenCols, span{t.Int("min", 0), t.Int("max", 0)})
			}
		case "row":
			s.startRow()
		case "c":
			s.cell()
		case "mergeCell":
			s.merge(t.Attr("ref"))
		default:
			t.Skip()
		}
	}
	return t.Err()
}

func isOn(v []byte) bool { return string(v) == "1" || string(v) == "true" }

func (s *sheet) damaged(what string) {
	s.t.Fail(fmt.Errorf("%s: %w", what, source.ErrDamaged))
}

func (s *sheet) startRow() {
	next := s.row + 1
	s.row = s.t.Int("r", next)
	if s.row < 1 || s.row > maxRow {
		s.damaged("a row number out of range")
		return
	}
	s.unsorted = s.unsorted || s.row < next
	s.col = 0
	if isOn(s.t.Attr("hidden")) || string(s.t.Attr("ht")) == "0" {
		s.hiddenRows = addSpan(s.hiddenRows, s.row)
	}
}

// cell reads one <c>. Most cells of real sheets are empty and only carry a style.
func (s *sheet) cell() {
	t := s.t
	s.col++
	if r := t.Attr("r"); len(r) > 0 {
		col, row, ok := parseRef(r)
		if !ok {
			s.damaged("a cell reference out of range")
			return
		}
		s.unsorted = s.unsorted || col < s.col || row != s.row
		s.col, s.row = col, row
	}
	styleID := t.Int("s", 0)
	kind := typeOf(t.Attr("t"))
	b := s.b
	b.value, b.formula = b.value[:0], b.formula[:0]
	hasValue, hasFormula := false, false
	for k := t.Next(); k == ooxml.Start || k == ooxml.Text; k = t.Next() {
		if k == ooxml.Text {
			continue
		}
		switch string(t.Name()) {
		case "v":
			hasValue = true
			b.value = s.words(b.value)
		case "f":
			hasFormula = true
			b.formula = s.words(b.formula)
		case "is":
			hasValue = true
			b.value = s.inline(b.value)
			kind = typeText
		default:
			t.Skip()
		}
	}
	switch {
	case hasValue:
		s.add(kind, styleID)
	case hasFormula:
		s.withoutValue()
	}
}

// words reads the text of an element up to its end.
func (s *sheet) words(dst []byte) []byte {
	for k := s.t.Next(); k == ooxml.Text; k = s.t.Next() {
		dst = append(dst, s.t.Text()...)
	}
	return dst
}

// inline reads <is>: plain text or runs, without the phonetic ones.
func (s *sheet) inline(dst []byte) []byte {
	t := s.t
	depth := t.Depth()
	for t.Depth() >= depth {
		switch t.Next() {
		case ooxml.EOF:
			return dst
		case ooxml.Start:
			switch string(t.Name()) {
			case "t":
				for k := t.Next(); k == ooxml.Text; k = t.Next() {
					dst = appendClean(dst, t.Text())
				}
			case "r":
			default:
				t.Skip()
			}
		}
	}
	return dst
}

type cellType uint8

const (
	typeNumber cellType = iota
	typeShared
	typeText
	typeBool
	typeError
	typeDate
)

func typeOf(t []byte) cellType {
	switch string(t) {
	case "s":
		return typeShared
	case "str", "inlineStr":
		return typeText
	case "b":
		return typeBool
	case "e":
		return typeError
	case "d":
		return typeDate
	}
	return typeNumber
}

// add keeps a cell with the value in the scratch.
func (s *sheet) add(kind cellType, styleID int) {
	b := s.b
	var st style
	st.general = true
	if styleID >= 0 && styleID < len(b.styles) {
		st = b.styles[styleID]
	}
	c := small{}
	switch kind {
	case typeShared:
		n, err := strconv.Atoi(string(bytes.TrimSpace(b.value)))
		if err != nil || n < 0 || n >= len(b.shared) {
			s.damaged(errNoString.Error())
			return
		}
		c.text = b.shared[n]
		if !st.format.PlainText() {
			c.text = b.arena.Add(st.format.AppendText(b.printed[:0], c.text))
		}
	case typeText, typeError:
		b.printed = st.format.AppendText(b.printed[:0], string(b.value))
		c.text = b.arena.Add(b.printed)
	case typeBool:
		c.text = "FALSE"
		if isOn(b.value) {
			c.text = "TRUE"
		}
	case typeDate:
		if serial, ok := serialOf(string(b.value), b.from1904); ok {
			b.value = append(b.value[:0], serial...)
		}
		fallthrough
	case typeNumber:
		c.text, c.number = s.number(st)
	}
	if c.text == "" && c.number == "" && len(b.formula) == 0 {
		return
	}
	c.formula = b.arena.Add(b.formula)
	s.keep(c)
}

// number prints a number, and returns its digits where they differ from what is printed.
func (s *sheet) number(st style) (text, digits string) {
	b := s.b
	v := bytes.TrimSpace(b.value)
	if len(v) == 0 {
		return "", ""
	}
	if st.general {
		b.printed = numfmt.General(b.printed[:0], string(v))
	} else {
		b.printed = st.format.Append(b.printed[:0], string(v), b.from1904)
	}
	if bytes.Equal(b.printed, v) && !s.noZeros {
		return b.arena.Add(b.printed), ""
	}
	plain, ok := numfmt.Plain(b.plain[:0], string(v))
	b.plain = plain
	switch {
	case !ok:
		return b.arena.Add(b.printed), ""
	case s.noZeros && string(plain) == "0":
		return "", "0"
	case !numfmt.Same(b.printed, plain):
		digits = b.arena.Add(plain)
	}
	return b.arena.Add(b.printed), digits
}

func (s *sheet) withoutValue() {
	s.noValues++
	if len(s.noValue) < maxListed {
		s.noValue = append(s.noValue, refOf(s.row, s.col))
	}
	s.keep(small{formula: s.b.arena.Add(s.b.formula)})
}

// keep adds a cell within the limits.
func (s *sheet) keep(c small) {
	c.row, c.col = int32(s.row-1), int32(s.col-1)
	b := s.b
	if b.cells++; b.cells > MaxCells {
		s.t.Fail(fmt.Errorf("more than %d cells with content: %w", MaxCells, source.ErrTooLarge))
		return
	}
	if s.row != s.lastRow {
		s.lastRow = s.row
		if s.rows++; s.rows > MaxRows {
			s.t.Fail(fmt.Errorf("more than %d rows with content: %w", MaxRows, source.ErrTooLarge))
			return
		}
	}
	last := len(s.chunks) - 1
	if last < 0 || len(s.chunks[last]) == cap(s.chunks[last]) {
		size := chunkCells
		if last < 0 {
			size = 128
		}
		s.chunks = append(s.chunks, make([]small, 0, size))
		last++
	}
	s.chunks[last] = append(s.chunks[last], c)
	s.count++
}

// parseRef reads "B7".
func parseRef(r []byte) (col, row int, ok bool) {
	i := 0
	for ; i < len(r) && i < 4; i++ {
		c := r[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A'+1)
	}
	if i == 0 || i == len(r) || len(r)-i > 7 {
		return 0, 0, false
	}
	for _, c := range r[i:] {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		row = row*10 + int(c-'0')
	}
	return col, row, col <= maxCol && row >= 1 && row <= maxRow
}

func appendCol(dst []byte, col int) []byte {
	if col > 26 {
		dst = appendCol(dst, (col-1)/26)
	}
	return append(dst, byte('A'+(col-1)%26))
}

// refOf writes "B7"; both count from 1.
func refOf(row, col int) string {
	return string(strconv.AppendInt(appendCol(make([]byte, 0, 10), col), int64(row), 10))
}

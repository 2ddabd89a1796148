package xlsx

import (
	"bytes"
	"fmt"
	"strconv"

	"mingzhang/internal/numfmt"
	"mingzhang/internal/ooxml"
	"mingzhang/internal/sheet"
	"mingzhang/source"
)

// reader reads one worksheet.
type reader struct {
	*sheet.Sheet
	b        *book
	t        *ooxml.Tokenizer
	name     string
	row, col int // of the current cell, from 1
}

func (b *book) worksheet(number int, entry sheetEntry, part string) error {
	t, err := b.pkg.Tokens(part)
	if err != nil {
		return err
	}
	defer t.Close()
	s := &reader{Sheet: b.Sheet(entry.name), b: b, t: t, name: entry.name}
	if err := s.read(); err != nil {
		return err
	}
	grid, notes, err := s.Grid(number, entry.hidden)
	if err != nil {
		return err
	}
	b.doc.Notes = append(b.doc.Notes, notes...)
	b.doc.Blocks = append(b.doc.Blocks, source.Block{Grid: grid})
	return s.texts(part)
}

func (s *reader) read() error {
	t := s.t
	for kind := t.Next(); kind != ooxml.EOF; kind = t.Next() {
		if kind != ooxml.Start {
			continue
		}
		switch string(t.Name()) {
		case "worksheet", "sheetData", "sheetViews", "cols", "mergeCells":
		case "sheetView":
			v := string(t.Attr("showZeros"))
			s.NoZeros = v == "0" || v == "false"
			t.Skip()
		case "col":
			if isOn(t.Attr("hidden")) || string(t.Attr("width")) == "0" {
				s.HideCols(t.Int("min", 0), t.Int("max", 0))
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

func (s *reader) damaged(what string) {
	s.t.Fail(fmt.Errorf("%s: %w", what, source.ErrDamaged))
}

func (s *reader) startRow() {
	next := s.row + 1
	s.row = s.t.Int("r", next)
	if s.row < 1 || s.row > sheet.LastRow {
		s.damaged("a row number out of range")
		return
	}
	s.col = 0
	if isOn(s.t.Attr("hidden")) || string(s.t.Attr("ht")) == "0" {
		s.HideRow(s.row)
	}
}

// cell reads one <c>. Most cells of real sheets are empty and only carry a style.
func (s *reader) cell() {
	t := s.t
	s.col++
	if r := t.Attr("r"); len(r) > 0 {
		col, row, ok := parseRef(r)
		if !ok {
			s.damaged("a cell reference out of range")
			return
		}
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
func (s *reader) words(dst []byte) []byte {
	for k := s.t.Next(); k == ooxml.Text; k = s.t.Next() {
		dst = append(dst, s.t.Text()...)
	}
	return dst
}

// inline reads <is>: plain text or runs, without the phonetic ones.
func (s *reader) inline(dst []byte) []byte {
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
func (s *reader) add(kind cellType, styleID int) {
	b := s.b
	var st *numfmt.Format
	if styleID >= 0 && styleID < len(b.styles) {
		st = b.styles[styleID]
	}
	var c sheet.Cell
	switch kind {
	case typeShared:
		n, err := strconv.Atoi(string(bytes.TrimSpace(b.value)))
		if err != nil || n < 0 || n >= len(b.shared) {
			s.damaged(errNoString.Error())
			return
		}
		c.Text = s.Text(st, b.shared[n])
	case typeText, typeError:
		c.Text = s.Text(st, b.Arena.Add(b.value))
	case typeBool:
		c.Text = "FALSE"
		if isOn(b.value) {
			c.Text = "TRUE"
		}
	case typeDate:
		if serial, ok := serialOf(string(b.value), b.From1904); ok {
			b.value = append(b.value[:0], serial...)
		}
		fallthrough
	case typeNumber:
		c.Text, c.Number = s.Number(st, b.value)
	}
	c.Formula = b.Arena.Add(b.formula)
	s.keep(c)
}

func (s *reader) keep(c sheet.Cell) {
	c.Row, c.Col = s.row-1, s.col-1
	if err := s.Add(c); err != nil {
		s.t.Fail(err)
	}
}

func (s *reader) withoutValue() {
	s.NoValue(s.row-1, s.col-1)
	s.keep(sheet.Cell{Formula: s.b.Arena.Add(s.b.formula)})
}

func (s *reader) merge(ref []byte) {
	a, b, _ := bytes.Cut(ref, []byte(":"))
	col, row, ok := parseRef(a)
	col2, row2, good := parseRef(b)
	if ok && good {
		s.Merge(row-1, col-1, row2-1, col2-1)
	}
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
	return col, row, col <= sheet.LastCol && row >= 1 && row <= sheet.LastRow
}

package xls

import (
	"fmt"
	"math"

	"mingzhang/internal/numfmt"
	"mingzhang/internal/sheet"
	"mingzhang/source"
)

// cells reads one worksheet.
type cells struct {
	b     *book
	s     *sheet.Sheet
	value []byte
	// await is the formula cell whose text comes in the String record behind it.
	await *sheet.Cell
	form  *numfmt.Format
}

func (b *book) sheet(number int, entry bound) error {
	first, ok := b.record(entry.at)
	if !ok || first.kind != recBOF {
		return fmt.Errorf("xls: the sheet is missing: %w", source.ErrDamaged)
	}
	c := &cells{b: b, s: b.Sheet(entry.name)}
	c.s.NoZeros = b.noZeros(first.next)
	depth := 1 // charts in a sheet are streams of their own
	for at := first.next; depth > 0; {
		r, ok := b.record(at)
		if !ok {
			return fmt.Errorf("xls: the sheet is cut off: %w", source.ErrDamaged)
		}
		at = r.next
		switch {
		case r.kind == recBOF:
			depth++
		case r.kind == recEOF:
			depth--
		case depth == 1:
			if err := c.record(&r); err != nil {
				return err
			}
		}
	}
	grid, notes, err := c.s.Grid(number, entry.hidden)
	if err != nil {
		return err
	}
	b.doc.Blocks = append(b.doc.Blocks, source.Block{Grid: grid})
	b.doc.Notes = append(b.doc.Notes, notes...)
	return nil
}

// noZeros looks ahead for the view of the sheet, which stands behind its cells but says whether
// zeros are printed.
func (b *book) noZeros(at int) bool {
	for {
		r, ok := b.record(at)
		if !ok || r.kind == recEOF || r.kind == recBOF {
			return false
		}
		if r.kind == recWindow2 && len(r.data) >= 2 {
			return le.Uint16(r.data)&0x10 == 0
		}
		at = r.next
	}
}

// least is how long a record must be.
var least = map[int]int{
	recRow: 16, recColInfo: 10, recLabelSST: 10, recLabel: 8, recRString: 8,
	recNumber: 14, recRK: 10, recMulRK: 12, recFormula: 16, recBoolErr: 8, recMergeCells: 2,
	recString: 3,
}

func (c *cells) record(r *record) error {
	d := r.data
	if len(d) < least[r.kind] {
		return errShort
	}
	switch r.kind {
	case recFilePass:
		return fmt.Errorf("xls: %w", source.ErrEncrypted)
	case recRow:
		if le.Uint32(d[12:])&0x20 != 0 {
			c.s.HideRow(int(le.Uint16(d)) + 1)
		}
	case recColInfo:
		if le.Uint16(d[8:])&1 != 0 {
			c.s.HideCols(int(le.Uint16(d))+1, int(le.Uint16(d[2:]))+1)
		}
	case recMergeCells:
		for rest := d[2:]; len(rest) >= 8; rest = rest[8:] {
			row, row2 := int(le.Uint16(rest)), int(le.Uint16(rest[2:]))
			c.s.Merge(row, int(le.Uint16(rest[4:])), row2, int(le.Uint16(rest[6:])))
		}
	case recLabelSST, recLabel, recRString, recString:
		return c.words(r)
	case recNumber:
		c.value = appendDouble(c.value[:0], le.Uint64(d[6:]))
		return c.number(at(d), int(le.Uint16(d[4:])))
	case recRK:
		c.value = appendRK(c.value[:0], le.Uint32(d[6:]))
		return c.number(at(d), int(le.Uint16(d[4:])))
	case recMulRK:
		return c.many(d)
	case recFormula:
		return c.formula(d)
	case recBoolErr:
		return c.flag(at(d), d[6], d[7] != 0)
	}
	return nil
}

// at takes row and column, which begin every record of a cell.
func at(d []byte) sheet.Cell {
	return sheet.Cell{Row: int(le.Uint16(d)), Col: int(le.Uint16(d[2:]))}
}

func (c *cells) words(r *record) error {
	d := r.data
	var text string
	var err error
	switch r.kind {
	case recLabelSST:
		i := int(le.Uint32(d[6:]))
		if i < 0 || i >= len(c.b.shared) {
			return fmt.Errorf("xls: %w: %w", errNoString, source.ErrDamaged)
		}
		text = c.b.shared[i]
	case recString:
		if c.await == nil {
			return nil
		}
		cell, form := *c.await, c.form
		c.await = nil
		if cell.Text, err = c.b.name(d, true); err != nil {
			return err
		}
		cell.Text = c.s.Text(form, cell.Text)
		return c.s.Add(cell)
	default:
		if text, err = c.b.name(d[6:], true); err != nil {
			return err
		}
	}
	cell := at(d)
	cell.Text = c.s.Text(c.b.format(int(le.Uint16(d[4:]))), text)
	return c.s.Add(cell)
}

func (c *cells) number(cell sheet.Cell, xf int) error {
	cell.Text, cell.Number = c.s.Number(c.b.format(xf), c.value)
	return c.s.Add(cell)
}

// many reads a row of RK numbers.
func (c *cells) many(d []byte) error {
	cell := at(d)
	for rest := d[4 : len(d)-2]; len(rest) >= 6; rest = rest[6:] {
		c.value = appendRK(c.value[:0], le.Uint32(rest[2:]))
		if err := c.number(cell, int(le.Uint16(rest))); err != nil {
			return err
		}
		cell.Col++
	}
	return nil
}

// formula takes the stored value of a formula.
func (c *cells) formula(d []byte) error {
	cell, xf := at(d), int(le.Uint16(d[4:]))
	c.await = nil
	if le.Uint16(d[12:]) != math.MaxUint16 {
		c.value = appendDouble(c.value[:0], le.Uint64(d[6:]))
		return c.number(cell, xf)
	}
	switch d[6] {
	case 0:
		c.await, c.form = &cell, c.b.format(xf)
	case 1:
		return c.flag(cell, d[8], false)
	case 2:
		return c.flag(cell, d[8], true)
	}
	return nil
}

var errorNames = map[byte]string{
	0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
	0x2A: "#N/A",
}

func (c *cells) flag(cell sheet.Cell, value byte, isError bool) error {
	switch {
	case isError:
		cell.Text = errorNames[value]
	case value != 0:
		cell.Text = "TRUE"
	default:
		cell.Text = "FALSE"
	}
	return c.s.Add(cell)
}

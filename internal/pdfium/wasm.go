package pdfium

import "errors"

var errModule = errors.New("pdfium: the module has a form that is not known")

// section is a part of a WebAssembly module.
type section struct {
	id   byte
	body []byte
}

const (
	sectionImport  = 2
	sectionExport  = 7
	sectionStart   = 8
	sectionElement = 9
	sectionCode    = 10
)

// header is the length of a module's magic number and version.
const header = 8

// rewritten is the module as it is compiled: without what is not used (pruned), and counting (metered).
func rewritten(module []byte) ([]byte, error) {
	var m []section
	r := &reader{b: module, at: header}
	for r.at < len(module) && !r.bad {
		id := r.byte()
		m = append(m, section{id, r.bytes()})
	}
	if r.bad || len(module) < header {
		return nil, errModule
	}
	if err := pruned(m); err != nil {
		return nil, err
	}
	if err := metered(m); err != nil {
		return nil, err
	}
	size := header
	for _, s := range m {
		size += 1 + 5 + len(s.body)
	}
	out := append(make([]byte, 0, size), module[:header]...)
	for _, s := range m {
		out = appendU32(append(out, s.id), uint32(len(s.body)))
		out = append(out, s.body...)
	}
	return out, nil
}

// vectors writes a number of byte strings, as a code section holds its bodies.
func vectors(all [][]byte) []byte {
	size := 5
	for _, b := range all {
		size += 5 + len(b)
	}
	out := appendU32(make([]byte, 0, size), uint32(len(all)))
	for _, b := range all {
		out = append(appendU32(out, uint32(len(b))), b...)
	}
	return out
}

func appendU32(out []byte, v uint32) []byte {
	for v >= 0x80 {
		out = append(out, byte(v)|0x80)
		v >>= 7
	}
	return append(out, byte(v))
}

// reader walks over the instructions of a WebAssembly module. It knows their lengths and nothing else.
type reader struct {
	b   []byte
	at  int
	bad bool
}

func (r *reader) byte() byte {
	if r.at >= len(r.b) {
		r.bad = true
		return 0
	}
	r.at++
	return r.b[r.at-1]
}

func (r *reader) skip(n int) {
	if n > len(r.b)-r.at {
		r.bad = true
		return
	}
	r.at += n
}

// u32 reads an unsigned LEB128 number.
func (r *reader) u32() uint32 {
	var v uint32
	for shift := 0; shift < 35; shift += 7 {
		c := r.byte()
		v |= uint32(c&0x7F) << shift
		if c < 0x80 {
			return v
		}
	}
	r.bad = true
	return 0
}

// leb passes over a LEB128 number of any size.
func (r *reader) leb() {
	for range 10 {
		if r.byte() < 0x80 {
			return
		}
	}
	r.bad = true
}

func (r *reader) lebs(n int) {
	for range n {
		r.leb()
	}
}

// bytes reads a byte string with its length before it.
func (r *reader) bytes() []byte {
	size := int(r.u32())
	r.skip(size)
	if r.bad {
		return nil
	}
	return r.b[r.at-size : r.at]
}

// vectors reads a number of byte strings.
func (r *reader) vectors() (all [][]byte) {
	for range r.u32() {
		if all = append(all, r.bytes()); r.bad {
			return nil
		}
	}
	return all
}

// locals passes over the local variables before a body's instructions.
func (r *reader) locals() {
	for range r.u32() {
		r.u32()
		if t := r.byte(); t == 0x63 || t == 0x64 {
			r.u32()
		}
		if r.bad {
			return
		}
	}
}

// limits passes over the sizes of a table or memory.
func (r *reader) limits() {
	n := 1 + int(r.byte()&1)
	r.lebs(n)
}

// memarg passes over an alignment and an offset.
func (r *reader) memarg() {
	if r.u32()&0x40 != 0 {
		r.leb() // a memory other than the first
	}
	r.leb()
}

// instruction passes over one instruction and says whether it opened a loop.
func (r *reader) instruction() (loop bool) {
	switch op := r.byte(); {
	case op == 0x03: // loop
		r.leb()
		return true
	case op == 0x0E: // br_table
		r.lebs(int(r.u32()) + 1)
	case op == 0x1C: // select with types
		r.lebs(int(r.u32()))
	case op == 0x1F: // try_table
		r.tryTable()
	case op == 0x43:
		r.skip(4)
	case op == 0x44:
		r.skip(8)
	case op >= 0x28 && op <= 0x3E:
		r.memarg()
	case op == 0xFC:
		r.bulk()
	case op == 0xFD:
		r.vector()
	case op == 0xFE: // threads: the module has none
		r.bad = true
	default:
		r.lebs(operands(op, &r.bad))
	}
	return false
}

// operands is the number of LEB128 operands of the plain instructions.
func operands(op byte, bad *bool) int {
	switch {
	case op == 0x11 || op == 0x13: // call_indirect, return_call_indirect
		return 2
	case op == 0x02 || op == 0x04 || op == 0x06, // block, if, try
		op == 0x07 || op == 0x08 || op == 0x09 || op == 0x18, // catch, throw, rethrow, delegate
		op == 0x0C || op == 0x0D || op == 0x10 || op == 0x12 || op == 0x14 || op == 0x15,
		op >= 0x20 && op <= 0x26, op >= 0x3F && op <= 0x42, op == 0xD0 || op == 0xD2:
		return 1
	case op <= 0x01, op == 0x05, op == 0x0A, op == 0x0B, op == 0x0F, op == 0x19, op == 0x1A, op == 0x1B,
		op >= 0x45 && op <= 0xC4, op == 0xD1:
		return 0
	}
	*bad = true
	return 0
}

func (r *reader) tryTable() {
	r.leb()
	for range r.u32() {
		if r.byte() < 2 { // catch, catch_ref: with a tag
			r.leb()
		}
		r.leb()
	}
}

func (r *reader) bulk() {
	switch op := r.u32(); {
	case op <= 7:
	case op == 8 || op == 10 || op == 12 || op == 14:
		r.lebs(2)
	case op <= 17:
		r.leb()
	default:
		r.bad = true
	}
}

func (r *reader) vector() {
	switch op := r.u32(); {
	case op <= 11 || op == 92 || op == 93:
		r.memarg()
	case op == 12 || op == 13:
		r.skip(16)
	case op >= 21 && op <= 34:
		r.skip(1)
	case op >= 84 && op <= 91:
		r.memarg()
		r.skip(1)
	}
}

package pdfium

import (
	"fmt"

	"mingzhang/source"
)

// A file may make the engine loop. wazero can interrupt loops, but leaves the compiled code at every turn of
// every loop to do so, which makes a document take five times as long; and a loop that is not interrupted
// would in time stop the whole process, because Go's garbage collector waits for it. So the module is
// rewritten before it is compiled: every turn of a loop and every call of a longer function counts down a
// word of memory, and traps at zero (metered). That costs about a tenth. A count takes 12 ns on average.
// Between pages the context is looked at.
const (
	// fuelAddress is a word below the module's data, which begin at 1024, that nothing else uses.
	fuelAddress = 16
	// openFuel bounds the opening and closing of a document. Real ones take under 300,000.
	openFuel = 400_000_000
	// pageFuel bounds each page. Real ones take 0.2 to 4.4 million.
	pageFuel = 200_000_000
	// longer is the least length in bytes of a function whose calls count. Recursion goes through such
	// functions; the short ones would make counting dear.
	longer = 250
)

func (in *instance) refuel(n uint32) { in.memory.WriteUint32Le(fuelAddress, n) }

// spent says that the last trap came from the counter.
func (in *instance) spent() bool {
	left, ok := in.memory.ReadUint32Le(fuelAddress)
	return ok && left == 0
}

var (
	errFuel   = fmt.Errorf("%w: it takes too long to read", source.ErrTooLarge)
	errMemory = fmt.Errorf("%w: it takes too much memory to read", source.ErrTooLarge)
)

// exhausted says which limit the trap that broke the instance came from; nil where it was a fault.
func (in *instance) exhausted() error {
	switch {
	case in.broken && in.spent():
		return errFuel
	case in.broken && in.memory.Size() > memoryLimit/4*3:
		return errMemory
	}
	return nil
}

// countdown is what is inserted:
//
//	fuel--; if fuel == 0 { trap }
var countdown = []byte{
	0x41, fuelAddress, // i32.const
	0x41, fuelAddress, 0x28, 2, 0, // i32.load
	0x41, 1, 0x6B, // i32.sub 1
	0x36, 2, 0, // i32.store
	0x41, fuelAddress, 0x28, 2, 0, // i32.load
	0x45, 0x04, 0x40, 0x00, 0x0B, // i32.eqz; if; unreachable; end
}

// metered inserts the countdown into all bodies.
func metered(m []section) error {
	for i := range m {
		if m[i].id != sectionCode {
			continue
		}
		r := &reader{b: m[i].body}
		bodies := r.vectors()
		for j, body := range bodies {
			var ok bool
			if bodies[j], ok = meteredBody(body); !ok {
				return errModule
			}
		}
		m[i].body = vectors(bodies)
	}
	return nil
}

// meteredBody is the body of one function, with its loops counting.
func meteredBody(body []byte) ([]byte, bool) {
	r := &reader{b: body}
	r.locals()
	var out []byte
	copied := 0
	count := func() {
		out = append(append(out, body[copied:r.at]...), countdown...)
		copied = r.at
	}
	if len(body) > longer {
		count()
	}
	for r.at < len(body) && !r.bad {
		if r.instruction() {
			count()
		}
	}
	if copied == 0 {
		return body, !r.bad
	}
	return append(out, body[copied:]...), !r.bad
}

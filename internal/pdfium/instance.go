package pdfium

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// instance is one running copy of the engine's module. It serves one document at a time.
type instance struct {
	module  api.Module
	memory  api.Memory
	exports map[string]api.Function
	scratch uint32 // scratchBytes of guest memory for results
	stack   [8]uint64
	served  int
	broken  bool
}

// scratchBytes holds the largest result of one call: a matrix of six floats, or four doubles.
const scratchBytes = 64

func newInstance(ctx context.Context, r wazero.Runtime, code wazero.CompiledModule) (*instance, error) {
	// No file system, no clock and no environment: a document is bytes, and the engine sees nothing else.
	config := wazero.NewModuleConfig().WithStartFunctions("_initialize").WithName("")
	module, err := r.InstantiateModule(ctx, code, config)
	if err != nil {
		return nil, fmt.Errorf("pdfium: start an instance: %w", err)
	}
	in := &instance{module: module, memory: module.Memory(), exports: map[string]api.Function{}}
	in.refuel(openFuel)
	if _, err := in.call("FPDF_InitLibrary"); err != nil {
		in.close()
		return nil, err
	}
	if in.scratch, err = in.alloc(scratchBytes); err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

func (in *instance) close() {
	in.broken = true
	_ = in.module.Close(context.Background()) // closing a module that trapped cannot fail usefully
}

// call runs an exported function. A trap, such as memory or fuel running out, breaks the instance.
func (in *instance) call(name string, params ...uint64) (uint64, error) {
	fn, ok := in.exports[name]
	if !ok {
		if fn = in.module.ExportedFunction(name); fn == nil {
			return 0, fmt.Errorf("pdfium: the module lacks %s", name)
		}
		in.exports[name] = fn
	}
	copy(in.stack[:], params)
	if err := fn.CallWithStack(context.Background(), in.stack[:]); err != nil {
		in.broken = true
		first, _, _ := strings.Cut(err.Error(), "\n") // the rest is a stack of nameless functions
		return 0, fmt.Errorf("pdfium: %s: %s", name, first)
	}
	return in.stack[0], nil
}

func (in *instance) alloc(size int) (uint32, error) {
	p, err := in.call("malloc", uint64(size))
	if err != nil {
		return 0, err
	}
	if uint32(p) == 0 {
		return 0, fmt.Errorf("pdfium: no memory for %d bytes", size)
	}
	return uint32(p), nil
}

// floats reads n consecutive 32-bit floats from the scratch space.
func (in *instance) floats(n int) ([6]float64, bool) {
	var out [6]float64
	b, ok := in.memory.Read(in.scratch, uint32(4*n))
	if !ok {
		return out, false
	}
	for i := range n {
		out[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
	}
	return out, true
}

// at is the address of the i-th 32-bit word of the scratch space, as a parameter.
func (in *instance) at(i int) uint64 { return uint64(in.scratch) + uint64(4*i) }

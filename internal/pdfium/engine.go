// Package pdfium makes pdf.Pages from the bytes of a PDF file, with PDFium compiled to WebAssembly.
//
// It calls PDFium's C functions in the module that go-pdfium ships, and runs them with wazero: no cgo, no
// file system, no network. go-pdfium's own Go layer is left out because it never closes page objects
// and crosses the boundary several times a glyph. It opens no protected file and draws no picture.
package pdfium

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"time"
	_ "unsafe" // for go:linkname

	_ "github.com/klippa-app/go-pdfium/webassembly" // carries the module
	"github.com/klippa-app/go-pdfium/webassembly/imports"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"mingzhang/source"
	"mingzhang/source/pdf"
)

// pdfiumModule is the embedded module. go-pdfium keeps it in an internal package and hands out only its
// own pool; a renamed variable fails at link time, loudly.
//
//go:linkname pdfiumModule github.com/klippa-app/go-pdfium/internal/pdfium_wasm.Module
var pdfiumModule []byte

// Engine turns PDF files into pages (PDF 引擎). It may be used by any number of goroutines; each document
// has an instance for itself, and those who find all instances busy wait.
type Engine struct {
	cacheDir string
	slots    chan *instance // nil: an instance that is not started

	mu      sync.Mutex
	runtime wazero.Runtime
	code    wazero.CompiledModule
	cache   wazero.CompilationCache
	closed  bool
}

// Open returns an engine. Nothing is started before the first document, so opening costs nothing.
// Compiled code is kept in cacheDir; with "", and where the folder cannot be used, it is compiled anew in
// every process, which takes seconds.
func Open(ctx context.Context, cacheDir string) (*Engine, error) {
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	e := &Engine{cacheDir: cacheDir}
	n := min(max(runtime.GOMAXPROCS(0), 1), maxInstances)
	e.slots = make(chan *instance, n)
	for range n {
		e.slots <- nil
	}
	return e, nil
}

// Close ends all instances after the documents that are being read. A closed engine reads nothing more.
func (e *Engine) Close() error {
	for range cap(e.slots) {
		if in := <-e.slots; in != nil {
			in.close()
		}
	}
	e.mu.Lock()
	e.closed = true
	r, cache := e.runtime, e.cache
	e.mu.Unlock()
	for range cap(e.slots) {
		e.slots <- nil
	}
	var err error
	if r != nil {
		err = r.Close(context.Background())
	}
	if cache != nil {
		err = errors.Join(err, cache.Close(context.Background()))
	}
	return err
}

// Read reads a document: Pages and pdf.Build. It is ready for use where a reader of a format is wanted.
func (e *Engine) Read(data []byte) (*source.Document, error) {
	pages, err := e.Pages(context.Background(), data)
	if err != nil {
		return nil, err
	}
	return pdf.Build(pages), nil
}

// Pages reads the glyphs and ruled lines of all pages. Errors wrap source.ErrEmpty, ErrEncrypted,
// ErrDamaged, ErrTooLarge or ErrScanned, or the cause of the context, which has a deadline of
// DefaultTimeout where the caller sets none.
func (e *Engine) Pages(ctx context.Context, data []byte) ([]pdf.Page, error) {
	if len(data) == 0 {
		return nil, source.ErrEmpty
	}
	if len(data) > MaxBytes {
		return nil, source.Over(source.Bytes, MaxBytes)
	}
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, DefaultTimeout, errTimeout)
		defer cancel()
	}
	var in *instance
	select {
	case in = <-e.slots:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { e.slots <- recycled(in) }()
	if in == nil {
		var err error
		if in, err = e.instance(ctx); err != nil {
			return nil, err
		}
	}
	return in.pages(ctx, data)
}

// recycled gives an instance back for the next document, or ends it when it has done its share.
func recycled(in *instance) *instance {
	if in == nil {
		return nil
	}
	if in.served++; in.broken || in.served >= documentsPerInstance || in.memory.Size() > memoryPerInstance {
		in.close()
		return nil
	}
	return in
}

// instance starts the runtime, if it is not running, and one instance.
func (e *Engine) instance(ctx context.Context) (*instance, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, errors.New("pdfium: the engine is closed")
	}
	if e.runtime == nil {
		if err := e.start(ctx); err != nil {
			return nil, err
		}
	}
	return newInstance(ctx, e.runtime, e.code)
}

// start compiles the module, or takes what was compiled before. A cache is there for speed alone: where its
// folder cannot be made, read or written, the code is compiled without one.
func (e *Engine) start(ctx context.Context) error {
	code, err := rewritten(pdfiumModule)
	if err != nil {
		return err
	}
	// The runtime outlives the document that started it, so its context must not be that document's.
	ctx = context.WithoutCancel(ctx)
	if e.cacheDir != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(e.cacheDir); err == nil {
			if e.startWith(ctx, code, cache) == nil {
				e.cache = cache
				return nil
			}
			_ = cache.Close(ctx) // what matters is whether the code compiles without it
		}
	}
	return e.startWith(ctx, code, nil)
}

// startWith compiles the module with a cache, nil for none.
func (e *Engine) startWith(ctx context.Context, code []byte, cache wazero.CompilationCache) error {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryLimit / wasmPage)
	if cache != nil {
		config = config.WithCompilationCache(cache)
	}
	r := wazero.NewRuntimeWithConfig(ctx, config)
	compiled, err := compile(ctx, r, code)
	if err != nil {
		_ = r.Close(ctx) // the first error says more
		return fmt.Errorf("pdfium: start the engine: %w", err)
	}
	e.runtime, e.code = r, compiled
	return nil
}

// maxWorkers bounds the workers that compile: each takes some 30 MB more.
const maxWorkers = 4

func compile(ctx context.Context, r wazero.Runtime, code []byte) (wazero.CompiledModule, error) {
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, r); err != nil {
		return nil, err
	}
	compiled, err := r.CompileModule(experimental.WithCompilationWorkers(ctx, min(runtime.GOMAXPROCS(0), maxWorkers)), code)
	if err != nil {
		return nil, err
	}
	debug.FreeOSMemory() // or the first instance is laid on top of all that compiling took
	_, err = imports.Instantiate(ctx, r, compiled)
	return compiled, err
}

// DefaultTimeout bounds the reading of one document where the caller sets no deadline.
const DefaultTimeout = 60 * time.Second

package pdfium

import (
	"errors"
	"time"

	"mingzhang/source"
)

const (
	// MaxBytes bounds the size of a file: the largest of the real ones is under 20 MB, and the file lies
	// in the guest's memory as a whole.
	MaxBytes = 64 << 20
	// MaxPages bounds the pages of a document: a whole province's disclosure has under 600.
	MaxPages = 2000
	// MaxGlyphs bounds the characters of a document: 2,000 dense pages of 2,500.
	MaxGlyphs = 5_000_000
	// MaxStrokes bounds the paths of a document and their segments, taken together: 2,000 pages of tables
	// with 2,500 lines each. One drawing of 20,000 lines that every page shows is small in the file and
	// would take until the deadline.
	MaxStrokes = 5_000_000

	maxInstances = 4
	// documentsPerInstance is how often an instance is used. Pages are closed one by one, so nothing is
	// known to pile up; a fresh start takes 10 ms and keeps it that way.
	documentsPerInstance = 50
	// memoryPerInstance is the size at which an instance is not used again: WebAssembly memory never
	// shrinks, and an ordinary document needs 20 MB.
	memoryPerInstance = 64 << 20
	// memoryLimit is the most that an instance may take; a file that needs more traps.
	memoryLimit = 192 << 20
	wasmPage    = 64 << 10
)

var (
	errTimeout = source.Over(source.Seconds, int64(DefaultTimeout/time.Second))
	errGlyphs  = source.Over(source.Characters, MaxGlyphs)
	errStrokes = source.Over(source.Structure, MaxStrokes)
	errPage    = errors.New("a page cannot be opened")
)

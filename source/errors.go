package source

import (
	"errors"
	"fmt"
)

// Errors that every reader uses, so that a caller can say one clear sentence. Wrap them with %w and
// the particulars.
var (
	ErrEmpty       = errors.New("the file is empty")
	ErrEncrypted   = errors.New("the file is encrypted")
	ErrDamaged     = errors.New("the file is damaged")
	ErrTooLarge    = errors.New("the file exceeds a limit")
	ErrScanned     = errors.New("the file is a picture without text")
	ErrUnsupported = errors.New("the format is not supported")
	// ErrEncoding is an ErrDamaged: a text in an encoding that is not read, which would come out as
	// garbage.
	ErrEncoding = fmt.Errorf("%w: an encoding that is not recognised", ErrDamaged)
	// ErrUnsafeName is an ErrDamaged: a name in an archive that leads out of it.
	ErrUnsafeName = fmt.Errorf("%w: a name that leads out of the archive", ErrDamaged)
)

// Unsupported says what a file is that no reader reads (不支持的格式). It is an ErrUnsupported.
type Unsupported struct {
	// What is the name of the format: RTF, ODT, OFD, PNG, …
	What string
	// Convertible says that LibreOffice can turn it into a format that can be read.
	Convertible bool
}

// Error names the format.
func (u *Unsupported) Error() string { return u.What + ": " + ErrUnsupported.Error() }

// Unwrap makes it an ErrUnsupported.
func (u *Unsupported) Unwrap() error { return ErrUnsupported }

// Limit is a limit that a file exceeds (上限). It is an ErrTooLarge.
type Limit struct {
	Of   LimitOf
	Most int64 // in the unit of what is limited: pieces, levels, times, bytes or seconds
}

// LimitOf is what a Limit bounds; the words for people belong to the report.
type LimitOf string

// What readers bound.
const (
	Bytes       LimitOf = "bytes"
	Inflation   LimitOf = "times of inflation"
	Members     LimitOf = "files in an archive"
	Archives    LimitOf = "archives in archives"
	TableLevels LimitOf = "tables in tables"
	Cells       LimitOf = "cells"
	Rows        LimitOf = "rows"
	Columns     LimitOf = "columns"
	Paragraphs  LimitOf = "paragraphs"
	Pages       LimitOf = "pages"
	Sheets      LimitOf = "sheets"
	Characters  LimitOf = "characters"
	Seconds     LimitOf = "seconds"
	// Structure is what a person does not see: parts, nesting of markup, merged ranges, memory.
	Structure LimitOf = "pieces of structure"
)

// Over is the error of a file with more than the most of something.
func Over(of LimitOf, most int64) error { return &Limit{of, most} }

// Error names the limit.
func (l *Limit) Error() string { return fmt.Sprintf("more than %d %s: %v", l.Most, l.Of, ErrTooLarge) }

// Unwrap makes it an ErrTooLarge.
func (l *Limit) Unwrap() error { return ErrTooLarge }

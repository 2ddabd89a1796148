package pdfium

import (
	"context"
	"errors"
	"fmt"

	"mingzhang/source"
	"mingzhang/source/pdf"
)

// document is a file that is open in an instance.
type document struct {
	in          *instance
	handle      uint64
	glyphsLeft  int
	strokesLeft int
}

// The errors of FPDF_GetLastError in fpdfview.h that are told apart.
const (
	errorPassword = 4
	errorSecurity = 5
)

// pages reads a whole document.
func (in *instance) pages(ctx context.Context, data []byte) ([]pdf.Page, error) {
	address, err := in.alloc(len(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errMemory, err)
	}
	d := &document{in: in, glyphsLeft: MaxGlyphs, strokesLeft: MaxStrokes}
	defer d.release("free", uint64(address))
	if !in.memory.Write(address, data) {
		return nil, fmt.Errorf("%w: %d bytes do not fit", errMemory, len(data))
	}
	in.refuel(openFuel)
	defer in.refuel(openFuel) // for closing
	if err := d.open(address, len(data)); err != nil {
		return nil, err
	}
	defer d.release("FPDF_CloseDocument", d.handle)
	n, err := in.call("FPDF_GetPageCount", d.handle)
	if err != nil {
		return nil, in.damaged(err)
	}
	count := int(int32(uint32(n)))
	switch {
	case count <= 0:
		return nil, fmt.Errorf("%w: it has no pages", source.ErrDamaged)
	case count > MaxPages:
		return nil, source.Over(source.Pages, MaxPages)
	}
	return d.all(ctx, count)
}

func (d *document) open(address uint32, size int) error {
	var err error
	d.handle, err = d.in.call("FPDF_LoadMemDocument64", uint64(address), uint64(size), 0)
	if err != nil {
		return d.in.damaged(err)
	}
	if d.handle != 0 {
		return nil
	}
	code, err := d.in.call("FPDF_GetLastError")
	if err != nil {
		return d.in.damaged(err)
	}
	if c := uint32(code); c == errorPassword || c == errorSecurity {
		return source.ErrEncrypted
	}
	return fmt.Errorf("%w: no PDF structure can be found in it", source.ErrDamaged)
}

func (d *document) all(ctx context.Context, count int) ([]pdf.Page, error) {
	out := make([]pdf.Page, 0, count)
	text, scanned := false, 0
	for i := range count {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("page %d of %d: %w", i+1, count, context.Cause(ctx))
		}
		p, err := d.page(ctx, i)
		if err != nil {
			return nil, d.in.pageError(ctx, err, i+1)
		}
		text = text || hasInk(p.Glyphs)
		if p.Scanned {
			scanned++
		}
		out = append(out, p)
	}
	if !text && scanned > 0 {
		return nil, source.ErrScanned
	}
	return out, nil
}

// pageError says what is wrong with a page. What is no limit and no deadline is damage.
func (in *instance) pageError(ctx context.Context, err error, page int) error {
	switch {
	case ctx.Err() != nil || errors.Is(err, source.ErrTooLarge):
		return fmt.Errorf("page %d: %w", page, err)
	case in.exhausted() != nil:
		return fmt.Errorf("page %d: %w", page, in.exhausted())
	}
	return fmt.Errorf("%w: page %d: %w", source.ErrDamaged, page, err)
}

// damaged says why a call failed that opens the document.
func (in *instance) damaged(err error) error {
	if out := in.exhausted(); out != nil {
		return out
	}
	return fmt.Errorf("%w: %w", source.ErrDamaged, err)
}

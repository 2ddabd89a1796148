package detect

import (
	"errors"
	"fmt"

	"mingzhang/source"
	"mingzhang/source/doc"
	"mingzhang/source/docx"
	"mingzhang/source/html"
	"mingzhang/source/xls"
	"mingzhang/source/xlsx"
)

// Engines read what needs more than bytes: a PDF engine, and LibreOffice as a converter. Either may
// be nil where it is not installed.
type Engines struct {
	// PDF reads a PDF.
	PDF func(data []byte) (*source.Document, error)
	// Office turns a file into a DOCX or XLSX. What is the name of its format: RTF, ODT, DOC, …
	Office func(data []byte, what string) ([]byte, error)
}

// Read finds out what a file is and has it read. Old Word and Excel files that the own readers
// cannot read, and other convertible formats, go through Engines.Office. Errors are those of Kind
// and of the readers.
func Read(data []byte, engines Engines) (*source.Document, error) {
	kind, err := Kind(data)
	if err != nil {
		var u *source.Unsupported
		if errors.As(err, &u) && u.Convertible && engines.Office != nil {
			return convert(data, u.What, engines)
		}
		return nil, err
	}
	switch kind {
	case source.PDF:
		if engines.PDF == nil {
			return nil, &source.Unsupported{What: "PDF"}
		}
		return engines.PDF(data)
	case source.DOC, source.XLS:
		return readOld(kind, data, engines)
	}
	return readPlain(kind, data)
}

// readPlain reads the formats that need no engine.
func readPlain(kind source.Format, data []byte) (*source.Document, error) {
	switch kind {
	case source.DOCX:
		return docx.Read(data)
	case source.XLSX:
		return xlsx.Read(data)
	case source.HTML:
		return html.Read(data)
	case source.Text:
		return readText(data)
	}
	return nil, &source.Unsupported{What: string(kind)}
}

// readOld reads DOC and XLS, and has converted what the own readers do not know.
func readOld(kind source.Format, data []byte, engines Engines) (*source.Document, error) {
	read, what := doc.Read, "DOC"
	if kind == source.XLS {
		read, what = xls.Read, "XLS"
	}
	document, err := read(data)
	if errors.Is(err, source.ErrUnsupported) {
		if engines.Office != nil {
			return convert(data, what, engines)
		}
		return nil, &source.Unsupported{What: what, Convertible: true}
	}
	return document, err
}

// convert reads what LibreOffice makes of a file.
func convert(data []byte, what string, engines Engines) (*source.Document, error) {
	out, err := engines.Office(data, what)
	if err != nil {
		return nil, fmt.Errorf("detect: convert %s: %w", what, err)
	}
	kind, err := Kind(out)
	if err != nil {
		return nil, fmt.Errorf("detect: convert %s: %w", what, err)
	}
	if kind != source.DOCX && kind != source.XLSX {
		return nil, fmt.Errorf("detect: convert %s: came back as %s: %w", what, kind, source.ErrDamaged)
	}
	return readPlain(kind, out)
}

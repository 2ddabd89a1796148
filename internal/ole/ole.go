// Package ole takes the streams out of an OLE compound file (复合文档), the container of Word and
// Excel 97 to 2003 and of encrypted newer files.
package ole

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/richardlehane/mscfb"

	"mingzhang/source"
)

const (
	// MaxStreams bounds the directory. Every picture in an old file brings a few entries.
	MaxStreams = 20_000
	// MaxStream bounds one stream: no stream is longer than its file, and files are bounded by
	// whoever hands them in; a claimed size is not.
	MaxStream = 256 << 20
)

// Magic begins every compound file.
var Magic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// Names returns the names of the streams and storages at the top of a compound file.
func Names(data []byte) (map[string]bool, error) {
	names := map[string]bool{}
	err := walk(data, func(f *mscfb.File) error {
		if len(f.Path) == 0 {
			names[f.Name] = true
		}
		return nil
	})
	return names, err
}

// Streams returns the named streams at the top of a compound file, those that exist.
func Streams(data []byte, names ...string) (map[string][]byte, error) {
	found := map[string][]byte{}
	err := walk(data, func(f *mscfb.File) error {
		if len(f.Path) > 0 {
			return nil
		}
		for _, name := range names {
			if f.Name != name || found[name] != nil {
				continue
			}
			if f.Size > int64(len(data)) || f.Size > MaxStream {
				return fmt.Errorf("ole: stream %s is longer than the file: %w", name, source.ErrDamaged)
			}
			b := make([]byte, f.Size)
			if _, err := io.ReadFull(f, b); err != nil {
				return fmt.Errorf("ole: stream %s is cut off: %w", name, source.ErrDamaged)
			}
			found[name] = b
		}
		return nil
	})
	return found, err
}

// walk visits the entries of the directory. The library is not proof against every broken file; a
// panic of its own is a damaged file, not the end of the program.
func walk(data []byte, visit func(*mscfb.File) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("ole: broken directory: %w", source.ErrDamaged)
		}
	}()
	if !bytes.HasPrefix(data, Magic) {
		return fmt.Errorf("ole: no compound file: %w", source.ErrUnsupported)
	}
	r, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("ole: %w: %w", source.ErrDamaged, err)
	}
	for range MaxStreams {
		f, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("ole: %w: %w", source.ErrDamaged, err)
		}
		if err := visit(f); err != nil {
			return err
		}
	}
	return source.Over(source.Structure, MaxStreams)
}

// Package ooxml opens the ZIP packages of Word and Excel (开放打包约定) and reads the XML in them.
//
// It has a streaming tokenizer of its own: encoding/xml resolves namespaces and allocates for each
// element, and spends several times what inflating the part costs. Names are compared without their
// prefix, so that transitional, strict and WPS-made files read alike.
//
// It refuses what no office program writes: document type declarations (and with them every entity
// bomb), packages that inflate beyond a limit, encrypted packages, and two parts of one name, which
// would let one file say two things.
package ooxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"mingzhang/source"
)

// The limits of a package. Reaching one is source.ErrTooLarge with the limit's name.
const (
	// MaxInflated bounds all parts that are read from one package together. The largest disclosure
	// met has 6 MB; a workbook with 100,000 rows of 20 columns has 90 MB.
	MaxInflated = 256 << 20
	// MaxEntries bounds the files in a package: pictures and sheets run to hundreds, not thousands.
	MaxEntries = 10_000
	// MaxRatio bounds how many times a part may grow when it is inflated. Sheets of empty styled
	// cells reach 60; deflate itself ends at 1,032.
	MaxRatio = 250
	// ratioFloor is the size below which the ratio is not looked at: small parts do no harm.
	ratioFloor = 8 << 20
)

// Package is an opened OOXML file. It is not safe for concurrent use.
type Package struct {
	parts    map[string]*zip.File // by lower-case name with slashes, as OPC compares names
	order    []string
	inflated int64
	buffer   []byte // lent to one Tokenizer at a time
}

// Open reads the directory of a package. Errors wrap source.ErrEmpty, ErrEncrypted, ErrDamaged,
// ErrTooLarge or ErrUnsupported.
func Open(data []byte) (*Package, error) {
	if len(data) == 0 {
		return nil, fmt.Errorf("ooxml: %w", source.ErrEmpty)
	}
	if bytes.HasPrefix(data, oleMagic) {
		if bytes.Contains(data, encryptedPackage) {
			return nil, fmt.Errorf("ooxml: encrypted package: %w", source.ErrEncrypted)
		}
		return nil, fmt.Errorf("ooxml: an OLE file, not a package: %w", source.ErrUnsupported)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("ooxml: package directory: %w: %w", source.ErrDamaged, err)
	}
	if len(z.File) > MaxEntries {
		return nil, source.Over(source.Structure, MaxEntries)
	}
	p := &Package{parts: make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		name := partName(f.Name)
		if name == "" || strings.HasSuffix(name, "/") {
			continue
		}
		if _, twice := p.parts[name]; twice {
			return nil, fmt.Errorf("ooxml: two parts named %q: %w", name, source.ErrDamaged)
		}
		p.parts[name] = f
		p.order = append(p.order, name)
	}
	return p, nil
}

var (
	oleMagic         = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	encryptedPackage = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")
)

// partName brings a name into the form in which it is compared. Names are only ever keys of the
// parts map, never paths of a file system.
func partName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	return strings.ToLower(strings.TrimPrefix(name, "/"))
}

// Names returns the names of all parts in the order of the package, in lower case.
func (p *Package) Names() []string { return p.order }

// Has reports whether the package holds a part.
func (p *Package) Has(name string) bool { return p.parts[partName(name)] != nil }

// open starts inflating a part, counted against the limits.
func (p *Package) open(name string) (io.ReadCloser, error) {
	f := p.parts[partName(name)]
	if f == nil {
		return nil, fmt.Errorf("ooxml: part %s is missing: %w", name, source.ErrDamaged)
	}
	if f.Flags&1 != 0 {
		return nil, fmt.Errorf("ooxml: part %s: %w", name, source.ErrEncrypted)
	}
	if f.UncompressedSize64 > MaxInflated {
		return nil, fmt.Errorf("ooxml: part %s: %w", name, source.Over(source.Bytes, MaxInflated))
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("ooxml: part %s: %w: %w", name, source.ErrDamaged, err)
	}
	return &counted{ReadCloser: r, p: p, name: name, packed: int64(f.CompressedSize64)}, nil
}

// counted counts what is inflated. Sizes in the directory are only claims.
type counted struct {
	io.ReadCloser
	p      *Package
	name   string
	packed int64
	size   int64
}

// Read inflates on, within the limits.
func (c *counted) Read(b []byte) (int, error) {
	n, err := c.ReadCloser.Read(b)
	c.size += int64(n)
	c.p.inflated += int64(n)
	switch {
	case c.p.inflated > MaxInflated:
		return n, source.Over(source.Bytes, MaxInflated)
	case c.size > ratioFloor && c.size > MaxRatio*c.packed:
		return n, fmt.Errorf("ooxml: part %s: %w", c.name, source.Over(source.Inflation, MaxRatio))
	case err != nil && err != io.EOF:
		return n, fmt.Errorf("ooxml: part %s: %w: %w", c.name, source.ErrDamaged, err)
	}
	return n, err
}

// Tokens starts to read a part as XML. Close the Tokenizer when done.
func (p *Package) Tokens(name string) (*Tokenizer, error) {
	r, err := p.open(name)
	if err != nil {
		return nil, err
	}
	buffer := p.buffer
	p.buffer = nil
	t, err := newTokenizer(r, buffer)
	if err != nil {
		_ = r.Close() // the first error says more
		return nil, err
	}
	t.owner, t.closer, t.part = p, r, name
	return t, nil
}

// Relation is a link from one part to another (关系).
type Relation struct {
	ID       string
	Type     string // the last element of the type's address: "worksheet", "styles", …
	Target   string // the part's name; empty for links that leave the package
	External bool
}

// Relations returns what a part links to; none if it has no relations. The name "" stands for the
// package itself.
func (p *Package) Relations(name string) ([]Relation, error) {
	dir, file := path.Split(name)
	rels := dir + "_rels/" + file + ".rels"
	if !p.Has(rels) {
		return nil, nil
	}
	t, err := p.Tokens(rels)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	var all []Relation
	for kind := t.Next(); kind != EOF; kind = t.Next() {
		if kind != Start || string(t.Name()) != "Relationship" {
			continue
		}
		r := Relation{ID: string(t.Attr("Id")), Type: path.Base(string(t.Attr("Type")))}
		target := string(t.Attr("Target"))
		if r.External = string(t.Attr("TargetMode")) == "External"; !r.External {
			r.Target = resolve(dir, target)
		}
		all = append(all, r)
	}
	return all, t.Err()
}

// resolve finds the part that a link means. path.Join drops every ".." that would lead out.
func resolve(dir, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return strings.TrimPrefix(path.Join("/", dir, target), "/")
}

// Main returns the name of the main part: word/document.xml, xl/workbook.xml.
func (p *Package) Main() (string, error) {
	rels, err := p.Relations("")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if r.Type == "officeDocument" && p.Has(r.Target) {
			return r.Target, nil
		}
	}
	for _, name := range []string{"word/document.xml", "xl/workbook.xml"} {
		if p.Has(name) {
			return name, nil
		}
	}
	return "", fmt.Errorf("ooxml: the package has no main part: %w", source.ErrDamaged)
}

// ContentType returns the declared content type of a part, empty if none is declared.
func (p *Package) ContentType(name string) (string, error) {
	t, err := p.Tokens("[Content_Types].xml")
	if err != nil {
		return "", err
	}
	defer t.Close()
	want, byExtension := partName(name), ""
	for kind := t.Next(); kind != EOF; kind = t.Next() {
		if kind != Start {
			continue
		}
		switch string(t.Name()) {
		case "Override":
			if partName(string(t.Attr("PartName"))) == want {
				return string(t.Attr("ContentType")), nil
			}
		case "Default":
			if strings.HasSuffix(want, "."+strings.ToLower(string(t.Attr("Extension")))) {
				byExtension = string(t.Attr("ContentType"))
			}
		}
	}
	return byExtension, t.Err()
}

package detect

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"mingzhang/source"
)

// The limits of archives. Reaching one is source.ErrTooLarge with the limit's name.
const (
	// MaxMembers bounds the files in an archive and the archives in it: a province has 10,000
	// units at most.
	MaxMembers = 20_000
	// MaxMember bounds one file; the largest disclosure met, a scan, has 120 MB.
	MaxMember = 256 << 20
	// MaxInflated bounds all files of an archive together.
	MaxInflated = 4 << 30
	// MaxRatio bounds how many times a file may grow when it is inflated. Plain text reaches 20,
	// old Excel files with empty tables 100.
	MaxRatio = 250
	// ratioFloor is the size below which the ratio is not looked at.
	ratioFloor = 8 << 20
	// MaxArchiveDepth bounds archives in archives.
	MaxArchiveDepth = 3
)

// Walk visits the files of a ZIP archive in its order, those of archives in it too, named
// "a.zip!/b.docx". Data that is no archive is visited itself. A member that cannot be opened is
// visited with its error and without data. Lock files (~$…), hidden files and what macOS adds are
// passed over. A name is never a path to write to.
func Walk(name string, data []byte, visit func(name string, data []byte, err error)) {
	w := &walker{visit: visit}
	w.open(name, data, 0)
}

type walker struct {
	visit    func(name string, data []byte, err error)
	members  int
	inflated int64
	full     bool // a limit of the whole walk was reached
}

// open visits a file, or the files in it if it is an archive.
func (w *walker) open(name string, data []byte, depth int) {
	if !IsArchive(data) {
		w.visit(name, data, nil)
		return
	}
	if depth == MaxArchiveDepth {
		w.visit(name, nil, source.Over(source.Archives, MaxArchiveDepth))
		return
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		w.visit(name, nil, fmt.Errorf("archive: %w: %w", source.ErrDamaged, err))
		return
	}
	for _, f := range z.File {
		if w.full {
			return
		}
		member := memberName(f)
		if passOver(member) || f.FileInfo().IsDir() {
			continue
		}
		if w.members++; w.members > MaxMembers {
			w.full = true
			w.visit(name, nil, source.Over(source.Members, MaxMembers))
			return
		}
		full := name + "!/" + member
		inner, err := w.inflate(f, member)
		if err != nil {
			w.visit(full, nil, err)
			continue
		}
		w.open(full, inner, depth+1)
	}
}

// inflate takes a member out, within the limits.
func (w *walker) inflate(f *zip.File, name string) ([]byte, error) {
	switch {
	case unsafeName(name):
		return nil, source.ErrUnsafeName
	case f.Flags&1 != 0:
		return nil, fmt.Errorf("archive member: %w", source.ErrEncrypted)
	case f.Mode()&fs.ModeType != 0:
		return nil, &source.Unsupported{What: "link"}
	case f.UncompressedSize64 > MaxMember:
		return nil, source.Over(source.Bytes, MaxMember)
	}
	packed := int64(f.CompressedSize64)
	limit := min(int64(MaxMember), max(packed*MaxRatio, ratioFloor))
	r, err := f.Open()
	if err != nil {
		if errors.Is(err, zip.ErrAlgorithm) {
			return nil, &source.Unsupported{What: "compression"}
		}
		return nil, fmt.Errorf("archive member: %w: %w", source.ErrDamaged, err)
	}
	defer func() { _ = r.Close() }()
	var b bytes.Buffer
	// A claimed size saves growing, but is only a claim.
	b.Grow(int(min(f.UncompressedSize64, uint64(limit), 1<<20)) + bytes.MinRead)
	n, err := b.ReadFrom(io.LimitReader(r, limit+1))
	w.inflated += n
	switch {
	case n > limit && limit < MaxMember:
		return nil, source.Over(source.Inflation, MaxRatio)
	case n > limit:
		return nil, source.Over(source.Bytes, MaxMember)
	case w.inflated > MaxInflated:
		w.full = true
		return nil, source.Over(source.Bytes, MaxInflated)
	case err != nil:
		return nil, fmt.Errorf("archive member: %w: %w", source.ErrDamaged, err)
	}
	return b.Bytes(), nil
}

// memberName returns the name of a member in UTF-8. Without the flag for UTF-8 it is GB18030, as
// Windows in Chinese writes it, unless it is Chinese in UTF-8, as macOS writes it without the flag:
// GBK text is practically never such.
func memberName(f *zip.File) string {
	if !f.NonUTF8 || chineseUTF8(f.Name) {
		return strings.ToValidUTF8(f.Name, "\uFFFD")
	}
	name, err := simplifiedchinese.GB18030.NewDecoder().String(f.Name)
	if err != nil {
		return strings.ToValidUTF8(f.Name, "\uFFFD")
	}
	return name
}

func chineseUTF8(name string) bool {
	if !utf8.ValidString(name) {
		return false
	}
	for _, r := range name {
		if r >= utf8.RuneSelf && r < 0x2000 {
			return false
		}
	}
	return true
}

// unsafeName reports whether a name would lead elsewhere if it were used as a path.
func unsafeName(name string) bool {
	if name == "" || name[0] == '/' || strings.ContainsAny(name, "\\\x00") {
		return true
	}
	if len(name) > 1 && name[1] == ':' {
		return true
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return true
		}
	}
	return false
}

// passOver reports whether a member is none that anybody published.
func passOver(name string) bool {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	switch strings.ToLower(base) {
	case "thumbs.db", "desktop.ini":
		return true
	}
	if strings.HasPrefix(base, "~$") {
		return true
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "__MACOSX" || len(part) > 1 && part[0] == '.' && part != ".." {
			return true
		}
	}
	return false
}

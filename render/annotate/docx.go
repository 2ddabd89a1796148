package annotate

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"mingzhang/internal/ooxml"
	"mingzhang/render/report"
	"mingzhang/source"
)

// annotateDOCX puts the comments into a Word file: marks around the paragraphs, the comments themselves in
// their part, and that part in the lists of the package. Nothing else is touched: all other parts are copied
// as they are packed.
func annotateDOCX(original []byte, list []remark) ([]byte, error) {
	pkg, err := ooxml.Open(original)
	if err != nil {
		return nil, err
	}
	main, err := pkg.Main()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(original), int64(len(original)))
	if err != nil {
		return nil, fmt.Errorf("docx: %w: %w", source.ErrDamaged, err)
	}
	e := docxEdit{zip: z, main: main, comments: path.Dir(main) + "/comments.xml"}
	rels, err := pkg.Relations(main)
	if err != nil {
		return nil, err
	}
	for _, r := range rels {
		if r.Type == "comments" && !r.External && pkg.Has(r.Target) {
			e.comments, e.exists = r.Target, true
		}
	}
	e.list = byParagraph(list, strings.TrimSuffix(path.Base(main), ".xml"))
	if err := e.edit(); err != nil {
		return nil, err
	}
	return e.pack()
}

// byParagraph gives each comment its paragraph of the main part. Word allows none in headers and notes, so
// what is said there, and what is said of the whole file, stands at the first paragraph with its place.
func byParagraph(list []remark, main string) map[int]string {
	out := map[int]string{}
	for i := range list {
		r := &list[i]
		n, text := r.at.Paragraph, r.text()
		if n == 0 || r.at.Part != "" && r.at.Part != main {
			if n != 0 {
				text = r.at.Part + " " + report.Where(r.at, "zh") + "\n" + text
			}
			n = 1
		}
		if out[n] != "" {
			text = out[n] + "\n\n" + text
		}
		out[n] = text
	}
	return out
}

// docxEdit is a package while it is changed.
type docxEdit struct {
	zip      *zip.Reader
	main     string
	comments string
	exists   bool
	list     map[int]string
	changed  map[string][]byte // by lower-case name
	added    [][2]string       // new parts: name and content
}

func (e *docxEdit) edit() error {
	e.changed = map[string][]byte{}
	body, err := e.part(e.main)
	if err != nil {
		return err
	}
	old := ""
	first := 0
	if e.exists {
		data, err := e.part(e.comments)
		if err != nil {
			return err
		}
		old = string(data)
		first = nextComment(old)
	}
	out, ns, texts, err := markParagraphs(body, e.list, first)
	if err != nil {
		return err
	}
	e.changed[strings.ToLower(e.main)] = out
	xml := commentsXML(texts, first, ns)
	if e.exists {
		i := strings.LastIndex(old, "</")
		if i < 0 { // an empty element: <w:comments/>
			return fmt.Errorf("docx: the comments part has no end: %w", source.ErrDamaged)
		}
		e.changed[strings.ToLower(e.comments)] = []byte(old[:i] + xml + old[i:])
		return nil
	}
	e.added = append(e.added, [2]string{e.comments, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<w:comments xmlns:w="` + ns + `">` + xml + `</w:comments>`})
	return e.register(ns)
}

// register enters the new part in the lists of the package.
func (e *docxEdit) register(ns string) error {
	types, err := e.part("[Content_Types].xml")
	if err != nil {
		return err
	}
	const override = `<Override PartName="/%s" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>`
	if e.changed["[content_types].xml"], err = beforeEnd(types, fmt.Sprintf(override, e.comments)); err != nil {
		return err
	}
	kind := "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
	if strings.HasPrefix(ns, "http://purl.oclc.org/") { // a file in the strict writing
		kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
	}
	relation := `<Relationship Id="rIdMingzhang" Type="` + kind + `" Target="` + path.Base(e.comments) + `"/>`
	name := path.Dir(e.main) + "/_rels/" + path.Base(e.main) + ".rels"
	rels, err := e.part(name)
	if err != nil {
		e.added = append(e.added, [2]string{name, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + relation + `</Relationships>`})
		return nil
	}
	e.changed[strings.ToLower(name)], err = beforeEnd(rels, relation)
	return err
}

// beforeEnd puts markup before the last end tag of a part; an element without content is opened for it.
func beforeEnd(data []byte, markup string) ([]byte, error) {
	s := string(data)
	if i := strings.LastIndex(s, "</"); i >= 0 {
		return []byte(s[:i] + markup + s[i:]), nil
	}
	return nil, fmt.Errorf("docx: a part has no end tag: %w", source.ErrDamaged)
}

// part reads a part; its size was checked when the document was read.
func (e *docxEdit) part(name string) ([]byte, error) {
	for _, f := range e.zip.File {
		if !strings.EqualFold(strings.TrimPrefix(f.Name, "/"), name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("docx: %s: %w: %w", name, source.ErrDamaged, err)
		}
		defer r.Close()
		data, err := io.ReadAll(io.LimitReader(r, ooxml.MaxInflated+1))
		if err != nil {
			return nil, fmt.Errorf("docx: %s: %w: %w", name, source.ErrDamaged, err)
		}
		if len(data) > ooxml.MaxInflated {
			return nil, fmt.Errorf("docx: %s inflates beyond %d bytes: %w", name, ooxml.MaxInflated, source.ErrTooLarge)
		}
		return data, nil
	}
	return nil, fmt.Errorf("docx: part %s is missing: %w", name, source.ErrDamaged)
}

// pack writes the package: changed parts anew, all others as they are packed, the added ones at the end.
func (e *docxEdit) pack() ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range e.zip.File {
		data, ok := e.changed[strings.ToLower(strings.TrimPrefix(f.Name, "/"))]
		if !ok {
			if err := w.Copy(f); err != nil {
				return nil, fmt.Errorf("docx: copy %s: %w", f.Name, err)
			}
			continue
		}
		if err := write(w, &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified}, data); err != nil {
			return nil, err
		}
	}
	for _, a := range e.added {
		if err := write(w, &zip.FileHeader{Name: a[0], Method: zip.Deflate}, []byte(a[1])); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func write(w *zip.Writer, h *zip.FileHeader, data []byte) error {
	p, err := w.CreateHeader(h)
	if err == nil {
		_, err = p.Write(data)
	}
	if err != nil {
		return fmt.Errorf("docx: write %s: %w", h.Name, err)
	}
	return nil
}

var commentID = regexp.MustCompile(`<(?:\w+:)?comment\b[^>]*?\b(?:\w+:)?id="(\d+)"`)

// nextComment is the first number that no comment has.
func nextComment(xml string) int {
	next := 0
	for _, m := range commentID.FindAllStringSubmatch(xml, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil && n >= next {
			next = n + 1
		}
	}
	return next
}

// commentsXML writes the comments, numbered from first.
func commentsXML(texts []string, first int, ns string) string {
	var b strings.Builder
	for i, text := range texts {
		fmt.Fprintf(&b, `<w:comment xmlns:w="%s" w:id="%d" w:author="%s" w:initials="明">`, ns, first+i, commentAuthor)
		for _, line := range strings.Split(text, "\n") {
			b.WriteString(`<w:p><w:r><w:t xml:space="preserve">` + report.Escape(xmlText(line)) + `</w:t></w:r></w:p>`)
		}
		b.WriteString(`</w:comment>`)
	}
	return b.String()
}

package annotate

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"mingzhang/source"
)

// markParagraphs puts comment marks around the wanted paragraphs of a part, counted as w:p in document
// order, and leaves every other byte alone. It returns the namespace of the part and the comments in the
// order in which they stand; they are numbered from first.
func markParagraphs(xml []byte, want map[int]string, first int) (out []byte, ns string, texts []string, err error) {
	want, err = outermost(xml, want)
	if err != nil {
		return nil, "", nil, err
	}
	s := scan{xml: xml}
	if !bytes.HasPrefix(bytes.TrimPrefix(xml, []byte("\xEF\xBB\xBF")), []byte("<")) || bytes.IndexByte(xml[:min(len(xml), 64)], 0) >= 0 {
		return nil, "", nil, fmt.Errorf("docx: the text is not in UTF-8: %w", source.ErrUnsupported)
	}
	for s.next() {
		if s.prefix == "" && !s.root() {
			return nil, "", nil, fmt.Errorf("docx: the text has no namespace: %w", source.ErrUnsupported)
		}
		if s.name != s.prefix+":p" && s.name != s.prefix+":pPr" {
			continue
		}
		s.paragraph(want, first)
	}
	if len(s.open) > 0 || s.bad {
		return nil, "", nil, fmt.Errorf("docx: the text does not end well: %w", source.ErrDamaged)
	}
	s.out.Write(xml[s.copied:])
	for _, n := range s.used {
		texts = append(texts, want[n])
	}
	return s.out.Bytes(), s.ns, texts, nil
}

// outermost moves comments of paragraphs in text boxes, where Word allows none, to the paragraph on which
// the box hangs, and those without a paragraph to the first.
func outermost(xml []byte, want map[int]string) (map[int]string, error) {
	s := scan{xml: xml}
	outer := map[int]int{}
	for s.next() {
		if s.prefix == "" && !s.root() {
			return nil, fmt.Errorf("docx: the text has no namespace: %w", source.ErrUnsupported)
		}
		if s.name != s.prefix+":p" {
			continue
		}
		if !s.end && len(s.open) > 0 && want[s.count+1] != "" {
			outer[s.count+1] = s.open[0].n
		}
		s.paragraph(nil, 0)
	}
	if s.count == 0 || s.bad {
		return nil, fmt.Errorf("docx: the text has no paragraph: %w", source.ErrDamaged)
	}
	order := make([]int, 0, len(want))
	for n := range want {
		order = append(order, n)
	}
	sort.Ints(order)
	out := map[int]string{}
	for _, n := range order {
		to := n
		if k, ok := outer[n]; ok {
			to = k
		} else if n > s.count {
			to = 1
		}
		if out[to] != "" {
			out[to] += "\n\n"
		}
		out[to] += want[n]
	}
	return out, nil
}

// scan walks over the tags of a part. It knows no more of XML than where tags begin and end: the reader has
// read the part already.
type scan struct {
	xml        []byte
	at         int // behind the tag
	start      int // of the tag
	name       string
	end, empty bool
	bad        bool

	prefix, ns string
	count      int
	open       []openParagraph
	out        bytes.Buffer
	copied     int
	used       []int
}

// openParagraph is a w:p whose end has not come.
type openParagraph struct {
	id    int // of its comment, -1 for none
	n     int
	begun bool
	depth int // of open properties: a tracked change holds the old ones inside the new
}

// next finds the next tag.
func (s *scan) next() bool {
	for {
		i := bytes.IndexByte(s.xml[s.at:], '<')
		if i < 0 {
			return false
		}
		s.start = s.at + i
		rest := s.xml[s.start:]
		var close string
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			close = "-->"
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			close = "]]>"
		case bytes.HasPrefix(rest, []byte("<?")):
			close = "?>"
		}
		if close != "" {
			k := bytes.Index(rest, []byte(close))
			if k < 0 {
				s.bad = true
				return false
			}
			s.at = s.start + k + len(close)
			continue
		}
		return s.tag(rest)
	}
}

// tag reads one tag; a > inside quotes does not end it.
func (s *scan) tag(rest []byte) bool {
	quote := byte(0)
	for k := 1; k < len(rest); k++ {
		switch c := rest[k]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			s.at = s.start + k + 1
			s.end = rest[1] == '/'
			s.empty = rest[k-1] == '/'
			from := 1
			if s.end {
				from = 2
			}
			n := from
			for n < k && !strings.ContainsRune(" \t\r\n/>", rune(rest[n])) {
				n++
			}
			s.name = string(rest[from:n])
			return true
		}
	}
	s.bad = true
	return false
}

var namespace = regexp.MustCompile(`\sxmlns:([\w.-]+)\s*=\s*["'](http://(?:schemas\.openxmlformats\.org/wordprocessingml/2006/main|purl\.oclc\.org/ooxml/wordprocessingml/main))["']`)

// root finds the prefix of the words of Word on the first element.
func (s *scan) root() bool {
	m := namespace.FindSubmatch(s.xml[s.start:s.at])
	if m == nil {
		return false
	}
	s.prefix, s.ns = string(m[1]), string(m[2])
	return true
}

// emit writes up to a byte of the original, then markup of our own.
func (s *scan) emit(upTo int, markup string) {
	s.out.Write(s.xml[s.copied:upTo])
	s.copied = upTo
	s.out.WriteString(markup)
}

// paragraph follows the start or end of a paragraph or of its properties.
func (s *scan) paragraph(want map[int]string, first int) {
	top := len(s.open) - 1
	switch {
	case s.name == s.prefix+":pPr":
		if top >= 0 {
			s.properties(&s.open[top])
		}
	case s.end:
		if top < 0 {
			s.bad = true
			return
		}
		p := &s.open[top]
		if p.id >= 0 {
			if !p.begun {
				s.emit(s.start, s.mark("commentRangeStart", p.id))
			}
			s.emit(s.start, s.finish(p.id))
		}
		s.open = s.open[:top]
	default:
		s.count++
		id := -1
		if want[s.count] != "" {
			id = first + len(s.used)
			s.used = append(s.used, s.count)
		}
		if s.empty {
			if id >= 0 { // <w:p/> has no inside: open it
				s.emit(s.at-2, "")
				s.copied = s.at
				s.out.WriteString(">" + s.mark("commentRangeStart", id) + s.finish(id) + "</" + s.name + ">")
			}
			return
		}
		p := openParagraph{id: id, n: s.count}
		if id >= 0 && !s.propertiesFollow() {
			s.emit(s.at, s.mark("commentRangeStart", id))
			p.begun = true
		} else if id < 0 {
			p.begun = true
		}
		s.open = append(s.open, p)
	}
}

// properties sets the start mark behind the properties, which must stay in front.
func (s *scan) properties(p *openParagraph) {
	switch {
	case s.end:
		p.depth--
	case !s.empty:
		p.depth++
	}
	if p.depth == 0 && !p.begun {
		s.emit(s.at, s.mark("commentRangeStart", p.id))
		p.begun = true
	}
}

// propertiesFollow reports whether the paragraph begins with its properties.
func (s *scan) propertiesFollow() bool {
	rest := bytes.TrimLeft(s.xml[s.at:], " \t\r\n")
	want := []byte("<" + s.prefix + ":pPr")
	return bytes.HasPrefix(rest, want) && len(rest) > len(want) && strings.ContainsRune(" \t\r\n/>", rune(rest[len(want)]))
}

func (s *scan) mark(name string, id int) string {
	return "<" + s.prefix + ":" + name + " " + s.prefix + `:id="` + strconv.Itoa(id) + `"/>`
}

func (s *scan) finish(id int) string {
	return s.mark("commentRangeEnd", id) + "<" + s.prefix + ":r>" + s.mark("commentReference", id) + "</" + s.prefix + ":r>"
}

package ooxml

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"mingzhang/source"
)

// Kind is the kind of a token.
type Kind uint8

// The kinds of tokens. An empty element gives Start and End.
const (
	EOF Kind = iota
	Start
	End
	Text
)

const (
	// maxToken bounds one tag or one run of text: a cell holds at most 32,767 characters.
	maxToken = 16 << 20
	// maxDepth bounds nesting: Word itself stops at tables nested some 60 deep, at about 6
	// elements a level.
	maxDepth = 1024
	// window is the size of the buffer that slides over the part.
	window = 64 << 10
)

// Tokenizer reads XML as a stream of tokens. Slices that it returns are valid until Next is called.
// After EOF, Err tells whether the part ended well.
type Tokenizer struct {
	r        io.Reader
	buf      []byte
	pos, end int
	last     bool // the reader is at its end
	err      error

	name    []byte // local name of the element
	tag     []byte // its attributes, raw
	attrs   []attr
	parsed  bool
	empty   bool // the End of an empty element comes next
	text    []byte
	raw     bool // text is CDATA: holds no references
	scratch []byte
	seen    bool // the root element was seen

	names  []byte // names of the open elements, one after another
	starts []int32

	owner  *Package
	closer io.Closer
	part   string
}

type attr struct{ name, value []byte }

// NewTokenizer reads XML from r, in UTF-8 or UTF-16.
func NewTokenizer(r io.Reader) (*Tokenizer, error) { return newTokenizer(r, nil) }

func newTokenizer(r io.Reader, buffer []byte) (*Tokenizer, error) {
	if buffer == nil {
		buffer = make([]byte, window)
	}
	t := &Tokenizer{r: r, buf: buffer}
	for t.end < 4 && t.fill() {
	}
	if t.err != nil {
		return nil, t.err
	}
	head := t.buf[:t.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		t.pos = 3
	case bytes.HasPrefix(head, []byte("\xFE\xFF")), bytes.HasPrefix(head, []byte("\x00<")):
		t.recode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), unicode.BigEndian)
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("<\x00")):
		t.recode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.LittleEndian)
	}
	return t, nil
}

// recode starts again in UTF-16, with what was already read.
func (t *Tokenizer) recode(withBOM encoding.Encoding, order unicode.Endianness) {
	head := append([]byte(nil), t.buf[:t.end]...)
	decoder := withBOM.NewDecoder()
	if head[0] == 0 || head[1] == 0 { // no mark: the "<" gave it away
		decoder = unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder()
	}
	t.r = transform.NewReader(io.MultiReader(bytes.NewReader(head), t.r), decoder)
	t.pos, t.end, t.last = 0, 0, false
}

// Close gives the part back. The Tokenizer must not be used afterwards.
func (t *Tokenizer) Close() {
	if t.closer != nil {
		_ = t.closer.Close() // what was read was checked as it was read
	}
	if t.owner != nil && len(t.buf) == window {
		t.owner.buffer, t.buf = t.buf, nil
	}
}

// Err returns the error that ended the stream, nil after a good end.
func (t *Tokenizer) Err() error {
	if t.err == nil || errors.Is(t.err, io.EOF) {
		return nil
	}
	return t.err
}

// Fail ends the stream with an error, for a caller that finds the content wrong.
func (t *Tokenizer) Fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

func (t *Tokenizer) damaged(what string) Kind {
	t.Fail(fmt.Errorf("ooxml: part %s: %s: %w", t.part, what, source.ErrDamaged))
	return EOF
}

// fill reads more behind what is not consumed. It returns false if nothing more comes.
func (t *Tokenizer) fill() bool {
	if t.last || t.err != nil {
		return false
	}
	if t.pos > 0 {
		copy(t.buf, t.buf[t.pos:t.end])
		t.end -= t.pos
		t.pos = 0
	}
	if t.end == len(t.buf) {
		if len(t.buf) >= maxToken {
			t.Fail(fmt.Errorf("ooxml: part %s: %w", t.part, source.Over(source.Structure, maxToken)))
			return false
		}
		t.buf = append(t.buf, make([]byte, len(t.buf))...)
	}
	for range 100 { // as bufio: a reader that gives nothing 100 times gives nothing
		n, err := t.r.Read(t.buf[t.end:])
		t.end += n
		if err == io.EOF {
			t.last = true
			return n > 0
		}
		if err != nil {
			t.Fail(err)
			return false
		}
		if n > 0 {
			return true
		}
	}
	t.Fail(io.ErrNoProgress)
	return false
}

// find returns the index of c at or behind from (counted from pos), reading on as needed; -1 at the
// end.
func (t *Tokenizer) find(c byte, from int) int {
	for {
		if i := bytes.IndexByte(t.buf[t.pos+from:t.end], c); i >= 0 {
			return from + i
		}
		from = t.end - t.pos
		if !t.fill() {
			return -1
		}
	}
}

// Next moves to the next token.
func (t *Tokenizer) Next() Kind {
	t.scratch = t.scratch[:0]
	if t.empty {
		t.empty = false
		t.pop()
		return End
	}
	for t.err == nil {
		if t.pos == t.end && !t.fill() {
			return t.finish()
		}
		if t.buf[t.pos] != '<' {
			n := t.find('<', 0)
			if n < 0 {
				n = t.end - t.pos
			}
			t.text, t.raw = t.buf[t.pos:t.pos+n], false
			t.pos += n
			if len(t.starts) > 0 {
				return Text
			}
			if t.err == nil && len(bytes.TrimSpace(t.text)) > 0 {
				return t.damaged("text outside the root element")
			}
			continue
		}
		if t.end-t.pos < 2 && !t.fill() {
			return t.damaged("a tag is cut off")
		}
		switch t.buf[t.pos+1] {
		case '/':
			return t.endTag()
		case '?':
			if !t.skipTo("?>") {
				return t.damaged("an instruction is cut off")
			}
		case '!':
			if kind, ok := t.declaration(); ok {
				return kind
			}
		default:
			return t.startTag()
		}
	}
	return EOF
}

func (t *Tokenizer) finish() Kind {
	switch {
	case t.err != nil:
	case len(t.starts) > 0:
		return t.damaged("it ends inside an element")
	case !t.seen:
		return t.damaged("it has no root element")
	default:
		t.err = io.EOF
	}
	return EOF
}

func (t *Tokenizer) endTag() Kind {
	n := t.find('>', 2)
	if n < 0 {
		return t.damaged("an end tag is cut off")
	}
	name := t.buf[t.pos+2 : t.pos+n]
	for len(name) > 0 && name[len(name)-1] <= ' ' {
		name = name[:len(name)-1]
	}
	t.name = local(name)
	t.pos += n + 1
	if len(t.starts) == 0 || !bytes.Equal(t.name, t.names[t.starts[len(t.starts)-1]:]) {
		return t.damaged("an end tag does not match")
	}
	t.pop()
	return End
}

func (t *Tokenizer) pop() {
	top := len(t.starts) - 1
	t.names = t.names[:t.starts[top]]
	t.starts = t.starts[:top]
}

func (t *Tokenizer) startTag() Kind {
	n := t.find('>', 1)
	// A ">" inside a quoted value does not end the tag. Each stretch is looked at once: a value may hold
	// a million of them.
	for from, open := 0, byte(0); n >= 0; n = t.find('>', n+1) {
		if open = quoted(t.buf[t.pos+from:t.pos+n], open); open == 0 {
			break
		}
		from = n
	}
	if n < 0 {
		return t.damaged("a tag is cut off")
	}
	tag := t.buf[t.pos+1 : t.pos+n]
	t.pos += n + 1
	if len(tag) > 0 && tag[len(tag)-1] == '/' {
		tag, t.empty = tag[:len(tag)-1], true
	}
	i := 0
	for i < len(tag) && tag[i] > ' ' {
		i++
	}
	t.name, t.tag, t.parsed = local(tag[:i]), tag[i:], false
	if len(t.name) == 0 {
		t.empty = false
		return t.damaged("a tag without a name")
	}
	if len(t.starts) == 0 && t.seen {
		t.empty = false
		return t.damaged("two root elements")
	}
	if len(t.starts) == maxDepth {
		t.empty = false
		t.Fail(fmt.Errorf("ooxml: part %s: %w", t.part, source.Over(source.Structure, maxDepth)))
		return EOF
	}
	t.seen = true
	t.starts = append(t.starts, int32(len(t.names)))
	t.names = append(t.names, t.name...)
	return Start
}

// quoted returns the quotation mark that is open behind a part of a tag, 0 for none, given the one that is
// open before it.
func quoted(part []byte, open byte) byte {
	if open != '\'' && bytes.IndexByte(part, '\'') < 0 {
		if (bytes.Count(part, quote)&1 == 1) != (open != 0) {
			return '"'
		}
		return 0
	}
	for _, c := range part {
		switch {
		case open == 0 && (c == '"' || c == '\''):
			open = c
		case c == open:
			open = 0
		}
	}
	return open
}

var quote = []byte{'"'}

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// declaration reads what begins with "<!". It returns false for a comment, which is no token.
func (t *Tokenizer) declaration() (Kind, bool) {
	for t.end-t.pos < len("<![CDATA[") && t.fill() {
	}
	rest := t.buf[t.pos:t.end]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		if !t.skipTo("-->") {
			return t.damaged("a comment is cut off"), true
		}
		return 0, false
	case bytes.HasPrefix(rest, []byte("<![CDATA[")) && len(t.starts) > 0:
		n := t.span("]]>")
		if n < 0 {
			return t.damaged("a CDATA section is cut off"), true
		}
		t.text, t.raw = t.buf[t.pos+len("<![CDATA["):t.pos+n], true
		t.pos += n + 3
		return Text, true
	}
	return t.damaged("it declares a document type, which no office program writes"), true
}

// span returns the index of the first mark counted from pos, -1 if there is none.
func (t *Tokenizer) span(mark string) int {
	from := 0
	for {
		i := t.find(mark[len(mark)-1], from)
		if i < 0 {
			return -1
		}
		if begin := i - len(mark) + 1; begin >= 2 && bytes.HasSuffix(t.buf[t.pos:t.pos+i+1], []byte(mark)) {
			return begin
		}
		from = i + 1
	}
}

func (t *Tokenizer) skipTo(mark string) bool {
	n := t.span(mark)
	if n < 0 {
		return false
	}
	t.pos += n + len(mark)
	return true
}

// Skip leaves the element whose Start was returned last, with all that is in it.
func (t *Tokenizer) Skip() {
	for depth := len(t.starts); t.err == nil && len(t.starts) >= depth; {
		if t.Next() == EOF {
			return
		}
	}
}

// Depth returns how many elements are open, the one of a Start included.
func (t *Tokenizer) Depth() int { return len(t.starts) }

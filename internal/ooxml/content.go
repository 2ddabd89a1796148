package ooxml

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Name returns the name of the element of a Start or End, without its prefix.
func (t *Tokenizer) Name() []byte { return t.name }

// Attr returns the value of an attribute of the element of a Start, found by its name without
// prefix; nil if there is none.
func (t *Tokenizer) Attr(name string) []byte {
	if !t.parsed {
		t.parseAttrs()
	}
	for i := range t.attrs {
		if string(t.attrs[i].name) == name {
			return t.unescape(t.attrs[i].value)
		}
	}
	return nil
}

// Text returns the words of a Text token with its references resolved.
func (t *Tokenizer) Text() []byte {
	if t.raw {
		return t.text
	}
	return t.unescape(t.text)
}

// On reports whether a switch such as <w:vanish/> is on: it is unless val says no.
func (t *Tokenizer) On() bool {
	switch string(t.Attr("val")) {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// Int returns the number in an attribute, or without if it is missing or no number.
func (t *Tokenizer) Int(name string, without int) int {
	v := t.Attr(name)
	if len(v) == 0 || len(v) > 10 {
		return without
	}
	n, digits := 0, v
	if v[0] == '-' {
		digits = v[1:]
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return without
		}
		n = n*10 + int(c-'0')
	}
	if v[0] == '-' {
		return -n
	}
	return n
}

func (t *Tokenizer) parseAttrs() {
	t.attrs, t.parsed = t.attrs[:0], true
	rest := t.tag
	for {
		i := bytes.IndexByte(rest, '=')
		if i < 0 {
			return
		}
		name := bytes.TrimSpace(rest[:i])
		i++
		for i < len(rest) && rest[i] <= ' ' {
			i++
		}
		if i >= len(rest) || rest[i] != '"' && rest[i] != '\'' {
			t.damaged("an attribute without quotes")
			return
		}
		n := bytes.IndexByte(rest[i+1:], rest[i])
		if n < 0 {
			t.damaged("an attribute is cut off")
			return
		}
		value := rest[i+1 : i+1+n]
		rest = rest[i+n+2:]
		if bytes.HasPrefix(name, []byte("xmlns")) {
			continue // xmlns:r must not pass for r
		}
		t.attrs = append(t.attrs, attr{local(name), value})
	}
}

// unescape resolves references. Only the five of XML and numbers exist without a document type.
func (t *Tokenizer) unescape(b []byte) []byte {
	i := bytes.IndexByte(b, '&')
	if i < 0 {
		return b
	}
	// Values of one tag share the scratch: what was returned before stays where it is.
	start := len(t.scratch)
	if cap(t.scratch)-start < len(b) {
		t.scratch, start = make([]byte, 0, max(4096, 2*len(b))), 0
	}
	out := t.scratch
	for i >= 0 {
		out = append(out, b[:i]...)
		b = b[i:]
		n := bytes.IndexByte(b, ';')
		if n < 0 {
			t.damaged("a reference is cut off")
			return nil
		}
		r := reference(b[1:n])
		if r < 0 {
			t.damaged("a reference to an entity that is not declared")
			return nil
		}
		out = utf8.AppendRune(out, r)
		b = b[n+1:]
		i = bytes.IndexByte(b, '&')
	}
	out = append(out, b...)
	t.scratch = out
	return out[start:len(out):len(out)]
}

// reference returns the character that a reference means, -1 if none.
func reference(name []byte) rune {
	switch string(name) {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	if len(name) < 2 || len(name) > 10 || name[0] != '#' {
		return -1
	}
	digits, base := string(name[1:]), 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 31)
	if err != nil || n == 0 || n > utf8.MaxRune {
		return -1
	}
	return rune(n)
}

// Arena keeps many small strings in few allocations.
type Arena struct{ b strings.Builder }

const arenaChunk = 32 << 10

// Add keeps a copy of b. Bytes that are no UTF-8 become U+FFFD.
func (a *Arena) Add(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\uFFFD"))
	}
	if len(b) >= arenaChunk/4 {
		return string(b)
	}
	if a.b.Cap()-a.b.Len() < len(b) {
		// A Builder never moves what it holds as long as it need not grow, so that strings
		// cut out of it stay valid; a full one is left to its strings.
		size := arenaChunk
		if a.b.Cap() == 0 {
			size = arenaChunk / 8
		}
		a.b = strings.Builder{}
		a.b.Grow(size)
	}
	start := a.b.Len()
	a.b.Write(b)
	return a.b.String()[start:]
}

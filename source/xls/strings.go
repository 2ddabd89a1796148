package xls

import (
	"fmt"
	"unicode/utf16"

	"mingzhang/source"
)

// chars reads strings that may go on in Continue records: there the characters begin with a new
// flag, which says how wide they are from now on.
type chars struct {
	segments [][]byte
	now      int // segment
	at       int // in the segment
	units    []uint16
}

// sharedStrings reads the SST with the records that continue it, and returns where it ends.
func (b *book) sharedStrings(first *record) (int, error) {
	c := chars{segments: [][]byte{first.data}}
	next := first.next
	for {
		r, ok := b.record(next)
		if !ok || r.kind != recContinue {
			break
		}
		c.segments = append(c.segments, r.data)
		next = r.next
	}
	head, err := c.take(8)
	if err != nil {
		return next, err
	}
	count := int(le.Uint32(head[4:]))
	// A string takes 3 bytes at least: a count beyond that is a lie, not a reason to allocate.
	b.shared = make([]string, 0, min(count, len(b.stream)/3))
	for range count {
		s, err := c.rich()
		if err != nil {
			return next, fmt.Errorf("xls: shared string %d: %w", len(b.shared), err)
		}
		b.shared = append(b.shared, s)
	}
	return next, nil
}

// take returns the next n bytes, joined if they lie in two segments.
func (c *chars) take(n int) ([]byte, error) {
	c.advance()
	if c.now >= len(c.segments) {
		return nil, errShort
	}
	if seg := c.segments[c.now]; c.at+n <= len(seg) {
		c.at += n
		return seg[c.at-n : c.at], nil
	}
	var joined []byte
	for n > 0 {
		c.advance()
		if c.now >= len(c.segments) {
			return nil, errShort
		}
		part := c.segments[c.now][c.at:]
		part = part[:min(n, len(part))]
		joined = append(joined, part...)
		c.at += len(part)
		n -= len(part)
	}
	return joined, nil
}

// skip passes over n bytes.
func (c *chars) skip(n int) error {
	for n > 0 {
		c.advance()
		if c.now >= len(c.segments) {
			return errShort
		}
		step := min(n, len(c.segments[c.now])-c.at)
		c.at += step
		n -= step
	}
	return nil
}

// advance moves to the next segment that has bytes left.
func (c *chars) advance() {
	for c.now < len(c.segments) && c.at == len(c.segments[c.now]) {
		c.now, c.at = c.now+1, 0
	}
}

// rich reads a string with its length, and passes over its fonts and phonetic signs.
func (c *chars) rich() (string, error) {
	head, err := c.take(2)
	if err != nil {
		return "", err
	}
	return c.plain(int(le.Uint16(head)))
}

// plain reads n characters behind their flag.
func (c *chars) plain(n int) (string, error) {
	head, err := c.take(1)
	if err != nil {
		return "", err
	}
	flags := head[0]
	runs, extra := 0, 0
	if flags&8 != 0 {
		if head, err = c.take(2); err != nil {
			return "", err
		}
		runs = int(le.Uint16(head))
	}
	if flags&4 != 0 {
		if head, err = c.take(4); err != nil {
			return "", err
		}
		extra = int(le.Uint32(head))
	}
	text, err := c.characters(n, flags&1 != 0)
	if err != nil {
		return "", err
	}
	if extra < 0 {
		return "", errShort
	}
	return text, c.skip(4*runs + extra)
}

func (c *chars) characters(n int, wide bool) (string, error) {
	c.units = c.units[:0]
	for n > 0 {
		if c.now < len(c.segments) && c.at == len(c.segments[c.now]) {
			c.advance()
			if c.now >= len(c.segments) {
				return "", errShort
			}
			wide = c.segments[c.now][c.at]&1 != 0
			c.at++
			continue
		}
		if c.now >= len(c.segments) {
			return "", errShort
		}
		seg := c.segments[c.now]
		if wide {
			if c.at+2 > len(seg) {
				return "", fmt.Errorf("half a character: %w", source.ErrDamaged)
			}
			c.units = append(c.units, le.Uint16(seg[c.at:]))
			c.at += 2
		} else {
			c.units = append(c.units, uint16(seg[c.at]))
			c.at++
		}
		n--
	}
	return string(utf16.Decode(c.units)), nil
}

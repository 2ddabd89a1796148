// Package phrase finds many phrases in a text in one pass. Chinese phrases share their first bytes, so
// that looking for one after the other reads every text as often as there are phrases.
package phrase

import "unicode/utf8"

// Set is a set of phrases, ready to be looked for. It may be used by several goroutines at once.
type Set struct {
	first   [1 << 11]uint32 // a bit for each character of the basic plane that begins a phrase
	byFirst map[rune][]string
}

// New makes a set. Phrases of one first character are tried in the order given.
func New(lists ...[]string) *Set {
	s := &Set{byFirst: map[rune][]string{}}
	for _, list := range lists {
		for _, p := range list {
			r, _ := utf8.DecodeRuneInString(p)
			if p == "" || r > 0xFFFF {
				continue
			}
			s.first[r>>5] |= 1 << (r & 31)
			s.byFirst[r] = append(s.byFirst[r], p)
		}
	}
	return s
}

// Each calls found for every phrase at every place of the text. Phrases may overlap.
func (s *Set) Each(text string, found func(phrase string, at int)) {
	for i := 0; i < len(text); {
		r, w := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(text[i:])
		}
		if r <= 0xFFFF && s.first[r>>5]>>(r&31)&1 != 0 {
			for _, p := range s.byFirst[r] {
				if len(text)-i >= len(p) && text[i:i+len(p)] == p {
					found(p, i)
				}
			}
		}
		i += w
	}
}

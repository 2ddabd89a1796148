// Package phrase finds many phrases in a text in one pass. Chinese phrases share their first bytes, so
// that looking for one after the other reads every text as often as there are phrases.
package phrase

import (
	"strings"
	"unicode/utf8"
)

// Set is a set of phrases, ready to be looked for. It may be used by several goroutines at once.
type Set struct {
	first   [1 << 11]uint32 // a bit for each character of the basic plane that begins a phrase
	byFirst map[rune][]entry
	ids     map[string]int
}

type entry struct {
	phrase string
	id     int
}

// New makes a set. Phrases of one first character are tried in the order given.
func New(lists ...[]string) *Set {
	s := &Set{byFirst: map[rune][]entry{}, ids: map[string]int{}}
	for _, list := range lists {
		for _, p := range list {
			r, _ := utf8.DecodeRuneInString(p)
			if p == "" || r > 0xFFFF {
				continue
			}
			id, known := s.ids[p]
			if !known {
				id = len(s.ids)
				s.ids[p] = id
			}
			s.first[r>>5] |= 1 << (r & 31)
			s.byFirst[r] = append(s.byFirst[r], entry{p, id})
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
			for _, e := range s.byFirst[r] {
				if strings.HasPrefix(text[i:], e.phrase) {
					found(e.phrase, i)
				}
			}
		}
		i += w
	}
}

// MaxSeen is the largest number of different phrases of a set that is asked with Seen.
const MaxSeen = 256

// Seen is a set of phrases by number.
type Seen [MaxSeen / 64]uint64

// Has reports whether a phrase is in the set.
func (s *Seen) Has(id int) bool { return s[id>>6]>>(id&63)&1 != 0 }

// ID returns the number of a phrase, for Seen. It panics where the set has no such phrase, or more
// than MaxSeen: a table that was put together wrongly.
func (s *Set) ID(phrase string) int {
	id, ok := s.ids[phrase]
	if !ok || id >= MaxSeen {
		panic("phrase: no number for " + phrase)
	}
	return id
}

// Seen returns which phrases stand in the text; any is false where none does.
func (s *Set) Seen(text string) (seen Seen, any bool) {
	for i := 0; i < len(text); {
		r, w := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(text[i:])
		}
		if r <= 0xFFFF && s.first[r>>5]>>(r&31)&1 != 0 {
			for _, e := range s.byFirst[r] {
				if strings.HasPrefix(text[i:], e.phrase) {
					seen[e.id>>6] |= 1 << (e.id & 63)
					any = true
				}
			}
		}
		i += w
	}
	return seen, any
}

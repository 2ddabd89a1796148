package phrase

import (
	"fmt"
	"strings"
	"testing"
)

func TestEachFindsWhatIndexFinds(t *testing.T) {
	words := []string{"政府采购", "无政府采购", "采购", "XX", "切配合"}
	text := "我单位无政府采购，XX年政府采购；大力切配合。"
	var got []string
	New(words).Each(text, func(p string, at int) { got = append(got, fmt.Sprintf("%s@%d", p, at)) })
	want := map[string]bool{}
	for _, w := range words {
		for from := 0; ; {
			i := strings.Index(text[from:], w)
			if i < 0 {
				break
			}
			want[fmt.Sprintf("%s@%d", w, from+i)] = true
			from += i + 1
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, g := range got {
		if !want[g] {
			t.Errorf("%s is not there", g)
		}
	}
}

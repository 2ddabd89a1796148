package sheet

import (
	"errors"
	"strings"
	"testing"

	"mingzhang/source"
)

// TestSharedTextIsCountedWhereItStands: one text in many cells takes no memory here, but is as long as all
// of them for whoever reads the cells. What is honest, short texts in every cell, stays below the limit.
func TestSharedTextIsCountedWhereItStands(t *testing.T) {
	for _, c := range []struct {
		name          string
		length, cells int
		over          bool
	}{
		{"long text in 2,000 cells", 32_000, 2_000, true},
		{"long text in 1,000 cells", 32_000, 1_000, false},
		{"short text in 1,000,000 cells", 30, 1_000_000, false},
	} {
		var b Book
		text := strings.Repeat("款", c.length)
		var err error
		for i := 0; i < c.cells && err == nil; {
			s := b.Sheet("表")
			for ; i < c.cells && err == nil; i++ {
				err = s.Add(Cell{Row: i / 100, Text: text, Col: i % 100})
			}
		}
		var limit *source.Limit
		if over := errors.As(err, &limit) && limit.Of == source.Characters; over != c.over || err != nil && !over {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
}

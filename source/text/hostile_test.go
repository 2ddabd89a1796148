package text

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"mingzhang/source"
)

// TestLimits: more cells or paragraphs than other formats may have are refused before they take memory.
func TestLimits(t *testing.T) {
	const columns, cells, paragraphs = 7, 1 << 14, 1 << 14
	for name, c := range map[string]struct {
		text string
		want source.LimitOf
	}{
		"tabs":          {strings.Repeat(strings.Repeat("1\t", columns)+"1\n", cells/(columns+1)+1), source.Cells},
		"bars":          {strings.Repeat(strings.Repeat("1|", columns)+"1\n", cells/(columns+1)+1), source.Cells},
		"cell lines":    {strings.Repeat("\t1\n", cells+1), source.Cells},
		"columns":       {strings.Repeat("收入   1.00   2.00   3.00   4.00   5.00   6.00   7.00\n", cells/(columns+1)+1), source.Cells},
		"many tables":   {strings.Repeat("收\t1\t2\n支\t1\t2\n总\n", cells/6+1), source.Cells},
		"paragraphs":    {strings.Repeat("收\n", paragraphs+1), source.Paragraphs},
		"below both":    {strings.Repeat("收\n", paragraphs) + strings.Repeat("1\t1\t1\t1\n", cells/4), ""},
		"only line end": {strings.Repeat("\n", paragraphs+9) + "收", ""},
	} {
		_, err := readWithin([]byte(c.text), cells, paragraphs)
		var limit *source.Limit
		if c.want == "" && err != nil || c.want != "" && (!errors.As(err, &limit) || limit.Of != c.want) {
			t.Errorf("%s: got %v, want a limit of %s", name, err, c.want)
		}
	}
}

// TestLinesAreLookedAtOnce: lines that look like those of a table and never become one were looked at from
// each of them anew. Each look at a line allocates, so twice the lines may allocate twice as much and little
// more.
func TestLinesAreLookedAtOnce(t *testing.T) {
	allocations := func(lines int) float64 {
		data := []byte(strings.Repeat("收入  支出\n", lines))
		return testing.AllocsPerRun(1, func() {
			if _, err := Read(data); err != nil {
				t.Fatal(err)
			}
		})
	}
	if once, twice := allocations(200), allocations(400); twice > 3*once {
		t.Errorf("200 lines took %.0f allocations, 400 took %.0f", once, twice)
	}
}

// TestManyColumns: laying out a line of n segments under one of m takes n × m numbers, so there is a most.
func TestManyColumns(t *testing.T) {
	const columns = 3000
	line := strings.Repeat("1   ", columns)
	data := []byte("项目   " + line + "\n项目   " + line + "9\n")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Read(data); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 10<<20 {
		t.Errorf("%d bytes of text took %d bytes", len(data), took)
	}
}

// TestCarriageReturns: a text whose lines end as on the first Macintosh has lines and tables; a carriage
// return inside a line of another text ends none.
func TestCarriageReturns(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"收支总表\r收入\t5\t6\r支出\t5\t6\r", "收支总表 2x3 "},
		{"收支总表\r\n收入\t5\t6\r\n支出\t5\t6\r\n", "收支总表 2x3 "},
		{"收\r支\n总计\n", "收\r支 总计 "},
	} {
		d, err := Read([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, b := range d.Blocks {
			if b.Grid != nil {
				got += fmt.Sprintf("%dx%d ", b.Grid.Rows, b.Grid.Cols)
				continue
			}
			got += b.Paragraph.Text + " "
		}
		if got != c.want {
			t.Errorf("%q: read %q, want %q", c.text, got, c.want)
		}
	}
}

// BenchmarkHostile reads one odd line or table at sizes that double: the time of an operation must double,
// too.
func BenchmarkHostile(b *testing.B) {
	for _, c := range []struct {
		name string
		text func(n int) string
	}{
		{"tabs in a line", func(n int) string { return "甲\t乙\t丙\n" + strings.Repeat("1\t", n) }},
		{"bars in a line", func(n int) string { return "甲|乙|丙\n" + strings.Repeat("1|", n) }},
		{"blanks behind a long word", func(n int) string { return strings.Repeat("1", n) + "." + strings.Repeat(" a", n) + "  1\n" }},
		{"names without figures", func(n int) string { return strings.Repeat("收入  支出\n", n/8) }},
		{"rows of blanks", func(n int) string { return strings.Repeat("收入   1.00   2.00\n", n/8) }},
		{"merged headings", func(n int) string {
			return strings.Repeat("小计\t", n/2) + "\n" + strings.Repeat("小计\t", n) + "\n" + strings.Repeat("1\t", n) + "\n"
		}},
		{"carriage returns", func(n int) string { return strings.Repeat("收\r", n) }},
	} {
		for n := 50_000; n <= 200_000; n *= 2 {
			data := []byte(c.text(n))
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(c.name, " ", "-"), n), func(b *testing.B) {
				for range b.N {
					if _, err := Read(data); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

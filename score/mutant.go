package score

import (
	"strings"

	"mingzhang/money"
)

// Mutant is a clean document in which one thing was changed (变异文件).
type Mutant struct {
	Seed uint64
	Kind string // digit, unit, direction, year, row
	Line int
	Was  string
	Now  string
	Text string
}

// MutantKinds are the kinds of changes.
var MutantKinds = [...]string{"digit", "unit", "direction", "year", "row"}

// Mutate changes one thing of the clean document of a seed. It reports false where the document offers
// no place for that kind of change.
func Mutate(seed uint64, kind string) (Mutant, bool) {
	text := Clean(seed)
	d := &dice{state: seed*104729 + uint64(len(kind))*31}
	lines := strings.Split(text, "\n")
	m := Mutant{Seed: seed, Kind: kind}
	var ok bool
	switch kind {
	case "digit":
		ok = m.digit(lines, d)
	case "unit":
		ok = m.replace(lines, d, "万元", "元", func(line string) bool { return strings.Contains(line, "包括：") })
	case "direction":
		ok = m.replace(lines, d, "减少", "增加", func(line string) bool {
			return strings.Contains(line, "比上年") && strings.Contains(line, "万元减少")
		})
	case "year":
		ok = m.year(lines)
	case "row":
		ok = m.row(lines, d)
	}
	m.Text = strings.Join(lines, "\n")
	return m, ok
}

// digit changes the first digit of an amount that is bound by a relation: the change is never one of
// rounding.
func (m *Mutant) digit(lines []string, d *dice) bool {
	var at [][2]int
	var toks []money.Token
	for i, line := range lines {
		if !strings.Contains(line, "|") && !strings.Contains(line, "万元") {
			continue
		}
		toks = money.Scan(toks[:0], line)
		for k, t := range toks {
			bound := t.Kind == money.Money || t.Kind == money.Bare && strings.Contains(t.Amount.Text, ".")
			if bound && t.Amount.Ticks != 0 {
				at = append(at, [2]int{i, k})
			}
		}
	}
	if len(at) == 0 {
		return false
	}
	pick := at[d.upTo(len(at))]
	line := lines[pick[0]]
	t := money.Scan(nil, line)[pick[1]]
	old := line[t.Start]
	now := byte('1') + byte((int(old-'1')+1+d.upTo(7))%9)
	m.Line, m.Was, m.Now = pick[0]+1, t.Amount.Text, string(now)+t.Amount.Text[1:]
	lines[pick[0]] = line[:t.Start] + string(now) + line[t.Start+1:]
	return now != old
}

// replace puts one word in place of another on a line of a kind.
func (m *Mutant) replace(lines []string, d *dice, was, now string, on func(string) bool) bool {
	for i, line := range lines {
		if !on(line) {
			continue
		}
		n := strings.Count(line, was)
		if n == 0 {
			continue
		}
		k := d.upTo(n)
		if was == "万元" && n > 1 {
			k = 1 + d.upTo(n-1)
		}
		from := 0
		for ; k > 0; k-- {
			from += strings.Index(line[from:], was) + len(was)
		}
		at := from + strings.Index(line[from:], was)
		lines[i] = line[:at] + now + line[at+len(was):]
		m.Line, m.Was, m.Now = i+1, was, now
		return true
	}
	return false
}

// year makes the revenue of this year that of the year before, in the title of a table.
func (m *Mutant) year(lines []string) bool {
	for i, line := range lines {
		if strings.HasSuffix(line, "部门支出总表") {
			old := line[:4]
			now := old[:3] + string(old[3]-1)
			if old[3] == '0' {
				now = old[:2] + "19"
			}
			lines[i] = now + line[4:]
			m.Line, m.Was, m.Now = i+1, old, now
			return true
		}
	}
	return false
}

// row drops a row with money from a table.
func (m *Mutant) row(lines []string, d *dice) bool {
	var at []int
	for i, line := range lines {
		if strings.HasPrefix(line, "3") && strings.Contains(line, "|") && len(strings.SplitN(line, " ", 2)[0]) == 5 || strings.HasPrefix(line, "201030") {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return false
	}
	k := at[d.upTo(len(at))]
	m.Line, m.Was = k+1, lines[k]
	copy(lines[k:], lines[k+1:])
	lines[len(lines)-1] = ""
	return true
}

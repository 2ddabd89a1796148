// Package classification holds the official code lists of budget accounts (政府收支分类科目) with the
// years in which each entry is valid, and whether it was seen in a public document or recalled.
//
// The lists are data: a folder of corrected files can take their place. The package does not know what
// a code is used for.
package classification

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/*.csv
var embedded embed.FS

// Entry is one account of a list (科目).
type Entry struct {
	Code string
	Name string
	From int // first year, 0 for always
	To   int // last year, 0 for still valid
	Seen bool
}

// In reports whether the entry is valid in a year; every entry is in year 0.
func (e *Entry) In(year int) bool {
	return year == 0 || (e.From == 0 || year >= e.From) && (e.To == 0 || year <= e.To)
}

// List is a code list (科目表).
type List struct {
	Name    string
	entries []Entry
	byCode  map[string][]int
	byName  map[string][]int
}

// Files are the names of the embedded lists.
var Files = [...]string{"function", "economic", "government", "economic_2017", "revenue"}

// BadLine is a line of a code list that is not five fields with digits for code and years.
type BadLine struct {
	File string
	Line int
}

// Error names the line.
func (b *BadLine) Error() string {
	return fmt.Sprintf("%s line %d: no line of a code list", b.File, b.Line)
}

// Parse reads a list in CSV: code, name, from, to, origin. Errors name the line and what is wrong.
func Parse(name, csv string) (*List, error) {
	l := &List{Name: name, byCode: map[string][]int{}, byName: map[string][]int{}}
	for i, line := range strings.Split(csv, "\n") {
		line = strings.TrimRight(line, "\r")
		if i == 0 || strings.TrimSpace(line) == "" {
			continue
		}
		f := strings.Split(line, ",")
		if len(f) < 5 {
			return nil, &BadLine{name, i + 1}
		}
		e := Entry{Code: f[0], Name: f[1], Seen: f[4] == "seen"}
		var err error
		if e.From, err = year(f[2]); err == nil {
			e.To, err = year(f[3])
		}
		if err != nil || !digits(e.Code) {
			return nil, &BadLine{name, i + 1}
		}
		l.byCode[e.Code] = append(l.byCode[e.Code], len(l.entries))
		key := Fold(e.Name)
		l.byName[key] = append(l.byName[key], len(l.entries))
		l.entries = append(l.entries, e)
	}
	return l, nil
}

func year(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.Atoi(s)
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Find returns the entry of a code in a year.
func (l *List) Find(code string, year int) (Entry, bool) {
	for _, i := range l.byCode[code] {
		if l.entries[i].In(year) {
			return l.entries[i], true
		}
	}
	return Entry{}, false
}

// Known reports whether a code stands in the list in any year.
func (l *List) Known(code string) bool { return len(l.byCode[code]) > 0 }

// Named returns the entries of a year whose folded name is that of name.
func (l *List) Named(name string, year int) []Entry {
	var out []Entry
	for _, i := range l.byName[Fold(name)] {
		if l.entries[i].In(year) {
			out = append(out, l.entries[i])
		}
	}
	return out
}

// Successor returns the entry that took the place of a code that ended: the entry of the same name, or
// of the same code, in the year after.
func (l *List) Successor(code string, year int) (Entry, bool) {
	for _, i := range l.byCode[code] {
		e := l.entries[i]
		if e.To == 0 || e.To >= year {
			continue
		}
		if n, ok := l.Find(code, e.To+1); ok {
			return n, true
		}
		for _, k := range l.byName[Fold(e.Name)] {
			if n := l.entries[k]; n.Code != code && n.In(e.To+1) {
				return n, true
			}
		}
	}
	return Entry{}, false
}

// Alike finds the first entry of a year that a loose name can mean: 办公取暖费 is 取暖费.
func (l *List) Alike(name string, year int) (Entry, bool) {
	for _, capital := range [2]bool{false, true} { // 309 is capital construction, never everyday money
		for _, e := range l.Named(name, year) {
			if strings.HasPrefix(e.Code, "309") == capital {
				return e, true
			}
		}
	}
	key := Fold(name)
	if a, ok := aliases[key]; ok {
		key = a
	}
	for i := range l.entries {
		e := &l.entries[i]
		k := Fold(e.Name)
		if len(e.Code) > 3 && e.In(year) && len(k) >= len("电") && (k == key || len(k) >= 6 && strings.HasSuffix(key, k) || len(key) >= 6 && strings.HasSuffix(k, key)) {
			return *e, true
		}
	}
	return Entry{}, false
}

// aliases are everyday names of accounts, folded.
var aliases = map[string]string{"公务交通补贴": "其他交通", "公车补贴": "其他交通", "交通补贴": "其他交通", "车补": "其他交通", "设备购置": "办公设备购置"}

// Fold reduces a name to what must agree: no blanks, one kind of brackets, no closing 支出 or 费用.
func Fold(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch r {
		case ' ', '　', '\u00A0', '\t', '\n', '、', '，', '“', '”', '"':
			continue
		case '（':
			r = '('
		case '）':
			r = ')'
		}
		b.WriteRune(r)
	}
	s := b.String()
	for _, t := range [...]string{"支出", "费用", "费"} {
		if cut := strings.TrimSuffix(s, t); cut != s && cut != "" {
			return cut
		}
	}
	return s
}

// Books are all lists together (科目簿).
type Books struct{ Function, Economic, Government, Legacy, Revenue *List }

// EconomicOf returns the departmental economic list of a year.
func (b *Books) EconomicOf(year int) *List {
	if year != 0 && year < 2018 {
		return b.Legacy
	}
	return b.Economic
}

var (
	once     sync.Once
	official *Books
)

// Official returns the embedded lists.
func Official() *Books {
	once.Do(func() {
		b, err := Load(func(name string) (string, bool) { return "", false })
		if err != nil {
			panic("classification: embedded list: " + err.Error())
		}
		official = b
	})
	return official
}

// Load builds the lists, taking those that override gives in place of the embedded ones.
func Load(override func(name string) (string, bool)) (*Books, error) {
	var out [len(Files)]*List
	for i, name := range Files {
		text, ok := override(name)
		if !ok {
			data, err := embedded.ReadFile("data/" + name + ".csv")
			if err != nil {
				return nil, err
			}
			text = string(data)
		}
		l, err := Parse(name, text)
		if err != nil {
			return nil, err
		}
		out[i] = l
	}
	return &Books{Function: out[0], Economic: out[1], Government: out[2], Legacy: out[3], Revenue: out[4]}, nil
}

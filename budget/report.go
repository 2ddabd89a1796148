package budget

import (
	"mingzhang/performance"
	"mingzhang/source"
)

// DocumentKind is the kind of disclosure (文件种类).
type DocumentKind string

// The kinds of documents.
const (
	BudgetDocument       DocumentKind = "budget"
	FinalDocument        DocumentKind = "final"
	AnnouncementDocument DocumentKind = "announcement"
	SelfEvaluation       DocumentKind = "self-evaluation"
	OtherDocument        DocumentKind = "other"
)

// Report is what a document states (报告).
type Report struct {
	// File is where it was read, where reports are compared with each other.
	File     string
	Entity   string
	Entities []Name // every way in which the entity is named
	Year     int
	Kind     DocumentKind
	Phase    Phase // the phase that a figure has when nothing else is said
	// Full says that the document means to be a whole disclosure, so that missing parts are missing.
	Full bool
	// Township, County … is the level of government that the entity belongs to, "" where unknown.
	Township bool

	Passages []Passage
	Figures  []Figure
	Claims   []Claim
	Forms    []Form
	Chain    performance.Chain
	Doubts   []Doubt
	Coverage Coverage
}

// Name is one way in which an entity is named, with its place (名称).
type Name struct {
	Text  string
	Place Place
}

// Passage is a logical paragraph: lines that run on are joined (段落). It keeps the way back from an
// offset to its place.
type Passage struct {
	Text string
	// Number is the printed or generated number of a heading or item, "" where there is none.
	Number  Numbering
	Heading bool
	// Section is the index of the Passage that heads the top-level section, -1 before the first.
	Section int
	Kind    source.Kind
	parts   []part
	Table   int // index into Forms of the table that stands here, -1 for text
}

// part is one source paragraph of a passage.
type part struct {
	at    int // offset in Passage.Text
	lead  int // bytes of the source paragraph before its first byte in the passage
	text  string
	place source.Location
	// columns holds how many characters stand before every columnStep-th byte of a long text, so that
	// places on a line of megabytes are found without counting from its start.
	columns []int
}

const columnStep = 1 << 10

// before counts the characters in front of a byte.
func (q *part) before(at int) int {
	k := min(at/columnStep, len(q.columns)-1)
	if k < 0 {
		return runes(q.text[:at])
	}
	return q.columns[k] + runes(q.text[k*columnStep:at])
}

// Append adds a source paragraph that continues the passage; lead is the number of bytes that were
// left out at its start.
func (p *Passage) Append(text string, lead int, place source.Location) {
	q := part{at: len(p.Text), lead: lead, text: text, place: place}
	for at, n := 0, 0; at+columnStep < len(text); at += columnStep {
		q.columns = append(q.columns, n)
		n += runes(text[at : at+columnStep])
	}
	p.parts = append(p.parts, q)
	p.Text += text[lead:]
}

// Place returns the place of the bytes from start to end, with the whole words of that line.
func (p *Passage) Place(start, end int) Place {
	if len(p.parts) == 0 {
		return Place{Text: p.Text}
	}
	i := 0
	for i+1 < len(p.parts) && p.parts[i+1].at <= start {
		i++
	}
	q := &p.parts[i]
	from := min(max(start-q.at+q.lead, 0), len(q.text))
	to := min(max(end-q.at+q.lead, from), len(q.text))
	loc := q.place
	loc.Column += q.before(from)
	if loc.Column == 0 {
		loc.Column = 1 + q.before(from)
	}
	if i+1 < len(p.parts) && end > p.parts[i+1].at { // broken by a line end: the words of both lines are its words
		k := i + 1
		for k+1 < len(p.parts) && p.parts[k+1].at < end {
			k++
		}
		to := len(p.Text)
		if k+1 < len(p.parts) {
			to = p.parts[k+1].at
		}
		return Place{Location: loc, Text: p.Text[q.at:to], Mark: [2]int{start - q.at, min(end, to) - q.at}}
	}
	return Place{Location: loc, Text: q.text, Mark: [2]int{from, to}}
}

// Lines returns the places of the source paragraphs that make up the passage.
func (p *Passage) Lines() []Place {
	out := make([]Place, len(p.parts))
	for i, q := range p.parts {
		out[i] = Place{Location: q.place, Text: q.text}
	}
	return out
}

func runes(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// Numbering is the number of a heading or list item (编号).
type Numbering struct {
	Style NumberStyle
	Value int
	Sub   int // the second part of 1.1
	Text  string
}

// NumberStyle tells the levels of Chinese numbering apart (编号层次).
type NumberStyle uint8

// The numbering styles in their usual order of levels.
const (
	NoNumber       NumberStyle = iota
	PartNumber                 // 第一部分
	ChineseNumber              // 一、
	BracketChinese             // （一）
	ArabicNumber               // 1、 1.
	BracketArabic              // （1）
	CircledNumber              // ①
	DottedNumber               // 1.1
)

// Doubt is a place that the interpreter is not sure of (存疑).
type Doubt struct {
	Place  Place
	Reason string // a code; the words belong to the report
}

// Coverage counts the numbers of a document (覆盖率): Bound of Numbers are understood; Apart are
// ordinals, codes, dates and page numbers, which are no figures.
type Coverage struct{ Numbers, Bound, Apart int }

// Ratio returns the share of understood numbers in thousandths; 1000 where there are none.
func (c Coverage) Ratio() int {
	if c.Numbers == 0 {
		return 1000
	}
	return c.Bound * 1000 / c.Numbers
}

package docx

import (
	"strings"

	"mingzhang/internal/ooxml"
	"mingzhang/source"
)

const (
	maxLevels = 9
	// maxLabel bounds the characters of a generated number and of the text of a level. Long ones are
	// of the kind 第一百二十三章第一节第一条.
	maxLabel = 100
	// maxLists bounds the lists and their instances; documents pasted together from many have thousands.
	maxLists = 100_000
)

// level is one level of a list.
type level struct {
	start   int
	format  string
	text    string // "%1、"
	restart int    // the level behind which it starts anew, -1 for every higher one
	legal   bool   // all numbers in Arabic
	suffix  string // "\t", " " or ""
	style   string // the paragraph style that has this level
	set     bool
}

// list is an abstract list with its counters; instances of one list share them.
type list struct {
	levels  [maxLevels]level
	link    string // a numbering style that holds the levels
	styleID string // the numbering style that this list is
	counts  [maxLevels]int
	used    [maxLevels]bool
}

// instance is a w:num: a list, perhaps with levels of its own.
type instance struct {
	list     *list
	listID   string
	override [maxLevels]*level
	start    [maxLevels]int // -1 is not said
	begun    [maxLevels]bool
}

type numbering struct {
	lists     map[string]*list
	styled    map[string]*list // by the numbering style that a list is
	instances map[int]*instance
}

func newNumbering() *numbering {
	return &numbering{lists: map[string]*list{}, styled: map[string]*list{}, instances: map[int]*instance{}}
}

func (r *reader) readNumbering(part string) error {
	t, err := r.pkg.Tokens(part)
	if err != nil {
		return err
	}
	defer t.Close()
	n := r.numbering
	for kind := t.Next(); kind != ooxml.EOF; kind = t.Next() {
		if kind != ooxml.Start {
			continue
		}
		switch string(t.Name()) {
		case "numbering":
		case "abstractNum":
			if len(n.lists) == maxLists {
				return source.Over(source.Structure, maxLists)
			}
			id := string(t.Attr("abstractNumId"))
			l := readList(t)
			n.lists[id] = l
			if l.styleID != "" && n.styled[l.styleID] == nil {
				n.styled[l.styleID] = l
			}
		case "num":
			if len(n.instances) == maxLists {
				return source.Over(source.Structure, maxLists)
			}
			id := t.Int("numId", 0)
			n.instances[id] = readInstance(t)
		default:
			t.Skip()
		}
	}
	for _, in := range n.instances {
		in.list = n.lists[in.listID]
		if in.list != nil && in.list.link != "" {
			in.list = n.linked(r, in.list)
		}
	}
	return t.Err()
}

// linked finds the list that a numbering style stands for.
func (n *numbering) linked(r *reader, l *list) *list {
	if s := r.styles[l.link]; s != nil {
		if in := n.instances[s.numID]; in != nil {
			if target := n.lists[in.listID]; target != nil && target.link == "" {
				return target
			}
		}
	}
	if styled := n.styled[l.link]; styled != nil {
		return styled
	}
	return l
}

func readList(t *ooxml.Tokenizer) *list {
	l := &list{}
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return l
		case ooxml.Start:
			switch string(t.Name()) {
			case "lvl":
				i := t.Int("ilvl", -1)
				lv := readLevel(t)
				if i >= 0 && i < maxLevels {
					l.levels[i] = lv
				}
			case "numStyleLink":
				l.link = string(t.Attr("val"))
			case "styleLink":
				l.styleID = string(t.Attr("val"))
			default:
				t.Skip()
			}
		}
	}
	return l
}

func readLevel(t *ooxml.Tokenizer) level {
	l := level{format: "decimal", restart: -1, suffix: "\t", set: true}
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return l
		case ooxml.Start:
			switch string(t.Name()) {
			case "start":
				l.start = t.Int("val", 0)
			case "numFmt":
				l.format = string(t.Attr("val"))
			case "lvlText":
				l.text = firstChars(string(t.Attr("val")))
			case "lvlRestart":
				l.restart = t.Int("val", -1)
			case "isLgl":
				l.legal = t.On()
			case "pStyle":
				l.style = string(t.Attr("val"))
			case "suff":
				switch string(t.Attr("val")) {
				case "space":
					l.suffix = " "
				case "nothing":
					l.suffix = ""
				}
			case "AlternateContent", "Choice", "Fallback":
				// Newer formats are written twice; the later, simpler one counts.
			default:
				t.Skip()
			}
		}
	}
	return l
}

func readInstance(t *ooxml.Tokenizer) *instance {
	in := &instance{}
	for i := range in.start {
		in.start[i] = -1
	}
	at := -1
	for depth := t.Depth(); t.Depth() >= depth; {
		switch t.Next() {
		case ooxml.EOF:
			return in
		case ooxml.Start:
			switch string(t.Name()) {
			case "abstractNumId":
				in.listID = string(t.Attr("val"))
			case "lvlOverride":
				if at = t.Int("ilvl", -1); at < 0 || at >= maxLevels {
					t.Skip()
				}
			case "startOverride":
				if at >= 0 && at < maxLevels {
					in.start[at] = t.Int("val", -1)
				}
			case "lvl":
				l := readLevel(t)
				if at >= 0 && at < maxLevels {
					in.override[at] = &l
				}
			default:
				t.Skip()
			}
		}
	}
	return in
}

func (in *instance) level(i int) *level {
	if in.override[i] != nil {
		return in.override[i]
	}
	return &in.list.levels[i]
}

// next counts one paragraph and returns its number and what stands between number and words.
func (n *numbering) next(numID, at int) (label, suffix string) {
	in := n.instances[numID]
	if in == nil || in.list == nil || at < 0 || at >= maxLevels {
		return "", ""
	}
	l := in.list
	current := in.level(at)
	if !current.set {
		return "", ""
	}
	switch {
	case in.start[at] >= 0 && !in.begun[at]:
		l.counts[at] = in.start[at]
	case !l.used[at]:
		l.counts[at] = current.start
	default:
		l.counts[at]++
	}
	in.begun[at], l.used[at] = true, true
	for i := at + 1; i < maxLevels; i++ {
		if r := in.level(i).restart; r < 0 || r > at {
			l.used[i] = false
		}
	}
	for i := range at { // a level that was skipped shows its first number
		if !l.used[i] {
			l.counts[i], l.used[i] = in.level(i).start, true
		}
	}
	return in.print(current), current.suffix
}

// print fills the counters into the text of a level. What it prints is bounded, too, because each paragraph
// of the list has a label of its own, and a counter may print thirty characters.
func (in *instance) print(current *level) string {
	if current.format == "bullet" || current.text == "" {
		return ""
	}
	var b strings.Builder
	text := current.text
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+1 < len(text) && text[i+1] >= '1' && text[i+1] <= '9' {
			i++
			at := int(text[i] - '1')
			format := in.level(at).format
			if current.legal {
				format = "decimal"
			}
			b.WriteString(ordinal(in.list.counts[at], format))
			continue
		}
		b.WriteByte(text[i])
	}
	return firstChars(b.String())
}

// firstChars cuts a text behind maxLabel characters.
func firstChars(s string) string {
	if len(s) <= maxLabel {
		return s
	}
	n := 0
	for i := range s {
		if n == maxLabel {
			return s[:i]
		}
		n++
	}
	return s
}

// levelOf finds the level of a list that belongs to a paragraph style.
func (n *numbering) levelOf(numID int, styleID string) int {
	if in := n.instances[numID]; in != nil && in.list != nil {
		for i := range maxLevels {
			if in.level(i).style == styleID && styleID != "" {
				return i
			}
		}
	}
	return 0
}

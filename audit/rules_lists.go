package audit

import (
	"iter"
	"sort"
	"strings"
	"sync"

	"mingzhang/budget"
	"mingzhang/classification"
	"mingzhang/internal/phrase"
)

// listedRows compares the parts of a sentence with the rows of the table whose total the sentence states:
// 收入预算860.5万元，其中：财政拨款730.3万元、其他收入130.2万元 against 收支总表. The equal totals show that
// both speak of the same money, and most of the parts must be rows by name, so that a list of another kind
// is left alone.
func listedRows(s *Subject) {
	paired := sync.OnceValue(s.paired)
	for i := range s.Report.Claims {
		c := &s.Report.Claims[i]
		if c.Kind != budget.SumClaim || len(c.Terms) < 2 || c.Certainty == budget.Guess || s.Figures[c.Stated].Assumed || s.Figures[c.Stated].Role != budget.Level ||
			s.Figures[c.Stated].Key.Year != s.Year || s.Figures[c.Stated].Amount.Ticks == 0 {
			continue
		}
		for k := range s.formsNear(c.Place) {
			if s.listedIn(c, k, paired) {
				break
			}
		}
	}
}

// formsNear goes through the forms of a document; of one put together from many, those around a place.
func (s *Subject) formsNear(p budget.Place) iter.Seq[*budget.Form] {
	const many = 200 // more than any single disclosure has
	from, to := 0, len(s.Forms)
	if to > many {
		at := sort.Search(to, func(i int) bool {
			return s.Forms[i].Place.Page > p.Page || s.Forms[i].Place.Page == p.Page && s.Forms[i].Place.Line >= p.Line
		})
		from, to = max(0, at-many/2), min(to, at+many/2)
	}
	return func(yield func(*budget.Form) bool) {
		for i := from; i < to; i++ {
			if !yield(&s.Forms[i]) {
				return
			}
		}
	}
}

// paired returns the pairs of figures that are already compared, both ways round.
func (s *Subject) paired() map[[2]int]bool {
	out := map[[2]int]bool{}
	for i := range s.eq {
		if e := &s.eq[i]; len(e.terms) == 1 && len(e.den) == 0 {
			out[[2]int{e.stated, e.terms[0].Figure}], out[[2]int{e.terms[0].Figure, e.stated}] = true, true
		}
	}
	return out
}

// listedIn compares a list with one table. It reports whether the table is the one of the list.
func (s *Subject) listedIn(c *budget.Claim, f *budget.Form, paired func() map[[2]int]bool) bool {
	if f.Empty || f.ID == "" || f.ID == budget.T13 {
		return false
	}
	names := map[int]string{} // the folded labels of the parts
	for col := range f.Columns {
		h := &f.Columns[col]
		if h.Role != budget.ValueColumn || h.OfWhich || s.totalOf(f, h.Side, col, c.Stated) < 0 {
			continue
		}
		var pairs [][2]int
		agree := 0
		for _, t := range c.Terms {
			k := s.rowFor(f, h.Side, col, t.Figure, names)
			if k < 0 || t.Minus {
				continue
			}
			pairs = append(pairs, [2]int{t.Figure, k})
			if s.alike(t.Figure, k) {
				agree++
			}
		}
		if agree == 0 || agree*3 < len(pairs) || len(pairs)*2 < len(c.Terms) {
			continue
		}
		for _, p := range pairs {
			if paired()[p] {
				continue
			}
			e := s.equation(listRule(f.ID), p[0], []budget.Term{{Figure: p[1]}})
			e.title = sameTitle
			if agree < len(pairs)-1 {
				e.certainty = budget.Likely
			}
			s.eq = append(s.eq, e)
		}
		return true
	}
	return false
}

func listRule(id budget.FormID) string {
	switch id {
	case budget.T1, budget.F1, budget.T2, budget.F2, budget.T3, budget.F3, budget.T4, budget.F4:
		return "TXT-01"
	case budget.T7, budget.F7:
		return "TXT-10"
	}
	return "TXT-12"
}

// names are the rows of a form by what they are called, worked out once for all lists.
type names struct {
	totals [budget.Sides][]int
	plain  [budget.Sides][]string // by row, "" for a total
	folded [budget.Sides][]string // by row, "" for a total or a row without name; see foldedNames
}

func (s *Subject) namesOf(f *budget.Form) *names {
	if n := s.named[f]; n != nil {
		return n
	}
	n := &names{}
	for side := range n.plain {
		if len(f.Values(side)) == 0 {
			continue
		}
		n.plain[side] = make([]string, len(f.Rows))
		for i := range f.Rows {
			name := phrase.Squeeze(f.Rows[i].Name[side])
			if f.Rows[i].Total[side] || strings.HasSuffix(name, "总计") || strings.HasSuffix(name, "合计") {
				n.totals[side] = append(n.totals[side], i)
			} else {
				n.plain[side][i] = name
			}
		}
	}
	if s.named == nil {
		s.named = map[*budget.Form]*names{}
	}
	s.named[f] = n
	return n
}

// foldedNames returns the folded names of the rows on a side. Few tables are asked for them.
func (n *names) foldedNames(side int) []string {
	if n.folded[side] == nil {
		n.folded[side] = make([]string, len(n.plain[side]))
		for i, name := range n.plain[side] {
			if name != "" {
				n.folded[side][i] = classification.Fold(accountName(name))
			}
		}
	}
	return n.folded[side]
}

// totalOf returns a total of a column that prints the amount of a figure, -1 where there is none.
func (s *Subject) totalOf(f *budget.Form, side, col, figure int) int {
	for _, i := range s.namesOf(f).totals[side] {
		if k := f.Rows[i].At(col); k >= 0 && s.alike(figure, k) {
			return k
		}
	}
	return -1
}

// rowFor finds the one row that a part of a list names, and returns its figure in a column, -1 where no
// row or more than one fits.
func (s *Subject) rowFor(f *budget.Form, side, col, figure int, names map[int]string) int {
	x := &s.Figures[figure]
	name, known := names[figure]
	if !known {
		name = classification.Fold(accountName(x.Label))
		names[figure] = name
	}
	found := -1
	for i, row := range s.namesOf(f).foldedNames(side) {
		k := f.Rows[i].At(col)
		if row == "" || k < 0 || s.Figures[k].Key.Year != x.Key.Year ||
			row != name && (x.Key.Measure == "" || x.Key.Measure == budget.Amount || s.Figures[k].Key.Measure != x.Key.Measure) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = k
	}
	return found
}

// accountName is the bare name of an account or item: without its number, without （类） behind it and
// without the words that lead to its amount.
func accountName(label string) string {
	s := phrase.Squeeze(label)
	for _, p := range [...]string{"其中：", "其中:", "其中", "包括：", "包括"} {
		s = strings.TrimPrefix(s, p)
	}
	if i := strings.IndexAny(s, "、.．）)"); i > 0 && i <= len("（十二） ") {
		head := strings.TrimLeft(s[:i], "（(一二三四五六七八九十0123456789")
		if head == "" {
			s = strings.TrimLeft(s[i:], "、.．）)")
		}
	}
	for was := ""; was != s; {
		was = s
		for _, t := range [...]string{"（类）", "(类)", "科目", "为", "共计", "安排", "预算", "决算", "：", ":"} {
			s = strings.TrimSuffix(s, t)
		}
	}
	return s
}

package audit

import (
	"slices"
	"strings"

	"mingzhang/budget"
	"mingzhang/money"
)

// colGroup is a column that should be the sum of others (合计栏).
type colGroup struct {
	total int
	parts []int
}

// groups finds the columns that add up: 合计 and 小计 over the columns that follow under the same
// heading, 基本支出 over 人员经费 and 公用经费.
func groups(f *budget.Form) []colGroup {
	var out []colGroup
	for i := range f.Columns {
		c := &f.Columns[i]
		if c.Role != budget.ValueColumn || !isTotalColumn(f, i) {
			continue
		}
		g := colGroup{i, partsOf(f, i)}
		if len(g.parts) == 0 && len(c.Path) <= 1 {
			g.parts = partsBefore(f, i)
		}
		if len(g.parts) >= 2 {
			out = append(out, g)
		}
	}
	return out
}

func isTotalColumn(f *budget.Form, i int) bool {
	c := &f.Columns[i]
	leaf := c.Leaf()
	switch {
	case strings.HasSuffix(leaf, "合计"), strings.HasSuffix(leaf, "小计"), leaf == "总计", leaf == "金额合计", leaf == "本年收入合计", leaf == "本年支出合计":
		return true
	case f.ID == budget.T7 || f.ID == budget.F7:
		return c.Measure == budget.ThreePublic || c.Measure == budget.Vehicles
	case f.ID == budget.T12 && strings.HasPrefix(leaf, "资产总额"):
		return true
	case c.Measure == budget.Basic:
		return i+2 < len(f.Columns) && f.Columns[i+1].Measure == budget.Personnel && f.Columns[i+2].Measure == budget.Operating
	}
	return false
}

// partsOf collects the columns behind a total that belong to it. A nested total counts once, in place
// of its own parts.
func partsOf(f *budget.Form, total int) []int {
	t := &f.Columns[total]
	depth := len(t.Path)
	var parts []int
	for i := total + 1; i < len(f.Columns); i++ {
		c := &f.Columns[i]
		if c.Side != t.Side || c.Role == budget.NameColumn {
			break
		}
		if c.Role != budget.ValueColumn {
			continue
		}
		if t.Measure == budget.Basic && c.Measure != budget.Personnel && c.Measure != budget.Operating {
			break
		}
		if t.Measure == budget.Vehicles && c.Measure != budget.VehiclePurchase && c.Measure != budget.VehicleOperation {
			break
		}
		if f.ID == budget.T7 && t.Measure == budget.ThreePublic && c.Measure == budget.AgencyOperating {
			break
		}
		if depth > 1 && !samePrefix(t.Path[:depth-1], c.Path) {
			break
		}
		if c.OfWhich || quantity(c.Leaf()) {
			continue
		}
		if c.Leaf() == t.Leaf() && len(c.Path) <= depth {
			break
		}
		parts = append(parts, i)
		if isTotalColumn(f, i) {
			if sub := partsOf(f, i); len(sub) > 0 {
				i = sub[len(sub)-1]
			}
		}
	}
	return parts
}

// partsBefore collects the columns before a total that stands last, each total among them in place of its parts.
func partsBefore(f *budget.Form, total int) []int {
	var parts []int
	for i := 0; i < total; i++ {
		c := &f.Columns[i]
		if c.Side != f.Columns[total].Side || c.Role != budget.ValueColumn || c.OfWhich || quantity(c.Leaf()) {
			continue
		}
		parts = append(parts, i)
		if isTotalColumn(f, i) {
			if sub := partsOf(f, i); len(sub) > 0 {
				i = sub[len(sub)-1]
			}
		}
	}
	return parts
}

func quantity(leaf string) bool {
	switch leaf {
	case "数量", "单价", "保有量", "面积", "编制", "批次", "人次":
		return true
	}
	return strings.HasSuffix(leaf, "人数") || strings.HasSuffix(leaf, "户数") || strings.HasSuffix(leaf, "保有量")
}

func samePrefix(prefix, path []string) bool {
	if len(path) < len(prefix) {
		return false
	}
	for i := range prefix {
		if prefix[i] != path[i] {
			return false
		}
	}
	return true
}

// rowSums makes the equation of each row for a group of columns. The relation must hold in most rows:
// where it does not, the columns mean something else and nobody is accused.
func (s *Subject) rowSums(f *budget.Form, g colGroup, rule string, known bool) {
	eqs := make([]equation, 0, len(f.Rows))
	holds, rows := 0, 0
	for i := range f.Rows {
		r := &f.Rows[i]
		stated := r.At(g.total)
		if stated < 0 || s.Figures[stated].Amount.Unit == money.Percent && s.Figures[stated].Role == budget.Level && f.Columns[g.total].Role == budget.ValueColumn {
			continue // a row of rates of change
		}
		terms := make([]budget.Term, 0, len(g.parts))
		for _, c := range g.parts {
			if k := r.At(c); k >= 0 {
				terms = append(terms, budget.Term{Figure: k})
			}
		}
		if len(terms) == 0 {
			continue
		}
		rows++
		e := s.equation(rule, stated, terms)
		if v, _, _ := s.evaluate1(&e, e.terms, nil); v != Disagrees {
			holds++
		}
		eqs = append(eqs, e)
	}
	s.learned(eqs, holds, rows, known)
}

// learned keeps the equations of a relation that holds in most places. Of a known form one failure in
// few rows is still believed.
func (s *Subject) learned(eqs []equation, holds, rows int, known bool) {
	if rows == 0 {
		return
	}
	fails := rows - holds
	certainty := budget.Certain
	switch {
	case known && (fails <= 1 || fails*3 <= rows):
	case !known && holds >= 3 && fails*5 <= rows:
	case !known && holds >= 2 && fails*3 <= rows:
		certainty = budget.Likely
	default:
		certainty = budget.Guess
	}
	for i := range eqs {
		eqs[i].certainty = certainty
	}
	s.eq = append(s.eq, eqs...)
}

// equation begins an equation of a rule.
func (s *Subject) equation(rule string, stated int, terms []budget.Term) equation {
	rule = s.ruleHere(rule)
	e := equation{inTable: s.inTable, rule: rule, claim: -1, stated: stated, terms: terms, place: &s.Figures[stated].Place, severity: Error}
	if r, ok := RuleByID(rule); ok {
		e.severity = r.Severity
	}
	return e
}

// codeSums makes the equations parent = Σ children of a coded table, and total = Σ top level.
func (s *Subject) codeSums(f *budget.Form, side int, classRule, totalRule string) {
	children, tops, totals := map[string][]int{}, []int{}, []int{}
	printed := map[string]int{}
	for i := range f.Rows {
		r := &f.Rows[i]
		code := r.Code[side]
		if code != "" {
			printed[code] = i
		}
	}
	for i := range f.Rows {
		r := &f.Rows[i]
		code := r.Code[side]
		switch {
		case r.Total[side]:
			totals = append(totals, i)
		case code == "":
		case len(code) == 3:
			tops = append(tops, i)
		case len(code) == 5 || len(code) == 7:
			parent := code[:len(code)-2]
			if _, ok := printed[parent]; ok {
				children[parent] = append(children[parent], i)
			} else if _, top := printed[code[:3]]; top { // the level between is not printed
				children[code[:3]] = append(children[code[:3]], i)
			} else {
				tops = append(tops, i)
			}
		}
	}
	for _, col := range f.Values(side) {
		var eqs []equation
		holds, rows := 0, 0
		for i := range f.Rows {
			kids := children[f.Rows[i].Code[side]]
			if len(kids) == 0 || printed[f.Rows[i].Code[side]] != i {
				continue
			}
			if e, ok := s.columnEquation(f, classRule, i, kids, col); ok {
				rows++
				if v, _, _ := s.evaluate1(&e, e.terms, nil); v != Disagrees {
					holds++
				}
				eqs = append(eqs, e)
			}
		}
		s.learned(eqs, holds, rows, true)
	}
	s.childless(f, side, classRule, children)
	if len(totals) > 0 && len(tops) > 0 {
		s.totalRow(f, rowSum{totalRule, totals[len(totals)-1], tops, side, true})
	}
}

// childless finds a 款 with money but without 项 in a table that prints 项 for all others: a row is
// missing.
func (s *Subject) childless(f *budget.Form, side int, rule string, children map[string][]int) {
	with, without := 0, []int(nil)
	for i := range f.Rows {
		code := f.Rows[i].Code[side]
		if len(code) != 5 || f.Rows[i].Total[side] {
			continue
		}
		if len(children[code]) > 0 {
			with++
		} else if k := f.Rows[i].At(sumColumn(f, side)); k >= 0 && s.Figures[k].Amount.Ticks != 0 {
			without = append(without, i)
		}
	}
	if len(without) == 0 {
		return
	}
	with = max(with, s.sectionsWithItems())
	if with < 3 || len(without)*4 > with {
		return
	}
	for _, i := range without {
		r := &f.Rows[i]
		name := strings.TrimSpace(r.Name[side]) + "（" + r.Code[side] + "）"
		s.find(Finding{Rule: rule, Severity: Warning, Place: r.Place[side], Stated: name,
			Title:   Words{name + "下面没有项级科目", name + " has no items below it"},
			Message: Words{"其他各款都列到项：请核对是否漏了一行。", "All other sections list their items; a row may be missing."}})
	}
}

// sectionsWithItems counts the 款 with 项 below them in the fullest table of the document.
func (s *Subject) sectionsWithItems() int {
	if s.counted {
		return s.sections
	}
	most := 0
	for i := range s.Forms {
		seen := map[string]bool{}
		for r := range s.Forms[i].Rows {
			if code := s.Forms[i].Rows[r].Code[0]; len(code) == 7 {
				seen[code[:5]] = true
			}
		}
		most = max(most, len(seen))
	}
	s.sections, s.counted = most, true
	return most
}

// columnEquation makes stated row = Σ part rows in one column.
func (s *Subject) columnEquation(f *budget.Form, rule string, row int, parts []int, col int) (equation, bool) {
	stated := f.Rows[row].At(col)
	if stated < 0 || s.Figures[stated].Kind == budget.PercentFigure && !addsUp(f.Columns[col].Title) {
		return equation{}, false
	}
	terms := make([]budget.Term, 0, len(parts))
	for _, k := range parts {
		if x := f.Rows[k].At(col); x >= 0 {
			terms = append(terms, budget.Term{Figure: x})
		}
	}
	if len(terms) == 0 {
		return equation{}, false
	}
	return s.equation(rule, stated, terms), true
}

// addsUp reports whether the percentages of a column are parts of a whole; rates of completion or change are not.
func addsUp(title string) bool {
	return has(title, "占") || has(title, "比重") || has(title, "比例") || has(title, "权重")
}

// rowSum says that a row is the sum of others, in every value column of a side of a form. Known means
// that the form makes it certain.
type rowSum struct {
	rule  string
	total int
	parts []int
	side  int
	known bool
}

// totalRow makes the equations of a row sum.
func (s *Subject) totalRow(f *budget.Form, sum rowSum) {
	var eqs []equation
	holds, cols := 0, 0
	for _, col := range f.Values(sum.side) {
		e, ok := s.columnEquation(f, sum.rule, sum.total, sum.parts, col)
		if !ok || f.Columns[col].Role != budget.ValueColumn {
			continue
		}
		cols++
		if v, _, _ := s.evaluate1(&e, e.terms, nil); v != Disagrees {
			holds++
		}
		eqs = append(eqs, e)
	}
	first := len(s.eq)
	s.learned(eqs, holds, cols, sum.known)
	// the form says what the row sums, and some column bears it out: the others are worth a look
	for i := first; sum.known && holds > 0 && i < len(s.eq); i++ {
		if e := &s.eq[i]; e.certainty == budget.Guess && !s.countsTwice(e) {
			e.certainty = budget.Likely
		}
	}
}

// countsTwice reports whether a sum is too large by just one of its parts: then the row is rather a
// part of another, its code misprinted, than the total wrong.
func (s *Subject) countsTwice(e *equation) bool {
	excess := s.centre(e.terms) - s.Figures[e.stated].Amount.Ticks
	return slices.ContainsFunc(e.terms, func(t budget.Term) bool { return excess > 0 && s.Figures[t.Figure].Amount.Ticks == excess })
}

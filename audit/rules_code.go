package audit

import (
	"strings"

	"mingzhang/budget"
	"mingzhang/classification"
)

// Rules on account codes (XTB-22, XTB-23, XTB-25).
func init() {
	basis := Words{"《政府收支分类科目》", "chart of government accounts"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string, check func(*Subject)) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}, check: check})
	}
	add("XTB-22", Code, Error, "科目编码名称一致", "code and name agree", "30202 咨询费：30202是印刷费，咨询费是30203", "30202 is printing, consulting is 30203", codes)
	add("XTB-23", Code, Error, "科目与资金性质匹配", "code fits the ledger", "一般公共预算表里有21208", "21208 in the general budget", ledgerCodes)
	add("XTB-25", Code, Warning, "基本与项目划分", "basic or project", "项目清单里列“其他农林水支出”", "a subject name listed as a project", projectNames)
}

// codes compares the codes and names of all tables with the lists of the year.
func codes(s *Subject) {
	books := s.opt.Books
	if books == nil {
		books = classification.Official()
	}
	checked := 0
	for i := range s.Forms {
		f := &s.Forms[i]
		list := books.Function
		switch f.ID {
		case budget.T6, budget.F6:
			list = books.EconomicOf(s.Year)
		case budget.T2, budget.T3, budget.T5, budget.T8, budget.T9, budget.F2, budget.F3, budget.F5, budget.F8, budget.F9:
		default:
			if !functional(f) {
				continue
			}
		}
		var units [budget.Sides]bool // the codes are those of units: 单位编码
		for c := range f.Columns {
			if col := &f.Columns[c]; col.Role == budget.CodeColumn && (has(col.Title, "单位") || has(col.Title, "部门")) {
				units[col.Side] = true
			}
		}
		for r := range f.Rows {
			for side := 0; side < budget.Sides; side++ {
				if row := &f.Rows[r]; row.Code[side] != "" && row.Name[side] != "" && !units[side] {
					checked++
					s.codeName(list, row, side)
				}
			}
		}
	}
	s.itemCodes(books)
	if checked == 0 {
		s.notRun("XTB-22")
	}
}

// functional reports whether a table of no known kind is one of accounts by function.
func functional(f *budget.Form) bool {
	items := 0
	for r := range f.Rows {
		if c := f.Rows[r].Code[0]; len(c) == len("2010101") && c[0] == '2' {
			items++
		}
	}
	return items >= 3
}

// codeName checks one row. A name that belongs to another code of the list names the candidate; other
// differences of wording are left alone.
func (s *Subject) codeName(list *classification.List, row *budget.Row, side int) {
	code, name := row.Code[side], strings.TrimSpace(strings.Trim(row.Name[side], "　 "))
	e, ok := list.Find(code, s.Year)
	if ok && (classification.Fold(e.Name) == classification.Fold(name) || alikeNames(e.Name, name)) {
		return
	}
	candidate := ""
	for _, c := range list.Named(name, s.Year) {
		if strings.HasPrefix(c.Code, "309") {
			continue // capital construction; the everyday account of the name is meant
		}
		if len(c.Code) == len(code) && (candidate == "" || strings.HasPrefix(c.Code, code[:min(3, len(code))])) {
			candidate = c.Code
		}
	}
	f := Finding{Rule: "XTB-22", Severity: Warning, Place: row.Place[side], Stated: code + " " + name, Verdict: Undecidable}
	switch {
	case ok && candidate != "":
		f.Verdict, f.Expected = Disagrees, candidate+" "+name
		if e.Seen {
			f.Severity = Error
		}
		f.Title = Words{code + "是" + e.Name + "，" + name + "的编码是" + candidate, code + " is another account; this one is " + candidate}
		f.Message = Words{"请改编码或改名称。", "Correct code or name."}
	case ok:
		return // a shorter or regional wording of the name
	case candidate != "":
		f.Expected = candidate + " " + name
		f.Title = Words{name + "的编码写作" + code + "，科目表里是" + candidate, "the list has this account under " + candidate}
		f.Message = Words{"请核对编码。", "Check the code."}
		if next, ok := list.Successor(code, s.Year); ok {
			f.Message = Words{code + "已经停用，改用" + next.Code + " " + next.Name + "。", code + " has ended; use " + next.Code}
		}
	case len(code) == 4 || len(code) == 6 || len(code) > 7:
		f.Title = Words{"编码" + code + "的位数不对", "a code of the wrong length: " + code}
		f.Message = Words{"类是3位，款是5位，项是7位。", "Classes have 3 digits, sections 5, items 7."}
	default:
		return // an entry that our list does not hold; nobody is accused
	}
	s.find(f)
}

// alikeNames reports whether one name holds the other: regional wordings and short forms.
func alikeNames(a, b string) bool {
	a, b = classification.Fold(a), classification.Fold(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

// itemCodes looks for items of the operating list that no account covers.
func (s *Subject) itemCodes(books *classification.Books) {
	for i := range s.Report.Claims {
		c := &s.Report.Claims[i]
		if c.Kind != budget.SumClaim || c.Topic != budget.AgencyOperating {
			continue
		}
		for _, t := range c.Terms {
			f := &s.Figures[t.Figure]
			name := strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(f.Label), "包括"), "其中")
			if name == "" || strings.HasPrefix(name, "其他") {
				continue
			}
			if _, ok := books.EconomicOf(s.Year).Alike(name, s.Year); ok {
				continue
			}
			s.find(Finding{Rule: "XTB-22", Severity: Warning, Place: f.Place, Figures: []int{t.Figure}, Stated: name, Expected: "302xx", Verdict: Undecidable,
				Title:   Words{name + show(f.Amount) + "没有对应的经济分类科目", name + " has no economic account"},
				Message: Words{"请归入302下的科目（至多是30299），或改写名称。", "Book it under an account of 302."}})
		}
	}
}

// fundSections are the 款 that belong to government-managed funds only.
var fundSections = map[string]bool{}

func init() {
	for _, c := range strings.Fields("20707 20709 20710 20822 20823 20829 21160 21161 21208 21210 21211 21213 21214 21215 21216 21217 21218 21219 21366 21367 21369 21370 21371 " +
		"21460 21462 21464 21468 21469 21562 22904 22908 22909 22960 23004 23104 23204 23304") {
		fundSections[c] = true
	}
}

// ledgerOf tells the ledger of a 款 or 项: general, fund or capital; "" for a 类, which can stand in all.
func ledgerOf(code string) string {
	switch {
	case len(code) < 5:
		return ""
	case strings.HasPrefix(code, "223"):
		return "capital"
	case fundSections[code[:5]] || strings.HasPrefix(code, "234"):
		return "fund"
	}
	return "general"
}

// ledgerCodes checks that the tables of the three ledgers hold their own codes.
func ledgerCodes(s *Subject) {
	want := map[budget.FormID]string{budget.T5: "general", budget.F5: "general", budget.T8: "fund", budget.F8: "fund", budget.T9: "capital", budget.F9: "capital"}
	names := map[string]string{"general": "一般公共预算", "fund": "政府性基金预算", "capital": "国有资本经营预算"}
	for i := range s.Forms {
		f := &s.Forms[i]
		own := want[f.ID]
		if own == "" {
			continue
		}
		for r := range f.Rows {
			row := &f.Rows[r]
			got := ledgerOf(row.Code[0])
			if got == "" || got == own || !s.rowHasMoney(row) {
				continue
			}
			s.find(Finding{Rule: "XTB-23", Severity: Error, Place: row.Place[0], Stated: row.Code[0], Expected: names[own],
				Title:   Words{names[own] + "表里列了" + names[got] + "的科目" + row.Code[0], "an account of another ledger: " + row.Code[0]},
				Message: Words{"请核对这一行的资金性质。", "Check the fund of the row."}})
		}
	}
}

func (s *Subject) rowHasMoney(row *budget.Row) bool {
	for _, k := range row.Cells {
		if k >= 0 && s.Figures[k].Amount.Ticks != 0 {
			return true
		}
	}
	return false
}

// projectNames looks for listed projects that are subjects, or basic by nature.
func projectNames(s *Subject) {
	for i := range s.Report.Claims {
		c := &s.Report.Claims[i]
		if c.Kind != budget.SumClaim || c.Topic != budget.Project {
			continue
		}
		for _, t := range c.Terms {
			f := &s.Figures[t.Figure]
			name := strings.TrimPrefix(strings.TrimSpace(f.Label), "包括")
			switch {
			case strings.HasPrefix(name, "其他") && strings.HasSuffix(name, "支出"), classOf(name) != "", strings.Contains(name, "科学技术") && strings.HasSuffix(name, "支出"):
				s.find(Finding{Rule: "XTB-25", Severity: Warning, Place: f.Place, Figures: []int{t.Figure}, Stated: name, Verdict: Undecidable,
					Title: Words{"“" + name + "”是科目名称，不是项目名称", "a subject name listed as a project: " + name}, Message: Words{"请写明具体项目。", "Name the project."}})
			case strings.Contains(name, "残保金"):
				s.find(Finding{Rule: "XTB-25", Severity: Info, Place: f.Place, Figures: []int{t.Figure}, Stated: name, Verdict: Undecidable,
					Title: Words{"残保金属于人员经费（30112），列在项目支出", "basic by nature, listed as a project"}, Message: Words{"当地另有规定的除外。", "Local practice may differ."}})
			}
		}
	}
}

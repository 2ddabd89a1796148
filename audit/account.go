package audit

import (
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/classification"
	"mingzhang/internal/phrase"
)

// namesAccount reports whether a label names an account down to its item: with （项）, with a code of seven digits
// in brackets, or as a path of names.
func namesAccount(label string) bool {
	if has(label, "项）") || has(label, "项)") || dashIn(label) != "" {
		return true
	}
	if !strings.ContainsAny(label, "0123456789") {
		return false
	}
	_, codes := accountParts(label)
	return len(codes) == len("2010101")
}

// dashIn returns the dash that divides a path of names, 交通运输支出-公路水路运输-公路养护; "" where a label is none.
func dashIn(label string) string {
	for _, dash := range [...]string{"—", "-", "－", "–"} {
		if strings.Count(label, dash) >= 2 {
			return dash
		}
	}
	return ""
}

// accountRow finds the row of the account that a sentence names: 公共安全支出（204类）司法（06款）行政运行
// （01项）, or the same with （类）（款）（项）.
func accountRow(f *budget.Form, label string) int {
	if f == nil {
		return -1
	}
	parts, codes := accountParts(label)
	if len(codes) == 7 {
		if i := rowByCode(f, codes); i >= 0 {
			return i
		}
	}
	if len(parts) < 2 {
		return -1
	}
	item, section := classification.Fold(parts[len(parts)-1]), classification.Fold(parts[len(parts)-2])
	found := -1
	for i := range f.Rows {
		r := &f.Rows[i]
		if len(r.Code[0]) != 7 || classification.Fold(phrase.Squeeze(r.Name[0])) != item {
			continue
		}
		if up := rowByCode(f, r.Code[0][:5]); up >= 0 && classification.Fold(phrase.Squeeze(f.Rows[up].Name[0])) != section {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// accountParts splits the names of an account at their brackets and collects the digits in them.
func accountParts(label string) (names []string, codes string) {
	label = strings.NewReplacer("(", "（", ")", "）", "“", "", "”", "", "\"", "").Replace(label)
	if dash := dashIn(label); dash != "" && !has(label, "项）") {
		for _, name := range strings.Split(strings.TrimLeft(label, "0123456789．.、（） "), dash) {
			if name = strings.TrimSpace(name); name != "" {
				names = append(names, name)
			}
		}
		return names, ""
	}
	from := 0 // brackets before it belong to the name, as in 政府办公厅（室）
	for {
		i := strings.Index(label[from:], "（")
		if i < 0 {
			return names, codes
		}
		i += from
		j := strings.Index(label[i:], "）")
		if j < 0 {
			return names, codes
		}
		inside := label[i+len("（") : i+j]
		from = i + j + len("）")
		code := strings.TrimLeft(inside, "科目功能编代码")
		if len(code) == len("2010101") && strings.Trim(code, "0123456789") == "" {
			return append(names, strings.TrimSpace(label[:i])), code
		}
		if strings.HasSuffix(inside, "类") || strings.HasSuffix(inside, "款") || strings.HasSuffix(inside, "项") {
			name := label[:i]
			if k := strings.LastIndexAny(name, "0123456789．.、"); k >= 0 {
				_, w := utf8.DecodeRuneInString(name[k:])
				name = name[k+w:]
			}
			names = append(names, strings.TrimSpace(name))
			codes += strings.TrimRight(inside, "类款项")
			label, from = label[from:], 0
		}
	}
}

// accountLabel returns the label of a figure, with the code behind it that stands before the name: 2130705 对村民委员会和
// 村党支部的补助2727.71万元.
func (s *Subject) accountLabel(figure int) string {
	label := strings.TrimSpace(s.Figures[figure].Label)
	const digits = len("2130705")
	before, named := strings.CutSuffix(strings.TrimSpace(s.ahead(figure)), label)
	before = strings.TrimRight(before, " 　\u00A0-—")
	if !named || label == "" || len(before) < digits {
		return label
	}
	code := before[len(before)-digits:]
	if code[0] != '2' || strings.Trim(code, "0123456789") != "" || len(before) > digits && before[len(before)-digits-1] >= '0' && before[len(before)-digits-1] <= '9' {
		return label
	}
	return label + "（" + code + "）"
}

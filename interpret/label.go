package interpret

import (
	"strings"
	"unicode/utf8"
)

// inlineTitle returns the short sentence right before that of a figure, where it only names a measure: 2.公务接待费。2025年预算数…
func inlineTitle(c clause) string {
	if len(c.pieces) < 2 {
		return ""
	}
	const longest = 20
	s := c.pieces[len(c.pieces)-2]
	if s == "" || utf8.RuneCountInString(s) > longest || measureOf(s) == "" || isReason(s) || strings.Contains(s, "用于") {
		return ""
	}
	at := strings.LastIndex(c.lead, s+"。")
	if at < 0 {
		return ""
	}
	before := strings.TrimRight(c.lead[:at], "0123456789.．、（）() 　")
	if before != "" && !strings.HasSuffix(before, "。") && !strings.HasSuffix(before, "其中：") && !strings.HasSuffix(before, "其中:") {
		return "" // the end of a longer sentence
	}
	if _, _, compared := basisOf(s, 0); compared {
		return ""
	}
	return s
}

// titleOf returns the words before the first figure of a paragraph that name its subject, where the
// sentence of the figure itself does not: 1.农林水支出（类）行政运行（项）。年初预算为….
func titleOf(pieces []string) string {
	for i := len(pieces) - 2; i >= 0; i-- {
		if s := pieces[i]; foldLabel(s) != "" && !isReason(s) && utf8.RuneCountInString(s) < 60 {
			if _, _, compared := basisOf(s, 0); !compared {
				return s
			}
		}
	}
	return ""
}

// labelOf takes the words that name a level: the last piece, or the one before it where only a colon
// stands between.
func labelOf(c clause) string {
	piece := trim(c.piece)
	for _, w := range [...]string{"（“三公”经费", "(“三公”经费"} { // 公车购置费，公车运行费（“三公”经费）决算总额
		if i := strings.Index(piece, w); i >= 0 {
			return strings.TrimLeft(piece[i:], "（(")
		}
	}
	if n := len(c.pieces); n > 2 && isThreePublicPart(piece) && isThreePublicPart(c.pieces[n-2]) && isThreePublicPart(c.pieces[n-3]) {
		return "“三公”经费" // the three of them by name
	}
	if foldLabel(piece) == "" && len(c.pieces) > 1 && piece == "" {
		before := c.pieces[len(c.pieces)-2]
		end := strings.LastIndex(c.lead, before) + len(before)
		if sep := c.lead[end:]; strings.HasPrefix(sep, "：") || strings.HasPrefix(sep, ":") {
			if openerOf(before) == noOpener || utf8.RuneCountInString(before) > 6 {
				return before
			}
		}
	}
	return piece
}

// isThreePublicPart reports whether a piece names one of the three expenses.
func isThreePublicPart(piece string) bool {
	return strings.Contains(piece, "因公出国") || strings.Contains(piece, "接待费") || strings.Contains(piece, "公务用车")
}

// beforeCompare returns what stands before the words of a comparison: the subject of the change.
func beforeCompare(piece string) string {
	cut := len(piece)
	for _, w := range [...]string{"同口径", "较", "相比", "对比", "比", "与", "同比", "按"} {
		if i := strings.Index(piece, w); i >= 0 && i < cut {
			cut = i
		}
	}
	if cut == 0 {
		if i := strings.LastIndex(piece, "年"); i >= 0 { // 相比去年三公经费减少
			rest := piece[i+len("年"):]
			for _, w := range [...]string{"度", "同期", "同月", "预算数", "决算数", "预算", "决算", "初", "执行数", "相比", "支出", "收入", "数"} {
				rest = strings.TrimPrefix(rest, w)
			}
			return rest
		}
		return ""
	}
	return piece[:cut]
}

// subjectPiece looks for the subject of a change among the pieces before it, when a comma stands
// between: 支出决算数，与上年相比，减少… It takes only pieces that name a known measure. compared is true for a piece that is a
// comparison itself: 运行维护费支出比预算无增减变化，比去年增加….
func subjectPiece(pieces []string) (label string, compared bool) {
	for i := len(pieces) - 1; i >= 0 && i >= len(pieces)-2; i-- {
		s := beforeCompare(pieces[i])
		if isReason(s) {
			return "", false
		}
		if strings.HasPrefix(s, "不含") || strings.HasPrefix(s, "含") || strings.HasPrefix(s, "不包括") {
			continue // a remark in brackets
		}
		if s != "" && measureOf(s) != "" && utf8.RuneCountInString(s) < 30 {
			return s, len(s) < len(pieces[i])
		}
	}
	return "", false
}

// namesNothing reports whether the words between a comparison and its figure name no subject of their own:
// 累计支出, 收支预算总数.
func namesNothing(label string) bool {
	rest := foldLabel(label)
	for _, w := range [...]string{"累计", "收支", "支出", "收入", "预算", "决算", "执行", "实际", "总", "数", "额"} {
		rest = strings.ReplaceAll(rest, w, "")
	}
	return rest == ""
}

func upTo(s, stops string) string {
	if i := strings.IndexAny(s, stops); i >= 0 {
		return s[:i]
	}
	return s
}

// lastPiece returns what stands behind the last mark of a text.
func lastPiece(text string) string {
	if i := strings.LastIndexAny(text, "，。；：、\n"); i >= 0 {
		_, w := utf8.DecodeRuneInString(text[i:])
		text = text[i+w:]
	}
	return trim(text)
}

package report

import (
	"fmt"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/source"
)

// SeverityWords are the words for severities.
var SeverityWords = map[audit.Severity]audit.Words{
	audit.Info: audit.Info.Words(), audit.Warning: audit.Warning.Words(), audit.Error: audit.Error.Words(), audit.Fatal: audit.Fatal.Words(),
}

// VerdictWords are the words for verdicts.
var VerdictWords = map[audit.Verdict]audit.Words{
	audit.Agrees: {ZH: "相符", EN: "agrees"}, audit.RoundsAway: {ZH: "舍入可解释", EN: "rounds away"}, audit.Disagrees: {ZH: "不符", EN: "disagrees"},
	audit.Undecidable: {ZH: "无法判断", EN: "undecidable"}, audit.NotRun: {ZH: "未核对", EN: "not run"},
}

// KindWords are the words for kinds of documents.
var KindWords = map[budget.DocumentKind]audit.Words{
	budget.BudgetDocument: {ZH: "预算", EN: "budget"}, budget.FinalDocument: {ZH: "决算", EN: "final accounts"}, budget.AnnouncementDocument: {ZH: "单项公开（如“三公”经费）", EN: "announcement of one matter"},
	budget.SelfEvaluation: {ZH: "绩效自评", EN: "self-evaluation"}, budget.OtherDocument: {ZH: "公开文件（没有认出是预算还是决算）", EN: "document (not recognised as budget or final accounts)"},
}

// NoteWords are the words for what a reader noticed; the particulars follow them.
var NoteWords = map[source.NoteCode]audit.Words{
	source.HiddenSheet:   {ZH: "隐藏的工作表：", EN: "hidden sheet: "},
	source.HiddenRows:    {ZH: "隐藏的行：", EN: "hidden rows: "},
	source.HiddenCols:    {ZH: "隐藏的列：", EN: "hidden columns: "},
	source.HiddenText:    {ZH: "隐藏的文字没有读：", EN: "hidden text was not read: "},
	source.NoCachedValue: {ZH: "公式没有保存结果，读不到数：", EN: "a formula without a stored value: "},
	source.ScannedPage:   {ZH: "这一页是图片，没有文字，没有核对：", EN: "this page is a picture and was not checked: "},
	source.DeletedText:   {ZH: "修订中删除的文字按已接受处理：", EN: "tracked deletions were taken as accepted: "},
	source.Comment:       {ZH: "批注没有读：", EN: "comments were not read: "},
	source.BadBytes:      {ZH: "有读不出的字符：", EN: "characters that could not be read: "},
	source.Truncated:     {ZH: "文件没有读完：", EN: "the file was not read to its end: "},
}

// Where says in words where a place is.
func Where(p budget.Place, lang string) string {
	en := lang == "en"
	switch {
	case p.Path != "":
		return p.Path
	case p.Sheet != "":
		return p.Sheet + "!" + p.Cell
	case p.Page != 0:
		if en {
			return fmt.Sprintf("page %d, line %d", p.Page, p.Line)
		}
		return fmt.Sprintf("第%d页第%d行", p.Page, p.Line)
	case p.Paragraph != 0 && p.Table != "":
		if en {
			return fmt.Sprintf("table %s, row %d, column %d", p.Table, p.Row, p.Col)
		}
		return fmt.Sprintf("表%s第%d行第%d列", p.Table, p.Row, p.Col)
	case p.Paragraph != 0:
		if en {
			return fmt.Sprintf("paragraph %d", p.Paragraph)
		}
		return fmt.Sprintf("第%d段", p.Paragraph)
	case p.Line != 0:
		if en {
			return fmt.Sprintf("line %d", p.Line)
		}
		return fmt.Sprintf("第%d行", p.Line)
	}
	if en {
		return "whole document"
	}
	return "全文"
}

// Reason puts the error of an unread file into one sentence: what, and what to do.
func Reason(err error, lang string) string { return readError(err).In(lang) }

// Letter is the letter by which the style sheet knows a severity: F, E, W, I, and X for waived.
func Letter(f *audit.Finding) string {
	if f.Waiver != nil {
		return "X"
	}
	return SeverityLetters[f.Severity]
}

// SeverityLetters are the letters of the severities, the mildest first.
var SeverityLetters = [...]string{"I", "W", "E", "F"}

// doubtWordsOf are the words for what the interpreter was not sure of.
var doubtWordsOf = map[string]audit.Words{
	"unbound-number": {ZH: "数字没有读懂，没有核对", EN: "a number without a known meaning"},
}

// DoubtWords puts the code of a doubt into words; a code without words is shown as it is, never dropped.
func DoubtWords(code, lang string) string {
	if w, ok := doubtWordsOf[code]; ok {
		return w.In(lang)
	}
	return code
}

// Understood says how many of the numbers of a document were understood.
func Understood(c budget.Coverage, lang string) string {
	switch {
	case c.Numbers == 0 && lang == "en":
		return "no number in it"
	case c.Numbers == 0:
		return "文中没有数字"
	case lang == "en":
		return fmt.Sprintf("%d of %d numbers understood", c.Bound, c.Numbers)
	}
	return fmt.Sprintf("文中%d个数字，读懂%d个", c.Numbers, c.Bound)
}

// Percent is the share of the numbers that were understood, "—" where there are none.
func Percent(c budget.Coverage) string {
	if c.Numbers == 0 {
		return "—"
	}
	return fmt.Sprintf("%d.%d", c.Ratio()/10, c.Ratio()%10)
}

// NotRunReason says why a rule was not applied to a document.
func NotRunReason(rule, lang string) string {
	w, ok := notRunReasons[rule]
	if !ok {
		w = audit.Words{ZH: "文中没有这条规则要核对的表或文字", EN: "the document has no table or sentence of the kind that this rule checks"}
	}
	return w.In(lang)
}

var partOnly = audit.Words{ZH: "这份文件不像一套完整的公开，不能要求各部分齐全", EN: "the document does not look like a whole disclosure, so nothing can be missing from it"}

var notRunReasons = map[string]audit.Words{
	"FIN-10": {ZH: "没有给上年的文件（--prior）", EN: "last year's document was not given (--prior)"},
	"AGG-01": {ZH: "没有给下属单位的文件（--children）", EN: "the units' documents were not given (--children)"},
	"STR-01": partOnly, "STR-03": partOnly, "STR-04": partOnly,
}

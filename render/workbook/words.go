package workbook

import (
	"mingzhang/audit"
)

// notes explain the words of the other sheets.
var notes = []struct{ word, meaning audit.Words }{
	{audit.Words{ZH: "致命、错误、警告、提示", EN: "fatal, error, warning, info"}, audit.Words{ZH: "致命：整张表或整套公开不能成立。错误：没有任何真实数值能同时满足写明的数。警告：很可能有误，请看一眼。提示：写法上的小问题。", EN: "fatal: a table or the whole disclosure does not hold. error: no true values satisfy what is stated. warning: probably wrong, worth a look. info: a slip of form."}},
	{audit.Words{ZH: "对照、对照值", EN: "against, value"}, audit.Words{ZH: "与写明的数相比的是什么：相加、相减、重新计算是按文中其他数算出来的，等式不成立不能说明是哪一项有误；另一处是同一个数在别处的写法；只有写“应为”时，才确定应当这样写。", EN: "what the stated value is held against: a sum, a difference or a recomputation of other figures of the document, which does not say which figure is wrong; the same figure elsewhere; only “expected” is certain."}},
	{audit.Words{ZH: "舍入可解释", EN: "rounds away"}, audit.Words{ZH: "差别在四舍五入的范围之内，不算错。范围之内但碰巧这样的可能性不到千分之一的，列为警告，并写出可能性。", EN: "rounding explains the gap, which is no error. A gap that rounding explains less than once in a thousand is a warning, with its chance."}},
	{audit.Words{ZH: "改法", EN: "repairs"}, audit.Words{ZH: "每种改法都试过：恢复几个等式，使几个不再成立。不影响别的、恢复得多的在前。", EN: "each was tried: how many equations then hold, and how many no longer would. Those that break none and restore most come first."}},
	{audit.Words{ZH: "数字、读懂", EN: "numbers, understood"}, audit.Words{ZH: "文中的数字个数，和其中知道是什么、参加了核对的个数；年份、编号、页码不算。没有读懂的在“看不懂”一页。", EN: "the numbers of the document, and those whose meaning is known; years, item numbers and page numbers do not count. The others stand on the sheet Not understood."}},
	{audit.Words{ZH: "种类", EN: "kind"}, audit.Words{ZH: "预算、决算、绩效自评；单项公开是只公开一件事的文件，例如“三公”经费；公开文件是没有认出种类的。", EN: "budget, final accounts, self-evaluation; an announcement of one matter, such as the three public expenses; a document whose kind was not recognised."}},
	{audit.Words{ZH: "整套文件", EN: "whole disclosure"}, audit.Words{ZH: "同一单位、同一年、同一种类的文件合在一起才看得出的，例如缺了哪几张公开表。按哪个模板要求，写在说明一栏。", EN: "what only the files of one entity, year and kind together show, such as missing tables. The explanation names the profile that demands them."}},
	{audit.Words{ZH: "未核对", EN: "not run"}, audit.Words{ZH: "规则没有用上，原因写在说明一栏。", EN: "a rule that was not applied; the note says why."}},
	{audit.Words{ZH: "编号", EN: "id"}, audit.Words{ZH: "豁免清单（--waivers）用它指一条发现；改动文中别处，编号不变。", EN: "names a finding in a list of waivers (--waivers); it survives edits elsewhere in the document."}},
}

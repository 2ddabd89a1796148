package report

import (
	"errors"

	"mingzhang/audit"
	"mingzhang/source"
)

// readErrors maps what readers report to a sentence for people. The particulars follow in brackets.
var readErrors = []struct {
	err   error
	words audit.Words
}{
	{source.ErrEmpty, audit.Words{ZH: "文件是空的，没有内容可以核对", EN: "the file is empty"}},
	{source.ErrEncrypted, audit.Words{ZH: "文件加了密码，读不出来；请另存一份不加密的", EN: "the file is encrypted; save a copy without a password"}},
	{source.ErrScanned, audit.Words{ZH: "这份PDF是图片，没有文字，读不出数字；请换成Word或带文字的PDF", EN: "this PDF is a picture without text; use Word or a PDF with text"}},
	{source.ErrTooLarge, audit.Words{ZH: "文件超过了上限，没有读；请拆开再试", EN: "the file exceeds a limit; split it"}},
	{source.ErrDamaged, audit.Words{ZH: "文件损坏或不完整，读不出来；请重新下载或另存一份", EN: "the file is damaged or incomplete; get a new copy"}},
	{source.ErrUnsupported, audit.Words{ZH: "不认识这种格式；请另存为DOCX、XLSX或PDF", EN: "this format is not supported; save it as DOCX, XLSX or PDF"}},
}

func readError(err error) audit.Words {
	if err == nil {
		return audit.Words{}
	}
	for _, e := range readErrors {
		if errors.Is(err, e.err) {
			detail := err.Error()
			if detail == e.err.Error() {
				return e.words
			}
			return audit.Words{ZH: e.words.ZH + "（" + detail + "）", EN: e.words.EN + " (" + detail + ")"}
		}
	}
	return audit.Words{ZH: "读不了：" + err.Error(), EN: "cannot be read: " + err.Error()}
}

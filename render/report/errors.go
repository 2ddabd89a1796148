package report

import (
	"errors"
	"fmt"
	"io/fs"

	"mingzhang/audit"
	"mingzhang/source"
)

// readErrors maps what readers report to a sentence for people: what is the matter and what to do. What
// is wrong inside the file is for programmers and is left out.
var readErrors = []struct {
	err   error
	words audit.Words
}{
	{fs.ErrNotExist, audit.Words{ZH: "没有这个文件；请检查名字和所在的文件夹", EN: "there is no such file; check its name and folder"}},
	{fs.ErrPermission, audit.Words{ZH: "没有读取权限；请换一个有权限的账号，或复制到自己的文件夹", EN: "no right to read it; use another account or copy it to a folder of yours"}},
	{source.ErrEmpty, audit.Words{ZH: "文件是空的，没有内容可以核对；请检查是不是存错了", EN: "the file is empty; check whether it was saved"}},
	{source.ErrEncrypted, audit.Words{ZH: "文件加了密码，读不出来；请另存一份不加密的", EN: "the file is encrypted; save a copy without a password"}},
	{source.ErrScanned, audit.Words{ZH: "这份PDF是图片，没有文字，读不出数字；请换成Word或带文字的PDF", EN: "this PDF is a picture without text; use Word or a PDF with text"}},
	{source.ErrTooLarge, audit.Words{ZH: "文件太大或太复杂，超过了上限，没有读完；请拆成几份再审核", EN: "the file is too large or too complicated; split it"}},
	{source.ErrUnsafeName, audit.Words{ZH: "压缩包里这个文件的路径指向压缩包之外，没有读；请重新打包", EN: "the name of this file leads out of the archive, it was not read; pack it anew"}},
	{source.ErrEncoding, audit.Words{ZH: "文字编码认不出来，像是乱码；请用记事本打开，另存为UTF-8编码", EN: "the encoding is not recognised, the text is garbled; save it as UTF-8"}},
	{source.ErrDamaged, audit.Words{ZH: "文件损坏或不完整，读不出来；请重新下载或另存一份", EN: "the file is damaged or incomplete; get a new copy"}},
	{source.ErrUnsupported, audit.Words{ZH: "不认识这种格式；请另存为DOCX、XLSX或PDF", EN: "this format is not supported; save it as DOCX, XLSX or PDF"}},
}

// limitWords name a limit with its number.
var limitWords = map[source.LimitOf]audit.Words{
	source.Bytes:       {ZH: "超过%d MB", EN: "more than %d MB"},
	source.Inflation:   {ZH: "解压后超过原来的%d倍", EN: "it inflates more than %d times"},
	source.Members:     {ZH: "压缩包里超过%d个文件", EN: "more than %d files in an archive"},
	source.Archives:    {ZH: "压缩包套压缩包超过%d层", EN: "archives nested more than %d deep"},
	source.TableLevels: {ZH: "表格套表格超过%d层", EN: "tables nested more than %d deep"},
	source.Cells:       {ZH: "超过%d个单元格", EN: "more than %d cells"},
	source.Rows:        {ZH: "超过%d行", EN: "more than %d rows"},
	source.Columns:     {ZH: "一张表超过%d列", EN: "more than %d columns in a table"},
	source.Paragraphs:  {ZH: "超过%d段", EN: "more than %d paragraphs"},
	source.Pages:       {ZH: "超过%d页", EN: "more than %d pages"},
	source.Sheets:      {ZH: "超过%d个工作表", EN: "more than %d sheets"},
	source.Characters:  {ZH: "超过%d个字", EN: "more than %d characters"},
	source.Seconds:     {ZH: "读了%d秒还没读完", EN: "not read within %d seconds"},
}

// formatWords say what a format is and what to do with it; %s is its name.
var formatWords = []struct {
	names []string
	words audit.Words
}{
	{[]string{"PNG", "JPEG", "GIF", "TIFF", "WebP", "HEIC"}, audit.Words{ZH: "这是图片（%s），没有文字，读不出数字；请换成Word、Excel或带文字的PDF", EN: "this is a picture (%s) without text; use Word, Excel or a PDF with text"}},
	{[]string{"RAR", "7z", "gzip", "tar"}, audit.Words{ZH: "这是%s压缩包，读不了；请解压后审核里面的文件，或改成ZIP", EN: "this is a %s archive, which is not read; unpack it or make it a ZIP"}},
	{[]string{"XLS", "XLSB", "ET", "ODS", "Excel 2003 XML", "XLS without container"}, audit.Words{ZH: "这种表格（%s）读不了；请用Excel或WPS另存为XLSX", EN: "this spreadsheet (%s) is not read; save it as XLSX with Excel or WPS"}},
	{[]string{"DOC", "RTF", "ODT", "WPS", "Word 2", "Write", "Word 2003 XML", "Flat OPC", "Flat OpenDocument"}, audit.Words{ZH: "这种文档（%s）读不了；请用Word或WPS另存为DOCX", EN: "this document (%s) is not read; save it as DOCX with Word or WPS"}},
	{[]string{"PPT", "PPTX"}, audit.Words{ZH: "这是演示文稿（%s），读不了；请另存为PDF", EN: "this is a presentation (%s), which is not read; save it as PDF"}},
	{[]string{"MHTML"}, audit.Words{ZH: "这是单个文件的网页（%s），读不了；请另存为HTML", EN: "this is a web archive (%s), which is not read; save it as HTML"}},
	{[]string{"OFD", "EPUB"}, audit.Words{ZH: "这是%s版式文件，读不了；请另存为PDF", EN: "this is an %s file, which is not read; save it as PDF"}},
	{[]string{"EXE", "ELF", "SQLite"}, audit.Words{ZH: "这不是文档，而是程序或数据库（%s）；请检查是不是选错了文件", EN: "this is no document but a program or a database (%s); check the file"}},
	{[]string{"link"}, audit.Words{ZH: "压缩包里这一项是链接，不是文件；请放入文件本身再打包", EN: "this is a link in the archive, no file; pack the file itself"}},
	{[]string{"compression"}, audit.Words{ZH: "压缩包用了读不了的压缩方法；请用普通ZIP重新打包", EN: "the archive uses a compression that is not read; pack it anew as a plain ZIP"}},
}

// viaOffice is added where a converter would help that is not installed.
var viaOffice = audit.Words{ZH: "，或安装LibreOffice后再审核", EN: ", or install LibreOffice"}

func readError(err error) audit.Words {
	var own interface{ In(lang string) string }
	var limit *source.Limit
	var format *source.Unsupported
	switch {
	case err == nil:
		return audit.Words{}
	case errors.As(err, &own): // says itself what people read
		return audit.Words{ZH: own.In("zh"), EN: own.In("en")}
	case errors.As(err, &limit) && limitWords[limit.Of].ZH != "":
		w, most := limitWords[limit.Of], limit.Most
		if limit.Of == source.Bytes {
			most >>= 20
		}
		todo := audit.Words{ZH: "请拆成几份再审核", EN: "split it"}
		if limit.Of == source.Archives || limit.Of == source.Members {
			todo = audit.Words{ZH: "请解压后再审核", EN: "unpack it"}
		}
		return audit.Words{ZH: "文件超过了上限，没有读：" + fmt.Sprintf(w.ZH, most) + "；" + todo.ZH, EN: "the file exceeds a limit and was not read: " + fmt.Sprintf(w.EN, most) + "; " + todo.EN}
	case errors.As(err, &format):
		return unsupported(format)
	}
	for _, e := range readErrors {
		if errors.Is(err, e.err) {
			return e.words
		}
	}
	return audit.Words{ZH: "文件读不了；请检查能不能打开，或另存一份再试", EN: "the file cannot be read; check whether it opens, or save a copy"}
}

// unsupported names a format and what to do with it.
func unsupported(u *source.Unsupported) audit.Words {
	w := audit.Words{ZH: "不认识这种格式（%s）；请另存为DOCX、XLSX或PDF", EN: "this format (%s) is not supported; save it as DOCX, XLSX or PDF"}
	for _, f := range formatWords {
		for _, n := range f.names {
			if n == u.What {
				w = f.words
			}
		}
	}
	if u.What != "link" && u.What != "compression" {
		w = audit.Words{ZH: fmt.Sprintf(w.ZH, u.What), EN: fmt.Sprintf(w.EN, u.What)}
	}
	if u.Convertible {
		w = audit.Words{ZH: w.ZH + viaOffice.ZH, EN: w.EN + viaOffice.EN}
	}
	return w
}

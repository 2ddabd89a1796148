// Package workbook writes the report of a run as an Excel workbook (审核工作簿).
package workbook

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/internal/ooxml"
	"mingzhang/render/report"
)

// The limits of the workbook. A sheet of Excel ends at 1,048,576 rows and a cell at 32,767 characters; long
// before that nobody reads on.
const (
	maxCheckRows   = 50_000
	maxFindingRows = 200_000
	maxDoubtRows   = 50_000
	maxCellUnits   = 32_000
)

// Workbook writes the run as an Excel workbook of four sheets: 汇总, 发现, 核对 and 看不懂. Rows are written as
// the documents come; the file is put together at the end.
type Workbook struct {
	w      io.Writer
	run    report.Run
	file   *excelize.File
	styles map[string]int
	sheets [4]*bookSheet
	err    error
}

// bookSheet is a sheet while it is written.
type bookSheet struct {
	name   string
	stream *excelize.StreamWriter
	cols   []bookColumn
	rows   int // written so far, the header counted
	most   int
	left   int // rows that were not written
}

// bookColumn is a column: its head in both languages and its width in characters.
type bookColumn struct {
	zh, en string
	width  int
}

const (
	summarySheet = iota
	findingSheet
	checkSheet
	doubtSheet
)

var bookSheets = [4]struct {
	zh, en string
	most   int
	cols   []bookColumn
}{
	{"汇总", "Summary", maxFindingRows, []bookColumn{{"文件", "file", 40}, {"单位", "entity", 28}, {"年度", "year", 8}, {"种类", "kind", 10}, {"致命", "fatal", 8}, {"错误", "error", 8}, {"警告", "warning", 8},
		{"提示", "info", 8}, {"已豁免", "waived", 8}, {"相符", "agree", 8}, {"数字", "numbers", 8}, {"读懂", "understood", 8}, {"状态", "status", 12}, {"说明", "note", 50}, {"SHA-256", "SHA-256", 20}}},
	{"发现", "Findings", maxFindingRows, []bookColumn{{"文件", "file", 28}, {"位置", "place", 18}, {"级别", "severity", 8}, {"规则", "rule", 13}, {"标题", "title", 46}, {"写明", "stated", 16}, {"应为", "expected", 16},
		{"相差", "difference", 12}, {"单位", "unit", 8}, {"说明", "explanation", 40}, {"改法", "repairs", 46}, {"原文", "words", 60}, {"豁免", "waiver", 20}, {"编号", "id", 18}}},
	{"核对", "Checks", maxCheckRows, []bookColumn{{"文件", "file", 28}, {"位置", "place", 18}, {"结论", "verdict", 12}, {"规则", "rule", 13}, {"核对什么", "what", 36}, {"写明", "stated", 16}, {"算得", "computed", 16}, {"原文", "words", 60}}},
	{"看不懂", "Not understood", maxDoubtRows, []bookColumn{{"文件", "file", 28}, {"位置", "place", 18}, {"数字", "number", 16}, {"原因", "reason", 36}, {"原文", "words", 70}}},
}

// New begins a workbook.
func New(w io.Writer, run report.Run) *Workbook {
	b := &Workbook{w: w, run: run, file: excelize.NewFile(), styles: map[string]int{}}
	b.err = b.begin()
	return b
}

func (b *Workbook) say(zh, en string) string {
	if b.run.Lang == "en" {
		return en
	}
	return zh
}

func (b *Workbook) begin() error {
	for i, s := range bookSheets {
		name := b.say(s.zh, s.en)
		if i == 0 {
			if err := b.file.SetSheetName("Sheet1", name); err != nil {
				return err
			}
		} else if _, err := b.file.NewSheet(name); err != nil {
			return err
		}
		stream, err := b.file.NewStreamWriter(name)
		if err != nil {
			return err
		}
		b.sheets[i] = &bookSheet{name: name, stream: stream, cols: s.cols, most: s.most}
	}
	if err := b.makeStyles(); err != nil {
		return err
	}
	for _, s := range b.sheets {
		for k, c := range s.cols {
			if err := s.stream.SetColWidth(k+1, k+1, widthOf(c.width)); err != nil {
				return err
			}
		}
		if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
		head := make([]any, len(s.cols))
		for k, c := range s.cols {
			head[k] = excelize.Cell{StyleID: b.styles["head"], Value: b.say(c.zh, c.en)}
		}
		if err := s.add(head); err != nil {
			return err
		}
	}
	return nil
}

func (b *Workbook) makeStyles() error {
	const font = "Microsoft YaHei"
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	ink := func(color string, bold bool) *excelize.Style {
		return &excelize.Style{Font: &excelize.Font{Family: font, Size: 10, Color: color, Bold: bold}, Alignment: top}
	}
	head := ink("FFFFFF", true)
	head.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"0F5570"}}
	head.Alignment = &excelize.Alignment{Vertical: "center", WrapText: true}
	number := ink("16201F", false)
	number.NumFmt = 0 // as many decimals as were written
	number.Alignment = &excelize.Alignment{Vertical: "top", Horizontal: "right"}
	whole := ink("16201F", false)
	whole.NumFmt = 1
	whole.Alignment = number.Alignment
	tinted := func(color, fill string, bold bool) *excelize.Style {
		s := ink(color, bold)
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}
		return s
	}
	// a list, not a map: the order gives the styles their numbers, and the same run gives the same bytes
	for _, x := range []struct {
		name  string
		style *excelize.Style
	}{{"head", head}, {"text", ink("16201F", false)}, {"number", number}, {"whole", whole}, {"F", tinted("A82A1C", "FBEBE7", true)}, {"E", tinted("A82A1C", "FBEBE7", false)},
		{"W", tinted("855000", "F8EFDB", false)}, {"I", ink("43504E", false)}, {"X", ink("43504E", false)}} {
		id, err := b.file.NewStyle(x.style)
		if err != nil {
			return err
		}
		b.styles[x.name] = id
	}
	return nil
}

// add writes a row; beyond the most it counts.
func (s *bookSheet) add(values []any) error {
	if s.rows >= s.most {
		s.left++
		return nil
	}
	s.rows++
	return s.stream.SetRow("A"+strconv.Itoa(s.rows), values)
}

// text is a cell of words. It is always stored as a string, so that words that begin with = + - or @ are
// never a formula; control characters, which XML forbids, become U+FFFD, and what is too long is cut.
func (b *Workbook) text(s string) any { return b.styled(s, "text") }

func (b *Workbook) styled(s, style string) any {
	if s == "" {
		return excelize.Cell{StyleID: b.styles[style]}
	}
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return 0xFFFD
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if len(s) > maxCellUnits && len(utf16.Encode([]rune(s))) > maxCellUnits {
		s = s[:report.Ahead(s, 0, maxCellUnits/2)] + "……"
	}
	return excelize.Cell{StyleID: b.styles[style], Value: s}
}

func (b *Workbook) count(n int) any { return excelize.Cell{StyleID: b.styles["whole"], Value: n} }

// number stores an amount as a number where a spreadsheet can hold it exactly, else as its words. Excel
// keeps fifteen digits.
func (b *Workbook) number(s, unit string) any {
	const digits = 15
	plain := strings.ReplaceAll(strings.TrimSuffix(s, unit), ",", "")
	n := 0
	for i := 0; i < len(plain); i++ {
		switch c := plain[i]; {
		case c >= '0' && c <= '9':
			n++
		case c == '.' && i > 0, c == '-' && i == 0:
		default:
			return b.text(s)
		}
	}
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil || n == 0 || n > digits {
		return b.text(s)
	}
	return excelize.Cell{StyleID: b.styles["number"], Value: v}
}

// Document writes the rows of one document.
func (b *Workbook) Document(d *report.Document) error {
	if b.err != nil {
		return b.err
	}
	if err := b.summary(d); err != nil {
		return err
	}
	if d.Err != nil {
		return nil
	}
	for i := range d.Result.Findings {
		if err := b.finding(d.File, &d.Result.Findings[i], d.Result.Report); err != nil {
			return err
		}
	}
	for i := range d.Result.Checks {
		c := &d.Result.Checks[i]
		title := ""
		if r, ok := audit.RuleByID(c.Rule); ok {
			title = r.Title.In(b.run.Lang)
		}
		if err := b.sheets[checkSheet].add([]any{b.text(d.File), b.text(report.Where(c.At(), b.run.Lang)), b.text(report.VerdictWords[c.Verdict].In(b.run.Lang)), b.text(c.Rule), b.text(title),
			b.number(c.Stated, ""), b.number(c.Computed, ""), b.text(wordsAround(c.At()))}); err != nil {
			return err
		}
	}
	return b.doubts(d)
}

func (b *Workbook) summary(d *report.Document) error {
	status := map[string][2]string{"read": {"已读", "read"}, "partly": {"没有全部读出", "partly read"}, "unread": {"读不了", "not read"}}[d.Status()]
	row := []any{b.text(d.File)}
	if d.Err != nil {
		for len(row) < 12 {
			row = append(row, b.text(""))
		}
		return b.sheets[summarySheet].add(append(row, b.styled(b.say(status[0], status[1]), "E"), b.text(report.Reason(d.Err, b.run.Lang)), b.text(d.SHA256)))
	}
	rep := d.Result.Report
	agreed, counts := report.Tally(d)
	waived := 0
	for i := range d.Result.Findings {
		if d.Result.Findings[i].Waiver != nil {
			waived++
		}
	}
	year := b.text("")
	if rep.Year != 0 {
		year = b.count(rep.Year)
	}
	row = append(row, b.text(rep.Entity), year, b.text(report.KindWords[rep.Kind].In(b.run.Lang)))
	for s := int(audit.Fatal); s >= 0; s-- {
		row = append(row, b.count(counts[s]))
	}
	row = append(row, b.count(waived), b.count(agreed), b.count(rep.Coverage.Numbers), b.count(rep.Coverage.Bound), b.text(b.say(status[0], status[1])), b.text(""), b.text(d.SHA256))
	return b.sheets[summarySheet].add(row)
}

func (b *Workbook) finding(file string, f *audit.Finding, rep *budget.Report) error {
	lang := b.run.Lang
	severity, letter, waiver := report.SeverityWords[f.Severity].In(lang), report.Letter(f), ""
	if f.Waiver != nil {
		waiver = f.Waiver.Reason + "（" + f.Waiver.Who + "）"
	}
	message := f.Message.In(lang)
	for _, a := range f.Attached {
		message += "\n" + b.say("同一原因：", "same cause: ") + a.Rule + " " + a.Message.In(lang) + " " + report.Where(a.Place, lang)
	}
	return b.sheets[findingSheet].add([]any{b.text(file), b.text(report.Where(f.Place, lang)), b.styled(severity, letter), b.text(f.Rule), b.styled(f.Title.In(lang), letter), b.number(f.Stated, f.Unit),
		b.number(f.Expected, f.Unit), b.number(f.Difference, f.Unit), b.text(f.Unit), b.text(message), b.text(report.RepairWords(f, rep, lang)), b.text(wordsAround(f.Place)), b.text(waiver), b.text(f.ID)})
}

// wordsAround are the original words, cut around the mark.
func wordsAround(p budget.Place) string {
	const around = 120
	text, _, _ := report.Excerpt(p, around)
	return report.CutTo(text, 3*around)
}

func (b *Workbook) doubts(d *report.Document) error {
	lang, rep := b.run.Lang, d.Result.Report
	s := b.sheets[doubtSheet]
	for i := range rep.Figures {
		f := &rep.Figures[i]
		if f.InClaim || f.Key.Known() {
			continue
		}
		if err := s.add([]any{b.text(d.File), b.text(report.Where(f.Place, lang)), b.text(report.AmountText(f)), b.text(report.DoubtWords("unbound-number", lang)), b.text(wordsAround(f.Place))}); err != nil {
			return err
		}
	}
	for i := range rep.Doubts {
		x := &rep.Doubts[i]
		if err := s.add([]any{b.text(d.File), b.text(report.Where(x.Place, lang)), b.text(""), b.text(report.DoubtWords(x.Reason, lang)), b.text(wordsAround(x.Place))}); err != nil {
			return err
		}
	}
	for _, n := range d.Source.Notes {
		if err := s.add([]any{b.text(d.File), b.text(report.Where(budget.Place{Location: n.Place}, lang)), b.text(""), b.text(strings.TrimRight(report.NoteWords[n.Code].In(lang), "：: ")), b.text(n.Text)}); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what only the sets show and puts the workbook together.
func (b *Workbook) Close(sets []*audit.Set) error {
	if b.err != nil {
		return b.err
	}
	for _, set := range sets {
		for i := range set.Findings {
			if err := b.finding(strings.Join(set.Files, "\n"), &set.Findings[i], nil); err != nil {
				return err
			}
		}
	}
	for _, s := range b.sheets {
		last, err := excelize.CoordinatesToCellName(len(s.cols), max(s.rows, 1))
		if err != nil {
			return err
		}
		if s.left > 0 {
			s.most += 2
			words := fmt.Sprintf(b.say("另有%d行没有列出：一张表最多%d行，完整的结果见 --format json", "%d more rows: a sheet holds %d, see --format json"), s.left, s.most-2)
			if err := s.add([]any{b.styled(words, "E")}); err != nil {
				return err
			}
		}
		// the filter belongs to the sheet that the stream writes out, so it comes before the end of the stream
		if err := b.file.AutoFilter(s.name, "A1:"+last, nil); err != nil {
			return err
		}
		if err := s.stream.Flush(); err != nil {
			return err
		}
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{Title: b.say("明账审核结果", "Mingzhang audit"), Creator: b.run.Tool, Created: epoch, Modified: epoch}); err != nil {
		return err
	}
	var packed bytes.Buffer
	if err := b.file.Write(&packed); err != nil {
		return err
	}
	if err := b.file.Close(); err != nil {
		return err
	}
	return ooxml.Repack(packed.Bytes(), b.w)
}

// epoch is the date in the properties of the workbook: reports have no clock, so that the same input
// gives the same bytes.
const epoch = "2020-01-01T00:00:00Z"

// Package workbook writes the report of a run as an Excel workbook (审核工作簿).
package workbook

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

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

// Workbook writes the run as an Excel workbook of five sheets: 汇总, 发现, 核对, 看不懂 and 说明. Rows are written as
// the documents come; the file is put together at the end.
type Workbook struct {
	w      io.Writer
	run    report.Run
	file   *excelize.File
	styles map[string]int
	sheets [sheetCount]*bookSheet
	files  []fileRow
	held   [][]any // rows of findings until those of the sets are known, which stand first
	passed bool    // some were written before
	err    error
}

// fileRow is what 汇总 says of a file.
type fileRow struct {
	file, entity, kind, status, style, note, sha string
	year                                         int
	counts                                       report.Counts
	waived, agreed                               int
	coverage                                     budget.Coverage
	unread                                       bool
}

// maxHeld is how many findings wait for those of the sets. Beyond it those of the sets stand last.
const maxHeld = 20_000

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
	noteSheet
	sheetCount
)

var bookSheets = [sheetCount]struct {
	zh, en string
	most   int
	cols   []bookColumn
}{
	{"汇总", "Summary", maxFindingRows, []bookColumn{{"文件", "file", 40}, {"单位", "entity", 28}, {"年度", "year", 8}, {"种类", "kind", 10}, {"致命", "fatal", 8}, {"错误", "error", 8}, {"警告", "warning", 8},
		{"提示", "info", 8}, {"已豁免", "waived", 8}, {"相符", "agree", 8}, {"数字", "numbers", 8}, {"读懂", "understood", 8}, {"读懂%", "understood %", 8}, {"状态", "status", 12}, {"说明", "note", 50}, {"SHA-256", "SHA-256", 20}}},
	{"发现", "Findings", maxFindingRows, []bookColumn{{"文件", "file", 28}, {"位置", "place", 18}, {"级别", "severity", 8}, {"规则", "rule", 13}, {"标题", "title", 46}, {"写明", "stated", 16}, {"对照", "against", 10}, {"对照值", "value", 16},
		{"相差", "difference", 12}, {"计量单位", "unit", 8}, {"说明", "explanation", 40}, {"改法", "repairs", 46}, {"原文", "words", 60}, {"豁免", "waiver", 20}, {"编号", "id", 18}}},
	{"核对", "Checks", maxCheckRows, []bookColumn{{"文件", "file", 28}, {"位置", "place", 18}, {"结论", "verdict", 12}, {"规则", "rule", 13}, {"核对什么", "what", 36}, {"写明", "stated", 16}, {"算得", "computed", 16}, {"计量单位", "unit", 8}, {"说明", "note", 30}, {"原文", "words", 60}}},
	{"看不懂", "Not understood", maxDoubtRows, []bookColumn{{"文件", "file", 28}, {"位置", "place", 18}, {"数字", "number", 16}, {"原因", "reason", 36}, {"原文", "words", 70}}},
	{"说明", "Notes", 1000, []bookColumn{{"词", "word", 18}, {"意思", "meaning", 100}}},
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

// font is there on every Windows.
const font = "Microsoft YaHei"

func (b *Workbook) makeStyles() error {
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

// Document writes the rows of one document.
func (b *Workbook) Document(d *report.Document) error {
	if b.err != nil {
		return b.err
	}
	b.summary(d)
	if d.Err != nil {
		return nil
	}
	for _, f := range d.Ordered() {
		if err := b.finding(d, d.File, f); err != nil {
			return err
		}
	}
	for i := range d.Result.Checks {
		if err := b.check(d, &d.Result.Checks[i]); err != nil {
			return err
		}
	}
	return b.doubts(d)
}

// nothing says on an empty sheet that it is empty because there is nothing to say.
func (b *Workbook) nothing() error {
	for _, x := range [...]struct {
		sheet int
		words string
	}{{findingSheet, b.say("没有发现", "nothing was found")}, {checkSheet, b.say("没有找到可以核对的数字关系", "no relation between figures was found to check")},
		{doubtSheet, b.say("没有：文中的数字都读懂了", "none: all numbers were understood")}} {
		if s := b.sheets[x.sheet]; s.rows == 1 {
			if err := s.add([]any{b.text(x.words)}); err != nil {
				return err
			}
		}
	}
	for _, n := range notes {
		if err := b.sheets[noteSheet].add([]any{b.text(n.word.In(b.run.Lang)), b.text(n.meaning.In(b.run.Lang))}); err != nil {
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
	for _, step := range [...]func() error{func() error { return b.fileRows(sets) }, func() error { return b.setRows(sets) }, b.nothing} {
		if err := step(); err != nil {
			return err
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
	var packed bytes.Buffer
	if err := b.file.Write(&packed); err != nil {
		return err
	}
	if err := b.file.Close(); err != nil {
		return err
	}
	return ooxml.Repack(packed.Bytes(), b.w, map[string]string{"docProps/core.xml": b.properties()})
}

// properties are the title and the maker of the workbook. There is no date: reports have no clock, so that
// the same input gives the same bytes.
func (b *Workbook) properties() string {
	title := b.say("审核报告 · 明账", "audit report · Mingzhang")
	if len(b.files) == 1 {
		title = b.files[0].file[strings.LastIndexAny(b.files[0].file, `/\\`)+1:] + " · " + title
	} else {
		title = fmt.Sprintf(b.say("%d份文件 · ", "%d files · "), len(b.files)) + title
	}
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		`<dc:title>` + report.Escape(title) + `</dc:title><dc:creator>` + report.Escape(b.run.Tool) + `</dc:creator></cp:coreProperties>`
}

// Package audit judges what a report states (审核与勾稽): it evaluates claims and the rules of the
// articulation catalogue, and says what is wrong, where, and what would mend it.
//
// Comparison is by the ranges that follow from how figures were printed; no tolerance is typed in. A
// failed equation accuses the equation, not one of its figures. The package reads no files.
package audit

import (
	"mingzhang/budget"
)

// Severity says how bad a finding is (严重程度).
type Severity uint8

// The severities: 提示 警告 错误 致命.
const (
	Info Severity = iota
	Warning
	Error
	Fatal
)

var severityNames = [...]string{"info", "warning", "error", "fatal"}

// String returns the name used in JSON and on the command line.
func (s Severity) String() string { return severityNames[s] }

var severityWords = [...]Words{{"提示", "info"}, {"警告", "warning"}, {"错误", "error"}, {"致命", "fatal"}}

// Words returns the severity as people read it.
func (s Severity) Words() Words { return severityWords[s] }

// ParseSeverity reads a severity by its name.
func ParseSeverity(name string) (Severity, bool) {
	for i, n := range severityNames {
		if n == name {
			return Severity(i), true
		}
	}
	return Info, false
}

// Category is what a rule looks at (类别).
type Category string

// The categories.
const (
	Sum            Category = "sum"
	Difference     Category = "difference"
	Percent        Category = "percent"
	CrossReference Category = "cross-reference"
	Balance        Category = "balance"
	Code           Category = "code"
	UnitOf         Category = "unit"
	YearOf         Category = "year"
	NumberingOf    Category = "numbering"
	Structure      Category = "structure"
	Duplicate      Category = "duplicate"
	Ladder         Category = "ladder"
	Secrecy        Category = "secrecy"
	Wording        Category = "wording"
	Completeness   Category = "completeness"
)

var categoryWords = map[Category]Words{
	Sum: {"合计", "sum"}, Difference: {"增减额", "difference"}, Percent: {"百分比", "percent"}, CrossReference: {"前后一致", "cross-reference"}, Balance: {"收支平衡", "balance"},
	Code: {"科目编码", "code"}, UnitOf: {"计量单位", "unit"}, YearOf: {"年度", "year"}, NumberingOf: {"编号", "numbering"}, Structure: {"结构", "structure"}, Duplicate: {"重复", "duplicate"},
	Ladder: {"评价标准", "ladder"}, Secrecy: {"涉密", "secrecy"}, Wording: {"文字", "wording"}, Completeness: {"完整性", "completeness"},
}

// Words returns the category as people read it.
func (c Category) Words() Words { return categoryWords[c] }

// Verdict is the outcome of one comparison (结论).
type Verdict string

// The verdicts: 相符, 舍入可解释, 不符, 无法判断, 未核对.
const (
	Agrees      Verdict = "agrees"
	RoundsAway  Verdict = "rounds-away"
	Disagrees   Verdict = "disagrees"
	Undecidable Verdict = "undecidable"
	NotRun      Verdict = "not-run"
)

// Words is a text in both languages (中英文).
type Words struct{ ZH, EN string }

// In returns the text in a language, "zh" or "en".
func (w Words) In(lang string) string {
	if lang == "en" && w.EN != "" {
		return w.EN
	}
	return w.ZH
}

// Check is one comparison that was made (核对).
type Check struct {
	Rule     string
	Claim    int // index into Report.Claims, -1 for a rule of the catalogue
	Verdict  Verdict
	Stated   string
	Computed string
	Figures  []int
	Place    *budget.Place // nil for a rule that was not run
}

// At returns the place of a check, an empty one for a rule that was not run.
func (c *Check) At() budget.Place {
	if c.Place == nil {
		return budget.Place{}
	}
	return *c.Place
}

// Finding is a place where the report disagrees with a rule (发现).
type Finding struct {
	ID         string
	Rule       string
	Severity   Severity
	Category   Category
	Title      Words
	Verdict    Verdict
	Chance     string // probability that honest rounding gives this gap, "" where not computed
	Place      budget.Place
	Places     []budget.Place // further places with the same cause
	Stated     string
	Expected   string
	Difference string
	Unit       string
	Message    Words
	Figures    []int
	Arithmetic []Step
	Repairs    []Repair
	Attached   []Attached
	Waiver     *Waiver
}

// Step is one line of the arithmetic behind a finding (算式).
type Step struct {
	Label  string
	Value  string
	Sign   byte // '+', '-', '÷', '='
	Figure int
	Cause  bool
}

// Repair is a set of changes that would make the figures agree (改正办法).
type Repair struct {
	Changes []Change
	Mends   int
	Breaks  int
	Note    Words
	two     bool // two different figures are changed
	slip    bool // the new value differs as a slip of the pen does
	blank   bool // a zero would become an amount
}

// Change is one figure to be changed (改一处). Figure is -1 for an entry that is missing.
type Change struct {
	Figure   int
	From, To string
	ticks    int64
}

// Attached is a finding with the same cause that was folded into another (同因).
type Attached struct {
	Rule    string
	Place   budget.Place
	Message Words
}

// Waiver says that a person looked at a finding and let it stand (豁免).
type Waiver struct{ Reason, Who string }

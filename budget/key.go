// Package budget is the domain of departmental budgets (部门预算): figures with keys, claims between
// them, sections, forms and reports.
//
// A Report is what a document states, each figure with its place; a document is interpreted into
// one, and everything downstream sees Reports only. The package judges nothing and reads no files.
package budget

import (
	"net/url"
	"strconv"
	"strings"
)

// Measure is what a figure measures (指标): one closed list of names, so that the same thing said in
// a sentence and in a table meets under one Key.
type Measure string

// The measures. Amount stands for money with a label of its own (Key.Item); Quantity for counts.
const (
	Amount              Measure = "amount"
	Quantity            Measure = "quantity"
	Revenue             Measure = "revenue"              // 收入总计
	CurrentRevenue      Measure = "current-revenue"      // 本年收入合计
	Expenditure         Measure = "expenditure"          // 支出总计
	CurrentExpenditure  Measure = "current-expenditure"  // 本年支出合计
	Appropriation       Measure = "appropriation"        // 财政拨款收入
	AppropriationSpent  Measure = "appropriation-spent"  // 财政拨款支出
	GeneralRevenue      Measure = "general-revenue"      // 一般公共预算拨款收入
	FundRevenue         Measure = "fund-revenue"         // 政府性基金预算拨款收入
	CapitalRevenue      Measure = "capital-revenue"      // 国有资本经营预算拨款收入
	GeneralSpent        Measure = "general-spent"        // 一般公共预算支出
	FundSpent           Measure = "fund-spent"           // 政府性基金预算支出
	CapitalSpent        Measure = "capital-spent"        // 国有资本经营预算支出
	SpecialAccount      Measure = "special-account"      // 财政专户管理资金
	InstitutionRevenue  Measure = "institution-revenue"  // 事业收入
	BusinessRevenue     Measure = "business-revenue"     // 经营收入
	SuperiorSubsidy     Measure = "superior-subsidy"     // 上级补助收入
	SubsidiaryRemitted  Measure = "subsidiary-remitted"  // 附属单位上缴收入
	OtherRevenue        Measure = "other-revenue"        // 其他收入
	OwnFunds            Measure = "own-funds"            // 单位资金
	SurplusUsed         Measure = "surplus-used"         // 使用非财政拨款结余
	CarriedIn           Measure = "carried-in"           // 上年结转
	CarriedOut          Measure = "carried-out"          // 结转下年
	SurplusDistributed  Measure = "surplus-distributed"  // 结余分配
	Basic               Measure = "basic"                // 基本支出
	Personnel           Measure = "personnel"            // 人员经费
	Operating           Measure = "operating"            // 公用经费
	Project             Measure = "project"              // 项目支出
	BusinessSpent       Measure = "business-spent"       // 经营支出
	RemittedUp          Measure = "remitted-up"          // 上缴上级支出
	SubsidyDown         Measure = "subsidy-down"         // 对附属单位补助支出
	AgencyOperating     Measure = "agency-operating"     // 机关运行经费
	ThreePublic         Measure = "three-public"         // “三公”经费
	Abroad              Measure = "abroad"               // 因公出国（境）费
	Hospitality         Measure = "hospitality"          // 公务接待费
	Vehicles            Measure = "vehicles"             // 公务用车购置及运行费
	VehiclePurchase     Measure = "vehicle-purchase"     // 公务用车购置费
	VehicleOperation    Measure = "vehicle-operation"    // 公务用车运行维护费
	Meetings            Measure = "meetings"             // 会议费
	Training            Measure = "training"             // 培训费
	Procurement         Measure = "procurement"          // 政府采购总额
	ProcurementGoods    Measure = "procurement-goods"    // 货物
	ProcurementWorks    Measure = "procurement-works"    // 工程
	ProcurementServices Measure = "procurement-services" // 服务
	Assets              Measure = "assets"               // 固定资产总额
	ActivityBudget      Measure = "activity-budget"      // 职责活动年度预算数
)

// Phase is the stage of a budget figure (阶段): 一上 一下 二上 批复 调整 执行.
type Phase string

// The phases.
const (
	Request1 Phase = "request1"
	Ceiling  Phase = "ceiling"
	Request2 Phase = "request2"
	Approved Phase = "approved"
	Adjusted Phase = "adjusted"
	Executed Phase = "executed"
)

// Key says what a figure is (数据键): whose, of which year and phase, and what it measures. Only what
// is known is set; a figure of last year carries last year.
type Key struct {
	Entity  string
	Year    int
	Phase   Phase
	Measure Measure
	Fund    string // general, fund, capital, …
	Func    string // 支出功能分类 code
	Econ    string // 部门预算支出经济分类 code
	Gov     string // 政府预算支出经济分类 code
	Kind    string // basic, project
	Part    string // personnel, operating
	Source  string
	Project string
	Item    string // the folded label of what has no measure of its own
}

// String prints the key as it stands in logs, the database, pages and files:
// entity/year/phase/measure?fund&func&econ&gov&kind&part&source&project&item, percent-encoded.
func (k Key) String() string {
	var b strings.Builder
	b.WriteString(escape(k.Entity))
	b.WriteByte('/')
	if k.Year != 0 {
		b.WriteString(strconv.Itoa(k.Year))
	}
	b.WriteByte('/')
	b.WriteString(string(k.Phase))
	b.WriteByte('/')
	b.WriteString(string(k.Measure))
	sep := byte('?')
	for _, p := range [...][2]string{{"fund", k.Fund}, {"func", k.Func}, {"econ", k.Econ}, {"gov", k.Gov}, {"kind", k.Kind},
		{"part", k.Part}, {"source", k.Source}, {"project", k.Project}, {"item", k.Item}} {
		if p[1] == "" {
			continue
		}
		b.WriteByte(sep)
		b.WriteString(p[0])
		b.WriteByte('=')
		b.WriteString(escape(p[1]))
		sep = '&'
	}
	return b.String()
}

// Known reports whether the figure was understood at all.
func (k Key) Known() bool { return k.Measure != "" }

func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

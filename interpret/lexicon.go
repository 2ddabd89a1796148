package interpret

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mingzhang/budget"
	"mingzhang/internal/phrase"
)

// measureRule names a measure by words of a label: all of All, or any of Any, and none of Not.
// The first rule that fits wins, so that the special stands before the general.
type measureRule struct {
	measure budget.Measure
	all     []string
	any     []string
	not     []string
}

var measureRules = [...]measureRule{
	{budget.Vehicles, nil, []string{"用车购置及运", "用车购置和运", "用车购置与运", "用车购置、运", "车辆购置及运", "公车购置及运", "用车及运行维护", "用车费", "用车经费",
		"公务车购置及运", "公务用车购置及使用", "公务用车（购置", "公务用车(购置", "公务车费", "“公车”支出", "公车支出"}, nil},
	{budget.VehiclePurchase, nil, []string{"用车购置", "公车购置", "公务车购置", "车辆购置费"}, nil},
	{budget.VehicleOperation, nil, []string{"用车运行", "公车运行", "公务车运行", "用车运维", "用车维护", "车辆运行", "公务车辆运行", "用车使用", "用车燃修"}, nil},
	{budget.Hospitality, nil, []string{"公务接待", "接待费", "接待经费", "招待费"}, []string{"外宾接待", "外事接待", "国（境）外公务接待", "国(境)外公务接待", "国（境）外接待", "国(境)外接待", "境外接待", "国外接待"}},
	{budget.Abroad, nil, []string{"出国"}, []string{"团组", "人次"}},
	{budget.ThreePublic, nil, []string{"三公", "三项经费"}, nil},
	{budget.AgencyOperating, nil, []string{"机关运行"}, nil},
	{budget.ProcurementGoods, []string{"货物"}, []string{"采购", "货物"}, nil},
	{budget.ProcurementWorks, []string{"工程", "采购"}, nil, nil},
	{budget.ProcurementServices, []string{"服务", "采购"}, nil, []string{"购买服务"}},
	{budget.Procurement, []string{"采购"}, nil, []string{"中小", "小微", "小型", "微型", "合同", "面向", "预留", "授予"}},
	{budget.Assets, nil, []string{"固定资产金额", "固定资产总额", "资产总额", "固定资产原值", "固定资产总值"}, nil},
	{budget.SurplusUsed, nil, []string{"使用非财政拨款结余", "用事业基金弥补"}, nil},
	{budget.SurplusDistributed, nil, []string{"结余分配"}, nil},
	{budget.CarriedOut, nil, []string{"结转下年", "年末结转", "年终结转", "年末财政拨款结转"}, nil},
	{budget.CarriedIn, nil, []string{"上年结转", "年初结转", "上年结余", "年初财政拨款结转"}, nil},
	{budget.SubsidyDown, nil, []string{"对附属单位补助"}, nil},
	{budget.RemittedUp, nil, []string{"上缴上级"}, nil},
	{budget.SuperiorSubsidy, nil, []string{"上级补助收入"}, nil},
	{budget.SubsidiaryRemitted, nil, []string{"附属单位上缴"}, nil},
	{budget.SpecialAccount, nil, []string{"财政专户", "专户管理资金"}, nil},
	{budget.Personnel, nil, []string{"人员经费", "人员支出"}, nil},
	{budget.Operating, nil, []string{"公用经费", "公用支出", "日常公用"}, nil},
	{budget.Basic, nil, []string{"基本支出"}, nil},
	{budget.Project, nil, []string{"项目支出", "项目经费支出"}, []string{"绩效"}},
	{budget.BusinessSpent, nil, []string{"经营支出"}, nil},
	{budget.BusinessRevenue, nil, []string{"经营收入"}, nil},
	{budget.InstitutionRevenue, nil, []string{"事业收入"}, nil},
	{budget.OtherRevenue, nil, []string{"其他收入"}, nil},
	{budget.OwnFunds, nil, []string{"单位资金"}, nil},
	{budget.CapitalSpent, []string{"国有资本"}, []string{"支出"}, nil},
	{budget.CapitalRevenue, nil, []string{"国有资本"}, []string{"权益", "权益总额"}},
	{budget.FundSpent, []string{"政府性基金"}, []string{"支出"}, nil},
	{budget.FundRevenue, nil, []string{"政府性基金", "基金预算拨款", "基金预算财政拨款"}, nil},
	{budget.GeneralSpent, []string{"一般公共预算"}, []string{"支出"}, nil},
	{budget.GeneralRevenue, nil, []string{"一般公共预算拨款", "一般公共预算财政拨款", "公共财政预算拨款", "一般公共预算收入"}, nil},
	{budget.AppropriationSpent, []string{"财政拨款", "支出"}, nil, []string{"收支", "收入支出"}},
	{budget.Appropriation, nil, []string{"财政拨款收入", "财政拨款"}, []string{"收支", "收入支出"}},
	{budget.CurrentRevenue, nil, []string{"本年收入合计"}, nil},
	{budget.CurrentExpenditure, nil, []string{"本年支出合计"}, nil},
	{budget.Expenditure, nil, []string{"支出总额", "支出总计", "支出合计", "总支出", "支出预算总额", "支出决算总额", "支出预算总计", "支出预算合计", "支出总预算"}, nil},
	{budget.Revenue, nil, []string{"收入总额", "收入总计", "收入合计", "总收入", "收入预算总额", "收入决算总额", "收入预算总计", "收入预算合计", "收入总预算"}, []string{"营业"}},
}

// totalNames are labels that are a total only when nothing else stands in the label.
var totalNames = map[string]budget.Measure{
	"收入预算": budget.Revenue, "收入决算": budget.Revenue, "收入": budget.Revenue, "本年收入": budget.Revenue, "预算收入": budget.Revenue,
	"支出预算": budget.Expenditure, "支出决算": budget.Expenditure, "支出": budget.Expenditure, "本年支出": budget.Expenditure,
	"预算支出": budget.Expenditure,
}

// measureSet holds the words of all measure rules, and measureTests the rules by their numbers in it, so
// that a label is read once for all rules.
var measureSet, measureTests = func() (*phrase.Set, []measureTest) {
	var lists [][]string
	for i := range measureRules {
		lists = append(lists, measureRules[i].all, measureRules[i].any, measureRules[i].not)
	}
	set := phrase.New(lists...)
	number := func(words []string) (ids []int) {
		for _, w := range words {
			ids = append(ids, set.ID(w))
		}
		return ids
	}
	tests := make([]measureTest, 0, len(measureRules))
	for i := range measureRules {
		r := &measureRules[i]
		tests = append(tests, measureTest{r.measure, number(r.all), number(r.any), number(r.not)})
	}
	return set, tests
}()

type measureTest struct {
	measure       budget.Measure
	all, any, not []int
}

// withoutIncluded leaves out what a label includes: 公务接待费（含外事接待费） is all of it.
func withoutIncluded(label string) string {
	for _, w := range [...]string{"（含", "(含"} {
		at := strings.Index(label, w)
		if at <= 0 {
			continue
		}
		if end := strings.IndexAny(label[at:], "）)"); end > 0 {
			_, width := utf8.DecodeRuneInString(label[at+end:])
			return label[:at] + label[at+end+width:]
		}
	}
	return label
}

// measureOf finds the measure of a label, "" where the label names something of its own.
func measureOf(label string) budget.Measure {
	if strings.IndexByte(label, ' ') >= 0 { // 运 行 维 护 费
		label = strings.ReplaceAll(label, " ", "")
	}
	label = withoutIncluded(label)
	seen, some := measureSet.Seen(label)
	for i := 0; some && i < len(measureTests); i++ {
		t := &measureTests[i]
		has := func(id int) bool { return seen.Has(id) }
		if (len(t.any) == 0 || slices.ContainsFunc(t.any, has)) && !slices.ContainsFunc(t.not, has) &&
			!slices.ContainsFunc(t.all, func(id int) bool { return !seen.Has(id) }) {
			if isSideTotal(t.measure) {
				return lastTotal(label, t.measure)
			}
			return t.measure
		}
	}
	if !strings.Contains(label, "收入") && !strings.Contains(label, "支出") { // as every total's name does
		return ""
	}
	bare := trim(dropYears(label))
	for _, w := range [...]string{"其中", "：", ":", "，"} {
		bare = strings.TrimPrefix(bare, w)
	}
	switch m := totalNames[foldTotal(bare)]; {
	case m == budget.Revenue && strings.Contains(bare, "本年收入"):
		return budget.CurrentRevenue
	case m == budget.Expenditure && strings.Contains(bare, "本年支出"):
		return budget.CurrentExpenditure
	default:
		return m
	}
}

// isSideTotal reports whether a measure is one of the totals of revenue or expenditure.
func isSideTotal(m budget.Measure) bool {
	return m == budget.Revenue || m == budget.CurrentRevenue || m == budget.Expenditure || m == budget.CurrentExpenditure
}

// lastTotal returns the total that a label names last: 与本年支出合计后支出总计为 speaks of 支出总计.
func lastTotal(label string, m budget.Measure) budget.Measure {
	at := -1
	for i := range measureRules {
		r := &measureRules[i]
		if !isSideTotal(r.measure) {
			continue
		}
		for _, w := range r.any {
			if k := strings.LastIndex(label, w); k >= 0 && k+len(w) > at {
				at, m = k+len(w), r.measure
			}
		}
	}
	return m
}

// foldTotal strips what may stand around a bare 收入 or 支出.
func foldTotal(label string) string {
	for {
		was := label
		for _, p := range [...]string{"本单位", "我单位", "本部门", "我部门", "本年度", "本年", "当年", "全年", "年度", "全部", "部门", "单位", "我局", "我院", "我校", "我乡", "我镇"} {
			label = strings.TrimPrefix(label, p)
		}
		for _, p := range [...]string{"为", "共计", "合计", "总计", "总额", "共", "是", "安排", "数", "总", "计"} {
			label = strings.TrimSuffix(label, p)
		}
		if label == was {
			return label
		}
	}
}

func containsAll(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// tree gives the parts that make up a measure. Each list is one complete partition; a measure may
// have several.
var tree = map[budget.Measure][][]budget.Measure{
	budget.ThreePublic: {
		{budget.Abroad, budget.Vehicles, budget.Hospitality},
		{budget.Abroad, budget.VehiclePurchase, budget.VehicleOperation, budget.Hospitality},
	},
	budget.Vehicles:           {{budget.VehiclePurchase, budget.VehicleOperation}},
	budget.Basic:              {{budget.Personnel, budget.Operating}},
	budget.Expenditure:        {{budget.Basic, budget.Project, budget.BusinessSpent, budget.RemittedUp, budget.SubsidyDown}},
	budget.CurrentExpenditure: {{budget.Basic, budget.Project, budget.BusinessSpent, budget.RemittedUp, budget.SubsidyDown}},
	budget.Procurement:        {{budget.ProcurementGoods, budget.ProcurementWorks, budget.ProcurementServices}},
}

// parents turns tree around: the measures of which a measure is part.
var parents = func() map[budget.Measure][]budget.Measure {
	out := map[budget.Measure][]budget.Measure{
		budget.Appropriation: {budget.Revenue}, budget.InstitutionRevenue: {budget.Revenue}, budget.BusinessRevenue: {budget.Revenue},
		budget.OtherRevenue: {budget.Revenue}, budget.SuperiorSubsidy: {budget.Revenue}, budget.SubsidiaryRemitted: {budget.Revenue},
		budget.CarriedIn: {budget.Revenue}, budget.GeneralRevenue: {budget.Appropriation, budget.Revenue},
		budget.FundRevenue: {budget.Appropriation, budget.Revenue}, budget.CapitalRevenue: {budget.Appropriation, budget.Revenue},
		budget.GeneralSpent: {budget.AppropriationSpent, budget.Expenditure}, budget.FundSpent: {budget.AppropriationSpent, budget.Expenditure},
		budget.CapitalSpent: {budget.AppropriationSpent, budget.Expenditure},
	}
	for whole, partitions := range tree {
		for _, p := range partitions {
			for _, part := range p {
				if whole == budget.CurrentExpenditure {
					continue // added below, behind the total of all
				}
				if !hasMeasure(out[part], whole) {
					out[part] = append(out[part], whole)
				}
			}
		}
	}
	for part, wholes := range out {
		if hasMeasure(wholes, budget.Expenditure) {
			out[part] = append(out[part], budget.CurrentExpenditure)
		}
		if hasMeasure(wholes, budget.Revenue) {
			out[part] = append(out[part], budget.CurrentRevenue)
		}
	}
	return out
}()

func hasMeasure(list []budget.Measure, m budget.Measure) bool {
	for _, x := range list {
		if x == m {
			return true
		}
	}
	return false
}

type changeWord struct {
	word string
	dir  budget.Direction
}

// changeWords say that the figure behind them is a difference, the longer before the shorter.
var changeWords = [...]changeWord{
	{"增加（减少）", budget.NoDirection}, {"增加(减少)", budget.NoDirection}, {"减少（增加）", budget.NoDirection}, {"增长（下降）", budget.NoDirection},
	{"增长(下降)", budget.NoDirection}, {"增加/减少", budget.NoDirection}, {"增（减）", budget.NoDirection}, {"增(减)", budget.NoDirection}, {"增减", budget.NoDirection},
	{"净减少", budget.Down}, {"净增加", budget.Up}, {"净增长", budget.Up},
	{"同比增加", budget.Up}, {"同比减少", budget.Down}, {"同比增长", budget.Up}, {"同比下降", budget.Down},
	{"增加", budget.Up}, {"增长", budget.Up}, {"上升", budget.Up}, {"增收", budget.Up}, {"增支", budget.Up}, {"调增", budget.Up}, {"增幅", budget.Up}, {"提高", budget.Up},
	{"上涨", budget.Up}, {"上浮", budget.Up}, {"追加", budget.Up}, {"增多", budget.Up}, {"增", budget.Up}, {"多支出", budget.Up}, {"超出", budget.Up},
	{"减少", budget.Down}, {"下降", budget.Down}, {"降低", budget.Down}, {"减低", budget.Down}, {"缩减", budget.Down}, {"压减", budget.Down}, {"减收", budget.Down},
	{"减支", budget.Down}, {"调减", budget.Down}, {"核减", budget.Down}, {"压缩", budget.Down}, {"减幅", budget.Down}, {"降幅", budget.Down}, {"下浮", budget.Down},
	{"削减", budget.Down}, {"下调", budget.Down}, {"回落", budget.Down}, {"减", budget.Down}, {"降", budget.Down},
	{"减少支出", budget.Down}, {"减少支", budget.Down}, {"少支", budget.Down}, {"多支", budget.Up}, {"少花", budget.Down}, {"多花", budget.Up}, {"少支出", budget.Down}, {"净增", budget.Up}, {"提升", budget.Up}, {"攀升", budget.Up}, {"升", budget.Up},
	{"差值", budget.NoDirection}, {"差额", budget.NoDirection},
	{"大于预算数", budget.Up}, {"大于预算", budget.Up}, {"小于预算数", budget.Down}, {"小于预算", budget.Down}, {"大于年初预算数", budget.Up}, {"小于年初预算数", budget.Down},
}

// changeTails may stand between a change word and its figure.
var changeTails = [...]string{"当年", "年初", "全年", "了", "为", "额", "率", "数", "幅度", "幅", "比例", "达到", "达", "支出", "收入", "预算", "决算", "经费", "资金", "金额", "约", "近", "的", "共",
	"计", "合计", "总额", "：", ":", " ", "\u00A0", "　", "是", "比率", "费用", "人民币"}

// changeOf looks for a change word at the end of a piece. start is the offset of the word.
func changeOf(piece string) (dir budget.Direction, start int, ok bool) {
	rest := piece
	for {
		for _, w := range changeWords {
			if strings.HasSuffix(rest, w.word) {
				return w.dir, len(rest) - len(w.word), true
			}
		}
		if dir := moreOrFewer(rest); dir != budget.NoDirection {
			return dir, len(rest) - len("多"), true
		}
		was := rest
		for _, t := range changeTails {
			rest = strings.TrimSuffix(rest, t)
		}
		if rest == was {
			return 0, 0, false
		}
	}
}

// moreOrFewer reads 多 and 少 behind a comparison, 比上年少, or behind the amount compared with, where they stand alone.
func moreOrFewer(piece string) budget.Direction {
	dir := budget.NoDirection
	switch {
	case strings.HasSuffix(piece, "多"):
		dir = budget.Up
	case strings.HasSuffix(piece, "少"):
		dir = budget.Down
	default:
		return dir
	}
	before := trim(piece[:len(piece)-len("多")])
	if before == "" {
		return dir
	}
	const longest = 14 // characters of what it is compared with
	at := max(strings.LastIndex(before, "比"), strings.LastIndex(before, "较"))
	if at < 0 || utf8.RuneCountInString(before[at:]) > longest || !strings.Contains(before[at:], "年") && !strings.Contains(before[at:], "预算") && !strings.Contains(before[at:], "同期") {
		return budget.NoDirection
	}
	return dir
}

// flatWords say that nothing changed.
var flatWords = [...]string{"持平", "无变化", "无增减变化", "没有变化", "无增减", "一致", "相同", "未发生变化"}

package page

import (
	"fmt"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
)

// measureWords says in Chinese what a figure measures; in English the measure's own name is plain enough.
var measureWords = map[budget.Measure]string{
	budget.Amount: "金额", budget.Quantity: "数量", budget.Revenue: "收入总计", budget.CurrentRevenue: "本年收入合计", budget.Expenditure: "支出总计",
	budget.CurrentExpenditure: "本年支出合计", budget.Appropriation: "财政拨款收入", budget.AppropriationSpent: "财政拨款支出", budget.GeneralRevenue: "一般公共预算拨款收入",
	budget.FundRevenue: "政府性基金预算拨款收入", budget.CapitalRevenue: "国有资本经营预算拨款收入", budget.GeneralSpent: "一般公共预算支出", budget.FundSpent: "政府性基金预算支出",
	budget.CapitalSpent: "国有资本经营预算支出", budget.SpecialAccount: "财政专户管理资金", budget.InstitutionRevenue: "事业收入", budget.BusinessRevenue: "经营收入",
	budget.SuperiorSubsidy: "上级补助收入", budget.SubsidiaryRemitted: "附属单位上缴收入", budget.OtherRevenue: "其他收入", budget.OwnFunds: "单位资金", budget.SurplusUsed: "使用非财政拨款结余",
	budget.CarriedIn: "上年结转", budget.CarriedOut: "结转下年", budget.SurplusDistributed: "结余分配", budget.Basic: "基本支出", budget.Personnel: "人员经费", budget.Operating: "公用经费",
	budget.Project: "项目支出", budget.BusinessSpent: "经营支出", budget.RemittedUp: "上缴上级支出", budget.SubsidyDown: "对附属单位补助支出", budget.AgencyOperating: "机关运行经费",
	budget.ThreePublic: "“三公”经费", budget.Abroad: "因公出国（境）费", budget.Hospitality: "公务接待费", budget.Vehicles: "公务用车购置及运行费", budget.VehiclePurchase: "公务用车购置费",
	budget.VehicleOperation: "公务用车运行维护费", budget.Meetings: "会议费", budget.Training: "培训费", budget.Procurement: "政府采购总额", budget.ProcurementGoods: "政府采购货物",
	budget.ProcurementWorks: "政府采购工程", budget.ProcurementServices: "政府采购服务", budget.Assets: "固定资产总额", budget.ActivityBudget: "职责活动年度预算数",
}

var phaseWords = map[budget.Phase]audit.Words{
	budget.Request1: {ZH: "一上数", EN: "first request"}, budget.Ceiling: {ZH: "控制数", EN: "ceiling"}, budget.Request2: {ZH: "二上数", EN: "second request"},
	budget.Approved: {ZH: "预算数", EN: "approved"}, budget.Adjusted: {ZH: "调整数", EN: "adjusted"}, budget.Executed: {ZH: "决算数", EN: "executed"},
}

var partWords = map[string]audit.Words{
	"general": {ZH: "一般公共预算", EN: "general budget"}, "fund": {ZH: "政府性基金预算", EN: "government funds"}, "capital": {ZH: "国有资本经营预算", EN: "state capital"},
	"basic": {ZH: "基本支出", EN: "basic"}, "project": {ZH: "项目支出", EN: "project"}, "personnel": {ZH: "人员经费", EN: "personnel"}, "operating": {ZH: "公用经费", EN: "operating"},
}

// keyInWords says for people what a figure is: year, phase, measure, and what narrows it down.
func keyInWords(k budget.Key, lang string) string {
	en := lang == "en"
	var out []string
	if k.Year != 0 {
		if en {
			out = append(out, fmt.Sprint(k.Year))
		} else {
			out = append(out, fmt.Sprintf("%d年", k.Year))
		}
	}
	if w, ok := phaseWords[k.Phase]; ok {
		out = append(out, w.In(lang))
	}
	name := strings.ReplaceAll(string(k.Measure), "-", " ")
	if zh, ok := measureWords[k.Measure]; ok && !en {
		name = zh
	}
	if k.Item != "" && (k.Measure == budget.Amount || k.Measure == budget.Quantity) {
		name = k.Item
	} else if k.Item != "" {
		name += "·" + k.Item
	}
	out = append(out, name)
	for _, s := range [...]string{k.Fund, k.Kind, k.Part, k.Source} {
		if w, ok := partWords[s]; ok {
			out = append(out, w.In(lang))
		} else if s != "" {
			out = append(out, s)
		}
	}
	for _, c := range [...][3]string{{k.Func, "功能科目", "function "}, {k.Econ, "经济科目", "economic code "}, {k.Gov, "政府经济科目", "government economic code "}} {
		if c[0] == "" {
			continue
		}
		if en {
			out = append(out, c[2]+c[0])
		} else {
			out = append(out, c[1]+c[0])
		}
	}
	if k.Project != "" {
		out = append(out, k.Project)
	}
	if en {
		return strings.Join(out, ", ")
	}
	return strings.Join(out, "　")
}

package page

import (
	"fmt"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/render/report"
)

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
	out = append(out, report.MeasureName(k, lang))
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

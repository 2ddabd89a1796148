package audit

// Rules of the text against itself and against the tables (domain: TXT-01…21).
func init() {
	basis := Words{"预决算公开说明的通行要求；《预算法》第十四条", "usual requirements of disclosure; Budget Law, Article 14"}
	add := func(id string, c Category, sev Severity, zh, en, exZH, exEN string) {
		register(Rule{ID: id, Category: c, Severity: sev, Title: Words{zh, en}, Basis: basis, Example: Words{exZH, exEN}})
	}
	add("TXT-02", Sum, Error, "收入说明合计", "revenue sentence sums", "收入10万元，其中拨款8万元，事业收入1万元", "10 = 8 + 1 fails")
	add("TXT-03", Sum, Error, "支出说明合计", "expenditure sentence sums", "支出10万元，其中基本6万元、项目5万元", "10 = 6 + 5 fails")
	add("TXT-04", Sum, Error, "项目清单合计", "project list sums", "项目支出9万元，包括1、甲4万元。2、乙4万元", "9 = 4 + 4 fails")
	add("TXT-06", Difference, Error, "增减变化勾稽", "year-on-year articulation", "总额减少10万元，其中基本减少3万元、项目减少6万元", "10 = 3 + 6 fails")
	add("TXT-08", Sum, Error, "机关运行明细合计", "operating items sum", "机关运行经费10万元：包括办公费4万元、差旅费5万元", "10 = 4 + 5 fails")
	add("TXT-11", Percent, Error, "三公增减", "three-public change", "三公41万元，减少19万元，下降43.78%", "19 of 60 is 31.67%")
	add("TXT-13", Percent, Error, "占比正确", "shares are right", "6.28万元，占34.88%：应为100%", "6.28 of 6.28 is 100%")
	add("TXT-14", CrossReference, Error, "同指标一致", "one value per indicator", "决算4603.07万元……决算数4610.19万元", "two values of one figure")
	add("TXT-20", Sum, Error, "三公说明合计", "three-public sentence sums", "三公10万元，其中出国0、用车8万元、接待1万元", "10 = 0 + 8 + 1 fails")
	add("SUM-T11-05", Sum, Error, "采购分类与预留", "goods, works and services", "采购10万元，其中货物1万元、工程2万元、服务6万元", "10 = 1 + 2 + 6 fails")
	add("FIN-11", Percent, Error, "预算完成率", "completion rate", "预算18万元，决算6.28万元，完成34.89%", "6.28 of 18 is 34.89%")
}

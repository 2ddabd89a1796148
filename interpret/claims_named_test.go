package interpret_test

import "testing"

// The phrasings of these cases stand in published disclosures; the figures do not.
func TestWhatIsNamed(t *testing.T) {
	check(t, finalTitle, []phrase{
		{"a whole by its name in another paragraph", "2023年全省政府采购规模为80亿元。\n其中，甲方、乙方政府采购规模分别为20亿元和60亿元，占全省政府采购规模的25%和75%。", one("share 25 = 20 / 80", "share 75 = 60 / 80 ?", "sum 80 = 20+60 ?")},
		{"shares of things without amounts", "2023年全省政府采购规模为80亿元，其中货物50亿元，工程30亿元。公开招标、询价采购规模分别占全省政府采购规模的90%和10%。", one("sum 80 = 50+30 ?")},
		{"a share of what others bought, too", "2023年政府采购规模为80万元。采购节能产品20万元，占同类产品采购规模的90%。", one()},
		{"what a review took off", "送审金额100万元，审定金额80万元，审减金额20万元，审减率20%。", one("diff 20 = 100-80", "share 20 = 20 / 100")},
		{"from one count to another", "因公出国费支出6万元。出国人数从20人降为15人，下降25%。", one("rate 25 = 20-15 / 20")},
		{"a kind beside a named one", "支出80万元，支出100万元。按来源，境内捐赠60万元（不包含甲县项目款50万元）。", one()},
		{"each of several", "将100万元分配给四县，其中：甲县30万元，乙县30万元；另安排丙县、丁县各20万元。", one("sum 100 ≥ 30+30+20 ?")},
		{"two parts of an unnamed whole", "基本支出60万元，占一般公共预算支出的75%。项目支出20万元，占一般公共预算支出的35%。", one("share 35 = 20 / 60+20")},
		{"the last source of a revenue", "全区一般公共预算收入总量100亿元，其中，地方收入20亿元，中央补助收入60亿元，债务收入10亿元，上年结转10亿元。", one("sum 100 = 20+60+10+10")},
		{"a fund added to its own total", "政府性基金预算收入完成80万元。其中：土地收入70万元。加上转移性收入20万元，收入合计100万元。", one("sum 100 = 80+20", "sum 80 ≥ 70 ?")},
		{"only the sum is printed", "国有资本经营预算收入30万元，加上转移性收入等收入后，总收入50万元，总支出45万元。", one()},
		{"parts of another name in brackets", "公务用车购置及运行维护费100万元（其中，公务用车购置费20万元，公务用车运行维护费70万元，其他交通费用10万元）。", one("sum 100 = 20+70+10")},
		{"purchase beside 用车及运行", "“三公”经费支出100万元。其中，公务用车及运行维护费支出60万元；公务用车购置支出30万元；公务接待支出10万元。", one("sum 100 = 30+60+10 ?")},
		{"reasons have years of their own", "“三公”经费支出100万元。其中：公车运行维护费80万元，下降20%，主要是2019年车辆减少；公务接待费20万元。", one("sum 100 = 80+20 ?")},
		{"one amount in two units", "公务接待费1.25元，经核查，2023年支出公务接待费为1.25万元。", one("same 1.25 = 1.25")},
		{"two bodies", "甲省教育局“三公”经费预算90万元。\n乙省卫生局“三公”经费预算比上年增加5万元，增长10%。", one()},
		{"last year's parts beside this year's", "2023年“三公”经费预算30万元，2022年“三公”经费预算45万元。其中：1、公务接待费2023年预算10万元，2022年预算20万元。2、公务车辆运行2023年预算20万元，2022年预算30万元。", one("sum 30 = 20+10 ?", "sum 30 ≥ 10 ?", "sum 45 = 30+20 ?")},
	})
}

func TestWhatIsCompared(t *testing.T) {
	check(t, finalTitle, []phrase{
		{"an adjustment and last year", "税收收入调整为80万元，调减20万元，下降5%。", one()},
		{"all of a year and eleven months", "2022年完成投资100亿元。2023年1—11月完成投资110亿元，跟去年同期比，增加了30亿元。", one()},
		{"a part in a smaller unit", "地方收入100万元，其中区本级40元，镇级60万元。", one("sum 100 = 40+60")},
		{"a unit that two amounts share", "2023年度收入75.5、支出80.0万元。与2022年相比，收入减少24.5、支出减少20.0万元，分别下降24.5%、20%。", one("rate 20 = 20.0 / 80.0+20.0", "rate 24.5 = 24.5 / 75.5+24.5")},
		{"rates of changes that stand apart", "存款余额110亿元、比年初增加10亿元，贷款余额75亿元、比年初增加15亿元，存、贷款余额较年初分别增长10%、25%。", one("rate 10 = 10 / 110-10", "rate 25 = 15 / 75-15")},
		{"the year of the first sentence", "某局2022年“三公”经费的预算数和决算数一致。具体来看，总数为50万元，其中因公出国费20万元；公务用车购置及运行费20万元；公务接待费10万元。", one("sum 50 = 20+20+10")},
		{"占 a plan of the year", "财政收入完成58万元，占年度收入预算的51.1%。", one()},
		{"占比 of things without amounts", "采购金额20万元。品目集中在电梯（占比11.3%）、医疗设备（占比7.3%）。", one()},
		{"the adjusted budget is not printed", "收入完成220万元，完成年初预算150万元的146.67%，完成调整预算的100%。", one("done 146.67 = 220 / 150")},
		{"主要包括 need not be all", "人员经费100万元，主要包括基本工资40万元、绩效工资30万元。", one("sum 100 ≥ 40+30 ?")},
		{"a kind of what has an amount", "营业税100亿元，同比增加20亿元，增长25%。其中，房地产营业税同比增加12亿元，增长60%。", one("rate 25 = 20 / 100-20")},
		{"savings of the whole", "全省政府采购完成额90亿元。其中，省本级完成采购额50亿元。全省政府采购节约资金10亿元，节约率10%。", one("rate 10 = 10 / 90+10", "sum 90 ≥ 50 ?")},
		{"占 a plan of purchases", "养护工程完成40亿元，占年初政府采购预算的94.5%。", one()},
		{"another scope for the second rate", "全区收入完成80亿元，比上年同期减收20亿元，下降20%，扣除一次性因素，增长4.1%。", one("rate 20 = 20 / 80+20")},
		{"a target and what came of it", "收入目标20亿元。当年实际完成22亿元，为预算的110%。", one("done 110 = 22 / 20")},
		{"two totals that 包括 names", "收入总计100万元，支出总计100万元。收入总计包括收入合计90万元、年初结转和结余10万元，支出总计包括本年支出合计70万元、年末结转和结余30万元。", one("sum 100 = 70+30", "sum 100 = 90+10")},
		{"adjusted, then done", "年初人大批准的一般公共预算收入为120亿元，执行中调整为110亿元，实际完成112亿元，为调整预算的101.8%。", one("done 101.8 = 112 / 110")},
	})
}

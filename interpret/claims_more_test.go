package interpret_test

import "testing"

func TestClosingTotals(t *testing.T) {
	check(t, title, []phrase{
		{"合计 behind its parts", "人员经费30万元，公用经费12万元，合计42万元。", one("sum 42 = 30+12")},
		{"three that are counted", "项目支出60万元，其中：甲项20万元、乙项30万元、丙项10万元（三项合计60万元）。", one("sum 60 = 20+30+10", "sum 60 = 20+30+10")},
		{"parts of a side without an amount", "收入包括：财政拨款90万元、上年结转10万元；支出包括：教育支出60万元、卫生健康支出40万元，合计100万元。", one("sum 100 = 60+40")},
		{"以上合计 below paragraphs", "1.教育支出60万元。\n2.卫生健康支出40万元。\n以上合计100万元。", one("sum 100 = 60+40 ?")},
		{"a total with a name of its own", "办公费3万元，差旅费合计5万元。", one()},
	})
}

func TestWhoIsMeant(t *testing.T) {
	check(t, finalTitle, []phrase{
		{"a plan in front of 的X%", "2023年度“三公”经费支出决算为6万元，完成全年预算8万元的75%，比上年决算数增加2万元，增长50%。", one("done 75 = 6 / 8", "rate 50 = 2 / 6-2")},
		{"占 for completion", "全年完成收入90万元，占年初预算100万元的90%，同比增长12.5%，增收10万元。", one("done 90 = 90 / 100", "rate 12.5 = 10 / 90-10")},
		{"budget and outturn, then last year", "“三公”经费年初预算4万元，支出决算3万元，完成年初预算的75%。与上年决算相比减少1万元，下降25%。", one("done 75 = 3 / 4", "rate 25 = 1 / 3+1")},
		{"the total behind a list", "2023年度总收入100万元，其中本年收入98万元，年初结转和结余2万元；较上年决算数减少25万元，下降20%。", one("rate 20 = 25 / 2+25", "sum 100 = 98+2 ?")},
		{"本年支出 as the whole", "2023年度总支出100万元，其中本年支出80万元，年末结转和结余20万元。教育支出40万元，占本年支出的50%。", one("share 50 = 40 / 80", "sum 100 = 80+20 ?")},
		{"last year in brackets", "“三公”经费合计3亿元，比2022年（4亿元）减少1亿元，下降25%。", one("diff 1 = 4-3", "rate 25 = 1 / 4")},
		{"another year as subject", "2021年4亿元，2022年5亿元，2023年3亿元，2022年比2021年增长25%。", one("rate 25 = 5-4 / 4")},
		{"收、支总计各", "2023年度收入、支出决算总计90万元。与上年决算相比，收、支总计各减少10万元，下降10%。", one("rate 10 = 10 / 90+10")},
		{"全部为 is no subject", "“三公”经费支出5万元，全部为公务接待费，比上年减少1万元，下降16.67%。", one("rate 16.67 = 1 / 5+1")},
		{"each item its own plan", "5.医疗卫生（类）公共卫生（款）防疫（项）：支出决算为8万元，全年预算为10万元，完成预算80%。\n6.医疗卫生（类）计划生育（款）服务（项）：支出决算为4万元，完成预算100%。", one("done 80 = 8 / 10")},
		{"carry-over beside this year's total", "本年收入合计80万元，其中：财政拨款收入80万元，占100%；年初结转和结余20万元。", one("share 100 = 80 / 80", "sum 80 ≥ 80 ?")},
	})
}

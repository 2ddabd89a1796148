package interpret_test

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"mingzhang/budget"
	"mingzhang/interpret"
	"mingzhang/source/text"
)

// report interprets a text.
func report(t testing.TB, words string) *budget.Report {
	t.Helper()
	doc, err := text.Read([]byte(words))
	if err != nil {
		t.Fatal(err)
	}
	return interpret.Document(doc, interpret.Hints{})
}

var kindNames = map[budget.ClaimKind]string{
	budget.SumClaim: "sum", budget.DifferenceClaim: "diff", budget.ChangeRateClaim: "rate", budget.ShareClaim: "share",
	budget.CompletionClaim: "done", budget.SameClaim: "same", budget.DirectionClaim: "dir", budget.AbsenceClaim: "absent",
}

func printTerms(r *budget.Report, terms []budget.Term) string {
	var b strings.Builder
	for i, t := range terms {
		switch {
		case t.Minus:
			b.WriteString("-")
		case i > 0:
			b.WriteString("+")
		}
		b.WriteString(r.Figures[t.Figure].Amount.Text)
	}
	return b.String()
}

// printClaims writes the claims that are believed: "sum 10 = 4+6", "rate 11.11 = 10 / 90". A claim that
// says only "at most" is written with ≥; one that is a guess is left out, one that is likely gets a "?".
func printClaims(r *budget.Report) []string {
	var out []string
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Certainty == budget.Guess {
			continue
		}
		rel := "="
		if c.AtMost {
			rel = "≥"
		}
		s := fmt.Sprintf("%s %s %s %s", kindNames[c.Kind], r.Figures[c.Stated].Amount.Text, rel, printTerms(r, c.Terms))
		if len(c.Den) > 0 {
			s += " / " + printTerms(r, c.Den)
		}
		if c.Certainty == budget.Likely {
			s += " ?"
		}
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}

const title = "青溪镇人民政府2024年部门预算\n"
const finalTitle = "青溪镇人民政府2023年部门决算\n"

// phrase is a sentence with the claims that it makes, in any order.
type phrase struct {
	name, text string
	want       []string
}

func check(t *testing.T, head string, phrases []phrase) {
	t.Helper()
	for _, c := range phrases {
		t.Run(c.name, func(t *testing.T) {
			got := printClaims(report(t, head+c.text))
			if os.Getenv("MINGZHANG_SHOW") != "" {
				fmt.Printf("%s\t%s\n", c.name, strings.Join(got, " | "))
			}
			want := append([]string(nil), c.want...)
			sort.Strings(want)
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("%s\n got %s\nwant %s", c.text, strings.Join(got, " | "), strings.Join(want, " | "))
			}
		})
	}
}

func one(s ...string) []string { return s }

func TestSums(t *testing.T) {
	check(t, title, []phrase{
		{"a full list behind 包括", "机关运行经费安排20万元，包括：办公费12万元、差旅费3万元、会议费5万元。", one("sum 20 = 12+3+5")},
		{"a list joined by 和", "专项资金共30万元，包括防汛物资10万元和道路养护20万元。", one("sum 30 = 10+20")},
		{"其中 names all sources", "2024年收入总额100万元，其中：一般公共预算拨款80万元，政府性基金预算拨款15万元，其他收入5万元。", one("sum 100 = 80+15+5")},
		{"其中 names one part", "公务接待费20万元，其中外事接待费3万元。", one("sum 20 ≥ 3 ?")},
		{"a list with 等", "机关运行经费安排20万元，包括：办公费8万元、差旅费3万元等。", one("sum 20 ≥ 8+3 ?")},
		{"分别为", "政府采购预算50万元，分别为货物10万元、工程15万元、服务25万元。", one("sum 50 = 10+15+25")},
		{"三公 in one sentence", "“三公”经费预算10万元，其中：因公出国（境）费0万元，公务接待费2万元，公务用车购置及运行费8万元。", one("sum 10 = 0+8+2")},
		{"三公 with four items", "“三公”经费预算10万元，其中：因公出国（境）费0万元，公务接待费2万元，公务用车购置费3万元，公务用车运行维护费5万元。", one("sum 10 = 0+3+5+2")},
		{"a bracket holds the parts", "公务用车购置及运行费11万元（公务用车购置费0万元、公务用车运行维护费11万元）。", one("sum 11 = 0+11")},
		{"half-width brackets", "公务用车购置及运行费11万元(公务用车购置费0万元、公务用车运行维护费11万元)。", one("sum 11 = 0+11")},
		{"a bracket inside a list", "“三公”经费预算16.5万元，其中：因公出国（境）费0万元；公务用车购置及运行费11万元（公务用车购置费0万元、公务用车运行维护费11万元）；公务接待费5.5万元。",
			one("sum 11 = 0+11", "sum 16.5 = 0+11+5.5")},
		{"a list in a list", "2024年支出预算100万元，其中：基本支出60万元，包括人员经费45万元和公用经费15万元；项目支出40万元。", one("sum 100 = 60+40", "sum 60 = 45+15")},
		{"numbered items", "项目支出90万元，包括1、道路养护40万元。2、环境整治35.5万元。3、村级运转14.5万元。", one("sum 90 = 40+35.5+14.5")},
		{"items with bracketed numbers", "项目支出90万元，包括（1）道路养护40万元；（2）环境整治35.5万元；（3）村级运转14.5万元。", one("sum 90 = 40+35.5+14.5")},
		{"items a line each", "项目支出90万元，包括：\n1、道路养护40万元；\n2、环境整治35.5万元；\n3、村级运转14.5万元。", one("sum 90 = 40+35.5+14.5")},
		{"由…构成", "2024年可用财力100.00万元。由一般公共预算收入30.00万元，加上级补助收入等70.00万元构成。", one("sum 100.00 = 30.00+70.00")},
		{"加上…总计", "2024年收入合计90万元。加上年初结转和结余10万元，收入总计100万元。", one("sum 100 = 90+10")},
		{"two partitions", "2024年支出预算100.00万元。按功能分类：一般公共服务支出70.00万元、教育支出30.00万元。按经济分类：工资福利支出60.00万元、商品和服务支出40.00万元。",
			one("sum 100.00 = 60.00+40.00 ?", "sum 100.00 = 70.00+30.00 ?")},
		{"masked names", "财政拨款支出10万元，包括：********支出2万元、********支出8万元。", one("sum 10 = 2+8")},
		{"counts are no parts", "公务接待费6万元，包括：国内接待4万元（20批次，180人次）、外事接待2万元（3批次，12人次）。", one("sum 6 = 4+2")},
		{"元 in a list of 万元", "机关运行经费安排20万元，包括：办公费12万元、会议费30000元、差旅费5万元。", one("sum 20 = 12+30000+5")},
		{"a masked part of two", "项目支出20万元，包括1、********项目12万元。2、道路养护8万元。", one("sum 20 = 12+8")},
		{"主要用于", "项目支出30.00万元，主要用于：道路养护12.00万元、环境整治10.00万元、防汛物资8.00万元。", one("sum 30.00 = 12.00+10.00+8.00")},
		{"changes that add up", "2024年支出预算100.00万元，比2023年减少10.00万元，其中基本支出减少3.20万元，项目支出减少6.80万元。", one("sum 10.00 = 3.20+6.80")},
		{"procurement over three kinds", "政府采购预算50万元，其中：政府采购货物预算10万元、政府采购工程预算15万元、政府采购服务预算25万元。", one("sum 50 = 10+15+25")},
		{"a norm in brackets is no part", "机关运行经费安排20万元，包括：办公费15万元（人均2000元/人）、差旅费5万元。", one("sum 20 = 15+5")},
		{"the next sentence is not a part", "项目支出30万元，包括道路养护10万元和环境整治20万元。公务接待费2万元。", one("sum 30 = 10+20")},
		{"three levels", "2024年支出总额100万元，其中：基本支出60万元（人员经费45万元、公用经费15万元），项目支出40万元。", one("sum 100 = 60+40", "sum 60 = 45+15")},
		{"thousands separators", "2024年收入总额1,100.50万元，其中：一般公共预算拨款1,000.25万元，其他收入100.25万元。", one("sum 1,100.50 = 1,000.25+100.25")},
		{"亿元 over 万元", "专项资金1.2亿元，包括：道路养护7000万元、环境整治5000万元。", one("sum 1.2 = 7000+5000")},
		{"full-width digits", "专项资金３０万元，包括：道路养护１０万元、环境整治２０万元。", one("sum ３０ = １０+２０")},
		{"revenue and expenditure in one sentence", "2024年收入总额100万元，支出总额100万元，其中：基本支出60万元，项目支出40万元。", one("sum 100 = 60+40")},
	})
}

func TestChanges(t *testing.T) {
	check(t, title, []phrase{
		{"base stated", "培训费8万元，比上年9万元减少1万元。", one("diff 1 = 9-8")},
		{"base stated, percent too", "培训费8.00万元，比上年9.00万元减少1.00万元，下降11.11%。", one("diff 1.00 = 9.00-8.00", "rate 11.11 = 1.00 / 9.00")},
		{"base implied", "公务接待费2.4万元，比上年减少14.6万元，下降85.88%。", one("rate 85.88 = 14.6 / 2.4+14.6")},
		{"growth with the base implied", "培训费12万元，较上年增加2万元，增长20%。", one("rate 20 = 2 / 12-2")},
		{"base named with its year", "2024年培训费12万元，比2023年10万元增加2万元，增长20%。", one("diff 2 = 12-10", "rate 20 = 2 / 10")},
		{"last year first", "2023年培训费10万元，2024年培训费12万元，比上年增加2万元。", one("diff 2 = 12-10")},
		{"percent first, amount behind", "培训费12万元，较上年增长20%，增加2万元。", one("rate 20 = 2 / 12-2")},
		{"percent in brackets", "培训费8万元，较上年减少2万元（20%）。", one("rate 20 = 2 / 8+2")},
		{"percent in half-width brackets", "培训费8万元，较上年减少2万元(20%)。", one("rate 20 = 2 / 8+2")},
		{"both directions left in", "培训费8万元，较上年增加（减少）2万元，增长（下降）20%。", one("rate 20 = 2 / 8+2")},
		{"percent alone says nothing", "培训费8万元，比上年下降20%。", nil},
		{"percent over a stated base", "培训费8万元，上年10万元，比上年下降20%。", one("rate 20 = 10-8 / 10")},
		{"持平", "培训费8万元，与上年持平。", nil},
		{"zero change", "培训费8万元，比上年增加0万元，增长0%。", one("rate 0 = 0 / 8-0")},
		{"主要原因 with a figure", "培训费12万元，比上年增加2万元，增长20%，主要原因是新增班次3个，每班5万元。", one("rate 20 = 2 / 12-2")},
		{"同比", "支出295.70万元，同比减少60.14万元，下降16.9%。", one("rate 16.9 = 60.14 / 295.70+60.14")},
		{"a subject carried over a sentence", "公务接待费4万元，主要用于会议接待。比上年减少1万元，下降20%。", one("rate 20 = 1 / 4+1")},
		{"the total keeps its change behind a list", "“三公”经费预算10.00万元，其中：因公出国（境）费0万元，公务接待费2.00万元，公务用车购置及运行费8.00万元。比上年减少2.50万元，下降20.00%。",
			one("rate 20.00 = 2.50 / 10.00+2.50", "sum 10.00 = 0+8.00+2.00")},
		{"由X调整为Y", "防汛项目预算由10万元调整为12万元，调增2万元。", one("diff 2 = 12-10")},
		{"分别减少", "公务用车购置费14.00万元和公务用车运行费12.70万元，比上年分别减少1.80万元和5.60万元，下降11.39%和30.60%。",
			one("rate 11.39 = 1.80 / 14.00+1.80", "rate 30.60 = 5.60 / 12.70+5.60")},
		{"增幅", "培训费12万元，比上年增加2万元，增幅20%。", one("rate 20 = 2 / 12-2")},
		{"降幅达到", "培训费8万元，比上年减少2万元，降幅达到20%。", one("rate 20 = 2 / 8+2")},
		{"2023年 as the base by name", "2024年培训费12.0万元，较2023年增加2.0万元，增长20%。", one("rate 20 = 2.0 / 12.0-2.0")},
		{"与上年相比", "培训费12万元，与上年相比增加2万元，增长20%。", one("rate 20 = 2 / 12-2")},
		{"每项 with its own change", "公务接待费4万元，比上年减少1万元，下降20%；公务用车运行维护费8万元，比上年增加2万元，增长33.33%。",
			one("rate 20 = 1 / 4+1", "rate 33.33 = 2 / 8-2")},
		{"约 is no equation", "培训费约12万元，比上年增加约2万元。", nil},
		{"a change whose subject stands before it", "公务接待费较上年减少0.58万元，下降10%。", nil},
		{"two amounts and a direction", "2024年培训费8万元，上年9万元，减少1万元。", one("diff 1 = 9-8")},
	})
}

func TestRates(t *testing.T) {
	check(t, finalTitle, []phrase{
		{"completion of the budget", "“三公”经费支出年初预算为18万元，支出决算为6.28万元，完成年初预算的34.89%。", one("done 34.89 = 6.28 / 18")},
		{"completion with 为预算的", "公务接待费年初预算10万元，决算8万元，为年初预算的80%。", one("done 80 = 8 / 10")},
		{"占调整预算 is a completion", "培训费调整预算为10万元，决算为8万元，占调整预算80%。", one("done 80 = 8 / 10")},
		{"决算 against its own budget", "培训费决算支出8万元，较年初预算10万元减少2万元，下降20%。", one("diff 2 = 10-8", "rate 20 = 2 / 10")},
		{"two bases in one sentence", "“三公”经费支出24.40万元，较上年减少19.00万元，下降43.78%，较年初预算数减少4.00万元，下降14.08%。",
			one("rate 14.08 = 4.00 / 24.40+4.00", "rate 43.78 = 19.00 / 24.40+19.00")},
		{"决算数大于预算数", "培训费年初预算为10万元，决算为12万元，完成年初预算的120%，决算数大于预算数2万元。", one("diff 2 = 12-10", "done 120 = 12 / 10")},
		{"a share of a named whole", "2023年支出总额100万元，其中：基本支出60万元，占支出总额的60%；项目支出40万元，占支出总额的40%。",
			one("share 40 = 40 / 100", "share 60 = 60 / 100", "sum 100 = 60+40")},
		{"a share without a whole", "政府采购支出50万元，其中：政府采购货物支出10万元，占20%。", one("share 20 = 10 / 50", "sum 50 ≥ 10 ?")},
		{"收支 with 结转", "2023年收入总计100万元，支出总计100万元。与上年相比，收入总计增加20万元，增长25%。", one("rate 25 = 20 / 100-20")},
		{"a share of 三公", "“三公”经费支出10.00万元，其中：公务接待费支出2.00万元，占“三公”经费支出的20.00%。", one("share 20.00 = 2.00 / 10.00", "sum 10.00 ≥ 2.00 ?")},
		{"节约率", "政府采购预算100.00万元，实际采购90.00万元，节约资金10.00万元，节约率为10.00%。", one("diff 10.00 = 100.00-90.00", "rate 10.00 = 10.00 / 100.00")},
		{"结转 as an addition", "2023年收入合计90.00万元，加上年初结转和结余10.00万元，总计100.00万元。", nil},
		{"完成率", "防汛项目全年预算数20万元，执行数18万元，执行率90%。", one("done 90 = 18 / 20")},
		{"last year's outturn", "2023年度公务接待费支出4万元，比2022年度5万元减少1万元，下降20%。", one("diff 1 = 5-4", "rate 20 = 1 / 5")},
		{"points are no rate", "农村生活垃圾处理率达到95%，提高3个百分点。", nil},
		{"a count beside money", "国内公务接待支出2万元，接待20批次、180人次。", nil},
	})
}

// TestSubjects looks at whose figures are whose.
func TestSubjects(t *testing.T) {
	check(t, title, []phrase{
		{"the same figure twice in one item", "1.行政运行（项）56.12万元，主要用于人员支出。2024年预算安排57.80万元。", one("same 57.80 = 56.12")},
		{"a figure of another year", "2023年公务接待费5万元。2024年公务接待费4万元。", nil},
		{"a heading with a year", "一、2023年预算执行情况\n公务接待费5万元，比上年减少1万元，下降16.67%。", one("rate 16.67 = 1 / 5+1")},
		{"本级 and 所属", "2024年培训费8万元，其中本级5万元，所属单位3万元。", one("sum 8 = 5+3 ?")},
		{"an ordinal is no figure", "第1项培训费8万元，第2项会议费3万元。", nil},
		{"a document number is no figure", "根据财预〔2023〕12号文件，安排培训费8万元。", nil},
		{"a plan period", "2021—2025年规划安排培训费8万元。", nil},
		{"a price", "购置台式计算机5台，单价0.5万元，共2.5万元。", nil},
		{"people", "2024年编制35人，实有33人，退休12人。", nil},
		{"0元 beside 万元", "“三公”经费预算10.5万元，其中：因公出国（境）费0元，公务接待费2.2万元，公务用车购置及运行费8.3万元。", one("sum 10.5 = 0+8.3+2.2")},
		{"the parts in paragraphs of their own", "“三公”经费预算10.5万元。\n1、因公出国（境）费0万元。\n2、公务接待费2.2万元。\n3、公务用车购置及运行费8.3万元。", one("sum 10.5 = 0+8.3+2.2")},
		{"vehicles in paragraphs", "公务用车购置及运行费8.3万元。其中：\n（1）公务用车购置费3.0万元。\n（2）公务用车运行维护费5.3万元。", one("sum 8.3 = 3.0+5.3")},
	})
}

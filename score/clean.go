package score

import (
	"fmt"
	"strings"
)

// dice is a small deterministic generator: the same seed makes the same documents everywhere.
type dice struct{ state uint64 }

func (d *dice) next() uint64 {
	d.state += 0x9E3779B97F4A7C15
	z := d.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

func (d *dice) upTo(n int) int { return int(d.next() % uint64(n)) }

// hundredths returns an amount between lo and hi 万元, in hundredths of it.
func (d *dice) hundredths(lo, hi int) int { return lo*100 + d.upTo((hi-lo)*100) }

func wan(v int) string {
	s := fmt.Sprintf("%d.%02d", v/100, v%100)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

func wan2(v int) string { return fmt.Sprintf("%d.%02d", v/100, v%100) }

// percentOf prints change/base with two decimals, rounded half up.
func percentOf(change, base int) string {
	v := (change*20000/base + 1) / 2
	return fmt.Sprintf("%d.%02d", v/100, v%100)
}

var placeNames = [...]string{"云溪", "石桥", "青岭", "白水", "长平", "南河", "东阳", "安定", "清源", "和顺"}
var bodyNames = [...]string{"镇人民政府", "乡人民政府", "县财政局", "县水利局", "区教育局", "市司法局"}

// facts are the figures of a made-up disclosure, in hundredths of 万元. Every relation in the text that
// is made of them holds.
type facts struct {
	d                                 *dice
	entity                            string
	year                              int
	general, fund, other              int
	personnel, items                  []int
	projects                          []int
	abroad, purchase, operation, host int
	priorThree, priorTotal            int
	goods, works, services            int
}

func newFacts(seed uint64) *facts {
	d := &dice{state: seed*7919 + 17}
	f := &facts{d: d, entity: placeNames[d.upTo(len(placeNames))] + bodyNames[d.upTo(len(bodyNames))], year: 2019 + d.upTo(6)}
	for i := 0; i < 3; i++ {
		f.personnel = append(f.personnel, d.hundredths(20, 400))
	}
	for i := 0; i < 6; i++ {
		f.items = append(f.items, d.hundredths(1, 40))
	}
	for i := 0; i < 4; i++ {
		f.projects = append(f.projects, d.hundredths(5, 900))
	}
	f.fund, f.other = f.projects[3], d.hundredths(1, 30)
	f.general = f.total() - f.fund - f.other
	f.operation, f.host = d.hundredths(3, 20), d.hundredths(1, 9)
	f.purchase = d.upTo(2) * d.hundredths(10, 30)
	f.priorThree = f.three() + d.hundredths(1, 10)
	f.priorTotal = f.total() + d.hundredths(10, 300)
	f.goods, f.works, f.services = d.hundredths(1, 50), d.hundredths(1, 90), d.hundredths(1, 400)
	return f
}

func total(list []int) int {
	n := 0
	for _, v := range list {
		n += v
	}
	return n
}

func (f *facts) three() int   { return f.abroad + f.purchase + f.operation + f.host }
func (f *facts) basic() int   { return total(f.personnel) + total(f.items) }
func (f *facts) project() int { return total(f.projects) }
func (f *facts) total() int   { return f.basic() + f.project() }

var itemNames = [...]string{"办公费", "印刷费", "差旅费", "培训费", "工会经费", "其他交通费用"}
var itemCodes = [...]string{"30201", "30202", "30211", "30216", "30228", "30239"}

// Clean makes a disclosure in which every relation holds. The same seed makes the same text.
func Clean(seed uint64) string {
	f := newFacts(seed)
	var b strings.Builder
	p := func(format string, a ...any) { fmt.Fprintf(&b, format+"\n", a...) }
	p("%s%d年部门预算公开", f.entity, f.year)
	p("一、部门职责")
	p("贯彻执行国家法律法规和上级决定，办理本级各项事务。")
	p("二、机构设置")
	p("本部门内设办公室、财务室等机构，均为行政机构。")
	p("三、收支预算情况说明")
	p("%d年收入预算%s万元，其中：一般公共预算拨款%s万元，政府性基金预算拨款%s万元，其他收入%s万元。", f.year, wan(f.total()), wan(f.general), wan(f.fund), wan(f.other))
	p("%d年支出预算%s万元，其中：基本支出%s万元，包括人员经费%s万元和公用经费%s万元；项目支出%s万元。", f.year, wan(f.total()), wan(f.basic()), wan(total(f.personnel)), wan(total(f.items)), wan(f.project()))
	p("%d年支出预算比上年减少%s万元，下降%s%%，主要原因是项目减少。", f.year, wan(f.priorTotal-f.total()), percentOf(f.priorTotal-f.total(), f.priorTotal))
	p("四、“三公”经费预算情况说明")
	p("%d年“三公”经费预算%s万元，比上年%s万元减少%s万元，下降%s%%，主要原因是厉行节约。其中：因公出国（境）费%s万元；公务用车购置费%s万元，公务用车运行维护费%s万元；公务接待费%s万元。",
		f.year, wan(f.three()), wan(f.priorThree), wan(f.priorThree-f.three()), percentOf(f.priorThree-f.three(), f.priorThree), wan(f.abroad), wan(f.purchase), wan(f.operation), wan(f.host))
	p("五、机关运行经费安排情况说明")
	parts := make([]string, len(f.items))
	for i, v := range f.items {
		parts[i] = itemNames[i] + wan(v) + "万元"
	}
	p("机关运行经费安排%s万元，包括：%s。", wan(total(f.items)), strings.Join(parts, "、"))
	p("六、政府采购预算情况说明")
	sum := f.goods + f.works + f.services
	p("政府采购预算%s万元，其中：政府采购货物预算%s万元、政府采购工程预算%s万元、政府采购服务预算%s万元，服务占%s%%。", wan(sum), wan(f.goods), wan(f.works), wan(f.services), percentOf(f.services, sum))
	p("七、名词解释")
	p("基本支出：指保障机构正常运转的支出。项目支出：指为完成特定任务的支出。")
	f.tables(p)
	return b.String()
}

// tables prints the summary, the expenditure by function, the basic expenditure and the “三公” table.
func (f *facts) tables(p func(string, ...any)) {
	p("%d年部门收支总表", f.year)
	p("单位：万元")
	p("项目 | 预算数 | 项目 | 预算数")
	p("一、一般公共预算拨款收入 | %s | 一、一般公共服务支出 | %s", wan2(f.general), wan2(f.total()-f.projects[2]-f.projects[3]))
	p("二、政府性基金预算拨款收入 | %s | 二、城乡社区支出 | %s", wan2(f.fund), wan2(f.projects[3]))
	p("三、其他收入 | %s | 三、交通运输支出 | %s", wan2(f.other), wan2(f.projects[2]))
	p("收入总计 | %s | 支出总计 | %s", wan2(f.total()), wan2(f.total()))
	p("%d年部门支出总表", f.year)
	p("单位：万元")
	p("科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出")
	row := func(code, name string, basic, project int) {
		p("%s | %s | %s | %s | %s", code, name, wan2(basic+project), wan2(basic), wan2(project))
	}
	rest := f.projects[0] + f.projects[1]
	row("201", "一般公共服务支出", f.basic(), rest)
	row("20103", "政府办公厅（室）及相关机构事务", f.basic(), rest)
	row("2010301", "行政运行", f.basic(), 0)
	row("2010302", "一般行政管理事务", 0, rest)
	row("212", "城乡社区支出", 0, f.projects[3])
	row("21208", "国有土地使用权出让收入安排的支出", 0, f.projects[3])
	row("2120802", "土地开发支出", 0, f.projects[3])
	row("214", "交通运输支出", 0, f.projects[2])
	row("21401", "公路水路运输", 0, f.projects[2])
	row("2140106", "公路养护", 0, f.projects[2])
	row("", "合计", f.basic(), f.project())
	p("%d年一般公共预算基本支出表", f.year)
	p("单位：万元")
	p("科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费")
	p("301 | 工资福利支出 | %s | %s | 0.00", wan2(total(f.personnel)), wan2(total(f.personnel)))
	for i, n := range [...]string{"基本工资", "津贴补贴", "奖金"} {
		p("%s | %s | %s | %s | 0.00", [...]string{"30101", "30102", "30103"}[i], n, wan2(f.personnel[i]), wan2(f.personnel[i]))
	}
	p("302 | 商品和服务支出 | %s | 0.00 | %s", wan2(total(f.items)), wan2(total(f.items)))
	for i, v := range f.items {
		p("%s | %s | %s | 0.00 | %s", itemCodes[i], itemNames[i], wan2(v), wan2(v))
	}
	p(" | 合计 | %s | %s | %s", wan2(f.basic()), wan2(total(f.personnel)), wan2(total(f.items)))
	p("%d年“三公”经费支出表", f.year)
	p("单位：万元")
	p("合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行费小计 | 公务用车购置费 | 公务用车运行费")
	p("%s | %s | %s | %s | %s | %s", wan2(f.three()), wan2(f.abroad), wan2(f.host), wan2(f.purchase+f.operation), wan2(f.purchase), wan2(f.operation))
}

package interpret_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestLongTexts interprets texts that a reader who looks back without limit would take minutes for.
func TestLongTexts(t *testing.T) {
	list := func(n int) string {
		var b strings.Builder
		b.WriteString("专项资金100000万元，包括：")
		for i := 0; i < n; i++ {
			fmt.Fprintf(&b, "甲乙丙%d.5万元、", i)
		}
		return b.String()
	}
	var lines strings.Builder
	for i := 0; i < 10000; i++ {
		fmt.Fprintf(&lines, "2023年培训费%d万元，比上年增加%d万元，完成年初预算的50%%。\n", i, i)
	}
	for _, c := range []phrase{
		{name: "one line of many sentences", text: strings.Repeat("机关运行经费安排20万元，包括：办公费12万元、差旅费3万元。比上年减少2万元，下降9.09%。", 5000)},
		{name: "one sentence of many figures", text: list(30000)},
		{name: "many lines about one subject", text: lines.String()},
		{name: "brackets in brackets", text: "培训费" + strings.Repeat("（其中甲1万元", 3000) + strings.Repeat("）", 3000)},
		{name: "brackets that never close", text: "培训费" + strings.Repeat("（其中甲1万元", 3000)},
		{name: "nothing but brackets", text: strings.Repeat("（", 200000)},
		{name: "nothing but one number", text: strings.Repeat("1", 1000000)},
		{name: "blanks between figures", text: strings.Repeat("1"+strings.Repeat(" ", 2000), 300)},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			report(t, title+c.text)
			t.Log(time.Since(start)) // what is not linear runs into the time limit of the tests
		})
	}
}

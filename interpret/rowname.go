package interpret

import (
	"strings"

	"mingzhang/budget"
)

// wholeCode joins the parts of a code. Where a row prints only its own part, those above it are the last ones.
func (t *table) wholeCode(side int, parts [len(codeLevels)]string) string {
	last := &t.parts[side]
	deepest := -1
	for i, part := range parts {
		if part != "" {
			deepest = i
		}
	}
	whole := ""
	for i := 0; i <= deepest; i++ {
		if parts[i] == "" && i < deepest && whole == strings.Join(last[:i], "") {
			parts[i] = last[i]
		}
		whole += parts[i]
	}
	if deepest >= 0 {
		*last = [len(codeLevels)]string{}
		copy(last[:], parts[:deepest+1])
	}
	return whole
}

// rowPhase reads the phase and the year of a row that is named for them alone: 预算数, 上年决算数, 2021年执行数. The
// year is 0 where the name has none; last says that it is the year before.
func rowPhase(name string) (phase budget.Phase, year int, last bool) {
	const longest = len("2021年度全年预算数")
	if y := yearIn(name); y != 0 && strings.TrimPrefix(strings.Trim(dropYears(name), "　 "), "度") == "" {
		return "", y, false // 2019年: a row for each year
	}
	if len(name) > longest || !strings.Contains(name, "预算") && !strings.Contains(name, "决算") && !strings.Contains(name, "执行") {
		return "", 0, false
	}
	if last = strings.HasPrefix(name, "上年"); !last {
		year = yearIn(name)
	}
	bare := dropYears(name)
	for _, w := range [...]string{"上年度", "上年", "本年度", "本年", "年初", "全年", "调整", "数"} {
		bare = strings.ReplaceAll(bare, w, "")
	}
	switch bare {
	case "预算", "决算", "执行":
		if p := phaseOf(name); p != "" {
			return p, year, last
		}
		return budget.Approved, year, last
	}
	return "", 0, false
}

// stripNumber drops the number before a name: 一、 （一） 1、 1.
func stripNumber(name string) string {
	n := numbering(name)
	return trim(strings.TrimPrefix(trim(name), n.Text))
}

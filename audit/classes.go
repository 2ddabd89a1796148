package audit

import (
	"strings"

	"mingzhang/internal/phrase"
)

// classes maps the names of the functional classes (类) to their codes.
var classes = [...]struct{ word, code string }{
	{"一般公共服务", "201"}, {"外交", "202"}, {"国防", "203"}, {"公共安全", "204"}, {"教育", "205"}, {"科学技术", "206"}, {"文化旅游体育与传媒", "207"}, {"文化体育与传媒", "207"},
	{"社会保障和就业", "208"}, {"社会保险基金", "209"}, {"卫生健康", "210"}, {"医疗卫生与计划生育", "210"}, {"节能环保", "211"}, {"城乡社区", "212"}, {"农林水", "213"},
	{"交通运输", "214"}, {"资源勘探", "215"}, {"商业服务业", "216"}, {"金融", "217"}, {"援助其他地区", "219"}, {"自然资源海洋气象", "220"}, {"国土海洋气象", "220"},
	{"住房保障", "221"}, {"粮油物资储备", "222"}, {"国有资本经营预算", "223"}, {"灾害防治及应急管理", "224"}, {"预备费", "227"}, {"转移性", "230"}, {"债务还本", "231"},
	{"债务付息", "232"}, {"债务发行费用", "233"}, {"抗疫特别国债", "234"},
}

// classOf finds the functional class that a row of a summary names: 四、公共安全支出 → 204.
func classOf(name string) string {
	name = phrase.Squeeze(name)
	if i := strings.Index(name, "、"); i > 0 && i <= 12 {
		name = name[i+len("、"):]
	}
	name = strings.TrimSuffix(strings.TrimSuffix(name, "支出"), "等")
	for _, c := range classes {
		if name == c.word || strings.TrimSuffix(name, "工业信息等") == c.word || strings.TrimSuffix(name, "等") == c.word {
			return c.code
		}
	}
	if name == "其他" {
		return "229"
	}
	return ""
}

func has(s, word string) bool { return strings.Contains(s, word) }

// Package specimen holds an invented disclosure, read and audited, for the tests of what is made of a report.
package specimen

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"mingzhang/audit"
	"mingzhang/interpret"
	"mingzhang/render/report"
	"mingzhang/source"
	"mingzhang/source/text"
)

// Words are an invented disclosure: a list of items that adds up to less than its total, an item in
// another unit, a difference that is wrong, a number without meaning, and words that would be markup.
const Words = `示例镇2021年部门预算信息公开情况说明
一、部门职责及机构设置情况
部门职责：负责<script>alert("示例")</script>辖区的“公共”服务 & 管理。
二、部门预算安排的总体情况
2021年预算收入1200.5万元，其中：一般公共预算拨款1000.5万元，政府性基金预算拨款200万元。
2021年支出预算1200.5万元，其中基本支出700.5万元，项目支出500万元。
2021年预算收支安排1200.5万元，较2020年预算1000万元增加201.5万元。
三、机关运行经费安排情况
我部门机关运行经费共计安排88.5万元：包括办公费20万元、电费10万元、邮电费11万元、差旅费12.5万元、会议费10000元、维修（护）费14万元、培训费10万元。
四、财政拨款“三公”经费预算情况
“三公”经费预算安排共计10万元，其中因公出国（境）费0万元，公务用车购置及运行维护费8万元，公务接待费3万元。
表1 支出预算表
单位：万元
| 科目 | 合计 | 基本支出 | 项目支出 |
| 一般公共服务支出 | 900.5 | 700.5 | 200.5 |
| 农林水支出 | 310 | 0 | 299.5 |
| 合计 | 1200.5 | 700.5 | 500.0 |
`

// Read reads and audits a plain text.
func Read(t testing.TB, name, content string) *report.Document {
	t.Helper()
	doc, err := text.Read([]byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return Audited(name, []byte(content), doc)
}

// Audited interprets and audits what a reader read.
func Audited(name string, data []byte, doc *source.Document) *report.Document {
	sum := sha256.Sum256(data)
	rep := interpret.Document(doc, interpret.Hints{})
	return &report.Document{File: name, SHA256: hex.EncodeToString(sum[:]), Format: doc.Format, Set: "s1", Source: doc, Result: audit.Run(rep, audit.Options{})}
}

// Run is a run at the severity that is the default.
func Run(lang string) report.Run {
	return report.Run{Tool: "mingzhang test", Lang: lang, Severity: audit.Warning}
}

package audit_test

import (
	"strings"
	"testing"

	"mingzhang/audit"
	"mingzhang/interpret"
)

// TestOtherUnit proposes the unit with which a percentage is right.
func TestOtherUnit(t *testing.T) {
	rep := parseText(t, []byte("青溪县2015年财政决算报告\n营业税完成15.28亿元，比上年减收2.21万元，下降12.6%。\n"), interpret.Hints{})
	for _, f := range audit.Run(rep, audit.Options{}).Findings {
		if f.Rule == "CLM-PCT" && len(f.Repairs) > 0 && strings.Contains(f.Repairs[0].Note.ZH, "2.21亿元") && f.Repairs[0].Breaks == 0 {
			return
		}
	}
	t.Error("2.21亿元 is not proposed")
}

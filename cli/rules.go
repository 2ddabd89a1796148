package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"mingzhang/audit"
)

func (a *app) rulesCommand() *cobra.Command {
	var since string
	c := &cobra.Command{
		Use:   a.say("rules [编号]", "rules [ID]"),
		Short: a.say("列出审核规则；给出编号时显示一条的依据和例子", "list the rules, or one with its basis and example"),
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return a.rule(strings.ToUpper(args[0]))
			}
			for _, r := range audit.Rules() {
				if since == "" || r.Since > since {
					fmt.Fprintf(a.out, "%-11s %-8s %-16s %s\n", r.ID, r.Severity, r.Category, r.Title.In(a.lang))
				}
			}
			return nil
		},
	}
	c.Flags().StringVar(&since, "since", "", a.say("只列这个版本之后新增的", "only rules newer than this version"))
	return c
}

func (a *app) rule(id string) error {
	r, ok := audit.RuleByID(id)
	if !ok {
		return usageError{fmt.Sprintf(a.say("没有规则 %s；mingzhang rules 列出全部", "no rule %s; see mingzhang rules"), id)}
	}
	years := a.say("各年度", "all years")
	if r.From != 0 || r.To != 0 {
		years = fmt.Sprintf("%d–%d", r.From, r.To)
	}
	fmt.Fprintf(a.out, "%s  %s\n%s %s  %s %s  %s %s\n%s %s\n%s %s\n", r.ID, r.Title.In(a.lang), a.say("级别", "severity"), r.Severity, a.say("类别", "category"), r.Category,
		a.say("年度", "years"), years, a.say("依据", "basis"), r.Basis.In(a.lang), a.say("例子", "example"), r.Example.In(a.lang))
	return nil
}

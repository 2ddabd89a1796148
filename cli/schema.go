package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"mingzhang/render/exchange"
	"mingzhang/render/report"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:     a.say("schema 名称", "schema NAME"),
		Short:   a.say("输出格式的JSON Schema：audit", "JSON Schema of an output format: audit"),
		Example: "  mingzhang schema audit",
		RunE: func(_ *cobra.Command, args []string) error {
			names := strings.Join(exchange.SchemaNames(), a.say("、", ", "))
			if len(args) != 1 {
				return usageError{a.say("请给出一个名称；现有：", "name one schema; there is: ") + names}
			}
			s, ok := exchange.SchemaOf(args[0])
			if !ok {
				return usageError{report.Line(a.say("没有名为“%s”的格式；现有：%s", "there is no schema %q; there is: %s"), args[0], names)}
			}
			_, err := io.WriteString(a.out, s)
			return err
		},
	}
}

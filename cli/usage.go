package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"mingzhang/render/report"
)

// unknownCommand says that there is no such command, and what was probably meant: a file is to be audited.
func (a *app) unknownCommand(root *cobra.Command, name string) error {
	if _, err := os.Stat(name); err == nil {
		return usageError{report.Line(a.say("“%s”不是命令；要审核它，请用：mingzhang audit %s", "%q is no command; to audit it: mingzhang audit %s"), name, shellWord(name))}
	}
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return usageError{report.Line(a.say("没有命令“%s”%s“mingzhang --help”列出全部命令", "there is no command %q%smingzhang --help lists all"), name, a.perhaps("", nearest(name, names)))}
}

// flagError puts what the parser says about an option into a sentence.
func (a *app) flagError(c *cobra.Command, err error) error {
	if !c.HasParent() && c.Flags().NArg() > 0 { // the options belong to a command that does not exist
		return a.unknownCommand(c, c.Flags().Arg(0))
	}
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := "-" + unknown.GetSpecifiedName()
		hint := a.perhaps("", "")
		if unknown.GetSpecifiedShortnames() == "" {
			var names []string
			c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
			name, hint = "-"+name, a.perhaps("--", nearest(unknown.GetSpecifiedName(), names))
		}
		return usageError{report.Line(a.say("没有选项 %s%s“%s --help”列出全部选项", "there is no option %s%s%s --help lists all"), name, hint, c.CommandPath())}
	case errors.As(err, &missing):
		return usageError{report.Line(a.say("选项 --%s 后面要有一个值", "the option --%s needs a value"), missing.GetFlag().Name)}
	case errors.As(err, &invalid):
		want := a.say("一个整数", "a whole number")
		if invalid.GetFlag().Value.Type() == "bool" {
			want = a.say(" true 或 false", "true or false")
		}
		return usageError{report.Line(a.say("--%s 要的是%s，不是“%s”", "--%s takes %s, not %q"), invalid.GetFlag().Name, want, invalid.GetValue())}
	}
	var syntax *pflag.InvalidSyntaxError
	if errors.As(err, &syntax) {
		return usageError{report.Line(a.say("看不懂选项“%s”；“%s --help”列出全部选项", "%q is no option; %s --help lists all"), syntax.GetSpecifiedFlag(), c.CommandPath())}
	}
	return err
}

// perhaps asks between two clauses whether a near name was meant, if one is near.
func (a *app) perhaps(prefix, name string) string {
	if name == "" {
		return a.say("；", "; ")
	}
	return fmt.Sprintf(a.say("，是不是 %s？", ", did you mean %s? "), prefix+name)
}

// atMost allows so many arguments.
func (a *app) atMost(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return usageError{report.Line(a.say("多出了参数“%s”；“%s --help”查看用法", "%q is one argument too many; see %s --help"), args[n], c.CommandPath())}
		}
		return nil
	}
}

// nearest is the name that a person most likely meant, "" where none is near.
func nearest(word string, names []string) string {
	best, least := "", max(2, len(word)/3)+1
	for _, n := range names {
		d := distance(strings.ToLower(word), strings.ToLower(n))
		if strings.HasPrefix(word, n) || strings.HasPrefix(n, word) {
			d = min(d, 2)
		}
		if d < least && d < max(len(n), len(word)) {
			best, least = n, d
		}
	}
	return best
}

// distance counts the letters to insert, delete or replace to make one word of the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// shellWord puts a path into quotes where a shell would take it apart.
func shellWord(s string) string {
	if strings.ContainsAny(s, " \t'\"$&;()<>|*?[]`\\") {
		return `"` + s + `"`
	}
	return s
}

// translate puts our words in the place of the parser's own, in both languages.
func (a *app) translate(root *cobra.Command) {
	cobra.MousetrapHelpText = a.say("明账在命令提示符里使用：先打开“命令提示符”（cmd），再输入 mingzhang audit 文件\n",
		"Mingzhang is a program for the command prompt: open cmd and type mingzhang audit FILE\n")
	root.SetFlagErrorFunc(a.flagError)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(a.helpCommand(root))
	root.AddCommand(a.completionCommand(root))
	root.SetUsageTemplate(a.usageTemplate())
	root.InitDefaultHelpCmd()
	for _, c := range append(slices.Clone(root.Commands()), root) {
		c.DisableFlagsInUseLine = true
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = a.say("查看帮助", "this help")
		plain := func(f *pflag.Flag) {
			if f.Value.Type() == "string" {
				f.DefValue = "" // our own words name the default
			}
		}
		c.Flags().VisitAll(plain)
		c.PersistentFlags().VisitAll(plain)
	}
}

// usageTemplate is the help of a command, in our words.
func (a *app) usageTemplate() string {
	return a.say("用法：", "Usage:") + `{{if .HasParent}}
  {{.UseLine}}{{else}}
  {{.CommandPath}} ` + a.say("[命令]", "[command]") + `{{end}}{{if .HasExample}}

` + a.say("例子：", "Examples:") + `
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

` + a.say("命令：", "Commands:") + `{{range .Commands}}{{if (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

` + a.say("选项：", "Options:") + `
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

` + a.say("通用选项：", "General options:") + `
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

` + a.say("“mingzhang 命令 --help”查看一个命令的详细说明。", "mingzhang COMMAND --help says more about a command.") + `{{end}}
`
}

func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   a.say("help [命令]", "help [COMMAND]"),
		Short: a.say("查看命令的帮助", "help for a command"),
		RunE: func(_ *cobra.Command, args []string) error {
			c, _, err := root.Find(args)
			if err != nil || c == root && len(args) > 0 {
				return a.unknownCommand(root, args[0])
			}
			return c.Help()
		},
	}
}

func (a *app) completionCommand(root *cobra.Command) *cobra.Command {
	shells := map[string]func() error{
		"bash":       func() error { return root.GenBashCompletionV2(a.out, true) },
		"zsh":        func() error { return root.GenZshCompletion(a.out) },
		"fish":       func() error { return root.GenFishCompletion(a.out, true) },
		"powershell": func() error { return root.GenPowerShellCompletionWithDesc(a.out) },
	}
	names := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion bash|zsh|fish|powershell",
		Short:     a.say("生成命令补全脚本", "the completion script of a shell"),
		Example:   "  source <(mingzhang completion bash)",
		ValidArgs: names,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || shells[args[0]] == nil {
				return usageError{report.Line(a.say("请给出一种命令行环境：%s", "name one shell: %s"), strings.Join(names, a.say("、", ", ")))}
			}
			return shells[args[0]]()
		},
	}
}

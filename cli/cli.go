// Package cli speaks to people at a terminal (命令行): it parses commands, wires readers, audit and
// reports together, and turns outcomes into exit codes. It decides nothing about figures.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// Version is the version of the program; the release build sets it.
var Version = "0.1.0-dev"

// The exit codes: nothing at the chosen severity, findings, wrong usage, something could not be read.
const (
	exitOK       = 0
	exitFindings = 1
	exitUsage    = 2
	exitUnread   = 3
)

// usageError is a mistake in the call itself.
type usageError struct{ msg string }

func (e usageError) Error() string { return e.msg }

// gcPercent lets the heap grow further between collections than the default does: a run holds few
// documents at a time, and collecting less often costs a few megabytes and saves a third of the time.
const gcPercent = 600

// pdfGCPercent takes the place of gcPercent once the PDF engine runs, whose own memory counts as heap.
const pdfGCPercent = 200

// app holds what all commands share.
type app struct {
	in       io.Reader
	out, err io.Writer
	lang     string
	code     int
	closers  []func()
}

// Main runs the program and returns its exit code.
func Main(args []string, in io.Reader, out, errOut io.Writer) int {
	debug.SetGCPercent(gcPercent)
	a := &app{in: in, out: out, err: errOut, lang: language(args)}
	defer func() {
		for _, c := range a.closers {
			c()
		}
	}()
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	if err := root.Execute(); err != nil {
		var usage usageError
		fmt.Fprintln(errOut, err.Error())
		if errors.As(err, &usage) || isUsage(err) {
			return exitUsage
		}
		if a.code != 0 {
			return a.code
		}
		return exitUnread
	}
	return a.code
}

// isUsage recognises the mistakes that the command parser itself reports.
func isUsage(err error) bool {
	s := err.Error()
	return strings.Contains(s, "unknown") || strings.Contains(s, "flag") || strings.Contains(s, "accepts") || strings.Contains(s, "requires") || strings.Contains(s, "arg")
}

// language is Chinese unless --lang or the locale explicitly says English.
func language(args []string) string {
	for i, x := range args {
		if v, ok := strings.CutPrefix(x, "--lang="); ok {
			return v
		}
		if x == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	for _, name := range [...]string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "en") {
				return "en"
			}
			break
		}
	}
	return "zh"
}

// say picks the text of the language.
func (a *app) say(zh, en string) string {
	if a.lang == "en" {
		return en
	}
	return zh
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "mingzhang",
		Short:         a.say("明账：让部门预算成为明白账", "Mingzhang: make a department's budget clear accounts"),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.PersistentFlags().String("lang", a.lang, a.say("语言：zh 或 en", "language: zh or en"))
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if a.lang != "zh" && a.lang != "en" {
			return usageError{a.say("--lang 只能是 zh 或 en", "--lang is zh or en")}
		}
		return nil
	}
	root.AddCommand(a.auditCommand(), a.rulesCommand(), a.schemaCommand(), a.scoreCommand(), a.versionCommand())
	a.translate(root)
	return root
}

// translate puts cobra's own words into Chinese.
func (a *app) translate(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	if a.lang == "en" {
		return
	}
	root.SetUsageTemplate(usageZH)
	for _, c := range root.Commands() {
		switch c.Name() {
		case "help":
			c.Short = "查看命令的帮助"
		case "completion":
			c.Short = "生成命令补全脚本（bash、zsh、fish、powershell）"
		}
		c.InitDefaultHelpFlag()
		if f := c.Flags().Lookup("help"); f != nil {
			f.Usage = "查看帮助"
		}
	}
	root.InitDefaultHelpFlag()
	if f := root.Flags().Lookup("help"); f != nil {
		f.Usage = "查看帮助"
	}
}

const usageZH = `用法：{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [命令]{{end}}{{if .HasExample}}

例子：
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

命令：{{range .Commands}}{{if (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

通用选项：
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

“{{.CommandPath}} [命令] --help”查看一个命令的详细说明。{{end}}
`

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: a.say("程序和规则的版本", "version of program and rules"),
		Args:  cobra.NoArgs,
		Run: func(*cobra.Command, []string) {
			fmt.Fprintf(a.out, "mingzhang %s (%s, %s/%s) rules %s\n", Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, rulesVersion)
		},
	}
}

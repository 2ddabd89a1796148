// Package cli speaks to people at a terminal (命令行): it parses commands, wires readers, audit and
// reports together, and turns outcomes into exit codes. It decides nothing about figures.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"mingzhang/audit"
	"mingzhang/render/report"
)

// Version is the version of the program; the release build sets it.
var Version = "0.1.0-dev"

// tool is how the program signs its reports, and how it knows them again.
const tool = "mingzhang"

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

// sentence is an error that says itself what people read (report.Reason takes it as it is).
type sentence struct{ audit.Words }

func (s sentence) Error() string { return s.EN }

// app holds what all commands share.
type app struct {
	in       io.Reader
	out, err io.Writer
	lang     string
	code     int
	closers  []func()
	screen   bool // a person sees the standard output
	temp     temporary
}

// Main runs the program and returns its exit code.
func Main(args []string, in io.Reader, out, errOut io.Writer) int {
	spareMemory()
	a := &app{in: in, err: errOut, lang: language(args), screen: isTerminal(out)}
	shown := &outlet{w: out, failed: errors.New(a.say("结果写不出去：标准输出写不了；请检查磁盘空间", "the standard output cannot be written; check the space"))}
	a.out = shown
	defer a.interruptible()()
	defer func() {
		for _, c := range a.closers {
			c()
		}
	}()
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(a.out)
	root.SetErr(errOut)
	err := root.Execute()
	if err == nil && shown.broken { // a command that does not look at what it prints
		err = shown.failed
	}
	if err != nil {
		var usage usageError
		for line := range strings.SplitSeq(err.Error(), "\n") { // the parser's own words too are shown, not obeyed
			fmt.Fprintln(errOut, report.Visible(line))
		}
		if errors.As(err, &usage) {
			return exitUsage
		}
		if a.code != 0 {
			return a.code
		}
		return exitUnread
	}
	return a.code
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

// note says something beside the report. Names and words from outside are made safe for a terminal.
func (a *app) note(zh, en string, args ...any) {
	fmt.Fprint(a.err, report.Line(a.say(zh, en), args...))
}

func (a *app) root() *cobra.Command {
	version := false
	root := &cobra.Command{
		Use:           "mingzhang",
		Short:         a.say("明账：让部门预算成为明白账", "Mingzhang: make a department's budget clear accounts"),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
	}
	root.RunE = func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) > 0:
			return a.unknownCommand(root, args[0])
		case version:
			a.version()
			return nil
		}
		return root.Help()
	}
	root.Flags().BoolVar(&version, "version", false, a.say("程序和规则的版本", "version of program and rules"))
	root.PersistentFlags().String("lang", a.lang, a.say("语言 `zh|en`，默认中文；系统语言是英文时默认英文", "language `zh|en`; default Chinese, English where the locale is English"))
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

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: a.say("程序和规则的版本", "version of program and rules"),
		Args:  a.atMost(0),
		Run:   func(*cobra.Command, []string) { a.version() },
	}
}

func (a *app) version() {
	fmt.Fprintf(a.out, "mingzhang %s (%s, %s/%s) rules %s\n", Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, rulesVersion)
}

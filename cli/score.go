package cli

import (
	"fmt"
	"path/filepath"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"mingzhang/audit"
	"mingzhang/interpret"
	"mingzhang/render/report"
	"mingzhang/score"
	"mingzhang/source/text"
)

func (a *app) scoreCommand() *cobra.Command {
	var judged string
	var mutants int
	c := &cobra.Command{
		Use:   a.say("score [文件夹…]", "score [DIR…]"),
		Short: a.say("用已知答案的文件衡量审核：查全、查准、误报", "measure the audit on documents with known errors: recall, precision, false alarms"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && mutants == 0 {
				return usageError{a.say("请给出带有预期结果（同名.json）的文件夹，或用 --mutants 200", "name a folder with expectations (.json), or use --mutants 200")}
			}
			for _, dir := range args {
				if err := a.scoreFolder(dir, judged); err != nil {
					return err
				}
			}
			if mutants > 0 {
				a.scoreMutants(mutants)
			}
			return nil
		},
	}
	c.Flags().StringVar(&judged, "judged", "", a.say("人工判定为正确的、标注以外的发现 `FILE`（JSON）", "`FILE` (JSON) of findings outside the labels that a person confirmed"))
	c.Flags().IntVar(&mutants, "mutants", 0, a.say("另用 `N` 份变异文件衡量", "also measure on `N` mutants"))
	return c
}

// scoreFolder audits every document that has an expectation beside it.
func (a *app) scoreFolder(dir, judgedPath string) error {
	judged := map[string][]string{}
	if judgedPath != "" {
		if err := a.readJSON("--judged", judgedPath, &judged); err != nil {
			return err
		}
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(names) == 0 {
		return usageError{report.Line(a.say("%s 里没有预期结果（*.json）", "no expectations (*.json) in %s"), dir)}
	}
	sort.Strings(names)
	b, err := a.newBatch(auditFlags{jobs: 1}, &reading{})
	if err != nil {
		return err
	}
	b.progress = nil
	var outcomes []score.Outcome
	for _, name := range names {
		o, err := a.scoreOne(b, name, judged)
		if err != nil {
			a.note("%s：%s\n", "%s: %s\n", name, report.Reason(err, a.lang))
			a.code = exitUnread
			continue
		}
		outcomes = append(outcomes, o)
	}
	t := score.Sum(outcomes)
	fmt.Fprintf(a.out, "\n%s", t.Table())
	return nil
}

func (a *app) scoreOne(b *batch, name string, judged map[string][]string) (score.Outcome, error) {
	data, err := readRegular(name, maxOptionBytes)
	if err != nil {
		return score.Outcome{}, err
	}
	e, err := score.ParseExpectation(data)
	if err != nil {
		return score.Outcome{}, sentence{badJSON(data, err)}
	}
	if e.File == "" {
		e.File = strings.TrimSuffix(filepath.Base(name), ".json") + ".txt"
	}
	path := filepath.Join(filepath.Dir(name), e.File)
	var doc *report.Document
	if err := b.run([]input{{name: path, path: path}}, func(d *report.Document) error { doc = d; return d.Err }); err != nil {
		return score.Outcome{}, err
	}
	confirmed := map[string]bool{}
	for _, k := range judged[strings.TrimSuffix(filepath.Base(e.File), filepath.Ext(e.File))] {
		confirmed[k] = true
	}
	o := score.Compare(e.File, doc.Result, e, confirmed)
	a.explain(&o)
	return o, nil
}

// explain prints what a person should look at.
func (a *app) explain(o *score.Outcome) {
	for _, l := range o.Missed {
		fmt.Fprint(a.out, report.Line("%s: %s %s (%d, %s)\n", o.File, a.say("漏报", "missed"), l.Relation, l.Place.Line, l.Kind))
	}
	for i := range o.Wrong {
		f := &o.Wrong[i]
		fmt.Fprint(a.out, report.Line("%s: %s %s@%d %s\n", o.File, a.say("误报", "wrong"), f.Rule, f.Place.Line, f.Title.In(a.lang)))
	}
	for i := range o.Unlabelled {
		f := &o.Unlabelled[i]
		fmt.Fprint(a.out, report.Line("%s: %s %s@%d %s %s\n", o.File, a.say("标注以外", "unlabelled"), f.Rule, f.Place.Line, report.Where(f.Place, a.lang), f.Title.In(a.lang)))
	}
}

// scoreMutants measures on clean documents and on mutants of them.
func (a *app) scoreMutants(n int) {
	type count struct{ found, of int }
	byKind := map[string]*count{}
	falseErrors, falseWarnings := 0, 0
	run := func(doc string) *audit.Result {
		d, err := text.Read([]byte(doc))
		if err != nil {
			return &audit.Result{}
		}
		return audit.Run(interpret.Document(d, interpret.Hints{}), audit.Options{})
	}
	for i := 0; i < n; i++ {
		seed := uint64(i + 1)
		for _, f := range run(score.Clean(seed)).Findings {
			switch {
			case f.Severity >= audit.Error:
				falseErrors++
				fmt.Fprintf(a.out, "clean %d: %s@%d %s\n", seed, f.Rule, f.Place.Line, f.Title.In(a.lang))
			case f.Severity == audit.Warning:
				falseWarnings++
			}
		}
		kind := score.MutantKinds[i%len(score.MutantKinds)]
		m, ok := score.Mutate(seed, kind)
		if !ok {
			continue
		}
		c := byKind[kind]
		if c == nil {
			c = &count{}
			byKind[kind] = c
		}
		c.of++
		hit := false
		for _, f := range run(m.Text).Findings {
			hit = hit || f.Severity >= audit.Warning
		}
		if hit {
			c.found++
		} else {
			fmt.Fprintf(a.out, "mutant %d %s line %d: %q → %q\n", m.Seed, m.Kind, m.Line, m.Was, m.Now)
		}
	}
	found, of := 0, 0
	fmt.Fprintf(a.out, "\n| mutants | found |\n|---|---|\n")
	for _, k := range score.MutantKinds {
		if c := byKind[k]; c != nil {
			fmt.Fprintf(a.out, "| %s | %s |\n", k, score.Share(c.found, c.of))
			found, of = found+c.found, of+c.of
		}
	}
	fmt.Fprintf(a.out, "| all | %s |\n| false errors in %d clean documents | %d |\n| warnings in them | %d |\n", score.Share(found, of), n, falseErrors, falseWarnings)
}

package workbook

import (
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
	"mingzhang/render/report"
)

func (b *Workbook) check(d *report.Document, c *audit.Check) error {
	lang, title, note := b.run.Lang, "", ""
	if r, ok := audit.RuleByID(c.Rule); ok {
		title = r.Title.In(lang)
	}
	where, unit := d.Where(c.At(), lang), ""
	if len(c.Figures) > 0 && c.Figures[0] < len(d.Result.Report.Figures) {
		unit = d.Result.Report.Figures[c.Figures[0]].Amount.Unit.String()
	}
	if c.Verdict == audit.NotRun {
		where, note = "—", report.NotRunReason(c.Rule, lang)
	}
	return b.sheets[checkSheet].add([]any{b.text(d.File), b.text(where), b.text(report.VerdictWords[c.Verdict].In(lang)), b.text(c.Rule), b.text(title),
		b.number(c.Stated), b.numberLike(c.Computed, c.Stated), b.text(unit), b.text(note), b.text(wordsAround(d, c.At()))})
}

// summary notes what 汇总 will say of a file: the findings of its set are counted when they are known.
func (b *Workbook) summary(d *report.Document) {
	status := map[string][2]string{"read": {"已读", "read"}, "partly": {"没有全部读出", "partly read"}, "unread": {"读不了", "not read"}}[d.Status()]
	r := fileRow{file: d.File, status: b.say(status[0], status[1]), style: "text", sha: d.SHA256}
	if d.Err != nil {
		r.unread, r.style, r.note = true, "E", report.Reason(d.Err, b.run.Lang)
		b.files = append(b.files, r)
		return
	}
	rep := d.Result.Report
	r.agreed, r.counts = report.Tally(d)
	for i := range d.Result.Findings {
		if d.Result.Findings[i].Waiver != nil {
			r.waived++
		}
	}
	r.entity, r.year, r.kind, r.coverage = strings.Clone(rep.Entity), rep.Year, report.KindWords[rep.Kind].In(b.run.Lang), rep.Coverage
	r.note = strings.Join(report.Notes(d.Source, b.run.Lang), "\n")
	b.files = append(b.files, r)
}

// fileRows writes 汇总: the sets of several files, then the files, each with what only its set shows.
func (b *Workbook) fileRows(sets []*audit.Set) error {
	var rows []fileRow
	for _, s := range report.Shared(sets) {
		r := fileRow{file: report.SetName(s, b.run.Lang), entity: s.Entity, year: s.Year, kind: report.KindWords[s.Kind].In(b.run.Lang), style: "text", status: b.say("整套", "set"), note: report.Demanded(s, b.run.Lang)}
		r.counts.Add(s)
		rows = append(rows, r)
	}
	for _, r := range b.files {
		if s := report.SetOf(sets, r.file); s != nil && len(s.Files) == 1 && len(s.Findings) > 0 {
			r.counts.Add(s)
			r.note = strings.TrimSpace(report.Demanded(s, b.run.Lang) + "\n" + r.note)
		}
		rows = append(rows, r)
	}
	for i := range rows {
		if err := b.fileRow(&rows[i]); err != nil {
			return err
		}
	}
	return nil
}

func (b *Workbook) fileRow(r *fileRow) error {
	row := []any{b.text(r.file), b.text(r.entity), b.text(""), b.text(r.kind)}
	if r.year != 0 {
		row[2] = b.count(r.year)
	}
	if r.unread {
		for len(row) < 13 {
			row = append(row, b.text(""))
		}
	} else {
		for s := int(audit.Fatal); s >= 0; s-- {
			row = append(row, b.count(r.counts[s]))
		}
		row = append(row, b.count(r.waived), b.count(r.agreed), b.count(r.coverage.Numbers), b.count(r.coverage.Bound), b.number(report.Percent(r.coverage)))
	}
	return b.sheets[summarySheet].add(append(row, b.styled(r.status, r.style), b.text(r.note), b.text(r.sha)))
}

// finding makes the row of a finding; d is nil for one of a set.
func (b *Workbook) finding(d *report.Document, file string, f *audit.Finding) error {
	b.held = append(b.held, b.findingRow(d, file, f))
	if len(b.held) <= maxHeld {
		return nil
	}
	b.passed = true
	return b.release()
}

// release writes the findings that waited.
func (b *Workbook) release() error {
	for _, row := range b.held {
		if err := b.sheets[findingSheet].add(row); err != nil {
			return err
		}
	}
	b.held = nil
	return nil
}

func (b *Workbook) findingRow(d *report.Document, file string, f *audit.Finding) []any {
	lang := b.run.Lang
	severity, letter, waiver := report.SeverityWords[f.Severity].In(lang), report.Letter(f), ""
	if f.Waiver != nil {
		waiver = f.Waiver.Reason + "（" + f.Waiver.Who + "）"
	}
	where := d.Where(f.Place, lang)
	if d == nil {
		where = b.say("整套文件", "whole disclosure")
	}
	var notes []string
	for _, p := range d.Other(f) {
		notes = append(notes, b.say("另一处：", "the other place: ")+d.Where(p, lang)+" "+wordsAround(d, p))
	}
	for _, m := range [2]string{report.Message(f, lang), report.Chance(f, lang)} {
		if m != "" {
			notes = append(notes, m)
		}
	}
	for _, a := range f.Attached {
		notes = append(notes, b.say("同一原因：", "same cause: ")+a.Rule+" "+a.Message.In(lang)+" "+d.Where(a.Place, lang))
	}
	stated, against, difference := d.Values(f)
	values, unit := b.amounts(stated, against, difference)
	derived := ""
	if stated != "" && against != "" {
		derived = report.Derived(f).In(lang)
	}
	words := wordsAround(d, f.Place)
	if d == nil {
		words = ""
	}
	return []any{b.text(file), b.text(where), b.styled(severity, letter), b.text(f.Rule), b.styled(f.Title.In(lang), letter), values[0], b.text(derived), values[1], values[2], b.text(unit),
		b.text(strings.Join(notes, "\n")), b.text(d.Repairs(f, lang)), b.text(words), b.text(waiver), b.text(f.ID)}
}

// wordsAround are the original words: all of them, or those around the mark of a long paragraph.
func wordsAround(d *report.Document, p budget.Place) string {
	const whole, around = 400, 120
	side := around
	if !report.Longer(p.Text, whole) {
		side = whole
	}
	text, _, _ := d.Quote(p, side)
	return report.CutTo(text, 2*whole)
}

func (b *Workbook) doubts(d *report.Document) error {
	lang, rep := b.run.Lang, d.Result.Report
	s := b.sheets[doubtSheet]
	for i := range rep.Figures {
		f := &rep.Figures[i]
		if f.InClaim || f.Key.Known() {
			continue
		}
		if err := s.add([]any{b.text(d.File), b.text(d.Where(f.Place, lang)), b.text(report.AmountText(f)), b.text(report.DoubtWords("unbound-number", lang)), b.text(wordsAround(d, f.Place))}); err != nil {
			return err
		}
	}
	for i := range rep.Doubts {
		x := &rep.Doubts[i]
		if err := s.add([]any{b.text(d.File), b.text(d.Where(x.Place, lang)), b.text(""), b.text(report.DoubtWords(x.Reason, lang)), b.text(wordsAround(d, x.Place))}); err != nil {
			return err
		}
	}
	for _, n := range d.Source.Notes {
		if err := s.add([]any{b.text(d.File), b.text(d.Where(budget.Place{Location: n.Place}, lang)), b.text(""), b.text(report.NoteTitle(n.Code, lang)), b.text(n.Text)}); err != nil {
			return err
		}
	}
	return nil
}

// setRows writes what only the sets show, before all other findings.
func (b *Workbook) setRows(sets []*audit.Set) error {
	rest := b.held
	b.held = nil
	for _, set := range sets {
		for i := range set.Findings {
			row := b.findingRow(nil, strings.Join(set.Files, "\n"), &set.Findings[i])
			if words := report.Demanded(set, b.run.Lang); words != "" {
				const explanation = 10
				row[explanation] = b.text(report.Message(&set.Findings[i], b.run.Lang) + "\n" + words)
			}
			b.held = append(b.held, row)
		}
	}
	if b.passed {
		b.held = append(rest, b.held...)
	} else {
		b.held = append(b.held, rest...)
	}
	return b.release()
}

package report

import (
	"fmt"
	"strings"

	"mingzhang/audit"
)

// Effect says what a repair does to the equations of the document.
func Effect(r *audit.Repair, lang string) string {
	if lang == "en" {
		switch {
		case r.Breaks == 0:
			return fmt.Sprintf("restores %s, breaks none", equations(r.Mends))
		case r.Mends == 0:
			return "breaks " + equations(r.Breaks)
		}
		return fmt.Sprintf("restores %s, breaks %d", equations(r.Mends), r.Breaks)
	}
	switch {
	case r.Breaks == 0:
		return fmt.Sprintf("恢复%d个等式，不影响别的", r.Mends)
	case r.Mends == 0:
		return fmt.Sprintf("使%d个等式不再成立", r.Breaks)
	}
	return fmt.Sprintf("恢复%d个等式，使%d个不再成立", r.Mends, r.Breaks)
}

func equations(n int) string {
	if n == 1 {
		return "1 equation"
	}
	return fmt.Sprintf("%d equations", n)
}

// Repair puts one way to mend a finding into words.
func (d *Document) Repair(f *audit.Finding, r *audit.Repair, lang string) string {
	en := lang == "en"
	const most = 4 // a total may stand in a dozen places
	var parts []string
	known := 0
	for _, c := range r.Changes {
		if !d.Known(c) {
			continue
		}
		if known++; known > most {
			continue
		}
		name, place, from, to := d.Change(f, c, lang)
		if place != "" && en {
			name += " (" + place + ")"
		} else if place != "" {
			name += "（" + place + "）"
		}
		parts = append(parts, name+" "+from+" → "+to)
	}
	sep := "，"
	if en {
		sep = "; "
	}
	said := strings.Join(parts, sep)
	switch {
	case known > most && en:
		said += fmt.Sprintf("; and so in %d places in all", known)
	case known > most:
		said += fmt.Sprintf("，这样的地方共%d处", known)
	}
	note := r.Note.In(lang)
	switch {
	case said == "":
		said, note = note, ""
	case note != "":
		said += sep + note
	}
	if en {
		return said + " (" + Effect(r, lang) + ")"
	}
	return said + "（" + Effect(r, lang) + "）"
}

// Repairs lists the ways to mend a finding, a line each.
func (d *Document) Repairs(f *audit.Finding, lang string) string {
	lines := make([]string, 0, len(f.Repairs))
	for i := range f.Repairs {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, d.Repair(f, &f.Repairs[i], lang)))
	}
	return strings.Join(lines, "\n")
}

// Message is what a finding explains. Where no repair follows, none is promised.
func Message(f *audit.Finding, lang string) string {
	m := f.Message.In(lang)
	if len(f.Repairs) == 0 {
		m = strings.Replace(m, "；怎样改正见下。", "。", 1)
	}
	return m
}

// Chance says how likely honest rounding gives the gap of a finding, "" where nothing was computed.
func Chance(f *audit.Finding, lang string) string {
	if f.Chance == "" {
		return ""
	}
	if lang == "en" {
		return "chance that honest rounding gives this gap: " + f.Chance
	}
	return "四舍五入碰巧差这么多的可能性：" + f.Chance
}

package report

import (
	"fmt"
	"slices"
	"strings"

	"mingzhang/audit"
	"mingzhang/budget"
)

// SetOf finds the set to which a file belongs, nil where none is known.
func SetOf(sets []*audit.Set, file string) *audit.Set {
	for _, s := range sets {
		if slices.Contains(s.Files, file) {
			return s
		}
	}
	return nil
}

// SetName names a set: whose, of which year, of which kind, and of how many files it is made.
func SetName(s *audit.Set, lang string) string {
	en := lang == "en"
	var parts []string
	if s.Entity != "" {
		parts = append(parts, s.Entity)
	}
	kind := ""
	if s.Kind != budget.OtherDocument {
		kind = KindWords[s.Kind].In(lang)
	}
	switch {
	case s.Year != 0 && en:
		parts = append(parts, fmt.Sprint(s.Year), kind)
	case s.Year != 0:
		parts = append(parts, fmt.Sprintf("%d年%s", s.Year, kind))
	default:
		parts = append(parts, kind)
	}
	if n := len(s.Files); n > 1 && en {
		parts = append(parts, fmt.Sprintf("(%d files together)", n))
	} else if n > 1 {
		parts = append(parts, fmt.Sprintf("（%d份合在一起）", n))
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// Demanded says which profile a set is held against, "" where it is held against none.
func Demanded(s *audit.Set, lang string) string {
	if s == nil || s.Profile == nil {
		return ""
	}
	if lang == "en" {
		return fmt.Sprintf("demanded by the profile %s (%s); --profile chooses another", s.Profile.ID, s.Profile.Name)
	}
	return fmt.Sprintf("按模板 %s（%s）的要求；换模板用 --profile", s.Profile.ID, s.Profile.Name)
}

// Counts are findings by severity.
type Counts [4]int

// Add counts the findings of a set that nobody waived.
func (c *Counts) Add(s *audit.Set) {
	if s == nil {
		return
	}
	for i := range s.Findings {
		if s.Findings[i].Waiver == nil {
			c[s.Findings[i].Severity]++
		}
	}
}

// Shared returns the sets of several files that have findings; those of one file count with their file.
func Shared(sets []*audit.Set) []*audit.Set {
	var out []*audit.Set
	for _, s := range sets {
		if len(s.Files) > 1 && len(s.Findings) > 0 {
			out = append(out, s)
		}
	}
	return out
}

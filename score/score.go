package score

import (
	"fmt"
	"sort"
	"strings"

	"mingzhang/audit"
)

// Outcome is the audit of one document against its expectation.
type Outcome struct {
	File   string
	Found  []Label
	Missed []Label
	// Right are errors that a label or a person confirms, Neutral those on soft labels, Wrong those on
	// relations that hold, Unlabelled those that no label speaks of.
	Right, Neutral, Wrong, Unlabelled []audit.Finding
	Coverage                          int // thousandths
	Numbers                           int
}

// scored are the categories in which errors count for precision.
var scored = map[audit.Category]bool{audit.Sum: true, audit.Difference: true, audit.Percent: true, audit.CrossReference: true, audit.Balance: true, audit.YearOf: true}

// Compare holds a result against its expectation. confirmed are rule@line of errors without a label
// that a person has judged right.
func Compare(file string, r *audit.Result, e *Expectation, confirmed map[string]bool) Outcome {
	o := Outcome{File: file, Coverage: r.Report.Coverage.Ratio(), Numbers: r.Report.Coverage.Numbers}
	for i := range e.Fails {
		l := e.Fails[i]
		if !l.Must() {
			continue
		}
		if anyMatches(&l, r.Findings) {
			o.Found = append(o.Found, l)
		} else {
			o.Missed = append(o.Missed, l)
		}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Severity < audit.Error || !scored[f.Category] {
			continue
		}
		o.place(f, e, confirmed[fmt.Sprintf("%s@%d", f.Rule, f.Place.Line)])
	}
	return o
}

func anyMatches(l *Label, fs []audit.Finding) bool {
	for i := range fs {
		if fs[i].Severity >= audit.Warning && l.matches(&fs[i]) {
			return true
		}
	}
	return false
}

// place sorts an error into right, neutral, wrong or unlabelled.
func (o *Outcome) place(f *audit.Finding, e *Expectation, confirmed bool) {
	neutral := false
	for i := range e.Fails {
		if !e.Fails[i].matches(f) {
			continue
		}
		if e.Fails[i].Must() {
			o.Right = append(o.Right, *f)
			return
		}
		neutral = true
	}
	switch {
	case neutral:
		o.Neutral = append(o.Neutral, *f)
	case confirmed:
		o.Right = append(o.Right, *f)
	case statedIn(f, e.Holds) || statedIn(f, e.Borderline):
		o.Wrong = append(o.Wrong, *f)
	default:
		o.Unlabelled = append(o.Unlabelled, *f)
	}
}

// statedIn reports whether a finding accuses the very figure of a relation that holds.
func statedIn(f *audit.Finding, labels []Label) bool {
	stated := strings.TrimRight(plain(f.Stated), "万亿元%个百分点")
	for i := range labels {
		if strings.TrimRight(plain(labels[i].Stated), "万亿元%") == stated && labels[i].matches(f) {
			return true
		}
	}
	return false
}

// Tally sums outcomes up.
type Tally struct {
	Documents                                        int
	Found, Missed, Right, Neutral, Wrong, Unlabelled int
	ByKind                                           map[string][2]int // found, of
	Coverages                                        []int
}

// Sum adds outcomes.
func Sum(list []Outcome) Tally {
	t := Tally{ByKind: map[string][2]int{}}
	for i := range list {
		o := &list[i]
		t.Documents++
		t.Found += len(o.Found)
		t.Missed += len(o.Missed)
		t.Right += len(o.Right)
		t.Neutral += len(o.Neutral)
		t.Wrong += len(o.Wrong)
		t.Unlabelled += len(o.Unlabelled)
		t.Coverages = append(t.Coverages, o.Coverage)
		for _, l := range o.Found {
			k := t.ByKind[l.Kind]
			t.ByKind[l.Kind] = [2]int{k[0] + 1, k[1] + 1}
		}
		for _, l := range o.Missed {
			k := t.ByKind[l.Kind]
			t.ByKind[l.Kind] = [2]int{k[0], k[1] + 1}
		}
	}
	sort.Ints(t.Coverages)
	return t
}

// MedianCoverage is the coverage of the median document in thousandths.
func (t *Tally) MedianCoverage() int {
	if len(t.Coverages) == 0 {
		return 1000
	}
	return t.Coverages[len(t.Coverages)/2]
}

// Share prints k of n with its 95 % interval (Wilson): "47/48 = 0.979 (0.891–0.996)".
func Share(k, n int) string {
	if n == 0 {
		return "0/0"
	}
	lo, hi := wilson(k, n)
	return fmt.Sprintf("%d/%d = %s (%s–%s)", k, n, thousandths(k*1000/n), thousandths(lo), thousandths(hi))
}

// wilson returns the ends of the 95 % interval of a share in thousandths, in whole numbers: z² is 3.8416.
func wilson(k, n int) (lo, hi int) {
	const zz, unit = 38416, 10000 // z² in ten-thousandths
	n2 := int64(n) * unit
	centre := int64(k)*unit + zz/2
	inner := int64(k)*int64(n-k)*unit/int64(n) + zz/4
	spread := isqrt(inner * zz)
	den := n2 + zz
	lo = int(max((centre-spread)*1000/den, 0))
	hi = int(min((centre+spread)*1000/den, 1000))
	return lo, hi
}

// isqrt is the whole square root.
func isqrt(n int64) int64 {
	if n <= 0 {
		return 0
	}
	x := n
	for y := (x + 1) / 2; y < x; y = (x + n/x) / 2 {
		x = y
	}
	return x
}

func thousandths(v int) string { return fmt.Sprintf("%d.%03d", v/1000, v%1000) }

// Table prints a tally as a Markdown table.
func (t *Tally) Table() string {
	var b strings.Builder
	b.WriteString("| measure | value |\n|---|---|\n")
	row := func(name, value string) { fmt.Fprintf(&b, "| %s | %s |\n", name, value) }
	row("documents", fmt.Sprint(t.Documents))
	row("recall of real failures", Share(t.Found, t.Found+t.Missed))
	row("precision at severity error", Share(t.Right, t.Right+t.Wrong+t.Unlabelled))
	row("errors on relations that hold", fmt.Sprint(t.Wrong))
	row("errors outside the labels and not judged true", fmt.Sprint(t.Unlabelled))
	row("errors on soft labels", fmt.Sprint(t.Neutral))
	row("coverage of the median document", thousandths(t.MedianCoverage()))
	kinds := make([]string, 0, len(t.ByKind))
	for k := range t.ByKind {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		row("recall, "+k, Share(t.ByKind[k][0], t.ByKind[k][1]))
	}
	return b.String()
}

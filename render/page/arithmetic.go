package page

import (
	"fmt"
	"strconv"
	"strings"

	"mingzhang/audit"
	"mingzhang/money"
	"mingzhang/render/report"
)

// calc sets the arithmetic in columns, the figures aligned on the point, the likely cause in red, and the
// result under the rule that does not close.
func (p *page) calc(f *audit.Finding) {
	if len(f.Arithmetic) < 3 {
		return
	}
	steps, sum := f.Arithmetic[:len(f.Arithmetic)-1], f.Arithmetic[len(f.Arithmetic)-1]
	values := make([]string, len(steps))
	decimals := 0
	for i, s := range steps {
		values[i] = p.stepValue(f, s)
		if k := strings.IndexByte(values[i], '.'); k >= 0 {
			decimals = max(decimals, len(values[i])-k-1)
		}
	}
	class := "calc"
	switch {
	case len(steps) > 8:
		class = "calc c3"
	case len(steps) > 4:
		class = "calc c2"
	}
	const most = 120
	odd := cause(f)
	p.open("ul", "class", class)
	for i, s := range steps {
		if i == most {
			p.el("li", fmt.Sprintf(p.say("另有%d项", "%d more items"), len(steps)-most))
			break
		}
		p.open("li", nameIf(s.Figure >= 0 && s.Figure == odd, "class"), "hit")
		p.raw("<span>")
		if s.Figure >= 0 && s.Figure < len(p.marked) && p.marked[s.Figure] {
			p.link(report.FigureID(s.Figure), p.stepLabel(f, s))
		} else {
			p.text(p.stepLabel(f, s))
		}
		p.raw(`</span><span class="m">`)
		p.text(values[i])
		if pad := padding(values[i], decimals); pad != "" {
			p.raw(`<i aria-hidden="true">`, pad, "</i>")
		}
		p.raw("</span></li>")
	}
	p.close("ul")
	p.raw(`<p class="sum"><span>`)
	p.text(report.Derived(f).In(p.lang))
	p.raw(`</span><span>`)
	_, against, _ := p.d.Values(f)
	if against == "" {
		against = sum.Value
	}
	p.text(strings.TrimSuffix(against, f.Unit))
	p.el("span", p.say("写明", "stated ")+strings.TrimSuffix(f.Stated, f.Unit), "class", "v "+verdictClass(f.Verdict))
	p.raw("</span></p>")
}

// padding holds the place of decimals that were not printed; it is neither read nor copied.
func padding(v string, decimals int) string {
	if decimals == 0 {
		return ""
	}
	k := strings.IndexByte(v, '.')
	if k < 0 {
		return "." + strings.Repeat("0", decimals)
	}
	return strings.Repeat("0", decimals-(len(v)-k-1))
}

// stepValue is a figure of the arithmetic in the unit of the finding, which is said once above.
func (p *page) stepValue(f *audit.Finding, s audit.Step) string {
	sign := map[byte]string{'-': "−", '/': "÷"}[s.Sign]
	v := strings.TrimSuffix(s.Value, f.Unit)
	if s.Figure >= 0 && s.Figure < len(p.rep.Figures) {
		a := p.rep.Figures[s.Figure].Amount
		u := unitOf(p, f)
		if a.Unit != u && a.Unit.IsMoney() && u.IsMoney() {
			v = money.FormatTicks(a.Ticks, u)
		} else if a.Unit == u {
			v = a.Text
		}
	}
	return sign + minus(v)
}

// stepLabel names an item; where it was printed in another unit, it says so.
func (p *page) stepLabel(f *audit.Finding, s audit.Step) string {
	label := report.CutLabel(strings.TrimSpace(s.Label))
	if s.Figure >= 0 && s.Figure < len(p.rep.Figures) {
		fig := &p.rep.Figures[s.Figure]
		if u := unitOf(p, f); fig.Amount.Unit != u && u.IsMoney() && fig.Amount.Unit.IsMoney() {
			label += p.say("（", " (") + report.AmountText(fig) + p.say("）", ")")
		}
		if fig.Place.Path != "" { // of another document
			label += p.say("（", " (") + fig.Place.Path + p.say("）", ")")
		}
	}
	if label == "" {
		label = "—"
	}
	return label
}

func unitOf(p *page, f *audit.Finding) money.Unit {
	if len(f.Figures) == 0 {
		return money.NoUnit
	}
	return p.rep.Figures[f.Figures[0]].Amount.Unit
}

// reach is what the parts of a sum can add up to, given how each was printed, against what is stated.
type reach struct {
	lo, hi, sum, stated int64
	unit                money.Unit
	parts               int
	exact, minus        bool
	step                int64
}

// show prints one decimal more than the stated value has: enough to see on which side of an end it lies.
func (r *reach) show(ticks int64) string {
	if r.step > 10 && ticks%(r.step/10) != 0 || r.step > 10 && !r.exact && ticks != r.stated {
		return minus(money.FormatStep(ticks, r.step/10, r.unit))
	}
	return minus(money.FormatTicks(ticks, r.unit))
}

// reachOf computes the reach of a sum; ok is false for what is no sum.
func (p *page) reachOf(f *audit.Finding) (r reach, ok bool) {
	if len(f.Arithmetic) < 3 || len(f.Figures) == 0 || f.Category == audit.Percent {
		return r, false
	}
	st := p.rep.Figures[f.Figures[0]].Amount
	r.stated, r.unit, r.step, r.exact = st.Ticks, st.Unit, st.Step, true
	for _, s := range f.Arithmetic[:len(f.Arithmetic)-1] {
		if s.Figure < 0 || s.Figure >= len(p.rep.Figures) || s.Sign != '+' && s.Sign != '-' {
			return r, false
		}
		a := p.rep.Figures[s.Figure].Amount
		v, half := a.Ticks, int64(0)
		if !a.IsExact() {
			half = a.Step / 2
			r.exact = false
		}
		if s.Sign == '-' {
			v, r.minus = -v, true
		}
		r.sum, r.lo, r.hi, r.parts = r.sum+v, r.lo+v-half, r.hi+v+half, r.parts+1
	}
	return r, r.parts >= 2 && (r.stated < r.lo || r.stated > r.hi)
}

// strip draws the interval that the parts can reach and the stated value on one axis. It replaces every
// debate about tolerances. The same stands in words above it.
func (p *page) strip(f *audit.Finding) {
	r, ok := p.reachOf(f)
	if !ok {
		return
	}
	show := r.show
	what := fmt.Sprintf(p.say("%d项之和", "the %d parts together"), r.parts)
	if r.minus {
		what = fmt.Sprintf(p.say("%d个数相减", "the difference of the %d figures"), r.parts)
	}
	said := what + fmt.Sprintf(p.say("只可能在%s～%s，写明的%s在范围之外", " can only be %s–%s; the stated %s lies outside"), show(r.lo), show(r.hi), show(r.stated))
	if r.exact {
		said = what + fmt.Sprintf(p.say("只能是%s，不是%s：各数都写得足够精确，没有舍入", " can only be %s, not %s: all figures are exact"), show(r.sum), show(r.stated))
	}
	p.el("p", p.say("四舍五入能不能解释？不能：", "Can rounding explain it? No: ")+said, "class", "lab")
	p.axis(&r, 520, "chart wide-only", said)
	p.axis(&r, 358, "chart small-only", said)
}

func (p *page) axis(r *reach, width int64, class, said string) {
	lo, hi := min(r.lo, r.stated), max(r.hi, r.stated)
	margin := (hi-lo)/12 + 1
	lo, hi = lo-margin, hi+margin
	x := func(t int64) int64 { return scale(t-lo, hi-lo, width) }
	show := r.show
	p.raw(`<svg class="`, class, `" viewBox="0 0 `, num(width), ` 54" role="img" aria-label="`, report.Escape(said), `">`)
	p.raw(`<path class="ax" d="M0 34H`, num(width), `"/>`)
	step := tickStep(hi-lo, width/90)
	for t := (lo/step)*step + step; t < hi; t += step {
		if at := x(t); at > 14 && at < width-14 {
			p.raw(`<path class="ax" d="M`, num(at), ` 34v4"/><text class="t2" x="`, num(at), `" y="51" text-anchor="middle">`)
			p.text(minus(money.FormatTicks(t, r.unit)))
			p.raw("</text>")
		}
	}
	a, b := x(r.lo), x(r.hi)
	p.raw(`<rect class="rg" x="`, num(a), `" y="23" width="`, num(max(b-a, 2)), `" height="11"/><rect class="mid" x="`, num(x(r.sum)-1), `" y="20" width="2" height="14"/>`)
	at := x(r.stated)
	p.raw(`<path class="st" d="M`, num(at), ` 34l-6-11h12z"/>`)
	// the two labels stand apart: each is pushed to the side where its mark is
	left, right := show(r.lo)+p.say(" ～ ", " – ")+show(r.hi), p.say("写明", "stated ")+show(r.stated)
	if r.exact {
		left = show(r.sum)
	}
	ends := [2]string{`x="0"`, `x="` + num(width) + `" text-anchor="end"`}
	if r.stated < r.lo {
		ends[0], ends[1] = ends[1], ends[0]
	} else if wide := int64(report.Width(left)*7 + report.Width(right)*7); a+wide < width-20 {
		ends[0] = `x="` + num(a) + `"`
	}
	p.raw(`<text y="14" `, ends[0], `>`)
	p.text(left)
	p.raw(`</text><text class="st" y="14" `, ends[1], `>`)
	p.text(right)
	p.raw("</text></svg>")
}

func num(v int64) string { return strconv.FormatInt(v, 10) }

// scale maps v of span to a width without overflow.
func scale(v, span, width int64) int64 {
	if span <= 0 {
		return 0
	}
	for span > 1<<40 {
		v, span = v>>1, span>>1
	}
	return v * width / span
}

// tickStep is the least of 1, 2, 5, 10, … that gives no more than so many ticks.
func tickStep(span, most int64) int64 {
	most = max(most, 2)
	step := int64(1)
	for {
		for _, k := range [3]int64{1, 2, 5} {
			if span/(step*k) <= most {
				return step * k
			}
		}
		step *= 10
	}
}

func verdictClass(v audit.Verdict) string {
	switch v {
	case audit.Agrees:
		return "eq"
	case audit.RoundsAway:
		return "ap"
	case audit.Disagrees:
		return "ne"
	}
	return "un"
}

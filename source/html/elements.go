package html

import (
	"strings"

	"golang.org/x/net/html"
)

// trait is what reading must know about an element.
type trait uint8

const (
	void      trait = 1 << iota // has no end tag
	skipped                     // holds no words of the page
	block                       // begins and ends a paragraph
	tablePart                   // may close a cell from inside
	foreign                     // closes itself with "/>"
	endsP                       // its start tag closes an open p
)

var traits = func() map[string]trait {
	m := map[string]trait{}
	for _, set := range [...]struct {
		is    trait
		names string
	}{
		{void, "area base br col embed hr img input link meta param source track wbr frame " +
			"basefont bgsound keygen"},
		{skipped, "script style noscript template head title textarea select option optgroup " +
			"button iframe object svg canvas audio video datalist noembed noframes rt rp"},
		{block, "address article aside blockquote body center dd details dialog dir div dl dt " +
			"fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup " +
			"html li listing main menu nav ol p pre section summary table caption thead tbody " +
			"tfoot tr td th ul xmp legend search"},
		{tablePart, "table caption thead tbody tfoot tr td th colgroup"},
		{foreign, "svg math path g"},
		{endsP, "address article aside blockquote center details dialog dir div dl fieldset " +
			"figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup main menu nav ol p " +
			"pre section summary table ul li dd dt"},
	} {
		for _, name := range strings.Fields(set.names) {
			m[name] |= set.is
		}
	}
	return m
}()

// closeImplied closes what a start tag closes without an end tag.
func (b *builder) closeImplied(name string, is trait) {
	if is&endsP != 0 {
		b.closeUpTo("p", "", "table td th caption button")
	}
	switch name {
	case "li":
		b.closeUpTo("li", "", "ul ol menu dir table td th caption")
	case "dd", "dt":
		b.closeUpTo("dd", "dt", "dl table td th caption")
	case "option", "optgroup":
		b.closeUpTo("option", "", "select")
	case "td", "th":
		b.closeUpTo("td", "th", "table tr")
	case "tr":
		b.closeUpTo("tr", "", "table")
		b.closeUpTo("td", "th", "table")
		b.closeUpTo("caption", "colgroup", "table")
	case "thead", "tbody", "tfoot":
		b.closeUpTo("tr", "", "table")
		b.closeUpTo("td", "th", "table")
		b.closeUpTo("caption", "colgroup", "table")
		b.closeUpTo("thead", "tbody", "table")
		b.closeUpTo("tfoot", "", "table")
	case "body":
		b.closeUpTo("head", "", "html")
	}
}

// closeUpTo closes the nearest open element of either name, unless a stop comes first.
func (b *builder) closeUpTo(name, other, stops string) {
	for i := len(b.open) - 1; i >= 0 && i >= len(b.open)-maxSearch; i-- {
		switch n := b.open[i].name; {
		case n == name || other != "" && n == other:
			b.popTo(i)
			return
		case contains(stops, n):
			return
		}
	}
}

// contains reports whether a list of words holds a word.
func contains(list, word string) bool {
	for list != "" {
		first, rest, _ := strings.Cut(list, " ")
		if first == word {
			return true
		}
		list = rest
	}
	return false
}

// attributes are those that matter.
type attributes struct {
	hidden           bool
	rowSpan, colSpan int
	start, value     int
	hasValue         bool
	kind             string
	style            string
}

func (a *attributes) read(z *html.Tokenizer) {
	a.start = 1
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "hidden":
			a.hidden = true
		case "style":
			a.style = strings.ToLower(strings.ReplaceAll(string(value), " ", ""))
			a.hidden = a.hidden || strings.Contains(a.style, "display:none") ||
				strings.Contains(a.style, "visibility:hidden")
		case "rowspan":
			a.rowSpan = atoi(string(value), 1)
		case "colspan":
			a.colSpan = atoi(string(value), 1)
		case "start":
			a.start = atoi(string(value), 1)
		case "value":
			a.value = atoi(string(value), 0)
			a.hasValue = len(value) > 0
		case "type":
			a.kind = string(value)
		}
	}
}

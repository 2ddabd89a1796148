package report

import (
	"fmt"
	"strings"

	"mingzhang/source"
)

// Notes says what the reader of a document noticed, a sentence each. Notes of one kind without particulars
// are one sentence with their number.
func Notes(doc *source.Document, lang string) []string {
	var out []string
	bare := map[source.NoteCode]int{}
	at := map[source.NoteCode]int{}
	for _, n := range doc.Notes {
		w, ok := NoteWords[n.Code]
		switch {
		case !ok:
		case strings.TrimSpace(n.Text) != "":
			out = append(out, w.In(lang)+n.Text)
		default:
			if bare[n.Code]++; bare[n.Code] == 1 {
				at[n.Code] = len(out)
				out = append(out, NoteTitle(n.Code, lang))
			}
		}
	}
	for code, n := range bare {
		switch {
		case n == 1:
		case lang == "en":
			out[at[code]] += fmt.Sprintf(" (%d places)", n)
		default:
			out[at[code]] += fmt.Sprintf("（%d处）", n)
		}
	}
	return out
}

// NoteTitle is what a note is about, without particulars.
func NoteTitle(code source.NoteCode, lang string) string {
	return strings.TrimRight(NoteWords[code].In(lang), "：: ")
}

package audit

import (
	"mingzhang/budget"
	"mingzhang/internal/phrase"
)

// hit is a place where a watched phrase stands.
type hit struct{ passage, at int }

// The phrases that rules look for in the text of a whole document.
var (
	otherUnits   = []string{"所属事业单位", "下属事业单位", "事业单位的收支"}
	agencyUnits  = []string{"家机关", "行政单位构成", "参公单位"}
	blankReason  = []string{"主要原因是。", "主要原因是：。", "主要原因是；", "主要原因：。", "原因是。", "主要原因是，", "主要原因为。", "主要原因是 。"}
	templateRest = []string{"XX", "××", "xx年", "待填", "（填写", "(填写", "某某"}
	upperLevel   = []string{"处室", "省级预算公开办法"}
	termPair     = []string{"机关运行经费", "机关运行费"}
	nextYearWord = []string{"明年"}
)

var (
	watched = phrase.New(otherUnits, agencyUnits, blankReason, templateRest, upperLevel, termPair, nextYearWord, noProcurement, noAssets, absences, wrongWords())
	slipSet = phrase.New(wrongWords())
)

// scan reads the text once and notes where the watched phrases stand.
func (s *Subject) scan() {
	s.hits = map[string][]hit{}
	for i := range s.Passages {
		watched.Each(s.Passages[i].Text, func(p string, at int) {
			s.hits[p] = append(s.hits[p], hit{i, at})
		})
	}
}

// first returns the first place where one of the phrases stands.
func (s *Subject) first(phrases []string) (h hit, word string, ok bool) {
	for _, p := range phrases {
		if list := s.hits[p]; len(list) > 0 && (!ok || list[0].passage < h.passage || list[0].passage == h.passage && list[0].at < h.at) {
			h, word, ok = list[0], p, true
		}
	}
	return h, word, ok
}

// place returns the place of a hit.
func (s *Subject) place(h hit, word string) budget.Place {
	return s.Passages[h.passage].Place(h.at, h.at+len(word))
}

package interpret_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingzhang/budget"
	"mingzhang/interpret"
	"mingzhang/source/text"
)

// samples are the example documents and small texts that once went wrong or may.
func samples(t testing.TB) []string {
	t.Helper()
	out := []string{
		"1", "万元", "（（（（1万元", "））））1万元", "其中：其中：其中：1万元", "比上年减少1万元，下降", "10|20\n30|40\n", "\ta\n\tb\n\n\tc\n\td\n",
		"项目 | 金额\n合计 | 1\n", "占占占占1%", "由由1万元构成", "。。。。1万元", "１２３．４５万元", "分别为1万元和2万元", "第一部分 部门概况\n一、\n二、\n",
		"201 | 一 | 1\n20101 | 二 | 1\n2010101 | 三 | 1\n", "部门职责\n机构设置\n名词解释\n机关运行经费1万元\n",
	}
	names, err := filepath.Glob("../examples/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(data))
	}
	return out
}

const maxFuzz = 64 << 10

// FuzzDocument interprets arbitrary text: it never panics, every figure lies in the text, every claim
// speaks of figures that are there.
func FuzzDocument(f *testing.F) {
	for _, s := range samples(f) {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > maxFuzz {
			return
		}
		doc, err := text.Read(data)
		if err != nil {
			return
		}
		checkReport(t, interpret.Document(doc, interpret.Hints{}))
	})
}

func checkReport(t *testing.T, r *budget.Report) {
	t.Helper()
	for i := range r.Figures {
		f := &r.Figures[i]
		m := f.Place.Mark
		if m[0] < 0 || m[1] < m[0] || m[1] > len(f.Place.Text) {
			t.Fatalf("figure %q: the mark %v lies outside of %q", f.Amount.Text, m, f.Place.Text)
		}
		if f.Amount.Text != "" && !strings.Contains(f.Place.Text, f.Amount.Text) {
			t.Fatalf("figure %q does not stand in %q", f.Amount.Text, f.Place.Text)
		}
	}
	in := func(k int) {
		if k < 0 || k >= len(r.Figures) {
			t.Fatalf("a claim speaks of figure %d of %d", k, len(r.Figures))
		}
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		in(c.Stated)
		for _, list := range [2][]budget.Term{c.Terms, c.Den} {
			for _, k := range list {
				in(k.Figure)
			}
		}
	}
	if c := r.Coverage; c.Bound > c.Numbers || c.Numbers < 0 || c.Apart < 0 {
		t.Fatalf("coverage %+v", c)
	}
}

package classification

import "testing"

func TestFindByYear(t *testing.T) {
	f := Official().Function
	for _, c := range []struct {
		code string
		year int
		want string
	}{
		{"2010301", 2020, "行政运行"}, {"2080505", 2024, "机关事业单位基本养老保险缴费支出"}, {"9999999", 2020, ""},
	} {
		e, ok := f.Find(c.code, c.year)
		if ok != (c.want != "") || e.Name != c.want {
			t.Errorf("%s in %d: got %q, want %q", c.code, c.year, e.Name, c.want)
		}
	}
}

func TestCodeWithTwoNames(t *testing.T) {
	f := Official().Function
	a, ok1 := f.Find("21305", 2020)
	b, ok2 := f.Find("21305", 2023)
	if !ok1 || !ok2 || a.Name == b.Name {
		t.Errorf("21305 must change its name: %q, %q", a.Name, b.Name)
	}
}

func TestAlike(t *testing.T) {
	e := Official().Economic
	for name, want := range map[string]string{"办公取暖费": "30208", "办公设备购置费": "31002", "公务交通补贴": "30239", "维修（护）费": "30213", "不可预见费": ""} {
		got, _ := e.Alike(name, 2020)
		if got.Code != want {
			t.Errorf("%s: got %q, want %q", name, got.Code, want)
		}
	}
}

func TestParseNamesTheLine(t *testing.T) {
	if _, err := Parse("x", "code,name,from,to,origin\n301,工资,,,seen\n30x,工资,,,seen\n"); err == nil || err.Error() != "x line 3: no line of a code list" {
		t.Errorf("got %v", err)
	}
}

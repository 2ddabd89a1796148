package profile

import "testing"

func TestSelect(t *testing.T) {
	for _, c := range []struct {
		kind  string
		year  int
		words string
		want  string
	}{
		{"budget", 2020, "按照河北省有关规定", "hebei-2020"},
		{"budget", 2026, "上海市普陀区", "shanghai-2025"},
		{"budget", 2024, "某县", "mof-2021"},
		{"budget", 2012, "某县", "mof-2021"},
		{"final", 2023, "某县", "mof-final-2024"},
	} {
		if got := Select(c.kind, c.year, c.words); got == nil || got.ID != c.want {
			t.Errorf("%v: got %v", c, got)
		}
	}
}

func TestParseNamesWhatIsWrong(t *testing.T) {
	if _, err := Parse([]byte(`{"id":"x","kind":"other"}`)); err == nil || err.Error() != `profile x: kind is "other"; budget or final are allowed` {
		t.Errorf("got %v", err)
	}
}

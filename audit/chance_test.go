package audit

import "testing"

// One figure printed to a step of 1: errors beyond half a step cannot come from rounding, errors beyond
// a quarter come in half of all cases.
func TestTail(t *testing.T) {
	if p := tail([]float64{1}, 0.25); p < 0.45 || p > 0.55 {
		t.Errorf("one figure, quarter step: %f", p)
	}
	if p := tail([]float64{1, 1, 1, 1, 1}, 2.0); p <= 0 || p > rarely {
		t.Errorf("five figures off by two: %f is not rare", p)
	}
	if p := tail([]float64{1, 1}, 1.5); p != 0 {
		t.Errorf("beyond what rounding can do: %f", p)
	}
}

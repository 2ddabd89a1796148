package cli

import (
	"math"
	"runtime/debug"
	"testing"
)

func TestMemoryHasASoftLimit(t *testing.T) {
	for machine, want := range map[int64]int64{0: enough, 1 << 30: 512 << 20, 4 << 30: enough, 12 << 30: 3 << 30, 64 << 30: most} {
		if got := softLimit(machine); got != want {
			t.Errorf("with %d bytes: %d, want %d", machine, got, want)
		}
	}
	t.Setenv("GOMEMLIMIT", "")
	debug.SetMemoryLimit(math.MaxInt64)
	shell(t, "version")
	if got := debug.SetMemoryLimit(-1); got <= 0 || got > most {
		t.Errorf("the limit is %d", got)
	}
	if got := debug.SetGCPercent(gcPercent); got != gcPercent {
		t.Errorf("garbage is collected at %d%%", got)
	}
}

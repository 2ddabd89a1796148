package cli

import (
	"os"
	"runtime/debug"
	"strconv"
	"strings"
)

// gcPercent lets the heap grow further between collections than the default does: a run holds few
// documents at a time, and collecting less often costs a few megabytes and saves a third of the time.
const gcPercent = 600

// pdfGCPercent takes the place of gcPercent with the first PDF: the engine's own memory counts as heap.
const pdfGCPercent = 200

// enough and most bound the memory from which on collecting goes before speed, a quarter of what the machine has.
// Usual batches stay far below; a lower value would make the few documents of
// millions of figures twice as slow.
const (
	enough = 2 << 30
	most   = 4 << 30
)

// spareMemory makes the collector seldom run while the heap is small, and often when it is large.
func spareMemory() {
	debug.SetGCPercent(gcPercent)
	if os.Getenv("GOMEMLIMIT") == "" { // a limit that somebody set holds
		debug.SetMemoryLimit(softLimit(machineMemory()))
	}
}

// softLimit is a quarter of the machine's memory within enough and most, or half of it where that is less.
func softLimit(machine int64) int64 {
	if machine <= 0 {
		return enough
	}
	return min(max(enough, machine/4), most, machine/2)
}

// machineMemory is the memory of the machine, or what a container leaves of it; 0 where it is not known.
func machineMemory() int64 {
	least := int64(0)
	if data, err := os.ReadFile("/proc/meminfo"); err == nil {
		if kilobytes, ok := strings.CutPrefix(string(data), "MemTotal:"); ok {
			kilobytes, _, _ = strings.Cut(kilobytes, "kB")
			if n, err := strconv.ParseInt(strings.TrimSpace(kilobytes), 10, 64); err == nil {
				least = n << 10
			}
		}
	}
	for _, name := range [...]string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		data, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		if n, err := strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64); err == nil && n > 0 && (least == 0 || n < least) {
			least = n
		}
	}
	return least
}

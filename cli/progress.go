package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress shows count, rate and time left on a terminal; elsewhere it is silent.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	on    bool
	en    bool
	total int
	done  int
	begun time.Time
	last  time.Time
}

func newProgress(w io.Writer, on, en bool, total int) *progress {
	return &progress{w: w, on: on && total > 3, en: en, total: total, begun: time.Now()}
}

// step counts one file and redraws the line a few times a second.
func (p *progress) step() {
	if p == nil || !p.on {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	now := time.Now()
	if p.done < p.total && now.Sub(p.last) < 200*time.Millisecond {
		return
	}
	p.last = now
	spent := now.Sub(p.begun)
	perSecond := 0
	left := time.Duration(0)
	if spent > 0 {
		perSecond = int(int64(p.done) * int64(time.Second) / int64(spent))
		left = (spent / time.Duration(p.done) * time.Duration(p.total-p.done)).Round(time.Second)
	}
	if p.en {
		fmt.Fprintf(p.w, "\r%d/%d  %d files/s  %s left   ", p.done, p.total, perSecond, left)
	} else {
		fmt.Fprintf(p.w, "\r%d/%d  每秒%d份  还要%s   ", p.done, p.total, perSecond, left)
	}
}

// clear removes the line.
func (p *progress) clear() {
	if p != nil && p.on {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

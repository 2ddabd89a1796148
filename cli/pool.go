package cli

import (
	"mingzhang/audit"
	"mingzhang/render/report"
	"mingzhang/source/detect"
)

// pending is a document that is still being worked on; it comes once.
type pending chan *report.Document

// job is one input and the documents that it holds, in order: more than one for an archive.
type job struct {
	input input
	docs  chan pending
	turn  chan struct{} // closed when all inputs before it are done
}

// pool works on several documents at once. An archive is unpacked no further than a few documents ahead of
// what was given out, so that its size on disk, not the one unpacked, bounds the memory.
type pool struct {
	*batch
	slots chan struct{} // one for each document that is worked on
	stop  chan struct{}
}

// run audits all inputs and calls visit for each document, in the order of the inputs.
func (b *batch) run(list []input, visit func(*report.Document) error) error {
	p := &pool{batch: b, slots: make(chan struct{}, b.jobs), stop: make(chan struct{})}
	defer close(p.stop)
	order := make(chan *job, b.jobs*2)
	go p.feed(list, order)
	for j := range order {
		close(j.turn)
		for d := range j.docs {
			if err := visit(<-d); err != nil {
				return err
			}
		}
		b.progress.step()
	}
	return nil
}

// feed starts the inputs in their order, so that the one that is waited for is always among those at work.
func (p *pool) feed(list []input, order chan<- *job) {
	defer close(order)
	for _, in := range list {
		j := &job{in, make(chan pending, p.jobs), make(chan struct{})}
		select {
		case order <- j:
		case <-p.stop:
			return
		}
		if !p.acquire() {
			return
		}
		go func() {
			defer p.release()
			defer close(j.docs)
			p.work(j)
		}()
	}
}

// acquire waits for a slot; it is false where the run was given up.
func (p *pool) acquire() bool {
	select {
	case p.slots <- struct{}{}:
		return true
	case <-p.stop:
		return false
	}
}

// release gives the slot back. After a run was given up there may be none.
func (p *pool) release() {
	select {
	case <-p.slots:
	default:
	}
}

// work reads and audits a file, and the files in it where it is an archive. What fails in a way nobody
// foresaw costs this file only.
func (p *pool) work(j *job) {
	done := func(d *report.Document) {
		f := make(pending, 1)
		f <- d
		p.give(j, f)
	}
	err := guarded(func() error {
		data, err := j.input.read(p.app.in)
		if err != nil {
			return err
		}
		if detect.IsArchive(data) {
			return p.unpack(j, data)
		}
		done(p.document(j.input.name, data, nil))
		return nil
	})
	if err != nil {
		done(&report.Document{File: j.input.name, Err: err})
	}
}

// give passes a document on. A worker that has to wait lends its slot to others meanwhile.
func (p *pool) give(j *job, f pending) {
	select {
	case j.docs <- f:
		return
	default:
	}
	p.release()
	select {
	case j.docs <- f:
	case <-p.stop:
	}
	p.acquire()
}

// The limits of all files of an archive together when they are unpacked: always so many bytes, and more
// where the archive itself is large. detect bounds each file and its inflation.
const (
	freeUnpacked    = 256 << 20
	unpackedPerByte = 20
)

// unpack audits the files of an archive.
func (p *pool) unpack(j *job, data []byte) error {
	most, unpacked, members := max(freeUnpacked, unpackedPerByte*len(data)), 0, 0
	detect.Walk(j.input.name, data, func(name string, data []byte, err error) {
		if unpacked > most {
			return
		}
		unpacked += len(data)
		if members++; members > 1 && !p.wait(j) {
			return
		}
		if unpacked > most {
			name, data, err = j.input.name, nil, errUnpacked
		}
		p.member(j, name, data, err)
	})
	if members == 0 {
		return errNothingPacked
	}
	return nil
}

// wait lets an archive go on only when it is its turn: one document of each may be ahead, not all.
func (p *pool) wait(j *job) bool {
	select {
	case <-j.turn:
		return true
	case <-p.stop:
		return false
	default:
	}
	p.release()
	select {
	case <-j.turn:
	case <-p.stop:
	}
	return p.acquire()
}

// member audits one file of an archive: beside the unpacking where a slot is free, else at once.
func (p *pool) member(j *job, name string, data []byte, err error) {
	f := make(pending, 1)
	p.give(j, f)
	select {
	case p.slots <- struct{}{}:
		go func() {
			defer p.release()
			f <- p.document(name, data, err)
		}()
	default:
		f <- p.document(name, data, err)
	}
}

var errUnpacked = sentence{audit.Words{ZH: "压缩包解开后太大，后面的文件没有读；请解压后分批审核", EN: "the archive is too large when it is unpacked, the files that follow were not read; unpack it and audit it in parts"}}

// guarded turns a failure that nobody foresaw into an error.
func guarded(step func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errOurs
		}
	}()
	return step()
}

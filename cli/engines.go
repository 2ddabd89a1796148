package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

	"mingzhang/audit"
	"mingzhang/internal/pdfium"
	"mingzhang/source"
	"mingzhang/source/detect"
)

// engines wires what readers need beyond bytes: the PDF engine and LibreOffice, each started only when
// a file asks for it.
func (a *app) engines() detect.Engines {
	p := &pdfEngine{app: a}
	a.closers = append(a.closers, p.close)
	e := detect.Engines{PDF: p.read}
	if path := findOffice(); path != "" {
		e.Office = (&office{path: path}).convert
	}
	return e
}

var errEngine = sentence{audit.Words{ZH: "读PDF的引擎启动不了；请检查可用内存，或换成DOCX", EN: "the PDF engine does not start; check the free memory or use a DOCX"}}

// pdfEngine opens the PDF engine with the first PDF. The very first one on a machine compiles the engine,
// which takes a second or two; a line says so.
type pdfEngine struct {
	app    *app
	once   sync.Once
	engine *pdfium.Engine
	err    error
}

func (p *pdfEngine) read(data []byte) (*source.Document, error) {
	p.once.Do(func() {
		dir := cacheFolder()
		if entries, err := os.ReadDir(dir); dir == "" || err != nil || len(entries) == 0 {
			fmt.Fprintln(p.app.err, p.app.say("第一次读PDF，正在准备引擎（一两秒，只有一次）……", "first PDF on this machine: preparing the engine (a second or two, once)…"))
		}
		debug.SetGCPercent(pdfGCPercent)
		p.engine, p.err = pdfium.Open(context.Background(), dir)
	})
	if p.err != nil {
		return nil, errEngine
	}
	return p.engine.Read(data)
}

func (p *pdfEngine) close() {
	if p.engine != nil {
		p.engine.Close()
	}
}

// cacheFolder is where the compiled engine is kept between runs, "" where there is no such place.
func cacheFolder() string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(base, "mingzhang", "pdf")
}

package xlsx

import (
	"mingzhang/internal/numfmt"
	"mingzhang/internal/ooxml"
)

// readStyles reads the number formats of the cell formats.
func (b *book) readStyles(part string) error {
	t, err := b.pkg.Tokens(part)
	if err != nil {
		return err
	}
	defer t.Close()
	codes := map[int]string{}
	compiled := map[int]*numfmt.Format{}
	inCells := false
	for kind := t.Next(); kind != ooxml.EOF; kind = t.Next() {
		if kind == ooxml.End && string(t.Name()) == "cellXfs" {
			inCells = false
		}
		if kind != ooxml.Start {
			continue
		}
		switch string(t.Name()) {
		case "styleSheet", "numFmts":
		case "numFmt":
			codes[t.Int("numFmtId", -1)] = string(t.Attr("formatCode"))
		case "cellXfs":
			inCells = true
		case "xf":
			if inCells {
				id := t.Int("numFmtId", 0)
				if compiled[id] == nil {
					compiled[id] = compile(id, codes)
				}
				b.styles = append(b.styles, compiled[id])
			}
			t.Skip()
		default:
			t.Skip() // fonts, fills and borders are the larger part of the file
		}
	}
	return t.Err()
}

func compile(id int, codes map[int]string) *numfmt.Format {
	if code, ok := codes[id]; ok {
		return numfmt.Compile(code)
	}
	return numfmt.Compile(numfmt.Builtin(id))
}

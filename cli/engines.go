package cli

import (
	"mingzhang/source/detect"
)

// engines wires what readers need beyond bytes: the PDF engine and LibreOffice.
func (a *app) engines() detect.Engines {
	return detect.Engines{}
}

package detect

import (
	"mingzhang/source"
	"mingzhang/source/text"
)

// readText hands plain text to its reader.
func readText(data []byte) (*source.Document, error) { return text.Read(data) }

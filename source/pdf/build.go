package pdf

import "mingzhang/source"

// Build rebuilds a document from its pages.
func Build(pages []Page) *source.Document { return &source.Document{Format: source.PDF} }

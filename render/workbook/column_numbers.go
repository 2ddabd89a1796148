package workbook

// widthOf is a column width as the spreadsheet library takes it.
func widthOf(characters int) float64 { return float64(characters) }

package xlsx

import (
	"strconv"
	"strings"
	"time"
)

// serialOf turns a date that strict workbooks store as "2020-01-01T12:00:00" into a day count, so
// that its number format can print it.
func serialOf(iso string, from1904 bool) (string, bool) {
	iso = strings.TrimSuffix(strings.TrimSpace(iso), "Z")
	var at time.Time
	err := error(nil)
	for _, layout := range [...]string{"2006-01-02T15:04:05.999", "2006-01-02T15:04", "2006-01-02"} {
		if at, err = time.Parse(layout, iso); err == nil {
			break
		}
	}
	if err != nil {
		return "", false
	}
	millis := at.UnixMilli()
	const day = 24 * 60 * 60 * 1000
	days, part := millis/day, millis%day
	if part < 0 {
		days, part = days-1, part+day
	}
	days += 25569 // 1970-01-01
	if days < 61 {
		days-- // 1900-02-29 did not exist
	}
	if from1904 {
		days -= 1462
	}
	if days < 0 {
		return "", false
	}
	// part/day to 12 decimals
	fraction := strconv.FormatInt(part*1_000_000_000/day*1_000, 10)
	return strconv.FormatInt(days, 10) + "." + strings.Repeat("0", 12-len(fraction)) + fraction, true
}

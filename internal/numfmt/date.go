package numfmt

import (
	"strings"
)

// settleDate tells minutes from months and counts the decimals of seconds.
func (c *compiler) settleDate() {
	s := &c.section
	var out []token
	for i := 0; i < len(s.tokens); i++ {
		t := s.tokens[i]
		switch t.kind {
		case datePart:
			if t.text[0] == 'm' && len(t.text) <= 2 && (c.after(out) || c.before(s.tokens[i+1:])) {
				t.text = strings.Replace(t.text, "m", "M", 2)
			}
		case point:
			if n := c.secondDecimals(out, s.tokens[i+1:]); n > 0 {
				s.secondDigs = n
				out = append(out, token{datePart, strings.Repeat("0", n)})
				i += n
				continue
			}
			t = token{literal, "."}
		case comma:
			t = token{literal, ","}
		case zero:
			t = token{literal, "0"}
		case hash, question, percent, expo:
			continue
		}
		out = append(out, t)
	}
	s.tokens = out
}

// after reports whether the last part was hours: then m means minutes.
func (c *compiler) after(out []token) bool {
	for i := len(out) - 1; i >= 0; i-- {
		if out[i].kind == datePart {
			return out[i].text[0] == 'h' || strings.HasPrefix(out[i].text, "[h")
		}
	}
	return false
}

// before reports whether the next part is seconds: then m means minutes.
func (c *compiler) before(rest []token) bool {
	for _, t := range rest {
		if t.kind == datePart {
			return t.text[0] == 's' || strings.HasPrefix(t.text, "[s")
		}
	}
	return false
}

func (c *compiler) secondDecimals(out, rest []token) int {
	if len(out) == 0 || out[len(out)-1].kind != datePart || !strings.Contains(out[len(out)-1].text, "s") {
		return 0
	}
	n := 0
	for n < len(rest) && n < 3 && rest[n].kind == zero {
		n++
	}
	return n
}

// moment is a serial number taken apart.
type moment struct {
	year, month, day, weekday int // weekday: 0 is Sunday
	hour, minute, second      int
	milli                     int
	days                      int64 // whole days
}

const dayMillis = 24 * 60 * 60 * 1000

// moment takes a day count apart, rounded to the unit that is printed.
func (s *section) moment(d decimal, from1904 bool) (moment, bool) {
	if d.negative && !d.zero() || d.exp > 7 {
		return moment{}, false
	}
	var days, part int64 // part in 10^-12 days
	for place := max(d.exp-1, 0); place >= 0; place-- {
		days = days*10 + int64(d.digit(place)-'0')
	}
	for place := -1; place >= -12; place-- {
		part = part*10 + int64(d.digit(place)-'0')
	}
	unit := int64(1000)
	for range s.secondDigs {
		unit /= 10
	}
	const scale = 1_000_000_000_000
	millis := (part*(dayMillis/1000) + scale/1000/2) / (scale / 1000)
	millis = (millis + unit/2) / unit * unit
	if millis >= dayMillis {
		days, millis = days+1, 0
	}
	if from1904 {
		days += 1462
	}
	if days > 2_958_465 { // 9999-12-31
		return moment{}, false
	}
	m := moment{days: days, milli: int(millis % 1000)}
	seconds := int(millis / 1000)
	m.hour, m.minute, m.second = seconds/3600, seconds/60%60, seconds%60
	m.civil(days)
	if from1904 {
		m.days -= 1462
	}
	return m, true
}

// civil fills in the date. Excel believes that 1900-02-29 existed, as day 60.
func (m *moment) civil(days int64) {
	m.weekday = int((days + 6) % 7)
	switch {
	case days == 60:
		m.year, m.month, m.day = 1900, 2, 29
		return
	case days == 0:
		m.year, m.month, m.day = 1900, 1, 0
		return
	case days < 60:
		days++
	}
	// Days to date after Howard Hinnant, "chrono-compatible low-level date algorithms":
	// day 25569 is 1970-01-01, 719468 days after 0000-03-01.
	z := days - 25569 + 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	m.day = int(doy - (153*mp+2)/5 + 1)
	m.month = int(mp + 3)
	if mp >= 10 {
		m.month = int(mp - 9)
	}
	m.year = int(yoe + era*400)
	if m.month <= 2 {
		m.year++
	}
}

// date prints a serial number by date parts. What is no date fills the cell, as in Excel.
func (s *section) date(dst []byte, d decimal, from1904 bool) []byte {
	m, ok := s.moment(d, from1904)
	if !ok {
		return append(dst, "########"...)
	}
	start := len(dst)
	for _, t := range s.tokens {
		switch t.kind {
		case datePart:
			dst = s.part(dst, t.text, &m)
		case literal, slash:
			dst = append(dst, t.text...)
		}
	}
	return trimSpaces(dst, start)
}

var (
	months = [...]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	}
	weekdays = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	xingqi   = [...]string{"日", "一", "二", "三", "四", "五", "六"}
)

func (s *section) part(dst []byte, part string, m *moment) []byte {
	switch part[0] {
	case 'y', 'e':
		return s.year(dst, part, m.year)
	case 'm':
		return s.monthName(dst, part, m)
	case 'd':
		switch len(part) {
		case 1, 2:
			return s.count(dst, m.day, len(part))
		case 3:
			return append(dst, weekdays[m.weekday][:3]...)
		}
		return append(dst, weekdays[m.weekday]...)
	case 'h':
		hour := m.hour
		if s.half {
			hour = (hour+11)%12 + 1
		}
		return s.count(dst, hour, min(len(part), 2))
	case 'M':
		return s.count(dst, m.minute, min(len(part), 2))
	case 's':
		return s.count(dst, m.second, min(len(part), 2))
	case '0':
		return append(append(dst, '.'), appendPadded(nil, m.milli, 3)[:min(len(part), 3)]...)
	case '[':
		return s.elapsed(dst, part, m)
	case 'a', 'A':
		if strings.HasPrefix(part, "aaa") {
			if len(part) > 3 {
				dst = append(dst, "星期"...)
			}
			return append(dst, xingqi[m.weekday]...)
		}
	}
	return s.halfDay(dst, part, m.hour)
}

func (s *section) halfDay(dst []byte, part string, hour int) []byte {
	morning, evening, ok := strings.Cut(part, "/")
	switch {
	case !ok: // eras and other calendars are not printed
		return dst
	case hour < 12:
		return append(dst, morning...)
	}
	return append(dst, evening...)
}

// count prints a number of a date or time, in Chinese if the format says so.
func (s *section) count(dst []byte, n, width int) []byte {
	if s.numerals() {
		return chineseDay(dst, n, s.dbnum)
	}
	return appendPadded(dst, n, width)
}

func (s *section) year(dst []byte, part string, year int) []byte {
	digits := appendPadded(nil, year, 4)
	if part[0] == 'y' && len(part) <= 2 {
		digits = digits[2:]
	}
	if !s.numerals() {
		return append(dst, digits...)
	}
	names, _ := numerals(s.dbnum)
	for _, c := range digits {
		dst = append(dst, names[c-'0']...)
	}
	return dst
}

func (s *section) monthName(dst []byte, part string, m *moment) []byte {
	name := months[m.month-1]
	switch len(part) {
	case 1, 2:
		return s.count(dst, m.month, len(part))
	case 3:
		return append(dst, name[:3]...)
	case 5:
		return append(dst, name[:1]...)
	}
	return append(dst, name...)
}

// elapsed prints hours, minutes or seconds of the whole span.
func (s *section) elapsed(dst []byte, part string, m *moment) []byte {
	n := m.days*24 + int64(m.hour)
	switch part[1] {
	case 'm':
		n = n*60 + int64(m.minute)
	case 's':
		n = (n*60+int64(m.minute))*60 + int64(m.second)
	}
	return appendPadded(dst, int(n), len(part)-2)
}

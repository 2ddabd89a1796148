package numfmt

var (
	smallNumerals = [10]string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	largeNumerals = [10]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}
	smallUnits    = [4]string{"", "十", "百", "千"}
	largeUnits    = [4]string{"", "拾", "佰", "仟"}
	groupUnits    = [5]string{"", "万", "亿", "万亿", "亿亿"}
)

func numerals(dbnum int) (*[10]string, *[4]string) {
	if dbnum == 2 {
		return &largeNumerals, &largeUnits
	}
	return &smallNumerals, &smallUnits
}

// chinese prints a number as 一万二千三百四十五点六 (DBNum1) or 壹万贰仟… (DBNum2).
func chinese(dst []byte, d decimal, dbnum int) []byte {
	names, units := numerals(dbnum)
	if d.exp > 4*len(groupUnits) {
		return d.general(dst)
	}
	any, gap := false, false
	for group := max(d.exp-1, 0) / 4; group >= 0; group-- {
		spoke := false
		for place := group*4 + 3; place >= group*4; place-- {
			digit := d.digit(place) - '0'
			if digit == 0 {
				gap = any
				continue
			}
			if gap {
				dst = append(dst, names[0]...)
				gap = false
			}
			dst = append(dst, names[digit]...)
			dst = append(dst, units[place%4]...)
			any, spoke = true, true
		}
		if spoke {
			dst = append(dst, groupUnits[group]...)
		}
	}
	if !any {
		dst = append(dst, names[0]...)
	}
	if d.n > d.exp {
		dst = append(dst, "点"...)
		if dbnum == 1 {
			dst = dst[:len(dst)-len("点")]
			dst = append(dst, "."...)
		}
		for place := -1; place >= d.exp-d.n; place-- {
			dst = append(dst, names[d.digit(place)-'0']...)
		}
	}
	return dst
}

// chineseNumber prints placeholders with Chinese digits, digit by digit: [DBNum1]0 shows 12 as 一二.
func (s *section) chineseNumber(dst []byte, d decimal) []byte {
	names, _ := numerals(s.dbnum)
	for _, c := range s.fill(nil, d, 0) {
		if c >= '0' && c <= '9' {
			dst = append(dst, names[c-'0']...)
		} else {
			dst = append(dst, c)
		}
	}
	return dst
}

// chineseDay prints a month, day or hour: 十二, 二十, 三十一.
func chineseDay(dst []byte, n, dbnum int) []byte {
	names, units := numerals(dbnum)
	if n >= 10 {
		if n >= 20 || dbnum == 2 {
			dst = append(dst, names[n/10%10]...)
		}
		dst = append(dst, units[1]...)
	}
	if n%10 != 0 || n < 10 {
		dst = append(dst, names[n%10]...)
	}
	return dst
}

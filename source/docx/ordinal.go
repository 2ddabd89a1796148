package docx

import (
	"strconv"
	"strings"
)

const (
	chineseDigits = "〇一二三四五六七八九"
	formalDigits  = "零壹贰叁肆伍陆柒捌玖"
	stems         = "甲乙丙丁戊己庚辛壬癸"
	branches      = "子丑寅卯辰巳午未申酉戌亥"
)

// ordinal prints a counter in a number format of Word.
func ordinal(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
		"taiwaneseCountingThousand", "koreanCounting":
		return counting(n, runes(chineseDigits), [...]string{"", "十", "百", "千"}, format)
	case "chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal":
		return counting(n, runes(formalDigits), [...]string{"", "拾", "佰", "仟"}, format)
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital":
		return digitwise(n, runes(chineseDigits))
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperLetter":
		return letters(n, 'A')
	case "lowerLetter":
		return letters(n, 'a')
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return enclosed(n, '①', 20)
	case "decimalEnclosedParen":
		return enclosed(n, '⑴', 20)
	case "decimalEnclosedFullstop":
		return enclosed(n, '⒈', 20)
	case "ideographEnclosedCircle":
		return enclosed(n, '㊀', 10)
	case "decimalFullWidth", "decimalFullWidth2":
		return digitwise(n, runes("０１２３４５６７８９"))
	case "ideographTraditional":
		return oneOf(n, runes(stems))
	case "ideographZodiac":
		return oneOf(n, runes(branches))
	}
	return strconv.Itoa(n)
}

func runes(s string) []rune { return []rune(s) }

func oneOf(n int, names []rune) string {
	if n >= 1 && n <= len(names) {
		return string(names[n-1])
	}
	return strconv.Itoa(n)
}

func enclosed(n int, first rune, count int) string {
	if n >= 1 && n <= count {
		return string(first + rune(n-1))
	}
	return strconv.Itoa(n)
}

func digitwise(n int, digits []rune) string {
	if n < 0 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		b.WriteRune(digits[c-'0'])
	}
	return b.String()
}

// counting prints 十一, 二十, 一百零一. Beyond ten thousand Word prints digits, too.
func counting(n int, digits []rune, units [4]string, format string) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	if n == 0 {
		return string(digits[0])
	}
	between := "零"
	if format == "japaneseCounting" {
		between = ""
	}
	var b strings.Builder
	gap := false
	for place, unit := 3, 1000; place >= 0; place, unit = place-1, unit/10 {
		d := n / unit % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteString(between)
			gap = false
		}
		// 十一, not 一十一
		if !(d == 1 && place == 1 && n < 20 && digits[1] == '一') {
			b.WriteRune(digits[d])
		}
		b.WriteString(units[place])
	}
	return b.String()
}

// letters prints a, b, … z, aa, bb as Word does.
func letters(n int, first rune) string {
	if n < 1 || n > 26*30 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range [...]struct {
		value int
		sign  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
		{40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for n >= r.value {
			b.WriteString(r.sign)
			n -= r.value
		}
	}
	return b.String()
}

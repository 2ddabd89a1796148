package numfmt

import "testing"

func TestAppend(t *testing.T) {
	accounting := Builtin(43)
	for _, c := range []struct{ code, stored, want string }{
		{"General", "300.29999999999995", "300.3"},
		{"General", "1234.5", "1234.5"},
		{"General", "0.1", "0.1"},
		{"General", "-0.5", "-0.5"},
		{"General", "12345678901", "12345678901"},
		{"General", "123456789012", "1.23457E+11"},
		{"General", "1.2E-3", "0.0012"},
		{"General", "1234567.891234", "1234567.891"},
		{"General", "0.00012345678", "0.000123457"},
		{"General", "1E-10", "1E-10"},
		{"General", "999999999999", "1E+12"},
		{"General", "99999999999.9", "1E+11"},
		{"General", "1E3", "1000"},
		{"General", "007", "7"},
		{"General", "-0", "0"},
		{"General", "abc", "abc"},
		{"0", "1.5", "2"},
		{"0", "0.4", "0"},
		{"0", "-2.5", "-3"},
		{"0.00", "1.005", "1.01"},
		{"0.00", "1.0049999999999999", "1.01"},
		{"0.00", "0", "0.00"},
		{"0.00", "-0.001", "-0.00"},
		{"0.0", "99.95", "100.0"},
		{"#,##0", "1234567", "1,234,567"},
		{"#,##0.00", "-1234.5", "-1,234.50"},
		{"#,##0.00", "12", "12.00"},
		{"#,##0", "0", "0"},
		{"#,##0", "123", "123"},
		{"#,###", "0", ""},
		{"#,##0_ ", "1234", "1,234"},
		{"#.##", "12", "12."},
		{"0.##", "12.3", "12.3"},
		{"0.0#", "12", "12.0"},
		{".00", "12.3", "12.30"},
		{".00", "0.3", ".30"},
		{"000000", "123", "000123"},
		{"000-0000", "1234567", "123-4567"},
		{"0,000.0", "5", "0,005.0"},
		{"0.00,", "1234567", "1234.57"},
		{"#,##0.00,,", "1234567890", "1,234.57"},
		{`0.00,"千元"`, "1234567", "1234.57千元"},
		{"0%", "0.1234", "12%"},
		{"0.00%", "0.1234", "12.34%"},
		{"0.00E+00", "12345", "1.23E+04"},
		{"0.00E+00", "0.00012345", "1.23E-04"},
		{"##0.0E+0", "12345", "12.3E+3"},
		{accounting, "1234.5", "1,234.50"},
		{accounting, "-1234.5", "-1,234.50"},
		{accounting, "0", "-"},
		{`0.00_);[Red](0.00)`, "-5", "(5.00)"},
		{`[Red]0.00`, "-5", "-5.00"},
		{`[$¥-804]#,##0.00;[$¥-804]-#,##0.00`, "-5", "¥-5.00"},
		{`[$￥-804]#,##0`, "5", "￥5"},
		{`"合计"0`, "5", "合计5"},
		{`0;-0;"无"`, "0", "无"},
		{`0;-0;`, "0", ""},
		{";;;", "5", ""},
		{`[>=10000]0!.0,"万";0`, "123456", "12.3万"},
		{`[>=10000]0.00,"k";0`, "5", "5"},
		{`[=1]"是";[=0]"否";0`, "0", "否"},
		{"@", "1.5", "1.5"},
		{`General"元"`, "1.5", "1.5元"},
		{`"共"General"项";-General`, "-3", "-3"},
		{"G/通用格式", "1.5", "1.5"},
		{"# ?/?", "0.5", "0.5"},
		{Builtin(14), "43831", "2020/1/1"},
		{Builtin(57), "43831", "2020年1月"},
		{`yyyy"年"m"月"d"日"`, "43831", "2020年1月1日"},
		{`yyyy"年"m"月";@`, "44197", "2021年1月"},
		{"yyyy-mm-dd", "60", "1900-02-29"},
		{"yyyy-mm-dd", "61", "1900-03-01"},
		{"yyyy-mm-dd", "59", "1900-02-28"},
		{"yyyy-mm-dd", "1", "1900-01-01"},
		{"yyyy-mm-dd hh:mm:ss", "43831.75", "2020-01-01 18:00:00"},
		{"yyyy/m/d h:mm", "43831.999999", "2020/1/2 0:00"},
		{"h:mm AM/PM", "0.75", "6:00 PM"},
		{"[h]:mm", "1.5", "36:00"},
		{"mm:ss.0", "0.00011574074074074075", "00:10.0"},
		{"yyyy", "-5", "########"},
		{"aaaa", "43831", "星期三"},
		{"[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", "43831", "二〇二〇年一月一日"},
		{"[DBNum1][$-804]m\"月\"d\"日\"", "44196", "十二月三十一日"},
		{"[DBNum2][$-804]General", "10203.45", "壹万零贰佰零叁点肆伍"},
		{"[DBNum2][$-804]General", "100000000", "壹亿"},
		{"mmm-yy", "43831", "Jan-20"},
	} {
		if got := string(Compile(c.code).Append(nil, c.stored, false)); got != c.want {
			t.Errorf("%s with %s: got %q, want %q", c.stored, c.code, got, c.want)
		}
	}
}

func TestFrom1904(t *testing.T) {
	if got := string(Compile("yyyy-mm-dd").Append(nil, "42369", true)); got != "2020-01-01" {
		t.Errorf("got %q", got)
	}
}

func TestAppendText(t *testing.T) {
	if got := string(Compile(`0;-0;0;"科目"@`).AppendText(nil, "工资")); got != "科目工资" {
		t.Errorf("got %q", got)
	}
	if !Compile(Builtin(43)).PlainText() || !Compile("@").PlainText() {
		t.Error("padding is no frame")
	}
}

func TestSame(t *testing.T) {
	for _, c := range []struct {
		printed, plain string
		want           bool
	}{
		{"1,234.50", "1234.5", true},
		{"1,234.5", "1234.56", false},
		{"12.00", "12", true},
		{"120", "12", false},
		{"12", "12.3", false},
		{"-", "0", false},
		{"0.00", "0", true},
		{"12%", "0.12", false},
	} {
		if got := Same([]byte(c.printed), []byte(c.plain)); got != c.want {
			t.Errorf("%s and %s: %v", c.printed, c.plain, got)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ stored, want string }{
		{"300.29999999999995", "300.3"}, {"1.5E-3", "0.0015"}, {"-12E2", "-1200"}, {"0", "0"}, {"-0.0", "0"},
		{"9999.9999999999999", "10000"},
	} {
		if got, _ := Plain(nil, c.stored); string(got) != c.want {
			t.Errorf("%s: %s", c.stored, got)
		}
	}
}

// FuzzRead compiles any code and prints any number: nothing may panic or run away.
func FuzzRead(f *testing.F) {
	for id := range 60 {
		f.Add(Builtin(id), "1234.5678")
	}
	f.Add(`[DBNum2][$-804]General"元"`, "1E300")
	f.Add(`[>=10000]0!.0,"万";[h]:mm;@`, "-1e-300")
	f.Fuzz(func(t *testing.T, code, stored string) {
		format := Compile(code)
		if out := format.Append(nil, stored, true); len(out) > 16*(len(code)+2)*(len(stored)+2)+100_000 {
			t.Errorf("%d bytes", len(out))
		}
		format.AppendText(nil, stored)
		Plain(nil, stored)
	})
}

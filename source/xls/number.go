package xls

import (
	"bytes"
	"math"
	"strconv"
)

// appendDouble appends the shortest decimal digits that mean a stored double. It is the one place
// where a binary fraction is looked at: the file holds nothing else. The shortest digits that read
// back as the same double are the digits that were typed, up to 15 of them; no sum is made here.
func appendDouble(dst []byte, bits uint64) []byte {
	return strconv.AppendFloat(dst, math.Float64frombits(bits), 'E', -1, 64)
}

// appendRK appends an RK number (MS-XLS 2.5.217): 30 bits of a double or of a whole number, perhaps
// to be divided by 100, which is done on the decimal digits.
func appendRK(dst []byte, rk uint32) []byte {
	hundredths := rk&1 != 0
	if rk&2 != 0 {
		dst = strconv.AppendInt(dst, int64(int32(rk)>>2), 10)
		if hundredths {
			dst = append(dst, "E-2"...)
		}
		return dst
	}
	start := len(dst)
	dst = appendDouble(dst, uint64(rk&^3)<<32)
	if !hundredths {
		return dst
	}
	e := bytes.IndexByte(dst[start:], 'E')
	if e < 0 {
		return dst // no number: nothing to divide
	}
	exp, err := strconv.Atoi(string(dst[start+e+1:]))
	if err != nil {
		return dst
	}
	return strconv.AppendInt(dst[:start+e+1], int64(exp-2), 10)
}

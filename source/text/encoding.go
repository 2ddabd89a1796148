package text

import (
	"strings"
)

// common are the characters that make up most of Chinese text (常用字). A text read in the wrong encoding
// is made of others.
const common = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严预算财般决财项目款类负责城乡镇街道社服务障险补助费拨赠购租维修护福利津贴奖绩效租赁"

// isCommon has a bit for each of the common characters, which all stand in the basic plane.
var isCommon = func() (bits [1 << 11]uint32) {
	for _, r := range common {
		bits[r>>5] |= 1 << (r & 31)
	}
	return bits
}()

// garbled reports whether a decoded text is not one that people wrote: most of its Chinese characters are
// rare ones, or it is full of accented letters, as UTF-8 read as Latin is. A text of few such characters
// is never called so.
func garbled(text string) bool {
	const enough, look = 30, 20_000
	han, usual, accented, kana, n := 0, 0, 0, 0, 0
	for _, r := range text {
		if n++; n > look {
			break
		}
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			han++
			if isCommon[r>>5]>>(r&31)&1 != 0 {
				usual++
			}
		case r >= 0x80 && r <= 0x17F && !strings.ContainsRune("\u00A0·×÷°±²³§«»", r):
			accented++
		case r >= 0xE000 && r <= 0xF8FF:
			han++ // private use: GB18030 bytes without a character
		case r >= 0xFF61 && r <= 0xFF9F:
			kana++
		}
	}
	return han >= enough && usual*4 < han || accented+kana >= enough && accented+kana > 2*han
}

// wideWithoutMark reports whether bytes are UTF-16 without its byte order mark: line ends, digits and
// points are ASCII, so that one half of the units has many zero bytes and the other none.
func wideWithoutMark(data []byte) (little, big bool) {
	const look, enough = 4096, 4
	head := data[:min(len(data), look)&^1]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	return zeros[1] >= enough && zeros[0] == 0 && zeros[1]*50 > len(head), zeros[0] >= enough && zeros[1] == 0 && zeros[0]*50 > len(head)
}

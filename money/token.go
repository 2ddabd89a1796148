package money

// Kind is what a token of a text turned out to be (数字种类).
type Kind uint8

// The kinds. Years, dates, ordinals and codes are no figures; they stay apart from amounts.
const (
	Bare    Kind = iota // a number without a unit
	Money               // an amount of money
	Rate                // a percentage
	Points              // percentage points
	Count               // a number with a measure word
	Year                // 2020年, 2020年度
	Date                // month, day, or a whole date
	Ordinal             // 1、 (2) 第3 1.1
	Code                // 〔2016〕143号, 204类, a project code
)

// Bound says whether a printed figure stands for a limit (约数与界限).
type Bound uint8

// The bounds: 约, 近, 左右 are About; 以上, ≥, 不低于 are AtLeast; 以下, ≤, 不超过 are AtMost;
// 超过, ＞ are Above; 低于, 不足, ＜ are Below.
const (
	Plain Bound = iota
	About
	AtLeast
	AtMost
	Above
	Below
)

// Token is a number found in a text. Offsets are bytes of that text.
type Token struct {
	Kind       Kind
	Start, End int // with sign and unit
	DigitsEnd  int // end of the digits
	Amount     Amount
	Measure    string // the measure word of a Count: 次, 人次, 平方米
	Bound      Bound
	// UnitCut says that the unit was printed as 万 or 亿 without 元.
	UnitCut bool
	// LostDigit says that the number begins with a separator (",867.48"): its first digits are gone.
	LostDigit bool
	// PerUnit says that the amount is a price or norm: 2000元/人.
	PerUnit bool
	// Spelled says that the number is written in Chinese characters.
	Spelled bool
	// Stray is the number of digits glued to a year by accident (22017年).
	Stray int
	Year  int
}

package budget

import (
	"mingzhang/money"
	"mingzhang/source"
)

// Place is where words stand, with the words themselves (出处).
type Place struct {
	source.Location
	Text string // the original words
	// Mark is the byte range of Text that is meant, 0,0 for all of it.
	Mark [2]int
}

// FigureKind tells money from percentages and counts (数字类别).
type FigureKind string

// The kinds of figures.
const (
	MoneyFigure   FigureKind = "money"
	PercentFigure FigureKind = "percent"
	CountFigure   FigureKind = "count"
	RealFigure    FigureKind = "real"
)

// Role is what a figure says about its subject (角色).
type Role uint8

// The roles: a level is an amount itself, a base is what it is compared with, a change is the
// difference, the other three are percentages.
const (
	Level Role = iota
	Base
	Change
	ChangeRate
	Share
	Completion
	Other
)

// Figure is a number that knows what it is, how exactly it was printed and where it stands (数据).
type Figure struct {
	Key    Key
	Kind   FigureKind
	Role   Role
	Label  string // as printed
	Amount money.Amount
	Bound  money.Bound
	Place  Place
	// Offset orders figures in reading order; figures of tables follow their table.
	Offset int
	// Assumed says that the unit was not printed and was taken from the context.
	Assumed bool
	// InClaim says that a claim or a ladder uses the figure.
	InClaim bool
}

// ClaimKind is the kind of relation that a document asserts (关系).
type ClaimKind string

// The kinds of claims.
const (
	SumClaim        ClaimKind = "sum"         // total = parts
	DifferenceClaim ClaimKind = "difference"  // change = this − last
	ChangeRateClaim ClaimKind = "change-rate" // percent = change / last
	ShareClaim      ClaimKind = "share"       // percent = part / whole
	CompletionClaim ClaimKind = "completion"  // percent = executed / budget
	SameClaim       ClaimKind = "same"        // the same thing said again
	DirectionClaim  ClaimKind = "direction"   // 增加, 减少, 持平 against the figures
	AbsenceClaim    ClaimKind = "absence"     // 无政府采购
)

// Term is one signed figure of a claim (项); Figure indexes Report.Figures.
type Term struct {
	Figure int
	Minus  bool
}

// Certainty says how sure the reading of a claim is (确信程度).
type Certainty uint8

// The certainties. Only what the document states, or what the forms make certain, may be accused as
// an error; a likely reading is a warning; a guess is shown only where it agrees.
const (
	Certain Certainty = iota
	Likely
	Guess
)

// Claim is a relation that the document itself asserts, found by its wording or layout (声明).
type Claim struct {
	Kind   ClaimKind
	Stated int    // the figure that is checked
	Terms  []Term // sum, difference, same: stated = Σ terms; rates: numerator
	Den    []Term // rates: denominator
	// AtMost says that the parts may be less than the total ("其中" that names only some of them).
	AtMost    bool
	Certainty Certainty
	// Up, Down and Flat give the direction word of a change.
	Direction Direction
	Topic     Measure // what the claim is about, chooses the rule
	// Alternatives are other readings; if one of them agrees the claim is not accused.
	Alternatives []Reading
	Place        Place
}

// Reading (读法) is another way to understand a claim: its terms, and for rates its denominator.
type Reading struct{ Terms, Den []Term }

// Direction is the direction word of a change (增减方向).
type Direction int8

// The directions.
const (
	NoDirection Direction = iota
	Up
	Down
	Flat
)

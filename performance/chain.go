// Package performance holds the chain of duties, activities, goals and indicators with their grading
// ladders (绩效), and proves whether a ladder can grade every value.
//
// It never sees a Book: amounts and codes are handed to it.
package performance

import "mingzhang/source"

// Chain is the duty–activity–indicator chain of a document (职责活动绩效).
type Chain struct {
	Duties []Duty
	// Rows and Columns count the table that the chain was read from.
	Rows, Columns int
	// BudgetFilled counts the duty and activity rows whose budget cell holds a figure.
	BudgetFilled int
}

// Duty is a duty of a department (职责).
type Duty struct {
	Number     int
	Name       Text
	Content    Text
	Goal       Text
	Budget     Text
	Activities []Activity
}

// Activity is a work activity under a duty (工作活动).
type Activity struct {
	Number     int
	Name       Text
	Content    Text
	Goal       Text
	Budget     Text
	Indicators []Indicator
}

// Indicator is a performance indicator with its grading ladder (绩效指标).
type Indicator struct {
	Name  Text
	Bands [4]Text // 优 良 中 差
}

// Text is words with their place (文字与出处).
type Text struct {
	Words string
	Place source.Location
}

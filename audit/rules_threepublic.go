package audit

import (
	"strings"

	"mingzhang/budget"
)

// threePublicTable runs both shapes of the table: items as columns, or items as rows.
func (s *Subject) threePublicTable(f *budget.Form) {
	s.sums(f, "SUM-T7-01", true)
	if !s.measureRows(f) {
		s.genericTotals(f, "SUM-T7-01") // a row for each unit
	}
}

// measureRows runs the tree of measures over the rows of a table, for each value column. It reports whether
// the rows are such measures.
func (s *Subject) measureRows(f *budget.Form) bool {
	at := map[budget.Measure]int{}
	for i := range f.Rows {
		m := rowMeasure(f.Rows[i].Name[0])
		if _, ok := at[m]; !ok && m != "" {
			at[m] = i
		}
	}
	total, ok := at[budget.ThreePublic]
	if !ok {
		if total, ok = totalRowOf(f); !ok {
			total = -1
		}
	}
	var parts []int
	for _, m := range []budget.Measure{budget.Abroad, budget.Hospitality, budget.Vehicles} {
		if i, ok := at[m]; ok {
			parts = append(parts, i)
		}
	}
	if _, ok := at[budget.Vehicles]; !ok {
		for _, m := range []budget.Measure{budget.VehiclePurchase, budget.VehicleOperation} {
			if i, ok := at[m]; ok {
				parts = append(parts, i)
			}
		}
	}
	if s.skippedVehicles(f, total, at) {
		return true
	}
	if total >= 0 && len(parts) >= 3 {
		s.totalRow(f, rowSum{"SUM-T7-01", total, parts, 0, true})
	}
	v, ok1 := at[budget.Vehicles]
	p, ok2 := at[budget.VehiclePurchase]
	o, ok3 := at[budget.VehicleOperation]
	if ok1 && ok2 && ok3 {
		s.totalRow(f, rowSum{"SUM-T7-02", v, []int{p, o}, 0, true})
	}
	return len(at) > 0
}

// skippedVehicles finds the row of vehicles that is not the sum of purchase and operation, where the total is right with
// these two in its place.
func (s *Subject) skippedVehicles(f *budget.Form, total int, at map[budget.Measure]int) bool {
	if total < 0 {
		return false
	}
	found := false
	for _, col := range f.Values(0) {
		value := func(m budget.Measure) (figure int, ticks int64) {
			row, ok := at[m]
			if !ok {
				return -1, 0
			}
			if figure = f.Rows[row].At(col); figure >= 0 {
				ticks = s.Figures[figure].Amount.Ticks
			}
			return figure, ticks
		}
		whole := f.Rows[total].At(col)
		v, vehicles := value(budget.Vehicles)
		p, purchase := value(budget.VehiclePurchase)
		o, operation := value(budget.VehicleOperation)
		_, abroad := value(budget.Abroad)
		_, hospitality := value(budget.Hospitality)
		if whole < 0 || v < 0 || p < 0 || o < 0 || vehicles == purchase+operation || s.Figures[whole].Amount.Ticks != abroad+hospitality+purchase+operation {
			continue
		}
		s.eq = append(s.eq, s.equation("SUM-T7-02", v, []budget.Term{{Figure: p}, {Figure: o}}))
		found = true
	}
	return found
}

func rowMeasure(name string) budget.Measure {
	name = strings.Join(strings.Fields(strings.ReplaceAll(name, "　", "")), "")
	switch {
	case strings.Contains(name, "出国"):
		return budget.Abroad
	case strings.Contains(name, "接待"):
		return budget.Hospitality
	case strings.Contains(name, "购置及运") || strings.Contains(name, "购置和运") || strings.Contains(name, "用车费"):
		return budget.Vehicles
	case strings.Contains(name, "购置"):
		return budget.VehiclePurchase
	case strings.Contains(name, "用车运") || strings.Contains(name, "运行维护"):
		return budget.VehicleOperation
	case strings.Contains(name, "三公"):
		return budget.ThreePublic
	}
	return ""
}

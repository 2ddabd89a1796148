// Package profile says what a region and a year demand of a disclosure (公开模板): which tables and
// sections, in which words, and as of which date. It is data; a new profile needs no Go.
package profile

import (
	"embed"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"sync"
)

//go:embed data/*.json
var embedded embed.FS

// Profile is what one region asks in some years (公开模板).
type Profile struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Kind     string   `json:"kind"` // budget or final
	From     int      `json:"from"`
	To       int      `json:"to"`
	Regions  []string `json:"regions"` // words by which a document of the region is known; none for all
	Tables   []Table  `json:"tables"`
	Sections []string `json:"sections"`
	// AssetDate is the day of the year before as of which assets are shown, "12-31".
	AssetDate string `json:"assetDate"`
	// Origin says where the demands were seen, or that they were recalled.
	Origin string `json:"origin"`
}

// Table is a table that the profile asks for (公开表).
type Table struct {
	Form     string `json:"form"` // T1…T16, F1…F9
	Title    string `json:"title"`
	Optional bool   `json:"optional"`
}

// Required returns the tables that must be there.
func (p *Profile) Required() []Table {
	out := make([]Table, 0, len(p.Tables))
	for _, t := range p.Tables {
		if !t.Optional {
			out = append(out, t)
		}
	}
	return out
}

// Parse reads a profile; errors name the member that is missing or wrong.
func Parse(data []byte) (*Profile, error) {
	var p Profile
	if err := json.Unmarshal(data, &p); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	switch {
	case p.ID == "":
		return nil, fmt.Errorf("profile: id is missing")
	case p.Kind != "budget" && p.Kind != "final":
		return nil, fmt.Errorf("profile %s: kind is %q; budget or final are allowed", p.ID, p.Kind)
	case len(p.Tables) == 0:
		return nil, fmt.Errorf("profile %s: tables are missing", p.ID)
	}
	return &p, nil
}

var (
	once    sync.Once
	shipped []*Profile
)

// All returns the profiles that come with the program, by id.
func All() []*Profile {
	once.Do(func() {
		entries, err := embedded.ReadDir("data")
		if err != nil {
			panic("profile: " + err.Error())
		}
		for _, e := range entries {
			data, err := embedded.ReadFile("data/" + e.Name())
			if err != nil {
				panic("profile: " + err.Error())
			}
			p, err := Parse(data)
			if err != nil {
				panic(err.Error())
			}
			shipped = append(shipped, p)
		}
		sort.Slice(shipped, func(i, j int) bool { return shipped[i].ID < shipped[j].ID })
	})
	return shipped
}

// ByID finds a profile.
func ByID(id string) (*Profile, bool) {
	for _, p := range All() {
		if p.ID == id {
			return p, true
		}
	}
	return nil, false
}

// Select finds the profile of a document: its kind and year, and the region that its words name; else
// the one for all regions.
func Select(kind string, year int, words string) *Profile {
	var general *Profile
	for _, p := range All() {
		if p.Kind != kind || year != 0 && (p.From != 0 && year < p.From || p.To != 0 && year > p.To) {
			continue
		}
		if len(p.Regions) == 0 {
			general = p
			continue
		}
		for _, r := range p.Regions {
			if strings.Contains(words, r) {
				return p
			}
		}
	}
	if general == nil {
		for _, p := range All() {
			if p.Kind == kind && len(p.Regions) == 0 {
				return p
			}
		}
	}
	return general
}

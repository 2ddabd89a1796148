package exchange

import (
	_ "embed" // the schemas
	"sort"
)

//go:embed schema/audit.schema.json
var auditSchema string

var schemas = map[string]string{"audit": auditSchema}

// SchemaOf returns the JSON Schema (draft 2020-12) of an output by its name.
func SchemaOf(name string) (string, bool) {
	s, ok := schemas[name]
	return s, ok
}

// SchemaNames lists the schemas that exist.
func SchemaNames() []string {
	var out []string
	for n := range schemas {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

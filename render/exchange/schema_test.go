package exchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"mingzhang/audit"
	"mingzhang/internal/specimen"
	"mingzhang/profile"
	"mingzhang/render/exchange"
	"mingzhang/render/report"
	"mingzhang/source"
)

// checker holds values against a schema, as far as our schemas use the language.
type checker struct {
	root map[string]any
	errs []string
}

func (c *checker) fail(path, format string, args ...any) {
	c.errs = append(c.errs, path+": "+fmt.Sprintf(format, args...))
}

func (c *checker) check(path string, schema map[string]any, v any) {
	for word, x := range schema {
		switch word {
		case "$schema", "$id", "$defs", "title", "description", "required", "properties", "items", "minItems", "maxItems", "type", "const", "enum", "pattern":
		case "$ref":
			c.check(path, c.root["$defs"].(map[string]any)[x.(string)[len("#/$defs/"):]].(map[string]any), v)
		default:
			c.fail(path, "the test does not know the word %q", word)
		}
	}
	if kind, ok := schema["type"].(string); ok && kindOf(v) != kind && !(kind == "number" && kindOf(v) == "integer") {
		c.fail(path, "%v is %s, want %s", v, kindOf(v), kind)
		return
	}
	if x, ok := schema["const"]; ok && x != v {
		c.fail(path, "%v, want %v", v, x)
	}
	if x, ok := schema["enum"].([]any); ok && !slices.Contains(x, v) {
		c.fail(path, "%v is none of %v", v, x)
	}
	if s, ok := v.(string); ok && schema["pattern"] != nil && !regexp.MustCompile(schema["pattern"].(string)).MatchString(s) {
		c.fail(path, "%q does not match %v", s, schema["pattern"])
	}
	switch v := v.(type) {
	case map[string]any:
		c.object(path, schema, v)
	case []any:
		if n, ok := schema["minItems"].(json.Number); ok && n.String() > fmt.Sprint(len(v)) {
			c.fail(path, "%d items", len(v))
		}
		if items, ok := schema["items"].(map[string]any); ok {
			for i := range v {
				c.check(fmt.Sprintf("%s[%d]", path, i), items, v[i])
			}
		}
	}
}

func (c *checker) object(path string, schema, v map[string]any) {
	props, ok := schema["properties"].(map[string]any)
	if !ok {
		return // a reference: it was followed
	}
	for name, x := range v {
		p, ok := props[name].(map[string]any)
		if !ok {
			c.fail(path, "member %q is not in the schema", name)
			continue
		}
		c.check(path+"."+name, p, x)
	}
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, ok := v[name.(string)]; !ok {
			c.fail(path, "member %q is missing", name)
		}
	}
}

func kindOf(v any) string {
	switch v := v.(type) {
	case map[string]any:
		return "object"
	case []any:
		return "array"
	case string:
		return "string"
	case bool:
		return "boolean"
	case json.Number:
		if regexp.MustCompile(`^-?\d+$`).MatchString(v.String()) {
			return "integer"
		}
		return "number"
	}
	return "null"
}

func decode(t *testing.T, data []byte) map[string]any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestReportFollowsItsSchema(t *testing.T) {
	text, ok := exchange.SchemaOf("audit")
	if !ok {
		t.Fatal("there is no schema named audit")
	}
	d := specimen.Read(t, "示例.txt", specimen.Words)
	d.Result.Findings[0].Waiver = &audit.Waiver{Reason: "已核实", Who: "甲"}
	d.Source.Notes = append(d.Source.Notes, source.Note{Code: source.HiddenSheet, Text: "表9"})
	var b bytes.Buffer
	j := exchange.NewJSON(&b, specimen.Run("zh"), false)
	for _, x := range []*report.Document{d, {File: "坏.docx", Err: source.ErrDamaged}} {
		if err := j.Document(x); err != nil {
			t.Fatal(err)
		}
	}
	set := &audit.Set{ID: "s1", Entity: "示例镇", Year: 2021, Kind: d.Result.Report.Kind, Files: []string{"示例.txt"}, Findings: d.Result.Findings[:1]}
	if err := j.Close([]*audit.Set{set}); err != nil {
		t.Fatal(err)
	}
	schema := decode(t, []byte(text))
	c := &checker{root: schema}
	c.check("$", schema, decode(t, b.Bytes()))
	for i, e := range c.errs {
		if i < 20 {
			t.Error(e)
		}
	}
}

func TestSchemaNames(t *testing.T) {
	if got := exchange.SchemaNames(); !slices.Contains(got, "audit") {
		t.Errorf("schemas are %v", got)
	}
	if _, ok := exchange.SchemaOf("nothing"); ok {
		t.Error("a schema that does not exist was found")
	}
}

func TestPlacesOfALongLineAreShort(t *testing.T) {
	var b strings.Builder
	b.WriteString("示例镇2021年部门预算。")
	const sentences = 20_000 // a cost that grows with the square would take minutes
	for i := 0; i < sentences; i++ {
		fmt.Fprintf(&b, "第%d个项目安排经费%d.5万元，用于道路养护和防汛物资。", i, i)
	}
	text := b.String()
	d := specimen.Read(t, "a.txt", text+"\n")
	var out bytes.Buffer
	j := exchange.NewJSON(&out, specimen.Run("zh"), true)
	if err := j.Document(d); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Figures []struct {
			Text  string
			Place struct {
				Line, Column int
				Text         string
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Figures) < sentences {
		t.Fatalf("%d figures", len(doc.Figures))
	}
	if out.Len() > 20*len(text) {
		t.Errorf("%d bytes of text make %d bytes of JSON", len(text), out.Len())
	}
	runes := []rune(text)
	for _, f := range doc.Figures {
		at := f.Place.Column - 1
		if got := string(runes[at : at+len([]rune(f.Text))]); got != f.Text {
			t.Fatalf("column %d of the line holds %q, want %q", f.Place.Column, got, f.Text)
		}
		if n := len([]rune(f.Place.Text)); n > 400 || !strings.Contains(f.Place.Text, f.Text) || !strings.Contains(string(runes[max(0, at-400):min(len(runes), at+400)]), f.Place.Text) {
			t.Fatalf("the words of %s are %d characters: %q", f.Text, n, f.Place.Text)
		}
		if !strings.HasSuffix(f.Place.Text, "。") || !strings.HasPrefix(f.Place.Text, "第") && !strings.HasPrefix(f.Place.Text, "示") {
			t.Fatalf("the words are no sentence: %q", f.Place.Text)
		}
	}
}

func TestShortWordsAreKeptWhole(t *testing.T) {
	d := specimen.Read(t, "a.txt", specimen.Words)
	var out bytes.Buffer
	if err := exchange.NewJSON(&out, specimen.Run("zh"), true).Document(d); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"text":"我部门机关运行经费共计安排88.5万元：包括办公费20万元、电费10万元、邮电费11万元、差旅费12.5万元、会议费10000元、维修（护）费14万元、培训费10万元。"`) {
		t.Error("the words of a paragraph are not whole")
	}
}

func TestSetsNameTheirProfile(t *testing.T) {
	p, _ := profile.ByID("mof-2021")
	var out bytes.Buffer
	if err := exchange.NewJSON(&out, specimen.Run("zh"), false).Close([]*audit.Set{{ID: "s1", Profile: p}}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"profile":"mof-2021","files"`) {
		t.Errorf("the set does not say what it is held against: %s", out.String())
	}
}

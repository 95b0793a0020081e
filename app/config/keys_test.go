package config

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// docs/operate.md says every key there is, and none that is not.
func TestEveryKeyIsExplained(t *testing.T) {
	doc, err := os.ReadFile("../../docs/operate.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(doc), "## Every key")
	table, _, _ = strings.Cut(table, "## Backup")
	keys := allKeys(reflect.TypeFor[Config](), "", 0)
	if len(keys) < 30 {
		t.Fatal(keys)
	}
	for _, key := range keys {
		if !strings.Contains(table, "`"+key+"`") {
			t.Errorf("%s is not explained in docs/operate.md", key)
		}
	}
	for line := range strings.Lines(table) {
		cell, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), " | ")
		for i, said := range strings.Split(cell, "`") {
			if strings.HasPrefix(line, "| `") && i%2 == 1 && !strings.Contains(" "+strings.Join(keys, " ")+" ", " "+said+" ") {
				t.Errorf("docs/operate.md explains %s, which is no key", said)
			}
		}
	}
}

// allKeys are the paths of keys in the file: wechat[].menu[].name.
func allKeys(at reflect.Type, before string, deep int) (keys []string) {
	for i := range at.NumField() {
		f := at.Field(i)
		key := yamlKey(f)
		if key == "" || deep > 2 {
			continue
		}
		inner, list := element(f.Type), f.Type.Kind() == reflect.Slice
		switch {
		case inner.Kind() != reflect.Struct:
			keys = append(keys, before+key)
		case inner == at: // entries below entries
			keys = append(keys, before+key)
		case list:
			keys = append(keys, allKeys(inner, before+key+"[].", deep+1)...)
		default:
			keys = append(keys, allKeys(inner, before+key+".", deep+1)...)
		}
	}
	return keys
}

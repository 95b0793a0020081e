package config

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// yamlFile is a configuration file that was read, to find lines in.
type yamlFile struct {
	name string
	tree *ast.File
}

// parseYAML reads the file strictly. Its errors are one line that names the
// line and the key.
func parseYAML(name string, data []byte, into *Config) (yamlFile, error) {
	tree, err := parser.ParseBytes(data, 0)
	file := yamlFile{name, tree}
	if err == nil {
		err = yaml.NewDecoder(strings.NewReader(string(data)), yaml.Strict()).Decode(into)
	}
	if err == nil || errors.Is(err, io.EOF) {
		return file, nil
	}
	return file, file.explain(err)
}

// explain turns an error of the library into a sentence.
func (f yamlFile) explain(err error) error {
	var (
		problem yaml.Error
		unknown *yaml.UnknownFieldError
		wrong   *yaml.TypeError
		node    *yaml.UnexpectedNodeTypeError
	)
	if !errors.As(err, &problem) || problem.GetToken() == nil {
		return fmt.Errorf("%s: %s", f.name, oneLine(err.Error()))
	}
	at := problem.GetToken()
	key := f.keyAt(at)
	switch {
	case errors.As(err, &unknown):
		known := strings.Join(keysOf(parentOf(key)), ", ")
		return f.say(at.Position.Line, "there is no key %s; keys here are %s", key, known)
	case errors.As(err, &wrong):
		return f.say(at.Position.Line, "%s has to be %s", key, kindName(wrong.DstType))
	case errors.As(err, &node):
		return f.say(at.Position.Line, "%s has to be %s", key, nodeName(node.Expected))
	}
	return f.say(at.Position.Line, "%s", oneLine(problem.GetMessage()))
}

func (f yamlFile) say(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", f.name, line, fmt.Sprintf(format, args...))
}

// keyAt is the path of the key or value that begins at a token: wechat[0].token.
func (f yamlFile) keyAt(t *token.Token) string {
	v := &finder{line: t.Position.Line, column: t.Position.Column}
	f.walk(v)
	if v.path == "" {
		return fmt.Sprintf("%q", t.Value)
	}
	return v.path
}

// lineOf is where a key stands, or 0 if it is not in the file.
func (f yamlFile) lineOf(key string) int {
	v := &finder{key: key}
	f.walk(v)
	return v.line
}

func (f yamlFile) walk(v ast.Visitor) {
	if f.tree == nil {
		return
	}
	for _, doc := range f.tree.Docs {
		if doc.Body != nil {
			ast.Walk(v, doc.Body)
		}
	}
}

// finder looks for the key at a place, or for the place of a key.
type finder struct {
	key, path    string
	line, column int
}

func (v *finder) Visit(n ast.Node) ast.Visitor {
	path, t := strings.TrimPrefix(n.GetPath(), "$."), n.GetToken()
	switch {
	case t == nil || n.GetPath() == "$":
	case v.key != "":
		if path == v.key && v.line == 0 {
			v.line = t.Position.Line
		}
	case t.Position.Line == v.line && t.Position.Column == v.column:
		v.path = path
	}
	return v
}

// keysOf are the keys there are at a path of the configuration.
func keysOf(path string) []string {
	at := reflect.TypeFor[Config]()
	for part := range strings.SplitSeq(path, ".") {
		name, _, _ := strings.Cut(part, "[")
		for i := range at.NumField() {
			if name != "" && yamlKey(at.Field(i)) == name {
				at = element(at.Field(i).Type)
				break
			}
		}
	}
	var keys []string
	for i := range at.NumField() {
		if key := yamlKey(at.Field(i)); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

func parentOf(path string) string { return path[:max(0, strings.LastIndexByte(path, '.'))] }

// element is what a list or pointer holds.
func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// yamlKey is a field's key in the file, "" for one that is not of the file.
func yamlKey(f reflect.StructField) string {
	key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return strings.TrimPrefix(key, "-")
}

const (
	aText  = "text"
	aList  = `a list (lines that begin with "- ")`
	aGroup = "a group of keys"
	aYesNo = "true or false"
)

func kindName(t reflect.Type) string {
	switch {
	case t.Kind() == reflect.Slice:
		return aList
	case element(t).Kind() == reflect.Struct:
		return aGroup
	case t.Kind() == reflect.Bool:
		return aYesNo
	}
	return aText
}

func nodeName(t ast.NodeType) string {
	switch t {
	case ast.SequenceType:
		return aList
	case ast.MappingType, ast.MappingValueType:
		return aGroup
	}
	return aText
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

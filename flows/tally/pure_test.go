package tally_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestPure reads the package and its rooms: they see no store, no
// clock, no input or output, and have no floating point in which anything could be
// decided.
func TestPure(t *testing.T) {
	allowed := strings.Fields("bytes cmp crypto/hmac crypto/sha256 errors fmt iter math math/big math/bits slices strconv strings")
	allowed = append(allowed, "yishi/flows/tally")
	var files []string
	for _, room := range []string{".", "budget", "ranking", "estate"} {
		found, err := filepath.Glob(filepath.Join(room, "*.go"))
		if err != nil || len(found) < 3 {
			t.Fatal(room, found, err)
		}
		files = append(files, found...)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			if path, _ := strconv.Unquote(i.Path.Value); !slices.Contains(allowed, path) {
				t.Errorf("%s imports %s", name, path)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine", name)
			case *ast.BasicLit:
				if n.Kind == token.FLOAT {
					t.Errorf("%s has the number %s", name, n.Value)
				}
			case *ast.Ident:
				if slices.Contains([]string{"float64", "float32", "Float64", "Float32"}, n.Name) {
					t.Errorf("%s has a %s", name, n.Name)
				}
			}
			return true
		})
	}
}

package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// looksInto are the functions that decide by a text, or take it apart.
var looksInto = []string{
	"Contains", "HasPrefix", "HasSuffix", "EqualFold", "Compare", "Index", "LastIndex", "Count", "Cut", "CutPrefix", "CutSuffix",
	"TrimPrefix", "TrimSuffix", "Replace", "ReplaceAll", "Split", "Is",
}

// mayLook are the places where a text is read that others wrote, each with whose it is.
var mayLook = map[string]string{
	"app/bench":                     "what arrived at those who are simulated",
	"adapters/telegram/fetch.go":    "Telegram's: it has no number for a file that is too large",
	"adapters/telegram/send.go":     "Telegram's: it has no number for a message that is a picture",
	"adapters/telegram/errors.go":   "Telegram's, and a token in it is hidden",
	"adapters/wechat/client.go":     "WeChat's, and a token in it is hidden",
	"flows/tally/sheet/workbook.go": "excelize's: it has no other sign of a sheet without cells",
	"app/config/validate.go":        "the name of a package before an error is left out",
}

// Nothing is decided by what the program itself says: a sentence that is put better
// would change what happens. An error has a reason beside its words (bot.Because), a
// record a state.
func TestNothingIsDecidedByASentence(t *testing.T) {
	said := readSaid(t)
	looked := map[string]bool{}
	for path, f := range said.files {
		in := sayer{said, f, filepath.Dir(path)}
		ast.Inspect(f, func(n ast.Node) bool {
			for _, e := range decides(n) {
				what := in.says(e)
				if what == "" {
					continue
				}
				if at := whose(path); at != "" {
					looked[at] = true
					continue
				}
				t.Errorf("%s looks into what the program says: %q", said.fset.Position(n.Pos()), what)
			}
			return true
		})
	}
	for at := range mayLook {
		if !looked[at] {
			t.Errorf("nothing is looked into at %s", at)
		}
	}
}

func whose(path string) string {
	for at := path; at != "."; at = filepath.Dir(at) {
		if mayLook[at] != "" {
			return at
		}
	}
	return ""
}

// decides are the texts by which a piece of code decides.
func decides(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			return []ast.Expr{n.X, n.Y}
		}
	case *ast.SwitchStmt:
		if n.Tag != nil {
			return []ast.Expr{n.Tag}
		}
	case *ast.CaseClause:
		return n.List
	case *ast.CallExpr:
		name, from := called(n.Fun)
		if slices.Contains([]string{"strings", "slices", "bytes", "errors"}, from) && slices.Contains(looksInto, name) {
			return n.Args
		}
	}
	return nil
}

// called is the name of a function or constant, and the package or variable before it.
func called(e ast.Expr) (name, from string) {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name, ""
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			from = x.Name
		}
		return e.Sel.Name, from
	case *ast.IndexExpr: // AsType[bot.Refusal]
		return called(e.X)
	}
	return "", ""
}

// spoken are the files of the program, and its constants, by package and name.
type spoken struct {
	fset   *token.FileSet
	files  map[string]*ast.File
	consts map[string]string
}

func readSaid(t *testing.T) spoken {
	t.Helper()
	s := spoken{token.NewFileSet(), map[string]*ast.File{}, map[string]string{}}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != ".." && (d.Name() == "testdata" || d.Name()[0] == '.'):
			return filepath.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(s.fset, path, nil, 0)
		name, _ := filepath.Rel("..", path)
		s.files[name] = f
		return err
	})
	if err != nil || len(s.files) < 100 {
		t.Fatal(len(s.files), err)
	}
	for path, f := range s.files {
		in := sayer{s, f, filepath.Dir(path)}
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Names) == len(v.Values) {
				for i, name := range v.Names {
					s.consts[in.pkg+"."+name.Name] = in.says(v.Values[i])
				}
			}
			return true
		})
	}
	return s
}

// sayer reads the expressions of one file.
type sayer struct {
	spoken
	file *ast.File
	pkg  string
}

// says is what an expression says to people; "" if it does not.
func (in sayer) says(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return sentence(text)
	case *ast.ParenExpr:
		return in.says(e.X)
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return in.says(e.X) + in.says(e.Y)
		}
	case *ast.Ident:
		if e.Obj != nil {
			if set, ok := e.Obj.Decl.(*ast.AssignStmt); ok && e.Obj.Kind == ast.Var && !slices.Contains(set.Lhs, ast.Expr(e)) {
				return in.says(set.Rhs[0])
			}
		}
		return in.consts[in.pkg+"."+e.Name]
	case *ast.SelectorExpr:
		name, from := called(e)
		return in.consts[in.imported(from)+"."+name]
	case *ast.CallExpr:
		name, from := called(e.Fun)
		switch {
		case name == "Error" && len(e.Args) == 0:
			return "an error"
		case name == "AsType" && strings.Contains(in.source(e.Fun), "Refusal"):
			return "a refusal"
		case len(e.Args) == 1 && (name == "string" || name == "Refusal" || name == "Fold" || from == "strings"):
			return in.says(e.Args[0])
		}
	}
	return ""
}

// source is the type that a generic function is given.
func (in sayer) source(e ast.Expr) string {
	if i, ok := e.(*ast.IndexExpr); ok {
		name, _ := called(i.Index)
		return name
	}
	return ""
}

// imported is the package of ours that a file calls by a name.
func (in sayer) imported(as string) string {
	for _, i := range in.file.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		ours, ok := strings.CutPrefix(path, "yishi/")
		if ok && (i.Name != nil && i.Name.Name == as || i.Name == nil && filepath.Base(path) == as) {
			return ours
		}
	}
	return ""
}

// sentence is a text that is more than a word or a label: with a mark, or long.
func sentence(text string) string {
	han := 0
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			han++
		}
	}
	if han > 6 || han > 0 && strings.ContainsAny(text, "，。：；？！「」（）") {
		return text
	}
	return ""
}

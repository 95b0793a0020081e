// Package talktest checks what the compiler cannot: that a conversation, run
// again from the top, can only do again what it did before. It reads the source;
// the engine's Steady, in every transcript, tries it out.
package talktest

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "yishi/"

// mayImport is what a conversation file may import, beside the rooms of its own flow.
var mayImport = []string{
	module + "bot", module + "bot/talk", module + "bot/audit", module + "bot/house", module + "store",
	module + "bot/directory", module + "bot/directory/address", module + "bot/directory/contact", module + "bot/directory/joining", module + "bot/directory/setting",
	module + "bot/meaning", module + "bot/meaning/answer", module + "bot/meaning/when", module + "bot/meaning/wording",
	module + "flows/tally", module + "flows/tally/budget", module + "flows/tally/ranking", // sums, without a store
	"cmp", "errors", "fmt", "slices", "strconv", "strings", "time",
}

// clocks are what may not be used of package time.
var clocks = []string{"After", "AfterFunc", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until"}

// Purity reports everything in the conversation files of the packages in these folders
// with which a replay could come out differently. A conversation file is one with a
// function that takes a *talk.Conv.
func Purity(t testing.TB, dirs ...string) {
	t.Helper()
	packages, err := load(dirs...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		for _, f := range p.findings() {
			t.Error(f)
		}
	}
}

// findings are the offences, each with its place.
func (p *pkg) findings() (found []string) {
	for _, file := range p.files {
		if p.converses(file) {
			ast.Inspect(file, func(n ast.Node) bool {
				if offence := p.offence(n); offence != "" {
					found = append(found, p.fset.Position(n.Pos()).String()+": "+offence)
				}
				return true
			})
		}
	}
	return found
}

// converses reports whether a file has a function that takes a *talk.Conv.
func (p *pkg) converses(file *ast.File) (yes bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		if fn, ok := n.(*ast.FuncType); ok && fn.Params != nil {
			yes = yes || slices.ContainsFunc(fn.Params.List, func(f *ast.Field) bool {
				return p.info.TypeOf(f.Type).String() == "*"+module+"bot/talk.Conv"
			})
		}
		return !yes
	})
	return yes
}

// offence says what is wrong with a node, if anything is.
func (p *pkg) offence(n ast.Node) string {
	switch n := n.(type) {
	case *ast.ImportSpec:
		path, _ := strconv.Unquote(n.Path.Value)
		if !slices.Contains(mayImport, path) && !p.sameFlow(path) {
			return "imports " + path
		}
	case *ast.GoStmt:
		return "starts a goroutine"
	case *ast.DeferStmt:
		return "defers: that runs at every stop"
	case *ast.ChanType, *ast.SendStmt, *ast.SelectStmt:
		return "uses a channel"
	case *ast.RangeStmt:
		if _, isMap := p.info.TypeOf(n.X).Underlying().(*types.Map); isMap {
			return "ranges over a map: its order differs"
		}
	case *ast.AssignStmt:
		return p.written(n.Lhs...)
	case *ast.IncDecStmt:
		return p.written(n.X)
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return p.written(n.X)
		}
	case *ast.Ident:
		return p.forbidden(n)
	}
	return ""
}

// sameFlow reports whether a package is a room of the flow that this one belongs to:
// flows/poll, flows/poll/vote.
func (p *pkg) sameFlow(path string) bool {
	rest, inFlow := strings.CutPrefix(p.path, module+"flows/")
	flow, _, _ := strings.Cut(rest, "/")
	return inFlow && strings.HasPrefix(path+"/", module+"flows/"+flow+"/")
}

// forbidden says what is wrong with using a name.
func (p *pkg) forbidden(id *ast.Ident) string {
	switch obj := p.info.Uses[id].(type) {
	case *types.Builtin:
		if obj.Name() == "recover" || obj.Name() == "close" {
			return "calls " + obj.Name()
		}
	case *types.Func:
		if obj.Pkg() != nil && obj.Pkg().Path() == "time" && obj.Signature().Recv() == nil && slices.Contains(clocks, obj.Name()) {
			return "reads the clock: time." + obj.Name()
		}
	}
	return ""
}

// written says which package variable would be changed through an expression.
func (p *pkg) written(exprs ...ast.Expr) string {
	for _, e := range exprs {
		if v, ok := p.root(e).(*types.Var); ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
			return "changes the package variable " + v.Name()
		}
	}
	return ""
}

// root is what the name at the head of an expression stands for: a in a.b[c].d.
func (p *pkg) root(e ast.Expr) types.Object {
	switch e := e.(type) {
	case *ast.Ident:
		return p.info.Uses[e]
	case *ast.SelectorExpr:
		if _, isPkg := p.root(e.X).(*types.PkgName); isPkg {
			return p.info.Uses[e.Sel]
		}
		return p.root(e.X)
	case *ast.IndexExpr:
		return p.root(e.X)
	case *ast.StarExpr:
		return p.root(e.X)
	case *ast.ParenExpr:
		return p.root(e.X)
	}
	return nil
}

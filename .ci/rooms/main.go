// Rooms prints what is far over the figures of docs/develop.md for packages: how many
// files one has, how many of these name each other in a circle, and how many packages
// of our own one imports on average. It fails nothing: go run ./.ci/rooms
package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"log"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

const (
	mostFiles  = 15
	mostCircle = 12
)

func main() {
	const need = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo
	list, err := packages.Load(&packages.Config{Mode: need}, "./...")
	if err != nil {
		log.Fatal(err)
	}
	imports, widest, where := 0, 0, ""
	for _, p := range list {
		for path := range p.Imports {
			if strings.HasPrefix(path, "yishi/") {
				imports++
			}
		}
		if n := len(p.GoFiles); n > mostFiles {
			fmt.Println("many files:", p.PkgPath, n)
		}
		circle := largest(arrows(p))
		if len(circle) > mostCircle {
			fmt.Println("large circle:", p.PkgPath, len(circle), strings.Join(circle, " "))
		}
		if len(circle) > widest {
			widest, where = len(circle), p.PkgPath
		}
	}
	fmt.Printf("%d packages, %.2f imports of our own each, largest circle %d files in %s\n", len(list), float64(imports)/float64(len(list)), widest, where)
}

// arrows says for each file of a package which others it names something of.
func arrows(p *packages.Package) map[string]map[string]bool {
	to := map[string]map[string]bool{}
	for _, f := range p.Syntax {
		from := name(p, f)
		to[from] = map[string]bool{}
		ast.Inspect(f, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			o := p.TypesInfo.Uses[id]
			if o == nil || o.Pkg() != p.Types || !shared(o) {
				return true
			}
			if other := filepath.Base(p.Fset.Position(o.Pos()).Filename); other != from {
				to[from][other] = true
			}
			return true
		})
	}
	return to
}

func name(p *packages.Package, f *ast.File) string {
	return filepath.Base(p.Fset.Position(f.Package).Filename)
}

// shared reports whether an object belongs to the package and not to a function; the
// fields of a type go with the type.
func shared(o types.Object) bool {
	if f, ok := o.(*types.Func); ok && f.Signature().Recv() != nil {
		return true
	}
	return o.Parent() == o.Pkg().Scope()
}

// largest is the largest set of files each of which leads to every other.
func largest(to map[string]map[string]bool) []string {
	reach := map[string]map[string]bool{}
	for from := range to {
		seen := map[string]bool{}
		for next := []string{from}; len(next) > 0; {
			at := next[0]
			next = next[1:]
			for other := range to[at] {
				if !seen[other] {
					seen[other] = true
					next = append(next, other)
				}
			}
		}
		reach[from] = seen
	}
	var best []string
	for from := range to {
		circle := []string{from}
		for other := range reach[from] {
			if other != from && reach[other][from] {
				circle = append(circle, other)
			}
		}
		if len(circle) > len(best) {
			best = circle
		}
	}
	slices.Sort(best)
	return best
}

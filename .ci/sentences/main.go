// Sentences prints every sentence that the program can say, with where it is said, to be
// read aloud: those of the sources, with … for what is put in, and with -told those that
// people hear in the transcripts, once each.
//
//	go run ./.ci/sentences [-told] [WORD…]
//
// With words it prints only sentences that have one of them.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

func main() {
	told := flag.Bool("told", false, "what people hear in the transcripts, instead of the sources")
	flag.Parse()
	said := sources
	if *told {
		said = transcripts
	}
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return said(path, func(at, sentence string) {
			if !seen[sentence] && wanted(sentence, flag.Args()) {
				seen[sentence] = true
				fmt.Printf("%s\t%s\n", at, sentence)
			}
		})
	})
	if err != nil {
		log.Fatal(err)
	}
}

func wanted(sentence string, words []string) bool {
	return len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return strings.Contains(sentence, w) })
}

// sources finds what is written in a file of the program.
func sources(path string, say func(at, sentence string)) error {
	if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "test/") || strings.HasPrefix(path, ".ci") {
		return nil
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		return err
	}
	ast.Inspect(f, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		text, isText := words(e)
		if !isText {
			return true
		}
		if strings.ContainsFunc(text, han) {
			say(fmt.Sprintf("%s:%d", path, fset.Position(e.Pos()).Line), strings.ReplaceAll(text, "\n", "⏎"))
		}
		return false
	})
	return nil
}

// words are those of a text: literals put together, with … between them.
func words(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "", false
		}
		left, l := words(e.X)
		right, r := words(e.Y)
		if !l {
			left = "…"
		}
		if !r {
			right = "…"
		}
		return left + right, l || r
	}
	return "", false
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// heard is a line of a transcript that the bot says.
var heard = regexp.MustCompile(`^[^\s>!@]{1,4}[<*~] (.*)$`)

// transcripts finds what people hear in one, a line each.
func transcripts(path string, say func(at, sentence string)) error {
	if filepath.Ext(path) != ".txt" || !strings.Contains(path, "testdata") || strings.Contains(path, "together") {
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	bot, n := false, 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		n++
		m := heard.FindStringSubmatch(line)
		bot = m != nil || bot && strings.HasPrefix(line, "  ")
		text := strings.TrimSpace(line)
		if m != nil {
			text = m[1]
		}
		if bot && strings.ContainsFunc(text, han) {
			say(fmt.Sprintf("%s:%d", path, n), text)
		}
	}
	return nil
}

package internal_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What a person can take in at once.
const (
	fileLines     = 250
	functionLines = 40
	storyLines    = 60 // of a test, which is read from top to bottom
)

// TestNothingIsTooLongToTakeIn measures every Go file of ours. Tables, that
// is literals of several lines, do not count towards a function: they are data.
func TestNothingIsTooLongToTakeIn(t *testing.T) {
	seen := 0
	for _, root := range []string{".", "../migrations", "../admin/embed.go", "../admin/embed_test.go", "../main.go"} {
		files := sources(t, root, ".go")
		for _, file := range slices.Sorted(maps.Keys(files)) {
			if strings.Contains(filepath.ToSlash(file), "node_modules") || strings.HasPrefix(files[file], "// Code generated") {
				continue
			}
			seen++
			for _, long := range tooLong(file, files[file]) {
				t.Error(long)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d files were measured", seen)
	}
}

func TestPlantedLengthIsNamed(t *testing.T) {
	body := strings.Repeat("\tprintln()\n", functionLines)
	table := "\t_ = []int{\n" + strings.Repeat("\t\t1,\n", functionLines) + "\t}\n"
	for text, want := range map[string]int{
		"package x\nfunc f() {\n" + body + "}\n":                          1,
		"package x\nfunc f() {\n" + body[len("\tprintln()\n")*2:] + "}\n": 0,
		"package x\nfunc f() {\n" + table + "}\n":                         0,
		"package x\n" + strings.Repeat("\n", fileLines):                   1,
	} {
		if got := tooLong("x.go", text); len(got) != want {
			t.Errorf("%q instead of %d", got, want)
		}
	}
}

// tooLong names what is.
func tooLong(file, text string) (out []string) {
	if n := strings.Count(text, "\n"); n > fileLines {
		out = append(out, fmt.Sprintf("%s has %d lines: split it by subject", file, n))
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, text, 0)
	if err != nil {
		return append(out, err.Error())
	}
	most := functionLines
	if strings.HasSuffix(file, "_test.go") {
		most = storyLines
	}
	line := func(p token.Pos) int { return set.Position(p).Line }
	for _, d := range tree.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		n := line(f.End()) - line(f.Pos()) + 1
		ast.Inspect(f, func(node ast.Node) bool {
			l, table := node.(*ast.CompositeLit)
			if table {
				n -= line(l.End()) - line(l.Pos())
			}
			return !table
		})
		if n > most {
			out = append(out, fmt.Sprintf("%s:%d: %s has %d lines: give its parts names", file, line(f.Pos()), f.Name.Name, n))
		}
	}
	return out
}

package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "huiyin/server/internal/"

// ground is what every feature may stand on, lowest first.
var ground = []string{"account", "calendar", "grid", "push", "export"}

// TestImports keeps features apart: platform knows no feature, a feature knows
// the ground below it but no other feature, and only app knows them all.
func TestImports(t *testing.T) {
	seen := 0
	for file := range sources(t, ".", ".go") {
		if filepath.Dir(file) == "." {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		from, _, _ := strings.Cut(filepath.ToSlash(file), "/")
		for _, imp := range f.Imports {
			path, _ := strconv.Unquote(imp.Path.Value)
			seen++
			if why := forbid(from, filepath.Base(file), path); why != "" {
				t.Errorf("%s imports %s: %s", file, path, why)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d imports were looked at", seen)
	}
}

// TestPlantedImportsAreNamed is the proof that TestImports can fail.
func TestPlantedImportsAreNamed(t *testing.T) {
	for _, c := range []struct{ from, file, path string }{
		{"platform", "db.go", module + "issue"},
		{"issue", "service.go", module + "notice"},
		{"account", "account.go", module + "grid"},
		{"calendar", "calendar.go", module + "grid"},
		{"grid", "grid.go", module + "push"},
		{"issue", "service.go", module + "app"},
		{"issue", "service.go", "github.com/danielgtaylor/huma/v2"},
		{"issue", "service.go", "database/sql"},
		{"issue", "http.go", "github.com/gin-gonic/gin"},
		{"bench", "row_home.go", module + "app"},
		{"bench", "row_home.go", module + "issue"},
	} {
		if forbid(c.from, c.file, c.path) == "" {
			t.Errorf("%s/%s may import %s", c.from, c.file, c.path)
		}
	}
	for _, c := range []struct{ from, file, path string }{
		{"issue", "http_list.go", "github.com/danielgtaylor/huma/v2"}, {"issue", "store_list.go", "database/sql"},
		{"issue", "service.go", module + "push"}, {"push", "push.go", module + "account"}, {"app", "app.go", module + "issue"},
		{"grid", "read.go", module + "calendar"},
		{"issue", "service.go", module + "platform/db"}, {"bench", "bare.go", "database/sql"}, {"bench", "bare.go", "github.com/gin-gonic/gin"},
	} {
		if why := forbid(c.from, c.file, c.path); why != "" {
			t.Errorf("%s/%s may not import %s: %s", c.from, c.file, c.path, why)
		}
	}
}

func forbid(from, file, path string) string {
	to, inside := strings.CutPrefix(path, module)
	switch {
	case !inside:
		return forbidOutside(from, file, path)
	case from == "app" || strings.HasPrefix(to, "platform/"):
		return ""
	case from == "platform":
		return "platform knows no feature"
	case from == "bench":
		return "the bench measures from outside and knows no feature"
	}
	to, _, _ = strings.Cut(to, "/")
	below, self := slices.Index(ground, to), slices.Index(ground, from)
	if to == from || below >= 0 && (self < 0 || below < self) {
		return ""
	}
	return "features do not know each other; let app connect them"
}

func forbidOutside(from, file, path string) string {
	if from == "platform" || from == "app" || from == "bench" || strings.HasSuffix(file, "_test.go") {
		return ""
	}
	switch {
	case strings.HasPrefix(path, "github.com/danielgtaylor/huma") && !strings.HasPrefix(file, "http"):
		return "only http.go speaks HTTP"
	case path == "database/sql" && !strings.HasPrefix(file, "store"):
		return "only store.go speaks SQL"
	case strings.HasPrefix(path, "github.com/gin-gonic/gin"):
		return "only platform/api and app know gin"
	}
	return ""
}

// unportable is SQL that MySQL, MariaDB and TiDB do not share.
var unportable = regexp.MustCompile(`SKIP LOCKED|\bRETURNING\b|JSON_TABLE|MATCH *\(|FULLTEXT|->>|utf8mb4_0900|UUID_TO_BIN|CREATE TRIGGER|\) AS \w+ ON DUPLICATE` +
	`|(KEY|INDEX) \w+ (ON \w+ )?\(\(|ALTER TABLE [^;]*ADD COLUMN[^;]*ADD (UNIQUE )?(KEY|INDEX)`)

// unnamed is a column of text that leaves its collation to the server.
var unnamed = regexp.MustCompile(`(?i)\b(VARCHAR|CHAR) *\(\d+\)[^,\n]*|\b(TINY|MEDIUM|LONG)?TEXT\b[^,\n]*`)

var named = regexp.MustCompile(`CHARACTER SET utf8mb4 COLLATE utf8mb4_(bin|unicode_ci)\b`)

func TestSQLRunsOnAllThreeServers(t *testing.T) {
	seen := 0
	for _, root := range []string{".", "../migrations"} {
		for file, text := range sources(t, root, ".go", ".sql") {
			if strings.HasSuffix(file, "arch_test.go") {
				continue
			}
			seen++
			if bad := unportable.FindString(text); bad != "" {
				t.Errorf("%s: %q does not run on all three servers", file, bad)
			}
			if strings.HasSuffix(file, ".sql") {
				for _, column := range unnamed.FindAllString(text, -1) {
					if !named.MatchString(column) {
						t.Errorf("%s: %q names no collation", file, column)
					}
				}
			}
		}
	}
	if seen < 20 {
		t.Error("the check looked at nothing")
	}
}

func TestPlantedSQLIsNamed(t *testing.T) {
	for _, bad := range []string{"SELECT 1 FOR UPDATE SKIP LOCKED", "INSERT INTO a VALUES (1) RETURNING id", "INSERT INTO a VALUES (1) AS n ON DUPLICATE KEY UPDATE a = n.a", "a->>'$.b'",
		"MATCH (a) AGAINST ('b')", "FULLTEXT KEY x (a)", "KEY x ((LOWER(a)))", "CREATE INDEX x ON a ((b + 1))", "ALTER TABLE a ADD COLUMN b INT, ADD KEY c (b)", "COLLATE utf8mb4_0900_ai_ci"} {
		if !unportable.MatchString(bad) {
			t.Errorf("%q passes", bad)
		}
	}
	for _, good := range []string{"KEY x (a, b)", "ALTER TABLE a ADD COLUMN b INT;\nALTER TABLE a ADD KEY c (b);", "ON DUPLICATE KEY UPDATE a = VALUES(a)"} {
		if unportable.MatchString(good) {
			t.Errorf("%q does not pass", good)
		}
	}
	if named.MatchString(unnamed.FindString("name VARCHAR(40) NOT NULL")) || !named.MatchString(unnamed.FindString("a TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL")) {
		t.Error("collations")
	}
}

// burden are names that must never appear in the schema: the system does not
// watch the people who work with it.
var burden = regexp.MustCompile(`(?i)\b(check_in|punch|gps_|track_|trail|ranking|points|online_minutes|install_rate)\w*`)

func TestNothingInTheSchemaWatchesWorkers(t *testing.T) {
	for file, text := range sources(t, "../migrations", ".sql") {
		if bad := burden.FindString(text); bad != "" {
			t.Errorf("%s has %q", file, bad)
		}
	}
	if !burden.MatchString("check_ins BIGINT") {
		t.Error("the rule finds nothing")
	}
}

func sources(t *testing.T, root string, suffixes ...string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(file, s) }) {
			return err
		}
		b, err := os.ReadFile(file)
		out[file] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

package grid_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
)

const demo = "../../../configs/communities/wangjiatun"

func services(t *testing.T) (*db.DB, *account.Service, *grid.Service) {
	t.Helper()
	d := dbtest.New(t)
	a := account.New(account.Deps{DB: d, Redis: dbtest.Redis(t), Seal: dbtest.Sealer(t), Now: d.Now, ConsentVersion: "1", Log: slog.New(slog.DiscardHandler)})
	return d, a, grid.New(grid.Deps{DB: d, Accounts: a, SignKey: []byte("key")})
}

func apply(t *testing.T, d *db.DB, g *grid.Service, dir string) grid.Report {
	t.Helper()
	book, bad := grid.Read(dir)
	for _, m := range bad {
		t.Error(m)
	}
	var r grid.Report
	if err := d.InTx(t.Context(), func(tx *db.Tx) (err error) {
		r, err = g.Apply(t.Context(), tx, book, "a long password")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return r
}

// copied is a folder like dir that the test may damage.
func copied(t testing.TB, dir string) string {
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func edit(t *testing.T, dir, file, old, fresh string) {
	t.Helper()
	name := filepath.Join(dir, file)
	b, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(b), old) {
		t.Fatalf("%s has no %q: %v", file, old, err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(b), old, fresh, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTheDemoHasThePublishedCounts(t *testing.T) {
	d, _, g := services(t)
	apply(t, d, g, demo)
	for table, want := range map[string]int{"grids": 8, "micro_grids": 123, "resident_groups": 5, "compounds": 13, "wechat_groups": 123} {
		var n, unbound int
		if err := d.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil || n != want {
			t.Errorf("%s: %d, %v", table, n, err)
		}
		if table == "wechat_groups" {
			if err := d.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM wechat_groups WHERE status = 'unbound' AND opengid IS NULL`).Scan(&unbound); err != nil || unbound != want {
				t.Errorf("%d unbound, %v", unbound, err)
			}
		}
	}
}

func TestASecondImportChangesNothing(t *testing.T) {
	d, _, g := services(t)
	apply(t, d, g, demo)
	for _, l := range apply(t, d, g, demo).Lines {
		if l.Made != 0 || l.Changed != 0 || l.Unchanged == 0 {
			t.Errorf("%+v", l)
		}
	}
}

func TestAMicroGridThatMovesKeepsItsPast(t *testing.T) {
	d, _, g := services(t)
	apply(t, d, g, demo)
	tree, err := g.Tree(t.Context(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	old := tree.Grids[0].MicroGrids[0]
	dir := copied(t, demo)
	edit(t, dir, "micro_grids.csv", "01-01,01-01 微网格,01", "01-01,01-01 微网格,02")
	apply(t, d, g, dir)
	past, err := g.Place(t.Context(), d, old.ID)
	if err != nil || past.GridName != "第一网格" {
		t.Error("the past: ", past, err)
	}
	tree, err = g.Tree(t.Context(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	moved := tree.Grids[1].MicroGrids[0]
	if moved.Code != "01-01" || moved.ID == old.ID || moved.Worker == nil {
		t.Errorf("%+v", moved)
	}
}

func TestThereIsAlwaysAnOwner(t *testing.T) {
	d, a, g := services(t)
	apply(t, d, g, demo)
	at := account.Territory{Community: 1, Grid: 1, MicroGrid: 1}
	var seen []account.ID
	var roles []string
	for _, end := range []struct {
		role account.Role
		at   account.Territory
	}{{account.Worker, at}, {account.Leader, account.Territory{Community: 1, Grid: 1}}, {account.Staff, account.Territory{Community: 1}}, {}} {
		id, err := g.Owner(t.Context(), d, at, d.Now())
		if err != nil || id == 0 {
			t.Fatal(id, err)
		}
		seen = append(seen, id)
		c, err := g.Contact(t.Context(), d, at)
		if err != nil || c.ID != id || c.Name == "" {
			t.Fatal(c, err)
		}
		roles = append(roles, c.Role)
		if err := d.InTx(t.Context(), func(tx *db.Tx) error {
			_, err := a.EndGrants(t.Context(), tx, end.role, end.at)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if seen[0] == seen[1] || seen[1] == seen[2] || seen[2] != seen[3] { // the fallback of the demo is its staff account
		t.Errorf("owners %v", seen)
	}
	if got := strings.Join(roles, " "); got != "网格员 网格长 社区工作人员 社区工作人员" {
		t.Error(got)
	}
}

func TestMistakesAreNamedByFileLineAndColumn(t *testing.T) {
	for _, c := range []struct{ file, old, fresh, want string }{
		{"workers.csv", "19900000001", "1990000", "workers.csv 第 2 行「phone」"},
		{"micro_grids.csv", "01-02,01-02 微网格,01", "01-02,01-02 微网格,99", "micro_grids.csv 第 3 行「grid」"},
		{"micro_grids.csv", "01-02,", "01-01,", "micro_grids.csv 第 3 行「code」"},
		{"grids.csv", "08,第八网格\n", "", "有 7 行，应为 8 行"},
		{"grids.csv", "01,第一网格", "01,", "grids.csv 第 2 行「name」"},
		{"grids.csv", "code,name", "code,title", "grids.csv 第 1 行「name」"},
		{"grids.csv", "第一网格", "\xb5\xda\xd2\xbb", "不是 UTF-8"},
		{"wechat_groups.csv", ",60", ",many", "「declared_members」"},
		{"staff.csv", "staff1,", "nobody1,", "「fallback」"},
		{"staff.csv", ",county,", ",king,", "「role」"},
		{"community.yaml", "fallback:", "fall:", "community.yaml"},
		{"community.yaml", "14:00-17:30", "11:00-17:30", "community.yaml「service_hours」"},
	} {
		dir := copied(t, demo)
		edit(t, dir, c.file, c.old, c.fresh)
		_, bad := grid.Read(dir)
		var all strings.Builder
		for _, m := range bad {
			all.WriteString(m.String() + "\n")
		}
		if !strings.Contains(all.String(), c.want) {
			t.Errorf("%s %q → %q:\n%s", c.file, c.old, c.fresh, all.String())
		}
	}
}

func TestATableMayBeASpreadsheetWithChineseHeadings(t *testing.T) {
	dir := copied(t, demo)
	if err := os.Remove(filepath.Join(dir, "resident_groups.csv")); err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	rows := [][]any{{"编号", "名称"}, {"Z1", "第一居民小组"}, {"Z2", "第二居民小组"}, {"", ""}, {"Z3", "第三居民小组"}, {"Z4", "第四居民小组"}, {"Z5", "第五居民小组"}}
	for i, r := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow("Sheet1", cell, &r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(filepath.Join(dir, "resident_groups.xlsx")); err != nil {
		t.Fatal(err)
	}
	book, bad := grid.Read(dir)
	if len(bad) > 0 || len(book.Groups) != 5 || book.Groups[2].Name != "第三居民小组" {
		t.Error(bad, book.Groups)
	}
}

func TestADamagedReferenceNeverPasses(t *testing.T) {
	dir := copied(t, demo)
	name := filepath.Join(dir, "buildings.csv")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(whole)), "\n")
	rapid.Check(t, func(t *rapid.T) {
		line, column := rapid.IntRange(1, len(lines)-1).Draw(t, "line"), rapid.SampledFrom([]int{0, 1, 2, 4}).Draw(t, "column")
		cells := strings.Split(lines[line], ",")
		cells[column] = rapid.SampledFrom([]string{"", " "}).Draw(t, "damage")
		damaged := append(append(append([]string{}, lines[:line]...), strings.Join(cells, ",")), lines[line+1:]...)
		if err := os.WriteFile(name, []byte(strings.Join(damaged, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		_, bad := grid.Read(dir)
		for _, m := range bad {
			if m.File == "buildings.csv" && m.Line == line+1 {
				return
			}
		}
		t.Fatalf("line %d passed: %v", line+1, bad)
	})
}

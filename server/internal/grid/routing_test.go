package grid_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huiyin/server/internal/grid"
)

func TestRoutingRulesAreReadFromATable(t *testing.T) {
	dir := copied(t, demo)
	write := func(rows string) (grid.Book, string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "routing_rules.csv"), []byte("名称,启用,类别,领域,网格,微网格,时间,方式,人员,岗位,岗位所在\n"+rows), 0o600); err != nil {
			t.Fatal(err)
		}
		book, bad := grid.Read(dir)
		var b strings.Builder
		for _, m := range bad {
			b.WriteString(m.String() + "\n")
		}
		return book, b.String()
	}
	book, bad := write("夜间,,safety,,01,01-02,服务时间外,轮流,staff1、19900000001,,\n停用的,否,,民生服务优化,,,,指派,,网格长,02\n")
	if bad != "" || len(book.Routing) != 2 {
		t.Fatal(bad, book.Routing)
	}
	first, second := book.Routing[0], book.Routing[1]
	if !first.Active || first.Category != "safety" || first.Grid != "01" || first.MicroGrid != "01-02" || first.Hours != "outside" || first.Mode != "rotate" ||
		len(first.People) != 2 || first.People[0].Username != "staff1" || first.People[1].Phone != "19900000001" {
		t.Errorf("%+v", first)
	}
	if second.Active || second.Domain != "民生服务优化" || second.Hours != "any" || second.Role != "leader" || second.In != "02" {
		t.Errorf("%+v", second)
	}
	for row, want := range map[string]string{
		"一,,none,,,,,领办,,,":            `「category」："none" 不在 categories 表里`,
		"一,,,没有,,,,领办,,,":              `「domain」：没有类别属于 "没有"`,
		"一,,,,99,,,领办,,,":              `「grid」："99" 不在 grids 表里`,
		"一,,,,,99,,领办,,,":              `「micro_grid」："99" 不在 micro_grids 表里`,
		"一,,,,,,晚上,领办,,,":              `「hours」："晚上" 看不懂`,
		"一,,,,,,,随便,staff1,,":          `「mode」："随便" 看不懂`,
		"一,,,,,,,指派,,县长,":              `「role」："县长" 看不懂`,
		"一,,,,,,,指派,,网格长,99":           `「in」："99" 不在 grids 和 micro_grids 表里`,
		"一,,,,,,,指派,,,":                `「people」：请写交给谁`,
		"一,,,,,,,指派,nobody,,":          `「people」："nobody" 不在 staff、workers、leaders 表里`,
		"一,,,,,,,领办,,,\n一,,,,,,,领办,,,": "重复了",
	} {
		if _, bad := write(row + "\n"); !strings.Contains(bad, want) || !strings.Contains(bad, "routing_rules.csv 第") {
			t.Errorf("%s: %s", row, bad)
		}
	}
	if err := os.Remove(filepath.Join(dir, "routing_rules.csv")); err != nil {
		t.Fatal(err)
	}
	if book, bad := grid.Read(dir); len(bad) != 0 || len(book.Routing) != 0 {
		t.Error("a community need not have rules: ", bad)
	}
}

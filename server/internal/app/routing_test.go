package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRulesOfTheImportNameTheAccountsOfItsOtherTables(t *testing.T) {
	d := newDesk(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../../configs/communities/wangjiatun")); err != nil {
		t.Fatal(err)
	}
	rules := "name,category,hours,mode,people,role,in\n路灯归 01-02,lamp,,指派,19900000002,,\n其余轮流,,,轮流,\"staff1 19900010001\",,\n"
	if err := os.WriteFile(filepath.Join(dir, "routing_rules.csv"), []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := d.app.importBook(t.Context(), dir, password); err != nil {
			t.Fatal(err)
		}
	}
	r := d.everyone()["staff"]("GET", "/v1/staff/communities/1/routing", nil)
	for _, want := range []string{`"version":`, `"imported":true`, `路灯归 01-02`, `"mode":"rotate"`} {
		if !strings.Contains(r.raw, want) {
			t.Errorf("no %s in %.400s", want, r.raw)
		}
	}
	if !strings.Contains(r.raw, `"warnings":[]`) {
		t.Errorf("people of the tables are not in office: %.2000s", r.raw)
	}
}

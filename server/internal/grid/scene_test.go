package grid_test

import (
	"strings"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

func TestAScannedCodeLeadsHomeAndAForgedOneDoesNot(t *testing.T) {
	d, _, g := services(t)
	apply(t, d, g, demo)
	var id account.ID
	if err := d.InTx(t.Context(), func(tx *db.Tx) error {
		n, err := db.Insert(t.Context(), tx, `INSERT INTO accounts (name, created_at) VALUES ('x', ?)`, tx.Now)
		id = account.ID(n)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	scene := g.Scene(7)
	if len(scene) > 32 {
		t.Error("WeChat takes 32 characters: ", scene)
	}
	if err := g.Join(t.Context(), account.Actor{ID: id}, grid.HomeChoice{Scene: scene}); err != nil {
		t.Fatal(err)
	}
	for _, forged := range []string{strings.Replace(scene, "g=7", "g=8", 1), "g=7", "x", "g=&k=", "g=7&k=AAAAAAAA"} {
		if err := g.Join(t.Context(), account.Actor{ID: id}, grid.HomeChoice{Scene: forged}); err == nil {
			t.Errorf("%q was taken", forged)
		}
	}
	lives := func(want string, c grid.HomeChoice) {
		t.Helper()
		if err := g.Join(t.Context(), account.Actor{ID: id}, c); err != nil {
			t.Fatal(err)
		}
		if got, err := g.Dwelling(t.Context(), d, id); err != nil || got != want {
			t.Error(got, err)
		}
	}
	lives("松园小区（示例） 1 号楼", grid.HomeChoice{Building: 1})
	lives("", grid.HomeChoice{Unknown: true, Community: 1})
	var rows, open int
	if err := d.QueryRowContext(t.Context(), `SELECT COUNT(*), SUM(until_at IS NULL) FROM memberships WHERE account_id = ?`, id).Scan(&rows, &open); err != nil || rows != 3 || open != 1 {
		t.Error(rows, open, err)
	}
}

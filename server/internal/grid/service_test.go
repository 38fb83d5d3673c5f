package grid_test

import (
	"errors"
	"strings"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// living is somebody who lives in the micro-grid.
func living(t *testing.T, d *db.DB, a *account.Service, g *grid.Service, name string, id grid.MicroGridID) account.Actor {
	t.Helper()
	by := account.Actor{}
	if err := d.InTx(t.Context(), func(tx *db.Tx) (err error) {
		by.ID, _, err = a.EnsureStaff(t.Context(), tx, name, name, "")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := g.Join(t.Context(), by, grid.HomeChoice{Scene: g.Scene(id)}); err != nil {
		t.Fatal(err)
	}
	me, err := a.Me(t.Context(), by.ID)
	if err != nil {
		t.Fatal(err)
	}
	by.Home = *me.Home
	return by
}

func TestAResidentCanCallWhoeverAnswersForHisPlace(t *testing.T) {
	d, a, g := services(t)
	apply(t, d, g, demo)
	by := living(t, d, a, g, "somebody", 1)
	if phone, err := g.WorkerPhone(t.Context(), by); err != nil || phone != "19900000001" {
		t.Error("the worker: ", phone, err)
	}
	end := func(role account.Role, at account.Territory) {
		if err := d.InTx(t.Context(), func(tx *db.Tx) error { _, err := a.EndGrants(t.Context(), tx, role, at); return err }); err != nil {
			t.Fatal(err)
		}
	}
	end(account.Worker, by.Home)
	end(account.Leader, account.Territory{Community: by.Home.Community, Grid: by.Home.Grid})
	if phone, err := g.WorkerPhone(t.Context(), by); !errors.Is(err, grid.ErrNoWorker) {
		t.Error("staff have no number to be called: ", phone, err)
	}
	if _, err := g.WorkerPhone(t.Context(), account.Actor{ID: by.ID}); !errors.Is(err, grid.ErrChoice) {
		t.Error("without a home: ", err)
	}
}

func TestOnlyWhoHoldsAnOfficeOrIsTheLastResortAnswers(t *testing.T) {
	d, a, g := services(t)
	apply(t, d, g, demo)
	by := living(t, d, a, g, "somebody", 1)
	owner, err := g.Owner(t.Context(), d, by.Home, d.Now())
	if err != nil {
		t.Fatal(err)
	}
	var last account.ID
	if err := d.QueryRowContext(t.Context(), `SELECT fallback_account_id FROM communities WHERE id = ?`, by.Home.Community).Scan(&last); err != nil {
		t.Fatal(err)
	}
	exec := func(query string, args ...any) {
		if err := d.InTx(t.Context(), func(tx *db.Tx) error { _, err := tx.ExecContext(t.Context(), query, args...); return err }); err != nil {
			t.Fatal(err)
		}
	}
	exec(`UPDATE role_grants SET revoked_at = from_at WHERE account_id = ?`, last) // the last resort needs no office
	ask := func(what string, id account.ID, want bool) {
		t.Helper()
		if ok, err := g.Answers(t.Context(), d, id, by.Home, d.Now()); err != nil || ok != want {
			t.Errorf("%s: %v %v", what, ok, err)
		}
	}
	ask("the worker", owner, true)
	ask("a resident", by.ID, false)
	ask("the last resort", last, true)
	exec(`UPDATE accounts SET disabled = TRUE WHERE id IN (?, ?)`, last, owner)
	ask("a barred worker", owner, false)
	ask("a barred last resort", last, false)
}

func TestPlacesAreListedWithTheirNeighbours(t *testing.T) {
	d, a, g := services(t)
	apply(t, d, g, demo)
	report := apply(t, d, g, "../../../configs/communities/example2")
	if text := report.String(); !strings.Contains(text, "micro_grids") || !strings.Contains(text, "新增") {
		t.Error(text)
	}
	list, err := g.Communities(t.Context(), d)
	if err != nil || len(list) != 2 || list[0].Grids == nil || list[0].Code != "wangjiatun" {
		t.Errorf("%+v %v", list, err)
	}
	near, err := g.Neighbours(t.Context(), d, account.Territory{Community: 1, Grid: 1})
	tree, err2 := g.Tree(t.Context(), d, 1)
	if err != nil || err2 != nil || len(near) != len(tree.Grids[0].MicroGrids) {
		t.Errorf("%d neighbours, %v %v", len(near), err, err2)
	}
	one, two := living(t, d, a, g, "one", 1), living(t, d, a, g, "two", 2)
	if err := d.InTx(t.Context(), func(tx *db.Tx) error { return g.Absorb(t.Context(), tx, one.ID, two.ID) }); err != nil {
		t.Fatal(err)
	}
	var rows int
	if err := d.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM memberships WHERE account_id = ?`, two.ID).Scan(&rows); err != nil || rows != 2 {
		t.Error(rows, err)
	}
}

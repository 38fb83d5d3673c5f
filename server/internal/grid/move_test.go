package grid_test

import (
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

func TestResidentsGoAlongWhenTheirMicroGridMoves(t *testing.T) {
	d, a, g := services(t)
	apply(t, d, g, demo)
	old, err := g.Place(t.Context(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	resident := account.Actor{}
	if err := d.InTx(t.Context(), func(tx *db.Tx) (err error) {
		resident.ID, _, err = a.EnsureStaff(t.Context(), tx, "somebody", "某人", "")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := g.Join(t.Context(), resident, grid.HomeChoice{Scene: g.Scene(grid.MicroGridID(old.MicroGrid))}); err != nil {
		t.Fatal(err)
	}
	before, err := g.Contact(t.Context(), d, old.Territory)
	if err != nil {
		t.Fatal(err)
	}
	dir := copied(t, demo)
	edit(t, dir, "micro_grids.csv", "01-01,01-01 微网格,01", "01-01,01-01 微网格,02")
	apply(t, d, g, dir)
	now, err := g.Live(t.Context(), d, grid.MicroGridID(old.MicroGrid))
	if err != nil || now.MicroGrid == old.MicroGrid || now.GridName != "第二网格" {
		t.Fatal(now, err)
	}
	me, err := a.Me(t.Context(), resident.ID)
	if err != nil || me.Home == nil || *me.Home != now.Territory {
		t.Errorf("the resident lives in %+v: %v", me.Home, err)
	}
	if c, err := g.Contact(t.Context(), d, now.Territory); err != nil || c.ID != before.ID {
		t.Errorf("the worker moved along: %+v %v", c, err)
	}
	if ids, err := a.Holders(t.Context(), d, account.Worker, old.Territory, d.Now()); err != nil || len(ids) != 0 {
		t.Errorf("a post in what is no more: %v %v", ids, err)
	}
	var rows, current int
	if err := d.QueryRowContext(t.Context(), `SELECT COUNT(*), SUM(until_at IS NULL AND micro_grid_id = ?) FROM memberships WHERE account_id = ?`, now.MicroGrid, resident.ID).Scan(&rows, &current); err != nil || rows != 2 || current != 1 {
		t.Errorf("%d memberships, %d now: %v", rows, current, err)
	}
	if _, err := g.Live(t.Context(), d, 999_999); err == nil {
		t.Error("a micro-grid that never was")
	}
}

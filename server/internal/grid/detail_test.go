package grid_test

import (
	"errors"
	"testing"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// holding is an actor with one role over a territory.
func holding(role account.Role, t account.Territory) account.Actor {
	return account.Actor{ID: 1, Grants: []account.Grant{{Role: role, Territory: t}}}
}

var anyStaff = holding(account.Staff, account.Territory{Community: 1})

func detailOf(t *testing.T, g *grid.Service, id grid.MicroGridID) grid.Detail {
	t.Helper()
	d, err := g.Detail(t.Context(), anyStaff, id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAMicroGridShowsAllThatBelongsToIt(t *testing.T) {
	d, a, g := services(t)
	apply(t, d, g, demo)
	lives := account.Actor{ID: 1}
	if err := g.Join(t.Context(), lives, grid.HomeChoice{Building: 1}); err != nil {
		t.Fatal(err)
	}
	got := detailOf(t, g, 1)
	if got.Code != "01-01" || got.GridName != "第一网格" || got.Since.IsZero() || got.Residents != 1 {
		t.Errorf("%+v", got)
	}
	if got.Vacant || got.Answers.Name != "张春梅（示例）" {
		t.Errorf("in office: %+v", got.Answers)
	}
	if len(got.Compounds) != 1 || len(got.Compounds[0].Buildings) != 2 || len(got.ResidentGroups) != 1 {
		t.Errorf("what lies in it: %+v, %v", got.Compounds, got.ResidentGroups)
	}
	if len(got.WeChatGroups) != 1 || got.WeChatGroups[0].Status != grid.Unbound || got.WeChatGroups[0].DeclaredMembers != 60 {
		t.Errorf("groups: %+v", got.WeChatGroups)
	}
	if err := g.Join(t.Context(), lives, grid.HomeChoice{Unknown: true, Community: 1}); err != nil {
		t.Fatal(err)
	}
	at := account.Territory{Community: 1, Grid: 1, MicroGrid: 1}
	if err := d.InTx(t.Context(), func(tx *db.Tx) error {
		_, err := a.EndGrants(t.Context(), tx, account.Worker, at)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got = detailOf(t, g, 1); !got.Vacant || got.Answers.Role != "网格长" || got.Residents != 0 {
		t.Errorf("after worker and resident left: %+v, %d residents", got.Answers, got.Residents)
	}
}

func TestAMicroGridIsShownToWhoeverWorksInItsCommunity(t *testing.T) {
	d, _, g := services(t)
	apply(t, d, g, demo)
	for _, c := range []struct {
		by   account.Actor
		want error
	}{
		{holding(account.Worker, account.Territory{Community: 1, Grid: 8, MicroGrid: 120}), nil},
		{holding(account.Leader, account.Territory{Community: 1, Grid: 2}), nil},
		{anyStaff, nil},
		{holding(account.County, account.Territory{}), nil},
		{holding(account.Staff, account.Territory{Community: 2}), grid.ErrNotFound},
		{holding(account.Worker, account.Territory{Community: 2, Grid: 1, MicroGrid: 1}), grid.ErrNotFound},
		{account.Actor{ID: 1, Home: account.Territory{Community: 1, Grid: 1, MicroGrid: 1}}, grid.ErrNotFound},
		{account.Actor{}, grid.ErrNotFound},
	} {
		if _, err := g.Detail(t.Context(), c.by, 1); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c.by.Grants, err)
		}
	}
	if _, err := g.Detail(t.Context(), anyStaff, 9999); !errors.Is(err, grid.ErrNotFound) {
		t.Error("a micro-grid that never was: ", err)
	}
}

func TestAPastVersionLeadsToThePresentMicroGrid(t *testing.T) {
	d, _, g := services(t)
	apply(t, d, g, demo)
	dir := copied(t, demo)
	edit(t, dir, "micro_grids.csv", "01-01,01-01 微网格,01", "01-01,01-01 微网格,02")
	apply(t, d, g, dir)
	if got := detailOf(t, g, 1); got.ID == 1 || got.GridName != "第二网格" || len(got.Compounds) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestABuildingNamesEveryMicroGridInWhichItLies(t *testing.T) {
	d, _, g := services(t)
	apply(t, d, g, demo)
	for _, sql := range []string{
		`INSERT INTO building_micro_grids (building_id, micro_grid_id) VALUES (1, 2)`,
		`DELETE FROM building_micro_grids WHERE building_id = 2`,
	} {
		if err := d.InTx(t.Context(), func(tx *db.Tx) error {
			_, err := tx.ExecContext(t.Context(), sql)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := g.Compounds(t.Context(), d, 1)
	if err != nil || len(all) != 13 {
		t.Fatal(len(all), err)
	}
	for i, want := range []struct {
		micros int
		home   bool
	}{{2, false}, {0, false}, {1, true}} {
		b := all[0].Buildings[i]
		if len(b.MicroGrids) != want.micros || (b.MicroGrid != nil) != want.home {
			t.Errorf("%s: %v, %v", b.Name, b.MicroGrids, b.MicroGrid)
		}
	}
	if got := detailOf(t, g, 2); len(got.Compounds) != 1 || len(got.Compounds[0].Buildings) != 2 {
		t.Errorf("the other micro-grid: %+v", got.Compounds)
	}
}

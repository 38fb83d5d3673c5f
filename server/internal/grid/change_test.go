package grid_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// remap is a town whose territory is about to change.
type remap struct {
	*testing.T
	d     *db.DB
	a     *account.Service
	g     *grid.Service
	staff account.Actor
}

func newRemap(t *testing.T) *remap {
	d, a, g := services(t)
	apply(t, d, g, demo)
	r := &remap{t, d, a, g, account.Actor{}}
	ids, err := a.Holders(t.Context(), d, account.Staff, account.Territory{Community: 1}, d.Now())
	if err != nil {
		t.Fatal(err)
	}
	r.staff = account.Actor{ID: ids[0], Grants: []account.Grant{{Role: account.Staff, Territory: account.Territory{Community: 1}}}}
	return r
}

func (r *remap) number(query string, args ...any) (n int64) {
	r.Helper()
	if err := r.d.QueryRowContext(r.Context(), query, args...).Scan(&n); err != nil {
		r.Fatal(err)
	}
	return n
}

func (r *remap) change(d grid.ChangeDraft) grid.Change {
	r.Helper()
	d.Reason = "按街道的安排"
	left := func() int64 {
		return r.number(`SELECT COUNT(*) FROM micro_grids`) + r.number(`SELECT COUNT(*) FROM memberships`) + r.number(`SELECT COUNT(*) FROM territory_changes`)
	}
	before := left()
	tried, err := r.g.Try(r.Context(), r.staff, d)
	if err != nil {
		r.Fatal(err)
	}
	if left() != before {
		r.Error("a preview left something")
	}
	c, err := r.g.Change(r.Context(), r.staff, d)
	if err != nil {
		r.Fatal(err)
	}
	if tried.ID != 0 || !slices.Equal(tried.Outcome.Ending, c.Outcome.Ending) || tried.Outcome.Residents != c.Outcome.Residents || tried.Outcome.Buildings != c.Outcome.Buildings || tried.Outcome.Asked != c.Outcome.Asked {
		r.Errorf("the preview said %+v, and %+v came", tried.Outcome, c.Outcome)
	}
	return c
}

func (r *remap) buildingsOf(micro int64) (out []grid.BuildingID) {
	r.Helper()
	out, err := db.All(r.Context(), r.d, db.Value[grid.BuildingID], `SELECT building_id FROM building_micro_grids WHERE micro_grid_id = ? ORDER BY building_id`, micro)
	if err != nil {
		r.Fatal(err)
	}
	return out
}

func (r *remap) lives(name string, c grid.HomeChoice) account.Actor {
	r.Helper()
	by := living(r.T, r.d, r.a, r.g, name, 1)
	if err := r.g.Join(r.Context(), by, c); err != nil {
		r.Fatal(err)
	}
	return by
}

func (r *remap) home(by account.Actor) int64 {
	r.Helper()
	me, err := r.a.Me(r.Context(), by.ID)
	if err != nil {
		r.Fatal(err)
	}
	return me.Home.MicroGrid
}

func (r *remap) relocation(by account.Actor) *grid.Relocation {
	r.Helper()
	_, out, err := r.g.Living(r.Context(), r.d, by)
	if err != nil {
		r.Fatal(err)
	}
	return out
}

func TestASplitTakesAlongWhatGoesAndAsksOfWhomNobodyKnows(t *testing.T) {
	r := newRemap(t)
	stays, goes := r.buildingsOf(1)[0], r.buildingsOf(1)[1]
	here, there := r.lives("here", grid.HomeChoice{Building: stays}), r.lives("there", grid.HomeChoice{Building: goes})
	somewhere := r.lives("somewhere", grid.HomeChoice{Scene: r.g.Scene(1)})
	group := r.number(`SELECT id FROM wechat_groups WHERE micro_grid_id = 1`)
	worker := account.ID(r.number(`SELECT account_id FROM role_grants WHERE role = 'worker' AND micro_grid_id = 2`))
	c := r.change(grid.ChangeDraft{Kind: grid.SplitOff, MicroGrid: 1, Code: "01-99", Name: "新微网格", Buildings: []grid.BuildingID{goes}, Groups: []int64{group}, Worker: worker})
	if o := c.Outcome; o.Buildings != 1 || o.Residents != 1 || o.Asked != 1 || o.Groups != 1 || o.Worker == "" || c.To.MicroGridCode != "01-99" || c.By == "" {
		t.Fatalf("%+v", c)
	}
	if r.home(here) != 1 || r.home(there) != c.To.MicroGrid || r.home(somewhere) != 1 {
		t.Error("they live in ", r.home(here), r.home(there), r.home(somewhere))
	}
	if r.number(`SELECT micro_grid_id FROM wechat_groups WHERE id = ?`, group) != c.To.MicroGrid || !slices.Equal(r.buildingsOf(c.To.MicroGrid), []grid.BuildingID{goes}) {
		t.Error("the group or the building did not go along")
	}
	if r.relocation(here) != nil {
		t.Error("nothing became of who stays")
	}
	if told := r.relocation(there); told == nil || told.Choose || len(told.Choices) != 1 || told.Choices[0].Name != "新微网格" {
		t.Errorf("who moved hears %+v", told)
	}
	asked := r.relocation(somewhere)
	if asked == nil || !asked.Choose || len(asked.Choices) != 2 || len(asked.Choices[1].Buildings) != 1 || asked.Choices[1].Contact.ID != worker {
		t.Fatalf("who is asked hears %+v", asked)
	}
	if err := r.g.Acknowledge(t.Context(), somewhere, 3); !errors.Is(err, grid.ErrChoice) {
		t.Error("a place that was not offered: ", err)
	}
	for by, lives := range map[*account.Actor]int64{&somewhere: c.To.MicroGrid, &there: c.To.MicroGrid} {
		if err := r.g.Acknowledge(t.Context(), *by, grid.MicroGridID(lives)); err != nil || r.home(*by) != lives || r.relocation(*by) != nil {
			t.Error("he lives in ", r.home(*by), r.relocation(*by), err)
		}
	}
	if err := r.g.Acknowledge(t.Context(), there, 1); !errors.Is(err, grid.ErrAsked) {
		t.Error("asked twice: ", err)
	}
}

func TestAMergerEndsOneAndItsHeirTakesAll(t *testing.T) {
	r := newRemap(t)
	resident := r.lives("somebody", grid.HomeChoice{Scene: r.g.Scene(1)})
	first := r.change(grid.ChangeDraft{Kind: grid.MovedTo, MicroGrid: 1, Grid: 2})
	was := grid.MicroGridID(first.To.MicroGrid)
	c := r.change(grid.ChangeDraft{Kind: grid.MergedInto, MicroGrid: was, Into: 2})
	if o := c.Outcome; o.Residents != 1 || o.Buildings != 2 || o.Groups != 1 || len(o.Ending) != 1 || r.home(resident) != 2 {
		t.Fatalf("%+v, lives in %d", c, r.home(resident))
	}
	for _, id := range []grid.MicroGridID{1, was, 2} { // codes that were printed before either change
		if p, err := r.g.Scanned(t.Context(), r.d, r.g.Scene(id)); err != nil || p.MicroGrid != 2 {
			t.Errorf("the code of %d leads to %+v: %v", id, p.Territory, err)
		}
	}
	if n := r.number(`SELECT COUNT(*) FROM role_grants WHERE micro_grid_id IN (1, ?) AND revoked_at IS NULL`, was); n != 0 {
		t.Error("posts in what is no more: ", n)
	}
	list, err := r.g.Changes(t.Context(), r.staff, grid.ChangeQuery{Community: 1, Limit: 10})
	if err != nil || len(list) != 2 || list[0].ID != c.ID || list[1].From.MicroGrid != 1 || list[1].From.GridName != "第一网格" || list[1].Reason == "" {
		t.Errorf("%+v %v", list, err)
	}
	if one, err := r.g.Changes(t.Context(), r.staff, grid.ChangeQuery{Community: 1, MicroGrid: 1, Limit: 10}); err != nil || len(one) != 1 {
		t.Errorf("%+v %v", one, err)
	}
}

func TestChangesThatCannotBeAreRefusedAndLeaveNothing(t *testing.T) {
	r := newRemap(t)
	all := r.buildingsOf(1)
	goes := all[0]
	before := r.number(`SELECT COUNT(*) FROM micro_grids`)
	for name, c := range map[string]struct {
		by   account.Actor
		d    grid.ChangeDraft
		want error
	}{
		"of elsewhere":           {account.Actor{ID: r.staff.ID, Grants: []account.Grant{{Role: account.Staff, Territory: account.Territory{Community: 9}}}}, grid.ChangeDraft{Kind: grid.MovedTo, MicroGrid: 1, Grid: 2}, grid.ErrNotFound},
		"to where it is":         {r.staff, grid.ChangeDraft{Kind: grid.MovedTo, MicroGrid: 1, Grid: 1}, grid.ErrSameGrid},
		"to no grid":             {r.staff, grid.ChangeDraft{Kind: grid.MovedTo, MicroGrid: 1, Grid: 99}, grid.ErrNotFound},
		"into itself":            {r.staff, grid.ChangeDraft{Kind: grid.MergedInto, MicroGrid: 1, Into: 1}, grid.ErrSameMicro},
		"into nothing":           {r.staff, grid.ChangeDraft{Kind: grid.MergedInto, MicroGrid: 1}, grid.ErrSameMicro},
		"what is no more":        {r.staff, grid.ChangeDraft{Kind: grid.MovedTo, MicroGrid: 9999, Grid: 2}, grid.ErrChanged},
		"a split into no name":   {r.staff, grid.ChangeDraft{Kind: grid.SplitOff, MicroGrid: 1, Buildings: []grid.BuildingID{goes}}, grid.ErrNewMicro},
		"a code that is in use":  {r.staff, grid.ChangeDraft{Kind: grid.SplitOff, MicroGrid: 1, Code: "01-02", Name: "x", Buildings: []grid.BuildingID{goes}}, grid.ErrCode},
		"a split of all":         {r.staff, grid.ChangeDraft{Kind: grid.SplitOff, MicroGrid: 1, Code: "01-99", Name: "x", Buildings: all}, grid.ErrBuildings},
		"a split of nothing":     {r.staff, grid.ChangeDraft{Kind: grid.SplitOff, MicroGrid: 1, Code: "01-99", Name: "x"}, grid.ErrBuildings},
		"a building elsewhere":   {r.staff, grid.ChangeDraft{Kind: grid.SplitOff, MicroGrid: 1, Into: 3, Buildings: r.buildingsOf(4)}, grid.ErrBuildings},
		"a group of elsewhere":   {r.staff, grid.ChangeDraft{Kind: grid.SplitOff, MicroGrid: 1, Into: 3, Buildings: []grid.BuildingID{goes}, Groups: []int64{r.number(`SELECT id FROM wechat_groups WHERE micro_grid_id = 4`)}}, grid.ErrGroups},
		"a worker who is nobody": {r.staff, grid.ChangeDraft{Kind: grid.SplitOff, MicroGrid: 1, Code: "01-99", Name: "x", Buildings: []grid.BuildingID{goes}, Worker: 99999}, grid.ErrHeir},
	} {
		if _, err := r.g.Change(t.Context(), c.by, c.d); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := r.number(`SELECT COUNT(*) FROM micro_grids`) - before + r.number(`SELECT COUNT(*) FROM territory_changes`) + r.number(`SELECT COUNT(*) FROM micro_grids WHERE valid_until IS NOT NULL`); n != 0 {
		t.Error("something was left: ", n)
	}
}

func TestNobodyJoinsWhatEndsMeanwhile(t *testing.T) {
	r := newRemap(t)
	people := make([]account.Actor, 8)
	for i := range people {
		people[i] = r.lives("p"+string(rune('a'+i)), grid.HomeChoice{Scene: r.g.Scene(3)})
	}
	var all sync.WaitGroup
	for _, by := range people {
		all.Go(func() {
			if err := r.g.Join(t.Context(), by, grid.HomeChoice{Scene: r.g.Scene(1)}); err != nil && !errors.Is(err, grid.ErrChanged) && !errors.Is(err, grid.ErrNotFound) {
				t.Error(err)
			}
		})
	}
	all.Go(func() {
		if _, err := r.g.Change(t.Context(), r.staff, grid.ChangeDraft{Kind: grid.MergedInto, MicroGrid: 1, Into: 2, Reason: "并"}); err != nil {
			t.Error(err)
		}
	})
	all.Wait()
	if n := r.number(`SELECT COUNT(*) FROM memberships WHERE micro_grid_id = 1 AND until_at IS NULL`) + r.number(`SELECT COUNT(*) FROM accounts WHERE home_micro_grid_id = 1`); n != 0 {
		t.Errorf("%d live in what is no more", n)
	}
}

func TestAChangeWaitsForNobodyWhoFilesElsewhere(t *testing.T) {
	r := newRemap(t)
	if err := r.d.InTx(t.Context(), func(tx *db.Tx) error { // somebody files in another micro-grid of the grid
		if _, err := r.g.Live(t.Context(), tx, 3); err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		_, err := r.g.Change(ctx, r.staff, grid.ChangeDraft{Kind: grid.MovedTo, MicroGrid: 1, Grid: 2, Reason: "调"})
		return err
	}); err != nil {
		t.Error("it waited: ", err)
	}
}

package group

import (
	"testing"

	"huiyin/server/internal/grid"
)

func TestACodeOnTheWallLeadsToItsMicroGrid(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	if _, err := w.opens("r1", "01-01", "01-01"); err != nil {
		t.Fatal(err)
	}
	scene := w.Grid.Scene(grid.MicroGridID(w.at["01-02"].MicroGrid))
	enter := func(scene string) Entry {
		t.Helper()
		e, err := w.Enter(t.Context(), w.who["r1"], Opening{Scene: scene})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	e := enter(scene)
	if e.Found != Scanned || e.Place.MicroGridCode != "01-02" || e.Worker.Name != "员01-02" || e.Standing != Homeless || e.Group != 0 || e.CanJoin {
		t.Fatalf("%+v", e)
	}
	wants(t, "the group of before", w.Join(t.Context(), w.who["r1"], false), ErrEntry)
	if err := w.Grid.Join(t.Context(), w.who["r1"], grid.HomeChoice{Scene: scene}); err != nil {
		t.Fatal(err)
	}
	w.live("r1")
	if e := enter(scene); e.Standing != AtHome {
		t.Errorf("%+v", e)
	}
	if e := enter(w.Grid.Scene(grid.MicroGridID(w.at["01-01"].MicroGrid))); e.Standing != Elsewhere || e.Home.MicroGridCode != "01-02" {
		t.Errorf("%+v", e)
	}
	for _, bad := range []string{"g=1&k=AAAAAAAA", "g=1", "%", w.Grid.Scene(9999)} {
		if e := enter(bad); e.Found != BadCode || e.Place != nil || e.Home == nil {
			t.Errorf("%q: %+v", bad, e)
		}
	}
	b := book()
	b.MicroGrids[1].In = "02"
	w.settle(b)
	if e := enter(scene); e.Found != Scanned || e.Place.GridCode != "02" || e.Standing != AtHome {
		t.Errorf("the code of one that was moved: %+v", e)
	}
}

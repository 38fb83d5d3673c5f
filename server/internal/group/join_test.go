package group

import (
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func TestWhoBelongsElsewhereIsAskedAndMovesOnceAMonth(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	w.bound("worker2", "01-02", "01-02", "leader")
	from := func(in string, change bool) error {
		t.Helper()
		if _, err := w.opens("r1", in, in); err != nil {
			t.Fatal(err)
		}
		err := w.Join(t.Context(), w.who["r1"], change)
		w.live("r1")
		return err
	}
	wants(t, "the first", from("01-01", false), nil)
	wants(t, "another, unasked", from("01-02", false), ErrElsewhere)
	w.tx(func(tx *db.Tx) error {
		return w.Accounts.SetHome(t.Context(), tx, w.who["r1"].ID, w.at["01-01"], nil, account.Verified)
	})
	wants(t, "another, asked: the first home was no change", from("01-02", true), nil)
	if by := w.who["r1"]; by.Home != w.at["01-02"] || by.Level != account.Member {
		t.Errorf("who was verified there is not known here: %+v", by)
	}
	wants(t, "back within a month", from("01-01", true), ErrSwitched)
	w.clock.Advance(31 * 24 * time.Hour)
	w.signIn("r1")
	wants(t, "a month later", from("01-01", true), nil)
	for listed, want := range map[string]Reach{"01-01": {Opens: 1, Openers: 1, Moves: 1}, "01-02": {}} {
		d, err := w.Get(t.Context(), w.who["admin"], w.group[listed])
		if got := (Reach{Opens: d.Reach.Opens, Openers: d.Reach.Openers, Joins: d.Reach.Joins, Moves: d.Reach.Moves}); err != nil || got != want {
			t.Errorf("of %s within thirty days: %+v %v", listed, got, err)
		}
	}
}

func TestJoinsFromOneGroupAreLimited(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	for i, name := range []string{"r1", "r2", "r3", "r4"} {
		if _, err := w.opens(name, "01-01", "01-01"); err != nil {
			t.Fatal(err)
		}
		want := error(nil)
		if i >= options.Joins {
			want = ErrTooMany
		}
		wants(t, name, w.Join(t.Context(), w.who[name], false), want)
	}
}

func TestWhoMayNotChangeTakesNobodysPlace(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	w.bound("worker2", "01-02", "01-02", "leader")
	for i, in := range []string{"01-01", "01-02", "01-01"} {
		if _, err := w.opens("r1", in, in); err != nil {
			t.Fatal(err)
		}
		if i < 2 {
			wants(t, "the first home, and its change", w.Join(t.Context(), w.who["r1"], true), nil)
			w.live("r1")
		}
	}
	for range options.Joins {
		wants(t, "another within a month", w.Join(t.Context(), w.who["r1"], true), ErrSwitched)
	}
	if _, err := w.opens("r2", "01-01", "01-01"); err != nil {
		t.Fatal(err)
	}
	wants(t, "somebody else", w.Join(t.Context(), w.who["r2"], false), nil)
}

func TestReachCountsWhoComesAndWhoMovesApartAndSaysSinceWhen(t *testing.T) {
	w := newTown(t)
	w.bound("worker1", "01-01", "01-01", "leader")
	for _, name := range []string{"r1", "r2"} {
		if name == "r2" {
			w.tx(func(tx *db.Tx) error { return w.Grid.Settle(t.Context(), tx, w.who[name].ID, w.at["02-01"], "scan") })
			w.live(name)
		}
		if _, err := w.opens(name, "01-01", "01-01"); err != nil {
			t.Fatal(err)
		}
		wants(t, name, w.Join(t.Context(), w.who[name], true), nil)
	}
	for days, want := range map[int]int{0: 1, 29: 1, 30: 0} {
		r, from := w.reachAfter("01-01", days)
		if r.Joins != want || r.Moves != want || r.Openers != 2*want || r.Since != from {
			t.Errorf("%d days later: %+v instead of %d since %s", days, r, want, from)
		}
	}
}

// reachAfter is a group's reach so many days from the town's first one.
func (w *town) reachAfter(listed string, days int) (Reach, string) {
	w.Helper()
	w.clock.Advance(time.Duration(days) * 24 * time.Hour)
	defer w.clock.Advance(-time.Duration(days) * 24 * time.Hour)
	d, err := w.Get(w.Context(), w.who["admin"], w.group[listed])
	if err != nil {
		w.Fatal(err)
	}
	return d.Reach, dateOf(w.DB.Now().AddDate(0, 0, -29))
}

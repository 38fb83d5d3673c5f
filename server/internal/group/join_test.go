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
	wants(t, "another, asked, within a month", from("01-02", true), ErrSwitched)
	w.clock.Advance(31 * 24 * time.Hour)
	w.signIn("r1")
	wants(t, "a month later", from("01-02", true), nil)
	if by := w.who["r1"]; by.Home != w.at["01-02"] || by.Level != account.Member {
		t.Errorf("who was verified there is not known here: %+v", by)
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
	for _, in := range []string{"01-01", "01-02"} {
		if _, err := w.opens("r1", in, in); err != nil {
			t.Fatal(err)
		}
		if in == "01-01" {
			wants(t, "the first", w.Join(t.Context(), w.who["r1"], false), nil)
			w.live("r1")
		}
	}
	for range options.Joins {
		wants(t, "another within a month", w.Join(t.Context(), w.who["r1"], true), ErrSwitched)
	}
	if _, err := w.opens("r2", "01-02", "01-02"); err != nil {
		t.Fatal(err)
	}
	wants(t, "somebody else", w.Join(t.Context(), w.who["r2"], false), nil)
}

package group

import (
	"context"
	"testing"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/once"
)

// On a bad line the answer gets lost and the phone sends again what was done.
func TestWhatIsSentAgainIsAnsweredAsBefore(t *testing.T) {
	w := newTown(t)
	again := func(what, who string, want error, do func(context.Context) error) {
		t.Helper()
		ctx := once.With(t.Context(), once.Key{Account: int64(w.who[who].ID), Value: what, Operation: what})
		for range 2 {
			wants(t, what, do(ctx), want)
		}
	}
	confirm := func(who, listed, in string, want error) {
		t.Helper()
		c := w.begins(who, listed, in)
		if _, err := w.See(t.Context(), w.who[who], w.group[listed], c.sighting); err != nil {
			t.Fatal(err)
		}
		again("binding "+listed, who, want, func(ctx context.Context) error {
			_, err := w.Confirm(ctx, w.who[who], w.group[listed], c.ticket.Ticket)
			return err
		})
	}
	again("another group", "worker1", nil, func(ctx context.Context) error {
		_, err := w.Add(ctx, w.who["worker1"], Draft{MicroGrid: grid.MicroGridID(w.at["01-01"].MicroGrid), Name: "二期群"})
		return err
	})
	confirm("worker1", "01-01", "spare", nil)
	again("activation", "leader", nil, func(ctx context.Context) error {
		_, err := w.Activate(ctx, w.who["leader"], w.group["01-01"])
		return err
	})
	confirm("worker2", "01-02", "spare", ErrTaken)
	again("decision", "leader", nil, func(ctx context.Context) error { return w.Decide(ctx, w.who["leader"], 1, Keep, "") })
	again("unbinding", "worker1", nil, func(ctx context.Context) error {
		_, err := w.Unbind(ctx, w.who["worker1"], w.group["01-01"], "弄错了")
		return err
	})
	if n := w.number(`SELECT COUNT(*) FROM group_conflicts`); n != 1 {
		t.Errorf("%d disputes", n)
	}
}

package outbox

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
)

type rang struct{ Bell int }

func (rang) Topic() string { return "bell.rang" }

func ring(t *testing.T, d *db.DB, bells ...int) {
	t.Helper()
	if err := d.InTx(t.Context(), func(tx *db.Tx) error {
		for _, b := range bells {
			if err := Append(t.Context(), tx, rang{b}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func drain(t *testing.T, r *Relay) {
	t.Helper()
	for {
		n, err := r.Deliver(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

func TestEveryListenerHearsEachEventOnceOverManyRelays(t *testing.T) {
	d := dbtest.New(t)
	var mu sync.Mutex
	heard := map[[2]any]int{}
	relay := func() *Relay {
		r := NewRelay(d, slog.Default())
		for _, name := range []string{"a", "b"} {
			On(r, name, func(_ context.Context, _ *db.Tx, e rang) error {
				mu.Lock()
				defer mu.Unlock()
				heard[[2]any{name, e.Bell}]++
				return nil
			})
		}
		return r
	}
	for i := range 50 {
		ring(t, d, i)
	}
	var relays sync.WaitGroup
	for range 4 {
		relays.Go(func() {
			r := relay()
			for range 40 {
				if _, err := r.Deliver(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	relays.Wait()
	drain(t, relay())
	if len(heard) != 100 {
		t.Errorf("%d of 100 heard", len(heard))
	}
	for k, n := range heard {
		if n != 1 {
			t.Errorf("%v heard %d times", k, n)
		}
	}
}

func TestAPoisonedListenerHoldsUpNobody(t *testing.T) {
	clock := dbtest.NewClock()
	d := dbtest.NewAt(t, clock)
	r := NewRelay(d, slog.New(slog.DiscardHandler))
	told, tries := 0, 0
	On(r, "good", func(context.Context, *db.Tx, rang) error { told++; return nil })
	On(r, "bad", func(context.Context, *db.Tx, rang) error { tries++; return errors.New("poison") })
	ring(t, d, 1)
	for range maxAttempts + 3 {
		drain(t, r)
		clock.Advance(time.Hour)
	}
	if told != 1 || tries != maxAttempts {
		t.Errorf("told %d, tried %d", told, tries)
	}
	if waiting, dead, err := r.Backlog(t.Context()); err != nil || waiting != 0 || dead != 1 {
		t.Errorf("waiting %d, dead %d, %v", waiting, dead, err)
	}
}

func TestAnEventOfARolledBackTransactionIsNotTold(t *testing.T) {
	d := dbtest.New(t)
	r := NewRelay(d, slog.Default())
	told := 0
	On(r, "a", func(context.Context, *db.Tx, rang) error { told++; return nil })
	_ = d.InTx(t.Context(), func(tx *db.Tx) error {
		if err := Append(t.Context(), tx, rang{1}); err != nil {
			t.Error(err)
		}
		return errors.New("changed my mind")
	})
	drain(t, r)
	if told != 0 {
		t.Error("told of what never happened")
	}
}

func TestAListenerThatDiedIsToldAgainAfterItsLease(t *testing.T) {
	clock := dbtest.NewClock()
	d := dbtest.NewAt(t, clock)
	ring(t, d, 1)
	r := NewRelay(d, slog.Default())
	told := 0
	On(r, "a", func(context.Context, *db.Tx, rang) error { told++; return nil })
	if recs, err := r.lease(t.Context(), []byte("0123456789abcdef")); err != nil || len(recs) != 1 { // and then the process dies
		t.Fatal(recs, err)
	}
	drain(t, r)
	if told != 0 {
		t.Error("a leased event belongs to its holder")
	}
	clock.Advance(lease + time.Second)
	drain(t, r)
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}

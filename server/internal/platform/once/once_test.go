package once

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/dbtest"
)

func TestARepeatedKeyRunsOnceAndGetsTheSameAnswer(t *testing.T) {
	d := dbtest.New(t)
	var committed atomic.Int64
	var twins sync.WaitGroup
	answers := make([]int64, 8)
	for i := range answers {
		twins.Go(func() {
			got, err := Do(With(t.Context(), Key{Account: 1, Value: "k"}), d, func(tx *db.Tx) (int64, error) { return committed.Add(1), nil })
			if err != nil {
				t.Error(err)
			}
			answers[i] = got
		})
	}
	twins.Wait()
	for _, a := range answers {
		if a != answers[0] {
			t.Fatalf("twins got different answers: %v", answers)
		}
	}
	var rows int
	if err := d.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM idempotency`).Scan(&rows); err != nil || rows != 1 {
		t.Errorf("%d rows, %v", rows, err)
	}
}

func TestAKeyServesOneRequestOnly(t *testing.T) {
	d := dbtest.New(t)
	do := func(k Key) error {
		_, err := Do(With(t.Context(), k), d, func(*db.Tx) (string, error) { return "x", nil })
		return err
	}
	if err := do(Key{Account: 1, Value: "k", Operation: "a"}); err != nil {
		t.Fatal(err)
	}
	if err := do(Key{Account: 1, Value: "k", Operation: "a", Body: [32]byte{1}}); !errors.Is(err, ErrReused) {
		t.Error("another body: ", err)
	}
	if err := do(Key{Account: 1, Value: "k", Operation: "b"}); !errors.Is(err, ErrReused) {
		t.Error("another operation: ", err)
	}
	if err := do(Key{Account: 2, Value: "k", Operation: "b"}); err != nil {
		t.Error("another account's key is another key: ", err)
	}
}

func TestAFailureIsNotRemembered(t *testing.T) {
	d := dbtest.New(t)
	ctx := With(t.Context(), Key{Account: 1, Value: "k"})
	if _, err := Do(ctx, d, func(*db.Tx) (int, error) { return 0, errors.New("away") }); err == nil {
		t.Fatal("want the failure")
	}
	if got, err := Do(ctx, d, func(*db.Tx) (int, error) { return 7, nil }); err != nil || got != 7 {
		t.Error(got, err)
	}
}

func TestOldAnswersAreForgotten(t *testing.T) {
	clock := dbtest.NewClock()
	d := dbtest.NewAt(t, clock)
	for _, v := range []string{"old", "new"} {
		if _, err := Do(With(t.Context(), Key{Account: 1, Value: v}), d, func(*db.Tx) (int, error) { return 1, nil }); err != nil {
			t.Fatal(err)
		}
		clock.Advance(Kept / 2)
	}
	if n, err := Forget(t.Context(), d, 100); err != nil || n != 0 {
		t.Errorf("a moment early: %d, %v", n, err)
	}
	clock.Advance(time.Millisecond)
	if n, err := Forget(t.Context(), d, 100); err != nil || n != 1 {
		t.Errorf("%d, %v", n, err)
	}
}

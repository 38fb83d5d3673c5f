package schedule

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"huiyin/server/internal/platform/dbtest"
)

func TestAJobRunsOncePerPeriodOverAllProcesses(t *testing.T) {
	clock := dbtest.NewClock()
	d := dbtest.NewAt(t, clock)
	var runs atomic.Int64
	due := func() {
		var processes sync.WaitGroup
		for range 4 {
			processes.Go(func() {
				s := New(d, slog.Default())
				s.Every("sweep", time.Hour, func(context.Context) error { runs.Add(1); return nil })
				if err := s.RunDue(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		processes.Wait()
	}
	due()
	if runs.Load() != 1 {
		t.Fatalf("%d runs in the first period", runs.Load())
	}
	clock.Advance(72 * time.Hour) // a long downtime is made up for by one run
	due()
	if runs.Load() != 2 {
		t.Errorf("%d runs after the second period", runs.Load())
	}
}

func TestAJobOfADeadProcessIsTakenOver(t *testing.T) {
	clock := dbtest.NewClock()
	d := dbtest.NewAt(t, clock)
	s, runs := New(d, slog.Default()), 0
	s.Every("sweep", time.Hour, func(context.Context) error { runs++; return nil })
	if ours, err := s.claim(t.Context(), s.jobs[0], []byte("0123456789abcdef")); err != nil || !ours { // and then it dies
		t.Fatal(ours, err)
	}
	if err := s.RunDue(t.Context()); err != nil || runs != 0 {
		t.Fatalf("%d runs while another holds the lease, %v", runs, err)
	}
	clock.Advance(lease + time.Second)
	if err := s.RunDue(t.Context()); err != nil || runs != 1 {
		t.Errorf("%d runs, %v", runs, err)
	}
}

func TestAFailureIsRecordedAndTriedAgainNextTime(t *testing.T) {
	clock := dbtest.NewClock()
	d := dbtest.NewAt(t, clock)
	s, fail := New(d, slog.Default()), true
	s.Every("sweep", time.Minute, func(context.Context) error {
		if fail {
			return errors.New("store away")
		}
		return nil
	})
	last := func() (text *string) {
		if err := d.QueryRowContext(t.Context(), `SELECT last_error FROM schedules WHERE name = 'sweep'`).Scan(&text); err != nil {
			t.Fatal(err)
		}
		return text
	}
	if err := s.RunDue(t.Context()); err == nil || last() == nil || *last() != "store away" {
		t.Error(err, last())
	}
	fail = false
	clock.Advance(time.Minute)
	if err := s.RunDue(t.Context()); err != nil || last() != nil {
		t.Error(err, last())
	}
}

func TestADailyJobRunsAtItsHour(t *testing.T) {
	clock := dbtest.NewClock()
	d := dbtest.NewAt(t, clock)
	runs := 0
	s := New(d, slog.Default())
	s.Daily("prove", "03:10", func(context.Context) error { runs++; return nil })
	due := func(want int) {
		t.Helper()
		if err := s.RunDue(t.Context()); err != nil || runs != want {
			t.Fatalf("%d runs at %s instead of %d, %v", runs, clock.Now().In(local), want, err)
		}
	}
	due(1) // once at the very beginning
	first := s.jobs[0].next(clock.Now())
	if at := first.In(local).Format("15:04"); at != "03:10" || !first.After(clock.Now()) || first.Sub(clock.Now()) > 24*time.Hour {
		t.Fatalf("next at %s", first.In(local))
	}
	clock.Advance(first.Sub(clock.Now()) - time.Second)
	due(1)
	clock.Advance(time.Second)
	due(2)
	due(2)
	clock.Advance(24 * time.Hour)
	due(3)
}

func TestALongJobKeepsItsLease(t *testing.T) {
	clock := dbtest.NewClock()
	d := dbtest.NewAt(t, clock)
	s := New(d, slog.Default())
	s.Every("long", time.Hour, func(context.Context) error { return nil })
	token := []byte("0123456789abcdef")
	if ours, err := s.claim(t.Context(), s.jobs[0], token); err != nil || !ours {
		t.Fatal(ours, err)
	}
	for range 4 {
		clock.Advance(lease - time.Second)
		if err := s.prolong(t.Context(), s.jobs[0], token); err != nil {
			t.Fatal(err)
		}
		if ours, err := s.claim(t.Context(), s.jobs[0], []byte("another token 16")); err != nil || ours {
			t.Fatal("taken for dead", err)
		}
	}
}

// Package schedule runs recurring work: one runner at a time over all
// processes, once after a downtime, never lost by a crash.
package schedule

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"huiyin/server/internal/platform/db"
)

// A Schedule is a set of recurring jobs.
type Schedule struct {
	db   *db.DB
	log  *slog.Logger
	jobs []job
}

type job struct {
	name string
	next func(now time.Time) time.Time
	run  func(context.Context) error
}

const (
	lease = 10 * time.Minute // a runner that died is replaced after this
	renew = 3 * time.Minute  // one that lives says so
)

var local = time.FixedZone("Asia/Shanghai", 8*3600)

// New returns an empty schedule.
func New(d *db.DB, log *slog.Logger) *Schedule { return &Schedule{db: d, log: log} }

// Every has fn run once per period, by whichever process is free. The name is
// the job's identity over restarts.
func (s *Schedule) Every(name string, period time.Duration, fn func(context.Context) error) {
	s.jobs = append(s.jobs, job{name, func(now time.Time) time.Time { return now.Add(period) }, fn})
}

// Daily has fn run each day at a local time such as 03:10, and once at the very
// beginning. A time that cannot be read is midnight.
func (s *Schedule) Daily(name, clock string, fn func(context.Context) error) {
	at, _ := time.Parse("15:04", clock)
	s.jobs = append(s.jobs, job{name, func(now time.Time) time.Time {
		today := now.In(local)
		next := time.Date(today.Year(), today.Month(), today.Day(), at.Hour(), at.Minute(), 0, 0, local)
		if !next.After(now) {
			next = next.AddDate(0, 0, 1)
		}
		return next.UTC()
	}, fn})
}

// Run looks for due jobs every tick until ctx ends, then waits for those that run.
func (s *Schedule) Run(ctx context.Context, tick time.Duration) {
	var running sync.WaitGroup
	defer running.Wait()
	for _, j := range s.jobs {
		running.Go(func() {
			for ctx.Err() == nil {
				if err := s.try(ctx, j); err != nil && ctx.Err() == nil {
					s.log.ErrorContext(ctx, "schedule", "job", j.name, "err", err)
				}
				select {
				case <-ctx.Done():
				case <-time.After(tick):
				}
			}
		})
	}
}

// RunDue runs every job that is due, once.
func (s *Schedule) RunDue(ctx context.Context) error {
	for _, j := range s.jobs {
		if err := s.try(ctx, j); err != nil {
			return fmt.Errorf("%s: %w", j.name, err)
		}
	}
	return nil
}

func (s *Schedule) try(ctx context.Context, j job) error {
	token := make([]byte, 16)
	rand.Read(token)
	ours, err := s.claim(ctx, j, token)
	if err != nil || !ours {
		return err
	}
	failure := s.hold(ctx, j, token)
	if err := s.finish(context.WithoutCancel(ctx), j, token, failure); err != nil {
		return err
	}
	return failure
}

// hold runs the job and renews its lease meanwhile, so that nobody else takes
// a long one for dead.
func (s *Schedule) hold(ctx context.Context, j job, token []byte) error {
	ctx, done := context.WithCancel(ctx)
	var renewing sync.WaitGroup
	defer renewing.Wait()
	defer done()
	renewing.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(renew):
			}
			if err := s.prolong(ctx, j, token); err != nil && ctx.Err() == nil {
				s.log.WarnContext(ctx, "schedule lease", "job", j.name, "err", err)
			}
		}
	})
	return j.run(ctx)
}

func (s *Schedule) prolong(ctx context.Context, j job, token []byte) error {
	return s.db.InTx(ctx, func(tx *db.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE schedules SET lease_until = ? WHERE name = ? AND lease_token = ?`, tx.Now.Add(lease), j.name, token)
		return err
	})
}

func (s *Schedule) claim(ctx context.Context, j job, token []byte) (ours bool, err error) {
	err = s.db.InTx(ctx, func(tx *db.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT IGNORE INTO schedules (name, next_at) VALUES (?, ?)`, j.name, tx.Now); err != nil {
			return err
		}
		n, err := db.Exec(ctx, tx, `
			UPDATE schedules SET lease_token = ?, lease_until = ?, last_started_at = ?
			WHERE name = ? AND next_at <= ? AND (lease_until IS NULL OR lease_until < ?)`,
			token, tx.Now.Add(lease), tx.Now, j.name, tx.Now, tx.Now)
		ours = n == 1
		return err
	})
	return ours, err
}

func (s *Schedule) finish(ctx context.Context, j job, token []byte, failure error) error {
	return s.db.InTx(ctx, func(tx *db.Tx) error {
		var text *string
		if failure != nil {
			t := fmt.Sprintf("%.400s", failure.Error())
			text = &t
		}
		_, err := tx.ExecContext(ctx, `
			UPDATE schedules SET lease_token = NULL, lease_until = NULL, last_finished_at = ?, last_error = ?, next_at = ?
			WHERE name = ? AND lease_token = ?`, tx.Now, text, j.next(tx.Now), j.name, token)
		return err
	})
}

package push

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

const (
	keepFor   = 30 * time.Second // well before the leases end and others take the messages up
	keepEvery = 250 * time.Millisecond
)

// keep records WeChat's answers, also when the database is away for a moment: a
// message whose answer is forgotten is sent again.
func (s *Service) keep(ctx context.Context, known []outcome, token []byte) (err error) {
	for begun := time.Now(); ; time.Sleep(keepEvery) {
		if err = s.finish(ctx, known, token); err == nil || time.Since(begun) > keepFor {
			return err
		}
	}
}

// finish records WeChat's answers.
func (s *Service) finish(ctx context.Context, known []outcome, token []byte) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		var fine []outcome
		var idle []int64
		for _, o := range known {
			if o.failure == nil {
				fine = append(fine, o)
				continue
			}
			if errors.Is(o.failure, errNotBegun) {
				idle = append(idle, o.id)
				continue
			}
			var w *wechat.Error
			if !errors.As(o.failure, &w) {
				w = &wechat.Error{Code: wechat.CodeNoAnswer}
			}
			if err := s.fail(ctx, tx, o.delivery, token, w); err != nil {
				return err
			}
		}
		if err := leave(ctx, tx, idle, token, tx.Now); err != nil {
			return err
		}
		return delivered(ctx, tx, fine, token)
	})
}

func (s *Service) fail(ctx context.Context, tx *db.Tx, d delivery, token []byte, w *wechat.Error) error {
	until, paused := pausedUntil(d.via, w.Code, tx.Now)
	switch {
	case paused:
		return leave(ctx, tx, []int64{d.id}, token, until)
	case w.Code == 43101: // WeChat's count is the truth
		if err := exhausted(ctx, tx, d); err != nil {
			return err
		}
		if d.unknowns > 0 { // the try without an answer may have used the grant: nobody refused
			return end(ctx, tx, d, token, Failed, wechat.CodeNoAnswer)
		}
		return end(ctx, tx, d, token, Refused, w.Code)
	case w.Unknown():
		if d.unknowns++; d.unknowns > s.Options.repeats(d) {
			return end(ctx, tx, d, token, Failed, w.Code)
		}
		return again(ctx, tx, d, token, w.Code, tx.Now.Add(5*time.Second))
	case w.Code == codeAway && d.via == ByService:
		if err := s.unfollowed(ctx, tx, d); err != nil {
			return err
		}
		return end(ctx, tx, d, token, Refused, w.Code)
	case w.Temporary():
		return s.retry(ctx, tx, d, token, w.Code, tx.Now.Add(backOff(d.attempts)))
	}
	if err := giveBack(ctx, tx, d); err != nil {
		return err
	}
	return end(ctx, tx, d, token, Failed, w.Code)
}

func (s *Service) retry(ctx context.Context, tx *db.Tx, d delivery, token []byte, code int64, at time.Time) error {
	if d.attempts+1 < maxAttempts {
		return again(ctx, tx, d, token, code, at)
	}
	s.Log.ErrorContext(ctx, "a message was given up", "delivery", d.id, "code", code)
	if err := giveBack(ctx, tx, d); err != nil {
		return err
	}
	return end(ctx, tx, d, token, Dead, code)
}

// backOff doubles from half a second to about a minute, with a spread.
func backOff(attempts int) time.Duration {
	d := 500 * time.Millisecond << min(attempts, 7)
	return d + rand.N(d/2)
}

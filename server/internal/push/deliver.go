package push

import (
	"context"
	crypto "crypto/rand"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/go-redis/redis_rate/v10"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

const (
	batch       = 32          // taken up at once: so many can be in doubt when a worker dies
	lanes       = 3           // batches at work in one process: one is taken up, one is sent, one is written down
	parallel    = 16          // calls to WeChat at once
	leaseTime   = time.Minute // longer than a call to WeChat may take
	maxAttempts = 8
)

// Deliver sends one batch of due messages and says how many it took on.
func (s *Service) Deliver(ctx context.Context) (int, error) {
	token := make([]byte, 16)
	crypto.Read(token)
	if err := s.recover(ctx); err != nil {
		return 0, err
	}
	ids, err := due(ctx, s.DB, s.DB.Now(), s.now())
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	if ids = ids[:s.room(ctx, len(ids))]; len(ids) == 0 {
		return 0, nil // the next look is a second later
	}
	ready, err := s.take(ctx, ids, token)
	if err != nil {
		return 0, err
	}
	return len(ids), s.sendAll(ctx, ready, token)
}

// now are the kinds that may go out at this hour: what was queued in the evening
// and could not be sent in time waits for the morning too.
func (s *Service) now() []Kind {
	if s.Quiet(s.DB.Now()) {
		return []Kind{Emergency}
	}
	return kinds
}

// room is how many of n calls may be made now, counted over all workers. While
// Redis is away nothing is counted: WeChat says 45009 or 45011 by itself.
func (s *Service) room(ctx context.Context, n int) int {
	if s.Options.PerMinute == 0 {
		return n
	}
	res, err := redis_rate.NewLimiter(s.Redis).AllowAtMost(ctx, "push:send", redis_rate.PerMinute(s.Options.PerMinute), n)
	if err != nil {
		s.Log.WarnContext(ctx, "calls are not counted", "err", err)
		return n
	}
	return res.Allowed
}

// recover takes up deliveries whose sender died in the middle: nobody knows
// whether WeChat got them.
func (s *Service) recover(ctx context.Context) error {
	lost, err := abandoned(ctx, s.DB)
	for _, d := range lost {
		if err := s.finish(ctx, []outcome{{delivery: d, failure: &wechat.Error{Code: wechat.CodeNoAnswer}}}, d.token); err != nil {
			return err
		}
	}
	return err
}

// take claims deliveries, spends their grants, and gives those that can be
// sent now; all of them in one transaction, which does not wait for the network.
func (s *Service) take(ctx context.Context, ids []int64, token []byte) (ready []delivery, err error) {
	err = s.DB.InTx(ctx, func(tx *db.Tx) error {
		ready, err = claim(ctx, tx, ids, token)
		if err != nil || len(ready) == 0 {
			return err
		}
		ready, err = s.judge(ctx, tx, ready, token)
		return err
	})
	return ready, err
}

// An outcome is what became of a delivery.
type outcome struct {
	delivery
	wechat  int64 // WeChat's number of the message
	failure error
}

// sendAll sends what was taken and records what became of it. It is not cut
// short: that would leave outcomes that nobody knows.
func (s *Service) sendAll(ctx context.Context, list []delivery, token []byte) error {
	ctx = context.WithoutCancel(ctx)
	results := make(chan outcome, len(list))
	for _, d := range list {
		go func() {
			s.slots <- struct{}{}
			defer func() { <-s.slots }()
			id, err := s.Channels[d.via].Bring(ctx, Letter{ID: d.id, Community: d.community, To: d.openid, App: d.app, Template: d.template, Page: d.page, Fields: d.payload})
			results <- outcome{d, id, err}
		}()
	}
	var errs []error
	for left := len(list); left > 0; {
		known := []outcome{<-results}
		for len(results) > 0 { // those that came in during the last transaction share the next one
			known = append(known, <-results)
		}
		left -= len(known)
		errs = append(errs, s.keep(ctx, known, token))
	}
	return errors.Join(errs...)
}

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
		for _, o := range known {
			if o.failure == nil {
				fine = append(fine, o)
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
		return delivered(ctx, tx, fine, token)
	})
}

func (s *Service) fail(ctx context.Context, tx *db.Tx, d delivery, token []byte, w *wechat.Error) error {
	switch {
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
	case w.Code == 45009: // today's quota is used up
		l := tx.Now.In(local)
		return s.retry(ctx, tx, d, token, w.Code, time.Date(l.Year(), l.Month(), l.Day()+1, 7, 30, 0, 0, local).UTC())
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

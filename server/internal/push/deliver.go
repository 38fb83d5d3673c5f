package push

import (
	"context"
	crypto "crypto/rand"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

const (
	leaseBatch  = 64
	leaseTime   = time.Minute // longer than a call to WeChat may take
	parallel    = 16
	maxAttempts = 8
	maxUnknowns = 2 // an unknown outcome may repeat a message, so it is tried again only once
)

// Deliver sends one batch of due messages and says how many it took on.
func (s *Service) Deliver(ctx context.Context) (int, error) {
	token := make([]byte, 16)
	crypto.Read(token)
	if err := s.recover(ctx); err != nil {
		return 0, err
	}
	due, err := lease(ctx, s.DB, token)
	if err != nil {
		return 0, err
	}
	slots, errs := make(chan struct{}, parallel), make([]error, len(due))
	var all sync.WaitGroup
	for i, d := range due {
		slots <- struct{}{}
		if ctx.Err() != nil { // the rest is for whoever takes it up when the lease is over
			break
		}
		all.Go(func() {
			defer func() { <-slots }()
			errs[i] = s.deliver(ctx, d, token)
		})
	}
	all.Wait()
	return len(due), errors.Join(errs...)
}

// recover takes up deliveries whose sender died in the middle: nobody knows
// whether WeChat got them.
func (s *Service) recover(ctx context.Context) error {
	lost, err := abandoned(ctx, s.DB)
	for _, d := range lost {
		if err := s.finish(ctx, d, d.token, 0, &wechat.Error{Code: wechat.CodeNoAnswer}); err != nil {
			return err
		}
	}
	return err
}

// deliver reserves a grant, sends, and records what became of it: three steps,
// so that no transaction waits for the network. It is not cut short: that
// would leave an outcome that nobody knows.
func (s *Service) deliver(ctx context.Context, d delivery, token []byte) error {
	ctx = context.WithoutCancel(ctx)
	openid, err := s.Accounts.WeChatOpenID(ctx, s.DB, d.account, d.app)
	if err != nil {
		return err
	}
	ready := false
	err = s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
		ready, err = s.prepare(ctx, tx, d, token, openid)
		return err
	})
	if err != nil || !ready {
		return err
	}
	id, sendErr := s.WeChat.SendSubscribe(ctx, d.app, wechat.Subscribe{To: openid, Template: d.template, Page: d.page, State: s.Options.State, Lang: "zh_CN", Data: d.payload})
	return s.finish(ctx, d, token, id, sendErr)
}

// prepare decides whether the delivery can be sent now.
func (s *Service) prepare(ctx context.Context, tx *db.Tx, d delivery, token []byte, openid string) (bool, error) {
	if openid == "" {
		return false, end(ctx, tx, d, token, NoGrant, 20001, 0)
	}
	if s.Options.DailyCap > 0 && d.kind != Answer {
		n, err := sentToday(ctx, tx, d.account)
		if err != nil {
			return false, err
		}
		if n >= s.Options.DailyCap {
			return false, end(ctx, tx, d, token, NoGrant, codeCapped, 0) // the inbox has it
		}
	}
	if !d.longTerm && !d.reserved {
		ok, err := reserve(ctx, tx, d)
		if err != nil {
			return false, err
		}
		if !ok {
			return false, end(ctx, tx, d, token, NoGrant, 43101, 0)
		}
	}
	return true, sending(ctx, tx, d, token)
}

// finish records WeChat's answer.
func (s *Service) finish(ctx context.Context, d delivery, token []byte, id int64, failure error) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		if failure == nil {
			return end(ctx, tx, d, token, Sent, 0, id)
		}
		var w *wechat.Error
		if !errors.As(failure, &w) {
			w = &wechat.Error{Code: wechat.CodeNoAnswer}
		}
		return s.fail(ctx, tx, d, token, w)
	})
}

func (s *Service) fail(ctx context.Context, tx *db.Tx, d delivery, token []byte, w *wechat.Error) error {
	switch {
	case w.Code == 43101: // WeChat's count is the truth
		if err := exhausted(ctx, tx, d); err != nil {
			return err
		}
		if d.unknowns > 0 { // the try without an answer may have used the grant: nobody refused
			return end(ctx, tx, d, token, Failed, wechat.CodeNoAnswer, 0)
		}
		return end(ctx, tx, d, token, Refused, w.Code, 0)
	case w.Unknown():
		if d.unknowns++; d.unknowns >= maxUnknowns || d.kind == Reminder {
			return end(ctx, tx, d, token, Failed, w.Code, 0)
		}
		return again(ctx, tx, d, token, w.Code, tx.Now.Add(5*time.Second))
	case w.Code == 45009: // today's quota is used up
		l := tx.Now.In(local)
		return s.retry(ctx, tx, d, token, w.Code, time.Date(l.Year(), l.Month(), l.Day()+1, 7, 30, 0, 0, local).UTC())
	case w.Temporary():
		return s.retry(ctx, tx, d, token, w.Code, tx.Now.Add(backOff(d.attempts)))
	}
	if err := giveBack(ctx, tx, d); err != nil {
		return err
	}
	return end(ctx, tx, d, token, Failed, w.Code, 0)
}

func (s *Service) retry(ctx context.Context, tx *db.Tx, d delivery, token []byte, code int64, at time.Time) error {
	if d.attempts+1 < maxAttempts {
		return again(ctx, tx, d, token, code, at)
	}
	s.Log.ErrorContext(ctx, "a message was given up", "delivery", d.id, "code", code)
	if err := giveBack(ctx, tx, d); err != nil {
		return err
	}
	return end(ctx, tx, d, token, Dead, code, 0)
}

// backOff doubles from half a second to about a minute, with a spread.
func backOff(attempts int) time.Duration {
	d := 500 * time.Millisecond << min(attempts, 7)
	return d + rand.N(d/2)
}

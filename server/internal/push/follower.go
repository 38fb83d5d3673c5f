package push

import (
	"context"
	"errors"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

// An Account is the service account: WeChat knows its followers by openids of
// its own, and tells for each the unionid that joins him with a person here.
type Account interface {
	Follower(ctx context.Context, app, openid string) (wechat.Follower, error)
	Followers(ctx context.Context, app, after string) (openids []string, next string, err error)
}

// onService takes what WeChat pushes about the service account.
func (s *Service) onService(ctx context.Context, tx *db.Tx, e wechat.Event) error {
	switch e.Name {
	case "subscribe":
		return follow(ctx, tx, e.App, e.OpenID, true)
	case "unsubscribe":
		return follow(ctx, tx, e.App, e.OpenID, false)
	}
	id, err := followerAccount(ctx, tx, e.App, e.OpenID)
	if err != nil || id == 0 {
		return err
	}
	for _, m := range e.Sent {
		if err := confirm(ctx, tx, id, e.App, m); err != nil {
			return err
		}
	}
	return nil
}

const (
	meetAtOnce = 20
	meetAgain  = time.Minute
)

// Meet asks WeChat who some new followers are, and says how many it asked for.
func (s *Service) Meet(ctx context.Context) (int, error) {
	if s.Official == nil {
		return 0, nil
	}
	list, err := strangers(ctx, s.DB, s.Options.ServiceApp, s.DB.Now(), meetAtOnce)
	for _, openid := range list {
		f, err := s.Official.Follower(ctx, s.Options.ServiceApp, openid)
		var w *wechat.Error
		known := err == nil || errors.As(err, &w) && !w.Temporary() && !w.Unknown()
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error {
			if !known {
				return meetLater(ctx, tx, s.Options.ServiceApp, openid, tx.Now.Add(meetAgain))
			}
			return met(ctx, tx, s.Options.ServiceApp, openid, f)
		}); err != nil {
			return 0, err
		}
	}
	return len(list), err
}

// Gather finds followers of whom WeChat's pushes were missed, or who followed
// before this program ran.
func (s *Service) Gather(ctx context.Context) error {
	if s.Official == nil {
		return nil
	}
	for after := ""; ; {
		page, next, err := s.Official.Followers(ctx, s.Options.ServiceApp, after)
		if err != nil || len(page) == 0 {
			return err
		}
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return found(ctx, tx, s.Options.ServiceApp, page) }); err != nil {
			return err
		}
		if after = next; next == "" {
			return nil
		}
	}
}

// unfollowed hands a message on to the mini-program: its receiver left the
// service account meanwhile.
func (s *Service) unfollowed(ctx context.Context, tx *db.Tx, d delivery) error {
	if err := follow(ctx, tx, d.app, d.openid, false); err != nil {
		return err
	}
	if d.broadcast != nil { // it went this way because the other was closed, or goes both ways
		return nil
	}
	m, err := messageOf(ctx, tx, d)
	if err != nil {
		return err
	}
	all, err := forms(ctx, tx, d.community, m.Event)
	t, ok := all[BySubscribe]
	if err != nil || !ok {
		return err
	}
	already, err := queuedVia(ctx, tx, d.message, BySubscribe)
	if err != nil || already {
		return err
	}
	m.Fields = map[string]string{"title": m.Title, "note": m.Body}
	return insertDelivery(ctx, tx, d.message, m, t, render(t, m.Fields, tx.Now), tx.Now)
}

// Following says whether somebody follows the service account.
func (s *Service) Following(ctx context.Context, q db.Querier, id account.ID) (bool, error) {
	list, err := followers(ctx, q, s.Options.ServiceApp, []account.ID{id})
	return list[id] != "", err
}

package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

const (
	checkLease    = time.Minute
	verdictWithin = 35 * time.Minute // WeChat promises thirty
	checkAttempts = 8
	sceneSocial   = 4 // WeChat's number for what people post to each other
	mediaImage    = 2
)

// CheckPhotos asks WeChat about the picture that waits longest, and says how
// many it took on. What WeChat cannot judge goes to a person.
func (s *Service) CheckPhotos(ctx context.Context) (int, error) {
	p, ok, err := leasePhoto(ctx, s.DB)
	if err != nil || !ok {
		return 0, err
	}
	openid, err := s.Accounts.WeChatOpenID(ctx, s.DB, p.Uploader, s.App)
	if err != nil {
		return 1, err
	}
	if openid == "" || p.attempts > checkAttempts { // WeChat judges only its own users
		return 1, s.settlePhoto(ctx, p.ID, Look)
	}
	trace, err := s.WeChat.CheckMedia(ctx, s.App, openid, s.Links.URL(p.key, 1280, s.DB.Now()), mediaImage, sceneSocial)
	if err != nil {
		s.Log.WarnContext(ctx, "photo check postponed", "photo", p.ID, "attempts", p.attempts, "err", err)
		return 1, s.postponePhoto(ctx, p.ID, time.Second<<min(p.attempts, 10))
	}
	return 1, s.DB.InTx(ctx, func(tx *db.Tx) error { return awaitVerdict(ctx, tx, p.ID, trace, tx.Now.Add(verdictWithin)) })
}

// MediaChecked takes the verdict that WeChat pushed for a picture; one that is
// of nothing here is left to others.
func (s *Service) MediaChecked(ctx context.Context, m wechat.MediaResult) error {
	id, err := photoByTrace(ctx, s.DB, m.TraceID)
	if db.Missing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if m.ErrCode != 0 { // WeChat could not fetch it: ask again
		return s.postponePhoto(ctx, id, time.Minute)
	}
	return s.settlePhoto(ctx, id, verdictOf(m.Suggest))
}

func (s *Service) settlePhoto(ctx context.Context, id PhotoID, v Verdict) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return settlePhoto(ctx, tx, id, v) })
}

func (s *Service) postponePhoto(ctx context.Context, id PhotoID, wait time.Duration) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return postponePhoto(ctx, tx, id, tx.Now.Add(wait)) })
}

func verdictOf(suggest string) Verdict {
	switch suggest {
	case "pass":
		return Pass
	case "risky":
		return Risky
	}
	return Look
}

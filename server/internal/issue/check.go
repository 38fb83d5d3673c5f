package issue

import (
	"context"
	"crypto/rand"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

const (
	checkLease    = time.Minute
	checkBatch    = 20
	verdictWithin = 35 * time.Minute // WeChat promises thirty
	checkAttempts = 8
	sceneSocial   = 4 // WeChat's number for what people post to each other
	mediaImage    = 2
)

// Check asks WeChat about texts and photos that wait, and says how many it
// took on. What WeChat cannot judge goes to a person; the issue itself is
// never held back from its handler.
func (s *Service) Check(ctx context.Context) (int, error) {
	token := make([]byte, 16)
	rand.Read(token)
	due, err := leaseChecks(ctx, s.DB, token, checkLease, checkBatch)
	if err != nil {
		return 0, err
	}
	for _, c := range due {
		if err := s.check(ctx, c); err != nil {
			return 0, err
		}
	}
	return len(due), nil
}

func (s *Service) check(ctx context.Context, c check) error {
	openid, err := s.Accounts.WeChatOpenID(ctx, s.DB, c.account, s.App)
	if err != nil {
		return err
	}
	if openid == "" || c.attempts > checkAttempts { // WeChat judges only its own users
		return s.settle(ctx, c, Review, "")
	}
	if c.photo != nil {
		return s.checkPhoto(ctx, c, openid)
	}
	v, err := s.WeChat.CheckText(ctx, s.App, openid, sceneSocial, c.words, "")
	if err != nil {
		return s.later(ctx, c, err)
	}
	return s.settle(ctx, c, suggestion(v.Suggest), v.Label)
}

func (s *Service) checkPhoto(ctx context.Context, c check, openid string) error {
	trace, err := s.WeChat.CheckMedia(ctx, s.App, openid, s.Links.URL(*c.key, 1280, s.DB.Now()), mediaImage, sceneSocial)
	if err != nil {
		return s.later(ctx, c, err)
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return awaitVerdict(ctx, tx, c.id, trace, tx.Now.Add(verdictWithin)) })
}

func (s *Service) later(ctx context.Context, c check, cause error) error {
	s.Log.WarnContext(ctx, "content check postponed", "check", c.id, "attempts", c.attempts, "err", cause)
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		return postpone(ctx, tx, c.id, tx.Now.Add(time.Second<<min(c.attempts, 10)))
	})
}

func (s *Service) settle(ctx context.Context, c check, verdict Moderation, label string) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return settle(ctx, tx, c, verdict, label) })
}

func suggestion(s string) Moderation {
	switch s {
	case "pass":
		return Pass
	case "risky":
		return Risky
	}
	return Review
}

// MediaChecked takes the verdict that WeChat pushed for a photo.
func (s *Service) MediaChecked(ctx context.Context, m wechat.MediaResult) error {
	c, err := checkByTrace(ctx, s.DB, m.TraceID)
	if db.Missing(err) {
		return nil // not one of ours, or of a photo that is gone
	}
	if err != nil {
		return err
	}
	if m.ErrCode != 0 { // WeChat could not fetch the photo: ask again
		return s.DB.InTx(ctx, func(tx *db.Tx) error { return postpone(ctx, tx, c.id, tx.Now.Add(time.Minute)) })
	}
	return s.settle(ctx, c, suggestion(m.Suggest), m.Label)
}

// Sweep removes photos that were uploaded and never filed.
func (s *Service) Sweep(ctx context.Context) error {
	old, err := unused(ctx, s.DB, s.DB.Now().Add(-48*time.Hour), 200)
	if err != nil {
		return err
	}
	for _, p := range old {
		if err := s.sweep(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) sweep(ctx context.Context, p photoRow) error {
	gone := false
	err := s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
		gone, err = drop(ctx, tx, p.id)
		return err
	})
	if err != nil || !gone {
		return err
	}
	for _, suffix := range []string{"", "-1280", "-320"} {
		if err := s.Files.Delete(ctx, p.key+suffix); err != nil {
			return err
		}
	}
	return nil
}

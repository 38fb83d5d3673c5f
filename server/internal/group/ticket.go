package group

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

// ticketsPerHour is how often one person may begin; a whole grid takes 23.
const ticketsPerHour = 60

// payloadKept is how long a payload is known as used; WeChat's mark on it is
// good for minutes only.
const payloadKept = 24 * time.Hour

// A Ticket lets one worker bind one group, once. It stays on his phone: the
// card that he shares does not hold it.
type Ticket struct {
	Ticket   string    `json:"ticket"`
	Activity string    `json:"activity" doc:"marks the card as private; empty where the phone or WeChat cannot"`
	Until    time.Time `json:"until"`
}

// Begin makes a ticket. private says that the phone knows cards that cannot be
// passed on; then only such a card will do.
func (s *Service) Begin(ctx context.Context, by account.Actor, id ID, private bool) (t Ticket, err error) {
	if err := s.mayBegin(ctx, by, id); err != nil {
		return t, err
	}
	openid, err := s.Accounts.WeChatOpenID(ctx, s.DB, by.ID, s.App)
	if err != nil {
		return t, err
	}
	if openid == "" || by.OnDesk {
		return t, ErrApp
	}
	if err := s.limit(ctx, "begin:"+strconv.FormatInt(int64(by.ID), 10), ticketsPerHour); err != nil {
		return t, err
	}
	if private {
		a, err := s.WeChat.NewActivity(ctx, s.App, openid)
		if err != nil { // the ticket alone guards it then, and the history says so
			s.Log.WarnContext(ctx, "no private card", "err", err)
		}
		t.Activity = a.ID
	}
	var b [16]byte
	rand.Read(b[:])
	t.Ticket = base64.RawURLEncoding.EncodeToString(b[:])
	return t, s.DB.InTx(ctx, func(tx *db.Tx) error {
		t.Until = tx.Now.Add(s.Options.Ticket)
		return insertTicket(ctx, tx, ticket{hash: hashOf(t.Ticket), group: id, by: by.ID, activity: t.Activity, until: t.Until})
	})
}

func hashOf(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// binder finds a group that the actor may bind, by his post.
func (s *Service) binder(ctx context.Context, by account.Actor, id ID) (record, error) {
	r, err := s.seen(ctx, s.DB, by, id)
	if err == nil && !holds(by, r.At, account.Worker, account.Leader) {
		err = ErrMay
	}
	return r, err
}

func (s *Service) mayBegin(ctx context.Context, by account.Actor, id ID) error {
	r, err := s.binder(ctx, by, id)
	switch {
	case err != nil:
		return err
	case r.Disputed:
		return ErrState.Saying("这个群的归属还在等负责人决定，请等结果出来再绑定")
	}
	phone, err := s.Accounts.Phone(ctx, s.DB, by.ID)
	if err == nil && phone == "" {
		err = ErrPhone
	}
	return err
}

// Sealed is what a phone got from WeChat for the server alone.
type Sealed struct {
	Data string `json:"encrypted_data" minLength:"1" maxLength:"6000"`
	IV   string `json:"iv" minLength:"1" maxLength:"64"`
}

func (s Sealed) open() wechat.Sealed { return wechat.Sealed{Data: s.Data, IV: s.IV} }

// A Sighting is what the worker's phone brings from the opened card.
type Sighting struct {
	Ticket string  `json:"ticket" minLength:"1" maxLength:"64"`
	Group  Sealed  `json:"group" doc:"of wx.getGroupEnterInfo, or of wx.getShareInfo on an old phone"`
	Card   *Sealed `json:"card,omitempty" doc:"of wx.authPrivateMessage; needed where the ticket came with an activity"`
}

// See takes what the card that was opened in the group says, and gives what
// WeChat needs to draw the group's name, for the worker to confirm.
func (s *Service) See(ctx context.Context, by account.Actor, id ID, in Sighting) (opengid string, err error) {
	if _, err := s.binder(ctx, by, id); err != nil {
		return "", err
	}
	keys, err := s.Accounts.SessionKeys(ctx, s.App, by.ID)
	if err != nil {
		return "", err
	}
	g, err := s.opened(keys, in.Group)
	if err != nil {
		return "", err
	}
	return g, s.DB.InTx(ctx, func(tx *db.Tx) error {
		t, err := s.valid(ctx, tx, by, id, in.Ticket)
		if err != nil {
			return err
		}
		if err := s.private(keys, t.activity, in.Card); err != nil {
			return err
		}
		return setSeen(ctx, tx, t.hash, g, hashOf(in.Group.Data+"|"+in.Group.IV))
	})
}

// opened is the WeChat group that a card was opened in.
func (s *Service) opened(keys []string, sealed Sealed) (string, error) {
	g, err := s.WeChat.DecryptGroup(s.App, keys, sealed.open())
	if err != nil {
		return "", refusal(err)
	}
	const friend, colleague = 1, 2 // chats of two
	if g.OpenGID == "" || g.ChatType == friend || g.ChatType == colleague || len(g.OpenGID) > 64 {
		return "", ErrNotGroup
	}
	return g.OpenGID, nil
}

func refusal(err error) error {
	var w *wechat.Error
	if errors.As(err, &w) {
		switch w.Code {
		case wechat.CodeSealed:
			return ErrSealed
		case wechat.CodeForeign:
			return ErrForeign
		}
	}
	return err
}

// private makes sure that the opened card is the one of the ticket.
func (s *Service) private(keys []string, activity string, card *Sealed) error {
	if activity == "" {
		return nil
	}
	if card == nil {
		return ErrCard
	}
	got, err := s.WeChat.DecryptActivity(s.App, keys, card.open())
	if err != nil {
		return refusal(err)
	}
	if got != activity {
		return ErrCard
	}
	return nil
}

// valid locks a ticket that may still be used by the actor for the group.
func (s *Service) valid(ctx context.Context, tx *db.Tx, by account.Actor, id ID, secret string) (ticket, error) {
	t, err := lockTicket(ctx, tx, hashOf(secret))
	if err == nil && (t.group != id || t.by != by.ID || t.used != nil || !tx.Now.Before(t.until)) {
		err = ErrTicket
	}
	return t, err
}

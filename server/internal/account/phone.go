package account

import (
	"context"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/outbox"
)

// Merged says that two accounts turned out to be one person; From is gone.
type Merged struct {
	From ID `json:"from"`
	To   ID `json:"to"`
}

// Topic names the event.
func (Merged) Topic() string { return "account.merged" }

// SetPhone takes the phone number that WeChat vouches for. A number that an
// imported worker has makes the actor that worker; the account that the
// session then stands for is returned.
func (s *Service) SetPhone(ctx context.Context, by Actor, code string) (ID, error) {
	openid, err := s.WeChatOpenID(ctx, s.DB, by.ID, s.Apps[0])
	if err != nil {
		return 0, err
	}
	if openid == "" { // WeChat could not tell whose code it is
		return 0, ErrForbidden.Saying("请在小程序里绑定手机号")
	}
	p, err := s.WeChat.PhoneNumber(ctx, s.Apps[0], code, openid)
	if err != nil {
		return 0, s.refusal(ctx, err)
	}
	id := by.ID
	err = s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
		id, err = s.claim(ctx, tx, by.ID, p.Number)
		return err
	})
	if key, dup := db.Duplicate(err); dup && key == "accounts_by_phone" { // two claimed it at once
		return 0, ErrPhone
	}
	if err != nil {
		return 0, err
	}
	if id != by.ID {
		if err := s.takeSessionKey(ctx, by.ID, id); err != nil {
			return 0, err
		}
	}
	return id, s.refresh(ctx, by.ID, id)
}

// takeSessionKey lets the account that a phone now stands for read what the
// phone brings from WeChat, without another sign-in.
func (s *Service) takeSessionKey(ctx context.Context, from, to ID) error {
	keys, err := s.SessionKeys(ctx, s.Apps[0], from)
	if err != nil || len(keys) == 0 {
		return err
	}
	return s.keepSessionKey(ctx, s.Apps[0], to, keys[0])
}

// claim gives the phone to the account, or the account's sign-in to whom the
// phone was imported for.
func (s *Service) claim(ctx context.Context, tx *db.Tx, id ID, number string) (ID, error) {
	sealed, err := s.Seal.Seal(number, "phone")
	if err != nil {
		return 0, err
	}
	index := s.Seal.Index(number, "phone")
	other, err := byPhone(ctx, tx, index)
	switch {
	case db.Missing(err) || err == nil && other.ID == id:
		return id, setPhone(ctx, tx, id, sealed, index)
	case err != nil:
		return 0, err
	}
	used, err := hasIdentity(ctx, tx, other.ID)
	if err != nil {
		return 0, err
	}
	grants, err := grantsOf(ctx, tx, id)
	if err != nil {
		return 0, err
	}
	if used || other.Disabled || len(grants) > 0 { // nobody with a post of his own vanishes into another
		return 0, ErrPhone
	}
	if err := moveIdentities(ctx, tx, id, other.ID); err != nil {
		return 0, err
	}
	return other.ID, outbox.Append(ctx, tx, Merged{id, other.ID})
}

// PhoneIndex is what recognises a phone number without telling it.
func (s *Service) PhoneIndex(number string) []byte { return s.Seal.Index(number, "phone") }

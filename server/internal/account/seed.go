package account

import (
	"context"
	"slices"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/outbox"
)

// A WorkerSeed is a worker of an imported table.
type WorkerSeed struct {
	Name, Phone, UnionID string
}

// EnsureWorker finds or makes the account that a worker will claim by his
// phone number or unionid.
func (s *Service) EnsureWorker(ctx context.Context, tx *db.Tx, w WorkerSeed) (id ID, made bool, err error) {
	var acc record
	index := s.Seal.Index(w.Phone, "phone")
	acc, err = byPhone(ctx, tx, index)
	if db.Missing(err) && w.UnionID != "" {
		acc, err = byUnionID(ctx, tx, w.UnionID)
	}
	if err == nil || !db.Missing(err) {
		return acc.ID, false, err
	}
	if acc, err = create(ctx, tx, record{Name: w.Name, UnionID: optional(w.UnionID)}); err != nil {
		return 0, false, err
	}
	sealed, err := s.Seal.Seal(w.Phone, "phone")
	if err != nil {
		return 0, false, err
	}
	return acc.ID, true, setPhone(ctx, tx, acc.ID, sealed, index)
}

// EnsureStaff finds or makes an account of the staff pages. The password is
// used only when the account is made.
func (s *Service) EnsureStaff(ctx context.Context, tx *db.Tx, username, name, password string) (id ID, made bool, err error) {
	acc, err := byUsername(ctx, tx, username)
	if err == nil || !db.Missing(err) {
		return acc.ID, false, err
	}
	r := record{Name: name, Username: &username}
	if password != "" {
		hash := hashPassword(password)
		r.PasswordHash = &hash
	}
	acc, err = create(ctx, tx, r)
	return acc.ID, true, err
}

// EnsureGrant gives a role unless the account has it already.
func (s *Service) EnsureGrant(ctx context.Context, tx *db.Tx, id ID, role Role, at Territory) (made bool, err error) {
	grants, err := grantsOf(ctx, tx, id)
	if err != nil || slices.ContainsFunc(grants, func(g Grant) bool { return g.Role == role && g.Territory == at }) {
		return false, err
	}
	if err := insertGrant(ctx, tx, id, Grant{Role: role, Territory: at, From: tx.Now}, nil); err != nil {
		return false, err
	}
	return true, outbox.Append(ctx, tx, GrantsChanged{id, tx.Now})
}

// EndGrants ends a role on a territory for everybody but those named, and the
// sessions that still carry it.
func (s *Service) EndGrants(ctx context.Context, tx *db.Tx, role Role, at Territory, but ...ID) (int, error) {
	lose, err := holdersBut(ctx, tx, role, at, but)
	if err != nil || len(lose) == 0 {
		return 0, err
	}
	if err := endGrants(ctx, tx, role, at, lose); err != nil {
		return 0, err
	}
	for _, id := range lose {
		if err := outbox.Append(ctx, tx, GrantsChanged{id, tx.Now}); err != nil {
			return 0, err
		}
		if err := s.Leaving(ctx, tx, id); err != nil {
			return 0, err
		}
	}
	return len(lose), nil
}

package group

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// verifiedIn is the micro-grid whose resident the actor is known to be.
func verifiedIn(by account.Actor) int64 {
	if by.Level < account.Verified {
		return 0
	}
	return by.Home.MicroGrid
}

// witness makes a group active that enough verified residents of its
// micro-grid were seen in.
func (s *Service) witness(ctx context.Context, tx *db.Tx, r record, opengid string) (record, Found, error) {
	var binder []byte
	if r.BoundBy != nil {
		binder = s.tag(opengid, *r.BoundBy)
	}
	n, err := witnesses(ctx, tx, opengid, r.At.MicroGrid, binder)
	if err != nil || n < s.Options.Witnesses {
		return r, Waiting, err
	}
	if r, err = lock(ctx, tx, r.ID); err != nil {
		return r, Waiting, err
	}
	if r.Status != grid.Pending || !r.holds(opengid) || r.Disputed {
		return r, Waiting, nil
	}
	if err := setStatus(ctx, tx, r.ID, grid.Active, ""); err != nil {
		return r, Waiting, err
	}
	if err := insertEvent(ctx, tx, r, 0, witnessed, ""); err != nil {
		return r, Waiting, err
	}
	return r, InGroup, s.tellBinder(ctx, tx, account.Actor{}, r, "微信群已确认", fmt.Sprintf("%s 已由多位居民的打开自动确认。", r.Name))
}

// tag stands for a person in a group: the same tomorrow, and nobody's who has
// only the database.
func (s *Service) tag(opengid string, id account.ID) []byte {
	mac := hmac.New(sha256.New, s.TagKey)
	fmt.Fprintf(mac, "opener:%s:%d", opengid, id)
	return mac.Sum(nil)[:tagBytes]
}

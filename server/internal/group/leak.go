package group

import (
	"context"
	"errors"
	"fmt"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A Leak is a card of one of our groups that is opened in a group which nobody
// bound: somebody shared it outside, or the group waits to be bound.
type Leak struct {
	ID      int64     `json:"id"`
	Group   Group     `json:"group" doc:"whose card it is"`
	Opens   int       `json:"opens"`
	Openers int       `json:"openers"`
	FirstAt time.Time `json:"first_at"`
	LastAt  time.Time `json:"last_at"`
}

// leak notes that a card was opened in an unknown group; beyond a few people
// the worker is told, once.
func (s *Service) leak(ctx context.Context, tx *db.Tx, by account.Actor, opengid string, card ID) error {
	r, err := get(ctx, tx, card)
	if errors.Is(err, ErrNotFound) { // a card that names no group of ours leaks nothing
		return nil
	}
	if err != nil {
		return err
	}
	if err := insertOpener(ctx, tx, opengid, s.tag(opengid, by.ID), verifiedIn(by)); err != nil {
		return err
	}
	if err := countLeak(ctx, tx, r, opengid); err != nil {
		return err
	}
	first, err := leakToTell(ctx, tx, r.ID, opengid, s.Options.Strangers)
	if err != nil || !first {
		return err
	}
	return s.tellWorker(ctx, tx, r, "卡片可能发到了群外", fmt.Sprintf("%s 的卡片在一个没有绑定的微信群里被多人打开。如果是您发错了群，请撤回；如果也是本网格的群，请绑定。", r.Name))
}

// Leaks lists those of everywhere the actor works, the latest first. A group
// that was bound since is no leak any more.
func (s *Service) Leaks(ctx context.Context, by account.Actor, community int64) ([]Leak, error) {
	rows, err := leaks(ctx, s.DB, by.Territories(offices...), community)
	if err != nil {
		return nil, err
	}
	ids := make([]ID, len(rows))
	for i, r := range rows {
		ids[i] = r.group
	}
	views, _, err := s.byID(ctx, ids)
	out := make([]Leak, len(rows))
	for i, r := range rows {
		out[i] = r.Leak
		out[i].Group = views[r.group]
	}
	return out, err
}

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
// its worker is told, once. One person opening many cards tells nobody.
func (s *Service) leak(ctx context.Context, tx *db.Tx, by account.Actor, opengid string, card ID) error {
	r, err := get(ctx, tx, card)
	if errors.Is(err, ErrNotFound) { // a card that names no group of ours leaks nothing
		return nil
	}
	if err != nil {
		return err
	}
	tag := s.tag(opengid, by.ID)
	if err := insertOpener(ctx, tx, opengid, tag, verifiedIn(by)); err != nil {
		return err
	}
	id, err := countLeak(ctx, tx, r, opengid)
	if err != nil {
		return err
	}
	if err := insertLeakOpener(ctx, tx, id, tag); err != nil {
		return err
	}
	first, err := leakToTell(ctx, tx, id, s.Options.Strangers)
	if err != nil || !first {
		return err
	}
	return s.warn(ctx, tx, r, opengid)
}

// warn tells the worker of a leak. When an outside group has had some warned on
// one day, the staff hear of it, once, instead of all other workers.
func (s *Service) warn(ctx context.Context, tx *db.Tx, r record, opengid string) error {
	nth, err := countWarning(ctx, tx, opengid, r.At.Community)
	switch {
	case err != nil || nth > s.Options.Warnings+1:
		return err
	case nth > s.Options.Warnings:
		to, err := s.Grid.Owner(ctx, tx, account.Territory{Community: r.At.Community}, tx.Now)
		if err != nil {
			return err
		}
		return s.tell(ctx, tx, to, r, "多个群的卡片流到群外", "同一个没有绑定的微信群里，今天打开了许多微网格的卡片，后面的不再逐一提醒网格员。请在“微信群—群外打开”里查看。")
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

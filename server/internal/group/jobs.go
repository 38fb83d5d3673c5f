package group

import (
	"context"
	"fmt"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

const silentBatch = 200

// Silence suspends groups that nobody opened a card in for long. They come back
// when somebody does.
func (s *Service) Silence(ctx context.Context) error {
	for {
		since := s.DB.Now().Add(-s.Options.Silence)
		ids, err := silent(ctx, s.DB, since, silentBatch)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.silence(ctx, tx, id) }); err != nil {
				return err
			}
		}
	}
}

// silentSince says whether nobody opened a card, and nobody confirmed the group,
// since a moment.
func (r *record) silentSince(t time.Time) bool {
	return (r.OpenedAt == nil || r.OpenedAt.Before(t)) && r.Activated != nil && r.Activated.Before(t)
}

func (s *Service) silence(ctx context.Context, tx *db.Tx, id ID) error {
	r, err := lock(ctx, tx, id)
	if err != nil || r.Status != grid.Active || !r.silentSince(tx.Now.Add(-s.Options.Silence)) {
		return err // somebody was quicker
	}
	if err := setStatus(ctx, tx, id, grid.Suspended, isSilent); err != nil {
		return err
	}
	days := int(s.Options.Silence.Hours() / 24)
	if err := insertEvent(ctx, tx, r, 0, suspended, fmt.Sprintf("%d 天没有人打开卡片", days)); err != nil {
		return err
	}
	return s.tellWorker(ctx, tx, r, "微信群很久没有动静", fmt.Sprintf("%s 已 %d 天没有人打开卡片。请在群里发一张卡片，有人打开就会恢复。", r.Name, days))
}

// HandOver marks the groups that somebody vouched for whose post has ended:
// they go on, and his successor confirms them once.
func (s *Service) HandOver(ctx context.Context, tx *db.Tx, id account.ID) error {
	list, err := vouchers(ctx, tx, id)
	if err != nil {
		return err
	}
	for _, v := range list {
		if err := s.vacate(ctx, tx, v); err != nil {
			return err
		}
	}
	return nil
}

// Retire is HandOver for those whose term ended by date.
func (s *Service) Retire(ctx context.Context) error {
	list, err := vouchers(ctx, s.DB, 0)
	if err != nil {
		return err
	}
	for _, v := range list {
		ok, err := s.inPost(ctx, s.DB, v)
		if err != nil {
			return err
		}
		if ok {
			continue
		}
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.vacate(ctx, tx, v) }); err != nil {
			return err
		}
	}
	return nil
}

// inPost says whether who vouches for a group still answers for its place.
func (s *Service) inPost(ctx context.Context, q db.Querier, v vouched) (bool, error) {
	for role, at := range map[account.Role]account.Territory{account.Worker: v.at, account.Leader: {Community: v.at.Community, Grid: v.at.Grid}} {
		ids, err := s.Accounts.Holders(ctx, q, role, at, s.DB.Now())
		if err != nil || slices.Contains(ids, v.by) {
			return true, err
		}
	}
	return false, nil
}

func (s *Service) vacate(ctx context.Context, tx *db.Tx, v vouched) error {
	ok, err := s.inPost(ctx, tx, v)
	if err != nil || ok {
		return err
	}
	r, err := lock(ctx, tx, v.id)
	if err != nil || r.BoundBy == nil || *r.BoundBy != v.by || r.Reconfirm || !r.live() {
		return err
	}
	if err := setReconfirm(ctx, tx, v.id); err != nil {
		return err
	}
	if err := insertEvent(ctx, tx, r, 0, postVacant, ""); err != nil {
		return err
	}
	return s.tellWorker(ctx, tx, r, "请确认接手的微信群", fmt.Sprintf("%s 的绑定人已离任。请在群里点开一次绑定卡片，确认由您接手。", r.Name))
}

package group

import (
	"context"
	"strconv"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// switchDays is how long somebody who changed his micro-grid from a group keeps it.
const switchDays = 30

// Join makes the actor a member of the micro-grid of the group that he just
// came from. Where he belongs to another one he says so himself: change.
func (s *Service) Join(ctx context.Context, by account.Actor, change bool) error {
	id, err := s.entered(ctx, by)
	if err != nil {
		return err
	}
	r, err := get(ctx, s.DB, id)
	if err != nil {
		return err
	}
	p, err := s.Grid.Live(ctx, s.DB, grid.MicroGridID(r.At.MicroGrid))
	switch {
	case err != nil:
		return err
	case r.Status != grid.Active:
		return ErrEntry
	case by.Home.MicroGrid == p.MicroGrid:
		return nil
	case by.Home.MicroGrid != 0 && !change:
		return ErrElsewhere
	}
	if err := s.mayMove(ctx, s.DB, by, s.DB.Now()); err != nil { // asked before he takes one of the places of this hour
		return err
	}
	if err := s.limit(ctx, "join:"+strconv.FormatInt(int64(id), 10), s.Options.Joins); err != nil {
		return err
	}
	if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.settleIn(ctx, tx, by, id, p.Territory) }); err != nil {
		return err
	}
	return s.Accounts.Refresh(ctx, by.ID)
}

// mayMove refuses who has a home and changed it from a group lately.
func (s *Service) mayMove(ctx context.Context, q db.Querier, by account.Actor, now time.Time) error {
	if by.Home.MicroGrid == 0 {
		return nil
	}
	n, err := s.Grid.MovedSince(ctx, q, by.ID, grid.ByGroup, now.AddDate(0, 0, -switchDays))
	if err == nil && n > 0 {
		err = ErrSwitched
	}
	return err
}

// settleIn records the new home; who had one changes it once a month at most.
func (s *Service) settleIn(ctx context.Context, tx *db.Tx, by account.Actor, id ID, home account.Territory) error {
	if err := s.mayMove(ctx, tx, by, tx.Now); err != nil {
		return err
	}
	if err := s.Grid.Settle(ctx, tx, by.ID, home, grid.ByGroup); err != nil {
		return err
	}
	if by.Home.MicroGrid != 0 {
		return countDay(ctx, tx, id, day{moves: 1})
	}
	return countDay(ctx, tx, id, day{joins: 1})
}

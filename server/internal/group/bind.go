package group

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/problem"
)

// Confirm binds the group that was seen with the ticket: the worker read its
// name. A dispute is raised in the same transaction and binds nothing.
func (s *Service) Confirm(ctx context.Context, by account.Actor, id ID, secret string) (Detail, error) {
	if _, err := s.binder(ctx, by, id); err != nil {
		return Detail{}, err
	}
	try := func(tx *db.Tx) (*problem.Error, error) { return s.confirm(ctx, tx, by, id, secret) }
	refused, err := once.Do(ctx, s.DB, try)
	if errors.Is(err, ErrTaken) { // another was faster by a moment; now its row is there to be seen
		refused, err = once.Do(ctx, s.DB, try)
	}
	if err == nil && refused != nil {
		err = refused
	}
	if err != nil {
		return Detail{}, err
	}
	s.Push.Wake(ctx)
	return s.Get(ctx, by, id)
}

func (s *Service) confirm(ctx context.Context, tx *db.Tx, by account.Actor, id ID, secret string) (refused *problem.Error, err error) {
	t, err := s.valid(ctx, tx, by, id, secret)
	if err != nil {
		return nil, err
	}
	if t.opengid == nil {
		return nil, ErrTicket.Saying("还没有读到群的信息，请在群里点开刚才的卡片")
	}
	r, err := s.doing(ctx, tx, by, id, Bind)
	if err != nil {
		return nil, err
	}
	if err := spend(ctx, tx, t.hash); err != nil {
		return nil, err
	}
	return s.bind(ctx, tx, by, r, t)
}

// bind takes a presented group for the row, or raises a dispute and says why.
func (s *Service) bind(ctx context.Context, tx *db.Tx, by account.Actor, r record, t ticket) (refused *problem.Error, err error) {
	other, err := holder(ctx, tx, *t.opengid)
	found := err == nil
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	switch {
	case r.holds(*t.opengid):
		return nil, s.reconfirm(ctx, tx, by, r)
	case found && other.At.MicroGrid == r.At.MicroGrid:
		return ErrSame, nil
	case found:
		return ErrTaken, s.raise(ctx, tx, by, taken, other, r, *t.opengid)
	case r.live():
		return ErrSecond, s.raise(ctx, tx, by, second, r, r, *t.opengid)
	}
	if err := setBound(ctx, tx, r.ID, *t.opengid, grid.Pending, by.ID, t.activity != ""); err != nil {
		return nil, err
	}
	note := ""
	if t.activity == "" {
		note = "用的是可以转发的普通卡片，请核对群名"
	}
	if err := insertEvent(ctx, tx, r, by.ID, bound, note); err != nil {
		return nil, err
	}
	return nil, s.tellKeepers(ctx, tx, by, r, "有微信群等待您确认", fmt.Sprintf("%s 已由网格员绑定，请核对后确认。", r.Name))
}

// reconfirm is the ceremony in a group that is the row's already: by the second
// person, by a successor, or after it was suspended.
func (s *Service) reconfirm(ctx context.Context, tx *db.Tx, by account.Actor, r record) error {
	if slices.Contains(r.may(by), Activate) {
		return s.activate(ctx, tx, by, r)
	}
	if err := setBinder(ctx, tx, r.ID, by.ID); err != nil {
		return err
	}
	if r.Status == grid.Suspended {
		if err := setStatus(ctx, tx, r.ID, grid.Active, ""); err != nil {
			return err
		}
	}
	return insertEvent(ctx, tx, r, by.ID, confirmed, "")
}

// Activate is the second person's word that the group is the one of its name.
func (s *Service) Activate(ctx context.Context, by account.Actor, id ID) (Detail, error) {
	return s.change(ctx, by, id, Activate, func(tx *db.Tx, r record) error { return s.activate(ctx, tx, by, r) })
}

func (s *Service) activate(ctx context.Context, tx *db.Tx, by account.Actor, r record) error {
	if err := setStatus(ctx, tx, r.ID, grid.Active, ""); err != nil {
		return err
	}
	if err := insertEvent(ctx, tx, r, by.ID, activated, ""); err != nil {
		return err
	}
	return s.tellBinder(ctx, tx, by, r, "微信群已确认", fmt.Sprintf("%s 已确认，群里的居民打开卡片就能加入本网格。", r.Name))
}

// Unbind ends that the group is this micro-grid's. Who joined from it stays,
// and so does the history.
func (s *Service) Unbind(ctx context.Context, by account.Actor, id ID, reason string) (Detail, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return Detail{}, ErrReason
	}
	return s.change(ctx, by, id, Unbind, func(tx *db.Tx, r record) error {
		if err := setStatus(ctx, tx, id, grid.Unbound, ""); err != nil {
			return err
		}
		if err := insertEvent(ctx, tx, r, by.ID, unbound, reason); err != nil {
			return err
		}
		return s.tellBinder(ctx, tx, by, r, "微信群已解除绑定", fmt.Sprintf("%s 已解除绑定。%s", r.Name, reason))
	})
}

// Declare says how many members the group has now.
func (s *Service) Declare(ctx context.Context, by account.Actor, id ID, members int) (Detail, error) {
	return s.change(ctx, by, id, Declare, func(tx *db.Tx, r record) error {
		if err := setDeclared(ctx, tx, id, members); err != nil {
			return err
		}
		return insertEvent(ctx, tx, r, by.ID, declared, fmt.Sprintf("%d 人", members))
	})
}

func (s *Service) change(ctx context.Context, by account.Actor, id ID, a Act, do func(*db.Tx, record) error) (Detail, error) {
	_, err := once.Do(ctx, s.DB, func(tx *db.Tx) (ID, error) {
		r, err := s.doing(ctx, tx, by, id, a)
		if err != nil {
			return 0, err
		}
		return id, do(tx, r)
	})
	if err != nil {
		return Detail{}, err
	}
	s.Push.Wake(ctx)
	return s.Get(ctx, by, id)
}

package volunteer

import (
	"context"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// StepOrder takes an order a step on.
func (s *Service) StepOrder(ctx context.Context, by account.Actor, id OrderID, step OrderStep) (Order, error) {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		o, err := orderByID(ctx, tx, id, ` FOR UPDATE`)
		if err != nil {
			return err
		}
		skills, err := skillsOf(ctx, tx, by.ID)
		helps := able(by, skills, &o)
		switch {
		case err != nil:
			return err
		case !o.inside(by) && !helps:
			return ErrOrder
		case !slices.Contains(o.may(by, helps), step):
			return ErrStep
		}
		return s.stepOrder(ctx, tx, by, o, step)
	})
	if err != nil {
		return Order{}, err
	}
	s.Push.Wake(ctx)
	return s.Order(ctx, by, id)
}

func (s *Service) stepOrder(ctx context.Context, tx *db.Tx, by account.Actor, o order, step OrderStep) error {
	was := o.Helper
	switch step {
	case Claim:
		o.State, o.Helper = Claimed, &by.ID
	case GiveBack, Reopen:
		o.State, o.Helper = Open, nil
	case Finish:
		o.State = Done
	case Accept:
		o.State = Closed
	case Drop:
		o.State = Dropped
	}
	if err := setOrder(ctx, tx, o, by.ID); err != nil {
		return err
	}
	told := map[OrderStep]struct{ title, body string }{
		Claim:    {"有人来帮忙了", "有志愿者认领了您的关爱单，会尽快与您联系。"},
		GiveBack: {"正在另找人", "志愿者临时来不了，我们正在另找人。"},
		Finish:   {"请确认", "志愿者说已经办好，请确认一下。"},
		Accept:   {"谢谢您", "对方已确认，谢谢您的帮忙。"},
		Reopen:   {"还没办好", "对方说还没办好，已另请人帮忙。"},
		Drop:     {"不用去了", "对方说不用帮忙了，谢谢您。"},
	}[step]
	if by.ID != o.By && (step == Claim || step == GiveBack || step == Finish) {
		if err := s.tellOrder(ctx, tx, o, o.By, told.title, told.body); err != nil {
			return err
		}
	}
	if was != nil && *was != by.ID {
		if err := s.tellOrder(ctx, tx, o, *was, told.title, told.body); err != nil {
			return err
		}
	}
	if o.State == Open {
		return s.askAround(ctx, tx, o)
	}
	return nil
}

// Escalate tells those who answer for a place of orders that nobody claims:
// first the worker, then the community's staff, each once.
func (s *Service) Escalate(ctx context.Context) error {
	ids, err := unclaimed(ctx, s.DB, s.DB.Now())
	for _, id := range ids {
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error {
			o, err := orderByID(ctx, tx, id, ` FOR UPDATE`)
			if err != nil || o.State != Open {
				return err
			}
			at := o.At
			if o.Escalated > 0 {
				at = account.Territory{Community: o.At.Community}
			}
			to, err := s.Grid.Owner(ctx, tx, at, tx.Now)
			if err != nil {
				return err
			}
			if err := s.tellOrder(ctx, tx, o, to, "关爱单无人认领", "还没有志愿者认领，请帮忙安排一下。"); err != nil {
				return err
			}
			return setEscalated(ctx, tx, id, o.Escalated+1)
		}); err != nil {
			return err
		}
	}
	s.Push.Wake(ctx)
	return err
}

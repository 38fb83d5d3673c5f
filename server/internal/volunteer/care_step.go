package volunteer

import (
	"context"
	"encoding/json"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Order is one order, for those inside and those who could help.
func (s *Service) Order(ctx context.Context, by account.Actor, id OrderID) (Order, error) {
	o, err := orderByID(ctx, s.DB, id, ``)
	if err != nil {
		return Order{}, err
	}
	return s.orderView(ctx, by, o)
}

func (s *Service) orderView(ctx context.Context, by account.Actor, o order) (out Order, err error) {
	able, err := s.able(ctx, s.DB, by, &o)
	if err == nil && !o.inside(by) && (!able || o.State != Open) {
		err = ErrOrder
	}
	if err != nil {
		return out, err
	}
	out = Order{ID: o.ID, Wanted: o.Wanted, State: o.State, Created: o.Created, May: o.may(by, able)}
	if out.Where, err = s.where(ctx, s.DB, o.At); err != nil {
		return out, err
	}
	known, err := careKinds(ctx, s.DB, o.At.Community)
	if err != nil {
		return out, err
	}
	if i := slices.IndexFunc(known, func(k CareKind) bool { return k.Code == o.Kind }); i >= 0 {
		out.Kind = known[i]
	}
	if o.inside(by) {
		text, err := s.Seal.Open(o.sealed, sealedNeeds)
		if err != nil {
			return out, err
		}
		out.Needs = &Needs{}
		if err := json.Unmarshal([]byte(text), out.Needs); err != nil {
			return out, err
		}
	}
	if o.Helper != nil {
		names, err := s.Accounts.Names(ctx, s.DB, *o.Helper)
		out.Helper = names[*o.Helper].DisplayName
		return out, err
	}
	return out, nil
}

// Orders lists those that the actor ordered, helps with, could help with or
// answers for, the newest first.
func (s *Service) Orders(ctx context.Context, by account.Actor, before OrderID, limit int) ([]Order, error) {
	skills, err := skillsOf(ctx, s.DB, by.ID)
	if err != nil {
		return nil, err
	}
	if by.Level < account.Verified {
		skills = nil
	}
	rows, err := ordersFor(ctx, s.DB, by, by.Territories(makers...), skills, before, limit)
	out := make([]Order, len(rows))
	for i, o := range rows {
		if err == nil {
			out[i], err = s.orderView(ctx, by, o)
		}
	}
	return out, err
}

// StepOrder takes an order a step on.
func (s *Service) StepOrder(ctx context.Context, by account.Actor, id OrderID, step OrderStep) (Order, error) {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		o, err := orderByID(ctx, tx, id, ` FOR UPDATE`)
		if err != nil {
			return err
		}
		able, err := s.able(ctx, tx, by, &o)
		switch {
		case err != nil:
			return err
		case !o.inside(by) && !able:
			return ErrOrder
		case !slices.Contains(o.may(by, able), step):
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

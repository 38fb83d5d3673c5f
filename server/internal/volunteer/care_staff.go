package volunteer

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A StaffOrder is a care order for those who answer for its place.
type StaffOrder struct {
	Order
	By        string `json:"ordered_by"`
	Phone     string `json:"phone_masked" doc:"of whoever ordered; empty when he gave none"`
	Assigns   bool   `json:"may_assign" doc:"the caller may say who helps"`
	Escalated bool   `json:"escalated" doc:"nobody claimed it for long, and those above were told"`
}

// An OrderQuery narrows the staff's list of orders; its zero fields do not.
type OrderQuery struct {
	At    account.Territory
	Kind  string
	Ended bool
	After OrderPlace
	Limit int
}

// An OrderPlace is where a list of orders goes on.
type OrderPlace struct {
	Claimed bool
	Wanted  time.Time
	ID      OrderID
}

// A Helper is a volunteer who could be asked to help.
type Helper struct {
	ID    account.ID `json:"account_id"`
	Name  string     `json:"name"`
	Phone string     `json:"phone_masked"`
}

// OrdersForStaff lists the care orders of the places that the actor answers for.
func (s *Service) OrdersForStaff(ctx context.Context, by account.Actor, q OrderQuery) ([]StaffOrder, error) {
	rows, err := staffOrders(ctx, s.DB, by.Territories(makers...), q)
	if err != nil {
		return nil, err
	}
	ids := make([]account.ID, len(rows))
	for i, o := range rows {
		ids[i] = o.By
	}
	cards, err := s.Accounts.Cards(ctx, s.DB, ids...)
	if err != nil {
		return nil, err
	}
	skills, err := skillsOf(ctx, s.DB, by.ID)
	if err != nil {
		return nil, err
	}
	views, err := s.orderViews(ctx, by, skills, rows)
	if err != nil {
		return nil, err
	}
	out := make([]StaffOrder, len(rows))
	for i, o := range rows {
		c := cards[o.By]
		out[i] = StaffOrder{Order: views[i], By: c.DisplayName, Phone: c.PhoneMasked, Assigns: o.assignable(by), Escalated: o.Escalated > 0}
	}
	return out, nil
}

func (o *order) assignable(by account.Actor) bool {
	return (o.State == Open || o.State == Claimed) && holds(by, o.At, makers...)
}

// Helpers lists who could be asked to help with an order: near ones first, and
// only those whom a worker knows, for they go into homes.
func (s *Service) Helpers(ctx context.Context, by account.Actor, id OrderID) ([]Helper, error) {
	o, err := orderByID(ctx, s.DB, id, ``)
	if err == nil && !o.assignable(by) {
		err = ErrOrder
	}
	if err != nil {
		return nil, err
	}
	return s.helpers(ctx, s.DB, o)
}

func (s *Service) helpers(ctx context.Context, q db.Querier, o order) ([]Helper, error) {
	list, err := suitable(ctx, q, o, 200)
	if err != nil {
		return nil, err
	}
	cards, err := s.Accounts.Cards(ctx, q, list...)
	out := []Helper{}
	for _, id := range list {
		if c := cards[id]; o.Helper == nil || *o.Helper != id {
			out = append(out, Helper{id, c.DisplayName, c.PhoneMasked})
		}
	}
	return out, err
}

// Assign asks one volunteer to help, in the place of another if there is one.
func (s *Service) Assign(ctx context.Context, by account.Actor, id OrderID, to account.ID) (Order, error) {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		o, err := orderByID(ctx, tx, id, ` FOR UPDATE`)
		switch {
		case err != nil:
			return err
		case !holds(by, o.At, makers...):
			return ErrOrder
		case !o.assignable(by):
			return ErrStep
		}
		able, err := s.helpers(ctx, tx, o)
		if err == nil && !slices.ContainsFunc(able, func(h Helper) bool { return h.ID == to }) {
			err = ErrHelper
		}
		if err != nil {
			return err
		}
		was := o.Helper
		o.State, o.Helper = Claimed, &to
		if err := setOrder(ctx, tx, o, by.ID); err != nil {
			return err
		}
		if was != nil {
			if err := s.tellOrder(ctx, tx, o, *was, "不用去了", "这份关爱单已另请人帮忙，谢谢您。"); err != nil {
				return err
			}
		}
		if err := s.tellOrder(ctx, tx, o, to, "请您帮忙", "社区想请您帮这位邻居；不方便可以退回，我们另找人。"); err != nil {
			return err
		}
		return s.tellOrder(ctx, tx, o, o.By, "有人来帮忙了", "有志愿者来帮忙，会尽快与您联系。")
	})
	if err != nil {
		return Order{}, err
	}
	s.Push.Wake(ctx)
	return s.Order(ctx, by, id)
}

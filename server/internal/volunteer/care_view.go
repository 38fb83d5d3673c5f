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
	skills, err := skillsOf(ctx, s.DB, by.ID)
	if err == nil && !o.inside(by) && (!able(by, skills, &o) || o.State != Open) {
		err = ErrOrder
	}
	if err != nil {
		return Order{}, err
	}
	list, err := s.orderViews(ctx, by, skills, []order{o})
	if err != nil {
		return Order{}, err
	}
	return list[0], nil
}

// Orders lists those that the actor ordered, helps with, could help with or
// answers for, the newest first.
func (s *Service) Orders(ctx context.Context, by account.Actor, before OrderID, limit int) ([]Order, error) {
	skills, err := skillsOf(ctx, s.DB, by.ID)
	if err != nil {
		return nil, err
	}
	offered := skills
	if by.Level < account.Verified {
		offered = nil
	}
	rows, err := ordersFor(ctx, s.DB, by, by.Territories(makers...), offered, before, limit)
	if err != nil {
		return nil, err
	}
	return s.orderViews(ctx, by, skills, rows)
}

// orderViews shows orders as the actor may see them, who offers some skills.
func (s *Service) orderViews(ctx context.Context, by account.Actor, skills []string, rows []order) ([]Order, error) {
	helpers, named := []account.ID{}, map[int64][]CareKind{}
	for _, o := range rows {
		if o.Helper != nil {
			helpers = append(helpers, *o.Helper)
		}
		if _, ok := named[o.At.Community]; ok {
			continue
		}
		var err error
		if named[o.At.Community], err = careKinds(ctx, s.DB, o.At.Community); err != nil {
			return nil, err
		}
	}
	names, err := s.Accounts.Names(ctx, s.DB, helpers...)
	if err != nil {
		return nil, err
	}
	out := make([]Order, len(rows))
	for i, o := range rows {
		out[i] = Order{ID: o.ID, Kind: kindOf(named[o.At.Community], o.Kind), Wanted: o.Wanted, State: o.State, Created: o.Created, May: o.may(by, able(by, skills, &o))}
		if o.Helper != nil {
			out[i].Helper = names[*o.Helper].DisplayName
		}
		if out[i].Where, err = s.where(ctx, s.DB, o.At); err != nil {
			return nil, err
		}
		if !o.inside(by) {
			continue
		}
		if out[i].Needs, err = s.openNeeds(o); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func kindOf(known []CareKind, code string) CareKind {
	if i := slices.IndexFunc(known, func(k CareKind) bool { return k.Code == code }); i >= 0 {
		return known[i]
	}
	return CareKind{}
}

// openNeeds is what is needed; nil when it was forgotten.
func (s *Service) openNeeds(o order) (*Needs, error) {
	if len(o.sealed) == 0 {
		return nil, nil
	}
	text, err := s.Seal.Open(o.sealed, sealedNeeds)
	if err != nil {
		return nil, err
	}
	n := &Needs{}
	return n, json.Unmarshal([]byte(text), n)
}

const careBatch = 500

// ForgetCare forgets who was helped with what so long after it ended.
func (s *Service) ForgetCare(ctx context.Context) error {
	for n := int64(careBatch); n == careBatch; {
		err := s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
			n, err = forgetOrders(ctx, tx, tx.Now.Add(-s.Options.CareKept), careBatch)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

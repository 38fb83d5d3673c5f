package volunteer

import (
	"context"
	"errors"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Organisers lists who was given the right to make activities.
func (s *Service) Organisers(ctx context.Context, by account.Actor, community int64) ([]Organiser, error) {
	if !holds(by, account.Territory{Community: community}, account.Staff, account.Admin) {
		return nil, ErrNotFound
	}
	list, err := organisers(ctx, s.DB, community)
	if err != nil {
		return nil, err
	}
	ids := make([]account.ID, len(list))
	for i, o := range list {
		ids[i] = o.Account
	}
	names, err := s.Accounts.Names(ctx, s.DB, ids...)
	for i := range list {
		list[i].Name = names[list[i].Account].DisplayName
	}
	return list, err
}

// SetOrganiser gives somebody the right to make activities, or takes it.
func (s *Service) SetOrganiser(ctx context.Context, by account.Actor, community int64, o Organiser, may bool) error {
	if !holds(by, account.Territory{Community: community}, account.Staff, account.Admin) {
		return ErrNotFound
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		if !may {
			return deleteOrganiser(ctx, tx, community, o.Account)
		}
		active, err := s.Accounts.Active(ctx, tx, o.Account)
		if errors.Is(err, account.ErrNotFound) || err == nil && !active {
			err = ErrOrganiser
		}
		if err != nil {
			return err
		}
		return insertOrganiser(ctx, tx, community, o, by.ID)
	})
}

// Organising is the community at home where the actor was given the right to
// make activities; 0 when there is none.
func (s *Service) Organising(ctx context.Context, by account.Actor) (int64, error) {
	ok, err := organises(ctx, s.DB, by.Home.Community, by.ID)
	if err != nil || !ok {
		return 0, err
	}
	return by.Home.Community, nil
}

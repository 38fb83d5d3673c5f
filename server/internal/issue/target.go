package issue

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// People who could take the issue over: workers and leaders of its grid, staff
// of its community.
func (s *Service) targets(ctx context.Context, q db.Querier, r *record, now time.Time) ([]Successor, error) {
	var out []Successor
	add := func(role account.Role, at account.Territory, territory string) error {
		ids, err := s.Accounts.Holders(ctx, q, role, at, now)
		for _, id := range ids {
			if id != r.Owner && !slices.ContainsFunc(out, func(t Successor) bool { return t.Account == id }) {
				out = append(out, Successor{Account: id, Role: roleNames[role], Territory: territory})
			}
		}
		return err
	}
	micros, err := s.Grid.Neighbours(ctx, q, r.At)
	if err != nil {
		return nil, err
	}
	if err := add(account.Staff, account.Territory{Community: r.At.Community}, ""); err != nil {
		return nil, err
	}
	if r.At.Grid != 0 {
		if err := add(account.Leader, account.Territory{Community: r.At.Community, Grid: r.At.Grid}, ""); err != nil {
			return nil, err
		}
	}
	for _, m := range micros {
		if err := add(account.Worker, m.Territory, m.MicroGridName); err != nil {
			return nil, err
		}
	}
	return s.nameTargets(ctx, q, out)
}

func (s *Service) nameTargets(ctx context.Context, q db.Querier, list []Successor) ([]Successor, error) {
	ids := make([]account.ID, len(list))
	for i, t := range list {
		ids[i] = t.Account
	}
	names, err := s.Accounts.Names(ctx, q, ids...)
	for i := range list {
		list[i].Name = names[list[i].Account].DisplayName
	}
	return list, err
}

// Targets lists the people to whom the actor may transfer the issue.
func (s *Service) Targets(ctx context.Context, by account.Actor, id ID) ([]Successor, error) {
	r, err := get(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	if !r.insider(by) {
		return nil, ErrNotFound
	}
	return s.targets(ctx, s.DB, &r, s.DB.Now())
}

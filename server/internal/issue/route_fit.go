package issue

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// fit are those to whom the rule can give the issue now: whoever left, is
// barred or has no office in the community is passed over.
func (s *Service) fit(ctx context.Context, q db.Querier, r *RoutingRule, o occasion) ([]account.ID, error) {
	switch {
	case r.Mode == ModeGrab:
		return s.gridWorkers(ctx, q, o.at, o.now)
	case r.Role != "":
		return s.holders(ctx, q, r, o)
	}
	out := []account.ID{}
	for _, id := range r.People {
		ok, err := s.Grid.Answers(ctx, q, id, o.at, o.now)
		if err != nil {
			return nil, err
		}
		if ok && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out, nil
}

// holders are those with the rule's role at its place.
func (s *Service) holders(ctx context.Context, q db.Querier, r *RoutingRule, o occasion) ([]account.ID, error) {
	at := account.Territory{Community: o.at.Community}
	if r.Role == account.Staff {
		return s.Accounts.Holders(ctx, q, account.Staff, at, o.now)
	}
	at, err := s.heldAt(ctx, q, r, o.at)
	switch {
	case err != nil || at.Grid == 0:
		return nil, err
	case r.Role == account.Worker && r.Mode == ModeRotate:
		return s.gridWorkers(ctx, q, at, o.now)
	case r.Role == account.Leader:
		at.MicroGrid = 0
	}
	return s.Accounts.Holders(ctx, q, r.Role, at, o.now)
}

// heldAt is where the rule's role is held; nowhere when its code is unknown.
func (s *Service) heldAt(ctx context.Context, q db.Querier, r *RoutingRule, at account.Territory) (account.Territory, error) {
	if r.In == "" {
		return at, nil
	}
	return s.Grid.Coded(ctx, q, grid.CommunityID(at.Community), r.In, r.ofMicroGrid())
}

// ofMicroGrid says whether the rule's role is held in a micro-grid; those whose
// turn it is are of a grid.
func (r *RoutingRule) ofMicroGrid() bool { return r.Role == account.Worker && r.Mode != ModeRotate }

// gridWorkers are the workers of a place's grid, the longest in office first.
func (s *Service) gridWorkers(ctx context.Context, q db.Querier, at account.Territory, now time.Time) ([]account.ID, error) {
	if at.Grid == 0 {
		return nil, nil
	}
	posts, err := s.Accounts.HoldersWithin(ctx, q, at.Community, now)
	out := []account.ID{}
	for _, p := range posts {
		if p.MicroGrid != 0 && p.Grid == at.Grid && !slices.Contains(out, p.ID) {
			out = append(out, p.ID)
		}
	}
	return out, err
}

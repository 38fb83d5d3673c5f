package grid

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Deps is what the service stands on.
type Deps struct {
	DB       *db.DB
	Accounts *account.Service
	SignKey  []byte // signs the codes of micro-grids
}

// Service is everything that can be asked about places.
type Service struct {
	Deps
	// Movers take along what the features keep of a place whose territory changes.
	Movers []Mover
	named  names
}

// New returns the grid service.
func New(d Deps) *Service { return &Service{Deps: d} }

// Owner is who answers for a place: the worker of the micro-grid, else the
// leader of the grid, else the community's staff, else its fallback account.
// There is always somebody.
func (s *Service) Owner(ctx context.Context, q db.Querier, t account.Territory, at time.Time) (account.ID, error) {
	id, _, err := s.ownerAs(ctx, q, t, at)
	return id, err
}

// ownerAs also says in which role; the fallback account counts as staff.
func (s *Service) ownerAs(ctx context.Context, q db.Querier, t account.Territory, at time.Time) (account.ID, account.Role, error) {
	for _, try := range []struct {
		ok   bool
		role account.Role
		at   account.Territory
	}{
		{t.MicroGrid != 0, account.Worker, t},
		{t.Grid != 0, account.Leader, account.Territory{Community: t.Community, Grid: t.Grid}},
		{true, account.Staff, account.Territory{Community: t.Community}},
	} {
		if !try.ok {
			continue
		}
		ids, err := s.Accounts.Holders(ctx, q, try.role, try.at, at)
		if err != nil {
			return 0, "", err
		}
		if len(ids) > 0 {
			return ids[0], try.role, nil
		}
	}
	id, err := fallback(ctx, q, t.Community)
	return id, account.Staff, err
}

// Answers says whether an account may be responsible for something at the
// place: it holds an office in the community, or is its fallback.
func (s *Service) Answers(ctx context.Context, q db.Querier, id account.ID, t account.Territory, at time.Time) (bool, error) {
	ok, err := s.Accounts.InOffice(ctx, q, id, t.Community, at)
	if err != nil || ok {
		return ok, err
	}
	last, err := fallback(ctx, q, t.Community)
	if err != nil || last != id {
		return false, err
	}
	return s.Accounts.Active(ctx, q, id)
}

// Place names a micro-grid and what is above it.
func (s *Service) Place(ctx context.Context, q db.Querier, id MicroGridID) (Place, error) {
	all, err := s.Names(ctx, q, id)
	if err != nil {
		return Place{}, err
	}
	p, ok := all[id]
	if !ok {
		return p, ErrNotFound
	}
	return p, nil
}

// Names are the places of micro-grids, past versions included. Every list asks
// for them and only an import changes them: they are up to a minute old.
func (s *Service) Names(ctx context.Context, q db.Querier, ids ...MicroGridID) (map[MicroGridID]Place, error) {
	out, missing := s.named.known(s.DB.Now(), ids)
	if len(missing) == 0 {
		return out, nil
	}
	fresh, err := places(ctx, q, missing)
	s.named.keep(fresh)
	maps.Copy(out, fresh)
	return out, err
}

// Neighbours are the micro-grids of the same grid.
func (s *Service) Neighbours(ctx context.Context, q db.Querier, t account.Territory) ([]Place, error) {
	return placesOfGrid(ctx, q, t.Grid)
}

// Coded is the grid with the code, or the micro-grid as it is now; nowhere when
// there is none.
func (s *Service) Coded(ctx context.Context, q db.Querier, id CommunityID, code string, micro bool) (account.Territory, error) {
	return coded(ctx, q, id, code, micro)
}

// Communities lists the communities of this deployment, without their trees.
func (s *Service) Communities(ctx context.Context, q db.Querier) ([]Community, error) {
	return communities(ctx, q)
}

// Tree is a community with its grids, micro-grids and who answers for them.
func (s *Service) Tree(ctx context.Context, q db.Querier, id CommunityID) (Community, error) {
	c, err := community(ctx, q, id)
	if err != nil {
		return c, err
	}
	if c.Grids, err = gridsOf(ctx, q, id); err != nil {
		return c, err
	}
	micros, err := microGridsOf(ctx, q, id)
	if err != nil {
		return c, err
	}
	holders, err := s.Accounts.HoldersWithin(ctx, q, int64(id), s.DB.Now())
	if err != nil {
		return c, err
	}
	who := map[account.Territory]*Holder{}
	for _, h := range holders {
		if who[h.Territory] == nil {
			who[h.Territory] = &Holder{h.ID, h.DisplayName}
		}
	}
	for i := range c.Grids {
		g := &c.Grids[i]
		g.Leader, g.MicroGrids = who[account.Territory{Community: int64(id), Grid: int64(g.ID)}], []MicroGrid{}
		for _, m := range micros {
			if m.grid == g.ID {
				m.Worker = who[account.Territory{Community: int64(id), Grid: int64(g.ID), MicroGrid: int64(m.ID)}]
				g.MicroGrids = append(g.MicroGrids, m.MicroGrid)
			}
		}
	}
	return c, nil
}

// Compounds lists a community's compounds and buildings.
func (s *Service) Compounds(ctx context.Context, q db.Querier, id CommunityID) ([]Compound, error) {
	return compounds(ctx, q, id)
}

// Live is what became of a micro-grid since: a code may have been printed, or
// a session opened, before it was moved, split or merged. In a transaction it
// stays so until that ends.
func (s *Service) Live(ctx context.Context, q db.Querier, id MicroGridID) (Place, error) {
	return livePlace(ctx, q, id)
}

// Serves says whether somebody answers for a place by an office that is about
// it: its worker, its grid's leader, its community's staff, or who is last.
func (s *Service) Serves(ctx context.Context, q db.Querier, id account.ID, t account.Territory, at time.Time) (bool, error) {
	for _, try := range []struct {
		role account.Role
		at   account.Territory
	}{{account.Worker, t}, {account.Leader, account.Territory{Community: t.Community, Grid: t.Grid}}, {account.Staff, account.Territory{Community: t.Community}}} {
		ids, err := s.Accounts.Holders(ctx, q, try.role, try.at, at)
		if err != nil || slices.Contains(ids, id) {
			return err == nil, err
		}
	}
	last, err := fallback(ctx, q, t.Community)
	return last == id, err
}

// WorkerPhone is whom a resident can call: whoever answers for his place.
func (s *Service) WorkerPhone(ctx context.Context, by account.Actor) (string, error) {
	if by.Home.Community == 0 {
		return "", ErrChoice
	}
	id, err := s.Owner(ctx, s.DB, by.Home, s.DB.Now())
	if err != nil {
		return "", err
	}
	phone, err := s.Accounts.Phone(ctx, s.DB, id)
	if err != nil {
		return "", fmt.Errorf("phone of %d: %w", id, err)
	}
	if phone == "" {
		return "", ErrNoWorker
	}
	return phone, nil
}

// Contact is who answers for a place, by name.
func (s *Service) Contact(ctx context.Context, q db.Querier, t account.Territory) (*Contact, error) {
	id, role, err := s.ownerAs(ctx, q, t, s.DB.Now())
	if err != nil {
		return nil, err
	}
	names, err := s.Accounts.Names(ctx, q, id)
	return &Contact{Holder{id, names[id].DisplayName}, contactNames[role]}, err
}

// Dwelling is where a resident said he lives, such as 松园小区 3 号楼; empty
// when he did not name a building.
func (s *Service) Dwelling(ctx context.Context, q db.Querier, id account.ID) (string, error) {
	l, err := livingOf(ctx, q, id)
	return l.dwelling, err
}

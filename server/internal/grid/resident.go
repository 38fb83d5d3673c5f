package grid

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

// A Resident is somebody who joined a micro-grid, for those who know who lives there.
type Resident struct {
	ID         account.ID  `json:"id"`
	Name       string      `json:"name" doc:"as he wrote it himself"`
	Phone      string      `json:"phone_masked" doc:"empty when he gave none"`
	MicroGrid  MicroGridID `json:"micro_grid_id"`
	Place      string      `json:"micro_grid_name"`
	Dwelling   string      `json:"dwelling" doc:"the building that he chose; empty when he chose none"`
	How        string      `json:"how" doc:"how he joined: group, scan, building or moved"`
	Since      time.Time   `json:"since"`
	Verified   bool        `json:"verified"`
	VerifiedBy string      `json:"verified_by"`
	VerifiedAt *time.Time  `json:"verified_at"`
	id         int64
	verifier   *account.ID
}

// verifiers are the roles that know who lives where.
var verifiers = []account.Role{account.Worker, account.Leader, account.Staff, account.Admin}

var (
	ErrResident = problem.New(problem.NotFound, "grid.resident", "没有找到这位居民，可能已搬走，请刷新后再看")
	ErrSelf     = problem.New(problem.Forbidden, "grid.self", "不能核实自己，请让另一位网格员或网格长来核实")
)

// A ResidentQuery narrows a list of residents.
type ResidentQuery struct {
	MicroGrid MicroGridID
	Verified  bool
	Before    int64 // the membership after which the list goes on
	Limit     int
}

// Residents lists who joined the micro-grids that the actor answers for, the
// latest first.
func (s *Service) Residents(ctx context.Context, by account.Actor, q ResidentQuery) ([]Resident, error) {
	list, err := residents(ctx, s.DB, by.Territories(verifiers...), q)
	if err != nil {
		return nil, err
	}
	ids := []account.ID{}
	for _, r := range list {
		ids = append(ids, r.ID)
		if r.verifier != nil {
			ids = append(ids, *r.verifier)
		}
	}
	cards, err := s.Accounts.Cards(ctx, s.DB, ids...)
	for i := range list {
		r := &list[i]
		r.Name, r.Phone = cards[r.ID].DisplayName, cards[r.ID].PhoneMasked
		if r.verifier != nil {
			r.VerifiedBy = cards[*r.verifier].DisplayName
		}
	}
	return list, err
}

// Verify says that a resident lives in his micro-grid, or that he does not after all.
func (s *Service) Verify(ctx context.Context, by account.Actor, id account.ID, yes bool) error {
	if id == by.ID {
		return ErrSelf
	}
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		at, err := lockHome(ctx, tx, id)
		if err != nil {
			return err
		}
		if !holdsAny(by, at, verifiers) {
			return ErrResident
		}
		level := account.Member
		if yes {
			level = account.Verified
		}
		if err := setVerified(ctx, tx, id, by.ID, yes); err != nil {
			return err
		}
		return s.Accounts.SetLevel(ctx, tx, id, level)
	})
	if err != nil {
		return err
	}
	return s.Accounts.Refresh(ctx, id)
}

func holdsAny(by account.Actor, at account.Territory, roles []account.Role) bool {
	for _, r := range roles {
		if by.Has(r, at) {
			return true
		}
	}
	return false
}

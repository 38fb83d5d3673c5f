package grid

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// changers are the roles that decide on the territory.
var changers = []account.Role{account.Staff, account.Admin}

// A ChangeQuery narrows a list of changes.
type ChangeQuery struct {
	Community int64
	MicroGrid int64 // 0: all
	Before    int64
	Limit     int
}

// Changes lists what became of a community's micro-grids.
func (s *Service) Changes(ctx context.Context, by account.Actor, in ChangeQuery) ([]Change, error) {
	if !holdsAny(by, account.Territory{Community: in.Community}, append(changers, account.County)) {
		return nil, ErrNotFound
	}
	list, err := changes(ctx, s.DB, in)
	if err != nil {
		return nil, err
	}
	rows := make([]*Change, len(list))
	for i := range list {
		rows[i] = &list[i]
	}
	return list, s.nameChanges(ctx, s.DB, rows)
}

// nameChanges fills in the names of places, as they were, and of people.
func (s *Service) nameChanges(ctx context.Context, q db.Querier, list []*Change) error {
	ids, people := []MicroGridID{}, []account.ID{}
	for _, c := range list {
		ids, people = append(ids, MicroGridID(c.From.MicroGrid), MicroGridID(c.To.MicroGrid)), append(people, c.by)
	}
	all, err := places(ctx, q, ids)
	if err != nil {
		return err
	}
	names, err := s.Accounts.Names(ctx, q, people...)
	for _, c := range list {
		c.From, c.To, c.By = all[MicroGridID(c.From.MicroGrid)], all[MicroGridID(c.To.MicroGrid)], names[c.by].DisplayName
		if c.Outcome.Ending == nil {
			c.Outcome.Ending = []string{}
		}
	}
	return err
}

// Before are the versions that a micro-grid took over: what happened there is
// the past of those who live in it now. They are up to a minute old, see Names.
func (s *Service) Before(ctx context.Context, q db.Querier, id MicroGridID) ([]MicroGridID, error) {
	if list, ok := s.named.tookOver(s.DB.Now(), id); ok {
		return list, nil
	}
	list, err := db.All(ctx, q, db.Value[MicroGridID], `SELECT id FROM micro_grids WHERE heir_id = ? ORDER BY id`, id)
	if err == nil {
		s.named.keepBefore(id, list)
	}
	return list, err
}

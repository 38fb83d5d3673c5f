package notice

import (
	"context"
	"slices"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// Relocate takes along, when a territory changes, whom a notice is for, who is
// still to be told in person, and what somebody asked and nobody answered.
func (s *Service) Relocate(ctx context.Context, tx *db.Tx, m grid.Move) error {
	if err := s.moveAudiences(ctx, tx, m); err != nil {
		return err
	}
	owner, err := s.Grid.Owner(ctx, tx, m.To, tx.Now)
	if err != nil {
		return err
	}
	if err := moveQuestions(ctx, tx, m, owner); err != nil {
		return err
	}
	list, err := unreachedAt(ctx, tx, m)
	if err != nil {
		return err
	}
	for _, t := range list {
		if err := moveUnreached(ctx, tx, m, t); err != nil {
			return err
		}
	}
	m.Outcome.Notices = len(list)
	return nil
}

// moveAudiences lets a notice for the old place be for the new one: besides it,
// where a part stays.
func (s *Service) moveAudiences(ctx context.Context, tx *db.Tx, m grid.Move) error {
	list, err := noticesFor(ctx, tx, m.From)
	if err != nil {
		return err
	}
	for i := range list {
		r := &list[i]
		if slices.Contains(r.Audience.MicroGrids, m.To.MicroGrid) {
			continue
		}
		if m.Whole {
			r.Audience.MicroGrids = slices.DeleteFunc(r.Audience.MicroGrids, func(id int64) bool { return id == m.From.MicroGrid })
		}
		r.Audience.MicroGrids = append(r.Audience.MicroGrids, m.To.MicroGrid)
		if err := setAudience(ctx, tx, r); err != nil {
			return err
		}
	}
	return nil
}

package volunteer

import (
	"context"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// Relocate takes along, when a territory changes, the activities and series to
// come, orders for help that are open, and the skills of who moves. Where only a
// part goes, the activities of the whole stay.
func (s *Service) Relocate(ctx context.Context, tx *db.Tx, m grid.Move) error {
	if err := moveSkills(ctx, tx, m); err != nil {
		return err
	}
	orders, err := moveOrders(ctx, tx, m)
	if err != nil {
		return err
	}
	m.Outcome.Meetings += orders
	if !m.Whole {
		return nil
	}
	n, err := moveActivities(ctx, tx, m)
	if err != nil {
		return err
	}
	m.Outcome.Meetings += n
	list, err := seriesAt(ctx, tx, m.From)
	if err != nil {
		return err
	}
	for _, r := range list {
		r.Draft.Territory = m.To
		if err := moveSeries(ctx, tx, m, r); err != nil {
			return err
		}
	}
	return nil
}

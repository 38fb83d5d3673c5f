package issue

import (
	"context"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// microCount is a number of one micro-grid.
type microCount struct {
	micro int64
	n     int
}

func (c *microCount) columns() []any { return []any{&c.micro, &c.n} }

func reportedSince(ctx context.Context, q db.Querier, community int64, first calendar.Date) ([]microCount, error) {
	return db.All(ctx, q, (*microCount).columns, `
		SELECT micro_grid_id, SUM(reported) FROM issue_days WHERE community_id = ? AND day >= ? GROUP BY micro_grid_id`, community, first.String())
}

// solvedSince reads the few that were answered lately, by the time of that.
func solvedSince(ctx context.Context, q db.Querier, community int64, first calendar.Date) ([]microCount, error) {
	return db.All(ctx, q, (*microCount).columns, `
		SELECT micro_grid_id, COUNT(*) FROM issues WHERE state IN (?, ?) AND closed_at >= ? AND community_id = ? AND outcome = ? GROUP BY micro_grid_id`,
		Handled, Closed, first.At(0), community, Solved)
}

package notice

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

type headlineRow struct {
	Headline
	audience   []byte
	audienceOf Audience
}

func (h *headlineRow) columns() []any { return []any{&h.ID, &h.Title, &h.audience} }

const headlinesRead = 500

func headlines(ctx context.Context, q db.Querier, community int64, since, now time.Time) ([]headlineRow, error) {
	return db.All(ctx, q, (*headlineRow).columns, `
		SELECT id, title, audience FROM notices
		WHERE community_id = ? AND state IN (?, ?) AND sent_at >= ? AND NOT emergency AND (valid_until IS NULL OR valid_until > ?) ORDER BY sent_at DESC, id DESC LIMIT ?`,
		community, Sending, Sent, since, now, headlinesRead)
}

// tallied sums the receipts of a micro-grid over the notices since a moment.
func tallied(ctx context.Context, q db.Querier, at account.Territory, since time.Time) (tally, error) {
	return db.One(ctx, q, (*tally).columns, `
		SELECT 0, ?, COALESCE(SUM(t.targeted), 0), COALESCE(SUM(t.read_count), 0), COALESCE(SUM(t.confirmed), 0), COALESCE(SUM(t.told), 0), COALESCE(SUM(t.unreached), 0)
		FROM notice_tallies t JOIN notices n ON n.id = t.notice_id WHERE t.micro_grid_id = ? AND n.community_id = ? AND n.sent_at >= ? AND n.state <> ?`,
		at.MicroGrid, at.MicroGrid, at.Community, since, Withdrawn)
}

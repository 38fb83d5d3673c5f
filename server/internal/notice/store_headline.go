package notice

import (
	"context"
	"time"

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

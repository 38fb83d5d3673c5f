package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
)

func (a *audited) columns() []any {
	return []any{&a.id, &a.capacity, &a.taken, &a.waiting, &a.begun, &a.closed, &a.seated, &a.inLine, &a.lastSeat, &a.firstInLine, &a.elsewhere}
}

// auditAfter reads shifts with their sign-ups in one statement, that is at one moment.
func auditAfter(ctx context.Context, q db.Querier, now time.Time, after ShiftID, n int) ([]audited, error) {
	return db.All(ctx, q, (*audited).columns, `
		SELECT s.id, s.capacity, s.taken, s.waiting, s.starts_at <= ?, s.closed,
			COALESCE(SUM(u.state IN ('confirmed', 'offered')), 0), COALESCE(SUM(u.state = 'waiting'), 0),
			COALESCE(MAX(CASE WHEN u.state IN ('confirmed', 'offered') THEN u.id END), 0), COALESCE(MIN(CASE WHEN u.state = 'waiting' THEN u.id END), 0),
			COALESCE(SUM(s.ends_at > ? AND EXISTS (
				SELECT 1 FROM activity_signups o FORCE INDEX (activity_signups_once) JOIN activity_shifts t ON t.id = o.shift_id
				WHERE o.volunteer_id = u.volunteer_id AND o.live AND o.id <> u.id AND t.starts_at < s.ends_at AND t.ends_at > s.starts_at)), 0)
		FROM (SELECT * FROM activity_shifts WHERE id > ? ORDER BY id LIMIT ?) s
		LEFT JOIN activity_signups u ON u.shift_id = s.id AND u.live
		GROUP BY s.id, s.capacity, s.taken, s.waiting, s.starts_at, s.ends_at, s.closed ORDER BY s.id`, now, now, after, n)
}

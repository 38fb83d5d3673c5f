package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
)

func unreminded(ctx context.Context, q db.Querier, now time.Time, n int) ([]signup, error) {
	return db.All(ctx, q, (*signup).columns, `SELECT `+signupColumns+signupTables+`
		WHERE s.starts_at > ? AND s.starts_at <= ? AND u.state = ? AND NOT u.reminded AND u.created_at <= ? ORDER BY s.starts_at, u.id LIMIT ?`,
		now, now.Add(remindBefore), Confirmed, now.Add(-remindFresh), n)
}

func setReminded(ctx context.Context, tx *db.Tx, id SignupID) (bool, error) {
	n, err := db.Exec(ctx, tx, `UPDATE activity_signups SET reminded = TRUE WHERE id = ? AND NOT reminded`, id)
	return n == 1, err
}

package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func setResult(ctx context.Context, tx *db.Tx, id ID, text string, by account.ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE activities SET result = ?, result_at = COALESCE(result_at, ?), result_by = ?, version = version + 1 WHERE id = ?`, text, tx.Now, by, id)
	return err
}

// results are those that reach a home, before a moment, the newest first.
func results(ctx context.Context, q db.Querier, home account.Territory, before time.Time, n int) ([]record, error) {
	return db.All(ctx, q, (*record).columns, `SELECT `+recordColumns+` FROM activities a
		WHERE a.community_id = ? AND a.result_at < ? AND a.cancelled_at IS NULL AND a.grid_id IN (0, ?) AND a.micro_grid_id IN (0, ?) ORDER BY a.result_at DESC, a.id DESC LIMIT ?`,
		home.Community, before, home.Grid, home.MicroGrid, n)
}

// toldSince are a community's since a moment, the newest first.
func toldSince(ctx context.Context, q db.Querier, community int64, since time.Time) ([]record, error) {
	return db.All(ctx, q, (*record).columns, `SELECT `+recordColumns+` FROM activities a WHERE a.community_id = ? AND a.result_at >= ? AND a.cancelled_at IS NULL ORDER BY a.result_at DESC, a.id DESC LIMIT 2000`,
		community, since)
}

// came counts those with a place in each activity.
func came(ctx context.Context, q db.Querier, ids []ID) (map[ID]int, error) {
	type count struct {
		id ID
		n  int
	}
	var w db.Where
	w.And("state = ?", Confirmed)
	db.In(&w, "activity_id", ids)
	rows, err := db.All(ctx, q, func(c *count) []any { return []any{&c.id, &c.n} }, `SELECT activity_id, COUNT(*) FROM activity_signups`+w.SQL()+` GROUP BY activity_id`, w.Args()...)
	out := map[ID]int{}
	for _, c := range rows {
		out[c.id] = c.n
	}
	return out, err
}

package notice

import (
	"context"

	"huiyin/server/internal/platform/db"
)

func sentAfter(ctx context.Context, q db.Querier, after ID, n int) ([]ID, error) {
	return db.All(ctx, q, db.Value[ID], `SELECT notice_id FROM notice_fanouts WHERE notice_id > ? ORDER BY notice_id LIMIT ?`, after, n)
}

// comparison is what a tally says of a micro-grid beside what its receipts are.
type comparison struct {
	micro         int64
	said, counted Counts
	wrong         int // receipts whose state has no time, or no person
}

func (c *comparison) columns() []any {
	a, b := &c.said, &c.counted
	return []any{&c.micro, &a.Targeted, &a.Read, &a.Confirmed, &a.Told, &a.Unreached, &b.Targeted, &b.Read, &b.Confirmed, &b.Told, &b.Unreached, &c.wrong}
}

// compare reads tallies and receipts by one statement, so that nothing moves between.
func compare(ctx context.Context, q db.Querier, id ID) ([]comparison, error) {
	return db.All(ctx, q, (*comparison).columns, `
		SELECT micro_grid_id, SUM(t), SUM(t_read), SUM(t_confirmed), SUM(t_told), SUM(t_unreached), SUM(r), SUM(r_read), SUM(r_confirmed), SUM(r_told), SUM(r_unreached), SUM(wrong) FROM (
			SELECT micro_grid_id, targeted AS t, read_count AS t_read, confirmed AS t_confirmed, told AS t_told, unreached AS t_unreached,
				0 AS r, 0 AS r_read, 0 AS r_confirmed, 0 AS r_told, 0 AS r_unreached, 0 AS wrong
			FROM notice_tallies WHERE notice_id = ?
			UNION ALL
			SELECT micro_grid_id, 0, 0, 0, 0, 0, COUNT(*), COUNT(CASE WHEN state = ? THEN 1 END), COUNT(CASE WHEN state = ? THEN 1 END), COUNT(CASE WHEN state = ? THEN 1 END), COUNT(CASE WHEN state = ? THEN 1 END),
				COUNT(CASE WHEN state = ? AND read_at IS NULL OR state = ? AND confirmed_at IS NULL OR state = ? AND (told_at IS NULL OR told_by IS NULL OR told_way IS NULL) THEN 1 END)
			FROM notice_receipts WHERE notice_id = ? GROUP BY micro_grid_id) AS both_sides
		GROUP BY micro_grid_id ORDER BY micro_grid_id`, id, Read, Confirmed, Told, Unreached, Read, Confirmed, Told, id)
}

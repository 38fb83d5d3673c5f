package notice

import (
	"context"
	"math"
	"time"

	"huiyin/server/internal/platform/db"
)

const endless = math.MaxInt64

// endOfChunk is the last of the next n memberships of an audience; after itself
// when there are no more.
func endOfChunk(ctx context.Context, q db.Querier, community int64, a Audience, after int64, n int) (int64, error) {
	var w db.Where
	within(&w, community, a)
	w.And("x.id > ?", after)
	from := "memberships x"
	if len(a.Grids) > 0 {
		from += " LEFT JOIN micro_grids m ON m.id = x.micro_grid_id"
	}
	return db.One(ctx, q, db.Value[int64], `SELECT COALESCE(MAX(id), ?) FROM (SELECT x.id FROM `+from+w.SQL()+` ORDER BY x.id LIMIT ?) AS next`, append([]any{after}, w.Args(n)...)...)
}

func insertChunk(ctx context.Context, tx *db.Tx, c *chunk, due time.Time) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO notice_chunks (notice_id, after_id, to_id, lease_token, due_at) VALUES (?, ?, ?, ?, ?)`, c.notice, c.after, c.to, c.token, due)
	return err
}

type chunkRow struct {
	chunk
	due time.Time
}

func (c *chunkRow) columns() []any { return []any{&c.notice, &c.after, &c.to, &c.due} }

// oldestChunk is the part that should have been given first; nil when all are.
func oldestChunk(ctx context.Context, q db.Querier, id ID) (*chunk, time.Time, error) {
	c, err := db.One(ctx, q, (*chunkRow).columns, `SELECT notice_id, after_id, to_id, due_at FROM notice_chunks WHERE notice_id = ? ORDER BY due_at LIMIT 1`, id)
	if db.Missing(err) {
		return nil, time.Time{}, nil
	}
	return &c.chunk, c.due, err
}

func takeOver(ctx context.Context, tx *db.Tx, c *chunk, due time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE notice_chunks SET lease_token = ?, due_at = ? WHERE notice_id = ? AND after_id = ?`, c.token, due, c.notice, c.after)
	return err
}

// putBack lets anybody take the part again.
func putBack(ctx context.Context, tx *db.Tx, c *chunk) error {
	_, err := tx.ExecContext(ctx, `UPDATE notice_chunks SET due_at = ? WHERE notice_id = ? AND after_id = ? AND lease_token = ?`, tx.Now, c.notice, c.after, c.token)
	return err
}

// endChunk says whether the part is still ours, and ends it.
func endChunk(ctx context.Context, tx *db.Tx, c *chunk) (bool, error) {
	n, err := db.Exec(ctx, tx, `DELETE FROM notice_chunks WHERE notice_id = ? AND after_id = ? AND lease_token = ?`, c.notice, c.after, c.token)
	return n > 0, err
}

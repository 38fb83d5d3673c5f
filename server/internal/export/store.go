package export

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

type row struct {
	Export
	kind     string
	asked    []byte
	key      *string
	attempts int
}

const columns = `id, name, state, done, total, bytes, created_at, kind, asked, blob_key, attempts`

func (e *row) dest() []any {
	return []any{&e.ID, &e.Name, &e.State, &e.Done, &e.Total, &e.Bytes, &e.CreatedAt, &e.kind, &e.asked, &e.key, &e.attempts}
}

func insert(ctx context.Context, tx *db.Tx, by account.ID, kind, name string, asked []byte) (int64, error) {
	return db.Insert(ctx, tx, `INSERT INTO exports (account_id, kind, name, asked, created_at) VALUES (?, ?, ?, ?, ?)`, by, kind, name, string(asked), tx.Now)
}

func unfinished(ctx context.Context, q db.Querier, by account.ID) (int, error) {
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM exports WHERE account_id = ? AND state IN (?, ?)`, by, Queued, Running)
}

func exportsOf(ctx context.Context, q db.Querier, by account.ID, n int) ([]Export, error) {
	rows, err := db.All(ctx, q, (*row).dest, `SELECT `+columns+` FROM exports WHERE account_id = ? ORDER BY id DESC LIMIT ?`, by, n)
	out := make([]Export, len(rows))
	for i, r := range rows {
		out[i] = r.Export
		out[i].ExpiresAt = r.CreatedAt.Add(kept)
	}
	return out, err
}

func exportOf(ctx context.Context, q db.Querier, by account.ID, id int64) (row, error) {
	e, err := db.One(ctx, q, (*row).dest, `SELECT `+columns+` FROM exports WHERE account_id = ? AND id = ?`, by, id)
	if db.Missing(err) {
		return e, ErrExport
	}
	return e, err
}

func older(ctx context.Context, q db.Querier, before time.Time, n int) ([]row, error) {
	return db.All(ctx, q, (*row).dest, `SELECT `+columns+` FROM exports WHERE created_at < ? LIMIT ?`, before, n)
}

func remove(ctx context.Context, tx *db.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM exports WHERE id = ?`, id)
	return err
}

// take takes the oldest file that waits, or one whose maker died.
func take(ctx context.Context, d *db.DB, token []byte, lease time.Duration) (e row, ok bool, err error) {
	due, err := db.One(ctx, d, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM exports WHERE state IN (?, ?))`, Queued, Running)
	if err != nil || !due { // nearly always
		return e, false, err
	}
	err = d.InTx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, `
			UPDATE exports SET state = ?, lease_token = ?, lease_until = ?, attempts = attempts + 1
			WHERE state = ? OR state = ? AND lease_until < ? ORDER BY id LIMIT 1`, Running, token, tx.Now.Add(lease), Queued, Running, tx.Now)
		if err != nil || n == 0 {
			return err
		}
		ok = true
		e, err = db.One(ctx, tx, (*row).dest, `SELECT `+columns+` FROM exports WHERE lease_token = ?`, token)
		return err
	})
	return e, ok, err
}

// reach says how far a file is, and prolongs the lease.
func reach(ctx context.Context, tx *db.Tx, e row, token []byte, lease time.Duration) error {
	n, err := db.Exec(ctx, tx, `UPDATE exports SET done = ?, total = ?, lease_until = ? WHERE id = ? AND lease_token = ?`, e.Done, e.Total, tx.Now.Add(lease), e.ID, token)
	if err == nil && n == 0 {
		return errLost
	}
	return err
}

func end(ctx context.Context, tx *db.Tx, e row, token []byte, state State) error {
	n, err := db.Exec(ctx, tx, `
		UPDATE exports SET state = ?, done = ?, total = ?, bytes = ?, blob_key = ?, ended_at = ?, lease_token = NULL, lease_until = NULL WHERE id = ? AND lease_token = ?`,
		state, e.Done, max(e.Done, e.Total), e.Bytes, e.key, tx.Now, e.ID, token)
	if err == nil && n == 0 {
		return errLost
	}
	return err
}

package issue

import (
	"context"
	"encoding/json"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/table"
)

type exportRow struct {
	Export
	narrowed []byte
	key      *string
	attempts int
}

const exportRowColumns = `id, name, state, done, total, bytes, created_at, narrowed, blob_key, attempts`

func (e *exportRow) columns() []any {
	return []any{&e.ID, &e.Name, &e.State, &e.Done, &e.Total, &e.Bytes, &e.CreatedAt, &e.narrowed, &e.key, &e.attempts}
}

func (e *exportRow) filter() (f filter, err error) { return f, json.Unmarshal(e.narrowed, &f) }

func insertExport(ctx context.Context, tx *db.Tx, by account.ID, name string, f filter) (int64, error) {
	narrowed, err := json.Marshal(f)
	if err != nil {
		return 0, err
	}
	return db.Insert(ctx, tx, `INSERT INTO issue_exports (account_id, name, narrowed, created_at) VALUES (?, ?, ?, ?)`, by, name, string(narrowed), tx.Now)
}

func unfinishedExports(ctx context.Context, q db.Querier, by account.ID) (int, error) {
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM issue_exports WHERE account_id = ? AND state IN (?, ?)`, by, ExportQueued, ExportRunning)
}

func exportsOf(ctx context.Context, q db.Querier, by account.ID, n int) ([]Export, error) {
	rows, err := db.All(ctx, q, (*exportRow).columns, `SELECT `+exportRowColumns+` FROM issue_exports WHERE account_id = ? ORDER BY id DESC LIMIT ?`, by, n)
	out := make([]Export, len(rows))
	for i, r := range rows {
		out[i] = r.Export
		out[i].ExpiresAt = r.CreatedAt.Add(exportKept)
	}
	return out, err
}

func exportOf(ctx context.Context, q db.Querier, by account.ID, id int64) (exportRow, error) {
	e, err := db.One(ctx, q, (*exportRow).columns, `SELECT `+exportRowColumns+` FROM issue_exports WHERE account_id = ? AND id = ?`, by, id)
	if db.Missing(err) {
		return e, ErrExport
	}
	return e, err
}

func oldExports(ctx context.Context, q db.Querier, before time.Time, n int) ([]exportRow, error) {
	return db.All(ctx, q, (*exportRow).columns, `SELECT `+exportRowColumns+` FROM issue_exports WHERE created_at < ? LIMIT ?`, before, n)
}

func deleteExport(ctx context.Context, tx *db.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM issue_exports WHERE id = ?`, id)
	return err
}

// leaseExport takes the oldest file that waits, or one whose maker died.
func leaseExport(ctx context.Context, d *db.DB, token []byte, lease time.Duration) (e exportRow, ok bool, err error) {
	due, err := db.One(ctx, d, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM issue_exports WHERE state IN (?, ?))`, ExportQueued, ExportRunning)
	if err != nil || !due { // nearly always
		return e, false, err
	}
	err = d.InTx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, `
			UPDATE issue_exports SET state = ?, lease_token = ?, lease_until = ?, attempts = attempts + 1
			WHERE state = ? OR state = ? AND lease_until < ? ORDER BY id LIMIT 1`, ExportRunning, token, tx.Now.Add(lease), ExportQueued, ExportRunning, tx.Now)
		if err != nil || n == 0 {
			return err
		}
		ok = true
		e, err = db.One(ctx, tx, (*exportRow).columns, `SELECT `+exportRowColumns+` FROM issue_exports WHERE lease_token = ?`, token)
		return err
	})
	return e, ok, err
}

// reachExport says how far a file is, and prolongs the lease.
func reachExport(ctx context.Context, tx *db.Tx, e exportRow, token []byte, lease time.Duration) error {
	n, err := db.Exec(ctx, tx, `UPDATE issue_exports SET done = ?, total = ?, lease_until = ? WHERE id = ? AND lease_token = ?`, e.Done, e.Total, tx.Now.Add(lease), e.ID, token)
	if err == nil && n == 0 {
		return errLost
	}
	return err
}

func endExport(ctx context.Context, tx *db.Tx, e exportRow, token []byte, state ExportState) error {
	n, err := db.Exec(ctx, tx, `
		UPDATE issue_exports SET state = ?, done = ?, total = ?, bytes = ?, blob_key = ?, ended_at = ?, lease_token = NULL, lease_until = NULL WHERE id = ? AND lease_token = ?`,
		state, e.Done, max(e.Done, e.Total), e.Bytes, e.key, tx.Now, e.ID, token)
	if err == nil && n == 0 {
		return errLost
	}
	return err
}

// howMany counts everything that a filter finds.
func howMany(ctx context.Context, q db.Querier, f filter) (int, error) {
	if f.searches() {
		ids, err := search(ctx, q, f, table.MostRows)
		return len(ids), err
	}
	branches := f.branches()
	if len(branches) == 0 {
		return 0, nil
	}
	found, args := union(branches, "1 AS one", "")
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM (`+found+`) AS found`, args...)
}

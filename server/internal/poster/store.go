package poster

import (
	"context"
	"time"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// code is a micro-grid's code, drawn or not.
type code struct {
	micro    grid.MicroGridID
	scene    string
	key      *string
	due      *time.Time
	attempts int
	failure  string
}

const codeColumns = `micro_grid_id, scene, blob_key, due_at, attempts, failure`

func (c *code) columns() []any {
	return []any{&c.micro, &c.scene, &c.key, &c.due, &c.attempts, &c.failure}
}

func codes(ctx context.Context, q db.Querier, ids []grid.MicroGridID) ([]code, error) {
	return db.All(ctx, q, (*code).columns, `SELECT `+codeColumns+` FROM micro_grid_codes WHERE micro_grid_id IN (`+db.Marks(len(ids))+`)`, db.Args(ids)...)
}

func wantCode(ctx context.Context, tx *db.Tx, id grid.MicroGridID, scene string) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO micro_grid_codes (micro_grid_id, scene, due_at) VALUES (?, ?, ?)
		ON DUPLICATE KEY UPDATE scene = VALUES(scene), due_at = VALUES(due_at), blob_key = NULL, attempts = 0, failure = ''`, id, scene, tx.Now)
	return err
}

// leaseCode takes the code that waits longest; it waits again when its drawer died.
func leaseCode(ctx context.Context, d *db.DB) (c code, ok bool, err error) {
	due, err := db.One(ctx, d, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM micro_grid_codes WHERE due_at <= ?)`, d.Now())
	if err != nil || !due { // nearly always
		return c, false, err
	}
	err = d.InTx(ctx, func(tx *db.Tx) error {
		c, err = db.One(ctx, tx, (*code).columns, `SELECT `+codeColumns+` FROM micro_grid_codes WHERE due_at <= ? ORDER BY due_at, micro_grid_id LIMIT 1 FOR UPDATE`, tx.Now)
		if db.Missing(err) {
			return nil
		}
		if err != nil {
			return err
		}
		ok = true
		c.attempts++
		_, err = tx.ExecContext(ctx, `UPDATE micro_grid_codes SET due_at = ?, attempts = ? WHERE micro_grid_id = ?`, tx.Now.Add(codeLease), c.attempts, c.micro)
		return err
	})
	return c, ok, err
}

func keepCode(ctx context.Context, tx *db.Tx, c code, key string) error {
	_, err := tx.ExecContext(ctx, `UPDATE micro_grid_codes SET blob_key = ?, due_at = NULL, failure = '' WHERE micro_grid_id = ? AND scene = ?`, key, c.micro, c.scene)
	return err
}

// failCode lets the code wait for another try, or gives it up.
func failCode(ctx context.Context, tx *db.Tx, c code, why string) error {
	var next *time.Time
	if c.attempts < codeAttempts {
		at := tx.Now.Add(codePause * time.Duration(c.attempts))
		next = &at
	}
	_, err := tx.ExecContext(ctx, `UPDATE micro_grid_codes SET due_at = ?, failure = ? WHERE micro_grid_id = ? AND scene = ?`, next, why, c.micro, c.scene)
	return err
}

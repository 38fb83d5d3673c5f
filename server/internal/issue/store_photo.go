package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

type photoRow struct {
	id            int64
	version       int
	key           string
	width, height int
	verdict       Moderation
}

func (p *photoRow) columns() []any {
	return []any{&p.id, &p.version, &p.key, &p.width, &p.height, &p.verdict}
}

func insertPhoto(ctx context.Context, tx *db.Tx, by account.ID, p photoRow) (int64, error) {
	return db.Insert(ctx, tx, `INSERT INTO issue_photos (uploader_id, blob_key, width, height, moderation, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
		by, p.key, p.width, p.height, p.verdict, tx.Now)
}

// attach gives uploaded photos to a step of an issue and has them checked. All
// must be the actor's own and unused.
func attach(ctx context.Context, tx *db.Tx, by account.ID, id ID, version int, photos []int64) error {
	for i, p := range photos {
		n, err := db.Exec(ctx, tx, `
			UPDATE issue_photos SET issue_id = ?, version = ?, position = ? WHERE id = ? AND uploader_id = ? AND issue_id IS NULL`,
			id, version, i, p, by)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrAttachment
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO issue_checks (issue_id, photo_id, account_id, state, next_at, created_at) VALUES (?, ?, ?, 'queued', ?, ?)`,
			id, p, by, tx.Now, tx.Now); err != nil {
			return err
		}
	}
	return nil
}

func photosOf(ctx context.Context, q db.Querier, id ID) ([]photoRow, error) {
	return db.All(ctx, q, (*photoRow).columns,
		`SELECT id, version, blob_key, width, height, moderation FROM issue_photos WHERE issue_id = ? ORDER BY version, position`, id)
}

func queueTextCheck(ctx context.Context, tx *db.Tx, id ID, by account.ID) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO issue_checks (issue_id, account_id, state, next_at, created_at) VALUES (?, ?, 'queued', ?, ?)`, id, by, tx.Now, tx.Now)
	return err
}

// unused lists photos that were uploaded and never filed.
func unused(ctx context.Context, q db.Querier, before time.Time, n int) ([]photoRow, error) {
	return db.All(ctx, q, (*photoRow).columns, `
		SELECT id, 0, blob_key, width, height, moderation FROM issue_photos WHERE issue_id IS NULL AND created_at < ? ORDER BY created_at LIMIT ?`, before, n)
}

// drop removes a photo's row unless it was filed meanwhile.
func drop(ctx context.Context, tx *db.Tx, id int64) (bool, error) {
	n, err := db.Exec(ctx, tx, `DELETE FROM issue_photos WHERE id = ? AND issue_id IS NULL`, id)
	return n == 1, err
}

type check struct {
	id       int64
	issue    ID
	photo    *int64
	account  account.ID
	attempts int
	words    string
	key      *string
}

func (c *check) columns() []any {
	return []any{&c.id, &c.issue, &c.photo, &c.account, &c.attempts, &c.words, &c.key}
}

// leaseChecks takes due checks for a while. A photo whose verdict never came
// is due again after its wait.
func leaseChecks(ctx context.Context, d *db.DB, token []byte, lease time.Duration, n int) ([]check, error) {
	err := d.InTx(ctx, func(tx *db.Tx) error {
		_, err := tx.ExecContext(ctx, `
			UPDATE issue_checks SET lease_token = ?, next_at = ?, attempts = attempts + 1
			WHERE state IN ('queued', 'waiting') AND next_at <= ? ORDER BY next_at LIMIT ?`, token, tx.Now.Add(lease), tx.Now, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return db.All(ctx, d, (*check).columns, `
		SELECT k.id, k.issue_id, k.photo_id, k.account_id, k.attempts, i.words, p.blob_key
		FROM issue_checks k JOIN issues i ON i.id = k.issue_id LEFT JOIN issue_photos p ON p.id = k.photo_id WHERE k.lease_token = ?`, token)
}

// awaitVerdict notes that WeChat will push the verdict.
func awaitVerdict(ctx context.Context, tx *db.Tx, id int64, trace string, until time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE issue_checks SET state = 'waiting', trace_id = ?, next_at = ?, lease_token = NULL WHERE id = ?`, trace, until, id)
	return err
}

func postpone(ctx context.Context, tx *db.Tx, id int64, until time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE issue_checks SET next_at = ?, lease_token = NULL WHERE id = ?`, until, id)
	return err
}

// settle records a verdict on the check and on what was checked.
func settle(ctx context.Context, tx *db.Tx, c check, verdict Moderation, label string) error {
	n, err := db.Exec(ctx, tx, `UPDATE issue_checks SET state = ?, label = ?, lease_token = NULL WHERE id = ? AND state IN ('queued', 'waiting')`, verdict, label, c.id)
	if err != nil || n == 0 {
		return err
	}
	if c.photo != nil {
		_, err = tx.ExecContext(ctx, `UPDATE issue_photos SET moderation = ? WHERE id = ?`, verdict, *c.photo)
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE issues SET moderation = ? WHERE id = ?`, verdict, c.issue)
	return err
}

func checkByTrace(ctx context.Context, q db.Querier, trace string) (check, error) {
	return db.One(ctx, q, (*check).columns,
		`SELECT id, issue_id, photo_id, account_id, attempts, '', NULL FROM issue_checks WHERE trace_id = ? ORDER BY id DESC LIMIT 1`, trace)
}

package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

const photoColumns = `id, activity_id, uploader_id, cover, blob_key, width, height, verdict, attempts`

func (p *photoRow) columns() []any {
	return []any{&p.ID, &p.Activity, &p.Uploader, &p.Cover, &p.key, &p.Width, &p.Height, &p.Verdict, &p.attempts}
}

func insertPhoto(ctx context.Context, tx *db.Tx, p photoRow) (PhotoID, error) {
	id, err := db.Insert(ctx, tx, `INSERT INTO activity_photos (activity_id, uploader_id, cover, blob_key, width, height, created_at, verdict, check_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.Activity, p.Uploader, p.Cover, p.key, p.Width, p.Height, tx.Now, p.Verdict, tx.Now)
	return PhotoID(id), err
}

func deletePhoto(ctx context.Context, tx *db.Tx, id PhotoID) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM activity_photos WHERE id = ?`, id)
	return err
}

func lockPhoto(ctx context.Context, tx *db.Tx, id PhotoID) (photoRow, error) {
	p, err := db.One(ctx, tx, (*photoRow).columns, `SELECT `+photoColumns+` FROM activity_photos WHERE id = ? FOR UPDATE`, id)
	if db.Missing(err) {
		err = ErrPhoto
	}
	return p, err
}

func photosOf(ctx context.Context, q db.Querier, ids ...ID) ([]photoRow, error) {
	var w db.Where
	db.In(&w, "activity_id", append([]ID{}, ids...))
	return db.All(ctx, q, (*photoRow).columns, `SELECT `+photoColumns+` FROM activity_photos`+w.SQL()+` ORDER BY id`, w.Args()...)
}

func coversOf(ctx context.Context, q db.Querier, ids []ID) ([]photoRow, error) {
	var w db.Where
	w.And("cover AND verdict = ?", Pass)
	db.In(&w, "activity_id", ids)
	return db.All(ctx, q, (*photoRow).columns, `SELECT `+photoColumns+` FROM activity_photos`+w.SQL(), w.Args()...)
}

// leasePhoto takes the picture that waits longest; it waits again when whoever
// took it died, or no verdict came.
func leasePhoto(ctx context.Context, d *db.DB) (p photoRow, ok bool, err error) {
	due, err := db.One(ctx, d, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM activity_photos WHERE check_at <= ?)`, d.Now())
	if err != nil || !due { // nearly always
		return p, false, err
	}
	err = d.InTx(ctx, func(tx *db.Tx) error {
		p, err = db.One(ctx, tx, (*photoRow).columns, `SELECT `+photoColumns+` FROM activity_photos WHERE check_at <= ? ORDER BY check_at, id LIMIT 1 FOR UPDATE`, tx.Now)
		if db.Missing(err) {
			return nil
		}
		if err != nil {
			return err
		}
		ok = true
		p.attempts++
		_, err = tx.ExecContext(ctx, `UPDATE activity_photos SET check_at = ?, attempts = ? WHERE id = ?`, tx.Now.Add(checkLease), p.attempts, p.ID)
		return err
	})
	return p, ok, err
}

func awaitVerdict(ctx context.Context, tx *db.Tx, id PhotoID, trace string, until time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_photos SET trace_id = ?, check_at = ? WHERE id = ? AND check_at IS NOT NULL`, trace, until, id)
	return err
}

func postponePhoto(ctx context.Context, tx *db.Tx, id PhotoID, until time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_photos SET check_at = ? WHERE id = ? AND check_at IS NOT NULL`, until, id)
	return err
}

// settlePhoto keeps the first verdict; one that comes later changes nothing.
func settlePhoto(ctx context.Context, tx *db.Tx, id PhotoID, v Verdict) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_photos SET verdict = ?, check_at = NULL WHERE id = ? AND check_at IS NOT NULL`, v, id)
	return err
}

func judgePhoto(ctx context.Context, tx *db.Tx, id PhotoID, v Verdict, by account.ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_photos SET verdict = ?, decided_by = ? WHERE id = ?`, v, by, id)
	return err
}

func photoByTrace(ctx context.Context, q db.Querier, trace string) (PhotoID, error) {
	return db.One(ctx, q, db.Value[PhotoID], `SELECT id FROM activity_photos WHERE trace_id = ?`, trace)
}

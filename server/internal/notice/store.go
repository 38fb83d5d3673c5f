package notice

import (
	"context"
	"encoding/json"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

const columns = `n.id, n.community_id, n.category, n.title, n.summary, n.html, n.words, n.source, n.valid_until, n.emergency, n.tell, n.by_service, n.audience, n.state, n.version, n.author_id,
	n.send_at, n.sent_at, n.correction, n.corrected_at, n.reason, n.created_at, n.updated_at`

type row struct {
	record
	audience []byte
}

func (r *row) columns() []any {
	return []any{&r.ID, &r.Community, &r.Category, &r.Title, &r.Summary, &r.HTML, &r.Words, &r.Source, &r.ValidUntil, &r.Emergency, &r.Tell, &r.Service, &r.audience, &r.State, &r.Version, &r.Author,
		&r.SendAt, &r.SentAt, &r.Correction, &r.CorrectedAt, &r.Reason, &r.CreatedAt, &r.UpdatedAt}
}

func one(ctx context.Context, q db.Querier, more string, id ID) (record, error) {
	r, err := db.One(ctx, q, (*row).columns, `SELECT `+columns+` FROM notices n WHERE n.id = ?`+more, id)
	if db.Missing(err) {
		err = ErrNotFound
	}
	if err == nil {
		err = json.Unmarshal(r.audience, &r.Audience)
	}
	return r.record, err
}

func get(ctx context.Context, q db.Querier, id ID) (record, error) { return one(ctx, q, ``, id) }

// lock holds a notice until the transaction ends.
func lock(ctx context.Context, tx *db.Tx, id ID) (record, error) {
	return one(ctx, tx, ` FOR UPDATE`, id)
}

func list(ctx context.Context, q db.Querier, w db.Where, limit int) ([]record, error) {
	rows, err := db.All(ctx, q, (*row).columns, `SELECT `+columns+` FROM notices n WHERE `+w.Cond()+` ORDER BY n.id DESC LIMIT ?`, w.Args(limit)...)
	out := make([]record, len(rows))
	for i, r := range rows {
		if err == nil {
			err = json.Unmarshal(r.audience, &r.Audience)
		}
		out[i] = r.record
	}
	return out, err
}

func countNotices(ctx context.Context, q db.Querier, w db.Where) (int, error) {
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM notices n WHERE `+w.Cond(), w.Args()...)
}

func insertNotice(ctx context.Context, tx *db.Tx, r *record) error {
	audience, err := json.Marshal(r.Audience)
	if err != nil {
		return err
	}
	id, err := db.Insert(ctx, tx, `
		INSERT INTO notices (community_id, category, title, summary, html, words, source, valid_until, emergency, tell, by_service, audience, state, version, author_id, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Community, r.Category, r.Title, r.Summary, r.HTML, r.Words, r.Source, r.ValidUntil, r.Emergency, r.Tell, r.Service, string(audience), r.State, r.Version, r.Author, tx.Now, tx.Now)
	r.ID = ID(id)
	return err
}

func updateNotice(ctx context.Context, tx *db.Tx, r *record) error {
	audience, err := json.Marshal(r.Audience)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `
		UPDATE notices SET category = ?, title = ?, summary = ?, html = ?, words = ?, source = ?, valid_until = ?, emergency = ?, tell = ?, by_service = ?, audience = ?, state = ?, version = ?,
			send_at = ?, sent_at = ?, correction = ?, corrected_at = ?, reason = ?, updated_at = ? WHERE id = ?`,
		r.Category, r.Title, r.Summary, r.HTML, r.Words, r.Source, r.ValidUntil, r.Emergency, r.Tell, r.Service, string(audience), r.State, r.Version,
		r.SendAt, r.SentAt, r.Correction, r.CorrectedAt, r.Reason, tx.Now, r.ID)
	return err
}

func deleteNotice(ctx context.Context, tx *db.Tx, id ID) error {
	for _, query := range []string{`UPDATE notice_files SET notice_id = NULL WHERE notice_id = ?`, `DELETE FROM notice_events WHERE notice_id = ?`, `DELETE FROM notices WHERE id = ?`} {
		if _, err := tx.ExecContext(ctx, query, id); err != nil {
			return err
		}
	}
	return nil
}

func dueToSend(ctx context.Context, q db.Querier, now time.Time) ([]ID, error) {
	return db.All(ctx, q, db.Value[ID], `SELECT id FROM notices WHERE state = ? AND send_at <= ? ORDER BY send_at LIMIT 20`, Scheduled, now)
}

// note writes what happened to a notice; nobody is 0.
func note(ctx context.Context, tx *db.Tx, id ID, by account.ID, step, text string) error {
	var who *account.ID
	if by != 0 {
		who = &by
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO notice_events (notice_id, at, account_id, step, text) VALUES (?, ?, ?, ?, ?)`, id, tx.Now, who, step, text)
	return err
}

type eventRow struct {
	at         time.Time
	by         *account.ID
	step, text string
}

func (e *eventRow) columns() []any { return []any{&e.at, &e.by, &e.step, &e.text} }

func events(ctx context.Context, q db.Querier, id ID) ([]eventRow, error) {
	return db.All(ctx, q, (*eventRow).columns, `SELECT at, account_id, step, text FROM notice_events WHERE notice_id = ? ORDER BY id DESC LIMIT 100`, id)
}

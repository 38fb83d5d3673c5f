package group

import (
	"context"
	"encoding/json"
	"time"

	"huiyin/server/internal/platform/db"
)

type digestRow struct {
	Digest
	content []byte
}

func (d *digestRow) columns() []any {
	return []any{&d.ID, &d.group, &d.content, &d.MadeAt, &d.SharedAt, &d.Opens, &d.Openers}
}

const digestColumns = `SELECT d.id, d.group_id, d.content, d.made_at, d.shared_at, d.opens, (SELECT COUNT(*) FROM group_digest_openers o WHERE o.digest_id = d.id) FROM group_digests d WHERE `

func digest(ctx context.Context, q db.Querier, id DigestID) (Digest, error) {
	r, err := db.One(ctx, q, (*digestRow).columns, digestColumns+`d.id = ?`, id)
	if err == nil {
		err = json.Unmarshal(r.content, &r.Week)
	}
	return r.Digest, err
}

// newest are the last cards of a week of some groups.
func newest(ctx context.Context, q db.Querier, ids []ID, week time.Time) (map[ID]Digest, error) {
	out := map[ID]Digest{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := db.All(ctx, q, (*digestRow).columns, digestColumns+`d.group_id IN (`+db.Marks(len(ids))+`) AND d.week = ? ORDER BY d.id`, append(db.Args(ids), dateOf(week))...)
	for _, r := range rows {
		if err == nil {
			err = json.Unmarshal(r.content, &r.Week)
		}
		out[r.group] = r.Digest
	}
	return out, err
}

// lockGroups lets cards of the same groups be made one after the other.
func lockGroups(ctx context.Context, tx *db.Tx, ids []ID) error {
	_, err := db.All(ctx, tx, db.Value[ID], `SELECT id FROM wechat_groups WHERE id IN (`+db.Marks(len(ids))+`) ORDER BY id FOR UPDATE`, db.Args(ids)...)
	return err
}

func insertDigest(ctx context.Context, tx *db.Tx, id ID, week time.Time, w Week) error {
	content, err := json.Marshal(w)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO group_digests (group_id, week, content, made_at) VALUES (?, ?, ?, ?)`, id, dateOf(week), string(content), tx.Now)
	return err
}

// updateDigest leaves alone what was shared a moment ago.
func updateDigest(ctx context.Context, tx *db.Tx, id DigestID, w Week) error {
	content, err := json.Marshal(w)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE group_digests SET content = ?, made_at = ? WHERE id = ? AND shared_at IS NULL`, string(content), tx.Now, id)
	return err
}

func setShared(ctx context.Context, tx *db.Tx, id DigestID) error {
	_, err := tx.ExecContext(ctx, `UPDATE group_digests SET shared_at = COALESCE(shared_at, ?) WHERE id = ?`, tx.Now, id)
	return err
}

// countDigest notes an opening in the card's own group: so it was shared.
func countDigest(ctx context.Context, tx *db.Tx, id DigestID, group ID) (bool, error) {
	n, err := db.Exec(ctx, tx, `UPDATE group_digests SET opens = opens + 1, shared_at = COALESCE(shared_at, ?) WHERE id = ? AND group_id = ?`, tx.Now, id, group)
	return n > 0, err
}

func insertDigestOpener(ctx context.Context, tx *db.Tx, id DigestID, tag []byte) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO group_digest_openers (digest_id, tag) VALUES (?, ?) ON DUPLICATE KEY UPDATE tag = VALUES(tag)`, id, tag)
	return err
}

const digestBatch = 500

// stale are groups without a card of the week, or whose newest was neither
// shared nor made since a moment.
func stale(ctx context.Context, q db.Querier, week, since time.Time, after ID) ([]record, error) {
	return db.All(ctx, q, (*record).columns, `SELECT `+columns+from+`g.id > ? AND NOT EXISTS
		(SELECT 1 FROM group_digests d WHERE d.group_id = g.id AND d.week = ? AND (d.shared_at IS NOT NULL OR d.made_at >= ?)) ORDER BY g.id LIMIT ?`,
		after, dateOf(week), since, digestBatch)
}

// dropDigests removes what is older than anybody opens.
func dropDigests(ctx context.Context, tx *db.Tx, week time.Time) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM group_digest_openers WHERE digest_id IN (SELECT id FROM group_digests WHERE week < ?)`, dateOf(week)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM group_digests WHERE week < ?`, dateOf(week))
	return err
}

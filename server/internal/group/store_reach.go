package group

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// insertOpener notes that somebody was seen in a group, and where he is known
// to live; who he is it does not say.
func insertOpener(ctx context.Context, tx *db.Tx, opengid string, tag []byte, verifiedIn int64) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO group_openers (opengid, tag, verified_in, first_at, last_at) VALUES (?, ?, ?, ?, ?)
		ON DUPLICATE KEY UPDATE verified_in = VALUES(verified_in), last_at = VALUES(last_at)`, opengid, tag, verifiedIn, tx.Now, tx.Now)
	return err
}

// witnesses counts verified residents of a micro-grid seen in the group, but
// for who bound it.
func witnesses(ctx context.Context, q db.Querier, opengid string, micro int64, binder []byte) (int, error) {
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM group_openers WHERE opengid = ? AND verified_in = ? AND tag <> ?`, opengid, micro, binder)
}

// A day is what happened in a group on one.
type day struct{ opens, joins, moves int }

func countDay(ctx context.Context, tx *db.Tx, id ID, d day) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO group_days (group_id, day, opens, joins, moves) VALUES (?, ?, ?, ?, ?)
		ON DUPLICATE KEY UPDATE opens = opens + VALUES(opens), joins = joins + VALUES(joins), moves = moves + VALUES(moves)`, id, dateOf(tx.Now), d.opens, d.joins, d.moves)
	return err
}

func setOpened(ctx context.Context, tx *db.Tx, id ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE wechat_groups SET opened_at = ? WHERE id = ?`, tx.Now, id)
	return err
}

func countLeak(ctx context.Context, tx *db.Tx, r record, opengid string) (id int64, err error) {
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO group_leaks (group_id, community_id, opengid, opens, first_at, last_at) VALUES (?, ?, ?, 1, ?, ?)
		ON DUPLICATE KEY UPDATE opens = opens + 1, last_at = VALUES(last_at)`, r.ID, r.At.Community, opengid, tx.Now, tx.Now); err != nil {
		return 0, err
	}
	return db.One(ctx, tx, db.Value[int64], `SELECT id FROM group_leaks WHERE group_id = ? AND opengid = ?`, r.ID, opengid)
}

func insertLeakOpener(ctx context.Context, tx *db.Tx, id int64, tag []byte) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO group_leak_openers (leak_id, tag) VALUES (?, ?) ON DUPLICATE KEY UPDATE tag = VALUES(tag)`, id, tag)
	return err
}

// leakToTell says, once for each leak, that enough people opened its card.
func leakToTell(ctx context.Context, tx *db.Tx, id int64, enough int) (bool, error) {
	n, err := db.One(ctx, tx, db.Value[int], `SELECT COUNT(*) FROM group_leak_openers WHERE leak_id = ?`, id)
	if err != nil || n <= enough {
		return false, err
	}
	told, err := db.Exec(ctx, tx, `UPDATE group_leaks SET told_at = ? WHERE id = ? AND told_at IS NULL`, tx.Now, id)
	return told > 0, err
}

// countWarning says the how manyth warning of an outside group this is today.
func countWarning(ctx context.Context, tx *db.Tx, opengid string, community int64) (int, error) {
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO group_leak_days (opengid, community_id, day, warned) VALUES (?, ?, ?, 1) ON DUPLICATE KEY UPDATE warned = warned + 1`, opengid, community, dateOf(tx.Now)); err != nil {
		return 0, err
	}
	return db.One(ctx, tx, db.Value[int], `SELECT warned FROM group_leak_days WHERE opengid = ? AND community_id = ? AND day = ?`, opengid, community, dateOf(tx.Now))
}

type leakRow struct {
	Leak
	group ID
}

func (l *leakRow) columns() []any {
	return []any{&l.ID, &l.group, &l.Opens, &l.Openers, &l.FirstAt, &l.LastAt}
}

const leaksShown = 100

func leaks(ctx context.Context, q db.Querier, ts []account.Territory, community int64) ([]leakRow, error) {
	var w db.Where
	within(&w, ts)
	db.Equal(&w, "l.community_id", community)
	return db.All(ctx, q, (*leakRow).columns, `
		SELECT l.id, l.group_id, l.opens, (SELECT COUNT(*) FROM group_leak_openers o WHERE o.leak_id = l.id), l.first_at, l.last_at
		FROM group_leaks l JOIN wechat_groups g ON g.id = l.group_id JOIN micro_grids m ON m.id = g.micro_grid_id
		WHERE `+w.Cond()+` AND NOT EXISTS (SELECT 1 FROM wechat_groups b WHERE b.live_opengid = l.opengid) ORDER BY l.last_at DESC, l.id DESC LIMIT ?`, w.Args(leaksShown)...)
}

// silent are active groups that nobody opened a card in since a moment.
func silent(ctx context.Context, q db.Querier, since time.Time, limit int) ([]ID, error) {
	return db.All(ctx, q, db.Value[ID], `SELECT id FROM wechat_groups WHERE status = 'active' AND (opened_at IS NULL OR opened_at < ?) AND activated_at < ? ORDER BY id LIMIT ?`, since, since, limit)
}

type vouched struct {
	id ID
	by account.ID
	at account.Territory
}

func (v *vouched) columns() []any {
	return []any{&v.id, &v.by, &v.at.Community, &v.at.Grid, &v.at.MicroGrid}
}

// vouchers are the bound groups and who vouches for them.
func vouchers(ctx context.Context, q db.Querier, by account.ID) ([]vouched, error) {
	var w db.Where
	w.And("g.status <> 'unbound' AND NOT g.reconfirm AND g.bound_by IS NOT NULL")
	db.Equal(&w, "g.bound_by", by)
	return db.All(ctx, q, (*vouched).columns, `SELECT g.id, g.bound_by, g.community_id, m.grid_id, g.micro_grid_id`+from+w.Cond()+` ORDER BY g.id`, w.Args()...)
}

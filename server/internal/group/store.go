package group

import (
	"context"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

const columns = `g.id, g.community_id, m.grid_id, g.micro_grid_id, g.name, g.status, g.reason, g.opengid, g.private, g.bound_by, g.bound_at, g.activated_at, g.opened_at,
	g.declared_members, g.declared_at, g.reconfirm,
	EXISTS (SELECT 1 FROM group_conflicts c WHERE c.claimant_id = g.id AND c.decided_at IS NULL) OR EXISTS (SELECT 1 FROM group_conflicts c WHERE c.holder_id = g.id AND c.decided_at IS NULL)`

const from = ` FROM wechat_groups g JOIN micro_grids m ON m.id = g.micro_grid_id WHERE `

func (r *record) columns() []any {
	return []any{&r.ID, &r.At.Community, &r.At.Grid, &r.At.MicroGrid, &r.Name, &r.Status, &r.Reason, &r.OpenGID, &r.Private, &r.BoundBy, &r.BoundAt, &r.Activated, &r.OpenedAt,
		&r.Declared, &r.DeclaredAt, &r.Reconfirm, &r.Disputed}
}

func get(ctx context.Context, q db.Querier, id ID) (record, error) {
	r, err := db.One(ctx, q, (*record).columns, `SELECT `+columns+from+`g.id = ?`, id)
	if db.Missing(err) {
		return r, ErrNotFound
	}
	return r, err
}

// lock holds a group's row until the transaction ends, and reads it anew.
func lock(ctx context.Context, tx *db.Tx, id ID) (record, error) {
	if _, err := db.One(ctx, tx, db.Value[int64], `SELECT id FROM wechat_groups WHERE id = ? FOR UPDATE`, id); err != nil {
		if db.Missing(err) {
			err = ErrNotFound
		}
		return record{}, err
	}
	return db.One(ctx, tx, (*record).columns, `SELECT `+columns+from+`g.id = ? FOR UPDATE`, id)
}

// holder finds who holds a WeChat group against all others.
func holder(ctx context.Context, q db.Querier, opengid string) (record, error) {
	r, err := db.One(ctx, q, (*record).columns, `SELECT `+columns+from+`g.live_opengid = ?`, opengid)
	if db.Missing(err) {
		return r, ErrNotFound
	}
	return r, err
}

// within narrows to territories; their list is never nil.
func within(w *db.Where, ts []account.Territory) {
	var either []string
	var args []any
	for _, t := range ts {
		var one db.Where
		db.Equal(&one, "g.community_id", t.Community)
		db.Equal(&one, "m.grid_id", t.Grid)
		db.Equal(&one, "g.micro_grid_id", t.MicroGrid)
		either, args = append(either, "("+one.Cond()+")"), append(args, one.Args()...)
	}
	if len(either) == 0 {
		either = []string{"FALSE"}
	}
	w.And("("+strings.Join(either, " OR ")+")", args...)
}

func list(ctx context.Context, q db.Querier, w db.Where) ([]record, error) {
	return db.All(ctx, q, (*record).columns, `SELECT `+columns+from+w.Cond()+` ORDER BY g.community_id, m.code, g.id`, w.Args()...)
}

type reachRow struct {
	id ID
	day
	openers int
}

func (r *reachRow) columns() []any { return []any{&r.id, &r.opens, &r.joins, &r.moves, &r.openers} }

// reach counts what happened in the listed groups since a moment.
func reach(ctx context.Context, q db.Querier, ids []ID, since time.Time) (map[ID]reachRow, error) {
	out := map[ID]reachRow{}
	if len(ids) == 0 {
		return out, nil
	}
	in, args := ` IN (`+db.Marks(len(ids))+`)`, db.Args(ids)
	rows, err := db.All(ctx, q, (*reachRow).columns, `
		SELECT g.id, COALESCE((SELECT SUM(d.opens) FROM group_days d WHERE d.group_id = g.id AND d.day >= ?), 0),
			COALESCE((SELECT SUM(d.joins) FROM group_days d WHERE d.group_id = g.id AND d.day >= ?), 0),
			COALESCE((SELECT SUM(d.moves) FROM group_days d WHERE d.group_id = g.id AND d.day >= ?), 0),
			(SELECT COUNT(*) FROM group_openers o WHERE o.opengid = g.live_opengid AND o.last_at >= ?)
		FROM wechat_groups g WHERE g.id`+in, append([]any{dateOf(since), dateOf(since), dateOf(since), since}, args...)...)
	for _, r := range rows {
		out[r.id] = r
	}
	return out, err
}

// dateOf is a moment's date where people live.
func dateOf(t time.Time) string { return t.In(local).Format(time.DateOnly) }

var local = time.FixedZone("Asia/Shanghai", 8*3600)

func insertGroup(ctx context.Context, tx *db.Tx, at account.Territory, name string, members int) (ID, error) {
	id, err := db.Insert(ctx, tx, `INSERT INTO wechat_groups (community_id, micro_grid_id, name, declared_members, declared_at) VALUES (?, ?, ?, ?, IF(? > 0, ?, NULL))`,
		at.Community, at.MicroGrid, name, members, members, tx.Now)
	if key, dup := db.Duplicate(err); dup && key == "wechat_groups_named" {
		return 0, ErrNamed
	}
	return ID(id), err
}

func setDeclared(ctx context.Context, tx *db.Tx, id ID, members int) error {
	_, err := tx.ExecContext(ctx, `UPDATE wechat_groups SET declared_members = ?, declared_at = ? WHERE id = ?`, members, tx.Now, id)
	return err
}

// setBound makes the group the one that somebody presented. ErrTaken means that
// another row holds it.
func setBound(ctx context.Context, tx *db.Tx, id ID, opengid string, status Status, by account.ID, private bool) error {
	var active *time.Time
	if status == grid.Active {
		active = &tx.Now
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE wechat_groups SET status = ?, reason = '', opengid = ?, private = ?, bound_by = ?, bound_at = ?, activated_at = ?, opened_at = ?, reconfirm = FALSE WHERE id = ?`,
		status, opengid, private, by, tx.Now, active, tx.Now, id)
	if key, dup := db.Duplicate(err); dup && key == "wechat_groups_live" {
		return ErrTaken
	}
	return err
}

// setStatus changes where a bound group stands.
func setStatus(ctx context.Context, tx *db.Tx, id ID, status Status, reason string) error {
	_, err := tx.ExecContext(ctx, `UPDATE wechat_groups SET activated_at = IF(? = 'active', COALESCE(activated_at, ?), activated_at), status = ?, reason = ? WHERE id = ?`,
		status, tx.Now, status, reason, id)
	return err
}

// setBinder says that somebody vouches for the group from now on.
func setBinder(ctx context.Context, tx *db.Tx, id ID, by account.ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE wechat_groups SET bound_by = ?, bound_at = ?, opened_at = ?, reconfirm = FALSE WHERE id = ?`, by, tx.Now, tx.Now, id)
	return err
}

func setReconfirm(ctx context.Context, tx *db.Tx, id ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE wechat_groups SET reconfirm = TRUE WHERE id = ?`, id)
	return err
}

func insertEvent(ctx context.Context, tx *db.Tx, r record, by account.ID, s step, text string) error {
	var who *account.ID
	if by != 0 {
		who = &by
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO group_events (group_id, micro_grid_id, at, account_id, step, text) VALUES (?, ?, ?, ?, ?, ?)`,
		r.ID, r.At.MicroGrid, tx.Now, who, s, text)
	return err
}

type eventRow struct {
	at   time.Time
	by   *account.ID
	step step
	text string
}

func (e *eventRow) columns() []any { return []any{&e.at, &e.by, &e.step, &e.text} }

const historyShown = 100

func events(ctx context.Context, q db.Querier, id ID) ([]eventRow, error) {
	return db.All(ctx, q, (*eventRow).columns, `SELECT at, account_id, step, text FROM group_events WHERE group_id = ? ORDER BY id DESC LIMIT ?`, id, historyShown)
}

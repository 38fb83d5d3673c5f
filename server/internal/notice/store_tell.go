package notice

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func (t *ToTell) columns() []any {
	return []any{&t.Account, &t.MicroGrid, &t.First, &t.newest}
}

// unreachedIn are the receipts of people in micro-grids who should be told in person, of one notice or of all.
func unreachedIn(micros []int64, notice ID, now time.Time) (w db.Where) {
	db.In(&w, "r.micro_grid_id", micros)
	w.And("r.state = ? AND n.state IN (?, ?) AND (n.tell OR n.emergency) AND (n.valid_until IS NULL OR n.valid_until > ?)", Unreached, Sending, Sent, now)
	db.Equal(&w, "r.notice_id", notice)
	return w
}

// toTell lists people, elders first, then those for whom there is the newest notice.
func toTell(ctx context.Context, q db.Querier, micros []int64, in TellQuery, now time.Time) ([]ToTell, error) {
	w := unreachedIn(micros, in.Notice, now)
	having, args := "TRUE", w.Args()
	if a := in.After; a.Notice != 0 {
		having, args = "first < ? OR first = ? AND (newest < ? OR newest = ? AND account_id > ?)", append(args, !a.Rest, !a.Rest, a.Notice, a.Notice, a.Account)
	}
	return db.All(ctx, q, (*ToTell).columns, `
		SELECT r.account_id, MAX(r.micro_grid_id), MAX(r.told_first) AS first, MAX(r.notice_id) AS newest
		FROM notice_receipts r JOIN notices n ON n.id = r.notice_id`+w.SQL()+` GROUP BY r.account_id HAVING `+having+` ORDER BY first DESC, newest DESC, r.account_id LIMIT ?`, append(args, in.Limit)...)
}

type untoldRow struct {
	account account.ID
	Untold
}

func (u *untoldRow) columns() []any {
	return []any{&u.account, &u.Notice, &u.Title, &u.Emergency, &u.SentAt}
}

// missed are the notices that people should be told, the newest first.
func missed(ctx context.Context, q db.Querier, micros []int64, notice ID, now time.Time, people []account.ID) (map[account.ID][]Untold, error) {
	w := unreachedIn(micros, notice, now)
	db.In(&w, "r.account_id", people)
	rows, err := db.All(ctx, q, (*untoldRow).columns, `
		SELECT r.account_id, n.id, n.title, n.emergency, n.sent_at FROM notice_receipts r JOIN notices n ON n.id = r.notice_id`+w.SQL()+` ORDER BY n.id DESC`, w.Args()...)
	out := map[account.ID][]Untold{}
	for _, u := range rows {
		out[u.account] = append(out[u.account], u.Untold)
	}
	return out, err
}

func insertCall(ctx context.Context, tx *db.Tx, id ID, c callee) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO notice_calls (notice_id, account_id, role, grid_id, micro_grid_id) VALUES (?, ?, ?, ?, ?)`, id, c.id, c.role, c.grid, c.micro)
	return err
}

// callee is somebody whom an emergency calls; grid and micro are 0 where he does not say.
type callee struct {
	id          account.ID
	role        account.Role
	grid, micro int64
}

func (c *callee) columns() []any { return []any{&c.id, &c.role, &c.grid, &c.micro} }

// volunteers are who lives in the places of an audience and has a tag that is called.
func volunteers(ctx context.Context, q db.Querier, community int64, a Audience) ([]callee, error) {
	var w db.Where
	a.Tags = nil
	within(&w, community, a)
	return db.All(ctx, q, (*callee).columns, `
		SELECT x.account_id, ?, MAX(COALESCE(m.grid_id, 0)), MAX(x.micro_grid_id)
		FROM memberships x LEFT JOIN micro_grids m ON m.id = x.micro_grid_id`+w.SQL()+` AND EXISTS (
			SELECT 1 FROM notice_tag_holders v JOIN notice_tags t ON t.community_id = v.community_id AND t.code = v.tag
			WHERE v.account_id = x.account_id AND v.community_id = x.community_id AND t.called AND t.active) GROUP BY x.account_id ORDER BY x.account_id`,
		append([]any{account.Resident}, w.Args()...)...)
}

func acknowledge(ctx context.Context, tx *db.Tx, id ID, by account.ID) error {
	n, err := db.Exec(ctx, tx, `UPDATE notice_calls SET acknowledged_at = COALESCE(acknowledged_at, ?) WHERE notice_id = ? AND account_id = ?`, tx.Now, id, by)
	if err == nil && n == 0 {
		return ErrNotFound
	}
	return err
}

// isCalled says whether an emergency waits for somebody's word.
func isCalled(ctx context.Context, q db.Querier, id ID, who account.ID) (bool, error) {
	return db.One(ctx, q, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM notice_calls WHERE notice_id = ? AND account_id = ? AND acknowledged_at IS NULL)`, id, who)
}

func (c *Call) columns() []any {
	return []any{&c.Account, &c.Role, &c.grid, &c.MicroGrid, &c.AcknowledgedAt}
}

func calls(ctx context.Context, q db.Querier, id ID) ([]Call, error) {
	return db.All(ctx, q, (*Call).columns, `
		SELECT account_id, role, grid_id, micro_grid_id, acknowledged_at FROM notice_calls WHERE notice_id = ? ORDER BY acknowledged_at IS NOT NULL, grid_id, micro_grid_id`, id)
}

// gridsOf are the grids in which an audience's places lie.
func gridsOf(ctx context.Context, q db.Querier, a Audience) ([]int64, error) {
	if len(a.MicroGrids) == 0 {
		return a.Grids, nil
	}
	more, err := db.All(ctx, q, db.Value[int64], `SELECT DISTINCT grid_id FROM micro_grids WHERE id IN (`+db.Marks(len(a.MicroGrids))+`)`, db.Args(a.MicroGrids)...)
	return append(more, a.Grids...), err
}

package push

import (
	"context"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// due are the deliveries of these kinds that can go out now, the worthiest first.
func due(ctx context.Context, q db.Querier, now time.Time, kinds []Kind, n int) ([]int64, error) {
	parts, args := make([]string, 0, len(kinds)), []any{}
	for _, k := range kinds {
		parts = append(parts, `(SELECT id, worth, next_at FROM deliveries WHERE state = ? AND worth = ? AND next_at <= ? ORDER BY next_at, id LIMIT ?)`)
		args = append(args, Queued, worth[k], now, n)
	}
	return db.All(ctx, q, db.Value[int64], `SELECT id FROM (`+strings.Join(parts, " UNION ALL ")+`) AS d ORDER BY worth, next_at, id LIMIT ?`, append(args, n)...)
}

// hold keeps those of the deliveries to us, until tx ends, that nobody else took meanwhile.
func hold(ctx context.Context, tx *db.Tx, ids []int64) ([]delivery, error) {
	return unpack(db.All(ctx, tx, (*delivery).columns, `
		SELECT `+deliveryColumns+` FROM deliveries FORCE INDEX (PRIMARY) WHERE id IN (`+db.Numbers(ids)+`) AND state = ? AND next_at <= ? ORDER BY id FOR UPDATE`, Queued, tx.Now))
}

// claim makes deliveries ours until their lease ends. Those that cost a grant have it now.
func claim(ctx context.Context, tx *db.Tx, list []delivery, token []byte) error {
	if len(list) == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = ?, lease_token = ?, next_at = ?, reserved = reserved OR NOT long_term WHERE id IN (`+db.Numbers(idsOf(list))+`)`,
		Sending, token, tx.Now.Add(leaseTime))
	return err
}

func idsOf(list []delivery) []int64 {
	ids := make([]int64, len(list))
	for i, d := range list {
		ids[i] = d.id
	}
	return ids
}

// abandoned are deliveries whose sender did not come back in time.
func abandoned(ctx context.Context, q db.Querier, now time.Time) ([]delivery, error) {
	return unpack(db.All(ctx, q, (*delivery).columns,
		`SELECT `+deliveryColumns+` FROM deliveries WHERE state = ? AND next_at <= ? ORDER BY next_at LIMIT ?`, Sending, now, largest))
}

// postpone lets deliveries that we hold wait, as if nobody had looked at them.
func postpone(ctx context.Context, tx *db.Tx, ids []int64, at time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET next_at = ? WHERE id IN (`+db.Numbers(ids)+`)`, at)
	return err
}

// leave gives deliveries back that were not sent through no fault of theirs. Their
// grants stay theirs.
func leave(ctx context.Context, tx *db.Tx, ids []int64, token []byte, at time.Time) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = ?, next_at = ?, lease_token = NULL WHERE lease_token = ? AND id IN (`+db.Numbers(ids)+`)`, Queued, at, token)
	return err
}

func end(ctx context.Context, tx *db.Tx, d delivery, token []byte, state State, code int64) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE deliveries SET state = ?, code = ?, wechat_id = NULL, attempts = attempts + 1, unknowns = ?, done_at = ?, lease_token = NULL
		WHERE id = ? AND lease_token = ?`,
		state, code, d.unknowns, tx.Now, d.id, token)
	return err
}

// turnAway ends deliveries that we hold and that are not to be sent.
func turnAway(ctx context.Context, tx *db.Tx, ids []int64, code int64) error {
	state := NoGrant
	if code == codeHalted {
		state = Halted
	}
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = ?, code = ?, wechat_id = NULL, attempts = attempts + 1, done_at = ? WHERE id IN (`+db.Numbers(ids)+`)`, state, code, tx.Now)
	return err
}

// delivered ends all deliveries that WeChat took, in one statement.
func delivered(ctx context.Context, tx *db.Tx, list []outcome, token []byte) error {
	if len(list) == 0 {
		return nil
	}
	ids, numbers := make([]int64, len(list)), make([]int64, len(list))
	for i, o := range list {
		ids[i], numbers[i] = o.id, o.wechat
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE deliveries SET state = ?, code = 0, wechat_id = ELT(FIELD(id, `+db.Numbers(ids)+`), `+db.Numbers(numbers)+`), attempts = attempts + 1, done_at = ?, lease_token = NULL
		WHERE lease_token = ? AND id IN (`+db.Numbers(ids)+`)`, Sent, tx.Now, token)
	return err
}

func again(ctx context.Context, tx *db.Tx, d delivery, token []byte, code int64, at time.Time) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE deliveries SET state = ?, code = ?, attempts = attempts + 1, unknowns = ?, next_at = ?, lease_token = NULL WHERE id = ? AND lease_token = ?`,
		Queued, code, d.unknowns, at, d.id, token)
	return err
}

type tally struct {
	account account.ID
	n       int
}

func (t *tally) columns() []any { return []any{&t.account, &t.n} }

// sentToday counts what each person got since the local midnight or is getting
// now. It holds the accounts until tx ends, so that two messages never count the same.
func sentToday(ctx context.Context, tx *db.Tx, ids []account.ID) (map[account.ID]int, error) {
	l := tx.Now.In(local)
	midnight := time.Date(l.Year(), l.Month(), l.Day(), 0, 0, 0, 0, local).UTC()
	in := `IN (` + db.Numbers(ids) + `)`
	if _, err := db.All(ctx, tx, db.Value[account.ID], `SELECT id FROM accounts WHERE id `+in+` ORDER BY id FOR UPDATE`); err != nil {
		return nil, err
	}
	rows, err := db.All(ctx, tx, (*tally).columns, `
		SELECT account_id, COUNT(*) FROM deliveries WHERE account_id `+in+` AND (done_at >= ? AND state = ? OR done_at IS NULL AND state = ?) GROUP BY account_id`, midnight, Sent, Sending)
	out := map[account.ID]int{}
	for _, r := range rows {
		out[r.account] = r.n
	}
	return out, err
}

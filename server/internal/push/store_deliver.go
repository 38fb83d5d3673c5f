package push

import (
	"context"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// due are the deliveries of these kinds that can go out now, the worthiest first.
func due(ctx context.Context, q db.Querier, now time.Time, kinds []Kind) ([]int64, error) {
	parts, args := make([]string, 0, len(kinds)), []any{}
	for _, k := range kinds {
		parts = append(parts, `(SELECT id, worth, next_at FROM deliveries WHERE state = ? AND worth = ? AND next_at <= ? ORDER BY next_at, id LIMIT ?)`)
		args = append(args, Queued, worth[k], now, batch)
	}
	return db.All(ctx, q, db.Value[int64], `SELECT id FROM (`+strings.Join(parts, " UNION ALL ")+`) AS d ORDER BY worth, next_at, id LIMIT ?`, append(args, batch)...)
}

// claim makes those of the deliveries ours that nobody else took meanwhile.
// From here on nobody but us knows what WeChat got.
func claim(ctx context.Context, tx *db.Tx, ids []int64, token []byte) ([]delivery, error) {
	n, err := db.Exec(ctx, tx, `UPDATE deliveries SET state = ?, lease_token = ?, next_at = ? WHERE state = ? AND next_at <= ? AND id IN (`+db.Marks(len(ids))+`)`,
		append([]any{Sending, token, tx.Now.Add(leaseTime), Queued, tx.Now}, db.Args(ids)...)...)
	if err != nil || n == 0 {
		return nil, err
	}
	return unpack(db.All(ctx, tx, (*delivery).columns, `SELECT `+deliveryColumns+` FROM deliveries WHERE lease_token = ? AND id IN (`+db.Marks(len(ids))+`) ORDER BY worth, id`,
		append([]any{token}, db.Args(ids)...)...))
}

// abandoned are deliveries whose sender did not come back in time.
func abandoned(ctx context.Context, d *db.DB) ([]delivery, error) {
	return unpack(db.All(ctx, d, (*delivery).columns,
		`SELECT `+deliveryColumns+` FROM deliveries WHERE state = ? AND next_at <= ? ORDER BY next_at LIMIT ?`, Sending, d.Now(), batch))
}

func reserved(ctx context.Context, tx *db.Tx, ids []int64) error {
	_, err := tx.ExecContext(ctx, `UPDATE deliveries SET reserved = TRUE WHERE id IN (`+db.Marks(len(ids))+`)`, db.Args(ids)...)
	return err
}

func end(ctx context.Context, tx *db.Tx, d delivery, token []byte, state State, code int64) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE deliveries SET state = ?, code = ?, wechat_id = NULL, attempts = attempts + 1, unknowns = ?, done_at = ?, lease_token = NULL
		WHERE id = ? AND lease_token = ?`,
		state, code, d.unknowns, tx.Now, d.id, token)
	return err
}

// turnAway ends deliveries that are not to be sent.
func turnAway(ctx context.Context, tx *db.Tx, ids []int64, token []byte, code int64) error {
	state := NoGrant
	if code == codeHalted {
		state = Halted
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE deliveries SET state = ?, code = ?, wechat_id = NULL, attempts = attempts + 1, done_at = ?, lease_token = NULL
		WHERE lease_token = ? AND id IN (`+db.Marks(len(ids))+`)`, append([]any{state, code, tx.Now, token}, db.Args(ids)...)...)
	return err
}

// delivered ends all deliveries that WeChat took, in one statement.
func delivered(ctx context.Context, tx *db.Tx, list []outcome, token []byte) error {
	if len(list) == 0 {
		return nil
	}
	numbers, ids := []any{}, []any{}
	for _, o := range list {
		numbers, ids = append(numbers, o.id, o.wechat), append(ids, o.id)
	}
	args := append(append(append([]any{Sent}, numbers...), tx.Now, token), ids...)
	_, err := tx.ExecContext(ctx, `
		UPDATE deliveries SET state = ?, code = 0, wechat_id = CASE id`+strings.Repeat(` WHEN ? THEN ?`, len(list))+` END, attempts = attempts + 1, done_at = ?, lease_token = NULL
		WHERE lease_token = ? AND id IN (`+db.Marks(len(ids))+`)`, args...)
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
// now, without the deliveries of the token. It holds the accounts until tx
// ends, so that two messages never count the same.
func sentToday(ctx context.Context, tx *db.Tx, ids []account.ID, token []byte) (map[account.ID]int, error) {
	l := tx.Now.In(local)
	midnight := time.Date(l.Year(), l.Month(), l.Day(), 0, 0, 0, 0, local).UTC()
	in := `IN (` + db.Marks(len(ids)) + `)`
	if _, err := db.All(ctx, tx, db.Value[account.ID], `SELECT id FROM accounts WHERE id `+in+` ORDER BY id FOR UPDATE`, db.Args(ids)...); err != nil {
		return nil, err
	}
	rows, err := db.All(ctx, tx, (*tally).columns, `
		SELECT account_id, COUNT(*) FROM deliveries WHERE account_id `+in+` AND (state = ? AND done_at >= ? OR state = ? AND lease_token <> ?) GROUP BY account_id`,
		append(db.Args(ids), Sent, midnight, Sending, token)...)
	out := map[account.ID]int{}
	for _, r := range rows {
		out[r.account] = r.n
	}
	return out, err
}

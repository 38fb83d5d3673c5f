package volunteer

import (
	"context"

	"huiyin/server/internal/platform/db"
)

// numbers says the how-manieth of its shift each of some sign-ups was, those who
// left counted; in line: of those who wait.
func numbers(ctx context.Context, q db.Querier, ids []SignupID, line bool) (map[SignupID]int, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	type number struct {
		id SignupID
		n  int
	}
	among := ``
	if line {
		among = ` AND w.state = 'waiting'`
	}
	var w db.Where
	db.In(&w, "u.id", ids)
	rows, err := db.All(ctx, q, func(n *number) []any { return []any{&n.id, &n.n} },
		`SELECT u.id, (SELECT COUNT(*) FROM activity_signups w FORCE INDEX (activity_signups_in_line) WHERE w.shift_id = u.shift_id AND w.id <= u.id`+among+`) FROM activity_signups u`+w.SQL(), w.Args()...)
	out := map[SignupID]int{}
	for _, r := range rows {
		out[r.id] = r.n
	}
	return out, err
}

// numbered is the sign-up with a queue number.
func numbered(ctx context.Context, q db.Querier, id ShiftID, number int) (signup, error) {
	return db.One(ctx, q, (*signup).columns, signupSelect+` WHERE u.shift_id = ? ORDER BY u.id LIMIT 1 OFFSET ?`, id, number-1)
}

func setCalled(ctx context.Context, tx *db.Tx, id ShiftID, number int) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_shifts SET called = ? WHERE id = ?`, number, id)
	return err
}

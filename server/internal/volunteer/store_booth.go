package volunteer

import (
	"context"

	"huiyin/server/internal/platform/db"
)

// queueNumber is the how-manieth of its slot a sign-up was, those who left counted.
func queueNumber(ctx context.Context, q db.Querier, su signup) (int, error) {
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM activity_signups WHERE shift_id = ? AND id <= ?`, su.Shift, su.ID)
}

// numbered is the sign-up with a queue number.
func numbered(ctx context.Context, q db.Querier, id ShiftID, number int) (signup, error) {
	return db.One(ctx, q, (*signup).columns, `SELECT `+signupColumns+signupTables+` WHERE u.shift_id = ? ORDER BY u.id LIMIT 1 OFFSET ?`, id, number-1)
}

func setCalled(ctx context.Context, tx *db.Tx, id ShiftID, number int) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_shifts SET called = ? WHERE id = ?`, number, id)
	return err
}

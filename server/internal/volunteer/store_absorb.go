package volunteer

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func absorb(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	var have int
	if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM volunteers WHERE itself = ?`, to).Scan(&have); err != nil {
		return err
	}
	next := &to
	if have > 0 { // who is both keeps one of the two as himself
		next = nil
	}
	if _, err := tx.ExecContext(ctx, `UPDATE volunteers SET itself = ? WHERE itself = ?`, next, from); err != nil {
		return err
	}
	for _, q := range []string{
		`UPDATE volunteers SET account_id = ?, name_index = NULL WHERE account_id = ?`, // both may know a guest by the same name
		`UPDATE IGNORE family_links SET account_id = ? WHERE account_id = ?`,
		`UPDATE family_links SET parent_id = ? WHERE parent_id = ?`,
		`UPDATE activity_signups SET account_id = ? WHERE account_id = ?`,
		`UPDATE IGNORE volunteer_talents SET account_id = ? WHERE account_id = ?`,
		`UPDATE IGNORE care_skills SET account_id = ? WHERE account_id = ?`,
		`UPDATE care_orders SET ordered_by = ? WHERE ordered_by = ?`,
		`UPDATE care_orders SET helper_id = ? WHERE helper_id = ?`,
		`UPDATE volunteer_hours SET account_id = ? WHERE account_id = ?`,
		`UPDATE volunteer_certificates SET account_id = ? WHERE account_id = ?`,
		`UPDATE activities SET organiser_id = ? WHERE organiser_id = ?`,
		`UPDATE IGNORE activity_organisers SET account_id = ? WHERE account_id = ?`,
	} {
		if _, err := tx.ExecContext(ctx, q, to, from); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM family_links WHERE account_id = ? AND parent_id = account_id`, to) // nobody is his own parent
	return err
}

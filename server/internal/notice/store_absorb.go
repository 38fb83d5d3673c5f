package notice

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// receiptsOfBoth are the receipts of one account for notices that the other has too.
func receiptsOfBoth(ctx context.Context, tx *db.Tx, from, to account.ID) ([]receipt, error) {
	return db.All(ctx, tx, (*receipt).columns, `
		SELECT a.notice_id, a.account_id, a.grid_id, a.micro_grid_id, a.state, a.read_at, a.confirmed_at, a.told_at, a.told_by, a.told_way
		FROM notice_receipts a JOIN notice_receipts b ON b.notice_id = a.notice_id AND b.account_id = ? WHERE a.account_id = ? FOR UPDATE`, to, from)
}

// dropReceipt takes a receipt away, and out of its tally.
func dropReceipt(ctx context.Context, tx *db.Tx, r receipt) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM notice_receipts WHERE notice_id = ? AND account_id = ?`, r.notice, r.account); err != nil {
		return err
	}
	c := tallyColumns[r.state]
	_, err := tx.ExecContext(ctx, `UPDATE notice_tallies SET targeted = targeted - 1, `+c+` = `+c+` - 1 WHERE notice_id = ? AND micro_grid_id = ?`, r.notice, r.micro)
	return err
}

func absorb(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	for _, query := range []string{
		`UPDATE notice_receipts SET account_id = ? WHERE account_id = ?`,
		`UPDATE notice_questions SET account_id = ? WHERE account_id = ?`,
		`UPDATE IGNORE notice_tag_holders SET account_id = ? WHERE account_id = ?`,
		`UPDATE IGNORE notice_calls SET account_id = ? WHERE account_id = ?`,
	} {
		if _, err := tx.ExecContext(ctx, query, to, from); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM notice_tag_holders WHERE account_id = ?`, from)
	return err
}

package account

import (
	"context"

	"huiyin/server/internal/platform/db"
)

// people lists accounts that hold a role within the territories, or none at
// all, in the order of their ids; or those that held one and hold none now.
func people(ctx context.Context, q db.Querier, f PeopleQuery, within []Territory, limit int) ([]record, error) {
	var w db.Where
	w.And("a.id > ?", f.After)
	const holds, held = "EXISTS (SELECT 1 FROM role_grants g WHERE g.account_id = a.id AND g.revoked_at IS NULL", "EXISTS (SELECT 1 FROM role_grants g WHERE g.account_id = a.id"
	has := holds
	if f.Former {
		has = held
		w.And(held + ") AND NOT " + holds + ")")
	} else {
		w.And("(a.username IS NOT NULL OR " + holds + "))")
	}
	if f.Words != "" {
		w.And("(a.name LIKE ? OR a.username LIKE ?)", db.Like(f.Words), db.Like(f.Words))
	}
	var g db.Where
	db.Equal(&g, "g.role", f.Role)
	db.Equal(&g, "g.community_id", f.Community)
	if !everywhere(within) {
		var communities []int64
		for _, t := range within {
			communities = append(communities, t.Community)
		}
		db.In(&g, "g.community_id", append([]int64{}, communities...))
	}
	if g.SQL() != "" {
		w.And(has+" AND "+g.Cond()+")", g.Args()...)
	}
	return db.All(ctx, q, (*record).columns, `SELECT `+columns+` FROM accounts a`+w.SQL()+` ORDER BY a.id LIMIT ?`, w.Args(limit)...)
}

// lastPost is the role that somebody lost last; none if he never had one.
func lastPost(ctx context.Context, q db.Querier, id ID) ([]Grant, error) {
	return db.All(ctx, q, (*Grant).columns,
		`SELECT `+grantColumns+` FROM role_grants g WHERE g.account_id = ? AND g.revoked_at IS NOT NULL ORDER BY g.revoked_at DESC, g.id DESC LIMIT 1`, id)
}

func everywhere(within []Territory) bool {
	for _, t := range within {
		if t == (Territory{}) {
			return true
		}
	}
	return false
}

func insertGrant(ctx context.Context, tx *db.Tx, id ID, g Grant, by *ID) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO role_grants (account_id, role, community_id, grid_id, micro_grid_id, from_at, until_at, granted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		id, g.Role, g.Community, g.Grid, g.MicroGrid, g.From, g.Until, by)
	return err
}

func revokeGrant(ctx context.Context, tx *db.Tx, grant int64) error {
	_, err := tx.ExecContext(ctx, `UPDATE role_grants SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`, tx.Now, grant)
	return err
}

// holdersBut are those who have the role on exactly this territory, apart from
// the named ones.
func holdersBut(ctx context.Context, tx *db.Tx, role Role, at Territory, but []ID) ([]ID, error) {
	var w db.Where
	w.And("community_id = ? AND grid_id = ? AND micro_grid_id = ? AND role = ? AND revoked_at IS NULL", at.Community, at.Grid, at.MicroGrid, role)
	if len(but) > 0 {
		w.And("account_id NOT IN ("+db.Marks(len(but))+")", db.Args(but)...)
	}
	return db.All(ctx, tx, db.Value[ID], `SELECT DISTINCT account_id FROM role_grants`+w.SQL()+` ORDER BY account_id`, w.Args()...)
}

func endGrants(ctx context.Context, tx *db.Tx, role Role, at Territory, of []ID) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE role_grants SET revoked_at = ? WHERE community_id = ? AND grid_id = ? AND micro_grid_id = ? AND role = ? AND revoked_at IS NULL
			AND account_id IN (`+db.Marks(len(of))+`)`,
		append([]any{tx.Now, at.Community, at.Grid, at.MicroGrid, role}, db.Args(of)...)...)
	return err
}

func setDisabled(ctx context.Context, tx *db.Tx, id ID, disabled bool) error {
	_, err := tx.ExecContext(ctx, `UPDATE accounts SET disabled = ? WHERE id = ?`, disabled, id)
	return err
}

// setUsername gives an account the name by which it signs in.
func setUsername(ctx context.Context, tx *db.Tx, id ID, name string) error {
	_, err := tx.ExecContext(ctx, `UPDATE accounts SET username = ? WHERE id = ?`, name, id)
	if key, dup := db.Duplicate(err); dup && key == "accounts_by_username" {
		return ErrUsername
	}
	return err
}

func setPassword(ctx context.Context, tx *db.Tx, id ID, hash string) error {
	_, err := tx.ExecContext(ctx, `UPDATE accounts SET password_hash = ? WHERE id = ?`, hash, id)
	return err
}

func setTOTP(ctx context.Context, tx *db.Tx, id ID, sealed []byte, confirmed bool) error {
	_, err := tx.ExecContext(ctx, `UPDATE accounts SET totp_sealed = ?, totp_confirmed = ? WHERE id = ?`, sealed, confirmed, id)
	return err
}

// spendTOTP uses a code up: it and those before it are not taken again.
func spendTOTP(ctx context.Context, tx *db.Tx, id ID, step int64) error {
	n, err := db.Exec(ctx, tx, `UPDATE accounts SET totp_last_step = ? WHERE id = ? AND totp_last_step < ?`, step, id, step)
	if err == nil && n == 0 {
		return ErrTOTPWrong
	}
	return err
}

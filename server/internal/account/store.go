package account

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/platform/db"
)

// record is an account's row.
type record struct {
	ID             ID
	Name           string
	UnionID        *string
	Username       *string
	PasswordHash   *string
	TOTP           []byte
	TOTPConfirmed  bool
	TOTPLast       int64
	Phone          []byte
	Level          Level
	Home           Territory
	Building       *int64
	Elder          bool
	ConsentVersion *string
	ConsentAt      *time.Time
	Disabled       bool
}

const columns = `a.id, a.name, a.unionid, a.username, a.password_hash, a.totp_sealed, a.totp_confirmed, a.totp_last_step, a.phone_sealed, a.level,
	a.home_community_id, a.home_grid_id, a.home_micro_grid_id, a.home_building_id, a.elder_mode, a.consent_version, a.consent_at, a.disabled`

func (r *record) columns() []any {
	return []any{&r.ID, &r.Name, &r.UnionID, &r.Username, &r.PasswordHash, &r.TOTP, &r.TOTPConfirmed, &r.TOTPLast, &r.Phone, &r.Level,
		&r.Home.Community, &r.Home.Grid, &r.Home.MicroGrid, &r.Building, &r.Elder, &r.ConsentVersion, &r.ConsentAt, &r.Disabled}
}

func find(ctx context.Context, q db.Querier, where string, args ...any) (record, error) {
	return db.One(ctx, q, (*record).columns, `SELECT `+columns+` FROM accounts a WHERE `+where, args...)
}

func byID(ctx context.Context, q db.Querier, id ID) (record, error) {
	r, err := find(ctx, q, `a.id = ?`, id)
	if db.Missing(err) {
		return r, ErrNotFound
	}
	return r, err
}

func byUnionID(ctx context.Context, q db.Querier, unionid string) (record, error) {
	return find(ctx, q, `a.unionid = ?`, unionid)
}

func byUsername(ctx context.Context, q db.Querier, name string) (record, error) {
	return find(ctx, q, `a.username = ?`, name)
}

func byPhone(ctx context.Context, q db.Querier, index []byte) (record, error) {
	return find(ctx, q, `a.phone_index = ?`, index)
}

func byOpenID(ctx context.Context, q db.Querier, app, openid string) (record, error) {
	return db.One(ctx, q, (*record).columns, `
		SELECT `+columns+` FROM identities n JOIN accounts a ON a.id = n.account_id WHERE n.app = ? AND n.openid = ?`, app, openid)
}

func create(ctx context.Context, tx *db.Tx, r record) (record, error) {
	id, err := db.Insert(ctx, tx, `INSERT INTO accounts (name, unionid, username, password_hash, created_at) VALUES (?, ?, ?, ?, ?)`,
		r.Name, r.UnionID, r.Username, r.PasswordHash, tx.Now)
	if key, dup := db.Duplicate(err); dup && key == "accounts_by_username" {
		return r, ErrUsername
	}
	r.ID = ID(id)
	return r, err
}

func insertIdentity(ctx context.Context, tx *db.Tx, app, openid string, id ID) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO identities (app, openid, account_id, created_at) VALUES (?, ?, ?, ?)`, app, openid, id, tx.Now)
	return err
}

func hasIdentity(ctx context.Context, q db.Querier, id ID) (yes bool, err error) {
	err = q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM identities WHERE account_id = ?)`, id).Scan(&yes)
	return yes, err
}

// moveIdentities makes one person of two: from loses its way to sign in, its
// unionid and what it said of itself to the other.
func moveIdentities(ctx context.Context, tx *db.Tx, from, to ID) error {
	old, err := byID(ctx, tx, from)
	if err != nil {
		return err
	}
	for _, step := range []struct {
		sql  string
		args []any
	}{
		{`UPDATE identities SET account_id = ? WHERE account_id = ?`, []any{to, from}},
		{`UPDATE accounts SET unionid = NULL, disabled = TRUE WHERE id = ?`, []any{from}},
		{`UPDATE accounts SET unionid = COALESCE(unionid, ?), consent_version = COALESCE(consent_version, ?), consent_at = COALESCE(consent_at, ?),
			level = GREATEST(level, ?), elder_mode = elder_mode OR ? WHERE id = ?`,
			[]any{old.UnionID, old.ConsentVersion, old.ConsentAt, old.Level, old.Elder, to}},
		{`UPDATE accounts SET home_community_id = ?, home_grid_id = ?, home_micro_grid_id = ?, home_building_id = ? WHERE id = ? AND home_community_id = 0`,
			[]any{old.Home.Community, old.Home.Grid, old.Home.MicroGrid, old.Building, to}},
	} {
		if _, err := tx.ExecContext(ctx, step.sql, step.args...); err != nil {
			return err
		}
	}
	return nil
}

func setPhone(ctx context.Context, tx *db.Tx, id ID, sealed, index []byte) error {
	_, err := tx.ExecContext(ctx, `UPDATE accounts SET phone_sealed = ?, phone_index = ? WHERE id = ?`, sealed, index, id)
	return err
}

// setHome also lowers what is known of somebody who moves: he was verified where
// he lived before.
func setHome(ctx context.Context, tx *db.Tx, id ID, home Territory, building *int64, level Level) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE accounts SET level = IF(home_community_id = ? AND home_micro_grid_id = ?, GREATEST(level, ?), ?),
			home_community_id = ?, home_grid_id = ?, home_micro_grid_id = ?, home_building_id = ? WHERE id = ?`,
		home.Community, home.MicroGrid, level, level, home.Community, home.Grid, home.MicroGrid, building, id)
	return err
}

func setMicroGrid(ctx context.Context, tx *db.Tx, id ID, to Territory) error {
	_, err := tx.ExecContext(ctx, `UPDATE accounts SET home_grid_id = ?, home_micro_grid_id = ? WHERE id = ?`, to.Grid, to.MicroGrid, id)
	return err
}

func giveConsent(ctx context.Context, tx *db.Tx, id ID, version string) error {
	if _, err := tx.ExecContext(ctx, `INSERT IGNORE INTO consents (account_id, version, given_at) VALUES (?, ?, ?)`, id, version, tx.Now); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE accounts SET consent_version = ?, consent_at = ? WHERE id = ?`, version, tx.Now, id)
	return err
}

func setProfile(ctx context.Context, tx *db.Tx, id ID, name *string, elder *bool) error {
	_, err := tx.ExecContext(ctx, `UPDATE accounts SET name = COALESCE(?, name), elder_mode = COALESCE(?, elder_mode) WHERE id = ?`, name, elder, id)
	return err
}

// Active says whether an account may be used.
func (s *Service) Active(ctx context.Context, q db.Querier, id ID) (bool, error) {
	acc, err := byID(ctx, q, id)
	return err == nil && !acc.Disabled, err
}

// WeChatOpenID is where WeChat delivers to an account; empty when it never
// signed in through the app.
func (s *Service) WeChatOpenID(ctx context.Context, q db.Querier, id ID, app string) (openid string, err error) {
	openid, err = db.One(ctx, q, db.Value[string], `SELECT openid FROM identities WHERE account_id = ? AND app = ? ORDER BY created_at DESC LIMIT 1`, id, app)
	if db.Missing(err) {
		return "", nil
	}
	return openid, err
}

type identity struct {
	account ID
	openid  string
}

func (i *identity) columns() []any { return []any{&i.account, &i.openid} }

// WeChatOpenIDs is WeChatOpenID for several accounts at once; those that never
// signed in through the app are left out.
func (s *Service) WeChatOpenIDs(ctx context.Context, q db.Querier, app string, ids ...ID) (map[ID]string, error) {
	out := map[ID]string{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := db.All(ctx, q, (*identity).columns, `SELECT account_id, openid FROM identities WHERE app = ? AND account_id IN (`+db.Numbers(ids)+`) ORDER BY created_at`, app)
	for _, r := range rows {
		out[r.account] = r.openid
	}
	return out, err
}

// AccountByOpenID finds who has an openid; zero when nobody has.
func (s *Service) AccountByOpenID(ctx context.Context, q db.Querier, app, openid string) (ID, error) {
	id, err := db.One(ctx, q, db.Value[ID], `SELECT account_id FROM identities WHERE app = ? AND openid = ?`, app, openid)
	if db.Missing(err) {
		return 0, nil
	}
	return id, err
}

func (p *Person) columns() []any { return []any{&p.ID, &p.DisplayName} }

// Names are how accounts are shown.
func (s *Service) Names(ctx context.Context, q db.Querier, ids ...ID) (map[ID]Person, error) {
	out := map[ID]Person{}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := db.All(ctx, q, (*Person).columns, `SELECT id, name FROM accounts WHERE id IN (`+db.Marks(len(ids))+`)`, db.Args(ids)...)
	for _, p := range rows {
		out[p.ID] = p
	}
	return out, err
}

// MaskedPhone is an account's number with its middle hidden; empty when none
// is known.
func (s *Service) MaskedPhone(ctx context.Context, q db.Querier, id ID) (string, error) {
	acc, err := byID(ctx, q, id)
	return s.masked(acc.Phone), err
}

// masked is a sealed phone number with its middle hidden.
func (s *Service) masked(sealed []byte) string {
	p, err := s.Seal.Open(sealed, "phone")
	if err != nil || len(p) < 8 {
		return ""
	}
	return p[:3] + "****" + p[len(p)-4:]
}

// Phone is an account's number in full, for a call that its owner agreed to.
func (s *Service) Phone(ctx context.Context, q db.Querier, id ID) (string, error) {
	acc, err := byID(ctx, q, id)
	if err != nil || acc.Phone == nil {
		return "", err
	}
	return s.Seal.Open(acc.Phone, "phone")
}

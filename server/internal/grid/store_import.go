package grid

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func ensureCommunity(ctx context.Context, tx *db.Tx, a About, fallback account.ID) (int64, error) {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO communities (code, name, street, fallback_account_id) VALUES (?, ?, ?, ?)
		ON DUPLICATE KEY UPDATE name = VALUES(name), street = VALUES(street), fallback_account_id = VALUES(fallback_account_id)`,
		a.Code, a.Name, a.Street, fallback)
	if err != nil {
		return 0, err
	}
	return db.One(ctx, tx, db.Value[int64], `SELECT id FROM communities WHERE code = ?`, a.Code)
}

type codedRow struct {
	id   int64
	name string
}

func (c *codedRow) columns() []any { return []any{&c.id, &c.name} }

// ensureCoded finds, makes or renames a row of grids, compounds or
// resident_groups.
func ensureCoded(ctx context.Context, tx *db.Tx, table string, community int64, e Entry) (id int64, made, changed bool, err error) {
	row, err := db.One(ctx, tx, (*codedRow).columns, `SELECT id, name FROM `+table+` WHERE community_id = ? AND code = ?`, community, e.Code)
	if db.Missing(err) {
		id, err = db.Insert(ctx, tx, `INSERT INTO `+table+` (community_id, code, name) VALUES (?, ?, ?)`, community, e.Code, e.Name)
		return id, true, false, err
	}
	if err != nil || row.name == e.Name {
		return row.id, false, false, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE `+table+` SET name = ? WHERE id = ?`, e.Name, row.id)
	return row.id, false, true, err
}

// ensureMicroGrid finds, makes, renames or moves a micro-grid; was is the version
// that a moved one had before.
func ensureMicroGrid(ctx context.Context, tx *db.Tx, community, grid int64, e Entry) (id int64, was microRow, made, changed bool, err error) {
	row, err := db.One(ctx, tx, (*microRow).columns, `SELECT id, code, name, grid_id FROM micro_grids WHERE community_id = ? AND live_code = ?`, community, e.Code)
	switch {
	case err != nil && !db.Missing(err):
		return 0, was, false, false, err
	case err == nil && int64(row.grid) == grid && row.Name == e.Name:
		return int64(row.ID), was, false, false, nil
	case err == nil && int64(row.grid) == grid:
		_, err = tx.ExecContext(ctx, `UPDATE micro_grids SET name = ? WHERE id = ?`, e.Name, row.ID)
		return int64(row.ID), was, false, true, err
	case err == nil:
		if _, err := tx.ExecContext(ctx, `UPDATE micro_grids SET valid_until = ? WHERE id = ?`, tx.Now, row.ID); err != nil {
			return 0, was, false, false, err
		}
		was, changed = row, true
	}
	id, err = db.Insert(ctx, tx, `INSERT INTO micro_grids (community_id, grid_id, code, name, valid_from) VALUES (?, ?, ?, ?, ?)`, community, grid, e.Code, e.Name, tx.Now)
	return id, was, !changed, changed, err
}

func ensureBuilding(ctx context.Context, tx *db.Tx, community, compound int64, group *int64, micro int64, b BuildingEntry) (made, changed bool, err error) {
	row, err := db.One(ctx, tx, (*codedRow).columns, `SELECT id, name FROM buildings WHERE community_id = ? AND code = ?`, community, b.Code)
	if db.Missing(err) {
		made = true
		row.id, err = db.Insert(ctx, tx, `INSERT INTO buildings (community_id, compound_id, resident_group_id, code, name) VALUES (?, ?, ?, ?, ?)`,
			community, compound, group, b.Code, b.Name)
	}
	if err != nil {
		return false, false, err
	}
	if row.name != b.Name && !made {
		changed = true
		if _, err := tx.ExecContext(ctx, `UPDATE buildings SET name = ? WHERE id = ?`, b.Name, row.id); err != nil {
			return false, false, err
		}
	}
	moved, err := db.Exec(ctx, tx, `DELETE FROM building_micro_grids WHERE building_id = ? AND micro_grid_id <> ?`, row.id, micro)
	if err != nil {
		return false, false, err
	}
	_, err = tx.ExecContext(ctx, `INSERT IGNORE INTO building_micro_grids (building_id, micro_grid_id) VALUES (?, ?)`, row.id, micro)
	return made, changed || moved > 0, err
}

// ensureWeChatGroup makes a group, or says how many members it has when the table
// says something new: the same table again leaves what somebody counted since.
func ensureWeChatGroup(ctx context.Context, tx *db.Tx, community, micro int64, g WeChatEntry) (made, changed bool, err error) {
	row, err := db.One(ctx, tx, func(r *[2]int64) []any { return []any{&r[0], &r[1]} },
		`SELECT id, COALESCE(listed_members, -1) FROM wechat_groups WHERE micro_grid_id = ? AND name = ?`, micro, g.Name)
	if db.Missing(err) {
		_, err = tx.ExecContext(ctx, `INSERT INTO wechat_groups (community_id, micro_grid_id, name, declared_members, listed_members, declared_at) VALUES (?, ?, ?, ?, ?, ?)`, community, micro, g.Name, g.Members, g.Members, tx.Now)
		return true, false, err
	}
	if err != nil || row[1] == int64(g.Members) {
		return false, false, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE wechat_groups SET declared_members = ?, listed_members = ?, declared_at = ? WHERE id = ?`, g.Members, g.Members, tx.Now, row[0])
	return false, true, err
}

// moveWeChatGroups lets the groups of a micro-grid belong to its new version,
// bound as they are.
func moveWeChatGroups(ctx context.Context, tx *db.Tx, from, to int64) error {
	_, err := tx.ExecContext(ctx, `UPDATE wechat_groups SET micro_grid_id = ? WHERE micro_grid_id = ?`, to, from)
	return err
}

// moveMembers lets those who live in a micro-grid live in its new version, and
// says who they are.
func moveMembers(ctx context.Context, tx *db.Tx, from, to int64) ([]account.ID, error) {
	who, err := db.All(ctx, tx, db.Value[account.ID], `SELECT account_id FROM memberships WHERE micro_grid_id = ? AND until_at IS NULL`, from)
	if err != nil || len(who) == 0 {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO memberships (account_id, community_id, micro_grid_id, building_id, how, from_at, verified_by, verified_at)
		SELECT account_id, community_id, ?, building_id, 'moved', ?, verified_by, verified_at FROM memberships WHERE micro_grid_id = ? AND until_at IS NULL`, to, tx.Now, from); err != nil {
		return nil, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE memberships SET until_at = ? WHERE micro_grid_id = ? AND until_at IS NULL`, tx.Now, from)
	return who, err
}

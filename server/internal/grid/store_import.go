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

// ensureMicroGrid finds, makes, renames or moves a micro-grid; was is the
// version that a moved one had before.
func ensureMicroGrid(ctx context.Context, tx *db.Tx, at account.Territory, e Entry) (to account.Territory, was Place, made, changed bool, err error) {
	was, err = db.One(ctx, tx, (*Place).columns, selectPlaces+`m.community_id = ? AND m.live_code = ?`, at.Community, e.Code)
	if db.Missing(err) {
		at.MicroGrid, err = insertMicroGrid(ctx, tx, at, e.Code, e.Name)
		return at, Place{}, true, false, err
	}
	if err != nil {
		return at, was, false, false, err
	}
	if was.MicroGridName != e.Name {
		changed = true
		if _, err := tx.ExecContext(ctx, `UPDATE micro_grids SET name = ? WHERE id = ?`, e.Name, was.MicroGrid); err != nil {
			return at, was, false, false, err
		}
	}
	if was.Grid == at.Grid {
		return was.Territory, Place{}, false, changed, nil
	}
	was.MicroGridName = e.Name
	to, err = succeed(ctx, tx, was, at.Grid)
	return to, was, false, true, err
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

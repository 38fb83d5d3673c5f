package grid

import (
	"context"
	"encoding/json"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// shared keeps what was read from being changed until the transaction ends.
const shared = ` LOCK IN SHARE MODE`

// keepLive refuses a place that is no more, and keeps it until tx ends: nobody
// joins, and nothing is filed, where there is nobody any more.
func keepLive(ctx context.Context, tx *db.Tx, micro int64) error {
	_, err := db.One(ctx, tx, db.Value[int64], `SELECT id FROM micro_grids WHERE id = ? AND valid_until IS NULL`+shared, micro)
	if db.Missing(err) {
		return ErrChanged
	}
	return err
}

// lockPlace is a place that is in force, and keeps others from changing it, or
// from filing or joining there, until tx ends. It holds no row above it: elsewhere
// in the community life goes on.
func lockPlace(ctx context.Context, tx *db.Tx, id MicroGridID) (Place, error) {
	_, err := db.One(ctx, tx, db.Value[int64], `SELECT id FROM micro_grids WHERE id = ? AND valid_until IS NULL FOR UPDATE`, id)
	if db.Missing(err) {
		return Place{}, ErrChanged
	}
	if err != nil {
		return Place{}, err
	}
	return livePlace(ctx, tx, id)
}

func checkGrid(ctx context.Context, q db.Querier, community int64, id GridID) error {
	_, err := db.One(ctx, q, db.Value[int64], `SELECT id FROM grids WHERE id = ? AND community_id = ?`, id, community)
	if db.Missing(err) {
		return ErrNotFound
	}
	return err
}

// succeed ends a version of a micro-grid and begins the next, in a grid.
func succeed(ctx context.Context, tx *db.Tx, from Place, grid int64) (account.Territory, error) {
	to := account.Territory{Community: from.Community, Grid: grid}
	_, err := tx.ExecContext(ctx, `UPDATE micro_grids SET valid_until = ? WHERE id = ?`, tx.Now, from.MicroGrid)
	if err != nil {
		return to, err
	}
	if to.MicroGrid, err = insertMicroGrid(ctx, tx, to, from.MicroGridCode, from.MicroGridName); err != nil {
		return to, err
	}
	return to, inherit(ctx, tx, from.MicroGrid, to.MicroGrid)
}

// inherit ends a version for an heir; what had become it became the heir now:
// nobody follows more than one step.
func inherit(ctx context.Context, tx *db.Tx, id, heir int64) error {
	for _, q := range []string{`UPDATE micro_grids SET heir_id = ? WHERE heir_id = ?`, `UPDATE micro_grids SET heir_id = ? WHERE id = ?`} {
		if _, err := tx.ExecContext(ctx, q, heir, id); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE micro_grids SET valid_until = COALESCE(valid_until, ?) WHERE id = ?`, tx.Now, id)
	return err
}

func insertMicroGrid(ctx context.Context, tx *db.Tx, at account.Territory, code, name string) (int64, error) {
	id, err := db.Insert(ctx, tx, `INSERT INTO micro_grids (community_id, grid_id, code, name, valid_from) VALUES (?, ?, ?, ?, ?)`, at.Community, at.Grid, code, name, tx.Now)
	if key, dup := db.Duplicate(err); dup && key == "micro_grids_live" {
		return 0, ErrCode
	}
	return id, err
}

func buildingsIn(ctx context.Context, q db.Querier, micro int64) ([]int64, error) {
	return db.All(ctx, q, db.Value[int64], `SELECT building_id FROM building_micro_grids WHERE micro_grid_id = ? ORDER BY building_id`, micro)
}

func moveBuildings(ctx context.Context, tx *db.Tx, from, to int64, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	in := ` AND building_id IN (` + db.Marks(len(ids)) + `)`
	if _, err := tx.ExecContext(ctx, `INSERT IGNORE INTO building_micro_grids (building_id, micro_grid_id)
		SELECT building_id, ? FROM building_micro_grids WHERE micro_grid_id = ?`+in, append([]any{to, from}, db.Args(ids)...)...); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM building_micro_grids WHERE micro_grid_id = ?`+in, append([]any{from}, db.Args(ids)...)...)
	return err
}

func groupsIn(ctx context.Context, q db.Querier, micro int64) ([]int64, error) {
	return db.All(ctx, q, db.Value[int64], `SELECT id FROM wechat_groups WHERE micro_grid_id = ? ORDER BY id`, micro)
}

// moveWeChatGroups lets groups belong to another micro-grid, bound as they are.
func moveWeChatGroups(ctx context.Context, tx *db.Tx, to int64, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE wechat_groups SET micro_grid_id = ? WHERE id IN (`+db.Marks(len(ids))+`)`, append([]any{to}, db.Args(ids)...)...)
	if key, dup := db.Duplicate(err); dup && key == "wechat_groups_named" {
		return ErrGroupNames
	}
	return err
}

// residentsOf are those who go along: all of them, or who live in the buildings
// that go. Who named a building that lies on both sides is not known to go.
func residentsOf(ctx context.Context, q db.Querier, m *Move) ([]account.ID, error) {
	var w db.Where
	w.And("x.micro_grid_id = ? AND x.until_at IS NULL", m.From.MicroGrid)
	if !m.Whole {
		db.In(&w, "x.building_id", m.Buildings)
		w.And("(SELECT COUNT(*) FROM building_micro_grids b WHERE b.building_id = x.building_id) = 1")
	}
	return db.All(ctx, q, db.Value[account.ID], `SELECT DISTINCT x.account_id FROM memberships x`+w.SQL()+` ORDER BY x.account_id`, w.Args()...)
}

const membersAtOnce = 1000

// moveMembers lets people live in another micro-grid, as verified as they were.
func moveMembers(ctx context.Context, tx *db.Tx, from, to int64, who []account.ID) error {
	for len(who) > 0 {
		some := who[:min(membersAtOnce, len(who))]
		who = who[len(some):]
		of := ` WHERE micro_grid_id = ? AND until_at IS NULL AND account_id IN (` + db.Marks(len(some)) + `)`
		args := append([]any{from}, db.Args(some)...)
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO memberships (account_id, community_id, micro_grid_id, building_id, how, from_at, verified_by, verified_at, matched_at)
			SELECT account_id, community_id, ?, building_id, 'moved', ?, verified_by, verified_at, matched_at FROM memberships`+of, append([]any{to, tx.Now}, args...)...); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE memberships SET until_at = ?`+of, append([]any{tx.Now}, args...)...); err != nil {
			return err
		}
	}
	return nil
}

// askMembers notes of whom nobody knows on which side he lives.
func askMembers(ctx context.Context, tx *db.Tx, micro int64) (int, error) {
	n, err := db.Exec(ctx, tx, `
		UPDATE memberships x SET x.unsure = TRUE WHERE x.micro_grid_id = ? AND x.until_at IS NULL AND NOT EXISTS (
			SELECT 1 FROM building_micro_grids b WHERE b.building_id = x.building_id AND b.micro_grid_id = ?)`, micro, micro)
	return int(n), err
}

func insertChange(ctx context.Context, tx *db.Tx, c *Change) error {
	outcome, err := json.Marshal(c.Outcome)
	if err != nil {
		return err
	}
	c.ID, err = db.Insert(ctx, tx, `INSERT INTO territory_changes (community_id, kind, from_micro_grid_id, to_micro_grid_id, account_id, reason, outcome, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		c.From.Community, c.Kind, c.From.MicroGrid, c.To.MicroGrid, c.by, c.Reason, string(outcome), c.At)
	return err
}

// concern lets those be told who moved now, and those who are to be asked.
func concern(ctx context.Context, tx *db.Tx, c *Change) error {
	if _, err := tx.ExecContext(ctx, `UPDATE memberships SET change_id = ? WHERE micro_grid_id = ? AND until_at IS NULL AND how = 'moved' AND from_at = ?`,
		c.ID, c.To.MicroGrid, c.At); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE memberships SET change_id = ?, change_seen_at = NULL WHERE micro_grid_id = ? AND until_at IS NULL AND unsure`, c.ID, c.From.MicroGrid)
	return err
}

func (c *Change) columns() []any {
	return []any{&c.ID, &c.Kind, &c.From.MicroGrid, &c.To.MicroGrid, &c.by, &c.Reason, &c.outcome, &c.At}
}

const selectChanges = `SELECT id, kind, from_micro_grid_id, to_micro_grid_id, account_id, reason, outcome, at FROM territory_changes`

// changes lists a community's, or a micro-grid's, the latest first.
func changes(ctx context.Context, q db.Querier, in ChangeQuery) ([]Change, error) {
	var w db.Where
	w.And("community_id = ?", in.Community)
	if in.MicroGrid != 0 {
		w.And("(from_micro_grid_id = ? OR to_micro_grid_id = ?)", in.MicroGrid, in.MicroGrid)
	}
	if in.Before > 0 {
		w.And("id < ?", in.Before)
	}
	list, err := db.All(ctx, q, (*Change).columns, selectChanges+w.SQL()+` ORDER BY id DESC LIMIT ?`, w.Args(in.Limit)...)
	for i := range list {
		if err == nil {
			err = json.NewDecoder(strings.NewReader(list[i].outcome)).Decode(&list[i].Outcome)
		}
	}
	return list, err
}

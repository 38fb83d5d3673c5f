package grid

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

type registerRow struct {
	index    []byte
	building int64
}

func (r *registerRow) columns() []any { return []any{&r.index, &r.building} }

func registered(ctx context.Context, q db.Querier, community int64) (map[string]int64, error) {
	rows, err := db.All(ctx, q, (*registerRow).columns, `SELECT phone_index, building_id FROM resident_phones WHERE community_id = ?`, community)
	out := map[string]int64{}
	for _, r := range rows {
		out[string(r.index)] = r.building
	}
	return out, err
}

func buildingIDs(ctx context.Context, q db.Querier, community int64) (map[string]int64, error) {
	rows, err := db.All(ctx, q, (*codedRow).columns, `SELECT id, code FROM buildings WHERE community_id = ?`, community)
	out := map[string]int64{}
	for _, r := range rows {
		out[r.name] = r.id
	}
	return out, err
}

func register(ctx context.Context, tx *db.Tx, community int64, index []byte, building int64) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO resident_phones (community_id, phone_index, building_id) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE building_id = VALUES(building_id)`,
		community, index, building)
	return err
}

func unregister(ctx context.Context, tx *db.Tx, community int64, index []byte) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM resident_phones WHERE community_id = ? AND phone_index = ?`, community, index)
	return err
}

// match is a membership that the register confirms.
type match struct {
	membership int64
	account    account.ID
}

func (m *match) columns() []any { return []any{&m.membership, &m.account} }

// matching reads without holding anybody: most of the time there is nobody.
func matching(ctx context.Context, q db.Querier, n int) ([]match, error) {
	return db.All(ctx, q, (*match).columns, `
		SELECT x.id, x.account_id FROM resident_phones p JOIN accounts a ON a.phone_index = p.phone_index
		JOIN memberships x ON x.account_id = a.id AND x.community_id = p.community_id AND x.until_at IS NULL AND x.verified_at IS NULL AND x.matched_at IS NULL
		JOIN building_micro_grids b ON b.building_id = p.building_id AND b.micro_grid_id = x.micro_grid_id
		ORDER BY x.id LIMIT ?`, n)
}

// setMatched says whether he still lives there, verified by nobody.
func setMatched(ctx context.Context, tx *db.Tx, m match) (bool, error) {
	n, err := db.Exec(ctx, tx, `UPDATE memberships SET verified_at = ?, matched_at = ? WHERE id = ? AND until_at IS NULL AND verified_at IS NULL AND matched_at IS NULL`, tx.Now, tx.Now, m.membership)
	return n == 1, err
}

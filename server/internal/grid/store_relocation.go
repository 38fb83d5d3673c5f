package grid

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func changeOf(ctx context.Context, q db.Querier, id int64) (Change, error) {
	return db.One(ctx, q, (*Change).columns, selectChanges+` WHERE id = ?`, id)
}

type homeRow struct {
	micro  int64
	unsure bool
}

func (h *homeRow) columns() []any { return []any{&h.micro, &h.unsure} }

// homeNow is where somebody is taken to live, and whether he is asked.
func homeNow(ctx context.Context, q db.Querier, id account.ID) (micro int64, unsure bool, err error) {
	h, err := db.One(ctx, q, (*homeRow).columns, `SELECT micro_grid_id, unsure FROM memberships WHERE account_id = ? AND until_at IS NULL ORDER BY from_at DESC LIMIT 1`, id)
	return h.micro, h.unsure, err
}

func seeChange(ctx context.Context, tx *db.Tx, id account.ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE memberships SET change_seen_at = ?, unsure = FALSE WHERE account_id = ? AND until_at IS NULL`, tx.Now, id)
	return err
}

// buildingNames are what people call the buildings of a micro-grid.
func buildingNames(ctx context.Context, q db.Querier, micro int64) ([]string, error) {
	return db.All(ctx, q, db.Value[string], `
		SELECT CONCAT(c.name, ' ', b.name) FROM building_micro_grids x JOIN buildings b ON b.id = x.building_id JOIN compounds c ON c.id = b.compound_id
		WHERE x.micro_grid_id = ? ORDER BY b.id`, micro)
}

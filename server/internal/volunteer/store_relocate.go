package volunteer

import (
	"context"
	"encoding/json"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// moveActivities moves what has not ended. Where a series has one on that day at
// the new place already, both stay where they are: people have signed up.
func moveActivities(ctx context.Context, tx *db.Tx, m grid.Move) (int, error) {
	n, err := db.Exec(ctx, tx, `UPDATE IGNORE activities SET grid_id = ?, micro_grid_id = ? WHERE community_id = ? AND micro_grid_id = ? AND ends_at > ? AND cancelled_at IS NULL`,
		m.To.Grid, m.To.MicroGrid, m.From.Community, m.From.MicroGrid, tx.Now)
	return int(n), err
}

func moveOrders(ctx context.Context, tx *db.Tx, m grid.Move) (int, error) {
	var w db.Where
	w.And("community_id = ? AND micro_grid_id = ? AND ended_at IS NULL", m.From.Community, m.From.MicroGrid)
	if !m.Whole {
		db.In(&w, "ordered_by", append([]account.ID{}, m.Residents...))
	}
	n, err := db.Exec(ctx, tx, `UPDATE care_orders SET grid_id = ?, micro_grid_id = ?`+w.SQL(), append([]any{m.To.Grid, m.To.MicroGrid}, w.Args()...)...)
	return int(n), err
}

func moveSkills(ctx context.Context, tx *db.Tx, m grid.Move) error {
	if len(m.Residents) == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx, `UPDATE care_skills SET grid_id = ?, micro_grid_id = ? WHERE community_id = ? AND account_id IN (`+db.Marks(len(m.Residents))+`)`,
		append([]any{m.To.Grid, m.To.MicroGrid, m.To.Community}, db.Args(m.Residents)...)...)
	return err
}

// seriesAt are those of a micro-grid alone that go on.
func seriesAt(ctx context.Context, tx *db.Tx, at account.Territory) ([]seriesRow, error) {
	rows, err := db.All(ctx, tx, (*seriesText).columns, `SELECT `+seriesColumns+` FROM activity_series WHERE community_id = ? AND micro_grid_id = ? AND ended_at IS NULL ORDER BY id FOR UPDATE`,
		at.Community, at.MicroGrid)
	out := make([]seriesRow, len(rows))
	for i := range rows {
		if err == nil {
			err = json.Unmarshal(rows[i].draft, &rows[i].Draft)
		}
		out[i] = rows[i].seriesRow
	}
	return out, err
}

func moveSeries(ctx context.Context, tx *db.Tx, m grid.Move, r seriesRow) error {
	if _, err := tx.ExecContext(ctx, `UPDATE activity_series SET grid_id = ?, micro_grid_id = ? WHERE id = ?`, m.To.Grid, m.To.MicroGrid, r.ID); err != nil {
		return err
	}
	return setSeries(ctx, tx, r.ID, r.Draft)
}

package issue

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

func insertAllClear(ctx context.Context, tx *db.Tx, at account.Territory, by account.ID, day calendar.Date) error {
	_, err := tx.ExecContext(ctx, `INSERT IGNORE INTO issue_all_clear (micro_grid_id, day, community_id, account_id, created_at) VALUES (?, ?, ?, ?, ?)`,
		at.MicroGrid, day.String(), at.Community, by, tx.Now)
	return err
}

type lookRow struct {
	micro int64
	look  Look
}

func (l *lookRow) columns() []any { return []any{&l.micro, &l.look} }

// looksOf says how micro-grids were looked after on a day; those that were
// not are left out. What happened counts before what was only said.
func looksOf(ctx context.Context, q db.Querier, scope account.Territory, day calendar.Date) (map[int64]Look, error) {
	var said db.Where
	said.And("community_id = ? AND day = ?", scope.Community, day.String())
	db.Equal(&said, "micro_grid_id", scope.MicroGrid)
	rows, err := db.All(ctx, q, (*lookRow).columns, `SELECT micro_grid_id, '`+string(AllClear)+`' FROM issue_all_clear`+said.SQL()+`
		UNION ALL SELECT micro_grid_id, '`+string(Happened)+`' FROM issue_days`+said.SQL()+` AND worked > 0`, append(said.Args(), said.Args()...)...)
	out := map[int64]Look{}
	for _, r := range rows {
		out[r.micro] = r.look
	}
	return out, err
}

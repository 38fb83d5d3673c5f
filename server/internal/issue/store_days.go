package issue

import (
	"context"
	"maps"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// addDays is in the order of the days, so that two steps never wait for each
// other.
func addDays(ctx context.Context, tx *db.Tx, at account.Territory, days map[calendar.Date]*daySums) error {
	for _, day := range slices.Sorted(maps.Keys(days)) {
		d := days[day]
		if *d == (daySums{}) {
			continue
		}
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO issue_days (community_id, day, grid_id, micro_grid_id, reported, answered, closed, told, worked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON DUPLICATE KEY UPDATE reported = reported + VALUES(reported), answered = answered + VALUES(answered), closed = closed + VALUES(closed), told = told + VALUES(told),
				worked = worked + VALUES(worked)`, at.Community, day.String(), at.Grid, at.MicroGrid, d.Reported, d.Answered, d.Closed, d.Told, d.Worked); err != nil {
			return err
		}
	}
	return nil
}

type dayRow struct {
	day string
	daySums
}

func (d *dayRow) columns() []any {
	return []any{&d.day, &d.Reported, &d.Answered, &d.Closed, &d.Told}
}

// daysSince are the sums of a board since a day.
func daysSince(ctx context.Context, q db.Querier, scope board, first calendar.Date) (map[calendar.Date]daySums, error) {
	var w db.Where
	w.And("community_id = ? AND day >= ?", scope.Community, first.String())
	db.In(&w, "grid_id", scope.Grids)
	rows, err := db.All(ctx, q, (*dayRow).columns, `
		SELECT DATE_FORMAT(day, '%Y-%m-%d'), SUM(reported), SUM(answered), SUM(closed), SUM(told) FROM issue_days`+w.SQL()+` GROUP BY day`, w.Args()...)
	if err != nil {
		return nil, err
	}
	out := map[calendar.Date]daySums{}
	for _, r := range rows {
		day, err := calendar.ParseDate(r.day)
		if err != nil {
			return nil, err
		}
		out[day] = r.daySums
	}
	return out, nil
}

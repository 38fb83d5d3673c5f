package volunteer

import (
	"context"
	"encoding/json"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

const seriesColumns = `id, draft, organiser_id, planned_until, ended_at, version`

// seriesText is a row as the database keeps it.
type seriesText struct {
	seriesRow
	draft   []byte
	planned time.Time
}

func (r *seriesText) columns() []any {
	return []any{&r.ID, &r.draft, &r.Organiser, &r.planned, &r.Ended, &r.Version}
}

func series(ctx context.Context, q db.Querier, id SeriesID, more string) (seriesRow, error) {
	r, err := db.One(ctx, q, (*seriesText).columns, `SELECT `+seriesColumns+` FROM activity_series WHERE id = ?`+more, id)
	if db.Missing(err) {
		err = ErrSeries
	}
	if err != nil {
		return seriesRow{}, err
	}
	err = json.Unmarshal(r.draft, &r.Draft)
	r.Planned = calendar.NewDate(r.planned.Date())
	return r.seriesRow, err
}

func seriesOf(ctx context.Context, q db.Querier, community int64) ([]seriesRow, error) {
	rows, err := db.All(ctx, q, (*seriesText).columns, `SELECT `+seriesColumns+` FROM activity_series WHERE community_id = ? ORDER BY id DESC LIMIT 1000`, community)
	out := make([]seriesRow, len(rows))
	for i := range rows {
		if err == nil {
			err = json.Unmarshal(rows[i].draft, &rows[i].Draft)
		}
		rows[i].Planned = calendar.NewDate(rows[i].planned.Date())
		out[i] = rows[i].seriesRow
	}
	return out, err
}

func insertSeries(ctx context.Context, tx *db.Tx, by account.ID, d SeriesDraft, planned calendar.Date) (SeriesID, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return 0, err
	}
	id, err := db.Insert(ctx, tx, `INSERT INTO activity_series (community_id, grid_id, micro_grid_id, draft, organiser_id, created_at, planned_until) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		d.Community, d.Grid, d.MicroGrid, text, by, tx.Now, planned.String())
	return SeriesID(id), err
}

func setSeries(ctx context.Context, tx *db.Tx, id SeriesID, d SeriesDraft) error {
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE activity_series SET draft = ?, version = version + 1 WHERE id = ?`, text, id)
	return err
}

func setPlanned(ctx context.Context, tx *db.Tx, id SeriesID, day calendar.Date) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_series SET planned_until = ? WHERE id = ?`, day.String(), id)
	return err
}

func endSeries(ctx context.Context, tx *db.Tx, id SeriesID) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_series SET ended_at = ?, version = version + 1 WHERE id = ?`, tx.Now, id)
	return err
}

func unplanned(ctx context.Context, q db.Querier, until calendar.Date) ([]SeriesID, error) {
	return db.All(ctx, q, db.Value[SeriesID], `SELECT id FROM activity_series WHERE ended_at IS NULL AND planned_until < ? ORDER BY id`, until.String())
}

func setOccurrence(ctx context.Context, tx *db.Tx, id ID, of SeriesID, day calendar.Date) error {
	_, err := tx.ExecContext(ctx, `UPDATE activities SET series_id = ?, occurs_on = ? WHERE id = ?`, of, day.String(), id)
	return err
}

// seriesOn are those with an activity on a day that could be called off.
func seriesOn(ctx context.Context, q db.Querier, day calendar.Date, now time.Time) ([]SeriesID, error) {
	return db.All(ctx, q, db.Value[SeriesID], `SELECT DISTINCT series_id FROM activities
		WHERE series_id IS NOT NULL AND starts_at >= ? AND starts_at < ? AND starts_at > ? AND cancelled_at IS NULL AND NOT changed ORDER BY series_id`, day.At(0), (day + 1).At(0), now)
}

// setChanged keeps an activity apart from what its series says from now on.
func setChanged(ctx context.Context, tx *db.Tx, id ID) error {
	_, err := tx.ExecContext(ctx, `UPDATE activities SET changed = TRUE WHERE id = ?`, id)
	return err
}

// An occurrence is an activity of a series.
type occurrence struct {
	record
	day     calendar.Date
	on      time.Time
	changed bool
}

func (o *occurrence) columns() []any { return append(o.record.columns(), &o.on, &o.changed) }

func lockOccurrence(ctx context.Context, tx *db.Tx, id ID) (occurrence, error) {
	o, err := db.One(ctx, tx, (*occurrence).columns, `SELECT `+recordColumns+`, a.occurs_on, a.changed FROM activities a WHERE a.id = ? FOR UPDATE`, id)
	o.day = calendar.NewDate(o.on.Date())
	return o, err
}

// unchangedOn are a series' activities of a day that could be called off.
func unchangedOn(ctx context.Context, q db.Querier, id SeriesID, day calendar.Date, now time.Time) ([]ID, error) {
	return db.All(ctx, q, db.Value[ID], `SELECT id FROM activities WHERE series_id = ? AND occurs_on = ? AND starts_at > ? AND cancelled_at IS NULL AND NOT changed ORDER BY id`, id, day.String(), now)
}

func comingOf(ctx context.Context, q db.Querier, id SeriesID, now time.Time) ([]ID, error) {
	return db.All(ctx, q, db.Value[ID], `SELECT id FROM activities WHERE series_id = ? AND starts_at > ? AND cancelled_at IS NULL ORDER BY starts_at, id`, id, now)
}

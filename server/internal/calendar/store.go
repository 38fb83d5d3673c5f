package calendar

import (
	"context"
	"slices"
	"strings"
	"time"

	"huiyin/server/internal/platform/db"
)

type dayRow struct {
	Day
	at time.Time
}

func (d *dayRow) columns() []any { return []any{&d.at, &d.Work, &d.Name} }

func days(ctx context.Context, q db.Querier) ([]Day, error) {
	return readDays(db.All(ctx, q, (*dayRow).columns, `SELECT day, work, name FROM work_days ORDER BY day`))
}

func daysFrom(ctx context.Context, q db.Querier, from, until Date) ([]Day, error) {
	return readDays(db.All(ctx, q, (*dayRow).columns, `SELECT day, work, name FROM work_days WHERE day >= ? AND day <= ? ORDER BY day`, from.String(), until.String()))
}

func readDays(rows []dayRow, err error) ([]Day, error) {
	out := make([]Day, len(rows))
	for i, r := range rows {
		out[i] = Day{NewDate(r.at.Date()), r.Work, r.Name}
	}
	return out, err
}

const putChunk = 500

func putDays(ctx context.Context, tx *db.Tx, list []Day) error {
	for chunk := range slices.Chunk(list, putChunk) {
		args := make([]any, 0, 3*len(chunk))
		for _, d := range chunk {
			args = append(args, d.Date.String(), d.Work, d.Name)
		}
		rows := strings.TrimPrefix(strings.Repeat(", (?, ?, ?)", len(chunk)), ", ")
		if _, err := tx.ExecContext(ctx, `INSERT INTO work_days (day, work, name) VALUES `+rows+` ON DUPLICATE KEY UPDATE work = VALUES(work), name = VALUES(name)`, args...); err != nil {
			return err
		}
	}
	return nil
}

// setDay corrects a day that is published.
func setDay(ctx context.Context, tx *db.Tx, d Day) error {
	n, err := db.Exec(ctx, tx, `UPDATE work_days SET work = ?, name = ? WHERE day = ?`, d.Work, d.Name, d.Date.String())
	if err == nil && n == 0 {
		return ErrNoDay
	}
	return err
}

type hoursRow struct {
	community int64
	spans     string
}

func (h *hoursRow) columns() []any { return []any{&h.community, &h.spans} }

// allHours are the service hours of the communities that set their own.
func allHours(ctx context.Context, q db.Querier) (map[int64]Hours, error) {
	rows, err := db.All(ctx, q, (*hoursRow).columns, `SELECT community_id, spans FROM service_hours`)
	if err != nil {
		return nil, err
	}
	out := make(map[int64]Hours, len(rows))
	for _, r := range rows {
		if out[r.community], err = ParseHours(strings.Split(r.spans, ",")); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// putHours writes nothing when there is no such community.
func putHours(ctx context.Context, tx *db.Tx, community int64, h Hours) error {
	n, err := db.Exec(ctx, tx, `
		INSERT INTO service_hours (community_id, spans) SELECT id, ? FROM communities WHERE id = ?
		ON DUPLICATE KEY UPDATE spans = VALUES(spans)`, strings.Join(h.Texts(), ","), community)
	if err == nil && n == 0 {
		return ErrCommunity
	}
	return err
}

func communityExists(ctx context.Context, q db.Querier, id int64) (bool, error) {
	return db.One(ctx, q, db.Value[bool], `SELECT EXISTS (SELECT 1 FROM communities WHERE id = ?)`, id)
}

// claimWarning says whether nobody was warned within the time before now, and
// takes it on.
func claimWarning(ctx context.Context, tx *db.Tx, every time.Duration) (bool, error) {
	if _, err := tx.ExecContext(ctx, `INSERT IGNORE INTO calendar_warnings (id) VALUES (1)`); err != nil {
		return false, err
	}
	n, err := db.Exec(ctx, tx, `UPDATE calendar_warnings SET warned_at = ? WHERE id = 1 AND (warned_at IS NULL OR warned_at <= ?)`, tx.Now, tx.Now.Add(-every))
	return n == 1, err
}

package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

const recordColumns = `a.id, a.community_id, a.grid_id, a.micro_grid_id, a.kind, a.title, a.text, a.place, a.bring, a.audience, a.children,
	a.organiser_id, a.starts_at, a.ends_at, a.cancelled_at, a.cancel_reason, a.version, COALESCE(a.series_id, 0), a.result, a.result_at`

func (r *record) columns() []any {
	d := &r.Draft
	return []any{&r.ID, &r.At.Community, &r.At.Grid, &r.At.MicroGrid, &d.Kind, &d.Title, &d.Text, &d.Place, &d.Bring, &d.Audience, &d.Children,
		&r.Organiser, &r.Starts, &r.Ends, &r.Cancelled, &r.Reason, &r.Version, &r.Series, &r.Result, &r.Told}
}

func insertActivity(ctx context.Context, tx *db.Tx, by account.ID, d Draft) (ID, error) {
	from, until := span(d.Shifts)
	id, err := db.Insert(ctx, tx, `
		INSERT INTO activities (community_id, grid_id, micro_grid_id, kind, title, text, place, bring, audience, children, organiser_id, created_at, starts_at, ends_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.Community, d.Grid, d.MicroGrid, d.Kind, d.Title, d.Text, d.Place, d.Bring, d.Audience, d.Children, by, tx.Now, from, until)
	for i := 0; err == nil && i < len(d.Shifts); i++ {
		_, err = insertShift(ctx, tx, ID(id), d.Community, d.Shifts[i])
	}
	return ID(id), err
}

func insertShift(ctx context.Context, tx *db.Tx, id ID, community int64, s ShiftDraft) (ShiftID, error) {
	n, err := db.Insert(ctx, tx, `INSERT INTO activity_shifts (activity_id, community_id, name, booth, skills, needs, starts_at, ends_at, capacity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, community, s.Name, s.Booth, s.Skills, s.Needs.column(), s.Starts, s.Ends, s.Capacity)
	return ShiftID(n), err
}

func activity(ctx context.Context, q db.Querier, id ID, more string) (record, error) {
	r, err := db.One(ctx, q, (*record).columns, `SELECT `+recordColumns+` FROM activities a WHERE a.id = ?`+more, id)
	if db.Missing(err) {
		err = ErrNotFound
	}
	return r, err
}

// lockActivity holds the row against others who want to change it.
func lockActivity(ctx context.Context, tx *db.Tx, id ID) (record, error) {
	return activity(ctx, tx, id, ` FOR UPDATE`)
}

func setWords(ctx context.Context, tx *db.Tx, id ID, w Words) error {
	_, err := tx.ExecContext(ctx, `UPDATE activities SET title = ?, text = ?, place = ?, bring = ?, version = version + 1 WHERE id = ?`,
		w.Title, w.Text, w.Place, w.Bring, id)
	return err
}

// stretch lets the activity last from its first shift to its last.
func stretch(ctx context.Context, tx *db.Tx, id ID) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE activities SET version = version + 1,
			starts_at = (SELECT MIN(starts_at) FROM activity_shifts WHERE activity_id = ? AND merged_into IS NULL),
			ends_at = (SELECT MAX(ends_at) FROM activity_shifts WHERE activity_id = ? AND merged_into IS NULL) WHERE id = ?`, id, id, id)
	return err
}

func cancelActivity(ctx context.Context, tx *db.Tx, id ID, by account.ID, reason string) error {
	_, err := tx.ExecContext(ctx, `UPDATE activities SET cancelled_at = ?, cancelled_by = ?, cancel_reason = ?, version = version + 1 WHERE id = ?`, tx.Now, by, reason, id)
	return err
}

const shiftColumns = `s.id, s.activity_id, s.community_id, s.taken, s.waiting, s.called, s.closed, s.merged_into, s.name, s.booth, s.skills, s.needs, s.starts_at, s.ends_at, s.capacity`

func (s *shift) columns() []any {
	return []any{&s.ID, &s.Activity, &s.Community, &s.Taken, &s.Waiting, &s.Called, &s.Closed, &s.Into, &s.Name, &s.Booth, &s.Skills, &s.Needs, &s.Starts, &s.Ends, &s.Capacity}
}

func shiftsOf(ctx context.Context, q db.Querier, ids ...ID) ([]shift, error) {
	var w db.Where
	db.In(&w, "s.activity_id", append([]ID{}, ids...))
	return db.All(ctx, q, (*shift).columns, `SELECT `+shiftColumns+` FROM activity_shifts s`+w.SQL()+` ORDER BY s.starts_at, s.id`, w.Args()...)
}

// lockShift holds the row that decides who has a place.
func lockShift(ctx context.Context, tx *db.Tx, id ShiftID) (shift, error) {
	return oneShift(ctx, tx, id, ` FOR UPDATE`)
}

// lockShifts holds all shifts of an activity.
func lockShifts(ctx context.Context, tx *db.Tx, id ID) ([]shift, error) {
	return db.All(ctx, tx, (*shift).columns, `SELECT `+shiftColumns+` FROM activity_shifts s WHERE s.activity_id = ? ORDER BY s.id FOR UPDATE`, id)
}

func oneShift(ctx context.Context, q db.Querier, id ShiftID, more string) (shift, error) {
	s, err := db.One(ctx, q, (*shift).columns, `SELECT `+shiftColumns+` FROM activity_shifts s WHERE s.id = ?`+more, id)
	if db.Missing(err) {
		err = ErrShift
	}
	return s, err
}

// saveShift writes what is known of the shift while its row is held.
func saveShift(ctx context.Context, tx *db.Tx, s shift) error {
	_, err := tx.ExecContext(ctx, `UPDATE activity_shifts SET name = ?, booth = ?, skills = ?, needs = ?, starts_at = ?, ends_at = ?, capacity = ?, taken = ?, waiting = ?, closed = ?, merged_into = ? WHERE id = ?`,
		s.Name, s.Booth, s.Skills, s.Needs.column(), s.Starts, s.Ends, s.Capacity, s.Taken, s.Waiting, s.Closed, s.Into, s.ID)
	return err
}

// A listing narrows a list of activities.
type listing struct {
	at          account.Territory // those that reach it, or lie within
	near        bool              // only those that reach it
	from, until time.Time
	kind        string
	organiser   account.ID
}

// mostListed is how many activities are read at once.
const mostListed = 2000

func list(ctx context.Context, q db.Querier, l listing) ([]record, error) {
	var w db.Where
	db.Equal(&w, "a.community_id", l.at.Community)
	w.And("a.starts_at < ? AND a.ends_at >= ?", l.until, l.from)
	w.And("a.starts_at >= ?", l.from.Add(-longest*mostSpread))
	for _, c := range []struct {
		column string
		id     int64
	}{{"a.grid_id", l.at.Grid}, {"a.micro_grid_id", l.at.MicroGrid}} {
		if c.id != 0 {
			w.And("("+c.column+" = ? OR "+c.column+" = 0)", c.id)
		} else if l.near {
			w.And(c.column + " = 0")
		}
	}
	db.Equal(&w, "a.kind", l.kind)
	db.Equal(&w, "a.organiser_id", l.organiser)
	return db.All(ctx, q, (*record).columns, `SELECT `+recordColumns+` FROM activities a`+w.SQL()+` ORDER BY a.starts_at, a.id LIMIT ?`, w.Args(mostListed+1)...)
}

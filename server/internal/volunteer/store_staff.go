package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// arrangement is an activity's row with whether it left its series.
type arrangement struct {
	record
	changed bool
}

func (a *arrangement) columns() []any { return append(a.record.columns(), &a.changed) }

// where narrows activities to those of the list.
func (f *StaffQuery) where(now time.Time) (w db.Where) {
	w.And("a.community_id = ?", f.At.Community)
	db.Equal(&w, "a.grid_id", f.At.Grid)
	db.Equal(&w, "a.micro_grid_id", f.At.MicroGrid)
	db.Equal(&w, "a.kind", f.Kind)
	db.Equal(&w, "a.series_id", f.Series)
	switch f.Standing {
	case Coming:
		w.And("a.cancelled_at IS NULL AND a.ends_at >= ?", now)
	case Over:
		w.And("a.cancelled_at IS NULL AND a.ends_at < ?", now)
	case Off:
		w.And("a.cancelled_at IS NOT NULL")
	}
	if f.Words != "" {
		w.And("(a.title LIKE ? OR a.place LIKE ?)", db.Like(f.Words), db.Like(f.Words))
	}
	if f.From != nil {
		w.And("a.starts_at >= ?", f.From.At(0))
	}
	if f.Until != nil {
		w.And("a.starts_at < ?", (*f.Until + 1).At(0))
	}
	return w
}

func countArranged(ctx context.Context, q db.Querier, f StaffQuery, now time.Time) (int, error) {
	w := f.where(now)
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM activities a`+w.SQL(), w.Args()...)
}

func arranged(ctx context.Context, q db.Querier, f StaffQuery, now time.Time) ([]arrangement, error) {
	w := f.where(now)
	order, than := ` DESC`, `<`
	if f.Standing == Coming {
		order, than = ``, `>`
	}
	if f.After.ID != 0 {
		w.And("(a.starts_at, a.id) "+than+" (?, ?)", f.After.Starts, f.After.ID)
	}
	return db.All(ctx, q, (*arrangement).columns, `SELECT `+recordColumns+`, a.changed FROM activities a`+w.SQL()+` ORDER BY a.starts_at`+order+`, a.id`+order+` LIMIT ?`, w.Args(f.Limit)...)
}

// reviews are the statements of the activities that the actor answers for.
func reviews(ctx context.Context, q db.Querier, by account.Actor, f ReviewQuery) ([]Hours, error) {
	var w db.Where
	w.And("h.community_id = ?", f.Community)
	order := `h.id`
	if f.Decided {
		order = `h.decided_at DESC, h.id DESC`
		w.And("h.decided_at IS NOT NULL")
		if f.After.ID != 0 {
			w.And("(h.decided_at < ? OR h.decided_at = ? AND h.id < ?)", f.After.Decided, f.After.Decided, f.After.ID)
		}
	} else {
		w.And("h.accepted IS NULL AND h.id > ?", f.After.ID)
	}
	cond, args := `a.organiser_id = ?`, []any{by.ID}
	for _, t := range by.Territories(append([]account.Role{account.County}, makers...)...) {
		cond += ` OR (? IN (0, a.community_id) AND ? IN (0, a.grid_id) AND ? IN (0, a.micro_grid_id))`
		args = append(args, t.Community, t.Grid, t.MicroGrid)
	}
	w.And(`(`+cond+`)`, args...)
	return db.All(ctx, q, (*Hours).columns, `SELECT h.id, h.signup_id, h.kind, h.minutes, h.reason, h.recorded_by, h.recorded_at, h.accepted, h.decided_by, h.decided_at
		FROM volunteer_hours h JOIN activity_signups u ON u.id = h.signup_id JOIN activities a ON a.id = u.activity_id`+w.SQL()+` ORDER BY `+order+` LIMIT ?`, w.Args(f.Limit)...)
}

// staffOrders are care orders of some places: those that nobody claimed first,
// and of each the most pressing; or those that ended, the latest first.
func staffOrders(ctx context.Context, q db.Querier, offices []account.Territory, f OrderQuery) ([]order, error) {
	var w db.Where
	w.And("community_id = ?", f.At.Community)
	db.Equal(&w, "grid_id", f.At.Grid)
	db.Equal(&w, "micro_grid_id", f.At.MicroGrid)
	db.Equal(&w, "kind", f.Kind)
	cond, args := `FALSE`, []any{}
	for _, t := range offices {
		cond += ` OR (? IN (0, community_id) AND ? IN (0, grid_id) AND ? IN (0, micro_grid_id))`
		args = append(args, t.Community, t.Grid, t.MicroGrid)
	}
	w.And(`(`+cond+`)`, args...)
	sorted := ` ORDER BY state <> 'open', wanted_at, id`
	if f.Ended {
		sorted = ` ORDER BY id DESC`
		w.And("state IN (?, ?)", Closed, Dropped)
		if f.After.ID != 0 {
			w.And("id < ?", f.After.ID)
		}
	} else {
		w.And("state IN (?, ?, ?)", Open, Claimed, Done)
		if f.After.ID != 0 {
			w.And("(state <> 'open', wanted_at, id) > (?, ?, ?)", f.After.Claimed, f.After.Wanted, f.After.ID)
		}
	}
	return db.All(ctx, q, (*order).columns, `SELECT `+orderColumns+` FROM care_orders`+w.SQL()+sorted+` LIMIT ?`, w.Args(f.Limit)...)
}

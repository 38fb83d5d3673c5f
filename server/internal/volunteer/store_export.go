package volunteer

import (
	"context"

	"huiyin/server/internal/platform/db"
)

// where narrows shifts to those that begin within the period.
func (p *Period) where() (w db.Where) {
	w.And("s.community_id = ? AND s.starts_at >= ? AND s.starts_at < ?", p.Community, p.From.At(0), (p.Until + 1).At(0))
	db.Equal(&w, "s.activity_id", p.Activity)
	return w
}

// shiftsWithin are those that begin within a period, the earliest first, after one of them.
func shiftsWithin(ctx context.Context, q db.Querier, p Period, after shift, n int) ([]shift, error) {
	w := p.where()
	if after.ID != 0 {
		w.And("(s.starts_at > ? OR s.starts_at = ? AND s.id > ?)", after.Starts, after.Starts, after.ID)
	}
	return db.All(ctx, q, (*shift).columns, `SELECT `+shiftColumns+` FROM activity_shifts s`+w.SQL()+` ORDER BY s.starts_at, s.id LIMIT ?`, w.Args(n)...)
}

func countWithin(ctx context.Context, q db.Querier, p Period, state State) (int, error) {
	w := p.where()
	db.Equal(&w, "u.state", state)
	return db.One(ctx, q, db.Value[int], `SELECT COUNT(*) FROM activity_shifts s JOIN activity_signups u ON u.shift_id = s.id`+w.SQL(), w.Args()...)
}

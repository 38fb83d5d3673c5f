package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// inside keeps a query to a community or to a grid of it.
func inside(scope account.Territory) (w db.Where) {
	w.And("i.community_id = ?", scope.Community)
	db.Equal(&w, "i.grid_id", scope.Grid)
	return w
}

// tomorrow is the local midnight at which today ends.
func tomorrow(now time.Time) time.Time {
	local := now.In(shanghai)
	return time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, shanghai).UTC()
}

// weekBefore is where the week begins that ends now.
func weekBefore(now time.Time) time.Time { return now.AddDate(0, 0, -7) }

func figures(ctx context.Context, q db.Querier, scope account.Territory, now time.Time) (o Overview, err error) {
	w := inside(scope)
	if err = q.QueryRowContext(ctx, `
		SELECT COUNT(*), COALESCE(SUM(i.next_due_at >= ? AND i.next_due_at < ?), 0), COALESCE(SUM(i.next_due_at < ?), 0), COALESCE(SUM(i.state = ?), 0)
		FROM issues i`+w.SQL()+` AND i.next_due_at IS NOT NULL`,
		append([]any{now, tomorrow(now), now, WaitingReporter}, w.Args()...)...).Scan(&o.Open, &o.DueToday, &o.Overdue, &o.Waiting); err != nil {
		return o, err
	}
	var closed, replied int
	err = q.QueryRowContext(ctx, `
		SELECT COALESCE(SUM(i.state = ?), 0), COALESCE(SUM(i.state = ? AND i.reply IS NOT NULL AND i.tell_by IS NULL), 0), COALESCE(SUM(i.closed_at >= ?), 0)
		FROM issues i`+w.SQL()+` AND i.state IN (?, ?)`,
		append([]any{Closed, Closed, weekBefore(now)}, w.Args(Handled, Closed)...)...).Scan(&closed, &replied, &o.AnsweredWeek)
	if closed > 0 {
		rate := float64(replied) / float64(closed)
		o.ReplyRate = &rate
	}
	return o, err
}

type microCount struct {
	micro         int64
	open, overdue int
}

func (m *microCount) columns() []any { return []any{&m.micro, &m.open, &m.overdue} }

// openByMicroGrid is {open, overdue} per micro-grid.
func openByMicroGrid(ctx context.Context, q db.Querier, scope account.Territory, now time.Time) (map[int64][2]int, error) {
	w := inside(scope)
	rows, err := db.All(ctx, q, (*microCount).columns, `
		SELECT i.micro_grid_id, COUNT(*), SUM(i.next_due_at < ?) FROM issues i`+w.SQL()+` AND i.next_due_at IS NOT NULL GROUP BY i.micro_grid_id`,
		append([]any{now}, w.Args()...)...)
	out := map[int64][2]int{}
	for _, r := range rows {
		out[r.micro] = [2]int{r.open, r.overdue}
	}
	return out, err
}

func (c *CategoryCount) columns() []any { return []any{&c.Code, &c.Name, &c.Open} }

func openByCategory(ctx context.Context, q db.Querier, scope account.Territory) ([]CategoryCount, error) {
	w := inside(scope)
	return db.All(ctx, q, (*CategoryCount).columns, `
		SELECT i.category, c.name, COUNT(*)`+fromIssues+w.SQL()+` AND i.next_due_at IS NOT NULL
		GROUP BY i.category, c.name ORDER BY COUNT(*) DESC, i.category`, w.Args()...)
}

type dayCount struct {
	day string
	n   int
}

func (d *dayCount) columns() []any { return []any{&d.day, &d.n} }

// perDay counts by local day what was reported or, by closed_at, what was
// answered; what was withdrawn came to an end without anybody's doing.
func perDay(ctx context.Context, q db.Querier, scope account.Territory, column string, since time.Time) (map[string]int, error) {
	w := inside(scope)
	rows, err := db.All(ctx, q, (*dayCount).columns, `
		SELECT DATE_FORMAT(DATE_ADD(i.`+column+`, INTERVAL 8 HOUR), '%Y-%m-%d') AS day, COUNT(*) FROM issues i`+w.SQL()+` AND i.`+column+` >= ? AND NOT (? AND i.state = ?)
		GROUP BY DATE_FORMAT(DATE_ADD(i.`+column+`, INTERVAL 8 HOUR), '%Y-%m-%d')`, w.Args(since.UTC(), column == "closed_at", Withdrawn)...)
	out := map[string]int{}
	for _, r := range rows {
		out[r.day] = r.n
	}
	return out, err
}

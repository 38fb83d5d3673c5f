package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
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

// weekBefore is the first of the last seven days, today among them.
func weekBefore(now time.Time) calendar.Date { return calendar.DateOf(now) - 6 }

func figures(ctx context.Context, q db.Querier, scope account.Territory, now time.Time) (o Overview, err error) {
	w := inside(scope)
	err = q.QueryRowContext(ctx, `
		SELECT COUNT(*), COALESCE(SUM(i.next_due_at >= ? AND i.next_due_at < ?), 0), COALESCE(SUM(i.next_due_at < ?), 0), COALESCE(SUM(i.state = ?), 0)
		FROM issues i`+w.SQL()+` AND i.next_due_at IS NOT NULL`,
		append([]any{now, tomorrow(now), now, WaitingReporter}, w.Args()...)...).Scan(&o.Open, &o.DueToday, &o.Overdue, &o.Waiting)
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

package issue

import (
	"context"
	"time"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// inside keeps a query to a board.
func inside(scope board) (w db.Where) {
	w.And("i.community_id = ?", scope.Community)
	db.In(&w, "i.grid_id", scope.Grids)
	return w
}

// tomorrow is the local midnight at which today ends.
func tomorrow(now time.Time) time.Time {
	local := now.In(shanghai)
	return time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, shanghai).UTC()
}

// weekBefore is the first of the last seven days, today among them.
func weekBefore(now time.Time) calendar.Date { return calendar.DateOf(now) - 6 }

// An openPart is what is open in a micro-grid and of a category.
type openPart struct {
	micro          int64
	category, name string
	open, dueToday int
	overdue        int
	waiting        int
}

func (p *openPart) columns() []any {
	return []any{&p.micro, &p.category, &p.name, &p.open, &p.dueToday, &p.overdue, &p.waiting}
}

// openParts reads what is open by the index of it alone: an overview does not
// wait for rows that lie far apart in a long past.
func openParts(ctx context.Context, q db.Querier, scope board, now time.Time) ([]openPart, error) {
	w := inside(scope)
	return db.All(ctx, q, (*openPart).columns, `
		SELECT o.micro_grid_id, o.category, c.name, o.total, o.due_today, o.overdue, o.waiting
		FROM (
			SELECT i.micro_grid_id, i.category, COUNT(*) AS total, SUM(i.next_due_at >= ? AND i.next_due_at < ?) AS due_today,
				SUM(i.next_due_at < ?) AS overdue, SUM(i.state = ?) AS waiting
			FROM issues i FORCE INDEX (issues_of_community_due)`+w.SQL()+` AND i.next_due_at IS NOT NULL
			GROUP BY i.micro_grid_id, i.category
		) AS o JOIN categories c ON c.community_id = ? AND c.code = o.category`,
		append(append([]any{now, tomorrow(now), now, WaitingReporter}, w.Args()...), scope.Community)...)
}

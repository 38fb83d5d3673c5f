package issue

import (
	"context"
	"strings"
	"time"

	"huiyin/server/internal/platform/db"
)

// listedTask is a task with what was said of it.
type listedTask struct {
	taskRow
	text   string
	result *string
}

func (t *listedTask) columns() []any { return append(t.taskRow.columns(), &t.text, &t.result) }

// taskWords are what a task asks for, and what was said last.
const taskWords = `, COALESCE((SELECT e.text FROM issue_events e WHERE e.issue_id = t.issue_id AND e.version = t.task), ''),
	(SELECT e.text FROM issue_events e WHERE e.issue_id = t.issue_id AND e.task = t.task ORDER BY e.version DESC LIMIT 1)`

func listTasks(ctx context.Context, q db.Querier, f taskFilter, now time.Time) ([]listedTask, error) {
	w := f.where(now)
	order := ` ORDER BY t.due_at, t.issue_id, t.task LIMIT ?`
	if f.Ended {
		order = ` ORDER BY t.ended_at DESC, t.issue_id DESC, t.task DESC LIMIT ?`
	}
	rows, err := db.All(ctx, q, (*listedTask).columns, `SELECT `+taskColumns+taskWords+fromTasks+w.SQL()+order, w.Args(f.Limit+1)...)
	for i := range rows {
		rows[i].task = rows[i].whole()
	}
	return rows, err
}

func (f *taskFilter) where(now time.Time) db.Where {
	var w db.Where
	db.Equal(&w, "t.account_id", f.To)
	db.Equal(&w, "t.body_id", f.Body)
	db.Equal(&w, "t.community_id", f.Community)
	db.Equal(&w, "t.grid_id", f.Grid)
	if f.Outside {
		w.And("t.body_id IS NOT NULL")
	}
	if f.Owner != 0 {
		w.And("t.issue_id IN (SELECT i.id FROM issues i WHERE i.owner_id = ?)", f.Owner)
	}
	f.within(&w)
	if f.Ended {
		w.And("t.ended_at IS NOT NULL")
	} else {
		w.And("t.ended_at IS NULL")
	}
	if f.Overdue {
		w.And("t.due_at < ?", now)
	}
	switch a := f.After; {
	case a.Issue == 0:
	case f.Ended:
		w.And("t.ended_at <= ? AND (t.ended_at, t.issue_id, t.task) < (?, ?, ?)", a.At, a.At, a.Issue, a.No)
	default:
		w.And("t.due_at >= ? AND (t.due_at, t.issue_id, t.task) > (?, ?, ?)", a.At, a.At, a.Issue, a.No)
	}
	return w
}

// within narrows to the actor's territories.
func (f *taskFilter) within(w *db.Where) {
	if f.Territories == nil {
		return
	}
	any, args := []string{"FALSE"}, []any{}
	for _, t := range f.Territories {
		var one db.Where
		db.Equal(&one, "t.community_id", t.Community)
		db.Equal(&one, "t.grid_id", t.Grid)
		any, args = append(any, one.Cond()), append(args, one.Args()...)
	}
	w.And("("+strings.Join(any, " OR ")+")", args...)
}

// issuesOf reads issues for a list.
func issuesOf(ctx context.Context, q db.Querier, ids []ID) ([]record, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return db.All(ctx, q, (*record).listed, `SELECT `+columns+categoryOfIssue+firstPhoto+`, NULL`+fromIssues+` WHERE i.id IN (`+db.Marks(len(ids))+`)`, db.Args(ids)...)
}

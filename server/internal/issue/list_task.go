package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
)

// A TaskQuery is what a person asks of the list of tasks.
type TaskQuery struct {
	Mine      bool // those the actor has; else those of the issues that he answers for
	Ended     bool
	Overdue   bool
	Outside   bool // those that outside bodies have
	Body      BodyID
	Community int64
	Grid      int64
	After     taskCursor
	Limit     int
}

// A taskCursor is the last row of the page before.
type taskCursor struct {
	At    time.Time
	Issue ID
	No    int
}

// A TaskItem is a task in a list, with the matter it belongs to.
type TaskItem struct {
	Task
	Issue Summary `json:"issue"`
}

// Tasks returns one more task than the query's limit, if there are that many:
// open ones in the order of their deadlines, ended ones the latest first.
func (s *Service) Tasks(ctx context.Context, by account.Actor, q TaskQuery) ([]TaskItem, []taskCursor, error) {
	f, err := taskScope(by, q)
	if err != nil {
		return nil, nil, err
	}
	rows, err := listTasks(ctx, s.DB, f, s.DB.Now())
	if err != nil {
		return nil, nil, err
	}
	matters, err := s.matters(ctx, by, rows)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]account.ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].To
	}
	names, err := s.Accounts.Names(ctx, s.DB, ids...)
	out, marks := make([]TaskItem, len(rows)), make([]taskCursor, len(rows))
	for i := range rows {
		r := &rows[i]
		out[i] = TaskItem{r.show(by, names, s.DB.Now()), matters[r.issue]}
		out[i].Text, out[i].Result = r.text, r.result
		marks[i] = taskCursor{r.Due, r.issue, r.No}
		if r.Ended != nil {
			marks[i].At = *r.Ended
		}
	}
	return out, marks, err
}

// matters are the issues of a page of tasks, as the actor may see them.
func (s *Service) matters(ctx context.Context, by account.Actor, rows []listedTask) (map[ID]Summary, error) {
	ids := make([]ID, len(rows))
	for i := range rows {
		ids[i] = rows[i].issue
	}
	list, err := issuesOf(ctx, s.DB, ids)
	if err != nil {
		return nil, err
	}
	shown, err := s.summaries(ctx, by, list)
	out := map[ID]Summary{}
	for _, m := range shown {
		out[m.ID] = m
	}
	return out, err
}

// taskFilter narrows a list of tasks; its zero fields do not.
type taskFilter struct {
	TaskQuery
	To          account.ID
	Owner       account.ID
	Territories []account.Territory // nil is everywhere
}

// taskScope narrows to what the actor may see: see work.
func taskScope(by account.Actor, q TaskQuery) (f taskFilter, err error) {
	f.TaskQuery = q
	if q.Mine {
		f.To, f.Territories = by.ID, []account.Territory{}
		for _, g := range by.Grants { // who left a community reads no more of what was needed there
			f.Territories = append(f.Territories, account.Territory{Community: g.Community})
		}
		return f, nil
	}
	var w filter
	if err := w.work(by); err != nil {
		return f, err
	}
	f.Owner, f.Territories = w.Owner, w.Territories
	return f, nil
}

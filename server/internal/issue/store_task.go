package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

const taskColumns = `t.issue_id, t.task, t.account_id, t.body_id, COALESCE(b.name, ''), t.state, t.due_at, t.given_at, t.ended_at, t.escalation`

const fromTasks = ` FROM issue_tasks t LEFT JOIN bodies b ON b.id = t.body_id`

// taskRow is a task as its row holds it.
type taskRow struct {
	issue ID
	task
	to   *account.ID
	body *BodyID
}

func (t *taskRow) columns() []any {
	return []any{&t.issue, &t.No, &t.to, &t.body, &t.name, &t.State, &t.Due, &t.Given, &t.Ended, &t.level}
}

func tasksWhere(ctx context.Context, q db.Querier, where string, args ...any) (map[ID][]task, error) {
	rows, err := db.All(ctx, q, (*taskRow).columns, `SELECT `+taskColumns+fromTasks+` WHERE `+where+` ORDER BY t.issue_id, t.task`, args...)
	out := map[ID][]task{}
	for _, r := range rows {
		out[r.issue] = append(out[r.issue], r.whole())
	}
	return out, err
}

func (t *taskRow) whole() task {
	if t.to != nil {
		t.To = *t.to
	}
	if t.body != nil {
		t.Body = *t.body
	}
	return t.task
}

// openTasks reads the open tasks of the issues that have any.
func openTasks(ctx context.Context, q db.Querier, list ...*record) error {
	var ids []ID
	for _, r := range list {
		if r.OpenTasks > 0 {
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	all, err := tasksWhere(ctx, q, `t.issue_id IN (`+db.Marks(len(ids))+`) AND t.ended_at IS NULL`, db.Args(ids)...)
	for _, r := range list {
		r.tasks = all[r.ID]
	}
	return err
}

// writeTasks keeps what the step changed of the issue's tasks.
func (s *Service) writeTasks(ctx context.Context, tx *db.Tx, before, r *record) error {
	for i := range r.tasks {
		t := &r.tasks[i]
		was := findTask(before.tasks, &t.No)
		if was != nil && was.same(t) {
			continue
		}
		var err error
		if was == nil {
			err = s.insertTask(ctx, tx, r, t)
		} else {
			err = updateTask(ctx, tx, r.ID, t)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) insertTask(ctx context.Context, tx *db.Tx, r *record, t *task) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO issue_tasks (issue_id, task, community_id, grid_id, account_id, body_id, state, due_at, given_at, escalate_at)
		VALUES (?, ?, ?, ?, NULLIF(?, 0), NULLIF(?, 0), ?, ?, ?, ?)`,
		r.ID, t.No, r.At.Community, r.At.Grid, t.To, t.Body, t.State, t.Due, t.Given, s.soon(t.Due, tx.Now))
	return err
}

// updateTask also disarms a task that ended: nobody is told of it any more.
func updateTask(ctx context.Context, tx *db.Tx, id ID, t *task) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE issue_tasks SET account_id = NULLIF(?, 0), state = ?, ended_at = ?, escalate_at = IF(?, escalate_at, NULL) WHERE issue_id = ? AND task = ?`,
		t.To, t.State, t.Ended, t.Ended == nil, id, t.No)
	return err
}

// tasksOf are the issues of which somebody has open tasks, kept from others.
func tasksOf(ctx context.Context, tx *db.Tx, who account.ID) ([]record, error) {
	ids, err := db.All(ctx, tx, db.Value[ID], `SELECT DISTINCT issue_id FROM issue_tasks WHERE account_id = ? AND ended_at IS NULL ORDER BY issue_id`, who)
	out := make([]record, len(ids))
	for i, id := range ids {
		if err == nil {
			out[i], err = lock(ctx, tx, id)
		}
	}
	return out, err
}

type dueTask struct {
	issue ID
	no    int
}

func (d *dueTask) columns() []any { return []any{&d.issue, &d.no} }

func tasksToEscalate(ctx context.Context, q db.Querier, now time.Time, n int) ([]dueTask, error) {
	return db.All(ctx, q, (*dueTask).columns, `SELECT issue_id, task FROM issue_tasks WHERE escalate_at <= ? ORDER BY escalate_at, issue_id, task LIMIT ?`, now, n)
}

// setTaskLevel notes that a level was reached, and when the next one is due;
// not when another process was quicker.
func setTaskLevel(ctx context.Context, tx *db.Tx, d dueTask, to level, next *time.Time) (fresh bool, err error) {
	n, err := db.Exec(ctx, tx, `UPDATE issue_tasks SET escalation = ?, escalate_at = ? WHERE issue_id = ? AND task = ? AND escalate_at <= ?`,
		to, next, d.issue, d.no, tx.Now)
	return n > 0, err
}

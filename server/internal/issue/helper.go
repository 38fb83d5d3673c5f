package issue

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// A Helper is somebody to whom a task can be given: a colleague, or an outside
// body.
type Helper struct {
	Account   account.ID `json:"account_id,omitempty"`
	Body      BodyID     `json:"body_id,omitempty"`
	Name      string     `json:"name"`
	Role      string     `json:"role_text" doc:"what kind of colleague or of body"`
	Territory string     `json:"territory_name"`
	DueAt     time.Time  `json:"due_at" doc:"by when it would usually end; another date can be given"`
}

// Helpers lists those to whom the actor may give a task, outside bodies first:
// they are few, and for most tasks the reason to ask.
func (s *Service) Helpers(ctx context.Context, by account.Actor, id ID) ([]Helper, error) {
	r, err := get(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	if by.ID != r.Owner && !r.managedBy(by) {
		return nil, ErrNotFound
	}
	c, err := categoryOf(ctx, s.DB, r.At.Community, r.Category)
	if err != nil {
		return nil, err
	}
	clock, err := s.clock(ctx, s.DB, &r)
	if err != nil {
		return nil, err
	}
	now, due := s.DB.Now(), calendar.Deadline{}
	out := []Helper{}
	outside, err := bodies(ctx, s.DB, r.At.Community, true)
	for _, b := range outside {
		if err == nil {
			due, err = clock.Due(now, b.Limit)
		}
		out = append(out, Helper{Body: b.ID, Name: b.Name, Role: b.Kind, DueAt: due.At})
	}
	if err != nil {
		return nil, err
	}
	if due, err = clock.Due(now, c.Limits.Handle); err != nil {
		return nil, err
	}
	people, err := s.targets(ctx, s.DB, &r, now)
	for _, p := range people {
		out = append(out, Helper{Account: p.Account, Name: p.Name, Role: p.Role, Territory: p.Territory, DueAt: due.At})
	}
	return out, err
}

// decideHelper fills in to whom the task is given.
func (s *Service) decideHelper(ctx context.Context, tx *db.Tx, r *record, d StepDraft, e *event) error {
	if d.Body == 0 {
		e.Ref = &d.Target
		return s.successor(ctx, tx, r, account.ID(d.Target))
	}
	outside, err := bodies(ctx, tx, r.At.Community, true)
	if err == nil && !slices.ContainsFunc(outside, func(b bodyRow) bool { return b.ID == d.Body }) {
		err = ErrBody.Saying("这个外部单位已停用，请重新选择")
	}
	e.Body = &d.Body
	return err
}

// decideTask names the task; one that is returned goes to the lead.
func (s *Service) decideTask(ctx context.Context, tx *db.Tx, r *record, d StepDraft, e *event) error {
	if e.Step == GiveTask {
		return s.decideHelper(ctx, tx, r, d, e)
	}
	e.Task = &d.Task
	if r.task.outside() {
		e.Body = &r.task.Body
	}
	if e.Step == ReturnTask {
		lead := int64(e.Owner)
		e.Ref = &lead
	}
	return nil
}

// returnTasks gives the open tasks of somebody who left back to the leads, who
// do them or give them to others.
func (s *Service) returnTasks(ctx context.Context, tx *db.Tx, left account.ID) error {
	list, err := tasksOf(ctx, tx, left)
	if err != nil {
		return err
	}
	for i := range list {
		r := &list[i]
		ok, err := s.Grid.Answers(ctx, tx, left, r.At, tx.Now)
		if err != nil {
			return err
		}
		if ok {
			continue
		}
		for _, t := range r.tasks {
			if t.To != left {
				continue
			}
			if err := s.step(ctx, tx, system, r, StepDraft{Step: ReturnTask, Task: t.No}); err != nil {
				return err
			}
		}
	}
	return nil
}

// soon is when somebody is reminded of a deadline before it.
func (s *Service) soon(due, now time.Time) time.Time {
	return due.Add(-max(0, min(s.Options.Soon, due.Sub(now)/2)))
}

// escalateTasks tells who has a task, and the lead, that its deadline is near
// or missed, each once. Nobody above hears of it: the issue's own deadline runs on.
func (s *Service) escalateTasks(ctx context.Context) error {
	for {
		list, err := tasksToEscalate(ctx, s.DB, s.DB.Now(), escalateBatch)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, d := range list {
			if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.escalateTask(ctx, tx, d) }); err != nil {
				return err
			}
		}
	}
}

func (s *Service) escalateTask(ctx context.Context, tx *db.Tx, d dueTask) error {
	r, err := lock(ctx, tx, d.issue)
	if err != nil {
		return err
	}
	t := findTask(r.tasks, &d.no)
	to, next := levelLate, (*time.Time)(nil)
	if t != nil && t.Due.After(tx.Now) {
		to, next = levelSoon, &t.Due
	}
	fresh, err := setTaskLevel(ctx, tx, d, to, next)
	if err != nil || !fresh || t == nil {
		return err
	}
	told := []account.ID{r.Owner}
	if t.To != 0 && t.To != r.Owner {
		told = append(told, t.To)
	}
	return insertAlerts(ctx, tx, r.ID, to, &d.no, told)
}

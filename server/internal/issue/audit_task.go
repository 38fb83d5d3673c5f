package issue

import (
	"context"
	"slices"
)

// lookAtTasks holds the tasks to the same promise: who has one is in office
// (I1), a missed deadline was told (I2), and the events replay to the rows (I5).
func (a *auditor) lookAtTasks(ctx context.Context, r *audited, all []replayed) error {
	for i := range r.tasks {
		t := &r.tasks[i]
		if t.State != TaskOpen {
			continue
		}
		if !t.outside() {
			ok, err := a.inOffice(ctx, t.To, r.At.Community)
			if err != nil {
				return err
			}
			a.say(!ok, r, "I1 task %d is open, and who has it is not in office", t.No)
		}
		a.say(t.Due.Before(a.now.Add(-grace)) && t.level < levelLate, r, "I2 the deadline of task %d has passed, and the lead was not told", t.No)
	}
	var to []task
	for _, e := range all {
		if e.Step == GiveTask && (e.Until == nil || (e.Ref == nil) == (e.Body == nil)) {
			a.say(true, r, "I5 step %d gives a task to nobody, or without a deadline", e.Version)
			return nil
		}
		to = foldTasks(to, e.event)
	}
	a.say(!slices.EqualFunc(to, r.tasks, task.equal), r, "I5 its tasks are not what its %d events lead to", len(all))
	return nil
}

// equal compares what events say of a task.
func (t task) equal(o task) bool {
	return t.No == o.No && t.same(&o) && t.Body == o.Body && t.Due.Equal(o.Due) && t.Given.Equal(o.Given) && (t.Ended == nil) == (o.Ended == nil)
}

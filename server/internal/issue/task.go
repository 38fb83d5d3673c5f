package issue

import (
	"slices"
	"time"

	"huiyin/server/internal/account"
)

// A task (协办任务) is a part of an issue that somebody besides its owner does:
// a colleague, or an outside body that has no account here. The owner stays the
// lead, and answers once all tasks have ended.

// A TaskState says where a task stands.
type TaskState string

const (
	TaskOpen      TaskState = "open"
	TaskDone      TaskState = "done"
	TaskTakenBack TaskState = "taken_back"
	TaskVoid      TaskState = "void" // the issue ended without it
)

var taskStates = []TaskState{TaskOpen, TaskDone, TaskTakenBack, TaskVoid}

// A task is what the events say of it.
type task struct {
	No    int        // the version of the step that gave it
	To    account.ID // 0 where an outside body has it
	Body  BodyID
	name  string // the body's, where it was read
	level level  // who was told of its deadline, likewise
	State TaskState
	Due   time.Time
	Given time.Time
	Ended *time.Time
}

// foldTasks brings an issue's tasks to where the event leads.
func foldTasks(tasks []task, e event) []task {
	out := slices.Clone(tasks)
	switch e.Step {
	case GiveTask:
		t := task{No: e.Version, State: TaskOpen, Due: *e.Until, Given: e.At}
		if e.Body != nil {
			t.Body = *e.Body
		} else {
			t.To = account.ID(*e.Ref)
		}
		return append(out, t)
	case Merge, Withdraw:
		for i := range out {
			out[i].end(TaskVoid, e.At)
		}
		return out
	}
	if t := findTask(out, e.Task); t != nil {
		switch e.Step {
		case EndTask:
			t.end(TaskDone, e.At)
		case TakeBackTask:
			t.end(TaskTakenBack, e.At)
		case ReturnTask:
			t.To = account.ID(*e.Ref)
		}
	}
	return out
}

func (t *task) end(as TaskState, at time.Time) {
	if t.State == TaskOpen {
		t.State, t.Ended = as, &at
	}
}

// same says whether nothing of a task changed.
func (t *task) same(o *task) bool { return t.State == o.State && t.To == o.To }

// findTask is the one of that number; nil when there is none.
func findTask(tasks []task, no *int) *task {
	if no == nil {
		return nil
	}
	i := slices.IndexFunc(tasks, func(t task) bool { return t.No == *no })
	if i < 0 {
		return nil
	}
	return &tasks[i]
}

// helps says whether somebody has an open task of the issue.
func (r *record) helps(who account.ID) bool {
	return who != 0 && slices.ContainsFunc(r.tasks, func(t task) bool { return t.State == TaskOpen && t.To == who })
}

// reads says whether the actor sees what the matter is and where: all insiders,
// and whoever has a task of it, as long as he has it.
func (r *record) reads(by account.Actor) bool { return r.insider(by) || r.helps(by.ID) }

// The three below are about the task that the step names.

func taskIsOpen(r *record, _ account.ID) bool { return r.task != nil && r.task.State == TaskOpen }

func taskIsHis(r *record, by account.ID) bool { return taskIsOpen(r, by) && r.task.To == by }

func taskIsOutside(r *record, by account.ID) bool { return taskIsOpen(r, by) && r.task.Body != 0 }

// aboutTasks are the steps that name a task: they are offered beside it.
var aboutTasks = []Step{EndTask, TakeBackTask, ReturnTask}

// offersOf are the steps that the actor may take on one task.
func (r *record) offersOf(t *task, by account.ID, parts []Part, now time.Time) []Offer {
	named := *r
	named.task = t
	return offers(slices.DeleteFunc(named.possible(by, parts, now), func(w rule) bool { return !slices.Contains(aboutTasks, w.Step) }))
}

// soonest is the open task that is due first among those of which the condition
// holds; nil when there is none.
func (r *record) soonest(holds func(*task) bool) (first *task) {
	for i := range r.tasks {
		if t := &r.tasks[i]; t.State == TaskOpen && holds(t) && (first == nil || t.Due.Before(first.Due)) {
			first = t
		}
	}
	return first
}

func (t *task) any() bool { return true }

func (t *task) outside() bool { return t.Body != 0 }

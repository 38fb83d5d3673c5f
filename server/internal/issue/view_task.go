package issue

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
)

// A Task is one that an issue has or had, as people see it.
type Task struct {
	No        int        `json:"task" doc:"names it within its issue"`
	To        Named      `json:"to" doc:"who has it; the id is 0 for an outside body"`
	Body      *Named     `json:"body,omitempty" doc:"the outside body that has it"`
	State     TaskState  `json:"state"`
	StateText string     `json:"state_text"`
	Text      string     `json:"text" doc:"what is to be done"`
	Result    *string    `json:"result,omitempty" doc:"what was done, or why it ended"`
	Due       time.Time  `json:"due_at"`
	Overdue   bool       `json:"overdue"`
	Given     time.Time  `json:"given_at"`
	Ended     *time.Time `json:"ended_at"`
	Mine      bool       `json:"mine" doc:"the caller has it"`
	Steps     []Offer    `json:"steps" doc:"what the caller may do about it"`
}

// tasks are those of an issue, in the order in which they were given.
func (s *Service) tasks(ctx context.Context, by account.Actor, r *record, all []event, names map[account.ID]account.Person) ([]Task, error) {
	out := []Task{}
	if !slices.ContainsFunc(all, func(e event) bool { return e.Step == GiveTask }) {
		return out, nil
	}
	rows, err := tasksWhere(ctx, s.DB, `t.issue_id = ?`, r.ID)
	parts, now := r.parts(by), s.DB.Now()
	for _, t := range rows[r.ID] {
		v := t.show(by, names, now)
		v.Text, v.Result = wordsOf(t.No, all)
		v.Steps = r.offersOf(&t, by.ID, parts, now)
		out = append(out, v)
	}
	return out, err
}

func (t *task) show(by account.Actor, names map[account.ID]account.Person, now time.Time) Task {
	v := Task{No: t.No, To: Named{int64(t.To), names[t.To].DisplayName}, State: t.State, StateText: taskStateNames[t.State], Due: t.Due,
		Overdue: t.State == TaskOpen && now.After(t.Due), Given: t.Given, Ended: t.Ended, Mine: t.To == by.ID && by.ID != 0, Steps: []Offer{}}
	if t.outside() {
		v.Body = &Named{int64(t.Body), t.name}
		v.To.Name = t.name
	}
	return v
}

// wordsOf is what a task asks for, and what was said when it ended or came back.
func wordsOf(no int, all []event) (text string, result *string) {
	for _, e := range all {
		switch {
		case e.Version == no && e.Text != nil:
			text = *e.Text
		case e.Task != nil && *e.Task == no:
			result = e.Text
		}
	}
	return text, result
}

// label names in the timeline whom a task went to.
func label(timeline []Entry, all []event, tasks []Task) {
	for i := range timeline {
		n := slices.IndexFunc(all, func(e event) bool { return e.Version == timeline[i].ID })
		no := all[n].Version
		if all[n].Task != nil {
			no = *all[n].Task
		}
		t := slices.IndexFunc(tasks, func(t Task) bool { return t.No == no })
		if t >= 0 {
			timeline[i].Label = taskLabel(all[n].Step, tasks[t])
		}
	}
}

func taskLabel(step Step, t Task) string {
	switch {
	case step == GiveTask && t.Body != nil:
		return "转请" + t.Body.Name + "处理"
	case step == EndTask && t.Body != nil:
		return t.Body.Name + "已有答复"
	case step == GiveTask:
		return "请" + t.To.Name + "协办"
	}
	return stepNames[step]
}

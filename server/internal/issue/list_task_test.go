package issue

import (
	"errors"
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/account"
)

func TestATasksDeadlineIsToldToItsHolderAndTheLeadOnceEach(t *testing.T) {
	w := newTown(t)
	is := w.give("worker 01-01", w.working(), "worker 01-02")
	later := w.clock.Now().Add(60 * 24 * time.Hour)
	w.exec(`UPDATE issues SET due_at = ?, next_due_at = ?, escalate_at = ? WHERE id = ?`, later, later, later, is.ID) // its own clock is not the subject
	run := func(d time.Duration) {
		w.clock.Advance(d)
		for range 2 {
			if err := errors.Join(w.Escalate(t.Context()), w.Alert(t.Context())); err != nil {
				t.Fatal(err)
			}
		}
	}
	run(47 * time.Hour)
	if told := w.told("worker 01-02"); len(told) != 1 {
		t.Error("too early: ", told)
	}
	run(2 * time.Hour)
	run(24 * time.Hour)
	run(24 * time.Hour)
	want := []string{"协办任务即将到期", "协办任务已超过期限"}
	for _, who := range []string{"worker 01-02", "worker 01-01"} {
		if told := w.told(who); !slices.Equal(told[1:], want) {
			t.Errorf("%s: %v", who, told)
		}
	}
	if late, _, err := w.Tasks(t.Context(), w.who["staff"], TaskQuery{Overdue: true, Limit: 10}); err != nil || len(late) != 1 || !late[0].Overdue {
		t.Error(late, err)
	}
}

func TestListsOfTasks(t *testing.T) {
	w := newTown(t)
	first := w.give("worker 01-01", w.working(), "worker 01-02")
	second := w.give("worker 01-01", w.working(), "物业")
	w.clock.Advance(time.Hour)
	third := w.give("worker 01-01", w.working(), "worker 01-02")
	w.take("worker 01-02", third, StepDraft{Step: EndTask, Task: 3, Text: "好了"})
	for name, c := range map[string]struct {
		who  string
		q    TaskQuery
		want []ID
	}{
		"those I have":         {"worker 01-02", TaskQuery{Mine: true}, []ID{first.ID}},
		"those I had":          {"worker 01-02", TaskQuery{Mine: true, Ended: true}, []ID{third.ID}},
		"those I lead":         {"worker 01-01", TaskQuery{}, []ID{first.ID, second.ID}},
		"of the grid":          {"leader", TaskQuery{}, []ID{first.ID, second.ID}},
		"of the community":     {"staff", TaskQuery{Community: w.at["a"].Community}, []ID{first.ID, second.ID}},
		"of another community": {"staff", TaskQuery{Community: w.at["b"].Community}, nil},
		"everywhere":           {"county", TaskQuery{Ended: true}, []ID{third.ID}},
		"of outside bodies":    {"staff", TaskQuery{Outside: true}, []ID{second.ID}},
		"of one body":          {"staff", TaskQuery{Body: w.body("派出所")}, nil},
		"the next page":        {"staff", TaskQuery{After: taskCursor{first.Tasks[0].Due, first.ID, 3}}, []ID{second.ID}},
		"past the last":        {"staff", TaskQuery{Ended: true, After: taskCursor{w.clock.Now(), third.ID, 3}}, nil},
	} {
		c.q.Limit = 10
		items, _, err := w.Tasks(t.Context(), w.who[c.who], c.q)
		var got []ID
		for _, i := range items {
			got = append(got, i.Issue.ID)
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v instead of %v, %v", name, got, c.want, err)
		}
	}
	if _, _, err := w.Tasks(t.Context(), w.who["reporter"], TaskQuery{}); !errors.Is(err, ErrScope) {
		t.Error(err)
	}
	w.who["left"] = account.Actor{ID: w.who["worker 01-02"].ID, Consented: true}
	if kept, _, err := w.Tasks(t.Context(), w.who["left"], TaskQuery{Mine: true, Ended: true, Limit: 10}); err != nil || len(kept) != 0 {
		t.Errorf("who has no post any more reads what residents needed: %+v %v", kept, err)
	}
	had, _, err := w.Tasks(t.Context(), w.who["worker 01-02"], TaskQuery{Mine: true, Ended: true, Limit: 10})
	if err != nil || had[0].Issue.Title != "路灯" || *had[0].Result != "好了" || had[0].Text != "请看看电线" {
		t.Errorf("%+v %v", had, err) // its title is the resident's words: not his to read any more
	}
}

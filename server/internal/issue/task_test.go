package issue

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/platform/problem"
)

// working is an issue that its worker handles.
func (w *town) working() Issue {
	w.Helper()
	return w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
}

// seen is the issue as somebody reads it now.
func (w *town) seen(who string, id ID) Issue {
	w.Helper()
	is, err := w.Get(w.Context(), w.who[who], id)
	if err != nil {
		w.Fatal(who, err)
	}
	return is
}

func TestAMatterWithTwoTasksIsAnsweredWhenBothHaveEnded(t *testing.T) {
	w := newTown(t)
	is := w.give("worker 01-01", w.give("worker 01-01", w.working(), "worker 01-02"), "物业")
	if is.OpenTasks != 2 || is.Owner.ID != int64(w.who["worker 01-01"].ID) {
		t.Errorf("%d open tasks of owner %d", is.OpenTasks, is.Owner.ID)
	}
	_, err := w.try("worker 01-01", is, answer("修好了"))
	var refused *problem.Error
	if !errors.As(err, &refused) || !errors.Is(err, ErrTasks) || !strings.Contains(refused.Detail, "还有 2 项协办任务没有结束") {
		t.Errorf("answered with open tasks: %v", err)
	}
	if slices.ContainsFunc(is.Steps, func(o Offer) bool { return o.Step == Answer || o.Step == EndTask }) {
		t.Error("an answer is offered, or the end of a task that is not named")
	}
	mine := w.seen("worker 01-02", is.ID)
	is = w.take("worker 01-02", mine, StepDraft{Step: EndTask, Task: mine.Tasks[0].No, Text: "电线换了"})
	if is.Words == "" || is.OpenTasks != 1 { // a public category whose words have not passed
		t.Logf("he reads %q now", is.Words)
	}
	is = w.seen("worker 01-01", is.ID)
	outside := is.Tasks[1]
	if outside.Body.Name != "物业" || len(outside.Steps) != 2 || outside.Steps[0].Step != EndTask || is.Tasks[0].Result == nil || *is.Tasks[0].Result != "电线换了" {
		t.Errorf("%+v", is.Tasks)
	}
	is = w.take("worker 01-01", is, StepDraft{Step: EndTask, Task: outside.No, Text: "物业说：灯具已更换"})
	is = w.take("worker 01-01", is, answer("修好了"))
	if is.State != Handled || is.Tasks[0].State != TaskDone || is.Tasks[1].StateText != "已完成" {
		t.Errorf("%s %+v", is.State, is.Tasks)
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
}

func TestTheResidentIsToldWhoseTurnItIsWithoutAPhone(t *testing.T) {
	w := newTown(t)
	is := w.give("worker 01-01", w.working(), "物业")
	if told := w.told("reporter"); !slices.Contains(told, "您的诉求已转请物业处理") {
		t.Error(told)
	}
	mine := w.seen("reporter", is.ID)
	if mine.NextText != "已转请物业处理，请对方最迟1月8日答复；社区持续跟进" || mine.Timeline[2].Label != "转请物业处理" {
		t.Error(mine.NextText, mine.Timeline[2].Label)
	}
	if _, err := w.TaskContact(t.Context(), w.who["reporter"], is.ID, 3); !errors.Is(err, ErrNotFound) {
		t.Error("the resident learns the phone: ", err)
	}
	if c, err := w.TaskContact(t.Context(), w.who["staff"], is.ID, 3); err != nil || c.Phone != "13800000001" || c.Contact != "赵经理" {
		t.Error(c, err)
	}
	w.clock.Advance(4 * 24 * time.Hour)
	if late := w.seen("reporter", is.ID).NextText; late != "已转请物业处理，对方已超过约定时间，社区会跟进" {
		t.Error(late)
	}
}

func TestACoHandlerSeesTheMatterWhileHeHasATask(t *testing.T) {
	w := newTown(t)
	other := w.working()
	is := w.working()
	_, err := w.Get(t.Context(), w.who["worker 01-02"], is.ID)
	wants(t, "before", err, ErrNotFound)
	w.give("worker 01-01", is, "worker 01-02")
	seen := w.seen("worker 01-02", is.ID)
	if seen.Words == "" || seen.Reporter != nil || len(seen.Steps) != 0 || len(seen.Tasks) != 1 || len(seen.Tasks[0].Steps) != 2 || seen.NextText != "请您在1月8日前完成协办任务" {
		t.Errorf("%+v", seen)
	}
	_, err = w.Get(t.Context(), w.who["worker 01-02"], other.ID)
	wants(t, "another matter", err, ErrNotFound)
	_, err = w.try("worker 01-02", seen, StepDraft{Step: TakeBackTask, Task: 3, Text: "不办了"})
	wants(t, "who has a task takes it back", err, ErrStep)
	_, err = w.try("worker 01-01", seen, StepDraft{Step: EndTask, Task: 3, Text: "办好了"})
	wants(t, "the lead ends a colleague's task", err, ErrStep)
	_, err = w.try("worker 01-01", seen, StepDraft{Step: TakeBackTask, Task: 9, Text: "x"})
	wants(t, "of no task", err, ErrStep)
	w.take("worker 01-01", w.seen("worker 01-01", is.ID), StepDraft{Step: TakeBackTask, Task: 3, Text: "自己办了"})
	_, err = w.Get(t.Context(), w.who["worker 01-02"], is.ID)
	wants(t, "after", err, ErrNotFound)
	if told := w.told("worker 01-02"); !slices.Equal(told, []string{"请您协办一件事", "协办任务已收回，不用办了"}) {
		t.Error(told)
	}
}

func TestATaskIsGivenWithinTheCommunityOnly(t *testing.T) {
	w := newTown(t)
	is := w.working()
	until := w.clock.Now().Add(time.Hour)
	foreign := BodyID(w.number(`SELECT id FROM bodies WHERE community_id = ? AND name = '物业'`, w.at["b"].Community))
	for name, d := range map[string]StepDraft{
		"to a resident": {Target: int64(w.who["neighbour"].ID)}, "to the lead himself": {Target: int64(w.who["worker 01-01"].ID)},
		"to a body of another community": {Body: foreign}, "to no body": {Body: 999},
	} {
		d.Step, d.Text, d.Until = GiveTask, "x", &until
		if _, err := w.try("worker 01-01", is, d); !errors.Is(err, ErrTarget) && !errors.Is(err, ErrBody) {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.exec(`UPDATE bodies SET active = FALSE WHERE name = '物业'`)
	_, err := w.try("worker 01-01", is, StepDraft{Step: GiveTask, Text: "x", Until: &until, Body: w.body("物业")})
	wants(t, "to a body out of use", err, ErrBody)
	list, err := w.Helpers(t.Context(), w.who["worker 01-01"], is.ID)
	if err != nil || len(list) != 4 || list[0].Name != "派出所" || !list[0].DueAt.After(w.clock.Now()) {
		t.Errorf("%+v %v", list, err)
	}
	_, err = w.Helpers(t.Context(), w.who["reporter"], is.ID)
	wants(t, "the reporter asks", err, ErrNotFound)
}

func TestWhoeverLeavesGivesHisTasksBackToTheLead(t *testing.T) {
	w := newTown(t)
	is := w.give("worker 01-01", w.working(), "worker 01-02")
	left := w.who["worker 01-02"]
	if err := w.Accounts.SetDisabled(t.Context(), w.who["admin"], left.ID, true); err != nil {
		t.Fatal(err)
	}
	lead := w.seen("worker 01-01", is.ID)
	if task := lead.Tasks[0]; !task.Mine || task.State != TaskOpen || !slices.Contains(w.told("worker 01-01"), "一项协办任务退回给您") {
		t.Errorf("%+v", task)
	}
	w.take("worker 01-01", lead, StepDraft{Step: EndTask, Task: 3, Text: "自己办了"})
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
}

func TestTasksEndWithTheirMatter(t *testing.T) {
	w := newTown(t)
	original := w.working()
	for name, step := range map[string]struct {
		who string
		d   StepDraft
	}{"merged": {"worker 01-01", StepDraft{Step: Merge, Original: original.ID, Text: "同一盏灯"}}, "withdrawn": {"reporter", StepDraft{Step: Withdraw}}} {
		is := w.give("worker 01-01", w.give("worker 01-01", w.working(), "leader"), "物业")
		is = w.take(step.who, is, step.d)
		if is.OpenTasks != 0 || is.Tasks[0].State != TaskVoid || is.Tasks[1].Ended == nil || len(is.Tasks[0].Steps) != 0 {
			t.Errorf("%s: %+v", name, is.Tasks)
		}
	}
	if told := w.told("leader"); !slices.Equal(told, []string{"请您协办一件事", "诉求已结束，协办任务不用办了", "请您协办一件事", "诉求已结束，协办任务不用办了"}) {
		t.Error(told)
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
}

func TestOfTwoWhoEndATaskAtOnceOneWins(t *testing.T) {
	w := newTown(t)
	is := w.give("worker 01-01", w.working(), "worker 01-02")
	errs := make(chan error, 2)
	for _, c := range []struct {
		who string
		d   StepDraft
	}{{"worker 01-02", StepDraft{Step: EndTask, Task: 3, Text: "好了"}}, {"worker 01-01", StepDraft{Step: TakeBackTask, Task: 3, Text: "不用了"}}} {
		go func() { _, err := w.try(c.who, is, c.d); errs <- err }()
	}
	a, b := <-errs, <-errs
	if (a == nil) == (b == nil) {
		t.Error(a, b)
	}
	if lost := errors.Join(a, b); !errors.Is(lost, ErrChanged) && !errors.Is(lost, ErrNotFound) { // who was taken off may not see it any more
		t.Error(lost)
	}
	if bad := w.audit(); bad != nil {
		t.Error(bad)
	}
}

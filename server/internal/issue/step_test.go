package issue

import (
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

func TestAMatterGoesFromReportToThanks(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	is = w.take("worker 01-01", is, StepDraft{Step: Accept})
	is = w.take("worker 01-01", is, StepDraft{Step: Handle})
	is = w.take("worker 01-01", is, StepDraft{Step: Ask, Text: "哪一盏？"})
	is = w.take("reporter", is, StepDraft{Step: ReplyAsk, Text: "左边"})
	is = w.take("worker 01-01", is, answer("换好了"))
	if is.State != Handled || *is.Reply != "换好了" {
		t.Errorf("answered: %+v", is)
	}
	is = w.take("reporter", is, rating(5, true))
	if is.State != Closed || *is.Outcome != Solved || is.Rating.Grade != 5 || !*is.Rating.Resolved {
		t.Errorf("rated: %+v", is)
	}
	var steps []string
	for _, e := range is.Timeline {
		steps = append(steps, string(e.Step)+" "+e.By.Role)
	}
	if got := strings.Join(steps, ", "); got != "report 居民, accept 负责人, handle 负责人, ask 负责人, reply_ask 居民, answer 负责人, rate 居民" {
		t.Error(got)
	}
	if got := w.told("reporter"); !slices.Equal(got, []string{"您的诉求已受理", "请您补充说明", endTitles[Solved]}) {
		t.Error("the reporter was told ", got)
	}
	if got := w.told("worker 01-01"); !slices.Equal(got, []string{"收到一条新诉求", "居民已补充说明"}) {
		t.Error("the worker was told ", got)
	}
}

func TestAWorstGradeDoesNotMakeItSolved(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	is = w.take("worker 01-01", is, StepDraft{Step: Accept})
	is = w.take("worker 01-01", is, answer("再说吧"))
	worst := 1
	_, err := w.try("reporter", is, StepDraft{Step: Rate, Grade: &worst})
	wants(t, "a grade alone", err, ErrNeeds)
	is = w.take("reporter", is, rating(1, false))
	if is.State != Closed || *is.Outcome != Unsolved {
		t.Errorf("%s %s", is.State, *is.Outcome)
	}
	is = w.take("reporter", is, StepDraft{Step: Reopen})
	if is.State != InProgress || is.Outcome != nil || is.Rating != nil || is.Reopened != 1 {
		t.Errorf("reopened: %+v", is)
	}
}

func TestAReturnedMatterClimbs(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	for _, c := range []struct{ by, to string }{{"worker 01-01", "leader"}, {"leader", "staff"}} {
		is = w.take(c.by, is, StepDraft{Step: Return, Text: "不归我管", Target: int64(w.who["worker 01-02"].ID)})
		if r := w.row(is.ID); r.Owner != w.who[c.to].ID || r.State != Submitted {
			t.Errorf("returned by the %s it went to %d as %s", c.by, r.Owner, r.State)
		}
	}
	_, err := w.try("staff", is, StepDraft{Step: Return, Text: "不归我管", Target: int64(w.who["worker 01-02"].ID)})
	wants(t, "returned a third time", err, ErrStep)
	if r := w.row(is.ID); r.Returned != 2 {
		t.Errorf("returned %d times", r.Returned)
	}
	if got := w.told("leader"); !slices.Equal(got, []string{"退回一条诉求"}) {
		t.Error(got)
	}
}

func TestAMatterIsTransferredToColleaguesOnly(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	list, err := w.Targets(t.Context(), w.who["worker 01-01"], is.ID)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range list {
		names = append(names, s.Role+s.Name+s.Territory)
	}
	if got := strings.Join(names, " "); got != "社区工作人员王 网格长杨 网格员刘01-02" {
		t.Error(got)
	}
	for _, who := range []string{"worker 02-01", "neighbour", "fallback", "worker 01-01"} {
		_, err := w.try("worker 01-01", is, StepDraft{Step: Transfer, Text: "请帮忙", Target: int64(w.who[who].ID)})
		wants(t, "to the "+who, err, ErrTarget)
	}
	is = w.take("worker 01-01", is, StepDraft{Step: Transfer, Text: "请帮忙", Target: int64(w.who["worker 01-02"].ID)})
	if is.State != Submitted || is.Owner.ID != int64(w.who["worker 01-01"].ID) || is.OfferedTo.ID != int64(w.who["worker 01-02"].ID) {
		t.Errorf("it stays his until it is taken: %+v", is)
	}
	_, err = w.try("leader", is, StepDraft{Step: TakeOver})
	wants(t, "taken by somebody else", err, ErrStep)
	is = w.take("worker 01-02", is, StepDraft{Step: TakeOver})
	if is.Owner.ID != int64(w.who["worker 01-02"].ID) || is.OfferedTo != nil {
		t.Errorf("%+v", is.Summary)
	}
	if got := append(w.told("worker 01-02"), w.told("worker 01-01")...); !slices.Equal(got, []string{"想请您接办一条诉求", "收到一条新诉求", takenTitle}) {
		t.Error(got)
	}
	_, err = w.try("worker 01-01", is, StepDraft{Step: Accept})
	wants(t, "by him who gave it away", err, ErrStep)
	w.take("worker 01-02", is, StepDraft{Step: Accept})
	_, err = w.Targets(t.Context(), w.who["neighbour"], is.ID)
	wants(t, "asked by a stranger", err, ErrNotFound)
}

func TestAManagerActsForTheOwner(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	is = w.take("leader", is, StepDraft{Step: Accept})
	is = w.take("staff", is, StepDraft{Step: Close, Outcome: solved(), Text: "已处理"})
	if is.State != Closed || is.Timeline[1].By.Role != "社区" || is.Owner.ID != int64(w.who["worker 01-01"].ID) {
		t.Errorf("%+v", is)
	}
	if got := w.told("reporter"); got[len(got)-1] != endTitles[Solved] {
		t.Error(got)
	}
}

func TestAnAnsweredMatterIsClosedWithTheAnswerAsReply(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	is = w.take("worker 01-01", is, StepDraft{Step: Accept})
	is = w.take("worker 01-01", is, answer("换好了"))
	is = w.take("worker 01-01", is, StepDraft{Step: Close})
	if *is.Reply != "换好了" || *is.Outcome != Solved || w.audit() != nil {
		t.Errorf("%s %v", *is.Reply, w.audit())
	}
}

func TestAWithdrawnMatterIsOver(t *testing.T) {
	w := newTown(t)
	is := w.take("reporter", w.report("reporter", Draft{}), StepDraft{Step: Withdraw})
	if is.State != Withdrawn || len(is.Steps) != 0 || is.Overdue {
		t.Errorf("%+v", is)
	}
	for _, who := range []string{"reporter", "worker 01-01", "staff"} {
		for _, step := range []Step{Accept, Withdraw, Reopen} {
			_, err := w.try(who, is, StepDraft{Step: step})
			wants(t, string(step)+" by the "+who, err, ErrStep)
		}
	}
}

func TestAReopenedMatterGoesBackToWhoHadItUnlessHeLeft(t *testing.T) {
	w := newTown(t)
	answered := func() Issue {
		is := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
		return w.take("worker 01-01", is, answer("换好了"))
	}
	stays, leaves := answered(), answered()
	moved := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
	moved = w.take("worker 01-01", moved, StepDraft{Step: Transfer, Text: "请帮忙", Target: int64(w.who["worker 01-02"].ID)})
	moved = w.take("worker 01-02", moved, StepDraft{Step: TakeOver})
	moved = w.take("worker 01-02", moved, answer("换好了"))
	if is := w.take("reporter", moved, StepDraft{Step: Reopen}); is.Owner.ID != int64(w.who["worker 01-02"].ID) {
		t.Errorf("the colleague who took it over: %+v", is.Owner)
	}
	if is := w.take("reporter", stays, StepDraft{Step: Reopen, Text: "还是不亮"}); is.Owner.ID != int64(w.who["worker 01-01"].ID) {
		t.Errorf("%+v", is.Owner)
	}
	w.tx(func(tx *db.Tx) error {
		_, err := w.Accounts.EndGrants(t.Context(), tx, account.Worker, w.at["a01-01"])
		return err
	})
	if is := w.take("reporter", leaves, StepDraft{Step: Reopen}); is.Owner.ID != int64(w.who["leader"].ID) {
		t.Errorf("%+v", is.Owner)
	}
	if got := w.told("leader"); !slices.Equal(got, []string{"移交给您一条诉求", "居民反馈没有解决"}) {
		t.Error(got)
	}
}

func TestFeedbackEndsAfterFifteenDays(t *testing.T) {
	w := newTown(t)
	is := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
	is = w.take("worker 01-01", is, answer("换好了"))
	w.clock.Advance(feedbackWindow + time.Second)
	_, err := w.try("reporter", is, StepDraft{Step: Reopen})
	wants(t, "reopened", err, ErrWindow)
	_, err = w.try("reporter", is, rating(5, true))
	wants(t, "rated", err, ErrWindow)
	w.take("staff", is, StepDraft{Step: Close}) // the community may still end it
}

func TestWhoTakesAStepIsNotToldOfItHimselfButHisReplyIsKept(t *testing.T) {
	w := newTown(t)
	w.who["worker 01-01"] = account.Actor{ID: w.who["worker 01-01"].ID, Home: w.at["a01-01"], Consented: true, Grants: w.who["worker 01-01"].Grants}
	is := w.report("worker 01-01", Draft{}) // his own matter, in his own micro-grid
	is = w.take("worker 01-01", is, StepDraft{Step: Accept})
	w.take("worker 01-01", is, answer("换好了"))
	if got := w.told("worker 01-01"); !slices.Equal(got, []string{"收到一条新诉求", endTitles[Solved]}) {
		t.Error(got)
	}
}

func TestMessagesLeadToTheMatterAndFitItsTemplate(t *testing.T) {
	w := newTown(t)
	w.tx(func(tx *db.Tx) error {
		return w.Push.SetTemplates(t.Context(), tx, w.at["a"].Community, []push.Template{{Event: "issue.arrived", App: "x", ID: "t", Fields: map[string]string{"title": "thing1", "place": "thing2", "status": "phrase3", "time": "time4", "note": "thing5"}}})
	})
	w.report("reporter", Draft{Words: strings.Repeat("灯", 30)})
	var page, payload string
	if err := w.DB.QueryRowContext(t.Context(), `SELECT page, payload FROM deliveries`).Scan(&page, &payload); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"thing1":"` + strings.Repeat("灯", 19) + `…"`, `"thing2":"本网格"`, `"phrase3":"待受理"`, `"time4":"2026-01-05 10:00"`} {
		if !strings.Contains(payload, part) {
			t.Errorf("%s lacks %s", payload, part)
		}
	}
	if page != "packages/issue/detail/detail?id=1" {
		t.Error(page)
	}
}

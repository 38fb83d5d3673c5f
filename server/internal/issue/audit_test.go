package issue

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func TestTheAuditReadsEveryIssueAndNamesEachPlantedDamage(t *testing.T) {
	w := newTown(t)
	fresh := func() Issue { return w.report("reporter", Draft{}) }
	closed := func() Issue {
		return w.take("staff", w.take("worker 01-01", fresh(), StepDraft{Step: Accept}), StepDraft{Step: Close, Outcome: solved(), Text: "好了"})
	}
	// the schema refuses the worst; what it would refuse is planted without it
	for _, rule := range []string{"issues_open_have_deadline", "issues_ended_have_reply", "issues_closed_have_outcome"} {
		w.exec(`ALTER TABLE issues DROP CONSTRAINT ` + rule)
	}
	want := []string{}
	damage := func(is Issue, query string, complaints ...string) {
		w.exec(query, is.ID)
		for _, c := range complaints {
			want = append(want, fmt.Sprintf("issue %d: %s", is.ID, c))
		}
	}
	fresh()
	damage(fresh(), `UPDATE issues SET owner_id = reporter_id WHERE id = ?`, "I1 open, and its owner is not in office", "I5 Owner is not what its 1 events lead to")
	damage(fresh(), `UPDATE issues SET next_due_at = '2025-12-31' WHERE id = ?`, "I2 its deadline has passed, and nobody above knows", "I5 NextDue is not what its 1 events lead to")
	damage(fresh(), `UPDATE issues SET next_due_at = NULL WHERE id = ?`, "I2 its deadline has passed, and nobody above knows", "I5 NextDue is not what its 1 events lead to")
	damage(closed(), `UPDATE issues SET reply = NULL WHERE id = ?`, "I3 ended without a reply", "I5 Reply is not what its 3 events lead to")
	damage(closed(), `UPDATE issues SET outcome = NULL WHERE id = ?`, "I3 closed without an outcome", "I5 Outcome is not what its 3 events lead to")
	damage(closed(), `UPDATE issues SET closed_at = NULL WHERE id = ?`, "I5 ClosedAt is not what its 3 events lead to")
	damage(closed(), `UPDATE issue_events SET message_id = NULL WHERE issue_id = ?`, "I4 the reply of step 3 did not reach the reporter")
	damage(closed(), `DELETE m FROM messages m JOIN issue_events e ON e.message_id = m.id WHERE e.issue_id = ? AND e.version = 3`, "I4 the reply of step 3 did not reach the reporter")
	damage(fresh(), `UPDATE issues SET state = 'accepted' WHERE id = ?`, "I5 State is not what its 1 events lead to")
	damage(fresh(), `UPDATE issues SET version = 2 WHERE id = ?`, "I5 Version is not what its 1 events lead to")
	damage(closed(), `DELETE FROM issue_events WHERE version = 2 AND issue_id = ?`, `I5 step 3 (close) cannot follow from "submitted"`)
	helped := func() Issue {
		return w.give("worker 01-01", w.take("worker 01-01", fresh(), StepDraft{Step: Accept}), "leader")
	}
	helped()
	damage(helped(), `UPDATE issues SET open_tasks = 2 WHERE id = ?`, "I5 OpenTasks is not what its 3 events lead to")
	damage(helped(), `UPDATE issue_tasks SET due_at = '2025-12-31' WHERE issue_id = ?`, "I2 the deadline of task 3 has passed, and the lead was not told", "I5 its tasks are not what its 3 events lead to")
	damage(helped(), `UPDATE issue_tasks SET account_id = (SELECT reporter_id FROM issues WHERE id = issue_id) WHERE issue_id = ?`, "I1 task 3 is open, and who has it is not in office", "I5 its tasks are not what its 3 events lead to")
	damage(helped(), `DELETE FROM issue_tasks WHERE issue_id = ?`, "I5 its tasks are not what its 3 events lead to")
	damage(helped(), `UPDATE issue_events SET until_at = NULL WHERE version = 3 AND issue_id = ?`, "I5 step 3 gives a task to nobody, or without a deadline")
	fresh()
	got := w.audit()
	if !slices.Equal(got, want) {
		t.Errorf("%q\ninstead of\n%q", got, want)
	}
}

func TestTheSchemaKeepsThePromiseByItself(t *testing.T) {
	w := newTown(t)
	is := w.report("reporter", Draft{})
	w.give("worker 01-01", w.take("worker 01-01", is, StepDraft{Step: Accept}), "leader")
	for _, query := range []string{
		`UPDATE issue_tasks SET account_id = NULL WHERE issue_id = ?`,
		`UPDATE issue_tasks SET body_id = (SELECT MIN(id) FROM bodies) WHERE issue_id = ?`,
		`UPDATE issue_tasks SET state = 'done' WHERE issue_id = ?`,
		`UPDATE issues SET state = 'handled', next_due_at = NULL, outcome = 'solved', reply = '好了' WHERE id = ?`,
		`UPDATE issues SET next_due_at = NULL WHERE id = ?`,
		`UPDATE issues SET state = 'closed', next_due_at = NULL, outcome = 'solved' WHERE id = ?`,
		`UPDATE issues SET state = 'closed', next_due_at = NULL, reply = '好了' WHERE id = ?`,
		`UPDATE issues SET state = 'handled' WHERE id = ?`,
		`UPDATE issues SET owner_id = NULL WHERE id = ?`,
		`UPDATE issues SET owner_id = 999999 WHERE id = ?`,
		`UPDATE issues SET due_at = NULL WHERE id = ?`,
	} {
		err := w.DB.InTx(t.Context(), func(tx *db.Tx) error { _, err := tx.ExecContext(t.Context(), query, is.ID); return err })
		if err == nil {
			t.Errorf("the schema took %s", query)
		}
	}
}

func TestAnOverviewAddsUp(t *testing.T) {
	w := newTown(t)
	for range 4 {
		w.report("reporter", Draft{})
	}
	late := w.report("neighbour", Draft{Category: "quiet"})
	is := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
	w.take("worker 01-01", is, StepDraft{Step: Close, Outcome: solved(), Text: "好了"})
	asked := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
	w.take("worker 01-01", asked, StepDraft{Step: Ask, Text: "哪里？"})
	w.exec(`UPDATE issues SET next_due_at = ? WHERE id = ?`, w.clock.Now().Add(-time.Minute), late.ID)
	w.exec(`UPDATE issues SET next_due_at = ? WHERE id = 1`, w.clock.Now().Add(time.Hour))
	w.report("stranger", Draft{})
	w.clock.Advance(24 * time.Hour)
	w.exec(`UPDATE issues SET next_due_at = DATE_ADD(next_due_at, INTERVAL 1 DAY)`)
	o, err := w.Overview(t.Context(), w.who["staff"], 0)
	if err != nil {
		t.Fatal(err)
	}
	if o.Community.Name != "社区a" || o.Open != 6 || o.DueToday != 1 || o.Overdue != 1 || o.Waiting != 1 || o.AnsweredWeek != 1 || *o.ReplyRate != 1 {
		t.Errorf("%+v", o)
	}
	if len(o.MicroGrids) != 5 || o.MicroGrids[0].Open != 5 || o.MicroGrids[1].Overdue != 1 || o.MicroGrids[0].Worker != "张" || o.MicroGrids[2].Worker != "" {
		t.Errorf("%+v", o.MicroGrids)
	}
	if !slices.Equal(o.Categories, []CategoryCount{{"lamp", "路灯", 5}, {"quiet", "私事", 1}}) {
		t.Errorf("%+v", o.Categories)
	}
	if n := len(o.Days); n != overviewDays || o.Days[n-2] != (Day{"2026-01-05", 7, 1}) || o.Days[n-1] != (Day{"2026-01-06", 0, 0}) {
		t.Errorf("%+v", o.Days[n-2:])
	}
}

func TestEachFigureHasItsList(t *testing.T) {
	w := newTown(t)
	late, soon, later := w.report("reporter", Draft{}), w.report("reporter", Draft{}), w.report("reporter", Draft{})
	is := w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept})
	is = w.take("worker 01-01", is, StepDraft{Step: Close, Outcome: solved(), Text: "好了"})
	handled := w.take("worker 01-01", w.take("worker 01-01", w.report("reporter", Draft{}), StepDraft{Step: Accept}), answer("已换好"))
	w.take("reporter", w.report("reporter", Draft{}), StepDraft{Step: Withdraw})
	night := tomorrow(w.clock.Now())
	for id, at := range map[ID]time.Time{late.ID: w.clock.Now().Add(-time.Microsecond), soon.ID: night.Add(-time.Microsecond), later.ID: night} {
		w.exec(`UPDATE issues SET next_due_at = ? WHERE id = ?`, at, id)
	}
	o, err := w.Overview(t.Context(), w.who["staff"], 0)
	if err != nil {
		t.Fatal(err)
	}
	if d := o.Days[overviewDays-1]; d.Reported != 6 || d.Answered != 2 {
		t.Errorf("the trend says %+v", d)
	}
	for name, c := range map[string]struct {
		q    Query
		n    int
		want []ID
	}{
		"overdue":                  {Query{Overdue: true}, o.Overdue, []ID{late.ID}},
		"due today":                {Query{DueToday: true}, o.DueToday, []ID{soon.ID}},
		"due today or overdue":     {Query{DueToday: true, Overdue: true}, 2, []ID{soon.ID, late.ID}},
		"answered within the week": {Query{AnsweredWeek: true}, o.AnsweredWeek, []ID{handled.ID, is.ID}},
		"open and answered lately": {Query{AnsweredWeek: true, DueToday: true}, 0, nil},
		"everything that was open": {Query{States: []State{Submitted}}, o.Open, []ID{later.ID, soon.ID, late.ID}},
	} {
		c.q.Scope, c.q.Limit = Work, 10
		if got := w.ids("staff", c.q); !slices.Equal(got, c.want) || len(got) != c.n {
			t.Errorf("%s: %v, the figure says %d", name, got, c.n)
		}
	}
	if n, err := w.Count(t.Context(), w.who["staff"], Query{Scope: Work, DueToday: true}); err != nil || n.Submitted != 1 || n.Overdue != 1 {
		t.Errorf("%+v %v", n, err)
	}
	w.clock.Advance(7*24*time.Hour + time.Second)
	if got := w.ids("staff", Query{Scope: Work, Limit: 10, AnsweredWeek: true}); len(got) != 0 {
		t.Error("a week later: ", got)
	}
}

func TestAnOverviewIsForThoseWhoAnswerForThePlace(t *testing.T) {
	w := newTown(t)
	a, b := w.at["a"].Community, w.at["b"].Community
	both := w.who["leader"] // who stands in for a colleague
	both.Grants = append(slices.Clone(both.Grants), account.Grant{Role: account.Leader, Territory: account.Territory{Community: a, Grid: w.at["a02-01"].Grid}})
	w.who["leader of both"] = both
	for _, c := range []struct {
		who       string
		community int64
		tiles     int // -1: refused
	}{
		{"staff", a, 5}, {"staff", 0, 5}, {"staff", b, -1}, {"leader", 0, 3}, {"leader", a, 3}, {"leader", b, -1}, {"leader of both", 0, 5}, {"county", a, 5}, {"county", b, 5}, {"admin", b, 5},
		{"worker 01-01", a, -1}, {"reporter", a, -1},
	} {
		o, err := w.Overview(t.Context(), w.who[c.who], c.community)
		if c.tiles < 0 {
			wants(t, c.who, err, ErrScope)
		} else if err != nil || len(o.MicroGrids) != c.tiles || o.ReplyRate != nil {
			t.Errorf("%s of %d: %d tiles, %v", c.who, c.community, len(o.MicroGrids), err)
		}
	}
	w.who["admin at home"] = account.Actor{ID: w.who["admin"].ID, Home: w.at["b01-01"], Grants: w.who["admin"].Grants}
	if o, err := w.Overview(t.Context(), w.who["admin at home"], 0); err != nil || o.Community.ID != b {
		t.Error(o.Community, err)
	}
}

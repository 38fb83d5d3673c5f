package issue

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/dbtest"
)

// A cell says who may take a step, from which states, to which.
type cell struct {
	step Step
	by   string // reporter, owner, manager, watcher
	from string // submitted accepted in_progress waiting_reporter handled closed withdrawn
	to   State  // empty: it stays
}

// square is every step that anybody may take, written down apart from the code.
var square = []cell{
	{Accept, "-OM-", "x......", Accepted},
	{Handle, "-OM-", ".x.....", InProgress},
	{Answer, "-OM-", ".xx....", Handled},
	{Close, "-OM-", ".xx.x..", Closed},
	{Ask, "-OM-", ".xx....", WaitingReporter},
	{Transfer, "-OM-", "xxxx...", ""},
	{Return, "-O--", "xxx....", Submitted},
	{ReplyAsk, "R---", "...x...", InProgress},
	{Rate, "R---", "....xx.", Closed},
	{Reopen, "R---", "....xx.", InProgress},
	{Withdraw, "R---", "xxxx...", Withdrawn},
}

func TestEachPartTakesTheStepsOfTheSquareAndNoOthers(t *testing.T) {
	parts := []Part{AsReporter, AsOwner, AsManager, AsWatcher}
	asked := 0
	for _, row := range square {
		for i, state := range states {
			for j, part := range parts {
				asked++
				r := record{State: state}
				if state == Handled || state == Closed {
					r.ClosedAt = &dbtest.Now
				}
				rule, as, err := r.allowed(row.step, []Part{part}, dbtest.Now)
				if may := row.from[i] == 'x' && row.by[j] != '-'; may != (err == nil) {
					t.Errorf("%s of a %s issue by its %s: %v", row.step, state, part, err)
				} else if may && (rule.To != row.to || as != part) {
					t.Errorf("%s leads to %q as %s", row.step, rule.To, as)
				}
			}
		}
	}
	if asked != len(workflow)*len(states)*len(parts) {
		t.Errorf("%d of %d cells were asked", asked, len(workflow)*len(states)*len(parts))
	}
	if _, _, err := (&record{State: Submitted}).allowed(Report, parts, dbtest.Now); !errors.Is(err, ErrStep) {
		t.Error("an issue is reported once: ", err)
	}
}

func TestEveryStateCanBeReachedAndOnlyTheEndIsFinal(t *testing.T) {
	reached, final := map[State]bool{Submitted: true}, []State{}
	for range workflow {
		for _, w := range workflow {
			if w.To != "" && slices.ContainsFunc(w.From, func(s State) bool { return reached[s] }) {
				reached[w.To] = true
			}
		}
	}
	for _, s := range states {
		if !reached[s] {
			t.Errorf("no way leads to %s", s)
		}
		if !slices.ContainsFunc(workflow, func(w rule) bool { return slices.Contains(w.From, s) }) {
			final = append(final, s)
		}
	}
	if !slices.Equal(final, []State{Withdrawn}) {
		t.Errorf("no way leads out of %v", final)
	}
}

func TestOnesPartFollowsFromOnesRoleAndPlace(t *testing.T) {
	at := account.Territory{Community: 1, Grid: 2, MicroGrid: 3}
	r := record{At: at, Reporter: 10, Owner: 11}
	with := func(id account.ID, role account.Role, at account.Territory) account.Actor {
		return account.Actor{ID: id, Grants: []account.Grant{{Role: role, Territory: at}}}
	}
	for _, c := range []struct {
		name string
		by   account.Actor
		want string
	}{
		{"nobody", account.Actor{}, ""},
		{"a stranger", account.Actor{ID: 9}, ""},
		{"the reporter", account.Actor{ID: 10}, "reporter"},
		{"the owner", with(11, account.Worker, at), "owner"},
		{"an owner who left office", account.Actor{ID: 11}, "owner"},
		{"another worker of the micro-grid", with(12, account.Worker, at), "watcher"},
		{"a worker next door", with(12, account.Worker, account.Territory{Community: 1, Grid: 2, MicroGrid: 4}), ""},
		{"the leader", with(12, account.Leader, account.Territory{Community: 1, Grid: 2}), "manager"},
		{"the leader next door", with(12, account.Leader, account.Territory{Community: 1, Grid: 3}), ""},
		{"staff", with(12, account.Staff, account.Territory{Community: 1}), "manager"},
		{"staff of another community", with(12, account.Staff, account.Territory{Community: 2}), ""},
		{"an admin", with(12, account.Admin, account.Territory{}), "manager"},
		{"the county, which only reads", with(12, account.County, account.Territory{}), ""},
		{"a worker who reported it himself", with(10, account.Worker, at), "reporter watcher"},
		{"a leader who owns it", with(11, account.Leader, account.Territory{Community: 1, Grid: 2}), "owner manager"},
	} {
		var got []string
		for _, p := range r.parts(c.by) {
			got = append(got, string(p))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s acts as %v", c.name, got)
		}
	}
	unplaced := record{At: account.Territory{Community: 1}}
	if got := unplaced.parts(with(12, account.Worker, at)); got != nil {
		t.Errorf("without a micro-grid a worker acts as %v", got)
	}
}

func TestAnEndedIssueTakesFeedbackForFifteenDays(t *testing.T) {
	ended := dbtest.Now
	grade, duplicate := 3, Duplicate
	for _, c := range []struct {
		name  string
		r     record
		step  Step
		after time.Duration
		want  error
	}{
		{"rated on the last day", record{State: Handled, ClosedAt: &ended}, Rate, feedbackWindow, nil},
		{"rated too late", record{State: Handled, ClosedAt: &ended}, Rate, feedbackWindow + time.Second, ErrWindow},
		{"reopened on the last day", record{State: Closed, ClosedAt: &ended}, Reopen, feedbackWindow, nil},
		{"reopened too late", record{State: Closed, ClosedAt: &ended}, Reopen, feedbackWindow + time.Second, ErrWindow},
		{"rated twice", record{State: Closed, ClosedAt: &ended, Grade: &grade}, Rate, 0, ErrStep},
		{"reopened though merged into another", record{State: Closed, ClosedAt: &ended, Outcome: &duplicate}, Reopen, 0, ErrStep},
	} {
		_, _, err := c.r.allowed(c.step, []Part{AsReporter}, ended.Add(c.after))
		wants(t, c.name, err, c.want)
	}
	r := record{State: Closed, ClosedAt: &ended}
	if n := len(r.possible([]Part{AsReporter}, ended)); n != 2 {
		t.Errorf("%d buttons for the reporter", n)
	}
	if n := len(r.possible([]Part{AsReporter}, ended.Add(feedbackWindow+1))); n != 0 {
		t.Errorf("%d buttons after the window", n)
	}
}

func TestAStepSaysWhatItStillNeedsAndWhatItCannotTake(t *testing.T) {
	grade, yes, reply := 5, true, "好"
	for _, c := range []struct {
		name  string
		r     record
		d     StepDraft
		paths string // what is missing; "!" means that there is too much
	}{
		{"accept", record{}, StepDraft{Step: Accept}, ""},
		{"accept with a grade", record{}, StepDraft{Step: Accept, Grade: &grade}, "!"},
		{"accept with photos", record{}, StepDraft{Step: Accept, Attachments: []int64{1}}, "!"},
		{"accept with a successor", record{}, StepDraft{Step: Accept, Target: 7}, "!"},
		{"an answer without words", record{}, StepDraft{Step: Answer}, "body.text"},
		{"an answer", record{}, StepDraft{Step: Answer, Text: "x", Attachments: []int64{1}}, ""},
		{"an answer with an outcome", record{}, StepDraft{Step: Answer, Text: "x", Outcome: solved()}, "!"},
		{"a question without words", record{}, StepDraft{Step: Ask}, "body.text"},
		{"a transfer to nobody", record{}, StepDraft{Step: Transfer, Text: "x"}, "body.target_account_id"},
		{"a transfer without a reason", record{}, StepDraft{Step: Transfer, Target: 7}, "body.text"},
		{"a return without a reason", record{}, StepDraft{Step: Return}, "body.text"},
		{"a close without anything", record{}, StepDraft{Step: Close}, "body.text body.outcome"},
		{"a close of what was answered", record{Reply: &reply}, StepDraft{Step: Close, Outcome: solved()}, ""},
		{"a close of what was not", record{}, StepDraft{Step: Close, Outcome: solved()}, "body.text"},
		{"a reopening without words", record{}, StepDraft{Step: Reopen}, ""},
		{"a withdrawal", record{}, StepDraft{Step: Withdraw}, ""},
		{"a rating without a grade", record{}, StepDraft{Step: Rate, Resolved: &yes}, "body.grade"},
		{"a rating that does not say whether it is solved", record{}, StepDraft{Step: Rate, Grade: &grade}, "body.resolved"},
		{"a rating", record{}, StepDraft{Step: Rate, Grade: &grade, Resolved: &yes}, ""},
		{"a supplement without words", record{}, StepDraft{Step: ReplyAsk}, "body.text"},
	} {
		i := slices.IndexFunc(workflow, func(w rule) bool { return w.Step == c.d.Step })
		if got := missing(c.r.lacking(workflow[i], c.d)); got != c.paths {
			t.Errorf("%s: %q instead of %q", c.name, got, c.paths)
		}
	}
}

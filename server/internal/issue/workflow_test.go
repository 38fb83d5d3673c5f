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
	by   string // Reporter, Owner, Target, Manager, Watcher, System, Helper, Pool
	from string // submitted accepted in_progress waiting_reporter suspended checking handled closed withdrawn
	to   State  // empty: it stays
}

// square is every step that anybody may take, written down apart from the code.
var square = []cell{
	{TakeOver, "--T---", "xxxxx....", ""},
	{Decline, "--T---", "xxxxx....", ""},
	{Approve, "---M--", ".xx...xx.", ""},
	{Refuse, "---M--", ".xx...xx.", ""},
	{PassCheck, "---M--", ".....x...", Handled},
	{Rework, "---M--", ".....x...", InProgress},
	{Accept, "-O-M--", "x........", Accepted},
	{Grab, "---M--P", "x........", Accepted},
	{Handle, "-O-M--", ".x.......", InProgress},
	{Answer, "-O-M--", ".xx......", Handled},
	{Close, "-O-M--", ".xx...x..", Closed},
	{Ask, "-O-M--", ".xx......", WaitingReporter},
	{Resume, "-O-M-S", "...xx....", InProgress},
	{Transfer, "-O----", "xxxxx....", ""},
	{Assign, "---M--", "xxxxx....", ""},
	{Return, "-O----", "xxx......", Submitted},
	{AskExtension, "-O----", ".xx......", ""},
	{AskSuspension, "-O----", ".xx......", ""},
	{AskExclusion, "-O----", "......xx.", ""},
	{Supervise, "---M--", "xxxxxx...", ""},
	{Urge, "---M--", "xxxxxx...", ""},
	{Merge, "-O-M--", "xxx......", Closed},
	{Unmerge, "---M--", ".......x.", InProgress},
	{ReplyAsk, "R-----", "...x.....", InProgress},
	{Tell, "RO-M--", "......xx.", ""},
	{Rate, "R-----", "......xx.", Closed},
	{Reopen, "R-----", "......xx.", InProgress},
	{Withdraw, "R-----", "xxxxx....", Withdrawn},
	{GiveTask, "-O-M--", ".xx......", ""},
	{EndTask, "-O-M--H", "xxxxx....", ""},
	{TakeBackTask, "-O-M--", "xxxxx....", ""},
	{ReturnTask, "-----SH", "xxxxx....", ""},
	{HandOver, "-----S", "xxxxxx...", ""},
	{Relocate, "-----S", "xxxxxx...", ""},
	{Lapse, "-----S", "xxxxx....", ""},
	{Settle, "-----S", "......x..", Closed},
}

// ripe is an issue of which a step may be taken, as far as the square goes.
func ripe(step Step, state State) record {
	someone, kind, duplicate := account.ID(99), Extension, Duplicate
	r := record{standing: standing{State: state}}
	if state == Handled || state == Closed {
		r.ClosedAt = &dbtest.Now
	}
	switch step {
	case Approve, Refuse:
		r.Request, r.RequestBy = &kind, &someone
	case Tell:
		r.TellBy = &dbtest.Now
	case Grab:
		r.Pooled = true
	case Lapse:
		r.Pending = &someone
	case Unmerge:
		r.Outcome = &duplicate
	case EndTask, TakeBackTask, ReturnTask:
		r.task = &task{To: 7, Body: 1, State: TaskOpen}
	}
	return r
}

func TestEachPartTakesTheStepsOfTheSquareAndNoOthers(t *testing.T) {
	parts := []Part{AsReporter, AsOwner, AsTarget, AsManager, AsWatcher, AsSystem, AsHelper, AsPool}
	rows := map[Step]bool{}
	for _, row := range square {
		rows[row.step] = true
		for i, state := range states {
			for j, part := range parts {
				r := ripe(row.step, state)
				rule, as, err := r.allowed(row.step, 7, []Part{part}, dbtest.Now)
				if may := row.from[i] == 'x' && strings.Contains(row.by, "ROTMWSHP"[j:j+1]); may != (err == nil) {
					t.Errorf("%s of a %s issue by its %s: %v", row.step, state, part, err)
				} else if may && (rule.To != row.to || as != part) {
					t.Errorf("%s leads to %q as %s", row.step, rule.To, as)
				}
			}
		}
	}
	for _, s := range steps {
		if s != Report && !rows[s] {
			t.Errorf("%s has no row in the square", s)
		}
	}
	if _, _, err := (&record{standing: standing{State: Submitted}}).allowed(Report, 7, parts, dbtest.Now); !errors.Is(err, ErrStep) {
		t.Error("an issue is reported once: ", err)
	}
}

func TestAnotherPersonDecidesThanWhoAsked(t *testing.T) {
	me, other, kind := account.ID(7), account.ID(8), Extension
	for _, c := range []struct {
		name string
		r    standing
		step Step
		may  bool
	}{
		{"approves his own wish", standing{State: InProgress, Request: &kind, RequestBy: &me}, Approve, false},
		{"approves another's", standing{State: InProgress, Request: &kind, RequestBy: &other}, Approve, true},
		{"approves nothing", standing{State: InProgress}, Approve, false},
		{"passes his own answer", standing{State: Checking, AnsweredBy: &me}, PassCheck, false},
		{"passes another's", standing{State: Checking, AnsweredBy: &other}, PassCheck, true},
		{"sends another's back", standing{State: Checking, AnsweredBy: &other}, Rework, true},
		{"supervises himself", standing{State: InProgress, Owner: me}, Supervise, false},
		{"supervises another", standing{State: InProgress, Owner: other}, Supervise, true},
		{"supervises twice", standing{State: InProgress, Owner: other, Supervised: true}, Supervise, false},
		{"urges himself", standing{State: InProgress, Owner: me}, Urge, false},
	} {
		r := record{standing: c.r}
		if _, _, err := r.allowed(c.step, me, []Part{AsOwner, AsManager}, dbtest.Now); (err == nil) != c.may {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestEveryStateCanBeReachedAndOnlyTheEndIsFinal(t *testing.T) {
	reached, final := map[State]bool{Submitted: true, Suspended: true, Checking: true}, []State{} // by approval, and by an answer of a checked category
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
		{"rated on the last day", record{standing: standing{State: Handled, ClosedAt: &ended}}, Rate, feedbackWindow, nil},
		{"rated too late", record{standing: standing{State: Handled, ClosedAt: &ended}}, Rate, feedbackWindow + time.Second, ErrWindow},
		{"reopened on the last day", record{standing: standing{State: Closed, ClosedAt: &ended}}, Reopen, feedbackWindow, nil},
		{"reopened too late", record{standing: standing{State: Closed, ClosedAt: &ended}}, Reopen, feedbackWindow + time.Second, ErrWindow},
		{"rated twice", record{standing: standing{State: Closed, ClosedAt: &ended, Grade: &grade}}, Rate, 0, ErrStep},
		{"reopened though merged into another", record{standing: standing{State: Closed, ClosedAt: &ended, Outcome: &duplicate}}, Reopen, 0, ErrStep},
	} {
		_, _, err := c.r.allowed(c.step, 10, []Part{AsReporter}, ended.Add(c.after))
		wants(t, c.name, err, c.want)
	}
	r := record{standing: standing{State: Closed, ClosedAt: &ended}}
	if n := len(r.possible(10, []Part{AsReporter}, ended)); n != 2 {
		t.Errorf("%d buttons for the reporter", n)
	}
	if n := len(r.possible(10, []Part{AsReporter}, ended.Add(feedbackWindow+1))); n != 0 {
		t.Errorf("%d buttons after the window", n)
	}
}

func TestAStepSaysWhatItStillNeedsAndWhatItCannotTake(t *testing.T) {
	grade, yes, scope, double := 5, true, OutOfScope, Duplicate
	past, later := dbtest.Now, dbtest.Now.Add(time.Hour)
	for _, c := range []struct {
		name  string
		d     StepDraft
		paths string // what is missing; "!" means that there is too much
	}{
		{"accept", StepDraft{Step: Accept}, ""},
		{"accept with a grade", StepDraft{Step: Accept, Grade: &grade}, "!"},
		{"accept with photos", StepDraft{Step: Accept, Attachments: []int64{1}}, "!"},
		{"accept with a successor", StepDraft{Step: Accept, Target: 7}, "!"},
		{"an answer without anything", StepDraft{Step: Answer}, "body.text body.outcome"},
		{"an answer", StepDraft{Step: Answer, Text: "x", Outcome: solved(), Attachments: []int64{1}}, ""},
		{"an answer that promises nothing", StepDraft{Step: Answer, Text: "我们会尽快处理", Outcome: solved()}, "body.text"},
		{"an answer with a day", StepDraft{Step: Answer, Text: "我们会尽快处理，周五前修好", Outcome: solved()}, ""},
		{"out of scope, and nobody to ask", StepDraft{Step: Answer, Text: "x", Outcome: &scope}, "body.refer_to"},
		{"out of scope", StepDraft{Step: Answer, Text: "x", Outcome: &scope, ReferTo: "供电局 95598"}, ""},
		{"a duplicate that names no original", StepDraft{Step: Answer, Text: "x", Outcome: &double}, "!"},
		{"a question without words", StepDraft{Step: Ask}, "body.text"},
		{"a transfer to nobody", StepDraft{Step: Transfer, Text: "x"}, "body.target_account_id"},
		{"a transfer without a reason", StepDraft{Step: Transfer, Target: 7}, "body.text"},
		{"a return without anything", StepDraft{Step: Return}, "body.text body.target_account_id"},
		{"more time without a day", StepDraft{Step: AskExtension, Text: "x"}, "body.until"},
		{"more time until yesterday", StepDraft{Step: AskExtension, Text: "x", Until: &past}, "body.until"},
		{"more time", StepDraft{Step: AskExtension, Text: "x", Until: &later}, ""},
		{"a merge into nothing", StepDraft{Step: Merge, Text: "x"}, "body.original_id"},
		{"a reopening without words", StepDraft{Step: Reopen}, ""},
		{"a withdrawal", StepDraft{Step: Withdraw}, ""},
		{"a rating without a grade", StepDraft{Step: Rate, Resolved: &yes}, "body.grade"},
		{"a rating that does not say whether it is solved", StepDraft{Step: Rate, Grade: &grade}, "body.resolved"},
		{"a rating", StepDraft{Step: Rate, Grade: &grade, Resolved: &yes}, ""},
		{"a task for nobody", StepDraft{Step: GiveTask, Text: "x", Until: &later}, "body.target_account_id"},
		{"a task for two", StepDraft{Step: GiveTask, Text: "x", Until: &later, Target: 7, Body: 1}, "body.target_account_id"},
		{"a task without words or a day", StepDraft{Step: GiveTask, Target: 7}, "body.text body.until"},
		{"a task for an outside body", StepDraft{Step: GiveTask, Text: "x", Until: &later, Body: 1}, ""},
		{"a task that ends without a word", StepDraft{Step: EndTask, Task: 2}, "body.text"},
		{"the end of no task", StepDraft{Step: EndTask, Text: "x"}, "body.task"},
		{"an answer for an outside body", StepDraft{Step: Answer, Text: "x", Outcome: solved(), Body: 1}, "!"},
		{"a supplement without words", StepDraft{Step: ReplyAsk}, "body.text"},
	} {
		s := Service{Deps{Options: testOptions}}
		i := slices.IndexFunc(workflow, func(w rule) bool { return w.Step == c.d.Step })
		if got := missing(s.lacking(workflow[i], c.d, dbtest.Now)); got != c.paths {
			t.Errorf("%s: %q instead of %q", c.name, got, c.paths)
		}
	}
}

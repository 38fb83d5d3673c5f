package issue

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
)

const (
	auditBatch = 1000
	// grace is how long the scheduler may take to notice that a deadline or a
	// term of office has passed.
	grace = 5 * time.Minute
)

// An auditor reads issues and says which break the promise. The five
// invariants: (I1) an open issue has one responsible person who is in office;
// (I2) it has a deadline in the future, or the missed one was escalated; (I3)
// none ended without a reply; (I4) every reply reached the reporter by a
// message, or in person within a limit, else those above know; (I5) the events replay to the row.
type auditor struct {
	*Service
	now      time.Time
	answers  map[answerKey]bool
	complain func(Finding)
	tallies  map[int64]*Tally // by community
}

// A Finding is one way in which an issue breaks the promise.
type Finding struct {
	Issue     ID
	Community int64
	Rule      string // the invariant: I1 to I5
	Text      string
}

func (f Finding) String() string { return fmt.Sprintf("issue %d: %s %s", f.Issue, f.Rule, f.Text) }

// An Audit is what reading every issue led to.
type Audit struct {
	Started, Ended time.Time
	Tally
	Communities map[int64]*Tally
}

// A Tally is what was counted on the way.
type Tally struct {
	Issues   int
	Findings int
	Closed   int // of what was answered in the last thirty days
	Echoed   int // of these: with a reply that was received, see Overview.ReplyRate
}

func (t *Tally) add(o Tally) {
	t.Issues, t.Findings, t.Closed, t.Echoed = t.Issues+o.Issues, t.Findings+o.Findings, t.Closed+o.Closed, t.Echoed+o.Echoed
}

type answerKey struct {
	id account.ID
	at account.Territory
}

// Audit reads every issue of every community, in bounded memory, and names
// each that breaks the promise.
func (s *Service) Audit(ctx context.Context, complain func(Finding)) (Audit, error) {
	return s.auditFrom(ctx, 0, complain)
}

// auditFrom is Audit of the issues after one.
func (s *Service) auditFrom(ctx context.Context, last ID, complain func(Finding)) (out Audit, err error) {
	now := s.DB.Now()
	a := &auditor{Service: s, now: now, answers: map[answerKey]bool{}, complain: complain, tallies: map[int64]*Tally{}}
	for more := true; more; {
		if last, more, err = a.batch(ctx, last); err != nil {
			return out, err
		}
	}
	out = Audit{Started: now, Ended: s.DB.Now(), Communities: a.tallies}
	for _, t := range a.tallies {
		out.add(*t)
	}
	return out, nil
}

// batch looks at the next issues, and says which was the last.
func (a *auditor) batch(ctx context.Context, after ID) (last ID, more bool, err error) {
	rows, err := auditAfter(ctx, a.DB, after, auditBatch)
	if err != nil || len(rows) == 0 {
		return after, false, err
	}
	last = rows[len(rows)-1].ID
	all, err := eventsBetween(ctx, a.DB, after+1, last)
	if err != nil {
		return after, false, err
	}
	tasks, err := tasksWhere(ctx, a.DB, `t.issue_id BETWEEN ? AND ?`, after+1, last)
	if err != nil {
		return after, false, err
	}
	for i := range rows {
		a.count(&rows[i])
		rows[i].tasks = tasks[rows[i].ID]
		if err := a.look(ctx, &rows[i], all[rows[i].ID]); err != nil {
			return after, false, err
		}
	}
	return last, true, nil
}

func (a *auditor) tally(community int64) *Tally {
	if a.tallies[community] == nil {
		a.tallies[community] = &Tally{}
	}
	return a.tallies[community]
}

func (a *auditor) count(r *audited) {
	t := a.tally(r.At.Community)
	t.Issues++
	if r.ClosedAt == nil { // open, or damaged
		return
	}
	if day, d := r.sums(); day > calendar.DateOf(a.now)-overviewDays {
		t.Closed, t.Echoed = t.Closed+d.Closed, t.Echoed+d.Told
	}
}

func (a *auditor) say(bad bool, r *audited, format string, args ...any) {
	if bad {
		a.tally(r.At.Community).Findings++
		rule, text, _ := strings.Cut(fmt.Sprintf(format, args...), " ")
		a.complain(Finding{r.ID, r.At.Community, rule, text})
	}
}

func (a *auditor) look(ctx context.Context, r *audited, all []replayed) error {
	if r.open() {
		ok, err := a.inOffice(ctx, r.Owner, r.At.Community)
		if err != nil {
			return err
		}
		a.say(!ok, r, "I1 open, and its owner is not in office")
		a.say(r.lost, r, "I1 open, and its micro-grid is no more, or lies in another grid")
		a.say(r.Pooled && r.State != Submitted, r, "I1 somebody took it, and the pool still offers it")
		late := r.NextDue == nil || r.NextDue.Before(a.now.Add(-grace))
		a.say(late && !r.escalated, r, "I2 its deadline has passed, and nobody above knows")
	}
	done := r.replied() || r.State == Withdrawn
	a.say(done && r.Reply == nil, r, "I3 ended without a reply")
	a.say(r.State == Closed && r.Outcome == nil, r, "I3 closed without an outcome")
	for _, e := range all {
		a.say(e.brings && !e.delivered, r, "I4 the reply of step %d did not reach the reporter", e.Version)
		a.say(e.brings && r.represented && e.Step != Withdraw && e.Until == nil, r, "I4 nobody was to tell the reply of step %d in person", e.Version)
	}
	untold := r.TellBy != nil && r.TellBy.Before(a.now.Add(-grace))
	a.say(untold && !r.escalated, r, "I4 the reply was not told in person, and nobody above knows")
	a.replay(r, all)
	return a.lookAtTasks(ctx, r, all)
}

// inOffice remembers its answers: few people own many issues.
func (a *auditor) inOffice(ctx context.Context, who account.ID, community int64) (bool, error) {
	k := answerKey{who, account.Territory{Community: community}}
	if ok, known := a.answers[k]; known {
		return ok, nil
	}
	ok, err := a.Grid.Answers(ctx, a.DB, who, k.at, a.now)
	if err == nil && !ok {
		ok, err = a.Grid.Answers(ctx, a.DB, who, k.at, a.now.Add(-grace))
	}
	a.answers[k] = ok
	return ok, err
}

// replay folds the events and compares where they lead with the row.
func (a *auditor) replay(r *audited, all []replayed) {
	var to standing
	var at int64
	for i, e := range all {
		if e.Version != i+1 || !follows(to.State, e.event) {
			a.say(true, r, "I5 step %d (%s) cannot follow from %q", e.Version, e.Step, to.State)
			return
		}
		to.fold(e.event)
		if e.Ref != nil && (e.Step == Report || e.Step == Relocate) {
			at = *e.Ref
		}
	}
	a.say(at != 0 && at != r.At.MicroGrid, r, "I5 it does not stand where its events led")
	if at := difference(to, r.standing); at != "" {
		a.say(true, r, "I5 %s is not what its %d events lead to", at, len(all))
	}
}

// follows says whether the table of steps has such a step from the state.
func follows(from State, e event) bool {
	if e.Step == Report {
		return from == "" && e.State == Submitted
	}
	for _, w := range workflow {
		if w.Step == e.Step && slices.Contains(w.From, from) {
			return e.State == w.To || w.To == "" && (e.State == from || e.Step == Approve && e.State == Suspended) || e.Step == Answer && e.State == Checking
		}
	}
	return false
}

// difference names the first field in which two standings differ.
func difference(a, b standing) string {
	va, vb := reflect.ValueOf(a), reflect.ValueOf(b)
	for i := range va.NumField() {
		if !reflect.DeepEqual(va.Field(i).Interface(), vb.Field(i).Interface()) {
			return va.Type().Field(i).Name
		}
	}
	return ""
}

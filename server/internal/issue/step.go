package issue

import (
	"context"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/outbox"
)

// A StepDraft is a step that somebody wants to take.
type StepDraft struct {
	Step        Step              `json:"step"`
	Version     int               `json:"version" minimum:"1" doc:"of the issue as it was seen; a newer one is a conflict"`
	Text        string            `json:"text,omitempty" maxLength:"2000"`
	Target      int64             `json:"target_account_id,omitempty" doc:"who takes over, or is proposed to, from listTransferTargets"`
	Attachments []int64           `json:"attachments,omitempty" maxItems:"9"`
	Outcome     *Outcome          `json:"outcome,omitempty" doc:"how it ends; with steps answer and close"`
	ReferTo     string            `json:"refer_to,omitempty" maxLength:"100" doc:"whom to ask instead; with outcome out_of_scope"`
	Until       *time.Time        `json:"until,omitempty" doc:"the later deadline, or the end of the suspension, that is asked for"`
	Task        int               `json:"task,omitempty" doc:"which task; with steps end_task, take_back_task and return_task"`
	Body        BodyID            `json:"body_id,omitempty" doc:"the outside body that a task is given to, from listHelpers, instead of target_account_id"`
	Original    ID                `json:"original_id,omitempty" doc:"the issue that this one duplicates; with step merge"`
	Way         *Way              `json:"way,omitempty" doc:"how the reply was told; with step tell"`
	ToldAt      *time.Time        `json:"told_at,omitempty" doc:"when it was told, now when left out; with step tell"`
	Grade       *int              `json:"grade,omitempty" minimum:"1" maximum:"5" doc:"5 is best; with step rate"`
	Resolved    *bool             `json:"resolved,omitempty" doc:"whether it is really solved; with step rate"`
	Responded   *bool             `json:"responded,omitempty" doc:"whether somebody answered in good time; with step rate"`
	to          account.Territory // with step relocate, which nobody asks for
}

// Take takes a step on an issue. Two people who act at once: one wins, the
// other gets ErrChanged.
func (s *Service) Take(ctx context.Context, by account.Actor, id ID, d StepDraft) (Issue, error) {
	d.Text, d.ReferTo = strings.TrimSpace(d.Text), strings.TrimSpace(d.ReferTo)
	_, err := once.Do(ctx, s.DB, func(tx *db.Tx) (ID, error) {
		r, err := lock(ctx, tx, id)
		if err != nil {
			return 0, err
		}
		if d.Step == Grab && !r.Pooled {
			return 0, s.tooLate(ctx, tx, by, &r)
		}
		if !r.reads(by) {
			return 0, ErrNotFound
		}
		if d.Version != r.Version {
			return 0, ErrChanged
		}
		return id, s.step(ctx, tx, by, &r, d)
	})
	if err != nil {
		return Issue{}, err
	}
	s.Push.Wake(ctx)
	r, err := get(ctx, s.DB, id)
	if err != nil {
		return Issue{}, err
	}
	return s.show(ctx, by, r) // who ended his task may read no more than a neighbour: that is no refusal
}

// system is who takes the steps that nobody has to take.
var system = account.Actor{}

func (s *Service) step(ctx context.Context, tx *db.Tx, by account.Actor, r *record, d StepDraft) error {
	c, err := categoryOf(ctx, tx, r.At.Community, r.Category)
	if err != nil {
		return err
	}
	r.checked, r.categoryName, r.categoryShown = c.Checked, c.Name, c.Public
	r.task = findTask(r.tasks, &d.Task)
	parts := r.parts(by)
	if by.ID == system.ID {
		parts = []Part{AsSystem}
	}
	w, part, err := r.allowed(d.Step, by.ID, parts, tx.Now)
	if err != nil {
		return err
	}
	if err := s.lacking(w, d, tx.Now); err != nil {
		return err
	}
	e, err := s.decide(ctx, tx, r, w, d)
	if err != nil {
		return err
	}
	r.sign(&e, by.ID, part)
	return s.perform(ctx, tx, by, r, d, e, c.Limits)
}

// perform brings the issue to where the event leads, lets everybody know, and
// keeps it.
func (s *Service) perform(ctx context.Context, tx *db.Tx, by account.Actor, r *record, d StepDraft, e event, l Limits) (err error) {
	before := *r
	if err := s.schedule(ctx, tx, r, &e, l); err != nil {
		return err
	}
	if e.Step == Relocate {
		r.At = d.to
	}
	r.fold(e)
	r.tasks = foldTasks(r.tasks, e)
	if err := s.arm(ctx, tx, &before, r); err != nil {
		return err
	}
	if e.Message, err = s.tell(ctx, tx, by, &before, r, e); err != nil {
		return err
	}
	if err := s.merge(ctx, tx, &before, r); err != nil {
		return err
	}
	if err := s.write(ctx, tx, &before, r, e, d.Attachments); err != nil {
		return err
	}
	if before.open() || !r.open() {
		return nil
	}
	return s.catchUp(ctx, tx, r)
}

// write keeps the event and the row that it leads to.
func (s *Service) write(ctx context.Context, tx *db.Tx, before, r *record, e event, photos []int64) error {
	if err := insertEvent(ctx, tx, r.ID, e); err != nil {
		return err
	}
	if err := attach(ctx, tx, e.Actor, r.ID, r.Version, photos); err != nil {
		return err
	}
	if err := update(ctx, tx, r, before.Version); err != nil {
		return err
	}
	count(ctx, tx, before, r, e)
	if err := s.writeTasks(ctx, tx, before, r); err != nil {
		return err
	}
	return outbox.Append(ctx, tx, Stepped{r.ID, e.Step, r.State, r.Version})
}

// begin is the event that the step makes when it decides nothing.
func (r *record) begin(w rule, d StepDraft, now time.Time) event {
	e := event{Version: r.Version + 1, Step: w.Step, State: r.State, Owner: r.Owner, Due: r.Due, NextDue: r.NextDue, Paused: r.Paused,
		Text: text(d.Text), Outcome: d.Outcome, Grade: d.Grade, Done: d.Resolved, Responded: d.Responded, Until: d.Until, At: now}
	if w.To != "" {
		e.State = w.To
	}
	return e
}

// decide is the event that the step makes, but for its deadlines.
func (s *Service) decide(ctx context.Context, tx *db.Tx, r *record, w rule, d StepDraft) (e event, err error) {
	e = r.begin(w, d, tx.Now)
	switch w.Step {
	case Answer, Close, Withdraw, Merge, PassCheck, Settle:
		err = s.decideEnd(ctx, tx, r, d, &e)
	case Tell:
		err = r.decideTold(d, &e)
	case Rate:
		e.Outcome = judged(r.Outcome, d.Resolved)
	case Reopen:
		e.Owner, err = s.reopener(ctx, tx, r)
	case Unmerge:
		e.Owner, err = s.stillOwner(ctx, tx, r)
	case Return:
		e.Owner, err = s.above(ctx, tx, r)
		e.Ref = &d.Target
	case Transfer, Assign:
		err = s.successor(ctx, tx, r, account.ID(d.Target))
		e.Ref = &d.Target
		if w.Step == Assign {
			e.Owner = account.ID(d.Target)
		}
	case GiveTask, EndTask, TakeBackTask, ReturnTask:
		err = s.decideTask(ctx, tx, r, d, &e)
	case TakeOver:
		e.Owner = *r.Pending
	case HandOver:
		e.Owner, err = s.Grid.Owner(ctx, tx, r.keptAt(), tx.Now)
	case Relocate:
		err = s.decideRelocation(ctx, tx, r, d, &e)
	case Approve:
		e.Until = r.RequestUntil
		if *r.Request == Suspension {
			e.State = Suspended
		}
	}
	return e, err
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

package issue

import (
	"context"
	"slices"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/outbox"
	"huiyin/server/internal/platform/problem"
)

// A StepDraft is a step that somebody wants to take.
type StepDraft struct {
	Step        Step       `json:"step"`
	Version     int        `json:"version" minimum:"1" doc:"of the issue as it was seen; a newer one is a conflict"`
	Text        string     `json:"text,omitempty" maxLength:"2000"`
	Target      int64      `json:"target_account_id,omitempty" doc:"who takes over, or is proposed to, from listTransferTargets"`
	Attachments []int64    `json:"attachments,omitempty" maxItems:"9"`
	Outcome     *Outcome   `json:"outcome,omitempty" doc:"how it ends; with steps answer and close"`
	ReferTo     string     `json:"refer_to,omitempty" maxLength:"100" doc:"whom to ask instead; with outcome out_of_scope"`
	Until       *time.Time `json:"until,omitempty" doc:"the later deadline, or the end of the suspension, that is asked for"`
	Original    ID         `json:"original_id,omitempty" doc:"the issue that this one duplicates; with step merge"`
	Grade       *int       `json:"grade,omitempty" minimum:"1" maximum:"5" doc:"5 is best; with step rate"`
	Resolved    *bool      `json:"resolved,omitempty" doc:"whether it is really solved; with step rate"`
	Responded   *bool      `json:"responded,omitempty" doc:"whether somebody answered in good time; with step rate"`
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
		if !r.insider(by) {
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
	return s.Get(ctx, by, id)
}

// system is who takes the steps that nobody has to take.
var system = account.Actor{}

func (s *Service) step(ctx context.Context, tx *db.Tx, by account.Actor, r *record, d StepDraft) error {
	c, err := categoryOf(ctx, tx, r.At.Community, r.Category)
	if err != nil {
		return err
	}
	r.checked = c.Checked
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
	e.Actor, e.Part = by.ID, part
	before := *r
	if err := s.schedule(ctx, tx, r, &e, c.Limits); err != nil {
		return err
	}
	r.fold(e)
	if err := s.arm(ctx, tx, &before, r); err != nil {
		return err
	}
	if e.Message, err = s.tell(ctx, tx, by, &before, r, e); err != nil {
		return err
	}
	return s.write(ctx, tx, &before, r, e, d.Attachments)
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
	return outbox.Append(ctx, tx, Stepped{r.ID, e.Step, r.State, r.Version})
}

// decide is the event that the step makes, but for its deadlines.
func (s *Service) decide(ctx context.Context, tx *db.Tx, r *record, w rule, d StepDraft) (e event, err error) {
	e = event{Version: r.Version + 1, Step: w.Step, State: r.State, Owner: r.Owner, Due: r.Due, NextDue: r.NextDue, Paused: r.Paused,
		Text: text(d.Text), Outcome: d.Outcome, Grade: d.Grade, Done: d.Resolved, Responded: d.Responded, Until: d.Until, At: tx.Now}
	if w.To != "" {
		e.State = w.To
	}
	switch w.Step {
	case Answer, Close, Withdraw, Merge, PassCheck, Settle:
		err = s.decideEnd(ctx, tx, r, d, &e)
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
	case TakeOver:
		e.Owner = *r.Pending
	case HandOver:
		e.Owner, err = s.Grid.Owner(ctx, tx, r.At, tx.Now)
	case Approve:
		e.Until = r.RequestUntil
		if *r.Request == Suspension {
			e.State = Suspended
		}
	}
	return e, err
}

// decideEnd fills in what the reporter will read.
func (s *Service) decideEnd(ctx context.Context, tx *db.Tx, r *record, d StepDraft, e *event) error {
	switch e.Step {
	case Answer:
		if r.checked {
			e.State = Checking
		}
	case Withdraw:
		e.Text = text(withdrawnReply)
	case PassCheck, Settle:
		e.Outcome, e.Text = r.Outcome, nil
	case Merge:
		done := Duplicate
		original, err := s.original(ctx, tx, r, d.Original)
		if err != nil {
			return err
		}
		ref := int64(d.Original)
		e.Outcome, e.Ref = &done, &ref
		e.Text = text(mergedReply(original.Number(), d.Text))
	}
	if e.Step == Close && r.State == Handled {
		e.Outcome, e.Text = r.Outcome, r.Reply
	}
	if e.Outcome != nil && *e.Outcome == OutOfScope && d.ReferTo != "" {
		e.Text = text(d.Text + "\n" + referText + d.ReferTo)
	}
	return nil
}

// original is the open or solved issue of the same community into which
// another is merged.
func (s *Service) original(ctx context.Context, tx *db.Tx, r *record, id ID) (record, error) {
	o, err := get(ctx, tx, id)
	if err != nil || o.ID == r.ID || o.At.Community != r.At.Community || o.State == Withdrawn || o.Original != nil {
		return o, ErrOriginal
	}
	return o, nil
}

// judged is the outcome once the reporter has said whether it is solved.
func judged(said *Outcome, resolved *bool) *Outcome {
	if *resolved || said == nil || *said != Solved {
		return said
	}
	unsolved := Unsolved
	return &unsolved
}

// lacking says what the step still needs.
func (s *Service) lacking(w rule, d StepDraft, now time.Time) error {
	var missing []problem.Field
	need := func(n Need, path string, there bool) {
		if slices.Contains(w.Needs, n) && !there {
			missing = append(missing, problem.Field{Path: "body." + path, Message: "请填写"})
		}
	}
	need(Text, "text", d.Text != "" || w.Step == Reopen)
	need(Reason, "text", d.Text != "")
	need(Target, "target_account_id", d.Target != 0)
	need(Grade, "grade", d.Grade != nil)
	need(Resolved, "resolved", d.Resolved != nil)
	need(Result, "outcome", d.Outcome != nil)
	need(Until, "until", d.Until != nil)
	need(Original, "original_id", d.Original != 0)
	if d.Outcome != nil && *d.Outcome == OutOfScope && d.ReferTo == "" {
		missing = append(missing, problem.Field{Path: "body.refer_to", Message: "请写明居民可以向谁反映"})
	}
	if len(missing) > 0 {
		return ErrNeeds.With(missing...)
	}
	return s.unfit(w, d, now)
}

// unfit says what of a complete draft cannot be taken.
func (s *Service) unfit(w rule, d StepDraft, now time.Time) error {
	for need, given := range map[Need]bool{Target: d.Target != 0, Grade: d.Grade != nil, Resolved: d.Resolved != nil || d.Responded != nil, Until: d.Until != nil,
		Result: d.Outcome != nil || d.ReferTo != "", Original: d.Original != 0, Photos: len(d.Attachments) > 0} {
		if given && !slices.Contains(w.Needs, need) {
			return ErrNeeds.Saying("这一步不需要这些内容，请刷新后再操作")
		}
	}
	switch {
	case d.Until != nil && !d.Until.After(now):
		return ErrDate.With(problem.Field{Path: "body.until", Message: ErrDate.Detail})
	case d.Outcome != nil && *d.Outcome == Duplicate:
		return ErrNeeds.Saying("重复的诉求请用“并入”，这样居民能看到原来那一条的进展")
	case slices.Contains(w.Needs, Result) && s.vague(d.Text):
		return ErrVague.With(problem.Field{Path: "body.text", Message: ErrVague.Detail})
	}
	return nil
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

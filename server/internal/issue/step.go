package issue

import (
	"context"
	"slices"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/outbox"
	"huiyin/server/internal/platform/problem"
)

// A StepDraft is a step that somebody wants to take.
type StepDraft struct {
	Step        Step     `json:"step"`
	Version     int      `json:"version" minimum:"1" doc:"of the issue as it was seen; a newer one is a conflict"`
	Text        string   `json:"text,omitempty" maxLength:"2000"`
	Target      int64    `json:"target_account_id,omitempty" doc:"who takes over, from listTransferTargets"`
	Attachments []int64  `json:"attachments,omitempty" maxItems:"9"`
	Outcome     *Outcome `json:"outcome,omitempty" doc:"how it ends; with step close"`
	Grade       *int     `json:"grade,omitempty" minimum:"1" maximum:"5" doc:"5 is best; with step rate"`
	Resolved    *bool    `json:"resolved,omitempty" doc:"whether it is really solved; needed with step rate"`
}

// Take takes a step on an issue. Two people who act at once: one wins, the
// other gets ErrChanged.
func (s *Service) Take(ctx context.Context, by account.Actor, id ID, d StepDraft) (Issue, error) {
	d.Text = strings.TrimSpace(d.Text)
	_, err := once.Do(ctx, s.DB, func(tx *db.Tx) (ID, error) {
		r, err := lock(ctx, tx, id)
		if err != nil {
			return 0, err
		}
		if !r.insider(by) {
			return 0, ErrNotFound
		}
		return id, s.step(ctx, tx, by, &r, d)
	})
	if err != nil {
		return Issue{}, err
	}
	s.Push.Wake(ctx)
	return s.Get(ctx, by, id)
}

func (s *Service) step(ctx context.Context, tx *db.Tx, by account.Actor, r *record, d StepDraft) error {
	if d.Version != r.Version {
		return ErrChanged
	}
	w, part, err := r.allowed(d.Step, r.parts(by), tx.Now)
	if err != nil {
		return err
	}
	if err := r.lacking(w, d); err != nil {
		return err
	}
	before := *r
	if err := s.apply(ctx, tx, r, w, d); err != nil {
		return err
	}
	e := event{Version: r.Version, Step: d.Step, State: r.State, Actor: by.ID, Part: part, Owner: r.Owner,
		Text: text(d.Text), Outcome: d.Outcome, Grade: d.Grade, Done: d.Resolved, At: tx.Now}
	if err := insertEvent(ctx, tx, r.ID, e); err != nil {
		return err
	}
	if err := attach(ctx, tx, by.ID, r.ID, r.Version, d.Attachments); err != nil {
		return err
	}
	if err := update(ctx, tx, r, before.Version); err != nil {
		return err
	}
	if err := s.tell(ctx, tx, by, &before, r, d); err != nil {
		return err
	}
	return outbox.Append(ctx, tx, Stepped{r.ID, d.Step, r.State, r.Version})
}

// lacking says what the step still needs.
func (r *record) lacking(w rule, d StepDraft) error {
	var missing []problem.Field
	need := func(n Need, path string, there bool) {
		if slices.Contains(w.Needs, n) && !there {
			missing = append(missing, problem.Field{Path: "body." + path, Message: "请填写"})
		}
	}
	need(Text, "text", d.Text != "" || w.Step == Close && r.Reply != nil || w.Step == Reopen)
	need(Reason, "text", d.Text != "")
	need(Target, "target_account_id", d.Target != 0)
	need(Grade, "grade", d.Grade != nil)
	need(Grade, "resolved", d.Resolved != nil) // a grade alone says nothing of it
	need(Result, "outcome", d.Outcome != nil)
	if len(missing) > 0 {
		return ErrNeeds.With(missing...)
	}
	extra := d.Outcome != nil && w.Step != Close || (d.Grade != nil || d.Resolved != nil) && w.Step != Rate || d.Target != 0 && w.Step != Transfer
	if extra || len(d.Attachments) > 0 && !slices.Contains(w.Needs, Photos) {
		return ErrNeeds.Saying("这一步不需要这些内容，请刷新后再操作")
	}
	return nil
}

// apply changes the record as the step says.
func (s *Service) apply(ctx context.Context, tx *db.Tx, r *record, w rule, d StepDraft) (err error) {
	if w.To != "" {
		r.State = w.To
	}
	r.Version, r.UpdatedAt = r.Version+1, tx.Now
	switch w.Step {
	case Answer:
		r.Reply, r.ClosedAt = text(d.Text), &tx.Now
	case Close:
		r.Outcome, r.ClosedAt = d.Outcome, &tx.Now
		if d.Text != "" {
			r.Reply = text(d.Text)
		}
	case Rate:
		r.rate(d)
	case Reopen:
		r.Outcome, r.Grade, r.Resolved, r.ClosedAt = nil, nil, nil, nil
		r.Reopened++
		r.Owner, err = s.standing(ctx, tx, r)
	case Withdraw:
		r.ClosedAt = &tx.Now
	case Transfer:
		r.Owner, err = s.successor(ctx, tx, r, account.ID(d.Target))
	case Return:
		r.Returned++
		r.Owner, err = s.above(ctx, tx, r)
	}
	return err
}

// rate records the reporter's judgement, which also ends an answered issue.
func (r *record) rate(d StepDraft) {
	r.Grade, r.Resolved = d.Grade, d.Resolved
	if r.Outcome == nil {
		done := Solved
		if !*d.Resolved {
			done = Unsolved
		}
		r.Outcome = &done
	}
}

// successor checks that the issue may go to the target.
func (s *Service) successor(ctx context.Context, tx *db.Tx, r *record, target account.ID) (account.ID, error) {
	list, err := s.targets(ctx, tx, r, tx.Now)
	if err != nil {
		return 0, err
	}
	if !slices.ContainsFunc(list, func(t Successor) bool { return t.Account == target }) {
		return 0, ErrTarget
	}
	return target, nil
}

// above is who decides on a returned issue: the grid's leader, or the
// community when the leader returns it. Above the community there is nobody.
func (s *Service) above(ctx context.Context, tx *db.Tx, r *record) (account.ID, error) {
	community := account.Territory{Community: r.At.Community}
	staff, err := s.Accounts.Holders(ctx, tx, account.Staff, community, tx.Now)
	if err != nil {
		return 0, err
	}
	if r.At.Grid != 0 && !slices.Contains(staff, r.Owner) {
		leaders, err := s.Accounts.Holders(ctx, tx, account.Leader, account.Territory{Community: r.At.Community, Grid: r.At.Grid}, tx.Now)
		if err != nil {
			return 0, err
		}
		if len(leaders) > 0 && !slices.Contains(leaders, r.Owner) {
			return leaders[0], nil
		}
	}
	next, err := s.Grid.Owner(ctx, tx, community, tx.Now)
	if err == nil && (next == r.Owner || slices.Contains(staff, r.Owner)) {
		return 0, ErrTop
	}
	return next, err
}

// standing is the owner of a reopened issue: the one who had it, be it a
// colleague from next door, or the responsible person of the place if he is no
// longer in office.
func (s *Service) standing(ctx context.Context, tx *db.Tx, r *record) (account.ID, error) {
	ok, err := s.Accounts.InOffice(ctx, tx, r.Owner, r.At.Community, tx.Now)
	if err != nil || ok {
		return r.Owner, err
	}
	return s.Grid.Owner(ctx, tx, r.At, tx.Now)
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

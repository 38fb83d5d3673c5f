package notice

import (
	"context"
	"slices"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
)

// A Take is a step with what it needs.
type Take struct {
	Step    Step       `json:"step"`
	Version int        `json:"version" minimum:"1"`
	SendAt  *time.Time `json:"send_at,omitempty" doc:"with submit: when to send; at once when left out"`
	Reason  string     `json:"reason,omitempty" maxLength:"200" doc:"with send_back, stop and withdraw: why; with correct: what was corrected, in a sentence for all who got it"`
	Title   string     `json:"title,omitempty" maxLength:"60" doc:"with correct: as it should be; unchanged when empty"`
	Summary string     `json:"summary,omitempty" maxLength:"200" doc:"with correct"`
	HTML    string     `json:"html,omitempty" maxLength:"16000" doc:"with correct: as it should be; unchanged when empty"`
	Files   *[]int64   `json:"files,omitempty" maxItems:"9" doc:"with correct: the attachments as they should be; unchanged when left out"`
}

// Do takes a step.
func (s *Service) Do(ctx context.Context, by account.Actor, id ID, t Take) (Notice, error) {
	t.Reason = strings.TrimSpace(t.Reason)
	_, err := once.Do(ctx, s.DB, func(tx *db.Tx) (ID, error) { return id, s.do(ctx, tx, by, id, t) })
	if err != nil {
		return Notice{}, err
	}
	s.Push.Wake(ctx)
	return s.Get(ctx, by, id)
}

func (s *Service) do(ctx context.Context, tx *db.Tx, by account.Actor, id ID, t Take) error {
	r, err := lock(ctx, tx, id)
	switch {
	case err != nil:
		return err
	case !holds(by, r.at(), readers...):
		return ErrNotFound
	case r.Version != t.Version && holds(by, r.at(), writers...):
		return ErrVersion
	}
	if err := r.allows(by, t.Step); err != nil {
		return err
	}
	if slices.Contains(reasoned, t.Step) && t.Reason == "" {
		return ErrReason
	}
	r.Version++
	if err := note(ctx, tx, id, by.ID, string(t.Step), t.Reason); err != nil {
		return err
	}
	return s.effect(ctx, tx, &r, t)
}

// effect is what a step does.
func (s *Service) effect(ctx context.Context, tx *db.Tx, r *record, t Take) error {
	switch t.Step {
	case Submit:
		return s.submit(ctx, tx, r, t.SendAt)
	case Approve:
		if err := s.decided(ctx, tx, r, "通知已通过审核", "已通过审核，会按提交时选的时间发送。"); err != nil {
			return err
		}
		return s.release(ctx, tx, r)
	case SendBack:
		r.State, r.Reason = Drafted, t.Reason
		if err := s.decided(ctx, tx, r, "通知被退回修改", "被退回："+t.Reason+"。请修改后重新提交。"); err != nil {
			return err
		}
	case TakeBack:
		r.State = Drafted
	case Stop:
		r.State, r.Reason = Stopped, t.Reason
		return s.halt(ctx, tx, r)
	case Resume:
		r.State = Sending
		return s.resume(ctx, tx, r)
	case Correct:
		return s.correct(ctx, tx, r, t)
	case Withdraw:
		r.State, r.Reason = Withdrawn, t.Reason
		return s.halt(ctx, tx, r)
	}
	return updateNotice(ctx, tx, r)
}

// submit sends a draft on its way, or asks for approval.
func (s *Service) submit(ctx context.Context, tx *db.Tx, r *record, at *time.Time) error {
	if r.Words == "" && len(pictures(r.HTML)) == 0 {
		return ErrWords
	}
	if at != nil && (!at.After(tx.Now) || at.After(tx.Now.AddDate(1, 0, 0)) || r.ValidUntil != nil && !at.Before(*r.ValidUntil)) {
		return ErrSendAt
	}
	r.SendAt, r.Reason = at, ""
	c, err := category(ctx, tx, r.Community, r.Category)
	if err != nil {
		return err
	}
	if c.Approved {
		r.State = Pending
		if err := s.waits(ctx, tx, r); err != nil {
			return err
		}
		return updateNotice(ctx, tx, r)
	}
	return s.release(ctx, tx, r)
}

// release sends what may be sent, now or at its time.
func (s *Service) release(ctx context.Context, tx *db.Tx, r *record) error {
	if r.ValidUntil != nil && !r.ValidUntil.After(tx.Now) { // it may have waited for its approval
		return ErrValid
	}
	if r.SendAt != nil && r.SendAt.After(tx.Now) {
		r.State = Scheduled
		return updateNotice(ctx, tx, r)
	}
	return s.send(ctx, tx, r)
}

// correct changes what a notice says, for those who have it and those who will.
func (s *Service) correct(ctx context.Context, tx *db.Tx, r *record, t Take) (err error) {
	if title := strings.TrimSpace(t.Title); title != "" {
		r.Title = title
	}
	if strings.TrimSpace(t.HTML) != "" {
		if r.HTML, r.Words, err = clean(ctx, tx, r.Community, t.HTML); err != nil {
			return err
		}
		r.Summary = short(r.Words, 100)
	}
	if summary := strings.TrimSpace(t.Summary); summary != "" {
		r.Summary = summary
	}
	if t.Files != nil {
		if err := attach(ctx, tx, r.Community, r.ID, *t.Files); err != nil {
			return err
		}
	}
	r.Correction, r.CorrectedAt = t.Reason, &tx.Now
	if err := updateNotice(ctx, tx, r); err != nil {
		return err
	}
	return s.reword(ctx, tx, r)
}

// SendDue sends the notices whose time has come, and says how many.
func (s *Service) SendDue(ctx context.Context) (int, error) {
	ids, err := dueToSend(ctx, s.DB, s.DB.Now())
	for _, id := range ids {
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error {
			r, err := lock(ctx, tx, id)
			if err != nil || r.State != Scheduled || r.SendAt.After(tx.Now) {
				return err
			}
			r.Version++
			return s.send(ctx, tx, &r)
		}); err != nil {
			return 0, err
		}
	}
	return len(ids), err
}

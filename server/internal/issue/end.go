package issue

import (
	"context"

	"huiyin/server/internal/platform/db"
)

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
	o, err := lock(ctx, tx, id)
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

package issue

import (
	"context"

	"huiyin/server/internal/platform/db"
)

const settleBatch = 200

// Settle closes what was answered and not objected to within the feedback
// window, with the outcome that the answer gave.
func (s *Service) Settle(ctx context.Context) error {
	for {
		ids, err := answered(ctx, s.DB, s.DB.Now().Add(-feedbackWindow), settleBatch)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.settleOne(ctx, tx, id) }); err != nil {
				return err
			}
		}
	}
}

func (s *Service) settleOne(ctx context.Context, tx *db.Tx, id ID) error {
	r, err := lock(ctx, tx, id)
	if err != nil || r.State != Handled {
		return err // somebody was quicker
	}
	return s.step(ctx, tx, system, &r, StepDraft{Step: Settle})
}

// Retire hands over the issues of people whose term of office has ended by
// date; whoever leaves by somebody's act hands over in that act.
func (s *Service) Retire(ctx context.Context) error {
	owners, err := owners(ctx, s.DB)
	if err != nil {
		return err
	}
	for _, o := range owners {
		ok, err := s.Grid.Answers(ctx, s.DB, o.owner, o.at, s.DB.Now())
		if err != nil {
			return err
		}
		if ok {
			continue
		}
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.HandOver(ctx, tx, o.owner) }); err != nil {
			return err
		}
	}
	return nil
}

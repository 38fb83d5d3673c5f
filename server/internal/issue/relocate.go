package issue

import (
	"context"
	"fmt"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// Relocate takes the open issues of a place along when its territory changes.
// An owner who answers for the new place as well goes on; else whoever does
// takes over. What has ended stays where it was until somebody reopens it.
func (s *Service) Relocate(ctx context.Context, tx *db.Tx, m grid.Move) error {
	for after := ID(0); ; {
		list, err := openIn(ctx, tx, m, after, handOverBatch)
		if err != nil || len(list) == 0 {
			return err
		}
		for i := range list {
			r := &list[i]
			after = r.ID
			owner := r.Owner
			if err := s.relocateOne(ctx, tx, r, m.To); err != nil {
				return err
			}
			m.Outcome.Issues++
			if r.Owner != owner {
				m.Outcome.Passed++
			}
		}
	}
}

func (s *Service) relocateOne(ctx context.Context, tx *db.Tx, r *record, to account.Territory) error {
	p, err := s.Grid.Place(ctx, tx, grid.MicroGridID(to.MicroGrid))
	if err != nil {
		return err
	}
	return s.step(ctx, tx, system, r, StepDraft{Step: Relocate, Text: fmt.Sprintf("网格有调整，这件事现在归%s%s。", p.GridName, p.MicroGridName), to: to})
}

// decideRelocation gives a relocated issue to its owner if the new place is his
// too, else to whoever answers for it.
func (s *Service) decideRelocation(ctx context.Context, tx *db.Tx, r *record, d StepDraft, e *event) error {
	e.Ref = &d.to.MicroGrid
	kept := d.to
	if r.Pooled {
		kept.MicroGrid = 0
	}
	ok, err := s.Grid.Serves(ctx, tx, r.Owner, d.to, tx.Now)
	if err == nil && (!ok || r.Pooled) {
		e.Owner, err = s.Grid.Owner(ctx, tx, kept, tx.Now)
	}
	return err
}

// catchUp takes a reopened issue to what became of its place meanwhile.
func (s *Service) catchUp(ctx context.Context, tx *db.Tx, r *record) error {
	if r.At.MicroGrid == 0 {
		return nil
	}
	p, err := s.Grid.Live(ctx, tx, grid.MicroGridID(r.At.MicroGrid))
	if err != nil || p.Territory == r.At {
		return err
	}
	return s.relocateOne(ctx, tx, r, p.Territory)
}

package issue

import (
	"context"
	"errors"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// successor checks that the issue may go to the target.
func (s *Service) successor(ctx context.Context, tx *db.Tx, r *record, target account.ID) error {
	list, err := s.targets(ctx, tx, r, tx.Now)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(t Successor) bool { return t.Account == target }) {
		return ErrTarget
	}
	return nil
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

// approver is who decides on what the owner asks for: whoever is above him, or
// any of the community's staff when he is the last.
func (s *Service) approver(ctx context.Context, tx *db.Tx, r *record) (account.ID, error) {
	next, err := s.above(ctx, tx, r)
	if !errors.Is(err, ErrTop) {
		return next, err
	}
	staff, err := s.Accounts.Holders(ctx, tx, account.Staff, account.Territory{Community: r.At.Community}, tx.Now)
	staff = slices.DeleteFunc(staff, func(id account.ID) bool { return id == r.Owner })
	if err != nil || len(staff) == 0 {
		return 0, err
	}
	return staff[0], nil
}

// leaderAfter is with which reopening the leader takes over.
const leaderAfter = 2

// reopener is the owner of a reopened issue: the one who had it, while he is
// in office; the leader when it is reopened again.
func (s *Service) reopener(ctx context.Context, tx *db.Tx, r *record) (account.ID, error) {
	if r.Reopened+1 >= leaderAfter {
		next, err := s.above(ctx, tx, r)
		if !errors.Is(err, ErrTop) {
			return next, err
		}
	}
	return s.stillOwner(ctx, tx, r)
}

// stillOwner is the owner that the issue had when it ended, or whoever answers
// for its place if he has left meanwhile.
func (s *Service) stillOwner(ctx context.Context, tx *db.Tx, r *record) (account.ID, error) {
	ok, err := s.Grid.Answers(ctx, tx, r.Owner, r.At, tx.Now)
	if err != nil || ok {
		return r.Owner, err
	}
	return s.Grid.Owner(ctx, tx, r.At, tx.Now)
}

// handOverBatch is how many issues change hands in one query.
const handOverBatch = 200

// HandOver gives the open issues of somebody who left to whoever answers for
// their places now, in the transaction in which he leaves: there is no moment
// without an owner.
func (s *Service) HandOver(ctx context.Context, tx *db.Tx, left account.ID) error {
	if err := s.release(ctx, tx, left); err != nil {
		return err
	}
	for after := ID(0); ; {
		list, err := ownedBy(ctx, tx, left, after, handOverBatch)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return s.returnTasks(ctx, tx, left) // to those who lead now
		}
		for i := range list {
			r := &list[i]
			after = r.ID
			ok, err := s.Grid.Answers(ctx, tx, r.Owner, r.At, tx.Now)
			if err != nil {
				return err
			}
			if ok {
				continue
			}
			if err := s.step(ctx, tx, system, r, StepDraft{Step: HandOver}); err != nil {
				return err
			}
		}
	}
}

// release takes back the transfers that were offered to somebody who left.
func (s *Service) release(ctx context.Context, tx *db.Tx, left account.ID) error {
	list, err := offeredTo(ctx, tx, left)
	if err != nil {
		return err
	}
	for i := range list {
		ok, err := s.Grid.Answers(ctx, tx, left, list[i].At, tx.Now)
		if err != nil {
			return err
		}
		if ok {
			continue
		}
		if err := s.step(ctx, tx, system, &list[i], StepDraft{Step: Lapse}); err != nil {
			return err
		}
	}
	return nil
}

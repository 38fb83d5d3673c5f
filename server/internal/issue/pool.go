package issue

import (
	"context"
	"fmt"
	"slices"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

// The pool (待领办): an issue that any worker of its grid may take. Until one
// does, whoever answers for the grid owns it, so that it is never nobody's and
// is escalated like any other.

// poolEnded is what somebody hears who comes when nobody needs to any more.
const poolEnded = "这条诉求已经结束，不用再处理了，谢谢您"

// ErrGrabbed means that somebody else was quicker.
var ErrGrabbed = problem.New(problem.Conflict, "issue.grabbed", "这条诉求已有人领办")

// worksIn says whether the actor is a worker of the place's grid.
func worksIn(by account.Actor, at account.Territory) bool {
	return at.Grid != 0 && slices.ContainsFunc(by.Grants, func(g account.Grant) bool {
		return g.Role == account.Worker && g.Community == at.Community && g.Grid == at.Grid
	})
}

// sign says who takes the step. Whoever grabs owns the issue; once anybody took
// it, or it was given to somebody, the pool no longer offers it.
func (r *record) sign(e *event, by account.ID, part Part) {
	e.Actor, e.Part = by, part
	if e.Step == Grab {
		e.Owner = e.Actor
	}
	e.Pooled = r.Pooled && e.State == Submitted && (e.Owner == r.Owner || e.Step == HandOver || e.Step == Relocate)
}

// keptAt is the place whose holder answers for the issue: of one in the pool
// that is the grid.
func (r *record) keptAt() account.Territory {
	at := r.At
	if r.Pooled {
		at.MicroGrid = 0
	}
	return at
}

// tooLate says who was quicker, to those whom the pool had offered the issue.
func (s *Service) tooLate(ctx context.Context, q db.Querier, by account.Actor, r *record) error {
	offered, err := s.offeredTo(ctx, q, by, r)
	switch {
	case err != nil:
		return err
	case !offered && r.insider(by):
		return ErrStep
	case !offered:
		return ErrNotFound
	case !r.open():
		return ErrGrabbed.Saying(poolEnded)
	}
	names, err := s.Accounts.Names(ctx, q, r.Owner)
	if err != nil {
		return err
	}
	if r.Owner == by.ID {
		return ErrGrabbed.Saying("这条诉求已经由您负责，请刷新后继续办理")
	}
	return ErrGrabbed.Saying(fmt.Sprintf("%s已经接下这条诉求，不用再处理了，谢谢您", names[r.Owner].DisplayName))
}

// offeredTo says whether the pool once offered the issue to the actor.
func (s *Service) offeredTo(ctx context.Context, q db.Querier, by account.Actor, r *record) (bool, error) {
	if !worksIn(by, r.At) && !r.managedBy(by) {
		return false, nil
	}
	return wasPooled(ctx, q, r.ID)
}

// notYours is what somebody hears who may not see the issue; whoever opens the
// message of the pool too late learns why.
func (s *Service) notYours(ctx context.Context, by account.Actor, r *record) error {
	offered, err := s.offeredTo(ctx, s.DB, by, r)
	if err != nil || !offered {
		return errorOr(err, ErrNotFound)
	}
	if !r.open() {
		return ErrNotFound.Saying(poolEnded)
	}
	return ErrNotFound.Saying("这条诉求已有人领办，不用再处理了，谢谢您")
}

func errorOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// tellArrival tells of a new issue whom it waits for: its owner, or everybody
// in the pool, each once. Its owner hears of one in the pool when nobody took
// it and its deadline is near.
func (s *Service) tellArrival(ctx context.Context, tx *db.Tx, r *record, to destination) error {
	if !r.Pooled {
		return s.tellOwner(ctx, tx, r, "收到一条新诉求")
	}
	for _, id := range to.Pool {
		if id == r.Reporter {
			continue
		}
		if err := s.tellHandler(ctx, tx, r, id, poolTitle); err != nil {
			return err
		}
	}
	return nil
}

// pool narrows to what waits for whoever takes it first, where the actor may.
func (f *filter) pool(by account.Actor) error {
	f.Pooled = true
	f.Territories = by.Territories(account.Leader, account.Staff, account.County, account.Admin)
	for _, t := range by.Territories(account.Worker) {
		f.Territories = append(f.Territories, account.Territory{Community: t.Community, Grid: t.Grid})
	}
	if len(f.Territories) == 0 {
		return ErrScope
	}
	return nil
}

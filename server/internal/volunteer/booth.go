package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

// A BoothDraft is a booth (摊位) of a fair as its organiser writes it: one slot
// after another, each a shift with its own places and line.
type BoothDraft struct {
	Name     string    `json:"name" minLength:"1" maxLength:"20" doc:"such as 理发"`
	Starts   time.Time `json:"starts_at"`
	Ends     time.Time `json:"ends_at"`
	Minutes  int       `json:"minutes" minimum:"5" maximum:"1440" doc:"how long a slot lasts; the last one may be shorter"`
	Capacity int       `json:"capacity" minimum:"1" maximum:"10000" doc:"of each slot"`
}

var (
	ErrSlots  = problem.New(problem.Invalid, "volunteer.slots", "请至少安排一个班次或摊位，时段加起来不超过 100 个")
	ErrCalled = problem.New(problem.Conflict, "volunteer.called", "没有这个号，请看看名单上的号")
)

// slots are the booth's shifts.
func (b BoothDraft) slots() (out []ShiftDraft) {
	step := time.Duration(b.Minutes) * time.Minute
	for from := b.Starts; from.Before(b.Ends) && len(out) <= mostShifts; from = from.Add(step) {
		until := from.Add(step)
		if until.After(b.Ends) {
			until = b.Ends
		}
		out = append(out, ShiftDraft{Booth: b.Name, Starts: from, Ends: until, Capacity: b.Capacity})
	}
	return out
}

// A Ticket is somebody's queue number at a booth.
type Ticket struct {
	Booth  string `json:"booth" doc:"of a fair; empty elsewhere"`
	Number int    `json:"number" doc:"his queue number in the slot, by arrival; 0 without a certain place"`
	Called int    `json:"called" doc:"the number that was called last; 0 before the first"`
}

// tickets number sign-ups at booths by arrival. Who leaves keeps his number, so
// that nobody's ever changes.
func tickets(ctx context.Context, q db.Querier, rows []signup) ([]Ticket, error) {
	var ids []SignupID
	for _, su := range rows {
		if su.Booth != "" && su.State == Confirmed {
			ids = append(ids, su.ID)
		}
	}
	number, err := numbers(ctx, q, ids, false)
	out := make([]Ticket, len(rows))
	for i, su := range rows {
		out[i] = Ticket{su.Booth, number[su.ID], su.Called}
	}
	return out, err
}

// Call calls a queue number of a slot, and tells whose it is. It may be called
// again, and in any order: who comes late is called late.
func (s *Service) Call(ctx context.Context, by account.Actor, id ID, which ShiftID, number int) (Detail, error) {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		sh, err := lockShift(ctx, tx, which)
		if err != nil {
			return err
		}
		r, err := activity(ctx, tx, sh.Activity, ``)
		switch {
		case err != nil:
			return err
		case sh.Activity != id || sh.Booth == "":
			return ErrShift
		case !r.manages(by):
			return ErrMay
		case r.Cancelled != nil:
			return ErrCancelled
		}
		su, err := numbered(ctx, tx, which, number)
		if db.Missing(err) || err == nil && su.State != Confirmed {
			err = ErrCalled
		}
		if err != nil {
			return err
		}
		if err := setCalled(ctx, tx, which, number); err != nil {
			return err
		}
		return s.tell(ctx, tx, su, "叫到您了", "叫到您的号了，请到「"+sh.Booth+"」摊位。")
	})
	if err != nil {
		return Detail{}, err
	}
	s.Push.Wake(ctx)
	return s.Get(ctx, by, id)
}

// books says whether the actor may book somebody who has no phone into a
// shift: who organises, and at a fair whoever works where it is for.
func (r *record) books(by account.Actor, sh shift) bool {
	if r.manages(by) {
		return true
	}
	for _, at := range by.Territories(makers...) {
		if sh.Booth != "" && r.At.Covers(at) {
			return true
		}
	}
	return false
}

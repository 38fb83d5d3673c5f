package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A Signup is one person's place in a shift, or in its line.
type Signup struct {
	ID       SignupID   `json:"id"`
	Activity ID         `json:"activity_id"`
	Shift    ShiftID    `json:"shift_id"`
	Title    string     `json:"title" doc:"of the activity"`
	Place    string     `json:"place" doc:"of the activity"`
	Starts   time.Time  `json:"starts_at"`
	Ends     time.Time  `json:"ends_at"`
	Person   Person     `json:"person"`
	State    State      `json:"state"`
	InLine   int        `json:"in_line" doc:"which in the line he is, from 1; 0 when he does not wait"`
	Until    *time.Time `json:"offered_until" doc:"until when an offered place must be confirmed"`
	May      []Step     `json:"may"`
	Ticket
}

// A Step is something that can be done with a sign-up.
type Step string

const (
	Confirm  Step = "confirm"
	Withdraw Step = "withdraw"
)

var steps = []Step{Confirm, Withdraw}

// signup is a sign-up's row with what is shown of its shift and person.
type signup struct {
	ID           SignupID
	Activity     ID
	Shift        ShiftID
	Community    int64
	Person       PersonID
	Account      account.ID // who signed him up
	Owner        account.ID // whose the person is: a parent who trusts his child is his own
	State        State
	Until        *time.Time
	line         int // which in the line, where that is known already
	Created      time.Time
	Kind         string
	Title, Place string
	Starts, Ends time.Time
	Booth        string
	Called       int
	Relation     Relation
	sealed       []byte
}

// of says whether somebody may act on the sign-up as on his own.
func (r *signup) of(id account.ID) bool { return r.Account == id || r.Owner == id }

func (r *signup) may(now time.Time) []Step {
	out := []Step{}
	if r.State == Offered && r.Until != nil && now.Before(*r.Until) {
		out = append(out, Confirm)
	}
	if r.withdrawable(now) {
		out = append(out, Withdraw)
	}
	return out
}

// withdrawable: who has no certain place may leave until the start.
func (r *signup) withdrawable(now time.Time) bool {
	last := r.Starts
	if r.State == Confirmed {
		last = r.Starts.Add(-cancelUntil)
	}
	return r.State.live() && now.Before(last)
}

// reachable refuses who lives where a shift may not be signed up for.
func reachable(home account.Territory, r record, sh shift, now time.Time) error {
	reach := account.Territory{Community: r.At.Community}
	if r.Draft.Audience == Near {
		reach = r.At
	}
	switch {
	case home.Community == 0:
		return ErrHome
	case !reach.Covers(home):
		return ErrAudience
	}
	return takes(r, sh, now)
}

// takes refuses everybody when a shift takes nobody any more.
func takes(r record, sh shift, now time.Time) error {
	switch {
	case r.Cancelled != nil:
		return ErrCancelled
	case sh.Closed:
		return ErrClosed
	case !sh.open(now):
		return ErrBegun
	}
	return nil
}

// SetStep confirms a place that was offered, or gives a place or the wait up.
func (s *Service) SetStep(ctx context.Context, by account.Actor, id SignupID, step Step) (Signup, error) {
	err := s.holding(ctx, id, func(tx *db.Tx, sh *shift, su signup) error {
		if err := speaksFor(ctx, tx, by, su); err != nil {
			return err
		}
		switch {
		case step == Confirm && su.State == Confirmed, step == Withdraw && su.State == Withdrawn:
			return nil // a second tap
		case step == Confirm && (su.State != Offered || !tx.Now.Before(*su.Until)):
			return ErrOffer
		case step == Confirm:
			return setState(ctx, tx, id, Confirmed, nil)
		case !su.State.live():
			return ErrSignup
		case !su.withdrawable(tx.Now):
			return ErrLate
		}
		return s.leave(ctx, tx, sh, su, Withdrawn)
	})
	if err != nil {
		return Signup{}, err
	}
	rows, err := signups(ctx, s.DB, signupQuery{id: id})
	if err != nil {
		return Signup{}, err
	}
	list, err := s.shown(ctx, s.DB, rows)
	if err == nil {
		err = s.asChild(ctx, by.ID, rows, list)
	}
	return only(list, err)
}

// Remove takes somebody out of an activity, for its organiser.
func (s *Service) Remove(ctx context.Context, by account.Actor, id SignupID, reason string) error {
	return s.holding(ctx, id, func(tx *db.Tx, sh *shift, su signup) error {
		r, err := activity(ctx, tx, su.Activity, ``)
		switch {
		case err != nil:
			return err
		case !r.manages(by):
			return ErrSignup
		case !su.State.live():
			return nil
		}
		if err := s.tell(ctx, tx, su, "报名已取消", "组织者取消了这次报名："+reason+"。如有疑问请联系组织者。"); err != nil {
			return err
		}
		return s.leave(ctx, tx, sh, su, Removed)
	})
}

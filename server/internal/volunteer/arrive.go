package volunteer

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// An arrival is somebody who asks for a place in a shift, and what became of it.
type arrival struct {
	by      account.Actor
	who     PersonID
	signup  *signup // one with whoever asked for the same person in the same moment
	shown   Signup
	refused error
}

const (
	mostTogether = 100 // arrivals of one shift that one transaction decides
	shiftsAtOnce = 32  // the rest wait, and leave connections to others
)

// SignUp gives a person a place, or the last one in the line when there is none
// left. Asked again it answers what is so already. Who asks for one shift at the
// same moment is decided on together, by arrival.
func (s *Service) SignUp(ctx context.Context, by account.Actor, id ShiftID, who PersonID) (Signup, error) {
	a := &arrival{by: by, who: who}
	if err := s.door.Do(ctx, id, a); err != nil {
		return Signup{}, err
	}
	return a.shown, a.refused
}

// admit decides on all who arrived at a shift, in one transaction.
func (s *Service) admit(ctx context.Context, id ShiftID, list []*arrival) error {
	if err := s.introduce(ctx, list); err != nil {
		return err
	}
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		sh, err := lockShift(ctx, tx, id) // both locks before all other reads: these see what is so from then on
		if err != nil {
			return err
		}
		ids := make([]PersonID, len(list))
		for i, a := range list {
			ids[i] = a.who
		}
		people, err := lockPeople(ctx, tx, ids)
		if err != nil {
			return err
		}
		return s.decide(ctx, tx, &sh, people, list)
	})
	if err != nil {
		return err
	}
	return s.show(ctx, list)
}

// introduce makes people of those who ask for themselves for the first time:
// in a transaction of its own, so that nobody waits for its locks.
func (s *Service) introduce(ctx context.Context, list []*arrival) error {
	var ids []account.ID
	for _, a := range list {
		if a.who == 0 {
			ids = append(ids, a.by.ID)
		}
	}
	known, err := s.themselves(ctx, ids)
	for _, a := range list {
		if a.who == 0 {
			a.who = known[a.by.ID]
		}
	}
	return err
}

// decide gives the shift's places, and its line, to those who may have one.
func (s *Service) decide(ctx context.Context, tx *db.Tx, sh *shift, people map[PersonID]personRow, list []*arrival) error {
	r, err := activity(ctx, tx, sh.Activity, ``)
	if err != nil {
		return err
	}
	busy, err := busyWith(ctx, tx, people, *sh)
	if err != nil {
		return err
	}
	trusted, err := trustedHomes(ctx, tx, people, list)
	if err != nil {
		return err
	}
	var fresh []*signup
	for _, a := range list {
		p := people[a.who]
		if a.signup, a.refused = nil, a.refusal(r, *sh, p, trusted, tx.Now); a.refused != nil {
			continue
		}
		su, isFresh, err := theOne(r, *sh, a.by, p, busy[a.who])
		if a.signup, a.refused = su, err; isFresh {
			fresh, busy[a.who] = append(fresh, su), []*signup{su}
		}
	}
	return seat(ctx, tx, sh, fresh)
}

// refusal is why somebody may not be signed up. Who is signed up by a child that
// he trusts must live within reach himself.
func (a *arrival) refusal(r record, sh shift, p personRow, trusted map[trustKey]account.Territory, now time.Time) error {
	home, trusts := trusted[trustKey{a.by.ID, a.who}]
	switch {
	case p.Removed != nil, p.Account != a.by.ID && !trusts:
		return ErrPerson
	case p.Relation == Child && !r.Draft.Children:
		return ErrAdults
	}
	if !trusts {
		home = a.by.Home
	}
	return reachable(home, r, sh, now)
}

// A trustKey is a child and a parent who agreed to be signed up by it.
type trustKey struct {
	child account.ID
	who   PersonID
}

// trustedHomes are where those live whom somebody may sign up though they have
// an account of their own.
func trustedHomes(ctx context.Context, tx *db.Tx, people map[PersonID]personRow, list []*arrival) (map[trustKey]account.Territory, error) {
	var by []account.ID
	for _, a := range list {
		if people[a.who].Account != a.by.ID {
			by = append(by, a.by.ID)
		}
	}
	if by == nil { // nearly always
		return nil, nil
	}
	rows, err := trusts(ctx, tx, by...)
	out := map[trustKey]account.Territory{}
	for _, t := range rows {
		out[trustKey{t.child, t.person.ID}] = t.home
	}
	return out, err
}

// theOne is the sign-up that a person has in a shift already, since that was a
// second tap, or else a fresh one; has is what he is signed up for at its time.
func theOne(r record, sh shift, by account.Actor, p personRow, has []*signup) (su *signup, fresh bool, err error) {
	if i := slices.IndexFunc(has, func(su *signup) bool { return su.Shift == sh.ID }); i >= 0 {
		return has[i], false, nil
	}
	if len(has) > 0 {
		return nil, false, ErrOverlap
	}
	return &signup{Activity: r.ID, Shift: sh.ID, Community: r.At.Community, Person: p.ID, Account: by.ID, Owner: p.Account, Kind: r.Draft.Kind, Title: r.Draft.Title, Place: r.Draft.Place,
		Starts: sh.Starts, Ends: sh.Ends, Booth: sh.Booth, Called: sh.Called, Relation: p.Relation, sealed: p.sealed}, true, nil
}

// show says to each what became of him.
func (s *Service) show(ctx context.Context, list []*arrival) error {
	var rows []signup
	for _, a := range list {
		if a.refused == nil {
			rows = append(rows, *a.signup)
		}
	}
	shown, err := s.shown(ctx, s.DB, rows)
	if err != nil {
		return err
	}
	for _, a := range list {
		if a.refused == nil {
			if err := s.asChild(ctx, a.by.ID, rows[:1], shown[:1]); err != nil {
				return err
			}
			a.shown, shown, rows = shown[0], shown[1:], rows[1:]
		}
	}
	return nil
}

package volunteer

import (
	"context"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
)

// Guest is somebody whom an organiser signs up, since he has no phone.
const Guest Relation = "guest"

// SignUpGuest gives somebody who asked by word of mouth a place in a shift, or
// the last one in its line. Messages about it reach the organiser, who tells him.
func (s *Service) SignUpGuest(ctx context.Context, by account.Actor, of ID, shift ShiftID, name string) (Rolled, error) {
	if name = strings.TrimSpace(name); name == "" {
		return Rolled{}, ErrName
	}
	sh, r, err := s.guestShift(ctx, by, of, shift)
	if err != nil {
		return Rolled{}, err
	}
	sealed, err := s.Seal.Seal(name, sealedName)
	if err != nil {
		return Rolled{}, err
	}
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (SignupID, error) {
		who, err := insertPerson(ctx, tx, by.ID, PersonDraft{Relation: Guest}, sealed)
		if err != nil {
			return 0, err
		}
		su := signup{Activity: of, Shift: shift, Community: r.At.Community, Person: who, Account: by.ID, Kind: r.Draft.Kind, Booth: sh.Booth, Starts: sh.Starts, Ends: sh.Ends}
		err = take(ctx, tx, &su)
		return su.ID, err
	})
	if err != nil {
		return Rolled{}, err
	}
	list, err := s.roll(ctx, of)
	for _, u := range list {
		if u.ID == id {
			return u, err
		}
	}
	return Rolled{ID: id, Shift: shift}, err
}

// guestShift is a shift in which the actor may give a place away.
func (s *Service) guestShift(ctx context.Context, by account.Actor, of ID, id ShiftID) (shift, record, error) {
	sh, r, err := shiftWithActivity(ctx, s.DB, id)
	switch {
	case err != nil:
	case sh.Activity != of:
		err = ErrShift
	case !r.books(by, sh):
		err = ErrMay
	case r.Cancelled != nil:
		err = ErrCancelled
	case sh.Closed:
		err = ErrClosed
	case !sh.open(s.DB.Now()):
		err = ErrBegun
	}
	return sh, r, err
}

// speaksFor refuses a step on a sign-up that is neither the actor's nor a
// guest's of an activity that he manages.
func speaksFor(ctx context.Context, q db.Querier, by account.Actor, su signup) error {
	if su.Account == by.ID {
		return nil
	}
	r, err := activity(ctx, q, su.Activity, ``)
	if err == nil && (su.Relation != Guest || !r.manages(by)) {
		err = ErrSignup
	}
	return err
}

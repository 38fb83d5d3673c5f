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
	sealed, err := s.Seal.Seal(name, sealedName)
	if err != nil {
		return Rolled{}, err
	}
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (SignupID, error) {
		sh, r, err := guestShift(ctx, tx, by, of, shift)
		if err != nil {
			return 0, err
		}
		who, err := insertPerson(ctx, tx, by.ID, PersonDraft{Relation: Guest}, sealed)
		if err != nil {
			return 0, err
		}
		su := newSignup(r, sh, by, personRow{ID: who, Account: by.ID, Relation: Guest, sealed: sealed})
		err = seat(ctx, tx, &sh, []*signup{su})
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

// guestShift holds a shift in which the actor may give a place away.
func guestShift(ctx context.Context, tx *db.Tx, by account.Actor, of ID, id ShiftID) (shift, record, error) {
	sh, err := lockShift(ctx, tx, id)
	if err == nil && sh.Activity != of {
		err = ErrShift
	}
	if err != nil {
		return shift{}, record{}, err
	}
	r, err := activity(ctx, tx, of, ``)
	if err == nil && !r.books(by, sh) {
		err = ErrMay
	}
	if err == nil {
		err = takes(r, sh, tx.Now)
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

package volunteer

import (
	"context"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/problem"
)

// Guest is somebody whom an organiser signs up, since he has no phone.
const Guest Relation = "guest"

// ErrGuest says that somebody of these words has a place or stands in the line.
var ErrGuest = problem.New(problem.Conflict, "volunteer.guest", "这位已经报过名了；如果是另一位，请写清楚一点，比如加上楼号")

// guestBatch is how many names are forgotten in one go.
const guestBatch = 500

// SignUpGuest gives somebody who asked by word of mouth a place in a shift, or
// the last one in its line. Messages about it reach the organiser, who tells him.
// Whom the organiser signed up before by the same words is the same person.
func (s *Service) SignUpGuest(ctx context.Context, by account.Actor, of ID, shift ShiftID, name string) (Rolled, error) {
	if name = strings.TrimSpace(name); name == "" {
		return Rolled{}, ErrName
	}
	sealed, err := s.Seal.Seal(name, sealedName)
	if err != nil {
		return Rolled{}, err
	}
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (SignupID, error) {
		sh, err := lockShift(ctx, tx, shift)
		if err != nil {
			return 0, err
		}
		who, err := insertGuest(ctx, tx, by.ID, sealed, s.Seal.Index(name, sealedName))
		if err != nil {
			return 0, err
		}
		return s.seatGuest(ctx, tx, by, of, &sh, who)
	})
	if err != nil {
		return Rolled{}, err
	}
	rows, err := signups(ctx, s.DB, signupQuery{id: id})
	if err != nil {
		return Rolled{}, err
	}
	line, err := numbers(ctx, s.DB, waitingOf(rows), true)
	if err != nil {
		return Rolled{}, err
	}
	rows[0].line = line[id]
	list, err := s.rolled(ctx, rows)
	if err != nil {
		return Rolled{}, err
	}
	return list[0], nil
}

// seatGuest gives one person a place in a shift whose row is held.
func (s *Service) seatGuest(ctx context.Context, tx *db.Tx, by account.Actor, of ID, sh *shift, who PersonID) (SignupID, error) {
	people, err := lockPeople(ctx, tx, []PersonID{who})
	if err != nil {
		return 0, err
	}
	r, err := activity(ctx, tx, sh.Activity, ``)
	switch {
	case err != nil:
		return 0, err
	case sh.Activity != of:
		return 0, ErrShift
	case !r.books(by, *sh):
		return 0, ErrMay
	}
	if err := takes(r, *sh, tx.Now); err != nil {
		return 0, err
	}
	busy, err := busyWith(ctx, tx, people, *sh)
	if err != nil {
		return 0, err
	}
	su, fresh, err := theOne(r, *sh, by, people[who], busy[who])
	if err == nil && !fresh { // another of the same name would go without a place
		err = ErrGuest
	}
	if err != nil {
		return 0, err
	}
	err = seat(ctx, tx, sh, []*signup{su})
	return su.ID, err
}

// ForgetGuests forgets the names of guests so long after what they came to.
func (s *Service) ForgetGuests(ctx context.Context) error {
	for {
		ids, err := pastGuests(ctx, s.DB, s.DB.Now().Add(-s.Options.GuestsKept), guestBatch)
		if err != nil || len(ids) == 0 {
			return err
		}
		err = s.DB.InTx(ctx, func(tx *db.Tx) error {
			for _, id := range ids {
				if err := forgetGuest(ctx, tx, id, tx.Now.Add(-s.Options.GuestsKept)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// speaksFor refuses a step on a sign-up that is neither the actor's nor a
// guest's of an activity that he manages.
func speaksFor(ctx context.Context, q db.Querier, by account.Actor, su signup) error {
	if su.of(by.ID) {
		return nil
	}
	r, err := activity(ctx, q, su.Activity, ``)
	if err == nil && (su.Relation != Guest || !r.manages(by)) {
		err = ErrSignup
	}
	return err
}

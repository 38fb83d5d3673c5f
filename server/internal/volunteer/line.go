package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// seat gives the free places of a shift whose row is held to people in the
// order in which they came, and the end of its line to the rest. While anybody
// waits, a free place is his.
func seat(ctx context.Context, tx *db.Tx, sh *shift, list []*signup) error {
	if len(list) == 0 {
		return nil
	}
	for _, su := range list {
		su.State, su.Created = Waiting, tx.Now
		if sh.Waiting == 0 && sh.free() > 0 {
			su.State = Confirmed
		}
		if sh.count(su.State, 1); su.State == Waiting {
			su.line = sh.Waiting
		}
	}
	if err := insertSignups(ctx, tx, list); err != nil {
		return err
	}
	return saveShift(ctx, tx, *sh)
}

// holding runs fn on a sign-up while its shift's row is held, which whoever
// changes one holds first. A merge may move it between the looks.
func (s *Service) holding(ctx context.Context, id SignupID, fn func(*db.Tx, *shift, signup) error) error {
	for moved := true; moved; {
		at, err := shiftOf(ctx, s.DB, id)
		if err != nil {
			return err
		}
		err = s.DB.InTx(ctx, func(tx *db.Tx) error {
			sh, err := lockShift(ctx, tx, at) // before all other reads: they see what is so from then on
			if err != nil {
				return err
			}
			list, err := signups(ctx, tx, signupQuery{id: id})
			if err != nil || len(list) == 0 {
				return err
			}
			if moved = list[0].Shift != at; moved {
				return nil
			}
			return fn(tx, &sh, list[0])
		})
		if err != nil {
			return err
		}
	}
	s.Push.Wake(ctx)
	return nil
}

// leave ends a sign-up whose shift's row is held, and passes on its place.
func (s *Service) leave(ctx context.Context, tx *db.Tx, sh *shift, su signup, to State) error {
	if err := endSignup(ctx, tx, su.ID, to); err != nil {
		return err
	}
	sh.count(su.State, -1)
	return s.settle(ctx, tx, sh)
}

// settle gives free places to those who wait longest, takes places from those
// who came last when there are too many, and keeps the counts.
func (s *Service) settle(ctx context.Context, tx *db.Tx, sh *shift) error {
	if err := s.unseat(ctx, tx, sh); err != nil {
		return err
	}
	if n := min(sh.free(), sh.Waiting); n > 0 && tx.Now.Before(sh.Starts) {
		next, err := edge(ctx, tx, sh.ID, true, n)
		if err != nil {
			return err
		}
		until := offerEnds(tx.Now, sh.Starts)
		for _, su := range next {
			if err := setState(ctx, tx, su.ID, Offered, &until); err != nil {
				return err
			}
			if err := s.tell(ctx, tx, su, "有名额了", "候补轮到您了，请在"+startText(until)+"前确认，过时名额会让给下一位。"); err != nil {
				return err
			}
		}
		sh.Taken, sh.Waiting = sh.Taken+len(next), sh.Waiting-len(next)
	}
	return saveShift(ctx, tx, *sh)
}

// unseat lets those who came last wait again, at the head of the line.
func (s *Service) unseat(ctx context.Context, tx *db.Tx, sh *shift) error {
	n := sh.Taken - sh.Capacity
	if n <= 0 {
		return nil
	}
	last, err := edge(ctx, tx, sh.ID, false, n)
	if err != nil {
		return err
	}
	for _, su := range last {
		if err := setState(ctx, tx, su.ID, Waiting, nil); err != nil {
			return err
		}
		if err := s.tell(ctx, tx, su, "名额有调整", "很抱歉，名额减少，您改为候补，有空位会最先通知您。"); err != nil {
			return err
		}
	}
	sh.Taken, sh.Waiting = sh.Taken-len(last), sh.Waiting+len(last)
	return nil
}

// offerEnds leaves half of the time until the start to those who come after.
// It is in no night: whoever sleeps then has until the morning.
func offerEnds(now, starts time.Time) time.Time {
	until := now.Add(min(confirmIn, max(confirmLast, starts.Sub(now)/2)))
	day := calendar.DateOf(until)
	if until.Before(day.At(morning)) {
		until = day.At(morning)
	} else if !until.Before(day.At(evening)) {
		until = (day + 1).At(morning)
	}
	if until.Before(starts) {
		return until
	}
	return starts
}

const lapseBatch = 200

// Lapse takes back places that nobody confirmed in time, and offers them to
// those who come next.
func (s *Service) Lapse(ctx context.Context) error {
	for {
		ids, err := overdue(ctx, s.DB, s.DB.Now(), lapseBatch)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := s.lapse(ctx, id); err != nil {
				return err
			}
		}
	}
}

func (s *Service) lapse(ctx context.Context, id SignupID) error {
	return s.holding(ctx, id, func(tx *db.Tx, sh *shift, su signup) error {
		if su.State != Offered || tx.Now.Before(*su.Until) {
			return nil // it was confirmed meanwhile
		}
		if err := s.tell(ctx, tx, su, "名额已让给下一位", "确认时间过了，名额已让给下一位；您仍可重新报名。"); err != nil {
			return err
		}
		return s.leave(ctx, tx, sh, su, Lapsed)
	})
}

package volunteer

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// AddShift adds a shift to an activity.
func (s *Service) AddShift(ctx context.Context, by account.Actor, id ID, d ShiftDraft) (Detail, error) {
	if !d.fits(s.DB.Now()) {
		return Detail{}, ErrTimes
	}
	return s.changing(ctx, by, id, func(tx *db.Tx, r *record) error {
		have, err := shiftsOf(ctx, tx, id)
		if err == nil && len(have) >= mostShifts {
			err = ErrTimes.Saying("一个活动最多 100 个班次，请另建一个活动")
		}
		if err != nil {
			return err
		}
		if err := s.knownSkills(ctx, tx, r.At.Community, []ShiftDraft{d}); err != nil {
			return err
		}
		if _, err := insertShift(ctx, tx, id, r.At.Community, d); err != nil {
			return err
		}
		told := r.Draft
		told.Territory, told.Shifts = r.At, []ShiftDraft{d}
		if err := s.askSkilled(ctx, tx, id, told); err != nil {
			return err
		}
		if err := setChanged(ctx, tx, id); err != nil {
			return err
		}
		return stretch(ctx, tx, id)
	})
}

// EditShift changes a shift. With more places those who wait longest are
// offered them; with fewer those who came last wait again, and hear of it. Who is
// elsewhere at another time is taken out, if that is wanted.
func (s *Service) EditShift(ctx context.Context, by account.Actor, id ID, which ShiftID, d ShiftDraft, drop bool) (Detail, error) {
	return s.changing(ctx, by, id, func(tx *db.Tx, r *record) error {
		sh, err := lockShift(ctx, tx, which)
		if err == nil && (sh.Activity != id || sh.Closed) {
			err = ErrShift
		}
		if err == nil {
			err = lockCrowd(ctx, tx, which)
		}
		if err != nil {
			return err
		}
		if err := s.knownSkills(ctx, tx, r.At.Community, []ShiftDraft{d}); err != nil {
			return err
		}
		if err := setChanged(ctx, tx, id); err != nil {
			return err
		}
		moved, err := redraw(ctx, tx, &sh, d)
		if err == nil {
			err = s.rearrange(ctx, tx, *r, &sh, moved, drop)
		}
		if err != nil {
			return err
		}
		return stretch(ctx, tx, id)
	})
}

// redraw writes a shift whose row is held as the draft says, and says whether it
// is at another time now.
func redraw(ctx context.Context, tx *db.Tx, sh *shift, d ShiftDraft) (moved bool, err error) {
	moved = !sh.Starts.Equal(d.Starts) || !sh.Ends.Equal(d.Ends)
	if moved && (!d.fits(tx.Now) || !sh.open(tx.Now)) {
		return false, ErrTimes
	}
	d.Booth = sh.Booth // a slot stays at its booth
	if d.Needs == nil {
		d.Needs = sh.Needs
	}
	sh.ShiftDraft = d
	return moved, saveShift(ctx, tx, *sh)
}

// rearrange gives everybody in a shift that was redrawn what he has now.
func (s *Service) rearrange(ctx context.Context, tx *db.Tx, r record, sh *shift, moved, drop bool) error {
	if moved {
		if err := s.dropClashes(ctx, tx, r, sh, *sh, drop); err != nil {
			return err
		}
	}
	if err := s.settle(ctx, tx, sh); err != nil || !moved {
		return err
	}
	return s.tellAll(ctx, tx, r, sh.ID, "活动时间有变", "时间改为"+startText(sh.Starts)+"，请留意；来不了可以取消报名。")
}

// Merge moves everybody of one shift to another, with its places. All stand in
// the order in which they came; who was in both keeps the earlier one, and who is
// elsewhere at that time is taken out, if that is wanted. Slots of a fair are not
// merged: queue numbers would change.
func (s *Service) Merge(ctx context.Context, by account.Actor, id ID, from, to ShiftID, drop bool) (Detail, error) {
	return s.changing(ctx, by, id, func(tx *db.Tx, r *record) error {
		a, b, err := lockBoth(ctx, tx, from, to)
		switch {
		case err != nil:
			return err
		case a.ID == b.ID || a.Activity != id || b.Activity != id || a.Booth+b.Booth != "" || !a.open(tx.Now) || !b.open(tx.Now):
			return ErrMerge
		}
		if err := lockCrowd(ctx, tx, from); err != nil {
			return err
		}
		if err := s.dropClashes(ctx, tx, *r, &a, b, drop); err != nil {
			return err
		}
		if err := s.tellAll(ctx, tx, *r, from, "班次有调整", "您的班次已并入"+startText(b.Starts)+"的班次，请留意；来不了可以取消报名。"); err != nil {
			return err
		}
		if err := move(ctx, tx, &a, &b); err != nil {
			return err
		}
		if err := setChanged(ctx, tx, id); err != nil {
			return err
		}
		a.Closed, a.Into, b.Capacity = true, &b.ID, b.Capacity+a.Capacity
		if err := saveShift(ctx, tx, a); err != nil {
			return err
		}
		if err := s.reorder(ctx, tx, &b); err != nil {
			return err
		}
		return stretch(ctx, tx, id)
	})
}

// lockBoth locks the lower id first, as everybody does who needs two.
func lockBoth(ctx context.Context, tx *db.Tx, from, to ShiftID) (a, b shift, err error) {
	if from > to {
		b, a, err = lockBoth(ctx, tx, to, from)
		return a, b, err
	}
	if a, err = lockShift(ctx, tx, from); err != nil {
		return a, b, err
	}
	b, err = lockShift(ctx, tx, to)
	return a, b, err
}

// move gives the sign-ups of a to b, and counts.
func move(ctx context.Context, tx *db.Tx, a, b *shift) error {
	there, err := signups(ctx, tx, signupQuery{shift: b.ID, live: true})
	if err != nil {
		return err
	}
	in := map[PersonID]signup{}
	for _, su := range there {
		in[su.Person] = su
	}
	here, err := signups(ctx, tx, signupQuery{shift: a.ID, live: true})
	if err != nil {
		return err
	}
	for _, su := range here {
		if twin, ok := in[su.Person]; ok {
			later, at := su, a
			if twin.ID > su.ID {
				later, at = twin, b
			}
			if err := endSignup(ctx, tx, later.ID, Removed); err != nil {
				return err
			}
			at.count(later.State, -1)
			if later.ID == su.ID {
				continue
			}
		}
		if err := moveSignup(ctx, tx, su.ID, b.ID); err != nil {
			return err
		}
		a.count(su.State, -1)
		b.count(su.State, 1)
	}
	return nil
}

func (s *shift) count(st State, n int) {
	if st.seated() {
		s.Taken += n
	} else {
		s.Waiting += n
	}
}

// reorder gives the places of a shift to those who came first: after a merge
// somebody may have one who came after another who waits.
func (s *Service) reorder(ctx context.Context, tx *db.Tx, sh *shift) error {
	list, err := signups(ctx, tx, signupQuery{shift: sh.ID, live: true})
	if err != nil {
		return err
	}
	seats := min(sh.Capacity, len(list))
	for _, su := range list[seats:] {
		if su.State.seated() {
			if err := setState(ctx, tx, su.ID, Waiting, nil); err != nil {
				return err
			}
			if err := s.tell(ctx, tx, su, "名额有调整", "很抱歉，班次合并后您改为候补，有空位会按先后通知您。"); err != nil {
				return err
			}
			sh.Taken, sh.Waiting = sh.Taken-1, sh.Waiting+1
		}
	}
	return s.settle(ctx, tx, sh)
}

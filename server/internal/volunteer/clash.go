package volunteer

import (
	"context"
	"fmt"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

// ErrClash lets the organiser choose before people lose what they signed up for.
var ErrClash = problem.New(problem.Conflict, "volunteer.clash", "有人那时已报名别的班次，请先看看是谁，再确认取消他们这一次的报名")

// A Moving is the time to which a shift would be moved, or the shift into which
// it would be merged.
type Moving struct {
	Starts, Ends time.Time
	Into         ShiftID
}

// Clashes lists who of a shift would be in two places at once, were it moved.
// What else they signed up for is no business of the organiser.
func (s *Service) Clashes(ctx context.Context, by account.Actor, id ID, which ShiftID, m Moving) ([]Rolled, error) {
	r, err := activity(ctx, s.DB, id, ``)
	if err == nil && !r.manages(by) {
		err = ErrMay
	}
	if err != nil {
		return nil, err
	}
	sh, err := oneShift(ctx, s.DB, which, ``)
	if err == nil && sh.Activity != id {
		err = ErrShift
	}
	at := shift{ShiftDraft: ShiftDraft{Starts: m.Starts, Ends: m.Ends}}
	if err == nil && m.Into != 0 {
		if at, err = oneShift(ctx, s.DB, m.Into, ``); err == nil && at.Activity != id {
			err = ErrMerge
		}
	}
	if err == nil && !at.Starts.Before(at.Ends) {
		err = ErrTimes
	}
	if err != nil {
		return nil, err
	}
	list, err := clashes(ctx, s.DB, which, at)
	if err != nil {
		return nil, err
	}
	return s.rolled(ctx, list)
}

// dropClashes takes out of a shift whose row and crowd are held those who would
// be in two places at once, were it held when and where another is: what they
// chose themselves stays. Unless the organiser wants that, it refuses.
func (s *Service) dropClashes(ctx context.Context, tx *db.Tx, r record, sh *shift, at shift, drop bool) error {
	list, err := clashes(ctx, tx, sh.ID, at)
	if err != nil || len(list) == 0 {
		return err
	}
	if !drop {
		return ErrClash.Saying(fmt.Sprintf("有 %d 位参加者那时已报名别的班次，请先看看是谁，再确认取消他们这一次的报名", len(list)))
	}
	for _, su := range list {
		if err := endSignup(ctx, tx, su.ID, Removed); err != nil {
			return err
		}
		sh.count(su.State, -1)
	}
	return s.tellEach(ctx, tx, r, list, "报名已取消", "改到"+startText(at.Starts)+"，您那时已报名别的班次，这一次已取消；想来请先取消那一个再报名。")
}

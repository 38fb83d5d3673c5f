package issue

import (
	"context"
	"fmt"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// A level says who has been told that a deadline is near or missed. Each level
// is reached once per deadline.
type level int

const (
	levelNone level = iota
	levelSoon       // its owner, before the deadline
	levelLeader
	levelStaff
	levelBoard
)

// levelLate is the last level of a task.
const levelLate = levelLeader

// arm sets when the next level is due. Another deadline starts from the
// beginning; one that has passed already is escalated at once.
func (s *Service) arm(ctx context.Context, tx *db.Tx, before, r *record) error {
	due, was := r.deadline(), before.deadline()
	if due == nil {
		r.Escalation, r.EscalateAt = levelNone, nil
		return nil
	}
	if was == nil || !was.Equal(*due) {
		r.Escalation = levelNone
		if !due.After(tx.Now) {
			return s.raise(ctx, tx, r, levelLeader)
		}
	}
	return s.next(ctx, tx, r)
}

// raise brings the issue to a level, and notes who is to hear of it.
func (s *Service) raise(ctx context.Context, tx *db.Tx, r *record, to level) error {
	r.Escalation = to
	told, err := s.superiors(ctx, tx, r)
	if err != nil {
		return err
	}
	if err := insertEscalation(ctx, tx, r, told); err != nil {
		return err
	}
	return s.next(ctx, tx, r)
}

// next is when the level after the present one is due.
func (s *Service) next(ctx context.Context, tx *db.Tx, r *record) error {
	clock, err := s.clock(ctx, tx, r)
	if err != nil {
		return err
	}
	at := *r.deadline()
	switch r.Escalation {
	case levelNone:
		at = s.soon(at, tx.Now)
	case levelLeader:
		at, err = after(clock, at, s.Options.ToStaff)
	case levelStaff:
		at, err = after(clock, at, s.Options.ToBoard)
	case levelBoard:
		r.EscalateAt = nil
		return nil
	}
	r.EscalateAt = &at
	return err
}

func after(clock calendar.Clock, t time.Time, l calendar.Limit) (time.Time, error) {
	d, err := clock.Due(t, l)
	return d.At, err
}

const escalateBatch = 200

// Escalate brings every issue whose moment has come to its next level, and
// wakes those that waited long enough. Nobody is told here: see Alert.
func (s *Service) Escalate(ctx context.Context) error {
	for {
		ids, err := toEscalate(ctx, s.DB, s.DB.Now(), escalateBatch)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			return s.escalateTasks(ctx)
		}
		for _, id := range ids {
			if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.escalate(ctx, tx, id) }); err != nil {
				return err
			}
		}
	}
}

func (s *Service) escalate(ctx context.Context, tx *db.Tx, id ID) error {
	r, err := lock(ctx, tx, id)
	if err != nil || r.EscalateAt == nil || r.EscalateAt.After(tx.Now) {
		return err // somebody was quicker
	}
	if (r.State == WaitingReporter || r.State == Suspended) && !r.NextDue.After(tx.Now) {
		return s.step(ctx, tx, system, &r, StepDraft{Step: Resume})
	}
	if r.State == WaitingReporter || r.State == Suspended {
		r.Escalation, r.EscalateAt = levelSoon, r.NextDue // nobody is to be urged while the clock stands still
		return setEscalation(ctx, tx, &r)
	}
	to := r.Escalation + 1
	if to == levelSoon && !r.deadline().After(tx.Now) {
		to = levelLeader // it was missed before anybody could be reminded
	}
	if err := s.raise(ctx, tx, &r, to); err != nil {
		return err
	}
	return setEscalation(ctx, tx, &r)
}

// superiors are who hears of the issue at its level.
func (s *Service) superiors(ctx context.Context, tx *db.Tx, r *record) ([]account.ID, error) {
	role, at := account.Staff, account.Territory{Community: r.At.Community}
	switch r.Escalation {
	case levelSoon:
		return []account.ID{r.Owner}, nil
	case levelLeader:
		if r.At.Grid != 0 {
			role, at.Grid = account.Leader, r.At.Grid
		}
	case levelBoard:
		role, at = account.County, account.Territory{}
	}
	ids, err := s.Accounts.Holders(ctx, tx, role, at, tx.Now)
	if err != nil || len(ids) > 0 || r.Escalation == levelBoard {
		return ids, err
	}
	fallback, err := s.Grid.Owner(ctx, tx, account.Territory{Community: r.At.Community}, tx.Now)
	return []account.ID{fallback}, err
}

// Alert tells people what was escalated: one message per person, none in the
// quiet hours.
func (s *Service) Alert(ctx context.Context) error {
	if s.Push.Quiet(s.DB.Now()) {
		return nil
	}
	people, err := toAlert(ctx, s.DB)
	if err != nil {
		return err
	}
	for _, id := range people {
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.alert(ctx, tx, id) }); err != nil {
			return err
		}
	}
	if len(people) > 0 {
		s.Push.Wake(ctx)
	}
	return nil
}

func (s *Service) alert(ctx context.Context, tx *db.Tx, to account.ID) error {
	list, err := takeAlerts(ctx, tx, to)
	if err != nil || len(list) == 0 {
		return err
	}
	slices.SortStableFunc(list, func(a, b alertRow) int { return int(b.level - a.level) })
	first, err := lock(ctx, tx, list[0].issue)
	if err != nil {
		return err
	}
	title, note := alertWords(list[0])
	body := fmt.Sprintf("%s（%s）", first.Title, first.Number())
	if n := len(list); n > 1 {
		body = fmt.Sprintf("%s 等 %d 件，请打开工作台查看。", body, n)
	}
	_, err = s.send(ctx, tx, &first, push.Message{To: to, Kind: push.Reminder, Event: "issue.overdue", Title: title, Body: body,
		Fields: map[string]string{"status": title, "note": note}})
	return err
}

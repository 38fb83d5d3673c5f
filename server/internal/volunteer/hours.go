package volunteer

import (
	"context"
	"errors"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/problem"
)

// HoursID identifies one statement about somebody's hours.
type HoursID int64

// An HoursKind says how hours came to be known.
type HoursKind string

const (
	Measured     HoursKind = "measured"     // by coming and going
	Supplemented HoursKind = "supplemented" // by the organiser, with a reason and a second person
	Disputed     HoursKind = "disputed"     // by the volunteer, until a second person decides
)

var hoursKinds = []HoursKind{Measured, Supplemented, Disputed}

// Hours is one statement about the hours of a sign-up. None is ever changed;
// a newer one may count in its place.
type Hours struct {
	ID       HoursID    `json:"id"`
	Signup   SignupID   `json:"signup_id"`
	Kind     HoursKind  `json:"kind"`
	Minutes  int        `json:"minutes"`
	Reason   string     `json:"reason"`
	By       string     `json:"recorded_by" doc:"empty when it was measured"`
	At       time.Time  `json:"recorded_at"`
	Accepted *bool      `json:"accepted" doc:"null while a second person has not decided"`
	Decider  string     `json:"decided_by"`
	Decided  *time.Time `json:"decided_at"`
	Counts   bool       `json:"counts" doc:"it is the one that counts"`
	by       *account.ID
	decider  *account.ID
}

// A Served is a sign-up with what counts of it and all that was said.
type Served struct {
	Signup  Signup  `json:"signup"`
	Service bool    `json:"service" doc:"it is volunteer service: a class has no hours"`
	Minutes int     `json:"minutes" doc:"what counts; 0 when nothing is known"`
	History []Hours `json:"history" doc:"the oldest first"`
}

// counting is the statement that counts: what two people said before what was
// measured, and the newest of each.
func counting(list []Hours) (which int) {
	which = -1
	for i, h := range list {
		if h.Accepted == nil || !*h.Accepted {
			continue
		}
		if which < 0 || h.Kind != Measured || list[which].Kind == Measured {
			which = i
		}
	}
	return which
}

// measure states anew how long somebody was there, within his shift, when the
// marks say something else than before.
func (s *Service) measure(ctx context.Context, tx *db.Tx, su signup) error {
	t, err := presenceOf(ctx, tx, su.ID)
	if err != nil || t.arrived == nil || t.left == nil {
		return err
	}
	from, until := *t.arrived, *t.left
	if from.Before(su.Starts) {
		from = su.Starts
	}
	if until.After(su.Ends) {
		until = su.Ends
	}
	minutes := max(0, int(until.Sub(from).Minutes()))
	last, err := lastMeasured(ctx, tx, su.ID)
	if err != nil || last == minutes {
		return err
	}
	yes := true
	return insertHours(ctx, tx, su, Hours{Kind: Measured, Minutes: minutes, Accepted: &yes})
}

// State says how long somebody served: the organiser with a reason, or the
// volunteer himself when he does not agree. A second person decides.
func (s *Service) State(ctx context.Context, by account.Actor, id SignupID, minutes int, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return ErrReason
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		if err := lockSignup(ctx, tx, id); err != nil {
			return err
		}
		su, r, err := s.served(ctx, tx, id)
		if err != nil {
			return err
		}
		h := Hours{Kind: Disputed, Minutes: minutes, Reason: reason, by: &by.ID}
		if !su.of(by.ID) || su.Relation == Guest { // of a guest his organiser speaks
			h.Kind = Supplemented
			if !r.manages(by) {
				return ErrSignup
			}
		}
		switch waits, err := undecided(ctx, tx, id); {
		case err != nil:
			return err
		case waits:
			return ErrUndecided
		case su.State != Confirmed:
			return ErrNoPlace
		case tx.Now.Before(su.Starts):
			return ErrMoment
		}
		return insertHours(ctx, tx, su, h)
	})
}

func (s *Service) served(ctx context.Context, q db.Querier, id SignupID) (signup, record, error) {
	list, err := signups(ctx, q, signupQuery{id: id})
	if err == nil && len(list) == 0 {
		err = ErrSignup
	}
	if err != nil {
		return signup{}, record{}, err
	}
	r, err := activity(ctx, q, list[0].Activity, ``)
	return list[0], r, err
}

// Decide is the second person's word on a statement. He is neither who made it
// nor who served.
func (s *Service) Decide(ctx context.Context, by account.Actor, id HoursID, accept bool) error {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		h, err := lockHours(ctx, tx, id)
		if err != nil {
			return err
		}
		su, r, err := s.served(ctx, tx, h.Signup)
		if err == nil {
			err = stranger(ctx, tx, by, ErrSecond, su.Account, su.Owner)
		}
		switch {
		case err != nil:
			return err
		case h.by != nil && *h.by == by.ID:
			return ErrSecond
		case !r.manages(by):
			return ErrHours
		case h.Accepted != nil:
			return ErrDecided
		}
		if err := decideHours(ctx, tx, id, by.ID, accept); err != nil {
			return err
		}
		text := "已通过，现在是" + hoursText(h.Minutes) + "。"
		if !accept {
			text = "没有通过，如有疑问请联系组织者。"
		}
		return s.tell(ctx, tx, su, "时长已核定", "的服务时长"+text)
	})
	s.Push.Wake(ctx)
	return err
}

// refusal is what a person is told of an error; empty when it is none of ours.
func refusal(err error) string {
	var p *problem.Error
	if errors.As(err, &p) {
		return p.Detail
	}
	return ""
}

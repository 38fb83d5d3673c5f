package volunteer

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Mine lists whom the actor signed up, the latest first.
func (s *Service) Mine(ctx context.Context, by account.Actor, before SignupID, limit int) ([]Signup, error) {
	return s.mine(ctx, by, signupQuery{account: by.ID, before: before, limit: limit})
}

func (s *Service) one(ctx context.Context, by account.Actor, id SignupID) (Signup, error) {
	return s.only(ctx, by, signupQuery{account: by.ID, id: id})
}

func (s *Service) only(ctx context.Context, by account.Actor, q signupQuery) (Signup, error) {
	list, err := s.mine(ctx, by, q)
	if err == nil && len(list) == 0 {
		err = ErrSignup
	}
	if err != nil {
		return Signup{}, err
	}
	return list[0], nil
}

func (s *Service) mine(ctx context.Context, _ account.Actor, q signupQuery) ([]Signup, error) {
	rows, err := signups(ctx, s.DB, q)
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, s.DB, rows)
}

func (s *Service) shown(ctx context.Context, q db.Querier, rows []signup) ([]Signup, error) {
	people, err := s.named(ctx, q, rows)
	if err != nil {
		return nil, err
	}
	out, now := make([]Signup, len(rows)), s.DB.Now()
	for i, r := range rows {
		out[i] = Signup{ID: r.ID, Activity: r.Activity, Shift: r.Shift, Title: r.Title, Place: r.Place, Starts: r.Starts, Ends: r.Ends,
			Person: people[r.Person], State: r.State, Until: r.Until, May: r.may(now)}
		if out[i].Ticket, err = ticket(ctx, q, r); err != nil {
			return nil, err
		}
		if out[i].InLine = r.line; r.State == Waiting && r.line == 0 {
			if out[i].InLine, err = inLine(ctx, q, r); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

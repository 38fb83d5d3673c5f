package volunteer

import (
	"context"
	"fmt"

	"github.com/go-redis/redis_rate/v10"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// hoursText is how hours are said: in halves nobody counts, in minutes nobody thinks.
func hoursText(minutes int) string { return fmt.Sprintf("%.1f 小时", float64(minutes)/60) }

// guess counts tries to guess a code.
func (s *Service) guess(ctx context.Context, id account.ID) error {
	res, err := redis_rate.NewLimiter(s.Push.Redis).Allow(ctx, fmt.Sprintf("activity-code:%d", id), redis_rate.PerMinute(6))
	if err == nil && res.Allowed == 0 {
		return ErrGuess.After(res.RetryAfter)
	}
	return err
}

// MyHours lists what the actor and his family served, the latest first.
func (s *Service) MyHours(ctx context.Context, by account.Actor, before SignupID, limit int) ([]Served, error) {
	rows, err := s.own(ctx, by, signupQuery{state: Confirmed, begun: s.DB.Now(), before: before, limit: limit})
	if err != nil {
		return nil, err
	}
	out, err := s.withHours(ctx, s.DB, rows)
	if err != nil {
		return nil, err
	}
	list := make([]Signup, len(out))
	for i, v := range out {
		list[i] = v.Signup
	}
	err = s.asChild(ctx, by.ID, rows, list)
	for i := range out {
		out[i].Signup = list[i]
	}
	return out, err
}

// HoursOf lists what was served in an activity, for its organiser.
func (s *Service) HoursOf(ctx context.Context, by account.Actor, id ID) ([]Served, error) {
	r, err := activity(ctx, s.DB, id, ``)
	if err == nil && !r.manages(by) {
		err = ErrMay
	}
	if err != nil {
		return nil, err
	}
	rows, err := signups(ctx, s.DB, signupQuery{activity: id, state: Confirmed})
	if err != nil {
		return nil, err
	}
	return s.withHours(ctx, s.DB, rows)
}

func (s *Service) withHours(ctx context.Context, q db.Querier, rows []signup) ([]Served, error) {
	list, err := s.shown(ctx, q, rows)
	if err != nil {
		return nil, err
	}
	ids := make([]SignupID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	history, err := s.history(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	service, err := services(ctx, q, ids)
	out := make([]Served, len(rows))
	for i := range rows {
		out[i] = Served{Signup: list[i], Service: service[rows[i].ID], History: append([]Hours{}, history[rows[i].ID]...)}
		if n := counting(out[i].History); n >= 0 && out[i].Service {
			out[i].Minutes, out[i].History[n].Counts = out[i].History[n].Minutes, true
		}
	}
	return out, err
}

// history is all that was said of the hours of sign-ups, and by whom.
func (s *Service) history(ctx context.Context, q db.Querier, ids []SignupID) (map[SignupID][]Hours, error) {
	all, err := hoursOf(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	people := []account.ID{}
	for _, h := range all {
		for _, id := range []*account.ID{h.by, h.decider} {
			if id != nil {
				people = append(people, *id)
			}
		}
	}
	names, err := s.Accounts.Names(ctx, q, people...)
	out := map[SignupID][]Hours{}
	for _, h := range all {
		if h.by != nil {
			h.By = names[*h.by].DisplayName
		}
		if h.decider != nil {
			h.Decider = names[*h.decider].DisplayName
		}
		out[h.Signup] = append(out[h.Signup], h)
	}
	return out, err
}

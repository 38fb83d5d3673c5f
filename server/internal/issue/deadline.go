package issue

import (
	"context"
	"regexp"
	"strings"
	"time"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// Options are the operator's choices about issues.
type Options struct {
	Wait       calendar.Limit // how long a reporter has to add what was asked
	Soon       time.Duration  // how long before a deadline its owner is reminded
	Tell       calendar.Limit // how long a handler has to tell a reply in person
	ToStaff    calendar.Limit // how long after a missed deadline the community's staff hear of it, after the leader
	ToBoard    calendar.Limit // how long after it the county board hears of it
	VagueWords []string       // words that promise nothing
}

// schedule sets the deadlines that hold after the event.
func (s *Service) schedule(ctx context.Context, tx *db.Tx, r *record, e *event, l Limits) error {
	clock, err := s.clock(ctx, tx, r)
	if err != nil {
		return err
	}
	switch {
	case e.Step == Approve && *r.Request == Extension:
		e.Due = *e.Until
	case e.Step == Approve && *r.Request == Suspension, e.Step == Ask:
		e.Paused = &e.At
	case r.Paused != nil && e.State == InProgress:
		d, err := clock.Resume(r.Due, *r.Paused, e.At, l.Reply.Unit)
		if err != nil {
			return err
		}
		e.Due, e.Paused = d.At, nil
	}
	if r.Represented && replies(r.State, e.State) {
		d, err := clock.Due(e.At, s.Options.Tell)
		if err != nil {
			return err
		}
		e.Until = &d.At
	}
	e.NextDue, err = s.nextDue(clock, r, e, l)
	return err
}

// clock counts the issue's limits. It never refuses: see the calendar's
// lenient clock.
func (s *Service) clock(ctx context.Context, q db.Querier, r *record) (calendar.Clock, error) {
	c, err := s.Clock(ctx, q, r.At.Community)
	return c.Lenient(), err
}

// nextDue is the deadline that runs after the event: each state has its own
// stage limit, and a step that keeps the state keeps the deadline.
func (s *Service) nextDue(clock calendar.Clock, r *record, e *event, l Limits) (*time.Time, error) {
	limit := s.Options.Wait
	switch e.State {
	case Handled, Closed, Withdrawn:
		return nil, nil
	case InProgress, Checking:
		return &e.Due, nil
	case Suspended:
		if e.State == r.State {
			return r.NextDue, nil
		}
		return e.Until, nil
	case Submitted:
		limit = l.Accept
	case Accepted:
		limit = l.Handle
	}
	if e.State == r.State && e.Step != Report {
		return r.NextDue, nil
	}
	d, err := clock.Due(e.At, limit)
	return &d.At, err
}

// concrete is a day, a time or a number of days: something that can be kept.
var concrete = regexp.MustCompile(`\d|[一二三四五六七八九十两]+(天|日|周|个月|小时|点)|今天|明天|后天|周[一二三四五六日]|星期[一二三四五六日]`)

// vague says whether a reply promises something without saying what or when.
func (s *Service) vague(reply string) bool {
	if concrete.MatchString(reply) {
		return false
	}
	for _, w := range s.Options.VagueWords {
		if strings.Contains(reply, w) {
			return true
		}
	}
	return false
}

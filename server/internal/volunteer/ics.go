package volunteer

import (
	"context"
	"fmt"
	"strings"

	ics "github.com/arran4/golang-ical"

	"huiyin/server/internal/account"
)

// ICS is a sign-up for a calendar: the same entry again after a change, and
// crossed out when it ended.
func (s *Service) ICS(ctx context.Context, by account.Actor, id SignupID) (name, text string, err error) {
	su, err := s.one(ctx, by, id)
	if err != nil {
		return "", "", err
	}
	r, err := activity(ctx, s.DB, su.Activity, ``)
	if err != nil {
		return "", "", err
	}
	c := ics.NewCalendarFor("huiyin")
	c.SetMethod(ics.MethodPublish)
	e := c.AddEvent(fmt.Sprintf("signup-%d@huiyin", id))
	e.SetDtStampTime(s.DB.Now())
	e.SetSequence(r.Version)
	e.SetStartAt(su.Starts)
	e.SetEndAt(su.Ends)
	e.SetSummary(su.Title)
	e.SetLocation(su.Place)
	if r.Draft.Bring != "" {
		e.SetDescription("请带：" + r.Draft.Bring)
	}
	switch {
	case su.State == Confirmed:
		e.SetStatus(ics.ObjectStatusConfirmed)
	case su.State.live():
		e.SetStatus(ics.ObjectStatusTentative)
	default:
		e.SetStatus(ics.ObjectStatusCancelled)
	}
	return strings.ReplaceAll(su.Title, "/", " ") + ".ics", c.Serialize(), nil
}

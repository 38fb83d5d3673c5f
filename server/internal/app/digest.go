package app

import (
	"context"
	"fmt"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/group"
	"huiyin/server/internal/volunteer"
)

const policyDays = 7 // how old a notice on a week's card may be, and how far away an activity

// weeks is what the cards of micro-grids of a community tell, however many.
func (a *App) weeks(ctx context.Context, community int64, places []grid.Place) (map[int64]group.Week, error) {
	told, err := a.issue.PlaceWeeks(ctx, a.db, community)
	if err != nil {
		return nil, err
	}
	at := make([]account.Territory, len(places))
	for i, p := range places {
		at[i] = p.Territory
	}
	now := a.db.Now()
	policies, err := a.notice.Headlines(ctx, community, at, now.AddDate(0, 0, -policyDays))
	if err != nil {
		return nil, err
	}
	activities, err := a.volunteer.Upcoming(ctx, community, at, now.AddDate(0, 0, policyDays))
	if err != nil {
		return nil, err
	}
	done, err := a.volunteer.Done(ctx, community, at, now.AddDate(0, 0, -policyDays))
	if err != nil {
		return nil, err
	}
	from, out := a.issue.WeekFrom(), map[int64]group.Week{}
	for _, p := range places {
		w := told[p.MicroGrid]
		card := group.Week{Place: p.MicroGridName, From: from.String(), Until: (from + 6).String(), Reported: w.Reported, Solved: w.Solved, Open: w.Open}
		if h, ok := policies[p.MicroGrid]; ok {
			card.Policy = &group.WeekItem{Title: h.Title, Page: fmt.Sprintf("/packages/notice/detail/detail?id=%d", h.ID)}
		}
		if c, ok := activities[p.MicroGrid]; ok {
			card.Activity = &group.WeekItem{Title: c.Title, When: startOf(c.Starts), Page: activityPage(c.ID)}
		} else if c, ok := done[p.MicroGrid]; ok { // nothing is to come: what was done
			card.Activity = &group.WeekItem{Title: c.Title, Page: activityPage(c.ID)}
		}
		out[p.MicroGrid] = card
	}
	return out, nil
}

func activityPage(id volunteer.ID) string {
	return fmt.Sprintf("/packages/activity/detail/detail?id=%d", id)
}

func startOf(t time.Time) string { return t.In(calendar.Zone).Format("1月2日 15:04") }

// messages is what notices reach in a micro-grid.
func (a *App) messages(ctx context.Context, at account.Territory, since time.Time) (group.Messages, error) {
	r, err := a.notice.Reached(ctx, at, since)
	return group.Messages(r), err
}

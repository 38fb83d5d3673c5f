package volunteer

import (
	"context"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
)

// SeriesID identifies a series (系列) of activities.
type SeriesID int64

// An Each says where a series is held.
type Each string

const (
	Once           Each = "once" // at its own place
	EveryGrid      Each = "grid" // in each grid of it
	EveryMicroGrid Each = "micro_grid"
)

var eaches = []Each{Once, EveryGrid, EveryMicroGrid}

// A Rule says on which days a series is held.
type Rule struct {
	Weekday int            `json:"weekday" minimum:"0" maximum:"6" doc:"0 is Sunday"`
	Nth     int            `json:"nth,omitempty" minimum:"-1" maximum:"5" doc:"which of the month; -1 is the last; every week when left out"`
	From    calendar.Date  `json:"from"`
	Until   *calendar.Date `json:"until,omitempty" doc:"the last day; without end when left out"`
	Always  bool           `json:"on_holidays,omitempty" doc:"also on public holidays; they are skipped otherwise"`
}

// on says whether the day is one of the rule's, holidays apart.
func (r Rule) on(d calendar.Date) bool {
	if d < r.From || r.Until != nil && d > *r.Until || int(d.Weekday()) != r.Weekday {
		return false
	}
	day, left := ofMonth(d), ofMonth(d+7)
	switch {
	case r.Nth == 0:
		return true
	case r.Nth < 0:
		return left < day // a week later it is another month
	}
	return (day-1)/7+1 == r.Nth
}

func ofMonth(d calendar.Date) int { return d.At(12 * time.Hour).In(calendar.Zone).Day() }

// A SeriesDraft is a series as its organiser writes it.
type SeriesDraft struct {
	account.Territory
	Each     Each        `json:"each"`
	Rule     Rule        `json:"rule"`
	Kind     string      `json:"kind" minLength:"1" maxLength:"32"`
	Title    string      `json:"title" minLength:"1" maxLength:"40"`
	Text     string      `json:"text,omitempty" maxLength:"2000"`
	Place    string      `json:"place" minLength:"1" maxLength:"100"`
	Bring    string      `json:"bring,omitempty" maxLength:"200"`
	Audience Audience    `json:"audience"`
	Children bool        `json:"children"`
	Shifts   []ShiftPlan `json:"shifts" minItems:"1" maxItems:"100"`
}

// A ShiftPlan is a shift of every activity of a series.
type ShiftPlan struct {
	Name     string `json:"name,omitempty" maxLength:"20"`
	Booth    string `json:"booth,omitempty" maxLength:"20" doc:"of a fair: which booth it is a slot of"`
	Skills   string `json:"skills,omitempty" maxLength:"60"`
	Needs    Codes  `json:"needs,omitempty" maxItems:"5" doc:"codes of skills"`
	From     string `json:"from" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" doc:"local time, such as 09:00"`
	Minutes  int    `json:"minutes" minimum:"10" maximum:"1440"`
	Capacity int    `json:"capacity" minimum:"1" maximum:"10000"`
}

// at is the shift on a day.
func (p ShiftPlan) at(d calendar.Date) ShiftDraft {
	t, _ := time.Parse("15:04", p.From) // the contract gives nothing else
	from := d.At(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
	return ShiftDraft{p.Name, p.Booth, p.Skills, p.Needs, from, from.Add(time.Duration(p.Minutes) * time.Minute), p.Capacity}
}

// needs are the skills that each of its shifts asks for.
func (d *SeriesDraft) needs() (out []Codes) {
	for _, p := range d.Shifts {
		out = append(out, p.Needs)
	}
	return out
}

// at is the activity on a day at a place.
func (d *SeriesDraft) at(day calendar.Date, where account.Territory) Draft {
	out := Draft{Territory: where, Kind: d.Kind, Title: d.Title, Text: d.Text, Place: d.Place, Bring: d.Bring, Audience: d.Audience, Children: d.Children}
	for _, p := range d.Shifts {
		out.Shifts = append(out.Shifts, p.at(day))
	}
	return out
}

// A Series is one with how far its activities are made.
type Series struct {
	ID      SeriesID      `json:"id"`
	Version int           `json:"version"`
	Where   Where         `json:"where"`
	Planned calendar.Date `json:"planned_until" doc:"activities are made up to this day"`
	Ended   bool          `json:"ended"`
	Draft   SeriesDraft   `json:"draft"`
}

// seriesRow is a series' row.
type seriesRow struct {
	ID        SeriesID
	Draft     SeriesDraft
	Organiser account.ID
	Planned   calendar.Date
	Ended     *time.Time
	Version   int
}

func (r *seriesRow) manages(by account.Actor) bool {
	return r.Organiser == by.ID || holds(by, r.Draft.Territory, makers...)
}

// ahead is how long before its day an activity of a series is made.
const ahead = 28 // days

// CreateSeries makes a series, and its first activities at once.
func (s *Service) CreateSeries(ctx context.Context, by account.Actor, d SeriesDraft) (Series, error) {
	d.Title, d.Place = strings.TrimSpace(d.Title), strings.TrimSpace(d.Place)
	today := calendar.DateOf(s.DB.Now())
	if d.Rule.From < today || d.Rule.Until != nil && *d.Rule.Until < d.Rule.From {
		return Series{}, ErrRule
	}
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (SeriesID, error) {
		if err := s.mayMake(ctx, tx, by, d.Territory); err != nil {
			return 0, err
		}
		if err := s.knownKind(ctx, tx, Draft{Territory: d.Territory, Kind: d.Kind}); err != nil {
			return 0, err
		}
		if err := s.knownCodes(ctx, tx, d.Community, d.needs()); err != nil {
			return 0, err
		}
		return insertSeries(ctx, tx, by.ID, d, today-1)
	})
	if err != nil {
		return Series{}, err
	}
	if err := s.plan(ctx, id); err != nil {
		return Series{}, err
	}
	return s.GetSeries(ctx, by, id)
}

// GetSeries is one series, for those who may change it.
func (s *Service) GetSeries(ctx context.Context, by account.Actor, id SeriesID) (Series, error) {
	r, err := series(ctx, s.DB, id, ``)
	if err == nil && !r.manages(by) {
		err = ErrSeries
	}
	if err != nil {
		return Series{}, err
	}
	where, err := s.where(ctx, s.DB, r.Draft.Territory)
	return Series{r.ID, r.Version, where, r.Planned, r.Ended != nil, r.Draft}, err
}

// SeriesOf lists a community's series that the actor may change.
func (s *Service) SeriesOf(ctx context.Context, by account.Actor, community int64) ([]Series, error) {
	rows, err := seriesOf(ctx, s.DB, community)
	out := []Series{}
	for _, r := range rows {
		if !r.manages(by) {
			continue
		}
		where, err := s.where(ctx, s.DB, r.Draft.Territory)
		if err != nil {
			return nil, err
		}
		out = append(out, Series{r.ID, r.Version, where, r.Planned, r.Ended != nil, r.Draft})
	}
	return out, err
}

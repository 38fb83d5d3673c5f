package volunteer

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
)

// A SeriesPlan is when and where a series would be held.
type SeriesPlan struct {
	account.Territory
	Each Each `json:"each"`
	Rule Rule `json:"rule"`
}

// A Preview is what a plan comes to within a year.
type Preview struct {
	Places int           `json:"places" doc:"at how many places each day"`
	Days   []PreviewDay  `json:"days" doc:"the earliest first"`
	Known  calendar.Date `json:"known_until" doc:"holidays after this day are not published yet: they will be skipped as well"`
}

// A PreviewDay is a day of the rule.
type PreviewDay struct {
	Day  calendar.Date `json:"day"`
	Held bool          `json:"held"`
	Why  string        `json:"why" doc:"the holiday for which it is skipped; empty when it is held"`
}

// PreviewSeries says on which days of a year a series would be held.
func (s *Service) PreviewSeries(ctx context.Context, by account.Actor, p SeriesPlan) (Preview, error) {
	if err := s.mayMake(ctx, s.DB, by, p.Territory); err != nil {
		return Preview{}, err
	}
	from := max(p.Rule.From, calendar.DateOf(s.DB.Now()))
	until := from + 365
	if p.Rule.Until != nil {
		until = min(until, *p.Rule.Until)
	}
	if until < from {
		return Preview{}, ErrRule
	}
	list, err := s.Calendar.Days(ctx, from, until)
	if err != nil {
		return Preview{}, err
	}
	places, err := s.each(ctx, s.DB, SeriesDraft{Territory: p.Territory, Each: p.Each})
	out, known := Preview{Places: len(places), Days: []PreviewDay{}, Known: from - 1}, calendar.NewDays(list)
	for d := from; d <= until; d++ {
		if _, ok := known[d]; ok {
			out.Known = d
		}
		if !p.Rule.on(d) {
			continue
		}
		day := PreviewDay{Day: d, Held: p.Rule.Always || !holiday(known, d)}
		if !day.Held {
			day.Why = known[d].Name
		}
		out.Days = append(out.Days, day)
	}
	return out, err
}

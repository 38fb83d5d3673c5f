package issue

import (
	"context"

	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

// A PlaceWeek is what the last seven days, today among them, were in a
// micro-grid; it names nobody.
type PlaceWeek struct {
	Reported int `json:"reported"`
	Solved   int `json:"solved" doc:"answered in these days as solved, and not opened again"`
	Open     int `json:"open" doc:"still being handled now"`
}

// WeekFrom is the first day of the week that ends today.
func (s *Service) WeekFrom() calendar.Date { return weekBefore(s.DB.Now()) }

// PlaceWeeks are the weeks of all micro-grids of a community in which there
// was anything.
func (s *Service) PlaceWeeks(ctx context.Context, q db.Querier, community int64) (map[int64]PlaceWeek, error) {
	from, out := s.WeekFrom(), map[int64]PlaceWeek{}
	reported, err := reportedSince(ctx, q, community, from)
	if err != nil {
		return nil, err
	}
	solved, err := solvedSince(ctx, q, community, from)
	if err != nil {
		return nil, err
	}
	open, err := openParts(ctx, q, board{Community: community}, s.DB.Now())
	if err != nil {
		return nil, err
	}
	add := func(micro int64, more PlaceWeek) {
		w := out[micro]
		out[micro] = PlaceWeek{w.Reported + more.Reported, w.Solved + more.Solved, w.Open + more.Open}
	}
	for _, c := range reported {
		add(c.micro, PlaceWeek{Reported: c.n})
	}
	for _, c := range solved {
		add(c.micro, PlaceWeek{Solved: c.n})
	}
	for _, p := range open {
		add(p.micro, PlaceWeek{Open: p.open})
	}
	return out, nil
}

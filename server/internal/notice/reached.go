package notice

import (
	"context"
	"time"

	"huiyin/server/internal/account"
)

// Reached is how far notices get in a micro-grid.
type Reached struct {
	Residents  int
	Subscribed int // who can be sent a subscribe message now
	Sent       int // how often a notice was for somebody
	Confirmed  int
	Told       int
}

// Reached counts what notices that were sent since a moment reached in a
// micro-grid, and whom the next one could.
func (s *Service) Reached(ctx context.Context, at account.Territory, since time.Time) (r Reached, err error) {
	a := Audience{MicroGrids: []int64{at.MicroGrid}}
	people, err := countAudience(ctx, s.DB, at.Community, a)
	if err != nil {
		return r, err
	}
	for _, p := range people {
		r.Residents += p.people
	}
	if r.Subscribed, _, err = s.reach(ctx, at.Community, a); err != nil {
		return r, err
	}
	t, err := tallied(ctx, s.DB, at, since)
	r.Sent, r.Confirmed, r.Told = t.Targeted, t.Confirmed, t.Told
	return r, err
}

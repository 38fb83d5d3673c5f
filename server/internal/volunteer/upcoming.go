package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/account"
)

// A Next is an activity that is going to be held, or was.
type Next struct {
	ID     ID
	Title  string
	Starts time.Time
}

// Upcoming finds the next activity until a moment in each of some places of a
// community, by micro-grid: the place's own before the grid's, and that before
// the community's.
func (s *Service) Upcoming(ctx context.Context, community int64, places []account.Territory, until time.Time) (map[int64]Next, error) {
	now := s.DB.Now()
	rows, err := list(ctx, s.DB, listing{at: account.Territory{Community: community}, from: now, until: until})
	found := map[account.Territory]Next{}
	for _, r := range rows { // the earliest first
		if _, there := found[r.At]; !there && r.Cancelled == nil && r.Starts.After(now) {
			found[r.At] = Next{r.ID, r.Draft.Title, r.Starts}
		}
	}
	return nearest(found, community, places), err
}

// Done finds what was done since a moment near each place, the newest first;
// its start is when it was held.
func (s *Service) Done(ctx context.Context, community int64, places []account.Territory, since time.Time) (map[int64]Next, error) {
	rows, err := toldSince(ctx, s.DB, community, since)
	found := map[account.Territory]Next{}
	for _, r := range rows {
		if _, there := found[r.At]; !there {
			found[r.At] = Next{r.ID, r.Draft.Title + "：" + r.Result, r.Starts}
		}
	}
	return nearest(found, community, places), err
}

// nearest gives each micro-grid what is its own, or else its grid's, or the community's.
func nearest(found map[account.Territory]Next, community int64, places []account.Territory) map[int64]Next {
	out := map[int64]Next{}
	for _, at := range places {
		for _, t := range []account.Territory{at, {Community: community, Grid: at.Grid}, {Community: community}} {
			if c, ok := found[t]; ok {
				out[at.MicroGrid] = c
				break
			}
		}
	}
	return out
}

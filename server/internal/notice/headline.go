package notice

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"huiyin/server/internal/account"
)

// A Headline is a notice that everybody of a place may read.
type Headline struct {
	ID    ID
	Title string
}

// Headlines finds the newest since a moment in each of some places of a
// community, by micro-grid. Those that were for some kinds of people only, that
// hold no more or that were an emergency are not for all to read a week later.
func (s *Service) Headlines(ctx context.Context, community int64, places []account.Territory, since time.Time) (map[int64]Headline, error) {
	rows, err := headlines(ctx, s.DB, community, since, s.DB.Now())
	out := map[int64]Headline{}
	for _, r := range rows { // the newest first
		if err == nil {
			err = json.Unmarshal(r.audience, &r.audienceOf)
		}
		for _, at := range places {
			if _, there := out[at.MicroGrid]; !there && r.audienceOf.everybody(at) {
				out[at.MicroGrid] = r.Headline
			}
		}
	}
	return out, err
}

// everybody says whether the audience holds all who live at a place.
func (a *Audience) everybody(at account.Territory) bool {
	return len(a.Tags) == 0 && (len(a.Grids)+len(a.MicroGrids) == 0 || slices.Contains(a.Grids, at.Grid) || slices.Contains(a.MicroGrids, at.MicroGrid))
}

// openTo says whether a notice may be read by who lives at a place though it
// was not sent to him: he came later, or by the week's card.
func (r *record) openTo(home account.Territory) bool {
	return home.MicroGrid != 0 && home.Community == r.Community && r.Audience.everybody(home)
}

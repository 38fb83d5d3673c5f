package group

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// compose makes the cards of groups anew that were not shared since Monday and are
// older than a moment; another makes one more where it was.
func (s *Service) compose(ctx context.Context, rows []record, before time.Time, another bool) error {
	of := map[int64][]record{}
	for _, r := range rows {
		of[r.At.Community] = append(of[r.At.Community], r)
	}
	for community, rows := range of {
		weeks, err := s.weeks(ctx, community, rows)
		if err != nil {
			return err
		}
		if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return s.write(ctx, tx, rows, weeks, before, another) }); err != nil {
			return err
		}
	}
	return nil
}

// weeks reads what the cards of some groups of a community have to tell.
func (s *Service) weeks(ctx context.Context, community int64, rows []record) (map[int64]Week, error) {
	micros := make([]grid.MicroGridID, len(rows))
	for i, r := range rows {
		micros[i] = grid.MicroGridID(r.At.MicroGrid)
	}
	slices.Sort(micros)
	names, err := s.Grid.Names(ctx, s.DB, slices.Compact(micros)...)
	if err != nil {
		return nil, err
	}
	places := make([]grid.Place, 0, len(names))
	for _, p := range names {
		places = append(places, p)
	}
	return s.Weeks(ctx, community, places)
}

func (s *Service) write(ctx context.Context, tx *db.Tx, rows []record, weeks map[int64]Week, before time.Time, another bool) error {
	ids := make([]ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	week := monday(tx.Now)
	if err := lockGroups(ctx, tx, ids); err != nil {
		return err
	}
	cards, err := newest(ctx, tx, ids, week)
	if err != nil {
		return err
	}
	for _, r := range rows {
		d, there := cards[r.ID]
		switch told := weeks[r.At.MicroGrid]; {
		case !there || d.SharedAt != nil && another:
			err = insertDigest(ctx, tx, r.ID, week, told)
		case d.SharedAt == nil && !d.MadeAt.After(before):
			err = updateDigest(ctx, tx, d.ID, told)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// MakeDigests makes the week's cards where there are none, and anew on each day
// on which they were not shared yet; old ones go.
func (s *Service) MakeDigests(ctx context.Context) error {
	now := s.DB.Now().In(local)
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, local)
	var after ID
	for {
		rows, err := stale(ctx, s.DB, monday(now), midnight, after)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return s.DB.InTx(ctx, func(tx *db.Tx) error { return dropDigests(ctx, tx, monday(now.Add(-digestsKept))) })
		}
		if err := s.compose(ctx, rows, midnight, false); err != nil {
			return err
		}
		after = rows[len(rows)-1].ID
	}
}

package group

import (
	"context"
	"errors"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// scanned is the micro-grid of a code on the wall. The code itself is what
// joinMicroGrid takes.
func (s *Service) scanned(ctx context.Context, tx *db.Tx, scene string) (r record, f Found, err error) {
	p, err := s.Grid.Scanned(ctx, tx, scene)
	if errors.Is(err, grid.ErrScene) || errors.Is(err, grid.ErrNotFound) {
		return r, BadCode, nil
	}
	r.At = p.Territory
	return r, Scanned, err
}

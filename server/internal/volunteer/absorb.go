package volunteer

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Absorb gives an account's family, sign-ups and activities to another: they
// turned out to be one person. What either signed itself up for stays apart.
func (s *Service) Absorb(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	return absorb(ctx, tx, from, to)
}

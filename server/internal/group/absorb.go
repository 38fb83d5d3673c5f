package group

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Absorb gives what an account did with groups to another: they turned out to
// be one person. A ticket goes with the phone's session; it is made anew.
func (s *Service) Absorb(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	return moveDeeds(ctx, tx, from, to)
}

package notice

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Absorb gives what one account had to another: they turned out to be one
// person. Where both got a notice, the first one's receipt goes.
func (s *Service) Absorb(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	twice, err := receiptsOfBoth(ctx, tx, from, to)
	if err != nil {
		return err
	}
	for _, r := range twice {
		if err := dropReceipt(ctx, tx, r); err != nil {
			return err
		}
	}
	return absorb(ctx, tx, from, to)
}

package issue

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Absorb gives what an account reported, owned, did and uploaded to another:
// they turned out to be one person. Only his own issues are looked at: nobody
// who held a post is absorbed.
func (s *Service) Absorb(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	for _, query := range []string{
		`UPDATE issue_events e JOIN issues i ON i.id = e.issue_id SET e.actor_id = ? WHERE i.reporter_id = ? AND e.actor_id = i.reporter_id`,
		`UPDATE issue_photos p JOIN issues i ON i.id = p.issue_id SET p.uploader_id = ? WHERE i.reporter_id = ? AND p.uploader_id = i.reporter_id`,
		`UPDATE issue_photos SET uploader_id = ? WHERE uploader_id = ? AND issue_id IS NULL`,
		`UPDATE issue_checks SET account_id = ? WHERE account_id = ? AND state IN ('queued', 'waiting')`,
		`UPDATE issues SET reporter_id = ? WHERE reporter_id = ?`,
	} {
		if _, err := tx.ExecContext(ctx, query, to, from); err != nil {
			return err
		}
	}
	return absorbFollower(ctx, tx, from, to)
}

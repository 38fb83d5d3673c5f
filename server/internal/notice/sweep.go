package notice

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
)

// Sweep removes files that were uploaded two days ago and that no notice has,
// neither attached nor in its text.
func (s *Service) Sweep(ctx context.Context) error {
	old, err := looseFiles(ctx, s.DB, s.DB.Now().Add(-48*time.Hour), 200)
	for _, f := range old {
		gone := false
		if err := s.DB.InTx(ctx, func(tx *db.Tx) (err error) {
			gone, err = dropFile(ctx, tx, f.id)
			return err
		}); err != nil {
			return err
		}
		for _, suffix := range []string{"", "-1280", "-320"} {
			if !gone {
				break
			}
			if err := s.Files.Delete(ctx, f.key+suffix); err != nil {
				return err
			}
		}
	}
	return err
}

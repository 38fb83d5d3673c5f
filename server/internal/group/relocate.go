package group

import (
	"context"
	"fmt"

	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// Relocate notes in the history of each group that its micro-grid changed. It
// stays bound: the people in it are the same.
func (s *Service) Relocate(ctx context.Context, tx *db.Tx, m grid.Move) error {
	if len(m.Groups) == 0 {
		return nil
	}
	was, err := s.Grid.Place(ctx, tx, grid.MicroGridID(m.From.MicroGrid))
	if err != nil {
		return err
	}
	now, err := s.Grid.Place(ctx, tx, grid.MicroGridID(m.To.MicroGrid))
	if err != nil {
		return err
	}
	text := fmt.Sprintf("从%s%s到%s%s", was.GridName, was.MicroGridName, now.GridName, now.MicroGridName)
	for _, id := range m.Groups {
		if err := insertEvent(ctx, tx, record{ID: ID(id), At: m.To}, m.By, relocated, text); err != nil {
			return err
		}
	}
	return nil
}

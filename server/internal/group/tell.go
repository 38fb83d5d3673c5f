package group

import (
	"context"
	"fmt"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

func (s *Service) tell(ctx context.Context, tx *db.Tx, to account.ID, r record, title, body string) error {
	_, err := s.Push.Send(ctx, tx, push.Message{To: to, Community: r.At.Community, Kind: push.Status, Event: "group.changed", Title: title, Body: body,
		Fields: map[string]string{"title": r.Name, "status": clip(title, 5), "note": clip(body, 20)},
		Page:   fmt.Sprintf("packages/group/detail/detail?id=%d", r.ID), Subject: fmt.Sprintf("group:%d", r.ID)})
	return err
}

// tellBinder tells who bound the group, unless he did it himself.
func (s *Service) tellBinder(ctx context.Context, tx *db.Tx, by account.Actor, r record, title, body string) error {
	if r.BoundBy == nil || *r.BoundBy == by.ID {
		return nil
	}
	return s.tell(ctx, tx, *r.BoundBy, r, title, body)
}

// tellWorker tells who answers for the micro-grid.
func (s *Service) tellWorker(ctx context.Context, tx *db.Tx, r record, title, body string) error {
	to, err := s.Grid.Owner(ctx, tx, r.At, tx.Now)
	if err != nil {
		return err
	}
	return s.tell(ctx, tx, to, r, title, body)
}

// tellKeepers tells who can act as the second person: the leader of the grid
// or, where there is none or he claimed it himself, the community's staff.
func (s *Service) tellKeepers(ctx context.Context, tx *db.Tx, by account.Actor, r record, title, body string) error {
	for _, at := range []account.Territory{{Community: r.At.Community, Grid: r.At.Grid}, {Community: r.At.Community}} {
		to, err := s.Grid.Owner(ctx, tx, at, tx.Now)
		if err != nil {
			return err
		}
		if to != by.ID {
			return s.tell(ctx, tx, to, r, title, body)
		}
	}
	return nil
}

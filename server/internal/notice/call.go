package notice

import (
	"cmp"
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/push"
)

// An emergency calls who works in its places: each gets a message at once and
// says that he knows.

// A Call is somebody whom an emergency called.
type Call struct {
	Account        account.ID   `json:"account_id"`
	Name           string       `json:"name"`
	Role           account.Role `json:"role" doc:"resident: a volunteer who lives there"`
	MicroGrid      int64        `json:"micro_grid_id" doc:"0 of a leader"`
	Place          string       `json:"place" doc:"his micro-grid, or the grid of a leader"`
	AcknowledgedAt *time.Time   `json:"acknowledged_at"`
	grid           int64
}

// call tells the workers and leaders of an emergency's places, and who is ready
// to help there.
func (s *Service) call(ctx context.Context, tx *db.Tx, r *record) error {
	list, err := s.callees(ctx, tx, r)
	if err != nil {
		return err
	}
	for _, c := range list {
		if err := insertCall(ctx, tx, r.ID, c); err != nil {
			return err
		}
		m := message(r)
		m.To, m.Event, m.Body = c.id, called, "请查看紧急通知并点“收到”。"+short(r.Summary, 100)
		m.Fields["status"], m.Kind = "紧急通知", push.Emergency
		if _, err := s.Push.Send(ctx, tx, m); err != nil {
			return err
		}
	}
	m := message(r)
	m.To, m.Event, m.Title = r.Author, called, "【紧急通知】"+m.Title
	return s.Push.Announce(ctx, tx, m)
}

// callees are those whom an emergency calls, each once: who works there before who helps.
func (s *Service) callees(ctx context.Context, tx *db.Tx, r *record) ([]callee, error) {
	posts, err := s.Accounts.HoldersWithin(ctx, tx, r.Community, tx.Now)
	if err != nil {
		return nil, err
	}
	grids, err := gridsOf(ctx, tx, r.Audience)
	if err != nil {
		return nil, err
	}
	more, err := volunteers(ctx, tx, r.Community, r.Audience)
	out, seen := []callee{}, map[account.ID]bool{}
	everywhere := len(r.Audience.Grids)+len(r.Audience.MicroGrids) == 0
	for _, p := range posts {
		c := callee{p.ID, account.Worker, p.Grid, p.MicroGrid}
		if p.MicroGrid == 0 {
			c.role = account.Leader
		}
		led := p.MicroGrid == 0 && slices.Contains(grids, p.Grid)
		if !seen[c.id] && (everywhere || led || slices.Contains(r.Audience.Grids, p.Grid) || slices.Contains(r.Audience.MicroGrids, p.MicroGrid)) {
			seen[c.id], out = true, append(out, c)
		}
	}
	for _, c := range more {
		if !seen[c.id] {
			seen[c.id], out = true, append(out, c)
		}
	}
	return out, err
}

// Acknowledge says that the actor, whom an emergency called, knows; so does
// whoever it is also for as a resident.
func (s *Service) Acknowledge(ctx context.Context, by account.Actor, id ID) error {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		if err := acknowledge(ctx, tx, id, by.ID); err != nil {
			return err
		}
		err := s.see(ctx, tx, by, id, Confirmed)
		if err == error(ErrNotFound) { // he works there and lives elsewhere
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.Push.ReadAll(ctx, by, message(&record{ID: id}).Page)
}

// Calls lists whom an emergency called, those first who have not answered.
func (s *Service) Calls(ctx context.Context, by account.Actor, id ID) ([]Call, error) {
	r, err := s.seen(ctx, s.DB, by, id)
	if err != nil {
		return nil, err
	}
	rows, err := calls(ctx, s.DB, id)
	if err != nil {
		return nil, err
	}
	people, micros := make([]account.ID, len(rows)), make([]grid.MicroGridID, len(rows))
	for i, c := range rows {
		people[i], micros[i] = c.Account, grid.MicroGridID(c.MicroGrid)
	}
	names, err := s.Accounts.Names(ctx, s.DB, people...)
	if err != nil {
		return nil, err
	}
	places, err := s.Grid.Names(ctx, s.DB, micros...)
	if err != nil {
		return nil, err
	}
	tree, err := s.Grid.Tree(ctx, s.DB, grid.CommunityID(r.Community))
	grids := map[int64]string{}
	for _, g := range tree.Grids {
		grids[int64(g.ID)] = g.Name
	}
	for i, c := range rows {
		rows[i].Name, rows[i].Place = names[people[i]].DisplayName, cmp.Or(places[micros[i]].MicroGridName, grids[c.grid])
	}
	return rows, err
}

package issue

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// Looking after a micro-grid every day (日日巡) asks nothing of its worker on a
// day on which something happened there anyway; on others one tap says 今日无异常.
// It is about places, never about people: no hours, no ways, no counts of anybody.

// A Look says how a micro-grid was looked after on a day.
type Look string

const (
	Happened Look = "happened"  // somebody who answers for it took a step on one of its issues
	AllClear Look = "all_clear" // 今日无异常
	NotYet   Look = "not_yet"
)

// A LookedAfter is one micro-grid on a day.
type LookedAfter struct {
	MicroGrid Named  `json:"micro_grid"`
	Grid      Named  `json:"grid"`
	Worker    string `json:"worker" doc:"empty while the post is vacant"`
	Look      Look   `json:"look"`
	Text      string `json:"text"`
}

// SayAllClear notes that today nothing is amiss in the actor's micro-grids,
// or in one of them. Saying it again changes nothing.
func (s *Service) SayAllClear(ctx context.Context, by account.Actor, micro int64) error {
	mine := by.Territories(account.Worker)
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		n := 0
		for _, at := range mine {
			if micro != 0 && at.MicroGrid != micro {
				continue
			}
			n++
			if err := insertAllClear(ctx, tx, at, by.ID, calendar.DateOf(tx.Now)); err != nil {
				return err
			}
		}
		if n == 0 {
			return ErrScope
		}
		return nil
	})
}

// MyLooks are the actor's own micro-grids today.
func (s *Service) MyLooks(ctx context.Context, by account.Actor) ([]LookedAfter, error) {
	out := []LookedAfter{}
	today := calendar.DateOf(s.DB.Now())
	for _, at := range by.Territories(account.Worker) {
		p, err := s.Grid.Place(ctx, s.DB, grid.MicroGridID(at.MicroGrid))
		if err != nil {
			return nil, err
		}
		looks, err := looksOf(ctx, s.DB, account.Territory{Community: at.Community, MicroGrid: at.MicroGrid}, today)
		if err != nil {
			return nil, err
		}
		out = append(out, looked(Named{at.MicroGrid, p.MicroGridName}, Named{at.Grid, p.GridName}, "", looks[at.MicroGrid]))
	}
	return out, nil
}

// Looks is the day's board of a community, or of a leader's grid.
func (s *Service) Looks(ctx context.Context, by account.Actor, community int64, day calendar.Date) ([]LookedAfter, error) {
	scope, err := s.ledgerScope(by, community)
	if err != nil {
		return nil, err
	}
	tree, err := s.Grid.Tree(ctx, s.DB, grid.CommunityID(scope.Community))
	if err != nil {
		return nil, err
	}
	looks, err := looksOf(ctx, s.DB, account.Territory{Community: scope.Community}, day)
	out := []LookedAfter{}
	for _, g := range tree.Grids {
		if !scope.has(g.ID) {
			continue
		}
		for _, m := range g.MicroGrids {
			worker := ""
			if m.Worker != nil {
				worker = m.Worker.Name
			}
			out = append(out, looked(Named{int64(m.ID), m.Name}, Named{int64(g.ID), g.Name}, worker, looks[int64(m.ID)]))
		}
	}
	return out, err
}

func looked(micro, in Named, worker string, l Look) LookedAfter {
	if l == "" {
		l = NotYet
	}
	return LookedAfter{micro, in, worker, l, lookTexts[l]}
}

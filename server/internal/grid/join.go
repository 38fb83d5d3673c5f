package grid

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A HomeChoice is how a resident says where he lives: by the code on the wall,
// by building, or not at all yet.
type HomeChoice struct {
	Scene     string      `json:"scene,omitempty" maxLength:"64" doc:"what the scanned code said"`
	Building  BuildingID  `json:"building_id,omitempty"`
	Community CommunityID `json:"community_id,omitempty" doc:"with unknown"`
	Unknown   bool        `json:"unknown,omitempty" doc:"the resident does not know; the community will find out"`
}

// Join makes a resident belong to a micro-grid, or to a community whose
// micro-grid is not known yet. He can change it at any time.
func (s *Service) Join(ctx context.Context, by account.Actor, c HomeChoice) error {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		home, building, how, err := s.choose(ctx, tx, c)
		if err != nil {
			return err
		}
		return s.settle(ctx, tx, by.ID, home, building, how)
	})
	if err != nil {
		return err
	}
	return s.Accounts.Refresh(ctx, by.ID)
}

// ByGroup is how somebody joined who came from the micro-grid's WeChat group.
const ByGroup = "group"

// Settle makes a resident belong to a place that another feature found out.
func (s *Service) Settle(ctx context.Context, tx *db.Tx, id account.ID, home account.Territory, how string) error {
	return s.settle(ctx, tx, id, home, nil, how)
}

func (s *Service) settle(ctx context.Context, tx *db.Tx, id account.ID, home account.Territory, building *int64, how string) error {
	if home.MicroGrid != 0 {
		if err := keepLive(ctx, tx, home.MicroGrid); err != nil {
			return err
		}
	}
	if err := recordMembership(ctx, tx, id, home, building, how); err != nil {
		return err
	}
	return s.Accounts.SetHome(ctx, tx, id, home, building, account.Member)
}

// MovedSince counts how often somebody who lived elsewhere before joined in one
// way since a moment: the first home is no move.
func (s *Service) MovedSince(ctx context.Context, q db.Querier, id account.ID, how string, since time.Time) (int, error) {
	return movedSince(ctx, q, id, how, since)
}

// Scanned is where a code on the wall leads to now.
func (s *Service) Scanned(ctx context.Context, q db.Querier, scene string) (Place, error) {
	id, err := s.parseScene(scene)
	if err != nil {
		return Place{}, err
	}
	return s.Live(ctx, q, id)
}

func (s *Service) choose(ctx context.Context, q db.Querier, c HomeChoice) (home account.Territory, building *int64, how string, err error) {
	switch {
	case c.Scene != "":
		p, err := s.Scanned(ctx, q, c.Scene)
		return p.Territory, nil, "scan", err
	case c.Building != 0:
		home, err := homeOfBuilding(ctx, q, c.Building)
		b := int64(c.Building)
		return home, &b, "building", err
	case c.Unknown && c.Community != 0:
		_, err := community(ctx, q, c.Community)
		return account.Territory{Community: int64(c.Community)}, nil, "unknown", err
	}
	return home, nil, "", ErrChoice
}

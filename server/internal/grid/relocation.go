package grid

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// A Relocation is what a resident hears, the next time that he opens the
// mini-program, of a change that concerned his home.
type Relocation struct {
	Kind    ChangeKind `json:"kind"`
	At      time.Time  `json:"at"`
	Was     string     `json:"was" doc:"what the place where he lives was called"`
	Choose  bool       `json:"choose" doc:"nobody knows on which side he lives: he is asked"`
	Choices []Side     `json:"choices" doc:"where he may live now: the first is where he is taken to live"`
}

// A Side is a micro-grid that a resident may live in since a change.
type Side struct {
	MicroGrid MicroGridID `json:"micro_grid_id"`
	Name      string      `json:"name"`
	Grid      string      `json:"grid_name"`
	Buildings []string    `json:"buildings" doc:"which belong to it, for who does not know its name"`
	Contact   Contact     `json:"contact" doc:"who answers for it"`
}

// Living is where somebody lives, as the first page says it: the building, and
// what became of the place since he last looked.
func (s *Service) Living(ctx context.Context, q db.Querier, by account.Actor) (dwelling string, r *Relocation, err error) {
	l, err := livingOf(ctx, q, by.ID)
	if err != nil || l.change == nil {
		return l.dwelling, nil, err
	}
	r, err = s.relocation(ctx, q, by.ID, *l.change)
	return l.dwelling, r, err
}

func (s *Service) relocation(ctx context.Context, q db.Querier, id account.ID, change int64) (*Relocation, error) {
	c, err := changeOf(ctx, q, change)
	if err != nil {
		return nil, err
	}
	home, unsure, err := homeNow(ctx, q, id)
	if err != nil {
		return nil, err
	}
	was, err := s.Place(ctx, q, MicroGridID(c.From.MicroGrid))
	if err != nil {
		return nil, err
	}
	r := &Relocation{Kind: c.Kind, At: c.At, Was: was.MicroGridName, Choose: unsure, Choices: []Side{}}
	sides := []int64{home}
	if unsure {
		sides = append(sides, c.To.MicroGrid)
	}
	for _, micro := range sides {
		side, err := s.side(ctx, q, micro)
		if err != nil {
			return nil, err
		}
		r.Choices = append(r.Choices, side)
	}
	return r, nil
}

func (s *Service) side(ctx context.Context, q db.Querier, micro int64) (Side, error) {
	p, err := s.Live(ctx, q, MicroGridID(micro))
	if err != nil {
		return Side{}, err
	}
	out := Side{MicroGrid: MicroGridID(p.MicroGrid), Name: p.MicroGridName, Grid: p.GridName}
	if out.Buildings, err = buildingNames(ctx, q, p.MicroGrid); err != nil {
		return out, err
	}
	c, err := s.Contact(ctx, q, p.Territory)
	if err == nil {
		out.Contact = *c
	}
	return out, err
}

// Acknowledge ends the asking: the resident knows, and lives where he says. Of
// who moves to the other side by it nobody has verified that he lives there.
func (s *Service) Acknowledge(ctx context.Context, by account.Actor, lives MicroGridID) error {
	err := s.DB.InTx(ctx, func(tx *db.Tx) error {
		l, err := livingOf(ctx, tx, by.ID)
		if err != nil {
			return err
		}
		if l.change == nil {
			return ErrAsked
		}
		r, err := s.relocation(ctx, tx, by.ID, *l.change)
		if err != nil {
			return err
		}
		for i, side := range r.Choices {
			if side.MicroGrid != lives {
				continue
			}
			if i == 0 {
				return seeChange(ctx, tx, by.ID)
			}
			p, err := s.Live(ctx, tx, lives)
			if err != nil {
				return err
			}
			return s.settle(ctx, tx, by.ID, p.Territory, nil, "chosen")
		}
		return ErrChoice
	})
	if err != nil {
		return err
	}
	return s.Accounts.Refresh(ctx, by.ID)
}

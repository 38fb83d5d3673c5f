package notice

import (
	"context"
	"slices"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// A Way is how somebody was told in person.
type Way string

const (
	ByVisit Way = "visit"
	ByPhone Way = "phone"
	ByOther Way = "other" // a neighbour or the family told him
)

var ways = []Way{ByVisit, ByPhone, ByOther}

// ToTell is somebody whom notices have not reached, for his worker.
type ToTell struct {
	Account     account.ID `json:"account_id"`
	Name        string     `json:"name"`
	PhoneMasked string     `json:"phone_masked" doc:"empty when he gave none"`
	Dwelling    string     `json:"dwelling" doc:"the building that he chose; empty when he chose none"`
	MicroGrid   int64      `json:"micro_grid_id"`
	First       bool       `json:"told_first" doc:"such as an elder"`
	Notices     []Untold   `json:"notices" doc:"what he should be told, the newest first"`
	newest      ID
}

// Untold is a notice that has not reached somebody.
type Untold struct {
	Notice    ID        `json:"notice_id"`
	Title     string    `json:"title"`
	Emergency bool      `json:"emergency"`
	SentAt    time.Time `json:"sent_at"`
}

// A TellQuery narrows a worker's list of people to tell.
type TellQuery struct {
	Notice ID
	After  tellMark
	Limit  int
}

// tellMark is where the list goes on.
type tellMark struct {
	Rest    bool // past those who come first
	Notice  ID   // the newest that somebody should be told
	Account account.ID
}

func (t *ToTell) mark() tellMark { return tellMark{!t.First, t.newest, t.Account} }

// visited are the micro-grids whose people the actor tells in person: his own,
// and as a leader those of his grid that have no worker now.
func (s *Service) visited(ctx context.Context, q db.Querier, by account.Actor) ([]int64, error) {
	micros := []int64{}
	for _, t := range by.Territories(account.Worker) {
		micros = append(micros, t.MicroGrid)
	}
	for _, t := range by.Territories(account.Leader) {
		tree, err := s.Grid.Tree(ctx, q, grid.CommunityID(t.Community))
		if err != nil {
			return nil, err
		}
		for _, g := range tree.Grids {
			for _, m := range g.MicroGrids {
				if int64(g.ID) == t.Grid && m.Worker == nil {
					micros = append(micros, int64(m.ID))
				}
			}
		}
	}
	return micros, nil
}

// ToTell lists whom the actor should tell in person, elders first. Only a
// person's own worker sees his name, or while there is none the grid's leader.
func (s *Service) ToTell(ctx context.Context, by account.Actor, q TellQuery) ([]ToTell, error) {
	micros, err := s.visited(ctx, s.DB, by)
	if err != nil {
		return nil, err
	}
	list, err := toTell(ctx, s.DB, micros, q, s.DB.Now())
	if err != nil || len(list) == 0 {
		return list, err
	}
	ids := make([]account.ID, len(list))
	for i, t := range list {
		ids[i] = t.Account
	}
	notices, err := missed(ctx, s.DB, micros, q.Notice, s.DB.Now(), ids)
	if err != nil {
		return nil, err
	}
	cards, err := s.Accounts.Cards(ctx, s.DB, ids...)
	if err != nil {
		return nil, err
	}
	for i := range list {
		t := &list[i]
		t.Notices = notices[t.Account]
		t.Name, t.PhoneMasked = cards[t.Account].DisplayName, cards[t.Account].PhoneMasked
		if t.Dwelling, err = s.Grid.Dwelling(ctx, s.DB, t.Account); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// PhoneToTell is the number of somebody whom the actor is to tell, to call him;
// that it was shown is logged.
func (s *Service) PhoneToTell(ctx context.Context, by account.Actor, id ID, who account.ID) (string, error) {
	micros, err := s.visited(ctx, s.DB, by)
	if err != nil {
		return "", err
	}
	n, err := get(ctx, s.DB, id)
	if err != nil {
		return "", err
	}
	r, err := receiptOf(ctx, s.DB, id, who)
	switch {
	case err != nil:
		return "", err
	case !slices.Contains(micros, r.micro):
		return "", ErrNotFound
	case !n.out():
		return "", ErrOver
	case r.state != Unreached || !n.Tell && !n.Emergency:
		return "", ErrReached
	}
	s.Log.InfoContext(ctx, "phone shown", "notice", id, "account", who, "to", by.ID)
	return s.Accounts.Phone(ctx, s.DB, who)
}

// A Telling says that somebody was told in person.
type Telling struct {
	Account account.ID `json:"account_id" minimum:"1"`
	Way     Way        `json:"way"`
	At      *time.Time `json:"at,omitempty" doc:"now when left out"`
	All     bool       `json:"all,omitempty" doc:"and of whatever else he should have been told by then"`
}

// Tell notes that the actor told somebody whom he is to tell.
func (s *Service) Tell(ctx context.Context, by account.Actor, id ID, t Telling) error {
	micros, err := s.visited(ctx, s.DB, by)
	if err != nil {
		return err
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		n, err := get(ctx, tx, id)
		if err != nil {
			return err
		}
		r, err := lockReceipt(ctx, tx, id, t.Account)
		if err != nil {
			return err
		}
		at := tx.Now
		if t.At != nil {
			at = t.At.UTC()
		}
		switch {
		case !slices.Contains(micros, r.micro):
			return ErrNotFound
		case !n.out():
			return ErrOver
		case at.After(tx.Now) || at.Before(*n.SentAt):
			return ErrToldWhen
		}
		if err := s.told(ctx, tx, by, &r, t.Way, at); err != nil || !t.All {
			return err
		}
		return s.tellRest(ctx, tx, by, micros, t, at)
	})
}

func (s *Service) told(ctx context.Context, tx *db.Tx, by account.Actor, r *receipt, way Way, at time.Time) error {
	r.told, r.toldBy, r.way = &at, &by.ID, &way
	return s.bring(ctx, tx, r, Told)
}

// tellRest notes the same of the other notices that somebody should be told, as far as they were sent by then.
func (s *Service) tellRest(ctx context.Context, tx *db.Tx, by account.Actor, micros []int64, t Telling, at time.Time) error {
	rest, err := missed(ctx, tx, micros, 0, tx.Now, []account.ID{t.Account})
	for _, u := range rest[t.Account] {
		if err != nil || at.Before(u.SentAt) {
			continue
		}
		var r receipt
		if r, err = lockReceipt(ctx, tx, u.Notice, t.Account); err == nil {
			err = s.told(ctx, tx, by, &r, t.Way, at)
		}
	}
	return err
}

package volunteer

import (
	"context"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

// Mine lists whom the actor signed up, and what he was signed up for, the latest
// first.
func (s *Service) Mine(ctx context.Context, by account.Actor, before SignupID, limit int) ([]Signup, error) {
	return s.mine(ctx, by, signupQuery{before: before, limit: limit})
}

func (s *Service) one(ctx context.Context, by account.Actor, id SignupID) (Signup, error) {
	list, err := s.mine(ctx, by, signupQuery{id: id})
	return only(list, err)
}

func only(list []Signup, err error) (Signup, error) {
	if err == nil && len(list) == 0 {
		err = ErrSignup
	}
	if err != nil {
		return Signup{}, err
	}
	return list[0], nil
}

// mine shows the actor's own sign-ups that a query finds.
func (s *Service) mine(ctx context.Context, by account.Actor, q signupQuery) ([]Signup, error) {
	rows, err := s.own(ctx, by, q)
	if err != nil {
		return nil, err
	}
	list, err := s.shown(ctx, s.DB, rows)
	if err != nil {
		return nil, err
	}
	return list, s.asChild(ctx, by.ID, rows, list)
}

// asChild shows a parent with an account of his own to the child who signed him
// up: as his parent, under the name that he gave him.
func (s *Service) asChild(ctx context.Context, by account.ID, rows []signup, list []Signup) error {
	var names map[PersonID]string
	for i, r := range rows {
		if r.Relation != Self || r.Account != by || r.Owner == by {
			continue
		}
		if names == nil { // seldom
			var err error
			if names, err = s.parents(ctx, by); err != nil {
				return err
			}
		}
		list[i].Person = Person{ID: r.Person, Relation: Parent, Name: names[r.Person], Linked: true}
	}
	return nil
}

// parents are those whom an account may sign up, by what it calls them.
func (s *Service) parents(ctx context.Context, child account.ID) (map[PersonID]string, error) {
	rows, err := trusts(ctx, s.DB, child)
	out := map[PersonID]string{}
	for _, t := range rows {
		if err == nil {
			out[t.person.ID], err = s.Seal.Open(t.sealed, sealedParent)
		}
	}
	return out, err
}

func (s *Service) own(ctx context.Context, by account.Actor, q signupQuery) ([]signup, error) {
	self, err := itselfOf(ctx, s.DB, []account.ID{by.ID})
	if err != nil {
		return nil, err
	}
	q.account, q.itself = by.ID, self[by.ID]
	return signups(ctx, s.DB, q)
}

func (s *Service) shown(ctx context.Context, q db.Querier, rows []signup) ([]Signup, error) {
	people, err := s.named(ctx, q, rows)
	if err != nil {
		return nil, err
	}
	ticket, err := tickets(ctx, q, rows)
	if err != nil {
		return nil, err
	}
	line, err := numbers(ctx, q, waitingOf(rows), true)
	out, now := make([]Signup, len(rows)), s.DB.Now()
	for i, r := range rows {
		out[i] = Signup{ID: r.ID, Activity: r.Activity, Shift: r.Shift, Title: r.Title, Place: r.Place, Starts: r.Starts, Ends: r.Ends,
			Person: people[r.Person], State: r.State, InLine: max(r.line, line[r.ID]), Until: r.Until, May: r.may(now), Ticket: ticket[i]}
	}
	return out, err
}

// waitingOf are those of whom it is not known yet which in the line they are.
func waitingOf(rows []signup) (ids []SignupID) {
	for _, r := range rows {
		if r.State == Waiting && r.line == 0 {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

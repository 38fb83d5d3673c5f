package volunteer

import (
	"context"
	"slices"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
)

// A Relation is who somebody is to the account that signs him up.
type Relation string

const (
	Self   Relation = "self"
	Child  Relation = "child"
	Parent Relation = "parent"
)

var relations = []Relation{Self, Child, Parent, Guest}

// A Person is somebody whom an account can sign up. Nobody else sees a child's
// name but those who organise an activity that it joins.
type Person struct {
	ID       PersonID `json:"id" doc:"0 for oneself before the first sign-up: it may be left out then"`
	Relation Relation `json:"relation"`
	Name     string   `json:"name"`
	Linked   bool     `json:"linked" doc:"a parent with an account of his own, who agreed and sees it all"`
}

// A PersonDraft is a member of the family as the account describes him.
type PersonDraft struct {
	Relation Relation `json:"relation" doc:"child or parent"`
	Name     string   `json:"name" minLength:"1" maxLength:"10" doc:"what he is called; no full name is needed"`
	Born     int      `json:"born,omitempty" minimum:"1900" maximum:"2200" doc:"year of birth, of a child only"`
	Consent  bool     `json:"consent,omitempty" doc:"the guardian agrees to what is kept of the child; needed for one"`
}

// personRow is a volunteer's row.
type personRow struct {
	ID       PersonID
	Account  account.ID
	Relation Relation
	sealed   []byte
	Removed  *time.Time
}

const (
	sealedName = "volunteers.name"
	adult      = 18 // years
)

// People lists whom the actor can sign up: himself first.
func (s *Service) People(ctx context.Context, by account.Actor) ([]Person, error) {
	rows, err := peopleOf(ctx, s.DB, by.ID)
	if err != nil {
		return nil, err
	}
	names, err := s.Accounts.Names(ctx, s.DB, by.ID)
	if err != nil {
		return nil, err
	}
	out := []Person{{Relation: Self, Name: names[by.ID].DisplayName}}
	for _, r := range rows {
		if r.Relation == Self {
			out[0].ID = r.ID
			continue
		}
		name, err := s.Seal.Open(r.sealed, sealedName)
		if err != nil {
			return nil, err
		}
		out = append(out, Person{ID: r.ID, Relation: r.Relation, Name: name})
	}
	parents, err := trusts(ctx, s.DB, by.ID)
	for _, t := range parents {
		if err == nil {
			t.person.Name, err = s.Seal.Open(t.sealed, sealedParent)
		}
		t.person.Relation, t.person.Linked = Parent, true
		out = append(out, t.person)
	}
	return out, err
}

// AddPerson adds a child or a parent to those whom the actor can sign up.
func (s *Service) AddPerson(ctx context.Context, by account.Actor, d PersonDraft) (Person, error) {
	if d.Name = strings.TrimSpace(d.Name); d.Name == "" || d.Relation == Self || d.Relation == Guest {
		return Person{}, ErrName
	}
	if d.Relation == Child {
		if age := yearOf(s.DB.Now()) - d.Born; d.Born == 0 || age < 0 || age >= adult {
			return Person{}, ErrBorn
		}
		if !d.Consent {
			return Person{}, ErrConsent
		}
	} else {
		d.Born = 0
	}
	sealed, err := s.Seal.Seal(d.Name, sealedName)
	if err != nil {
		return Person{}, err
	}
	return once.Do(ctx, s.DB, func(tx *db.Tx) (Person, error) {
		have, err := peopleOf(ctx, tx, by.ID)
		if err == nil && len(have) > mostPeople {
			err = ErrPeople
		}
		if err != nil {
			return Person{}, err
		}
		id, err := insertPerson(ctx, tx, by.ID, d, sealed)
		return Person{ID: id, Relation: d.Relation, Name: d.Name}, err
	})
}

func yearOf(t time.Time) int { return t.In(calendar.Zone).Year() }

// RemovePerson takes a member of the family out of everything to come, and
// forgets his name: so a guardian takes his consent back.
func (s *Service) RemovePerson(ctx context.Context, by account.Actor, id PersonID) error {
	for left := 1; left > 0; {
		live, err := signups(ctx, s.DB, signupQuery{account: by.ID, person: id, live: true})
		if err != nil {
			return err
		}
		for _, su := range live {
			if err := s.holding(ctx, su.ID, func(tx *db.Tx, sh *shift, su signup) error {
				if !su.State.live() {
					return nil
				}
				return s.leave(ctx, tx, sh, su, Withdrawn)
			}); err != nil {
				return err
			}
		}
		err = s.DB.InTx(ctx, func(tx *db.Tx) error {
			p, err := lockPerson(ctx, tx, id)
			if err == nil && (p.Account != by.ID || p.Relation == Self || p.Removed != nil) {
				err = ErrPerson
			}
			if err != nil {
				return err
			}
			if live, err = signups(ctx, tx, signupQuery{person: id, live: true}); err != nil || len(live) > 0 {
				return err // somebody signed him up meanwhile
			}
			return forgetPerson(ctx, tx, id)
		})
		if left = len(live); err != nil {
			return err
		}
	}
	return nil
}

// itself is the actor as somebody who can be signed up.
func (s *Service) itself(ctx context.Context, by account.Actor) (PersonID, error) {
	known, err := s.themselves(ctx, []account.ID{by.ID})
	return known[by.ID], err
}

// themselves are accounts as people who can be signed up; who was none is made one.
func (s *Service) themselves(ctx context.Context, ids []account.ID) (map[account.ID]PersonID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	known, err := itselfOf(ctx, s.DB, ids)
	if err != nil {
		return nil, err
	}
	fresh := slices.DeleteFunc(slices.Clone(ids), func(id account.ID) bool { return known[id] != 0 })
	if len(fresh) == 0 {
		return known, nil
	}
	slices.Sort(fresh) // two servers take their locks in the same order
	if err := s.DB.InTx(ctx, func(tx *db.Tx) error { return insertItself(ctx, tx, fresh) }); err != nil {
		return nil, err
	}
	return itselfOf(ctx, s.DB, ids)
}

// named says what people are called: an account by its own name.
func (s *Service) named(ctx context.Context, q db.Querier, rows []signup) (map[PersonID]Person, error) {
	accounts := []account.ID{}
	for _, r := range rows {
		if r.Relation == Self {
			accounts = append(accounts, r.Owner)
		}
	}
	names, err := s.Accounts.Names(ctx, q, accounts...)
	out := map[PersonID]Person{}
	for _, r := range rows {
		p := Person{ID: r.Person, Relation: r.Relation, Name: names[r.Owner].DisplayName}
		if r.Relation != Self {
			p.Name = "已移除"
			if r.sealed != nil {
				if p.Name, err = s.Seal.Open(r.sealed, sealedName); err != nil {
					return nil, err
				}
			}
		}
		out[r.Person] = p
	}
	return out, err
}

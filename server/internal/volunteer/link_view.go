package volunteer

import (
	"context"

	"huiyin/server/internal/account"
)

// FamilyLinks lists the actor's own: whom he asked, and who asked him.
func (s *Service) FamilyLinks(ctx context.Context, by account.Actor) ([]Link, error) {
	rows, err := linksOf(ctx, s.DB, by.ID)
	if err != nil {
		return nil, err
	}
	return s.linkViews(ctx, by, rows)
}

// FamilyLinksToTell lists what parents who live where the actor works are asked: who
// cannot do it on his phone says it to his worker.
func (s *Service) FamilyLinksToTell(ctx context.Context, by account.Actor, after LinkID, limit int) ([]Link, error) {
	rows, err := linksNear(ctx, s.DB, by.ID, by.Territories(makers...), after, limit)
	if err != nil {
		return nil, err
	}
	return s.linkViews(ctx, by, rows)
}

func (s *Service) link(ctx context.Context, by account.Actor, id LinkID) (Link, error) {
	l, err := linkByID(ctx, s.DB, id)
	if err != nil {
		return Link{}, err
	}
	list, err := s.linkViews(ctx, by, []link{l})
	if err != nil {
		return Link{}, err
	}
	return list[0], nil
}

func (s *Service) linkViews(ctx context.Context, by account.Actor, rows []link) ([]Link, error) {
	ids := []account.ID{}
	for _, l := range rows {
		ids = append(ids, l.Child)
		if l.Parent != nil {
			ids = append(ids, *l.Parent)
		}
	}
	names, err := s.Accounts.Names(ctx, s.DB, ids...)
	out := make([]Link, len(rows))
	for i, l := range rows {
		v := Link{ID: l.ID, Child: l.Child == by.ID, Name: names[l.Child].DisplayName, State: l.State, Asked: l.Asked, Answered: l.Answered, May: l.may(by)}
		if l.State == linkRefused {
			v.State, v.Answered = LinkEnded, nil
			if v.Child {
				v.State = LinkAsked
			}
		}
		v.Told = l.State == LinkAgreed && *l.by != *l.Parent
		if v.Child && l.sealed != nil && err == nil {
			v.Name, err = s.Seal.Open(l.sealed, sealedParent)
		}
		if l.near(by) && *l.Parent != by.ID {
			v.Parent = names[*l.Parent].DisplayName
		}
		out[i] = v
	}
	return out, err
}

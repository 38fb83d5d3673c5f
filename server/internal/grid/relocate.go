package grid

import (
	"context"
	"errors"
	"strings"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
)

// errTried ends the transaction of a preview.
var errTried = errors.New("nothing was meant to stay")

// Try is what a change would do: it is carried out and taken back, so that the
// preview and the change cannot differ.
func (s *Service) Try(ctx context.Context, by account.Actor, d ChangeDraft) (c Change, err error) {
	err = s.DB.InTx(ctx, func(tx *db.Tx) error {
		if c, err = s.change(ctx, tx, by, d); err != nil {
			return err
		}
		return errTried
	})
	s.named.forget() // it may have met places that never were
	if errors.Is(err, errTried) {
		c.ID, err = 0, nil
	}
	return c, err
}

// Change carries a change of territory out, in one transaction.
func (s *Service) Change(ctx context.Context, by account.Actor, d ChangeDraft) (Change, error) {
	defer s.named.forget()
	return once.Do(ctx, s.DB, func(tx *db.Tx) (Change, error) { return s.change(ctx, tx, by, d) })
}

func (s *Service) change(ctx context.Context, tx *db.Tx, by account.Actor, d ChangeDraft) (c Change, err error) {
	d.Code, d.Name, d.Reason = strings.TrimSpace(d.Code), strings.TrimSpace(d.Name), strings.TrimSpace(d.Reason)
	from, err := lockPlace(ctx, tx, d.MicroGrid)
	if err != nil {
		return c, err
	}
	if !holdsAny(by, from.Territory, changers) {
		return c, ErrNotFound
	}
	m := Move{By: by.ID, From: from.Territory, Whole: d.Kind != SplitOff, Outcome: &Outcome{}}
	if m.To, err = s.destination(ctx, tx, from, d); err != nil {
		return c, err
	}
	if err := s.relocate(ctx, tx, &m, d); err != nil {
		return c, err
	}
	c = Change{Kind: d.Kind, From: from, by: by.ID, Reason: d.Reason, Outcome: *m.Outcome, At: tx.Now}
	if c.To, err = livePlace(ctx, tx, MicroGridID(m.To.MicroGrid)); err != nil {
		return c, err
	}
	return c, s.finish(ctx, tx, &c)
}

// destination is where it goes, made if it is not there yet.
func (s *Service) destination(ctx context.Context, tx *db.Tx, from Place, d ChangeDraft) (account.Territory, error) {
	switch {
	case d.Kind == MovedTo && (d.Grid == 0 || int64(d.Grid) == from.Grid):
		return account.Territory{}, ErrSameGrid
	case d.Kind == MovedTo:
		if err := checkGrid(ctx, tx, from.Community, d.Grid); err != nil {
			return account.Territory{}, err
		}
		return succeed(ctx, tx, from, int64(d.Grid))
	case d.Into != 0:
		to, err := lockPlace(ctx, tx, d.Into)
		if err == nil && (to.Community != from.Community || to.MicroGrid == from.MicroGrid) {
			err = ErrSameMicro
		}
		if err == nil && d.Kind == MergedInto {
			err = inherit(ctx, tx, from.MicroGrid, to.MicroGrid)
		}
		return to.Territory, err
	case d.Kind == MergedInto:
		return account.Territory{}, ErrSameMicro
	case d.Code == "" || d.Name == "":
		return account.Territory{}, ErrNewMicro
	}
	to := account.Territory{Community: from.Community, Grid: from.Grid}
	var err error
	to.MicroGrid, err = insertMicroGrid(ctx, tx, to, d.Code, d.Name)
	return to, err
}

// relocate takes everything along. Whoever answers for the new place is in
// office before anything gets there, and whose post ends leaves last.
func (s *Service) relocate(ctx context.Context, tx *db.Tx, m *Move, d ChangeDraft) error {
	for _, step := range []func(context.Context, *db.Tx, *Move, ChangeDraft) error{s.fill, s.takeBuildings, s.takeResidents, s.takeGroups} {
		if err := step(ctx, tx, m, d); err != nil {
			return err
		}
	}
	for _, move := range s.Movers {
		if err := move(ctx, tx, *m); err != nil {
			return err
		}
	}
	if !m.Whole {
		return nil
	}
	ending, err := s.Accounts.Holders(ctx, tx, account.Worker, m.From, tx.Now)
	if err != nil {
		return err
	}
	if d.Kind == MergedInto {
		if err := s.nameEnding(ctx, tx, m, ending); err != nil {
			return err
		}
	}
	_, err = s.Accounts.EndGrants(ctx, tx, account.Worker, m.From)
	return err
}

// fill gives the new place somebody who answers for it: with a move the worker
// goes along.
func (s *Service) fill(ctx context.Context, tx *db.Tx, m *Move, d ChangeDraft) error {
	going := []account.ID{}
	var err error
	switch {
	case d.Kind == MovedTo:
		going, err = s.Accounts.Holders(ctx, tx, account.Worker, m.From, tx.Now)
	case d.Kind == SplitOff && d.Into == 0 && d.Worker != 0:
		if ok, err := s.Accounts.Active(ctx, tx, d.Worker); err != nil || !ok {
			return ErrHeir
		}
		going = append(going, d.Worker)
	}
	if err != nil {
		return err
	}
	for _, id := range going {
		if _, err := s.Accounts.EnsureGrant(ctx, tx, id, account.Worker, m.To); err != nil {
			return err
		}
	}
	answers, err := s.Accounts.Holders(ctx, tx, account.Worker, m.To, tx.Now)
	if err != nil || len(answers) == 0 {
		return err
	}
	names, err := s.Accounts.Names(ctx, tx, answers[0])
	m.Outcome.Worker = names[answers[0]].DisplayName
	return err
}

// nameEnding says whose post ends.
func (s *Service) nameEnding(ctx context.Context, tx *db.Tx, m *Move, ending []account.ID) error {
	names, err := s.Accounts.Names(ctx, tx, ending...)
	for _, id := range ending {
		m.Outcome.Ending = append(m.Outcome.Ending, names[id].DisplayName)
	}
	return err
}

func (s *Service) takeBuildings(ctx context.Context, tx *db.Tx, m *Move, d ChangeDraft) error {
	all, err := buildingsIn(ctx, tx, m.From.MicroGrid)
	if err != nil {
		return err
	}
	m.Buildings = all
	if !m.Whole {
		if m.Buildings = chosen(all, d.Buildings); len(m.Buildings) == 0 || len(m.Buildings) != len(d.Buildings) || len(m.Buildings) == len(all) {
			return ErrBuildings
		}
	}
	m.Outcome.Buildings = len(m.Buildings)
	return moveBuildings(ctx, tx, m.From.MicroGrid, m.To.MicroGrid, m.Buildings)
}

func (s *Service) takeGroups(ctx context.Context, tx *db.Tx, m *Move, d ChangeDraft) error {
	all, err := groupsIn(ctx, tx, m.From.MicroGrid)
	if err != nil {
		return err
	}
	m.Groups = all
	if !m.Whole {
		if m.Groups = chosen(all, d.Groups); len(m.Groups) != len(d.Groups) {
			return ErrGroups
		}
	}
	m.Outcome.Groups = len(m.Groups)
	return moveWeChatGroups(ctx, tx, m.To.MicroGrid, m.Groups)
}

// takeResidents lets those live at the new place who live in what goes there.
// Of whom nobody knows the building stays, and is asked.
func (s *Service) takeResidents(ctx context.Context, tx *db.Tx, m *Move, _ ChangeDraft) error {
	var err error
	if m.Residents, err = residentsOf(ctx, tx, m); err != nil {
		return err
	}
	m.Outcome.Residents = len(m.Residents)
	if err := moveMembers(ctx, tx, m.From.MicroGrid, m.To.MicroGrid, m.Residents); err != nil {
		return err
	}
	if !m.Whole {
		if m.Outcome.Asked, err = askMembers(ctx, tx, m.From.MicroGrid); err != nil {
			return err
		}
	}
	return s.Accounts.MoveHomes(ctx, tx, m.Residents, m.To)
}

// finish records the change, and lets it be told to those whom it concerns.
func (s *Service) finish(ctx context.Context, tx *db.Tx, c *Change) error {
	if err := insertChange(ctx, tx, c); err != nil {
		return err
	}
	if err := concern(ctx, tx, c); err != nil {
		return err
	}
	return s.nameChanges(ctx, tx, []*Change{c})
}

// chosen are the members of all that were chosen.
func chosen[A, B ~int64](all []A, those []B) (out []A) {
	for _, id := range all {
		for _, t := range those {
			if int64(t) == int64(id) {
				out = append(out, id)
				break
			}
		}
	}
	return out
}

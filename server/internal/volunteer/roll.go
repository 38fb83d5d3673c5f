package volunteer

import (
	"context"
	"time"

	"huiyin/server/internal/account"
)

// A Rolled is a sign-up as the organiser sees it.
type Rolled struct {
	ID      SignupID  `json:"id"`
	Shift   ShiftID   `json:"shift_id"`
	Person  Person    `json:"person"`
	By      string    `json:"signed_up_by" doc:"a child's guardian, a parent's child"`
	Phone   string    `json:"phone_masked" doc:"of whoever signed up; empty when he gave none"`
	State   State     `json:"state"`
	InLine  int       `json:"in_line"`
	Created time.Time `json:"created_at"`
	Ticket
}

// Roll lists who has a place in an activity or waits for one, in the order in
// which they came.
func (s *Service) Roll(ctx context.Context, by account.Actor, id ID) ([]Rolled, error) {
	r, err := activity(ctx, s.DB, id, ``)
	if err != nil {
		return nil, err
	}
	if !r.manages(by) {
		return nil, ErrMay
	}
	return s.roll(ctx, id)
}

func (s *Service) roll(ctx context.Context, id ID) ([]Rolled, error) {
	rows, err := signups(ctx, s.DB, signupQuery{activity: id, live: true})
	if err != nil {
		return nil, err
	}
	people, err := s.named(ctx, s.DB, rows)
	if err != nil {
		return nil, err
	}
	ids := make([]account.ID, len(rows))
	for i, su := range rows {
		ids[i] = su.Account
	}
	cards, err := s.Accounts.Cards(ctx, s.DB, ids...)
	if err != nil {
		return nil, err
	}
	out, line := make([]Rolled, len(rows)), map[ShiftID]int{}
	for i, su := range rows {
		c := cards[su.Account]
		out[i] = Rolled{ID: su.ID, Shift: su.Shift, Person: people[su.Person], By: c.DisplayName, Phone: c.PhoneMasked, State: su.State, Created: su.Created}
		if out[i].Ticket, err = ticket(ctx, s.DB, su); err != nil {
			return nil, err
		}
		if su.State == Waiting {
			line[su.Shift]++
			out[i].InLine = line[su.Shift]
		}
	}
	return out, err
}

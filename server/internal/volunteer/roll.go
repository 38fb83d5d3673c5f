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
	line := map[ShiftID]int{}
	for i, su := range rows { // all who wait are among them, by arrival
		if su.State == Waiting {
			line[su.Shift]++
			rows[i].line = line[su.Shift]
		}
	}
	return s.rolled(ctx, rows)
}

// rolled are sign-ups as the organiser sees them.
func (s *Service) rolled(ctx context.Context, rows []signup) ([]Rolled, error) {
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
	ticket, err := tickets(ctx, s.DB, rows)
	out := make([]Rolled, len(rows))
	for i, su := range rows {
		c := cards[su.Account]
		out[i] = Rolled{ID: su.ID, Shift: su.Shift, Person: people[su.Person], By: c.DisplayName, Phone: c.PhoneMasked, State: su.State, InLine: su.line, Created: su.Created, Ticket: ticket[i]}
	}
	return out, err
}

package issue

import (
	"context"
	"strings"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
)

// An issue can be filed for somebody who has no phone for it. Whoever filed it
// is its reporter; the reply reaches the other by being told in person, which
// somebody records within a limit, or those above hear of it.

// Behalf is for whom an issue is filed.
type Behalf struct {
	Name  string `json:"name" minLength:"1" maxLength:"40"`
	Phone string `json:"phone,omitempty" pattern:"^[0-9-]{0,20}$" doc:"where the person can be called, if there is such a number"`
}

// A Way is how a reply was told in person.
type Way string

const (
	InPerson Way = "in_person"
	ByPhone  Way = "phone"
	OtherWay Way = "other"
)

var ways = []Way{InPerson, ByPhone, OtherWay}

// Represented is the person for whom an issue was filed, as its handlers see
// him; whoever must reach him asks for the contact.
type Represented struct {
	Name        string     `json:"name" doc:"masked"`
	PhoneMasked string     `json:"phone_masked,omitempty"`
	TellBy      *time.Time `json:"tell_by,omitempty" doc:"by when the reply must be told in person; null when none waits for that"`
}

// behalfPlace is where an issue is that is filed for somebody else: a place
// that the actor answers for, a worker's own when he names none.
func (s *Service) behalfPlace(ctx context.Context, q db.Querier, by account.Actor, d Draft) (account.Territory, error) {
	micro := d.MicroGrid
	if own := by.Territories(account.Worker); micro == 0 && len(own) == 1 {
		micro = own[0].MicroGrid
	}
	if micro == 0 {
		return account.Territory{}, ErrHome
	}
	p, err := s.Grid.Live(ctx, q, grid.MicroGridID(micro))
	if err != nil {
		return account.Territory{}, err
	}
	for _, role := range []account.Role{account.Worker, account.Leader, account.Staff, account.Admin} {
		if by.Has(role, p.Territory) {
			return p.Territory, nil
		}
	}
	return account.Territory{}, ErrBehalf
}

// represent keeps for whom the issue was filed, readable to nobody who has the
// database alone.
func (s *Service) represent(ctx context.Context, tx *db.Tx, id ID, b Behalf) error {
	name, err := s.Seal.Seal(strings.TrimSpace(b.Name), "represented.name")
	if err != nil {
		return err
	}
	var phone []byte
	if b.Phone != "" {
		if phone, err = s.Seal.Seal(b.Phone, "represented.phone"); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO issue_represented (issue_id, name_sealed, phone_sealed) VALUES (?, ?, ?)`, id, name, phone)
	return err
}

type sealedBehalf struct{ name, phone []byte }

func (b *sealedBehalf) columns() []any { return []any{&b.name, &b.phone} }

func (s *Service) behalf(ctx context.Context, id ID) (b Behalf, err error) {
	sealed, err := db.One(ctx, s.DB, (*sealedBehalf).columns, `SELECT name_sealed, phone_sealed FROM issue_represented WHERE issue_id = ?`, id)
	if db.Missing(err) {
		return b, ErrNotFound
	}
	if err != nil {
		return b, err
	}
	if b.Name, err = s.Seal.Open(sealed.name, "represented.name"); err != nil || sealed.phone == nil {
		return b, err
	}
	b.Phone, err = s.Seal.Open(sealed.phone, "represented.phone")
	return b, err
}

// Contact tells those who must reach the person for whom an issue was filed who
// that is; that they asked is in the log.
func (s *Service) Contact(ctx context.Context, by account.Actor, id ID) (Behalf, error) {
	r, err := get(ctx, s.DB, id)
	if err != nil {
		return Behalf{}, err
	}
	if !r.Represented || by.ID != r.Reporter && by.ID != r.Owner && !r.managedBy(by) {
		return Behalf{}, ErrNotFound
	}
	s.Log.InfoContext(ctx, "contact shown", "issue", id, "to", by.ID)
	return s.behalf(ctx, id)
}

// masked is who the person is, as far as a handler needs it to tell two apart.
func (s *Service) masked(ctx context.Context, r *record) (*Represented, error) {
	if !r.Represented {
		return nil, nil
	}
	b, err := s.behalf(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	out := &Represented{Name: string([]rune(b.Name)[:1]) + "**", TellBy: r.TellBy}
	if n := len(b.Phone); n >= 8 {
		out.PhoneMasked = b.Phone[:3] + "****" + b.Phone[n-4:]
	}
	return out, nil
}

// untold says whether the reply still has to be told in person.
func untold(r *record, _ account.ID) bool { return r.TellBy != nil }

// decideTold fills in how and when the reply was told; now, when nothing is said.
func (r *record) decideTold(d StepDraft, e *event) error {
	e.Way, e.ToldAt = d.Way, d.ToldAt
	if e.ToldAt == nil {
		e.ToldAt = &e.At
	}
	if e.ToldAt.After(e.At) || r.ClosedAt != nil && e.ToldAt.Before(r.ClosedAt.Truncate(time.Minute)) { // people say the minute
		return ErrTold
	}
	return nil
}

package account

import (
	"context"
	"slices"
	"strings"
	"time"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
)

// A PersonDraft is somebody to be added by hand.
type PersonDraft struct {
	Name     string `json:"name" minLength:"1" maxLength:"40"`
	Phone    string `json:"phone,omitempty" pattern:"^(1[3-9]\\d{9})?$" doc:"by which WeChat tells who he is; an account that has it is taken"`
	Username string `json:"username,omitempty" maxLength:"40" pattern:"^[a-zA-Z0-9._-]*$" doc:"for the staff pages"`
	Password string `json:"password,omitempty" maxLength:"200"`
}

// A GrantDraft is a role to be given.
type GrantDraft struct {
	Role Role `json:"role"`
	Territory
	From  *time.Time `json:"from,omitempty" doc:"now when left out"`
	Until *time.Time `json:"until,omitempty"`
}

// Listed is a person in the staff's list.
type Listed struct {
	ID          ID      `json:"id"`
	Name        string  `json:"name"`
	Username    *string `json:"username,omitempty"`
	PhoneMasked string  `json:"phone_masked"`
	Disabled    bool    `json:"disabled"`
	Roles       []Grant `json:"roles"`
}

// A PeopleQuery narrows the list of people; its zero fields do not.
type PeopleQuery struct {
	Words     string
	Role      Role
	Community int64
	Former    bool // those who held a role and hold none now
	After     ID
	Limit     int
}

// People lists who holds roles within the actor's territories, one more than
// the limit if there are that many.
func (s *Service) People(ctx context.Context, by Actor, q PeopleQuery) ([]Listed, error) {
	rows, err := people(ctx, s.DB, q, by.Territories(Staff, County, Admin), q.Limit+1)
	if err != nil {
		return nil, err
	}
	out := make([]Listed, len(rows))
	for i, r := range rows {
		grants, err := grantsOf(ctx, s.DB, r.ID)
		if err != nil {
			return nil, err
		}
		out[i] = Listed{r.ID, r.Name, r.Username, s.masked(r.Phone), r.Disabled, grants}
	}
	return out, nil
}

// Added is somebody who was added, or who had an account with the phone.
type Added struct {
	Listed
	Known bool `json:"known" doc:"the phone had an account already; its name is masked for who would not find it in the list"`
}

// AddPerson makes an account for the staff pages.
func (s *Service) AddPerson(ctx context.Context, by Actor, d PersonDraft) (Added, error) {
	if (d.Username == "") != (d.Password == "") || d.Username != "" && !strong(d.Username, d.Password) {
		return Added{}, ErrWeak
	}
	r := record{Name: strings.TrimSpace(d.Name), Username: optional(d.Username)}
	if r.Name == "" {
		return Added{}, ErrName
	}
	if d.Password != "" {
		hash := hashPassword(d.Password)
		r.PasswordHash = &hash
	}
	p, err := once.Do(ctx, s.DB, func(tx *db.Tx) (Added, error) { return s.addPerson(ctx, tx, by, r, d.Phone) })
	if key, dup := db.Duplicate(err); dup && key == "accounts_by_phone" { // two added him at once
		return Added{}, ErrPhone
	}
	return p, err
}

// addPerson takes the account that has the phone, or makes one.
func (s *Service) addPerson(ctx context.Context, tx *db.Tx, by Actor, r record, phone string) (Added, error) {
	if phone == "" {
		made, err := create(ctx, tx, r)
		return Added{Listed: Listed{ID: made.ID, Name: made.Name, Username: made.Username, Roles: []Grant{}}}, err
	}
	index := s.Seal.Index(phone, "phone")
	known, err := byPhone(ctx, tx, index)
	if err == nil {
		return s.recognise(ctx, tx, by, r, known)
	}
	if !db.Missing(err) {
		return Added{}, err
	}
	made, err := create(ctx, tx, r)
	if err != nil {
		return Added{}, err
	}
	sealed, err := s.Seal.Seal(phone, "phone")
	if err != nil {
		return Added{}, err
	}
	return Added{Listed: Listed{made.ID, made.Name, made.Username, s.masked(sealed), false, []Grant{}}}, setPhone(ctx, tx, made.ID, sealed, index)
}

// recognise is the account that has the phone already. Who that is learns only
// whoever would find him in the list too: a phone number must not open a name.
func (s *Service) recognise(ctx context.Context, tx *db.Tx, by Actor, r, known record) (Added, error) {
	if r.Username != nil || known.Disabled {
		return Added{}, ErrPhone.Saying("这个手机号已有账号，请不填用户名和密码，直接添加任职；账号停用的请先启用")
	}
	grants, err := grantsOf(ctx, tx, known.ID)
	out := Added{Listed{known.ID, known.Name, known.Username, s.masked(known.Phone), false, []Grant{}}, true}
	listed := slices.ContainsFunc(grants, func(g Grant) bool {
		return by.Has(Staff, g.Territory) || by.Has(County, g.Territory) || by.Has(Admin, g.Territory)
	})
	if !listed {
		out.Username = nil
		if first := []rune(known.Name); len(first) > 0 {
			out.Name = string(first[:1]) + "**"
		}
	}
	return out, err
}

// mayGive says whether the actor may hand out the role over the territory:
// within his own, and never above himself.
func mayGive(by Actor, role Role, at Territory) bool {
	return slices.ContainsFunc(by.Grants, func(g Grant) bool {
		own, asked := slices.Index(roles, g.Role), slices.Index(roles, role)
		return g.Role != Worker && g.Role != Leader && asked >= own && g.Covers(at)
	})
}

// fits says whether the role is about this kind of territory.
func fits(role Role, t Territory) bool {
	switch role {
	case Worker:
		return t.Community != 0 && t.Grid != 0 && t.MicroGrid != 0
	case Leader:
		return t.Community != 0 && t.Grid != 0 && t.MicroGrid == 0
	case Staff:
		return t.Community != 0 && t.Grid == 0 && t.MicroGrid == 0
	case County, Admin:
		return t == Territory{}
	}
	return false
}

// Give grants a role and ends the account's sessions.
func (s *Service) Give(ctx context.Context, by Actor, id ID, d GrantDraft) error {
	from := s.DB.Now()
	if d.From != nil {
		from = *d.From
	}
	if !fits(d.Role, d.Territory) || d.Until != nil && !d.Until.After(from) {
		return ErrGrant
	}
	if !mayGive(by, d.Role, d.Territory) {
		return ErrForbidden
	}
	if _, err := byID(ctx, s.DB, id); err != nil {
		return err
	}
	return s.changing(ctx, id, func(tx *db.Tx) error {
		return insertGrant(ctx, tx, id, Grant{Role: d.Role, Territory: d.Territory, From: from, Until: d.Until}, &by.ID)
	})
}

// RevokeRole ends a role that the actor could have given.
func (s *Service) RevokeRole(ctx context.Context, by Actor, id ID, grant int64) error {
	return s.changing(ctx, id, func(tx *db.Tx) error {
		if _, err := s.givable(ctx, tx, by, id, grant); err != nil {
			return err
		}
		return s.endGrant(ctx, tx, id, grant)
	})
}

// endGrant ends a role, and what its holder was responsible for by it.
func (s *Service) endGrant(ctx context.Context, tx *db.Tx, id ID, grant int64) error {
	if err := revokeGrant(ctx, tx, grant); err != nil {
		return err
	}
	return s.Leaving(ctx, tx, id)
}

// SetDisabled bars an account, or lets it in again. The actor must stand above
// every role that it has; one without roles must live within his territory.
func (s *Service) SetDisabled(ctx context.Context, by Actor, id ID, disabled bool) error {
	if id == by.ID {
		return ErrForbidden.Saying("不能停用自己的账号")
	}
	if _, err := s.within(ctx, by, id); err != nil {
		return err
	}
	return s.changing(ctx, id, func(tx *db.Tx) error {
		if err := setDisabled(ctx, tx, id, disabled); err != nil || !disabled {
			return err
		}
		return s.Leaving(ctx, tx, id)
	})
}

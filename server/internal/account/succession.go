package account

import (
	"context"
	"slices"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/outbox"
)

// givable finds a role of somebody that the actor could have given.
func (s *Service) givable(ctx context.Context, q db.Querier, by Actor, id ID, grant int64) (Grant, error) {
	grants, err := grantsOf(ctx, q, id)
	if err != nil {
		return Grant{}, err
	}
	i := slices.IndexFunc(grants, func(g Grant) bool { return g.ID == grant })
	if i < 0 {
		return Grant{}, ErrNotFound
	}
	if !mayGive(by, grants[i].Role, grants[i].Territory) {
		return Grant{}, ErrForbidden
	}
	return grants[i], nil
}

// HandOver gives somebody's post to a successor for what is left of its term,
// in one step: the place is never without anybody.
func (s *Service) HandOver(ctx context.Context, by Actor, id ID, grant int64, to ID) error {
	err := s.changing(ctx, id, func(tx *db.Tx) error {
		post, err := s.givable(ctx, tx, by, id, grant)
		if err != nil {
			return err
		}
		heir, err := byID(ctx, tx, to)
		switch {
		case err != nil:
			return err
		case to == id || heir.Disabled:
			return ErrSuccessor
		case post.Until != nil && !post.Until.After(tx.Now):
			return ErrGrant.Saying("这项任职已到期，请直接为接手的人添加任职")
		}
		if err := s.succeed(ctx, tx, to, post, by.ID); err != nil {
			return err
		}
		return s.endGrant(ctx, tx, id, grant)
	})
	if err != nil {
		return err
	}
	return s.EndSessions(ctx, to)
}

// succeed gives the rest of a post to an heir who does not hold it already.
func (s *Service) succeed(ctx context.Context, tx *db.Tx, heir ID, post Grant, by ID) error {
	has, err := grantsOf(ctx, tx, heir)
	if err != nil || slices.ContainsFunc(has, func(g Grant) bool { return g.Role == post.Role && g.Territory == post.Territory && g.inForce(tx.Now) }) {
		return err
	}
	if post.From.Before(tx.Now) {
		post.From = tx.Now
	}
	if err := insertGrant(ctx, tx, heir, post, &by); err != nil {
		return err
	}
	return outbox.Append(ctx, tx, GrantsChanged{heir, tx.Now})
}

// A SignInDraft is how somebody signs in at the staff pages from now on.
type SignInDraft struct {
	Username string `json:"username,omitempty" maxLength:"40" pattern:"^[a-zA-Z0-9._-]*$" doc:"needed where there is none yet"`
	Password string `json:"password" minLength:"1" maxLength:"200"`
}

// ResetSignIn gives somebody a fresh password, for who lost his or never had
// one, and takes away the second step, whose device may be lost too.
func (s *Service) ResetSignIn(ctx context.Context, by Actor, id ID, d SignInDraft) error {
	acc, err := s.within(ctx, by, id)
	switch {
	case err != nil:
		return err
	case id == by.ID:
		return ErrForbidden.Saying("自己的密码请在“我的账号”里修改")
	case acc.Username != nil:
		d.Username = *acc.Username
	}
	if d.Username == "" || !strong(d.Username, d.Password) {
		return ErrWeak
	}
	return s.changing(ctx, id, func(tx *db.Tx) error {
		if err := setUsername(ctx, tx, id, d.Username); err != nil {
			return err
		}
		if err := setTOTP(ctx, tx, id, nil, false); err != nil {
			return err
		}
		return setPassword(ctx, tx, id, hashPassword(d.Password))
	})
}

// within finds an account over all of whose roles the actor stands; of one
// without roles, over the last that it had, and of one that never had any, over
// where it lives.
func (s *Service) within(ctx context.Context, by Actor, id ID) (record, error) {
	acc, err := byID(ctx, s.DB, id)
	if err != nil {
		return acc, err
	}
	grants, err := grantsOf(ctx, s.DB, id)
	if err != nil {
		return acc, err
	}
	if len(grants) == 0 {
		if grants, err = lastPost(ctx, s.DB, id); err != nil {
			return acc, err
		}
	}
	if len(grants) == 0 {
		grants = []Grant{{Role: Worker, Territory: acc.Home}} // the least that can be given there
	}
	for _, g := range grants {
		if !mayGive(by, g.Role, g.Territory) {
			return acc, ErrForbidden
		}
	}
	return acc, nil
}

package notice

import (
	"context"
	"log/slog"
	"strings"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/photo"
	"huiyin/server/internal/push"
)

// Deps is what the service stands on.
type Deps struct {
	DB       *db.DB
	Redis    *redis.Client
	Accounts *account.Service
	Clock    func(ctx context.Context, q db.Querier, community int64) (calendar.Clock, error)
	Grid     *grid.Service
	Push     *push.Service
	Files    blob.Store
	Links    blob.Signer
	Photos   *photo.Press
	Log      *slog.Logger
}

// Service is everything that can be done with notices.
type Service struct{ Deps }

// New returns the notice service.
func New(d Deps) *Service { return &Service{d} }

// Create keeps a draft.
func (s *Service) Create(ctx context.Context, by account.Actor, community int64, d Draft) (Notice, error) {
	if community == 0 {
		return Notice{}, ErrCommunity
	}
	r := record{Community: community, State: Drafted, Version: 1, Author: by.ID}
	if !holds(by, r.at(), writers...) {
		return Notice{}, ErrMay
	}
	if err := s.write(ctx, &r, d); err != nil {
		return Notice{}, err
	}
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (ID, error) {
		if err := insertNotice(ctx, tx, &r); err != nil {
			return 0, err
		}
		if err := attach(ctx, tx, r.Community, r.ID, d.Files); err != nil {
			return 0, err
		}
		return r.ID, note(ctx, tx, r.ID, by.ID, created, "")
	})
	if err != nil {
		return Notice{}, err
	}
	return s.Get(ctx, by, id)
}

// write checks a draft and takes it over, cleaned.
func (s *Service) write(ctx context.Context, r *record, d Draft) (err error) {
	d.Title, d.Summary, d.Source = strings.TrimSpace(d.Title), strings.TrimSpace(d.Summary), strings.TrimSpace(d.Source)
	if d.Title == "" {
		return ErrTitle
	}
	if d.ValidUntil != nil && !d.ValidUntil.After(s.DB.Now()) {
		return ErrValid
	}
	if _, err := category(ctx, s.DB, r.Community, d.Category); err != nil {
		return err
	}
	if err := s.fits(ctx, s.DB, r.Community, d.Audience); err != nil {
		return err
	}
	if d.HTML, r.Words, err = clean(ctx, s.DB, r.Community, d.HTML); err != nil {
		return err
	}
	if d.Summary == "" {
		d.Summary = short(r.Words, 100)
	}
	r.Draft = d
	return nil
}

// Edit changes a draft that nobody has sent.
func (s *Service) Edit(ctx context.Context, by account.Actor, id ID, version int, d Draft) (Notice, error) {
	r, err := s.seen(ctx, s.DB, by, id)
	if err != nil {
		return Notice{}, err
	}
	if !holds(by, r.at(), writers...) {
		return Notice{}, ErrMay
	}
	if err := s.write(ctx, &r, d); err != nil {
		return Notice{}, err
	}
	err = s.DB.InTx(ctx, func(tx *db.Tx) error {
		now, err := lock(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case now.Version != version:
			return ErrVersion
		case now.State != Drafted:
			return ErrState
		}
		r.Version = version + 1
		if err := updateNotice(ctx, tx, &r); err != nil {
			return err
		}
		if err := attach(ctx, tx, r.Community, id, d.Files); err != nil {
			return err
		}
		return note(ctx, tx, id, by.ID, edited, "")
	})
	if err != nil {
		return Notice{}, err
	}
	return s.Get(ctx, by, id)
}

// Drop removes a draft.
func (s *Service) Drop(ctx context.Context, by account.Actor, id ID) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		r, err := lock(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case !holds(by, r.at(), readers...):
			return ErrNotFound
		case !holds(by, r.at(), writers...):
			return ErrMay
		case r.State != Drafted:
			return ErrState
		}
		return deleteNotice(ctx, tx, id)
	})
}

// seen finds a notice that the actor may see as those do who send it.
func (s *Service) seen(ctx context.Context, q db.Querier, by account.Actor, id ID) (record, error) {
	r, err := get(ctx, q, id)
	if err == nil && !holds(by, r.at(), readers...) {
		err = ErrNotFound
	}
	return r, err
}

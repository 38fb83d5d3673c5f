package issue

import (
	"context"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/export"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/blob"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/outbox"
	"huiyin/server/internal/platform/photo"
	"huiyin/server/internal/platform/seal"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/push"
)

// Deps is what the service stands on.
type Deps struct {
	DB       *db.DB
	Accounts *account.Service
	Clock    func(ctx context.Context, q db.Querier, community int64) (calendar.Clock, error) // counts a community's limits
	Grid     *grid.Service
	Push     *push.Service
	Exports  *export.Service
	Seal     *seal.Sealer
	Files    blob.Store
	Links    blob.Signer
	Photos   *photo.Press
	WeChat   Censor
	App      string // whose content check is asked
	Options  Options
	Log      *slog.Logger
}

// A Censor is WeChat's content check.
type Censor interface {
	CheckText(ctx context.Context, app, openid string, scene int, text, nickname string) (wechat.Verdict, error)
	CheckMedia(ctx context.Context, app, openid, url string, mediaType, scene int) (trace string, err error)
}

// Service is everything that can be done with issues.
type Service struct{ Deps }

// New returns the issue service.
func New(d Deps) *Service { return &Service{d} }

// A Draft is what a resident fills in.
type Draft struct {
	Words       string      `json:"words" minLength:"1" maxLength:"2000" doc:"what is the matter, in the reporter's own words"`
	Category    string      `json:"category" maxLength:"32"`
	Attachments []int64     `json:"attachments,omitempty" maxItems:"9" doc:"ids from createAttachment, in the order to be shown"`
	Place       *PlaceDraft `json:"place,omitempty"`
	MicroGrid   int64       `json:"micro_grid_id,omitempty" doc:"where it is; the reporter's own when left out"`
	OnBehalf    *Behalf     `json:"on_behalf,omitempty" doc:"whom a worker or the staff file it for; the reply is told in person"`
	HideName    *bool       `json:"hide_name,omitempty" doc:"true unless the reporter wants to be named to neighbours"`
}

// A PlaceDraft says where something is.
type PlaceDraft struct {
	Text      string   `json:"text,omitempty" maxLength:"100"`
	Building  *int64   `json:"building_id,omitempty"`
	Latitude  *float64 `json:"latitude,omitempty" minimum:"-90" maximum:"90"`
	Longitude *float64 `json:"longitude,omitempty" minimum:"-180" maximum:"180"`
}

// Report files an issue on the actor's behalf and gives it to the responsible
// person of the place, in one transaction.
func (s *Service) Report(ctx context.Context, by account.Actor, d Draft) (Issue, error) {
	switch {
	case strings.TrimSpace(d.Words) == "", d.OnBehalf != nil && strings.TrimSpace(d.OnBehalf.Name) == "":
		return Issue{}, ErrNeeds
	case d.OnBehalf == nil && !by.Consented:
		return Issue{}, account.ErrConsent
	}
	var made record
	var first event
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (_ ID, err error) {
		made, first, err = s.report(ctx, tx, by, d)
		return made.ID, err
	})
	if err != nil {
		return Issue{}, err
	}
	s.Push.Wake(ctx)
	if made.ID != id { // this request came before
		return s.Get(ctx, by, id)
	}
	var photos []photoRow
	if len(d.Attachments) > 0 {
		if photos, err = photosOf(ctx, s.DB, id); err != nil {
			return Issue{}, err
		}
	}
	return s.view(ctx, by, made, []event{first}, photos)
}

func (s *Service) report(ctx context.Context, tx *db.Tx, by account.Actor, d Draft) (r record, first event, err error) {
	at, err := s.place(ctx, tx, by, d)
	if err != nil {
		return r, first, err
	}
	c, err := category(ctx, tx, at.Community, d.Category)
	if err != nil {
		return r, first, err
	}
	to, err := s.route(ctx, tx, at, c)
	if err != nil {
		return r, first, err
	}
	r = draw(by, d, at, tx.Now)
	r.categoryName, r.categoryShown, r.categoryOpen = c.Name, c.Public, c.Open
	if first, err = s.file(ctx, tx, &r, c, to, d.Attachments); err != nil {
		return r, first, err
	}
	if d.OnBehalf != nil {
		if err := s.represent(ctx, tx, r.ID, *d.OnBehalf); err != nil {
			return r, first, err
		}
	}
	return r, first, s.tellArrival(ctx, tx, &r, to)
}

// place is where the issue belongs: the micro-grid that the reporter names, or
// else his own; with the micro-grid unknown it is the community's. A micro-grid
// that was moved since is the one that it became.
func (s *Service) place(ctx context.Context, q db.Querier, by account.Actor, d Draft) (account.Territory, error) {
	if d.OnBehalf != nil {
		return s.behalfPlace(ctx, q, by, d)
	}
	micro := d.MicroGrid
	if micro == 0 {
		micro = by.Home.MicroGrid
	}
	switch {
	case micro == 0 && by.Home.Community == 0:
		return account.Territory{}, ErrHome
	case micro == 0:
		return by.Home, nil
	}
	p, err := s.Grid.Live(ctx, q, grid.MicroGridID(micro))
	if err != nil {
		return account.Territory{}, err
	}
	if by.Home.Community != 0 && p.Community != by.Home.Community && !by.Has(account.Staff, p.Territory) {
		return account.Territory{}, ErrHome
	}
	return p.Territory, nil
}

func draw(by account.Actor, d Draft, at account.Territory, now time.Time) record {
	r := record{At: at, Reporter: by.ID, Category: d.Category, Title: titleOf(d.Words), Words: strings.TrimSpace(d.Words),
		HideName: d.HideName == nil || *d.HideName || d.OnBehalf != nil, Represented: d.OnBehalf != nil, Moderation: Pending, CreatedAt: now}
	if p := d.Place; p != nil {
		r.Place, r.Building, r.Latitude, r.Longitude = strings.TrimSpace(p.Text), p.Building, p.Latitude, p.Longitude
	}
	return r
}

// file writes the issue, its first event, its photos and its checks.
func (s *Service) file(ctx context.Context, tx *db.Tx, r *record, c Category, to destination, photos []int64) (e event, err error) {
	clock, err := s.clock(ctx, tx, r)
	if err != nil {
		return e, err
	}
	due, err := clock.Due(tx.Now, c.Limits.Reply)
	if err != nil {
		return e, err
	}
	e = event{Version: 1, Step: Report, State: Submitted, Actor: r.Reporter, Part: AsReporter, Owner: to.Owner, Due: due.At, At: tx.Now, Ref: &r.At.MicroGrid,
		Pooled: to.Pooled, Routing: to.Version, Rule: to.Rule}
	if e.NextDue, err = s.nextDue(clock, r, &e, c.Limits); err != nil {
		return e, err
	}
	r.fold(e)
	if err := s.arm(ctx, tx, &record{}, r); err != nil {
		return e, err
	}
	if err := insert(ctx, tx, r); err != nil {
		return e, err
	}
	if err := insertEvent(ctx, tx, r.ID, e); err != nil {
		return e, err
	}
	count(ctx, tx, &record{}, r, e)
	if err := attach(ctx, tx, r.Reporter, r.ID, 1, photos); err != nil {
		return e, err
	}
	if err := queueTextCheck(ctx, tx, r.ID, r.Reporter); err != nil {
		return e, err
	}
	return e, outbox.Append(ctx, tx, Reported{r.ID})
}

// Get returns an issue as the actor may see it.
func (s *Service) Get(ctx context.Context, by account.Actor, id ID) (Issue, error) {
	r, err := get(ctx, s.DB, id)
	if err != nil {
		return Issue{}, err
	}
	if !r.visibleTo(by) {
		met, err := joined(ctx, s.DB, by.ID, []ID{id})
		if err != nil {
			return Issue{}, err
		}
		if !met[id] {
			return Issue{}, s.notYours(ctx, by, &r)
		}
	}
	return s.show(ctx, by, r)
}

func (r *record) visibleTo(by account.Actor) bool {
	return r.reads(by) || r.public() && by.Home.Community == r.At.Community
}

// insider says whether the actor sees everything about the issue.
func (r *record) insider(by account.Actor) bool {
	parts := r.parts(by)
	return len(parts) > 0 && parts[0] != AsHelper || by.Has(account.County, r.At) // AsHelper comes last
}

func clip(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes-1]) + "…"
}

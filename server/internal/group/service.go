package group

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/account"
	"huiyin/server/internal/grid"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/once"
	"huiyin/server/internal/platform/wechat"
	"huiyin/server/internal/push"
)

// WeChat is what group asks of WeChat.
type WeChat interface {
	NewActivity(ctx context.Context, app, openid string) (wechat.Activity, error)
	DecryptGroup(app string, keys []string, s wechat.Sealed) (wechat.Group, error)
	DecryptActivity(app string, keys []string, s wechat.Sealed) (string, error)
}

// Options are the operator's choices.
type Options struct {
	Ticket    time.Duration // how long binding may take
	Witnesses int           // verified residents whose openings confirm a group without a leader
	Silence   time.Duration // after which a group that nobody opens a card in is suspended
	Joins     int           // people that may join from one group within an hour
	Strangers int           // openers of a card in an unknown group after which its worker is told
	Warnings  int           // workers that are told of one unknown group on a day; then the staff are, once
}

// Deps is what the service stands on.
type Deps struct {
	DB       *db.DB
	Redis    *redis.Client
	WeChat   WeChat
	App      string // the mini-program
	Accounts *account.Service
	Grid     *grid.Service
	Push     *push.Service
	TagKey   []byte                                                                                  // makes tags of openers
	Weeks    func(ctx context.Context, community int64, places []grid.Place) (map[int64]Week, error) // what the cards of micro-grids of a community tell
	Messages func(ctx context.Context, at account.Territory, since time.Time) (Messages, error)      // what messages reach in a micro-grid
	Base     string                                                                                  // public address of this server
	Font     string                                                                                  // see print.Open
	Options  Options
	Log      *slog.Logger
}

// Service is everything that can be done with groups.
type Service struct {
	Deps
	drawer drawer
}

// New returns the group service.
func New(d Deps) *Service { return &Service{Deps: d, drawer: drawer{font: d.Font}} }

// A Board is all groups that the caller may see.
type Board struct {
	Bound int     `json:"bound" doc:"how many are bound and confirmed"`
	Total int     `json:"total"`
	Items []Group `json:"items"`
}

// Board shows the groups of everywhere the actor works, or of one community.
func (s *Service) Board(ctx context.Context, by account.Actor, community int64) (b Board, err error) {
	var w db.Where
	within(&w, by.Territories(offices...))
	db.Equal(&w, "g.community_id", community)
	rows, err := list(ctx, s.DB, w)
	if err != nil {
		return b, err
	}
	if b.Items, err = s.views(ctx, s.DB, rows); err != nil {
		return b, err
	}
	b.Total = len(rows)
	for _, r := range rows {
		if r.Status == grid.Active {
			b.Bound++
		}
	}
	return b, nil
}

// views shows rows with their places, binders and reach.
func (s *Service) views(ctx context.Context, q db.Querier, rows []record) ([]Group, error) {
	ids, micros, people := make([]ID, len(rows)), make([]grid.MicroGridID, len(rows)), []account.ID{}
	for i, r := range rows {
		ids[i], micros[i] = r.ID, grid.MicroGridID(r.At.MicroGrid)
		if r.live() && r.BoundBy != nil {
			people = append(people, *r.BoundBy)
		}
	}
	places, err := s.Grid.Names(ctx, q, micros...)
	if err != nil {
		return nil, err
	}
	names, err := s.Accounts.Names(ctx, q, people...)
	if err != nil {
		return nil, err
	}
	since := reachFrom(s.DB.Now())
	counts, err := reach(ctx, q, ids, since)
	out := make([]Group, len(rows))
	for i, r := range rows {
		n := counts[r.ID]
		out[i] = Group{ID: r.ID, Name: r.Name, Place: places[micros[i]], Mark: r.mark(), Reconfirm: r.Reconfirm && r.live(),
			Reach: Reach{r.Declared, r.DeclaredAt, dateOf(since), n.opens, n.openers, n.joins, n.moves, r.OpenedAt}}
		if r.live() && r.BoundBy != nil {
			if r.OpenedAt != nil && r.BoundAt != nil && r.OpenedAt.Equal(*r.BoundAt) { // to bind it is no opening that counts
				out[i].Reach.OpenedAt = nil
			}
			out[i].BoundBy, out[i].BoundAt = names[*r.BoundBy].DisplayName, r.BoundAt
		}
	}
	return out, err
}

// Get shows one group with its history.
func (s *Service) Get(ctx context.Context, by account.Actor, id ID) (d Detail, err error) {
	r, err := s.seen(ctx, s.DB, by, id)
	if err != nil {
		return d, err
	}
	all, err := s.views(ctx, s.DB, []record{r})
	if err != nil {
		return d, err
	}
	rows, err := events(ctx, s.DB, id)
	if err != nil {
		return d, err
	}
	people := []account.ID{}
	for _, e := range rows {
		if e.by != nil {
			people = append(people, *e.by)
		}
	}
	names, err := s.Accounts.Names(ctx, s.DB, people...)
	if err != nil {
		return d, err
	}
	d = Detail{Group: all[0], May: r.may(by), History: make([]Event, len(rows))}
	d.Messages, err = s.Messages(ctx, r.At, reachFrom(s.DB.Now()))
	for i, e := range rows {
		d.History[i] = Event{At: e.at, Text: stepTexts[e.step]}
		if e.text != "" {
			d.History[i].Text += "：" + e.text
		}
		if e.by != nil {
			d.History[i].By = names[*e.by].DisplayName
		}
	}
	return d, err
}

// seen finds a group that the actor may see.
func (s *Service) seen(ctx context.Context, q db.Querier, by account.Actor, id ID) (record, error) {
	r, err := get(ctx, q, id)
	if err == nil && !holds(by, r.At, offices...) {
		err = ErrNotFound
	}
	return r, err
}

// doing locks a group with which the actor may do something now.
func (s *Service) doing(ctx context.Context, tx *db.Tx, by account.Actor, id ID, a Act) (record, error) {
	r, err := lock(ctx, tx, id)
	switch {
	case err != nil:
		return r, err
	case !holds(by, r.At, offices...):
		return r, ErrNotFound
	case slices.Contains(r.may(by), a):
		return r, nil
	case a == Activate && r.BoundBy != nil && *r.BoundBy == by.ID && r.Status == grid.Pending:
		return r, ErrSelf
	case a == Activate && !holds(by, r.At, keepers...) || a != Activate && !holds(by, r.At, account.Worker, account.Leader, account.Staff, account.Admin):
		return r, ErrMay
	}
	return r, ErrState
}

// A Draft is a group that the community's list lacks.
type Draft struct {
	MicroGrid grid.MicroGridID `json:"micro_grid_id" minimum:"1"`
	Name      string           `json:"name" minLength:"1" maxLength:"60"`
	Members   int              `json:"declared_members" minimum:"0" maximum:"500"`
}

// Add registers one more group of a micro-grid.
func (s *Service) Add(ctx context.Context, by account.Actor, d Draft) (Detail, error) {
	d.Name = strings.TrimSpace(d.Name)
	if d.Name == "" {
		return Detail{}, ErrName
	}
	p, err := s.Grid.Live(ctx, s.DB, d.MicroGrid)
	switch {
	case err != nil:
		return Detail{}, err
	case !holds(by, p.Territory, offices...):
		return Detail{}, ErrNotFound
	case !holds(by, p.Territory, account.Worker, account.Leader, account.Staff, account.Admin):
		return Detail{}, ErrMay
	}
	id, err := once.Do(ctx, s.DB, func(tx *db.Tx) (ID, error) {
		id, err := insertGroup(ctx, tx, p.Territory, d.Name, d.Members)
		if err != nil {
			return 0, err
		}
		return id, insertEvent(ctx, tx, record{ID: id, At: p.Territory}, by.ID, added, d.Name)
	})
	if err != nil {
		return Detail{}, err
	}
	return s.Get(ctx, by, id)
}

// limit counts something per hour.
func (s *Service) limit(ctx context.Context, key string, perHour int) error {
	res, err := redis_rate.NewLimiter(s.Redis).Allow(ctx, "group:"+key, redis_rate.Limit{Rate: perHour, Burst: perHour, Period: time.Hour})
	if err == nil && res.Allowed == 0 {
		err = ErrTooMany.After(res.RetryAfter)
	}
	return err
}

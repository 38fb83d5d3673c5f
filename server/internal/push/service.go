package push

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

// Deps is what the service stands on.
type Deps struct {
	DB       *db.DB
	Redis    *redis.Client
	Channels map[Via]Channel // those that are on
	Official Account         // nil: there is no service account
	Accounts *account.Service
	Options  Options
	Log      *slog.Logger
}

// Service is everything that can be done with messages.
type Service struct {
	Deps
	slots  chan struct{} // calls to WeChat that this process makes at once
	pace   pace
	taking sync.Mutex // held by the lane that takes up a group, with looked
	looked time.Time  // when the last look was for what dead workers left behind
}

// New returns the push service.
func New(d Deps) *Service { return &Service{Deps: d, slots: make(chan struct{}, parallel)} }

// Quiet says whether people are not to be disturbed now.
func (s *Service) Quiet(now time.Time) bool { return s.Options.outsideQuiet(now).After(now) }

const wakeChannel = "push:wake"

// Wake hints to the workers that something was queued. It may get lost: they
// look by themselves every second.
func (s *Service) Wake(ctx context.Context) {
	if err := s.Redis.Publish(ctx, wakeChannel, "").Err(); err != nil {
		s.Log.DebugContext(ctx, "wake-up lost", "err", err)
	}
}

// Run delivers until ctx ends.
func (s *Service) Run(ctx context.Context) {
	sub := s.Redis.Subscribe(ctx, wakeChannel)
	defer sub.Close()
	var all sync.WaitGroup
	for range lanes {
		all.Go(func() { s.run(ctx, sub.Channel()) })
	}
	all.Wait()
}

func (s *Service) run(ctx context.Context, hints <-chan *redis.Message) {
	for ctx.Err() == nil {
		n, err := s.Deliver(ctx)
		if err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "deliver", "err", err)
		}
		if n > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-hints:
		case <-time.After(time.Second):
		}
	}
}

// Inbox lists a person's messages, the newest first.
func (s *Service) Inbox(ctx context.Context, by account.Actor, before int64, limit int) ([]Received, error) {
	return inbox(ctx, s.DB, by.ID, before, limit)
}

// Unread counts a person's unread messages.
func (s *Service) Unread(ctx context.Context, q db.Querier, id account.ID) (int, error) {
	return unread(ctx, q, id)
}

// ReadAll marks all messages as read, or those that lead to one page.
func (s *Service) ReadAll(ctx context.Context, by account.Actor, page string) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return markAllRead(ctx, tx, by.ID, page) })
}

// Read marks one message as read.
func (s *Service) Read(ctx context.Context, by account.Actor, id int64) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error { return markRead(ctx, tx, by.ID, id) })
}

// SetTemplates makes a community's templates these.
func (s *Service) SetTemplates(ctx context.Context, tx *db.Tx, community int64, list []Template) error {
	return setTemplates(ctx, tx, community, list)
}

// Templates lists those for which the actor's community asks consent.
func (s *Service) Templates(ctx context.Context, community int64) ([]Template, error) {
	return templates(ctx, s.DB, community)
}

// Retry queues a failed delivery again, for staff of its community.
func (s *Service) Retry(ctx context.Context, by account.Actor, id int64) error {
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		d, err := deliveryByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if !mayRead(by, d.community) {
			return ErrNotFound
		}
		return requeue(ctx, tx, id)
	})
}

func mayRead(by account.Actor, community int64) bool {
	at := account.Territory{Community: community}
	return by.Has(account.Staff, at) || by.Has(account.Admin, at)
}

// OnEvent takes what WeChat pushes about consents and messages. A push
// that comes twice was stopped before.
func (s *Service) OnEvent(ctx context.Context, e wechat.Event) error {
	service := e.App == s.Options.ServiceApp && e.App != ""
	if e.Popup == nil && e.Change == nil && e.Sent == nil && !service {
		return nil
	}
	return s.DB.InTx(ctx, func(tx *db.Tx) error {
		if service {
			return s.onService(ctx, tx, e)
		}
		id, err := s.Accounts.AccountByOpenID(ctx, tx, e.App, e.OpenID)
		if err != nil || id == 0 {
			return err
		}
		for _, c := range append(e.Popup, e.Change...) {
			if err := choose(ctx, tx, id, e.App, c); err != nil {
				return err
			}
		}
		for _, m := range e.Sent {
			if err := confirm(ctx, tx, id, e.App, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// Absorb gives what one account had to another: they turned out to be one person.
func (s *Service) Absorb(ctx context.Context, tx *db.Tx, from, to account.ID) error {
	return absorb(ctx, tx, from, to)
}

// Deliveries lists what was sent to people of the actor's communities, the
// newest first.
func (s *Service) Deliveries(ctx context.Context, by account.Actor, state State, community, before int64, limit int) ([]Tracked, error) {
	f := trackQuery{state: state, before: before, limit: limit, communities: readable(by)}
	if community != 0 {
		if !mayRead(by, community) {
			return []Tracked{}, nil
		}
		f.communities = []int64{community}
	}
	return s.track(ctx, f)
}

// Delivery is one of them.
func (s *Service) Delivery(ctx context.Context, by account.Actor, id int64) (Tracked, error) {
	list, err := s.track(ctx, trackQuery{id: id, limit: 1, communities: readable(by)})
	if err != nil {
		return Tracked{}, err
	}
	if len(list) == 0 {
		return Tracked{}, ErrNotFound
	}
	return list[0], nil
}

// readable are the communities whose deliveries the actor may see; nil is all.
func readable(by account.Actor) []int64 {
	out := []int64{}
	for _, t := range by.Territories(account.Staff, account.Admin) {
		if t.Community == 0 {
			return nil
		}
		out = append(out, t.Community)
	}
	return out
}

// track reads deliveries and says in words whom and what they are about.
func (s *Service) track(ctx context.Context, f trackQuery) ([]Tracked, error) {
	list, err := tracked(ctx, s.DB, f)
	if err != nil {
		return nil, err
	}
	ids := make([]account.ID, len(list))
	for i := range list {
		ids[i] = list[i].To.ID
	}
	names, err := s.Accounts.Names(ctx, s.DB, ids...)
	for i := range list {
		list[i].To.Name, list[i].CodeText = names[list[i].To.ID].DisplayName, codeText(list[i].Code)
	}
	return list, err
}

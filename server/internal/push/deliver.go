package push

import (
	"context"
	crypto "crypto/rand"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-redis/redis_rate/v10"

	"huiyin/server/internal/platform/db"
	"huiyin/server/internal/platform/wechat"
)

const (
	lanes       = 3                // groups at work in one process: one is taken up, one is sent, one is written down
	parallel    = 16               // calls to WeChat at once
	leaseTime   = time.Minute      // longer than a group may take: sendFor, the last call, and keepFor
	sendFor     = 20 * time.Second // then what was not begun is left to others
	markEvery   = 100 * time.Millisecond
	lookEvery   = time.Second // for what dead workers left behind
	maxAttempts = 8
)

// A group is what one lane has taken up.
type group struct {
	token []byte
	begun time.Time // its leases end some time after that
	n     int       // so many were due
	ready []delivery
}

// Deliver sends one group of due messages and says how many it took on.
func (s *Service) Deliver(ctx context.Context) (int, error) {
	g, err := s.next(ctx)
	if err != nil || g.n == 0 {
		return 0, err
	}
	err = s.sendAll(ctx, g.ready, g.token, g.begun.Add(sendFor))
	s.pace.took(g.n, time.Since(g.begun))
	return g.n, err
}

// next takes up a group. One lane at a time: two would look at the same messages.
func (s *Service) next(ctx context.Context) (g group, err error) {
	s.taking.Lock()
	defer s.taking.Unlock()
	if err := s.recover(ctx); err != nil {
		return g, err
	}
	g = group{token: make([]byte, 16), begun: time.Now()}
	crypto.Read(g.token)
	ids, err := due(ctx, s.DB, s.DB.Now(), s.now(), s.pace.size())
	if err != nil || len(ids) == 0 {
		return g, err
	}
	if g.n = s.room(ctx, len(ids)); g.n == 0 {
		return g, nil // the next look is a second later
	}
	g.ready, err = s.take(ctx, ids[:g.n], g.token)
	return g, err
}

// now are the kinds that may go out at this hour: what was queued in the evening
// and could not be sent in time waits for the morning too.
func (s *Service) now() []Kind {
	if s.Quiet(s.DB.Now()) {
		return []Kind{Emergency}
	}
	return kinds
}

// room is how many of n calls may be made now, counted over all workers. While
// Redis is away nothing is counted: WeChat says 45009 or 45011 by itself.
func (s *Service) room(ctx context.Context, n int) int {
	if s.Options.PerMinute == 0 {
		return n
	}
	res, err := redis_rate.NewLimiter(s.Redis).AllowAtMost(ctx, "push:send", redis_rate.PerMinute(s.Options.PerMinute), n)
	if err != nil {
		s.Log.WarnContext(ctx, "calls are not counted", "err", err)
		return n
	}
	return res.Allowed
}

// recover takes up deliveries whose sender died in the middle: nobody knows
// whether WeChat got them.
func (s *Service) recover(ctx context.Context) error {
	now := s.DB.Now()
	if now.Sub(s.looked) < lookEvery {
		return nil
	}
	lost, err := abandoned(ctx, s.DB, now)
	groups := map[string][]outcome{}
	for _, d := range lost {
		groups[string(d.token)] = append(groups[string(d.token)], outcome{delivery: d, failure: &wechat.Error{Code: wechat.CodeNoAnswer}})
	}
	for token, group := range groups {
		if err := s.finish(ctx, group, []byte(token)); err != nil {
			return err
		}
	}
	if err == nil && len(lost) < largest {
		s.looked = now
	}
	return err
}

// take claims deliveries, spends their grants, and gives those that can be
// sent now; all of them in one transaction, which does not wait for the network.
// Once it commits nobody but us knows what WeChat got.
func (s *Service) take(ctx context.Context, ids []int64, token []byte) (ready []delivery, err error) {
	err = s.DB.InTx(ctx, func(tx *db.Tx) error {
		list, err := hold(ctx, tx, ids)
		if err != nil || len(list) == 0 {
			ready = nil
			return err
		}
		slices.SortStableFunc(list, func(a, b delivery) int { return worth[a.kind] - worth[b.kind] })
		if ready, err = s.judge(ctx, tx, list); err != nil {
			return err
		}
		return claim(ctx, tx, ready, token)
	})
	return ready, err
}

// An outcome is what became of a delivery.
type outcome struct {
	delivery
	wechat  int64 // WeChat's number of the message
	failure error
}

// errNotBegun says that a message was not sent: its lease would have ended meanwhile.
var errNotBegun = errors.New("there was no time left to send it")

// sendAll sends what was taken and records what became of it: of all of the group
// at once, or of a part when WeChat is slow. It is not cut short: that would leave
// outcomes that nobody knows.
func (s *Service) sendAll(ctx context.Context, list []delivery, token []byte, until time.Time) error {
	ctx = context.WithoutCancel(ctx)
	results := make(chan outcome, len(list))
	var begun atomic.Int64
	for range min(parallel, len(list)) {
		go func() {
			for i := begun.Add(1); i <= int64(len(list)); i = begun.Add(1) {
				results <- s.bring(ctx, list[i-1], until)
			}
		}()
	}
	tick := time.NewTicker(markEvery)
	defer tick.Stop()
	var errs []error
	for left := len(list); left > 0; {
		known := collect(results, left, tick.C)
		left -= len(known)
		s.heed(ctx, known)
		errs = append(errs, s.keep(ctx, known, token))
	}
	return errors.Join(errs...)
}

// bring makes one call, when there is a slot for it.
func (s *Service) bring(ctx context.Context, d delivery, until time.Time) outcome {
	s.slots <- struct{}{}
	defer func() { <-s.slots }()
	if time.Now().After(until) {
		return outcome{d, 0, errNotBegun}
	}
	id, err := s.Channels[d.via].Bring(ctx, Letter{ID: d.id, Community: d.community, To: d.openid, App: d.app, Template: d.template, Page: d.page, Fields: d.payload})
	return outcome{d, id, err}
}

// collect waits for n outcomes, or for those that are there at a tick.
func collect(results <-chan outcome, n int, tick <-chan time.Time) []outcome {
	known := make([]outcome, 0, n)
	for len(known) < n {
		select {
		case o := <-results:
			known = append(known, o)
		case <-tick:
			if len(known) > 0 {
				return known
			}
		}
	}
	return known
}

const (
	smallest = 32  // messages of a group
	largest  = 256 // so many of each lane can be in doubt when a worker dies
	longest  = 250 * time.Millisecond
)

// A pace is how many messages a group has: about as many as are sent in a quarter of a
// second. They are in doubt when a worker dies, sent or not, and hold up what is worthier.
type pace struct {
	mu sync.Mutex
	n  int
}

func (p *pace) size() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return max(p.n, smallest)
}

// took learns from a group of n.
func (p *pace) took(n int, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch p.n = max(p.n, smallest); {
	case d > longest:
		p.n = max(p.n/2, smallest)
	case d < longest/2 && n >= p.n:
		p.n = min(p.n*2, largest)
	}
}

package main

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

const goalRatio = 0.80

// A comparison is the program against a bare server, both over HTTP and both
// asked by the same loop.
type comparison struct {
	what   string
	conns  int
	status int
	ask    func(conn int) request
	bare   func(overheard) job
}

// compare hears what the program does for one request, starts a bare server
// that does the same, and lets them take turns.
func (w *world) compare(ctx context.Context, c comparison) ([]figure, error) {
	l, err := w.eavesdrop(ctx)
	if err != nil {
		return nil, err
	}
	key := "bench-" + strconv.FormatInt(time.Now().UnixNano(), 36)
	heard, err := l.hear(ctx, func() request { return c.ask(0) }, key)
	l.close()
	if err != nil {
		return nil, err
	}
	j := c.bare(heard)
	j.DSN, j.RedisURL, j.Status = w.dsn, w.redis, c.status
	bare, err := w.bench.bareServer(ctx, j)
	if err != nil {
		return nil, err
	}
	defer bare.stop()
	rounds, d := w.bench.rounds()
	ours, theirs := w.bench.meter(w.serve), w.bench.meter(bare)
	p, err := takeTurns(rounds, c.load(w.serve.addr, key).rates(d, ours), c.load(bare.addr, key).rates(d, theirs))
	if err != nil {
		return nil, err
	}
	return []figure{{
		What: c.what, Project: perSecond(p.a), Bare: perSecond(p.b), Ratio: p.ratio, Goal: fmt.Sprintf("≥ %.2f", goalRatio), Met: p.ratio >= goalRatio,
		Note: fmt.Sprintf("%d SQL + %d Redis, CPU %s; bare: %d + %d, CPU %s", len(heard.sql), len(heard.redis), ours, len(j.SQL), len(j.Redis), theirs),
	}}, nil
}

func (c comparison) load(addr, key string) load {
	plain, run := make([][]byte, c.conns), 0
	for i := range plain {
		plain[i] = c.ask(i).bytes("")
	}
	return load{addr: addr, conns: c.conns, want: c.status, begin: func() { run++ }, next: func(i, nth int) []byte {
		if q := c.ask(i); q.key {
			return q.bytes(fmt.Sprintf("%s-%d-%d-%d", key, run, i, nth))
		}
		return plain[i]
	}}
}

// rates runs the load for d and says how many answers a second it got.
func (l load) rates(d time.Duration, m *meter) func() (float64, error) {
	return func() (rate float64, err error) {
		err = m.around(func() (int, error) {
			s, err := l.run(d)
			rate = s.rate()
			return len(s.took), err
		})
		return rate, err
	}
}

func perSecond(n float64) string { return fmt.Sprintf("%.0f/s", n) }

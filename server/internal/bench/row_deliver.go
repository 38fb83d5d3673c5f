package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	receiverCount = 3000
	sendPath      = "/cgi-bin/message/subscribe/send"
	posters       = 16 // how many calls the program makes at once
)

// deliver is a worker that brings queued messages to the simulator of WeChat;
// the bare side is a loop of POSTs over as many kept connections.
func deliver(ctx context.Context, b *bench) (out []figure, err error) {
	w, err := b.open(ctx, "mail", 0)
	if err != nil {
		return nil, err
	}
	m := &mail{world: w}
	if err := m.receivers(ctx); err != nil {
		return nil, err
	}
	if m.worker, err = w.work(ctx); err != nil {
		return nil, err
	}
	defer m.worker.stop()
	if _, err := m.project(ctx, 64); err != nil { // connections, and a look at what is sent
		return nil, err
	}
	for _, c := range []struct {
		latency, n, turns int
		name              string
	}{{0, 100_000, 1, "no latency"}, {0, 1000, 5, "no latency"}, {200, 320, 5, "200 ms latency"}} {
		if b.quick {
			c.n = max(c.n/20, 64)
		}
		f, err := m.race(ctx, c.n, c.latency, c.turns, c.name)
		if err != nil {
			return out, fmt.Errorf("%s: %w", c.name, err)
		}
		out = append(out, f)
	}
	_, most, err := m.worker.memory()
	return append(out, figure{What: "deliver, memory of the worker", Project: mebibytes(most), Goal: "≤ 256 MiB", Met: most <= goalExpand}), err
}

// mail is a world with a worker and people to whom messages can be sent.
type mail struct {
	world  *world
	worker *process
	sent   int // messages that were queued so far
}

func (m *mail) race(ctx context.Context, n, latency, turns int, name string) (figure, error) {
	b := m.world.bench
	if err := b.slowWeChat(latency); err != nil {
		return figure{}, err
	}
	seen := b.post.last()
	bare, err := b.bareServer(ctx, job{Post: &posting{URL: b.wechatURL + seen.address, Body: seen.body, N: n, Conns: posters}, DSN: m.world.dsn, RedisURL: m.world.redis, Status: http.StatusOK})
	if err != nil {
		return figure{}, err
	}
	defer bare.stop()
	cpu := b.meter(m.worker)
	p, err := takeTurns(turns, func() (rate float64, err error) {
		err = cpu.around(func() (int, error) {
			rate, err = m.project(ctx, n)
			return n, err
		})
		return rate, err
	}, func() (float64, error) {
		return b.post.time(n, func() error {
			r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+bare.addr, nil)
			if err == nil {
				_, err = send(r)
			}
			return err
		})
	})
	return figure{What: fmt.Sprintf("deliver to the simulator, %s, %d at once", name, posters), Project: perSecond(p.a), Bare: perSecond(p.b), Ratio: p.ratio,
		Goal: fmt.Sprintf("≥ %.2f", goalRatio), Met: p.ratio >= goalRatio, Note: fmt.Sprintf("%d messages a round, CPU %s; bare: POSTs alone", n, cpu)}, err
}

// project queues messages, wakes the worker, and says how many a second reached WeChat.
func (m *mail) project(ctx context.Context, n int) (float64, error) {
	if err := m.queue(ctx, n); err != nil {
		return 0, err
	}
	before, _ := m.world.bench.post.count()
	if err := m.world.exec(ctx, `UPDATE deliveries SET next_at = UTC_TIMESTAMP(6) WHERE next_at > '2099-01-01'`); err != nil { // all at once
		return 0, err
	}
	start := time.Now()
	if err := m.world.wake(ctx); err != nil {
		return 0, err
	}
	rate, err := m.world.bench.post.until(before+n, n, start)
	if err != nil {
		return 0, err
	}
	for range 1000 { // the last answers are still being written down
		var waiting, other int
		if err := m.world.pool.QueryRowContext(ctx, `
			SELECT COUNT(CASE WHEN state IN ('queued', 'sending') THEN 1 END), COUNT(CASE WHEN state NOT IN ('queued', 'sending', 'sent') THEN 1 END) FROM deliveries`).Scan(&waiting, &other); err != nil {
			return 0, err
		}
		if other > 0 {
			return 0, fmt.Errorf("%d messages were not sent", other)
		}
		if waiting == 0 {
			return rate, nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return 0, fmt.Errorf("messages still wait: see %s", m.worker.log)
}

// receivers sign in on their phones and grant messages.
func (m *mail) receivers(ctx context.Context) error {
	var all sync.WaitGroup
	errs := make([]error, posters)
	for i := range posters {
		all.Go(func() {
			for n := i; n < receiverCount && errs[i] == nil; n += posters {
				errs[i] = m.receiver(ctx, "receiver"+strconv.Itoa(n))
			}
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return m.world.exec(ctx,
		`CREATE TABLE bench_receivers (n INT PRIMARY KEY, id BIGINT)`,
		`INSERT INTO bench_receivers SELECT ROW_NUMBER() OVER (ORDER BY a.id) - 1, a.id FROM accounts a
		 WHERE a.level = 0 AND EXISTS (SELECT 1 FROM identities i WHERE i.account_id = a.id) AND NOT EXISTS (SELECT 1 FROM role_grants g WHERE g.account_id = a.id)`,
		`INSERT INTO push_grants (account_id, app, template_id, available, earned, updated_at) SELECT id, '`+app+`', '`+mailTemplate+`', 1000, 1000, UTC_TIMESTAMP(6) FROM bench_receivers`,
		`CREATE TABLE bench_digits (d INT)`,
		`INSERT INTO bench_digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)`)
}

const mailTemplate = "tmpl_arrived_demo0001"

func (m *mail) receiver(ctx context.Context, user string) error {
	code, err := m.world.bench.wechatCode("login", user)
	if err != nil {
		return err
	}
	if _, err = m.world.call(ctx, http.MethodPost, "/v1/sessions", "", map[string]any{"code": code}); err != nil {
		return err
	}
	return m.world.bench.tellWeChat("/_sim/grants", fmt.Sprintf(`{"user":%q,"app":%q,"template":%q,"add":1000}`, user, app, mailTemplate))
}

// queue writes n messages of the usual kind, each to somebody else.
func (m *mail) queue(ctx context.Context, n int) error {
	for n > seedChunk {
		if err := m.queue(ctx, seedChunk); err != nil {
			return err
		}
		n -= seedChunk
	}
	subject := fmt.Sprintf("bench:%d", m.sent)
	err := m.world.exec(ctx, fmt.Sprintf(`
		INSERT INTO messages (account_id, community_id, kind, event, title, body, page, subject, created_at)
		SELECT r.id, 1, 'status', 'issue.arrived', '收到一条新诉求', '路灯不亮。请查看并受理。', 'packages/issue/detail/detail?id=1', '%s', UTC_TIMESTAMP(6)
		FROM %s k JOIN bench_receivers r ON r.n = (k.n + %d) %% %d WHERE k.n <= %d`, subject, numbers, m.sent, receiverCount, n), fmt.Sprintf(`
		INSERT INTO deliveries (message_id, account_id, community_id, kind, event, worth, app, template_id, long_term, page, payload, state, next_at, created_at)
		SELECT id, account_id, 1, kind, event, 1, '%s', '%s', FALSE, page,
		  '{"thing1":"路灯不亮","phrase2":"待受理","time3":"2026-01-05 10:00","thing4":"三号楼门口","thing5":"请尽早查看并受理"}', 'queued', '2100-01-01', UTC_TIMESTAMP(6)
		FROM messages WHERE subject = '%s'`, app, mailTemplate, subject))
	m.sent += n
	return err
}

// work starts a worker, which listens on nothing, and waits until it works.
func (w *world) work(ctx context.Context) (*process, error) {
	p, out, err := start(ctx, filepath.Join(w.bench.dir, w.name+"-worker.log"), w.env(w.dsn, w.redis), strings.NewReader(""), w.bench.server, "worker")
	if err != nil {
		return nil, err
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		p.stop()
		return nil, fmt.Errorf("a worker did not start: see %s", p.log)
	}
	return p, nil
}

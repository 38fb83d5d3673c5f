package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"huiyin/server/internal/platform/wechat/sim"
)

const (
	receiverCount = 20_000 // each gets about as much in a day as people do
	sendPath      = "/cgi-bin/message/subscribe/send"
	posters       = 16 // how many calls the program makes at once
)

// deliver is a worker that brings queued messages to the simulator of WeChat.
// There are two bare sides over as many kept connections: a loop of POSTs that
// keeps no promise, and one that takes messages from the database and marks them
// there, as whoever must neither lose nor repeat any has to.
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
	if _, err := m.project(ctx, 64, b.meter(m.worker)); err != nil { // connections, and a look at what is sent
		return nil, err
	}
	for _, c := range []race{{n: 100_000, turns: 1}, {n: 100_000, turns: 1, marked: true}, {n: 1000, turns: 5}, {n: 1000, turns: 5, marked: true}, {n: 320, turns: 5, latency: 200}, {n: 320, turns: 5, latency: 200, marked: true}} {
		if b.quick {
			c.n = max(c.n/20, 64)
		}
		f, err := m.race(ctx, c)
		if err != nil {
			return out, fmt.Errorf("%v: %w", c, err)
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

// A race is how the two sides take turns.
type race struct {
	n, turns, latency int  // messages; rounds; milliseconds of each message
	marked            bool // the bare side keeps books
}

func (r race) String() string {
	name := "no latency"
	if r.latency > 0 {
		name = fmt.Sprintf("%d ms latency", r.latency)
	}
	if r.marked {
		return fmt.Sprintf("%d messages, %s, against POSTs with the same statements", r.n, name)
	}
	return fmt.Sprintf("%d messages, %s, against POSTs alone", r.n, name)
}

func (m *mail) race(ctx context.Context, r race) (figure, error) {
	b := m.world.bench
	if err := b.slowWeChat(r.latency); err != nil {
		return figure{}, err
	}
	seen := b.post.last()
	bare, err := b.bareServer(ctx, job{Post: &posting{URL: b.wechatURL + seen.address, Body: seen.body, N: r.n, Conns: posters, Marked: r.marked}, DSN: m.world.dsn, RedisURL: m.world.redis, Status: http.StatusOK})
	if err != nil {
		return figure{}, err
	}
	defer bare.stop()
	own, other := b.meter(m.worker), b.meter(bare)
	p, err := takeTurns(r.turns, func() (float64, error) { return m.project(ctx, r.n, own) }, func() (float64, error) { return m.bare(ctx, r, bare, other) })
	return figure{What: fmt.Sprintf("deliver %v, %d at once", r, posters), Project: perSecond(p.a), Bare: perSecond(p.b), Ratio: p.ratio,
		Goal: fmt.Sprintf("≥ %.2f", goalRatio), Met: p.ratio >= goalRatio, Note: fmt.Sprintf("CPU %s; bare %s", own, other)}, err
}

// bare lets the bare side send as many.
func (m *mail) bare(ctx context.Context, r race, p *process, cpu *meter) (rate float64, err error) {
	if r.marked {
		if err := m.queue(ctx, r.n, bareQueued); err != nil {
			return 0, err
		}
		if err := m.begin(ctx); err != nil {
			return 0, err
		}
	}
	err = cpu.around(func() (int, error) {
		rate, err = m.world.bench.post.time(r.n, func() error {
			q, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.addr, nil)
			if err == nil {
				_, err = send(q)
			}
			return err
		})
		return r.n, err
	})
	return rate, err
}

// begin makes what was queued due, all at once.
func (m *mail) begin(ctx context.Context) error {
	return m.world.exec(ctx, `UPDATE deliveries SET next_at = UTC_TIMESTAMP(6) WHERE next_at > '2099-01-01'`)
}

// project queues messages, wakes the worker, and says how many a second reached
// WeChat and were marked.
func (m *mail) project(ctx context.Context, n int, cpu *meter) (rate float64, err error) {
	if err := m.queue(ctx, n, "queued"); err != nil {
		return 0, err
	}
	if err := m.begin(ctx); err != nil {
		return 0, err
	}
	err = cpu.around(func() (int, error) {
		rate, err = m.world.bench.post.time(n, func() error { return m.world.wake(ctx) })
		if err == nil {
			err = m.marked(ctx)
		}
		return n, err
	})
	return rate, err
}

// marked waits until the last answers are written down.
func (m *mail) marked(ctx context.Context) error {
	for range 1000 { // the last answers are still being written down
		var waiting, other int
		if err := m.world.pool.QueryRowContext(ctx, `
			SELECT COUNT(CASE WHEN state IN ('queued', 'sending') THEN 1 END), COUNT(CASE WHEN state NOT IN ('queued', 'sending', 'sent') THEN 1 END) FROM deliveries WHERE state NOT LIKE 'bare%'`).Scan(&waiting, &other); err != nil {
			return err
		}
		if other > 0 {
			return fmt.Errorf("%d messages were not sent", other)
		}
		if waiting == 0 {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("messages still wait: see %s", m.worker.log)
}

// receivers are people with as many grants as they want. What a phone does to
// become one of them is measured elsewhere.
func (m *mail) receivers(ctx context.Context) error {
	for from := 0; from < receiverCount; from += seedChunk {
		rows := make([]string, min(seedChunk, receiverCount-from))
		for i := range rows {
			rows[i] = fmt.Sprintf("(%d, '%s')", from+i, sim.OpenID(app, receiver(from+i)))
		}
		if err := m.world.exec(ctx, `CREATE TABLE IF NOT EXISTS bench_receivers (n INT PRIMARY KEY, openid VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, id BIGINT)`,
			`INSERT INTO bench_receivers (n, openid) VALUES `+strings.Join(rows, ", ")); err != nil {
			return err
		}
	}
	return m.world.exec(ctx,
		`INSERT INTO accounts (name, username, created_at) SELECT '居民', openid, UTC_TIMESTAMP(6) FROM bench_receivers`,
		`UPDATE bench_receivers r JOIN accounts a ON a.username = r.openid SET r.id = a.id`,
		`INSERT INTO identities (app, openid, account_id, created_at) SELECT '`+app+`', openid, id, UTC_TIMESTAMP(6) FROM bench_receivers`,
		`INSERT INTO push_grants (account_id, app, template_id, available, earned, updated_at) SELECT id, '`+app+`', '`+mailTemplate+`', 1000, 1000, UTC_TIMESTAMP(6) FROM bench_receivers`,
		`CREATE TABLE bench_digits (d INT)`,
		`INSERT INTO bench_digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)`)
}

const mailTemplate = "tmpl_arrived_demo0001"

func receiver(n int) string { return "receiver" + strconv.Itoa(n) }

// queue writes n messages of the usual kind, each to somebody else.
func (m *mail) queue(ctx context.Context, n int, state string) error {
	for n > seedChunk {
		if err := m.queue(ctx, seedChunk, state); err != nil {
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
		  '{"thing1":"路灯不亮","phrase2":"待受理","time3":"2026-01-05 10:00","thing4":"三号楼门口","thing5":"请尽早查看并受理"}', '%s', '2100-01-01', UTC_TIMESTAMP(6)
		FROM messages WHERE subject = '%s'`, app, mailTemplate, state, subject))
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

package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

const (
	noticeTemplate = "tmpl_notice_demo0001"
	noticePayload  = `{"thing1":"停水通知","phrase2":"通知","time3":"2026-01-05 10:00","thing4":"社区","thing5":"明天停水"}`

	noticeChunk  = 1000
	noticeRounds = 5
	goalExpand   = 256 << 20
)

// expand is a worker that gives a notice to everybody; the bare side is INSERT …
// SELECT of the same rows in the same chunks.
func expand(ctx context.Context, b *bench) ([]figure, error) {
	w, err := b.open(ctx, "notices", 0)
	if err != nil {
		return nil, err
	}
	p := &post{world: w, people: 1_000_000}
	if b.quick {
		p.people = 50_000
	}
	if err := p.settle(ctx); err != nil {
		return nil, err
	}
	worker, err := w.work(ctx)
	if err != nil {
		return nil, err
	}
	defer worker.stop()
	before, _, err := worker.memory()
	if err != nil {
		return nil, err
	}
	turns, err := takeTurns(noticeRounds, func() (float64, error) { return p.project(ctx) }, func() (float64, error) { return p.bare(ctx) })
	if err != nil {
		return nil, err
	}
	_, most, err := worker.memory()
	what := fmt.Sprintf("give a notice to %d people", p.people)
	return []figure{
		{What: what, Project: perSecond(turns.a), Bare: perSecond(turns.b), Ratio: turns.ratio, Goal: fmt.Sprintf("≥ %.2f", goalRatio), Met: turns.ratio >= goalRatio,
			Note: fmt.Sprintf("people a second, two chunks at the same time; bare: INSERT … SELECT of receipts and messages, one chunk of %d after the other", noticeChunk)},
		{What: what + ", memory of the worker", Project: mebibytes(most), Goal: "≤ 256 MiB", Met: most <= goalExpand, Note: "at its beginning " + mebibytes(before)},
	}, err
}

// post is a community with many people and notices for all of them.
type post struct {
	world   *world
	people  int
	notices int
}

// settle lets the people live all over the community.
func (p *post) settle(ctx context.Context) error {
	if err := p.world.exec(ctx, `CREATE TABLE bench_digits (d INT)`, `INSERT INTO bench_digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)`,
		`CREATE TABLE bench_places (n INT PRIMARY KEY, id BIGINT)`, `INSERT INTO bench_places SELECT ROW_NUMBER() OVER (ORDER BY id) - 1, id FROM micro_grids`,
		`DELETE FROM memberships`); err != nil {
		return err
	}
	for done := 0; done < p.people; done += seedChunk {
		n := min(seedChunk, p.people-done)
		if err := p.world.exec(ctx, fmt.Sprintf(`INSERT INTO accounts (name, level, created_at) SELECT 'bench', 1, UTC_TIMESTAMP(6) FROM %s k WHERE k.n <= %d`, numbers, n)); err != nil {
			return err
		}
	}
	return p.world.exec(ctx, `
		INSERT INTO memberships (account_id, community_id, micro_grid_id, how, from_at)
		SELECT a.id, 1, b.id, 'scan', UTC_TIMESTAMP(6) FROM accounts a JOIN bench_places b ON b.n = a.id % (SELECT COUNT(*) FROM bench_places) WHERE a.name = 'bench' ORDER BY a.id`)
}

// clear forgets the notices before, so that both sides write into empty tables.
func (p *post) clear(ctx context.Context) error {
	c, err := p.world.pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	for _, q := range []string{`UPDATE notice_fanouts SET state = 'closed'`, `SET FOREIGN_KEY_CHECKS = 0`, `TRUNCATE TABLE deliveries`, `TRUNCATE TABLE messages`, `TRUNCATE TABLE notice_receipts`, `SET FOREIGN_KEY_CHECKS = 1`} {
		if _, err := c.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// begin writes a notice for everybody, as the transaction that sends one does.
func (p *post) begin(ctx context.Context, state string) (id int, err error) {
	if err := p.clear(ctx); err != nil {
		return 0, err
	}
	p.notices++
	id = p.notices
	return id, p.world.exec(ctx, fmt.Sprintf(`
		INSERT INTO notices (id, community_id, category, title, summary, html, words, source, emergency, tell, audience, state, version, author_id, sent_at, created_at, updated_at)
		VALUES (%d, 1, 'service', '停水通知', '明天停水', '<p>明天停水</p>', '明天停水', '', FALSE, FALSE, '{"grids":[],"micro_grids":[],"tags":[]}', 'sending', 2, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))`, id), fmt.Sprintf(`
		INSERT INTO broadcasts (id, community_id, kind, event, title, body, page, subject, created_at)
		VALUES (%d, 1, 'notice', 'notice.published', '停水通知', '明天停水', 'packages/notice/detail/detail?id=1', 'notice:%d', UTC_TIMESTAMP(6))`, id, id), fmt.Sprintf(`
		INSERT INTO broadcast_forms (broadcast_id, via, app, template_id, long_term, payload) VALUES (%d, 'subscribe', '%s', '%s', FALSE, '%s')`, id, app, noticeTemplate, noticePayload), fmt.Sprintf(`
		INSERT INTO notice_fanouts (notice_id, broadcast_id, emergency, state, expected, started_at, due_at) VALUES (%d, %d, FALSE, '%s', %d, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))`, id, id, state, p.people))
}

// project waits until the worker has given a notice to everybody.
func (p *post) project(ctx context.Context) (float64, error) {
	id, err := p.begin(ctx, "walking")
	if err != nil {
		return 0, err
	}
	begun, have := time.Now(), 0
	for time.Since(begun) < 20*time.Minute {
		if err := p.world.pool.QueryRowContext(ctx, `SELECT COALESCE(SUM(targeted), 0) FROM notice_tallies WHERE notice_id = ?`, id).Scan(&have); err != nil {
			return 0, err
		}
		if have == p.people {
			return float64(p.people) / time.Since(begun).Seconds(), nil
		}
		time.Sleep(5 * time.Millisecond)
	}
	return 0, fmt.Errorf("only %d of %d have it", have, p.people)
}

// bare gives a notice to everybody by SQL alone.
func (p *post) bare(ctx context.Context) (float64, error) {
	id, err := p.begin(ctx, "closed")
	if err != nil {
		return 0, err
	}
	begun, after := time.Now(), 0
	for {
		next, err := p.chunk(ctx, id, after)
		if err != nil {
			return 0, err
		}
		if next == after {
			return float64(p.people) / time.Since(begun).Seconds(), nil
		}
		after = next
	}
}

func (p *post) chunk(ctx context.Context, id, after int) (next int, err error) {
	tx, err := p.world.pool.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback() // after a commit this does nothing
	if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), ?) FROM (SELECT id FROM memberships WHERE community_id = 1 AND until_at IS NULL AND id > ? ORDER BY id LIMIT ?) AS x`,
		after, after, noticeChunk).Scan(&next); err != nil {
		return 0, err
	}
	rows := strings.NewReplacer("{id}", fmt.Sprint(id), "{from}", fmt.Sprint(after), "{to}", fmt.Sprint(next))
	for _, q := range []string{
		`INSERT INTO notice_receipts (notice_id, account_id, grid_id, micro_grid_id, told_first, state)
			SELECT {id}, x.account_id, m.grid_id, x.micro_grid_id, FALSE, 'unreached' FROM memberships x JOIN micro_grids m ON m.id = x.micro_grid_id
			WHERE x.community_id = 1 AND x.until_at IS NULL AND x.id > {from} AND x.id <= {to}`,
		`INSERT INTO messages (account_id, community_id, kind, event, title, body, page, subject, created_at, broadcast_id)
			SELECT x.account_id, 1, 'notice', 'notice.published', '', '', 'packages/notice/detail/detail?id=1', 'notice:{id}', UTC_TIMESTAMP(6), {id} FROM memberships x
			WHERE x.community_id = 1 AND x.until_at IS NULL AND x.id > {from} AND x.id <= {to}`,
		`UPDATE notice_fanouts SET after_id = {to} WHERE notice_id = {id}`,
	} {
		if _, err := tx.ExecContext(ctx, rows.Replace(q)); err != nil {
			return 0, err
		}
	}
	return next, tx.Commit()
}

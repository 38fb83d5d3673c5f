package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

const (
	goalDigests  = 5 * time.Second
	digestRounds = 5
)

// digests has all week's cards of a community made anew, as staff do, and draws
// them as chats would fetch them; the bare side is the same statements.
func digests(ctx context.Context, b *bench) ([]figure, error) {
	w, err := b.sized(ctx, "small")
	if err != nil {
		return nil, err
	}
	if err := w.newsOfTheWeek(ctx); err != nil {
		return nil, err
	}
	in, err := w.call(ctx, http.MethodPost, "/v1/staff/sessions", "", map[string]any{"username": "staff1", "password": password})
	if err != nil {
		return nil, err
	}
	csrf, _ := in.body["csrf"].(string)
	q := request{method: http.MethodPost, path: "/v1/group-digests", cookie: in.cookie, csrf: csrf, body: `{"community_id":1}`}
	l, err := w.eavesdrop(ctx)
	if err != nil {
		return nil, err
	}
	heard, err := l.hear(ctx, func() request { return q }, "")
	l.close()
	if err != nil {
		return nil, err
	}
	cards, err := w.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	pictures := picturesOf(cards)
	made, err := takeTurns(digestRounds, func() (float64, error) { return seconds(func() error { _, err := w.ask(ctx, q); return err }) },
		func() (float64, error) { return seconds(func() error { return w.replay(ctx, heard.sql) }) })
	if err != nil {
		return nil, err
	}
	drawn, err := seconds(func() error { return w.fetch(ctx, pictures) })
	what, goal := fmt.Sprintf("make %d week's cards", len(pictures)), fmt.Sprintf("≤ %.0f s", goalDigests.Seconds())
	return []figure{
		{What: what, Project: millis(1000 * made.a), Bare: millis(1000 * made.b), Ratio: made.ratio, Goal: goal, Met: made.a <= goalDigests.Seconds(), Note: fmt.Sprintf("bare: the same %d statements on one connection", len(heard.sql))},
		{What: what + ", and draw their pictures", Project: fmt.Sprintf("%.1f s", made.a+drawn), Goal: goal, Met: made.a+drawn <= goalDigests.Seconds(), Note: "fetched one after the other"},
	}, err
}

// newsOfTheWeek gives the community forty notices, most for one grid, and each
// micro-grid an activity.
func (w *world) newsOfTheWeek(ctx context.Context) error {
	return w.exec(ctx, `DELETE FROM notices`, `DELETE FROM activities`, fmt.Sprintf(`
		INSERT INTO notices (community_id, category, title, summary, html, words, source, emergency, tell, audience, state, version, author_id, sent_at, created_at, updated_at)
		SELECT 1, 'service', CONCAT('便民通知第', n, '号'), '', '', '', '', FALSE, FALSE, CONCAT('{"grids":[', IF(n %% 5 = 0, '', n %% 8 + 1), '],"micro_grids":[],"tags":[]}'), 'sent', 2, 1,
			UTC_TIMESTAMP(6) - INTERVAL n HOUR, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) FROM %s k WHERE n <= 40`, numbers), `
		INSERT INTO activities (community_id, grid_id, micro_grid_id, kind, title, text, place, bring, audience, children, organiser_id, created_at, starts_at, ends_at)
		SELECT community_id, grid_id, id, 'clean_friday', '周五大扫除', '', '楼下', '', 'near', TRUE, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 2 DAY, UTC_TIMESTAMP(6) + INTERVAL 50 HOUR FROM micro_grids WHERE valid_until IS NULL`)
}

func seconds(do func() error) (float64, error) {
	begun := time.Now()
	err := do()
	return time.Since(begun).Seconds(), err
}

// ask sends a request of the staff pages.
func (w *world) ask(ctx context.Context, q request) (reply, error) {
	r, err := http.NewRequestWithContext(ctx, q.method, "http://"+w.serve.addr+q.path, strings.NewReader(q.body))
	if err != nil {
		return reply{}, err
	}
	q.dress(r)
	return send(r)
}

// replay runs statements on one connection and looks at no answer.
func (w *world) replay(ctx context.Context, statements []string) error {
	c, err := w.pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	for _, q := range statements {
		if isRead(q) {
			err = read(ctx, c, q)
		} else {
			_, err = c.ExecContext(ctx, q)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func picturesOf(cards reply) (out []string) {
	items, _ := cards.body["items"].([]any)
	for _, i := range items {
		d, _ := i.(map[string]any)["digest"].(map[string]any)
		if p, _ := d["picture"].(string); p != "" {
			_, path, _ := strings.Cut(p, "/v1/")
			out = append(out, "/v1/"+path)
		}
	}
	return out
}

func (w *world) fetch(ctx context.Context, paths []string) error {
	for _, p := range paths {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+w.serve.addr+p, nil)
		if err != nil {
			return err
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %d %w", p, res.StatusCode, err)
		}
	}
	return nil
}

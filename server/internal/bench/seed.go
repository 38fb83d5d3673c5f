package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"time"
)

// seedVersion changes when the seed does: worlds of another one are made anew.
const seedVersion = 7

const (
	seedChunk   = 10_000
	perResident = 100  // issues that each reported
	openIssues  = 3690 // the open ones are those of the last days, however long the past
	busy        = 10   // one of so many is in the first micro-grid: its worker's pages are full in every world
)

// numbers are n = 1 … 10,000, in SQL that every server knows.
const numbers = `(SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d AS n FROM bench_digits a, bench_digits b, bench_digits c, bench_digits e)`

// seed fills the world: issues over three years, spread over all micro-grids,
// residents and categories; some are open, half of those old.
func (w *world) seed(ctx context.Context, stamp string) error {
	begun := time.Now()
	c, err := w.pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := w.scaffold(ctx, c); err != nil {
		return err
	}
	for from := 0; from < w.issues; from += seedChunk {
		n := min(seedChunk, w.issues-from)
		if err := execAll(ctx, c, []string{seedIssues, seedPhotos}, from, w.issues, n); err != nil {
			return err
		}
		if err := execAll(ctx, c, seedPast, from, from+n); err != nil {
			return err
		}
		if from%200_000 == 0 && from > 0 {
			w.bench.say("%d of %d issues seeded", from, w.issues)
		}
	}
	if err := w.index(ctx); err != nil {
		return err
	}
	if err := sumUp(ctx, c); err != nil {
		return err
	}
	if err := execAll(ctx, c, []string{`CREATE TABLE bench_stamp (stamp VARCHAR(200))`}); err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, `INSERT INTO bench_stamp VALUES (?)`, stamp); err != nil {
		return err
	}
	w.bench.say("%d issues seeded in %.0f s", w.issues, time.Since(begun).Seconds())
	return nil
}

// index makes the issues searchable as an operator would who had them before.
func (w *world) index(ctx context.Context) error {
	begun := time.Now()
	if err := w.command(ctx, "index"); err != nil {
		return err
	}
	w.bench.say("%d issues made searchable in %.0f s", w.issues, time.Since(begun).Seconds())
	return nil
}

// sumUp does what the migration does with issues that were there before it, and
// lets the database know what there is.
func sumUp(ctx context.Context, c *sql.Conn) error {
	sums, err := os.ReadFile("server/migrations/20261125110010_issue_days_backfill.sql")
	if err != nil {
		return err
	}
	if err := execAll(ctx, c, strings.Split(strings.TrimSuffix(strings.TrimSpace(string(sums)), ";"), ";")); err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, `ANALYZE TABLE issues, issue_days, issue_events, issue_grams, issue_escalations, issue_photos, messages, accounts`)
	return err
}

// scaffold makes the small tables that the seed draws from.
func (w *world) scaffold(ctx context.Context, c *sql.Conn) error {
	return execAll(ctx, c, []string{
		`SET SESSION unique_checks = 0, foreign_key_checks = 0`,
		`CREATE TABLE bench_digits (d INT)`,
		`INSERT INTO bench_digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)`,
		`CREATE TABLE bench_places (n INT PRIMARY KEY, community_id BIGINT, grid_id BIGINT, micro_grid_id BIGINT, owner_id BIGINT)`,
		`INSERT INTO bench_places SELECT ROW_NUMBER() OVER (ORDER BY micro_grid_id) - 1, community_id, grid_id, micro_grid_id, MIN(account_id)
		 FROM role_grants WHERE role = 'worker' GROUP BY community_id, grid_id, micro_grid_id`,
		`CREATE TABLE bench_categories (n INT PRIMARY KEY, code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)`,
		`INSERT INTO bench_categories SELECT ROW_NUMBER() OVER (ORDER BY position) - 1, code FROM categories`,
		fmt.Sprintf(`INSERT INTO accounts (name, level, created_at) SELECT CONCAT('居民', n), 1, UTC_TIMESTAMP(6) FROM %s numbers WHERE n <= %d`, numbers, w.issues/perResident),
		`CREATE TABLE bench_reporters (n INT PRIMARY KEY, id BIGINT)`,
		`INSERT INTO bench_reporters SELECT ROW_NUMBER() OVER (ORDER BY id) - 1, id FROM accounts WHERE level >= 1`,
	})
}

// Of k = 1 … total the last are open, and as many spread over all the past; the
// rest are closed, most of them solved. Those from the past are overdue, and
// everybody above knows; the last ones have time, however old the world gets.
var seedIssues = fmt.Sprintf(`
INSERT INTO issues (id, community_id, grid_id, micro_grid_id, reporter_id, owner_id, category, state, outcome, title, words, reply, hide_name,
  place_text, moderation, due_at, next_due_at, escalation, paused_at, grade, resolved, responded, answered_by, version, created_at, updated_at, closed_at)
SELECT k.k, p.community_id, p.grid_id, p.micro_grid_id, r.id, p.owner_id, c.code, k.state,
  IF(k.open, NULL, ELT(1 + k.k %% 10, 'unsolved', 'out_of_scope', 'solved', 'solved', 'solved', 'solved', 'solved', 'solved', 'solved', 'solved')),
  CONCAT('第', k.k, '号路灯不亮，夜里看不清路'), CONCAT('第', k.k, '号路灯已经三天不亮了，晚上老人进出看不清台阶，麻烦安排师傅来看看。'),
  IF(k.open, NULL, '师傅已经换好灯泡，今晚请留意一下；如果还不亮，请在这里告诉我们。'), k.k %% 3 > 0, CONCAT(1 + k.k %% 30, '号楼门口'),
  IF(k.k %% 50 = 7, 'review', 'pass'), k.due, IF(k.open, k.due, NULL), IF(k.open AND k.due < UTC_TIMESTAMP(6), 4, 0),
  IF(k.state = 'waiting_reporter', k.at + INTERVAL 2 MINUTE, NULL),
  IF(k.open OR k.k %% 4 > 0, NULL, 5), IF(k.open OR k.k %% 4 > 0, NULL, TRUE), IF(k.open OR k.k %% 4 > 0, NULL, TRUE), IF(k.open, NULL, p.owner_id),
  CASE k.state WHEN 'submitted' THEN 1 WHEN 'accepted' THEN 2 WHEN 'closed' THEN 4 ELSE 3 END, k.at,
  CASE k.state WHEN 'submitted' THEN k.at WHEN 'accepted' THEN k.at + INTERVAL 1 MINUTE WHEN 'closed' THEN k.at + INTERVAL 2 DAY ELSE k.at + INTERVAL 2 MINUTE END,
  IF(k.open, NULL, k.at + INTERVAL 1 DAY)
FROM (SELECT k, open, at, at + INTERVAL IF(k > total - %[1]d / 2, 400, 5) DAY AS due,
        IF(open, ELT(1 + k %% 4, 'submitted', 'accepted', 'in_progress', 'waiting_reporter'), 'closed') AS state
      FROM (SELECT k, total, k > total - %[1]d / 2 OR k %% (total * 2 DIV %[1]d) = 0 AS open, UTC_TIMESTAMP(6) - INTERVAL (total - k) * 94608000 DIV total SECOND AS at
            FROM (SELECT n + ? AS k, ? AS total FROM %[2]s numbers WHERE n <= ?) raw) aged) k
JOIN bench_places p ON p.n = IF(k.k %% %[3]d = 3, 0, k.k * 7 %% (SELECT COUNT(*) FROM bench_places))
JOIN bench_categories c ON c.n = k.k DIV 3 %% (SELECT COUNT(*) FROM bench_categories)
JOIN bench_reporters r ON r.n = k.k * 11 %% (SELECT COUNT(*) FROM bench_reporters)
ORDER BY k.k`, openIssues, numbers, busy)

const seedPhotos = `
INSERT INTO issue_photos (uploader_id, issue_id, version, blob_key, width, height, moderation, created_at)
SELECT 0, k, 1, LPAD(k, 26, 'x'), 1280, 960, 'pass', UTC_TIMESTAMP(6) FROM (SELECT n + ? AS k, ? AS total FROM ` + numbers + ` numbers WHERE n <= ?) k WHERE k % 3 = 0`

func execAll(ctx context.Context, c *sql.Conn, statements []string, args ...any) error {
	for _, q := range statements {
		if _, err := c.ExecContext(ctx, q, args...); err != nil {
			return fmt.Errorf("seed: %w in %.80s", err, q)
		}
	}
	return nil
}

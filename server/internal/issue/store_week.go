package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/calendar"
	"huiyin/server/internal/platform/db"
)

func lastWeek(ctx context.Context, q db.Querier, community int64) (calendar.Date, error) {
	t, err := db.One(ctx, q, db.Value[time.Time], `SELECT week FROM issue_weeks WHERE community_id = ? ORDER BY week DESC LIMIT 1`, community)
	return calendar.NewDate(t.Date()), err
}

func firstReport(ctx context.Context, q db.Querier, community int64) (*time.Time, error) {
	first, err := db.One(ctx, q, db.Value[*time.Time], `SELECT created_at FROM issues WHERE community_id = ? ORDER BY id LIMIT 1`, community)
	if db.Missing(err) {
		return nil, nil
	}
	return first, err
}

func insertWeek(ctx context.Context, tx *db.Tx, community int64, week calendar.Date) (made bool, err error) {
	n, err := db.Exec(ctx, tx, `INSERT IGNORE INTO issue_weeks (community_id, week, frozen_at) VALUES (?, ?, ?)`, community, week.String(), tx.Now)
	return n == 1, err
}

// entering writes issues into a week as they stood when it ended: by their
// last event before.
const entering = `
	INSERT IGNORE INTO issue_week_items (community_id, week, issue_id, grid_id, micro_grid_id, entered, state, is_out, is_late, next_due_at, owner_id)
	SELECT i.community_id, ?, i.id, i.grid_id, i.micro_grid_id, ?, e.state, e.next_due_at IS NOT NULL, COALESCE(e.next_due_at < ?, FALSE), e.next_due_at, e.owner_id
	FROM issues i JOIN issue_events e ON e.issue_id = i.id AND e.version = (
		SELECT MAX(l.version) FROM issue_events l WHERE l.issue_id = i.id AND l.created_at < ?)
	WHERE i.community_id = ? AND i.id IN `

func enter(ctx context.Context, tx *db.Tx, community int64, week calendar.Date, until time.Time, how Entrance, ids string, args ...any) error {
	_, err := tx.ExecContext(ctx, entering+"("+ids+")", append([]any{week.String(), how, until, until, community}, args...)...)
	return err
}

func enterCarried(ctx context.Context, tx *db.Tx, community int64, week calendar.Date, until time.Time) error {
	return enter(ctx, tx, community, week, until, CarriedIn,
		`SELECT p.issue_id FROM issue_week_items p WHERE p.community_id = ? AND p.week = ? AND p.is_out`, community, (week - 7).String())
}

func enterNew(ctx context.Context, tx *db.Tx, community int64, week calendar.Date, from, until time.Time) error {
	return enter(ctx, tx, community, week, until, ReportedIn,
		`SELECT r.issue_id FROM issue_events r WHERE r.step = ? AND r.created_at >= ? AND r.created_at < ?`, Report, from, until)
}

func enterReopened(ctx context.Context, tx *db.Tx, community int64, week calendar.Date, from, until time.Time) error {
	return enter(ctx, tx, community, week, until, ReopenedIn,
		`SELECT r.issue_id FROM issue_events r WHERE r.step IN (?, ?) AND r.created_at >= ? AND r.created_at < ?`, Reopen, Unmerge, from, until)
}

func weeks(ctx context.Context, q db.Querier, community int64, n int) ([]calendar.Date, error) {
	list, err := db.All(ctx, q, db.Value[time.Time], `SELECT week FROM issue_weeks WHERE community_id = ? ORDER BY week DESC LIMIT ?`, community, n)
	out := make([]calendar.Date, len(list))
	for i, t := range list {
		out[i] = calendar.NewDate(t.Date())
	}
	return out, err
}

func frozenAt(ctx context.Context, q db.Querier, community int64, week calendar.Date) (time.Time, error) {
	return db.One(ctx, q, db.Value[time.Time], `SELECT frozen_at FROM issue_weeks WHERE community_id = ? AND week = ?`, community, week.String())
}

// weekWhere keeps a query of a week's items to what the actor may read.
func weekWhere(scope board, week calendar.Date) (w db.Where) {
	w.And("x.community_id = ? AND x.week = ?", scope.Community, week.String())
	db.In(&w, "x.grid_id", scope.Grids)
	return w
}

type weekLine struct {
	grid, micro int64
	name        *string
	WeekSum
}

func (l *weekLine) columns() []any {
	return []any{&l.grid, &l.micro, &l.name, &l.CarriedIn, &l.New, &l.Answered, &l.CarriedOut, &l.Late}
}

// sumsByMicroGrid are the ledger's smallest lines, by grid.
func sumsByMicroGrid(ctx context.Context, q db.Querier, scope board, week calendar.Date) (map[int64][]WeekSum, error) {
	w := weekWhere(scope, week)
	rows, err := db.All(ctx, q, (*weekLine).columns, `
		SELECT x.grid_id, x.micro_grid_id, m.name, SUM(x.entered = ?), SUM(x.entered <> ?), SUM(NOT x.is_out), SUM(x.is_out), SUM(x.is_out AND x.is_late)
		FROM issue_week_items x LEFT JOIN micro_grids m ON m.id = x.micro_grid_id`+w.SQL()+`
		GROUP BY x.grid_id, x.micro_grid_id, m.name ORDER BY x.grid_id, x.micro_grid_id`, append([]any{CarriedIn, CarriedIn}, w.Args()...)...)
	out := map[int64][]WeekSum{}
	for _, r := range rows {
		if r.name != nil {
			r.MicroGrid = &Named{r.micro, *r.name}
		}
		out[r.grid] = append(out[r.grid], r.WeekSum)
	}
	return out, err
}

type weekRow struct {
	id      ID
	entered Entrance
	state   State
	late    bool
	nextDue *time.Time
	owner   account.ID
	title   string
	created time.Time
	micro   int64
}

func (r *weekRow) columns() []any {
	return []any{&r.id, &r.entered, &r.state, &r.late, &r.nextDue, &r.owner, &r.title, &r.created, &r.micro}
}

const agendaMost = 500

func carriedOut(ctx context.Context, q db.Querier, scope board, week calendar.Date) ([]weekRow, error) {
	w := weekWhere(scope, week)
	return db.All(ctx, q, (*weekRow).columns, `
		SELECT x.issue_id, x.entered, x.state, x.is_late, x.next_due_at, x.owner_id, i.title, i.created_at, x.micro_grid_id
		FROM issue_week_items x JOIN issues i ON i.id = x.issue_id`+w.SQL()+` AND x.is_out ORDER BY x.is_late DESC, x.next_due_at, x.issue_id LIMIT ?`, w.Args(agendaMost)...)
}

func insertCorrection(ctx context.Context, tx *db.Tx, community int64, week calendar.Date, by account.ID, d CorrectionDraft) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO issue_week_corrections (community_id, week, issue_id, account_id, text, created_at) VALUES (?, ?, NULLIF(?, 0), ?, ?, ?)`,
		community, week.String(), d.Issue, by, d.Text, tx.Now)
	return err
}

func (c *Correction) columns() []any { return []any{&c.ID, &c.Issue, &c.By.ID, &c.Text, &c.At} }

func corrections(ctx context.Context, q db.Querier, community int64, week calendar.Date) ([]Correction, error) {
	return db.All(ctx, q, (*Correction).columns,
		`SELECT id, issue_id, account_id, text, created_at FROM issue_week_corrections WHERE community_id = ? AND week = ? ORDER BY id`, community, week.String())
}

package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

func toEscalate(ctx context.Context, q db.Querier, now time.Time, n int) ([]ID, error) {
	return db.All(ctx, q, db.Value[ID], `SELECT id FROM issues WHERE escalate_at <= ? ORDER BY escalate_at, id LIMIT ?`, now, n)
}

// setEscalation changes facts beside the state: nobody who is writing an
// answer meanwhile is told that the issue changed.
func setEscalation(ctx context.Context, tx *db.Tx, r *record) error {
	_, err := tx.ExecContext(ctx, `UPDATE issues SET escalation = ?, escalate_at = ? WHERE id = ?`, r.Escalation, r.EscalateAt, r.ID)
	return err
}

func insertEscalation(ctx context.Context, tx *db.Tx, r *record, told []account.ID) error {
	n, err := db.Exec(ctx, tx, `INSERT IGNORE INTO issue_escalations (issue_id, due_at, level, created_at) VALUES (?, ?, ?, ?)`, r.ID, *r.deadline(), r.Escalation, tx.Now)
	if err != nil || n == 0 {
		return err
	}
	return insertAlerts(ctx, tx, r.ID, r.Escalation, nil, told)
}

func insertAlerts(ctx context.Context, tx *db.Tx, id ID, to level, task *int, told []account.ID) error {
	for _, who := range told {
		if _, err := tx.ExecContext(ctx, `INSERT INTO issue_alerts (account_id, issue_id, level, task, created_at) VALUES (?, ?, ?, ?, ?)`, who, id, to, task, tx.Now); err != nil {
			return err
		}
	}
	return nil
}

func toAlert(ctx context.Context, q db.Querier) ([]account.ID, error) {
	return db.All(ctx, q, db.Value[account.ID], `SELECT DISTINCT account_id FROM issue_alerts LIMIT 1000`)
}

type alertRow struct {
	id    int64
	issue ID
	level level
	task  *int
}

func (a *alertRow) columns() []any { return []any{&a.id, &a.issue, &a.level, &a.task} }

// takeAlerts removes what a person is to be told; issues and tasks that ended
// meanwhile are left out.
func takeAlerts(ctx context.Context, tx *db.Tx, to account.ID) ([]alertRow, error) {
	rows, err := db.All(ctx, tx, (*alertRow).columns, `
		SELECT a.id, a.issue_id, a.level, a.task FROM issue_alerts a JOIN issues i ON i.id = a.issue_id
		WHERE a.account_id = ? AND (i.next_due_at IS NOT NULL OR i.tell_by IS NOT NULL)
			AND (a.task IS NULL OR EXISTS (SELECT 1 FROM issue_tasks t WHERE t.issue_id = a.issue_id AND t.task = a.task AND t.ended_at IS NULL AND (t.account_id = a.account_id OR i.owner_id = a.account_id))) ORDER BY a.id FOR UPDATE`, to)
	if err != nil {
		return nil, err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM issue_alerts WHERE account_id = ?`, to)
	return rows, err
}

// ownedBy reads a batch of somebody's open issues and keeps others from them.
func ownedBy(ctx context.Context, tx *db.Tx, owner account.ID, after ID, n int) ([]record, error) {
	return db.All(ctx, tx, (*record).columns, `SELECT `+columns+` FROM issues i
		WHERE i.owner_id = ? AND i.id > ? AND i.next_due_at IS NOT NULL ORDER BY i.id LIMIT ? FOR UPDATE`, owner, after, n)
}

func offeredTo(ctx context.Context, tx *db.Tx, target account.ID) ([]record, error) {
	return db.All(ctx, tx, (*record).columns, `SELECT `+columns+` FROM issues i WHERE i.pending_owner_id = ? ORDER BY i.id FOR UPDATE`, target)
}

// answered are handled issues whose feedback window has ended.
func answered(ctx context.Context, q db.Querier, before time.Time, n int) ([]ID, error) {
	return db.All(ctx, q, db.Value[ID], `SELECT id FROM issues WHERE state = ? AND closed_at <= ? ORDER BY closed_at, id LIMIT ?`, Handled, before, n)
}

// post is somebody who owns open issues of a community, was offered some, or has
// open tasks there.
type post struct {
	owner account.ID
	at    account.Territory
}

func (p *post) columns() []any { return []any{&p.owner, &p.at.Community} }

func owners(ctx context.Context, q db.Querier) ([]post, error) {
	return db.All(ctx, q, (*post).columns, `
		SELECT DISTINCT owner_id, community_id FROM issues WHERE next_due_at IS NOT NULL
		UNION SELECT DISTINCT pending_owner_id, community_id FROM issues WHERE pending_owner_id IS NOT NULL
		UNION SELECT DISTINCT account_id, community_id FROM issue_tasks WHERE ended_at IS NULL AND account_id IS NOT NULL`)
}

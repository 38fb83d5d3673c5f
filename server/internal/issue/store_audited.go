package issue

import (
	"context"
	"time"

	"huiyin/server/internal/platform/db"
)

func insertAudit(ctx context.Context, tx *db.Tx, a Audit, named []Finding) error {
	id, err := db.Insert(ctx, tx, `INSERT INTO issue_audits (started_at, ended_at, issues, findings) VALUES (?, ?, ?, ?)`, a.Started, a.Ended, a.Issues, a.Findings)
	if err != nil {
		return err
	}
	for community, t := range a.Communities {
		if _, err := tx.ExecContext(ctx, `INSERT INTO issue_audit_tallies (audit_id, community_id, issues, findings, closed, echoed) VALUES (?, ?, ?, ?, ?, ?)`,
			id, community, t.Issues, t.Findings, t.Closed, t.Echoed); err != nil {
			return err
		}
	}
	for _, f := range named {
		if _, err := tx.ExecContext(ctx, `INSERT INTO issue_audit_findings (audit_id, community_id, issue_id, rule, text) VALUES (?, ?, ?, ?, ?)`,
			id, f.Community, f.Issue, f.Rule, clip(f.Text, 200)); err != nil {
			return err
		}
	}
	return nil
}

func forgetAudits(ctx context.Context, tx *db.Tx, before time.Time) error {
	const old = ` WHERE audit_id IN (SELECT id FROM issue_audits WHERE ended_at < ?)`
	for _, query := range []string{`DELETE FROM issue_audit_findings` + old, `DELETE FROM issue_audit_tallies` + old, `DELETE FROM issue_audits WHERE ended_at < ?`} {
		if _, err := tx.ExecContext(ctx, query, before); err != nil {
			return err
		}
	}
	return nil
}

type auditRow struct {
	id int64
	Audit
}

func (a *auditRow) columns() []any { return []any{&a.id, &a.Started, &a.Ended, &a.Issues, &a.Findings} }

type tallyRow struct {
	community int64
	Tally
}

func (t *tallyRow) columns() []any {
	return []any{&t.community, &t.Issues, &t.Findings, &t.Closed, &t.Echoed}
}

func lastAudit(ctx context.Context, q db.Querier) (Audit, error) {
	a, err := db.One(ctx, q, (*auditRow).columns, `SELECT id, started_at, ended_at, issues, findings FROM issue_audits ORDER BY id DESC LIMIT 1`)
	if db.Missing(err) {
		return Audit{}, nil
	}
	if err != nil {
		return Audit{}, err
	}
	rows, err := db.All(ctx, q, (*tallyRow).columns, `SELECT community_id, issues, findings, closed, echoed FROM issue_audit_tallies WHERE audit_id = ?`, a.id)
	a.Communities = map[int64]*Tally{}
	for _, r := range rows {
		a.Communities[r.community] = &r.Tally
	}
	return a.Audit, err
}

// lastChecked is what the last audit says of one community.
func lastChecked(ctx context.Context, q db.Querier, community int64) (*Checked, error) {
	a, err := lastAudit(ctx, q)
	if err != nil || a.Ended.IsZero() {
		return nil, err
	}
	out := Checked{At: a.Ended, Seconds: a.Ended.Sub(a.Started).Seconds()}
	if t := a.Communities[community]; t != nil {
		out.Issues, out.Findings = t.Issues, t.Findings
	}
	return &out, nil
}

type foundRow struct {
	FoundIssue
	created time.Time
}

func (f *foundRow) columns() []any {
	return []any{&f.ID, &f.Issue, &f.Title, &f.created, &f.Rule, &f.Text}
}

func lastFindings(ctx context.Context, q db.Querier, scope board) ([]FoundIssue, error) {
	w := inside(scope)
	rows, err := db.All(ctx, q, (*foundRow).columns, `
		SELECT f.id, f.issue_id, i.title, i.created_at, f.rule, f.text FROM issue_audit_findings f JOIN issues i ON i.id = f.issue_id`+
		w.SQL()+` AND f.audit_id = (SELECT MAX(id) FROM issue_audits) ORDER BY f.id`, w.Args()...)
	out := make([]FoundIssue, len(rows))
	for i, r := range rows {
		numbered := record{ID: r.Issue, CreatedAt: r.created}
		r.Number = numbered.Number()
		out[i] = r.FoundIssue
	}
	return out, err
}

package issue

import (
	"context"
	"time"

	"huiyin/server/internal/account"
	"huiyin/server/internal/platform/db"
)

const (
	namedMost = 1000 // findings that are kept by name; more are only counted
	auditKept = 90 * 24 * time.Hour
)

// KeepAudit is Audit; when it was, what it counted and what it found is kept.
func (s *Service) KeepAudit(ctx context.Context, complain func(Finding)) (Audit, error) {
	var named []Finding
	a, err := s.Audit(ctx, func(f Finding) {
		if len(named) < namedMost {
			named = append(named, f)
		}
		complain(f)
	})
	if err != nil {
		return a, err
	}
	return a, s.DB.InTx(ctx, func(tx *db.Tx) error {
		if err := insertAudit(ctx, tx, a, named); err != nil {
			return err
		}
		return forgetAudits(ctx, tx, tx.Now.Add(-auditKept))
	})
}

// AuditDaily proves the promise; what breaks it is in the log, the overview
// and the metrics.
func (s *Service) AuditDaily(ctx context.Context) error {
	a, err := s.KeepAudit(ctx, func(f Finding) {
		s.Log.ErrorContext(ctx, "the promise is broken", "issue", f.Issue, "rule", f.Rule, "text", f.Text)
	})
	if err == nil {
		s.Log.InfoContext(ctx, "promise checked", "issues", a.Issues, "findings", a.Findings, "seconds", a.Ended.Sub(a.Started).Seconds())
	}
	return err
}

// LastAudit is the one that ended last; one that never was has no time.
func (s *Service) LastAudit(ctx context.Context) (Audit, error) { return lastAudit(ctx, s.DB) }

// Checked is what the overview says of the last audit.
type Checked struct {
	At       time.Time `json:"at" doc:"when it ended"`
	Seconds  float64   `json:"seconds" doc:"how long the whole of it took"`
	Issues   int       `json:"issues" doc:"of this community"`
	Findings int       `json:"findings" doc:"ways in which an issue of this community breaks the promise"`
}

// A FoundIssue is a finding as the staff read it.
type FoundIssue struct {
	ID     int64  `json:"id"`
	Issue  ID     `json:"issue_id"`
	Number string `json:"number"`
	Title  string `json:"title"`
	Rule   string `json:"rule" doc:"I1 no owner in office; I2 overdue and nobody above knows; I3 ended without a reply; I4 the reply did not arrive; I5 the events lead elsewhere"`
	Text   string `json:"text" doc:"in detail, for the operator"`
}

// Findings names what the last audit found in a community, or in a leader's grid.
func (s *Service) Findings(ctx context.Context, by account.Actor, community int64) ([]FoundIssue, error) {
	scope, err := s.ledgerScope(by, community)
	if err != nil {
		return nil, err
	}
	return lastFindings(ctx, s.DB, scope)
}
